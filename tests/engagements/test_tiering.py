"""Engagements: tier and risk follow the facts, links follow the engagements, and a person may depart from the tier."""

from datetime import date

import pytest

from tests.builders import organizations
from tests.builders.clock import NOW
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Tier
from vendor_risk.domain.tiering.facts import ConfidentialData, Fact, VendorAccess
from vendor_risk.engagements import actions, explaining, queries, tiering
from vendor_risk.engagements.models import EngagementStatus
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.errors import Refused
from vendor_risk.organizations.models import Organization, Reach
from vendor_risk.supply_chain import queries as supply_chain_queries

AT = {"at": NOW, "actor": "user:1 Tester"}
CRITICAL = {"data_class": ConfidentialData.CONFIDENTIAL, "access": VendorAccess.REMOTE_PRIVILEGED}


def values(**facts):
    return EngagementValues(**({"service": "Hosting", "owner_name": "Owner"} | facts))


@pytest.fixture
def vendor(group):
    return organizations.vendor("Vendor", group.a)


def test_the_facts_give_the_tier_and_the_vendor_has_its_highest(group, vendor):
    low = actions.add("E-1", group.a.id, vendor.id, values(), **AT)
    assert (low.tier, vendor.tier, vendor.inherent_risk) == ("T3", "T3", low.inherent_risk)
    high = actions.add("E-2", group.b.id, vendor.id, values(service="Operation", **CRITICAL), **AT)
    assert (high.tier, vendor.tier, vendor.inherent_risk) == ("T1", "T1", high.inherent_risk)
    ended = values(service="Operation", status=EngagementStatus.ENDED, **CRITICAL)
    actions.change(high, "E-2", ended, version=high.version, **AT)
    assert (vendor.tier, vendor.inherent_risk) == ("T3", low.inherent_risk)


def test_a_vendor_without_running_engagements_has_no_tier(group, vendor):
    only = actions.add("E-1", group.a.id, vendor.id, values(), **AT)
    actions.change(only, "E-1", values(status=EngagementStatus.ENDED), version=only.version, **AT)
    assert (vendor.tier, vendor.inherent_risk) == (None, None)


def test_links_and_reach_follow_the_engagement(group, vendor):
    engagement = actions.add("E-1", group.a.id, vendor.id, values(), **AT)
    assert [(link.service, link.source) for link in supply_chain_queries.between(group.a.id, vendor.id)] == [
        ("Hosting", "contract")
    ]
    assert db.session.get(Reach, (group.a.id, vendor.id)).depth == 1
    actions.change(engagement, "E-1", values(service="Renamed"), version=engagement.version, **AT)
    assert [link.service for link in supply_chain_queries.between(group.a.id, vendor.id)] == ["Renamed"]
    ended = values(service="Renamed", status=EngagementStatus.ENDED)
    actions.change(engagement, "E-1", ended, version=engagement.version, **AT)
    assert supply_chain_queries.between(group.a.id, vendor.id) == []
    db.session.expire_all()
    assert db.session.get(Reach, (group.a.id, vendor.id)) is None


def test_another_tier_needs_a_reason_and_can_be_taken_back(group, vendor):
    engagement = actions.add("E-1", group.a.id, vendor.id, values(), **AT)
    with pytest.raises(Refused, match="Enter a reason"):
        actions.override_tier(engagement, Tier.T1, "  ", **AT)
    actions.override_tier(engagement, Tier.T1, "They hold our seal.", **AT)
    assert (engagement.tier, engagement.default_tier, vendor.tier) == ("T1", "T3", "T1")
    actions.change(engagement, "E-1", values(annual_spend=5), version=engagement.version, **AT)
    assert engagement.tier == "T1", "a change of facts keeps what a person decided"
    actions.remove_override(engagement, **AT)
    assert (engagement.tier, engagement.tier_override, engagement.tier_override_reason, vendor.tier) == (
        "T3", None, "", "T3"
    )  # fmt: skip
    told = [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert told[-4:] == [f"engagements.{verb}" for verb in ("add", "override_tier", "change", "remove_override")]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"owner_name": ""}, "Enter the owner of this engagement."),
        (
            {"contract_start": date(2026, 4, 1), "contract_end": date(2026, 3, 1)},
            "The contract end date is before the start date. Correct one of the dates.",
        ),
    ],
)
def test_what_cannot_be_is_refused(group, vendor, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.add("E-1", group.a.id, vendor.id, values(**wrong), **AT)


def test_nobody_supplies_itself_and_a_code_is_used_once(group, vendor):
    with pytest.raises(Refused, match="cannot be its own supplier"):
        actions.add("E-1", group.a.id, group.a.id, values(), **AT)
    actions.add("E-1", group.a.id, vendor.id, values(), **AT)
    with pytest.raises(Refused, match="already used by another engagement"):
        actions.add("E-1", group.b.id, vendor.id, values(), **AT)


def test_an_engagement_without_a_code_gets_one_of_its_own(group, vendor):
    codes = {actions.add("", group.a.id, vendor.id, values(service=f"S{n}"), **AT).code for n in range(3)}
    assert len(codes) == 3
    assert all(code.startswith("E-") for code in codes)


def test_ticked_facts_come_back_and_on_site_work_follows_from_the_access(group, vendor):
    stated = values(
        features=frozenset({Fact.CLOUD_SERVICE, Fact.SUBCONTRACTING}),
        denied=frozenset({Fact.CONTROL_SYSTEMS}),
        access=VendorAccess.ON_SITE,
    )
    stored = actions.add("E-1", group.a.id, vendor.id, stated, **AT)
    assert set(stored.facts) >= {"cloud_service", "subcontracting", "on_site_work"}
    assert tiering.values_of(stored) == stated


def test_what_nobody_said_is_stored_as_unknown_and_the_tier_as_the_least_it_can_be(group, vendor):
    stored = actions.add("E-1", group.a.id, vendor.id, values(data_class=ConfidentialData.CONFIDENTIAL), **AT)
    db.session.expire_all()
    assert (stored.personal_data, stored.access, stored.substitutability, stored.annual_spend) == (None,) * 4
    assert (stored.tier, stored.tier_could_be) == ("T2", "T1")
    assert stored.inherent_risk < stored.inherent_risk_could_be == 1.0
    assert "confidential_data" not in stored.missing_facts
    assert {"personal_data", "access", "tolerable_stoppage_hours", "control_systems"} <= set(stored.missing_facts)
    assert stored.facts_missing == len(stored.missing_facts) == 11
    assert set(stored.possible_facts) >= {"personal_data", "system_access", "critical_service", "control_systems"}
    kept = db.session.get(Organization, vendor.id)
    assert (kept.tier, kept.tier_could_be) == ("T2", "T1")
    assert (kept.inherent_risk, kept.inherent_risk_could_be) == (stored.inherent_risk, 1.0)


def test_a_tier_set_by_a_person_is_no_longer_open(group, vendor):
    stored = actions.add("E-1", group.a.id, vendor.id, values(), **AT)
    actions.override_tier(stored, Tier.T2, "Agreed with the owner.", **AT)
    assert (stored.tier, stored.tier_could_be) == ("T2", "T2")
    actions.remove_override(stored, **AT)
    assert (stored.tier, stored.tier_could_be) == ("T3", "T1")


def test_every_fact_of_a_decision_is_explained_in_both_languages():
    decision = tiering.decision(values(stoppage_hours=8, annual_spend=10**9, answer_access=True, **CRITICAL))
    explained = explaining.explain(decision, tiering.rules())
    assert [(line.yes, line.stated) for line in explained.answers] == [(True, False), (True, False), (True, True)]
    assert explained.answers[0].because.en == "The vendor holds confidential information."
    for lines, greatest in ((explained.impact, decision.impact), (explained.likelihood, decision.likelihood)):
        assert {line.level for line in lines if line.decides} == {greatest}
        assert all(line.reason.en and line.reason.ja and line.reason.en != line.reason.ja for line in lines)


def test_the_stored_risk_is_what_the_rules_say(group, vendor):
    stored = actions.add("E-1", group.a.id, vendor.id, values(**CRITICAL), **AT)
    decision = tiering.decision(stored)
    assert (stored.impact, stored.likelihood) == (decision.impact, decision.likelihood)
    assert stored.inherent_risk == decision.inherent == db.session.get(Organization, vendor.id).inherent_risk


def test_two_engagements_for_one_service_share_a_link_until_the_last_ends(group, vendor):
    one = actions.add("E-1", group.a.id, vendor.id, values(), **AT)
    actions.add("E-2", group.a.id, vendor.id, values(), **AT)
    assert len(supply_chain_queries.between(group.a.id, vendor.id)) == 1
    actions.change(one, "E-1", values(status=EngagementStatus.ENDED), version=one.version, **AT)
    assert len(supply_chain_queries.between(group.a.id, vendor.id)) == 1
    assert queries.running_between(group.a.id, vendor.id).keys() == {"Hosting"}
