"""Every regular expression that foreign text meets ends in time that grows with the text's length, whatever it says.

The expressions are found in the code, not listed here: those that modules keep, and those written where they are used.
Each is driven with texts made from itself, in which what may be repeated is repeated very often, with an end that does
not fit; and with a few signs that documents repeat.
"""

import ast
import importlib
import inspect
import pkgutil
import random
import re
import signal
from collections.abc import Iterator
from re import _constants as sre
from re import _parser

import pytest

import uprlib.curation
import uprlib.readers

METHODS = frozenset({"search", "match", "fullmatch", "sub", "split", "findall", "finditer"})
LENGTH = 20_000
"""Letters of a text: with as many, what grows with the square of the length takes seconds."""
SECONDS = 0.3
DRAWN = 8
REPEATED = [
    " ",
    "a",
    "A ",
    "1",
    "1.",
    "1 ",
    ",",
    ", ",
    "(",
    "(a) ",
    "()",
    "[",
    ";",
    ".",
    "-",
    "\n",
    "\t",
    "<",
    "&",
    "/",
]
REPEATED += [
    "A/HRC/1/1 ",
    "the ",
    "and ",
    "not ",
    "one hundred and ",
    "recommendations ",
    "1.1, ",
    "a-",
    "'",
    "(a",
    "no. ",
]
CATEGORIES = {
    sre.CATEGORY_DIGIT: "17",
    sre.CATEGORY_SPACE: " \n",
    sre.CATEGORY_WORD: "aA1_",
    sre.CATEGORY_NOT_DIGIT: "a ,",
    sre.CATEGORY_NOT_SPACE: "a1,",
    sre.CATEGORY_NOT_WORD: " ,(",
}


def modules():
    for room in (uprlib.readers, uprlib.curation):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            yield importlib.import_module(found.name)
    yield importlib.import_module("uprlib.facts.states")


def kept(value) -> Iterator[re.Pattern]:
    """The expressions that a value of a module is or holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | list | tuple | frozenset):
        for each in value.values() if isinstance(value, dict) else value:
            yield from kept(each)


def of_module(module) -> Iterator[tuple[re.Pattern, set[str]]]:
    """Its expressions, each with the methods that are called on it; all of them where that cannot be told."""
    called: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS):
            continue
        if ast.unparse(node.func.value) == "re":
            # An expression that only a local name holds would escape this test: a module keeps it instead.
            written = eval(compile(ast.Expression(node.args[0]), module.__name__, "eval"), vars(module))
            yield re.compile(written, re.IGNORECASE), {node.func.attr}
        else:
            called.setdefault(ast.unparse(node.func.value), set()).add(node.func.attr)
    for name, value in vars(module).items():
        yield from ((each, called.get(name, {"search"})) for each in kept(value))


def expressions():
    found: dict[tuple, tuple[str, set[str]]] = {}
    for module in modules():
        for pattern, methods in of_module(module):
            _, known = found.setdefault((pattern.pattern, pattern.flags), (module.__name__, set()))
            known |= methods
    for (pattern, flags), (where, methods) in found.items():
        for method in sorted(methods):
            yield pytest.param(re.compile(pattern, flags), method, id=f"{where}-{method}-{str(pattern)[:40]}")


def drawn(tree, chance: random.Random, length: int) -> str:
    """A text that an expression fits, or nearly; each repetition may be of that length."""
    pieces = []
    for kind, value in tree:
        if kind is sre.LITERAL:
            pieces.append(chr(value))
        elif kind is sre.NOT_LITERAL:
            pieces.append("a" if value != ord("a") else "b")
        elif kind is sre.ANY:
            pieces.append(chance.choice("a 1A,"))
        elif kind is sre.IN:
            pieces.append(chance.choice(signs(value)))
        elif kind is sre.BRANCH:
            pieces.append(drawn(chance.choice(value[1]), chance, length))
        elif kind in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            pieces.append(drawn(value[3] if kind is sre.SUBPATTERN else value, chance, length))
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, body = value
            if length and most > 3 and chance.random() < 0.6:
                unit = "".join(drawn(body, chance, 0) for _ in range(chance.choice((1, 3))))
                pieces.append(unit * min(most, length // max(1, len(unit))))
            else:
                pieces += [drawn(body, chance, length) for _ in range(chance.randint(least, min(most, least + 2)))]
    return "".join(pieces)


def signs(members) -> str:
    """Signs that a set of them allows."""
    listed = ""
    for kind, value in members:
        if kind is sre.LITERAL:
            listed += chr(value)
        elif kind is sre.RANGE:
            listed += chr(value[0]) + chr(value[1])
        elif kind is sre.CATEGORY:
            listed += CATEGORIES[value]
    if members[0][0] is sre.NEGATE:
        return "".join(sign for sign in "aA1 ,.;xZ(~" if sign not in listed)
    return listed


def texts(pattern: re.Pattern) -> Iterator[str]:
    chance = random.Random(1)
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = _parser.parse(written, pattern.flags)
    for _ in range(DRAWN):
        text = drawn(tree, chance, LENGTH)[: 2 * LENGTH]
        yield text
        yield f"{text}\x01"
        yield text[:200] * (LENGTH // max(1, len(text[:200]))) + "\x01"
    for sign in REPEATED:
        yield sign * (LENGTH // len(sign)) + "\x01"


def ends(pattern: re.Pattern, method: str) -> bool:
    """Whether an expression ends with each of its texts within the processor's seconds."""

    def late(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, late)
    try:
        for text in texts(pattern):
            foreign = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
            # The engine of expressions looks for signals while it works.
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            arguments = (foreign[:0], foreign) if method == "sub" else (foreign,)
            found = getattr(pattern, method)(*arguments)
            for _ in found if method == "finditer" else ():
                pass
            signal.setitimer(signal.ITIMER_PROF, 0)
    except TimeoutError:
        return False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return True


@pytest.mark.parametrize(("pattern", "method"), list(expressions()))
def test_an_expression_ends_in_time_that_grows_with_the_text(pattern, method):
    assert ends(pattern, method)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(?:a+)+$", "match"),
        (r"\s*(?:Theme|Right)\s*:", "split"),
        # As the running header of a report, a heading after a recommendation and a loose end were once looked for.
        (r"(?:\s*(?:A/HRC/\d+/\d+|page\s*\d+)[\s*]*)+", "fullmatch"),
        (r"\s*[;.]\s*[*\d]*\s*[A-Z]", "fullmatch"),
        (r"(?:\s*,\s*)*$", "search"),
    ],
)
def test_an_expression_that_does_not_end_is_found(pattern, method):
    assert not ends(re.compile(pattern), method)
