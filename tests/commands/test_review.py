"""Claims about the review: it refuses the network, and says in words what differs."""

import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest

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
    assert review._reason(problem) == "stored 114, now 113"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["assert 268 == 269", " +  where 268 = len([])"], "268 instead of 269"),
        (["AssertionError: assert {'a': 1} == {'a': 2}", "Differing items:", "{'a': 1} != {'a': 2}"], "'a': 1 instead"),
        (["assert ['x'] == ['y']", "At index 0 diff: 'x' != 'y'"], "place 0 has 'x' instead of 'y'"),
        (["AssertionError: 01 states numbers: ['at 7']", "assert not ['at 7']"], "01 states numbers: ['at 7']"),
        (["uprlib.errors.DataError: file data/raw/claims.yml: no claims."], "file data/raw/claims.yml: no claims."),
        (["KeyError: 'a'"], "stops with KeyError, 'a'"),
        (["assert 5 <= 4"], "5, which is not <= 4"),
        (["assert not True"], "this is not so; assert not True"),
    ],
)
def test_a_reader_is_told_both_values_in_words(lines, words):
    problem = ElementTree.Element("failure", message=lines[0])
    problem.text = "def test():\n    x = 2\n" + "\n".join(f"E       {line}" for line in lines)
    assert review._reason(problem).startswith(words)


def test_what_was_checked_is_a_sentence_or_a_cell():
    given = {"name": "test_the_totals_add_up[A/HRC/13/13]", "classname": "tests.facts.test_raw"}
    words = "“the totals add up [A/HRC/13/13]” (tests/facts/test_raw.py)"
    assert review._subject(ElementTree.Element("testcase", given)) == words
    cell = ElementTree.Element("testcase", {"name": "Cell 4", "classname": "notebooks.01_acceptance.ipynb"})
    assert review._subject(cell) == "01_acceptance, cell 4"


def test_what_belongs_to_no_notebook_is_named(tmp_path):
    for name in ("04_as_recommending_state", "98_gone"):
        (tmp_path / name).mkdir()
    (tmp_path / "98_gone.json").touch()
    (tmp_path / "04_as_recommending_state.json").touch()
    part = review._files([], "tables", tmp_path, tmp_path)
    assert part.differs == [
        f"tables: {name} is committed, but belongs to no notebook" for name in ("98_gone", "98_gone.json")
    ]


def test_a_part_that_there_is_not_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["review", "--part", "fact"])
    assert ended.value.code == 2 and "found 'fact'; expected one of environment" in capsys.readouterr().err


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
    assert part.differs == [
        f"figures: {name}/fig01_habits.png differs from what was made now",
        f"figures: {name}/fig02_both_ways.pdf is committed, but no notebook makes it",
        f"figures: {name}/fig09_more.pdf was made, but is not committed",
    ]
    assert review._numbers([name], tmp_path).differs[0].startswith("no ledger was found")


@pytest.mark.parametrize(
    ("name", "committed", "found", "words"),
    [
        ("a.csv", "x,n\n1,54\n", "x,n\n1,55\n", ": row 2 is committed as '1,54', '1,55' found"),
        ("a.csv", "x,n\n", "x,n\n1,55\n", ": row 2 is committed as 'nothing', '1,55' found"),
        ("a.json", '{"data": {"a": 1}}', '{"data": {"a": 2}}', ": data a is committed as '1', '2' found"),
        ("a.json", '{"a": 1,}', '{"a": 1}', ": what is committed is not JSON"),
        ("a.json", '{"a":1}', '{"a": 1}', ": it was written in another way"),
        ("a.json", "[]", "{}", ": what is committed is no list of names"),
        ("a.pdf", "%PDF", "%PDF-1", ""),
    ],
)
def test_where_two_files_differ_is_told(tmp_path, name, committed, found, words):
    own, new = (tmp_path / place / name for place in ("own", "new"))
    for file, text in ((own, committed), (new, found)):
        file.parent.mkdir()
        file.write_text(text)
    assert review._what_differs(own, new) == words


def test_a_page_says_what_was_checked_and_what_differs(tmp_path, monkeypatch):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    done = review.Review([review.Part("figures", "3 files", ["a < b"], 1.25), review.Part("numbers", "7")], 2.0)
    page = review.write_page(done).read_text(encoding="utf-8")
    assert "Something differs" in page and "a &lt; b" in page and "http" not in page
    assert review.Review([review.Part("numbers", "7")], 1.0).well
