"""Where kernels of runs and checks come from: forked from the warm process while there is one.

Jupyter chooses a provisioner by the environment variable that :func:`uprlib.notebook.kernels.bare` sets; in JupyterLab
it is not set, and Jupyter's own starts the kernels.
"""

from __future__ import annotations

import os
import signal
import uuid
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.paths import jupyter_runtime_dir

from uprlib.notebook import warm

LAST = 5.0
"""Seconds after which Jupyter gives up waiting for a kernel that was ended at once."""


class WarmProvisioner(LocalProvisioner):
    """Jupyter's own provisioner, but that a kernel is forked from the warm process where there is one."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Have the file with the kernel's ports in the run's own folder, with which it goes however the run ends."""
        if self.parent is not None and not self.parent.connection_file:
            self.parent.connection_file = str(Path(jupyter_runtime_dir()) / f"kernel-{uuid.uuid4()}.json")
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel; the part of `cmd` before the kernel's own arguments names the program.

        Raises
        ------
        RuntimeError
            The work was stopped meanwhile (:func:`uprlib.notebook.warm.end_own`).
        """
        if warm.PLACE in os.environ and "-f" in cmd:
            environment, folder = kwargs.get("env", os.environ), kwargs.get("cwd") or Path.cwd()
            try:
                # What is beside it on the terminal must not be a kernel's word that it listens on loopback.
                argv = [*cmd[cmd.index("-f") :], "--IPKernelApp.log_level=ERROR"]
                forked = warm.Forked(list(dict.fromkeys(argv)), environment, str(folder))
                self.process: Any = forked
                self.pid = self.pgid = forked.pid
                self.cwd = folder
                return self.connection_info
            except OSError:
                # Whoever held the warm process is gone: kernels start as usual.
                pass
        if warm.stopped.is_set():
            raise RuntimeError("no kernel starts any more: the work was stopped")
        return await super().launch_kernel(cmd, **kwargs)

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel, but never an interrupt.

        Jupyter interrupts every kernel before it ends it. One that had not quite answered its last message would say so
        on the terminal, in its own words, or with a traceback.
        """
        if signum != signal.SIGINT:
            await super().send_signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once, and wait until it has ended: Jupyter would ask again after a tenth of a second."""
        await super().kill(restart)
        if isinstance(self.process, warm.Forked):
            self.process.wait(LAST)
