"""`vendor-risk demo`: fills an empty installation with a fictional group, and says how to look around."""

from __future__ import annotations

import sys
import time

import click
from flask.cli import with_appcontext

from vendor_risk import server, web
from vendor_risk.accounts import first_language
from vendor_risk.accounts.demo import PASSWORD
from vendor_risk.changes import daily_snapshot
from vendor_risk.database import now, upgrade_tables, writing
from vendor_risk.demo import build
from vendor_risk.demo.fiction.world import BASE_VENDORS, FEWEST_VENDORS
from vendor_risk.demo.people import ACCOUNTS
from vendor_risk.exposure import refresher
from vendor_risk.heatmaps import plotly
from vendor_risk.i18n import LANGUAGES
from vendor_risk.jobs import worker
from vendor_risk.notifications import delivery
from vendor_risk.reports.schedules import scheduler

_EVERY = 0.1 if sys.stdout.isatty() else 3.0
"""Seconds between two words about progress: often on a terminal, seldom in a log."""


class Teller:
    """Says how far it is: one line rewritten on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self.begun = self.said = time.monotonic()
        self.text = ""

    def __call__(self, text: str, done: int, total: int) -> None:
        """Tell it, unless something was said a moment ago."""
        if done in (0, total) or time.monotonic() - self.said >= _EVERY:
            self.said = time.monotonic()
            seconds = self.said - self.begun
            share = f"{100 * done // max(total, 1):3} %  " if done else ""
            line = f"{seconds:6.1f} s  {share}{text}"
            if sys.stdout.isatty():
                click.echo(f"\r{line:<70}", nl=False)
            else:
                click.echo(line)

    def end(self) -> None:
        """Finish the line."""
        if sys.stdout.isatty():
            click.echo()


@click.command()
@click.option("--vendors", type=click.IntRange(FEWEST_VENDORS, 100_000), default=BASE_VENDORS, show_default=True)
@click.option("--seed", default=2026, show_default=True, help="Use a different number to generate a different group.")
@click.option("--fresh", is_flag=True, help="Delete the existing demo and create a new one.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="Asked at the first start; default: the language of the terminal."
)
@click.option("--serve", is_flag=True, help="Upgrade the database first, then start the server, in one process.")
@with_appcontext
def demo(vendors: int, seed: int, fresh: bool, language: str | None, serve: bool) -> None:
    """Fill this installation with a fictional group: register, questionnaires, answers, reviews and scores.

    Nothing happens if the demo already exists. An installation that contains any other data is not changed.
    """
    if serve:
        upgrade_tables()
    if build.holds_more():
        raise click.ClickException(
            "This installation contains data other than the demo. Set VENDOR_RISK_DATA to a different folder."
        )
    if not fresh and build.is_complete():
        click.echo("The demo already exists (use --fresh to recreate it).")
    else:
        click.echo(f"Creating the demo: 12 companies and {vendors} vendors, two annual assessment rounds.")
        first_language.settle(language)
        teller = Teller()
        with writing():
            build.clear()
            build.build(vendors, seed, now(), teller)
        teller.end()
    say_how_to_look_around()
    if serve:
        server.serve(
            delivery.start, daily_snapshot.start, plotly.prepare, refresher.start, worker.start, scheduler.start
        )


def say_how_to_look_around() -> None:
    """The address, the accounts, and two links to answer as a vendor."""
    click.echo(f"\nAddress    {web.settings().base_url}   (start with: VENDOR_RISK_DEMO=1 vendor-risk run)")
    click.echo(f"Password   {PASSWORD}")
    for account in ACCOUNTS:
        click.echo(f"  {account.email:<34}{account.role.value.replace('_', ' ')} of {account.company}")
    links = build.fresh_links()
    for language, link in (("English", links.en), ("Japanese", links.ja)):
        if link:
            click.echo(f"Answer as a vendor, in {language}: {link}")
