"""Questions about people and what they may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select

from vendor_risk.accounts.models import Membership, User
from vendor_risk.database import db
from vendor_risk.domain.texts.two_languages import shown
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.permissions import Permission, Role, Scope, allows
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp

_NAMES = (User.name, User.name_en, User.name_ja)


def name_in(lang: str) -> ColumnElement[str]:
    """The name of a user as a reader of `lang` sees it, in SQL."""
    return func.coalesce(User.name_ja if lang == "ja" else User.name_en, User.name)


class UserNames(NamedTuple):
    """A user's names."""

    name: str
    name_en: str | None
    name_ja: str | None

    def shown(self, lang: str) -> str:
        """The name to show a reader of `lang`."""
        return shown(self, lang, "name")


def names() -> dict[int, UserNames]:
    """Every user's names by id: for those who are in the audit log. No scope, as the log has its own."""
    rows = db.session.execute(select(User.id, User.name, User.name_en, User.name_ja))
    return {row[0]: UserNames(row[1], row[2], row[3]) for row in rows}


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """A person's memberships, and the tree of group companies: all that scopes are made from."""

    memberships: tuple[tuple[int, Role], ...]  # company id, role
    tree: dict[int, int | None]  # company id → id of the company above


def company_tree() -> dict[int, int | None]:
    """Every group company's id with its parent's (None at the top)."""
    rows = db.session.execute(
        select(Organization.id, Organization.parent_id).where(Organization.kind == OrganizationKind.GROUP_COMPANY)
    )
    return dict(rows.all())


def standing(user_id: int) -> AccountStanding:
    """What the scopes of this person are made from; two queries."""
    rows = db.session.execute(select(Membership.company_id, Membership.role).where(Membership.user_id == user_id))
    return AccountStanding(tuple((company_id, Role(role)) for company_id, role in rows), company_tree())


def scope_in(where: AccountStanding, permission: Permission) -> Scope:
    """The companies in which somebody of this standing has `permission`: of fitting memberships, and all below them."""
    granted = {company_id for company_id, role in where.memberships if allows(role, permission)}
    if not granted:
        return Scope(frozenset())

    def above(company_id: int) -> list[int]:
        chain: list[int] = []
        parent = where.tree.get(company_id)
        while parent is not None and parent not in chain:
            chain.append(parent)
            parent = where.tree.get(parent)
        return chain

    companies = frozenset(c for c in where.tree if c in granted or granted.intersection(above(c)))
    ancestors = frozenset(parent for c in companies for parent in above(c)) - companies
    return Scope(companies, ancestors)


def scope_of(user: User, permission: Permission) -> Scope:
    """The companies in which `user` has `permission`."""
    return scope_in(standing(user.id), permission)


def user_with_email(email: str) -> User | None:
    """The account with this address, in any spelling of capitals. For sign-in and for adding people: has no scope."""
    return db.session.scalar(select(User).where(func.lower(User.email) == email.strip().lower()))


def administrator_of(user: User) -> User | None:
    """An administrator who looks after this person's account, to be asked for help: of one of their companies or above.

    The person is none for themselves. Has no scope: named in mails to that person only.
    """
    tree, wanted = company_tree(), {membership.company_id for membership in user.memberships}
    above = list(wanted)
    while above:
        parent = tree.get(above.pop())
        if parent is not None and parent not in wanted:
            wanted.add(parent)
            above.append(parent)
    helpers = select(Membership.user_id).where(Membership.role == Role.ADMINISTRATOR, Membership.company_id.in_(wanted))
    query = select(User).where(User.id.in_(helpers), User.active, User.id != user.id).order_by(User.id).limit(1)
    return db.session.scalar(query)


def user_where(*, case_insensitive: bool, **values: object) -> User | None:
    """The account whose columns have these values. For signing in, by Flask-Security: has no scope."""
    query = select(User)
    for name, value in values.items():
        column = getattr(User, name)
        query = query.where(func.lower(column) == str(value).lower() if case_insensitive else column == value)
    return db.session.scalar(query)


def _seen(scope: Scope) -> Select[User]:
    member = select(Membership.user_id).where(Membership.company_id.in_(scope.companies))
    return select(User).where(User.id.in_(member))


def people(scope: Scope, search: str, page: int, lang: str = "en") -> Page[User]:
    """One page of the people with a membership in the scope, by the name that a reader of `lang` sees."""
    found = _seen(scope)
    for word in search.split():
        found = found.where(or_(*(column.icontains(word, autoescape=True) for column in (*_NAMES, User.email))))
    total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    page = clamp(page, total)
    rows = db.session.scalars(found.order_by(name_in(lang), User.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return Page(list(rows), page, total)


def person(scope: Scope, user_id: int) -> User | None:
    """That person, when a membership of theirs lies in the scope."""
    return db.session.scalar(_seen(scope).where(User.id == user_id))


def memberships(user_ids: list[int]) -> dict[int, list[tuple[Membership, Organization]]]:
    """The memberships of these people (already found through a scope), with their companies."""
    rows = db.session.execute(
        select(Membership, Organization)
        .join(Organization, Organization.id == Membership.company_id)
        .where(Membership.user_id.in_(user_ids))
        .order_by(Organization.sort_name, Membership.role)
    )
    found: dict[int, list[tuple[Membership, Organization]]] = {user_id: [] for user_id in user_ids}
    for membership, company in rows:
        found[membership.user_id].append((membership, company))
    return found


def companies(scope: Scope) -> list[Organization]:
    """The group companies of the scope: those with none above them in it first, then the others, by name."""
    found = db.session.scalars(
        select(Organization).where(Organization.id.in_(scope.companies)).order_by(Organization.sort_name)
    )
    return sorted(found, key=lambda company: company.parent_id in scope.companies)


def demo_people(domain: str) -> list[tuple[User, list[tuple[Membership, Organization]]]]:
    """The demo's accounts for its sign-in page. No scope: asked only when the installation is a demo."""
    users = list(
        db.session.scalars(select(User).where(User.email.endswith("@" + domain), User.active).order_by(User.id))
    )
    held = memberships([user.id for user in users])
    return [(user, held[user.id]) for user in users]
