"""The figures of one assessment result."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from vendor_risk.assessments.models import Result
from vendor_risk.domain.scoring.results import AssessmentScore
from vendor_risk.figures.figure import FigureAmount, FigureReading, KeyFigure, Topic, Unit

_ASKED = _l("the scored questions put to the organisation; if none of them counts, there is no score")

GRADE = KeyFigure[AssessmentScore](
    key="grade",
    name=_l("Grade"),
    formula=_l(
        "Grade: A to E, based on the score. A key question below its minimum level limits the grade, however "
        "good the other answers are."
    ),
    population=_ASKED,
    unit=Unit.LETTER,
    topic=Topic.RESULT,
    value=lambda facts: FigureAmount(facts.grade),
)
SCORE = KeyFigure[AssessmentScore](
    key="score",
    name=_l("Score"),
    formula=_l(
        "Score (0–100): how far the answers meet the target levels set for the organisation. Strengths elsewhere "
        "never offset a gap; unanswered questions count as 0."
    ),
    population=_ASKED,
    unit=Unit.SCORE,
    topic=Topic.RESULT,
    digits=1,
    brief=True,
    value=lambda facts: FigureAmount(facts.score),
)
BACKED = KeyFigure[AssessmentScore](
    key="evidence-backed",
    name=_l("Evidence-backed score"),
    formula=_l(
        "Evidence-backed score: counts only points supported by a document or stronger evidence; self-declared "
        "answers add nothing to it."
    ),
    population=_ASKED,
    unit=Unit.SCORE,
    topic=Topic.RESULT,
    digits=1,
    brief=True,
    value=lambda facts: FigureAmount(None if facts.score is None else facts.overall.backed),
)
PRUDENT = KeyFigure[AssessmentScore](
    key="prudent",
    name=_l("Prudent score"),
    formula=_l(
        "The score with each answer counted only up to the level its evidence grade allows: self-declared 2, "
        "document 3, reviewed document 4, third-party certificate or on-site assessment 5. Residual risk is "
        "calculated from this score."
    ),
    population=_ASKED,
    unit=Unit.SCORE,
    topic=Topic.RESULT,
    digits=1,
    brief=True,
    value=lambda facts: FigureAmount(facts.assured),
)
INHERENT = KeyFigure[Result](
    key="inherent-risk",
    name=_l("Inherent risk"),
    formula=_l(
        "The harm the engagement could cause us before any security measures: impact × likelihood, both derived "
        "from the registered details of the engagement. While details are missing, it is shown as a range."
    ),
    population=_l("the organisation’s ongoing or planned engagements; the one with the highest inherent risk counts"),
    unit=Unit.RISK,
    topic=Topic.RESULT,
    value=lambda row: FigureAmount(None if row.inherent_risk is None else 100 * row.inherent_risk),
)
RESIDUAL = KeyFigure[Result](
    key="residual-risk",
    name=_l("Residual risk"),
    formula=_l(
        "The inherent risk that remains after the organisation’s own measures: inherent risk × (100 − prudent "
        "score) ÷ 100."
    ),
    population=_l("the organisation’s ongoing or planned engagements; the one with the highest inherent risk counts"),
    unit=Unit.RISK,
    topic=Topic.RESULT,
    value=lambda row: FigureAmount(None if row.residual_risk is None else 100 * row.residual_risk),
)
FIGURES = (GRADE, SCORE, BACKED, PRUDENT, INHERENT, RESIDUAL)


class ScoreReadings(NamedTuple):
    """The figures of a score: what an organization is told of itself."""

    grade: FigureReading
    score: FigureReading
    backed: FigureReading
    prudent: FigureReading


class RiskReadings(NamedTuple):
    """The risks of a result: for the group only."""

    inherent: FigureReading
    residual: FigureReading


def score_readings(scored: AssessmentScore) -> ScoreReadings:
    """The figures of what the rules say of the answers."""
    return ScoreReadings(GRADE.read(scored), SCORE.read(scored), BACKED.read(scored), PRUDENT.read(scored))


def risk_readings(row: Result) -> RiskReadings:
    """The risks that a stored result leads to."""
    return RiskReadings(INHERENT.read(row), RESIDUAL.read(row))
