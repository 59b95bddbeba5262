"""Tests stand alone: what several of them need is built in tests/builders, and no test imports another one."""

import ast
import re

import pytest

from tests.codebase.modules import ROOT
from vendor_risk import paths

TESTS = {file.relative_to(ROOT).as_posix(): file.read_text() for file in sorted((ROOT / "tests").rglob("*.py"))}
SHARED = re.compile(r"tests\.(builders|codebase)(\.|$)")
"""What every folder may import: what builds, and what reads the code (it also writes docs/access.md)."""


def imports(source):
    """(line, module) of every module of the tests that this text imports, however the import is written."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("tests."))
        elif isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] == "tests"):
            yield from ((node.lineno, f"{node.module or ''}.{alias.name}") for alias in node.names)


def faults(sources):
    """What is imported from a test, from a conftest, or from another folder's helpers; with what to do about it."""
    for name, source in sources.items():
        for line, module in imports(source):
            where, parts = f"{name}:{line}", module.split(".")
            test = next((part for part in parts if part.startswith("test_")), None)
            if test:
                yield f"{where}: {module} lies in a test: move what both need to tests/builders/ or beside them"
            elif "conftest" in parts:
                yield f"{where}: {module} lies in a conftest: ask for the fixture, or move it to tests/builders/"
            elif not SHARED.match(module) and parts[:2] != name.removesuffix(".py").split("/")[:2]:
                yield f"{where}: {module} is another folder's: move it to tests/builders/"


def test_no_test_imports_from_another_test():
    found = list(faults(TESTS))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("from tests.changes.test_changes import scene\n", "tests.changes.test_changes.scene lies in a test"),
        (
            "\n\nfrom tests.changes import test_changes\n",
            "tests/board/test_it.py:3: tests.changes.test_changes lies",
        ),
        ("import tests.changes.test_changes as other\n", "lies in a test: move what both need"),
        ("from .test_board import board\n", "test_board.board lies in a test"),
        ("def f():\n    from tests.board.test_board import board\n", "tests/board/test_it.py:2: "),
        ("from tests.conftest import Client\n", "ask for the fixture"),
        ("from tests.changes.material import view_of\n", "is another folder's: move it to tests/builders/"),
        ("from tests.board.boards import board\n", None),
        ("from tests.builders import organizations\n", None),
        ("from tests.codebase import access\n", None),
        ("from vendor_risk.testing import test_thing\n", None),
    ],
)
def test_the_check_tells_file_line_and_what_to_do(source, told):
    found = list(faults({"tests/board/test_it.py": source}))
    assert (len(found) == 1 and told in found[0]) if told else found == []


ROOMS = sorted(
    folder.relative_to(paths.PACKAGE).as_posix()
    for folder in paths.PACKAGE.glob("*/**")
    if folder.parent != paths.PACKAGE
    and "_shipped" not in folder.parts
    and len([file for file in folder.glob("*.py") if file.name != "__init__.py"]) > 1
)
"""Rooms inside a feature: folders of two modules or more."""
TESTED_ELSEWHERE = {
    "assessments/evidence": "by what a respondent may upload and staff may open: tests/portal, tests/assessments",
    "assessments/links": "by the links themselves: tests/portal/test_links.py",
    "bench/chain": "by the command: tests/bench",
    "bench/files": "by the command: tests/bench",
    "bench/storage": "by the command: tests/bench",
    "formats/register": "by the way out and back: tests/imports/register",
    "imports/register/cells": "by dates, numbers and whole lists: tests/imports/register",
    "imports/register/sheets": "by whole lists: tests/imports/register/test_lists.py",
    "imports/register/rows": "row by row of whole registers: tests/imports/register",
}
"""Rooms without a counterpart of their own name, and where their tests are. Only ever fewer."""


def counterpart(room):
    """Whether tests/ has the room: a folder with a test in it, or a test that begins with its name."""
    folder = ROOT / "tests" / room
    return any(folder.rglob("test_*.py")) or any(folder.parent.glob(f"test_{folder.name}*.py"))


def test_the_tests_have_the_rooms_of_the_package():
    missing = {room for room in ROOMS if not counterpart(room)}
    assert [f"vendor_risk/{room}: add tests/{room}/" for room in sorted(missing - set(TESTED_ELSEWHERE))] == []
    assert set(TESTED_ELSEWHERE) - missing == set(), "take these lines out of TESTED_ELSEWHERE"


def test_a_room_without_tests_is_missed():
    assert {"imports/profiles", "imports/inspect", "domain/chain", "reports/sections"} <= set(ROOMS)
    assert counterpart("imports/profiles")
    assert not counterpart("imports/nowhere")
