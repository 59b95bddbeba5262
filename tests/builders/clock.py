"""The moment at which rows of tests came to be."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
