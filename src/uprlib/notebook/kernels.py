"""What the kernels of runs and checks start from: this environment alone, without the user's own settings.

A start-up file of IPython, a profile or a matplotlibrc would otherwise change outputs, and a colleague would get
others. In JupyterLab the user's settings stay in force: they rule the screen, and no file.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path


@contextlib.contextmanager
def bare(more: Mapping[str, str] | None = None) -> Iterator[None]:
    """Start kernels, while this lasts, with the environment variables `more` and without the user's settings.

    Set aside are a matplotlibrc, IPython's folder (profiles, start-up files, history) and PYTHONSTARTUP. The kernel
    named python3 is the environment's own, not one of that name that another project left in the user's folder.

    Examples
    --------
    >>> with bare({"UPRLIB_OUT": "elsewhere"}):
    ...     sorted(path.name for path in Path(os.environ["IPYTHONDIR"]).iterdir())
    ['matplotlibrc']
    """
    with tempfile.TemporaryDirectory(prefix="upr-kernel-", ignore_cleanup_errors=True) as folder:
        # An empty file: matplotlib then keeps its own defaults.
        empty = Path(folder) / "matplotlibrc"
        empty.touch()
        values = {
            "IPYTHONDIR": folder,
            "MATPLOTLIBRC": str(empty),
            "JUPYTER_PREFER_ENV_PATH": "1",
            # Forked from the warm process, while there is one (uprlib.notebook.provisioner).
            "JUPYTER_DEFAULT_PROVISIONER_NAME": "uprlib-warm",
            **(more or {}),
        }
        before = {name: os.environ.get(name) for name in (*values, "PYTHONSTARTUP")}
        os.environ.pop("PYTHONSTARTUP", None)
        os.environ.update(values)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


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
