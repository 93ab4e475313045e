"""uprlib: how States answer the recommendations of the UN Universal Periodic Review.

What a notebook or a script of your own needs comes from here in one line::

    from uprlib import acceptance, corpus, plots, start

``corpus()`` holds every table, ``load(name)`` one of them, ``read(file)`` a file of any known format; ``acceptance``,
``timing``, ``alliances``, ``profiles`` and ``specifications`` are the analyses, ``plots`` their figures. A room is
imported when it is first used.
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, _, __all__ = lazy_loader.attach(
    __name__,
    submodules=["acceptance", "alliances", "plots", "profiles", "specifications", "timing"],
    submod_attrs={
        "errors": ["UprError"],
        "facts.corpus": ["Corpus", "corpus"],
        "facts.tables": ["load"],
        "notebook.study": ["start"],
        "readers.recognition": ["read"],
        "tidy": ["tidy"],
    },
)
__all__ += ["__version__", "cite"]


def __dir__() -> list[str]:
    """What Tab offers."""
    return sorted(__all__)


def cite() -> str:
    """How to cite the code and the data, with their versions.

    Examples
    --------
    >>> cite().split(":")[0]
    'The UPR notebooks project (2026). uprlib 0.1.0'
    """
    return (
        f"The UPR notebooks project (2026). uprlib {__version__}: reproducible notebooks on the Universal Periodic "
        "Review. Data: coded facts from UPR Info, Database of UPR recommendations (export of 14 August 2015), and "
        "the Danish Institute for Human Rights, SDG-Human Rights Data Explorer (sessions 1-26)."
    )
