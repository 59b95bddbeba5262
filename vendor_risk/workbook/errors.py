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
    "empty": _("“%(file)s” is empty. Select the file again or request a new copy."),
    "missing": _("“%(file)s” cannot be read. Select the file again."),
    "unknown": _(
        "“%(file)s” is not a spreadsheet (detected type: %(found)s). Upload an Excel file "
        "(.xlsx, .xlsm, .xls, .xlsb), an OpenDocument spreadsheet (.ods) or a CSV file."
    ),
    "too_big": _(
        "“%(file)s” is larger than %(limit)s MB. Remove images and unused sheets, save the file and upload it again."
    ),
    "unpacks_too_big": _(
        "“%(file)s” expands to more than %(limit)s MB (at %(part)s). Remove unused sheets and formatting, save "
        "the file and upload it again."
    ),
    "ratio": _(
        "“%(file)s” is compressed far more than a normal Excel file (at %(part)s), which is "
        "typical of files designed to overload a computer. Open it, save it as .xlsx and "
        "upload that copy."
    ),
    "too_many_parts": _(
        "“%(file)s” contains more than %(limit)s internal parts. Save it as .xlsx and upload that copy."
    ),
    "too_many_cells": _(
        "“%(file)s” contains more than %(limit)s filled cells (on sheet “%(sheet)s”). Split it into several files."
    ),
    "too_far": _(
        "“%(file)s”, sheet “%(sheet)s”: cell %(cell)s is not empty but lies far outside the "
        "table (only rows up to %(rows)s and columns up to %(columns)s are read). Clear that "
        "cell, save the file and upload it again."
    ),
    "too_many_sheets": _(
        "“%(file)s” has more than %(limit)s sheets. Keep only the sheets to be imported, save the file and "
        "upload it again."
    ),
    "too_much_text": _(
        "“%(file)s” repeats long text so often (on sheet “%(sheet)s”) that its cells contain more than %(limit)s "
        "million characters in total. Split it into several files."
    ),
    "too_many_merges": _(
        "Sheet “%(sheet)s” of “%(file)s” has more than %(limit)s merged cell ranges. Unmerge them, save the file "
        "and upload it again."
    ),
    "doctype": _(
        "“%(file)s” contains a document type declaration (in %(part)s), which spreadsheet "
        "programs never create. Open it, save it as .xlsx and upload that copy."
    ),
    "duplicate": _(
        "“%(file)s” contains the part %(part)s twice or in overlapping locations. Save it as "
        ".xlsx and upload that copy."
    ),
    "nested": _("“%(file)s” contains another archive (%(part)s). Upload an Excel file without embedded files."),
    "packing": _(
        "“%(file)s” uses a compression method (%(found)s, at %(part)s) that spreadsheet "
        "programs do not use. Open it, save it as .xlsx and upload that copy."
    ),
    "leads_out": _(
        "“%(file)s” contains a part whose name points to a location outside the file "
        "(%(part)s), which spreadsheet programs never create. Open it, save it as .xlsx and "
        "upload that copy."
    ),
    "damaged": _(
        "“%(file)s” is damaged (%(part)s) and cannot be opened. Open it in Excel or "
        "LibreOffice, save a new copy and upload that, or request the file again."
    ),
    "encrypted": _("“%(file)s” is password-protected. Save a copy without a password and upload that copy."),
    "macros": _(
        "“%(file)s” contains macros, although its file extension does not allow them. Save "
        "it as an Excel file without macros (.xlsx) and upload that copy."
    ),
    "embedded": _(
        "“%(file)s” contains an embedded program or document (%(part)s). Remove it, save the file and upload it again."
    ),
    "live_link": _(
        "“%(file)s” contains a live link to another program (%(part)s). Break the link, save "
        "the file and upload it again."
    ),
    "no_sheets": _("“%(file)s” has no sheets containing data. Check that you have selected the correct file."),
    "too_slow": _(
        "“%(file)s” took more than %(limit)s seconds to read. Remove unused sheets and formatting, save the "
        "file and upload it again."
    ),
    "failed": _(
        "“%(file)s” could not be read because it used too much memory or time. Copy the "
        "table into a new Excel file and upload that."
    ),
    "too_long": _(
        "“%(file)s”: a cell starting at line %(row)s contains more than %(limit)s "
        "characters, probably because a quotation mark is not closed. Open the file, save it "
        "as CSV in UTF-8 and upload that copy."
    ),
    "encoding": _(
        "The text encoding of “%(file)s” could not be identified. Save it as CSV in UTF-8 and upload that copy."
    ),
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
