"""The words and numbers of the field: cycles, action categories, positions, groups, and how symbols are written.

Every closed set of values stands here once, with its meaning. Nothing heavy is imported.
"""

from __future__ import annotations

LAST_SESSION_OF_CYCLE = {1: 12, 2: 26, 3: 40, 4: 54}
"""The session of the Working Group that closes each cycle.

A cycle has had 14 sessions since the second, three a year (OHCHR, "Cycles of the Universal Periodic Review"). The
fourth began with session 41 in November 2022 and ends with session 54 in January 2027.
"""

FIRST_DAYS_OF_LATER_SESSIONS = {
    **{27: "2017-05-01", 28: "2017-11-06", 29: "2018-01-15", 30: "2018-05-07", 31: "2018-11-05", 32: "2019-01-21"},
    **{33: "2019-05-06", 34: "2019-11-04", 35: "2020-01-20", 36: "2020-11-02", 37: "2021-01-18", 38: "2021-05-03"},
    **{39: "2021-11-01", 40: "2022-01-24", 41: "2022-11-07", 42: "2023-01-23", 43: "2023-05-01", 44: "2023-11-06"},
    **{45: "2024-01-22", 46: "2024-04-29", 47: "2024-11-04", 48: "2025-01-20", 49: "2025-04-28", 50: "2025-11-03"},
    **{51: "2026-01-19", 52: "2026-05-04"},
}
"""When the sessions after the two cycles of the corpus began, for imports whose source does not print the day.

Checked against a report are 33, 34, 48 and 52, against announcements of OHCHR and UPR Info 27, 29, 31, 41 and 42.
"""

CYCLES = tuple(LAST_SESSION_OF_CYCLE)
LAST_SESSION = max(LAST_SESSION_OF_CYCLE.values())

ACTIONS = {1: "minimal", 2: "continue", 3: "consider", 4: "general action", 5: "specific action"}
"""McMahon's action categories. They are categories, not a score: over all States, 3 is accepted less often than 4."""

LOW_COST, SPECIFIC = (1, 2), (5,)
"""Requests that cost the State little, and requests for a specific act. Categories 3 and 4 are neither."""

PLAUDITS, DEMANDS = LOW_COST, (4, 5)
"""Requests as seen from the State that makes them: little is asked, often with praise, or action is asked for."""

REGIONAL_GROUPS = ("Africa", "Asia", "EEG", "GRULAC", "WEOG", "Observer")

POSITIONS = {
    "accepted": "supported by the State under review",
    "implemented": "supported and said to be implemented already",
    "partly_accepted": "accepted in part",
    "pending": "left open: to be examined, answer to follow",
    "noted": "taken note of; in UPR Info's database everything that is not fully accepted",
    "not_accepted": "refused: does not enjoy the State's support",
    "not_fully_accepted": "partly accepted, noted or not accepted: which of them is not known",
}
FINAL_POSITIONS = ("accepted", "noted")
"""UPR Info's two values. After 2014 it recoded every answer to one of them."""

CODINGS = ("recorded", "belated", "belated_partial")
"""Which answer counts; :mod:`uprlib.acceptance.codings` says what each takes for accepted."""

STAGES = ("working_group", "outcome", "later")
"""When a position was taken: in the Working Group, at the end of the review, or later."""

PLEDGE = "voluntary_pledge"
"""What a reader gives as the position of a State's own voluntary pledge, which is no recommendation."""

FLAGS = ("split", "no_review", "unknown_recommender", "repeated")
"""Marks that corrections leave on rows; the codebook explains each."""

FRIENDSHIP = {
    "ideal_points": "minus the distance of ideal points, all votes of the Assembly (Bailey, Strezhnev and Voeten 2017)",
    "human_rights": "minus the distance of ideal points, votes on human rights",
    "agreement": "share of the Assembly's roll calls on which both voted alike (an abstention is half way)",
    "country_vote": "the last vote in the Assembly on a resolution about the State: no, abstention, yes",
    "regional_group": "the same regional group (UPR Info's coding, one snapshot of August 2015)",
}
"""Definitions of friends. None of them looks at an answer."""

FURTHER_FRIENDSHIP = {
    "ideal_points_2025": "minus the distance of ideal points, all votes, as estimated in July 2025",
    "alliance": "a treaty that obliges one to help the other in war (ATOP 5.1)",
    "pact": "an alliance, or a treaty of non-aggression or neutrality (ATOP 5.1)",
    "shared_organisations": "number of intergovernmental organisations of which both are members (Correlates of War)",
    "non_alignment": "members of the Non-Aligned Movement, where the State is one (Correlates of War)",
    "absence_of_sanctions": "States that have no sanction in force against the State (GSDB 4)",
}
"""Definitions shown beside the others where friends are the subject; the parameter `definition` has none of them."""

PICTURED_MEASURES = (
    "accepted",
    "low_cost_less_specific",
    "friends_less_others",
    "friends_less_others_held",
    "left_open",
    "refused_in_room",
    "open_accepted",
    "change",
    "change_given_first",
    "plaudits_gap",
    "reciprocity",
)
"""Measures of every State that a picture of all States shows; rates by action category have their own figure."""

BALLOTS = {"y": "yes", "n": "no", "a": "abstain"}
"""Letters of a vote in `roll_call_votes`; "-" is no vote."""

ORGANISATIONS = {
    "nam": "Non-Aligned Movement",
    "oic": "Organisation of Islamic Cooperation",
    "eu": "European Union",
    "au": "African Union",
    "asean": "Association of Southeast Asian Nations",
    "cis": "Commonwealth of Independent States",
    "nato": "North Atlantic Treaty Organization",
    "sco": "Shanghai Cooperation Organisation",
}
"""Organisations whose members the table `memberships` lists."""

PACTS = {
    "defence": "a treaty that obliges one to help the other in war",
    "non_aggression": "a treaty not to attack each other or to stay neutral, and none of defence",
    "none": "neither",
}
"""What binds two States in the table `dyads`, by the treaties of ATOP 5.1."""

TIE_YEARS = (2007, 2015)
"""The years of `memberships` and `dyads`: before the first review and before the last ones."""

BODIES = ("commission_of_inquiry", "fact_finding_mission", "investigation", "special_rapporteur")
"""Bodies of accountability that the table `events` knows."""

ALL_EVENTS = "all"
"""Stands for every event about a State; no event may have this name."""

LEAST_LIKENESS = 0.5
"""Pairs of requests that are less alike are not kept (see uprlib.curation.request_pairs)."""

JUDGEMENTS = {
    "same": "the same request, as strongly put",
    "other_strength": "the same object, asked for more or less strongly (consider ratifying, ratify)",
    "partly": "one of the two asks for more objects than the other",
    "different": "another request",
}
"""What a reader said of a pair of requests (table `pair_checks`)."""

SPLITS = ("by_state", "forward", "verb_rule")
"""How the coder of action categories was tested: on States and on sessions that it was not trained on; and its rule."""

AUDIT_COUNTS = (
    "announced",
    "read",
    "lacking",
    "position_known",
    "fragments",
    "without_bracket",
    "without_known_state",
    "unread",
    "reader_rows",
    "corpus_rows",
    "matched",
    "equal",
)
"""What the audit of the reader of reports counts in each report (see uprlib.curation.reader_audit)."""

ISO3 = r"[A-Z]{3}"
SYMBOL = r"A/HRC/(?:WG\.6/)?\d+/(?:[A-Z]{3}/)?\d+(?:/(?:Add|Rev|Corr)\.\d+)*"
PARAGRAPH = r"\d+(?:\.\d+)*(?:\([a-z]{1,2}\))?"
"""How a State's code, a document's symbol and a paragraph's number are written, as regular expressions.

Some reports of the first sessions letter the items of a paragraph: "79(b)".
"""


def cycle_of(session: int | None) -> int | None:
    """The cycle that a session of the Working Group belongs to; None after the last known cycle, or without a session.

    Examples
    --------
    >>> [cycle_of(session) for session in (12, 13, 40, 41, 54, 55)]
    [1, 2, 3, 4, 4, None]
    """
    if session is None:
        return None
    return next((cycle for cycle, last in LAST_SESSION_OF_CYCLE.items() if session <= last), None)
