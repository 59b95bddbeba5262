"""Applications on databases of their own, and clients that see all that a test stored."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

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
