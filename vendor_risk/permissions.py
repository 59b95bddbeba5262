"""Who may do what: the permissions, the roles, the one table, and the decorators every view carries.

Default is no. A view without one of `requires`, `signed_in`, `invited` or `public` keeps the application from starting.
A permission always comes with a **scope**: the group companies in which the signed-in person has it (each membership
covers its company and all below). Views hand `scope()` to their queries; there is no query without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    """What can be permitted, a sentence each."""

    REGISTER_VIEW = "register:view"  # see organizations, engagements, supply links and contacts
    REGISTER_EDIT = "register:edit"  # add, change and import them
    COMPANY_EDIT = "company:edit"  # add and change group companies
    QUESTIONNAIRE_VIEW = "questionnaire:view"  # read questionnaires and how they are scored
    ASSESSMENT_VIEW = "assessment:view"  # see assessments, answers and results
    ASSESSMENT_ISSUE = "assessment:issue"  # issue questionnaires, renew and revoke links, import answers
    REVIEW_DECIDE = "review:decide"  # accept, ask back, override with a reason
    FINDING_EDIT = "finding:edit"  # say what is done about a finding, by whom, by when
    HEATMAP_VIEW = "heatmap:view"  # see heatmaps and scores
    REPORT_VIEW = "report:view"  # have reports made, and fetch those of one's companies
    REPORT_SCHEDULE = "report:schedule"  # have them made again and again and mailed to colleagues
    OUTBOX_VIEW = "outbox:view"  # see mail that was or will be sent
    AUDIT_VIEW = "audit:view"  # read the audit log
    USER_EDIT = "user:edit"  # add people, give and take memberships


class Role(StrEnum):
    """What a person is within a group company and all below it."""

    ADMINISTRATOR = "administrator"
    PROCUREMENT = "procurement"
    REVIEWER = "reviewer"
    CISO = "ciso"
    COMPANY_MANAGER = "company_manager"
    AUDITOR = "auditor"


_SEE = frozenset(
    {
        Permission.REGISTER_VIEW,
        Permission.QUESTIONNAIRE_VIEW,
        Permission.ASSESSMENT_VIEW,
        Permission.HEATMAP_VIEW,
        Permission.REPORT_VIEW,
    }
)

TABLE: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.PROCUREMENT: _SEE
    | {
        Permission.REGISTER_EDIT,
        Permission.ASSESSMENT_ISSUE,
        Permission.REVIEW_DECIDE,
        Permission.FINDING_EDIT,
        Permission.REPORT_SCHEDULE,
        Permission.OUTBOX_VIEW,
    },
    Role.REVIEWER: _SEE | {Permission.REVIEW_DECIDE, Permission.FINDING_EDIT},
    Role.CISO: _SEE
    | {Permission.REVIEW_DECIDE, Permission.FINDING_EDIT, Permission.REPORT_SCHEDULE, Permission.AUDIT_VIEW},
    Role.COMPANY_MANAGER: _SEE | {Permission.FINDING_EDIT, Permission.REPORT_SCHEDULE},
    Role.AUDITOR: _SEE | {Permission.OUTBOX_VIEW, Permission.AUDIT_VIEW},
}


def allows(role: Role, permission: Permission) -> bool:
    """Whether `role` has `permission`."""
    return permission in TABLE[role]


@dataclass(frozen=True, slots=True)
class Scope:
    """The group companies a query may speak of.

    `companies` are those the person has the permission in; `ancestors` the companies above them: an assessment issued
    by a parent about one's own vendor may be read, nothing else of the parent's.
    """

    companies: frozenset[int]
    ancestors: frozenset[int] = frozenset()

    def covers(self, company_id: int | None) -> bool:
        """Whether that group company lies in the scope."""
        return company_id in self.companies

    @property
    def empty(self) -> bool:
        """Whether nothing at all may be seen."""
        return not self.companies


@dataclass(frozen=True, slots=True)
class Access:
    """What a view declares about who may use it."""

    kind: str  # "requires" | "signed_in" | "invited" | "public"
    permission: Permission | None = None
    why: str = ""


def _declare(access: Access) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return mark


def requires(permission: Permission) -> Callable[[View], View]:
    """Only signed-in people who have `permission` somewhere; `web.scope()` then tells where."""
    return _declare(Access("requires", permission))


def signed_in() -> Callable[[View], View]:
    """Anyone signed in (own profile, home)."""
    return _declare(Access("signed_in"))


def invited() -> Callable[[View], View]:
    """A vendor's respondent with an open invitation session; the portal loads everything through it."""
    return _declare(Access("invited"))


def public(why: str) -> Callable[[View], View]:
    """Anyone; `why` says what makes that safe."""
    return _declare(Access("public", why=why))


def undeclared(views: Iterable[tuple[str, Callable[..., object]]]) -> list[str]:
    """The endpoints among `views` that do not say who may use them."""
    return [endpoint for endpoint, view in views if not isinstance(getattr(view, "access", None), Access)]
