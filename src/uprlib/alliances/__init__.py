"""Who asks what of whom, who is near whom, and whether that is answered.

Friends are defined before any answer is read. Pure functions, DataFrame in, DataFrame or small dataclass out.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "acceptance_curve": ["acceptance_curve", "logistic_curve"],
        "communities": [
            "Communities",
            "backbone",
            "communities",
            "community_members",
            "cosine",
            "leiden",
            "modularity",
            "profiles",
        ],
        "dyads": ["all_pairs", "dyads", "middle_session"],
        "exchanges": ["both_ways", "most_exchanged"],
        "friends": ["friends", "friends_by_definition", "recommenders", "with_friends"],
        "overlap": ["overlap", "standing"],
        "friends_and_others": ["friends_and_others", "friends_less_others_bounds"],
        "habits": ["habits", "low_cost_to_friends"],
        "held_constant": ["friendship_odds", "held_constant", "other_models", "side_by_side"],
        "like_minded": ["accepted_by_friends", "friends_ask_little"],
        "maps": ["network_map", "places", "requests_by_issue"],
        "nearness": ["nearness", "nearness_of_addressed"],
        "network": ["assortativity", "reciprocity", "recommending_network", "whole_network", "with_null"],
        "pairs_of_friends": ["pairs_of_friends"],
        "qap": ["mrqap"],
        "recommending": ["addressed", "answered", "made_by"],
        "rivals": ["security_law", "to_rivals"],
        "shared_issues": ["configuration_chances", "shared_beyond_chance", "shared_issues"],
    },
)
