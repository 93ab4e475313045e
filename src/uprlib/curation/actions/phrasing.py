"""How a recommendation is phrased: its words, their stems, and where the request begins.

McMahon's action category depends on the verb of the request. Many texts do not open with it
("In cooperation with OHCHR, continue ...", "That the Government ratify ...", "Recommended
considering ..."), so what frames the request is removed before the verb is looked for.
"""

from __future__ import annotations

import re
from functools import lru_cache

from uprlib.readers.wording.texts import cleaned

WORD = re.compile(r"[^\W_]+|[,;:.()]")

# Words that may stand before the verb without changing what is asked.
MODIFIERS = frozenset(
    [
        "further",
        "also",
        "fully",
        "effectively",
        "immediately",
        "urgently",
        "promptly",
        "swiftly",
        "actively",
        "continuously",
        "seriously",
        "positively",
        "expeditiously",
        "quickly",
        "rapidly",
        "more",
        "to",
        "and",
        "in",
        "particular",
        "favourably",
        "favorably",
        "carefully",
        "strongly",
        "efficiently",
        "duly",
        "formally",
        "publicly",
        "thoroughly",
        "vigorously",
        "steadily",
        "speedily",
        "significantly",
        "substantially",
        "gradually",
        "progressively",
        "definitively",
        "officially",
        "completely",
        "unconditionally",
        "as",
        "soon",
        "possible",
        "without",
        "delay",
        "not",
        "systematically",
        "strictly",
        "explicitly",
        "closely",
        "specifically",
        "expressly",
        "properly",
        "adequately",
        "clearly",
    ]
)

_PREFIX = re.compile(r"\b(re|co|non|pre)-(?=\w)")
_JOINED = re.compile(r"[-/]")
_DROPPED = re.compile(r"[^\w\s,;:.()]|_")
_SPACES = re.compile(r"\s+")
_ITEM = re.compile(r"^(?:\(?[a-z0-9]{1,3}\)|\d+\.)\s*")
_FRAME = re.compile(
    r"^(?:in|as|with|within|taking|while|noting|given|on|at|for|considering|having|bearing|"
    r"building|regarding|concerning|following|under|pursuant|through|by|like|along|together|"
    r"also|recognizing|recalling|welcoming|based|due|to this end|when|where|since|if|after|"
    r"before|during|upon|parallel|despite|although|because|similarly|inter alia|until|"
    r"consistent|drawing|aware|concerned|notwithstanding|furthermore|moreover|according|using)"
    r"\b[^,]*?, ?(.*)$"
)
# Only reported speech: "recommended that", never the imperative "invite the Rapporteur".
_REPORTED = re.compile(
    r"^(?:(?:it |the )?(?:was |is )?(?:further |also |strongly )?"
    r"(?:recommend(?:ed|s|ation|ations)?|requested|requests|encourage[ds]|urge[ds]?|suggest(?:ed|s)?"
    r"|reiterate[ds]?|call(?:ed|s) (?:up)?on|invite[ds]) )?(?:that )?(?:to )?"
)
_ADDRESSEE = re.compile(
    r"^(?:the |that )?(?:government|authorities|state|country|[a-z]+ government)"
    r"(?: of [a-z ]{3,15}?)? (?:should |must |shall |will |to |be )"
)
_MODAL = re.compile(r"^(?:it |they )?(?:should |must |shall )")
# What is shorter than this is not a request: the frame was probably read wrongly.
_SHORTEST_REQUEST = 12

_SUFFIXES = sorted(
    {
        "ization": "iz",
        "isation": "iz",
        "izing": "iz",
        "ising": "iz",
        "ized": "iz",
        "ised": "iz",
        "izes": "iz",
        "ises": "iz",
        "ize": "iz",
        "ise": "iz",
        "ification": "if",
        "ifying": "if",
        "ified": "if",
        "ifies": "if",
        "ify": "if",
        "ations": "at",
        "ation": "at",
        "ating": "at",
        "ated": "at",
        "ates": "at",
        "ate": "at",
        "itions": "it",
        "ition": "it",
        "ments": "",
        "ment": "",
        "ings": "",
        "ing": "",
        "ions": "",
        "ion": "",
        "ies": "y",
        "ied": "y",
        "ed": "",
        "es": "",
        "s": "",
        "e": "",
    }.items(),
    key=lambda pair: (-len(pair[0]), pair[0]),
)


def normalise(text: str) -> str:
    """The words of a text in lower case, with the marks of its clauses, comparable across sessions.

    In sessions 1-8 the export writes ``-`` for ``/`` ("HIV-AIDS", "and-or"), so both become a space.
    Quotation marks, which sessions 1-9 lost, are dropped everywhere.

    Examples
    --------
    >>> normalise("Fight HIV/AIDS,  and follow-up on Iceland%u2019s plan ")
    'fight hiv aids, and follow up on icelands plan'
    """
    text = cleaned(text).lower()
    text = _DROPPED.sub("", _JOINED.sub(" ", _PREFIX.sub(r"\1", text)))
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude stem that is the same for all forms of a verb.

    It only has to give "ratify", "ratifying" and "ratification" one stem, in British and American spelling.

    Examples
    --------
    >>> {stem(word) for word in ("ratify", "ratifying", "ratification")}
    {'ratif'}
    >>> stem("criminalise") == stem("criminalizing")
    True
    """
    # Snowball's stemmer keeps -ise and -ize apart; with it 198 machine actions and 1,410 pairs would change.
    if word.endswith(("ss", "eed")):
        return word
    for suffix, replacement in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            root = word[: -len(suffix)] + replacement
            doubled = len(root) > 3 and root[-1] == root[-2] and root[-1] in "bdgmnprt"
            return root[:-1] if doubled else root
    return word


def request(normalised: str) -> str:
    """A normalised text from the request on.

    Examples
    --------
    >>> request("in cooperation with ohchr, continue its efforts")
    'continue its efforts'
    >>> request("that the government should ratify the covenant")
    'ratify the covenant'
    """
    text = normalised
    for _ in range(3):  # frames are nested: "In this regard, with the help of ..., adopt ..."
        match = _FRAME.match(text)
        if not match or len(match[1]) <= _SHORTEST_REQUEST:
            break
        text = match[1]
    for _ in range(2):
        text = _ITEM.sub("", text)
        rest = _REPORTED.sub("", text)
        if len(rest) > _SHORTEST_REQUEST:
            text = rest
        text = _MODAL.sub("", _ADDRESSEE.sub("", text))
    return text
