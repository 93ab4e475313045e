"""How a State answers: rates, contrasts, models and its place among all States.

Pure functions, DataFrame in, DataFrame or small dataclass out. One file for each kind of question.
"""

from uprlib.acceptance.contrasts import WithinRecommender, same_mix, standardised_rates, within_recommenders
from uprlib.acceptance.exact import Comparison, compare, issue_contrasts
from uprlib.acceptance.models import firth_logit, logit
from uprlib.acceptance.rates import acceptance_rate, rates
from uprlib.facts.vocabulary import LOW_COST, SPECIFIC
from uprlib.profiles.ranks import RankedState, rank_of, state_rates

__all__ = [
    "LOW_COST",
    "SPECIFIC",
    "Comparison",
    "RankedState",
    "WithinRecommender",
    "acceptance_rate",
    "compare",
    "firth_logit",
    "issue_contrasts",
    "logit",
    "rank_of",
    "rates",
    "same_mix",
    "standardised_rates",
    "state_rates",
    "within_recommenders",
]
