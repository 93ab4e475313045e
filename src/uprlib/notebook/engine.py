"""How papermill runs a notebook here: its own client, with the kernel's environment and folder given by the run.

Papermill's own engine starts kernels with the environment and the folder of the whole process, which runs at the same
time in one process would have to share.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from queue import Empty
from typing import Any

import nbformat
from jupyter_client.asynchronous import AsyncKernelClient
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines

NAME = "uprlib"

SILENT = logging.getLogger("uprlib.run")
"""What a run has to say it raises; the client's own lines about a kernel that died would come beside its sentence."""
SILENT.addHandler(logging.NullHandler())
SILENT.propagate = False


class PromptClient(AsyncKernelClient):
    """Jupyter's client, but that it does not wait for more once a new kernel has answered and is idle.

    Jupyter's waits a fifth of a second for whatever may still come, in which a processor has nothing to do.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait for the first answer of the kernel; see Jupyter's."""
        channel, is_idle = self.iopub_channel, False
        heard = channel.get_msg

        async def get_msg(*given: Any, **named: Any) -> dict[str, Any]:
            nonlocal is_idle
            if is_idle:
                raise Empty
            message = await heard(*given, **named)
            is_idle = message["content"].get("execution_state") == "idle"
            return message

        channel.get_msg = get_msg
        try:
            await super().wait_for_ready(timeout)
        finally:
            channel.get_msg = heard


class OwnEngine(Engine):
    """Papermill's client; a kernel is ended at once when its last cell is done, because it has nothing to tidy up."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        environment: Mapping[str, str],
        folder: str,
        execution_timeout: float | None = None,
        **_: Any,
    ) -> nbformat.NotebookNode:
        """Execute the cells; see papermill."""
        client = PapermillNotebookClient(
            nb_man,
            kernel_name=kernel_name,
            timeout=execution_timeout,
            log=SILENT,
            shutdown_kernel="immediate",
            # Without it every kernel warns on the terminal that it listens on loopback.
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
        client.create_kernel_manager()
        client.km.client_class = f"{__name__}.{PromptClient.__name__}"
        return client.execute(env=dict(environment), cwd=folder)


papermill_engines.register(NAME, OwnEngine)
