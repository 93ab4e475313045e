import json

import pytest

from uprlib.errors import UprError
from uprlib.notebook import pool


def test_jobs_run_side_by_side_and_one_that_cannot_stops_no_other(tmp_path):
    """Two runs without figures, with different parameters, and one that has a parameter that there is not."""
    jobs = [pool.Job("05", {"profile": name}, tmp_path / name, ()) for name in ("article", "springer")]
    wrong = pool.Job("05", {"sur": "PRK"}, tmp_path / "wrong", ())
    done = dict(
        zip(
            *zip(*[(id(job), found) for job, found in pool.run_all([*jobs, wrong], workers=2)], strict=True),
            strict=True,
        )
    )
    for job in jobs:
        assert done[id(job)] == job.out / "05_claims.ipynb"
        kept = json.loads((job.out / "results" / "05_claims.json").read_text())
        assert kept["parameters"]["profile"] == job.given["profile"] and not kept["figures"]
    assert isinstance(done[id(wrong)], UprError) and "has no such parameter" in str(done[id(wrong)])
    assert not wrong.out.exists()


def test_no_more_run_at_a_time_than_there_is_memory_for(monkeypatch, tmp_path):
    asked = []

    class Pool(pool.futures.ThreadPoolExecutor):
        def __init__(self, workers):
            asked.append(workers)
            super().__init__(workers)

    monkeypatch.setattr(pool.futures, "ThreadPoolExecutor", Pool)
    monkeypatch.setattr(pool, "_free", lambda: 4e9)
    wrong = [pool.Job("05", {"sur": "PRK"}) for _ in range(9)]
    assert len(list(pool.run_all(wrong, workers=8))) == 9 and asked == [2]
    monkeypatch.setattr(pool, "_free", lambda: 1.0)
    assert len(list(pool.run_all(wrong))) == 9 and asked == [2, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_there_is_a_processor(count, monkeypatch):
    monkeypatch.setattr(pool.os, "sched_getaffinity", lambda _: set(range(count)), raising=False)
    assert pool.cores() == count
