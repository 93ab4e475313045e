"""Claims about encodings: what a spreadsheet saved is told by its bytes, and never read as something else silently."""

import pytest

from uprlib.readers.opening.encodings import encoding_of

FRENCH = "Côte d’Ivoire: « Instance Equité », São Tomé, Curaçao – naïve"


@pytest.mark.parametrize(
    ("text", "saved", "told"),
    [
        (FRENCH, "utf-8", "utf-8-sig"),
        (FRENCH, "utf-8-sig", "utf-8-sig"),
        (FRENCH, "utf-16", "utf-16"),
        (FRENCH * 9, "utf-16-le", "utf-16-le"),
        (FRENCH * 9, "utf-16-be", "utf-16-be"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH, "mac_roman", "mac_roman"),
        ("the child’s “rights”\n", "cp1252", "cp1252"),
        ("the child’s “rights”\r", "mac_roman", "mac_roman"),
        ("plain\n", "ascii", "utf-8-sig"),
    ],
)
def test_the_encoding_is_told_by_the_bytes(written, text, saved, told):
    path = written(text.encode(saved))
    assert encoding_of(path) == told
    assert path.read_text(encoding=told).strip("\ufeff") == text.replace("\r", "\n")


def test_a_letter_far_down_counts(written):
    assert encoding_of(written(b"a" * 3 * 2**20 + "é".encode("cp1252"))) == "cp1252"


def test_a_letter_between_two_pieces_is_whole(written):
    assert encoding_of(written(b"a" * (2**20 - 1) + "é".encode())) == "utf-8-sig"


def test_bytes_that_are_no_text_have_none(written):
    assert encoding_of(written(b"\x1f\x8b\x00\x00\x01\x02")) is None


def test_the_files_of_upr_info_are_in_mac_roman(sources):
    assert {encoding_of(path) for path in (sources / "upr-info").glob("*.csv")} == {"mac_roman"}
