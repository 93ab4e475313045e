from uprlib.readers.opening.plain_text import printed_lines


def shown(path):
    return [line.text.strip() for line in printed_lines(path) if line.text and not line.small]


def test_headers_page_numbers_and_footnotes_are_small(written):
    path = written(
        "   95.1   Plant trees (Fiji);\n"
        "   95.2   Water them\n"
        "\n\n"
        "   1 The recommendations have not been\n"
        "     edited.\n"
        "   ** As read out.\n"
        "\n\n\n"
        "12                                   GE.14-12345\n"
        "\f"
        "                                A/HRC/27/99\n"
        "\n"
        "daily (Peru).\n"
    )
    assert shown(path) == ["95.1   Plant trees (Fiji);", "95.2   Water them", "daily (Peru)."]


def test_pages_are_told_by_their_headers_where_the_text_has_lost_its_marks(written):
    path = written("Water them\n\n\n2\n                         A/HRC/27/99\n\n\ndaily (Peru).\n")
    assert shown(path) == ["Water them", "daily (Peru)."]


def test_the_symbol_at_the_beginning_is_no_running_header(written):
    path = written("\n\nA/HRC/27/99\n\nErewhon\n\f\nA/HRC/27/99\n\nPlant trees.\n")
    assert shown(path) == ["A/HRC/27/99", "Erewhon", "Plant trees."]


def test_the_last_item_of_a_page_is_no_footnote(written):
    path = written("1. Plant trees (Fiji);\n\n2. Water them (Peru);\n\n3\n")
    assert shown(path) == ["1. Plant trees (Fiji);", "2. Water them (Peru);"]
