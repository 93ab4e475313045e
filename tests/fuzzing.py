"""Invented files of every format that is read, and hostile changes to them; for `make fuzz` and a test.

A change damages the bytes of a file, or what it contains: the parts of an Office file and their XML, the objects and
streams of a PDF, the values of a JSON. Each is drawn from a seed, so that an input can be made again by its number.
"""

from __future__ import annotations

import contextlib
import csv
import functools
import importlib
import io
import itertools
import json
import os
import pkgutil
import random
import re
import resource
import signal
import traceback
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import docx
import pandas as pd
from docx.oxml import parse_xml
from invented_files import xls_bytes, xlsx_bytes, zipped
from invented_reports import CLOSING, COVER, INTRODUCTION, pdf_bytes, pdf_of
from lxml import etree

from uprlib import readers
from uprlib.errors import UprError
from uprlib.readers import dihr, own, recognition, upr_info
from uprlib.readers.account import Account
from uprlib.readers.opening.as_printed import W

# Loaded once, and not in the process of each input.
for _module in pkgutil.walk_packages(readers.__path__, "uprlib.readers."):
    importlib.import_module(_module.name)

SECONDS, MEMORY = 10, 2**30
"""What reading one file may take of the processor and of memory."""
STATES = ("Chad", "Mali", "Peru", "Fiji", "Norway", "Viet Nam", "Iran (Islamic Republic of)", "the Netherlands")
TREES = ("oaks", "elms", "firs", "limes", "pines", "yews", "hazels", "maples", "birches", "cedars")
WORD = W.strip("{}")


class Seed(NamedTuple):
    """A sound file: its bytes, and whether it is a table, or a list that Word counts: there a loss leaves no gap."""

    content: bytes
    gapless: bool = False


def _recommendations(count: int) -> list[tuple[str, str, str]]:
    """Number, text and State of invented recommendations; each text has a word of its own."""
    leads = (6, count * 3 // 5), (7, count - count * 3 // 5)
    numbers = [f"{lead}.{item}" for lead, most in leads for item in range(1, most + 1)]
    return [
        (number, f"Plant {TREES[n % 10]} of kind no{n:03d}x in the towns of the north", STATES[n % len(STATES)])
        for n, number in enumerate(numbers)
    ]


def _report(count: int, *, numbers: bool = True) -> list[str]:
    """The paragraphs of section II: two lists under their leads, and the closing."""
    leads = {
        "6": "6. The recommendations listed below enjoy the support of Côte d’Ivoire:",
        "7": "7. The recommendations below did not enjoy the support of Côte d’Ivoire:",
    }
    found = []
    for number, text, state in _recommendations(count):
        lead, _, item = number.partition(".")
        found += [leads[lead]] if item == "1" else []
        found.append(f"{f'{number} ' if numbers else ''}{text} ({state});")
    return [*found, "8. " + CLOSING[0], CLOSING[1]]


def _pages(lines: list[str]) -> list[list]:
    """A cover, and pages with their numbers in small type."""
    lines = [*INTRODUCTION, "II. Conclusions and/or recommendations", *lines]
    rest = [lines[first : first + 12] for first in range(0, len(lines), 12)]
    return [COVER, *([*page, [(7, 0, str(number))]] for number, page in enumerate(rest, 2))]


def _docx(paragraphs: list[str], *, counted: bool = False) -> bytes:
    """A Word document; where `counted`, the numbers of the recommendations are automatic."""
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/>'
        "</w:lvl>"
        for depth, start, text in ((0, 6, "%1."), (1, 1, "%1.%2"))
    )
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for definition in parse_xml(
        f'<w:x xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:x>'
    ):
        numbering.append(definition)
    for text in paragraphs:
        lead, item = re.match(r"[67]\. The", text), text.startswith("Plant ")
        paragraph = document.add_paragraph(text[3:] if counted and lead else text)
        if counted and (lead or item):
            place = f'<w:ilvl w:val="{0 if lead else 1}"/><w:numId w:val="1"/>'
            paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr xmlns:w="{WORD}">{place}</w:numPr>'))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _list(count: int) -> bytes:
    """A thematic list in a Word document."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "UPR of Norway (3rd Cycle - 34th Session)\tThematic list"
    table = document.add_table(rows=0, cols=4)
    rows = [("Recommendation", "Position", "Full list of themes", "Assessment/comments")]
    for number, text, state in _recommendations(count):
        source = "Source of Position: A/HRC/58/9/Add.1 - Para.3"
        rows.append((f"{number} {text} ({state});\n{source}", "Supported", "- Trees\nAffected persons:\n- Women", ""))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _csv(header, rows, encoding="utf-8", end="\n") -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=end)
    writer.writerows([header, *rows])
    return buffer.getvalue().encode(encoding)


ADDENDUM = [
    "United Nations A/HRC/42/4/Add.1",
    "14 August 2019",
    "Report of the Working Group on the Universal Periodic Review",
    "Albania",
    "Addendum",
    "Views on conclusions and/or recommendations, voluntary commitments and replies",
    "1. Albania has examined the recommendations and prepared this answer.",
    "Accepted recommendations",
    "2. Albania accepts recommendations 95.1, 95.3-95.25 and 95.27.",
    "Noted recommendations",
    "3. Albania notes 95.2 and 95.26.",
]


@functools.cache
def seeds() -> Mapping[str, Seed]:
    """A sound file of each kind, by its name."""
    recs = _recommendations(40)
    report = _report(40)
    body = [*COVER, *INTRODUCTION, "II. Conclusions and/or recommendations", *report]
    uhri_rows = [
        {
            "Text": f"{number} {text} ({state});",
            "Countries Concerned": "- Albania",
            "Reccomending Body": "- UPR",
            "Document Symbol": "A/HRC/46/15",
            "Themes": "- Trees\n- Law",
            "UPR Reccomending States": f"- {state}",
            "UPR Position": "- Supported",
            "UPR Session": "- 36",
        }
        for number, text, state in recs
    ]
    api = [
        {
            "_id": number,
            "template": "t1",
            "metadata": {
                "recommendation": [{"value": text}],
                **{
                    name: [{"value": "id", "label": label}]
                    for name, label in (
                        ("state_under_review", "Albania"),
                        ("recommending_state", state),
                        ("response", "Supported"),
                        ("session", "44 - November 2023"),
                    )
                },
            },
        }
        for number, text, state in recs
    ]
    tracker = ("Text", "State under Review", "Recommending State", "Response", "Session", "Paragraph")
    export = [
        ("Albania", "WEOG", "", text, state, "Asia", "", "Accepted", "5", "Trees,Law", "19") for _, text, state in recs
    ]
    explorer = [(state, "Albania", text, f"2014 Cycle 2|{number}") for number, text, state in recs]
    explorer = [("Albania", t, "Noted", s, "2014 Cycle 2", f"Source:A/HRC/27/10|{n}|") for n, t, s in recs]
    written = pd.DataFrame(
        {"source_row": range(2, 42), "sur": "ALB", "recommender": "TCD", "session": 19, "cycle": 2, "part": 1}
        | {"paragraph": [n for n, _, _ in recs], "text": [t for _, t, _ in recs], "position": "noted"}
    )
    parquet = io.BytesIO()
    written.to_parquet(parquet, index=False)
    page = "".join(f"<p>{line}</p>" for line in body)
    text_pages = "\n".join("\n".join([*page[:-1], "", page[-1][0][2], "\f"]) for page in _pages(report)[1:])
    return {
        "report, plain PDF": Seed(pdf_bytes(_pages(report))),
        "report, packed PDF": Seed(pdf_bytes(_pages(report), packed=True)),
        "report, DOCX": Seed(_docx(body)),
        "report, DOCX with lists": Seed(
            _docx(
                [*COVER, *INTRODUCTION, "II. Conclusions and/or recommendations", *_report(75, numbers=False)],
                counted=True,
            ),
            True,
        ),
        "report, text": Seed("\n".join([*COVER, "\n\n\f", text_pages]).encode()),
        "report, HTML": Seed(f"<!DOCTYPE html><html><body>{page}</body></html>".encode()),
        "thematic list, DOCX": Seed(_list(40)),
        "addendum, PDF": Seed(pdf_bytes([ADDENDUM[:6], ADDENDUM[6:]], packed=True)),
        "addendum, DOCX": Seed(_docx(ADDENDUM)),
        "UPR Info, CSV": Seed(_csv(upr_info.CSV_HEADER, export, "mac_roman", "\r"), True),
        "UPR Info, XLS": Seed(xls_bytes([upr_info.XLS_HEADER, *export]), True),
        "Explorer, XLSX": Seed(xlsx_bytes([dihr.COLUMNS, *explorer]), True),
        "UHRI, XLSX": Seed(xlsx_bytes([list(uhri_rows[0]), *(list(row.values()) for row in uhri_rows)]), True),
        "UHRI, JSON": Seed(json.dumps(uhri_rows).encode(), True),
        "Uwazi, JSON": Seed(json.dumps({"rows": api, "totalRows": len(api)}).encode(), True),
        "Uwazi, CSV": Seed(_csv(tracker, [(t, "Albania", s, "Noted", "19", n) for n, t, s in recs]), True),
        "own, CSV": Seed(written.to_csv(index=False).encode(), True),
        "own, Parquet": Seed(parquet.getvalue(), True),
    }


# Changes of bytes, whatever they mean.

PUMPS = (
    " ",
    "a",
    "A/HRC/1/1 ",
    ", ",
    "(",
    "()",
    "(Chad)",
    "(Chad, ",
    "1.1 ",
    "6.1 Plant (Chad); ",
    "-",
    ";",
    "\\",
    "[",
    "no. ",
)
PUMPS += (
    "<b>",
    "&amp;",
    '"',
    "\u200f",
    "Recommendation ",
    "Theme: ",
    "\t",
    "x\n",
    "\r",
    "the State ",
    "one hundred and ",
    "=",
)


def pump(chance: random.Random, most: int = 60_000) -> str:
    """Signs that are repeated very often."""
    sign = chance.choice(PUMPS)
    return sign * max(1, chance.choice((10, 300, 5_000, most)) // len(sign))


def of_bytes(content: bytes, chance: random.Random) -> bytes:
    """A change of some bytes."""
    if not content:
        return b"\0"
    place, length = chance.randrange(len(content)), chance.choice((1, 1, 2, 8, 64, 512, len(content) // 4 + 1))
    before, piece, after = content[:place], content[place : place + length], content[place + length :]
    match chance.randrange(10):
        case 0:
            return before + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]
        case 1:
            return before + b"\0" + content[place + 1 :]
        case 2:
            return before + b"\0" + content[place:]
        case 3:
            return before + chance.randbytes(length) + content[place:]
        case 4:
            return before + chance.randbytes(len(piece)) + after
        case 5:
            return before + after
        case 6:
            return before
        case 7:
            return before + piece * chance.choice((2, 3, 50)) + after
        case 8:
            other = chance.randrange(len(content))
            return before + content[other : other + length] + after
        case _:
            return before + pump(chance).encode("utf-8") + content[place:]


# Changes of what a container holds; the container itself stays sound.


def of_zip(content: bytes, chance: random.Random) -> bytes:
    """A change of the parts of an Office file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = [name for name in parts if re.search(r"document\.xml$|numbering\.xml$|sheet1\.xml$|styles\.xml$", name)]
    name = chance.choice(main if chance.random() < 0.7 else list(parts))
    match chance.randrange(12):
        case 0:
            del parts[name]
        case 1:
            parts[name] = b""
        case 2 | 3:
            parts[name] = of_bytes(parts[name], chance)
        case 4:
            other = chance.choice(list(parts))
            parts[name], parts[other] = parts[other], parts[name]
        case 5:
            parts[f"{name}.old"] = parts.pop(name)
        case 6:
            more = chance.choice((100, 20_000))
            parts |= {f"word/media/{number}.xml": b"" for number in range(more)}
        case 7:
            parts[f"word/{chance.choice(('media/a.bin', 'footnotes.xml'))}"] = b" " * chance.choice((2**20, 2**26))
        case _:
            parts[name] = of_xml(parts[name], chance)
    return zipped(parts)


def of_xml(content: bytes, chance: random.Random) -> bytes:
    """A change of the elements of a part."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return of_bytes(content, chance)
    elements = [element for element in root.iter() if element is not root and isinstance(element.tag, str)]
    if not elements:
        return of_bytes(content, chance)
    kind = chance.choice(sorted({element.tag for element in elements}))
    alike = [element for element in elements if element.tag == kind]
    element = chance.choice(alike)
    match chance.randrange(9):
        case 0 | 1:
            element.getparent().remove(element)
        case 2:
            for each in alike:
                if each.getparent() is not None:
                    each.getparent().remove(each)
        case 3:
            for _ in range(chance.choice((1, 1, 500))):
                element.addnext(etree.fromstring(etree.tostring(element)))
        case 4:
            for each in alike if chance.random() < 0.5 else [element]:
                for attribute in list(each.attrib):
                    del each.attrib[attribute]
        case 5:
            for attribute in element.attrib:
                element.set(attribute, chance.choice(("", "-1", "99999999999", "none", "²", "1" * 5_000, "x" * 100)))
        case 6:
            element.text = pump(chance)
        case 7:
            for _ in range(chance.choice((3, 200))):
                within = etree.Element(element.tag, element.attrib)
                element.addprevious(within)
                within.append(element)
                element = within
        case _:
            other = chance.choice(elements)
            if element not in other.iterancestors() and other is not element:
                other.append(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


_OBJECT = re.compile(rb"\d+ 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_STREAM = re.compile(rb"(<<.*?>>)\nstream\n(.*)\nendstream", re.DOTALL)


def of_pdf(content: bytes, chance: random.Random) -> bytes:
    """A change of the objects of a PDF."""
    objects = _OBJECT.findall(content)
    streams = [place for place, each in enumerate(objects) if b"stream\n" in each]
    pages = [place for place, each in enumerate(objects) if b"/Type /Page " in each]
    place = chance.choice(streams)
    match chance.randrange(14):
        case 0:
            objects[chance.randrange(len(objects))] = b"null"
        case 1:
            other = chance.randrange(len(objects))
            objects[other] = of_bytes(objects[other], chance)
        case 2 | 3 | 4:
            objects[place] = _stream(objects[place], lambda plain: of_bytes(plain, chance))
        case 5:
            packed = _STREAM.fullmatch(objects[place])
            if packed:
                objects[place] = objects[place].replace(packed[2], of_bytes(packed[2], chance))
        case 6:
            objects[place] = _stream(objects[place], lambda plain: b"")
        case 7:
            # The font is gone.
            objects[2] = chance.choice((b"null", b"<< >>", b"<< /Type /Font /Subtype /Type3 >>"))
        case 8:
            page = b"%d 0 R" % (chance.choice(pages) + 1)
            objects[1] = objects[1].replace(page, chance.choice((b"", b"2 0 R", b"99 0 R", page + b" " + page)), 1)
            kids = objects[1].count(b" 0 R") if chance.random() < 0.7 else chance.choice((0, -1, 10**6))
            objects[1] = re.sub(rb"/Count \d+", b"/Count %d" % kids, objects[1])
        case 9:
            objects[place], other = b"null", objects[place]
            objects[chance.choice(streams)] = other
        case 10:
            bomb = b"BT /F1 9 Tf 9 9 Td " + b"(a) Tj " * chance.choice((10**4, 10**6)) + b"ET"
            objects[place] = _packed(bomb * chance.choice((1, 8)))
        case 11:
            line = (
                pump(chance, 40_000)
                .replace("\\", "")
                .replace("(", "\\(")
                .replace(")", "\\)")
                .encode("latin-1", "replace")
            )
            objects[place] = _stream(
                objects[place],
                lambda plain: re.sub(rb"\([^)]{9,}\) Tj", lambda _: b"(" + line + b") Tj", plain, count=1),
            )
        case 12:
            objects[chance.choice(pages)] = (
                b"<< /Type /Page /Parent 2 0 R /Contents [" + b"%d 0 R " % (place + 1) * 2_000 + b"] >>"
            )
        case _:
            return re.sub(
                rb"\d{10} 00000 n",
                lambda _: b"%010d 00000 n" % chance.randrange(10**4),
                content,
                count=chance.choice((1, 0)),
            )
    return pdf_of(objects)


def _stream(stream: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A stream with its content changed, packed as it was."""
    found = _STREAM.fullmatch(stream)
    if found is None:
        return stream
    if b"FlateDecode" in found[1]:
        return _packed(change(zlib.decompress(found[2])))
    plain = change(found[2])
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(plain), plain)


def _packed(plain: bytes) -> bytes:
    packed = zlib.compress(plain)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def of_json(content: bytes, chance: random.Random) -> bytes:
    """A change of the values of a JSON."""
    whole = json.loads(content)
    rows = whole["rows"] if isinstance(whole, dict) else whole
    row = chance.choice(rows)
    holder = chance.choice([row, *(value for value in row.values() if isinstance(value, dict))])
    name = chance.choice(list(holder))
    deep: object = "x"
    for _ in range(500):
        deep = [deep]
    values: list[object] = [
        None,
        True,
        7,
        -1e308,
        [],
        {},
        [None],
        [[]],
        "",
        "\ud800",
        "a\udfffb",
        pump(chance),
        deep,
        {"value": "\udc00"},
    ]
    match chance.randrange(6):
        case 0:
            del holder[name]
        case 1:
            rows[chance.randrange(len(rows))] = chance.choice(values)
        case 2:
            holder[chance.choice(("\ud800", "", "x" * 10_000))] = holder.pop(name)
        case 3:
            raw = chance.choice((b"[" * 100_000, b'{"a":' * 100_000, b"1" * 5_000, b"NaN", b"1e999", b'"\\ud800"'))
            return content.replace(b'"Albania"' if b'"Albania"' in content else b'"- Albania"', raw, 1)
        case _:
            holder[name] = chance.choice(values)
    return json.dumps(whole).encode()


INSIDE = ((b"PK", of_zip), (b"%PDF", of_pdf), (b"[", of_json), (b"{", of_json))


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A file with one to three changes, of its bytes or of what it contains."""
    inside = next((change for mark, change in INSIDE if content.startswith(mark)), of_bytes)
    if chance.random() < 0.65:
        return inside(content, chance)
    for _ in range(chance.choice((1, 1, 2, 3))):
        content = of_bytes(content, chance)
    return content


def inputs(count: int, seed: int, first: int = 0) -> Iterator[tuple[int, str, bytes]]:
    """Inputs by number: the name of the seed and the changed file."""
    sound = list(seeds().items())
    for number in range(first, first + count):
        name, found = sound[number % len(sound)]
        yield number, name, mutated(found.content, random.Random(f"{seed}:{number}"))


_MOST = 99 * 2**20 // 10


def giants() -> Iterator[tuple[str, bytes]]:
    """Files as large as the limits let them be, or that unpack to as much."""
    sound = seeds()
    body = [*COVER, *INTRODUCTION, "II. Conclusions and/or recommendations"]
    text = "\n".join(body).encode() + b"\n6. The recommendations listed below enjoy the support of the State:\n"
    for name, line in (("short lines", b"x\n"), ("spaces", b" "), ("brackets", b"(Chad"), ("pages", b"a\n\f")):
        yield f"a report as text, {name}", text + line * (_MOST // len(line))
    first = b"6.1 Plant oaks (Chad);\n"
    for name, line in (
        ("numbers again", b"".join(b"6.%d Plant oaks (Chad);\n" % number for number in range(1, 1_000))),
        ("no numbers", b"Plant elms (Mali);\n" * 999),
        ("open brackets", b"(Chad, Mali (\n" * 999),
        ("brackets", b"(Chad, Mali) and\n" * 999),
        ("leads", b"".join(b"%d. The recommendations below enjoy support:\n" % number for number in range(6, 1_005))),
    ):
        yield f"a report as text, 19,000 lines, {name}", text + first + line * 19
    yield "a report as text, long lines", text + (b"6.1 " + b"Plant (oaks) and " * 1_100 + b"\n") * 500
    yield "a thematic list as text", b"Recommendation|Position\n" + b"1.1 a (Chad) Source of position: " * (_MOST // 33)
    answers = "\n".join(ADDENDUM[:6]).encode() + b"\n1. Albania accepts "
    for name, words in (
        ("numbers", b"95.1, 95.3-95.7 and "),
        ("answers", b"it and notes "),
        ("labels", b"\n95.1 Accepted\n"),
    ):
        yield (
            f"an addendum as text, {name}",
            answers + b"\n".join([words * (19_000 // len(words))] * (400 if words[0] > 32 else 14)),
        )
    page = b"<!DOCTYPE html><html><body>" + b"".join(b"<p>%s</p>" % line.encode() for line in body)
    for name, line in (("paragraphs", b"<p>a</p>"), ("tags", b"<b>"), ("cells", b"<table><tr><td>a"), ("text", b"a ")):
        yield f"a report as a web page, {name}", page + line * (_MOST // len(line))
    with zipfile.ZipFile(io.BytesIO(sound["report, DOCX"].content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document, end = parts["word/document.xml"], b"<w:sectPr"
    for name, line in (
        ("paragraphs", b"<w:p/>"),
        ("runs", b"<w:p><w:r><w:t>a</w:t></w:r></w:p>"),
        ("recommendations", b"<w:p><w:r><w:t>Plant oaks (Chad);</w:t></w:r></w:p>"),
        ("one text", b""),
    ):
        more = line * (9 * 2**20 // len(line)) if line else b"<w:p><w:r><w:t>" + b"a (" * 2**21 + b"</w:t></w:r></w:p>"
        # Random bytes beside it, so that it unpacks to no more than real files do.
        grown = {"word/document.xml": document.replace(end, more + end, 1), "a.bin": random.Random(1).randbytes(2**20)}
        yield f"a report as DOCX, {name}", zipped(parts | grown)
    yield "a DOCX of many parts", zipped(parts | {f"word/{number}.xml": b"" for number in range(200_000)})
    for name, cell in (
        ("rows", b"<row><c><v>1</v></c></row>"),
        ("cells", b"<c/>"),
        ("texts", b"<row><c t='inlineStr'><is><t>" + b"a" * 900 + b"</t></is></c></row>"),
    ):
        sheet = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
        sheet += cell * (200 * 2**20 // len(cell)) + b"</sheetData></worksheet>"
        with zipfile.ZipFile(io.BytesIO(sound["UHRI, XLSX"].content)) as archive:
            book = {part: archive.read(part) for part in archive.namelist()}
        yield (
            f"a workbook, {name}",
            zipped(book | {"xl/worksheets/sheet1.xml": sheet, "a.bin": random.Random(1).randbytes(2**21)}),
        )
    header = ",".join(upr_info.CSV_HEADER).encode()
    for name, line in (
        ("short rows", b"\n,,,,,,,,,,"),
        ("one cell", b"a"),
        ("quotation marks", b'""'),
        ("commas", b","),
    ):
        yield f"a table as CSV, {name}", header + b"\n" + line * (99 * 2**20 // len(line))
    for name, start, value in (
        ("one text", b'[{"Text": "', b"a"),
        ("numbers", b"[", b"1,"),
        ("objects", b"[", b"{},"),
        ("lists", b"[", b"[],"),
    ):
        yield f"a JSON, {name}", start + value * (99 * 2**20 // len(value))
    yield "a PDF, junk", pdf_bytes(_pages(_report(40))) + b"1 0 obj\n" * (49 * 2**20 // 8) + b"%%EOF"
    yield "a PDF, many streams", pdf_of([_packed(b"(a) Tj " * 500_000)] * 2_000)


# What a reader makes of a file, in a process of its own.


class Outcome(NamedTuple):
    """What became of one input.

    Attributes
    ----------
    kind : str
        "answered" with a sentence, "read", "traceback", "slow" (ended at its limit of time) or "ended" otherwise.
    words : str
        The sentence, the traceback, or the account.
    rows : int
        That were read.
    said : bool
        Whether the account says that something is missing, set aside or damaged.
    texts : frozenset of str
        The words of their own that the texts which were read have.
    seconds, memory : float, int
        The processor's time and the most memory, its children's included.
    """

    kind: str
    words: str = ""
    rows: int = 0
    said: bool = False
    texts: frozenset[str] = frozenset()
    seconds: float = 0.0
    memory: int = 0


OWN_WORD = re.compile(r"no\d{3}x")


def outcome(path: Path) -> Outcome:
    """Read a file, print what the command prints, and write its rows; in a process that time and memory limit."""
    receiving, sending = os.pipe()
    before = _held()
    child = os.fork()
    if not child:
        os.close(receiving)
        _limit()
        try:
            answer = _read(path)
        except BaseException:
            answer = Outcome("traceback", traceback.format_exc()[-1_500:])
        with os.fdopen(sending, "w", encoding="utf-8", errors="backslashreplace") as pipe:
            json.dump([*answer[:4], sorted(answer.texts)], pipe)
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, encoding="utf-8") as pipe:
        sent = pipe.read()
    _, status, used = os.wait4(child, 0)
    seconds, memory = used.ru_utime + used.ru_stime, max(0, used.ru_maxrss * 1024 - before)
    if not sent:
        ended = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"status {status}"
        return Outcome("slow" if ended in ("SIGXCPU", "SIGALRM") else "ended", ended, seconds=seconds, memory=memory)
    kind, words, rows, said, texts = json.loads(sent)
    return Outcome(kind, words, rows, said, frozenset(texts), seconds, memory)


def _held() -> int:
    """Bytes of memory of this process, which one that is forked from it begins with."""
    with contextlib.suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    return 0


def _limit() -> None:
    for what, most in ((resource.RLIMIT_CPU, SECONDS + 2), (resource.RLIMIT_AS, 4 * MEMORY), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    # Whoever waits for nothing uses no processor.
    signal.alarm(30 * SECONDS)


def _read(path: Path) -> Outcome:
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        try:
            table = recognition.read(path)
            # A screen takes no half characters either.
            recognition.described(table).encode()
            if "recommender" in table:
                own.write(path.with_suffix(".out.csv"), table)
        except UprError as problem:
            return Outcome("answered", str(problem))
    account: Account = table.attrs["account"]
    words = "\n".join(account.lines())
    said = bool(not account.complete or account.aside or account.notes)
    texts = " ".join(map(str, table["text"])) if "text" in table else ""
    return Outcome("read", words, len(table), said, frozenset(OWN_WORD.findall(texts)))


def held(content: bytes) -> frozenset[str]:
    """The words of their own that are still in a file, in whichever encoding."""
    pieces = [content]
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                pieces = [archive.read(name) for name in archive.namelist()]
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError):
            return frozenset()
    elif content.startswith(b"%PDF"):
        for packed in re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL):
            with contextlib.suppress(zlib.error):
                pieces.append(zlib.decompress(packed))
    plain = b"\n".join(pieces).decode("latin-1")
    return frozenset(OWN_WORD.findall(plain)) | frozenset(OWN_WORD.findall(plain.replace("\0", "")))


def lost(seed: Seed, sound: Outcome, content: bytes, found: Outcome) -> bool:
    """Whether rows are gone without a word.

    A row that is not in the file any more leaves no trace in a table, nor at the end of a numbered list.
    """
    if found.kind != "read" or found.said or found.rows >= sound.rows:
        return False
    missing = sound.texts - found.texts
    if not missing or missing & held(content):
        return True
    return not seed.gapless and any(first in missing and after in found.texts for first, after in _neighbours(sound))


def _neighbours(sound: Outcome) -> Iterator[tuple[str, str]]:
    """The words of each recommendation and of those after it in its list."""
    words = sorted(sound.texts)
    end = len(words) * 3 // 5
    for each in (words[:end], words[end:]):
        yield from itertools.combinations(each, 2)
