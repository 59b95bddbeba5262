"""The command line: `vendor-risk …`. Each feature's commands stand in its `commands.py`; here they are hung up.

Every command honours the settings of `config.py` (`VENDOR_RISK_DATA`, `PORT`, …).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from vendor_risk import __version__
from vendor_risk.config import ConfigError

if TYPE_CHECKING:
    from flask import Flask


def application() -> Flask:
    """The application with this process's settings (loaded only when a command needs it)."""
    from vendor_risk.app import create_app

    return create_app()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vendor-risk")
def cli() -> None:
    """Supply-chain and outsourcing risk, from the register to the heatmap."""


@cli.command()
def upgrade() -> None:
    """Bring the database to this version's tables (safe to repeat)."""
    from flask_migrate import upgrade as upgrade_database

    from vendor_risk.database import writing

    app = application()
    with app.app_context(), writing():
        upgrade_database()
    click.echo("The database is up to date.")


@cli.command()
def run() -> None:
    """Serve the application on HOST:PORT."""
    from waitress import serve

    from vendor_risk.web import settings

    app = application()
    with app.app_context():
        config = settings()
    click.echo(f"Serving on {config.base_url} (stop with Ctrl+C)")
    serve(app, host=config.host, port=config.port, threads=config.threads, ident=None)


def main() -> None:
    """Run a command; settings that are wrong end in one sentence."""
    try:
        cli()
    except ConfigError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
