"""When a State changed its answers, beside what happened at the time and beside all other States.

Pure functions, DataFrame in, DataFrame or small dataclass out. Two reviews are two points: nothing here fits a trend.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "change": [
            "Place",
            "changes",
            "drawn_changes",
            "exchangeable",
            "place",
            "placed",
            "placements",
            "rank_interval",
            "standardised_changes",
        ],
        "inquiries": ["between_reviews"],
        "record": ["chosen_events", "dated_record", "days_between"],
        "returning": ["answered", "checked_likeness", "matched"],
        "room": ["nothing_accepted", "place_of_review", "room"],
        "statements": ["Statement", "judged", "statements"],
    },
)
