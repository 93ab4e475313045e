"""A corpus of up to ten million recommendations: the build and one State's rates, in seconds and memory, with slopes.

    python benchmarks/big_tables.py [ROWS ...]

The corpus is grown in a temporary folder (about 3 GB for ten million rows): each of its reviews is invented again under
other sessions of the Council, with other symbols and so other rec_ids, and all rows still meet their contract. Every
table is then built from raw and the rates of 01 (by cycle and action category) computed for the DPRK, in a process of
their own. Meant for ten million rows on two cores: under 60 s and 4 GB.
"""

import itertools
import json
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = (100_000, 1_000_000, 3_000_000, 10_000_000)
OWN = 57_595
"""Recommendations of the project's own corpus."""
GROWN = ("recommendations", "positions", "machine_actions")
SUR = "PRK"


def grow(home: Path, rows: int) -> int:
    """Write raw tables with at least so many recommendations; returns how often each review is there."""
    from uprlib import paths

    copies = math.ceil(rows / OWN)
    raw = home / "data" / "raw"
    shutil.copytree(paths.raw(), raw)
    for name in GROWN:
        header, _, body = (raw / f"{name}.csv").read_bytes().partition(b"\n")
        with (raw / f"{name}.csv").open("wb") as file:
            file.write(header + b"\n")
            for number in range(copies):
                file.write(body.replace(b"A/HRC/", b"A/HRC/%d" % (1000 + number)))
    return copies


def seconds() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def measure(copies: int) -> None:
    """Build and analyse the corpus of UPRLIB_HOME, and print what it took."""
    start = seconds()
    from uprlib import acceptance, corpus
    from uprlib.facts import built

    for name in built.TABLES:
        built.write(name)
    made = seconds()
    rates = acceptance.rates(acceptance.answers(corpus(sur=SUR), SUR), ["cycle", "action"])
    end = seconds()
    took = {
        "build": made[0] - start[0],
        "rates": end[0] - made[0],
        "processor": end[1] - start[1],
        "GB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "answers": int(rates["n"].sum()) // copies,
    }
    print(json.dumps(took))


def main(sizes: list[int]) -> None:
    found: list[tuple[int, dict]] = []
    print("      rows  build s  rates s  processor s    GB  microseconds a row")
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            copies = grow(Path(place), size)
            rows = copies * OWN
            env = os.environ | {"UPRLIB_HOME": place}
            command = [sys.executable, __file__, "--measure", str(copies)]
            took = json.loads(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)
        found.append((rows, took))
        print(
            f"{rows:>10,}{took['build']:>9.2f}{took['rates']:>9.2f}{took['processor']:>13.2f}{took['GB']:>6.2f}"
            f"{1e6 * took['processor'] / rows:>20.2f}",
            flush=True,
        )
    if len({took["answers"] for _, took in found}) > 1:
        raise SystemExit("the rates do not grow with the corpus: rows were lost")
    for (fewer, before), (more, after) in itertools.pairwise(found):
        slopes = (math.log(after[what] / before[what]) / math.log(more / fewer) for what in ("processor", "GB"))
        print(f"slope from {fewer:,} to {more:,}: time {next(slopes):.2f}, memory {next(slopes):.2f} (log on log)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(int(sys.argv[2]))
    else:
        main([int(word.replace(",", "").replace("_", "")) for word in sys.argv[1:]] or list(ROWS))
