"""The sheet of subcontractors in an uploaded own workbook: what taking it over would name, and taking it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from vendor_risk.assessments.models import Assessment
from vendor_risk.declarations import actions, queries
from vendor_risk.declarations.actions import Subcontractor
from vendor_risk.declarations.queries import asks_subcontractors
from vendor_risk.domain.texts.corporate_numbers import corporate_number
from vendor_risk.formats.own import subcontractor_sheet
from vendor_risk.formats.own.subcontractor_sheet import SheetSubcontractor
from vendor_risk.i18n import language
from vendor_risk.imports.own import sheets
from vendor_risk.imports.own.sheets import SheetChanges
from vendor_risk.organizations import countries
from vendor_risk.workbook import Workbook


@dataclass(frozen=True, slots=True)
class BookSubcontractors:
    """What the sheet would change: subcontractors to be added, or that there are none; faults by cell, in sentences."""

    named: Sequence[Subcontractor] = ()
    none: bool = False
    faults: Sequence[str] = ()

    @property
    def changes_something(self) -> bool:
        """Whether taking it over changes anything."""
        return bool(self.named) or self.none


def in_workbook(asked: Assessment, workbook: Workbook) -> BookSubcontractors:
    """What the workbook's sheet says beyond what is on the web. Changes nothing."""
    sheet = subcontractor_sheet.read(workbook) if asks_subcontractors(asked) else None
    if sheet is None or sheet.says_nothing:
        return BookSubcontractors()
    known, named, faults = queries.keys_of(asked), [], []
    for row in sheet.rows:
        found, fault = _read(row, asked.organization.country)
        if found is None:
            faults.append(f"{sheet.name}!A{row.row}: {fault}")
        elif (actions.folded_name(found.name), found.service) not in known:
            named.append(found)
    if sheet.none and (named or known):
        faults.append(
            _("%(cell)s: subcontractors are listed, so the answer “none” is ignored.", cell=f"{sheet.name}!B2")
        )
    none = sheet.none and not sheet.rows and not known and queries.none_said(asked) is None
    return BookSubcontractors(tuple(named), none, tuple(faults))


def _read(row: SheetSubcontractor, own_country: str) -> tuple[Subcontractor | None, str]:
    if not row.name or not row.service or max(len(row.name), len(row.service)) > 300:
        return None, _("Enter a name and a service, each up to 300 characters.")
    country = countries.code_of(row.country) if row.country else own_country
    if country is None:
        return None, _("“%(country)s” is not a recognised country.", country=row.country[:60])
    number = corporate_number(row.number) if row.number else None
    if row.number and number is None:
        return None, _(
            "The corporate number is not valid: it must have 13 digits and a matching check digit. Correct the "
            "number or leave it blank."
        )
    return Subcontractor(row.name, country, row.service, number), ""


class SubcontractorSheetOfOurs:
    """The sheet as own workbooks bring it back, with the vendor's upload and with the customer's."""

    def look(self, assessment: Assessment, workbook: Workbook) -> SheetChanges | None:
        """What taking it over would name."""
        found = in_workbook(assessment, workbook)
        if not found.changes_something and not found.faults:
            return None
        added = [
            f"{one.name} · {one.service} · {countries.names(language()).get(one.country, one.country)}"
            for one in found.named
        ]
        if found.none:
            added.append(_("We use no subcontractors for this work"))
        return SheetChanges(_("List of subcontractors"), added, found.faults)

    def take_over(self, assessment: Assessment, workbook: Workbook, *, at: datetime, actor: str) -> None:
        """Name what the sheet names, or say that there are none. Refused as these are."""
        found = in_workbook(assessment, workbook)
        if found.named:
            actions.declare(assessment, found.named, at=at, actor=actor)
        elif found.none:
            actions.say_none(assessment, at=at, actor=actor)


sheets.register(SubcontractorSheetOfOurs())
