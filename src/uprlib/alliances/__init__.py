"""Who asks what of whom, who is near whom, and whether that is answered.

Friends are defined before any answer is read. Pure functions, DataFrame in, DataFrame or small dataclass out.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "dyads": ["dyads"],
        "exchanges": ["both_ways", "most_exchanged"],
        "friends": ["acceptance_curve", "friends_and_others", "held_constant", "score_p", "with_friends"],
        "habits": ["habits", "low_cost_to_friends"],
        "likeness": [
            "Communities",
            "backbone",
            "communities",
            "configuration_chances",
            "cosine",
            "places",
            "profiles",
            "shared_beyond_chance",
        ],
        "nearness": ["DEFINITIONS", "Votes", "affinity", "nearness_of_addressed"],
        "network": ["assortativity", "reciprocity", "recommending_network", "with_null"],
        "qap": ["mrqap", "qap_correlation"],
        "recommending": ["addressed", "answered", "made_by"],
        "rivals": ["security_law", "to_rivals"],
    },
)
