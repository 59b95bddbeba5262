"""A whole small group with everything in it, made by the demo's generator; and texts planted in all of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from tests.builders.applications import Client, make_config
from vendor_risk.app import create_app
from vendor_risk.database import db, now, writing
from vendor_risk.demo import build

SHARED = {"alembic_version", "audit_event", "questionnaire_version", "scoring_rules_version", "reach"}
"Tables Whole group, or that may not be changed (the log has a test of its own)."
OURS = {
    "status", "kind", "source", "language", "country", "industry", "category", "data_class", "access",
    "substitutability", "tier", "tier_override", "default_tier", "role", "audience", "origin", "grade", "state",
    "review", "severity", "round", "key", "version", "fingerprint", "sha256", "file_sha256", "digest", "password",
    "fs_uniquifier", "email", "na_decision", "to_address", "owner_email", "corporate_number", "lei", "question_id",
    "questionnaire_key", "rules_version", "capped_by", "worst_question", "workbook_key", "idempotency_key",
    "token_hash", "key_hash", "code_hash", "media_type", "message_id", "file_type", "made_by", "ended_by",
}  # fmt: skip
"""Columns of our own words: codes, addresses and keys with rules of their own. Everything else is people's text."""


def tiny_demo(folder: Path) -> Flask:
    """An application with a demo of 12 vendors in `folder`."""
    app = create_app(make_config(folder))
    with app.app_context(), writing():
        build.build(12, 2026, now(), lambda *_words: None)
        db.session.remove()
    return app


def text_columns() -> Iterator[sa.Column[str]]:
    """Every column in which somebody's text may stand."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if table.name not in SHARED and isinstance(column.type, sa.String) and column.name not in OURS:
                yield column


def plant(text_for: Callable[[sa.Column[str]], str]) -> list[str]:
    """Write a text into every such column of every row; the names of the columns. Unique ones end in the row's id."""
    planted = []
    for column in text_columns():
        table, text = column.table, text_for(column)
        value: sa.ColumnElement[str] = sa.literal(text)
        if "id" in table.c:
            value = value + sa.literal("-") + sa.cast(table.c.id, sa.String)
        db.session.execute(sa.update(table).values({column.name: value}))
        planted.append(f"{table.name}.{column.name}")
    db.session.commit()
    return planted


def reopened(folder: Path, **changes: object) -> Flask:
    """An application on a folder that holds a database already, with clients that see all that a test stored."""
    app = create_app(make_config(folder, **changes))
    app.test_client_class = Client
    return app
