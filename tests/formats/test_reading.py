"""Other programs' questionnaires are read as sheets of questions; hostile ones are refused with a sentence, quickly."""

from __future__ import annotations

import time
from typing import Any

import orjson
import pytest

from tests.builders import samples
from vendor_risk import paths
from vendor_risk.content.reading_words import load_lexicon
from vendor_risk.content.untrusted_yaml import StrangeYamlError, read_strange_yaml
from vendor_risk.formats import read_any
from vendor_risk.formats.listing import HEAD, IMPLEMENTED
from vendor_risk.formats.vsaq import without_comments
from vendor_risk.reading import understand
from vendor_risk.workbook import WorkbookRefused

LEXICON = load_lexicon(paths.QUESTIONNAIRES)


def rows(data: bytes, name: str = "file") -> list[dict[str, str]]:
    sheet = read_any(data, name).sheets[0]
    assert tuple(sheet.rows[0]) == HEAD
    return [dict(zip(HEAD, map(str, row), strict=True)) for row in sheet.rows[1:]]


def understood(data: bytes, name: str = "file") -> Any:
    return understand(read_any(data, name), LEXICON)


def sentence_or_rows(data: bytes, name: str) -> Any:
    """The rows of the only sheet, or the sentence of a refusal."""
    try:
        return read_any(data, name).sheets[0].rows
    except WorkbookRefused as refusal:
        return refusal.message()


def test_a_catalogue_of_controls_is_a_list_of_questions() -> None:
    found = rows(samples.catalog())
    assert [row["ID"] for row in found] == ["AC-1", "AC-2", "AC-2(1)"]
    first = found[0]
    assert first["Section"] == "Access Control"
    assert first["Question"].splitlines() == [
        "Policy and Procedures",
        "a. Disseminate the policy to [organization-defined personnel]:",
        "1. in writing.",
        "b. Review it [monthly / every year].",
    ]
    assert first["Guidance"] == "Policies contribute to assurance."
    assert read_any(samples.catalog(), "x").sheets[0].options(2, 5) == IMPLEMENTED
    assert read_any(samples.catalog(), "x").sheets[0].name == "Sample Controls"


@pytest.mark.parametrize(
    ("props", "name"),
    [
        ([("label", "AC-2"), ("sort-id", "ac-02")], "AC-2"),
        ([("sort-id", "03.01.01"), ("label", "Account Management (03.01.01)")], "03.01.01"),
        ([("sort-id", "ac-02")], "ac-2"),
        ([], "ac-2"),
    ],
)
def test_a_control_is_called_as_people_call_it(props: list[tuple[str, str]], name: str) -> None:
    named = [{"name": key, "value": value} for key, value in props]
    control = {"id": "ac-2", "title": "Accounts", "props": named}
    data = orjson.dumps({"catalog": {"metadata": {"title": "t"}, "controls": [control]}})
    assert [row["ID"] for row in rows(data)] == [name]


def test_a_library_gives_its_assessable_nodes_and_their_own_questions() -> None:
    found = rows(samples.LIBRARY.encode())
    assert [(row["ID"], row["Section"], row["Question"]) for row in found] == [
        ("1.1.1", "1 Suppliers", "Are suppliers listed?"),
        ("1.1.2", "1 Suppliers", "Is the list reviewed?"),
        ("1.2", "1 Suppliers", "Contracts\nContracts name the security requirements."),
        ("1.3", "1 Suppliers", "Are incidents reported by suppliers?"),
    ]
    sheet = read_any(samples.LIBRARY.encode(), "x").sheets[0]
    assert [sheet.options(row, 5) for row in (2, 4, 5)] == [("Yes", "No", "N/A"), IMPLEMENTED, ("Always", "Never")]


def test_the_workbook_of_a_library_is_read_as_the_library() -> None:
    found = rows(samples.library_workbook(), "sample.xlsx")
    assert [(row["ID"], row["Section"], row["Question"]) for row in found] == [
        ("1.1", "1 Suppliers", "Suppliers are listed."),
        ("1.2.1", "1 Suppliers", "Are incidents reported?"),
        ("1.2.2", "1 Suppliers", "How fast?"),
    ]
    sheet = read_any(samples.library_workbook(), "sample.xlsx").sheets[0]
    assert (sheet.options(3, 5), sheet.options(4, 5)) == (("Always", "Never"), ())


def test_a_program_of_vsaq_is_read_with_its_comments_and_answers() -> None:
    found = {row["ID"]: row for row in rows(samples.VSAQ.encode())}
    assert list(found) == ["std_1", "fw", "who", "how", "sure", "r1"]
    assert found["std_1"]["Question"] == "Which standards do you apply?"
    assert found["std_1"]["Answer"] == "Standard 2"
    assert found["fw"]["Question"].endswith("http://example.test/a")
    assert [found[key]["Answer"] for key in ("fw", "who", "how", "sure", "r1")] == ["Yes", "Jane", "", "Yes", "Yearly"]
    assert {row["Section"] for row in found.values()} == {"Network", "People"}


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (samples.catalog(), 3),
        (samples.LIBRARY.encode(), 4),
        (samples.library_workbook(), 3),
        (samples.VSAQ.encode(), 6),
    ],
    ids=["oscal", "library", "workbook", "vsaq"],
)
def test_what_was_read_is_understood_like_any_sheet(data: bytes, number: int) -> None:
    found = understood(data)
    assert [question.id for question in found.questions] == [row["ID"] for row in rows(data)]
    assert [question.question for question in found.questions] == [row["Question"] for row in rows(data)]
    assert len(found.questions) == number


def test_answers_brought_along_have_their_meaning() -> None:
    found = {question.id: question for question in understood(samples.VSAQ.encode()).questions}
    assert (found["fw"].value, found["fw"].level) == ("yes", 5.0)


@pytest.mark.parametrize("name", ["catalog.json", "catalog.xlsx", "catalog"])
def test_the_content_tells_the_format_and_never_the_name(name: str) -> None:
    assert read_any(samples.catalog(), name).kind == "oscal"


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"catalog": {"metadata": {"title": "x"}, "groups": "none"}}',
        b'{"questionnaire": [{"type": "block", "items": 7}]}',
        b'{"format": "vendor_risk questionnaire", "questionnaire": {"key": 1}}',
        b"urn: urn:x:y\nobjects: 1\n",
        b"urn: urn:x:y\nobjects: {framework: {requirement_nodes: [1, 2]}}\n",
        b"urn: [\nobjects: {\n",
        orjson.dumps({"catalog": {"metadata": {"title": 1}, "controls": [{"id": None, "parts": [1], "params": {}}]}}),
    ],
)
def test_a_document_of_another_shape_is_refused_with_a_sentence_or_empty(data: bytes) -> None:
    found = sentence_or_rows(data, "x.json")
    assert "x.json" in found if isinstance(found, str) else len(found) > 1


def _nested(depth: int) -> bytes:
    inner = b'{"title": "deep", "controls": [{"id": "x", "title": "deepest"}]}'
    for _level in range(depth):
        inner = b'{"title": "g", "groups": [' + inner + b"]}"
    shallow = b'{"controls": [{"id": "a", "title": "b"}]}'
    return b'{"catalog": {"metadata": {"title": "t"}, "groups": [' + inner + b", " + shallow + b"]}}"


BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 8)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{b}: &{b}\n  <<: [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "deep json": b"[" * 100_000,
    "deep object": b'{"a":' * 100_000,
    "deep groups": _nested(200),
    "aliases": f"urn: urn:x\n{BOMB}objects: {{framework: {{requirement_nodes: *i}}}}\n".encode(),
    "merge keys": f"urn: urn:x\n{MERGES}objects: *i\n".encode(),
    "deep yaml": b"urn: urn:x\nobjects: " + b"[" * 50_000,
    "deep blocks": b"urn: urn:x\nobjects:\n" + b"- " * 50_000 + b"x\n",
    "python object": b"urn: urn:x\nobjects: !!python/object/apply:os.system [id]\n",
    "params in circles": orjson.dumps(
        {"catalog": {"metadata": {"title": "t"}, "controls": [
            {"id": "c", "title": "t", "params": [{"id": "p", "label": "{{ insert: param, p }} {{ insert: param, p }}"}],
             "parts": [{"name": "statement", "prose": "{{ insert: param, p }}" * 2000}]}]}}
    ),
    "many slashes": b'{"questionnaire": ' + b"//" * 500_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_end_soon_in_a_sentence_or_in_bounded_rows(name: str) -> None:
    begun = time.process_time()
    found = sentence_or_rows(HOSTILE[name], "hostile.json")
    if isinstance(found, str):
        assert "hostile.json" in found
    else:
        assert sum(len(str(cell)) for row in found for cell in row) < 2_000_000
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("name", ["aliases", "merge keys", "deep yaml", "deep blocks", "python object"])
def test_entangled_yaml_is_refused_before_it_is_built(name: str) -> None:
    if name == "aliases":  # references to one list are no copies: read, and never walked
        assert read_strange_yaml(HOSTILE[name])
    else:
        with pytest.raises(StrangeYamlError):
            read_strange_yaml(HOSTILE[name])


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ('{"a": "//no"} // yes', '{"a": "//no"} '),
        ('{"a": "\\"//"}/* x */', '{"a": "\\"//"}'),
        ("// only", ""),
        ("/* open", ""),
    ],
)
def test_comments_are_taken_out_and_texts_keep_theirs(source: str, plain: str) -> None:
    assert without_comments(source) == plain
