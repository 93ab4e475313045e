"""Does ``make review`` notice? Small changes are made one at a time in copies of the checkout; each must be noticed.

    python benchmarks/mutations.py [NAME ...]

prints a line for each change: whether the review noticed it, and which of its checks did. It exits with 1 if a change
was missed, or if a copy without any change does not pass: a review that always fails notices nothing.
Each copy is reviewed for the notebook that the change concerns; a review of all notebooks checks no less.
"""

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


def text(file, old, new, count=1):
    """Replace text in a file; a change that changes nothing is an error of this script."""

    def change(home):
        path = home / file
        before = path.read_text(encoding="utf-8")
        after = re.sub(old, new, before, count=count, flags=re.MULTILINE)
        assert after != before, f"{file}: nothing is like {old}"
        path.write_text(after, encoding="utf-8")

    return change


def fact(file, old, new, count=1):
    """A change of the facts that somebody also signed with new checksums."""

    def change(home):
        text(f"data/raw/{file}", old, new, count)(home)
        _upr(home, "refresh", "--checksums")

    return change


def stored(notebook, edit):
    """A change of a stored notebook, as somebody saves it by hand."""

    def change(home):
        path = home / "notebooks" / f"{notebook}.ipynb"
        content = json.loads(path.read_text(encoding="utf-8"))
        edit(content["cells"])
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    return change


def first_output(cells, old, new):
    for cell in cells:
        for output in cell.get("outputs", []):
            for holder in (output.get("data", {}), output):
                for key in ("text/markdown", "text/plain", "text/html", "text"):
                    lines = holder.get(key)
                    if lines and old in "".join(lines):
                        holder[key] = "".join(lines).replace(old, new, 1)
                        return
    raise AssertionError(f"no output holds {old}")


def cleared(cells):
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None


def in_code(cells, old, new):
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and old in source:
            cell["source"] = source.replace(old, new, 1)
            return
    raise AssertionError(f"no cell holds {old}")


def appended(file, content):
    def change(home):
        with (home / file).open("ab") as held:
            held.write(content)

    return change


LIB = "src/uprlib"
MUTATIONS = {
    "a position flipped, not signed": (
        "01",
        text("data/raw/recommendations.csv", r"^(A/HRC/27/10:124\.1:.*),accepted,accepted,", r"\1,noted,noted,"),
    ),
    "a position flipped and signed": (
        "01",
        fact("recommendations.csv", r"^(A/HRC/27/10:124\.1:.*),accepted,accepted,", r"\1,noted,noted,"),
    ),
    "a recommending State recoded": (
        "01",
        fact("recommendations.csv", r"^(A/HRC/27/10:124\.1:KAZ:1,PRK),KAZ,", r"\1,FRA,"),
    ),
    "an action category changed": (
        "01",
        fact(
            "recommendations.csv", r"^(A/HRC/27/10:[\d.]+:\w+:\d,PRK,\w+,2,19,A/HRC/27/10,[\d.]+,\w+,\d),5,", r"\1,4,"
        ),
    ),
    "a date of the inquiry moved": ("02", fact("events.csv", r"^(PRK,)2014-02-17", r"\g<1>2014-03-17")),
    "a published total changed": ("02", fact("position_totals.csv", r"^(PRK,1,.*annex,accepted),81,", r"\1,80,")),
    "a regional group changed": ("01", fact("states.csv", r"^(NOR,.*)WEOG", r"\1EEG")),
    "an ideal point's sign changed": ("03", fact("ideal_points.csv", r"^(CUB,68,)-", r"\1")),
    "a vote on the DPRK changed": (
        "03",
        fact("country_votes.csv", r"^(A/RES/66/174,GA,\S+,PRK,\w+),no$", r"\1,yes", 40),
    ),
    "a pair's likeness lowered": ("02", fact("request_pairs.csv", r"^(A/HRC/13/13:.*),0\.6\d*$", r"\1,0.5", 40)),
    "a claim's mark lowered": ("05", fact("claims.yml", r"low: 1, high: 100\}", "low: 1, high: 50}")),
    "the rows of no review counted": (
        "01",
        text(
            f"{LIB}/facts/tables.py", r'\[recommendations\["in_default_set"\]\]', '[~recommendations["in_default_set"]]'
        ),
    ),
    "partly accepted counted as accepted": (
        "01",
        text(f"{LIB}/acceptance/codings.py", r'("belated": .*_NOT_ACCEPTED)\}', r'\1, "partly_accepted": True}'),
    ),
    "low-cost widened by a category": (
        "01",
        text(f"{LIB}/facts/vocabulary.py", r"^LOW_COST, SPECIFIC = .*$", "LOW_COST, SPECIFIC = (1, 2, 3), (5,)"),
    ),
    "a rank from the other end": (
        "02",
        text(f"{LIB}/profiles/ranks.py", r"beyond > own \+ TOLERANCE", "beyond < own - TOLERANCE"),
    ),
    "friends from the far end": ("03", text(f"{LIB}/alliances/nearness.py", "values >= least", "values <= least")),
    "an interval of another kind": (
        "01",
        text(f"{LIB}/acceptance/rates.py", r'method="wilson"', 'method="agresti_coull"'),
    ),
    "a mark of strength widened": (
        "06",
        text(f"{LIB}/specifications/turn.py", r"STRONG_SHARE = 0\.05", "STRONG_SHARE = 0.10"),
    ),
    "shares written with another digit": (
        "04",
        text(f"{LIB}/tidy.py", r"\{100 \* value:\.1f\}%", "{100 * value:.2f}%"),
    ),
    "an input taken out of the list of notebooks": (
        "04",
        text("notebooks/contents.yml", r" country_votes,(\s+memberships, dyads\]\n  - name: 05_claims)", r"\1"),
    ),
    "a colour changed": ("04", text(f"{LIB}/plots/style.py", "#0072B2", "#0072B4")),
    "a stored output edited": ("01", stored("01_acceptance", lambda cells: first_output(cells, "114", "115"))),
    "stored outputs cleared": ("04", stored("04_as_recommending_state", cleared)),
    "a cell changed and not run": (
        "04",
        stored("04_as_recommending_state", lambda cells: in_code(cells, "confidence=confidence)", "confidence=0.9)")),
    ),
    "a number of the ledger edited": (
        "04",
        text("data/processed/results/04_as_recommending_state.json", r'"value": 0\.837607', '"value": 0.937607'),
    ),
    "a figure edited": ("04", appended("figures/04_as_recommending_state/fig01_habits.pdf", b"% edited\n")),
    "a result table edited": (
        "04",
        text("data/processed/results/04_as_recommending_state/tab01_made.csv", r"^1,54", "1,55"),
    ),
}


def _upr(home, *words):
    environment = {
        **os.environ,
        "UPRLIB_HOME": str(home),
        "PYTHONPATH": str(home / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "uprlib", *words], cwd=home, env=environment, capture_output=True, text=True
    )


def noticed(name):
    """Review a copy with one change: whether it was noticed, by what, and the seconds."""
    notebook, change = MUTATIONS[name]
    with tempfile.TemporaryDirectory(prefix="upr-mutation-") as place:
        home = copied(Path(place) / "checkout")
        change(home)
        began = time.monotonic()
        done = _upr(home, "review", "--only", notebook, "--workers", "1")
        lines = done.stdout.splitlines()
        found = [line[6:].partition(":")[0] for line in lines if line.startswith("FAIL")]
        return (
            bool(done.returncode == 1 and found),
            ", ".join(found) or done.stdout + done.stderr,
            time.monotonic() - began,
        )


def copied(home):
    """A copy of the committed files, with the tables that were built already."""
    built = [str(file.relative_to(HOME)) for file in (HOME / "data" / "processed").glob("*.parquet")]
    for name in [*checkout.files(), *built]:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(HOME / name, home / name)
    return home


def main(names):
    chosen = names or list(MUTATIONS)
    with tempfile.TemporaryDirectory(prefix="upr-mutation-") as place:
        done = _upr(copied(Path(place) / "checkout"), "review")
    if done.returncode:
        print(f"A copy without any change does not pass:\n{done.stdout}{done.stderr}")
        return 1
    missed = []
    with ThreadPoolExecutor(2) as pool:
        for name, (well, by, seconds) in zip(chosen, pool.map(noticed, chosen), strict=True):
            print(f"{'noticed' if well else 'MISSED '}  {seconds:4.0f} s  {name}: {by}", flush=True)
            missed += [] if well else [name]
    print(f"{len(chosen) - len(missed)} of {len(chosen)} changes were noticed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
