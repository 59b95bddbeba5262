"""Our own workbook goes out, comes back, is looked through and applied; nothing is lost, nothing happens twice."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.builders import organizations, workbooks
from tests.builders.clock import NOW
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.actions import return_for_correction, submit
from vendor_risk.assessments.answers.actions import save_answer
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.links.actions import renew_link, revoke_links
from vendor_risk.assessments.links.invitation_actions import Recipient
from vendor_risk.assessments.models import AnswerRevision, AnswerSource, Assessment, AssessmentStatus
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.errors import Conflict, Refused
from vendor_risk.imports import batches as import_batches
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.imports.own import actions as own_import_actions
from vendor_risk.imports.own.diff import RowChange
from vendor_risk.notifications.links import Site
from vendor_risk.workbook.text import clean

BY = "invitation:1 respondent@vendor.example"
LATER = NOW + timedelta(hours=1)
SITE = Site("https://risk.example", "risk.example", "Asia/Tokyo")


def upload(asked: Assessment, data: bytes, name: str = "answers.xlsx") -> ImportBatch:
    return own_import_actions.take_in(asked, data, name, at=NOW, actor=BY)


def bring(asked: Assessment, data: bytes, decisions: dict[str, str] | None = None) -> ImportBatch:
    batch = upload(asked, data)
    return own_import_actions.apply(batch, decisions or {}, at=LATER, actor=BY)


def web(asked: Assessment, question_id: str, value: Any, version: int = 0, **more: Any) -> None:
    content = AnswerContent(AnswerState.ANSWERED, value, **more)
    save_answer(asked, question_id, content, expected_version=version, actor=BY, at=NOW)
    db.session.flush()


def values(asked: Assessment) -> dict[str, Any]:
    db.session.expire_all()
    return {question_id: row.value for question_id, row in assessment_queries.answers(asked.id).items()}


def test_answers_typed_into_the_workbook_become_answers_with_their_cell_as_source(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    data = workbooks.filled(
        asked,
        {
            "level": ("3: Defined / 標準化", "we have a rule", None),
            "choice": "いいえ",
            "several": "Yes\nNo",
            "number": 12.5,
            "text": "<b>=1+1</b>",
        },
    )
    batch = bring(asked, data)
    assert batch.status == ImportStatus.APPLIED
    assert batch.report["imported"] == 5
    assert values(asked) == {
        "level": 3,
        "choice": "no",
        "several": ["no", "yes"],
        "number": 12.5,
        "text": "<b>=1+1</b>",
    }
    stored = assessment_queries.answers(asked.id)["level"]
    assert (stored.source, stored.author, stored.comment) == (AnswerSource.WORKBOOK, BY, "we have a rule")
    assert stored.source_ref == "answers.xlsx › Questions › F4"


def test_an_upload_alone_changes_no_answer(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    batch = upload(asked, workbooks.filled(asked, {"level": "3"}))
    assert batch.status == ImportStatus.PREVIEWED
    assert values(asked) == {}
    assert own_import_actions.preview(batch).counts[RowChange.ADDED] == 1


def test_the_same_file_again_is_the_same_batch_and_changes_nothing(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    data = workbooks.filled(asked, {"level": "3", "number": 4})
    first = bring(asked, data)
    revisions = db.session.scalar(select(func.count()).select_from(AnswerRevision))
    events = db.session.scalar(select(func.count()).select_from(AuditEvent))
    again = upload(asked, data, "renamed.xlsx")
    assert again.id == first.id
    with pytest.raises(Refused, match="already been imported"):
        own_import_actions.apply(again, {}, at=LATER, actor=BY)
    assert db.session.scalar(select(func.count()).select_from(AnswerRevision)) == revisions
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == events


def test_a_workbook_downloaded_after_the_import_says_nothing_new(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    bring(asked, workbooks.filled(asked, {"level": "3", "text": "so"}))
    db.session.expire_all()
    batch = upload(asked, own_import_actions.workbook_for(asked, "ja"))
    assert own_import_actions.preview(batch).counts == {RowChange.UNCHANGED: 7}


def test_a_conflict_waits_for_a_decision_and_then_follows_it(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    data = workbooks.filled(asked, {"level": "3", "level2": "1"})
    web(asked, "level", 5)
    web(asked, "level2", 4)
    batch = upload(asked, data)
    assert {row.question_id for row in own_import_actions.preview(batch).of(RowChange.CONFLICT)} == {"level", "level2"}
    with pytest.raises(Conflict):
        own_import_actions.apply(batch, {"level": "workbook"}, at=LATER, actor=BY)
    assert values(asked) == {"level": 5, "level2": 4}
    own_import_actions.apply(batch, {"level": "workbook", "level2": "web"}, at=LATER, actor=BY)
    assert values(asked) == {"level": 3, "level2": 4}
    assert ["level2", "F5", "conflict", "", "web"] in batch.report["rows"]


def test_a_web_answer_given_after_the_preview_is_not_overwritten(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    batch = upload(asked, workbooks.filled(asked, {"level": "3"}))
    assert own_import_actions.preview(batch).counts[RowChange.ADDED] == 1
    web(asked, "level", 5)
    with pytest.raises(Conflict):
        own_import_actions.apply(batch, {}, at=LATER, actor=BY)
    assert values(asked) == {"level": 5}


def test_what_the_web_has_newer_is_kept_where_the_workbook_says_nothing_new(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    web(asked, "level", 2)
    data = workbooks.filled(asked, {"number": 1})
    web(asked, "level", 4, version=1)
    batch = bring(asked, data)
    assert values(asked) == {"level": 4, "number": 1.0}
    assert batch.report["counts"]["kept"] == 1


def test_an_answer_emptied_in_the_workbook_stays_and_is_shown(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    web(asked, "level", 2)
    batch = upload(asked, workbooks.filled(asked, {"level": None}))
    assert own_import_actions.preview(batch).counts[RowChange.CLEARED] == 1
    own_import_actions.apply(batch, {}, at=LATER, actor=BY)
    assert values(asked) == {"level": 2}


def test_impossible_answers_are_refused_by_cell_and_the_others_taken(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    batch = bring(asked, workbooks.filled(asked, {"level": "9", "number": "many", "choice": "N/A", "level2": "2"}))
    refused = {row[0]: (row[1], row[3]) for row in batch.report["rows"] if row[2] == "refused"}
    assert refused == {
        "level": ("F4", "not_in_list"),
        "number": ("F9", "not_a_number"),
        "choice": ("H6", "na_without_reason"),
    }
    assert values(asked) == {"level2": 2}


def test_a_formula_without_a_result_is_refused_rather_than_read_as_blank(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    diff = own_import_actions.compare(
        asked, import_batches.open_workbook(workbooks.filled(asked, {"number": "=1+1", "text": ("a", "=B1")}), "f.xlsx")
    )
    assert [(row.cell, row.problem) for row in diff.of(RowChange.REFUSED)] == [("F9", "formula"), ("G11", "formula")]


def test_a_file_with_refusals_can_be_looked_at_again(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    data = workbooks.filled(asked, {"level": "9", "level2": "2"})
    first = bring(asked, data)
    second = upload(asked, data)
    assert second.id != first.id
    counts = own_import_actions.preview(second).counts
    assert (counts[RowChange.REFUSED], counts[RowChange.UNCHANGED], counts[RowChange.ADDED]) == (1, 6, 0)


@pytest.mark.parametrize("status", [AssessmentStatus.SUBMITTED, AssessmentStatus.ACCEPTED, AssessmentStatus.EXPIRED])
def test_a_closed_assessment_takes_no_workbook(group: organizations.Group, status: AssessmentStatus) -> None:
    asked = workbooks.assessment(group)
    data = workbooks.filled(asked, {"level": "3"})
    asked.status = status
    with pytest.raises(Refused) as refusal:
        upload(asked, data)
    assert refusal.value.status == 409


def test_a_preview_overtaken_by_the_submission_is_not_applied(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    batch = upload(asked, workbooks.filled(asked, {"level": "3"}))
    web(asked, "level", 1)
    submit(asked, actor=BY, at=NOW, confirmed=True)
    with pytest.raises(Refused):
        own_import_actions.apply(batch, {"level": "workbook"}, at=LATER, actor=BY)
    assert values(asked) == {"level": 1}


def test_only_returned_questions_are_open_in_the_workbook_and_in_its_import(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    web(asked, "level", 1)
    web(asked, "level2", 1)
    submit(asked, actor=BY, at=NOW, confirmed=True)
    return_for_correction(asked, {"level": "please explain"}, actor="user:1", site=SITE, at=NOW)
    data = own_import_actions.workbook_for(asked, "en")
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Questions"]
    rows = workbooks.rows_of(sheet)
    assert not sheet.cell(rows["level"], workbooks.ANSWER).protection.locked
    assert sheet.cell(rows["level2"], workbooks.ANSWER).protection.locked
    batch = bring(asked, workbooks.filled(asked, {"level": "4", "level2": "4"}, data=data))
    assert values(asked) == {"level": 4, "level2": 1}
    assert [row[3] for row in batch.report["rows"] if row[0] == "level2"] == ["closed"]


def test_a_download_after_submitting_is_for_reading_only(group: organizations.Group) -> None:
    asked = workbooks.assessment(group, status=AssessmentStatus.SUBMITTED)
    sheet = openpyxl.load_workbook(io.BytesIO(own_import_actions.workbook_for(asked, "en")))["Questions"]
    assert all(sheet.cell(row, workbooks.ANSWER).protection.locked for row in workbooks.rows_of(sheet).values())


def test_another_vendors_workbook_is_refused(group: organizations.Group) -> None:
    version = workbooks.released()
    mine, other = workbooks.assessment(group, version), workbooks.assessment(group, version)
    with pytest.raises(Refused, match=r"belongs to another questionnaire or organisation"):
        upload(mine, workbooks.filled(other, {"level": "3"}))


def test_a_workbook_of_another_version_is_refused(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    data = workbooks.filled(asked, {"level": "3"})
    asked.questionnaire_version.version = "2.0"
    with pytest.raises(Refused, match="another version"):
        upload(asked, data)


def test_a_workbook_outlives_a_renewed_link_and_ends_with_a_revoked_one(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    data = workbooks.filled(asked, {"level": "3"})
    renew_link(asked, Recipient("R", "r@vendor.example", "en"), site=SITE, actor="user:1", at=NOW)
    assert upload(asked, data).status == ImportStatus.PREVIEWED
    revoke_links(asked, actor="user:1", at=NOW)
    with pytest.raises(Refused, match="before the link was revoked"):
        upload(asked, data)


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("B2", "99", "another version of this system"),
        ("B5", "0.9", "another version of the questionnaire"),
        (
            "B8",
            "0" * 64,
            "its hidden data was changed",
        ),
        (
            "B9",
            "7",
            "its hidden data was changed",
        ),
    ],
)
def test_a_changed_hidden_part_is_refused(group: organizations.Group, cell: str, value: str, words: str) -> None:
    asked = workbooks.assessment(group)
    book = openpyxl.load_workbook(io.BytesIO(own_import_actions.workbook_for(asked, "en")))
    book["_vendor_risk"][cell] = value
    with pytest.raises(Refused, match=words):
        upload(asked, workbooks.saved(book))


def test_a_sheet_without_our_headings_is_refused_with_what_to_restore(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    book = openpyxl.load_workbook(io.BytesIO(own_import_actions.workbook_for(asked, "en")))
    book["Questions"].delete_rows(2)
    with pytest.raises(Refused, match=r"no sheet with the headings “Question” and “Answer”"):
        upload(asked, workbooks.saved(book))


def test_a_foreign_workbook_is_refused_here(group: organizations.Group) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Question"
    with pytest.raises(
        Refused,
        match=r"is not an Excel file for this questionnaire",
    ):
        upload(workbooks.assessment(group), workbooks.saved(book))


def test_a_refused_upload_leaves_no_row_and_no_file(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    for data in (b"", b"\x89PNG\r\n\x1a\n" + bytes(100), b"PK\x03\x04 damaged"):
        with pytest.raises(Refused):
            upload(asked, data)
    assert db.session.scalar(select(func.count()).select_from(ImportBatch)) == 0
    assert list(own_import_actions.file_store().all()) == []


def test_a_failure_in_the_middle_leaves_nothing_half_done(
    group: organizations.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = workbooks.assessment(group)
    batch = upload(asked, workbooks.filled(asked, {"level": "3", "number": 2}))
    db.session.commit()

    def dies(*_args: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_batches, "note", dies)
    with pytest.raises(KeyboardInterrupt):
        own_import_actions.apply(batch, {}, at=LATER, actor=BY)
    db.session.rollback()
    assert values(asked) == {}
    assert batch.status == ImportStatus.PREVIEWED
    monkeypatch.undo()
    own_import_actions.apply(batch, {}, at=LATER, actor=BY)
    assert values(asked) == {"level": 3, "number": 2.0}


def test_uploads_of_one_assessment_are_bounded(group: organizations.Group, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = workbooks.assessment(group)
    monkeypatch.setattr(own_import_actions, "MAX_UPLOADS", 1)
    first = workbooks.filled(asked, {"level": "3"})
    upload(asked, first)
    upload(asked, first)
    with pytest.raises(Refused) as refusal:
        upload(asked, workbooks.filled(asked, {"level": "4"}))
    assert refusal.value.status == 429


def test_a_discarded_upload_can_be_uploaded_again(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    data = workbooks.filled(asked, {"level": "3"})
    batch = upload(asked, data)
    own_import_actions.discard(batch, at=NOW, actor=BY)
    assert batch.status == ImportStatus.DISCARDED
    assert upload(asked, data).id != batch.id


def test_a_batch_applied_or_discarded_is_refused(group: organizations.Group) -> None:
    asked = workbooks.assessment(group)
    gone = upload(asked, workbooks.filled(asked, {"level": "2"}))
    own_import_actions.discard(gone, at=NOW, actor=BY)
    for verb in (lambda: own_import_actions.apply(gone, {}, at=LATER, actor=BY),
                 lambda: own_import_actions.discard(gone, at=LATER, actor=BY)):  # fmt: skip
        with pytest.raises(Refused, match="cancelled"):
            verb()
    assert values(asked) == {}
    done = bring(asked, workbooks.filled(asked, {"level": "3"}))
    with pytest.raises(Refused, match="already been imported"):
        own_import_actions.discard(done, at=LATER, actor=BY)
    assert done.status == ImportStatus.APPLIED


STRANGE = st.text(max_size=60).map(lambda text: text if text.strip() else "")


def test_whatever_the_web_holds_a_fresh_workbook_says_nothing_new(group: organizations.Group) -> None:
    version = workbooks.released()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(["en", "ja"]), STRANGE, STRANGE, st.floats(allow_nan=False, allow_infinity=False))
    def check(lang: str, comment: str, text: str, number: float) -> None:
        asked = workbooks.assessment(group, version)
        web(asked, "level", 2, comment=comment)
        web(asked, "number", number)
        if clean(text).strip():
            web(asked, "text", text)
        diff = own_import_actions.compare(
            asked, import_batches.open_workbook(own_import_actions.workbook_for(asked, lang), "own.xlsx")
        )
        assert diff.counts == {RowChange.UNCHANGED: 7}

    check()
