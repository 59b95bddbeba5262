"""What documents name between backticks exists: files, folders, commands, options, code, addresses and settings."""

import functools
import importlib
import importlib.util
import re
import tomllib

import click
import pytest

from tests.codebase.modules import DOCUMENTS, MODULES, ROOT
from vendor_risk import paths
from vendor_risk.cli import cli

NAMING = [
    *(document for document in DOCUMENTS if document.name != "words.md"),
    *paths.QUESTIONNAIRES.rglob("*.md"),
]
"""`docs/words.md` names words."""
FOLDERS = ("vendor_risk", "templates", "tests", "docs", "questionnaires", "migrations", ".ci")
ENDINGS = r"\.(?:py|html|md|yaml|po|toml|lock|js|css|json)"
ROLE = re.compile(
    r"(…_|\*_)?(__init__|actions|queries|views|forms|models|feature|blueprint|words|pages|jobs|commands)\.py"
)
"""Files that most features have, named alone."""
EXAMPLE = re.compile(r"(^|/)exceptions(/|\.po$)|^0002_…\.po$|^0002_….py$")
"""The feature that CONTRIBUTING.md adds, and the migration that migrations/README.md adds."""


def named(text):
    """What stands between backticks, and each line of blocks of code."""
    blocks = re.findall(r"^```.*?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return re.findall(r"`([^`]+)`", rest) + [line for line in lines if line]


def is_path(word):
    """Whether a word names a file or folder of this repository."""
    if not re.fullmatch(r"[\w./<>*…-]+", word) or word.startswith(("/", "http")):
        return False
    inside = word.startswith(tuple(f"{folder}/" for folder in FOLDERS))
    return inside or word.endswith("/") or bool(re.fullmatch(rf"[\w./<>*…-]*\w{ENDINGS}", word))


def is_there(word, document):
    """Whether that file or folder exists: from the root, beside the document, in the package, templates or tests.

    `<feature>`, `…` and `*` stand for any name. A file's bare name is enough for the files of every feature only.
    """
    if ROLE.fullmatch(word) or EXAMPLE.search(word):
        return True
    pattern = re.sub(r"<[^>]*>|…|\*", "*", word).rstrip("/")
    places = (ROOT, document.parent, paths.PACKAGE, paths.TEMPLATES, ROOT / "tests")
    return any(next(place.glob(pattern), None) is not None for place in places)


def command_fault(line):
    """What is wrong with a call of our command line, or None."""
    found, words = cli, re.split(r"\s+", line)[1:]
    while words and isinstance(found, click.Group) and re.fullmatch(r"[a-z][a-z-]*", words[0]):
        name, *words = words
        group, found = found, found.get_command(click.Context(found), name)
        if found is None:
            return f"{line}: {group.name} has no command {name}"
    options = {option for parameter in found.params for option in (*parameter.opts, *parameter.secondary_opts)}
    unknown = {word for word in words if word.startswith("--")} - options - {"--help"}
    return f"{line}: no option {sorted(unknown)}" if unknown else None


def code_fault(word):
    """What is wrong with a dotted name of ours (`database.writing()`), or None."""
    dotted = re.match(r"(?:vendor_risk\.)?((?:\w+\.)+\w+)", word.removeprefix("with ").replace(":", "."))
    if not dotted or is_path(word) or f"{dotted[1].split('.')[0]}" not in PACKAGE_NAMES:
        return None
    first, *others = dotted[1].split(".")
    thing = importlib.import_module(f"vendor_risk.{first}")
    for place, name in enumerate(others):
        module = ".".join(["vendor_risk", first, *others[: place + 1]])
        if hasattr(thing, name):
            thing = getattr(thing, name)
        elif hasattr(thing, "__path__") and importlib.util.find_spec(module):
            thing = importlib.import_module(module)
        else:
            return f"{word}: no {name} in {module.rpartition('.')[0]}"
    return None


PACKAGE_NAMES = {name.split("/")[0].removesuffix(".py") for name in MODULES}


@functools.cache
def settings():
    """Every environment variable that the package, the tests or the Makefile ask for."""
    tests = (file for file in (ROOT / "tests").rglob("*.py") if file.name != "test_named_in_documents.py")
    files = [*tests, ROOT / "Makefile", *(ROOT / ".ci").iterdir()]
    return set(re.findall(r"\bVENDOR_RISK_\w+", "\n".join([*MODULES.values(), *(file.read_text() for file in files)])))


CLASSES = {found for text in MODULES.values() for found in re.findall(r"^class (\w+)", text, re.MULTILINE)}
OTHERS_CLASSES = {"Blueprint", "Host", "Origin", "Secure"}
"""Words that look like our classes: Flask's, and headers and marks of HTTP."""


def faults(text, document, rules=()):
    """What this text of a document names and what is not there."""
    found = []
    for word in named(text):
        if is_path(word) and not is_there(word, document):
            found.append(f"{word}: no such file or folder")
        elif ours := re.match(r"(?:\.venv/bin/)?vendor-risk(?=\s)", word):
            found.append(command_fault(word[ours.start() :]))
        elif module := re.match(r"python -m (tests\.[\w.]+)", word):
            found += [] if importlib.util.find_spec(module[1]) else [f"{word}: no such module"]
        elif re.fullmatch(r"/[a-z_]+/[\w/<>:…-]*", word):
            where = word.split("…")[0].split("<")[0]
            found += [] if any(rule.startswith(where) for rule in rules) else [f"{word}: no page has this address"]
        elif re.fullmatch(r"[A-Z][a-z]+(?:[A-Z][a-z]+)*", word):
            found += [] if word in CLASSES | OTHERS_CLASSES else [f"{word}: no such class"]
        else:
            found.append(code_fault(word))
        found += [
            f"{name}: nothing reads it" for name in re.findall(r"\bVENDOR_RISK_\w+", word) if name not in settings()
        ]
    return [fault for fault in found if fault]


@pytest.mark.parametrize("document", NAMING, ids=lambda document: str(document.relative_to(ROOT)))
def test_what_a_document_names_is_there(document, app):
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    assert faults(document.read_text(), document, rules) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("vendor_risk/jobs/worker.py", "vendor_risk/jobs/workers.py"),
        ("vendor_risk/jobs", "vendor_risk/job"),
        ("jobs/worker.py", "worker.py"),
        ("queries.py", "hashing.py"),
        ("vendor_risk/<feature>/", "vendor_risk/<feature>/nothing/"),
        ("tests/reading/families_*.py", "tests/reading/family_*.py"),
        ("components/", "component/"),
        ("vendor-risk audit verify", "vendor-risk audit check"),
        ("vendor-risk report", "vendor-risk reports"),
        ("vendor-risk bench --only open", "vendor-risk bench --just open"),
        ("python -m tests.codebase.access", "python -m tests.codebase.accesses"),
        ("/campaigns/", "/campaign/"),
        ("/campaigns/…", "/campaigns/nothing/…"),
        ("database.writing()", "database.write()"),
        ("with database.writing():", "with database.committing():"),
        ("jobs.actions.enqueue(…)", "jobs.queries.enqueue(…)"),
        ("vendor_risk.app:create_app()", "vendor_risk.app:make_app()"),
        ("MenuEntry", "Entry"),
        ("VENDOR_RISK_DATA", "VENDOR_RISK_DATUM"),
    ],
)
def test_what_is_not_there_is_told(right, wrong, app):
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    assert faults(f"as `{right}` says", ROOT / "README.md", rules) == []
    assert len(faults(f"as `{wrong}` says", ROOT / "README.md", rules)) == 1


def test_the_record_of_the_layers_has_their_order_of_today():
    record = " ".join((ROOT / "docs" / "decisions" / "0001-layout-by-feature.md").read_text().split())
    (told,) = re.findall(r"\*\*Order\.\*\* ([^.]+)\.", record)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["name"] == "Arrows only go down"]
    assert told.split(" → ") == layers


def test_blocks_of_code_are_read_too():
    block = "```sh\n.venv/bin/vendor-risk upgrade   # first\n.venv/bin/vendor-risk downgrade\n```\n"
    assert len(faults(block, ROOT / "README.md")) == 1
