"""Anybody's workbook becomes a scored assessment: every row ends somewhere, nothing happens twice or by halves."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from tests.builders import organizations, workbooks
from tests.builders.clock import NOW
from tests.builders.foreign_workbooks import BY, ROWS, bring, opened, take, workbook
from tests.builders.real_workbooks import needs_workbooks, workbook_path
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.models import AnswerSource, Assessment, AssessmentStatus, Result
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.errors import Refused
from vendor_risk.imports import batches as import_batches
from vendor_risk.imports import corrections as import_corrections
from vendor_risk.imports.foreign import actions as foreign_import_actions
from vendor_risk.imports.foreign.assessment_actions import apply
from vendor_risk.imports.models import ImportStatus
from vendor_risk.imports.own import actions as own_import_actions
from vendor_risk.imports.profiles import actions as profile_actions
from vendor_risk.questionnaires.models import Origin, QuestionnaireVersion
from vendor_risk.reading import Corrections

SURE = [row for row in ROWS if row[2] != "N/A"]
"""The same sheet without a claim that a question does not apply."""


def result_of(assessment: Assessment) -> Result:
    return db.session.scalars(select(Result).where(Result.assessment_id == assessment.id, Result.current)).one()


def test_looking_stores_no_answer_and_the_rows_add_up(group: organizations.Group) -> None:
    batch = take(group, workbook(), organizations.vendor("Bolt", group.a))
    found = foreign_import_actions.sorted_rows(batch, opened(batch))
    assert found.counts == {"imported": 6, "unchanged": 0, "skipped": 3, "refused": 0}
    assert sum(found.counts.values()) == sum(sheet.rows for sheet in opened(batch).understanding.sheets)
    assert db.session.scalar(select(func.count()).select_from(Assessment)) == 0


def test_the_answers_stand_with_their_cells_in_the_review_queue(group: organizations.Group) -> None:
    vendor = organizations.vendor("Bolt", group.a, tier="T2", inherent_risk=0.4)
    batch, assessment = bring(group, workbook(), vendor)
    assert assessment.status == AssessmentStatus.SUBMITTED
    assert (batch.status, batch.assessment_id) == (ImportStatus.APPLIED, assessment.id)
    stored = assessment_queries.answers(assessment.id)
    assert stored["C-1"].source_ref == "answers.xlsx › Customer sheet › C4"
    assert stored["C-1"].source == AnswerSource.FOREIGN
    assert stored["C-3"].state == AnswerState.NOT_APPLICABLE
    assert stored["C-3"].na_reason == "we have no such access"
    assert stored["C-6"].comment == "=1+1"
    assert "C-5" not in stored
    version = db.session.get_one(QuestionnaireVersion, assessment.questionnaire_version_id)
    assert (version.origin, version.company_id, version.status) == (Origin.WORKBOOK, group.a.id, "released")


def test_an_import_is_scored_at_once_and_accepted_when_asked(group: organizations.Group) -> None:
    batch, waiting = bring(group, workbook(), organizations.vendor("Bolt", group.a, inherent_risk=0.5))
    result = result_of(waiting)
    assert (result.provisional, result.current) == (True, True)
    assert result.score == pytest.approx(100 * 3 / 6)  # three yes, two no, one blank; N/A leaves the sum
    _batch, accepted = bring(group, workbook(SURE), organizations.vendor("Nut", group.a), accept_now=True)
    assert accepted.status == AssessmentStatus.ACCEPTED
    assert not result_of(accepted).provisional
    assert batch.report["counts"]["imported"] == 6


def test_a_claim_of_not_applicable_keeps_an_import_in_the_review_queue(group: organizations.Group) -> None:
    _batch, waiting = bring(group, workbook(), organizations.vendor("Nut", group.a), accept_now=True)
    assert waiting.status == AssessmentStatus.SUBMITTED
    assert result_of(waiting).counts["na_claimed"] == 1
    assert result_of(waiting).if_refused == pytest.approx(100 * 3 / 7)


def test_the_same_file_again_is_the_same_batch_and_imports_nothing(group: organizations.Group) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    data = workbook()
    batch, _assessment = bring(group, data, vendor)
    assert take(group, data, vendor, "renamed.xlsx").id == batch.id
    with pytest.raises(Refused, match="already"):
        apply(batch, opened(batch), at=NOW, actor=BY)
    assert db.session.scalar(select(func.count()).select_from(Assessment)) == 1


def test_equal_workbooks_share_a_questionnaire_and_other_companies_get_their_own(group: organizations.Group) -> None:
    _b, first = bring(group, workbook(), organizations.vendor("Bolt", group.a))
    _b, second = bring(group, workbook(), organizations.vendor("Nut", group.a))
    assert first.questionnaire_version_id == second.questionnaire_version_id
    data = workbook()
    vendor = organizations.vendor("Screw", group.b)
    batch = foreign_import_actions.take_in(
        foreign_import_actions.open_file(import_batches.open_workbook(data, "x.xlsx")),
        data,
        organization=vendor,
        issuer=group.b,
        at=NOW,
        actor=BY,
    )
    third = apply(batch, opened(batch), at=NOW, actor=BY)
    versions = {row.id: row for row in db.session.scalars(select(QuestionnaireVersion))}
    assert versions[third.questionnaire_version_id].company_id == group.b.id
    assert versions[first.questionnaire_version_id].company_id == group.a.id


def test_a_later_edition_shows_what_changed_answer_by_answer(group: organizations.Group) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    bring(group, workbook(), vendor)
    changed = [(*row[:2], "Yes", row[3]) if row[0] == "C-2" else row for row in ROWS]
    batch = take(group, workbook(changed), vendor)
    found = foreign_import_actions.sorted_rows(batch, opened(batch))
    assert [(row.question.id, row.before.value if row.before else None) for row in found.changes] == [("C-2", "no")]
    assert found.counts == {"imported": 1, "unchanged": 5, "skipped": 3, "refused": 0}


def test_a_corrected_column_and_word_are_followed_at_once_and_remembered(group: organizations.Group) -> None:
    rows = [(*row[:2], "banana" if row[2] == "No" else row[2], "Maybe", row[3]) for row in ROWS]
    heads = ("ID", "Question", "Answer", "Second answer", "Comment")
    vendor = organizations.vendor("Bolt", group.a)
    batch = take(group, workbook(rows, heads), vendor)
    corrections = import_corrections.with_answer(Corrections(), "banana", "level1")
    foreign_import_actions.correct(batch, corrections, at=NOW, actor=BY)
    levels = {q.id: (q.value, q.level) for q in opened(batch).understanding.questions}
    assert levels["C-2"] == ("level", 1.0)
    corrections = import_corrections.with_column(corrections, "Customer sheet", "answer", "D")
    foreign_import_actions.correct(batch, corrections, at=NOW, actor=BY)
    assert {q.answer for q in opened(batch).understanding.questions} == {"Maybe"}
    profile_actions.remember(batch.report["layout"], "Customer", corrections, company_id=group.a.id, at=NOW, actor=BY)
    other = [(row[0], row[1], "Yes", "Maybe", "x") for row in rows]
    second = take(group, workbook(other, heads), organizations.vendor("Nut", group.a))
    assert second.report["profile"] == "Customer"
    assert {q.answer for q in opened(second).understanding.questions} == {"Maybe"}


def test_the_row_of_the_headings_can_be_named_by_hand(group: organizations.Group) -> None:
    heads = ("Zeta", "Eta", "Theta", "Iota")
    batch = take(group, workbook(ROWS, heads), organizations.vendor("Bolt", group.a))
    corrections = import_corrections.with_header(Corrections(), "Customer sheet", "3")
    (sheet,) = foreign_import_actions.reopen(batch.sha256, batch.file_name, corrections).understanding.sheets
    assert sheet.tables[0].header_row == 3
    assert sheet.tables[0].titles["Theta"] == "C"
    assert import_corrections.is_empty(import_corrections.with_header(corrections, "Customer sheet", ""))
    assert import_corrections.is_empty(import_corrections.with_header(Corrections(), "Customer sheet", "three"))


def test_corrections_survive_being_kept() -> None:
    corrections = import_corrections.with_answer(Corrections(), "so la la", "partial")
    corrections = import_corrections.with_column(corrections, "A", "answer", "c")
    corrections = import_corrections.with_column(corrections, "A", "comment", import_corrections.NO_COLUMN)
    corrections = import_corrections.with_sheet(corrections, "B", False)
    corrections = import_corrections.with_header(corrections, "A", "7")
    assert import_corrections.from_settings(import_corrections.to_settings(corrections)) == corrections
    assert corrections.columns == {"A": {"answer": "C", "comment": None}}
    assert import_corrections.is_empty(import_corrections.with_sheet(Corrections(), "A", None))
    for role, column in (("answer", "C1"), ("answer", "ABCD"), ("owner of all", "A")):
        assert import_corrections.is_empty(import_corrections.with_column(Corrections(), "A", role, column))


def test_an_own_workbook_is_sent_to_its_own_page(group: organizations.Group) -> None:
    data = own_import_actions.workbook_for(workbooks.assessment(group), "en")
    with pytest.raises(Refused, match="issued by this system"):
        take(group, data, organizations.vendor("Bolt", group.a))


def test_a_workbook_without_answers_is_not_imported(group: organizations.Group) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    batch = take(group, workbook([(*row[:2], "", "") for row in ROWS]), vendor)
    with pytest.raises(Refused, match="contains no answers to import"):
        apply(batch, opened(batch), at=NOW, actor=BY)


def test_a_failure_in_the_middle_leaves_nothing(group: organizations.Group, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = take(group, workbook(), organizations.vendor("Bolt", group.a))
    read = opened(batch)
    db.session.commit()

    def dies(*_args: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vendor_risk.imports.foreign.assessment_actions.submit", dies)
    with pytest.raises(KeyboardInterrupt):
        apply(batch, read, at=NOW, actor=BY)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Assessment)) == 0
    assert db.session.scalar(select(func.count()).select_from(QuestionnaireVersion)) == 0
    assert batch.status == ImportStatus.PREVIEWED


def test_a_sentence_in_the_column_of_ids_is_shortened_and_stays_unique(group: organizations.Group) -> None:
    rows = [(f"{'long ' * 40}{number}", f"Is thing number {number} done?", "Yes", "") for number in range(8)]
    _batch, assessment = bring(group, workbook(rows), organizations.vendor("Bolt", group.a))
    ids = list(assessment_queries.answers(assessment.id))
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) <= 120


REAL = {
    "hecvat/filled_instructure_catalog_hecvat-lite_latest.xlsx": ("hecvat-lite", 1555, 1755),
    "hecvat/filled_instructure_catalog_hecvat-lite_oldest.xlsx": ("hecvat-lite", 1545, 1755),
    "hecvat/filled_instructure_canvas-lms_hecvat-full_latest.xlsx": ("hecvat-full", 3145, 3600),
}


@needs_workbooks
@pytest.mark.parametrize("name", REAL)
def test_a_real_workbook_scores_as_its_authors_do(group: organizations.Group, name: str) -> None:
    key, earned, possible = REAL[name]
    path = workbook_path(name)
    data = path.read_bytes()
    vendor = organizations.vendor("Vendor", group.a)
    batch = take(group, data, vendor, path.name)
    read = opened(batch)
    found = foreign_import_actions.sorted_rows(batch, read)
    assert sum(found.counts.values()) == sum(sheet.rows for sheet in read.understanding.sheets)
    assessment = apply(batch, read, accept_now=True, at=NOW, actor=BY)
    result = result_of(assessment)
    assert result.questionnaire_key == key
    assert result.score == pytest.approx(100 * earned / possible)


@needs_workbooks
def test_a_real_caiq_stands_scored_and_its_second_import_is_recognised(group: organizations.Group) -> None:
    path = workbook_path("caiq/filled_whitepact_caiq_v4.0.3.xlsx")
    data = path.read_bytes()
    vendor = organizations.vendor("Vendor", group.a)
    _batch, assessment = bring(group, data, vendor)
    result = result_of(assessment)
    assert result.counts["answered"] == 229
    assert take(group, data, vendor).status == ImportStatus.APPLIED


@needs_workbooks
def test_the_pair_of_real_editions_is_compared(group: organizations.Group) -> None:
    vendor = organizations.vendor("Vendor", group.a)
    bring(group, workbook_path("hecvat/filled_instructure_catalog_hecvat-lite_oldest.xlsx").read_bytes(), vendor)
    batch = take(group, workbook_path("hecvat/filled_instructure_catalog_hecvat-lite_latest.xlsx").read_bytes(), vendor)
    found = foreign_import_actions.sorted_rows(batch, opened(batch))
    assert found.changes
    assert found.counts["unchanged"] > 30
