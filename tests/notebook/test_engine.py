import os

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from uprlib.notebook import engine, kernels


def executed(code: str, folder, **named):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)], metadata=kernel)
    nbformat.write(notebook, folder / "one.ipynb")
    given = {
        "engine_name": engine.NAME,
        "progress_bar": False,
        "folder": str(folder),
        "kernel_name": "python3",
        **named,
    }
    with kernels.bare():
        environment = {**os.environ, "UPRLIB_OUT": "there"}
        return papermill.execute_notebook(str(folder / "one.ipynb"), None, environment=environment, **given)


def test_a_kernel_has_the_runs_environment_and_folder(tmp_path):
    done = executed("import os\nprint(os.environ['UPRLIB_OUT'], os.getcwd())", tmp_path)
    assert done.cells[-1].outputs[0].text.split() == ["there", str(tmp_path)]


def test_a_dead_kernel_and_a_slow_cell_are_raised_and_not_logged(tmp_path, capfd):
    with pytest.raises(DeadKernelError):
        executed("import os\nos._exit(1)", tmp_path)
    with pytest.raises(CellTimeoutError):
        executed("import time\ntime.sleep(30)", tmp_path, execution_timeout=1)
    assert "died" not in capfd.readouterr().err
