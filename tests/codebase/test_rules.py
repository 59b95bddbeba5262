"""The house's own rules, read off the code: what each kind of file may do."""

import ast
import re

import pytest

from vendor_risk import features, paths

ROOT = paths.PACKAGE.parent
MODULES = {
    file.relative_to(paths.PACKAGE).as_posix(): file.read_text()
    for file in sorted(paths.PACKAGE.rglob("*.py"))
    if "_shipped" not in file.parts
}
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


def constants(node, tree):
    """The texts this expression can be: literals, either side of a choice, what its name is set to in the module."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return constants(node.body, tree) + constants(node.orelse, tree)
    if isinstance(node, ast.Name):
        found = []
        for other in ast.walk(tree):
            named = [getattr(target, "id", "") for target in getattr(other, "targets", [])]
            if isinstance(other, ast.Assign) and node.id in named and not isinstance(other.value, ast.Name):
                found += constants(other.value, tree)
        return found
    return []


def recorded():
    """Every action and object type that the code writes to the audit log, with where it does."""
    actions, types = {}, {}
    for name, text in MODULES.items():
        tree = ast.parse(
            text if any(word in text for word in ("audit.actions", "write_trail", "import batches")) else ""
        )
        for node in ast.walk(tree):
            called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if called not in {"record", "_record", "_note", "note", "write_trail"} or not node.args:
                continue
            words = [
                word for argument in node.args[: 1 if called == "record" else 2] for word in constants(argument, tree)
            ]
            if called == "record" and len(node.args) > 1:
                types |= dict.fromkeys(constants(node.args[1], tree), name)
            for word in words:
                if re.fullmatch(r"[a-z_]+\.[a-z_]+", word):
                    actions[word] = name
                elif called != "record" and re.fullmatch(r"[a-z_]+", word):
                    actions[f"{name.split('/')[0]}.{word}"] = name
    return actions, types


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
