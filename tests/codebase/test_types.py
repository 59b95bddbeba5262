"""What passes between rooms has a type: `Any` is no public answer, and its number only falls."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from vendor_risk.paths import PACKAGE

CEILING = 22
"""Annotations with `Any` in the whole package. Lower it when there are fewer; never raise it."""
REFUSED = {"Any", "dict[str, Any]"}


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _annotations(tree: ast.AST) -> Iterator[ast.expr]:
    for function in _functions(tree):
        asked = function.args
        every = [*asked.posonlyargs, *asked.args, *asked.kwonlyargs, asked.vararg, asked.kwarg]
        yield from (one.annotation for one in every if one is not None and one.annotation is not None)
        if function.returns is not None:
            yield function.returns
    yield from (node.annotation for node in ast.walk(tree) if isinstance(node, ast.AnnAssign))


def _holds_any(annotation: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(annotation))


def _trees() -> Iterator[tuple[str, ast.AST]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _offenders() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, tree in _trees():
        for function in _functions(tree):
            answers = ast.unparse(function.returns) if function.returns is not None else ""
            if answers in REFUSED and not function.name.startswith("_"):
                found.setdefault(name, []).append(f"{name}:{function.lineno} {function.name} -> {answers}")
    return found


def test_no_public_function_answers_with_anything():
    wrong = [line for lines in _offenders().values() for line in lines]
    assert wrong == [], "give a NamedTuple, a frozen dataclass or a Struct; a view gives web.Reply"


def test_annotations_with_any_do_not_grow():
    number = sum(_holds_any(annotation) for _name, tree in _trees() for annotation in _annotations(tree))
    assert number <= CEILING


def test_the_counter_sees_any_wherever_it_is_written():
    tree = ast.parse("def f(a: Any, *b: list[Any], c: int, **d: Any) -> dict[str, Any]: ...\nx: Any = 1\ny: int = 1")
    assert sum(map(_holds_any, _annotations(tree))) == 5
