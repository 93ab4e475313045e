"""Claims about the grammar of brackets that every reader shares."""

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
