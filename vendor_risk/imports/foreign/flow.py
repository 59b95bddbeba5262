"""The steps of importing anybody's workbook, as the staff pages take them. Reading happens outside transactions."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, MultiDict

from vendor_risk.database import end_transaction_before_slow_work
from vendor_risk.errors import Refused
from vendor_risk.imports import batches
from vendor_risk.imports import corrections as import_corrections
from vendor_risk.imports.foreign import actions
from vendor_risk.imports.forms import ForeignUploadForm
from vendor_risk.imports.models import ImportBatch
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.reading import Corrections
from vendor_risk.web import flash_errors, saving


def take_in(form: ForeignUploadForm, scope: Scope, *, at: datetime, actor: str) -> ImportBatch | None:
    """The batch of an uploaded file, committed; None (and told) when it is refused or the form has faults."""
    if not form.validate_on_submit():
        flash_errors(form)
        return None
    file: FileStorage = form.file.data
    data, name = file.read(), file.filename or "workbook"
    end_transaction_before_slow_work()
    with saving.committed() as ending:
        opened = actions.open_file(batches.open_workbook(data, name))
        organization, issuer = _parties(form, scope)
        batch = actions.take_in(opened, data, organization=organization, issuer=issuer, at=at, actor=actor)
    return batch if ending else None


def _parties(form: ForeignUploadForm, scope: Scope) -> tuple[Organization, Organization]:
    """Whose answers they are and which company they are for; Refused when there is no such organization."""
    organization = organization_queries.named(scope, form.organization.data)
    issuer = organization_queries.organization(scope, form.company_id.data)
    if organization is None or issuer is None:
        raise Refused(_("No matching organisation. Select one from the list that appears as you type."))
    return organization, issuer


def corrected(form: MultiDict[str, str], corrections: Corrections) -> Corrections:
    """The corrections with what a form of the preview says: sheets, columns or answer words."""
    for name, value in form.items():
        kind, _mark, rest = name.partition("|")
        if kind == "sheet":
            corrections = import_corrections.with_sheet(corrections, rest, {"read": True, "leave": False}.get(value))
        elif kind == "header":
            corrections = import_corrections.with_header(corrections, rest, value.strip())
        elif kind == "column":
            role, _mark, sheet = rest.partition("|")
            corrections = import_corrections.with_column(corrections, sheet, role, value)
        elif kind == "role" and value != (was := form.get(f"was|{rest}", "")):
            letter, _mark, sheet = rest.partition("|")
            corrections = import_corrections.with_role(corrections, sheet, letter, role=value, was=was)
    for word, meaning in zip(form.getlist("word"), form.getlist("meaning"), strict=False):
        corrections = import_corrections.with_answer(corrections, word, meaning)
    return corrections


def opened(batch: ImportBatch) -> tuple[actions.OpenedBatch, Corrections]:
    """The batch's file as understood with the corrections kept for it, read while no transaction is open."""
    sha256, name, corrections = batch.sha256, batch.file_name, import_corrections.from_settings(batch.settings)
    end_transaction_before_slow_work()
    return actions.reopen(sha256, name, corrections), corrections
