"""Specification curves: one claim estimated under every defensible choice, and under which choices it holds.

After Simonsohn, Simmons and Nelson (2020), "Specification curve analysis", Nature Human Behaviour 4. The curve shows
how an estimate moves with the choices. Only distinct estimates count, and how many agree with a claim is said for each
value of each choice: a share of all of them would depend on how many values each choice happens to have.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "estimates": ["CLAIMS"],
        "friendship": ["friends_accepted", "plaudits_to_friends"],
        "low_cost": ["low_cost"],
        "nearly_half": ["nearly_half"],
        "summary": ["agreement_by_choice", "summary"],
        "turn": ["turn"],
    },
)
