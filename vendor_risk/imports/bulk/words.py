"""The words of bulk imports: how sure a guess is and why, where a file stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask_babel import gettext as _

from vendor_risk.imports.bulk.guess import LIKELY, SURE
from vendor_risk.imports.bulk.models import BulkFile, FileState

TONES = {"waiting": "warning", "ready": "info", "imported": "good", "unchanged": "neutral", "refused": "bad",
         "left_out": "neutral"}  # fmt: skip
_WHY: Mapping[str, Callable[[str], str]] = {
    "own": lambda _seen: _("our own workbook, which knows its assessment"),
    "number": lambda seen: _("the corporate number %(seen)s", seen=seen),
    "lei": lambda seen: _("the LEI %(seen)s", seen=seen),
    "code": lambda seen: _("the code %(seen)s", seen=seen),
    "vendor": lambda seen: _("the name in the file, “%(seen)s”", seen=seen),
    "vendor_like": lambda seen: _("a name like “%(seen)s” in the file", seen=seen),
    "file": lambda seen: _("the name of the file or folder, “%(seen)s”", seen=seen),
    "file_like": lambda seen: _("a name like that of the file, “%(seen)s”", seen=seen),
    "mail": lambda seen: _("mail addresses of %(seen)s", seen=seen),
}


def views() -> dict[str, str]:
    """The views of a bulk import's files, in the order of the page."""
    return {
        "": _("All"),
        "to_choose": _("Whose?"),
        "unsure": _("Not sure"),
        "ready": _("Ready"),
        "imported": _("Imported"),
        "unchanged": _("Nothing new"),
        "refused": _("Refused"),
        "left_out": _("Left out"),
    }


def standing(row: BulkFile) -> tuple[str, str]:
    """Where a file stands: a key of `TONES`, and the word for it."""
    if row.state == FileState.WAITING and row.skip:
        return "left_out", str(_("left out"))
    if row.state == FileState.WAITING and row.organization_id is not None:
        return "ready", str(_("ready"))
    words = {
        FileState.WAITING: _("whose?"),
        FileState.IMPORTED: _("imported"),
        FileState.UNCHANGED: _("nothing new"),
        FileState.REFUSED: _("refused"),
        FileState.LEFT_OUT: _("left out"),
    }
    return str(row.state), str(words[FileState(row.state)])


def sureness(confidence: float) -> str:
    """How sure a guess is, in a word."""
    if confidence >= SURE:
        return str(_("sure"))
    return str(_("likely") if confidence >= LIKELY else _("perhaps"))


def why(reasons: Sequence[Sequence[str]]) -> str:
    """Why an organization is guessed, in words."""
    return "; ".join(_WHY[code](seen) for code, seen in reasons if code in _WHY)


def counts(row: BulkFile) -> str:
    """How many questions and answers were found."""
    if row.own:
        return str(_("own workbook, %(questions)s questions", questions=row.questions))
    return str(_("%(questions)s questions, %(answers)s answered", questions=row.questions, answers=row.answers))
