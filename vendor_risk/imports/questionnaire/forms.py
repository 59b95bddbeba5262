"""Forms of a questionnaire made of a file: what is brought, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from vendor_risk.i18n import language
from vendor_risk.imports.forms import ACCEPT
from vendor_risk.organizations import tree
from vendor_risk.organizations.forms import strip
from vendor_risk.organizations.queries import CompanyRow


class QuestionnaireUploadForm(FlaskForm):
    """A file that lists questions."""

    company_id = SelectField(_l("Group company"), coerce=int)
    file = FileField(
        _l("File containing the questions"), [FileRequired(_l("Select the file first."))], render_kw={"accept": ACCEPT}
    )

    def __init__(self, companies: Iterable[CompanyRow]) -> None:
        super().__init__()
        self.company_id.choices = [SelectChoice(*choice) for choice in tree.choices(companies, language())]


class QuestionnaireForm(FlaskForm):
    """What a questionnaire made of a file is called."""

    title = StringField(_l("Title"), [DataRequired(), Length(max=200)], filters=[strip])
