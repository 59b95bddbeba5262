"""Rows of the database: saved at once, and told apart by a running number."""

from __future__ import annotations

import itertools
from typing import Any

from vendor_risk.database import db

NUMBERS = itertools.count(1)


def save(row: Any) -> Any:
    """The row, stored so that it has its id."""
    db.session.add(row)
    db.session.flush()
    return row
