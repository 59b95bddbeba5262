"""Snapshots: made once however many ask, good until what they are made of changes, and renewed beside the pages."""

import re
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from tests.builders import assessments, organizations
from tests.builders.assessments import level, put, visitor
from tests.builders.clock import NOW
from vendor_risk.audit.actions import record
from vendor_risk.database import chain_version, db
from vendor_risk.database.bulk_sql import update_many
from vendor_risk.domain.questionnaires import Tier
from vendor_risk.engagements import actions as engagement_actions
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.exposure import queries, refresher
from vendor_risk.exposure.analysis.answers import chain_answers
from vendor_risk.exposure.analysis.cache import Store
from vendor_risk.exposure.refresher import PATIENCE_SECONDS, Pause
from vendor_risk.organizations import actions as organization_actions
from vendor_risk.organizations.actions import ContactFacts, OrganizationFacts
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain import actions as supply_chain_actions
from vendor_risk.supply_chain.actions import LinkFacts
from vendor_risk.supply_chain.models import LinkSource

BY = {"at": NOW + timedelta(days=1), "actor": "user:1 Tester"}


def test_many_who_ask_at_once_wait_for_one_making() -> None:
    store, made, together = Store(), [], threading.Barrier(8)

    def make():
        time.sleep(0.05)
        made.append(1)
        return object()

    def ask(found):
        together.wait()
        found.append(store.get("name", lambda: 1, make))

    found: list[object] = []
    threads = [threading.Thread(target=ask, args=(found,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(found) == 8
    assert len({id(one) for one in found}) == 1


def test_another_version_is_made_anew_and_the_least_lately_made_forgotten() -> None:
    store = Store()
    assert [store.get("a", lambda: 1, lambda: "old"), store.get("a", lambda: 2, lambda: "new")] == ["old", "new"]
    for number in range(30):
        store.get(number, lambda: 2, str)
    assert len(store.found) == len(store.making) == len(store.asked) == 24
    assert store.old(2, 0.0) == []
    assert store.old(3, 0.0) == [29, 28, 27, 26]
    assert store.old(3, time.monotonic() + 60) == []


def test_what_does_not_change_the_chain_leaves_snapshots_good(app, group) -> None:
    assessment, token = assessments.issued(group)
    scope = Scope(frozenset({group.a.id}))
    before = queries.snapshot(scope)
    put(visitor(app, token), "A-1", level(3))
    record("accounts.sign_in", "user", 1, **BY)
    contact = ContactFacts("A", "a@vendor.example")
    db.session.commit()
    assert queries.snapshot(scope) is before
    organization_actions.save_contact(assessment.organization, None, contact, **BY)
    db.session.commit()
    assert queries.snapshot(scope) is before


@pytest.fixture
def chain(group):
    vendor, deep = organizations.vendor("Acme", group.a), organizations.vendor("Deep", group.a)
    engagement = engagement_actions.add("E-1", group.a.id, vendor.id, EngagementValues("hosting", owner_name="O"), **BY)
    facts = LinkFacts("parts", LinkSource.DECLARED, 1.0, None, NOW.date())
    link = supply_chain_actions.add_link(vendor.id, deep.id, facts, **BY)
    db.session.commit()
    return vendor, deep, engagement, link, facts


CHANGES = {
    "weight": lambda c: supply_chain_actions.state_weight(c[3], 0.9, "because", **BY),
    "link gone": lambda c: supply_chain_actions.remove_link(c[3], **BY),
    "link added": lambda c: supply_chain_actions.add_link(c[1].id, c[0].id, c[4], **BY),
    "tier": lambda c: engagement_actions.override_tier(c[2], Tier.T1, "because", **BY),
    "country": lambda c: organization_actions.change(
        c[0], c[0].code, OrganizationFacts("Acme", country="DE"), version=c[0].version, **BY
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_snapshot_is_made_of_makes_it_old(group, chain, change) -> None:
    scope = Scope(frozenset({group.a.id}))
    before = queries.snapshot(scope)
    CHANGES[change](chain)
    db.session.commit()
    assert queries.snapshot(scope) is not before


FOREIGN = {
    "an object": lambda c: setattr(c[0], "country", "DE"),
    "a statement": lambda c: db.session.execute(
        update(Organization).where(Organization.id == c[0].id).values(country="DE")
    ),
    "many rows": lambda c: update_many(Organization, [(c[0].id, {"country": "DE"})]),
    "in a savepoint": lambda c: in_a_savepoint(c[0]),
}


def in_a_savepoint(vendor):
    with db.session.begin_nested():
        vendor.country = "DE"


@pytest.mark.parametrize("way", FOREIGN)
def test_a_change_under_a_foreign_name_makes_a_snapshot_old(group, chain, way) -> None:
    scope = Scope(frozenset({group.a.id}))
    before = queries.snapshot(scope)
    FOREIGN[way](chain)
    record("accounts.sign_in", "user", 1, **BY)
    db.session.commit()
    assert "DE" in queries.snapshot(scope).country
    assert "DE" not in before.country


def test_a_change_that_was_rolled_back_leaves_snapshots_good(group, chain) -> None:
    scope = Scope(frozenset({group.a.id}))
    before = queries.snapshot(scope)
    chain[0].country = "DE"
    db.session.flush()
    db.session.rollback()
    record("accounts.sign_in", "user", 1, **BY)
    db.session.commit()
    assert queries.snapshot(scope) is before


def test_every_table_a_snapshot_is_read_from_raises_its_version(group, chain) -> None:
    read = []
    engine = db.engine

    def note(_connection, _cursor, statement, *_more):
        read.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    queries.read(Scope(frozenset({group.a.id})))
    event.remove(engine, "before_cursor_execute", note)
    named = {name for statement in read for name in re.findall(r"(?:FROM|JOIN) (\w+)", statement)}
    silent = {name for name in named if not chain_version.raised_by(name)}
    assert "reach" in named
    assert silent == set(), "say `raises_chain_version = True` in these models"


def test_what_was_asked_for_is_renewed_with_what_the_first_screens_show(group, chain, monkeypatch) -> None:
    scope = Scope(frozenset({group.a.id}))
    before = queries.snapshot(scope)
    assert refresher.renew() == 0
    CHANGES["weight"](chain)
    db.session.commit()
    assert refresher.renew() == 1
    made = queries.snapshot(scope)
    assert made is not before
    assert {"measures", "unknown", "rests", "hidden", "singles", "spreads"} <= set(made.answers)
    with monkeypatch.context() as patch:
        patch.setattr(Session, "scalar", None)  # nothing is left to be asked
        assert chain_answers(made).spreads == made.answers["spreads"]
    assert queries.outdated(time.monotonic() + 60) == []


def test_the_renewer_waits_for_a_pause_but_not_for_ever() -> None:
    pause = Pause()
    assert not pause.now("v1", 0.0)
    assert not pause.now("v2", 2.0)
    assert pause.now("v2", 4.0)
    busy = Pause()
    moments = [at for at in range(0, 40, 2) if busy.now(at, float(at))]
    assert moments == [PATIENCE_SECONDS]


def test_the_thread_ends_when_it_is_told_to(app) -> None:
    stop = threading.Event()
    thread = refresher.start(app, stop)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
