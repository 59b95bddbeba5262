"""The language of an installation, asked by the first command that fills it."""

from __future__ import annotations

import sys

import click

from vendor_risk import config, web
from vendor_risk.i18n import LANGUAGES


def interactive() -> bool:
    """Whether somebody sits at the terminal and can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def settle(wanted: str | None) -> str:
    """The installation's language, settled now when this is the first start.

    At the first start `wanted` (an option) is taken; without it whoever sits at the terminal is asked, in both
    languages, and the terminal's own language is offered. Where nobody can be asked that one is taken.
    """
    if not wanted and interactive() and not config.known_language(web.settings().data):
        wanted = click.prompt(
            "Language of this installation / 本システムの言語 (en: English, ja: 日本語)",
            type=click.Choice(LANGUAGES),
            default=config.terminal_language(),
            show_choices=False,
        )
    return web.settle_language(wanted)
