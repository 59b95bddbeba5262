"""The version of the supply chain's data: another number whenever anything a snapshot is made of was changed.

The data raise it themselves: a model says `raises_chain_version = True`, and whatever changes rows of it does, under
whatever name: objects of the session, statements through `session.execute`, `bulk_sql`. Only statements on a bare
connection pass it by, and must call `touch`.

The one row is written as the last statement before a commit, so that its lock is held for a moment only and nothing
else is waited for while it is: transactions that change the chain at once wait for each other here, but never in a
circle. On SQLite `database.writing` has put them in a row long before. The number is drawn, not counted: two states
never share one, even after a backup was restored.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from flask import Flask
from sqlalchemy import BigInteger, event, select, text, update
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column

from vendor_risk.database import Base, Id, db

_TOUCHED = "chain_touched"
_ROW = 1


class ChainVersion(Base):
    """One row: the number of the present state."""

    __tablename__ = "chain_version"

    id: Mapped[Id]
    stamp: Mapped[int] = mapped_column(BigInteger)


def current() -> int | None:
    """The number of the state this transaction sees; None before the first change."""
    return db.session.scalar(select(ChainVersion.stamp).where(ChainVersion.id == _ROW))


def raised_by(name: str) -> bool:
    """Whether changes of the table of this name change the chain."""
    return any(
        getattr(mapper.class_, "raises_chain_version", False) and mapper.class_.__tablename__ == name
        for mapper in Base.registry.mappers
    )


def touch(session: Session) -> None:
    """Have this session's commit raise the version."""
    session.info[_TOUCHED] = True


def _flushed(session: Session, _context: object) -> None:
    if session.info.get(_TOUCHED):
        return
    for changed in (session.new, session.dirty, session.deleted):
        if any(getattr(row, "raises_chain_version", False) for row in changed):
            touch(session)
            return


def _table(state: ORMExecuteState) -> str:
    return str(getattr(getattr(state.statement, "table", None), "name", ""))


def _executed(state: ORMExecuteState) -> None:
    writes = state.is_insert or state.is_update or state.is_delete
    if writes and not state.session.info.get(_TOUCHED) and raised_by(_table(state)):
        touch(state.session)


def _committing(session: Session) -> None:
    if session.in_nested_transaction():
        return  # only the end of a savepoint
    session.flush()
    if not session.info.pop(_TOUCHED, False):
        return
    connection = session.connection()
    raised = update(ChainVersion).where(ChainVersion.id == _ROW).values(stamp=secrets.randbits(62))
    if connection.execute(raised).rowcount == 0:  # the first change ever; another process may be making it as well
        connection.execute(
            text("INSERT INTO chain_version (id, stamp) VALUES (1, :stamp) ON CONFLICT (id) DO NOTHING"),
            {"stamp": secrets.randbits(62)},
        )
        connection.execute(raised)


def _rolled_back(session: Session) -> None:
    session.info.pop(_TOUCHED, None)


def init_app(app: Flask) -> None:
    """Have every session of the application note changes of the chain; again is no harm."""
    with app.app_context():
        listen()


def listen() -> None:
    """Attach to the session; once is enough, again is no harm."""
    listeners: dict[str, Callable[..., None]] = {
        "after_flush": _flushed,
        "do_orm_execute": _executed,
        "before_commit": _committing,
        "after_rollback": _rolled_back,
    }
    for name, listener in listeners.items():
        if not event.contains(db.session, name, listener):
            event.listen(db.session, name, listener)
