"""Reports of the Working Group on the Universal Periodic Review (PDF or DOCX, in English).

Section II, "Conclusions and/or recommendations", is read by the rules of its format: lead paragraphs that say the
State's position, numbered recommendations under them, and the recommending States in brackets. Texts are those of
the report, as printed; they stay with the user.
"""

from uprlib.readers.wg_report.report import Numbering, numbering, read

__all__ = ["Numbering", "numbering", "read"]
