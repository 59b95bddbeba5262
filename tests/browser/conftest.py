"""A real server, a real mailbox and a real browser.

The server is the product's own command on a free port and an empty data folder; mail goes through a real SMTP
conversation to a mailbox in this process; the browser is the system's Chromium, headless.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from tests.assessments import material
from vendor_risk.database import db, now
from vendor_risk.demo.fiction.chain import invent
from vendor_risk.demo.fiction.register_book import rows as register_rows
from vendor_risk.demo.fiction.words import COMPANIES
from vendor_risk.demo.fiction.world import World
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.i18n import translations
from vendor_risk.imports.register.words import vocabularies

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


class Mailbox:
    """Takes mail over SMTP and keeps it."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"

    def wait_for(self, address: str, text: str = "", seconds: float = 60) -> EmailMessage:
        """The newest mail to that address with that text in it; fails when none comes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for message in reversed(self.messages):
                if address in str(message["To"]) and text in body(message):
                    return message
            time.sleep(0.2)
        raise AssertionError(f"no mail to {address} with {text!r} within {seconds} s")


@dataclass
class Site:
    """A running installation."""

    url: str
    data: Path
    mailbox: Mailbox
    environment: dict[str, str] = field(repr=False)

    def command(self, *arguments: str, stdin: str = "") -> str:
        """Run `vendor-risk …` on this installation; its output."""
        done = subprocess.run(
            [sys.executable, "-m", "vendor_risk", *arguments],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _wait_until_up(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(150):
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=1)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"the server did not come up:\n{log.read_text()}")


@pytest.fixture
def site(tmp_path: Path, lang: str) -> Iterator[Site]:
    """An installation with the companies of a group and one administrator, serving, with mail; `lang` is theirs."""
    data = tmp_path / "site"
    mailbox = Mailbox()
    mailbox.controller.start()
    port = free_port()
    environment = os.environ | {
        "VENDOR_RISK_DATA": str(data),
        "PORT": str(port),
        "VENDOR_RISK_SMTP_URL": f"smtp://127.0.0.1:{mailbox.controller.port}",
        "VENDOR_RISK_MAIL_FROM": "questionnaires@group.example",
    }
    running = Site(f"http://127.0.0.1:{port}", data, mailbox, environment)
    running.command("upgrade")
    running.command("content", "sync")
    companies = tmp_path / "companies.xlsx"
    companies.write_bytes(write_workbook({"companies": register_rows(invented_world())["companies"]}, vocabularies()))
    running.command("register", "import", str(companies))
    running.command(
        "admin", "create", ADMINISTRATOR, "--name", "Ada Admin", "--company", COMPANIES[0].code,
        "--language", lang, "--password-stdin", stdin=PASSWORD + "\n",
    )  # fmt: skip
    log = tmp_path / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "vendor_risk", "run"], env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_up(running.url + "/accounts/sign-in", process, log)
            yield running
        finally:
            process.terminate()
            process.wait(timeout=15)
            mailbox.controller.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    if CHROMIUM is None:
        pytest.fail("These tests need Chromium: install it, or name it in VENDOR_RISK_TEST_CHROMIUM.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


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


@pytest.fixture
def server(app):
    """The application on a free port of this machine; `calls` lists the methods and paths it was asked for.

    While `down` is true no answer can be saved.
    """
    calls = []

    def counted(environ, start_response):
        calls.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        if made.down and environ["REQUEST_METHOD"] == "PUT":
            start_response("503 Service Unavailable", [])
            return [b""]
        return app(environ, start_response)

    made = make_server("127.0.0.1", 0, counted, threaded=True)
    made.calls, made.down = calls, False
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    made.url = f"http://127.0.0.1:{made.server_port}"
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def opened(server, group, browser):
    """A phone that has opened a link, and the assessment behind it."""
    assessment, token = material.issued(group)
    assessment_id = assessment.id
    db.session.rollback()  # leave no transaction open: the server waits for its turn to write
    visitor = Visitor(browser, "en", 390)
    visitor.context.set_default_timeout(10_000)
    page = visitor.page
    page.goto(f"{server.url}/portal/i/{token}")
    page.get_by_role("button", name="Open questionnaire").click()
    page.goto(f"{server.url}/portal/sections/1")
    yield visitor, assessment_id
    visitor.context.close()
