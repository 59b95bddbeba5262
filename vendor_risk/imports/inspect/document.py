"""`vendor-risk inspect`: what was understood of a file, as a document for programs and as a short text for people."""

from __future__ import annotations

import os
from collections.abc import Callable

from vendor_risk import paths
from vendor_risk.content.reading_words import load_lexicon
from vendor_risk.formats import read_any
from vendor_risk.reading import Corrections, Understanding, understand
from vendor_risk.reading.evidence import sentence, warning


def _(message: str) -> str:
    """Marks a message id for the catalogue; the command's language is chosen when it is shown."""
    return message


_COUNTS = _("Questions: %(questions)s; answers: %(answers)s; other rows: %(skipped)s")
_KNOWN = _("Detected as %(name)s (%(percent)s confidence)")
_UNKNOWN = _("Does not match any known questionnaire")
_SCORE = _("Score under the questionnaire’s own scheme: %(earned)s of %(possible)s points (%(percent)s)")


def understand_file(
    source: str | os.PathLike[str] | bytes, name: str | None = None, corrections: Corrections | None = None
) -> Understanding:
    """The understanding of a file. Raises WorkbookRefused, whose message is a sentence for the reader."""
    return understand(read_any(source, name), load_lexicon(paths.QUESTIONNAIRES), corrections)


def describe(found: Understanding, gettext: Callable[[str], str] = str) -> str:
    """The understanding as a short text: what it is, its sheets with their columns, what to look at."""
    lines = [found.file]
    known = found.recognised
    if known is not None:
        name = f"{known.name} {known.version}".strip()
        lines.append("  " + gettext(_KNOWN) % {"name": name, "percent": f"{known.confidence:.0%}"})
    else:
        lines.append("  " + gettext(_UNKNOWN))
    answers = sum(question.answered for question in found.questions)
    counts = {"questions": len(found.questions), "answers": answers, "skipped": len(found.skipped)}
    lines.append("  " + gettext(_COUNTS) % counts)
    if found.score is not None and found.score.ratio is not None:
        points = {"earned": f"{found.score.earned:g}", "possible": f"{found.score.possible:g}"}
        lines.append("  " + gettext(_SCORE) % {**points, "percent": f"{found.score.ratio:.1%}"})
    lines.extend(f"  {key}: {value}" for key, value in found.metadata.items() if len(value) <= 100)
    for sheet in found.sheets:
        lines.append(f"  [{sheet.role}] {sheet.name}: {sentence(*sheet.why, gettext=gettext)}")
        if sheet.role == "questionnaire":
            lines.extend(
                f"      {table.first_row}–{table.last_row}: "
                + ", ".join(f"{role} {column}" for role, column in table.columns.items())
                for table in sheet.tables
            )
    lines.extend(f"  ! {warning(code, params, gettext)}" for code, params in found.warnings)
    return "\n".join(lines)
