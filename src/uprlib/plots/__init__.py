"""Figures: one function each, a result in, a matplotlib Figure out. Nothing is computed and nothing is written here."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "of_acceptance": [
            "all_states",
            "codings",
            "issues",
            "odds_ratios",
            "rates_by_action",
            "recommenders",
            "standardised",
        ],
        "of_alliances": ["curve", "friendship_odds", "heat_map", "network", "recommenders_by_friendship"],
        "of_assumptions": ["assumptions"],
        "of_audit": ["confusion", "coverage", "kappa_by_session"],
        "of_every_state": ["among_all_states", "states_by_value"],
        "of_recommending": ["habits", "plaudits_and_demands"],
        "of_specifications": ["specification_curve"],
        "of_stages": ["stages"],
        "of_timing": ["bounds", "changes", "inquiries", "record", "returning", "room_and_end", "transitions"],
        "style": ["Caption", "captioned", "new_figure", "styled"],
    },
)
