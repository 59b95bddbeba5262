"""Documents are held to the code: what they name exists."""

import re

import pytest

from tests.codebase.modules import DOCUMENTS, ROOT
from vendor_risk import paths
from vendor_risk.app import FEATURES


def test_every_test_named_as_a_proof_exists():
    tests = "\n".join(file.read_text() for file in (ROOT / "tests").rglob("test_*.py"))
    for document in DOCUMENTS:
        for name in re.findall(r"`(test_\w{12,})`", document.read_text()):
            assert f"def {name}(" in tests, f"{document.name}: {name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_every_file_a_document_links_to_exists(document):
    for link in [link for link in re.findall(r"\]\(([^)#]+)\)", document.read_text()) if "://" not in link]:
        assert (document.parent / link).exists(), link


def test_every_target_of_make_that_a_document_names_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in DOCUMENTS:
        for target in re.findall(r"`make ([a-z-]+)`", document.read_text()):
            assert target in targets, f"{document.name}: make {target}"


def test_the_list_of_decisions_holds_each_by_number_and_title():
    folder = ROOT / "docs" / "decisions"
    records = [(file.name, file.read_text().partition("\n")[0]) for file in sorted(folder.glob("0*.md"))]
    lines = [f"{title.removeprefix('# ').replace('. ', '. [', 1)}]({name})" for name, title in records]
    assert re.findall(r"^\d+\. \[.*$", (folder / "README.md").read_text(), re.MULTILINE) == lines


def test_help_of_make_lists_every_target():
    makefile = (ROOT / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: ((?:.*\\\n)*.*)$", makefile, re.MULTILINE)
    assert set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) == set(phony.replace("\\\n", " ").split())


FOLDERS = {file.parent.name for file in paths.PACKAGE.glob("*/__init__.py") if file.parent.name != "_shipped"}


def test_the_map_in_the_readme_names_every_folder_of_the_package():
    text = (ROOT / "README.md").read_text()
    named = set(re.findall(r"`(?:vendor_risk/)?(\w+)/?`", text))
    assert FOLDERS - named == set()


def listed(readme):
    """The names in README's list of features, the paragraph that begins with "The features:"."""
    (paragraph,) = re.findall(r"^The features: (.+?)(?:\n\n|\Z)", readme, re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`]*)`", paragraph)


def test_the_readme_lists_every_feature_once_and_nothing_else():
    names = listed((ROOT / "README.md").read_text())
    missing = {feature.name for feature in FEATURES} - set(names)
    assert missing == set(), "README.md: add them to the paragraph that begins with “The features:”"
    assert set(names) - FOLDERS == set(), "README.md lists what is not there"
    assert len(names) == len(set(names)), "README.md lists a feature twice"


def found_under(feature):
    """What users find a feature under, as a document may name it: an address of its pages, or else its command."""
    if feature.blueprint is None:
        return re.compile(rf"`vendor-risk {re.escape(feature.name)}(?: [^`]*)?`")
    prefix = feature.blueprint.url_prefix
    return re.compile(rf"`{re.escape(prefix)}/[^`]*`" if prefix else "`/`")


def unnamed(changelog):
    """The features that this text names nowhere, with what it lacks."""
    return {
        feature.name: found_under(feature).pattern for feature in FEATURES if not found_under(feature).search(changelog)
    }


def test_the_changelog_tells_users_of_every_feature_and_where_it_is():
    assert unnamed((ROOT / "CHANGELOG.md").read_text()) == {}, (
        "CHANGELOG.md: say what users get, with an address of the feature in brackets, such as (`/campaigns/`)"
    )


@pytest.mark.parametrize(
    ("name", "named", "fools"),
    [
        (
            "campaigns",
            "`/campaigns/`",
            "campaigns, `campaigns`, /campaigns/, `/campaigns`, `/old/campaigns/`, `/campaignsx/`",
        ),
        ("home", "`/`", "the home page `home` is at / and `/board/`"),
        ("demo", "`vendor-risk demo`", "a demo: `make demo`, `vendor-risk demonstrate`, vendor-risk demo, `/demo/`"),
    ],
)
def test_no_part_of_another_word_passes_for_a_features_name(name, named, fools):
    assert name in unnamed(fools)
    assert name not in unnamed(f"{fools} {named}")


def test_the_readmes_list_is_its_own_paragraph_and_whole_names():
    readme = "`jobs` here\n\nThe features: `boards` (of the\nboard) · `saved_views`.\n\n`audit` there"
    assert listed(readme) == ["boards", "saved_views"]
