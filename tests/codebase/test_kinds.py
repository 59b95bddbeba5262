"""Every kind of question and of column has its entry in every layer: what is missing fails here."""

import re

import pytest

from vendor_risk import paths
from vendor_risk.assessments.answers.cells import CELLS
from vendor_risk.assessments.answers.kinds import ANSWERS
from vendor_risk.content.checks import COLUMNS_WITH_OPTIONS
from vendor_risk.domain.questionnaires import ColumnKind, QuestionKind
from vendor_risk.domain.scoring.kinds import KINDS
from vendor_risk.formats.own.columns import OWN_COLUMNS
from vendor_risk.formats.own.kinds import OWN_KINDS
from vendor_risk.portal.kinds import PORTAL_COLUMNS, PORTAL_KINDS
from vendor_risk.questionnaires import words

REGISTRIES = {"domain": KINDS, "answers": ANSWERS, "own": OWN_KINDS, "portal": PORTAL_KINDS}
COLUMN_REGISTRIES = {
    "content": COLUMNS_WITH_OPTIONS,
    "answers": CELLS,
    "own": OWN_COLUMNS,
    "portal": PORTAL_COLUMNS,
}
MAKERS = {"reading/questionnaire.py", "bench/samples.py"}
"""They make questions of a kind; they do not ask which one a question is."""


@pytest.mark.parametrize("layer", REGISTRIES)
def test_every_kind_of_question_has_its_entry(layer):
    assert set(REGISTRIES[layer]) == set(QuestionKind)


@pytest.mark.parametrize("layer", COLUMN_REGISTRIES)
def test_every_kind_of_column_has_its_entry(layer):
    assert set(COLUMN_REGISTRIES[layer]) == set(ColumnKind)


def test_every_kind_has_its_words(app):
    with app.test_request_context():
        assert len(set(words.kinds().values())) == len(QuestionKind)
        assert set(words.column_kinds()) == set(ColumnKind)


def test_every_kind_has_its_templates_and_no_template_is_of_no_kind():
    def in_folder(folder):
        return {file.relative_to(paths.TEMPLATES).as_posix() for file in (paths.TEMPLATES / folder).glob("*.html")}

    assert in_folder("portal/kinds") == {kind.template for kind in PORTAL_KINDS.values()}
    assert in_folder("portal/columns") == {kind.template for kind in PORTAL_COLUMNS.values()}
    assert in_folder("assessments/kinds") == {f"assessments/kinds/{kind.value}.html" for kind in QuestionKind}


def test_the_script_reads_what_the_registry_names():
    script = (paths.STATIC / "portal_fields.js").read_text()
    values = re.search(r"const VALUES = \{(.*?)\n\};", script, re.DOTALL)[1]
    named = set(re.findall(r"^  (\w+):", values, re.MULTILINE)) | {"radio", "text", "table"}
    assert re.search(r"^  radio, text, table,$", values, re.MULTILINE)
    assert {kind.value_of for kind in PORTAL_KINDS.values()} == named


def test_no_code_asks_which_kind_a_question_is_outside_the_registries():
    found = {}
    for file in paths.PACKAGE.rglob("*.py"):
        name = file.relative_to(paths.PACKAGE).as_posix()
        lines = [line for line in file.read_text().splitlines() if re.search(r"\b(Question|Column)Kind\.[A-Z]", line)]
        entry = re.compile(r"^\s+(Question|Column)Kind\.[A-Z_]+: ")
        asked = [line for line in lines if not entry.match(line)]
        if asked and name not in MAKERS:
            found[name] = asked
    assert found == {"domain/questionnaires.py": ["    kind: ColumnKind = ColumnKind.TEXT"]}
    maker = re.compile(r"\bis (not )?QuestionKind\.|in \(?QuestionKind|== QuestionKind")
    assert [name for name in MAKERS if maker.search((paths.PACKAGE / name).read_text())] == []


def test_no_template_and_no_script_names_a_kind():
    texts = [*paths.TEMPLATES.rglob("*.html"), *paths.STATIC.rglob("*.js")]
    names = "|".join(kind.value for kind in QuestionKind)
    asks = re.compile(rf"""\b(question\.kind\b|data-kind|dataset\.kind)[^\n]{{0,16}}["']({names})["']""")
    assert [file.name for file in texts if "plotly" not in file.name and asks.search(file.read_text())] == []
