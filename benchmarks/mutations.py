"""Does a review notice? Small changes are made one at a time in copies of the checkout; each must be told.

    python benchmarks/mutations.py [--only EXPRESSION] [--whole] [--workers 2]

Of each change is said through which part of `upr review` it must come out (`--whole` makes every part for every one),
or through which of the unit tests that `make test` runs, for code that no notebook uses. Noticed is what a reader is
told in words that name the place, never in the language of programs. Prints a line for each change with these words,
and exits with 1 if one was missed, or if a copy without any change does not pass: a review that always fails notices
nothing.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from uprlib import checkout

HOME = Path(__file__).resolve().parents[1]
PROGRAMS = r"\bassert\b|Traceback|AssertionError|<[\w.]+ object at|\bdef \w+\("
"""The language of programs, which no reader is to be told in."""


# What a change does


def text(file, old, new, count=1):
    """Replace text in a file; a change that changes nothing is an error of this script."""

    def change(home):
        path = home / file
        before = path.read_text(encoding="utf-8")
        after = re.sub(old, new, before, count=count, flags=re.MULTILINE)
        assert after != before, f"{file}: nothing is like {old}"
        path.write_text(after, encoding="utf-8")

    return change


def signed(*changes):
    """Changes of the facts that somebody also signed with new checksums, past the command that would refuse some."""

    def change(home):
        for each in changes:
            each(home)
        code = "from uprlib.facts import datapackage; datapackage.write()"
        subprocess.run([sys.executable, "-c", code], cwd=home, env=_environment(home), check=True)

    return change


def fact(file, old, new, count=1):
    return signed(text(f"data/raw/{file}", old, new, count))


def stored(notebook, edit):
    """A change of a stored notebook, as somebody saves it by hand."""

    def change(home):
        path = home / "notebooks" / f"{notebook}.ipynb"
        content = json.loads(path.read_text(encoding="utf-8"))
        edit(content["cells"])
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    return change


def first_output(old, new):
    def edit(cells):
        for cell in cells:
            for output in cell.get("outputs", []):
                for holder in (output.get("data", {}), output):
                    for key in ("text/markdown", "text/plain", "text/html", "text"):
                        lines = holder.get(key)
                        if lines and old in "".join(lines):
                            holder[key] = "".join(lines).replace(old, new, 1)
                            return
        raise AssertionError(f"no output holds {old}")

    return edit


def cleared(cells):
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None


def out_of_order(cells):
    first, second = [cell for cell in cells if cell["cell_type"] == "code"][:2]
    first["execution_count"], second["execution_count"] = second["execution_count"], first["execution_count"]


def in_cell(kind, old, new):
    def edit(cells):
        for cell in cells:
            source = "".join(cell["source"])
            if cell["cell_type"] == kind and re.search(old, source):
                cell["source"] = re.sub(old, new, source, count=1)
                return
        raise AssertionError(f"no cell holds {old}")

    return edit


def appended(file, content):
    def change(home):
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        with (home / file).open("ab") as held:
            held.write(content)

    return change


def removed(file):
    return lambda home: (home / file).unlink()


def another_figure(home):
    """The figure of another notebook in its place, with a passport that says that it belongs there."""
    place, other = home / "figures/10_your_own_question", home / "figures/04_as_recommending_state"
    for ending in ("pdf", "png", "svg"):
        shutil.copy(other / f"fig01_habits.{ending}", place / f"fig01_issue.{ending}")
    passport = (other / "fig01_habits.json").read_text(encoding="utf-8")
    passport = passport.replace("04_as_recommending_state", "10_your_own_question").replace(
        "fig01_habits", "fig01_issue"
    )
    (place / "fig01_issue.json").write_text(passport, encoding="utf-8")


def any_digit(name):
    """The first digit below the header changed, in a table; a letter, in another file."""

    def change(home):
        path = home / "data" / "raw" / name
        data = bytearray(path.read_bytes())
        place = data.index(b"\n") + 1 if path.suffix == ".csv" else len(data) // 2
        place = next((at for at in range(place, len(data)) if chr(data[at]).isdigit()), len(data) // 2)
        data[place] = data[place] - 1 if data[place] > 0x30 else data[place] + 1
        path.write_bytes(data)

    return change


# What must notice it, and what must be said

ENVIRONMENT, FACTS, CLAIMS = ("environment", ""), ("facts", ""), ("claims", "")
LIB = "src/uprlib"
OWN = "10_your_own_question"


def notebook(number):
    return ("notebooks", number)


def test(file):
    return ("test", file)


UNSIGNED = {
    f"{path.name} changed, not signed": (
        ENVIRONMENT,
        any_digit(path.name),
        rf"data/raw/{re.escape(path.name)} is not the file that the data package describes",
    )
    for path in sorted((HOME / "data" / "raw").iterdir())
    if path.is_file() and not path.name.startswith(".")
}
FLIPPED = (r"^(A/HRC/27/10:124\.1:KAZ:1.*),accepted,accepted,", r"\1,noted,noted,")
MUTATIONS = {
    **UNSIGNED,
    # Facts that somebody changed and signed
    "a position flipped in one table, signed": (
        ENVIRONMENT,
        fact("recommendations.csv", *FLIPPED),
        "positions.csv, row .*found 'accepted'; expected noted: that of its recommendation",
    ),
    "a position flipped in both tables, signed": (
        notebook("10"),
        signed(
            text("data/raw/recommendations.csv", *FLIPPED),
            text("data/raw/positions.csv", r"^(A/HRC/27/10:124\.1:KAZ:1,.*),accepted$", r"\1,noted", 9),
        ),
        r"11[34].*11[34]",
    ),
    "a recommending State recoded, signed": (
        ENVIRONMENT,
        fact("recommendations.csv", r"^(A/HRC/27/10:124\.1:KAZ:1,PRK),KAZ,", r"\1,FRA,"),
        "column rec_id: .*124.1:KAZ:1.*124.1:FRA:1",
    ),
    "an action category changed, signed": (
        ENVIRONMENT,
        fact(
            "recommendations.csv", r"^(A/HRC/27/10:[\d.]+:\w+:\d,PRK,\w+,2,19,A/HRC/27/10,[\d.]+,\w+,\d),5,", r"\1,4,"
        ),
        "coder_confusion.csv.*counts that add up to the rows of that category",
    ),
    "the date of a document changed, signed": (
        ENVIRONMENT,
        fact("documents.csv", r"^(HRC decision 13/112,PRK,1),2010-03-18", r"\1,2010-03-19"),
        "found '2010-03-1[89]'; expected 2010-03-1[89]",
    ),
    "a date of the inquiry moved, signed": (
        FACTS,
        fact("events.csv", r"^(PRK,)2014-02-17", r"\g<1>2014-03-17"),
        "events of the inquiry are in order.*2014-03-17",
    ),
    "a published total changed, signed": (
        ENVIRONMENT,
        fact("position_totals.csv", r"^(PRK,1,.*annex,accepted),81,", r"\1,80,"),
        "position_totals.csv, row 5, .*found 117; expected 116",
    ),
    "a run of paragraphs made longer, signed": (
        ENVIRONMENT,
        fact("document_positions.csv", r"^(A/HRC/27/10,A/HRC/27/10,125,1),83", r"\1,84"),
        "document_positions.csv, row 11, column last: .*found 84; expected 83",
    ),
    "the day of a review changed, signed": (
        ENVIRONMENT,
        fact("reviews.csv", r"^(PRK,2,19,A/HRC/27/10),2014-05-01", r"\1,2014-06-01"),
        "reviews.csv, row .*found '2014-06-01'; expected a working day of its session",
    ),
    "a count of a review changed, signed": (
        ENVIRONMENT,
        fact("reviews.csv", r"^(PRK,2,19,.*),269,", r"\1,268,"),
        "found 268; expected 269",
    ),
    "the start of a session changed, signed": (
        ENVIRONMENT,
        fact("sessions.csv", r"^24,2,2016-01-18", "24,2,2016-01-19"),
        "sessions.csv, row 25, column start: .*found '2016-01-19'; expected a Monday",
    ),
    "a regional group changed, signed": (
        notebook("10"),
        fact("states.csv", r"^(NOR,.*)WEOG", r"\1EEG"),
        f"{OWN}/fig01_issue.json differs .*states.csv: found",
    ),
    "an issue moved to another family, signed": (
        notebook("10"),
        fact("issues.csv", r"^(Detention|Death penalty|Torture and other CID treatment),.*$", r"\1,Groups", 3),
        f"{OWN}/fig01_issue.json differs .*issues.csv: found",
    ),
    "an ideal point's sign changed, signed": (
        notebook("04"),
        fact("ideal_points.csv", r"^(CUB,68,)-", r"\1"),
        "04_as_recommending_state.*found .*expected",
    ),
    "a vote on the DPRK changed, signed": (
        ENVIRONMENT,
        fact("country_votes.csv", r"^(A/RES/66/174,GA,\S+,PRK,CUB),no$", r"\1,yes"),
        "country_votes.csv, row .*found 'yes'; expected no: the letter of its roll call",
    ),
    "a letter of a roll call changed, signed": (
        ENVIRONMENT,
        signed(lambda home: _letter(home, "CUB", "A/RES/66/174", "y")),
        "found 'no'; expected yes: the letter of its roll call",
    ),
    "the day of a roll call changed, signed": (
        ENVIRONMENT,
        fact("roll_calls.csv", r"^(\d+,66),2011-12-19,A/RES/66/174", r"\1,2011-12-09,A/RES/66/174"),
        "found '2011-12-19'; expected 2011-12-09: the day of its roll call",
    ),
    "the target of a resolution changed, signed": (
        ENVIRONMENT,
        fact("country_resolutions.csv", r"^A/RES/66/174,PRK", "A/RES/66/174,IRN"),
        "found 'PRK'; expected IRN: that of its resolution",
    ),
    "a membership's year changed, signed": (
        ENVIRONMENT,
        fact("memberships.csv", r"^CUB,nam,2010", "CUB,nam,2006"),
        "memberships.csv, row .*found '?2006",
    ),
    "shared organisations of a pair changed, signed": (
        ENVIRONMENT,
        fact("dyads.csv", r"^(PRK,CHN,2008,\w+),\d+", r"\1,99"),
        "dyads.csv, row .*; expected what the pair has in the other order",
    ),
    "a row of the later list renumbered, signed": (
        ENVIRONMENT,
        fact("later_recommendations.csv", r"^(PRK,3,A/HRC/42/10),200,", r"\1,900,"),
        "found 900; expected 200: its place in the list",
    ),
    "the day of a later review changed, signed": (
        ENVIRONMENT,
        fact("later_reviews.csv", "2019-05-09", "2019-06-09"),
        "found '2019-06-09'; expected a day of the first two weeks",
    ),
    "a row that did not join renumbered, signed": (
        ENVIRONMENT,
        fact("not_joined.csv", "^explorer,7721,", "explorer,7711,"),
        "(found|expected).*once, here or in not_joined.csv|found 7711",
    ),
    "a chosen paragraph changed, signed": (
        ENVIRONMENT,
        fact("disagreements.csv", r"paragraph,92\.10,report", "paragraph,92.20,report"),
        "found '92.20'; expected 92.10: the paragraph of its recommendation",
    ),
    "a pair of another cycle, signed": (
        ENVIRONMENT,
        fact("request_pairs.csv", r"^A/HRC/10/69:92\.14:CUB:1", "A/HRC/27/10:124.1:KAZ:1"),
        "expected one of the State's first review",
    ),
    "a pair read that there is not, signed": (
        ENVIRONMENT,
        fact("pair_checks.csv", r"(A/HRC/27/10:124\.16:GHA):1", r"\1:2"),
        "pair_checks.csv, row 2, column rec_id_second: .*found 'A/HRC/27/10:124.16:GHA:2'",
    ),
    "how well the coder does changed, signed": (
        ENVIRONMENT,
        fact("coder_evaluation.csv", "41066,0.9155", "41066,0.9255"),
        "found 0.9255; expected 0.9155: what the counts of coder_confusion.csv give",
    ),
    "a count of the coder changed, signed": (
        ENVIRONMENT,
        fact("coder_confusion.csv", "^by_state,1,1,489", "by_state,1,1,499"),
        "found 499; expected counts that add up",
    ),
    "a count of the reader changed, signed": (
        ENVIRONMENT,
        fact("reader_audit.csv", "^FRA,2,A/HRC/8/47,33,33", "FRA,2,A/HRC/8/47,35,33"),
        "found 35; expected 33: what was read and what is lacking",
    ),
    "a published number changed, signed": (
        notebook("00"),
        fact("published_numbers.csv", "recommendations of both cycles,57686", "recommendations of both cycles,67686"),
        "00_data_audit.*(57.?686|67.?686)",
    ),
    "a correction's reason changed, signed": (
        notebook("00"),
        fact("corrections.yml", "UPR Info wrote paragraph 124.7", "UPR Info put paragraph 124.7"),
        "00_data_audit",
    ),
    "a claim's mark lowered, signed": (
        notebook("05"),
        fact("claims.yml", r"low: 1, high: 100\}", "low: 1, high: 50}"),
        "05_claims",
    ),
    "a claim's statement reworded, signed": (
        notebook("05"),
        fact("claims.yml", r"^(    statement: )In its first review", r"\1Perhaps in its first review"),
        "05_claims.*Perhaps",
    ),
    "a claim's key misspelt, signed": (
        CLAIMS,
        fact("claims.yml", r'key: "01_acceptance:rate\.', 'key: "01_acceptance:rat.'),
        "claims.*01_acceptance:rat[.]",
    ),
    "the width of a page changed, signed": (
        notebook("10"),
        fact("journals.yml", "double: 174", "double: 170"),
        f"figures: {OWN}/fig01_issue.* differs",
    ),
    "a list that cannot be read, signed": (
        ENVIRONMENT,
        fact("journals.yml", "^journals:$", "journals: ["),
        "lists: .*journals.yml",
    ),
    "a name of a State that another has, signed": (
        ENVIRONMENT,
        fact("state_names.csv", "^AFG,Islamic", "XXX,Islamic"),
        "state_names.csv, row 3, column iso3: .*found 'XXX'",
    ),
    # What lies where it does not belong
    "a stray file among the facts": (
        ENVIRONMENT,
        appended("data/raw/notes.txt", b"to do\n"),
        "data/raw/notes.txt is not in the data package",
    ),
    "a stray table among the facts": (
        ENVIRONMENT,
        appended("data/raw/more/mine.csv", b"a,b\n"),
        "data/raw/more/mine.csv is not in the data package",
    ),
    "a table of the facts removed": (ENVIRONMENT, removed("data/raw/issues.csv"), "data/raw/issues.csv is missing"),
    "a checksum edited": (
        ENVIRONMENT,
        text("data/datapackage.json", r'("path": "raw/events.csv"[^}]*sha256:)[0-9a-f]{6}', r"\g<1>000000"),
        "data/raw/events.csv is not the file",
    ),
    "the data package emptied": (
        ENVIRONMENT,
        lambda home: (home / "data" / "datapackage.json").write_text("[]"),
        "data/datapackage.json: the data package cannot be used",
    ),
    "a stray folder of figures": (
        notebook("10"),
        appended("figures/98_more/fig01.pdf", b"%PDF"),
        "figures: 98_more is committed, but belongs to no notebook",
    ),
    "results of no notebook": (
        notebook("10"),
        appended("data/processed/results/98_more.json", b"{}"),
        "tables: 98_more.json is committed, but belongs to no notebook",
    ),
    # The environment
    "a locked version changed": (
        ENVIRONMENT,
        text("requirements.lock", r"^pandas==[\d.]+", "pandas==9.9.9"),
        r"packages: pandas [\d.]+ \(lock: 9.9.9\)",
    ),
    "a locked hash changed": (
        FACTS,
        text("requirements.lock", r"(--hash=sha256:)[0-9a-f]{8}", r"\g<1>00000000"),
        "requirements.*has another version or other hashes than requirements.lock: .*00000000",
    ),
    "a package taken out of one lock": (
        FACTS,
        text("requirements-lab.lock", r"^pandas==.*\n(?:    .*\n)+", ""),
        "requirements-lab.lock.*pandas",
    ),
    "a requirement beyond its lock": (
        FACTS,
        text("pyproject.toml", r'"pandas>=3.0"', '"pandas>=9.0"'),
        "requirements.lock has .* of pandas, and pyproject.toml asks for >=9.0",
    ),
    "a pin of conda changed": (
        FACTS,
        text("environment.yml", "requirements-lab", "requirements"),
        "conda binder and the devcontainer install the lock",
    ),
    "the version of the package changed": (
        FACTS,
        text("pyproject.toml", '^version = "0.1.0"', 'version = "0.2.0"'),
        "the version is one wherever it stands.*0.2.0",
    ),
    "the version that is cited changed": (
        FACTS,
        text("CITATION.cff", "^version: 0.1.0", "version: 0.3.0"),
        "the version is one wherever it stands.*0.3.0",
    ),
    # Pages
    "a number of the README's findings": (
        FACTS,
        text("README.md", r"\| 42\.4% \|", "| 43.4% |"),
        "the readme holds what is made as it is.*4[23].4%",
    ),
    "a number typed into the README": (
        FACTS,
        text("README.md", "Change one parameter", "It accepted 114 of 269. Change one parameter"),
        "README.md states numbers that should be generated: .*114",
    ),
    "a question of the README's table": (
        FACTS,
        text("README.md", r"(`10_your_own_question` \| )How", r"\1When"),
        "the readme holds what is made as it is",
    ),
    "a number typed into a page of the site": (
        FACTS,
        text("docs/index.md", r"\A(#.*\n)", r"\1\nIt accepted 114 of 269.\n"),
        "docs/index.md states numbers that should be generated: .*114",
    ),
    "a number on the site's page of methods": (
        FACTS,
        text("docs/methods.md", "81 in full", "82 in full"),
        "docs/methods.md no longer says 'none of 167, 81 in full",
    ),
    "a count of the codebook": (FACTS, text("data/README.md", r"41,066 \|", "41,067 |"), ""),
    "a link of the start page": (
        FACTS,
        stored("index", in_cell("markdown", r"\(01_acceptance\.ipynb\)", "(01_acceptance.html)")),
        "the start page leads to every notebook",
    ),
    "a number typed into a notebook's prose": (
        FACTS,
        stored(OWN, in_cell("markdown", r"\Z", " It accepted 114 of 269.")),
        f"{OWN} states numbers that should come from a result.*114",
    ),
    # Stored notebooks, figures, tables, numbers
    "a stored output edited": (
        notebook("10"),
        stored(OWN, first_output("114", "115")),
        f"{OWN}.*found .*114.*expected .*115",
    ),
    "stored outputs cleared": (FACTS, stored(OWN, cleared), f"{OWN} is stored without outputs"),
    "cells run out of order": (FACTS, stored(OWN, out_of_order), f"{OWN} is stored without outputs or was run out"),
    "a parameter's default changed": (
        notebook("10"),
        stored(OWN, in_cell("code", r"confidence = 0\.95", "confidence = 0.9")),
        f"{OWN}.*0.95?",
    ),
    "a cell changed and not run": (
        notebook("10"),
        stored(OWN, in_cell("code", "confidence=confidence", "confidence=0.9")),
        f"{OWN}.*found .*; expected ",
    ),
    "a number of the ledger edited": (
        notebook("10"),
        text(f"data/processed/results/{OWN}.json", r'"value": 0\.33', '"value": 0.99'),
        "10_your_own_question .*: found 0.33.*; expected 0.99",
    ),
    "the alternative text of a figure edited": (
        notebook("10"),
        text(f"data/processed/results/{OWN}.json", r'"alt": "', '"alt": "Perhaps '),
        f"{OWN}.json, while .*, figures fig01_issue: found .*expected .*Perhaps",
    ),
    "a verdict of the ledger edited": (
        CLAIMS,
        text("data/processed/results/05_claims.json", r'("verdict.supported": \{\s*"value": )\d+', r"\g<1>99"),
        "05_claims states how many claims are 'supported': found 99",
    ),
    "a figure edited": (
        notebook("10"),
        appended(f"figures/{OWN}/fig01_issue.pdf", b"% edited\n"),
        f"figures: {OWN}/fig01_issue.pdf differs",
    ),
    "a figure together with its passport": (
        notebook("10"),
        another_figure,
        rf"figures: {OWN}/fig01_issue.json differs(.|\n)*fig01_issue.pdf differs",
    ),
    "a passport edited": (
        notebook("10"),
        text(f"figures/{OWN}/fig02_your_own.json", r"[0-9a-f]{8}\"", '00000000"'),
        f"figures: {OWN}/fig02_your_own.json differs",
    ),
    "a figure removed": (
        notebook("10"),
        removed(f"figures/{OWN}/fig02_your_own.png"),
        f"figures: {OWN}/fig02_your_own.png was made, but is not committed",
    ),
    "a figure that no notebook makes": (
        notebook("10"),
        appended(f"figures/{OWN}/fig09_more.pdf", b"%PDF"),
        f"figures: {OWN}/fig09_more.pdf is committed, but no notebook makes it",
    ),
    "a result table edited": (
        notebook("10"),
        text(f"data/processed/results/{OWN}/tab01_who_asks.csv", r"\A(.*\n.*)\d", r"\g<1>99"),
        f"tables: {OWN}/tab01_who_asks.csv differs .*found row 2: .*expected row 2: .*99",
    ),
    "an input taken out of the list of notebooks": (
        notebook("10"),
        text("notebooks/contents.yml", r"(name: 10_(?:.*\n)*?.*tables: \[)recommendations, ", r"\1"),
        f"{OWN}.*recommendations",
    ),
    # Each room of the library
    "facts: the rows of no review counted": (
        notebook("10"),
        text(
            f"{LIB}/facts/tables.py", r'\[recommendations\["in_default_set"\]\]', '[~recommendations["in_default_set"]]'
        ),
        OWN,
    ),
    "acceptance: an interval of another kind": (
        notebook("10"),
        text(f"{LIB}/acceptance/rates.py", r'method="wilson"', 'method="agresti_coull"'),
        f"{OWN}.*found .*; expected ",
    ),
    "alliances: friends from the far end": (
        notebook("04"),
        text(f"{LIB}/alliances/nearness.py", "values >= least", "values <= least"),
        "04_as_recommending_state.*found .*; expected ",
    ),
    "profiles: a rank from the other end": (
        notebook("10"),
        text(f"{LIB}/profiles/ranks.py", r"beyond > own \+ TOLERANCE", "beyond < own - TOLERANCE"),
        f"{OWN}.*found .*; expected ",
    ),
    "specifications: a mark of strength widened": (
        notebook("06"),
        text(f"{LIB}/specifications/turn.py", r"STRONG_SHARE = 0\.05", "STRONG_SHARE = 0.10"),
        "06_specifications",
    ),
    "timing: silence counted otherwise": (
        test("tests/timing/test_record.py"),
        text(f"{LIB}/timing/record.py", r'\["pending"\]\.gt\(0\)', '["pending"].lt(0)'),
        "data/README.md does not say what the tables hold: .*41,066",
    ),
    "plots: a colour changed": (
        notebook("10"),
        text(f"{LIB}/plots/style.py", "#0072B2", "#0072B4"),
        f"figures: {OWN}/fig01_issue.pdf differs",
    ),
    "paper: a passport without its versions": (
        notebook("10"),
        text(f"{LIB}/paper/passport.py", r"^def versions\(\)(.*):$", r"def versions()\1:\n    return {}"),
        f"figures: {OWN}/fig01_issue",
    ),
    "notebook: numbers rounded further": (
        notebook("10"),
        text(f"{LIB}/notebook/study.py", "^DIGITS = 6", "DIGITS = 3"),
        f"{OWN} .* found .*; expected ",
    ),
    "ledger: a verdict without caveats": (
        CLAIMS,
        text(f"{LIB}/ledger/verdicts.py", "return CAVEAT if claim.caveat else SUPPORTED", "return SUPPORTED"),
        "05_claims states how many claims are 'supported with a caveat': found",
    ),
    "tidy: shares written with another digit": (
        notebook("10"),
        text(f"{LIB}/tidy.py", r"\{100 \* value:\.1f\}%", "{100 * value:.2f}%"),
        f"{OWN}.*found .*%.*; expected .*%",
    ),
    "commands: the README's table made otherwise": (
        FACTS,
        text(f"{LIB}/ledger/headline.py", r"finding \(", "answer ("),
        "the readme holds what is made as it is",
    ),
    "readers: a hundred read as ten": (
        test("tests/readers/wording/test_numerals.py"),
        text(f"{LIB}/readers/wording/numerals.py", r"max\(total, 1\) \* 100", "max(total, 1) * 10"),
        "",
    ),
    "curation: a correction not applied": (
        test("tests/curation/test_corrections.py"),
        text(f"{LIB}/curation/corrections.py", r"^def _set\((.*)$", r"def _set(\1\n    return\n"),
        "",
    ),
}


def _letter(home, iso3, resolution, letter):
    calls = (home / "data/raw/roll_calls.csv").read_text().splitlines()[1:]
    place = next(at for at, line in enumerate(calls) if line.endswith(f",{resolution}"))
    path = home / "data/raw/roll_call_votes.csv"
    lines = path.read_text().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{iso3},"))
    state, _, votes = lines[at].partition(",")
    assert votes[place] != letter
    lines[at] = f"{state},{votes[:place]}{letter}{votes[place + 1 :]}"
    path.write_text("\n".join(lines) + "\n")


# How it is reviewed


def _environment(home):
    return {**os.environ, "UPRLIB_HOME": str(home), "PYTHONPATH": str(home / "src"), "PYTHONDONTWRITEBYTECODE": "1"}


def _run(home, *words):
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=home, env=_environment(home), capture_output=True, text=True
    )


def noticed(name, whole):
    """Review a copy with one change: whether it was noticed, in which words, and the seconds."""
    (part, which), change, says = MUTATIONS[name]
    with tempfile.TemporaryDirectory(prefix="upr-mutation-") as place:
        home = copied(Path(place) / "checkout")
        change(home)
        began = time.monotonic()
        if part == "test":
            # For code that no notebook uses: what `make test` says of it.
            done = _run(home, "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", which)
            lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
            well = done.returncode == 1 and bool(lines)
        else:
            confined = [] if whole else ["--part", part]
            only = ["--only", which or "10"]
            done = _run(home, "uprlib", "review", *confined, *only, "--workers", "1")
            lines = [line.strip() for line in done.stdout.splitlines() if line.startswith("      ")]
            told = "\n".join(lines)
            well = done.returncode == 1 and bool(re.search(says, told)) and not re.search(PROGRAMS, told)
        words = next((line for line in lines if says and re.search(says, line)), next(iter(lines), ""))
        return well, words or done.stdout[-300:] + done.stderr[-300:], time.monotonic() - began


def copied(home):
    """A copy of the committed files, with the tables that were built already."""
    processed = HOME / "data" / "processed"
    built = [*processed.glob("*.parquet"), *(processed / "made").glob("*.json")]
    for name in [*checkout.files(), *(str(file.relative_to(HOME)) for file in built)]:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(HOME / name, home / name)
    return home


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="Changes whose name this expression finds.")
    parser.add_argument("--whole", action="store_true", help="Make every part of the review for every change.")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--unchanged", action=argparse.BooleanOptionalAction, default=True)
    given = parser.parse_args()
    chosen = [name for name in MUTATIONS if re.search(given.only, name)]
    if given.unchanged:
        with tempfile.TemporaryDirectory(prefix="upr-mutation-") as place:
            done = _run(copied(Path(place) / "checkout"), "uprlib", "review")
        if done.returncode:
            print(f"A copy without any change does not pass:\n{done.stdout}{done.stderr}")
            return 1
        print("unchanged  nothing differs", flush=True)
    missed = []
    with ThreadPoolExecutor(given.workers) as pool:
        found = pool.map(lambda name: noticed(name, given.whole), chosen)
        for name, (well, words, seconds) in zip(chosen, found, strict=True):
            print(f"{'noticed' if well else 'MISSED '}  {seconds:4.0f} s  {name}: {words[:230]}", flush=True)
            missed += [] if well else [name]
    print(f"{len(chosen) - len(missed)} of {len(chosen)} changes were noticed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
