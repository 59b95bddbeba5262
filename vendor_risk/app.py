"""The application, put together."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate

from vendor_risk import database, i18n, paths, redaction, tables, web
from vendor_risk.accounts import security
from vendor_risk.accounts.views import bp as accounts
from vendor_risk.assessments.views import bp as assessments
from vendor_risk.audit import anchor
from vendor_risk.audit.views import bp as audit
from vendor_risk.board.views import bp as board
from vendor_risk.campaigns.views import bp as campaigns
from vendor_risk.changes.views import bp as changes
from vendor_risk.companies.views import bp as companies
from vendor_risk.config import Config, from_environment
from vendor_risk.crosswalks.views import bp as crosswalks
from vendor_risk.database import chain_version
from vendor_risk.declarations.views import bp as declarations
from vendor_risk.duplicates.views import bp as duplicates
from vendor_risk.engagements.views import bp as engagements
from vendor_risk.exposure.views import bp as exposure
from vendor_risk.heatmaps.views import bp as heatmaps
from vendor_risk.home.views import bp as home
from vendor_risk.imports.views import bp as imports
from vendor_risk.improvement.views import bp as improvement
from vendor_risk.jobs.views import bp as jobs
from vendor_risk.notifications.views import bp as notifications
from vendor_risk.organizations.views import bp as organizations
from vendor_risk.portal.views import bp as portal
from vendor_risk.questionnaires.views import bp as questionnaires
from vendor_risk.reports.views import bp as reports
from vendor_risk.reviews.views import bp as reviews
from vendor_risk.saved_views import views as saved_view_views
from vendor_risk.supply_chain.views import bp as supply_chain
from vendor_risk.web import assets

TABLES = tables.MODULES
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
    security.init_app(app, config)
    anchor.init_app(app, config)
    app.register_blueprint(home)
    app.register_blueprint(accounts)
    app.register_blueprint(organizations)
    app.register_blueprint(engagements)
    app.register_blueprint(supply_chain)
    app.register_blueprint(questionnaires)
    app.register_blueprint(assessments)
    app.register_blueprint(campaigns)
    app.register_blueprint(declarations)
    app.register_blueprint(portal)
    app.register_blueprint(imports)
    app.register_blueprint(crosswalks)
    app.register_blueprint(reviews)
    app.register_blueprint(improvement)
    app.register_blueprint(heatmaps)
    app.register_blueprint(exposure)
    app.register_blueprint(duplicates)
    app.register_blueprint(changes)
    app.register_blueprint(board)
    app.register_blueprint(companies)
    app.register_blueprint(saved_view_views.bp)
    saved_view_views.init_app(app)
    app.register_blueprint(reports)
    app.register_blueprint(jobs)
    app.register_blueprint(notifications)
    app.register_blueprint(audit)
    web.require_declared_access(app)
    return app
