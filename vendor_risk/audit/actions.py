"""Adding to the audit log, and checking that nobody changed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import RowMapping, Table, insert, select, text

from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db

GENESIS = "0" * 64
HEAD = "audit.head"
"""Under this name a session keeps the id and hash of its last event, until `anchor` notes them after the commit."""
_LOCK_KEY = 0x76725F61756469  # "vr_audi", an advisory lock of PostgreSQL: an unlocked chain forks


_EVENTS = cast("Table", AuditEvent.__table__)
_LAST = select(_EVENTS.c.hash).order_by(_EVENTS.c.id.desc()).limit(1)
_ADD = insert(_EVENTS)
_CHAINED = ("actor", "action", "object_type", "object_id", "company_id", "details", "previous")
"""What an event's hash is made of, after its moment."""


def _digest(at: datetime, event: Mapping[str, object] | RowMapping) -> str:
    content = [at.astimezone(UTC).isoformat(), *(event[name] for name in _CHAINED)]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def record(
    action: str,
    object_type: str,
    object_id: object,
    *,
    actor: str,
    at: datetime,
    company_id: int | None = None,
    **details: object,
) -> None:
    """Add one event to the log, chained to the one before it. `details` must be JSON-able.

    It is stored with the transaction that does the thing: what is rolled back was not done and is not logged. Every
    change passes here, so it goes to the table directly, in a third of the time of an object through the session.
    """
    session = db.session
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    session.flush()
    connection = session.connection()
    event: dict[str, object] = {
        "at": at,
        "actor": actor[:300],
        "action": action,
        "object_type": object_type,
        "object_id": str(object_id)[:120],
        "company_id": company_id,
        "details": details,
        "previous": connection.scalar(_LAST) or GENESIS,
    }
    digest = _digest(at, event)
    key = connection.execute(_ADD, event | {"hash": digest}).inserted_primary_key
    session().info[HEAD] = (key[0] if key else 0, digest)


@dataclass(frozen=True, slots=True)
class LogVerdict:
    """What checking the log found."""

    events: int
    head: tuple[int, str]
    """Id and hash of the last event; (0, GENESIS) of an empty log."""
    broken: tuple[int, ...]
    """Ids of events that were edited, or whose predecessor was deleted or moved; the first hundred."""
    cut: bool
    """Whether events are missing at the end: one that was noted outside the database is not there any more."""

    @property
    def whole(self) -> bool:
        """Whether the log is as it was written."""
        return not self.broken and not self.cut


def verify(noted: tuple[int, str] | None = None) -> LogVerdict:
    """Walk the whole chain. `noted` is an event known from outside the database (the anchor file, a printout)."""
    previous, count, last = GENESIS, 0, 0
    broken: list[int] = []
    noted_is_there = noted is None or noted == (0, GENESIS)
    events = db.session.execute(select(_EVENTS).order_by(_EVENTS.c.id).execution_options(yield_per=1000))
    for event in events.mappings():
        if (event["previous"] != previous or event["hash"] != _digest(event["at"], event)) and len(broken) < 100:
            broken.append(event["id"])
        noted_is_there = noted_is_there or noted == (event["id"], event["hash"])
        previous, last, count = event["hash"], event["id"], count + 1
    return LogVerdict(count, (last, previous), tuple(broken), cut=not noted_is_there)
