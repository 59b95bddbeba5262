"""Texts that would be scripts, in every text column of a whole demo: no page and no chart runs one or breaks a rule."""

from __future__ import annotations

import re
import threading
from collections import deque
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from playwright.sync_api import Error
from werkzeug.serving import make_server

from tests.browser.visitors import Visitor
from tests.builders import worlds
from vendor_risk.accounts.models import Membership, User
from vendor_risk.assessments.links.invitation_actions import Recipient, add_invitation
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db, now, writing
from vendor_risk.notifications.links import Site
from vendor_risk.permissions import Role

pytestmark = pytest.mark.browser
PAYLOADS = [
    "<script>fired(1)</script>",
    "<img src=x onerror=fired(2)>",
    '"><svg onload=fired(3)>',
    "'-fired(4)-'",
    "</script><script>fired(5)</script>",
    "</title><script>fired(6)</script>",
    "javascript:fired(7)",
    "<a href=javascript:fired(8)>click</a>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "<iframe srcdoc='<script>parent.fired(9)</script>'></iframe>",
    "<math><mtext><style><img src=x onerror=fired(10)>",
    "<b onmouseover=fired(11)>%{y}<br>&lt;i&gt;</b>",
]
SKIPPED = re.compile(r"export|\.xlsx|\.csv|\.json|/file|evidence/|sign-out|/figure|/static/")


@pytest.fixture
def hostile(tmp_path):
    """A served demo whose every text is hostile, the key of its administrator's session, and links for vendors."""
    worlds.tiny_demo(tmp_path)
    app = worlds.reopened(tmp_path)
    with app.app_context(), writing():
        order = iter(range(10_000))
        worlds.plant(lambda column: PAYLOADS[next(order) % len(PAYLOADS)][: (column.type.length or 90) - 8])
        membership = db.session.scalar(sa.select(Membership).where(Membership.role == Role.ADMINISTRATOR))
        key = db.session.get_one(User, membership.user_id).fs_uniquifier
        links = [invite(status) for status in ("accepted", "in_progress", "returned")]
        db.session.commit()
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield app, f"http://127.0.0.1:{server.server_port}", key, links
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


def invite(status):
    """The path of a fresh link to some assessment in that state."""
    found = db.session.scalar(sa.select(Assessment).where(Assessment.status == status))
    site = Site("http://127.0.0.1", "group.example", "Asia/Tokyo")
    _row, link = add_invitation(found, Recipient("<b>x</b>", "x@vendor.example", "en"), site=site, at=now())
    return urlsplit(link).path


def signed_in(app, address, key, visitor):
    """Give the visitor's browser a session of that person."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session["fs_cc"] = key, True, "set"
    cookie = next(iter(client._cookies.values()))
    visitor.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def shape(path):
    """What two addresses of one page have in common."""
    return re.sub(r"/\d+", "/N", re.sub(r"/(sections|questions)/[^/?]+", r"/\1/X", urlsplit(path).path))


def crawl(visitor, address, start):
    """Open one page of every shape that can be reached; how many."""
    waiting, seen = deque(start), set()
    while waiting:
        path = waiting.popleft()
        if shape(path) in seen or SKIPPED.search(path):
            continue
        seen.add(shape(path))
        try:
            visitor.page.goto(address + path)
        except Error as error:  # a file that is handed out runs nowhere
            if "Download is starting" in error.message:
                continue
            raise
        visitor.page.wait_for_load_state("networkidle")
        if visitor.page.locator("[data-figure]").count():
            visitor.page.wait_for_timeout(300)
        assert visitor.page.evaluate("window.fired_with") is None, path
        assert visitor.complaints == [], path
        for link in visitor.page.eval_on_selector_all(
            "a[href^='/']", "all => all.map(one => one.getAttribute('href'))"
        ):
            waiting.append(link.partition("#")[0])
    return len(seen)


def test_no_text_of_anybody_runs_in_a_page_or_a_chart(hostile, browser):
    app, address, key, links = hostile
    visitor = Visitor(browser, "en", 1280)
    visitor.page.add_init_script("window.fired = number => { window.fired_with = number }")
    visitor.page.on("dialog", lambda dialog: visitor.complaints.append(f"dialog {dialog.message}"))
    signed_in(app, address, key, visitor)
    assert crawl(visitor, address, ["/"]) >= 45
    for link in links:
        visitor.page.goto(address + link)
        visitor.page.locator("button.primary").click()
        visitor.page.wait_for_load_state("networkidle")
        assert crawl(visitor, address, [urlsplit(visitor.page.url).path]) >= 4
    visitor.context.close()
