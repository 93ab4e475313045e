"""Who asks what of whom, who is near whom, and whether that is answered.

Friends are defined before any answer is read. Pure functions, DataFrame in, DataFrame or small dataclass out.
"""

from uprlib.alliances.dyads import dyads
from uprlib.alliances.friends import acceptance_curve, friends_and_others, held_constant, score_p, with_friends
from uprlib.alliances.likeness import (
    Communities,
    backbone,
    communities,
    configuration_chances,
    cosine,
    places,
    profiles,
    shared_beyond_chance,
)
from uprlib.alliances.nearness import DEFINITIONS, Votes, affinity, nearness_of_addressed
from uprlib.alliances.network import assortativity, reciprocity, recommending_network, with_null
from uprlib.alliances.qap import mrqap, qap_correlation
from uprlib.alliances.recommending import both_ways, habits, made_by
from uprlib.facts.vocabulary import DEMANDS, PLAUDITS

__all__ = [
    "DEFINITIONS",
    "DEMANDS",
    "PLAUDITS",
    "Communities",
    "Votes",
    "acceptance_curve",
    "affinity",
    "assortativity",
    "backbone",
    "both_ways",
    "communities",
    "configuration_chances",
    "cosine",
    "dyads",
    "friends_and_others",
    "habits",
    "held_constant",
    "made_by",
    "mrqap",
    "nearness_of_addressed",
    "places",
    "profiles",
    "qap_correlation",
    "reciprocity",
    "recommending_network",
    "score_p",
    "shared_beyond_chance",
    "with_friends",
    "with_null",
]
