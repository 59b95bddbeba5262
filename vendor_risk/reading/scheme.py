"""The questionnaire's own scoring scheme, where its sheets carry weights and preferred answers."""

from __future__ import annotations

from vendor_risk.reading.tables import Table
from vendor_risk.reading.twins import Twin
from vendor_risk.reading.understanding import QuestionFound, SchemeScore


def score(kept: list[Table], found: list[Twin], everything: list[Table], questions: list[QuestionFound]) -> SchemeScore | None:
    """None."""
    return None
