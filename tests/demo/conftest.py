"""A tiny demo, made once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders.worlds import tiny_demo
from tests.demo.files import signed_in
from vendor_risk.accounts.models import Membership, User
from vendor_risk.database import db
from vendor_risk.permissions import Role


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


@pytest.fixture(scope="module", params=["en", "ja"])
def look(made: Flask, request: pytest.FixtureRequest) -> Iterator[tuple[FlaskClient, str]]:
    """Somebody who sees and does everything in the whole group, and the language of the pages."""
    with made.app_context():
        person = db.session.query(User).filter_by(email="procurement@demo.example").one()
        for role in (Role.CISO, Role.REVIEWER):
            if not db.session.query(Membership).filter_by(user_id=person.id, role=role).first():
                company = db.session.query(Membership).filter_by(user_id=person.id).first().company_id
                db.session.add(Membership(user_id=person.id, company_id=company, role=role))
        db.session.commit()
        yield signed_in(made, person), request.param
        db.session.remove()
