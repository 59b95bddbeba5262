"""What a form or the page's script asks for: files and a reference to be attached, evidence to be taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from werkzeug.datastructures import FileStorage

from vendor_risk.assessments import queries
from vendor_risk.assessments.evidence import actions as evidence_actions
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.files import store


def change_evidence(
    assessment: Assessment,
    question_id: str,
    uploads: Iterable[FileStorage],
    reference: str,
    removed: Iterable[int],
    *,
    who: str,
    at: datetime,
) -> list[str]:
    """Attach files and a reference to an answer and take evidence away; gives the sentences of what was refused.

    Each by itself: a refused file keeps no other from being attached.
    """
    faults = []

    def attempt(change: Callable[[], object]) -> None:
        try:
            with db.session.begin_nested():
                change()
        except Refused as refused:
            faults.append(refused.message)

    for upload in uploads:
        name, data = upload.filename or "", upload.read()
        attempt(partial(evidence_actions.add_file, assessment, question_id, name, data, store=store, actor=who, at=at))
    attempt(partial(evidence_actions.add_reference, assessment, question_id, reference, actor=who, at=at))
    for evidence_id in removed:
        item = queries.evidence_item(assessment.id, evidence_id)
        if item is not None and item.question_id == question_id:
            attempt(partial(evidence_actions.remove, assessment, item, actor=who, at=at))
    return faults
