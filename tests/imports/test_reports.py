"""What a batch reports is kept as JSON and comes back as what it was."""

from __future__ import annotations

import json

import msgspec
import pytest

from vendor_risk.imports import batches
from vendor_risk.imports.models import ImportBatch, ImportKind
from vendor_risk.imports.register.actions import RegisterSettings
from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.plan import RegisterReport, ReportRow
from vendor_risk.imports.register.words import RowProblem
from vendor_risk.imports.reports import (
    BatchReport,
    ForeignReport,
    LeftOut,
    OwnReport,
    OwnReportRow,
    QuestionnaireReport,
)

REPORTS = [
    QuestionnaireReport(7),
    OwnReport("Answers", {"added": 1}, 1, (OwnReportRow("q1", "E5", "conflict", "", "web"),)),
    ForeignReport("layout", "Customer", {"imported": 2}, ("q1",), (LeftOut("S", "B2", "skipped", "blank"),), {"x": 1}),
    RegisterReport(
        counts={"vendors": {"added": 1, "changed": 2}},
        problems=[RowProblem("Vendors", 4, "C", "Country", "not_country", {"value": "Atlantis"})],
        problem_count=1,
        changed=[ReportRow("vendors", "Vendors", 3, "P-1", {"country": ("JP", "DE")})],
        unknown={"Vendors": ["F “Remarks”"]},
        digest="0a",
        changes=3,
    ),
]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: type(report).__name__)
def test_a_report_comes_back_from_json_as_it_was(report):
    batch = ImportBatch()
    batches.keep_report(batch, report)
    batch.report = json.loads(json.dumps(batch.report))
    assert batches.report_of(batch, type(report)) == report


def test_a_batch_of_another_kind_is_not_taken_for_this_one():
    batch = ImportBatch()
    batches.keep_report(batch, QuestionnaireReport(7))
    with pytest.raises(msgspec.ValidationError):
        batches.report_of(batch, OwnReport)


def test_every_kind_of_batch_has_its_report():
    assert {kind.__struct_config__.tag for kind in BatchReport.__subclasses__()} == set(ImportKind)


def test_how_a_register_is_read_comes_back_from_json_with_its_columns_by_number():
    sheet = SheetMapping("list.xlsx", "Vendors", "vendors", 2, {1: "code", 12: ""}, {1: "ID", 12: "X"}, {1: ["A-1"]}, 7)
    settings, batch = RegisterSettings(5, [sheet]), ImportBatch()
    batches.keep_settings(batch, settings)
    batch.settings = json.loads(json.dumps(batch.settings))
    assert batches.settings_of(batch, RegisterSettings) == settings


def test_only_a_batch_of_answers_has_parties():
    assert batches.parties_of(ImportBatch(organization_id=3, company_id=4)) == (3, 4)
    with pytest.raises(LookupError):
        batches.parties_of(ImportBatch(kind=ImportKind.REGISTER, company_id=4))
