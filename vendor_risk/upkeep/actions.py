"""Ending and deleting vendors and engagements, making vendors active again, and what is done of closing lists.

Each asks once more what hangs on them: between the page that said so and its button, others may have worked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

from flask_babel import gettext as _
from sqlalchemy import delete, update

from vendor_risk.assessments.links import actions as link_actions
from vendor_risk.assessments.links.invitation_actions import end_links
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.engagements import bulk_actions as engagement_bulk
from vendor_risk.engagements.models import Engagement
from vendor_risk.errors import Conflict, Refused
from vendor_risk.organizations.models import Organization, OrganizationStatus
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain.actions import rebuild_reach
from vendor_risk.upkeep import fates, hanging_queries, queries
from vendor_risk.upkeep.fates import Hinders, VendorFate
from vendor_risk.upkeep.models import ClosingState, EngagementClosing


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What is known of our data and the vendor's access when an engagement ends."""

    ended_on: date
    data: ClosingState = ClosingState.OPEN
    access: ClosingState = ClosingState.OPEN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who acts: where they may change the register and withdraw assessments, their name, and when."""

    edit: Scope
    issue: Scope
    actor: str
    at: datetime


def refuse_changed() -> NoReturn:
    """Conflict: what the page said is no longer so."""
    raise Conflict(_("The records have changed since you opened this page. Go back and check the selection again."))


def _still(vendors: Sequence[Organization], hinders: Hinders, by: Mandate) -> list[VendorFate]:
    """What hangs on each vendor now. Conflict when one of them has to be left as it is after all."""
    hanging = hanging_queries.hanging(by.edit, by.issue, [row.id for row in vendors], by.at)
    found = fates.of_vendors(vendors, hanging, hinders, by.edit)
    if any(fate.hindrance for fate in found):
        refuse_changed()
    return found


def _note(verb: str, vendor: Organization, by: Mandate, **details: object) -> None:
    home, code = vendor.home_company_id, vendor.code
    record(f"upkeep.{verb}", "organization", vendor.id, actor=by.actor, at=by.at, company_id=home, code=code, **details)


def end_vendors(vendors: Sequence[Organization], closing: ClosingFacts, *, withdraw: bool, by: Mandate) -> None:
    """End business with these vendors: their engagements and links end, new rounds leave them out, their findings wait
    no more. `withdraw` gives up the assessments whose answers are awaited; submitted ones can still be reviewed.
    """
    found = _still(vendors, fates.ending, by)
    ids = [row.id for row in vendors]
    if withdraw:
        for assessment in queries.awaited_assessments(by.issue, ids):
            link_actions.withdraw(assessment, actor=by.actor, at=by.at)
    for assessment in queries.every_assessment(ids):
        end_links(assessment, at=by.at)
    end_engagements(queries.running_of(by.edit, ids), closing, by=by)
    for fate in found:
        fate.vendor.status, fate.vendor.updated_at = OrganizationStatus.ENDED, by.at
        said = fate.hanging
        _note(
            "end_vendor", fate.vendor, by, engagements=said.engagements, links=said.links,
            withdrawn=said.running - said.submitted if withdraw else 0, findings=said.findings,
        )  # fmt: skip
    db.session.flush()


def resume_vendors(vendors: Sequence[Organization], *, by: Mandate) -> None:
    """Make ended vendors active again. Their engagements and links stay ended: each is resumed or sent again."""
    for fate in _still(vendors, fates.resuming, by):
        fate.vendor.status, fate.vendor.updated_at = OrganizationStatus.ACTIVE, by.at
        _note("resume_vendor", fate.vendor, by)
    db.session.flush()


def end_engagements(rows: Sequence[Engagement], closing: ClosingFacts, *, by: Mandate) -> None:
    """End these engagements, each with its closing list."""
    if not all(by.edit.covers(row.buyer_id) for row in rows):
        refuse_changed()
    for row in rows:
        known = db.session.get(EngagementClosing, row.id) or EngagementClosing(engagement_id=row.id)
        known.ended_on, known.ended_by = closing.ended_on, by.actor[:300]
        known.data, known.access, known.note = closing.data, closing.access, closing.note
        known.updated_at, known.updated_by = by.at, by.actor[:300]
        db.session.add(known)
    engagement_bulk.end_engagements(rows, at=by.at, actor=by.actor)


def close(row: EngagementClosing, data: ClosingState, access: ClosingState, note: str, *, by: Mandate) -> None:
    """Say what has become of our data and the vendor's access. A point that is done says how that is known."""
    if ClosingState.DONE in {data, access} and not note.strip():
        raise Refused(
            _(
                "Enter how this was confirmed, for example by giving the number of a certificate of destruction or "
                "of a ticket."
            )
        )
    row.data, row.access, row.note = data, access, note.strip()
    row.updated_at, row.updated_by = by.at, by.actor[:300]
    company_id = row.engagement.buyer_id
    record(
        "upkeep.close", "engagement", row.engagement_id, actor=by.actor, at=by.at, company_id=company_id,
        data=str(data), access=str(access),
    )  # fmt: skip


def delete_engagements(rows: Sequence[Engagement], *, by: Mandate) -> None:
    """Delete engagements that were never relied on. Conflict when one of them must be kept."""
    kept = hanging_queries.engagements_kept(rows)
    if any(fate.hindrance for fate in fates.of_engagements(rows, by.edit, delete=True, kept=kept)):
        refuse_changed()
    engagement_bulk.delete_engagements(rows, at=by.at, actor=by.actor)


def delete_vendors(vendors: Sequence[Organization], *, by: Mandate) -> None:
    """Delete vendors on which nothing hangs that must be kept, with contacts, engagements and supply links."""
    found = _still(vendors, fates.deleting, by)
    for fate in found:
        said = fate.hanging
        _note(
            "delete_vendor", fate.vendor, by, name=fate.vendor.name, contacts=said.contacts,
            engagements=said.engagements + said.ended_engagements, suppliers=said.suppliers,
        )  # fmt: skip
    ids = [row.id for row in vendors]
    engagement_bulk.delete_engagements(queries.every_of(by.edit, ids), at=by.at, actor=by.actor)
    forget_organizations(ids)
    rebuild_reach()


def forget_organizations(ids: Iterable[int]) -> None:
    """Take organizations with all that goes along with them out of the database; nothing else may name them."""
    gone = sorted(set(ids))
    for first in range(0, len(gone), 500):
        part = gone[first : first + 500]
        alone = update(Organization).where(Organization.id.in_(part)).values(parent_id=None, home_company_id=None)
        db.session.execute(alone.execution_options(synchronize_session=False))  # they may name each other
    for first in range(0, len(gone), 500):
        part = gone[first : first + 500]
        for table, column in hanging_queries.naming_columns():
            if f"{table.name}.{column.name}" in hanging_queries.GO_ALONG - {"engagement.supplier_id"}:
                db.session.execute(delete(table).where(column.in_(part)))
        db.session.execute(
            delete(Organization).where(Organization.id.in_(part)).execution_options(synchronize_session=False)
        )
    db.session.expire_all()
