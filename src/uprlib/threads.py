"""One thread for linear algebra: what is left to the last bit does not depend on the machine's number of cores.

The matrices of an analysis are small: a second thread waits for the first, which costs up to three times the processor
time, and a hundred times on a busy machine.
"""

from __future__ import annotations

import functools
from contextlib import AbstractContextManager

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """A context in which NumPy's and SciPy's linear algebra runs on one thread.

    Examples
    --------
    >>> from threadpoolctl import threadpool_info
    >>> with one_thread():
    ...     {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}
    {1}
    """
    return _libraries().limit(limits=1, user_api="blas")


@functools.cache
def _libraries() -> ThreadpoolController:
    # Each brings its own library, which can be told only once it is loaded.
    import scipy.linalg  # noqa: F401

    return ThreadpoolController()
