"""When a State changed its answers, beside what happened at the time and beside all other States.

Pure functions, DataFrame in, DataFrame or small dataclass out. Two reviews are two points: nothing here fits a trend.
"""

from uprlib.timing.change import (
    Place,
    changes,
    drawn_changes,
    exchangeable,
    place,
    placed,
    placements,
    rank_interval,
    standardised_changes,
)
from uprlib.timing.inquiries import between_reviews
from uprlib.timing.record import chosen_events, dated_record, days_between
from uprlib.timing.returning import answered, checked_likeness, matched
from uprlib.timing.room import nothing_accepted, place_of_review, room
from uprlib.timing.statements import Statement, judged, statements

__all__ = [
    "Place",
    "Statement",
    "answered",
    "between_reviews",
    "changes",
    "checked_likeness",
    "chosen_events",
    "dated_record",
    "days_between",
    "drawn_changes",
    "exchangeable",
    "judged",
    "matched",
    "nothing_accepted",
    "place",
    "place_of_review",
    "placed",
    "placements",
    "rank_interval",
    "room",
    "standardised_changes",
    "statements",
]
