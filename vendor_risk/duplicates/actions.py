"""Every change about duplicates: merge two records, undo it, say that two are two."""

from __future__ import annotations

from datetime import datetime

import msgspec
from flask_babel import gettext as _
from sqlalchemy import func, select, update

from vendor_risk.assessments.results.actions import settle_current
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.duplicates import queries, repointing_actions
from vendor_risk.duplicates.models import DistinctPair, OrganizationMerge
from vendor_risk.duplicates.repointing_actions import MergeJournal
from vendor_risk.engagements.actions import refresh_organizations
from vendor_risk.errors import Conflict, Refused
from vendor_risk.organizations.actions import derived
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind
from vendor_risk.supply_chain import history_actions
from vendor_risk.supply_chain.actions import rebuild_reach

FILLED = ("name_en", "name_ja", "corporate_number", "lei", "industry", "employees", "website", "name_kana", "address")
"""Facts the record that stays takes from the other where it has none."""


def _company(organization: Organization) -> int | None:
    return organization.id if organization.kind == OrganizationKind.GROUP_COMPANY else organization.home_company_id


def _check(kept: Organization, gone: Organization) -> None:
    if kept.id == gone.id:
        raise Refused(_("These are the same record. Select two different records."))
    if gone.kind == OrganizationKind.GROUP_COMPANY:
        raise Refused(
            _("A group company cannot be merged into another record. Keep the group company’s record instead.")
        )
    if kept.merged_into_id or gone.merged_into_id:
        raise Conflict(_("One of these records has already been merged. Open the list of possible duplicates again."))
    codes = queries.between(kept.id, gone.id)
    if codes:
        raise Refused(
            _(
                "These two organisations have engagements with each other (%(codes)s), so they cannot be "
                "merged. If these engagements are wrong, correct them first.",
                codes=", ".join(codes[:5]),
            )
        )


def merge(kept: Organization, gone: Organization, *, reason: str, at: datetime, actor: str) -> OrganizationMerge:
    """Make two records one: all that hangs on `gone` moves to `kept`, which fills its blanks from it.

    `gone` is kept for undoing and shown no more; its code leads to `kept`. Refused when both are group companies or do
    business with each other.
    """
    _check(kept, gone)
    links = repointing_actions.move_links(gone.id, kept.id)
    contacts = repointing_actions.move_contacts(gone.id, kept.id)
    moved = repointing_actions.move_rows(gone.id, kept.id) | links.moved | {"contact.organization_id": contacts}
    facts = _fill(kept, gone, at)
    gone.merged_into_id = kept.id
    db.session.flush()
    _settle(kept.id, gone.id, at, actor)
    overtaken = repointing_actions.overtaken(links.stated)
    row = OrganizationMerge(
        kept_id=kept.id, gone_id=gone.id, reason=reason.strip(), at=at, actor=actor,
        journal=msgspec.to_builtins(MergeJournal(moved, links.dropped, overtaken, facts)),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _record("merge", row, at, actor, reason=reason.strip(), moved={key: len(ids) for key, ids in moved.items() if ids})
    return row


def _fill(kept: Organization, gone: Organization, at: datetime) -> dict[str, str | int]:
    filled = {name: getattr(gone, name) for name in FILLED if not getattr(kept, name) and getattr(gone, name)}
    for name, value in filled.items():
        setattr(kept, name, value)
    _rename(kept, at)
    return filled


def _rename(organization: Organization, at: datetime) -> None:
    """Bring what is kept for searching up to date."""
    facts = {name: getattr(organization, name) for name in ("name", "name_en", "name_ja", "corporate_number", "lei")}
    for name, value in derived(organization.code, facts).items():
        setattr(organization, name, value)
    organization.updated_at = at


def _settle(kept_id: int, gone_id: int, at: datetime, actor: str) -> None:
    """Bring up to date what follows from what moved: contract links, current results, tiers, reach."""
    repointing_actions.follow((kept_id, gone_id), at, actor)
    settle_current([kept_id, gone_id])
    refresh_organizations([kept_id, gone_id])
    history_actions.note(at=at, actor=actor)
    rebuild_reach()
    db.session.expire_all()


def undo(row: OrganizationMerge, *, at: datetime, actor: str) -> None:
    """Take two records apart again: what moved goes back, what came since stays where it is."""
    if row.undone_at is not None:
        raise Conflict(_("This merge has already been undone."))
    if row.kept.merged_into_id is not None:
        raise Refused(_("The record that was kept has since been merged into another one. Undo that merge first."))
    kept, gone, journal = row.kept, row.gone, msgspec.convert(row.journal, MergeJournal)
    for name, value in journal.facts.items():
        if getattr(kept, name) == value:
            setattr(kept, name, None)
    _rename(kept, at)
    gone.merged_into_id, row.undone_at, row.undone_by = None, at, actor
    db.session.flush()
    repointing_actions.move_back(journal.moved, gone.id, kept.id)
    repointing_actions.restore_links(journal.dropped)
    repointing_actions.follow((kept.id, gone.id), at, actor)
    repointing_actions.restore_links(journal.stated)
    for organization_id in (kept.id, gone.id):
        _one_primary(organization_id)
    _settle(kept.id, gone.id, at, actor)
    _record("undo", row, at, actor)


def _one_primary(organization_id: int) -> None:
    """Somebody to write to, where there is anybody."""
    primary = select(func.count()).where(Contact.organization_id == organization_id, Contact.primary.is_(True))
    if not db.session.scalar(primary):
        first = select(func.min(Contact.id)).where(Contact.organization_id == organization_id).scalar_subquery()
        db.session.execute(
            update(Contact).where(Contact.id == first).values(primary=True).execution_options(synchronize_session=False)
        )


def keep_apart(first: Organization, second: Organization, *, at: datetime, actor: str) -> DistinctPair:
    """Say that two records are two organizations: they are not proposed any more."""
    if first.id == second.id:
        raise Refused(_("These are the same record. Select two different records."))
    known = queries.pair(first.id, second.id)
    if known is not None:
        return known
    low, high = sorted((first.id, second.id))
    row = DistinctPair(first_id=low, second_id=high, at=at, actor=actor)
    db.session.add(row)
    db.session.flush()
    details = {"first": low, "second": high}
    record("duplicates.keep_apart", "organization", low, actor=actor, at=at, company_id=_company(first), **details)
    return row


def reconsider(row: DistinctPair, *, at: datetime, actor: str) -> None:
    """Propose a pair again that was said to be two."""
    first = db.session.get_one(Organization, row.first_id)
    details = {"first": row.first_id, "second": row.second_id}
    company_id = _company(first)
    db.session.delete(row)
    record("duplicates.reconsider", "organization", first.id, actor=actor, at=at, company_id=company_id, **details)


def _record(verb: str, row: OrganizationMerge, at: datetime, actor: str, **details: object) -> None:
    parties = {"kept": row.kept_id, "gone": row.gone_id, "merge": row.id}
    company_id = _company(row.kept)
    record(
        f"duplicates.{verb}", "organization", row.kept_id, actor=actor, at=at, company_id=company_id,
        **parties, **details,
    )  # fmt: skip
