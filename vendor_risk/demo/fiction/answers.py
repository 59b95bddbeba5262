"""How invented vendors answer: better where they are mature, weak in places, mostly honest. Pure and seeded."""

from __future__ import annotations

import random
from collections.abc import Mapping

from vendor_risk.demo.fiction.words import COMMENTS, NA_REASON
from vendor_risk.domain.questionnaires import AnswerState, Questionnaire
from vendor_risk.domain.scoring.kinds import kind_of
from vendor_risk.formats.own.workbook import OwnAnswer

UNKNOWN_SHARE, NA_SHARE, COMMENT_SHARE = 0.025, 0.04, 0.4


def answer_all(
    questionnaire: Questionnaire, quality: float, lang: str, seed: str, weak: Mapping[str, int] | None = None
) -> dict[str, OwnAnswer]:
    """An answer to every question by somebody whose maturity is `quality` (0–1).

    `weak` fixes the level of some questions by id (the demo's story). The same `seed` gives the same answers, and a
    higher quality with the same seed gives answers that differ mostly upwards: the next yearly round.
    """
    rng = random.Random(f"{seed}/{questionnaire.key}")  # noqa: S311 - a demo, not a secret
    answers: dict[str, OwnAnswer] = {}
    for section in questionnaire.sections:
        lean = rng.gauss(0, 0.55)
        for question in section.questions:
            chance, noise, remark = rng.random(), rng.gauss(0, 0.8), rng.random()
            pick = rng.random()
            if question.id in (weak or {}):
                level = (weak or {})[question.id]
                answers[question.id] = OwnAnswer(AnswerState.ANSWERED, level, _remark(level, pick, lang))
            elif chance < UNKNOWN_SHARE:
                answers[question.id] = OwnAnswer(AnswerState.UNKNOWN)
            elif chance < UNKNOWN_SHARE + NA_SHARE and question.na_allowed and question.knock_out is None:
                reason = NA_REASON.ja if lang == "ja" else NA_REASON.en
                answers[question.id] = OwnAnswer(AnswerState.NOT_APPLICABLE, None, "", reason)
            elif kind_of(question).is_level:
                level = max(0, min(5, round(quality * 5 + lean + noise)))
                comment = _remark(level, pick, lang) if remark < COMMENT_SHARE else ""
                answers[question.id] = OwnAnswer(AnswerState.ANSWERED, level, comment)
    return answers


def _remark(level: int, pick: float, lang: str) -> str:
    pair = COMMENTS[level][int(pick * len(COMMENTS[level]))]
    return pair.ja if lang == "ja" else pair.en
