"""A name means one thing in the whole package: a class is one class, and an import alias is one module."""

import ast
from collections import defaultdict

import pytest

from tests.codebase.test_rules import MODULES

INNER = {"Meta"}
"""Classes that a library looks for by name inside another."""


def several(places):
    """The names that stand for more than one thing, with all places: {name: [(thing, place), ...]}."""
    return {name: found for name, found in places.items() if len({thing for thing, _place in found}) > 1}


def classes(sources):
    """Public classes by name. Each is a thing of its own."""
    found = defaultdict(list)
    for name, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and node.name not in INNER:
                found[node.name].append((f"{name}:{node.lineno}", f"{name}:{node.lineno}"))
    return found


def test_a_class_name_is_used_once():
    twice = several(classes(MODULES))
    assert not twice, "\n".join(
        f"{name} is a class in {' and in '.join(place for _thing, place in found)}: say in the name whose it is"
        for name, found in twice.items()
    )


@pytest.mark.parametrize(
    ("other", "expected"),
    [("class Line:\n    pass\n", ["a.py:1", "b.py:1"]), ("class _Line:\n    pass\n", None)],
)
def test_classes_of_one_name_are_told_with_both_places(other, expected):
    found = several(classes({"a.py": "class Line:\n    pass\n", "b.py": other})).get("Line")
    assert (found and [place for _thing, place in found]) == expected
