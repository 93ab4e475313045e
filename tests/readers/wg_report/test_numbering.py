"""Claims about the audit of a report's numbering."""

from invented_reports import write_report

from uprlib.readers.wg_report.numbering import Numbering, numbering

LEAD = "124. The recommendations listed below enjoy the support of Côte d’Ivoire:"


def counted(tmp_path, *paragraphs):
    return numbering(write_report(tmp_path / "report.pdf", [LEAD, *paragraphs]))


def test_a_sound_report_has_nothing_odd(tmp_path):
    found = counted(tmp_path, "124.1. Plant oaks (Chad);", "124.2. Plant elms (Mali).")
    assert found == Numbering((), (), (), (), ())


def test_a_misprinted_number_is_reported_with_the_one_given_instead(tmp_path):
    found = counted(tmp_path, "124.1. Plant oaks (Chad);", "142.2. Plant elms (Mali);", "124.3. Plant firs (Peru).")
    assert found.misprinted == ("142.2 for 124.2",)


def test_a_name_that_is_not_in_the_table_is_a_fault_of_the_reader_or_the_table(tmp_path):
    found = counted(tmp_path, "124.1. Fell the old trees (Utopia).")
    assert found.without_known_state == found.unread == ("124.1",)
    assert found.unrecognised == ("Utopia",) and found.without_bracket == ()


def test_a_paragraph_that_prints_no_recommending_state_is_no_fault(tmp_path):
    found = counted(tmp_path, "124.1. Oaks are welcomed.", "124.2. Plant elms, as Peru said.")
    assert found.without_bracket == ("124.1", "124.2")
    # The second prints a State that the reader did not find.
    assert found.unread == ("124.2",)
