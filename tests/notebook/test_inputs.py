from uprlib import freshness, paths
from uprlib.facts import datasets
from uprlib.notebook import inputs


def test_a_notebook_rests_on_its_tables_its_modules_its_code_and_its_page():
    held = {(str(path), part) for path, part, *_ in freshness.seen(inputs.rests_on("05"), inputs.PARTS)}
    assert {("data/raw/claims.yml", ""), ("src/uprlib/ledger/verdicts.py", ""), ("requirements.lock", "")} <= held
    assert ("data/processed/results/01_acceptance.json", "") in held
    assert {("notebooks/05_claims.ipynb", "code"), ("data/raw/journals.yml", "page:article")} <= held
    assert not [path for path, _ in held if "readers" in path or path.startswith("data/processed/results/05")]


def test_products_are_all_files_that_the_default_run_wrote():
    names = {paths.shown(file) for file in inputs.products("01")}
    assert {"figures/01_acceptance/fig01_action.pdf", "figures/01_acceptance/fig01_action.json"} <= names
    assert {
        "data/processed/results/01_acceptance.json",
        "data/processed/results/01_acceptance/tab03_action.csv",
    } <= names


def test_an_import_is_an_input_of_runs_about_it_alone(project_copy):
    place = paths.processed() / "imports" / "MYDATA"
    place.mkdir(parents=True)
    (place / datasets.TABLE).write_text("rec_id\n")
    before, of_default = inputs.fingerprint("01", "MYDATA"), inputs.fingerprint("01")
    assert before != of_default == inputs.fingerprint("01", "bundled")
    (place / datasets.TABLE).write_text("rec_id\nA\n")
    assert inputs.fingerprint("01", "MYDATA") != before and inputs.fingerprint("01") == of_default
