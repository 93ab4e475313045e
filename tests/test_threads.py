import numpy as np
import pandas as pd
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from uprlib import acceptance, alliances
from uprlib.errors import DataError
from uprlib.tidy import or_sentence, tidy


def threads():
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


@or_sentence
def analysis(lacks=False):
    if lacks:
        raise DataError("there is nothing")
    return tidy(pd.DataFrame({"threads": sorted(threads())}))


@pytest.mark.parametrize("lacks", [False, True])
def test_an_analysis_runs_on_one_thread_and_leaves_the_users_own_work_as_it_was(lacks):
    with threadpool_limits(limits=2, user_api="blas"):
        before = threads()
        found = analysis(lacks=lacks)
        assert threads() == before
    assert bool(found.about.lacks) if lacks else found["threads"].tolist() == [1]


def test_the_last_bit_does_not_depend_on_the_number_of_cores(upr):
    own, near = acceptance.answers(upr, "PRK", cycles=[2]), alliances.friends(upr, "PRK", 2)
    found = []
    for cores in (1, 2):
        with threadpool_limits(limits=cores, user_api="blas"):
            held = alliances.held_constant(own, near[near["definition"] == "ideal_points"], draws=20, seed=1)
        found.append(held.select_dtypes("float").to_numpy())
    assert np.array_equal(*found, equal_nan=True)
