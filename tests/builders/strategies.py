"""Random questionnaires and answers for the property tests of the domain."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from vendor_risk.domain.questionnaires import (
    Answer,
    AnswerScale,
    AnswerState,
    ColumnKind,
    EvidenceGrade,
    KnockOut,
    NaDecision,
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
from vendor_risk.domain.scoring.kinds import KINDS
from vendor_risk.domain.scoring.schemes import SCHEMES

T = Text("text", "文")
YES_NO = AnswerScale(
    "yes-no",
    T,
    options=(
        Option("yes", T, 5.0),
        Option("partial", T, 2.5),
        Option("no", T, 0.0),
        Option("other", T, None),
        Option("na", T, None, AnswerState.NOT_APPLICABLE),
        Option("unknown", T, None, AnswerState.UNKNOWN),
    ),
)

PERCENT = AnswerScale("percent", T, thresholds=(Threshold(20, 1), Threshold(50, 10 / 3), Threshold(90, 5)))
MONTHS = AnswerScale("months", T, thresholds=(Threshold(0, 5), Threshold(13, 2.5), Threshold(25, 0)))
ROWS = AnswerScale("rows", T, thresholds=(Threshold(1, 2), Threshold(3, 4)))
SCALES = {"yes-no": YES_NO, "percent": PERCENT, "months": MONTHS, "rows": ROWS}
COLUMNS = (QuestionColumn("what", T, required=True), QuestionColumn("many", T, ColumnKind.NUMBER))
SCALE_OF = {
    QuestionKind.CHOICE: "yes-no",
    QuestionKind.MULTICHOICE: "yes-no",
    QuestionKind.NUMBER: "percent",
    QuestionKind.DATE: "months",
    QuestionKind.TABLE: "rows",
}
VALUES = {
    QuestionKind.MATURITY: st.integers(0, 5),
    QuestionKind.CHOICE: st.sampled_from([option.id for option in YES_NO.options]),
    QuestionKind.MULTICHOICE: st.sets(st.sampled_from(["yes", "partial", "no", "na"]), min_size=1).map(
        lambda chosen: tuple(sorted(chosen))
    ),
    QuestionKind.NUMBER: st.floats(0, 100),
    QuestionKind.DATE: st.dates(date(2023, 1, 1), date(2027, 6, 1)).map(date.isoformat),
    QuestionKind.TEXT: st.text(min_size=1, max_size=5),
    QuestionKind.TABLE: st.lists(st.tuples(st.none() | st.text(), st.none() | st.floats(0, 9)), min_size=1).map(tuple),
}
WEIGHTS = st.just(0.0) | st.floats(1e-6, 10) | st.integers(1, 4).map(float)


@st.composite
def questions(draw: st.DrawFn, number: int) -> Question:
    kind = draw(st.sampled_from(list(QuestionKind)))
    targets = draw(st.dictionaries(st.sampled_from(list(Tier)), st.sampled_from([1.0, 2.0, 2.5, 3.0, 4.0, 5.0])))
    floor = draw(st.none() | st.sampled_from([1.0, 2.0, 3.0]))
    return Question(
        id=f"q{number}",
        kind=kind,
        text=T,
        targets=targets,
        weight=draw(WEIGHTS),
        scale_id=SCALE_OF.get(kind),
        columns=COLUMNS if KINDS[kind].has_columns else (),
        na_allowed=draw(st.booleans()),
        knock_out=None if floor is None else KnockOut(floor, draw(st.sampled_from("BCDE")), T),
        scored=draw(st.sampled_from([True, True, True, False])),
    )


@st.composite
def questionnaires(draw: st.DrawFn, scheme: str | None = None) -> Questionnaire:
    sections, number = [], 0
    for position in range(draw(st.integers(1, 4))):
        members = []
        for _ in range(draw(st.integers(1, 5))):
            members.append(draw(questions(number)))
            number += 1
        sections.append(Section(f"s{position}", T, tuple(members), weight=draw(st.sampled_from([1.0, 0.5, 3.0]))))
    return Questionnaire(
        "random",
        "1.0",
        T,
        tuple(sections),
        scales=SCALES,
        scheme=scheme or draw(st.sampled_from(list(SCHEMES))),
    )


@st.composite
def answers_to(draw: st.DrawFn, question: Question) -> Answer:
    state = draw(st.sampled_from([AnswerState.ANSWERED, AnswerState.ANSWERED, *AnswerState]))
    return Answer(
        question.id,
        state,
        draw(VALUES[question.kind]) if state is AnswerState.ANSWERED else None,
        grade=draw(st.sampled_from(list(EvidenceGrade))),
        na_decision=draw(st.sampled_from(list(NaDecision))),
        override_level=draw(st.none() | st.none() | st.none() | st.sampled_from([0.0, 1.5, 3.0, 5.0])),
        given_on=draw(st.none() | st.just(date(2026, 11, 29))),
    )


@st.composite
def cases(draw: st.DrawFn, scheme: str | None = None) -> tuple[Questionnaire, dict[str, Answer]]:
    """A questionnaire with answers to some of its questions."""
    questionnaire = draw(questionnaires(scheme))
    answers = {q.id: draw(answers_to(q)) for q in questionnaire.questions() if draw(st.booleans())}
    return questionnaire, answers


TIERS = st.sampled_from([*Tier, None])
