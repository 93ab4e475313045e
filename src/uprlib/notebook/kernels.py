"""What the kernels of runs and checks start from: this environment alone, without the user's own settings.

A start-up file of IPython, a profile or a matplotlibrc would otherwise change outputs, and a colleague would get
others. In JupyterLab the user's settings stay in force: they rule the screen, and no file.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from uprlib import atomic, progress
from uprlib.errors import MachineError

SET_ASIDE = ("PYTHONSTARTUP", progress.SESSION)
"""The user's variables that no kernel has: a file that Python runs, and the notebook in which a run was started."""

OURS = "upr-kernel-"
"""How the folder begins that stands in the place of IPython's while :func:`bare` lasts."""


def are_bare() -> bool:
    """Whether this process, or the one that started it, set the user's settings aside: `upr` and the checks do."""
    return Path(os.environ.get("IPYTHONDIR", "")).name.startswith(OURS)


@contextlib.contextmanager
def bare() -> Iterator[None]:
    """Start kernels, while this lasts, without the user's settings; where that is so already, nothing changes.

    Set aside are a matplotlibrc, IPython's folder (profiles, start-up files, history) and PYTHONSTARTUP. The kernel
    named python3 is the environment's own, not one of that name that another project left in the user's folder. What
    Jupyter writes about running kernels goes into the same folder, and with it.

    Examples
    --------
    >>> with bare():
    ...     sorted(path.name for path in Path(os.environ["IPYTHONDIR"]).iterdir())
    ['matplotlibrc', 'runtime']
    """
    if are_bare():
        yield
        return
    ready()
    with atomic.folder("kernel") as folder:
        # An empty file: matplotlib then keeps its own defaults.
        empty, runtime = folder / "matplotlibrc", folder / "runtime"
        empty.touch()
        runtime.mkdir(mode=0o700)
        values = {
            "IPYTHONDIR": str(folder),
            "MATPLOTLIBRC": str(empty),
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "JUPYTER_PREFER_ENV_PATH": "1",
            # Forked from the warm process, while there is one (uprlib.notebook.provisioner).
            "JUPYTER_DEFAULT_PROVISIONER_NAME": "uprlib-warm",
        }
        before = {name: os.environ.get(name) for name in (*values, *SET_ASIDE)}
        for name in SET_ASIDE:
            os.environ.pop(name, None)
        os.environ.update(values)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


LEAST = (
    ("RLIMIT_NOFILE", 128, "files may be open at once", "ulimit -n 1024"),
    ("RLIMIT_AS", 2_000_000_000, "bytes of memory may be used", "ulimit -v unlimited"),
)
"""What a process needs to run a notebook, by the system's name for it; with less, libraries end it without a word."""


def ready() -> None:
    """See to it that kernels can run here.

    Raises
    ------
    MachineError
        Too few files may be open, too little memory used, or processes of this machine cannot talk to each other.
    """
    with contextlib.suppress(ImportError):  # Windows has no such limits.
        import resource

        for name, least, words, remedy in LEAST:
            which = getattr(resource, name)
            soft, hard = resource.getrlimit(which)
            if soft == resource.RLIM_INFINITY or soft >= least:
                continue
            if hard != resource.RLIM_INFINITY and hard < least:
                problem = f"too few {words} here to run a notebook"
                raise MachineError(problem, value=hard, expected=f"at least {least:,}", remedy=f"run `{remedy}` first")
            # A shell may ask for less than it could have.
            resource.setrlimit(which, (least, hard))
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), timeout=5).close()
    except OSError as problem:
        raise MachineError(
            "a notebook cannot be run, because processes of this machine cannot talk to each other over loopback",
            value=problem.strerror or str(problem),
            remedy="let 127.0.0.1 be used, as with `ip link set lo up`",
        ) from None


def own_settings() -> list[Path]:
    """The user's files that JupyterLab's kernels would heed and that runs and checks set aside."""
    from IPython.paths import get_ipython_dir
    from matplotlib import get_data_path, matplotlib_fname

    found = [Path(matplotlib_fname())]
    profile = Path(get_ipython_dir()) / "profile_default"
    found += sorted(path for pattern in ("startup/*.py", "startup/*.ipy", "*.py") for path in profile.glob(pattern))
    if os.environ.get("PYTHONSTARTUP"):
        found.append(Path(os.environ["PYTHONSTARTUP"]))
    return [path for path in found if path != Path(get_data_path()) / "matplotlibrc"]
