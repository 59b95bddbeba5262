"""What hangs on vendors and engagements: counted before they are ended or deleted, and what keeps them from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Table, func, or_, select

from vendor_risk.assessments.models import Assessment, AssessmentStatus, Evidence, Invitation, Result
from vendor_risk.assessments.states import RUNNING, WITH_REVIEWER
from vendor_risk.database import Base, Query, db
from vendor_risk.declarations.models import Declaration
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.improvement.models import Finding
from vendor_risk.improvement.queries import to_work_on
from vendor_risk.organizations.models import Contact
from vendor_risk.permissions import Scope
from vendor_risk.supply_chain.models import SupplyLink
from vendor_risk.upkeep.models import EngagementClosing

GO_ALONG = frozenset(
    {
        "contact.organization_id",
        "distinct_pair.first_id",
        "distinct_pair.second_id",
        "engagement.supplier_id",
        "reach.company_id",
        "reach.organization_id",
        "supply_link.buyer_id",
        "supply_link.supplier_id",
        "supply_link_version.buyer_id",
        "supply_link_version.supplier_id",
    }
)
"""Columns ("table.column") whose rows go with the organization they name. Rows of every other column keep it."""
_CHUNK = 500


@dataclass(slots=True)
class Hanging:
    """What hangs on a vendor. Numbers of rows; `kept` is by table."""

    engagements: int
    """That run or are planned, of companies the person may change."""
    ended_engagements: int
    elsewhere: int
    """Engagements that run or are planned, and assessments in progress, of other companies of the group."""
    others: int
    """Engagements of other companies of the group, ended ones among them."""
    running: int
    """Assessments in progress of companies the person may ask for, with those that wait for review."""
    submitted: int
    """Those of them that wait for review."""
    links: int
    """Links to assessments that work today."""
    contacts: int
    findings: int
    """That wait for somebody: what every page counts as open."""
    evidence: int
    declared: int
    """Subcontractors it declared, whatever became of them."""
    suppliers: int
    """Supply links it has besides contracts, on either side."""
    results: int
    kept: dict[str, int]
    """What must be kept, so that the vendor cannot be deleted: rows by table."""


def naming_columns(table: str = "organization") -> Iterator[tuple[Table, Column[int]]]:
    """Every column that names a row of this table, with its own table."""
    for found in Base.metadata.tables.values():
        for column in found.columns:
            if any(key.column.table.name == table for key in column.foreign_keys):
                yield found, column


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    every = sorted(set(ids))
    return (every[first : first + _CHUNK] for first in range(0, len(every), _CHUNK))


def _numbers(query: Query, column: Column[int], ids: Sequence[int]) -> Counter[int]:
    """How many rows of the query name each of these ids; `query` selects the column and a count."""
    found: Counter[int] = Counter()
    for part in _parts(ids):
        for row in db.session.execute(query.where(column.in_(part)).group_by(column)):
            found[row[0]] += row[1]
    return found


def kept_rows(ids: Sequence[int], but: Iterable[str] = ()) -> dict[int, dict[str, int]]:
    """Rows that must be kept and name these organizations: id → table → number. `but`: columns besides `GO_ALONG`."""
    found: dict[int, dict[str, int]] = {number: {} for number in ids}
    for table, column in naming_columns():
        if f"{table.name}.{column.name}" in GO_ALONG.union(but):
            continue
        for number, rows in _numbers(select(column, func.count()), column, ids).items():
            found[number][table.name] = found[number].get(table.name, 0) + rows
    return found


def hanging(edit: Scope, issue: Scope, ids: Sequence[int], at: datetime) -> dict[int, Hanging]:
    """What hangs on each of these vendors (which may be changed), for who may change engagements of `edit` and
    withdraw assessments of `issue`.
    """
    a, e, t = Assessment, Engagement, Evidence
    mine, asking = sorted(edit.companies), sorted(issue.companies)
    goes_on = e.status != EngagementStatus.ENDED
    runs = a.status.in_(sorted(RUNNING))
    of = select(a.organization_id, func.count(a.id))
    links = select(a.organization_id, func.count(Invitation.id)).join(Invitation, Invitation.assessment_id == a.id)
    live = (Invitation.revoked_at.is_(None), Invitation.expires_at > at)
    files = select(a.organization_id, func.count(t.id)).join(t, t.assessment_id == a.id)
    sold = select(e.supplier_id, func.count(e.id))
    f, r = Finding, Result
    asked = {
        "engagements": (sold.where(e.buyer_id.in_(mine), goes_on), e.supplier_id),
        "ended_engagements": (sold.where(e.buyer_id.in_(mine), ~goes_on), e.supplier_id),
        "others": (sold.where(e.buyer_id.not_in(mine)), e.supplier_id),
        "elsewhere_bought": (sold.where(e.buyer_id.not_in(mine), goes_on), e.supplier_id),
        "elsewhere_asked": (of.where(a.issuer_id.not_in(asking), runs), a.organization_id),
        "running": (of.where(a.issuer_id.in_(asking), runs), a.organization_id),
        "submitted": (of.where(a.issuer_id.in_(asking), a.status.in_(sorted(WITH_REVIEWER))), a.organization_id),
        "links": (links.where(*live), a.organization_id),
        "contacts": (select(Contact.organization_id, func.count()), Contact.organization_id),
        "findings": (select(f.organization_id, func.count()).where(to_work_on()), f.organization_id),
        "evidence": (files, a.organization_id),
        "declared": (select(Declaration.vendor_id, func.count()), Declaration.vendor_id),
        "results": (select(r.organization_id, func.count()).where(r.provisional.is_(False)), r.organization_id),
    }
    found = {name: _numbers(query, column, ids) for name, (query, column) in asked.items()}  # type: ignore[arg-type]
    suppliers, kept = _further_links(ids), kept_rows(ids)
    lists = select(e.supplier_id, func.count()).join(EngagementClosing, EngagementClosing.engagement_id == e.id)
    for number, rows in _numbers(lists, e.supplier_id, ids).items():  # type: ignore[arg-type]
        kept[number][EngagementClosing.__tablename__] = rows
    for number, tables in kept.items():  # provisional ones are counted nowhere else either
        if tables.pop(r.__tablename__, 0) and found["results"][number]:
            tables[r.__tablename__] = found["results"][number]
    return {
        number: Hanging(
            **{name: found[name][number] for name in asked if not name.startswith("elsewhere")},
            elsewhere=found["elsewhere_bought"][number] + found["elsewhere_asked"][number],
            suppliers=suppliers[number],
            kept=kept[number],
        )
        for number in ids
    }


def _further_links(ids: Sequence[int]) -> Counter[int]:
    """Supply links besides contracts that name each of these organizations on either side."""
    k, found = SupplyLink, Counter[int]()
    for column in (k.buyer_id, k.supplier_id):
        query = select(column, func.count()).where(k.engagement_id.is_(None))
        found += _numbers(query, column, ids)  # type: ignore[arg-type]
    return found


def engagements_kept(rows: Sequence[Engagement]) -> dict[int, str]:
    """Those of these engagements that must be kept, with the reason: "closing" list, or "asked" on what it says."""
    found: dict[int, str] = {}
    for part in _parts(row.id for row in rows):
        lists = db.session.scalars(
            select(EngagementClosing.engagement_id).where(EngagementClosing.engagement_id.in_(part))
        )
        found |= dict.fromkeys(lists, "closing")
    a, e = Assessment, Engagement
    since = or_(a.issued_at >= e.created_at, a.created_at >= e.created_at)
    for part in _parts(row.id for row in rows):
        query = select(e.id).join(a, a.organization_id == e.supplier_id).where(e.id.in_(part), since)
        for number in db.session.scalars(query.where(a.status != AssessmentStatus.DRAFT).distinct()):
            found.setdefault(number, "asked")
    return found
