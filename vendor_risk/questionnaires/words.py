"""How pages say what the tables hold: audiences, states and kinds, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.domain.questionnaires import ColumnKind, QuestionKind
from vendor_risk.formats import FORMATS
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus, QuestionnaireVersion


def audiences() -> dict[str, str]:
    """Who answers."""
    return {"vendor": _("Vendors"), "group_company": _("Group companies")}


def statuses() -> dict[str, str]:
    """Whether it may be issued."""
    return {
        QuestionnaireStatus.DRAFT: _("Draft"),
        QuestionnaireStatus.RELEASED: _("Released"),
        QuestionnaireStatus.RETIRED: _("Earlier version"),
    }


def origins() -> dict[str, str]:
    """Where it comes from."""
    return {
        Origin.SHIPPED: _("Built-in"),
        Origin.BUILT: _("Created in this system"),
        Origin.WORKBOOK: _("Imported from Excel"),
    }


def kinds() -> dict[str, str]:
    """What shape an answer has."""
    return {
        QuestionKind.MATURITY: _("Level 0–5"),
        QuestionKind.CHOICE: _("Single choice"),
        QuestionKind.MULTICHOICE: _("Multiple choice"),
        QuestionKind.NUMBER: _("Numeric value"),
        QuestionKind.DATE: _("Date"),
        QuestionKind.TEXT: _("Free text"),
        QuestionKind.TABLE: _("Record type"),
    }


def column_kinds() -> dict[str, str]:
    """What a cell of a table holds."""
    return {
        ColumnKind.TEXT: _("Text"),
        ColumnKind.NUMBER: _("Numeric value"),
        ColumnKind.DATE: _("Date"),
        ColumnKind.CHOICE: _("Single choice"),
        ColumnKind.YES_NO: _("Yes or no"),
    }


def formats() -> dict[str, str]:
    """What a questionnaire can be taken away as, by the name of the format, for whom it is good."""
    return {
        "oscal": _("NIST OSCAL catalogue (JSON)"),
        "ciso-assistant": _("CISO Assistant library (YAML)"),
        "csv": _("List of questions (CSV)"),
        "json": _("Full export for another installation (JSON)"),
    }


def file_name(row: QuestionnaireVersion, layout: str, lang: str) -> str:
    """The name a version is offered under in a format; formats of one language name it."""
    mark = f"-{lang}" if layout in {"oscal", "ciso-assistant"} else ""
    return f"{row.key}-{row.version}{mark}.{FORMATS[layout].ending}"
