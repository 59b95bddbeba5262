"""How pages say what the tables hold: audiences, states and kinds, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.domain.questionnaires import QuestionKind
from vendor_risk.formats import FORMATS
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus, QuestionnaireVersion


def audiences() -> dict[str, str]:
    """Who answers."""
    return {"vendor": _("Vendors"), "group_company": _("Group companies")}


def statuses() -> dict[str, str]:
    """Whether it may be issued."""
    return {
        QuestionnaireStatus.DRAFT: _("draft"),
        QuestionnaireStatus.RELEASED: _("released"),
        QuestionnaireStatus.RETIRED: _("earlier version"),
    }


def origins() -> dict[str, str]:
    """Where it comes from."""
    return {
        Origin.SHIPPED: _("shipped with vendor_risk"),
        Origin.BUILT: _("built here"),
        Origin.WORKBOOK: _("read from a workbook"),
    }


def kinds() -> dict[str, str]:
    """What shape an answer has."""
    return {
        QuestionKind.MATURITY: _("level 0–5"),
        QuestionKind.CHOICE: _("one choice"),
        QuestionKind.MULTICHOICE: _("several choices"),
        QuestionKind.NUMBER: _("number"),
        QuestionKind.DATE: _("date"),
        QuestionKind.TEXT: _("text"),
    }


def formats() -> dict[str, str]:
    """What a questionnaire can be taken away as, by the name of the format, for whom it is good."""
    return {
        "oscal": _("NIST OSCAL catalogue (JSON)"),
        "ciso-assistant": _("CISO Assistant library (YAML)"),
        "csv": _("Table of questions (CSV)"),
        "json": _("Everything, for another installation (JSON)"),
    }


def file_name(row: QuestionnaireVersion, layout: str, lang: str) -> str:
    """The name a version is offered under in a format; formats of one language name it."""
    mark = f"-{lang}" if layout in {"oscal", "ciso-assistant"} else ""
    return f"{row.key}-{row.version}{mark}.{FORMATS[layout].ending}"
