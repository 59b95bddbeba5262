"""Counts the statements a request sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient
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


def statements_of(client: FlaskClient, address: str) -> list[str]:
    """The statements a page takes while what is kept in memory is kept: it is asked for once before."""
    client.get(address)
    with statements() as sent:
        client.get(address)
    return sent
