"""What becomes of each chosen vendor or engagement: done, or left as it is for a reason. No query, no words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.organizations.models import Organization, OrganizationStatus
from vendor_risk.permissions import Scope
from vendor_risk.upkeep.hanging_queries import Hanging


class Hindrance(StrEnum):
    """Why something is left as it is."""

    NOT_YOURS = "not_yours"
    """Another company looks after the record."""
    ALREADY = "already"
    """It is what it would become."""
    ELSEWHERE = "elsewhere"
    """Other companies of the group still work with it."""
    KEPT = "kept"
    """Something that must be kept hangs on it."""
    CLOSING = "closing"
    """It ended with a closing list, which is kept."""
    ASKED = "asked"
    """Questionnaires were sent on what it says."""
    VENDOR_ENDED = "vendor_ended"


@dataclass(frozen=True, slots=True)
class VendorFate:
    """A chosen vendor, what hangs on it, and why it is left as it is (None: it is not)."""

    vendor: Organization
    hanging: Hanging
    hindrance: Hindrance | None


@dataclass(frozen=True, slots=True)
class EngagementFate:
    """A chosen engagement and why it is left as it is (None: it is not)."""

    engagement: Engagement
    hindrance: Hindrance | None


Hinders = Callable[[Organization, Hanging, Scope], Hindrance | None]


def ending(vendor: Organization, hanging: Hanging, edit: Scope) -> Hindrance | None:
    """Why a vendor cannot be ended by who may change the records of `edit`."""
    if not edit.covers(vendor.home_company_id):
        return Hindrance.NOT_YOURS
    if vendor.status == OrganizationStatus.ENDED:
        return Hindrance.ALREADY
    return Hindrance.ELSEWHERE if hanging.elsewhere else None


def resuming(vendor: Organization, _hanging: Hanging, edit: Scope) -> Hindrance | None:
    """Why a vendor cannot be made active again."""
    if not edit.covers(vendor.home_company_id):
        return Hindrance.NOT_YOURS
    return Hindrance.ALREADY if vendor.status == OrganizationStatus.ACTIVE else None


def deleting(vendor: Organization, hanging: Hanging, edit: Scope) -> Hindrance | None:
    """Why a vendor cannot be deleted."""
    if not edit.covers(vendor.home_company_id):
        return Hindrance.NOT_YOURS
    if hanging.elsewhere or hanging.others:
        return Hindrance.ELSEWHERE
    return Hindrance.KEPT if hanging.kept else None


def handing_over(vendor: Organization, _hanging: Hanging, edit: Scope) -> Hindrance | None:
    """Why the record of a vendor cannot be given to another company."""
    return None if edit.covers(vendor.home_company_id) else Hindrance.NOT_YOURS


def of_vendors(
    vendors: Iterable[Organization], hanging: Mapping[int, Hanging], hinders: Hinders, edit: Scope
) -> list[VendorFate]:
    """What becomes of each of these vendors."""
    return [VendorFate(row, hanging[row.id], hinders(row, hanging[row.id], edit)) for row in vendors]


def of_engagements(
    rows: Sequence[Engagement], edit: Scope, *, delete: bool = False, kept: Mapping[int, str] | None = None
) -> list[EngagementFate]:
    """What becomes of each of these engagements when it is ended or deleted; `kept` are those that must be kept."""

    def hindrance(row: Engagement) -> Hindrance | None:
        if not edit.covers(row.buyer_id):
            return Hindrance.NOT_YOURS
        if not delete:
            return Hindrance.ALREADY if row.status == EngagementStatus.ENDED else None
        return Hindrance((kept or {})[row.id]) if row.id in (kept or {}) else None

    return [EngagementFate(row, hindrance(row)) for row in rows]


def running_again(row: Engagement, edit: Scope) -> Hindrance | None:
    """Why an engagement cannot be said to run: it is another company's, or its vendor has ended."""
    if not edit.covers(row.buyer_id):
        return Hindrance.NOT_YOURS
    return Hindrance.VENDOR_ENDED if row.supplier.status == OrganizationStatus.ENDED else None
