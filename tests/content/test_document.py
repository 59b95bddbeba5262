"""The stored document: an exact inverse, plain JSON, and a fingerprint that changes with the content only."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vendor_risk.content import ContentError, fingerprint, from_document, load_library, to_document
from vendor_risk.domain.questionnaires import (
    AnswerScale,
    AnswerState,
    ColumnKind,
    KnockOut,
    Option,
    Question,
    QuestionColumn,
    QuestionKind,
    Questionnaire,
    Section,
    Text,
    Threshold,
    Tier,
)
from vendor_risk.paths import QUESTIONNAIRES

words = st.text(max_size=12)
both = st.builds(Text, en=words, ja=words)
numbers = st.floats(allow_nan=False, allow_infinity=False)
levels = st.one_of(st.integers(0, 5).map(float), st.floats(0, 5))


def some(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=3).map(tuple)


options = st.builds(Option, id=words, label=both, level=st.none() | levels, state=st.sampled_from(AnswerState))
scales = st.builds(
    AnswerScale,
    id=words,
    title=both,
    options=some(options),
    thresholds=some(st.builds(Threshold, at_least=numbers, level=levels)),
)
columns = st.builds(
    QuestionColumn,
    id=words,
    title=both,
    kind=st.sampled_from(ColumnKind),
    required=st.booleans(),
    options=some(options),
)
questions = st.builds(
    Question,
    id=words,
    kind=st.sampled_from(QuestionKind),
    text=both,
    targets=st.dictionaries(st.sampled_from(Tier), levels),
    weight=numbers,
    title=st.none() | both,
    help=st.none() | both,
    anchors=some(both),
    scale_id=st.none() | words,
    columns=some(columns),
    max_rows=st.integers(1, 100),
    na_allowed=st.booleans(),
    knock_out=st.none() | st.builds(KnockOut, floor=levels, grade_cap=words, reason=both),
    facts=st.frozensets(words, max_size=3),
    evidence=some(both),
    improvement=st.none() | both,
    steps=some(both),
    na_help=st.none() | both,
    manual=some(both),
    trainings=some(words),
    references=some(words),
    model_activity=st.none() | words,
    scored=st.booleans(),
)
sections = st.builds(Section, id=words, title=both, questions=some(questions), purpose=st.none() | both, weight=numbers)
questionnaires = st.builds(
    Questionnaire,
    key=words,
    version=words,
    title=both,
    sections=some(sections),
    scales=st.dictionaries(words, scales, max_size=2),
    description=st.none() | both,
    audience=st.sampled_from(["vendor", "group_company"]),
    scheme=words,
    validity_days=st.integers(0, 10_000),
    minutes_per_question=numbers,
    language=st.sampled_from([None, "en", "ja"]),
    source=words,
    credit=st.none() | both,
    licence=words,
)


def test_the_strategy_fills_every_field() -> None:
    """A field added to the domain must be added above, or the round trip would not be tried for it."""
    filled = {
        Question: questions,
        Questionnaire: questionnaires,
        Section: sections,
        Option: options,
        QuestionColumn: columns,
        AnswerScale: scales,
    }
    for kind, strategy in filled.items():
        names = {field.name for field in dataclasses.fields(kind)}
        assert set(strategy.wrapped_strategy.kwargs) == names  # type: ignore[attr-defined]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questionnaires)
def test_from_document_is_the_exact_inverse_through_json(questionnaire: Questionnaire) -> None:
    stored = json.loads(json.dumps(to_document(questionnaire), allow_nan=False))
    back = from_document(stored)
    assert back == questionnaire
    assert fingerprint(back) == fingerprint(questionnaire)


def test_every_shipped_questionnaire_survives_being_stored() -> None:
    for questionnaire in load_library(QUESTIONNAIRES).questionnaires.values():
        assert from_document(json.loads(json.dumps(to_document(questionnaire)))) == questionnaire


def small(**more: Any) -> Questionnaire:
    question = Question("Q1", QuestionKind.MATURITY, Text("One?", "一つ？"), targets={Tier.T1: 4.0, Tier.T2: 3.0})
    section = Section("S1", Text("Section", "区分"), (question,))
    return dataclasses.replace(Questionnaire("k", "1.0", Text("K", "ケー"), (section,)), **more)


def test_any_change_of_content_changes_the_fingerprint() -> None:
    first = small()
    question = first.by_id["Q1"]
    changes = {
        "weight": 2.0,
        "text": Text("One?", "ひとつ？"),
        "targets": {Tier.T1: 4.0},
        "na_allowed": False,
        "facts": frozenset({"personal_data"}),
        "references": ("CSF:GV.SC-01",),
    }
    prints = {fingerprint(first)}
    for name, value in changes.items():
        section = dataclasses.replace(first.sections[0], questions=(dataclasses.replace(question, **{name: value}),))
        prints.add(fingerprint(small(sections=(section,))))
    assert len(prints) == 1 + len(changes)


def test_notation_does_not_change_the_fingerprint() -> None:
    section = small().sections[0]
    other = dataclasses.replace(
        section, questions=(dataclasses.replace(section.questions[0], targets={Tier.T2: 3, Tier.T1: 4}, weight=1),)
    )
    assert fingerprint(small(sections=(other,))) == fingerprint(small())


def test_defaults_are_left_out_so_that_a_new_optional_field_changes_no_fingerprint() -> None:
    assert set(to_document(small())) == {"key", "version", "title", "sections"}
    assert fingerprint(small()) == "34f821c2b212268cff824c90509b1367de066eb8ce8a99aafa24df63e66fc2e4"


@pytest.mark.parametrize("document", [{}, {"key": "k"}, {"key": 1, "version": "1", "title": {}, "sections": []}])
def test_what_is_no_questionnaire_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(ContentError, match="stored questionnaire"):
        from_document(document)
