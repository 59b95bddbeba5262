"""Whom a report is about, within what its reader may see: the whole group, a company with all below it, a vendor."""

from __future__ import annotations

from dataclasses import dataclass

from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.permissions import Scope


@dataclass(frozen=True, slots=True)
class Subject:
    """`organization` is None for everything the reader may see; `scope` is what the report may speak of."""

    kind: str
    """"group", "company" or "vendor"."""
    organization: Organization | None
    scope: Scope


def group(scope: Scope) -> Subject:
    """All companies of the scope."""
    return Subject("group", None, scope)


def subject(scope: Scope, organization_id: int | None) -> Subject | None:
    """The subject with that id (None: the whole group); None when it may not be seen."""
    if organization_id is None:
        return group(scope)
    found = organization_queries.organization(scope, organization_id)
    if found is None:
        return None
    if found.kind == OrganizationKind.VENDOR:
        return Subject("vendor", found, scope)
    return Subject("company", found, branch(scope, found.id))


def branch(scope: Scope, company_id: int) -> Scope:
    """The company and those below it, as far as the scope reaches; what stands above becomes `ancestors`."""
    above = organization_queries.parents()

    def over(company: int) -> list[int]:
        chain: list[int] = []
        parent = above.get(company)
        while parent is not None and parent not in chain:
            chain.append(parent)
            parent = above.get(parent)
        return chain

    companies = frozenset(c for c in scope.companies if c == company_id or company_id in over(c))
    ancestors = frozenset(parent for c in companies for parent in over(c)) - companies
    return Scope(companies, ancestors & (scope.companies | scope.ancestors))
