import pytest

from uprlib import modules


def names(files):
    return {modules.shown(file).removeprefix("src/uprlib/") for file in files}


@pytest.mark.parametrize(
    "code",
    [
        "from uprlib import acceptance\nacceptance.acceptance_rate(1, 2)",
        "from uprlib.acceptance import acceptance_rate",
        "from uprlib.acceptance.rates import acceptance_rate as rate",
        "import uprlib\nuprlib.acceptance.acceptance_rate(1, 2)",
        "import uprlib as u\nu.acceptance.acceptance_rate(1, 2)",
        "import uprlib.acceptance\nuprlib.acceptance.acceptance_rate(1, 2)",
        "import uprlib.acceptance as a\na.acceptance_rate(1, 2)",
        "def later():\n    from uprlib.acceptance import acceptance_rate",
    ],
)
def test_of_a_room_only_the_modules_behind_the_names_that_are_used_are_needed(code):
    found = names(modules.needed(code))
    assert {"acceptance/rates.py", "acceptance/bounds.py", "tidy.py", "errors.py"} <= found
    assert not found & {"acceptance/models.py", "acceptance/issues.py", "plots/style.py"}


def test_a_room_that_is_imported_and_not_used_brings_none_of_its_modules():
    assert names(modules.needed("from uprlib import acceptance")) == {"__init__.py", "acceptance/__init__.py"}


def test_what_a_module_imports_is_needed_with_it():
    found = names(modules.behind(modules.PACKAGE / "facts" / "corpus.py"))
    assert {"facts/corpus.py", "facts/tables.py", "facts/calendar.py", "paths.py"} <= found
    assert not {name for name in found if name.startswith(("readers", "curation", "plots", "notebook"))}


def test_the_corpus_comes_from_facts():
    assert "facts/corpus.py" in names(modules.needed("from uprlib import corpus\ncorpus()"))


def test_code_that_imports_nothing_of_the_library_needs_none_of_it():
    assert modules.needed("import numpy as np\nnp.zeros(3).mean()") == []


def test_ipythons_own_lines_are_passed_over():
    code = "%matplotlib inline\nfrom uprlib import errors\n  !ls\nerrors.DataError?\nx = 7 % 2"
    assert modules.without_magics(code) == "\nfrom uprlib import errors\n\n\nx = 7 % 2"
    assert "errors.py" in names(modules.needed(code))
    assert modules.without_magics("%%bash\nrm -r *") == ""


def test_a_line_of_python_that_looks_like_a_magic_is_kept():
    code = "words = '''\ncount: 7 % of all\n'''\nshare = (7\n         + 3)"
    assert modules.without_magics(code) == code


def test_a_module_is_named_from_the_checkout_on():
    assert modules.shown(modules.PACKAGE / "facts" / "corpus.py") == "src/uprlib/facts/corpus.py"
