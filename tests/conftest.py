"""What every test may ask for: an application on a fresh database, clients, and the cast.

The cast: `owner` is procurement of the whole group, `manager_a` and `manager_b` look after company A and B only,
`stranger` is not signed in. `tests/builders/` makes everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import organizations, services
from tests.builders.applications import Client, empty_database, make_config, shared_application
from vendor_risk import web
from vendor_risk.accounts.models import User
from vendor_risk.app import create_app
from vendor_risk.database import db, writing


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The application with an empty database, inside its context, where everything may write."""
    (tmp_path / "test.db").write_bytes(empty_database())
    application = shared_application().at(make_config(tmp_path))
    with application.app_context(), writing():
        yield application
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[Flask]:
    """As `app`, made for this test alone: for tests that change the application itself."""
    (tmp_path / "test.db").write_bytes(empty_database())
    application = create_app(make_config(tmp_path))
    application.test_client_class = Client
    with application.app_context(), writing():
        yield application
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Flask]:
    """An application whose limits of requests are on."""
    application = create_app(make_config(tmp_path, testing=False))
    application.test_client_class = Client
    application.config["PROPAGATE_EXCEPTIONS"] = True
    with application.app_context(), writing():
        db.create_all()
        yield application
        db.session.remove()
        db.engine.dispose()
    web.limiter.reset()
    web.limiter.enabled = False


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL database, dropped afterwards."""
    yield from services.throw_away_database(services.need("VENDOR_RISK_TEST_POSTGRESQL"))


@pytest.fixture
def group(app: Flask) -> organizations.Group:
    """A small group: a holding, companies A and B below it, and one person for each role."""
    return organizations.group()


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., FlaskClient]:
    """`sign_in(user)` gives a client signed in as that person."""

    def _client(user: User) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = user.fs_uniquifier
            session["_fresh"] = True
            session["fs_cc"] = "set"
        return client

    return _client


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """A client that is not signed in."""
    return app.test_client()
