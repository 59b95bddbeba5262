"""Services some tests need: a throw-away PostgreSQL database, Redis. Absent ones are skipped, or demanded.

`VENDOR_RISK_REQUIRE_ALL=1` (set by `make check`) makes an absent service a failure.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, make_url, text


def need(variable: str) -> str:
    """The address in this variable; without one the test is skipped, or fails when everything is required."""
    address = os.environ.get(variable, "")
    if not address:
        absent(f"{variable} is not set")
    return address


def absent(why: str) -> None:
    """Skip the test, or fail it when everything is required."""
    if os.environ.get("VENDOR_RISK_REQUIRE_ALL") == "1":
        pytest.fail(f"required, but absent: {why}")
    pytest.skip(why)


def throw_away_database(address: str) -> Iterator[str]:
    """Create an empty PostgreSQL database beside the one named, give its address, and drop it in the end."""
    name = f"vendor_risk_test_{secrets.token_hex(6)}"
    server = create_engine(address, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield make_url(address).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        server.dispose()
