"""One measure for every State, and where one State stands among them.

Rank and share are computed in one place, :mod:`uprlib.profiles.ranks`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "acceptances": ["beside_all_states", "change_under_each_coding", "state_rates", "under_each_coding"],
        "asking_rivals": ["others_ask_rivals"],
        "changes": ["changes_beside_all", "changes_with_inquiry", "placements", "rank_interval", "rank_of_change"],
        "every_state": ["beside", "each_state", "every_state", "one_state", "strips"],
        "friends_who_asked": ["friends_who_asked"],
        "measures": ["MEASURES", "TOGETHER"],
        "ranks": ["Rank", "rank"],
        "rooms": ["left_open"],
        "starting_level": ["expected_second", "given_the_start", "matched_states", "states_at_zero"],
    },
)
