"""How migrations run: on the application's own engine, in one transaction, with foreign keys checked at the end."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import Connection, text

from vendor_risk.app import FEATURES
from vendor_risk.database import UtcDateTime, db

assert FEATURES  # noqa: S101 - importing it is what makes every table known here
LOCK_KEY = 0x76725F6D696772  # "vr_migr", an advisory lock of PostgreSQL: two starts at once take turns


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write our column types as SQLAlchemy's own, so that old migrations never depend on the package."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: Connection) -> None:
    """Run what is missing, or compare (autogenerate)."""
    sqlite = connection.dialect.name == "sqlite"
    raw: Any = connection.connection.dbapi_connection
    if sqlite:  # a table that is rebuilt must not take its children along; only settable outside a transaction
        raw.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        transactional_ddl=True,
        compare_type=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
        context.run_migrations()
        if sqlite and (dangling := connection.execute(text("PRAGMA foreign_key_check")).all()):
            raise RuntimeError(f"after the migration these rows point nowhere: {dangling[:10]}")
    if sqlite:
        raw.execute("PRAGMA foreign_keys=ON")


with db.engine.connect() as connection:
    migrate(connection)
