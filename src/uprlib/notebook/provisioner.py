"""Where kernels of runs and checks come from: forked from the warm process while there is one.

Jupyter chooses a provisioner by the environment variable that :func:`uprlib.notebook.kernels.bare` sets; in JupyterLab
it is not set, and Jupyter's own starts the kernels.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from uprlib.notebook import warm


class WarmProvisioner(LocalProvisioner):
    """Jupyter's own provisioner, but that a kernel is forked from the warm process where there is one."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel; the part of `cmd` before the kernel's own arguments names the program."""
        if warm.PLACE in os.environ and "-f" in cmd:
            environment, folder = kwargs.get("env", os.environ), kwargs.get("cwd") or Path.cwd()
            try:
                # What is beside it on the terminal must not be a kernel's word that it listens on loopback.
                argv = [*cmd[cmd.index("-f") :], "--IPKernelApp.log_level=ERROR"]
                forked = warm.Forked(list(dict.fromkeys(argv)), environment, str(folder))
            except OSError:
                # Whoever held the warm process is gone: kernels start as usual.
                return await super().launch_kernel(cmd, **kwargs)
            self.process: Any = forked
            self.pid = self.pgid = forked.pid
            self.cwd = folder
            return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)
