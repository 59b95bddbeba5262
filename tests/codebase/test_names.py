"""A name means one thing in the whole package: a class is one class, and an import alias is one module."""

import ast
from collections import defaultdict

import pytest

from tests.codebase.modules import MODULES, ROOT

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


def aliases(sources):
    """What modules of ours are called where they are imported `as` something: by alias, and by module."""
    ours = {path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in sources}
    by_alias, by_module = defaultdict(list), defaultdict(list)
    for name, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("vendor_risk"):
                continue
            for alias in node.names:
                module = f"{node.module}.{alias.name}".removeprefix("vendor_risk.")
                if alias.asname and module in ours:
                    by_alias[alias.asname].append((module, f"{name}:{node.lineno}"))
                    by_module[module].append((alias.asname, f"{name}:{node.lineno}"))
    return by_alias, by_module


def told(found):
    """Each meaning with the first place it is used at."""
    first = {}
    for thing, place in found:
        first.setdefault(thing, place)
    return ", ".join(f"{thing} at {place}" for thing, place in first.items())


def test_an_import_alias_is_one_module_and_a_module_has_one_alias():
    tests = {str(path.relative_to(ROOT)): path.read_text() for path in sorted((ROOT / "tests").rglob("*.py"))}
    by_alias, by_module = aliases(MODULES | tests)
    faults = [f"{alias} means {told(found)}" for alias, found in several(by_alias).items()]
    faults += [f"{module} is called {told(found)}" for module, found in several(by_module).items()]
    assert not faults, "\n".join(faults)


def test_aliases_are_told_with_both_places():
    sources = {
        "jobs/queries.py": "",
        "home/queries.py": "",
        "a.py": "from vendor_risk.jobs import queries as job_queries\n",
        "b.py": "from vendor_risk.home import queries as job_queries\n",
        "c.py": "from vendor_risk.jobs import queries as jobs\n",
        "d.py": "from vendor_risk.jobs import queries\n",
    }
    by_alias, by_module = map(several, aliases(sources))
    assert {alias: told(found) for alias, found in by_alias.items()} == {
        "job_queries": "jobs.queries at a.py:1, home.queries at b.py:1"
    }
    assert {module: told(found) for module, found in by_module.items()} == {
        "jobs.queries": "job_queries at a.py:1, jobs at c.py:1"
    }
