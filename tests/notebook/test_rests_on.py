from uprlib import paths
from uprlib.notebook import rests_on


def names(modules):
    return {module.relative_to(rests_on.PACKAGE).as_posix() for module in modules}


def test_a_notebook_depends_on_what_it_imports_and_not_on_the_rest():
    found = names(rests_on.modules_of_notebook(paths.notebooks() / "01_acceptance.ipynb"))
    assert {"acceptance/rates.py", "plots/acceptance.py", "positions.py", "tables.py", "results.py"} <= found
    assert not found & {"cli.py", "doctor.py", "refresh/__init__.py", "readers/upr_info.py"}


LAYERS = [
    {"cli", "__main__", "reproduce"},
    {"report", "review", "site", "verify", "comparison"},
    {"publish"},
    {"run", "claims", "findings", "doctor", "refresh", "audit"},
    {"results", "ledger"},
    {"export", "parameters", "display", "coverage"},
    {"dependencies"},
    {"plots"},
    {"multiverse"},
    {"acceptance", "timing", "alliances"},
    {"completions"},
    {"positions", "tables"},
    {"answers"},
    {"imports"},
    {"coding"},
    {"build", "readers", "datapackage"},
    {"states", "raw"},
    {"schema"},
    {"atomic"},
    {"journals"},
    {"paths", "errors", "offline", "pages", "__init__"},
]


def test_imports_only_go_down_the_layers():
    rank = {name: level for level, group in enumerate(LAYERS) for name in group}

    def room(module):
        top = module.relative_to(rests_on.PACKAGE).parts[0].removesuffix(".py")
        return top

    for module in rests_on.PACKAGE.rglob("*.py"):
        own = room(module)
        assert own in rank, f"{own} has no layer"
        for used in rests_on._imported(module.read_text(encoding="utf-8")):
            other = room(used)
            if own != "__init__" and other != own:
                assert rank[other] >= rank[own], f"{own} imports {other}"
