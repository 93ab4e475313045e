"""The typeface of figures: DejaVu Sans with the Latin and Greek scripts and the signs of text and arithmetic only.

Every PDF carries the letters that it shows. To take them out of DejaVu Sans, with its 6,000 glyphs and its tables for
Arabic and ligatures, takes forty times as long as out of this face, which has its outlines, widths and kerning.
Ligatures are left out: a reader who copies "first" out of a figure gets five letters. Its licence, beside it, asks for
another name. What a figure says in another script is set in DejaVu Sans itself, which matplotlib ships.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import io
from pathlib import Path

from matplotlib import font_manager, get_data_path

FAMILY, WHOLE = "UPR Sans", "DejaVu Sans"
FOLDER = Path(__file__).parent / "faces"

FACES = {
    "UPRSans": "1e37541abcf44b1f2f6242d94d09374107e4b0238c66ff773fa61948504e8600",
    "UPRSans-Bold": "237dce79a98332fd3d9faca47a1b1a9768f9631954957ea58be41d8852904cd7",
}
"""SHA-256 of each face: figures rest on this module, and so on the faces."""

BLOCKS = (
    *((0x20, 0x7E), (0xA0, 0x17F)),  # Latin, with the letters of the languages of Europe
    *((0x18F, 0x18F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC), (0x218, 0x21B), (0x259, 0x259)),
    *((0x1E02, 0x1E1F), (0x1E80, 0x1E85), (0x1EA0, 0x1EF9)),  # Irish and Welsh, Vietnamese
    *((0x2BC, 0x2BC), (0x2C6, 0x2C7), (0x2D8, 0x2DD), (0x300, 0x304), (0x306, 0x30C), (0x323, 0x328)),  # accents
    *((0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3CE)),  # Greek
    *((0x2010, 0x2027), (0x202F, 0x203A), (0x2044, 0x2044), (0x2070, 0x208E)),  # dashes, quotes, spaces, indices
    *((0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2195), (0x21D0, 0x21D4)),  # signs, arrows
    *((0x2200, 0x220B), (0x220F, 0x221E), (0x2227, 0x222B), (0x2248, 0x2248), (0x2260, 0x2265), (0x2282, 0x2287)),
    *((0x25A0, 0x25A1), (0x25B2, 0x25B3), (0x25BC, 0x25BD), (0x25C6, 0x25C7), (0x25CB, 0x25CF), (0x2713, 0x2717)),
)
"""The characters of the face, each block from its first to its last."""


@functools.cache
def families() -> tuple[str, str]:
    """Make the typeface known to matplotlib, in this process only; gives the families that text is set in, in order.

    Examples
    --------
    >>> families()
    ('UPR Sans', 'DejaVu Sans')
    """
    known = font_manager.fontManager
    for name in FACES:
        known.addfont(FOLDER / f"{name}.ttf")
    # Nothing of ours is slanted; where a reader's own figure is, it takes the slanted faces as they are.
    slanted = [entry for entry in known.ttflist if entry.name == WHOLE and entry.style == "oblique"]
    known.ttflist += [dataclasses.replace(entry, name=FAMILY) for entry in slanted]
    return FAMILY, WHOLE


def missing(text: str) -> list[str]:
    """The characters that no face has: they would be drawn as empty boxes.

    Examples
    --------
    >>> missing("Côte d'Ivoire, Việt Nam, Ελλάδα, Україна, 조선")
    ['선', '조']
    """
    return sorted({letter for letter in text if letter.isprintable()} - _whole())


@functools.cache
def _whole() -> frozenset[str]:
    face = font_manager.get_font(font_manager.findfont(WHOLE, fallback_to_default=False))
    return frozenset(map(chr, face.get_charmap()))


def make() -> None:
    """Make the faces again from those that matplotlib ships (for maintainers, after a change of the characters)."""
    for name in FACES:
        content = made(name)
        (FOLDER / f"{name}.ttf").write_bytes(content)
        print(name, hashlib.sha256(content).hexdigest())


def made(name: str) -> bytes:
    """The content of a face, the same on every run."""
    from fontTools import subset

    options = subset.Options(legacy_kern=True, glyph_names=True, notdef_outline=True, recalc_timestamp=False)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 14]
    # Pairs are kerned by the old table, which says the same of Latin letters in a form that takes no time to read.
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "MATH"]
    source = Path(get_data_path(), "fonts", "ttf", f"{name.replace('UPR', 'DejaVu')}.ttf")
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in BLOCKS for code in range(first, last + 1)])
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = str(record).replace("DejaVu", "UPR")
    written = io.BytesIO()
    font.save(written, reorderTables=False)
    return written.getvalue()
