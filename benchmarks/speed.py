"""How fast the project is, as ratios measured in one run: ``make bench``.

    python benchmarks/speed.py [--base COMMIT] [--tests] [--store]

With ``--base`` a worktree of that commit is measured beside the present code, with the same environment. With
``--tests`` both run their tests, too, which takes minutes. ``--store`` adds the ratios to ``benchmarks/history.csv``.
Tools that are not installed are named and left out. Ratios of one run say something; seconds of two runs do not.
"""

import argparse
import csv
import datetime
import math
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from uprlib import checkout, paths
from uprlib.notebook import contents

HISTORY = Path(__file__).with_name("history.csv")
FIELDS = ("date", "commit", "machine", "measure", "ratio", "seconds")
SLOWER = 1.3


def timed(command: list[str], home: Path, worst: int = 0, **environment: str) -> tuple[float, float]:
    """Seconds from the shell to the prompt, and the processor's, of one command in one checkout.

    Not a number if it ended with a status above `worst`.
    """
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    given = {**os.environ, "PYTHONPATH": str(home / "src"), "UPRLIB_HOME": str(home), **environment}
    done = subprocess.run(command, cwd=home, env=given, capture_output=True, text=True)
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > worst or done.returncode < 0:
        print(f"  (ended with {done.returncode}: {(done.stderr or done.stdout).strip().splitlines()[-1:]})")
        return math.nan, math.nan
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def upr(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "uprlib", *arguments]


def other_tools(folder: Path) -> dict[str, list[str]]:
    """Commands with which other tools run the same notebooks through papermill, two at a time where they can."""
    papermill = f"cd {paths.notebooks()} && {sys.executable} -m papermill --no-progress-bar"
    runs = {name: f"{papermill} {name}.ipynb {folder / name}.out" for name in contents.names()}
    (folder / "serial.sh").write_text("set -e\n" + "\n".join(f"({run})" for run in runs.values()))
    targets = "".join(f"{name}:\n\t@{run}\n" for name, run in runs.items())
    (folder / "Makefile").write_text(f"all: {' '.join(runs)}\n{targets}")
    tasks = [{"name": name, "actions": [run]} for name, run in runs.items()]
    (folder / "dodo.py").write_text(f"def task_notebooks():\n    yield from {tasks!r}\n")
    rules = "".join(
        f"rule r{name}:\n    output: touch('{name}.done')\n    shell: {run!r}\n" for name, run in runs.items()
    )
    (folder / "Snakefile").write_text(f"rule all:\n    input: {[f'{name}.done' for name in runs]}\n{rules}")
    one_task = "import subprocess\nfrom pytask import task\n"
    for name, run in runs.items():
        one_task += f"@task(id={name!r})\ndef task_run(run={run!r}):\n    subprocess.run(run, shell=True, check=True)\n"
    (folder / "task_run.py").write_text(one_task)
    commands = {
        "papermill, one after the other": ["bash", "serial.sh"],
        "make -j2": ["make", "-s", "-j2"],
        "doit -n2": ["doit", "-n2", "-f", "dodo.py"],
        "snakemake -c2": ["snakemake", "-q", "-c2"],
        "pytask": ["pytask", "."],
    }
    for name, command in commands.items():
        if not shutil.which(command[0]):
            print(f"{name}: not installed")
    return {name: command for name, command in commands.items() if shutil.which(command[0])}


def measured(base: Path | None, tests: bool) -> list[tuple[str, float, float]]:
    """Each measure with its ratio and the seconds of the present code."""
    home, found = paths.home(), []

    def add(what: str, now: float, against: float) -> None:
        if math.isnan(now + against):
            print(f"{what:<72}   not measured")
            return
        found.append((what, now / against, now))
        print(f"{what:<72} {now / against:6.2f}  ({now:.1f} s against {against:.1f} s)", flush=True)

    with tempfile.TemporaryDirectory() as place:
        folder, plain = Path(place), [sys.executable, str(home / "benchmarks" / "plain.py")]
        whole, processor = timed(plain, home)
        if base:
            add("plain execution of all cells, processor, against the base", processor, timed(plain, base)[1])
        forced, _ = timed(upr("reproduce", "--force"), home)
        add("upr reproduce --force against the plain execution in one process", forced, whole)
        for name, command in other_tools(folder).items():
            other, _ = timed(
                command, folder, UPRLIB_OUT=str(folder / "out"), PYTHONPATH=str(home / "src"), UPRLIB_HOME=str(home)
            )
            add(f"upr reproduce --force against {name}", forced, other)
        idle = min(timed(upr("reproduce"), home)[0] for _ in range(3))
        add("upr reproduce with nothing to do, in half seconds", idle, 0.5)
        add("raw to processed, processor with imports, in seconds", timed(upr("build"), home)[1], 1.0)
        review, _ = timed(upr("review"), home)
        add("upr review, in half minutes", review, 30.0)
        if base:
            timed(upr("build"), base)
            # The base's checks find that this environment is not its own, and check all the same.
            add("upr review against the base", review, timed(upr("review"), base, 1)[0])
        if base and tests:
            workers = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-q", "-p", "no:cacheprovider"]
            suite = [sys.executable, "-m", "pytest", *workers, "--nbval", "--nbval-current-env", "notebooks", "tests"]
            now, before = timed(suite, home)[0], timed(suite, base, 1)[0]
            add("make test, in hundreds of seconds", now, 100.0)
            add("make test against the base", now, before)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", help="a commit to compare with")
    parser.add_argument("--tests", action="store_true", help="compare the tests too")
    parser.add_argument("--store", action="store_true", help="add to history.csv")
    asked = parser.parse_args()
    git = ["git", "-C", str(paths.home())]
    commit = (checkout.head() or "")[:7]
    if not commit and (asked.base or asked.store):
        parser.error("--base and --store need a checkout of git; this copy is none")
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    print(f"commit {commit or 'not known'}, {machine}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as place:
        base = Path(place) / "base" if asked.base else None
        if base:
            subprocess.run([*git, "worktree", "add", "-q", "--detach", str(base), asked.base], check=True)
        try:
            found = measured(base, asked.tests)
        finally:
            if base:
                subprocess.run([*git, "worktree", "remove", "--force", str(base)], check=True)
    rows = list(csv.DictReader(HISTORY.open())) if HISTORY.exists() else []
    last = {row["measure"]: float(row["ratio"]) for row in rows}
    for what, ratio, _ in found:
        if what in last and ratio > SLOWER * last[what]:
            print(f"slower than when last stored: {what}: {ratio:.2f}, was {last[what]:.2f}")
    if asked.store:
        day = datetime.date.today().isoformat()
        rows += [
            dict(zip(FIELDS, (day, commit, machine, what, f"{ratio:.3f}", f"{seconds:.2f}"), strict=True))
            for what, ratio, seconds in found
        ]
        with HISTORY.open("w", newline="") as file:
            writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
