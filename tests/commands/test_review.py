"""Claims about the review: it refuses the network, and says in words what differs."""

import json
import os
import re
import subprocess
import sys
import time
from xml.etree import ElementTree

import nbformat
import pytest
from PIL import Image

from uprlib import cli, paths
from uprlib.commands import review


def python(code):
    environment = {**os.environ, "PYTHONPATH": str(review.OFFLINE)}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "import socket; socket.getaddrinfo('example.org', 443)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "import socket; socket.socket(socket.AF_INET6).connect_ex(('2001:db8::1', 80, 0, 0))",
        "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=1)",
    ],
)
def test_the_network_is_refused(code):
    done = python(code)
    assert done.returncode == 1 and "the network is refused in a review" in done.stderr


def test_a_kernel_may_still_talk_to_its_client():
    code = (
        "import socket; held = socket.create_server(('127.0.0.1', 0)); "
        "socket.create_connection(held.getsockname(), timeout=1); socket.getaddrinfo('localhost', 80); print('near')"
    )
    assert python(code).stdout.strip() == "near"


def test_a_failure_is_told_in_a_line_without_colours_with_both_values():
    """As nbval writes it for a count that was 114 when it was stored."""
    problem = ElementTree.Element("failure", message="\x1b[91mNotebook cell execution failed\x1b[0m")
    problem.text = (
        "#x1B[94mCell 3: Cell outputs differ\n\nInput:\n#x1B[0mshow(a - b)\n\nTraceback:\n mismatch 'text/html'\n\n"
        "  '<div>' == '<div>'\n  -     <td>113</td>\n  ?           ^\n  +     <td>114</td>\n  ?           ^...\n"
    )
    assert str(review._failed("cell 3", problem)) == "cell 3: found 113; expected 114"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["assert 268 == 269", " +  where 268 = len([])"], ": found 268; expected 269"),
        (
            ["AssertionError: assert {'a': 1} == {'a': 2}", "Differing items:", "{'a': 1} != {'a': 2}"],
            ": found 'a': 1; exp",
        ),
        (["assert ['x'] == ['y']", "At index 0 diff: 'x' != 'y'"], ", place 0: found 'x'; expected 'y'"),
        (["AssertionError: 01 states numbers: ['at 7']", "assert not ['at 7']"], ": 01 states numbers: ['at 7']"),
        (["uprlib.errors.DataError: file data/raw/claims.yml: no claims."], ": file data/raw/claims.yml: no claims."),
        (["KeyError: 'a'"], ": stops with KeyError, 'a'"),
        (["assert 5 <= 4"], ": found 5; expected <= 4"),
        (["assert not True"], ": this is not so; assert not True"),
    ],
)
def test_a_reader_is_told_both_values_in_words(lines, words):
    problem = ElementTree.Element("failure", message=lines[0])
    problem.text = "def test():\n    x = 2\n" + "\n".join(f"E       {line}" for line in lines)
    assert str(review._failed("a sentence", problem)).removeprefix("a sentence").startswith(words)


def test_what_was_checked_is_a_sentence_or_a_cell():
    given = {"name": "test_the_totals_add_up[A/HRC/13/13]", "classname": "tests.facts.test_raw"}
    words = "“the totals add up [A/HRC/13/13]” (tests/facts/test_raw.py)"
    assert review._subject(ElementTree.Element("testcase", given)) == words
    cell = ElementTree.Element("testcase", {"name": "ipynb::Cell 4", "classname": "notebooks.01_acceptance"})
    assert review._subject(cell) == "01_acceptance.ipynb, cell 4"
    cell = ElementTree.Element("testcase", {"name": "Cell 4", "classname": "notebooks.01_acceptance.ipynb"})
    assert review._subject(cell) == "01_acceptance.ipynb, cell 4"


def test_what_belongs_to_no_notebook_is_named(tmp_path):
    for name in ("04_as_recommending_state", "98_gone"):
        (tmp_path / name).mkdir()
    (tmp_path / "98_gone.json").touch()
    (tmp_path / "04_as_recommending_state.json").touch()
    part = review._files([], "tables", tmp_path, tmp_path)
    assert list(map(str, part.differs)) == [
        f"tables: {name} is committed, but belongs to no notebook" for name in ("98_gone", "98_gone.json")
    ]


def test_a_part_that_there_is_not_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["review", "--part", "fact"])
    assert ended.value.code == 2 and "found 'fact'; expected one of environment" in capsys.readouterr().err


@pytest.fixture
def ended(monkeypatch):
    """Let the checks end with some cases: where each belongs to, its seconds, and whether it failed."""

    def make(*cases, stopped=()):
        found = []
        for place, seconds, failed in cases:
            found.append(ElementTree.Element("testcase", classname=place, name="a case", time=seconds))
            if failed:
                ElementTree.SubElement(found[-1], "failure", message="assert 2 == 3").text = "E  assert 2 == 3"
        monkeypatch.setattr(
            review, "_pytest", lambda given, out, workers, tell: (found, list(map(review.Difference, stopped)))
        )

    return make


def test_tests_and_cells_that_were_checked_side_by_side_are_told_apart(ended, tmp_path):
    ended(
        ("tests.facts.test_raw", "1", False),
        ("notebooks.05_claims.ipynb", "2", True),
        ("notebooks.05_claims.ipynb", "1", False),
    )
    facts, notebooks = review._run_again(["05_claims"], review.PARTS, tmp_path, 2, print)
    assert facts.words.startswith("1 tests") and not facts.differs
    assert "1 notebooks run again" in notebooks.words and "2 cells compared" in notebooks.words
    assert notebooks.differs == [review.Difference("05_claims.ipynb, a case", "3", "2")]
    assert notebooks.seconds == pytest.approx(3 * facts.seconds)


def test_checks_that_stop_or_check_nothing_are_no_review(ended, tmp_path, monkeypatch):
    ended(stopped=["the checks did not run: no output"])
    assert [part.differs for part in review._run_again(["05_claims"], review.PARTS, tmp_path, 2, print)] == [
        [review.Difference("the checks did not run: no output")]
    ] * 2
    ended(("tests.facts.test_raw", "1", False))
    assert review._run_again(["05_claims"], review.PARTS, tmp_path, 2, print)[1].differs == [
        review.Difference("nothing was checked")
    ]
    monkeypatch.setattr(review, "FACTS", ("facts/test_none.py",))
    assert review._run_again(["05_claims"], review.PARTS, tmp_path, 2, print)[0].differs == [
        review.Difference("tests/facts/test_none.py is missing")
    ]


def test_a_figure_table_or_number_that_is_not_the_committed_one_is_named(tmp_path):
    name = "04_as_recommending_state"
    fresh = tmp_path / "figures" / name
    fresh.mkdir(parents=True)
    for file in (paths.home() / "figures" / name).iterdir():
        (fresh / file.name).write_bytes(file.read_bytes())
    (fresh / "fig01_habits.png").write_bytes(b"another")
    (fresh / "fig02_both_ways.pdf").unlink()
    (fresh / "fig09_more.pdf").write_bytes(b"more")
    part = review._files([name], "figures", paths.home() / "figures", tmp_path / "figures")
    told = str(part.differs[0])
    assert told.startswith(f"figures: {name}/fig01_habits.png differs from what was made now; ")
    assert "fig01_habits.png: a figure cannot be read" in told and not part.differs[0].compared
    assert list(map(str, part.differs[1:])) == [
        f"figures: {name}/fig02_both_ways.pdf is committed, but no notebook makes it",
        f"figures: {name}/fig09_more.pdf was made, but is not committed",
    ]
    assert str(review._numbers([name], tmp_path).differs[0]).startswith("no ledger was found")


def test_a_number_that_differs_is_told_with_its_interval_and_what_it_is(tmp_path):
    name = "04_as_recommending_state"
    text = (paths.results() / f"{name}.json").read_text(encoding="utf-8")
    (tmp_path / "results").mkdir()
    found = re.sub(r'("low": )(-?[\d.]+)', r"\g<1>0.0123", text, count=1)
    (tmp_path / "results" / f"{name}.json").write_text(found, encoding="utf-8")
    (only,) = review._numbers([name], tmp_path).differs
    assert only.what.startswith(name) and "(interval; " in only.what
    assert "[0.0123, " in only.found and "[0.0123, " not in only.expected and ", n = " in only.expected


@pytest.mark.parametrize(
    ("name", "committed", "found", "words"),
    [
        ("a.csv", "x,n\n1,54\n", "x,n\n1,55\n", ": found row 2: 1,55; expected row 2: 1,54"),
        ("a.csv", "x,n\n", "x,n\n1,55\n", ": found row 2: 1,55; expected row 2: nothing"),
        ("a.csv", "x\n1\n2\n", "x\n3\n4\n", ", 2 rows: found row 2: 3 ...; expected row 2: 1 ..."),
        ("a.csv", "x\r\n", "x\n", ": it was written in another way"),
        ("a.json", '{"data": {"a": 1}}', '{"data": {"a": 2}}', ", data a: found 2; expected 1"),
        ("a.json", '{"a": 1,}', '{"a": 1}', "what was made cannot be read; found "),
        ("a.json", '{"a":1}', '{"a": 1}', ": it was written in another way"),
        ("a.json", "[]", "{}", "what was made cannot be used; found "),
        ("a.json", "[" * 100_000, "{}", "what was made cannot be read"),
        ("a.json", "\x00\udcff", "{}", "what was made cannot be read"),
        ("a.pdf", "%PDF", "%PDF-1", ""),
    ],
)
def test_where_two_files_differ_is_told(tmp_path, name, committed, found, words):
    own, new = (tmp_path / place / name for place in ("own", "new"))
    for file, text in ((own, committed), (new, found)):
        file.parent.mkdir()
        file.write_bytes(text.encode(errors="surrogateescape"))
    told = str(review._files_differ("it", own, new))
    assert told.startswith("it") and words in told and (words or told == "it")


def test_a_picture_that_differs_is_shown_before_and_after_with_what_differs(tmp_path, monkeypatch):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    own, new = (tmp_path / f"{name}.png" for name in ("own", "new"))
    picture = Image.new("RGB", (40, 20), "white")
    picture.save(own)
    picture.putpixel((10, 5), (255, 255, 254))
    picture.save(new)
    found = review._files_differ("figures: fig01.png differs", own, new)
    assert str(found) == "figures: fig01.png differs: 1 of 800 points differs, 25% from the left and 25% from the top"
    page = review.write_page(review.Review([review.Part("figures", "0 files", [found])], 2.0)).read_text(
        encoding="utf-8"
    )
    assert (
        page.count('src="data:image/png;base64,') == 3 and "as committed" in page and "<code>upr verify</code>" in page
    )


def test_every_part_that_can_differ_says_what_to_do(ended, tmp_path):
    ended(("tests.facts.test_raw", "1", False), ("notebooks.05_claims.ipynb", "2", True))
    of_runs = [part.name for part in review._run_again(["05_claims"], review.PARTS, tmp_path, 2, print)]
    assert set(review.WHAT_TO_DO) == {"environment and raw data", *of_runs, "numbers", "figures", "tables", "claims"}


def test_a_page_says_what_was_checked_and_what_differs(tmp_path, monkeypatch):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    done = review.Review(
        [review.Part("figures", "3 files", [review.Difference("a < b", "c", "d")], 1.25), review.Part("numbers", "7")],
        2.0,
    )
    page = review.write_page(done).read_text(encoding="utf-8")
    assert "Something differs" in page and "a &lt; b" in page and "<pre>d</pre>" in page and "http" not in page
    assert review.Review([review.Part("numbers", "7")], 1.0).well


def test_it_says_how_much_is_done(tmp_path, monkeypatch):
    test = tmp_path / "test_two.py"
    test.write_text("def test_one():\n    pass\n\n\ndef test_other():\n    pass\n")
    monkeypatch.setattr(review.paths, "home", lambda: tmp_path)
    said: list[str] = []
    cases, stopped = review._pytest([str(test)], tmp_path, 1, said.append)
    assert len(cases) == 2 and not stopped and said == ["cells and tests [ 50%]", "cells and tests [100%]"]


def test_a_result_that_is_gone_is_one_line_and_a_number_that_changed_is_another(tmp_path):
    name = "01_acceptance"
    ledger = json.loads((paths.results() / f"{name}.json").read_text())
    gone = [key for key in ledger["numbers"] if key.startswith("firth.")]
    for key in gone:
        del ledger["numbers"][key]
    ledger["numbers"]["rate.cycle2.recorded"]["value"] = 0.5
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / f"{name}.json").write_text(json.dumps(ledger))
    lines = [str(each) for each in review._numbers([name], tmp_path).differs]
    assert lines[0].startswith(f"{name}: {len(gone)} numbers of `firth` are gone: {gone[0]}, ")
    assert len(lines) == 2 and "rate.cycle2.recorded (changed" in lines[1] and "found 0.5" in lines[1]


def test_a_cell_of_a_long_table_is_told_with_both_values(tmp_path, monkeypatch):
    """pytest says less of a difference, or more, by how much it says otherwise."""
    code = "from IPython.display import HTML\nHTML('<td>7</td>\\n' * 30 + '<td>700</td>')"
    cell = nbformat.v4.new_code_cell(code, execution_count=1)
    shown = {"text/html": "<td>7</td>\n" * 30 + "<td>8</td>", "text/plain": "<IPython.core.display.HTML object>"}
    cell.outputs = [nbformat.v4.new_output("execute_result", shown, execution_count=1)]
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "one.ipynb")
    monkeypatch.setattr(review.paths, "home", lambda: tmp_path)
    cases, stopped = review._pytest([str(tmp_path / "one.ipynb")], tmp_path, 1, print)
    (told,) = review._problems(cases)
    assert not stopped and str(told).replace(" ...", "") == "one.ipynb, cell 0: found 700; expected 8"


def test_who_is_stopped_meanwhile_leaves_no_test_running(tmp_path, monkeypatch):
    # Takes more than 5 s: a worker of pytest needs as long to notice that nobody waits for it.
    first = f"pathlib.Path({str(tmp_path / 'runs')!r}).write_text(str(os.getpid()))"
    slow = f"def test_one():\n    {first}\n\n\ndef test_other():\n    time.sleep(3600)\n"
    (tmp_path / "test_slow.py").write_text(f"import os\nimport pathlib\nimport time\n\n\n{slow}")
    monkeypatch.setattr(review.paths, "home", lambda: tmp_path)

    def stop(words):
        raise SystemExit(words)

    with pytest.raises(SystemExit, match="50%"):
        review._pytest([str(tmp_path / "test_slow.py")], tmp_path, 1, stop)
    with pytest.raises(ProcessLookupError):
        for _ in range(200):
            os.kill(int((tmp_path / "runs").read_text()), 0)
            time.sleep(0.05)
