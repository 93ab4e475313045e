"""Claims about the position that a lead paragraph states."""

import pytest

from uprlib.facts import contract
from uprlib.readers.wg_report.lead_position import POSITIONS, position_of


@pytest.mark.parametrize(
    ("lead", "position"),
    [
        ("The recommendations listed below have been examined by X and enjoy its support:", "accepted"),
        (
            "The following recommendations enjoy the support of X, which considers that they are"
            " already implemented or in the process of implementation:",
            "implemented",
        ),
        (
            "The following recommendations will be examined by X, which will provide responses"
            " in due time, but no later than the next session:",
            "pending",
        ),
        ("The recommendations below did not enjoy the support of X:", "noted"),
        ("The recommendations listed below have been noted by X:", "noted"),
        ("X has examined the recommendations listed below and takes note of them:", "noted"),
        (
            "The recommendations below enjoy the support of X. Its views on the recommendations"
            " noted in the report in paragraph 19 and its responses will be provided:",
            "accepted",
        ),
        ("In the course of the discussion, the following recommendations were made to X:", None),
        ("The following recommendations enjoy the partial support of X:", "partly_accepted"),
        ("X accepts the following recommendations in part:", "partly_accepted"),
        ("The response of X to these will be included in the outcome report adopted by the Council.", "pending"),
        ("X will present its position on the recommendations, which will be submitted in March:", "pending"),
        ("X considers the recommendations below to be already implemented.", "implemented"),
        ("X considers that the following have already been fully implemented:", "implemented"),
        ("The recommendations below enjoy support, as they are under implementation:", "implemented"),
        ("X considers that recommendations contained in paragraphs 2 (b) and 3 do not enjoy the support of X", "noted"),
        ("X is not in a position to accept the recommendations below:", "noted"),
        ("Other recommendations noted in the report will be examined; both will be noted in the outcome.", "pending"),
        ("All conclusions and recommendations should not be construed as endorsed.", None),
    ],
)
def test_position_of_a_lead(lead, position):
    assert position_of(lead) == position
    assert position is None or (position in POSITIONS and position in contract.POSITIONS)
