"""Which stored questionnaire a workbook is, or how it differs from those of its family."""

from __future__ import annotations

from dataclasses import dataclass

from vendor_risk.domain.crosswalk.editions import Editions, compare_editions
from vendor_risk.domain.questionnaires import Questionnaire
from vendor_risk.imports.foreign import queries
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.questionnaires.queries import domain_questionnaire

MOST = 5
_READ = 40


@dataclass(frozen=True, slots=True)
class KnownQuestionnaire:
    """One stored questionnaire of the same family, and what differs from it."""

    version: QuestionnaireVersion
    editions: Editions

    @property
    def same(self) -> bool:
        """Whether every question is in both, word for word, and no other."""
        e = self.editions
        return not (e.reworded or e.new or e.gone)


def known(scope: Scope, questionnaire: Questionnaire) -> list[KnownQuestionnaire]:
    """The stored questionnaires of the workbook's family that may be seen, those that are likest first."""
    rows = queries.versions_of_family(scope, questionnaire.key, _READ)
    texts = _texts(questionnaire)
    found = [KnownQuestionnaire(row, compare_editions(_texts(domain_questionnaire(row.id)), texts)) for row in rows]
    return sorted(found, key=lambda one: (-one.editions.unchanged, len(one.editions.gone), -one.version.id))[:MOST]


def _texts(questionnaire: Questionnaire) -> dict[str, str]:
    return {question.id: question.text.en for question in questionnaire.questions()}
