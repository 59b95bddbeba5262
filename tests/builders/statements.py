"""Counts the statements a request sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from vendor_risk.database import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements sent while inside, in order."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:  # type: ignore[no-untyped-def]
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
