"""What a batch reports is kept as JSON and comes back as what it was."""

from __future__ import annotations

import json
from typing import get_args

import msgspec
import pytest

from vendor_risk.imports import batches
from vendor_risk.imports.models import ImportBatch, ImportKind
from vendor_risk.imports.reports import ForeignReport, LeftOut, OwnReport, OwnReportRow, QuestionnaireReport, Report

REPORTS = [
    QuestionnaireReport(7),
    OwnReport("Answers", {"added": 1}, 1, (OwnReportRow("q1", "E5", "conflict", "", "web"),)),
    ForeignReport("layout", "Customer", {"imported": 2}, ("q1",), (LeftOut("S", "B2", "skipped", "blank"),), {"x": 1}),
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


def test_every_kind_of_batch_but_the_register_has_its_report():
    tags = {kind.__struct_config__.tag for kind in get_args(Report)}
    assert tags == set(ImportKind) - {ImportKind.REGISTER}, "edit Report in imports/reports.py"


def test_only_a_batch_of_answers_has_parties():
    assert batches.parties_of(ImportBatch(organization_id=3, company_id=4)) == (3, 4)
    with pytest.raises(LookupError):
        batches.parties_of(ImportBatch(kind=ImportKind.REGISTER, company_id=4))
