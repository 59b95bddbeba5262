"""Questions about rows that wait: the person's own and those of the command line, of companies of the scope."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, func, select

from vendor_risk.database import db
from vendor_risk.imports.models import COMMAND_LINE, ImportBatch, ImportStatus
from vendor_risk.imports.register.waiting.models import HeldRow, HeldRowState
from vendor_risk.imports.register.words import RowProblem
from vendor_risk.permissions import Scope
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp


class WaitingLine(NamedTuple):
    """A row that waits, with its file."""

    id: int
    batch_id: int
    file_name: str
    imported_at: datetime | None
    sheet: str
    row: int
    label: str
    problems: list[object]

    @property
    def reasons(self) -> list[RowProblem]:
        """Why it waits."""
        return msgspec.convert(self.problems, list[RowProblem])


def _mine(scope: Scope, created_by: str) -> list[ColumnElement[bool]]:
    return [
        HeldRow.state == HeldRowState.WAITING,
        ImportBatch.created_by.in_((created_by, COMMAND_LINE)),
        ImportBatch.status == ImportStatus.APPLIED,
        ImportBatch.company_id.in_(sorted(scope.companies)),
    ]


def waiting_number(scope: Scope, created_by: str) -> int:
    """How many rows of this person's imports wait: as many as their list has."""
    query = select(func.count(HeldRow.id)).join(ImportBatch, ImportBatch.id == HeldRow.batch_id)
    return db.session.scalar(query.where(*_mine(scope, created_by))) or 0


def waiting_rows(scope: Scope, created_by: str, number: int, batch_id: int | None = None) -> Page[WaitingLine]:
    """A page of the rows of this person's imports that wait, those of the newest file first."""
    conditions = _mine(scope, created_by)
    if batch_id is not None:
        conditions.append(HeldRow.batch_id == batch_id)
    total = db.session.scalar(
        select(func.count(HeldRow.id)).join(ImportBatch, ImportBatch.id == HeldRow.batch_id).where(*conditions)
    )
    page = clamp(number, total or 0)
    rows = db.session.execute(
        select(
            HeldRow.id, HeldRow.batch_id, ImportBatch.file_name, ImportBatch.applied_at, HeldRow.sheet, HeldRow.row,
            HeldRow.label, HeldRow.problems,
        )
        .join(ImportBatch, ImportBatch.id == HeldRow.batch_id)
        .where(*conditions)
        .order_by(HeldRow.batch_id.desc(), HeldRow.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )  # fmt: skip
    return Page([WaitingLine._make(row) for row in rows], page, total or 0)


def chosen_rows(scope: Scope, created_by: str, ids: Collection[int], batch_id: int | None = None) -> Sequence[HeldRow]:
    """Those of the rows with these ids that wait in this person's imports; all of one import, when it is named."""
    query = select(HeldRow).join(ImportBatch, ImportBatch.id == HeldRow.batch_id).where(*_mine(scope, created_by))
    query = query.where(HeldRow.id.in_(sorted(ids)) if batch_id is None else HeldRow.batch_id == batch_id)
    return db.session.scalars(query.order_by(HeldRow.id)).all()


def waiting_by_batch(batch_ids: Iterable[int]) -> dict[int, int]:
    """How many rows of each of these batches wait. Has no scope: the caller was shown the batches."""
    rows = db.session.execute(
        select(HeldRow.batch_id, func.count(HeldRow.id))
        .where(HeldRow.batch_id.in_(sorted(batch_ids)), HeldRow.state == HeldRowState.WAITING)
        .group_by(HeldRow.batch_id)
    )
    return {row[0]: row[1] for row in rows}
