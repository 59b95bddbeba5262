"""Fixtures of the tests of reports: the group whose vendors moved, and what is drawn on pages."""

import pytest

from tests.builders.history import scene
from vendor_risk.reports.pdf import sheet as pdf_sheet

__all__ = ["scene"]


@pytest.fixture
def drawn(monkeypatch):
    """What is written on the pages, as (x, y, text)."""
    found = []
    put = pdf_sheet.PdfSheet.put

    def noting(self, x, y, text, size, **more):
        found.append((x, y, text))
        put(self, x, y, text, size, **more)

    monkeypatch.setattr(pdf_sheet.PdfSheet, "put", noting)
    return found
