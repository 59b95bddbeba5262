"""The database: typed base class, constraint names, column types, and the write gate.

SQLite takes one writer at a time. A transaction that begins as a reader and later writes fails at once when another
writer came first, so every request that may write begins with `BEGIN IMMEDIATE`, and waits its turn before that in a
fair queue (`WriteGate`): first come, first served, instead of SQLite's random back-off. Reads never wait.
On PostgreSQL the gate is not used.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import flask_migrate
import orjson
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, MetaData, Select, String, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.types import JSON, TypeDecorator

WAIT_SECONDS = 5.0
"""How long a write waits for its turn before the person is asked to try again."""


class DatabaseBusyError(Exception):
    """Another write kept the database for longer than `WAIT_SECONDS`; nothing was changed."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time, kept in UTC and always read back with its zone (SQLite forgets it otherwise)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse moments without a zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = Annotated[int, mapped_column(primary_key=True)]
Name = Annotated[str, mapped_column(String(300))]
Code = Annotated[str, mapped_column(String(80))]


class Base(DeclarativeBase):
    """Base of every table: constraint names that migrations can rely on, and the Python types we use."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    registry = registry(
        metadata=metadata,
        type_annotation_map={
            datetime: UtcDateTime(),
            dict[str, Any]: JSON(),
            dict[str, object]: JSON(),
            list[Any]: JSON(),
            list[str]: JSON(),
        },
    )


def to_json(value: object) -> str:
    """A document as it is stored. What orjson, several times as fast, does not take goes Python's own way, and fails
    there if it must: broken text, numbers beyond 64 bits, keys that are numbers.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS).decode()
    except TypeError:
        return json.dumps(value)


Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])
"""A select of any columns, for helpers that narrow or join one and give back one of the same columns."""

db = SQLAlchemy(model_class=Base, engine_options={"json_serializer": to_json})


def now() -> datetime:
    """This moment, with its zone. Actions take moments as values; only views and commands call this."""
    return datetime.now(UTC)


class WriteGate:
    """A fair lock: writers enter in the order they came, and give up after a while."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def enter(self, seconds: float) -> None:
        """Take the gate, waiting up to `seconds`; DatabaseBusyError when the turn does not come."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(seconds):
            return
        with self._mutex:
            if turn.is_set():
                return
            self._waiting.remove(turn)
        raise DatabaseBusyError

    def leave(self) -> None:
        """Hand the gate to who has waited longest."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


_may_write: ContextVar[bool] = ContextVar("may_write", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun inside may write. Requests other than GET and HEAD, and commands that change data, use it."""
    token = _may_write.set(True)
    try:
        yield
    finally:
        _may_write.reset(token)


def begin_writing() -> Token[bool]:
    """As `writing()`, for the start of a request; `end_writing` takes the token and ends it."""
    return _may_write.set(True)


def end_writing(token: Token[bool]) -> None:
    """End what `begin_writing` began."""
    _may_write.reset(token)


def may_write() -> bool:
    """Whether a transaction begun here may write: inside `writing()`, or in a request that changes something."""
    return _may_write.get()


def end_transaction_before_slow_work() -> None:
    """Close the transaction before slow work that needs no database (a password hash, reading a file).

    The next statement begins a new transaction and queues at the gate again. Objects loaded before are read again.
    RuntimeError when something was changed that would be lost; never call it in an action.
    """
    session = db.session
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes not committed would be lost: end the transaction before anything is changed")
    session.rollback()


def _prepare_sqlite(engine: Engine) -> None:
    gate = WriteGate()

    def on_connect(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={int(WAIT_SECONDS * 1000)}",
            "cache_size=-65536",
            "temp_store=MEMORY",
            "mmap_size=268435456",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    holders: set[int] = set()  # ids of the driver's connections that hold the gate: one at most

    def holder(connection: object) -> int:
        return id(getattr(connection, "dbapi_connection", connection))

    def release(connection: object) -> None:
        if holder(connection) in holders:
            holders.discard(holder(connection))
            gate.leave()

    def on_begin(connection: Connection) -> None:
        if not _may_write.get():
            connection.exec_driver_sql("BEGIN")
            return
        gate.enter(WAIT_SECONDS)
        holders.add(holder(connection.connection))
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            release(connection.connection)
            raise

    # The gate opens when the transaction is really over. SQLAlchemy's commit event comes before COMMIT is sent and the
    # pool's check-in may come much later, so the dialect's own commit and rollback are the place.
    dialect = engine.dialect
    commit, rollback = dialect.do_commit, dialect.do_rollback

    def do_commit(connection: PoolProxiedConnection) -> None:
        commit(connection)
        release(connection)

    def do_rollback(connection: PoolProxiedConnection) -> None:
        try:
            rollback(connection)
        finally:
            release(connection)

    def on_close(connection: object, *_more: object) -> None:
        release(connection)  # closed or given up without a rollback: the transaction is over all the same

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    for name in ("close", "close_detached", "invalidate"):
        event.listen(engine.pool, name, on_close)
    dialect.do_commit = do_commit  # type: ignore[method-assign,assignment]
    dialect.do_rollback = do_rollback  # type: ignore[method-assign,assignment]


def upgrade_tables() -> None:
    """Run the migrations that this database has not had. Needs an application context."""
    with writing():
        db.session.remove()
        flask_migrate.upgrade()


def init_app(app: Flask) -> None:
    """Attach the database to the application."""
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine)
