"""Forms of register imports: shape and wording."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import SelectField
from wtforms.validators import DataRequired

from vendor_risk.formats.register.lists import READ_TABLES
from vendor_risk.i18n import Lazy, language
from vendor_risk.imports.register.questions import RegisterQuestion
from vendor_risk.imports.register.sheets.leaving import LeavingReason
from vendor_risk.organizations import tree
from vendor_risk.organizations.queries import CompanyRow

ACCEPT = ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv,.txt,.zip"


class RegisterUploadForm(FlaskForm):
    """The register as one workbook, as CSV files, or as a ZIP of them."""

    file = MultipleFileField(
        _l("Excel file or CSV files"), [DataRequired(_l("Select a file."))], render_kw={"accept": ACCEPT}
    )
    home_company_id = SelectField(_l("Managing company for rows without one"), coerce=int, default=0)

    def __init__(self, companies: Iterable[CompanyRow]) -> None:
        super().__init__()
        self.home_company_id.choices = home_choices(companies)


def home_choices(companies: Iterable[CompanyRow]) -> list[tuple[int, str]]:
    """Who may look after vendors of the file: companies of the scope, or only whom the file names."""
    return [(0, str(_l("None (each row must state its managing company)"))), *tree.choices(companies, language())]


def table_choices() -> list[tuple[str, str]]:
    """The tables of the register by key, for a field that chooses one."""
    return [(table.key, table.title.get(language())) for table in READ_TABLES]


def field_choices() -> dict[str, list[tuple[str, str]]]:
    """The fields of each table, for a field that chooses one."""
    return {
        table.key: [(column.key, column.title.get(language())) for column in table.columns] for table in READ_TABLES
    }


def field_name(table: str, key: str) -> str:
    """The title of a field in the language of the page."""
    return dict(field_choices().get(table, ())).get(key, key)


def leaving_words() -> dict[LeavingReason, Lazy]:
    """Why rows are no entries, in words."""
    return {
        LeavingReason.TITLE: _l("Title"),
        LeavingReason.SECTION: _l("Section heading"),
        LeavingReason.TOTAL: _l("Total"),
        LeavingReason.NOTE: _l("Note"),
        LeavingReason.HEADING: _l("Repeated heading"),
        LeavingReason.EXAMPLE: _l("Example"),
        LeavingReason.NO_VALUES: _l("No values in the columns to be imported"),
        LeavingReason.LEGEND: _l("Explanation of symbols"),
        LeavingReason.PERSON: _l("Row excluded by a user"),
    }


def answer_choices(question: RegisterQuestion, companies: Iterable[CompanyRow]) -> list[tuple[str, str]]:
    """What can be answered to a question, by the value that is kept; none for one that is only to be checked."""
    words = {
        ".": _l("1,234.5 (point as decimal separator)"),
        ",": _l("1.234,5 (comma as decimal separator)"),
        "day": _l("Day first (31/12/2027)"),
        "month": _l("Month first (12/31/2027)"),
        "new": _l("New vendor"),
    }
    found: list[tuple[str, str]] = []
    for choice in question.choices:
        if choice == "company":
            known = list(companies)
            names = dict(tree.choices(known, language()))
            found += [(row.code, names[row.id]) for row in known if row.id in names]
        else:
            named = question.params.get("other", "") if choice == question.params.get("code") else ""
            label = _l("The same as %(vendor)s", vendor=f"{choice} {named}".strip())
            found.append((choice, str(words.get(choice) or (label if question.kind == "same_vendor" else choice))))
    return found
