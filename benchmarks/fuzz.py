"""Damaged and hostile files of every format that is read: how many are answered with a sentence, and how many are not.

    python benchmarks/fuzz.py [INPUTS] [SEED] [--only NUMBER] [--keep FOLDER] [--workers N]

Each of INPUTS (10,000) is one of the invented files of ``tests/fuzzing.py``, changed as SEED (1) draws, and is read
in a process of its own, whose time and memory are limited; then come some forty files as large as the limits let them
be. Prints a table of the seeds: inputs, answered with a sentence, read, tracebacks, over 10 seconds of the processor,
over 1 GiB, read with fewer rows: said, where the file has no more of them (in a table, or at the end of a list), and
without a word. --only shows what becomes of one input; --keep writes the inputs at fault into a folder. Meant: no
traceback, none over either limit, no row fewer without a word; the status is 1 otherwise.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import fuzzing

COLUMNS = (
    "inputs",
    "answered",
    "read",
    "traceback",
    "slow",
    "large",
    "fewer, said",
    "fewer, not in it",
    "fewer, silent",
)
GIANTS = "as large as may be"
FAULTS = ("traceback", "slow", "large", "fewer, silent")


def verdicts(seed: fuzzing.Seed, sound: fuzzing.Outcome, content: bytes, found: fuzzing.Outcome) -> list[str]:
    """What is counted of one input."""
    fewer = found.kind == "read" and found.rows < sound.rows
    said = "fewer, silent" if fuzzing.lost(seed, sound, content, found) else "fewer, not in it"
    return [
        "inputs",
        *([found.kind] if found.kind in ("answered", "read") else []),
        *(["traceback"] if found.kind in ("traceback", "ended") else []),
        *(["slow"] if found.kind == "slow" or found.seconds > fuzzing.SECONDS else []),
        *(["large"] if found.memory > fuzzing.MEMORY else []),
        *(["fewer, said" if found.said else said] if fewer else []),
    ]


def _giants() -> Iterator[tuple[str, str, bytes]]:
    return ((name, GIANTS, content) for name, content in fuzzing.giants())


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("inputs", nargs="?", type=int, default=10_000)
    asked.add_argument("seed", nargs="?", type=int, default=1)
    asked.add_argument("--only", type=int)
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--workers", type=int, default=2)
    options = asked.parse_args()
    began, counts, most = time.perf_counter(), defaultdict(Counter), defaultdict(float)
    seeds = dict(fuzzing.seeds())
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.workers) as workers:

        def read(number: int | str, content: bytes) -> fuzzing.Outcome:
            path = Path(folder) / f"input{number}"
            path.write_bytes(content)
            found = fuzzing.outcome(path)
            for each in Path(folder).glob(f"{path.name}*"):
                each.unlink()
            return found

        sound = {name: read(f"_{place}", seed.content) for place, (name, seed) in enumerate(seeds.items())}

        # Of a giant nobody knows how many rows it has.
        seeds[GIANTS], sound[GIANTS] = fuzzing.Seed(b""), fuzzing.Outcome("read")

        def judged(drawn: tuple[int | str, str, bytes]) -> tuple:
            number, name, content = drawn
            found = read(number, content)
            return number, name, content, found, verdicts(seeds[name], sound[name], content, found)

        if options.only is not None:
            number, name, content, found, said = judged(next(fuzzing.inputs(1, options.seed, options.only)))
            print(name, found._replace(texts=frozenset()), said, sep="\n")
        else:
            batches = [
                fuzzing.inputs(min(500, options.inputs - first), options.seed, first)
                for first in range(0, options.inputs, 500)
            ]
            for batch in itertools.chain(batches, ([each] for each in _giants())):
                for number, name, content, found, said in workers.map(judged, batch):
                    counts[name].update(said)
                    counts["all"].update(said)
                    most["seconds"] = max(most["seconds"], found.seconds)
                    most["memory"] = max(most["memory"], found.memory)
                    if set(said) & set(FAULTS):
                        last = (found.words.strip().splitlines() or [""])[-1][:100]
                        print(
                            f"input {number}, {name}: {', '.join(sorted(set(said) & set(FAULTS)))}: {last}", flush=True
                        )
                        if options.keep:
                            options.keep.mkdir(parents=True, exist_ok=True)
                            (options.keep / f"{options.seed}-{number}").write_bytes(content)
            print(f"\n{'':26}" + " ".join(f"{column:>17}" for column in COLUMNS))
            for name, counted in counts.items():
                print(f"{name:26}" + " ".join(f"{counted[column]:17,}" for column in COLUMNS))
            print(
                f"\nmost: {most['seconds']:.1f} s of the processor, {most['memory'] / 2**20:,.0f} MiB; "
                f"{time.perf_counter() - began:.0f} s in all"
            )
    return int(any(counts["all"][fault] for fault in FAULTS))


if __name__ == "__main__":
    sys.exit(main())
