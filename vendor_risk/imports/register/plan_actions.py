"""Storing a plan: all of its rows that are not held, or nothing, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from vendor_risk.audit.actions import record
from vendor_risk.engagements import bulk_actions as engagement_bulk
from vendor_risk.imports.register.plan import RegisterPlan, StoredVendor
from vendor_risk.imports.register.rows.services import engagement_values
from vendor_risk.imports.register.state import Planned, RowOutcome
from vendor_risk.organizations import bulk_actions as organization_bulk
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.supply_chain import bulk_actions as supply_chain_bulk
from vendor_risk.supply_chain import history_actions
from vendor_risk.supply_chain.actions import rebuild_reach


def apply(plan: RegisterPlan, *, at: datetime, actor: str, company_id: int | None, source: str) -> list[StoredVendor]:
    """Store everything the plan adds and changes; rows that are held wait. Gives the first vendors that were added.

    ValueError when a sheet cannot be read.
    """
    if plan.sheet_problems:
        raise ValueError("a plan of sheets that cannot be read is not stored")
    if not plan.changes:
        return []
    real = _organizations(plan, at=at)

    def settled(organization_id: int) -> int:
        return real.get(organization_id, organization_id)

    _contacts(plan.rows["contacts"], settled)
    _engagements(plan.rows["engagements"], settled, at=at, actor=actor)
    _links(plan.rows["links"], settled, at=at)
    history_actions.note(at=at, actor=actor)
    rebuild_reach()
    counts = {key: {name: n for name, n in found.items() if n} for key, found in plan.counts.items()}
    record("imports.register", "register", source, actor=actor, at=at, company_id=company_id, counts=counts)
    added = _those(plan.rows["vendors"], RowOutcome.ADDED)[:_MOST_NAMED]
    return [StoredVendor(real[row.target], str(row.values["code"]), str(row.values["name"])) for row in added]


_MOST_NAMED = 200


def _those(rows: list[Planned], outcome: RowOutcome) -> list[Planned]:
    return [row for row in rows if row.outcome == outcome]


def _organizations(plan: RegisterPlan, *, at: datetime) -> dict[int, int]:
    """Store companies and vendors; the real ids by the plan's stand-ins."""
    rows = [(OrganizationKind.GROUP_COMPANY, row) for row in plan.rows["companies"]]
    rows += [(OrganizationKind.VENDOR, row) for row in plan.rows["vendors"]]
    added = [(kind, row) for kind, row in rows if row.outcome == RowOutcome.ADDED]
    changed = [row for _kind, row in rows if row.outcome == RowOutcome.CHANGED]
    place = {"parent_id": None, "home_company_id": None}
    ids = organization_bulk.add_organizations([{**row.values, **place, "kind": kind} for kind, row in added], at=at)
    real = {row.target: ids[str(row.values["code"])] for _kind, row in added}
    written = [{k: v for k, v in row.values.items() if k not in place} for row in changed]
    organization_bulk.change_organizations(
        [(row.target, values) for row, values in zip(changed, written, strict=True)], at=at
    )

    def settled(company: int | None) -> int | None:
        return None if company is None else real.get(company, company)

    organization_bulk.place(
        (
            real.get(row.target, row.target),
            settled(row.parties.get("parent_id")),
            settled(row.parties.get("home_company_id")),
        )
        for row in (*(row for _kind, row in added), *changed)
    )
    return real


def _parties(row: Planned, settled: Callable[[int], int]) -> dict[str, int]:
    """The columns that name organizations, by their real ids."""
    return {name: settled(party) for name, party in row.parties.items()}


def _contacts(rows: list[Planned], settled: Callable[[int], int]) -> None:
    def values(row: Planned) -> dict[str, object]:
        return {**row.values, **_parties(row, settled)}

    organization_bulk.store_contacts(
        [values(row) for row in _those(rows, RowOutcome.ADDED)],
        [(row.target, values(row)) for row in _those(rows, RowOutcome.CHANGED)],
    )


def _engagements(rows: list[Planned], settled: Callable[[int], int], *, at: datetime, actor: str) -> None:
    def values(row: Planned) -> dict[str, object]:
        override = (row.text("tier_override"), row.text("tier_override_reason") or "")
        found = engagement_bulk.row_of(engagement_values(row.values), override, at=at, actor=actor)
        if "tier_override" not in row.changes and "tier_override_reason" not in row.changes and row.target > 0:
            found = {k: v for k, v in found.items() if not k.startswith("tier_override")}  # name and time stay
        return {**found, **_parties(row, settled), "code": row.values["code"]}

    added, changed = _those(rows, RowOutcome.ADDED), _those(rows, RowOutcome.CHANGED)
    if added or changed:
        engagement_bulk.store_engagements(
            [values(row) for row in added], [(row.target, values(row)) for row in changed], at=at
        )


def _links(rows: list[Planned], settled: Callable[[int], int], *, at: datetime) -> None:
    def values(row: Planned) -> dict[str, object]:
        return {**row.values, **_parties(row, settled)}

    changed = _those(rows, RowOutcome.CHANGED)
    supply_chain_bulk.store_links(
        [values(row) for row in _those(rows, RowOutcome.ADDED)], [(row.target, values(row)) for row in changed], at=at
    )
    supply_chain_bulk.forget_reasons(row.target for row in changed if "weight" in row.changes)
