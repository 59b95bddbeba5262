"""Why a workbook was refused, as a sentence that says where and what to do.

The sentences are English message ids with parameters; `translations/ja/reading.po` holds the Japanese. This module
knows no web framework: `message(gettext)` takes the translating function of whoever shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping


def _(message: str) -> str:
    """Marks a message id for the catalogue; the reader's language is chosen when it is shown."""
    return message


SENTENCES: Mapping[str, str] = {
    "empty": _("“%(file)s” is empty. Choose the file again, or ask for a new copy."),
    "missing": _("“%(file)s” cannot be read. Choose the file again."),
    "unknown": _(
        "“%(file)s” is not a spreadsheet (it looks like: %(found)s). "
        "Send an Excel workbook (.xlsx, .xlsm, .xls, .xlsb), an OpenDocument spreadsheet (.ods) or a CSV file."
    ),
    "too_big": _(
        "“%(file)s” is larger than %(limit)s MB. Remove pictures and unused sheets, save it again and send that."
    ),
    "unpacks_too_big": _(
        "“%(file)s” unpacks to more than %(limit)s MB (at %(part)s). "
        "Remove unused sheets and formatting, save it again and send that."
    ),
    "ratio": _(
        "“%(file)s” is packed far more tightly than a real workbook (at %(part)s), as files made to exhaust a "
        "computer are. Open it, save it again as .xlsx and send that."
    ),
    "too_many_parts": _("“%(file)s” consists of more than %(limit)s parts. Save it again as .xlsx and send that."),
    "too_many_cells": _(
        "“%(file)s” holds more than %(limit)s filled cells (on %(sheet)s). Split it into several files."
    ),
    "too_far": _(
        "“%(file)s”, sheet “%(sheet)s”: there is something in cell %(cell)s, far outside the table "
        "(rows up to %(rows)s and columns up to %(columns)s are read). Delete that cell, save and send it again."
    ),
    "too_many_sheets": _("“%(file)s” has more than %(limit)s sheets. Send only those with questions and answers."),
    "too_much_text": _(
        "“%(file)s” shows long texts so often (on sheet “%(sheet)s”) that all cells together hold more than %(limit)s "
        "million characters. Split it into several files."
    ),
    "too_many_merges": _(
        "“%(file)s”, sheet “%(sheet)s” has more than %(limit)s merged areas. Undo the merging, save and send it again."
    ),
    "doctype": _(
        "“%(file)s” contains a document type declaration (in %(part)s), which no spreadsheet program writes. "
        "Open it, save it again as .xlsx and send that."
    ),
    "duplicate": _(
        "“%(file)s” contains the part %(part)s twice or in overlapping places. Save it again as .xlsx and send that."
    ),
    "nested": _("“%(file)s” contains another archive (%(part)s). Send a workbook without embedded files."),
    "packing": _(
        "“%(file)s” is packed in a way (%(found)s, at %(part)s) that spreadsheet programs do not use. "
        "Open it, save it again as .xlsx and send that."
    ),
    "leads_out": _(
        "“%(file)s” contains a part whose name leads to a place outside the file (%(part)s), which no spreadsheet "
        "program writes. Open it, save it again as .xlsx and send that."
    ),
    "damaged": _(
        "“%(file)s” is damaged (%(part)s) and cannot be opened. "
        "Open it in Excel or LibreOffice, save a new copy and send that, or ask for it again."
    ),
    "encrypted": _("“%(file)s” is protected with a password. Save a copy without a password and send that."),
    "macros": _(
        "“%(file)s” contains macros although its name says otherwise. Save it as an Excel workbook without macros "
        "(.xlsx) and send that."
    ),
    "embedded": _(
        "“%(file)s” contains an embedded program or document (%(part)s). Remove it, save and send the workbook again."
    ),
    "live_link": _(
        "“%(file)s” contains a live link to another program (%(part)s). Break the link, save and send it again."
    ),
    "no_sheets": _("“%(file)s” has no sheet with cells. Check that it is the right file."),
    "too_slow": _(
        "“%(file)s” took longer than %(limit)s seconds to read. Remove unused sheets and formatting, save and send it "
        "again."
    ),
    "failed": _(
        "“%(file)s” could not be read: the reading was stopped because it used too much memory or time. "
        "Copy the table into a new workbook and send that."
    ),
    "too_long": _(
        "“%(file)s”: from line %(row)s on, one cell holds more than %(limit)s characters. Most likely a quotation mark "
        "is not closed there. Open the file, save it again as CSV in UTF-8 and send that."
    ),
    "encoding": _("The text encoding of “%(file)s” is not known. Save it as CSV in UTF-8 and send that."),
}


class WorkbookRefused(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """A file that is not read. `code` is the reason (a key of SENTENCES), `params` what the sentence names."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = {key: str(value) for key, value in params.items()}
        super().__init__(code)

    def message(self, gettext: Callable[[str], str] = str) -> str:
        """The sentence, through `gettext` (the reader's language; English when not given)."""
        names = {"file": "?", "found": "?", "part": "?", "sheet": "?", "limit": "?", "cell": "?", **self.params}
        return gettext(SENTENCES[self.code]) % names

    def __str__(self) -> str:
        return self.message()
