"""Makes the demo: invents a world and drives it through the application as people would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import MetaData, inspect, select
from sqlalchemy.orm import undefer

from vendor_risk import paths, web
from vendor_risk.assessments.links.invitation_actions import LINK_PATH
from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.audit.actions import record
from vendor_risk.audit.models import AuditEvent
from vendor_risk.changes import actions as change_actions
from vendor_risk.content import load_library
from vendor_risk.database import db, upgrade_tables
from vendor_risk.database.bulk_sql import update_many
from vendor_risk.demo import bulk, foreign, subcontractors
from vendor_risk.demo.fiction.chain import invent
from vendor_risk.demo.fiction.plan import TOKYO, PlannedOrganization, Planner
from vendor_risk.demo.fiction.register_book import bring_in, register_book
from vendor_risk.demo.fiction.words import COMPANIES
from vendor_risk.demo.fiction.world import DemoVendor, World
from vendor_risk.demo.people import ACTOR, add_accounts, anybody_else
from vendor_risk.demo.rounds import Rounds
from vendor_risk.notifications.links import Site
from vendor_risk.notifications.models import MailStatus, OutboxMail
from vendor_risk.notifications.texts import blotted
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.permissions import Role
from vendor_risk.questionnaires import actions as questionnaire_actions

DONE = "demo.build"
"""The audit event that says that the demo is complete."""
SMALL, OFTEN = 50, 400
"""Between these numbers of vendors many respondents fill in workbooks and save answers one by one. Below few do, so
that tests are quick; above all answer at once."""
ACTING = 300
"""Of a big world, so many direct vendors go through every step; what the others leave behind is stored in bulk."""
KEPT_EVERY = timedelta(days=25)
"""How often the demo keeps the state of the chain, of which the page of changes tells."""
Tell = Callable[[str, int, int], None]
"""Told what is being done, how much of it is, and how much there is."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where a newcomer can answer as a vendor: a fresh link in each language, None when there is none."""

    en: str | None
    ja: str | None


def is_complete() -> bool:
    """Whether the database holds a complete demo."""
    if not inspect(db.engine).has_table(AuditEvent.__tablename__):
        return False
    return bool(db.session.scalar(select(AuditEvent.id).where(AuditEvent.action == DONE).limit(1)))


def holds_more() -> bool:
    """Whether the database holds what is not the demo's, so that it must not be touched."""
    if not inspect(db.engine).has_table("user"):
        return False
    ours = [plan.code for plan in COMPANIES]
    others = select(Organization.id).where(
        Organization.kind == OrganizationKind.GROUP_COMPANY, Organization.code.not_in(ours)
    )
    return anybody_else() or bool(db.session.scalar(others.limit(1)))


def clear() -> None:
    """Forget everything: all tables and all kept files. Ask `holds_more` first."""
    db.session.remove()
    present = MetaData()
    present.reflect(db.engine)
    present.drop_all(db.engine)
    shutil.rmtree(web.settings().files, ignore_errors=True)


def build(vendors: int, seed: int, now: datetime, tell: Tell) -> None:
    """A demo of that many vendors in the (empty) database, complete at `now`."""
    tell("tables and questionnaires", 0, 1)
    upgrade_tables()
    begun = now - timedelta(days=460)
    questionnaire_actions.sync(load_library(paths.QUESTIONNAIRES), actor=ACTOR, at=begun)
    db.session.commit()
    tell("register", 0, 1)
    world = invent(vendors, seed, now.astimezone(TOKYO).date())
    bring_in(register_book(world), at=begun)
    actors = add_accounts(begun + timedelta(hours=1))
    db.session.commit()
    campaigns, rest = bulk.split(_planner(world, now, seed).campaigns(), _acting(world))
    rounds = Rounds(campaigns, Site.of(web.settings()), actors, seed)
    total = rounds.steps
    kept_until = begun
    for done, at in enumerate(rounds.play(), start=1):
        tell(f"{at:%Y-%m-%d}", min(done, total), total)
        if at - kept_until >= KEPT_EVERY:
            change_actions.keep(at=at, actor=ACTOR)
            kept_until = at
    unknown = {vendor.code for vendor in world.vendors if vendor.contact is None}
    others = [pair for pair in rest if pair[1].organization.code not in unknown]
    bulk.store(others, seed, lambda done, total: tell("all other vendors", done, total))
    tell("Excel files of another customer", 0, 1)
    foreign.bring_in(world, seed, at=now - timedelta(hours=1), actor=actors[Role.PROCUREMENT])
    subcontractors.declare(now)
    _post(now - timedelta(days=2))
    record(DONE, "demo", seed, actor=ACTOR, at=now, vendors=vendors)
    db.session.commit()


def _acting(world: World) -> set[str]:
    """Who goes through every step: the group, and all vendors, or as many of a big world as are still quick."""
    direct = [vendor.code for vendor in world.direct]
    return {plan.code for plan in COMPANIES} | set(direct if len(world.vendors) <= OFTEN else direct[:ACTING])


def _planner(world: World, now: datetime, seed: int) -> Planner:
    tiers = {row.code: row.tier for row in db.session.execute(select(Organization.code, Organization.tier))}

    def asked(vendor: DemoVendor) -> PlannedOrganization:
        return PlannedOrganization(vendor.code, tiers[vendor.code], vendor.quality, vendor.language)

    companies = [PlannedOrganization(p.code, None, p.quality, "ja" if p.country == "JP" else "en") for p in COMPANIES]
    other = next(p for p in world.vendors if p.depth == 2 and p is not world.cloud and p.contact is not None)
    deep = (asked(world.cloud), asked(world.backup), asked(other))
    planner = Planner(companies, [asked(vendor) for vendor in world.direct], deep, now, seed)
    if len(world.vendors) < SMALL:
        planner.workbook_share = planner.one_by_one_share = 0.15
    elif len(world.vendors) > OFTEN:
        planner.workbook_share = planner.one_by_one_share = 0.0
    return planner


def _post(until: datetime) -> None:
    """Mail from before `until` counts as sent when it was written, as it would have been; its links are blotted out."""
    old = select(OutboxMail.id, OutboxMail.kind, OutboxMail.body, OutboxMail.created_at)
    rows = db.session.execute(old.where(OutboxMail.created_at < until)).all()
    update_many(
        OutboxMail,
        [
            (row.id, {"status": MailStatus.SENT, "sent_at": row.created_at, "body": blotted(row.kind, row.body)})
            for row in rows
        ],
    )


def fresh_links() -> Links:
    """A link of today's newcomers in each language, from their mail in the outbox."""
    found: dict[str, str] = {}
    mails = (
        select(OutboxMail)
        .join(Assessment, Assessment.id == OutboxMail.assessment_id)
        .where(OutboxMail.status == MailStatus.QUEUED, Assessment.status == AssessmentStatus.ISSUED)
        .options(undefer(OutboxMail.body))
        .order_by(OutboxMail.id.desc())
        .limit(40)
    )
    for mail in db.session.scalars(mails):
        link = re.search(rf"https?://\S+{re.escape(LINK_PATH)}\S+", mail.body)
        if link is not None and mail.language not in found:
            found[mail.language] = link[0]
    return Links(found.get("en"), found.get("ja"))
