import asyncio
import os
from queue import Empty
from types import SimpleNamespace

import nbformat
import papermill
import pytest
from jupyter_client.asynchronous import AsyncKernelClient
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


@pytest.mark.parametrize("states", [["busy", "idle"], ["starting", "busy", None, "idle"]])
def test_no_more_is_waited_for_once_a_new_kernel_is_idle(monkeypatch, states):
    """What Jupyter's client does until nothing comes any more ends with the word that the kernel is idle."""
    waiting, heard = iter(states), []

    async def get_msg(timeout=None):
        return {"content": {"execution_state": next(waiting)}}

    async def until_nothing_comes(client, timeout=None):
        try:
            while True:
                heard.append((await client.iopub_channel.get_msg(timeout=0.2))["content"]["execution_state"])
        except Empty:
            pass

    channel = SimpleNamespace(get_msg=get_msg)
    monkeypatch.setattr(AsyncKernelClient, "wait_for_ready", until_nothing_comes)
    monkeypatch.setattr(engine.PromptClient, "iopub_channel", channel)
    asyncio.run(engine.PromptClient().wait_for_ready())
    assert heard == states and channel.get_msg is get_msg
