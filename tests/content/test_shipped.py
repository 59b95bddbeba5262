"""The content we ship: it loads, it is complete in both languages, and it asks what the documents say it asks."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Iterator
from itertools import product

import pytest

from vendor_risk import paths
from vendor_risk.content import Library, load_library, load_rules
from vendor_risk.domain.questionnaires import EvidenceGrade, QuestionKind, Text, Tier
from vendor_risk.domain.scoring.rules import DEFAULT_RULES, DEFAULT_TIER_RULES
from vendor_risk.domain.tiering.facts import ConfidentialData, EngagementFacts, Fact, Substitutability, VendorAccess
from vendor_risk.domain.tiering.tiers import decide
from vendor_risk.paths import QUESTIONNAIRES

JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
SAME_IN_BOTH = {  # names that are written in Latin letters in Japanese too
    "NIST SP 800-53 Rev. 5",
    "Minimum Viable Secure Product v3.0",
    "CC0 1.0.",
    "CIS Critical Security Controls v8.1",
    "FIRST CSIRT Services Framework 2.1",
    "FIRST PSIRT Services Framework",
    "ISO/IEC 27001:2022",
    "○ △ ×",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(QUESTIONNAIRES)


def texts(value: object, place: str) -> Iterator[tuple[str, Text]]:
    """Every Text within `value`, with where it is."""
    if isinstance(value, Text):
        yield place, value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        name = getattr(value, "id", getattr(value, "key", ""))
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name), f"{place}/{name}.{field.name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{place}[{key}]")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{place}[{number}]")


def test_all_texts_exist_in_both_languages_and_japanese_is_japanese(library: Library) -> None:
    found = list(texts(library, "library"))
    assert len(found) > 2000
    empty = [place for place, text in found if not text.en.strip() or not text.ja.strip()]
    assert not empty
    foreign = [
        (place, text.ja)
        for place, text in found
        if (text.en == text.ja or not JAPANESE.search(text.ja)) and text.en not in SAME_IN_BOTH
    ]
    assert not foreign
    assert not [(place, text.en) for place, text in found if JAPANESE.search(text.en)]


def test_no_text_is_a_filler_or_left_open(library: Library) -> None:
    fillers = re.compile(r"[Bb]etween 1 and 3|Level 3 plus|[Ll]orem|TODO|\?\?|1と3の中間|3に加え")
    assert not [(place, text) for place, text in texts(library, "") if fillers.search(f"{text.en}\n{text.ja}")]


QUOTED = {"en": re.compile(r"\b(?:[Cc]hoose|[Ss]elect) [“\"]([^”\"]+)[”\"]"), "ja": re.compile(r"「([^」]+)」を選")}
OFFERED = {"en": ("Not applicable to my company", "I do not know"), "ja": ("自社には該当しない", "わからない")}
"""The choices that the page adds to a question's own."""


def test_a_help_that_names_a_choice_names_it_as_the_page_does(library: Library) -> None:
    page, words = ((QUESTIONNAIRES.parent / path).read_text() for path in (
        "templates/portal/_question.html", "vendor_risk/translations/ja/portal.po"
    ))  # fmt: skip
    for en, ja in zip(*OFFERED.values(), strict=True):
        assert f"_('{en}')" in page
        assert f'msgid "{en}"\nmsgstr "{ja}"' in words
    named, wrong = 0, []
    for question in (one for questionnaire in library.questionnaires.values() for one in questionnaire.questions()):
        scale = library.scales.get(question.scale_id or "")
        for lang, pattern in QUOTED.items():
            own = {option.label.get(lang) for option in scale.options} if scale else set()
            for told in (question.help, question.na_help):
                for choice in pattern.findall(told.get(lang)) if told else ():
                    named += 1
                    if choice not in own | set(OFFERED[lang]):
                        wrong.append((question.id, lang, choice))
    assert named >= 6
    assert not wrong


def test_no_help_promises_that_one_reason_serves_for_several_questions(library: Library) -> None:
    """Handing in asks for the reason of every "not applicable"."""
    promises = re.compile(r"reason (?:then )?serves|give the reason once|記入は一度で|理由は、この分野の他の設問")
    assert not [(place, text.en) for place, text in texts(library, "") if promises.search(f"{text.en}\n{text.ja}")]


def test_no_section_is_called_as_the_list_of_subcontractors_beside_it(library: Library) -> None:
    words = (paths.TRANSLATIONS / "ja" / "portal.po").read_text()
    listed = re.search(r'msgid "((?:Your l|L)ist of subcontractors)"\nmsgstr "([^"]+)"', words)
    assert listed is not None
    names = Text(*listed.groups())
    every = (section for questionnaire in library.questionnaires.values() for section in questionnaire.sections)
    sections = [section for section in every if "subcontractors" in section.title.en]
    assert sections
    for section in sections:
        assert section.title.en.casefold() != names.en.casefold()
        assert section.title.ja != names.ja


def test_no_credit_names_who_wrote_the_software(library: Library) -> None:
    credits_ = [one.credit for one in library.questionnaires.values() if one.credit]
    assert len(credits_) >= 3
    assert not [one.en for one in credits_ if "vendor_risk" in f"{one.en}{one.ja}"]


def test_the_six_anchors_of_a_question_all_differ(library: Library) -> None:
    for questionnaire in library.questionnaires.values():
        for question in questionnaire.questions():
            for lang in ("en", "ja"):
                anchors = [anchor.get(lang) for anchor in question.anchors]
                assert len(set(anchors)) == 6, (question.id, lang)


@pytest.mark.parametrize(
    ("key", "sections", "questions"),
    [("meti-csmg-3", 10, 40), ("outsourcing", 10, 56), ("outsourcing-vendor", 10, 56)],
)
def test_questionnaires_have_the_sections_and_questions_announced(
    library: Library, key: str, sections: int, questions: int
) -> None:
    questionnaire = library.questionnaire(key)
    assert len(questionnaire.sections) == sections
    assert len(list(questionnaire.questions())) == questions
    assert all(question.kind is QuestionKind.MATURITY for question in questionnaire.questions())


def test_the_vendor_questionnaire_grows_with_criticality(library: Library) -> None:
    vendor = library.questionnaire("outsourcing-vendor")
    asked = {tier: len(list(vendor.tailored(tier).questions())) for tier in Tier}
    assert asked[Tier.T1] == 56
    assert 35 <= asked[Tier.T2] <= 45
    assert 20 <= asked[Tier.T3] <= 30
    some = vendor.tailored(Tier.T1, frozenset())
    assert 0 < len(list(some.questions())) < 56


def test_each_item_of_the_guidelines_has_four_checks_asked_of_every_company(library: Library) -> None:
    guideline = library.questionnaire("meti-csmg-3")
    assert {len(section.questions) for section in guideline.sections} == {4}
    assert all(set(question.targets) == set(Tier) for question in guideline.questions())
    assert "経済産業省・IPA" in (guideline.credit or Text("", "")).ja


def test_every_question_says_how_to_prove_and_to_improve_it(library: Library) -> None:
    for questionnaire in library.questionnaires.values():
        for question in questionnaire.questions():
            assert question.evidence, question.id
            assert question.improvement, question.id
            assert question.trainings, question.id
            assert question.references, question.id


def test_every_question_to_vendors_says_how_to_get_from_each_level_to_the_next(library: Library) -> None:
    for question in library.questionnaire("outsourcing-vendor").questions():
        assert [level for level, _step in question.steps_between(0, 5)] == [2, 3, 4], question.id
        texts = {step.en for _level, step in question.steps_between(0, 5)}
        assert len(texts) == 3, question.id
        [(level, step)] = question.steps_between(3, 4)
        assert level == 4
        assert step not in {text for _level, text in question.steps_between(0, 3)}


def test_questions_to_vendors_never_say_we_and_mean_the_customer(library: Library) -> None:
    for question in library.questionnaire("outsourcing-vendor").questions():
        texts = [question.title, question.text, question.help, *question.anchors, *question.steps, *question.evidence]
        for text in filter(None, [*texts, question.improvement, question.na_help, *question.manual]):
            assert not re.search(r"\b(we|us|ours?)\b", text.en, re.IGNORECASE), (question.id, text.en)
            assert "{" not in text.en + text.ja, question.id


def test_knock_outs_are_few(library: Library) -> None:
    for questionnaire in library.questionnaires.values():
        knock_outs = [question.id for question in questionnaire.questions() if question.knock_out]
        assert 2 <= len(knock_outs) <= 7, questionnaire.key


def test_both_sides_of_the_model_process_meet_in_every_activity(library: Library) -> None:
    activities = set(library.questionnaire("outsourcing").by_id)
    asked = {question.model_activity for question in library.questionnaire("outsourcing-vendor").questions()}
    assert asked == activities


def test_every_course_is_named_by_a_question(library: Library) -> None:
    named = {
        training
        for questionnaire in library.questionnaires.values()
        for question in questionnaire.questions()
        for training in question.trainings
    }
    assert set(library.training) == named


def test_the_shipped_rules_are_the_default_rules_of_the_same_version(library: Library) -> None:
    assert library.rules.tiering == DEFAULT_TIER_RULES
    assert dataclasses.replace(library.scoring_rules, evidence_validity_days={}) == DEFAULT_RULES
    assert load_rules(QUESTIONNAIRES) == library.rules


def test_rules_are_worded_for_every_grade_tier_and_fact(library: Library) -> None:
    rules = library.rules
    assert tuple(rules.grades) == rules.scoring.letters
    assert list(rules.evidence) == list(EvidenceGrade)
    assert set(rules.tiers) == set(Tier)
    assert set(rules.facts) == set(Fact)


def test_every_factor_of_a_tier_decision_has_a_sentence(library: Library) -> None:
    rules, seen = library.rules, set()
    stated = (None, True, False)
    for data, access, hours, hard, spend, said, fact in product(
        ConfidentialData,
        VendorAccess,
        (None, 8, 9, 72, 500),
        Substitutability,
        (None, 5e6, 5e9),
        stated,
        (None, Fact.SUBCONTRACTING),
    ):
        facts = EngagementFacts(
            confidential_data=data,
            access=access,
            tolerable_stoppage_hours=hours,
            substitutability=hard,
            annual_spend=spend,
            stop_is_intolerable=said,
            personal_data=said is None,
            features=frozenset() if fact is None else frozenset({fact}),
        )
        decision = decide(facts, rules.tiering)
        for factor in (*decision.impact_factors, *decision.likelihood_factors):
            seen.add(rules.reason_of(factor).en)
        for answer in decision.answers:
            assert rules.answer_in_words(answer).ja
    assert "The tolerable outage is more than a week." in seen
    assert "Annual spend is over JPY 1 billion." in seen


def test_the_scales_map_no_answer_above_what_it_says(library: Library) -> None:
    for scale in library.scales.values():
        if scale.id != "maturity" and scale.options:
            assert max(option.level or 0 for option in scale.options) == 4, scale.id
    assert library.scales["implementation"].option("planned").level == 1


def test_everything_loads_within_one_and_a_half_seconds() -> None:
    best = min(_seconds() for _ in range(3))
    assert best < 1.5


def _seconds() -> float:
    started = time.perf_counter()
    load_library(QUESTIONNAIRES)
    return time.perf_counter() - started
