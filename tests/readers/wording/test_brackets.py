"""Claims about the grammar of brackets that every reader shares."""

import time

import pytest

from uprlib.readers.wording.brackets import divided, names_in


def codes(text):
    return [(part.text, [name.iso3 for name in part.names]) for part in divided(text)[0]]


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("Portugal, Slovakia", ["PRT", "SVK"]),
        ("Iran (Islamic Republic of), Micronesia (Federated States of)", ["IRN", "FSM"]),
        ("Bolivia, Plurinational State of, Chad", ["BOL", "TCD"]),
        ("Congo, Democratic Republic of the Congo", ["COG", "COD"]),
        ("Congo, Republic of Korea", ["COG", "KOR"]),
        ("Niger; Nigeria", ["NER", "NGA"]),
        ("Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea", ["GIN", "GNB", "GNQ", "PNG"]),
        ("Dominica, the Dominican Republic", ["DMA", "DOM"]),
        ("Republic of Korea/Democratic People’s Republic of Korea", ["KOR", "PRK"]),
        ("United Kingdom France, Mexico", ["GBR", "FRA", "MEX"]),
        ("Bosnia and Herzegovina and Trinidad and Tobago", ["BIH", "TTO"]),
        ("Libyan Arab Jamahiriya, Türkiye, Turkey, Holy See, Palestine", ["LBY", "TUR", "TUR", "VAT", "PSE"]),
    ],
)
def test_names_with_brackets_commas_and_conjunctions_of_their_own(bracket, expected):
    assert [name.iso3 for name in names_in(bracket)] == expected


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("Viet Nam, Côte d'Ivoire, the former Yugoslav Republic of Macedonia", ["VNM", "CIV", "MKD"]),
        ("the Netherlands, Holy See and State of Palestine", ["NLD", "VAT", "PSE"]),
        ("Congo (Democratic Republic of the), Korea (Republic of)", ["COD", "KOR"]),
        ("Egypt, on behalf of the African Group, Chad", ["EGY", "TCD"]),
        ("Chad on behalf of the African Group", ["TCD"]),
        ("Chad5, Mali 6", ["TCD", "MLI"]),
        ("Chad, Mali and others", ["TCD", "MLI"]),
        ("Chad, inter alia", ["TCD"]),
        ("Chad, para. 45", ["TCD"]),
        ("Chad, Utopia, Atlantis", ["TCD", None, None]),
    ],
)
def test_what_stands_beside_the_names(bracket, expected):
    ((text, names),) = divided(f"Plant trees ({bracket});")[0]
    assert (text, [name.iso3 for name in names]) == ("Plant trees", expected)
    assert not any(name.printed[-1].isdigit() for name in names)


def test_a_conjunction_belongs_to_no_name():
    names = names_in("Jordan and the Holy See, and Sweden and United States of America and Trinidad and Tobago")
    assert [name.printed for name in names] == [
        "Jordan",
        "the Holy See",
        "Sweden",
        "United States of America",
        "Trinidad and Tobago",
    ]


def test_a_name_not_in_the_table_is_reported_and_never_guessed():
    parts, _ = divided("Plant trees (Niger Republica, Mali).")
    assert parts[0].names == (("Niger Republica", None), ("Mali", "MLI"))


def test_an_unknown_name_alone_in_the_last_bracket_is_reported():
    assert divided("Plant trees (Utopia);")[0] == [("Plant trees", (("Utopia", None),))]


def test_a_misspelt_name_before_the_last_bracket_is_reported_too():
    parts, _ = divided("Plant oaks (Slovkia); plant elms (Peru);")
    assert parts == [("Plant oaks", (("Slovkia", None),)), ("plant elms", (("Peru", "PER"),))]


def test_brackets_without_states_stay_in_the_text():
    assert codes("Ratify the pact (ICCPR) and its protocol (OP-CAT) (Chad);") == [
        ("Ratify the pact (ICCPR) and its protocol (OP-CAT)", ["TCD"])
    ]


@pytest.mark.parametrize(
    "ending",
    [
        "(France) (Lithuania);",
        "(France), (Lithuania).",
        "(France)/(Lithuania);",
        "(France) and (Lithuania)",
        "(France) – (Lithuania)",
        "[France, Lithuania];",
        "(France, Lithuania",
    ],
)
def test_states_in_one_bracket_or_several_are_one_part(ending):
    assert codes(f"Plant trees {ending}") == [("Plant trees", ["FRA", "LTU"])]


def test_each_segment_goes_to_its_own_states():
    assert codes("(A) Plant oaks (Chad); (B) plant elms (Mali, Chad).") == [
        ("Plant oaks", ["TCD"]),
        ("plant elms", ["MLI", "TCD"]),
    ]


def test_a_sentence_running_on_across_a_bracket_is_not_divided():
    assert codes("Sign (Peru) the pact on trees (Chad); plant elms (Mali)") == [
        ("Sign the pact on trees", ["PER", "TCD"]),
        ("plant elms", ["MLI"]),
    ]


def test_a_lone_first_verb_is_not_a_recommendation():
    assert codes("Sign (Peru), or consider signing (Chad) the pact (Mali)") == [
        ("Sign, or consider signing the pact", ["PER", "TCD", "MLI"])
    ]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Sign (Chad)/Ratify (Mali)/Accede to the pact (Peru);", "Sign/Ratify/Accede to the pact"),
        ("Sign (Chad); ratify the pact (Mali)", "Sign; ratify the pact"),
        ("Consider signing (Chad) and ratifying (Mali) the pact (Peru)", "Consider signing and ratifying the pact"),
        ("Become party to (Chad) and implement (Mali) the pact (Peru)", "Become party to and implement the pact"),
        ("Build houses (Chad), especially in the north (Mali);", "Build houses, especially in the north"),
        ("Build houses (Chad); in particular in the north (Mali);", "Build houses; in particular in the north"),
        ("Ratify the pact on oaks (Chad), the Pact on Elms (Mali)", "Ratify the pact on oaks, the Pact on Elms"),
        ("Ratify ICCPR (Chad), CEDAW (Mali), and CAT (Peru);", "Ratify ICCPR, CEDAW, and CAT"),
        ("Protect witnesses (Chad) and defenders (Mali).", "Protect witnesses and defenders"),
        (
            "Protect trees by planting oaks (Chad), and by felling elms (Mali).",
            "Protect trees by planting oaks, and by felling elms",
        ),
        ("Plant oaks (Chad), which are tall (Mali).", "Plant oaks, which are tall"),
    ],
)
def test_a_part_that_says_nothing_by_itself_goes_with_the_sentence_before_it(text, whole):
    (part,) = divided(text)[0]
    assert part.text == whole
    assert [name.iso3 for name in part.names] == ["TCD", "MLI", "PER"][: len(part.names)] and len(part.names) > 1


@pytest.mark.parametrize(
    "text",
    [
        "Plant oaks (Chad), train judges (Mali)",
        "Plant oaks (Chad) and, in this regard, train judges (Mali)",
        "Plant oaks (Chad); further, fully train judges (Mali)",
        "Plant oaks (Chad); that the Government train judges (Mali)",
        "The planting of oaks (Chad); the training of judges (Mali)",
        "Planting oaks (Chad); training judges (Mali)",
        "(a) Plant oaks (Chad); (b) especially elms (Mali)",
        "Plant oaks (Chad); water elms (Mali)",
    ],
)
def test_a_part_that_asks_for_something_by_itself_is_one(text):
    assert [[name.iso3 for name in part.names] for part in divided(text)[0]] == [["TCD"], ["MLI"]]


def test_a_bracket_never_closed_within_a_name():
    assert codes("Plant trees (Iran (Islamic Republic of);") == [("Plant trees", ["IRN"])]


def test_a_bracket_never_closed_ends_at_its_semicolon():
    assert codes("Plant oaks (Peru; plant elms (Mali);") == [("Plant oaks", ["PER"]), ("plant elms", ["MLI"])]


def test_what_stands_behind_the_last_state_is_handed_back_as_written():
    assert divided("Plant trees (Chad) ; as said")[1] == " ; as said"
    assert divided("Trees are welcomed.") == ([], "Trees are welcomed.")


def test_a_text_full_of_open_brackets_is_read_in_time():
    text = "Plant trees (" * 3000 + "(Chad);"
    assert divided(text)[0] == []


@pytest.mark.parametrize(
    "text",
    [
        "Plant trees (Chad)" * 300,
        "the trees (Chad), " * 300,
        "sign (Chad)/" * 300,
        "Plant trees (Utopia Land of the Big Trees) " * 300,
        "Plant (" + "and the " * 300 + ") (Chad)",
        "Plant (Chad)" + ";," * 20_000 + "x (Mali)",
        "Plant trees" + " ;" * 20_000 + "x (Mali)",
        "Plant (Chad" + " " * 20_000 + "x)",
    ],
    ids=range(8),
)
def test_hundreds_of_brackets_and_marks_are_read_in_time(text):
    start = time.process_time()
    divided(text)
    assert time.process_time() - start < 2
