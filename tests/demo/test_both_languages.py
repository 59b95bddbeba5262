"""Readers of the demo meet their own language only: every page it leads to, followed in both languages.

What a person wrote once, in one language (a comment, a note, a mail, the name of a file), stays as it was written.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from tests.builders import worlds
from vendor_risk.accounts.demo import DOMAIN
from vendor_risk.accounts.models import User
from vendor_risk.assessments.models import Assessment, Campaign, Evidence, StoredAnswer
from vendor_risk.database import db
from vendor_risk.declarations.models import Declaration
from vendor_risk.demo import build
from vendor_risk.demo.fiction import words
from vendor_risk.demo.fiction.plan import NAMES
from vendor_risk.engagements.models import Engagement
from vendor_risk.improvement.models import Finding
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.organizations.models import Contact, Organization
from vendor_risk.supply_chain.models import SupplyLink

PEOPLE = ("administrator", "procurement", "ciso", "manager.automotive")
PAGES = 2
"""Of every kind of page so many are looked at, besides the first screen of each."""
JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]+")
ALLOWED = {"日本語", "法人番号"}
"""The switch of the language, and what the Japanese corporate number is called on the forms it is copied from."""
WRITTEN_ONCE = (
    StoredAnswer.comment, StoredAnswer.na_reason, StoredAnswer.review_note, StoredAnswer.override_reason,
    StoredAnswer.source_ref, Evidence.name, Finding.note, Assessment.return_note, Declaration.name,
    Declaration.service, OutboxMail.subject, OutboxMail.body, OutboxMail.to_name, Campaign.message_ja,
)  # fmt: skip
"""Texts in the language of whoever wrote them, shown as they are."""
BOTH = {
    "organizations.detail": (Organization.name, Organization.name_ja),
    "audit.index": (Organization.name, Campaign.name, User.name),
    "improvement.finding": (User.name,),  # what the history of a finding recorded
}
"""Pages that show what a record holds: the other names of an organization, and what an event is about."""


class Page(HTMLParser):
    """The texts a page shows, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.language, self._silent, self._either = "", 0, False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes that are shown or read aloud; fields for one of the languages are for that language."""
        found = {name: value or "" for name, value in attrs}
        own = found.get("name", "").endswith(("_en", "_ja")) or found.get("type") == "hidden"
        self.texts += [found[name] for name in ("title", "alt", "aria-label", "placeholder") if name in found]
        if tag == "input" and not own and found.get("name") != "name":
            self.texts.append(found.get("value", ""))
        self._silent += tag in ("script", "style")
        self._either = tag == "textarea" and own
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag == "html":
            self.language = found.get("lang", "")

    def handle_endtag(self, tag: str) -> None:
        """Leave what is not shown."""
        self._silent -= tag in ("script", "style")
        self._either = False

    def handle_data(self, data: str) -> None:
        """A text between tags."""
        if not self._silent and not self._either:
            self.texts.append(data)


@pytest.fixture(scope="module")
def demo(made: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A copy of the demo, for people who look around."""
    with made.app_context():
        db.engine.dispose()
    folder = tmp_path_factory.mktemp("both") / "data"
    shutil.copytree(made.extensions["vendor_risk.config"].data, folder)
    app = worlds.reopened(folder, database_url=f"sqlite:///{folder / 'test.db'}", demo=True)
    yield app
    with app.app_context():
        db.engine.dispose()


def visitor(app: Flask, who: str, language: str) -> FlaskClient:
    """A client of one of the demo's people who chose that language."""
    user = db.session.scalars(sa.select(User).where(User.email == f"{who}@{DOMAIN}")).one()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session["fs_cc"] = user.fs_uniquifier, True, "set"
        session["language"] = language
    return client


def walk(app: Flask, client: FlaskClient, start: str, looked: Counter[str]) -> Iterator[tuple[str, Page]]:
    """The kind (endpoint) and content of every page reached from `start`, PAGES of a kind."""
    waiting, known = [start], {start}
    while waiting:
        address = waiting.pop(0)
        with client.get(address, follow_redirects=True) as answer:
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            page = Page(answer.text)
        yield app.url_map.bind("").match(urlsplit(address).path, method="GET")[0], page
        for link in page.links:
            further = urljoin(address, link).partition("#")[0]
            if further in known or not further.startswith("/") or "lang=" in further:
                continue
            known.add(further)
            try:
                kind = app.url_map.bind("").match(urlsplit(further).path, method="GET")[0]
            except HTTPException:
                continue
            looked[kind] += 1
            if looked[kind] <= PAGES:
                waiting.append(further)


def texts_of(*columns: Any) -> list[str]:
    """Everything that stands in these columns, the longest first; line by line too, as a mail's page shows its
    links and addresses apart."""
    found = {str(text) for column in columns for text in db.session.scalars(sa.select(column).distinct()) if text}
    lines = {line.strip() for text in found for line in text.splitlines()}
    parts = {part.strip() for line in lines for part in re.split(r"https?://\S+", line)}
    return sorted((found | lines | parts) - {""}, key=len, reverse=True)


def everything_of(app: Flask, language: str) -> Iterator[tuple[str, Page]]:
    """Every page of the demo's people, and of a vendor who answers."""
    looked: Counter[str] = Counter()
    yield from walk(app, app.test_client(), f"/accounts/sign-in?lang={language}", looked)
    for who in PEOPLE:
        yield from walk(app, visitor(app, who, language), "/", looked)
    links, client = build.fresh_links(), app.test_client()
    link = links.ja or links.en
    assert link is not None
    yield from walk(app, client, f"{urlsplit(link).path}?lang={language}", looked)


def strangers(app: Flask, language: str, foreign: re.Pattern[str]) -> tuple[dict[str, set[str]], int]:
    """What is foreign on the pages of a language, by kind of page; and how many kinds were looked at."""
    once = texts_of(*WRITTEN_ONCE)
    both = {kind: texts_of(*columns, *WRITTEN_ONCE) for kind, columns in BOTH.items()}
    found: dict[str, set[str]] = {}
    kinds = set()
    for kind, page in everything_of(app, language):
        kinds.add(kind)
        assert page.language == language, kind
        for text in page.texts:
            left = text
            for known in (*ALLOWED, *both.get(kind, once)):
                if not foreign.search(left):
                    break
                left = left.replace(known, "")
            if foreign.search(left):
                found.setdefault(kind, set()).add(text.strip()[:120])
    return found, len(kinds)


def test_an_english_reader_meets_no_japanese(demo: Flask) -> None:
    with demo.app_context():
        found, kinds = strangers(demo, "en", JAPANESE)
    assert found == {}
    assert kinds >= 45


def test_a_japanese_reader_meets_no_english_name_of_a_service_a_person_or_a_round(demo: Flask) -> None:
    columns = (
        Engagement.service_en, Engagement.owner_name_en, SupplyLink.service_en, User.name_en, Contact.name_en,
        Campaign.name_en,
    )  # fmt: skip
    with demo.app_context():
        names = {text for text in texts_of(*columns) if len(text) > 4}
        names |= {person.en for person in words.PEOPLE} | {pair.en for pair in NAMES.values()}
        assert len(names) >= 40
        found, kinds = strangers(demo, "ja", re.compile("|".join(map(re.escape, sorted(names)))))
    assert found == {}
    assert kinds >= 45


@pytest.mark.parametrize(
    ("language", "own", "other"), [("en", "Sakura Izumi", "和泉 さくら"), ("ja", "和泉 さくら", "Sakura Izumi")]
)
def test_a_name_is_shown_in_the_readers_language(demo: Flask, language: str, own: str, other: str) -> None:
    with demo.app_context():
        page = visitor(demo, "administrator", language).get("/").text
    assert own in page
    assert other not in page
