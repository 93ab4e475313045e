"""Is anything let in that is not what it was? Flipped bits in built tables, and changed digits in raw ones.

    python benchmarks/flipped.py [--bits 160] [--digits 8] [--seed 1]

Bits: in a copy of the built tables one bit of one file is flipped, size and time of change stay as they were, and the
table is loaded as a new process would load it. It must be the table that it was, or a sentence.

Digits: in so many cells of each column of a raw table one digit is changed, one cell at a time, and signed: no checksum
would tell. Counted is what notices it: the contract of the table, or the cross-checks of the facts. What neither does
is left to the review, which sees it where a notebook's number rests on it. Prints a table of columns.
"""

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]


def bits(n, generator):
    from uprlib import freshness, paths
    from uprlib.errors import UprError
    from uprlib.facts import built, tables

    names = list(built.TABLES)
    usual = {name: tables.load(name) for name in names}
    silent, again, said = [], 0, 0
    for _ in range(n):
        name = generator.choice(names)
        file = built.parquet(name)
        state, whole = file.stat(), file.read_bytes()
        place, bit = generator.randrange(len(whole)), 1 << generator.randrange(8)
        other = bytearray(whole)
        other[place] ^= bit
        file.write_bytes(other)
        os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
        freshness._read.clear()
        tables._read.cache_clear()
        try:
            found = tables.load(name)
            again += file.read_bytes() == whole
            if not found.equals(usual[name]) or list(found.dtypes) != list(usual[name].dtypes):
                silent.append(f"{paths.shown(file)}, byte {place}, bit {bit}")
        except UprError:
            said += 1
    print(f"bits: {n} flipped, {again} made again from the facts, {said} sentences, {len(silent)} silent\n")
    for words in silent:
        print(f"  silent: {words}")
    return not silent


def digits(each, generator):
    from uprlib import paths
    from uprlib.errors import UprError
    from uprlib.facts import contract, cross_checks, csv_files

    usual = cross_checks.Tables()
    rest_on = {}
    for check in cross_checks.CHECKS:
        asked = Asked(usual)
        check.tried(asked)
        for table in {check.table, *asked.names}:
            rest_on.setdefault(table, []).append(check)
    print(f"{'table':<24}{'column':<26}{'changed':>8}{'contract':>10}{'cross-checks':>14}{'missed':>8}")
    total = {"changed": 0, "contract": 0, "cross-checks": 0, "missed": 0}
    for path in sorted(paths.raw().glob("*.csv")):
        table, cells = path.stem, csv_files.stored(path).replace("", None)
        for column in cells:
            where = cells.index[cells[column].fillna("").str.contains(r"\d", regex=True)]
            if not len(where):
                continue
            count = dict.fromkeys(total, 0)
            for row in generator.sample(list(where), min(each, len(where))):
                text = cells.at[row, column]
                place = generator.choice([found.start() for found in re.finditer(r"\d", text)])
                other = generator.choice([digit for digit in "0123456789" if digit != text[place]])
                changed = cells.copy()
                changed.at[row, column] = text[:place] + other + text[place + 1 :]
                by = noticed(contract, cross_checks, UprError, usual, rest_on, table, changed)
                count["changed"] += 1
                count[by] += 1
            for name, number in count.items():
                total[name] += number
            print(f"{table:<24}{column:<26}" + _line(count), flush=True)
    print(f"{'all columns':<50}" + _line(total))


def _line(count):
    return "".join(f"{count[name]:>{width}}" for name, width in zip(count, (8, 10, 14, 8), strict=True))


def noticed(contract, cross_checks, refusal, usual, rest_on, table, changed):
    try:
        typed = contract.check(table, changed)
    except refusal:
        return "contract"
    tables = cross_checks.Tables(usual)
    tables[table] = typed
    for check in rest_on.get(table, ()):
        if cross_checks.contradictions(tables, [check]):
            return "cross-checks"
    return "missed"


class Asked(dict):
    """Tables, with the names of those that were asked for."""

    def __init__(self, usual):
        self.usual, self.names = usual, set()

    def __getitem__(self, name):
        self.names.add(name)
        return self.usual[name]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bits", type=int, default=160)
    parser.add_argument("--digits", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    generator = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="flipped-") as folder:
        shutil.copytree(HOME / "data" / "raw", Path(folder) / "data" / "raw")
        os.environ["UPRLIB_HOME"] = folder
        well = not given.bits or bits(given.bits, generator)
        if given.digits:
            digits(given.digits, generator)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
