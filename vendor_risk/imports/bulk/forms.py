"""Forms of bulk imports: what is brought, and whose each file is."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from vendor_risk.i18n import language
from vendor_risk.imports.forms import ACCEPT
from vendor_risk.imports.own.diff import WEB, WORKBOOK
from vendor_risk.organizations import tree
from vendor_risk.organizations.forms import strip
from vendor_risk.organizations.queries import CompanyRow

ORGANIZATION, SKIP = "organization-", "skip-"
"""What the names of a file's own fields begin with; its id follows."""


class BulkUploadForm(FlaskForm):
    """Many filled questionnaires at once."""

    file = MultipleFileField(
        _l("A ZIP archive or several files"),
        [FileRequired(_l("Select the files first."))],
        render_kw={"accept": ".zip," + ACCEPT, "multiple": True},
    )
    company_id = SelectField(_l("Group company the answers are for"), coerce=int)
    prefer = SelectField(
        _l("If an answer on the web differs from the one in this system’s Excel file"),
        choices=[SelectChoice(WEB, _l("Keep the web answer")), SelectChoice(WORKBOOK, _l("Use the Excel answer"))],
        default=WEB,
    )
    round_label = StringField(_l("Assessment cycle (such as the year)"), [Length(max=20)], filters=[strip])
    accept_now = BooleanField(
        _l("Accept immediately without review"),
        description=_l(
            "Answers claimed as “Not applicable” are never accepted unseen: an assessment with such answers goes to "
            "the review queue instead."
        ),
    )

    def __init__(self, companies: Iterable[CompanyRow], round_label: str | None = None) -> None:
        super().__init__(round_label=round_label)
        self.company_id.choices = [
            SelectChoice(0, _("The managing company of each vendor")),
            *(SelectChoice(*choice) for choice in tree.choices(companies, language())),
        ]
