"""Invented reports of the Working Group on invented recommendations."""

from __future__ import annotations

import zlib
from pathlib import Path

BODY, FOOTNOTE, MARK = 10, 9, 6.5


def pdf_bytes(pages: list[list[tuple]], encrypt: bool = False, packed: bool = False) -> bytes:
    """Write a PDF in Helvetica, its pages `packed` (compressed) as word processors do, or plain.

    Each page is a list of lines, from the top; a line is a list of pieces
    ``(size, rise, text)`` or a string in body size.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        content = b"BT\n"
        y = 780
        for line in lines:
            pieces = [(BODY, 0, line)] if isinstance(line, str) else line
            content += f"1 0 0 1 60 {y} Tm\n".encode()
            for size, rise, text in pieces:
                raw = text.encode("cp1252")
                for special in (b"\\", b"(", b")"):
                    raw = raw.replace(special, b"\\" + special)
                content += f"/F1 {size} Tf {rise} Ts (".encode() + raw + b") Tj\n"
            y -= 14
        content += b"ET"
        content, how = (zlib.compress(content), b" /Filter /FlateDecode") if packed else (content, b"")
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), how, content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    trailer = b"/Root 1 0 R"
    if encrypt:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"11" * 32, b"22" * 32))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return pdf_of(objects, trailer)


def pdf_of(objects: list[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of numbered objects, with a sound table of where each is."""
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return out


COVER = [
    "United Nations A/HRC/27/99",
    "General Assembly Distr.: General",
    "Human Rights Council",
    "Twenty-seventh session",
    "Report of the Working Group on the",
    "Universal Periodic Review*",
    "Côte d’Ivoire",
    "Original: English",
]
INTRODUCTION = [
    "Introduction",
    "1. The Working Group on the Universal Periodic Review, established in accordance",
    "with resolution 5/1, held its nineteenth session from 28 April to 9 May 2014. The",
    "review of the State was held in the usual way, and the delegation thanked all for it.",
]
CLOSING = [
    "All conclusions and/or recommendations contained in the present report reflect",
    "the position of the submitting States. They should not be construed as endorsed.",
]


def report_pages(section: list, cover: list = COVER) -> list[list]:
    """Cover, introduction and a section II with these lines."""
    return [cover, [*INTRODUCTION, "II. Conclusions and/or recommendations", *section]]


def write_report(path: Path, section: list, cover: list = COVER) -> Path:
    """Write such a report as PDF and return its path."""
    path.write_bytes(pdf_bytes(report_pages(section, cover)))
    return path
