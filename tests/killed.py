"""A process that is killed at a chosen step, for tests of what it leaves behind."""

import os
import shutil
from pathlib import Path

import pytest


class Killed(BaseException):
    """The process is gone: nothing that comes after may do anything."""


STEPS = ((os, "replace"), (shutil, "rmtree"), (Path, "unlink"))
"""Whatever moves or removes something."""


def killed_at(step, after, act):
    """Do `act`, killed just before or after its `step`-th step; say whether it came so far."""
    done = 0

    def counted(real):
        def call(*args, **options):
            nonlocal done
            done += 1
            if done == step and after:
                real(*args, **options)
            # A dead process does not tidy up either.
            if done >= step:
                raise Killed
            return real(*args, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for owner, what in STEPS:
            patch.setattr(owner, what, counted(getattr(owner, what)))
        try:
            act()
        except Killed:
            return True
    return False
