"""Are the bytes the same whatever surrounds a run? One notebook and its tables under many settings.

    python benchmarks/bytes.py [--notebook 10] [--only WORDS] [--list]

For each setting the built tables are removed in a copy of the checkout, and the notebook is run with its default
parameters into a new folder. Compared are the tables (as Parquet), figures and their passports, results, result tables
and the executed notebook; under "as in JupyterLab" a kernel starts with all that the user has set, which may rule the
screen: there the executed notebook is not compared. Prints a table, and exits with 1 if anything differs.
A clock of another year needs faketime, and other languages need their locales; what this machine lacks is said.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
WITHOUT = "UPRLIB_", "JUPYTER", "MPL", "MATPLOTLIB", "IPYTHON", "PYTHON", "LC_", "LANG", "TZ"
"""What the variables begin with that a plain run does not have."""

MATPLOTLIBRC = """
axes.grid: True
savefig.bbox: tight
savefig.dpi: 40
savefig.transparent: True
savefig.facecolor: yellow
text.usetex: True
lines.linewidth: 9
font.family: serif
svg.fonttype: path
pdf.compression: 0
pdf.fonttype: 3
axes.facecolor: black
axes.prop_cycle: cycler('color', ['red', 'lime'])
axes.formatter.use_locale: True
axes.unicode_minus: False
figure.dpi: 30
figure.autolayout: True
path.sketch: 1, 100, 2
legend.frameon: False
"""
STARTUP = """
import decimal, random, warnings
import numpy as np, pandas as pd, matplotlib.pyplot as plt, seaborn as sns
plt.style.use("dark_background")
sns.set_theme(font_scale=3, palette="husl")
plt.rcParams.update({"axes.grid": True, "savefig.bbox": "tight", "figure.dpi": 30, "svg.fonttype": "path"})
pd.options.display.precision = 1
pd.options.display.max_rows = 3
pd.options.display.float_format = "{:.1f}".format
pd.options.mode.string_storage = "python"
pd.options.future.infer_string = False
np.set_printoptions(precision=1)
np.random.seed(5)
random.seed(5)
decimal.getcontext().prec = 3
print("hello from startup")
"""
LAB = """
import sys, nbformat, nbclient
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": sys.argv[2]}}).execute()
"""


def settings(root):
    """Each setting: variables, and how else the run differs."""
    user = root / "user"
    profile = user / ".ipython" / "profile_default"
    (profile / "startup").mkdir(parents=True)
    (profile / "startup" / "00.py").write_text(STARTUP)
    (profile / "ipython_config.py").write_text("c.InteractiveShell.ast_node_interactivity = 'all'\n")
    for place in (user, user / ".config" / "matplotlib", user / "here"):
        place.mkdir(parents=True, exist_ok=True)
        (place / "matplotlibrc").write_text(MATPLOTLIBRC)
    (user / "start.py").write_text("print('hello from PYTHONSTARTUP')\n")
    kernel = user / ".local" / "share" / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text('{"argv": ["/bin/false", "{connection_file}"], "display_name": "Another"}')
    everything = {
        "HOME": str(user),
        "MATPLOTLIBRC": str(user / "matplotlibrc"),
        "IPYTHONDIR": str(profile.parent),
        "PYTHONSTARTUP": str(user / "start.py"),
    }
    found = {
        **{f"time zone {zone}": {"TZ": zone} for zone in ("Asia/Pyongyang", "America/St_Johns", "UTC+14")},
        **{
            f"locale {name}": {"LC_ALL": name}
            for name in ("C", "C.UTF-8", "POSIX", "tr_TR.UTF-8", "de_DE.UTF-8", "ko_KR")
        },
        **{f"hash seed {seed}": {"PYTHONHASHSEED": seed} for seed in ("0", "1", "4294967295")},
        **{f"umask {mask:03o}": {"umask": mask} for mask in (0o000, 0o022, 0o077)},
        **{f"{n} threads of linear algebra": {"OMP_NUM_THREADS": n, "OPENBLAS_NUM_THREADS": n} for n in ("1", "4")},
        "processor's kernels of another kind": {
            "OPENBLAS_CORETYPE": "Nehalem",
            "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3",
        },
        "a folder with spaces": {"folder": "a folder, ä and 'quotes'"},
        "another working folder": {"cwd": user / "here"},
        "HOME missing": {"HOME": None},
        "HOME not there": {"HOME": "/nonexistent"},
        "PYTHONOPTIMIZE=2": {"PYTHONOPTIMIZE": "2"},
        "warnings as errors": {"PYTHONWARNINGS": "error"},
        "PYTHONUTF8=0 and Latin-1": {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
        "a narrow terminal in colours": {"COLUMNS": "20", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"},
        "no terminal to speak of": {"TERM": "dumb", "NO_COLOR": "1"},
        "another backend of matplotlib": {"MPLBACKEND": "svg"},
        "MATPLOTLIBRC": {"MATPLOTLIBRC": str(user / "matplotlibrc")},
        "matplotlibrc in ~/.config": {"HOME": str(user)},
        "matplotlibrc beside the notebooks": {"beside": MATPLOTLIBRC},
        "IPython's start-up files and configuration": {"IPYTHONDIR": str(profile.parent)},
        "PYTHONSTARTUP": {"PYTHONSTARTUP": str(user / "start.py")},
        "all of a user's settings": everything,
        "kernels that are not forked": {"UPRLIB_WARM": str(root / "nowhere")},
        "all of a user's settings, not forked": everything | {"UPRLIB_WARM": str(root / "nowhere")},
        "as in JupyterLab": {"lab": True},
        "as in JupyterLab, with all of a user's settings": everything | {"lab": True, "JUPYTER_PREFER_ENV_PATH": "1"},
        "clock of 1999": {"clock": "1999-12-31 23:59:58"},
        "clock of 2031": {"clock": "2031-02-28 12:00:00"},
    }
    return found


def lacking(setting):
    """What this machine lacks for a setting, in words; nothing if it can be tried."""
    if "clock" in setting and not shutil.which("faketime"):
        return "faketime is not installed"
    if "LC_ALL" in setting:
        known = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.casefold().replace("-", "")
        if setting["LC_ALL"].casefold().replace("-", "") not in known.split():
            return "the locale is not installed"
    return ""


def checkout(place):
    """A copy of the files of the checkout, without what was made of them."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=HOME, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(HOME / name, place / name)
    return place


def run(root, home, notebook, setting):
    """Run the notebook under a setting; the hash of every file that came of it, or what was said if it failed."""
    shutil.rmtree(home / "data" / "processed" / "made", ignore_errors=True)
    for table in (home / "data" / "processed").glob("*.parquet"):
        table.unlink()
    setting = dict(setting)
    umask, clock, beside = setting.pop("umask", -1), setting.pop("clock", None), setting.pop("beside", None)
    lab, cwd = setting.pop("lab", False), setting.pop("cwd", home)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(WITHOUT)}
    environment |= {"PYTHONPATH": str(home / "src"), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(root / "empty")}
    for name, value in setting.items():
        environment.pop(name, None) if value is None else environment.update({name: value})
    with tempfile.TemporaryDirectory(dir=root) as folder:
        out = Path(folder)
        if beside:
            (home / "notebooks" / "matplotlibrc").write_text(beside)
        if lab:
            file = next((home / "notebooks").glob(f"{notebook}*.ipynb"))
            words = ["-c", LAB, str(file), str(home / "notebooks")]
            environment["UPRLIB_OUT"] = folder
        else:
            words = ["-m", "uprlib", "run", notebook, "--out", folder]
        faked = ["faketime", clock] if clock else []
        done = subprocess.run(
            [*faked, sys.executable, *words], cwd=cwd, env=environment, umask=umask, capture_output=True, text=True
        )
        (home / "notebooks" / "matplotlibrc").unlink(missing_ok=True)
        if done.returncode:
            return done.stderr.strip()[-300:] or done.stdout.strip()[-300:]
        made = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
        made |= {path.name: path for path in (home / "data" / "processed").glob("*.parquet")}
        return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in made.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notebook", default="10")
    parser.add_argument("--only", default="", help="Settings whose name has these words.")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bytes-") as folder:
        root = Path(folder)
        chosen = {name: each for name, each in settings(root).items() if given.only in name}
        if given.list:
            print("\n".join(chosen))
            return 0
        (root / "empty").mkdir()
        home = checkout(root / "checkout")
        plain = run(root, home, given.notebook, {})
        if isinstance(plain, str):
            print(f"A plain run fails: {plain}")
            return 1
        print(
            f"{len(plain)} files of a plain run of {given.notebook}, "
            f"{sum('.parquet' in name for name in plain)} tables\n"
        )
        bad = tried = 0
        for name, setting in chosen.items():
            if words := lacking(setting):
                print(f"not tried  {name}: {words}", flush=True)
                continue
            place = checkout(root / setting.pop("folder")) if "folder" in setting else home
            found, screen = run(root, place, given.notebook, setting), setting.get("lab", False)
            if isinstance(found, str):
                differs = [f"failed: {found}"]
            else:
                keys = {key for key in plain.keys() | found.keys() if not (screen and key.endswith(".ipynb"))}
                differs = sorted(key for key in keys if plain.get(key) != found.get(key))
            tried, bad = tried + 1, bad + bool(differs)
            print(
                f"{'DIFFERENT' if differs else 'identical'}  {name}"
                + "".join(f"\n             {key}" for key in differs[:5]),
                flush=True,
            )
        print(f"\n{tried - bad} of {tried} settings give the same bytes.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
