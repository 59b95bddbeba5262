"""Rows that wait: kept when their file is imported, settled when they are stored, given up when a person says so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec import structs
from sqlalchemy import select, update

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.imports.models import ImportBatch
from vendor_risk.imports.register.corrections.fixes import RegisterFixes, RowStay, SheetFixes
from vendor_risk.imports.register.corrections.sheet_rows import by_row, row_label
from vendor_risk.imports.register.plan import RegisterPlan
from vendor_risk.imports.register.state import Planned, RowOutcome
from vendor_risk.imports.register.waiting.models import HeldRow, HeldRowState
from vendor_risk.organizations.names import squeeze

_TELLING = ("code", "name", "corporate_number", "service", "organization", "email", "buyer", "supplier")
"""What a row is recognised by in a later file."""
_CHUNK = 500


def _identity(layout: str, parts: Sequence[Planned]) -> str:
    """What a row is recognised by in a later file of its layout."""
    said = sorted({f"{key}={squeeze(text)}" for part in parts for key in _TELLING if (text := part.line.text(key))})
    line = parts[0].line
    known = said or [str(cell) for cell in line.source]
    return hashlib.sha256(json.dumps([layout, line.table, *known], ensure_ascii=False).encode()).hexdigest()


def _problems(parts: Sequence[Planned]) -> list[object]:
    said = {(one.spot, one.code): one for part in parts for one in part.line.problems}
    kept = [one for one in said.values() if one.code != "waits"] or list(said.values())
    return [msgspec.to_builtins(one) for one in kept[:20]]


def _held(parts: Sequence[Planned]) -> bool:
    return any(part.outcome == RowOutcome.HELD for part in parts)


def keep(batch: ImportBatch, plan: RegisterPlan, layout: str, *, at: datetime, actor: str) -> None:
    """Let the rows of a plan wait that are on hold. The same rows of earlier files of its layout wait no longer."""
    found = by_row(plan.rows)
    identities = {one: _identity(layout, parts) for one, parts in found.items()}
    _replace(batch, sorted(set(identities.values())), at=at, actor=actor)
    db.session.add_all(
        HeldRow(
            batch_id=batch.id, sheet=sheet[:300], row=row, label=row_label(parts)[:300],
            identity=identities[sheet, row], problems=_problems(parts), state=HeldRowState.WAITING,
        )
        for (sheet, row), parts in found.items()
        if _held(parts)
    )  # fmt: skip


def _replace(batch: ImportBatch, identities: list[str], *, at: datetime, actor: str) -> None:
    """Settle rows of earlier files of the same person and company that this file brings again."""
    mine = select(ImportBatch.id).where(
        ImportBatch.company_id == batch.company_id, ImportBatch.created_by == batch.created_by
    )
    for first in range(0, len(identities), _CHUNK):
        chosen = identities[first : first + _CHUNK]
        db.session.execute(
            update(HeldRow)
            .where(
                HeldRow.state == HeldRowState.WAITING, HeldRow.batch_id.in_(mine), HeldRow.batch_id != batch.id,
                HeldRow.identity.in_(chosen),
            )
            .values(state=HeldRowState.REPLACED, settled_by=actor[:300], settled_at=at)
            .execution_options(synchronize_session=False)
        )  # fmt: skip


def settle(
    source_id: int, plan: RegisterPlan, only: Mapping[str, Collection[int]], *, at: datetime, actor: str
) -> None:
    """Settle the rows of a file that were taken up again: stored or left out now, or waiting for what is said now."""
    found = by_row(plan.rows)
    left = {(one.sheet, one.row): one.why for one in plan.read.left_out}
    waiting = select(HeldRow).where(HeldRow.batch_id == source_id, HeldRow.state == HeldRowState.WAITING)
    for held in db.session.scalars(waiting):
        if held.row not in only.get(held.sheet, ()):
            continue
        parts = found.get((held.sheet, held.row))
        if parts is not None and _held(parts):
            held.problems = _problems(parts)
            continue
        held.state = HeldRowState.DISCARDED if (held.sheet, held.row) in left else HeldRowState.IMPORTED
        held.reason = left.get((held.sheet, held.row), "")
        held.settled_by, held.settled_at = actor[:300], at


def released(fixes: RegisterFixes, only: Mapping[str, Collection[int]]) -> dict[str, SheetFixes]:
    """The corrections with which waiting rows are taken up: a row that was held back is taken along again."""
    return {
        sheet: structs.replace(
            one,
            rows={
                row: decision
                for row, decision in one.rows.items()
                if not (decision.stay is RowStay.HOLD and row in only.get(sheet, ()))
            },
        )
        for sheet, one in fixes.items()
    }


def discard(rows: Sequence[HeldRow], reason: str, *, at: datetime, actor: str) -> int:
    """Give waiting rows up; how many these were. They stay in the file, and in the audit log."""
    chosen = [row for row in rows if row.state == HeldRowState.WAITING]
    by_batch: dict[int, list[HeldRow]] = {}
    for row in chosen:
        row.state, row.reason, row.settled_by, row.settled_at = HeldRowState.DISCARDED, reason[:1000], actor[:300], at
        by_batch.setdefault(row.batch_id, []).append(row)
    for batch_id, group in by_batch.items():
        batch = db.session.get_one(ImportBatch, batch_id)
        record(
            "imports.discard_rows", "import_batch", batch_id, actor=actor, at=at, company_id=batch.company_id,
            file=batch.file_name, reason=reason[:1000], number=len(group),
            rows=[f"{row.sheet}!{row.row} {row.label}" for row in group[:100]],
        )  # fmt: skip
    return len(chosen)
