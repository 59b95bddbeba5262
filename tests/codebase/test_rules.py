"""The house's own rules, read off the code: what each kind of file may do."""

import ast
import re

import pytest

from tests.codebase.modules import MODULES, ROOT
from tests.codebase.recorded import recorded
from vendor_risk import features

LIMIT = 400
TEXTS = {".py", ".html", ".md", ".yaml", ".js", ".css", ".po", ".txt", ""}


def imported(text):
    """The modules a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("domain/")])
def test_the_domain_imports_nothing_of_ours_but_itself(name):
    ours = {module for module in imported(MODULES[name]) if module.startswith("vendor_risk")}
    assert {module for module in ours if not module.startswith("vendor_risk.domain")} == set()


@pytest.mark.parametrize("name", MODULES)
def test_modules_stay_readable(name):
    lines = MODULES[name].count("\n")
    assert lines <= LIMIT, f"{lines} lines: split it by meaning"


def test_everything_the_audit_log_holds_has_a_name_for_people(app):
    actions, types = recorded()
    named, kinds = features.audit_actions(), features.audit_objects()
    assert {action: name for action, name in actions.items() if action not in named} == {}
    assert set(named) - set(actions) == set(), "recorded nowhere"
    assert {kind: name for kind, name in types.items() if kind not in kinds} == {}
    assert set(kinds) - set(types) == set(), "recorded nowhere"


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_and_class_says_what_it_is_for(name):
    tree = ast.parse(MODULES[name])
    assert ast.get_docstring(tree), "begin with what this module is for"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name}:{node.lineno} {node.name}"


def test_nothing_is_left_half_done_and_no_machine_is_named():
    unfinished = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
    machine = re.compile(r"(?<![\w.])/(?:work|root|home)/\w")
    for folder in ("vendor_risk", "templates", "migrations", "questionnaires", "docs", "tests", ".ci"):
        for file in (ROOT / folder).rglob("*"):
            if not file.is_file() or file.suffix not in TEXTS:
                continue
            if "__pycache__" in file.parts or file.name == "test_rules.py":
                continue
            text = file.read_text(errors="ignore")
            assert not machine.search(text), f"{file}: names a folder of one machine"
            if file.suffix in {".py", ".html", ".js"} and folder != "tests":
                assert not unfinished.search(text), f"{file}: finish it or take it out"


@pytest.mark.parametrize("name", list(MODULES))
def test_nothing_fetches_an_address_over_the_network(name):
    clients = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "ftplib"}
    assert clients.isdisjoint(imported(MODULES[name]))
