"""The formats of a report, and making one in a language for somebody's scope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum

from vendor_risk.i18n import speaking
from vendor_risk.reports.board_paper import board_paper
from vendor_risk.reports.paper import Paper
from vendor_risk.reports.subjects import Subject
from vendor_risk.reports.vendor_paper import vendor_paper


class ReportFormat(StrEnum):
    """What a report can be; the value is the ending of its file."""

    PDF = "pdf"
    PPTX = "pptx"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a format is made."""

    render: Callable[[Paper], bytes]
    media_type: str


# Each renderer brings its library only when a report is made: together they took a third of every start.
def _pdf(paper: Paper) -> bytes:
    from vendor_risk.reports.pdf.document import pdf  # noqa: PLC0415 - see above

    return pdf(paper)


def _slides(paper: Paper) -> bytes:
    from vendor_risk.reports.slides.document import slides  # noqa: PLC0415 - see above

    return slides(paper)


def _workbook(paper: Paper) -> bytes:
    from vendor_risk.reports.xlsx.document import workbook  # noqa: PLC0415 - see above

    return workbook(paper)


_OFFICE = "application/vnd.openxmlformats-officedocument."
RENDERINGS: dict[ReportFormat, Rendering] = {
    ReportFormat.PDF: Rendering(_pdf, "application/pdf"),
    ReportFormat.PPTX: Rendering(_slides, f"{_OFFICE}presentationml.presentation"),
    ReportFormat.XLSX: Rendering(_workbook, f"{_OFFICE}spreadsheetml.sheet"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A finished report."""

    data: bytes
    name: str
    media_type: str


def paper_about(subject: Subject, wanted: date | None, today: date, zone: tzinfo) -> Paper:
    """The content, in the language that is spoken."""
    if subject.kind == "vendor" and subject.organization is not None:
        return vendor_paper(subject, subject.organization, today)
    return board_paper(subject, wanted, today, zone)


def make(subject: Subject, form: ReportFormat, lang: str, wanted: date | None, today: date, zone: tzinfo) -> Made:
    """The report about `subject`, compared with the kept day up to `wanted` (None: some four weeks ago)."""
    with speaking(lang):
        paper = paper_about(subject, wanted, today, zone)
    rendering = RENDERINGS[form]
    return Made(rendering.render(paper), f"{paper.file_stem}.{form.value}", rendering.media_type)
