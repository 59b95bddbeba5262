"""What benchmarks work on: a questionnaire of 300 questions, and answers to it, the same each time."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
from numpy.typing import NDArray

from vendor_risk import paths
from vendor_risk.content import LibraryRules, load_rules
from vendor_risk.domain.questionnaires import (
    LEVEL_NAMES,
    AnswerState,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Text,
    Tier,
)
from vendor_risk.domain.scoring.level_matrix import TIERS
from vendor_risk.formats.own.workbook import OwnAnswer

QUESTIONS, SECTIONS = 300, 10


@cache
def rules() -> LibraryRules:
    """The shipped rules."""
    return load_rules(paths.QUESTIONNAIRES)


@cache
def questionnaire(questions: int = QUESTIONS) -> Questionnaire:
    """A questionnaire with that many maturity questions in ten sections, as long-winded as real ones."""
    per_section = questions // SECTIONS
    sections = tuple(
        Section(
            f"S{number:02}",
            Text(f"Section {number}", f"セクション{number}"),
            tuple(_question(number, place) for place in range(1, per_section + 1)),
        )
        for number in range(1, SECTIONS + 1)
    )
    return Questionnaire(f"bench-{questions}", "1.0", Text("Benchmark", "ベンチマーク"), sections)


def _question(section: int, place: int) -> Question:
    name = f"{section:02}-{place:02}"
    return Question(
        id=f"Q-{name}",
        kind=QuestionKind.MATURITY,
        text=Text(
            f"How far are the accounts and rights of item {name} looked after, from granting to taking away?",
            f"項目{name}のアカウントと権限は、付与から削除までどの程度管理されていますか。",
        ),
        targets={Tier.T1: 4, Tier.T2: 3, Tier.T3: 2},
        weight=1.0 + place % 3,
        anchors=LEVEL_NAMES,
    )


def answers(questions: Questionnaire, seed: int, version: int = 0) -> dict[str, OwnAnswer]:
    """An answer to every question, every third with a comment."""
    rng = random.Random(seed)  # noqa: S311 - samples, not secrets
    found: dict[str, OwnAnswer] = {}
    for place, question in enumerate(questions.questions()):
        comment = f"Rule {seed}-{place} in force since April" if place % 3 == 0 else ""
        found[question.id] = OwnAnswer(AnswerState.ANSWERED, rng.randint(0, 5), comment, "", version)
    return found


def levels(rows: int, questions: int = QUESTIONS) -> tuple[NDArray[np.float64], NDArray[np.uint8], NDArray[np.intp]]:
    """A level matrix, its evidence and the tier of each row (`domain.scoring.level_matrix`)."""
    rng = np.random.default_rng(rows)
    matrix = rng.integers(-3, 6, (rows, questions)).astype(np.float64)
    evidence = rng.integers(0, 5, (rows, questions)).astype(np.uint8)
    return matrix, evidence, rng.integers(0, len(TIERS) - 1, rows).astype(np.intp)
