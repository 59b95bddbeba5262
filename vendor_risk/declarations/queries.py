"""Questions about declarations: those of one invitation for the portal, those that wait for a person's decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import contains_eager, joinedload

from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.database import Query, db
from vendor_risk.declarations.models import Declaration, DeclarationState, NoSubcontractors
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.queries import code_taken, visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.web.paging import Page, clamp

PAGE = 25


def decider(row: Declaration) -> int:
    """The group company whose people decide: the one that looks after the vendor, else the one that asked."""
    return row.vendor.home_company_id or row.assessment.issuer_id if row.vendor else row.assessment.issuer_id


def may_decide(scope: Scope, row: Declaration) -> bool:
    """Whether somebody with this scope decides on it."""
    return scope.covers(decider(row))


def _same_asker(assessment: Assessment) -> ColumnElement[bool]:
    """What this vendor declared to this company, in whichever round."""
    asked = select(Assessment.id).where(
        Assessment.organization_id == assessment.organization_id, Assessment.issuer_id == assessment.issuer_id
    )
    return and_(Declaration.vendor_id == assessment.organization_id, Declaration.assessment_id.in_(asked))


def of_invitation(assessment: Assessment) -> Sequence[Declaration]:
    """What the vendor of this assessment has declared to the company that asks, the newest first (portal)."""
    query = select(Declaration).where(_same_asker(assessment)).options(joinedload(Declaration.assessment))
    return db.session.scalars(query.order_by(Declaration.id.desc())).all()


def none_said(assessment: Assessment) -> NoSubcontractors | None:
    """That this vendor said, through this assessment, that it uses no subcontractors; None when it did not."""
    return db.session.get(NoSubcontractors, assessment.id)


def is_answered(assessment: Assessment) -> bool:
    """Whether subcontractors were named, or "none" was said. Nothing said is no answer."""
    d = Declaration
    return none_said(assessment) is not None or bool(
        db.session.scalar(select(func.count()).select_from(d).where(_same_asker(assessment)))
    )


def asks_subcontractors(assessment: Assessment) -> bool:
    """Whether the respondent is asked for subcontractors: vendors are, group companies are not."""
    return assessment.organization.kind == OrganizationKind.VENDOR


def lacks_subcontractors(assessment: Assessment) -> bool:
    """Whether the question for subcontractors has no answer yet: neither one named, nor "none" said.

    After a return only what was returned is asked.
    """
    waited_for = asks_subcontractors(assessment) and assessment.status != AssessmentStatus.RETURNED
    return waited_for and not is_answered(assessment)


def named_subcontractors(assessment: Assessment) -> Sequence[Declaration] | None:
    """What this respondent named; () also when "none" was said, None when nobody asked or nothing was said."""
    return of_invitation(assessment) if asks_subcontractors(assessment) and is_answered(assessment) else None


def one_of_invitation(assessment: Assessment, declaration_id: int) -> Declaration | None:
    """One of these."""
    return db.session.scalar(select(Declaration).where(_same_asker(assessment), Declaration.id == declaration_id))


def keys_of(assessment: Assessment) -> set[tuple[str, str]]:
    """Name and service of everything the vendor has declared to the company that asks."""
    d = Declaration
    return {
        (row.folded, row.service)
        for row in db.session.execute(select(d.folded, d.service).where(_same_asker(assessment)))
    }


def number_of(vendor_id: int) -> int:
    """How many declarations a vendor has altogether, to whomever."""
    return db.session.scalar(select(func.count()).where(Declaration.vendor_id == vendor_id)) or 0


def _seen(scope: Scope) -> ColumnElement[bool]:
    return visible_organizations(scope)


def _joined(query: Query) -> Query:
    return query.join(Organization, Organization.id == Declaration.vendor_id)


def page(scope: Scope, state: DeclarationState, vendor_id: int | None, number: int) -> Page[Declaration]:
    """Declarations in that state of vendors that may be seen, those of one vendor together; `vendor_id` narrows."""
    conditions = [Declaration.state == state, _seen(scope)]
    if vendor_id is not None:
        conditions.append(Declaration.vendor_id == vendor_id)
    total = db.session.scalar(_joined(select(func.count()).select_from(Declaration)).where(*conditions)) or 0
    shown = clamp(number, total, PAGE)
    order = (
        (Organization.sort_name, Declaration.id)
        if state == DeclarationState.WAITING
        else (Declaration.decided_at.desc(),)
    )
    query = (
        _joined(select(Declaration))
        .options(
            contains_eager(Declaration.vendor), joinedload(Declaration.supplier), joinedload(Declaration.assessment)
        )
        .where(*conditions)
        .order_by(*order)
        .limit(PAGE)
        .offset((shown - 1) * PAGE)
    )
    return Page(db.session.scalars(query).all(), shown, total, PAGE)


def some(scope: Scope, declaration_ids: Iterable[int]) -> Sequence[Declaration]:
    """The declarations with these ids, of vendors that may be seen."""
    query = _joined(select(Declaration)).options(contains_eager(Declaration.vendor), joinedload(Declaration.assessment))
    return db.session.scalars(
        query.where(Declaration.id.in_(list(declaration_ids)), _seen(scope)).order_by(Declaration.id)
    ).all()


def waiting_of(scope: Scope, vendor_id: int) -> int:
    """How many declarations of a vendor wait for a decision; 0 where the vendor is not seen."""
    d = Declaration
    query = _joined(select(func.count()).select_from(d)).where(
        d.state == DeclarationState.WAITING, d.vendor_id == vendor_id, _seen(scope)
    )
    return db.session.scalar(query) or 0


def waiting_by_vendor(scope: Scope, vendor_ids: Iterable[int]) -> dict[int, int]:
    """How many declarations of each of these vendors wait; those without any are left out."""
    d = Declaration
    query = select(d.vendor_id, func.count(d.id)).where(d.state == DeclarationState.WAITING, _seen(scope))
    query = query.where(d.vendor_id.in_(sorted(set(vendor_ids)))).group_by(d.vendor_id)
    return {row[0]: row[1] for row in db.session.execute(_joined(query))}


def none_said_of(scope: Scope, vendor_id: int) -> datetime | None:
    """When a vendor last said that it uses no subcontractors; None when it never did, or where it is not seen."""
    query = (
        select(func.max(NoSubcontractors.said_at))
        .join(Assessment, Assessment.id == NoSubcontractors.assessment_id)
        .join(Organization, Organization.id == Assessment.organization_id)
        .where(Assessment.organization_id == vendor_id, _seen(scope))
    )
    return db.session.scalar(query)


def counts(scope: Scope) -> dict[str, int]:
    """How many declarations there are, by state."""
    query = _joined(select(Declaration.state, func.count())).where(_seen(scope)).group_by(Declaration.state)
    return {str(state): number for state, number in db.session.execute(query)}


class WaitingVendor(NamedTuple):
    """A vendor and how many of its declarations wait."""

    id: int
    code: str
    name: str
    name_en: str | None
    name_ja: str | None
    number: int


def vendors_waiting(scope: Scope) -> Sequence[WaitingVendor]:
    """Vendors with declarations that wait, most first: (organization, how many)."""
    o = Organization
    columns = (o.id, o.code, o.name, o.name_en, o.name_ja, func.count().label("number"))
    query = _joined(select(*columns).select_from(Declaration)).where(
        Declaration.state == DeclarationState.WAITING, _seen(scope)
    )
    rows = db.session.execute(query.group_by(*columns[:-1]).order_by(func.count().desc(), o.id).limit(50))
    return [WaitingVendor._make(row) for row in rows]


def free_code(number: int) -> str:
    """A code for an organization first heard of by a declaration."""
    code, further = f"D-{number:05}", 1
    while code_taken(code):
        code, further = f"D-{number:05}-{further}", further + 1
    return code


class KnownName(NamedTuple):
    """An organization that declared names are compared with."""

    id: int
    kind: OrganizationKind
    code: str
    name: str
    name_en: str | None
    name_ja: str | None
    country: str
    corporate_number: str | None


def names_for_matching(scope: Scope) -> Sequence[KnownName]:
    """Names, numbers and codes of every organization that may be seen: what declared names are compared with."""
    o = Organization
    columns = (o.id, o.kind, o.code, o.name, o.name_en, o.name_ja, o.country, o.corporate_number)
    rows = db.session.execute(select(*columns).where(visible_organizations(scope)).order_by(o.id))
    return [KnownName._make(row) for row in rows]
