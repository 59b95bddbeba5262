"""People at a browser, and the server they look at."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from vendor_risk.database import now
from vendor_risk.demo.fiction.chain import invent
from vendor_risk.demo.fiction.world import World
from vendor_risk.i18n import translations

ADMINISTRATOR = "admin@hinomiya.example"
PASSWORD = "a password for the walk"
CHROMIUM = os.environ.get("VENDOR_RISK_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@cache
def invented_world() -> World:
    """The demo's group, vendors and chain as of today."""
    return invent(today=now().date())


def body(message: EmailMessage) -> str:
    """The plain text of a mail."""
    plain = message.get_body(("plain",))
    assert plain is not None
    return str(plain.get_content())


def wait_until_up(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(150):
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=1)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"the server did not come up:\n{log.read_text()}")


class Visitor:
    """Somebody at a screen, whose pages are checked as they go: no console error, no page error, no axe violation."""

    def __init__(self, browser: Browser, lang: str, width: int, shots: Path | None = None) -> None:
        locale = "ja-JP" if lang == "ja" else "en-US"
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 860}, locale=locale, accept_downloads=True, has_touch=width < 600
        )
        self.page: Page = self.context.new_page()
        self.lang, self.width, self.shots = lang, width, shots
        self.complaints: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))

    def word(self, text: str, **values: Any) -> str:
        """A text of the pages in this visitor's language."""
        said = str(translations(self.lang).gettext(text))
        return said % values if values else said

    def words(self, one: str, many: str, num: int) -> str:
        """A text that counts, in this visitor's language."""
        return str(translations(self.lang).ngettext(one, many, num)) % {"num": num}

    def press(self, text: str) -> None:
        """Press the button, or follow the link that looks like one, with this text."""
        name = self.word(text)
        self.page.get_by_role("button", name=name, exact=True).or_(
            self.page.get_by_role("link", name=name, exact=True)
        ).first.click()

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def look(self, name: str) -> None:
        """Check the page one is on, and take a picture of it."""
        from axe_playwright_python.sync_playwright import Axe

        self.page.wait_for_load_state("networkidle")
        found = Axe().run(self.page, options={"resultTypes": ["violations"]})
        if found.violations_count:
            raise AssertionError(f"{name} ({self.page.url}):\n{found.generate_report()}")
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"{name} ({self.page.url}) is {wide} pixels wider than the screen"
        assert self.complaints == []
        if self.shots is not None:
            self.shots.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.shots / f"{name}-{self.lang}-{self.width}.png", full_page=True)
