"""The command line: `vendor-risk …`. Each feature's commands are in its `commands.py`; here they are registered.

Every command honours the settings of `config.py` (`VENDOR_RISK_DATA`, `PORT`, …). A command that needs the application
carries Flask's `@with_appcontext`, and one that changes data works inside `database.writing()`.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import click
from flask.cli import ScriptInfo, with_appcontext

from vendor_risk import __version__
from vendor_risk.config import ConfigError

if TYPE_CHECKING:
    from flask import Flask

COMMANDS = {
    "admin": "vendor_risk.accounts.commands:admin",
    "audit": "vendor_risk.audit.commands:audit",
    "bench": "vendor_risk.bench.commands:bench",
    "changes": "vendor_risk.changes.commands:changes",
    "content": "vendor_risk.questionnaires.commands:content",
    "crosswalk": "vendor_risk.crosswalks.commands:crosswalk",
    "demo": "vendor_risk.demo.commands:demo",
    "files": "vendor_risk.imports.commands:check_files",
    "import": "vendor_risk.imports.bulk.commands:import_answers",
    "import-own": "vendor_risk.imports.commands:import_own_files",
    "inspect": "vendor_risk.imports.inspect.commands:inspect",
    "outbox": "vendor_risk.notifications.commands:outbox",
    "profiles": "vendor_risk.imports.profiles.commands:profile_commands",
    "questionnaires": "vendor_risk.questionnaires.export_commands:questionnaires",
    "register": "vendor_risk.imports.register.commands:register",
    "report": "vendor_risk.reports.commands:report",
    "results": "vendor_risk.assessments.results.commands:results",
    "work": "vendor_risk.jobs.commands:work",
}
"""Command → where it is. Loaded when called, so that `vendor-risk inspect` does not wait for what it does not use."""


class Features(click.Group):
    """The features' commands, loaded when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """That command."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


def application() -> Flask:
    """The application with this process's settings (loaded only when a command needs it)."""
    from vendor_risk.app import create_app  # noqa: PLC0415 - takes a second: `--help` need not wait

    return create_app()


@click.group(cls=Features, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vendor-risk")
def cli() -> None:
    """Supply-chain and vendor risk, from the vendor register to the heatmaps."""


@cli.command()
@with_appcontext
def upgrade() -> None:
    """Upgrade the database to this version (safe to repeat)."""
    from vendor_risk.database import db, upgrade_tables, writing  # noqa: PLC0415 - as above
    from vendor_risk.organizations.actions import renew_derived  # noqa: PLC0415 - as above

    upgrade_tables()
    with writing():
        renewed = renew_derived()
        db.session.commit()
    if renewed:
        click.echo(f"Organisations made findable by this version’s search: {renewed}.")
    click.echo("The database is up to date.")


@cli.command()
@with_appcontext
def run() -> None:
    """Start the application server on HOST:PORT."""
    from vendor_risk.changes import daily_snapshot  # noqa: PLC0415 - as above
    from vendor_risk.exposure import refresher  # noqa: PLC0415 - as above
    from vendor_risk.heatmaps import plotly  # noqa: PLC0415 - as above
    from vendor_risk.jobs import worker  # noqa: PLC0415 - as above
    from vendor_risk.notifications import delivery  # noqa: PLC0415 - as above
    from vendor_risk.reports.schedules import scheduler  # noqa: PLC0415 - as above
    from vendor_risk.server import serve  # noqa: PLC0415 - as above

    serve(delivery.start, daily_snapshot.start, plotly.prepare, refresher.start, worker.start, scheduler.start)


def main() -> None:
    """Run a command; settings that are wrong end in one sentence."""
    try:
        cli(obj=ScriptInfo(create_app=application))
    except ConfigError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
