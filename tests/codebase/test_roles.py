"""What belongs to one role stands in modules of that role: routes in views, tables in models, commits where work ends.

Modules without a role in their name are many, and their names say what they hold. So the rule is not how they are
called but what they may not hold: whoever looks for a route, a table or the end of a transaction knows where to look.
"""

import ast
import functools
import re

import pytest

from tests.codebase.modules import MODULES

VISITOR = {"request", "session", "g", "flash", "redirect", "abort", "send_file", "current_user"}
ROLES = {
    "route": {"views", "blueprint"},
    "table": {"models"},
    "form": {"forms"},
    "command": {"commands"},
    "visitor": {"views", "blueprint", "forms"},
    "commit": {"views", "jobs", "commands"},
}
"""What a module can hold → the last words of the names of modules that may."""
FRAME = re.compile(r"^(bench|database|demo|web)/|^[^/]+\.py$")
"""Not features: what every feature stands on, and what fills a database for trying and measuring."""
ELSEWHERE = {
    ("accounts/security.py", "visitor"): "Flask-Security asks who is there",
    ("accounts/security.py", "commit"): "signing out is a view of Flask-Security, which ends no transaction",
    ("accounts/people_names.py", "visitor"): "names of users are read once for a page",
    ("imports/own/many_files.py", "commit"): "file after file, each in a transaction of its own",
    ("assessments/evidence/downloads.py", "visitor"): "the answer with a stranger's file, for four features' views",
    ("imports/own/uploads.py", "visitor"): "an own workbook's pages, for two features' views",
    ("changes/daily_snapshot.py", "commit"): "a loop beside the pages",
    ("jobs/work.py", "commit"): "the step of a handler ends when it tells its progress",
    ("jobs/worker.py", "commit"): "a loop beside the pages",
    ("notifications/delivery.py", "commit"): "a loop beside the pages",
    ("reports/schedules/scheduler.py", "commit"): "a loop beside the pages",
}
"""(module, what it holds) → why it stands there. Only ever fewer."""


def named(node):
    """The last name of an expression: `command` of `@group.command("x")`."""
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def held(text):
    """What of the roles' this source holds, each with its first line."""
    found = {}
    for node in ast.walk(ast.parse(text)):
        kinds = set()
        if isinstance(node, ast.FunctionDef):
            marks = [ast.unparse(mark) for mark in node.decorator_list]
            kinds |= {
                "route" for mark in marks if re.match(r"\w*(bp|blueprint)\.(route|get|post|put|patch|delete)\b", mark)
            }
            kinds |= {"command" for mark in marks if re.match(r"\w+\.(command|group)\b", mark)}
        elif isinstance(node, ast.Call) and named(node) == "add_url_rule":
            kinds.add("route")
        elif isinstance(node, ast.ClassDef):
            bases = {named(base) for base in node.bases}
            kinds |= {"table" for base in bases if base == "Base"} | {"form" for base in bases if base.endswith("Form")}
        elif isinstance(node, ast.ImportFrom) and node.module in {"flask", "flask_login", "flask_security"}:
            kinds |= {"visitor" for alias in node.names if alias.name in VISITOR}
        elif isinstance(node, ast.Attribute) and node.attr == "commit":
            kinds.add("commit")
        for kind in kinds:
            found[kind] = min(node.lineno, found.get(kind, node.lineno))
    return found


@functools.cache
def held_by_module():
    """What every module holds, read once: module → what → first line."""
    return {name: held(text) for name, text in MODULES.items()}


def role(name):
    """The last word of a module's name."""
    return re.split(r"[/_]", name.removesuffix(".py"))[-1]


def strays():
    """(module, what) → line, of all that features hold in modules of another role or of none."""
    return {
        (name, kind): line
        for name, found in held_by_module().items()
        if not FRAME.match(name)
        for kind, line in found.items()
        if role(name) not in ROLES[kind]
    }


def test_what_belongs_to_a_role_stands_in_modules_of_that_role():
    found = strays()
    new = [
        f"{name}:{line}: a {kind} belongs into a module whose name ends in {' or '.join(sorted(ROLES[kind]))}"
        for (name, kind), line in found.items()
        if (name, kind) not in ELSEWHERE
    ]
    assert new == []
    assert set(ELSEWHERE) - set(found) == set(), "take these lines out of ELSEWHERE"


@pytest.mark.parametrize("kind", ROLES)
def test_every_kind_is_found_where_it_belongs(kind):
    homes = {role(name) for name, found in held_by_module().items() if kind in found}
    assert homes & ROLES[kind]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("@bp.post('/x')\ndef x():\n    pass\n", "route"),
        ("@reviews_bp.route('/x')\n@signed_in()\ndef x():\n    pass\n", "route"),
        ("bp.add_url_rule('/x', view_func=x)\n", "route"),
        ("class Thing(Base):\n    pass\n", "table"),
        ("class Thing(database.Base):\n    pass\n", "table"),
        ("class ThingForm(FlaskForm):\n    pass\n", "form"),
        ("@click.command('x')\ndef x():\n    pass\n", "command"),
        ("@things.command()\n@with_appcontext\ndef x():\n    pass\n", "command"),
        ("def x():\n    from flask import request as asked\n", "visitor"),
        ("from flask_login import current_user\n", "visitor"),
        ("def x():\n    db.session.commit()\n", "commit"),
    ],
)
def test_each_kind_is_recognised(source, kind):
    assert set(held(source)) == {kind}


def test_what_is_none_of_the_roles_is_left_alone():
    assert (
        held("from flask import url_for\n\nclass Row(NamedTuple):\n    pass\n\n@dataclass\ndef get():\n    pass\n")
        == {}
    )
    assert role("imports/bulk/jobs.py") == role("a/more_jobs.py") == "jobs" != role("a/jobsview.py")
