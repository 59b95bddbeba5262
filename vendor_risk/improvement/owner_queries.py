"""With whom findings lie: who may be given one, and who has which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from vendor_risk.accounts.models import Membership, User
from vendor_risk.accounts.queries import AccountStanding, company_tree, scope_in
from vendor_risk.database import db
from vendor_risk.i18n import language
from vendor_risk.improvement.models import Finding
from vendor_risk.improvement.queries import undecided, visible_findings
from vendor_risk.organizations.models import Organization, OrganizationKind, Reach
from vendor_risk.organizations.names import display
from vendor_risk.permissions import Permission, Role, Scope, allows


class Person(NamedTuple):
    """Somebody a finding can be given to."""

    id: int
    name: str
    email: str


def people_for(finding_ids: Sequence[int]) -> list[Person]:
    """The active people who may see every one of these findings and record what is done about some, by name.

    The same rule as `visible_findings`, asked for everybody at once. No scope: the findings were found through one.
    """
    f = Finding
    rows = db.session.execute(select(f.issuer_id, f.organization_id).where(f.id.in_(finding_ids)).distinct())
    pairs = {(row.issuer_id, row.organization_id) for row in rows}
    buyers: dict[int, set[int]] = {}
    direct = select(Reach.organization_id, Reach.company_id).join(
        Organization, Organization.id == Reach.organization_id
    )
    direct = direct.where(
        Reach.organization_id.in_({about for _issuer, about in pairs}),
        Reach.depth == 1,
        Organization.kind == OrganizationKind.VENDOR,
    )
    for organization_id, company_id in db.session.execute(direct):
        buyers.setdefault(organization_id, set()).add(company_id)
    found, tree = [], company_tree()
    for person, held in _everybody():
        if not any(allows(role, Permission.FINDING_EDIT) for _company, role in held):
            continue
        scope = scope_in(AccountStanding(held, tree), Permission.ASSESSMENT_VIEW)
        if all(_sees(scope, issuer, about, buyers.get(about, set())) for issuer, about in pairs):
            found.append(person)
    return found


def _everybody() -> list[tuple[Person, tuple[tuple[int, Role], ...]]]:
    people: dict[Person, list[tuple[int, Role]]] = {}
    rows = db.session.execute(
        select(User.id, User.name, User.name_en, User.name_ja, User.email, Membership.company_id, Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .where(User.active)
        .order_by(User.name, User.id, Membership.id)
    )
    for row in rows:
        people.setdefault(Person(row.id, display(row, language()), row.email), []).append(
            (row.company_id, Role(row.role))
        )
    return [(person, tuple(held)) for person, held in people.items()]


def _sees(scope: Scope, issuer: int, about: int, buyers: set[int]) -> bool:
    if scope.covers(issuer) or scope.covers(about):
        return True
    return issuer in scope.ancestors and not buyers.isdisjoint(scope.companies)


def user(user_id: int) -> User | None:
    """The account with that id, to be given a finding; whether it may have it is `people_for`'s to say."""
    return db.session.get(User, user_id)


def owners(scope: Scope) -> list[Person]:
    """The people who own an unfinished finding that may be seen, by name."""
    f = Finding
    query = select(User.id, User.name, User.name_en, User.name_ja, User.email).join(f, f.owner_id == User.id)
    query = query.where(visible_findings(scope), undecided()).distinct()
    return [
        Person(row.id, display(row, language()), row.email)
        for row in db.session.execute(query.order_by(User.name, User.id))
    ]


class MineRow(NamedTuple):
    """A finding of one's own, as home names it."""

    id: int
    question_id: str
    questionnaire_version_id: int
    due_on: date | None
    name: str
    name_en: str | None
    name_ja: str | None


def mine(scope: Scope, person_id: int, most: int) -> tuple[int, list[MineRow]]:
    """How many unfinished findings a person owns, and the `most` that are due first."""
    f, o = Finding, Organization
    own = (f.owner_id == person_id, undecided(), visible_findings(scope))
    number = db.session.scalar(select(func.count(f.id)).where(*own)) or 0
    columns = (f.id, f.question_id, f.questionnaire_version_id, f.due_on, o.name, o.name_en, o.name_ja)
    query = (
        select(*columns)
        .join(o, o.id == f.organization_id)
        .where(*own)
        .order_by(f.due_on.asc().nulls_last(), f.impact.desc(), f.id)
    )
    return number, [MineRow._make(row) for row in db.session.execute(query.limit(most))] if number else []


class GivenRow(NamedTuple):
    """An organization among those whose findings were given to somebody."""

    name: str
    name_en: str | None
    name_ja: str | None
    findings: int


@dataclass(frozen=True, slots=True)
class GivenFindings:
    """What the mail to a new owner says. `due_on`: the earliest date; `issuer`: who found the first of them."""

    organizations: list[GivenRow]
    due_on: date | None
    issuer: Organization


def given(finding_ids: Sequence[int]) -> GivenFindings:
    """Whom these findings are about, the most first, and by when the first is due. No scope: they were found by one."""
    f, o = Finding, Organization
    number = func.count(f.id)
    rows = db.session.execute(
        select(o.name, o.name_en, o.name_ja, number)
        .join(f, f.organization_id == o.id)
        .where(f.id.in_(finding_ids))
        .group_by(o.id)
        .order_by(number.desc(), o.sort_name)
    )
    due_on = db.session.scalar(select(func.min(f.due_on)).where(f.id.in_(finding_ids)))
    issuer = db.session.scalars(select(o).join(f, f.issuer_id == o.id).where(f.id == min(finding_ids))).one()
    return GivenFindings([GivenRow._make(row) for row in rows], due_on, issuer)
