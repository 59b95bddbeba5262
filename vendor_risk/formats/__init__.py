"""Questionnaires as other programs keep them: read into plain rows like any workbook, and written from ours.

    workbook = read_any(data, name)              # a workbook, or one of the formats below as if it were a sheet
    write("oscal", questionnaire)                # bytes, by the name of a format

Read: NIST OSCAL catalogues (JSON), CISO Assistant libraries (YAML, workbooks), Google VSAQ (JSON), our own JSON.
Written: OSCAL, CISO Assistant, CSV and our own JSON. What a file is, is told by its content and never by its name.
"""

from vendor_risk.formats.opening import read_any
from vendor_risk.formats.writing import FORMATS, write

__all__ = ["FORMATS", "read_any", "write"]
