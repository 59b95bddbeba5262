"""The training catalogue, for the courses that help to close a gap."""

from __future__ import annotations

from functools import cache

from vendor_risk import paths
from vendor_risk.content import load_library
from vendor_risk.content.library import TrainingCourse
from vendor_risk.domain.questionnaires import Question


@cache
def _catalogue() -> dict[str, TrainingCourse]:
    """Courses by id, read once a process from the shipped content."""
    return dict(load_library(paths.QUESTIONNAIRES).training)


def courses_for(question: Question | None) -> list[TrainingCourse]:
    """The courses that help with a question, basic ones first as the questionnaire names them."""
    if question is None or not question.trainings:
        return []
    known = _catalogue()
    return [known[course_id] for course_id in question.trainings if course_id in known]
