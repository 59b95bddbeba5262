"""The anchor: the last event of the audit log, noted in a file outside the database after every commit.

A chain of hashes shows edits and gaps, but not that its end was cut off. The file `audit.anchor` in the data folder
names an event that must be there. It lies outside the database, so that somebody with database access only cannot
change both. Several processes may write it: each note is true, and an older one is weaker, not wrong.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from vendor_risk.audit.actions import HEAD
from vendor_risk.config import Config

_FILE = "vendor_risk.audit.anchor"


def read(file: Path) -> tuple[int, str] | None:
    """Id and hash of the event noted last; None when there is no note, ValueError when it is not readable."""
    if not file.exists():
        return None
    noted = json.loads(file.read_text())
    if not isinstance(noted, dict) or not {"id", "hash"} <= noted.keys():
        raise ValueError(f"{file} does not hold a note of the audit log")
    return int(noted["id"]), str(noted["hash"])


def write(file: Path, head: tuple[int, str]) -> None:
    """Note this event, in one step that leaves no half-written file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}.tmp")
    fresh.write_text(json.dumps({"id": head[0], "hash": head[1]}))
    fresh.replace(file)


def file_of(app: Flask) -> Path:
    """Where this installation notes the log's end."""
    return Path(app.extensions[_FILE])


def _after_commit(session: Session) -> None:
    head = session.info.pop(HEAD, None)
    if head is None or session.in_nested_transaction() or not current_app:
        return
    try:
        write(file_of(current_app), head)
    except OSError:
        current_app.logger.exception("the end of the audit log could not be noted")


def _after_rollback(session: Session, _previous: object = None) -> None:
    session.info.pop(HEAD, None)


def init_app(app: Flask, config: Config) -> None:
    """Note the end of the log after each commit that added to it."""
    app.extensions[_FILE] = config.data / "audit.anchor"
    if not event.contains(Session, "after_commit", _after_commit):
        event.listen(Session, "after_commit", _after_commit)
        event.listen(Session, "after_soft_rollback", _after_rollback)
