"""What every test may ask for: an application on a fresh database, clients, and the cast.

The cast: `owner` is procurement of the whole group, `manager_a` and `manager_b` look after company A and B only,
`stranger` is not signed in. `tests/factories.py` makes everything else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories, services
from vendor_risk import web
from vendor_risk.app import create_app
from vendor_risk.audit import anchor
from vendor_risk.config import Config
from vendor_risk.database import _prepare_sqlite, db, writing


class Client(FlaskClient):
    """A client whose requests have a context of their own, as in production, and see all that the test stored."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Store what the test made, then ask in a fresh application context."""
        db.session.commit()
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        for each in (*answer.history, answer):  # what is sent past half a megabyte lies in a file that nobody closes
            each.request.environ["wsgi.input"].close()
        return answer


SECRET = "a-secret-of-forty-characters-for-tests-only"


def make_config(folder: Path, **changes: object) -> Config:
    """Settings of an application of its own in `folder`."""
    values: dict[str, object] = {
        "data": folder,
        "database_url": f"sqlite:///{folder / 'test.db'}",
        "secret_key": SECRET,
        "testing": True,
    }
    return Config(**(values | changes))  # type: ignore[arg-type]


@cache
def empty_database() -> bytes:
    """A database file with all tables and no row. Made once a process: a copy takes a tenth of the time."""
    with tempfile.TemporaryDirectory() as folder:
        application = create_app(make_config(Path(folder)))
        with application.app_context(), writing():
            db.create_all()
            db.session.remove()
            db.engine.dispose()
        return (Path(folder) / "test.db").read_bytes()


class SharedApplication:
    """One application a process: routes are compiled and templates parsed once, each test gets its own data.

    What a test can change on it is put back before the next one: settings, extensions, the password hashing, the
    limiter. A test that hangs something more on the application asks for `own_app`. The database is a file of the
    test's own.
    """

    def __init__(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self.app = create_app(make_config(Path(folder)))
            with self.app.app_context():
                db.engine.dispose()
        self.app.test_client_class = Client
        self._settings = dict(self.app.config)
        self._extensions = dict(self.app.extensions)
        self._hashing = self.app.extensions["security"].pwd_context

    def at(self, config: Config) -> Flask:
        """The application as if it had just been made with these settings."""
        app = self.app
        app.config.clear()
        app.config.update(self._settings | config.flask())
        app.extensions.clear()
        app.extensions.update(self._extensions)
        app.extensions["security"].pwd_context = self._hashing
        app.extensions["vendor_risk.config"] = config
        anchor.init_app(app, config)
        web.limiter.enabled = False
        self._bind(config.database_url)
        return app

    def _bind(self, url: str) -> None:
        """An engine of its own for this database: every cache that is kept by engine starts empty, too."""
        options = db._engine_options | {"url": url}  # what Flask-SQLAlchemy does when an application is made
        db._apply_driver_defaults(options, self.app)
        engine = db._make_engine(None, options, self.app)
        db._app_engines[self.app][None] = engine
        _prepare_sqlite(engine)


@cache
def shared_application() -> SharedApplication:
    """The application of this process."""
    return SharedApplication()


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
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL database, dropped afterwards."""
    yield from services.throw_away_database(services.need("VENDOR_RISK_TEST_POSTGRESQL"))


@pytest.fixture
def group(app: Flask) -> factories.Group:
    """A small group: a holding, companies A and B below it, and one person for each role."""
    return factories.group()


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., FlaskClient]:
    """`sign_in(user)` gives a client signed in as that person."""

    def _client(user: factories.User) -> FlaskClient:
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
