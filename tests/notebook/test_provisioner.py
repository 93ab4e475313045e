import contextlib
import os
import sys
import threading
import time

import pytest
from jupyter_client.manager import start_new_kernel

from uprlib.notebook import kernels, warm

CODE = "import os, pandas; print(os.getppid(), pandas.get_option('display.max_columns'))"


def said(code: str) -> str:
    """What a kernel of the runner prints."""
    printed = []
    with kernels.bare():
        manager, client = start_new_kernel(kernel_name="python3")
    try:
        client.execute_interactive(code, timeout=60, output_hook=lambda m: printed.append(m["content"].get("text", "")))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return "".join(printed).strip()


@pytest.mark.skipif(not warm.can_fork(), reason="kernels start as usual where processes cannot be forked")
def test_a_kernel_comes_from_the_warm_process_and_shows_tables_as_usual(monkeypatch, tmp_path):
    with warm.held():
        parent, columns = said(CODE).split()
    assert int(parent) != os.getpid()
    monkeypatch.delenv(warm.PLACE, raising=False)
    assert said(CODE).split() == [str(os.getpid()), columns]


def test_where_the_work_was_stopped_no_kernel_starts_any_more(monkeypatch, tmp_path):
    """A run that was about to start one while Ctrl-C ended the others would go on to its last cell."""
    monkeypatch.setenv(warm.PLACE, str(tmp_path / "socket"))
    monkeypatch.setattr(warm, "stopped", threading.Event())
    warm.end_own()
    with pytest.raises(RuntimeError, match="the work was stopped"):
        said(CODE)


def test_where_the_warm_process_is_gone_kernels_start_as_usual(monkeypatch, tmp_path):
    monkeypatch.setenv(warm.PLACE, str(tmp_path / "socket"))
    assert said(CODE).split()[0] == str(os.getpid())


BUSY = "import time; get_ipython().kernel.finish_metadata = lambda *_: time.sleep(9); print('busy', flush=True)"
"""A kernel that has run its cell, and has not yet answered: as under load."""


@pytest.mark.skipif(sys.platform == "win32", reason="kernels are interrupted in another way")
@pytest.mark.parametrize("held", [warm.held, contextlib.nullcontext], ids=["warm", "usual"])
def test_a_kernel_that_is_ended_says_nothing_on_the_terminal(held, capfd, monkeypatch):
    """Jupyter interrupts it first: "KeyboardInterrupt caught in kernel" stood on the terminal in 5 of 38 runs."""
    if held is contextlib.nullcontext:
        monkeypatch.delenv(warm.PLACE, raising=False)
    with held(), kernels.bare():
        manager, client = start_new_kernel(kernel_name="python3")
        try:
            client.execute(BUSY)
            while client.get_iopub_msg(timeout=60)["content"].get("text") != "busy\n":
                pass
            # The cell's last line has been run by then; what the kernel would say to the interrupt, it says at once.
            time.sleep(1)
            manager.interrupt_kernel()
            time.sleep(1)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    assert "Interrupt" not in capfd.readouterr().err
