from pathlib import Path

from uprlib.readers.addendum.blocks import Block
from uprlib.readers.addendum.title_page import read_cover

TITLE = ["Report of the Working Group on the Universal Periodic Review*", "Timor-Leste", "Addendum"]


def test_symbol_state_and_date_are_read():
    lines = ["United Nations A/HRC/34/11/Add.1", "Distr.: General 6 March 2017", *TITLE]
    cover = read_cover(" ".join(lines), [Block(line, (line,)) for line in lines], Path("a.pdf"))
    assert cover == ("A/HRC/34/11/Add.1", "A/HRC/34/11", "TLS", "2017-03-06")


def test_what_is_not_printed_is_missing_and_the_file_stands_for_the_document():
    words = "Answers of the Government"
    cover = read_cover(words, [Block(words, (words,))], Path("answers.docx"))
    assert cover == ("answers.docx", None, None, None)
