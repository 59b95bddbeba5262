"""A tiny demo, made once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.builders.worlds import tiny_demo
from vendor_risk.database import db


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with a demo of 12 vendors, for looking at only."""
    app = tiny_demo(tmp_path_factory.mktemp("demo"))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def folder_of_demo(made: Flask) -> Path:
    """Its folder, to be copied."""
    with made.app_context():
        db.engine.dispose()
    return Path(made.extensions["vendor_risk.config"].data)
