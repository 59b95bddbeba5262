"""A module named …jobs holds background work: it has no visitor, and writes in steps it opens itself."""

import ast
import re

import pytest

from tests.codebase.modules import MODULES, ending

OF_FLASK = {"url_for"}
"""All that work without a request needs of Flask: the address a person finds the outcome under."""


def called(node):
    """The last name of what is called, whatever it is reached through: `writing` of `database.writing()`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def handlers(tree):
    """Names of the functions that are registered as background work."""
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(mark, ast.Call) and called(mark) == "handler" for mark in node.decorator_list)
    ]


def commits_outside(node, inside=False):
    """Lines of `….commit()` that no `with writing():` of the same function encloses."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        inside = False  # it runs whenever it is called, not where it stands
    if isinstance(node, ast.With):
        opened = [item.context_expr for item in node.items if isinstance(item.context_expr, ast.Call)]
        inside = inside or any(called(call) == "writing" for call in opened)
    if isinstance(node, ast.Attribute) and node.attr == "commit" and not inside:
        yield node.lineno
    for child in ast.iter_child_nodes(node):
        yield from commits_outside(child, inside)


def imported(tree):
    """(line, module or module.name) of every import, anywhere in the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module or ''}.{alias.name}") for alias in node.names)


def of_a_visitor(module):
    """Whether an import is of use only while somebody's request is answered."""
    package, _dot, name = module.rpartition(".")
    if package == "flask":
        return name not in OF_FLASK
    library = module.split(".")[0]
    if library.startswith("flask"):
        return library != "flask_babel"
    return bool(re.match(r"vendor_risk\.web(\.|$)|vendor_risk\.(\w+\.)*(\w+_)?(views|forms)(\.|$)", module))


def faults(text):
    """What is wrong with this source as a module of background work, each with its line."""
    tree = ast.parse(text)
    found = [
        f"line {line}: {module} needs a visitor, background work has none: take plain values from `work`"
        for line, module in imported(tree)
        if of_a_visitor(module)
    ]
    found += [
        f"line {line}: commit inside `with writing():`, or the step may fail where a reader's transaction began"
        for line in commits_outside(tree)
    ]
    found += [
        f"line {node.lineno}: open `with writing():` instead, which always ends"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in {"begin_writing", "end_writing"}
    ]
    return found + ([] if handlers(tree) else ["no @handler: a module of background work registers some"])


@pytest.mark.parametrize("name", ending("jobs"))
def test_a_module_of_background_work_needs_no_visitor_and_commits_in_steps_of_its_own(name):
    assert faults(MODULES[name]) == [], name


def test_background_work_is_registered_in_modules_named_jobs_only():
    named = set(ending("jobs"))
    assert len(named) >= 2
    elsewhere = {
        name: found for name, text in MODULES.items() if name not in named and (found := handlers(ast.parse(text)))
    }
    assert elsewhere == {}, "move the handler to a module named jobs.py or …_jobs.py"


RIGHT = """
from flask import url_for
from flask_babel import gettext as _
from vendor_risk import database
from vendor_risk.jobs import registry

@registry.handler("count", permission=None)
def count(work):
    with database.writing():
        if work.params:
            database.db.session.commit()
"""


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("import url_for", "import request, url_for", "flask.request needs a visitor"),
        ("import url_for", "import session", "flask.session needs a visitor"),
        ("import url_for", "import render_template as page", "flask.render_template needs a visitor"),
        ("from flask import url_for", "import flask", "flask needs a visitor"),
        ("    with database.writing():\n", "    from flask import g\n    with database.writing():\n", "flask.g needs"),
        ("from flask_babel import gettext as _", "from flask_login import current_user", "flask_login.current_user"),
        ("import database\n", "import database, web\n", "vendor_risk.web needs a visitor"),
        ("import database\n", "import database\nfrom vendor_risk.web import scope\n", "vendor_risk.web.scope needs"),
        ("import database\n", "import database\nfrom vendor_risk.jobs.views import show\n", "jobs.views.show needs"),
        ("with database.writing():", "if database.may_write():", "line 11: commit inside `with writing():`"),
        ("with database.writing():", "with database.open():", "line 11: commit inside `with writing():`"),
        ("        if work.params:\n", "        def later():\n", "line 11: commit inside `with writing():`"),
        ("with database.writing():", "if database.begin_writing():", "open `with writing():` instead"),
        ('@registry.handler("count", permission=None)\n', "", "no @handler"),
    ],
)
def test_what_a_module_of_background_work_must_not_do_is_told(right, wrong, told):
    assert faults(RIGHT) == []
    changed = RIGHT.replace(right, wrong)
    assert changed != RIGHT
    assert any(told in fault for fault in faults(changed)), faults(changed)
