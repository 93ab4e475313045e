"""Checks never write into the checkout, and their kernels start without the user's own settings."""

import contextlib
import os
import tempfile

from uprlib.notebook import kernels


def pytest_configure(config):
    config.stash_set = contextlib.ExitStack()
    out = {}
    if "UPRLIB_OUT" not in os.environ:
        # Figures and results of a notebook under test.
        folder = tempfile.TemporaryDirectory(prefix="upr-check-", ignore_cleanup_errors=True)
        out["UPRLIB_OUT"] = config.stash_set.enter_context(folder)
    config.stash_set.enter_context(kernels.bare(out))


def pytest_unconfigure(config):
    config.stash_set.close()
