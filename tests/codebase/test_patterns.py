"""No pattern takes longer than its text: a cell or a file of one long line must not hold up the server.

Every compiled pattern of the package, and every pattern written where it is used, meets long texts made of its own
letters. A pattern whose work grows with the square of the text needs seconds for these; one that walks through the
text once needs a thousandth. The limit lies far from both, so that a busy machine changes nothing.
"""

import ast
import importlib
import re
import time
from re import _constants as constants
from re import _parser as parser

import pytest

from tests.codebase.modules import MODULES

LENGTH = 10_000
SECONDS = 0.4
USES = ("fullmatch", "sub")
OWN_TEXT = {
    "content/files.py": "reads the messages of a library about files of ours",
    "heatmaps/plotly_cut.py": "reads the script of a library, when a release is built",
}
BOUNDED = {
    "reading/layout/shapes.py": "is_id looks at texts up to MAX_ID only",
    "imports/register/cells/dates.py": "folded gives nothing for texts over LONGEST",
    "imports/register/cells/numbers.py": "folded gives nothing for texts over LONGEST",
    "organizations/countries.py": "code_of looks at 100 characters",
    "reading/metadata.py": "split looks at texts whose spaces are single",
    "reading/words/lexicon.py": "answers have 60 characters at most, headings 160",
    "organizations/checks.py": "is_email looks at 254 characters, is_web_address at 2,000",
}


def in_calls(text):
    """The patterns written as the first argument of a function of `re`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            named = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            first = node.args[0]
            if named and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield re.compile(first.value)


def compiled(value, depth=0):
    """The patterns in a value of a module."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth < 3 and isinstance(value, (tuple, list, set, frozenset, dict)):
        for part in list(value.values() if isinstance(value, dict) else value)[:500]:
            yield from compiled(part, depth + 1)


def patterns(name):
    module = importlib.import_module(
        "vendor_risk." + name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    )
    found = {pattern for value in vars(module).values() for pattern in compiled(value)}
    return {pattern.pattern: pattern for pattern in [*found, *in_calls(MODULES[name])]}.values()


def letters(pattern):
    """Characters that move a pattern on: those it names, and one for each of its classes."""
    found = set()

    def walk(tree):
        for op, value in tree:
            if op is constants.LITERAL:
                found.add(chr(value))
            elif op is constants.IN:
                for kind, inner in value:
                    if kind is constants.LITERAL:
                        found.add(chr(inner))
                    elif kind is constants.RANGE:
                        found.add(chr(inner[0]))
                    elif kind is constants.CATEGORY:
                        found.add({constants.CATEGORY_SPACE: " ", constants.CATEGORY_DIGIT: "7"}.get(inner, "a"))
                    else:
                        found.update("a!")
            elif op in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
                walk(value[2])
            elif op is constants.SUBPATTERN:
                walk(value[3])
            elif op is constants.BRANCH:
                for branch in value[1]:
                    walk(branch)
            elif op in (constants.ASSERT, constants.ASSERT_NOT):
                walk(value[1])
            elif op is constants.ANY:
                found.add("a")

    walk(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    return sorted(found)


def texts(pattern):
    """Long texts of a pattern's own letters, single and in pairs, that end in what fits nothing."""
    own = letters(pattern)
    few = own[:: max(1, len(own) // 12)][:12]
    units = {*few, "a", "7", " ", "a ", "\n ", "(", *(x + y for x in few[:6] for y in few[:6])}
    return [unit * (LENGTH // len(unit)) + "\x00!x" for unit in sorted(units)]


def seconds(pattern, text):
    def once(use):
        began = time.perf_counter()
        pattern.sub("", text) if use == "sub" else getattr(pattern, use)(text)
        return time.perf_counter() - began

    return max(once(use) for use in USES)


READING = [name for name in MODULES if re.search(r"\bre\.\w+\(", MODULES[name]) and name not in OWN_TEXT]


@pytest.mark.parametrize("name", [name for name in READING if name not in BOUNDED])
def test_a_pattern_walks_through_a_long_text_once(name):
    met = ((pattern, text) for pattern in patterns(name) for text in texts(pattern))
    slow = next((met for met in met if seconds(*met) > SECONDS and seconds(*met) > SECONDS), None)
    assert slow is None, "bound its repeats, or look at no text longer than what it can mean"


@pytest.mark.parametrize("name", [*OWN_TEXT, *BOUNDED])
def test_the_exceptions_are_still_there(name):
    assert name in MODULES, "take it off the list"


def test_a_pattern_that_grows_with_the_square_is_noticed():
    doubling = re.compile(r"\s*(様|殿)$")
    assert " " in letters(doubling)
    assert seconds(doubling, " " * LENGTH + "!") > SECONDS
