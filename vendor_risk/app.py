"""The application, put together."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate

from vendor_risk import database, features, i18n, paths, redaction, web
from vendor_risk.config import Config, from_environment
from vendor_risk.database import chain_version
from vendor_risk.web import assets

FEATURES = features.load((
    "home", "accounts", "organizations", "engagements", "supply_chain", "questionnaires", "assessments", "campaigns",
    "declarations", "portal", "imports", "crosswalks", "reviews", "improvement", "heatmaps", "exposure", "duplicates",
    "upkeep", "changes", "board", "companies", "saved_views", "search", "reports", "jobs", "notifications",
    "audit", "tour", "demo",
))  # fmt: skip
"""Every feature with pages, tables or audit words; what it brings is in its `feature.py`."""
migrate = Migrate()


def create_app(config: Config | None = None) -> Flask:
    """The WSGI application for these settings (default: from the environment)."""
    config = config or from_environment()
    app = Flask("vendor_risk", template_folder=str(paths.TEMPLATES), static_folder=str(paths.STATIC))
    app.config.update(config.flask())
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    redaction.install()
    database.init_app(app)
    chain_version.init_app(app)
    migrate.init_app(app, database.db, directory=str(paths.MIGRATIONS))
    i18n.init_app(app)
    web.init_app(app, config)
    assets.init_app(app)
    for feature in FEATURES:
        for attach in feature.init:
            attach(app, config)
    for feature in FEATURES:
        if feature.blueprint:
            app.register_blueprint(feature.blueprint)
    web.require_declared_access(app)
    return app
