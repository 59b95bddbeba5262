"""A workbook that looks like a CAIQ (its ids, its columns; the texts are invented), and answers read from it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache

import openpyxl

from tests.builders import organizations
from tests.builders.clock import NOW
from vendor_risk import paths
from vendor_risk.assessments.actions import create_assessment
from vendor_risk.assessments.models import Assessment
from vendor_risk.content import Library, load_library
from vendor_risk.imports import batches as import_batches
from vendor_risk.imports import corrections as import_corrections
from vendor_risk.imports.foreign import actions as foreign_import_actions
from vendor_risk.imports.foreign.assessment_actions import apply
from vendor_risk.organizations.models import Organization
from vendor_risk.questionnaires.actions import add_version
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus, QuestionnaireVersion
from vendor_risk.questionnaires.queries import latest

BY = "user:1 Tester"
QUESTIONS: Mapping[str, tuple[str, str, str]] = {
    "A&A-02.1": ("Does somebody independent audit the service every year?", "Yes", "Report of spring"),
    "A&A-06.1": ("Is there a plan for mending what audits find?", "Yes", ""),
    "BCR-08.1": ("Is data backed up at set times?", "Yes", "every night"),
    "BCR-08.2": ("Are backups protected from change?", "Yes", ""),
    "BCR-08.3": ("Have backups been restored as a trial?", "No", "planned"),
    "DSP-02.1": ("Is data erased beyond recovery?", "No", ""),
    "GRC-01.1": ("Do leaders stand behind the rules of governance?", "Yes", ""),
    "GRC-02.1": ("Are risks looked at under a programme?", "Yes", ""),
    "GRC-06.1": ("Is it written down who answers for security?", "Yes", "a CISO"),
    "HRS-05.1": ("Do leavers hand equipment back?", "NA", "no equipment is lent"),
    "HRS-11.1": ("Do all people learn about security?", "Yes", ""),
    "IAM-07.1": ("Is access taken away when people leave?", "Yes", "the same day"),
    "IAM-14.1": ("Is a second factor needed to sign in?", "Yes", ""),
    "LOG-08.1": ("Are records of use kept?", "Yes", ""),
    "SEF-03.1": ("Is there a plan for incidents?", "Yes", ""),
    "SEF-04.1": ("Has the plan been exercised?", "No", ""),
    "SEF-07.1": ("Are customers told about breaches?", "Yes", "within 24 hours"),
    "STA-07.1": ("Is there a list of all suppliers?", "Yes", ""),
    "STA-08.1": ("Are suppliers' risks reviewed?", "No", ""),
    "TVM-02.1": ("Is there protection against malware?", "Yes", ""),
    "TVM-03.1": ("Are weaknesses mended in set times?", "Yes", ""),
}
MORE = ("A&A-04.1", "AIS-04.1", "AIS-07.1", "DSP-03.1", "DSP-08.1", "DSP-13.1", "GRC-03.1", "HRS-06.1", "HRS-10.1",
        "IPY-04.1", "STA-10.1", "STA-11.1", "UEM-04.1")  # fmt: skip
"""Ids that stand in the sheet too, so that it reaches as far as a real one."""


def caiq(changed: Mapping[str, str] | None = None) -> bytes:
    """The workbook, with some answers changed."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "CAIQv4.0.3"
    sheet.append(["CONSENSUS ASSESSMENTS INITIATIVE QUESTIONNAIRE v4.0.3"])
    sheet.append(["Question ID", "Question", "CSP CAIQ Answer", "CSP Implementation Description", "CCM Control ID"])
    rows = {**QUESTIONS, **{name: (f"Is what {name[:3].casefold()} needs in place?", "Yes", "") for name in MORE}}
    for number, (question, answer, note) in sorted(rows.items()):
        sheet.append([number, question, (changed or {}).get(number, answer), note, number.partition(".")[0]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(
    group: organizations.Group, vendor: Organization, data: bytes | None = None, issuer: Organization | None = None
) -> Assessment:
    """An imported CAIQ-shaped workbook of the vendor's."""
    data = caiq() if data is None else data
    read = foreign_import_actions.open_file(import_batches.open_workbook(data, "caiq.xlsx"))
    batch = foreign_import_actions.take_in(read, data, organization=vendor, issuer=issuer or group.a, at=NOW, actor=BY)
    return apply(
        batch,
        foreign_import_actions.reopen(batch.sha256, batch.file_name, import_corrections.from_settings({})),
        at=NOW,
        actor=BY,
    )


def version() -> QuestionnaireVersion:
    """Our vendor questionnaire, stored."""
    found = latest("outsourcing-vendor")
    if found is None:
        whole = library().questionnaire("outsourcing-vendor")
        found = add_version(whole, status=QuestionnaireStatus.RELEASED, origin=Origin.SHIPPED, at=NOW)
    return found


@cache
def library() -> Library:
    """The shipped content."""
    return load_library(paths.QUESTIONNAIRES)


def ours(group: organizations.Group, source: Assessment) -> Assessment:
    """All of our vendor questionnaire for the same organization."""
    return create_assessment(
        organization_id=source.organization_id,
        issuer_id=source.issuer_id,
        version_id=version().id,
        tier="T1",
        language="en",
        actor=BY,
        at=NOW,
    )


def pair(group: organizations.Group, name: str = "Bolt") -> tuple[Assessment, Assessment]:
    """(ours, theirs) for one vendor."""
    source = bring(group, organizations.vendor(name, group.a, tier="T1"))
    return ours(group, source), source
