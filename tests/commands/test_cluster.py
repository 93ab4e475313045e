"""A scheduler and two workers as processes of their own on loopback, one of which is killed in the middle."""

import importlib.util
import re
import subprocess
import sys

import pandas as pd
import pytest

from uprlib.commands import cluster
from uprlib.commands import sweep as sweeps
from uprlib.errors import DataError
from uprlib.notebook import inputs, pool

HAS_DASK = importlib.util.find_spec("distributed") is not None
needs_dask = pytest.mark.skipif(not HAS_DASK, reason="Dask is not installed here; `make test-cluster` installs it")


@pytest.mark.skipif(HAS_DASK, reason="Dask is installed here")
def test_without_dask_a_sentence_says_what_to_install():
    with pytest.raises(DataError, match=r"Dask is not installed here; run `make cluster`"):
        list(cluster.run_all([pool.Job("05")], "tcp://127.0.0.1:1", [""]))


@needs_dask
@pytest.mark.cluster
def test_a_scheduler_that_is_not_there_is_one_sentence(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 2)
    with pytest.raises(DataError, match=r"no scheduler answers at this address; found 'tcp://127\.0\.0\.1:1'"):
        list(cluster.run_all([pool.Job("05")], "tcp://127.0.0.1:1", [""]))


@pytest.fixture
def dask_cluster(tmp_path):
    """The address of a scheduler, and its two workers."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    scheduler = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
        ],
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    address = next(found[0] for line in scheduler.stderr if (found := re.findall(r"tcp://127\.0\.0\.1:\d+", line)))
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    workers = [subprocess.Popen([*worker, "--no-nanny"], **quiet) for _ in range(2)]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()
    scheduler.stderr.close()


@needs_dask
@pytest.mark.cluster
def test_a_sweep_on_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(dask_cluster, tmp_path, monkeypatch):
    """Several runs, so that one is under way when its worker dies; it takes half a minute."""
    address, workers = dask_cluster
    over, given = {"sur": ["PRK", "MMR", "CHE", "SSD", "CUB", "IRN"]}, {"draws": 200}
    here = sweeps.grid(["04"], over, given, tmp_path / "here")
    assert not sweeps.sweep(here, tmp_path / "here").failed
    there = sweeps.grid(["04"], over, given, tmp_path / "there")

    def kill_one(words):
        if workers[0].poll() is None:
            workers[0].kill()

    done = sweeps.sweep(there, tmp_path / "there", scheduler=address, tell=kill_one)
    assert workers[0].wait() < 0 and not done.failed and done.ran == 6
    for one, two in zip(here, there, strict=True):
        assert one.results.read_bytes() == two.results.read_bytes()
        assert (one.folder / "04_as_recommending_state.ipynb").read_bytes() == (
            two.folder / "04_as_recommending_state.ipynb"
        ).read_bytes()
    assert (tmp_path / "here" / "ledger.parquet").read_bytes() == (tmp_path / "there" / "ledger.parquet").read_bytes()
    assert not pd.read_parquet(tmp_path / "there" / "ledger.parquet").duplicated(["sur", "key"]).any()


@needs_dask
@pytest.mark.cluster
def test_a_worker_with_other_code_refuses(dask_cluster, tmp_path):
    address, _ = dask_cluster
    ((_, found),) = cluster.run_all([pool.Job("05", {}, tmp_path, ())], address, ["another"])
    assert isinstance(found, DataError) and "other code or data" in str(found)


def test_a_run_of_a_worker_is_its_files(tmp_path, monkeypatch):
    """In this process: what would be sent back."""
    monkeypatch.setattr(cluster, "_prepared", lambda: None)
    files = cluster._on_worker(pool.Job("05_claims", {}, tmp_path, ()), inputs.fingerprint("05"))
    assert "results/05_claims.json" in files and "05_claims.ipynb" in files
    assert not list(tmp_path.iterdir())
    unknown = cluster._on_worker(pool.Job("01_acceptance", {"dataset": "NOTHERE"}, tmp_path, ()), "")
    assert isinstance(unknown, DataError) and "there is no dataset of that name" in str(unknown)
