"""`vendor-risk inspect`: what was understood of a file, as a document for programs and as a short text for people."""

from __future__ import annotations

import os
from typing import Any

from vendor_risk import paths
from vendor_risk.content.reading_words import load_lexicon
from vendor_risk.reading import Corrections, Understanding, understand
from vendor_risk.workbook import read_workbook


def understand_file(
    source: str | os.PathLike[str] | bytes, name: str | None = None, corrections: Corrections | None = None
) -> Understanding:
    """The understanding of a file. Raises WorkbookRefused, whose message is a sentence for the reader."""
    return understand(read_workbook(source, name), load_lexicon(paths.QUESTIONNAIRES), corrections)


def inspect_file(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The document `inspect --json` prints. Raises WorkbookRefused; the command prints its sentence and exits 1."""
    return understand_file(path).to_json()
