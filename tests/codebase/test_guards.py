"""What a module may do follows from the last word of its name, in every room: actions, queries, views, jobs."""

import ast
import re

import pytest

from tests.codebase.modules import MODULES, ROOT, ending
from vendor_risk import features, paths
from vendor_risk.database import Base

SQL = {"select", "insert", "update", "delete"}
MAY_HOLD_SQL = re.compile(r"(^|/)(\w+_)?(queries|actions|jobs|commands)\.py$|^(demo|bench|database)/")


def imports(name):
    """(line, module) of everything a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(MODULES[name])):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def sql(name):
    """Lines on which a module imports what SQL is written with."""
    whole = [
        alias for node in ast.walk(ast.parse(MODULES[name])) if isinstance(node, ast.Import) for alias in node.names
    ]
    verbs = [line for line, module in imports(name) if module in {f"sqlalchemy.{verb}" for verb in SQL}]
    return verbs + [alias.lineno for alias in whole if alias.name == "sqlalchemy"]


@pytest.mark.parametrize("name", ending("actions"))
def test_no_kind_of_actions_commits_or_imports_flask(name):
    for node in ast.walk(ast.parse(MODULES[name])):
        ends = isinstance(node, ast.Attribute) and node.attr == "commit"
        assert not ends, f"{name}:{node.lineno}: leave the commit to the view, the job or the command"
    for line, module in imports(name):
        flask = module.split(".")[0].startswith("flask") and not module.startswith("flask_babel")
        assert not flask, f"{name}:{line}: hand the action plain values instead of {module}"


@pytest.mark.parametrize("name", ending("views"))
def test_no_kind_of_views_holds_sql(name):
    lines = [line for line, module in imports(name) if module.split(".")[0] == "sqlalchemy"]
    assert lines == [], f"{name}:{lines}: move what needs SQLAlchemy to a queries module"


@pytest.mark.parametrize("name", ending("queries"))
def test_queries_change_nothing(name):
    for node in ast.walk(ast.parse(MODULES[name])):
        changes = isinstance(node, ast.Attribute) and node.attr in {"commit", "add_all", "flush"}
        assert not changes, f"{name}:{node.lineno}: {node.attr} belongs into actions"


def test_sql_stands_in_queries_actions_jobs_and_commands_only():
    found = {name for name in MODULES if not MAY_HOLD_SQL.search(name) and sql(name)}
    new = [f"{name}:{sql(name)[0]}: move the statement to a queries or actions module" for name in sorted(found)]
    assert new == []


@pytest.mark.parametrize("name", [name for name in MODULES if "/" in name])
def test_no_feature_imports_any_views_of_another(name):
    feature = name.split("/")[0]
    for line, module in imports(name):
        views = re.match(r"vendor_risk\.(\w+)\.(\w+\.)*(\w+_)?views(\.|$)", module)
        assert not views or views[1] == feature, f"{name}:{line}: use actions or queries of {module}, not its pages"


def test_every_table_is_in_the_list_of_tables(app):
    listed = {module.__name__ for module in features.table_modules()}
    for mapper in Base.registry.mappers:
        module = mapper.class_.__module__
        if module.startswith("vendor_risk."):
            assert module in listed, (
                f"{module}: add it to `tables` of its feature.py, or migrations may not see its tables"
            )
    written = {name for name, text in MODULES.items() if "__tablename__ = " in text}
    for name in written:
        module = "vendor_risk." + name.removesuffix(".py").replace("/", ".")
        assert module in listed, f"{name}: add it to `tables` of its feature.py"


FEATURES = sorted(file.parent.name for file in paths.PACKAGE.glob("*/__init__.py") if file.parent.name != "_shipped")


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_has_tests(feature):
    covered = (ROOT / "tests" / feature).is_dir() or list((ROOT / "tests").glob(f"test_{feature}.py"))
    assert covered, f"vendor_risk/{feature}: add tests/{feature}/"


ROOM = 15


def test_no_room_has_grown_over_its_files():
    rooms = {}
    for name in MODULES:
        folder, _slash, file = name.rpartition("/")
        if file not in {"__init__.py", "feature.py"}:  # every feature has these two
            rooms.setdefault(folder, []).append(file)
    full = {folder: len(files) for folder, files in rooms.items() if len(files) > ROOM}
    assert full == {}, f"more than {ROOM} files in one room: make rooms inside it"
