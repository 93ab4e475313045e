"""The cells of all notebooks, executed plainly one after the other in this process: what running them cannot take less
than, on one processor.

    python benchmarks/plain.py [NOTEBOOK ...]

Prints the processor's seconds of each notebook and of all. It runs with any version of the library on Python's path.
"""

import contextlib
import io
import os
import sys
import tempfile
import time

import matplotlib


def main(wanted: list[str]) -> None:
    matplotlib.use("agg")
    from uprlib import modules
    from uprlib.notebook import contents

    for name in [contents.full_name(each) for each in wanted] or contents.names():
        began, variables = time.process_time(), {"__name__": "__main__"}
        os.chdir(contents.path(name).parent)
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in contents.cells(name):
                if cell.kind == "code":
                    exec(compile(modules.without_magics(cell.source), name, "exec"), variables)
        print(f"{name} {time.process_time() - began:.2f}", flush=True)
    print(f"all {time.process_time():.2f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["UPRLIB_OUT"] = folder
        main(sys.argv[1:])
