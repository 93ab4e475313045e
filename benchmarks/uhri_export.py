"""A file like OHCHR's whole Universal Human Rights Index, of invented rows; time and memory of importing it.

    python benchmarks/uhri_export.py [ROWS]

makes an XLSX file of 270,000 rows, 131,000 of them of the UPR, in a temporary folder (or in UHRI_BENCHMARK, where it
stays), and prints for `upr read` and `upr import`, of one State and of all, the seconds and the most memory (of the
largest process, as the kernel counts it). Meant: one State in seconds, all States in a minute, each within 2 GiB; a CSV
of a million rows is refused at once, and one of its States is read.
"""

import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import textwrap
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from uprlib.facts import datasets
from uprlib.readers import uhri, upr_info

ROWS = 270_000
NAME = "BENCHMARK"
UPR_SHARE = 131 / 270
REVIEWS = 190 * 4
HEADER = [names[0] for field, names in uhri.NAMES.items() if field != "cycle"]
HEADER += ["OHCHR Annotation Id", "Regions Concerned", "Recommending Regions", "Date of publication on UHRI"]
VERBS = ["Ratify", "Continue to strengthen", "Consider adopting", "Take further steps towards", "Adopt a law on"]
SYLLABLES = ["ra", "tel", "mo", "vi", "sen", "lu", "pa", "dor", "ki", "nal", "bes", "tu", "gra", "foi", "hem", "ris"]
WORDS = [one + two + three for one in SYLLABLES for two in SYLLABLES for three in ("", "tion", "ing", "s")]
LABELS = [f"Invented theme {number} & others" for number in range(120)]
BODIES = [("CEDAW", "CEDAW/C"), ("CRC", "CRC/C"), ("SR Housing", "A/HRC/31/54/Add"), ("CCPR", "CCPR/C")]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def records(rows):
    """Invented rows of the export, as dictionaries by column."""
    draw = random.Random(1)
    names = sorted({each["name"] for each in state_names() if "UN" in each["source"].split("; ")})
    for number in range(rows):
        bullets = "\n".join(f"- {label}" for label in draw.sample(LABELS, draw.randint(1, 6)))
        words = " ".join(draw.choices(WORDS, k=draw.randint(15, 45)))
        row = dict.fromkeys(HEADER, "") | {
            "Countries Concerned": f"- {draw.choice(names)}",
            "Themes": bullets,
            "Affected Persons": "- Women & girls\n- Children",
            "Sdgs": "- 16.3 - Promote the rule of law",
            "Document Publication Date": draw.randint(39_500, 46_000),
            "Type": "- Recommendations",
            "OHCHR Annotation Id": f"{draw.getrandbits(128):032x}",
            "Regions Concerned": "- Invented region",
        }
        if draw.random() < UPR_SHARE:
            session = draw.randint(1, 50)
            asking = draw.choices(names, k=draw.choice([1, 1, 1, 1, 1, 1, 2]))
            row |= {
                "Text": f"{draw.randint(60, 160)}.{number % 300} {draw.choice(VERBS)} {words} ({', '.join(asking)});",
                "Reccomending Body": "- UPR",
                "Document Symbol": f"A/HRC/{session + 8}/{draw.randint(1, 20)}",
                "UPR Reccomending States": "\n".join(f"- {name}" for name in asking),
                "UPR Position": draw.choice(["- Supported", "- Supported", "- Noted"]),
                "UPR Session": f"- {session} - November 2019",
                "Recommending Regions": "- Invented region",
            }
        else:
            body, symbol = draw.choice(BODIES)
            row |= {
                "Text": f"{number % 60}.The Committee is concerned that {words} {words}. It recommends {words}.",
                "Reccomending Body": f"- {body}",
                "Document Symbol": f"{symbol}/{number % 400}",
            }
        yield row


def state_names():
    import pandas as pd

    from uprlib import paths

    return pd.read_csv(paths.raw() / "state_names.csv", dtype=str, keep_default_na=False).to_dict("records")


def write_xlsx(path, rows, count):
    """The rows as a workbook with shared strings, as office libraries write it."""
    shared: dict[str, int] = {}

    def cell(value, column, row):
        if value == "":
            return ""
        place = f"{chr(65 + column)}{row}"
        if isinstance(value, int):
            return f'<c r="{place}"><v>{value}</v></c>'
        return f'<c r="{place}" t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        relation = '<Relationships xmlns="%s/relationships">%s</Relationships>'
        one = '<Relationship Id="%s" Type="%s/%s" Target="%s"/>'
        archive.writestr(
            "_rels/.rels", relation % (PACKAGE, one % ("rId1", OFFICE, "officeDocument", "xl/workbook.xml"))
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{OFFICE}">'
            '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        parts = one % ("rId1", OFFICE, "worksheet", "worksheets/sheet1.xml")
        parts += one % ("rId2", OFFICE, "sharedStrings", "sharedStrings.xml")
        archive.writestr("xl/_rels/workbook.xml.rels", relation % (PACKAGE, parts))
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            last = f"{chr(64 + len(HEADER))}{count + 1}"
            sheet.write(f'<worksheet {MAIN}><dimension ref="A1:{last}"/><sheetData>'.encode())
            for number, row in enumerate(itertools.chain([dict(zip(HEADER, HEADER, strict=True))], rows), start=1):
                cells = "".join(cell(row[name], column, number) for column, name in enumerate(HEADER))
                sheet.write(f'<row r="{number}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w") as strings:
            strings.write(f'<sst {MAIN} uniqueCount="{len(shared)}">'.encode())
            for text in shared:
                strings.write(f'<si><t xml:space="preserve">{escape(text)}</t></si>'.encode())
            strings.write(b"</sst>")


MEASURE = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run([sys.executable, "-m", "uprlib", *sys.argv[1:]], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.perf_counter() - start, used.ru_maxrss / 1024, done.returncode, done.stdout + done.stderr]))
"""


def measured(command, path, *options):
    """Run one command of `upr`; print its seconds, the most memory of its largest process, and its first lines."""
    call = [sys.executable, "-c", MEASURE, command, str(path), *options]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    seconds, most, status, out = json.loads(done.stdout)
    print(f"upr {command} {path.name} {' '.join(options)}: {seconds:.1f} s, {most:,.0f} MB, status {status}")
    print(textwrap.indent("\n".join(line[:150] for line in out.splitlines()[:8]), "    "))


if __name__ == "__main__":
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get("UHRI_BENCHMARK", folder)) / f"uhri_{rows}.xlsx"
        if not path.exists():
            write_xlsx(path, records(rows), rows)
        print(f"{path.name}: {path.stat().st_size / 2**20:.0f} MB")
        too_long = Path(folder) / "too_long.csv"
        too_long.write_text(",".join(upr_info.CSV_HEADER) + "\r" + "Peru,,,Invent,Chad,,,Noted,5,,18\r" * 1_000_000)
        try:
            measured("read", path)
            measured("import", path, "--name", NAME, "--sur", "PRK")
            measured("import", path, "--name", NAME)
            measured("import", too_long, "--name", NAME)
            measured("import", too_long, "--name", NAME, "--sur", "NOR")
        finally:
            shutil.rmtree(datasets.folder() / NAME, ignore_errors=True)
