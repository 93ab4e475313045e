"""Every combination of choices, and the curve over it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "curves": [
            "Material",
            "choices_of",
            "described",
            "friends",
            "halves",
            "in_words",
            "low_cost",
            "moves",
            "plaudits",
            "summary",
            "turn",
        ],
    },
)
