"""The processed tables and what each is made from; importing this loads nothing else."""

COPIED = (
    "positions",
    "position_totals",
    "documents",
    "events",
    "sessions",
    "reviews",
    "states",
    "issues",
    "disagreements",
    "not_joined",
    "request_pairs",
    "pair_checks",
    "coder_evaluation",
    "coder_confusion",
    "reader_audit",
    "ideal_points",
    "roll_calls",
    "roll_call_votes",
    "country_votes",
    "memberships",
    "dyads",
    "later_recommendations",
    "later_reviews",
    "published_numbers",
)
TABLES: dict[str, tuple[str, ...]] = {
    "recommendations": ("recommendations", "states", "machine_actions"),
    "recommendation_issues": ("recommendations", "issues"),
    **{name: (name,) for name in COPIED},
}
"""Each processed table and the raw tables that it is made from."""
