"""An own workbook held against its assessment as it is at this moment: is it this one's, and what would it change?"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import tuple_

from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.kinds import MAX_TEXT
from vendor_risk.assessments.evidence.actions import MAX_ITEMS_PER_QUESTION
from vendor_risk.assessments.models import AnswerRevision, Assessment, StoredAnswer
from vendor_risk.assessments.states import MOVES, Verb
from vendor_risk.domain.questionnaires import AnswerState, AnswerValue, given_value
from vendor_risk.errors import Refused
from vendor_risk.formats.own.returned import OwnContent, read, read_unsigned
from vendor_risk.formats.own.tables import writable
from vendor_risk.formats.own.workbook import Identity, NotOwnError, OwnAnswer, has_identity, read_identity
from vendor_risk.imports import queries
from vendor_risk.imports.own.diff import Diff, WorkbookComparison
from vendor_risk.imports.own.words import not_own
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.workbook import Workbook
from vendor_risk.workbook.text import clean


def own_answer(row: StoredAnswer) -> OwnAnswer:
    """A stored answer as a workbook carries it."""
    return _as_written(AnswerState(row.state), given_value(row.value), row.comment, row.na_reason, row.version)


def _as_written(state: AnswerState, value: AnswerValue, comment: str, na_reason: str, version: int) -> OwnAnswer:
    """An answer as a workbook can hold it: without the characters no cell can."""
    return OwnAnswer(state, writable(value), clean(comment), clean(na_reason), version)


def compare(assessment: Assessment, workbook: Workbook, found: tuple[Identity, str] | None = None) -> Diff:
    """What the workbook would change now. Refused, with a sentence, when it is not this assessment's own workbook.

    `found` is what `read_identity` gave, when it was asked before.
    """
    content = _content(assessment, workbook, found)
    stored = assessment_queries.answers(assessment.id)
    open_questions = assessment_queries.open_question_ids(assessment, stored)
    if not open_questions:
        raise Refused(MOVES[Verb.ANSWER].refusal(), status=409)
    now = {question_id: own_answer(row) for question_id, row in stored.items()}
    bases = _bases(assessment.id, content, now)
    comparison = WorkbookComparison(
        now,
        lambda q, v: bases.get((q, v), OwnAnswer(version=v)),
        open_questions,
        MAX_TEXT,
        evidence_lines(assessment),
        MAX_ITEMS_PER_QUESTION,
    )
    return comparison.diff(content)


def evidence_lines(assessment: Assessment) -> dict[str, list[str]]:
    """Where evidence can be seen, by question, as a cell of the workbook says it: a line each, files by their name."""
    return {
        question_id: [
            line for item in items for line in clean(item.reference or item.name).splitlines() if line.strip()
        ]
        for question_id, items in assessment_queries.evidence(assessment.id).items()
    }


def _content(assessment: Assessment, workbook: Workbook, found: tuple[Identity, str] | None) -> OwnContent:
    """The workbook as read: by its own identity, or, where its hidden sheets are gone, for this assessment."""
    version = assessment.questionnaire_version
    name = clean(workbook.name)
    try:
        if found is None and not has_identity(workbook):
            asked = assessment_queries.asked(assessment)
            return read_unsigned(workbook, asked, tuple(asked.by_id), assessment.id)
        identity, signature = found or read_identity(workbook)
        if identity.assessment_id != assessment.id:
            raise Refused(not_own("other_assessment", name))
        if (identity.questionnaire_key, identity.questionnaire_version) != (version.key, version.version):
            raise Refused(not_own("other_version", name))
        return read(workbook, domain_questionnaire(version.id), assessment.workbook_key, (identity, signature))
    except NotOwnError as error:
        raise Refused(not_own(error.code, name)) from None


def _bases(assessment_id: int, content: OwnContent, now: Mapping[str, OwnAnswer]) -> dict[tuple[str, int], OwnAnswer]:
    """The answers the workbook was made from, where they are not the present ones; one query."""
    versions = content.versions or {}
    wanted = [(q, v) for q, v in versions.items() if v and (q not in now or now[q].version != v)]
    found: dict[tuple[str, int], OwnAnswer] = {}
    for start in range(0, len(wanted), 400):  # SQLite takes some thousand values in one statement
        condition = tuple_(AnswerRevision.question_id, AnswerRevision.version).in_(wanted[start : start + 400])
        for row in queries.revisions_where(assessment_id, condition):
            kept = row.content
            found[row.question_id, row.version] = _as_written(
                AnswerState(str(kept["state"])),
                given_value(kept["value"]),
                str(kept["comment"]),
                str(kept["na_reason"]),
                row.version,
            )
    return found
