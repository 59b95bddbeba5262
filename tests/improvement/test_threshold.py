"""From where on a gap is listed: the usual threshold, a company's own, and what stays listed below it."""

import re

import pytest

from tests.builders import accounts, organizations
from tests.builders.clock import NOW
from tests.builders.forms import post
from tests.improvement.scene import LEVELS, assess, assign, decide, finding_of, gaps
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.domain.scoring.findings import IMPACT_STEPS, LEVEL_STEPS, GapKind, GapThreshold
from vendor_risk.improvement import queries, threshold_queries
from vendor_risk.improvement.models import Finding
from vendor_risk.permissions import Role, Scope

__all__ = ["gaps"]
LOW = GapKind.BELOW_TARGET


@pytest.mark.parametrize(
    ("kind", "level", "target", "impact", "matters"),
    [
        (LOW, 2.0, 4.0, 1.0, True),
        (LOW, 2.5, 4.0, 3.0, False),
        (LOW, 1.0, 4.0, 0.99, False),
        (GapKind.UNKNOWN, 0.0, 4.0, 1.5, True),
        (GapKind.KNOCK_OUT, 3.5, 4.0, 0.1, True),
    ],
)
def test_a_gap_matters_from_two_levels_and_an_impact_of_one_a_knock_out_always(kind, level, target, impact, matters):
    assert GapThreshold().reached(kind, level, target, impact) is matters


def test_the_usual_threshold_is_among_those_one_may_choose():
    assert GapThreshold().levels in LEVEL_STEPS
    assert GapThreshold().impact in IMPACT_STEPS


def shown(client, args=""):
    return re.findall(r">(Q\d)\s+Thing", client.get(f"/improvement/?view=list&{args}").text)


def set_threshold(client, company, value):
    return post(client, "/improvement/threshold", {"company": company.id, "threshold": value})


def test_small_gaps_are_counted_said_and_shown_when_asked_for(gaps, sign_in):
    group, _vendor = gaps
    client = sign_in(group.ciso)
    page = client.get("/improvement/?lang=en&view=list").text
    assert shown(client) == ["Q3", "Q1"]
    assert "1 gap below the threshold is not listed." in page
    assert "Findings with a gap of at least 2 levels and an impact of at least 1.0, and all findings on key" in page
    assert shown(client, "small=y") == ["Q3", "Q1", "Q4"]
    assert "基準に満たない差1件は表示していません" in client.get("/improvement/?lang=ja").text
    scope = Scope(frozenset(company.id for company in (group.holding, group.a, group.b)))
    assert queries.counts(scope, NOW.date()).open == 2


def test_a_company_sets_its_own_and_its_findings_follow_at_once(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.reviewer)
    assert set_threshold(client, group.a, "0.0/0.0").status_code == 303
    assert shown(client) == ["Q3", "Q1", "Q4"]
    assert "Every gap is listed." in client.get("/improvement/?lang=en").text
    set_threshold(client, group.a, "2.0/1.5")
    assert shown(client) == ["Q3"]
    assess(vendor, group.a, LEVELS | {"Q1": 0})
    assert shown(client) == ["Q3", "Q1"], "an impact of 1.5 reaches it"
    entry = db.session.query(AuditEvent).filter_by(action="improvement.threshold").order_by(AuditEvent.id).all()[-1]
    assert (entry.company_id, entry.details) == (group.a.id, {"levels": 2.0, "impact": 1.5})


def test_companies_below_follow_unless_they_have_their_own(gaps, sign_in):
    group, _vendor = gaps
    other = organizations.vendor("Elsewhere", group.b)
    assess(other, group.b, LEVELS)
    client = sign_in(group.ciso)
    set_threshold(client, group.b, "3.0/1.0")
    set_threshold(client, group.holding, "0.0/0.0")
    assert threshold_queries.threshold_of(group.a.id) == GapThreshold(0.0, 0.0)
    assert threshold_queries.threshold_of(group.b.id) == GapThreshold(3.0, 1.0)
    assert shown(client, "q=vendor") == ["Q3", "Q1", "Q4"]
    assert shown(client, "q=elsewhere") == ["Q3", "Q1"]
    assert (
        "The companies that sent the assessments use different thresholds." in client.get("/improvement/?lang=en").text
    )


def test_what_somebody_has_taken_up_stays_listed_below_the_threshold(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.owner)
    assign(client, [finding_of(vendor, "Q4").id], "small=y", owner=group.ciso)
    decide(client, finding_of(vendor, "Q1"), status="in_progress")
    set_threshold(client, group.a, "3.0/2.0")
    assert shown(client) == ["Q3", "Q1", "Q4"]
    assess(vendor, group.a, LEVELS)
    assert shown(client) == ["Q3", "Q1", "Q4"]


def test_each_choice_says_how_many_findings_it_lists(gaps, sign_in):
    group, _vendor = gaps
    page = sign_in(group.owner).get(f"/improvement/threshold?company={group.a.id}&lang=en").text
    numbers = dict(re.findall(r'value="([\d.]+/[\d.]+)"\s+(?:checked)?\s*aria-label="[^"]*"> (\d+)</label>', page))
    assert len(numbers) == len(LEVEL_STEPS) * len(IMPACT_STEPS)
    assert (numbers["0.0/0.0"], numbers["2.0/1.0"], numbers["2.0/1.5"], numbers["3.0/0.0"]) == ("3", "2", "1", "2")
    assert re.search(r'value="2.0/1.0"\s+checked', page)


@pytest.mark.parametrize("value", ["9.0/1.0", "", "x"])
def test_a_threshold_there_is_not_is_refused(gaps, sign_in, value):
    group, _vendor = gaps
    assert set_threshold(sign_in(group.owner), group.a, value).status_code == 422
    assert threshold_queries.threshold_of(group.a.id) == GapThreshold()


def test_only_who_reviews_for_a_company_sets_its_threshold(gaps, sign_in):
    group, _vendor = gaps
    for person in (group.auditor, group.manager_a):
        assert sign_in(person).get("/improvement/threshold").status_code == 403
        assert set_threshold(sign_in(person), group.a, "0.0/0.0").status_code == 403
    reviewer = accounts.person(Role.REVIEWER, group.b)
    assert sign_in(reviewer).get(f"/improvement/threshold?company={group.a.id}").status_code == 404
    assert set_threshold(sign_in(reviewer), group.a, "0.0/0.0").status_code == 404
    assert sign_in(reviewer).get("/improvement/threshold").status_code == 200
    assert threshold_queries.threshold_of(group.a.id) == GapThreshold()


def groups_of(client, args=""):
    page = client.get(f"/improvement/?lang=en&{args}").text
    return re.findall(r'<span class="finding-name"><strong>(.*?)</strong>', page), page


def test_findings_stand_by_organization_and_section_the_greatest_first(gaps, sign_in):
    group, _vendor = gaps
    small, big = organizations.vendor("Small", group.a), organizations.vendor("Big", group.a)
    assess(small, group.a, LEVELS | {"Q1": 2, "Q3": 4}, inherent_risk=1.0)
    assess(big, group.a, LEVELS | {"Q1": 0, "Q3": 4, "Q4": 0}, inherent_risk=1.0)
    names, page = groups_of(sign_in(group.ciso))
    assert names == ["Vendor", "Big", "Small"], "a gap below a minimum first, then the total impact"
    assert page.index("Incidents") < page.index("Rules"), "within the first vendor too"
    assert re.findall(r">(Q\d)\s+Thing", page) == ["Q3", "Q1", "Q1", "Q4", "Q1"]
    assert "total impact 4.0; 2 sections" in page
    assert "Below minimum; target level 4 (gap: 3); question weight 1; inherent risk 50 out of 100" in page


def test_a_section_leads_to_all_of_its_findings(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.ciso)
    link = f"organization={vendor.id}&section=outsourcing-vendor/S02&small=y"
    assert shown(client, link) == ["Q3", "Q4"]
    names, page = groups_of(client, "small=y")
    assert names == ["Vendor"]
    assert "section=outsourcing-vendor/S02" in page or "section=outsourcing-vendor%2FS02" in page


def test_both_views_turn_pages_and_keep_their_filters(gaps, sign_in):
    group, _vendor = gaps
    for number in range(queries.ROWS):
        assess(organizations.vendor(f"Further {number:02}", group.a), group.a, LEVELS | {"Q3": 4})
    client = sign_in(group.ciso)
    first, page = groups_of(client, "severity=high")
    assert len(first) == queries.ROWS
    assert re.search(
        r'rel="next" href="[^"]*severity=high[^"]*page=2|rel="next" href="[^"]*page=2[^"]*severity=high', page
    )
    second, _page = groups_of(client, "severity=high&page=2")
    assert len(second) == 1
    assert not set(first) & set(second)
    assert len(shown(client)) == queries.ROWS
    assert len(shown(client, "page=2")) == 2, "Q1 of all, and the first vendor's Q3"


def test_counts_of_a_group_are_those_of_its_list(gaps, sign_in):
    group, vendor = gaps
    _names, page = groups_of(sign_in(group.ciso), f"organization={vendor.id}")
    said = int(re.search(r"(\d+) findings", page)[1])
    assert said == len(shown(sign_in(group.ciso), f"organization={vendor.id}")) == 2
    assert db.session.query(Finding).count() == 3
