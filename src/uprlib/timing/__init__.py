"""When a State changed its answers: the dated record, the change between two reviews, and what its totals allow.

Two reviews are two points: nothing here fits a trend. Where a State's change stands among those of all States is said
by :mod:`uprlib.profiles`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "allowed": ["allowed_by_totals", "answered_later", "differences_allowed", "rose_or_fell", "with_later_answers"],
        "change": ["changes", "drawn_changes", "placed", "standardised_changes"],
        "record": ["between_reviews", "chosen_events", "dated_record", "days_between", "timeline"],
        "returning": ["after_silence", "answered", "by_category_of_pair", "came_back", "checked_likeness", "matched"],
        "room": ["in_the_room", "nothing_accepted", "room_to_end"],
        "stage_models": ["stage_models"],
        "stages": ["at_risk", "stage_contrasts", "stages"],
        "statements": ["judged", "statements", "statements_table"],
    },
)
