"""Documents are held to the code: what they name exists."""

import re

import pytest

from vendor_risk import paths

ROOT = paths.PACKAGE.parent
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "migrations").glob("*.md"),
]


def test_every_test_named_as_a_proof_exists():
    tests = "\n".join(file.read_text() for file in (ROOT / "tests").rglob("test_*.py"))
    for document in DOCUMENTS:
        for name in re.findall(r"`(test_\w{12,})`", document.read_text()):
            assert f"def {name}(" in tests, f"{document.name}: {name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_every_file_a_document_names_exists(document):
    text = document.read_text()
    folders = "vendor_risk|templates|tests|docs|questionnaires|migrations"
    named = re.findall(rf"`((?:{folders})/[\w/.-]+\.\w+)`", text)
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    examples = {"vendor_risk/exceptions/__init__.py", "vendor_risk/translations/ja/exceptions.po"}
    for name in set(named) - examples:
        assert (ROOT / name).exists(), name
    for link in linked:
        assert (document.parent / link).exists(), link


def test_every_target_of_make_that_a_document_names_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in DOCUMENTS:
        for target in re.findall(r"`make ([a-z-]+)`", document.read_text()):
            assert target in targets, f"{document.name}: make {target}"


def test_the_map_in_the_readme_names_every_folder_of_the_package():
    text = (ROOT / "README.md").read_text()
    folders = {file.parent.name for file in paths.PACKAGE.glob("*/__init__.py") if file.parent.name != "_shipped"}
    named = set(re.findall(r"`(?:vendor_risk/)?(\w+)/?`", text))
    assert folders - named == set()
