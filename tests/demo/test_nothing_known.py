"""While nobody is registered or assessed, no page, list or paper reads as good news: nothing is known yet, and the next
step is offered.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import UTC, timedelta

import pytest
from flask.testing import FlaskClient

from tests.builders import organizations
from tests.builders.chains import engagement, link, scope_of
from tests.builders.papers import texts
from vendor_risk.accounts.models import Membership, User
from vendor_risk.changes import actions as change_actions
from vendor_risk.database import db, now
from vendor_risk.i18n import local_today, speaking
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Role
from vendor_risk.reports import subjects
from vendor_risk.reports.board_paper import board_paper
from vendor_risk.reports.paper import Bars, PaperTrend
from vendor_risk.supply_chain import actions as supply_chain_actions

SignIn = Callable[[User], FlaskClient]
PAGES = (
    "/", "/exposure/", "/exposure/map", "/exposure/pictures/concentration", "/exposure/pictures/countries", "/changes/",
    "/companies/", "/companies/{company}", "/board/", "/heatmaps/vendors", "/heatmaps/group", "/improvement/",
    "/organizations/vendors", "/exposure/organizations/{company}", "/engagements/missing", "/numbers/graded",
    "/numbers/unknown", "/numbers/stale", "/numbers/self-declared", "/numbers/exposure",
)  # fmt: skip
OF_A_VENDOR = ("/organizations/{vendor}", "/exposure/organizations/{vendor}")
GOOD_NEWS = {
    "en": (
        "no gaps left", "No known risk reaches", "have worsened", "have improved", "exposure changed",
        "No open findings", "There are no open findings", "open severe finding", "No spillover risk", "All targets",
        "expired now",
        "Our exposure is unchanged", "no risk reaches", "0 severe", "None within", "JPY 0 a year",
        "currently included in this figure", "0.0%", "exposure lower",
    ),
    "ja": (
        "解消すべき差", "判明しているリスクはありません", "悪化した組織はありません", "改善した組織はありません",
        "未完了の指摘事項はありません", "すべての目標", "変化していません",
    ),
}  # fmt: skip
"""What is true only where somebody was assessed and turned out well."""


def words_of(page: str) -> str:
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main is not None
    text = re.sub(r"<(script|template|select)\b.*?</\1>", "", main[0], flags=re.DOTALL)
    plain = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))
    return re.sub(r"0\.0%?[ –]+\d+\.\d%", "a range", plain)


def reader(group: organizations.Group) -> User:
    """Somebody who sees every page of the group."""
    for role in (Role.REVIEWER, Role.AUDITOR):
        db.session.add(Membership(user_id=group.ciso.id, company_id=group.holding.id, role=role))
    db.session.commit()
    return group.ciso


def kept_before() -> None:
    """A day to compare with."""
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    change_actions.keep(at=now() - timedelta(days=40), actor="test")
    db.session.commit()


@pytest.fixture
def registered(group: organizations.Group) -> Organization:
    """A register with vendors and engagements, nobody ever assessed."""
    vendor, other = organizations.vendor("Acme", group.a, tier="T1"), organizations.vendor("Bolt", group.b, tier="T2")
    engagement(group.a, vendor)
    engagement(group.b, other, tier="T2")
    link(vendor, other)
    kept_before()
    return vendor


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_an_empty_installation_has_no_good_news(group: organizations.Group, sign_in: SignIn, lang: str) -> None:
    kept_before()
    client = sign_in(reader(group))
    for path in PAGES:
        page = client.get(f"{path.format(company=group.a.id)}?lang={lang}")
        assert page.status_code == 200, path
        assert not [said for said in GOOD_NEWS[lang] if said in words_of(page.text)], path


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_register_without_any_assessment_has_no_good_news(
    group: organizations.Group, registered: Organization, sign_in: SignIn, lang: str
) -> None:
    client = sign_in(reader(group))
    for path in (*PAGES, *OF_A_VENDOR):
        page = client.get(f"{path.format(company=group.a.id, vendor=registered.id)}?lang={lang}")
        assert page.status_code == 200, path
        assert not [said for said in GOOD_NEWS[lang] if said in words_of(page.text)], path


def test_pages_say_that_nothing_is_known_and_what_to_do(
    group: organizations.Group, registered: Organization, sign_in: SignIn
) -> None:
    db.session.add(Membership(user_id=group.ciso.id, company_id=group.holding.id, role=Role.PROCUREMENT))
    db.session.commit()
    client = sign_in(group.ciso)
    said = "Not yet known: no organisation in the supply chain has a result."
    for path, times in (("/exposure/", 2), ("/changes/", 1), (f"/companies/{group.a.id}", 1)):
        page = client.get(path)
        assert words_of(page.text).count(said) == times, path
        assert page.text.count('href="/campaigns/new">Send a questionnaire') == times, path
    assert "There is nothing to count yet" in client.get("/numbers/graded").text
    rows = client.get("/companies/table.csv").data.decode("utf-8-sig").splitlines()
    alpha, holding = (next(row for row in rows if row.startswith(name)) for name in ("Alpha Works", "Holding"))
    assert alpha.split(",")[5:] == ["0.0", "", "", ""], "what is known of its suppliers; findings of nobody assessed"
    assert holding.split(",")[1:] == [""] * 8, "who has no supplier inherits nothing that could be known"


def test_a_company_without_suppliers_or_results_has_no_known_figures(
    group: organizations.Group, registered: Organization, sign_in: SignIn
) -> None:
    page = words_of(sign_in(group.ciso).get(f"/companies/{group.holding.id}").text)
    assert "Not yet known Spillover risk" in page
    assert "Not yet known Open findings" in page
    assert "Rank" not in page
    assert "0–54% Spillover risk" in words_of(sign_in(group.ciso).get(f"/companies/{group.a.id}").text)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_paper_says_that_nothing_is_known(group: organizations.Group, registered: Organization, lang: str) -> None:
    with speaking(lang):
        paper = board_paper(subjects.group(scope_of(group.holding, group.a, group.b)), None, local_today(), UTC)
    said = {part.key: part.headline for part in paper.sections}
    assert len({said["summary"], said["paths"], said["changes"]}) == 1
    assert said["summary"].startswith("Not yet known" if lang == "en" else "まだ判明していません")
    found = " ".join(text for part in paper.sections for text in texts(part))
    assert not [one for one in GOOD_NEWS[lang] if one in found]
    assert not [block for part in paper.sections for block in part.blocks if isinstance(block, Bars | PaperTrend)]
