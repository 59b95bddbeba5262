"""Keeping snapshots."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from vendor_risk.accounts.queries import company_tree
from vendor_risk.audit.actions import record
from vendor_risk.changes.models import KeptSnapshot
from vendor_risk.changes.packing import pack
from vendor_risk.database import db
from vendor_risk.exposure.queries import read
from vendor_risk.permissions import Scope


def keep(*, at: datetime, actor: str) -> KeptSnapshot | None:
    """Keep the chain as it stands for the day of `at`; a snapshot of the same day is replaced by the later state.

    None when nothing has changed since the newest one kept, or when there is nobody yet.
    """
    view = read(Scope(frozenset(company_tree())))
    if not len(view.ids):
        return None
    data, digest = pack(view)
    newest = db.session.scalar(select(KeptSnapshot).order_by(KeptSnapshot.day.desc()).limit(1))
    if newest is not None and newest.digest == digest:
        return None
    if newest is None or newest.day != at.date():
        newest = KeptSnapshot(day=at.date())
        db.session.add(newest)
    newest.taken_at, newest.organizations, newest.digest, newest.data = at, len(view.ids), digest, data
    db.session.flush()
    record("changes.keep", "kept_snapshot", newest.id, actor=actor, at=at, day=newest.day.isoformat())
    return newest
