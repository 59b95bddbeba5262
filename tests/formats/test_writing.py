"""Our questionnaires written for other programs: valid there, always the same, read back as the same questions."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from typing import Any

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from tests.builders import strategies
from tests.builders.clock import NOW
from tests.builders.workbooks import QUESTIONNAIRE
from vendor_risk import paths
from vendor_risk.content import load_library
from vendor_risk.domain.questionnaires import LANGUAGES, Questionnaire
from vendor_risk.formats import FORMATS, native, read_any, write
from vendor_risk.formats.ciso_writing import suffix
from vendor_risk.formats.oscal_writing import token

SHIPPED = tuple(load_library(paths.QUESTIONNAIRES).questionnaires.values())
ALL = [*SHIPPED, QUESTIONNAIRE]
UUID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[45][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}")
TOKEN = re.compile(r"(\w|_)[\w.\-]*")
STRING = re.compile(r"\S(.*\S)?", re.DOTALL)
PROP = {"name", "uuid", "ns", "value", "class", "group", "remarks"}
PART = {"id", "name", "ns", "class", "title", "props", "prose", "parts", "links"}
CONTROL = {"id", "class", "title", "params", "props", "links", "parts", "controls"}
GROUP = {"id", "class", "title", "params", "props", "links", "parts", "groups", "controls"}
"""What the model of NIST allows in each (OSCAL 1.1.2, catalog), and the shapes of its simple values."""


def named(question: Any) -> str:
    return question.key


def is_token(text: str) -> bool:
    return bool(TOKEN.fullmatch(text)) and (text[0].isalpha() or text[0] == "_")


def check_props(props: list[dict[str, str]]) -> None:
    for prop in props:
        assert set(prop) <= PROP
        assert is_token(prop["name"])
        assert STRING.fullmatch(prop["value"])
        assert "class" not in prop or is_token(prop["class"])


def check_parts(parts: list[dict[str, Any]], ids: list[str]) -> None:
    for part in parts:
        assert set(part) <= PART
        assert is_token(part["name"])
        assert part.get("prose", "x")
        if "id" in part:
            ids.append(part["id"])
        check_parts(part.get("parts", []), ids)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("questionnaire", ALL, ids=named)
def test_a_catalogue_is_valid_by_the_model_of_nist(questionnaire: Questionnaire, lang: Any) -> None:
    document = orjson.loads(write("oscal", questionnaire, lang, NOW))
    assert set(document) == {"catalog"}
    catalog = document["catalog"]
    assert set(catalog) == {"uuid", "metadata", "groups"}
    assert UUID.fullmatch(catalog["uuid"])
    metadata = catalog["metadata"]
    assert {"title", "last-modified", "version", "oscal-version"} <= set(metadata)
    assert datetime.fromisoformat(metadata["last-modified"]).tzinfo is not None
    check_props(metadata["props"])
    ids: list[str] = []
    for group in catalog["groups"]:
        assert set(group) <= GROUP
        assert group["title"]
        ids.append(group["id"])
        check_props(group["props"])
        for control in group["controls"]:
            assert set(control) <= CONTROL
            assert control["title"]
            ids.append(control["id"])
            check_props(control["props"])
            check_parts(control["parts"], ids)
    assert all(map(is_token, ids))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("questionnaire", ALL, ids=named)
def test_a_library_has_what_the_program_asks_for(questionnaire: Questionnaire) -> None:
    library = yaml.safe_load(write("ciso-assistant", questionnaire, "en", NOW))
    assert {"urn", "locale", "ref_id", "name", "version", "provider", "packager", "copyright", "objects"} <= set(
        library
    )
    assert isinstance(library["version"], int)
    nodes = library["objects"]["framework"]["requirement_nodes"]
    urns = [node["urn"] for node in nodes]
    assert len(set(urns)) == len(urns)
    assert all(re.fullmatch(r"urn:[a-z0-9-]+:risk:req_node:[a-z0-9_\-.\[\]():]+", urn) for urn in urns)
    parents = {node.get("parent_urn") for node in nodes} - {None}
    assert parents <= {node["urn"] for node in nodes if not node["assessable"]}
    asked = [node for node in nodes if node["assessable"]]
    assert [node["ref_id"] for node in asked] == [question.id for question in questionnaire.questions()]
    for node, question in zip(asked, questionnaire.questions(), strict=True):
        assert node["translations"]["ja"]["description"] == question.text.ja
        (own,) = node["questions"].values()
        assert own["type"] in {"unique_choice", "multiple_choice", "text", "date"}
        assert own["translations"]["ja"]["text"] == question.text.ja


def listed(questionnaire: Questionnaire, lang: Any) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (item.id, " ".join(item.section.split()), " ".join(item.text.split()), item.options)
        for item in native.listing(questionnaire, lang).items
    ]


def read_back(data: bytes) -> list[tuple[str, str, str, tuple[str, ...]]]:
    sheet = read_any(data, "x").sheets[0]
    return [
        (
            sheet.text(row, 1),
            " ".join(sheet.text(row, 2).split()),
            " ".join(sheet.text(row, 3).split()),
            sheet.options(row, 5),
        )
        for row in range(2, len(sheet.rows) + 1)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layout", ["ciso-assistant", "json"])
@pytest.mark.parametrize("questionnaire", ALL, ids=named)
def test_what_is_exported_is_read_back_as_the_same_questions(
    questionnaire: Questionnaire, layout: str, lang: Any
) -> None:
    wanted = listed(questionnaire, "en" if layout == "json" else lang)
    found = read_back(write(layout, questionnaire, lang, NOW))
    if layout == "json":
        assert found == wanted
    else:  # there a number is answered in words
        assert [row[:3] for row in found] == [row[:3] for row in wanted]
        assert all(row[3] in {want[3], ()} for row, want in zip(found, wanted, strict=True))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("questionnaire", ALL, ids=named)
def test_a_catalogue_is_read_back_with_its_ids_sections_texts_and_answers(
    questionnaire: Questionnaire, lang: Any
) -> None:
    wanted = listed(questionnaire, lang)
    found = read_back(write("oscal", questionnaire, lang, NOW))
    assert [row[:2] for row in found] == [row[:2] for row in wanted]
    for row, want in zip(found, wanted, strict=True):
        assert row[2].endswith(want[2])
        assert row[3] == want[3] or not want[3]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(strategies.questionnaires())
def test_our_own_json_loses_nothing(questionnaire: Questionnaire) -> None:
    assert native.questionnaire_of(write("json", questionnaire, "en", NOW)) == questionnaire


@pytest.mark.parametrize("layout", FORMATS)
def test_the_same_version_always_gives_the_same_file(layout: str) -> None:
    assert write(layout, SHIPPED[0], "ja", NOW) == write(layout, SHIPPED[0], "ja", NOW)


def test_a_table_holds_both_languages_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(write("csv", SHIPPED[0], "en", NOW).decode("utf-8-sig"))))
    questions = list(SHIPPED[0].questions())
    assert [row["id"] for row in rows] == [question.id for question in questions]
    assert [row["question ja"] for row in rows] == [question.text.ja for question in questions]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_names_become_tokens_and_urns() -> None:
    assert [token(name) for name in ("MP-01-01", "1.1", "質問 1", "a/b")] == ["MP-01-01", "q-1.1", "質問_1", "a_b"]
    assert [suffix(name) for name in ("MP-01", "A b/ç", "質問")] == ["mp-01", "a-b_c", "_"]


def test_no_other_json_is_taken_for_ours() -> None:
    for data in (b"{}", b"[]", b"x", orjson.dumps({"format": native.FORMAT, "questionnaire": {"key": 1}})):
        assert native.questionnaire_of(data) is None
