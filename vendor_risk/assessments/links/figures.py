"""The figures of the emails to respondents: how much is asked, and how much was answered."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from vendor_risk.figures.figure import FigureAmount, KeyFigure, Topic, Unit

_ASKED = _l("the questions of the assessment")


class Estimate(NamedTuple):
    """How many questions are asked, and how many minutes one of them usually takes."""

    questions: int
    per_question: float


class Answered(NamedTuple):
    """How many of the questions were answered."""

    answered: int
    questions: int


QUESTIONS = KeyFigure[int](
    key="questions-asked",
    name=_l("Questions"),
    formula=_l(
        "Counts the questions that apply to the organisation, based on its tier and the registered details of "
        "its engagements."
    ),
    population=_ASKED,
    unit=Unit.QUESTIONS,
    topic=Topic.REQUEST,
    endpoint="assessments.index",
    value=FigureAmount,
)
MINUTES = KeyFigure[Estimate](
    key="minutes-to-answer",
    name=_l("Estimated time to answer"),
    formula=_l(
        "The number of questions × the minutes per question set in the questionnaire, but at least 1 minute. "
        "Collecting evidence takes additional time."
    ),
    population=_ASKED,
    unit=Unit.MINUTES,
    topic=Topic.REQUEST,
    endpoint="assessments.index",
    value=lambda facts: FigureAmount(max(1, round(facts.questions * facts.per_question))),
)
ANSWERED = KeyFigure[Answered](
    key="questions-answered",
    name=_l("Questions answered"),
    formula=_l("Counts the questions that had an answer when the respondent submitted."),
    population=_ASKED,
    unit=Unit.QUESTIONS,
    topic=Topic.REQUEST,
    endpoint="assessments.index",
    value=lambda facts: FigureAmount(facts.answered, of=facts.questions),
)
FIGURES = (QUESTIONS, MINUTES, ANSWERED)
