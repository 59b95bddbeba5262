"""The portal's forms: shape and wording."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from vendor_risk.declarations.actions import Subcontractor
from vendor_risk.domain.texts.corporate_numbers import corporate_number
from vendor_risk.errors import Refused
from vendor_risk.i18n import language
from vendor_risk.organizations import countries
from vendor_risk.organizations.forms import strip
from vendor_risk.portal.subcontractors.paste import PastedRow, pasted


class SubmitForm(FlaskForm):
    """Handing in the answers."""

    name = StringField(
        _l("Your name"),
        validators=[InputRequired(_l("Enter your name.")), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )
    confirmed = BooleanField(_l("Submit with information missing (unanswered questions will count as not done)"))


class CodeForm(FlaskForm):
    """The six-digit code from the mail."""

    code = StringField(
        _l("Six-digit code"),
        validators=[Regexp(r"^\s*\d{6}\s*$", message=_l("Enter the six digits from the email."))],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 12},
    )


MOST_LINES = 100
"""Lines pasted at once."""


def _wrong_number() -> str:
    return str(
        _(
            "The corporate number is not valid: it must have 13 digits and a matching check digit. Correct the "
            "number or leave it blank."
        )
    )


class SubcontractorForm(FlaskForm):
    """One subcontractor of the vendor."""

    name = StringField(
        _l("Subcontractor name"),
        [DataRequired(_l("Enter the subcontractor’s name.")), Length(max=300)],
        filters=[strip],
    )
    service = StringField(
        _l("Service provided to you"),
        [DataRequired(_l("Enter the service that the subcontractor provides to you.")), Length(max=300)],
        filters=[strip],
        description=_l("For example: hosting, data entry, transport."),
    )
    country = SelectField(_l("Country"))
    corporate_number = StringField(
        _l("Corporate number"),
        [Length(max=40)],
        filters=[strip],
        description=_l("For Japanese organisations: the 13-digit corporate number (法人番号), if known."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = list(countries.names(language()).items())

    def validate_corporate_number(self, field: Field) -> None:
        """With a check digit that fits."""
        if field.data and corporate_number(field.data) is None:
            raise ValidationError(_wrong_number())

    def named(self, _own_country: str) -> list[Subcontractor]:
        """The subcontractor as written."""
        number = corporate_number(self.corporate_number.data or "")
        return [Subcontractor(self.name.data, self.country.data, self.service.data, number)]


class PasteForm(FlaskForm):
    """Many subcontractors, a line each, as they come out of a spreadsheet."""

    lines = TextAreaField(
        _l("List of subcontractors"),
        [DataRequired(_l("Paste one or more lines.")), Length(max=100_000)],
        description=_l(
            "Copy the name, service, country and corporate number columns from your spreadsheet "
            "and paste them here, with or without their header row. Country and corporate number are optional."
        ),
    )

    def named(self, own_country: str) -> list[Subcontractor]:
        """The subcontractors as pasted. Refused with the number of the first line that cannot be read."""
        rows = pasted(self.lines.data)
        if len(rows) > MOST_LINES:
            raise Refused(
                _("Paste up to %(most)s lines at a time. You pasted %(lines)s lines.", most=MOST_LINES, lines=len(rows))
            )
        return [_subcontractor(row, own_country) for row in rows]


def _subcontractor(row: PastedRow, own_country: str) -> Subcontractor:
    if not row.name or not row.service or max(len(row.name), len(row.service)) > 300:
        raise Refused(_("Line %(line)s: enter a name and a service, each up to 300 characters.", line=row.place))
    code = countries.code_of(row.country) if row.country else own_country
    if code is None:
        raise Refused(
            _(
                "Line %(line)s: “%(country)s” is not a recognised country. Correct the country or leave it blank.",
                line=row.place,
                country=row.country[:60],
            )
        )
    checked = corporate_number(row.number) if row.number else None
    if row.number and checked is None:
        raise Refused(_("Line %(line)s: %(fault)s", line=row.place, fault=_wrong_number()))
    return Subcontractor(row.name, code, row.service, checked)
