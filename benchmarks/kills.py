"""Killed anywhere: does a rerun give the same bytes, with no file and no process left?

    python benchmarks/kills.py [N] [--seed S] [--only COMMAND]

A copy of the checkout with two short notebooks is made in a temporary folder, and each command is run once, untouched.
Then commands are started N times (default 60), in turn, and killed with SIGKILL, SIGTERM or SIGINT: at a random
instant, or just before or after one of their moves of files (a module that Python imports at its start counts the moves
of all processes of the command). After each kill no process may be left, and SIGINT and SIGTERM must have given their
status and a sentence. Then the same command is run again: every file of the checkout must be what the untouched run
made, and none may be left there, among temporary files or in the home folder. Prints a table, and exits with 1 if one
was not so.
"""

import argparse
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
NOTEBOOKS = ("01_acceptance", "10_your_own_question")
"""The list of the copy: the first is read by the second's page and stays as it is stored, the second is run."""

AT_A_MOVE = """
import os, signal

count, at, after, number, leader = os.environ.get("KILL_AT", ":::0:0").split(":")

def counted(move):
    def call(*given, **named):
        with open(count, "ab") as file:
            file.write(b".")
            now = file.tell()
        if now == int(at) and after:
            move(*given, **named)
        if now == int(at):
            os.kill(int(open(leader).read()), int(number))
            if int(number) == signal.SIGKILL:
                os.kill(os.getpid(), signal.SIGKILL)
            if after:
                return None
        return move(*given, **named)
    return call

if count:
    if not os.path.exists(leader):
        with open(leader, "w") as file:
            file.write(str(os.getpid()))
    os.replace, os.rename = counted(os.replace), counted(os.rename)
"""

WORDS = "nothing is half-written"
SAID = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}


def commands(own):
    return {
        "reproduce": ["reproduce", "--force"],
        "run": ["run", "10", "-p", "sur", "ERI"],
        "build": ["build"],
        "import": ["import", str(own), "--name", "MINE"],
        "tables": ["tables", "--only", "01/tab03", "--format", "csv,html,tex"],
        "figures": ["figures", "--only", "10/fig01", "--format", "png,svg"],
        "report": ["report"],
        "sweep": ["sweep", "10", "--over", "sur=ERI,PRK"],
    }


class Place:
    """A copy of the checkout with a home and a temporary folder of its own."""

    def __init__(self, root):
        self.root, self.home = root, root / "checkout"
        subprocess.run(["git", "clone", "-q", HOME, self.home], check=True)
        changed = subprocess.run(["git", "diff", "--name-only", "HEAD"], cwd=HOME, capture_output=True, text=True)
        for name in changed.stdout.split():
            shutil.copy2(HOME / name, self.home / name)
        self.list_two()
        for name in ("user", "tmp", "site"):
            (root / name).mkdir()
        (root / "site" / "sitecustomize.py").write_text(AT_A_MOVE)
        self.own = root / "own.csv"
        lines = ["To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session"]
        lines += [f"Eritrea,Africa,,Invented text {n},France,WEOG,,Accepted,{n % 5 + 1},Justice,18" for n in range(200)]
        self.own.write_text("\r".join(lines))
        self.token = f"UPR_KILLS={os.getpid()}-{root.name}"

    def list_two(self):
        path = self.home / "notebooks" / "contents.yml"
        head, *entries = re.split(r"(?m)^(?=  - name: )", path.read_text(encoding="utf-8"))
        kept = [entry for entry in entries if entry.split()[2] in NOTEBOOKS]
        path.write_text(head + "".join(kept), encoding="utf-8")
        subprocess.run(
            ["git", "-c", "user.name=k", "-c", "user.email=k@example.org", "commit", "-qam", "two"],
            cwd=self.home,
            check=True,
        )

    def start(self, words, kill_at=None):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("UPRLIB", "JUPYTER"))}
        environment |= {
            "PYTHONPATH": f"{self.home / 'src'}{os.pathsep}{self.root / 'site'}",
            "HOME": str(self.root / "user"),
            "TMPDIR": str(self.root / "tmp"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        environment.update([self.token.split("=")])
        if kill_at:
            environment["KILL_AT"] = kill_at
        return subprocess.Popen(
            [sys.executable, "-m", "uprlib", *words],
            cwd=self.home,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )

    def processes(self):
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            try:
                running = (place / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
                if running and self.token.encode() in (place / "environ").read_bytes().split(b"\0"):
                    found.append(int(place.name))
            except OSError:
                continue
        return found

    def wait_for_all(self, seconds=20):
        """The processes that are left after so many seconds; they are ended, so that no next round is disturbed."""
        until = time.monotonic() + seconds
        while (left := self.processes()) and time.monotonic() < until:
            time.sleep(0.1)
        for process in left:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return left

    def made_since(self, when):
        """The files of the checkout that a command which began then has written, with names below the root."""
        files = (path for path in self.home.rglob("*") if path.is_file() and ".git" not in path.parts)
        return [path.relative_to(self.root).as_posix() for path in files if path.stat().st_mtime >= when]

    def state(self):
        """Each file of the checkout, of the home and of the temporary folder with the hash of what counts in it."""
        skipped = (".git/", "data/processed/made/")
        files = {}
        for top in ("checkout", "user", "tmp"):
            for path in sorted((self.root / top).rglob("*")):
                name = path.relative_to(self.root).as_posix()
                if path.is_file() and not name.removeprefix("checkout/").startswith(skipped):
                    files[name] = content(path)
        return files


def content(path):
    """A hash, without what says how long or when something ran."""
    if path.name.endswith(".times.json") or path.name in ("fontlist-v390.json", ".reproduce"):
        return "present"
    data = path.read_bytes()
    if path.name == "report.html":
        data = re.sub(rb">\d+\.\d+<", b"><", data)  # its table of times
    return hashlib.sha256(data).hexdigest()


def one_kill(place, name, words, usual, generator):
    """Kill a command once and run it again; what was not as it should be, and how it was killed."""
    seconds, moves, products, reference = usual
    number = generator.choice(list(SAID))
    if generator.random() < 0.5:
        for product in products:
            # What says of what a product was made may be gone: it belongs to no command alone.
            (place.root / product).unlink(missing_ok=True)
    at_a_move = bool(moves) and generator.random() < 0.5
    count, leader = place.root / "count", place.root / "leader"
    for file in (count, leader):
        file.unlink(missing_ok=True)
    if at_a_move:
        at, after = generator.randint(1, moves), generator.choice(["", "after"])
        how = f"{number.name} {after or 'before'} move {at} of {moves}"
        running = place.start(words, f"{count}:{at}:{after}:{int(number)}:{leader}")
    else:
        instant = generator.uniform(0.05, seconds)
        how = f"{number.name} after {instant:.2f} of {seconds:.1f} s"
        running = place.start(words)
        try:
            running.wait(instant)
        except subprocess.TimeoutExpired:
            running.send_signal(number)
    problems = []
    try:
        _, said = running.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        problems.append("did not end, or left a process with its output, within 60 s")
        place.wait_for_all(0)
        _, said = running.communicate()
    status = running.returncode
    if left := place.wait_for_all():
        problems.append(f"{len(left)} processes left")
    # While Python itself starts nobody can say a sentence; a shell calls that status 130 or 143 too.
    at_its_edge = status == -number and not said
    well = at_its_edge or status in (0, SAID[number])
    if not well or (status > 0 and WORDS not in said) or "Traceback" in said:
        last = said.strip().splitlines()[-1:] or ["nothing"]
        problems.append(f"status {status}, said: {last[0][:90]}")
        print(said, file=sys.stderr)
    again = place.start(words)
    _, said = again.communicate()
    if again.returncode:
        problems.append(f"rerun: status {again.returncode}, {said.strip()[-120:]}")
    place.wait_for_all()
    found = place.state()
    for key in sorted(found.keys() - reference.keys()):
        problems.append(f"left: {key}")
        (place.root / key).unlink()
    problems += [f"lacks: {key}" for key in sorted(reference.keys() - found.keys())]
    problems += [
        f"other bytes: {key}" for key in sorted(found.keys() & reference.keys()) if found[key] != reference[key]
    ]
    return how, status != 0, problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n", nargs="?", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append")
    given = parser.parse_args()
    generator = random.Random(given.seed)
    # A shell has what it starts in the background ignore Ctrl-C, and what is ignored stays so in commands too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        place = Place(Path(folder))
        chosen = {name: words for name, words in commands(place.own).items() if not given.only or name in given.only}
        usual = {}
        for name in dict.fromkeys(("reproduce", *chosen)):
            words = commands(place.own)[name]
            began, count = time.monotonic(), place.root / "count"
            count.unlink(missing_ok=True)
            (place.root / "leader").unlink(missing_ok=True)
            before = time.time()
            done = place.start(words, f"{count}:0::0:{place.root / 'leader'}")
            out, said = done.communicate()
            if done.returncode:
                print(f"{name} does not run untouched: {said}{out}")
                return 1
            moves, made = count.stat().st_size if count.exists() else 0, place.made_since(before)
            usual[name] = time.monotonic() - began, moves, made
        reference = place.state()
        bad, tally = 0, Counter()
        for turn in range(given.n):
            name = list(chosen)[turn % len(chosen)]
            how, killed, problems = one_kill(place, name, chosen[name], (*usual[name], reference), generator)
            tally[name, "killed" if killed else "had ended"] += 1
            tally[name, "well"] += not problems
            bad += bool(problems)
            print(
                f"{'FAIL' if problems else 'ok  '}  {name:<10} {how}" + "".join(f"\n        {p}" for p in problems[:6]),
                flush=True,
            )
        print(f"\n{'command':<12}{'killed':>8}{'had ended':>11}{'as untouched after a rerun':>28}")
        for name in chosen:
            print(f"{name:<12}{tally[name, 'killed']:>8}{tally[name, 'had ended']:>11}{tally[name, 'well']:>28}")
        print(f"{given.n - bad} of {given.n} kills left everything as untouched runs do.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
