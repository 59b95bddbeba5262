"""Scoring thousands at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from vendor_risk.bench import samples
from vendor_risk.bench.report import BenchMeasure, measured
from vendor_risk.domain.scoring.level_matrix import plan
from vendor_risk.domain.scoring.score_matrix import score_many


def scoring(sizes: Sequence[int]) -> Iterator[BenchMeasure]:
    """Assessments of 300 answers to scores, section scores and every question's contribution."""
    questionnaire, rules = samples.questionnaire(), samples.rules().scoring
    table = plan(questionnaire, rules)
    sections = table.by_section(np.eye(table.asked.shape[1]))
    for n in sizes:
        levels, evidence, tiers = samples.levels(n)
        yield measured(
            "score assessments of 300 answers",
            n,
            lambda m=levels, e=evidence, t=tiers: score_many(questionnaire, m, e, t, rules, submitted=True),  # type: ignore[misc]
            lambda m=levels: m @ sections,  # type: ignore[misc]
            "≤ 10× one matmul pass",
        )
