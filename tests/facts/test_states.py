import pandas as pd
import pytest

import uprlib
from uprlib import paths
from uprlib.errors import SchemaError, StateError
from uprlib.facts import raw, states

SPELLINGS = {
    "AFG": "Afghanistan, Islamic Republic of",
    "ARE": "U.A.E.|UAE|United Arab Emirates (the)",
    "ARG": "Argentine Rep.",
    "ATG": "Antigua and Barb.|Antigua",
    "AUS": "Commonwealth of Australia",
    "BGD": "People's Rep. of Bangladesh",
    "BHS": "Bahamas, The|Commonwealth of The Bahamas",
    "BIH": "Bosnia and Herz.|Bosnia & Herzegovina|Bosnia-Hercegovina|Bosnia Herzegovina",
    "BOL": "Bolivia, Plurinational State of|Bolivia (Plurin. State of)",
    "BRA": "Brazil, Federative Republic of",
    "BRN": "Brunei|Brunei Daruss.",
    "CAF": "Central African Rep.|Cent. Afr. Rep.|C.A.R.",
    "CHN": "China, People's Republic of|China, P.R.|P.R. China|PRC",
    "CIV": "Cote d'Ivoire|Ivory Coast|Côte d`Ivoire|Cote D Ivoire|Cote dIvoire",
    "COD": "Congo, Dem. Rep.|Congo, Democratic Republic of the|Congo (Kinshasa)|Congo-Kinshasa|"
    "Democratic Rep. of Congo|Dem. Rep. Congo|DRC|D.R. Congo|Dem Rep of the Congo",
    "COG": "Congo, Rep.|Congo, Republic of the|Congo (Brazzaville)|Congo-Brazzaville",
    "COM": "Comoros (the)|Comoros, Union of the",
    "CPV": "Cabo Verde|Cape Verde|Cabo Verde, Republic of",
    "CZE": "Czech Rep.",
    "DEU": "Germany, Federal Republic of|Fed. Rep. of Germany",
    "DMA": "Commonwealth of Dominica",
    "DOM": "Dominican Rep.",
    "DZA": "Algeria, People's Democratic Republic of",
    "EGY": "Egypt, Arab Rep.",
    "ETH": "Ethiopia, Fed. Dem. Rep.|Federal Democratic Rep. of Ethiopia",
    "FJI": "Fiji Islands",
    "FSM": "Micronesia, Fed. Sts.|Micronesia, Federated States of|Fed. States of Micronesia",
    "GBR": "U.K.|UK|Great Britain|Britain|United Kingdom (UK)|United Kingdom of Great Britain & Northern Ireland",
    "GIN": "Republic of Guinea",
    "GMB": "Gambia, The|Gambia (the)|Republic of the Gambia",
    "GNB": "Guinea Bissau|Guinea-Bissau, Republic of",
    "GNQ": "Eq. Guinea|Equatorial Guinea, Rep. of",
    "GUY": "Co-operative Republic of Guyana|Guyana, Republic of",
    "HRV": "Croatia, Republic of",
    "IRL": "Ireland, Republic of|Rep. of Ireland",
    "IRN": "Iran, Islamic Rep.|Iran (Islamic Rep. of)|Islamic Rep. of Iran",
    "JOR": "Jordan, Hashemite Kingdom of",
    "KGZ": "Kyrgyz Republic|Kyrgyz Rep.",
    "KHM": "Cambodia, Kingdom of",
    "KIR": "Kiribati, Republic of",
    "KNA": "St. Kitts and Nevis|Saint Kitts & Nevis|St Kitts-Nevis|St. Kitts/Nevis|St Christopher and Nevis",
    "KOR": "Korea, Rep.|Korea, Republic of|Korea, South|S. Korea",
    "LAO": "Lao PDR|Laos|Lao People's Dem. Rep.|Lao P.D.R.|Lao People’s Democratic Republic (the)",
    "LBY": "Libyan Arab Jamahiriya|Libya, State of",
    "LCA": "St. Lucia",
    "LIE": "Principality of Liechtenstein",
    "LKA": "Sri Lanka, Democratic Socialist Republic of",
    "LUX": "Luxembourg, Grand Duchy of|Grand-Duchy of Luxembourg",
    "MCO": "Monaco, Principality of",
    "MDA": "Moldova, Republic of|Rep. of Moldova|Moldova, Rep.",
    "MEX": "United Mexican States",
    "MHL": "Marshall Is.|Marshall Islands, Republic of the",
    "MKD": "Macedonia, FYR|N. Macedonia|Macedonia, North|The Former Yugoslav Rep. of Macedonia|Republic of Macedonia",
    "MLT": "Malta, Rep. of",
    "MMR": "Burma|Myanmar (Burma)|Burma (Myanmar)",
    "NER": "Niger (the)|Republic of Niger",
    "NGA": "Nigeria, Federal Republic of|Fed. Rep. of Nigeria",
    "NLD": "The Netherlands|Netherlands, The|Netherlands (Kingdom of the)|Holland",
    "NPL": "Nepal, Federal Democratic Republic of",
    "NRU": "Nauru, Republic of",
    "NZL": "New Zealand|N. Zealand",
    "OMN": "Oman, Sultanate of",
    "PAK": "Islamic Rep. of Pakistan",
    "PHL": "Philippines (the)",
    "PLW": "Palau, Republic of",
    "PNG": "Papua N. Guinea|P.N.G.|Papua-New Guinea",
    "PRK": "Korea, Dem. Rep.|Korea, Dem. People's Rep.|Korea, North|N. Korea",
    "PSE": "West Bank and Gaza|Palestine|Palestine, State of|Palestinian Territories|Occupied Palestinian Territories",
    "RUS": "Russia|Russian Fed.|Russian Federation (the)",
    "SAU": "Saudi Arabia, Kingdom of|Kingdom of Saudi Arabia",
    "SDN": "Sudan (the)|The Sudan",
    "SLB": "Solomon Is.",
    "SMR": "Republic of San Marino",
    "SOM": "Somalia, Fed. Rep.",
    "SRB": "Serbia, Republic of",
    "SSD": "South Sudan|S. Sudan",
    "STP": "São Tomé and Principe|Sao Tome & Principe|São Tomé and Príncipe, Democratic Republic of",
    "SUR": "Surinam",
    "SVK": "Slovak Republic",
    "SWZ": "Eswatini|Swaziland|Eswatini (Swaziland)|Eswatini, Kingdom of",
    "SYR": "Syrian Arab Rep.",
    "TJK": "Tajikistan, Republic of",
    "TLS": "Timor Leste|Timor-Leste, Dem. Rep.|East Timor (Timor-Leste)",
    "TON": "Tonga, Kingdom of",
    "TTO": "Trinidad & Tobago|Trinidad and Tobago, Republic of",
    "TUR": "Turkiye|Turkey (Turkiye)",
    "TZA": "Tanzania, United Rep. of|Tanzania, United Republic of|United Rep. of Tanzania|U.R. of Tanzania",
    "URY": "Uruguay, Eastern Republic of",
    "USA": "U.S.A.|US|U.S.|USA|United States of America (the)|The United States",
    "VAT": "Holy See (Vatican City)|Vatican City|Vatican",
    "VCT": "St. Vincent and the Grenadines|St. Vin. and Gren.|St. Vincent & the Grenadines|Saint Vincent & Grenadines",
    "VEN": "Venezuela, RB|Venezuela, Bolivarian Republic of|Venezuela (Boliv. Rep. of)",
    "VNM": "Vietnam|Viet-Nam|Vietnam, Socialist Republic of",
    "VUT": "Vanuatu, Republic of",
    "WSM": "Samoa, Independent State of|Western Samoa",
    "YEM": "Yemen, Rep.",
    "ZAF": "South Africa, Republic of|S. Africa|Rep. of South Africa",
}
"""How the World Bank, the CIA, ISO, the press and others write the names of States; "|" divides them."""
NO_STATES = """
Korea; Taiwan; Republic of China; Kosovo; Hong Kong SAR, China; Macao; Western Sahara; European Union;
Northern Ireland; England; Scotland; American Samoa; Virgin Islands (U.S.); British Virgin Islands; French
Guiana; Greenland; Puerto Rico; New Caledonia; Cook Islands; Niue; Guam; Netherlands Antilles; French
Polynesia; Isle of Man; Istanbul Convention; United Nations; United States Virgin Islands; Niger Delta;
Republic of Dominica; State of Iraq and the Levant; German Democratic Republic; Turkish Republic of Northern
Cyprus; Republic of Somaliland; Somaliland; South Ossetia; Inner Mongolia; Democratic Republic; Republic;
Guinea Ecuatorial Bissau; Islamic Republic; United Arab Republic; United Kingdom Overseas Territories;
Georgia, USA; Sint Maarten; Saint Martin; St. Helena; St. Pierre and Miquelon; Christmas Island; Papua; West
Papua; Gulf of Guinea; New Guinea; Yugoslavia and Korea; Sovereign Order of Malta; Holy Land; Republika
Srpska; Channel Islands; South Korea and Japan; African Group; Arab States; Nordic States
"""


def test_the_table_holds_193_members_and_two_observers():
    table = raw.read("states")
    assert (table["status"] == "member").sum() == 193
    assert sorted(table.loc[table["status"] == "observer", "iso3"]) == ["PSE", "VAT"]


def test_every_spelling_matches_exactly_one_state_and_round_trips():
    names = raw.read("state_names")
    assert [states.find(name) for name in names["name"]] == names["iso3"].tolist()
    assert names.groupby(names["name"].map(states.folded))["iso3"].nunique().max() == 1


def test_every_name_of_the_states_table_round_trips():
    table = raw.read("states")
    for column in ("name", "name_un", "name_upr_info", "name_explorer"):
        named = table.dropna(subset=[column])
        assert [states.code(name) for name in named[column]] == named["iso3"].tolist(), column


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("DPR Korea", "PRK"),
        ("Republic of Korea", "KOR"),
        ("Libyan Arab Jamahiriya", "LBY"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("Macedonia FYR", "MKD"),
        ("Swaziland", "SWZ"),
        ("Democratic Republic of Congo", "COD"),
        ("Congo", "COG"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Guinea Bissau", "GNB"),
        ("Guinea", "GIN"),
        ("Côte d’Ivoire", "CIV"),
        ("NAMIBIA", "NAM"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
    ],
)
def test_names_that_are_easily_confused(name, iso3):
    assert states.code(name) == iso3


def test_an_unknown_name_is_an_error_with_the_nearest_name():
    with pytest.raises(StateError, match=r"file x\.csv, row 3, column To.*'DPR Koreaa'.*did you mean PRK\?"):
        states.code("DPR Koreaa", file="x.csv", row=3, column="To")


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("PRK", "PRK"),
        ("prk", "PRK"),
        ("North Korea", "PRK"),
        ("DPR Korea", "PRK"),
        ("South Korea", "KOR"),
        ("Burma", "MMR"),
        ("Myanmar (Burma)", "MMR"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("DRC", "COD"),
        ("Republic of the Congo", "COG"),
        ("Guinea", "GIN"),
        ("Sudan", "SDN"),
    ],
)
def test_a_person_may_name_a_state_as_it_is_usually_called(name, iso3):
    assert states.meant(name) == (iso3,) and states.parameter(name) == iso3


@pytest.mark.parametrize(
    ("name", "words"), [("korea", "KOR (Republic of Korea) or PRK (DPRK)"), ("Congo", "COD (DR Congo) or COG (Congo)")]
)
def test_a_name_that_two_states_begin_with_is_asked_back(name, words):
    with pytest.raises(StateError) as problem:
        states.parameter(name)
    assert str(problem.value) == (
        f"parameter sur may mean either of two States; found {name!r}; expected {words}; name one by its code."
    )


def test_every_name_of_the_table_but_that_one_means_its_state():
    names = raw.read("state_names")
    others = names[names["name"] != "Congo"]
    assert [states.meant(name) for name in others["name"]] == [(iso3,) for iso3 in others["iso3"]]
    assert [states.meant(iso3.lower()) for iso3 in sorted(states.codes())] == [
        (each,) for each in sorted(states.codes())
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [("Mynamar", "did you mean MMR?"), ("Nigera", "did you mean NER or NGA?"), ("Atlantis", "`upr states`"), (7, "7")],
)
def test_a_slip_of_the_pen_is_offered_and_never_taken(given, words):
    with pytest.raises(StateError, match="parameter sur is not a State") as problem:
        states.parameter(given)
    assert words in str(problem.value)


def test_the_library_itself_takes_codes():
    """A name that no row has would otherwise be a State without reviews."""
    for ask in (lambda: uprlib.corpus(sur="Burma"), lambda: uprlib.acceptance.answers(uprlib.corpus(), "Burma")):
        with pytest.raises(StateError, match=r"not the code of a State; found 'Burma'.*did you mean MMR\?"):
            ask()


def test_one_spelling_for_two_states_is_refused(tmp_path):
    path = tmp_path / "state_names.csv"
    pd.DataFrame({"iso3": ["COG", "COD"], "name": ["Congo", "The Congo"], "source": ["UN", "UN"]}).to_csv(
        path, index=False
    )
    with pytest.raises(StateError, match="one spelling is given for two States"):
        states.read_names(path)


def test_the_table_of_names_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    with pytest.raises(SchemaError, match=r"git checkout -- data/raw/state_names\.csv"):
        states.codes()
    assert not (paths.raw()).exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", r"the file holds nothing.*git stash push -- data/raw/state_names\.csv"),
        ("iso3,name,source\n", "no rows"),
        ("iso3;name;source\nPRK;DPRK;UN\n", "UTF-8 with semicolons.*separated by commas"),
        ("iso3,nmae,source\nPRK,DPRK,UN\n", "column name"),
        ("iso3,name,source\nPRK,DPRK,UN\n,Atlantis,UN\n", "row 3, column iso3: a cell is empty"),
        ("iso3,name,source\nPRK,DPRK,UN\nCIV,C", "row 3: a row has the wrong number of cells; found 2; expected 3"),
    ],
)
def test_a_table_of_names_that_is_empty_cut_or_saved_in_another_way(project_copy, text, words):
    (paths.raw() / "state_names.csv").write_text(text)
    with pytest.raises(SchemaError, match=words):
        states.codes()


@pytest.mark.parametrize(("iso3", "names"), SPELLINGS.items(), ids=list(SPELLINGS))
def test_other_peoples_spellings_are_read(iso3, names):
    assert {name: states.find(name) for name in names.split("|")} == dict.fromkeys(names.split("|"), iso3)


def test_what_is_no_state_is_neither_found_nor_offered():
    names = [" ".join(name.split()) for name in NO_STATES.split(";")]
    assert {name: (states.find(name), states.nearly(name)) for name in names} == dict.fromkeys(names, (None, ()))


@pytest.mark.parametrize("name", ["Sierra Le one", "S tate of Palestine", "Ke nya", "Sier\u00adra Leone"])
def test_a_name_broken_by_a_space_is_read_where_names_stand(name):
    assert states.find(name) is not None


def test_in_running_text_spaces_count():
    assert states.find("To go") is None and states.find("I ran") is None
    assert states.find("Sierra Le one", broken=False) is None


@pytest.mark.parametrize("name", ["Republic of", "Korea, Utopia", "Utopia", "Niger Delta", "Republic of Utopia"])
def test_a_name_that_only_shares_a_word_is_not_offered(name):
    assert states.nearly(name) == ()


def test_two_states_that_are_equally_near_are_both_offered():
    with pytest.raises(StateError, match=r"'Nigera'.*did you mean NER or NGA\?"):
        states.code("Nigera")


def test_a_text_that_runs_on_is_no_name_and_is_not_looked_up():
    assert states.find("Peru" + " " * 300) is None and states.nearly("Slovkia" * 100) == ()
