"""Specification curves: one claim estimated under every defensible choice, and how many of the estimates agree with it.

After Simonsohn, Simmons and Nelson (2020), "Specification curve analysis", Nature Human Behaviour 4. The curve shows
how an estimate moves with the choices; the specifications share their data, so that shares of them are no p-values.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "estimates": ["CLAIMS"],
        "friendship": ["friends_accepted", "plaudits_to_friends"],
        "low_cost": ["low_cost"],
        "nearly_half": ["different", "nearly_half"],
        "summary": ["moves", "summary"],
        "turn": ["turn"],
    },
)
