"""How a State answers: rates, contrasts, models, and what totals allow where single answers are not known.

``answers`` gives a State's answers under one coding; every other function takes these and returns a tidy result.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "answers": ["Answers", "accepted_specific", "answers", "everyone", "latest", "part", "reviews"],
        "clusters": ["LEVELS", "Contrast", "clustered", "clustering", "contrast", "spread"],
        "codings": ["CODINGS"],
        "contrasts": [
            "between_reviews",
            "compare_groups",
            "low_cost_less_specific",
            "same_mix",
            "same_mix_by_group",
            "standardised_rates",
            "within_recommenders",
            "within_same_states",
        ],
        "exact": ["compare", "issue_contrasts"],
        "issues": ["by_issue"],
        "models": ["clustered_logit", "firth_logit", "logit", "models"],
        "multilevel": ["multilevel_logit"],
        "precision": ["change_precision"],
        "rates": ["acceptance_rate", "by_recommender", "rates"],
    },
)
