"""A real server, a real mailbox and a real browser.

The server is the product's own command on a free port and an empty data folder; mail goes through a real SMTP
conversation to a mailbox in this process; the browser is the system's Chromium, headless.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from tests.browser.visitors import (
    ADMINISTRATOR,
    ARGUMENTS,
    CHROMIUM,
    PASSWORD,
    body,
    free_port,
    invented_world,
    wait_until_up,
)
from vendor_risk.demo.fiction.register_book import rows as register_rows
from vendor_risk.demo.fiction.words import COMPANIES
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.register.words import vocabularies


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
            wait_until_up(running.url + "/accounts/sign-in", process, log)
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


@pytest.fixture
def server(app):
    """The application on a free port of this machine; `calls` lists the methods and paths it was asked for."""
    calls = []

    def counted(environ, start_response):
        calls.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        return app(environ, start_response)

    made = make_server("127.0.0.1", 0, counted, threaded=True)
    made.calls = calls
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    made.url = f"http://127.0.0.1:{made.server_port}"
    yield made
    made.shutdown()
    thread.join()
    made.server_close()
