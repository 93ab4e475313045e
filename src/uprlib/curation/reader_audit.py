"""Audit of the reader of Working Group reports: what it finds in them, compared with UPR Info's export.

The texts of the export were typed from the same reports. A row of the export is matched when the reader has a row of
the same State under review and recommending State, not yet paired with another, whose text is (1) equal, ignoring
punctuation and case, or (2) similar: a ratio, a token-set ratio or, for texts of 12 or more characters, a partial
ratio of at least 85 of 100 (rapidfuzz). Pairs are made one to one, the most similar first. Likeness is used here
only, never to join the tables.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from uprlib import paths
from uprlib.errors import SourceError
from uprlib.facts import states
from uprlib.facts.coverage import by_band
from uprlib.facts.vocabulary import AUDIT_COUNTS
from uprlib.readers import upr_info, wg_report
from uprlib.readers.bad_rows import every_row
from uprlib.readers.opening.files import checked
from uprlib.readers.upr_info import EXPORT_FILES
from uprlib.readers.wording.requests import is_fragment
from uprlib.readers.wording.texts import blind

SIMILAR = 85
SHORTEST_PARTIAL = 12
"""Below this length a partial ratio says next to nothing."""
EQUAL = 101
"""Score of texts that are equal apart from punctuation and case: above every likeness."""

LEAST_MATCHED = {"1-5": 88.0, "6-12": 97.5, "13-20": 98.5}
"""Target: per cent of the export's rows that the reader must match, by band of sessions; early reports vary most."""
LEAST_COMPLETE = 98.5
"""Target: per cent of reports of which everything is read that they announce themselves."""
LEAST_POSITIONS = 99.5
"""Target: per cent of rows whose position is known."""
MOST_FRAGMENTS = 0.2
"""Target: per cent of rows whose text says nothing by itself."""
MOST_STATELESS = 0.1
"""Target: per cent of paragraphs that may have no recommending State, whatever they print."""
MOST_UNREAD = 0
"""Target: number of paragraphs that print a State which the reader misses."""

INDEX_COLUMNS = ("file", "state", "session", "symbol")


def reports(folder: Path | str, corpus: pd.DataFrame) -> pd.DataFrame:
    """Read every report of a folder and compare it with the corpus.

    Parameters
    ----------
    folder : path
        PDF or DOCX files, and optionally ``index.csv`` (file, state, session, symbol). What the index says of a
        file is compared with the document, and its session selects the rows of the corpus.
    corpus : pandas.DataFrame
        Readings with sur, session, recommender and text, as :func:`corpus_texts` gives them.

    Returns
    -------
    pandas.DataFrame
        One row is one file: file, sur, session, symbol; `announced` (recommendations that the report numbers or cites),
        `read` (those of them that were read), `lacking` (how much of all that it announces was not read, totals, leads
        and pages included), `missing` (in words, what that is), `position_known` and `fragments` (of the rows, see
        :mod:`uprlib.readers.wording.requests`);
        `without_bracket` (paragraphs that print no State in brackets), `without_known_state` (paragraphs whose
        brackets name no State of the table of names), `unread` (of both, those that print a State nevertheless,
        other than the one under review), `unrecognised` (names that are not in the table); `reader_rows`,
        `corpus_rows`, `matched` and, of these, `equal`; `seconds` that the reading took; `problem` (why a file
        could not be read, or where it differs from the index).

    Raises
    ------
    SourceError
        There is no such folder, it has no reports, or its index names a file that it does not have.
    """
    folder = Path(folder)
    files, index = _files(folder), _index(folder)
    absent = sorted(set(index) - {file.name for file in files})
    if absent:
        raise SourceError(
            "the index names a report that is not in the folder",
            file=folder / "index.csv",
            column="file",
            value=absent[0],
            remedy="put the report into the folder, or remove its row from the index",
        )
    return pd.DataFrame([_audited(file, index.get(file.name, {}), corpus) for file in files]).astype(
        {"session": "Int64"} | dict.fromkeys(AUDIT_COUNTS, "Int64")
    )


def as_facts(audited: pd.DataFrame) -> pd.DataFrame:
    """The counts of an audit, without times and file names, as the table `reader_audit` keeps them.

    Raises
    ------
    SourceError
        A report could not be read.
    """
    unreadable = audited[audited["read"].isna()]
    if len(unreadable):
        raise SourceError(
            "a report cannot be read", file=unreadable["file"].iloc[0], value=unreadable["problem"].iloc[0]
        )
    facts = audited[["sur", "session", "symbol", *AUDIT_COUNTS]]
    return facts.sort_values(["session", "sur"], ignore_index=True)


def corpus_texts(folder: Path | str) -> pd.DataFrame:
    """UPR Info's export with its texts, contract "reading", in the order of its five files.

    Raises
    ------
    SourceError
        There is no such folder, or one of its files is missing or is not an export.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise SourceError(
            "there is no folder with UPR Info's export here",
            file=folder,
            expected=", ".join(EXPORT_FILES),
            remedy="name it with --corpus DIR, or set UPRLIB_SOURCES",
        )
    files = [folder / name for name in EXPORT_FILES]
    return pd.concat([every_row(upr_info.read(file), file=file) for file in files], ignore_index=True)


def lines(audited: pd.DataFrame) -> Iterator[str]:
    """An audit in words: one line for each report, then totals, paragraphs without a State, and the targets."""
    yield (
        "file: State under review, session, symbol | read/announced | rows, of these position known, fragments | "
        "without a State (no bracket + no known name) | rows of the corpus, matched | seconds"
    )
    for row in audited.itertuples():
        yield _line(row)
    totals = by_band(audited)
    yield ""
    for band, row in totals.iterrows():
        share = "no corpus rows" if pd.isna(row["matched_share"]) else f"{row['matched_share']:.2f} %"
        yield (
            f"{'all sessions' if band == 'all' else f'sessions {band}'}: {row['reports']:.0f} reports, "
            f"{row['complete']:.0f} complete; read {row['read']:,.0f} of "
            f"{row['announced']:,.0f} announced; rows {row['reader_rows']:,.0f}, position known "
            f"{row['position_known']:,.0f}, fragments {row['fragments']:,.0f}; corpus {row['corpus_rows']:,.0f}, "
            f"matched {row['matched']:,.0f} ({share}), of these equal {row['equal']:,.0f}; {row['seconds']:.1f} s"
        )
    yield ""
    yield from _stateless(audited, totals.loc["all"])
    yield ""
    yield from _targets(totals)


def _line(row) -> str:
    if pd.isna(row.read):
        return f"NOT READ {row.problem}"
    more = [
        f"ANNOUNCED AND NOT READ: {row.missing}" if row.missing else "",
        f"unresolved names: {row.unrecognised}" if row.unrecognised else "",
        row.problem or "",
    ]
    return " | ".join(
        [
            f"{row.file}: {row.sur}, {row.session}, {row.symbol}",
            f"{row.read}/{row.announced}",
            f"{row.reader_rows}, {row.position_known}, {row.fragments}",
            f"{row.without_bracket + row.without_known_state} ({row.without_bracket} + {row.without_known_state})",
            f"{row.corpus_rows}, {row.matched}",
            f"{row.seconds:.2f}",
            *filter(None, more),
        ]
    )


def _stateless(audited: pd.DataFrame, everything: pd.Series) -> Iterator[str]:
    """Which paragraphs have no State. A reader that hid them would count itself complete."""
    yield (
        f"paragraphs without a State: {everything['without_state']:,.0f} of {everything['read']:,.0f}; "
        f"{everything['without_bracket']:,.0f} print no State in brackets, "
        f"{everything['without_known_state']:,.0f} print brackets that name no known State; "
        f"{everything['unread']:,.0f} print a State that was not read"
    )
    readable = audited[audited["read"].notna()]
    for row in readable[(readable["without_bracket"] + readable["without_known_state"]) > 0].itertuples():
        yield (
            f"  {row.file}: {row.without_bracket} of {row.read} print no State in brackets, "
            f"{row.without_known_state} name no known State; {row.unread} print a State that was not read"
        )
    unresolved = sorted({name for names in readable["unrecognised"] if names for name in names.split("; ")})
    yield f"unresolved names: {'; '.join(unresolved) or 'none'}"


def _targets(totals: pd.DataFrame) -> Iterator[str]:
    everything = totals.loc["all"]
    if everything["reports"] == 0:
        yield "targets: no report was read"
        return
    complete = 100 * everything["complete"] / everything["reports"]
    stateless = 100 * everything["without_state"] / max(everything["read"], 1)
    yield _target("complete reports", f"{complete:.2f} %, at least {LEAST_COMPLETE:g} %", complete >= LEAST_COMPLETE)
    positions, fragments = everything["position_share"], everything["fragment_share"]
    yield _target(
        "rows with a known position", f"{positions:.2f} %, at least {LEAST_POSITIONS:g} %", positions >= LEAST_POSITIONS
    )
    yield _target("fragments", f"{fragments:.2f} %, at most {MOST_FRAGMENTS:g} %", fragments <= MOST_FRAGMENTS)
    yield _target(
        "paragraphs without a State, of all",
        f"{stateless:.2f} %, at most {MOST_STATELESS:g} %",
        stateless <= MOST_STATELESS,
    )
    unread = everything["unread"]
    yield _target(
        "paragraphs that print a State that was not read",
        f"{unread:,.0f}, at most {MOST_UNREAD}",
        unread <= MOST_UNREAD,
    )
    for band, least in LEAST_MATCHED.items():
        share = totals.loc[band, "matched_share"]
        if pd.notna(share):
            yield _target(
                f"rows of the corpus matched, sessions {band}", f"{share:.2f} %, at least {least:g} %", share >= least
            )


def _target(subject: str, value: str, met: bool) -> str:
    return f"target {'met   ' if met else 'MISSED'}  {subject}: {value}"


def _audited(file: Path, indexed: dict[str, object], corpus: pd.DataFrame) -> dict[str, object]:
    """One row of :func:`reports`. A file that cannot be read is a finding and does not end the audit."""
    start = time.perf_counter()
    try:
        report = wg_report.parsed(file)
    except SourceError as problem:
        unread = dict.fromkeys(("missing", "unrecognised", *AUDIT_COUNTS))
        return {"file": file.name, "sur": None, "session": None, "symbol": None, **indexed, **unread} | {
            "seconds": time.perf_counter() - start,
            "problem": str(problem),
        }
    rows = wg_report.rows(report, file=file)
    seconds = time.perf_counter() - start
    numbering = wg_report.numbering_of(report)
    account = rows.attrs["account"]
    listed = wg_report.recommendations(report)
    printed = {"sur": report.cover.sur, "session": report.cover.session, "symbol": report.cover.symbol}
    known = printed | indexed
    theirs = corpus[(corpus["sur"] == known["sur"]) & (corpus["session"] == known["session"])]
    pairs = matches(rows, theirs)
    return {
        "file": file.name,
        **known,
        "announced": len(listed.announced),
        "read": sum(number in listed.read for number in listed.announced),
        "lacking": sum(each.lacking for each in account.announced),
        "missing": "; ".join(each.line() for each in account.announced if each.lacking),
        "position_known": len(rows) - account.without_position,
        "fragments": int(rows["text"].map(is_fragment).sum()),
        "without_bracket": len(numbering.without_bracket),
        "without_known_state": len(numbering.without_known_state),
        "unread": len(numbering.unread),
        "unrecognised": "; ".join(numbering.unrecognised),
        "reader_rows": len(rows),
        "corpus_rows": len(theirs),
        "matched": len(pairs),
        "equal": sum(score == EQUAL for score in pairs.values()),
        "seconds": seconds,
        "problem": "; ".join(
            f"the index says {name} {indexed[name]}, the document {printed[name]}"
            for name in indexed
            if indexed[name] != printed[name]
        ),
    }


def matches(rows: pd.DataFrame, theirs: pd.DataFrame) -> dict[int, float]:
    """Pair rows of the corpus with rows of the reader, one to one, by the rule of this module.

    Parameters
    ----------
    rows, theirs : pandas.DataFrame
        Rows of one report, with recommender and text: of the reader, and of the corpus.

    Returns
    -------
    dict of int to float
        Index of the corpus's row to the score of the pair (:data:`EQUAL` if equal).
    """
    ours = defaultdict(list)
    for place, (recommender, text) in enumerate(zip(rows["recommender"], rows["text"], strict=True)):
        ours[_key(recommender)].append((place, text))
    candidates = []
    for index, recommender, text in zip(theirs.index, theirs["recommender"], theirs["text"], strict=True):
        for place, other in ours[_key(recommender)]:
            score, closeness = _likeness(text, other)
            if score >= SIMILAR:
                candidates.append((-score, -closeness, index, place))
    pairs: dict[int, float] = {}
    taken = set()
    for score, _, index, place in sorted(candidates):
        if index not in pairs and place not in taken:
            pairs[index] = -score
            taken.add(place)
    return pairs


def _key(recommender: object) -> object:
    """What two rows must share to be a pair: the recommending State, or that neither has one."""
    return None if pd.isna(recommender) else recommender


def _likeness(one: str, other: str) -> tuple[float, float]:
    """Score of two texts, and a second number that ranks pairs with the same score."""
    from rapidfuzz import fuzz, utils

    one_words, other_words = (" ".join(utils.default_process(text).split()) for text in (one, other))
    closeness = fuzz.ratio(one_words, other_words)
    if blind(one) == blind(other):
        return EQUAL, closeness
    score = max(closeness, fuzz.token_set_ratio(one_words, other_words))
    if min(len(one_words), len(other_words)) >= SHORTEST_PARTIAL:
        score = max(score, fuzz.partial_ratio(one_words, other_words))
    return score, closeness


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SourceError(
            "there is no such folder of reports",
            file=folder,
            expected="a folder with Working Group reports (PDF or DOCX)",
            remedy="check the path",
        )
    files = [file for file in paths.files(folder) if file.suffix.lower() in (".pdf", ".docx")]
    if not files:
        raise SourceError(
            "the folder has no reports",
            file=folder,
            expected="Working Group reports (PDF or DOCX)",
            remedy="put reports there, or name another folder",
        )
    return files


def _index(folder: Path) -> dict[str, dict[str, object]]:
    """What ``index.csv`` says of each file (sur, session, symbol); empty where there is none."""
    path = folder / "index.csv"
    if not path.exists():
        return {}
    table = pd.read_csv(checked(path), dtype=str, keep_default_na=False)
    missing = [name for name in INDEX_COLUMNS if name not in table]
    if missing:
        raise SourceError("a column is missing", file=path, row=1, column=missing[0], expected=", ".join(INDEX_COLUMNS))
    index = {}
    for number, row in enumerate(table.itertuples(), start=2):
        if not row.session.isdecimal():
            raise SourceError("a session is not a number", file=path, row=number, column="session", value=row.session)
        index[row.file] = {
            "sur": states.code(row.state, file=path, row=number, column="state"),
            "session": int(row.session),
            "symbol": row.symbol,
        }
    return index
