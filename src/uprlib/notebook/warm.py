"""A warm process: it has imported what notebooks import, and kernels are forked from it in milliseconds.

A kernel of its own spends two seconds of the processor on importing pandas, matplotlib and statsmodels before its first
cell. Commands that run many notebooks, and checks, hold a warm process with :func:`held`; kernels then come from it
(:mod:`uprlib.notebook.provisioner`), also those of the command's own worker processes. In JupyterLab, and where
processes cannot be forked safely (Windows, macOS), kernels start as usual, with the same results.

One connection is one kernel. The asker sends a line of JSON (argv, environment, folder), and gets back the number of
the process at once and, when it ends, its exit status.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import selectors
import signal
import socket
import subprocess
import sys
import threading
import warnings
import weakref
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from uprlib import atomic

PLACE = "UPRLIB_WARM"
"""The environment variable that says where the warm process listens."""

REHEARSE = "UPRLIB_REHEARSE"
"""The environment variable of a kernel whose notebook is run for many States: a notebook and its parameters, as JSON.

The warm process runs the analyses of each such notebook once itself, and kernels that are forked later find what is the
same for all States (:meth:`uprlib.facts.corpus.Corpus.once`).
"""

IMPORTS = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "IPython.core.completer"),
    # Half of what else a kernel's start takes.
    "ipykernel.debugger",
    *("matplotlib.pyplot", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_pdf"),
    *("matplotlib.backends.backend_svg", "pandas", "pyarrow.parquet", "seaborn"),
    *("uprlib", "uprlib.notebook.study", "uprlib.notebook.parameters"),
    # What analyses import when they first need it.
    *("firthmodels", "igraph", "pyarrow.acero", "pypdfium2", "statsmodels.discrete.discrete_model", "textalloc"),
)
ROOMS = ("acceptance", "alliances", "ledger", "plots", "profiles", "specifications", "timing")
"""Rooms of the library whose every module is imported."""


def can_fork() -> bool:
    """Whether processes can be forked here; macOS could, but its own libraries do not survive it."""
    return sys.platform == "linux"


@contextlib.contextmanager
def held(more: Mapping[str, str] | None = None, *, at_once: bool = False) -> Iterator[None]:
    """Hold a warm process while this lasts, unless there is one already; every process forked from it ends with it.

    Parameters
    ----------
    more : mapping, optional
        Environment variables that it starts with.
    at_once : bool
        Have it import beside what is done before the first kernel is asked for, and not only then.
    """
    if not can_fork() or PLACE in os.environ:
        yield
        return
    with atomic.folder("warm") as folder:
        place = str(folder / "socket")
        process = subprocess.Popen(
            [sys.executable, "-c", f"from uprlib.notebook import warm; warm.serve({place!r}, {at_once})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # matplotlib looks for its backend when it is imported: the one that kernels have.
            # The kernels' debugger, which nobody uses here, would otherwise warn that it may miss breakpoints.
            env={
                **os.environ,
                "MPLBACKEND": "module://matplotlib_inline.backend_inline",
                "PYDEVD_DISABLE_FILE_VALIDATION": "1",
                **(more or {}),
            },
            # A group of its own: Ctrl-C reaches the command alone, which then ends the others.
            start_new_session=True,
        )
        assert process.stdin and process.stdout
        try:
            # A line, or nothing if it could not start: kernels then start as usual.
            if process.stdout.readline():
                os.environ[PLACE] = place
            yield
        finally:
            os.environ.pop(PLACE, None)
            # It ends its children, and itself, when its standard input is closed.
            process.stdin.close()
            process.wait()
            process.stdout.close()


_running: weakref.WeakSet[Forked] = weakref.WeakSet()
stopped = threading.Event()
"""Set when the work of this process was stopped: until other work begins, no kernel starts any more in any way."""


def end_own() -> None:
    """End every kernel that this process asked for: its work was stopped."""
    stopped.set()
    for process in list(_running):
        process.kill()


class Forked:
    """A process that was forked from the warm one, with the methods of :class:`subprocess.Popen` that kernels need.

    Parameters
    ----------
    argv : sequence of str
        Arguments of the kernel's program.
    environment : mapping
        All environment variables of the process.
    folder : str
        Where it starts.

    Raises
    ------
    OSError
        The warm process is not there.
    """

    stdin = stdout = stderr = None

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str], folder: str) -> None:
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.connect(os.environ[PLACE])
        job = {"argv": list(argv), "environment": dict(environment), "folder": folder}
        self._connection.sendall(json.dumps(job).encode() + b"\n")
        # Unbuffered: of a kernel that has ended already, the status is there too, and is read later.
        self._answers = self._connection.makefile("rb", buffering=0)
        answer = self._answers.readline()
        if not answer:
            raise ConnectionError("the warm process ended")
        self.pid = int(answer)
        self.returncode: int | None = None
        _running.add(self)

    def poll(self) -> int | None:
        """The exit status, or None while the process runs."""
        if self.returncode is None:
            self._connection.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                answer = self._connection.recv(64)
                # Without a word the warm process was killed, and its children end with it.
                self.returncode = int(answer) if answer else -signal.SIGKILL
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end of the process, or so many seconds; its exit status, or None if it still runs."""
        if self.poll() is None:
            with selectors.DefaultSelector() as selector:
                selector.register(self._connection, selectors.EVENT_READ)
                selector.select(timeout)
        if self.poll() is not None:
            self._answers.close()
            self._connection.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)


def serve(place: str, at_once: bool) -> None:
    """Listen at `place` and fork a kernel for each connection, until standard input is closed."""
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(place)
    except FileNotFoundError:
        return  # Whoever started it was stopped meanwhile, and its folder is gone.
    listener.listen()
    # A signal for the end of a child wakes the loop up through this pair.
    wake, woken = socket.socketpair()
    wake.setblocking(False)
    woken.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    children: dict[int, socket.socket] = {}
    own, ready, rehearsed = os.getpid(), False, set[str]()
    with selectors.DefaultSelector() as selector:
        for each in (listener, woken, sys.stdin):
            selector.register(each, selectors.EVENT_READ)
        with contextlib.suppress(BrokenPipeError):  # Whoever started it was killed meanwhile.
            os.write(1, b"ready\n")
        if at_once:
            _import_all()
        while True:
            events = {key.fileobj for key, _ in selector.select()}
            if woken in events:
                woken.recv(4096)
                for connection in _say_who_ended(children):
                    with contextlib.suppress(KeyError):
                        selector.unregister(connection)
                    events.discard(connection)
                    connection.close()
            if sys.stdin in events:
                break
            if listener in events:
                connection, _ = listener.accept()
                if not ready:
                    _import_all()
                    _read_ahead()
                    ready = True
                line = connection.makefile("rb").readline()
                if not line:
                    connection.close()
                    continue
                job = json.loads(line)
                is_one_of_many = REHEARSE in job["environment"]
                if is_one_of_many:
                    notebook, given = json.loads(job["environment"].pop(REHEARSE))
                    if notebook not in rehearsed:
                        _rehearse(notebook, given)
                        rehearsed.add(notebook)
                process = os.fork()
                if not process:
                    selector.close()
                    for each in (listener, wake, woken, connection, *children.values()):
                        each.close()
                    if rehearsed and not is_one_of_many:
                        _forget()
                    _become_kernel(job, own)
                # Both do it: whoever of the two comes first, a kernel leads its group when it is to be ended.
                with contextlib.suppress(OSError):
                    os.setpgid(process, process)
                children[process] = connection
                # Who asked may have been killed meanwhile: the connection then has an end to be read, below.
                with contextlib.suppress(OSError):
                    connection.sendall(b"%d\n" % process)
                selector.register(connection, selectors.EVENT_READ)
            for process, connection in children.items():
                # Nobody says anything more: whoever asked for the kernel is gone, and it ends too.
                if connection in events:
                    selector.unregister(connection)
                    _end(process)
    for process in children:
        _end(process)
    for process in children:
        os.waitpid(process, 0)


def _end(process: int) -> None:
    """End a kernel; it leads a group, so whatever it started ends too."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)


def _say_who_ended(children: dict[int, socket.socket]) -> Iterator[socket.socket]:
    """Tell those who asked for a kernel that it ended, and with which status; gives their connections."""
    while children:
        process, status = os.waitpid(-1, os.WNOHANG)
        if not process:
            return
        connection = children.pop(process)
        with contextlib.suppress(OSError):  # Nobody may be asking any more.
            connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
        yield connection


def _import_all() -> None:
    package = Path(__file__).parents[1]
    rooms = [f"uprlib.{room}.{file.stem}" for room in ROOMS for file in sorted((package / room).glob("[!_]*.py"))]
    for name in (*IMPORTS, *rooms):
        if select.select([sys.stdin], [], [], 0)[0]:
            return  # It was closed: nobody waits for kernels any more.
        importlib.import_module(name)
    import pandas

    # pandas asks when it is imported whether it runs in a terminal, and shows wide tables in another way there.
    pandas.set_option("display.max_columns", 20)


def _read_ahead() -> None:
    """Read what every run reads: the stored tables, as they are now, and which modules import which."""
    from uprlib.errors import UprError
    from uprlib.facts import tables
    from uprlib.notebook import contents, origin

    tables.read_ahead()
    with contextlib.suppress(UprError):
        for name in contents.names():
            origin.modules_of(name)
    _freeze()


def _rehearse(notebook: str, given: Mapping[str, object]) -> None:
    from matplotlib import pyplot

    from uprlib.facts import tables
    from uprlib.notebook import execution

    # What is wrong with a run, the run itself says.
    with contextlib.suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        execution.rehearse(notebook, given)
    pyplot.close("all")
    tables.loaded.clear()
    _freeze()


def _forget() -> None:
    """Another run may be about a checkout, or an import, that is not as it was when notebooks were rehearsed."""
    from uprlib.facts import corpus

    corpus.unshare()


def _freeze() -> None:
    """What is held now is never garbage; untouched, its pages are shared by all kernels."""
    gc.collect()
    gc.freeze()


def _become_kernel(job: dict, parent: int) -> None:
    """Run a kernel in this process, which was just forked from `parent`, and end it."""
    status = 1
    try:
        if os.getppid() != parent:
            raise SystemExit("the warm process ended at once")
        signal.set_wakeup_fd(-1)
        for each in (signal.SIGCHLD, signal.SIGINT):
            signal.signal(each, signal.SIG_DFL if each == signal.SIGCHLD else signal.default_int_handler)
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
        os.chdir(job["folder"])
        os.environ.clear()
        # The kernel ends by itself if the process that it was forked from does.
        os.environ.update(job["environment"], JPY_PARENT_PID=str(parent))
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):
            os.dup2(nothing, stream)
        # As `python -m ipykernel_launcher` has it: modules beside the notebook can be imported.
        sys.path.insert(0, "")
        sys.argv = ["ipykernel_launcher.py", *job["argv"]]
        from ipykernel.kernelapp import IPKernelApp

        IPKernelApp.launch_instance(argv=job["argv"])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else bool(end.code)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
