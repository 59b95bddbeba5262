"""The words of bulk imports: how sure a guess is and why, where a file stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask_babel import gettext as _

from vendor_risk.i18n import clauses
from vendor_risk.imports.bulk.guess import LIKELY, SURE
from vendor_risk.imports.bulk.models import BulkFile, FileState

TONES = {"waiting": "warning", "ready": "info", "imported": "good", "unchanged": "neutral", "refused": "bad",
         "left_out": "neutral"}  # fmt: skip
_WHY: Mapping[str, Callable[[str], str]] = {
    "own": lambda _seen: _("This system’s Excel file (the assessment is recorded in the file)"),
    "number": lambda seen: _("Corporate number %(seen)s", seen=seen),
    "lei": lambda seen: _("LEI %(seen)s", seen=seen),
    "code": lambda seen: _("Code %(seen)s", seen=seen),
    "vendor": lambda seen: _("Name in the file: “%(seen)s”", seen=seen),
    "vendor_like": lambda seen: _("Similar to a name in the file: “%(seen)s”", seen=seen),
    "file": lambda seen: _("File or folder name: “%(seen)s”", seen=seen),
    "file_like": lambda seen: _("Similar to the file name: “%(seen)s”", seen=seen),
    "mail": lambda seen: _("Email addresses at %(seen)s", seen=seen),
}


def views() -> dict[str, str]:
    """The views of a bulk import's files, in the order of the page."""
    return {
        "": _("All"),
        "to_choose": _("Organisation not set"),
        "unsure": _("Uncertain match"),
        "ready": _("Ready"),
        "imported": _("Imported"),
        "unchanged": _("No changes"),
        "refused": _("Rejected"),
        "left_out": _("Excluded"),
    }


def standing(row: BulkFile) -> tuple[str, str]:
    """Where a file stands: a key of `TONES`, and the word for it."""
    if row.state == FileState.WAITING and row.skip:
        return "left_out", str(_("Excluded"))
    if row.state == FileState.WAITING and row.organization_id is not None:
        return "ready", str(_("Ready"))
    words = {
        FileState.WAITING: _("Organisation not set"),
        FileState.IMPORTED: _("Imported"),
        FileState.UNCHANGED: _("No changes"),
        FileState.REFUSED: _("Rejected"),
        FileState.LEFT_OUT: _("Excluded"),
    }
    return str(row.state), str(words[FileState(row.state)])


def sureness(confidence: float) -> str:
    """How sure a guess is, in a word."""
    if confidence >= SURE:
        return str(_("Strong match"))
    return str(_("Likely match") if confidence >= LIKELY else _("Possible match"))


def why(reasons: Sequence[tuple[str, str]]) -> str:
    """Why an organization is guessed, in words."""
    return clauses(_WHY[code](seen) for code, seen in reasons if code in _WHY)


def counts(row: BulkFile) -> str:
    """How many questions and answers were found."""
    if row.own:
        return str(_("Excel file from this system; questions: %(questions)s", questions=row.questions))
    return str(_("Questions: %(questions)s; answered: %(answers)s", questions=row.questions, answers=row.answers))
