"""Three vendors send a questionnaire they filled in for another customer; it is read, looked at and imported."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from vendor_risk.database import db
from vendor_risk.demo.fiction.foreign_book import FILE_NAME, foreign_book
from vendor_risk.demo.fiction.world import World
from vendor_risk.domain.questionnaires import NaDecision
from vendor_risk.imports.foreign import actions as foreign_import_actions
from vendor_risk.imports.foreign import assessment_actions as foreign_assessment_actions
from vendor_risk.organizations.models import Organization
from vendor_risk.reviews import actions as review_actions
from vendor_risk.workbook import read_workbook

SENDERS = 3


def bring_in(world: World, seed: int, *, at: datetime, actor: str) -> int:
    """Import the workbooks; two are accepted at once, one waits for its review. How many."""
    codes = [vendor.code for vendor in world.direct if vendor.contact is not None][1 : SENDERS + 1]
    vendors = {vendor.code: vendor for vendor in world.direct}
    issuer = db.session.scalars(select(Organization).where(Organization.code == "HNM")).one()
    for place, code in enumerate(codes):
        vendor = vendors[code]
        organization = db.session.scalars(select(Organization).where(Organization.code == code)).one()
        data = foreign_book(vendor.name.en, vendor.quality, f"{seed}/{code}/foreign")
        opened, moment = (
            foreign_import_actions.open_file(read_workbook(data, FILE_NAME)),
            at + timedelta(minutes=7 * place),
        )
        batch = foreign_import_actions.take_in(
            opened, data, organization=organization, issuer=issuer, at=moment, actor=actor
        )
        label = str(at.year)
        decided = moment + timedelta(minutes=3)
        assessment = foreign_assessment_actions.apply(batch, opened, round_label=label, at=decided, actor=actor)
        if place:
            claims = dict.fromkeys(review_actions.open_claims(assessment), NaDecision.ACCEPTED)
            review_actions.decide_claims(assessment, claims, actor=actor, at=decided)
            review_actions.accept(assessment, actor=actor, at=decided)
    db.session.commit()
    return len(codes)
