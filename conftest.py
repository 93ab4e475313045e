"""Checks never write into the checkout, and their kernels start without the user's own settings, from one warm process.

Workers of pytest-xdist inherit all three from the process that starts them.
"""

import contextlib
import gc
import os
from pathlib import Path

from uprlib import atomic
from uprlib.notebook import kernels, warm


def pytest_configure(config):
    config.stash_set = contextlib.ExitStack()
    if "UPRLIB_OUT" not in os.environ:
        # Figures and results of a notebook under test.
        os.environ["UPRLIB_OUT"] = str(config.stash_set.enter_context(atomic.folder("check")))
        config.stash_set.callback(os.environ.pop, "UPRLIB_OUT", None)
    config.stash_set.enter_context(kernels.bare())
    config.stash_set.enter_context(warm.held())


def pytest_collection_finish():
    # What was imported and collected stays until the end: looked through again and again, it costs a tenth of the time.
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config):
    config.stash_set.close()
    if hasattr(config, "pytest_mpl_results_dir") and not hasattr(config, "workerinput"):
        # pytest-mpl makes a folder for the pictures that differ, and leaves it where none does.
        with contextlib.suppress(OSError):
            Path(config.pytest_mpl_results_dir).rmdir()
