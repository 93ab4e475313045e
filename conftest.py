"""Checks never write into the checkout: figures and results of a notebook under test go to a temporary folder."""

import os
import shutil
import tempfile

os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"


def pytest_configure(config):
    config.stash_out = None
    if "UPRLIB_OUT" not in os.environ:
        config.stash_out = tempfile.mkdtemp(prefix="upr-check-")
        os.environ["UPRLIB_OUT"] = config.stash_out


def pytest_unconfigure(config):
    if config.stash_out:
        shutil.rmtree(config.stash_out, ignore_errors=True)
        del os.environ["UPRLIB_OUT"]
