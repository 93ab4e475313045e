"""The command line: ``upr ...``. Thin: a command calls the library, which it imports only when it runs."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

import uprlib
from uprlib.errors import ParameterError, SchemaError, UprError, of_machine, one_of, printable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from uprlib.readers.wg_report import Known

_WORDS = "uprlib.words"


class Completed(click.Command):
    """A command that keeps its words, because what completes one of them depends on those before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the words, then parse them as usual."""
        ctx.meta[_WORDS] = tuple(args)
        return super().parse_args(ctx, args)


def offers(what: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """What a shell offers for a word: of the kind `what` in :mod:`uprlib.commands.completions`."""

    def offered(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        from uprlib.commands import completions

        return completions.offered(what, context.meta.get(_WORDS, ()), begun)

    return offered


FOLDER = click.Path(path_type=Path, file_okay=False)


def workers_option(default: str = "one for each processor") -> Callable:
    """The option that says how many notebooks run at a time."""
    return click.option(
        "--workers", type=click.IntRange(min=1), help=f"Notebooks that run at a time; default: {default}."
    )


TIMEOUT = click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), help="Seconds that one cell may take; default: any."
)


GIVEN = click.option(
    "-p",
    "--parameter",
    "given",
    nargs=2,
    multiple=True,
    metavar="NAME VALUE",
    shell_complete=offers("parameter"),
    help="A parameter and its value; can be repeated.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(uprlib.__version__, prog_name="upr")
@click.option("--quiet", "-q", is_flag=True, help="Print only results and errors.")
@click.option("--verbose", "-v", is_flag=True, help="Show the full traceback of an error.")
@click.pass_context
def app(context: click.Context, quiet: bool, verbose: bool) -> None:
    """Reproducible notebooks on how States answer the UN Universal Periodic Review.

    Start with: upr doctor, then upr reproduce, then upr results
    """
    context.ensure_object(dict).update(quiet=quiet, verbose=verbose)


def say(*words: object) -> None:
    """What a command did; nothing under --quiet. A path is shown from the checkout on."""
    context = click.get_current_context(silent=True)
    if not (context and context.ensure_object(dict).get("quiet")):
        tell(*words)


def tell(*words: object, err: bool = False) -> None:
    """What a command was asked for."""
    from uprlib import paths

    shown = " ".join(paths.shown(word) if isinstance(word, Path) else str(word) for word in words)
    click.echo(printable(shown), err=err)


def say_how_far(words: str, end: str) -> None:
    """How far a command is; with a carriage return at the end, the next words take the place of these."""
    click.echo(f"{words:<70}{end}", nl=False, err=True)


def say_states(given: Mapping[str, object]) -> None:
    """Say which States are meant by parameters that do not name them by their codes."""
    from uprlib.commands.sweep import ALL
    from uprlib.facts import states

    for name in ("sur", "rivals"):
        values = given.get(name, [])
        for value in values if isinstance(values, list) else [values]:
            if value != ALL and value != (code := states.parameter(value, name)):
                say(f"{value} is {states.with_name(code)}.")


def heed_facts() -> None:
    """Say in a line, also under --quiet, that results rest on other facts than those that the project signed."""
    from uprlib.facts import datapackage

    if words := datapackage.in_a_line():
        tell(words, err=True)


@app.command()
@click.option("--force", is_flag=True, help="Make everything again.")
@workers_option()
@TIMEOUT
@click.option("--profile", is_flag=True, help="Say where the time of each notebook went.")
def reproduce(force: bool, workers: int | None, timeout: float | None, profile: bool) -> None:
    """Build the tables and run the notebooks that are out of date.

    Example: upr reproduce
    """
    from uprlib.commands import reproduce as reproducing

    heed_facts()
    say(reproducing.reproduce(force=force, workers=workers, timeout=timeout, tell=lambda words: tell(words, err=True)))
    for line in reproducing.profile() if profile else ():
        tell(line)


@app.command(cls=Completed)
@click.argument("notebook", shell_complete=offers("notebook"))
@GIVEN
@click.option("--out", type=FOLDER, help="Folder for the executed notebook, its figures and results.")
@TIMEOUT
def run(notebook: str, given: tuple[tuple[str, str], ...], out: Path | None, timeout: float | None) -> None:
    """Run NOTEBOOK with your own parameters.

    NOTEBOOK is a name or its number: 01_acceptance or 01. A State is named by its code or its name.

    Example: upr run 01_acceptance -p sur "North Korea" -p cycles "[2]"
    """
    from uprlib import paths
    from uprlib.notebook import parameters

    # Checked here already, so that a misspelt value is answered before anything heavy is imported.
    values = {name: _value(text) for name, text in given}
    parameters.checked(notebook, values)
    say_states(values)
    heed_facts()
    from uprlib.notebook.execution import run as run_notebook

    written = run_notebook(notebook, values, out=out, timeout=timeout)
    say("Written:", written)
    if out is None and written.parent.parent == paths.runs():
        say(f"What it changes: upr results diff {written.parent.name}")


@app.command(cls=Completed)
@click.argument("notebooks", metavar="NOTEBOOK...", nargs=-1, required=True, shell_complete=offers("notebook"))
@click.option(
    "--over",
    multiple=True,
    metavar="NAME=VALUES",
    shell_complete=offers("over"),
    help="sur=all, or coding=recorded,belated; can be repeated.",
)
@GIVEN
@workers_option("one more than there are processors")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler whose workers make the runs: tcp://host:8786.")
@click.option("--figures", is_flag=True, help="Make small pictures (PNG) too.")
@TIMEOUT
@click.option("--out", type=FOLDER, help="Default: a folder in runs/.")
def sweep(
    notebooks: tuple[str, ...],
    over: tuple[str, ...],
    given: tuple[tuple[str, str], ...],
    workers: int | None,
    scheduler: str | None,
    figures: bool,
    timeout: float | None,
    out: Path | None,
) -> None:
    """Run NOTEBOOK for every value of some parameters.

    A parameter given with -p is the same in all runs. All numbers go into one table. Started again, it makes only the
    runs that are missing.

    Example: upr sweep 01 04 --over sur=all
    """
    from uprlib.commands import sweep as sweeps

    swept = dict(map(sweeps.values, over))
    place = out or sweeps.folder(notebooks, swept)
    fixed = {name: _value(text) for name, text in given}
    cells = sweeps.grid(notebooks, swept, fixed, place, figures=figures, timeout=timeout)
    say_states(fixed | swept)
    heed_facts()
    done = sweeps.sweep(
        cells,
        place,
        workers=workers,
        scheduler=scheduler,
        tell=lambda words: say_how_far(words, "\r" if sys.stderr.isatty() else "\n"),
    )
    for run, words in done.failed.items():
        tell(f"FAIL  {run}: {words}", err=True)
    say(f"{done.ran} runs in {done.seconds:.0f} s, {done.kept} were there, {len(done.failed)} failed. Look at", place)
    if done.failed:
        sys.exit(1)


def of_review(command: Callable) -> Callable:
    """The options that say which review a document without a title page belongs to."""
    for option in (
        click.option("--session", type=int, help="Session of the Working Group, if the document does not say it."),
        click.option("--symbol", help="Symbol of the report, such as A/HRC/63/9, if the document does not say it."),
        click.option(
            "--sur",
            shell_complete=offers("state"),
            help="State under review, such as PLW, if the file does not say it; of a table of many, the only one read.",
        ),
    ):
        command = option(command)
    return command


def _known(sur: str | None, symbol: str | None, session: int | None) -> Known | None:
    """What a user says of a review, checked."""
    if (sur, symbol, session) == (None, None, None):
        return None
    import re

    from uprlib.facts import states, vocabulary
    from uprlib.readers.wg_report import Known

    if symbol is not None and not re.fullmatch(vocabulary.SYMBOL, symbol):
        raise ParameterError("this is not the symbol of a report", value=symbol, expected="such as A/HRC/63/9")
    if session is not None and not 1 <= session <= vocabulary.LAST_SESSION:
        raise ParameterError("there is no such session", value=session, expected=f"1 to {vocabulary.LAST_SESSION}")
    if sur is not None:
        say_states({"sur": sur})
    return Known(states.parameter(sur) if sur is not None else None, symbol, session)


@app.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--name", required=True, help="Name of the dataset, for -p dataset NAME.")
@click.option("--as", "format_", metavar="FORMAT", help="The format; default: recognised from the content.")
@click.option("--keep-going", is_flag=True, help="Set aside rows that cannot be read, and list them in a file.")
@click.option(
    "--answers",
    "addenda",
    multiple=True,
    type=click.Path(path_type=Path),
    help="The addendum with the State's final answers; can be repeated.",
)
@of_review
def import_(
    files: tuple[Path, ...],
    name: str,
    format_: str | None,
    keep_going: bool,
    addenda: tuple[Path, ...],
    sur: str | None,
    symbol: str | None,
    session: int | None,
) -> None:
    """Import FILE, in any known format, beside the bundled corpus.

    Several files become one dataset: the reports of a State's third and fourth review, with the addenda to both.

    Example: upr import report.pdf --answers addendum.pdf --name MYDATA
    """
    from uprlib.curation import imports
    from uprlib.readers import recognition

    known = _known(sur, symbol, session)
    if known and len(files) > 1:
        raise ParameterError("--sur, --symbol and --session are for one file", remedy="import it by itself")
    readers = []
    for file in files:
        kind = recognition.format_of(file, format_)
        if kind == "addendum":
            raise ParameterError(
                "this is an addendum: it has answers, and no recommendations",
                value=str(file),
                remedy="import the report, and name the addendum with --answers",
            )
        readers.append((file, recognition.reader(kind, known)))
    done = imports.import_file(
        files[0], name, readers[0][1], keep_going=keep_going, addenda=addenda, more=readers[1:], known=known
    )
    words = "Imported" if done.changed else "Nothing changed, this file had been imported"
    say(f"{words}: {done.rows:,} rows in", done.folder)
    for line in done.account:
        tell(line)
    if len(done.set_aside):
        tell(f"{len(done.set_aside)} rows set aside:", done.folder / "set_aside.csv")
    say(f"Use it: upr run 01_acceptance -p dataset {name}")


@app.command("states")
@click.argument("name", required=False, shell_complete=offers("state"))
def states_(name: str | None) -> None:
    """List the States, or what there is on the State called NAME.

    Its code, name, regional group and organisations, and its reviews.

    Example: upr states myanmar
    """
    from uprlib.commands import state_list

    for line in state_list.lines() if name is None else state_list.of_one(name):
        tell(line)


@app.command()
@click.argument("name")
@click.option("--title", help="The question that the notebook answers; default: made from NAME.")
def new(name: str, title: str | None) -> None:
    """Begin a notebook of your own, called NAME, from a template that runs.

    It is listed in notebooks/contents.yml, and upr reproduce runs it with the others.

    Example: upr new my_study --title "Does Myanmar answer its neighbours differently?"
    """
    from uprlib.commands import own_study

    say("Written:", own_study.begin(name, title))
    say("Open it with `make lab`, then run `upr reproduce` and `upr store`; docs/own_study.md says how to go on.")


@app.group()
def positions() -> None:
    """Add answers that the corpus does not have.

    Example: upr positions template A/HRC/13/13
    """


@positions.command()
@click.argument("symbol")
def template(symbol: str) -> None:
    """Write a form for the answers to a review into data/forms/.

    SYMBOL is that of the review's Working Group report.

    Example: upr positions template A/HRC/13/13
    """
    from uprlib.facts import forms, tables

    form = forms.template(tables.load("recommendations"), tables.load("positions"), symbol)
    path = forms.write_template(form, symbol)
    tell("Written:", path)
    tell(f"Fill in the {form['position'].isna().sum()} empty positions of {len(form)}.")


@app.command()
def build() -> None:
    """Build the processed tables from data/raw.

    Example: upr build
    """
    from uprlib.facts import built as builder

    heed_facts()
    for name in builder.TABLES:
        builder.write(name)
        say("Written:", builder.parquet(name))


@app.command()
@click.option("--from", "source", type=FOLDER, help="Folder with the source files; default: UPRLIB_SOURCES.")
@click.option("--checksums", is_flag=True, help="Only update the checksums, after a reviewed change by hand.")
@click.option(
    "--evaluate", is_flag=True, help="Also test the coder of action categories out of sample (takes minutes)."
)
def refresh(source: Path | None, checksums: bool, evaluate: bool) -> None:
    """Derive data/raw from the sources (for maintainers).

    Example: upr refresh --from ../shared/data
    """
    from uprlib import paths
    from uprlib.curation.refresh import run as refresh_from
    from uprlib.facts import cross_checks, datapackage

    if checksums:
        if found := cross_checks.contradictions():
            raise SchemaError(found[0], remedy=f"facts that contradict each other are not signed: {len(found)} in all")
        datapackage.write()
        say("Written:", paths.datapackage())
        return
    for name, table in refresh_from(source or paths.sources(), evaluate=evaluate).items():
        say(f"{name}: {len(table):,} rows")


@app.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "as_", metavar="FORMAT", help="The format; default: recognised from the content.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all rows, with their texts, to this file: .csv, .xlsx or .parquet.",
)
@click.option("--bom", is_flag=True, help="Begin a CSV file with the mark of UTF-8, for spreadsheets that need it.")
@of_review
def read(
    file: Path, as_: str | None, out: Path | None, bom: bool, sur: str | None, symbol: str | None, session: int | None
) -> None:
    """Read FILE, in any known format, and show what is in it.

    What --out writes, this command reads too.

    Example: upr read recommendations.xlsx --out recommendations.csv
    """
    from uprlib.readers import own, recognition

    known = _known(sur, symbol, session)
    if out is not None:
        if out.exists() and file.exists() and out.samefile(file):
            raise ParameterError(
                "--out would overwrite the file that is read", value=str(out), remedy="name another file"
            )
        own.check_name(out, bom=bom)
    # The account below says what the warning says.
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        table = recognition.read(file, as_, known)
    tell(recognition.described(table))
    if out is not None:
        say("Written:", own.write(out, table, bom=bom, source=file.name))


@app.command()
def store() -> None:
    """Store the last default run in notebooks/ (for maintainers).

    The tables of the README and of the start page are updated too.

    Example: upr store
    """
    from uprlib.commands.store import store as keep

    for path in keep():
        say("Stored:", path)


@app.command()
def doctor() -> None:
    """Check the environment, raw data, kernel and tables.

    Example: upr doctor
    """
    from uprlib.commands.doctor import examine

    all_well = True
    for finding in examine():
        tell(f"{'ok  ' if finding.well else 'FAIL'}  {finding.subject}: {finding.words}")
        all_well &= finding.well
    if not all_well:
        sys.exit(1)


@app.group(invoke_without_command=True)
@click.option(
    "--notebook",
    "-n",
    shell_complete=offers("notebook"),
    help="Only the numbers of this notebook: 02_coi_timing or 02.",
)
@click.option("--of", "place", help="A run in runs/, a folder or a file; default: the committed results.")
@click.pass_context
def results(context: click.Context, notebook: str | None, place: str | None) -> None:
    """Show the numbers that the notebooks state.

    Example: upr results -n 02
    """
    if context.invoked_subcommand is not None:
        return
    from uprlib.ledger import entries

    for line in entries.lines(entries.of_notebook(entries.read(place), notebook)):
        tell(line)


@results.command("diff")
@click.argument("first")
@click.argument("second", required=False)
def results_diff(first: str, second: str | None) -> None:
    """Show which numbers differ between two sets of results.

    The figures and claims that rest on them are named. One set alone is compared with the committed results.

    Example: upr results diff 01_acceptance_coding-belated
    """
    from uprlib.ledger import comparison

    before, after = (None, first) if second is None else (first, second)
    for line in comparison.lines(before, after):
        tell(line)


@app.command()
@click.option(
    "--journal",
    default="article",
    show_default=True,
    shell_complete=offers("journal"),
    help="A page of data/raw/journals.yml.",
)
@click.option("--width", type=float, help="Width in millimetres; default: the journal's full width.")
@click.option(
    "--format", "formats", help="pdf, svg, png, png600 or tif, separated by commas; default: what the journal takes."
)
@click.option("--only", multiple=True, metavar="FIGURE", help="fig03, or 02/fig04; can be repeated.")
@click.option("--out", type=FOLDER, help="Folder for the figures; default: runs/figures-JOURNAL.")
def figures(journal: str, width: float | None, formats: str | None, only: tuple[str, ...], out: Path | None) -> None:
    """Make figures for a journal's page, each with its caption and its passport.

    A figure that does not fit in the width asked for is drawn at the journal's full width.

    Example: upr figures --journal springer --format pdf --only 01/fig03 --width 84
    """
    from uprlib.commands import publish

    heed_facts()
    asked = tuple(filter(None, (formats or "").split(",")))
    for file in publish.figures(journal, width=width, formats=asked, only=only, out=out, tell=say):
        say("Written:", file)


@app.command("tables")
@click.option("--format", "formats", default="tex,docx,html,csv", show_default=True, help="Separated by commas.")
@click.option("--only", multiple=True, metavar="TABLE", help="tab03, or 01/tab08; can be repeated.")
@click.option("--of", "place", help="A run in runs/; default: the committed results.")
@click.option("--stars", is_flag=True, help="Mark estimates by their p-values.")
@click.option("--out", type=FOLDER, help="Folder for the tables; default: runs/tables.")
def tables_(formats: str, only: tuple[str, ...], place: str | None, stars: bool, out: Path | None) -> None:
    """Write result tables as LaTeX (booktabs), Word, HTML and CSV.

    Example: upr tables --only 01/tab08 --format tex,docx
    """
    from uprlib.commands import publish

    asked = tuple(filter(None, formats.split(",")))
    for file in publish.tables(asked, only=only, place=place, stars=stars, out=out):
        say("Written:", file)


@app.command()
@click.argument("file", type=click.Path(path_type=Path))
def verify(file: Path) -> None:
    """Check that a figure is what the present data and code make.

    FILE is a PDF, SVG or PNG of this project. If it is not, what changed since is listed.

    Example: upr verify figures/01_acceptance/fig01_action.pdf
    """
    from uprlib.commands.verify import verify as verified

    verdict = verified(file)
    tell(f"{'ok  ' if verdict.same else 'FAIL'}  {verdict.words[0]}")
    for words in verdict.words[1:]:
        tell(f"      {words}")
    if not verdict.same:
        sys.exit(1)


@app.command()
@click.option(
    "--only",
    multiple=True,
    metavar="NOTEBOOK",
    shell_complete=offers("notebook"),
    help="Run only this notebook again; can be repeated.",
)
@click.option(
    "--part", "parts", multiple=True, metavar="PART", help="environment, facts, notebooks or claims; can be repeated."
)
@workers_option()
def review(only: tuple[str, ...], parts: tuple[str, ...], workers: int | None) -> None:
    """Run everything again offline and list what differs.

    Checked are the environment, raw data, notebooks, numbers, figures, tables and claims.

    Example: upr review
    """
    from uprlib.commands import review as reviews

    for name in parts:
        one_of(name, reviews.PARTS, "a review has no such part")
    on_terminal = sys.stderr.isatty()
    done = reviews.review(
        only,
        workers=workers,
        parts=parts or reviews.PARTS,
        tell=lambda words: say_how_far(words, "\r") if on_terminal else None,
    )
    if on_terminal:
        say_how_far("", "\r")
    for part in done.parts:
        tell(f"{'FAIL' if part.differs else 'ok  '}  {part.name}: {part.words} ({part.seconds:.0f} s)")
        for difference in part.differs[:10]:
            tell(f"      {difference}")
        if len(part.differs) > 10:
            tell(f"      and {len(part.differs) - 10} more")
    words = "Nothing differs" if done.well else "Something differs"
    tell(f"{words}; {done.seconds:.0f} s. As a page:", reviews.write_page(done))
    if not done.well:
        sys.exit(1)


@app.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Default: runs/report.html.")
@click.option("--data-editor", "for_editor", is_flag=True, help="Answer the checklists of data editors instead.")
def report(out: Path | None, for_editor: bool) -> None:
    """Write one page with all claims, figures, tables and numbers.

    It also names the programs, the environment and the times of the runs.

    Example: upr report --out report.html
    """
    if for_editor:
        from uprlib.commands import data_editor

        for file in data_editor.write(out):
            say("Written:", file)
        return
    from uprlib.commands import report as reports

    say("Written:", reports.write(out))


@app.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Default: runs/paper.pdf.")
def paper(out: Path | None) -> None:
    """Write a short article as a PDF, with its figures, tables and numbers.

    Example: upr paper --out article.pdf
    """
    from uprlib.commands import manuscript

    heed_facts()
    say("Written:", manuscript.write(out))


@app.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--format", "formats", help="csv, parquet or stata, separated by commas; default: all.")
def export(folder: Path, formats: str | None) -> None:
    """Write the corpus into DIR for other programs, with a codebook.

    One flat table and all tables: CSV for spreadsheets and R (with a script that reads it), Parquet, Stata.

    Example: upr export corpus --format csv,stata
    """
    from uprlib.commands import export as exports

    say("Written:", exports.export(folder, filter(None, (formats or "").split(","))))


@app.command()
@click.argument("file", metavar="FILE.zip", type=click.Path(path_type=Path, dir_okay=False))
def deposit(file: Path) -> None:
    """Make the archive for Zenodo or Dataverse.

    Code, data, results, figures, codebook, bill of materials and checksums; the same bytes each time.

    Example: upr deposit archive.zip
    """
    from uprlib import checkout
    from uprlib.commands import deposit as deposits

    sizes = deposits.deposit(file)
    for part, size in deposits.by_part(sizes).items():
        tell(f"{size:12,}  {part}")
    if (checkout.head() or "").endswith("+"):
        tell("Files differ from the last commit; the archive has them as they are now.")
    say("Written:", file)


@app.command()
@click.option("--out", type=FOLDER, help="Default: site.")
def site(out: Path | None) -> None:
    """Build the website, which needs no server and no network.

    Example: upr site
    """
    from uprlib.commands import site as sites

    say("Written:", sites.build(out))


@app.group()
def audit() -> None:
    """Compare what a reader finds with what other sources say.

    Example: upr audit reports ../shared/data/wg-reports
    """


@audit.command("reports")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--corpus", type=FOLDER, help="Folder of UPR Info's export; default: upr-info in UPRLIB_SOURCES.")
def audit_reports(folder: Path, corpus: Path | None) -> None:
    """Compare the Working Group reports in DIR with UPR Info's export.

    Example: upr audit reports ../shared/data/wg-reports
    """
    from uprlib import paths
    from uprlib.curation import reader_audit as audits

    audited = audits.reports(folder, audits.corpus_texts(corpus or paths.sources() / "upr-info"))
    for line in audits.lines(audited):
        tell(line)
    if audited["read"].isna().any():
        sys.exit(1)


@app.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that lets SHELL complete notebooks, States, parameters and their values.

    This line turns it on, for good in ~/.bashrc (zsh: in ~/.zshrc): eval "$(upr completion bash)". In fish it is: upr
    completion fish | source

    Example: upr completion bash
    """
    from click.shell_completion import get_completion_class

    of_shell = get_completion_class(shell)
    if of_shell is not None:
        click.echo(of_shell(app, {}, "upr", "_UPR_COMPLETE").source())


@app.command()
def cite() -> None:
    """Print how to cite the code and the data.

    Example: upr cite
    """
    click.echo(uprlib.cite())


STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What ends a command in good order: Ctrl-C, `kill`, a terminal that is closed."""


STOPPED = "upr: stopped; nothing is half-written, and the next run goes on from here."


@contextlib.contextmanager
def stopped_in_order() -> Iterator[list[int]]:
    """Let each of :data:`STOPS` end what is done inside as Ctrl-C does; yields a list that then has its number."""
    came: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield came  # Python lets no other thread choose.
        return

    def stop(number: int, _: object) -> None:
        came.append(number)
        raise KeyboardInterrupt

    # What is ignored stays ignored, as SIGHUP under `nohup`.
    before = {each: signal.signal(each, stop) for each in STOPS if signal.getsignal(each) != signal.SIG_IGN}
    try:
        yield came
    finally:
        for each, handler in before.items():
            signal.signal(each, handler or signal.SIG_DFL)


def command() -> None:
    """What a shell starts: :func:`main`, but a process that was stopped ends at once.

    Python would first wait for its threads, and might end by another signal than the one that came.
    """
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, int) and end.code > 128:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code)
        raise
    finally:
        # What was asked for is done: a stop that comes while Python ends changes nothing of it.
        for each in STOPS:
            signal.signal(each, signal.SIG_IGN)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; a problem is one line on standard error and exit status 2."""
    asked: dict[str, bool] = {}
    came: list[int] = []
    try:
        with stopped_in_order() as came:
            app(args=arguments, prog_name="upr", obj=asked, standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(STOPPED, err=True)
        sys.exit(128 + (came or [signal.SIGINT])[0])
    except Exception as problem:
        # The one place for whatever goes wrong anywhere: what the machine refuses, and what nobody foresaw.
        if asked.get("verbose"):
            import traceback

            traceback.print_exc()
        told = problem if isinstance(problem, UprError) else of_machine(problem)
        click.echo(f"upr: {told}", err=True)
        sys.exit(told.exit_status)


def _value(text: str) -> object:
    """A parameter's value: JSON where it is JSON, text otherwise."""
    import json

    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = text
    if printable(str(value)) != str(value):
        raise ParameterError("a parameter has a character that cannot be seen", value=text[:80])
    if isinstance(value, dict) or value is None:
        raise ParameterError("a parameter is text, a number, true or false, or a list", value=text)
    return value
