"""Forms of organizations and contacts: shape and wording."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from vendor_risk.domain.texts import corporate_numbers
from vendor_risk.i18n import Lazy, language
from vendor_risk.organizations import countries
from vendor_risk.organizations.actions import ContactFacts, OrganizationFacts
from vendor_risk.organizations.checks import is_email, is_web_address
from vendor_risk.organizations.models import OrganizationStatus
from vendor_risk.web.ids import id_or_none

COMPLETES = {"list": "suggestions", "autocomplete": "off"}
"""Makes a text field complete names of organizations (static/suggest.js); the page has the <datalist>."""


class Either:
    """One of two fields is filled in: this one, or the one named `other` in which the other language stands."""

    def __init__(self, other: str, message: Lazy) -> None:
        self.other, self.message = other, message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Fault when both are empty."""
        if not field.data and not form[self.other].data:
            raise ValidationError(self.message)


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def strip(value: str | None) -> str:
    """The text without space around it and without control characters; every text field's filter.

    Files cannot hold control characters: a name with one would come back from an export as another.
    """
    return _CONTROL.sub(" ", value or "").strip()


def status_labels() -> dict[str, Lazy]:
    """The words for the states of an organization."""
    return {OrganizationStatus.ACTIVE.value: _l("Active"), OrganizationStatus.ENDED.value: _l("Ended")}


class OrganizationForm(FlaskForm):  # type: ignore[misc,unused-ignore]
    """What vendors and group companies have in common."""

    code = StringField(
        _l("Code"),
        [DataRequired(), Length(max=80)],
        filters=[strip],
        description=_l("Your own code, such as a vendor code. Imports use it to identify the organisation."),
    )
    name = StringField(_l("Official name"), [DataRequired(), Length(max=300)], filters=[strip])
    name_en = StringField(_l("English name"), [Length(max=300)], filters=[strip])
    name_ja = StringField(_l("Japanese name"), [Length(max=300)], filters=[strip])
    name_kana = StringField(_l("Name in kana"), [Length(max=300)], filters=[strip])
    corporate_number = StringField(
        _l("Corporate number"),
        [Length(max=40)],
        filters=[strip],
        description=_l("For Japanese organisations: 13 digits (法人番号)."),
    )
    lei = StringField(
        _l("LEI"),
        [Length(max=40)],
        filters=[strip],
        description=_l("The 20-character code, if the organisation has one."),
    )
    country = SelectField(_l("Country"))
    address = StringField(_l("Address"), [Length(max=500)], filters=[strip])
    industry = StringField(_l("Industry"), [Length(max=80)], filters=[strip])
    employees = IntegerField(_l("Employees"), [Optional(), NumberRange(min=0, max=100_000_000)])
    website = StringField(_l("Website"), [Length(max=300)], filters=[strip])
    status = SelectField(_l("Status"))
    notes = TextAreaField(_l("Notes"), [Length(max=10_000)], filters=[strip])
    version = HiddenField(default="1")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = list(countries.names(language()).items())
        self.status.choices = list(status_labels().items())

    def validate_corporate_number(self, field: Field) -> None:
        """The check digit fits."""
        if field.data and corporate_numbers.corporate_number(field.data) is None:
            raise ValidationError(_l("Enter a valid corporate number: 13 digits with a matching check digit."))

    def validate_lei(self, field: Field) -> None:
        """The check digits fit."""
        if field.data and corporate_numbers.lei(field.data) is None:
            raise ValidationError(_l("Enter a valid LEI: 20 characters with matching check digits."))

    def validate_website(self, field: Field) -> None:
        """An address that a page may link to."""
        if field.data and not is_web_address(field.data):
            raise ValidationError(_l("Enter the full web address, starting with https:// or http://."))

    @property
    def seen_version(self) -> int:
        """The version of the record that the person saw."""
        return id_or_none(str(self.version.data)) or 0

    def facts(self) -> OrganizationFacts:
        """The facts as written."""
        return OrganizationFacts(
            name=self.name.data or "",
            name_en=self.name_en.data or None,
            name_ja=self.name_ja.data or None,
            corporate_number=self.corporate_number.data or None,
            lei=self.lei.data or None,
            country=self.country.data,
            industry=self.industry.data or None,
            employees=self.employees.data,
            website=self.website.data or None,
            name_kana=self.name_kana.data or None,
            address=self.address.data or None,
            notes=self.notes.data or "",
            status=OrganizationStatus(self.status.data),
        )


class VendorForm(OrganizationForm):
    """A vendor."""

    def keep_status(self, status: OrganizationStatus) -> None:
        """Let the status stay as it is: vendors end, and become active again, on pages that say what hangs on it."""
        self.status.choices = [(value, label) for value, label in status_labels().items() if value == status]
        self.status.description = _l("To change the status, use the buttons at the top of the vendor’s page.")

    home_company_id = SelectField(
        _l("Managed by"),
        coerce=int,
        description=_l("The group company responsible for keeping this record up to date."),
    )


class CompanyForm(OrganizationForm):
    """A group company."""

    parent_id = SelectField(
        _l("Parent company"),
        coerce=int,
        description=_l("The company directly above this one. To move an existing company, select a different parent."),
    )


class ContactForm(FlaskForm):  # type: ignore[misc,unused-ignore]
    """A person to write to."""

    name = StringField(_l("Name"), [DataRequired(), Length(max=300)], filters=[strip])
    name_en = StringField(_l("English name"), [Length(max=300)], filters=[strip])
    name_ja = StringField(_l("Japanese name"), [Length(max=300)], filters=[strip])
    email = StringField(_l("Email address"), [DataRequired(), Length(max=254)], filters=[strip])
    role = StringField(_l("Role"), [Length(max=120)], filters=[strip])
    department = StringField(_l("Department"), [Length(max=120)], filters=[strip])
    phone = StringField(_l("Phone number"), [Length(max=60)], filters=[strip])
    language = RadioField(_l("Language"), choices={"ja": "日本語", "en": "English"}, default="ja")
    primary = BooleanField(_l("Send questionnaires to this contact"))

    def validate_email(self, field: Field) -> None:
        """An address of mail."""
        if not is_email(field.data):
            raise ValidationError(_l("Enter a valid email address, such as name@company.example."))

    def facts(self) -> ContactFacts:
        """The facts as written."""
        return ContactFacts(
            name=self.name.data or "",
            email=self.email.data or "",
            language=self.language.data,
            role=self.role.data or "",
            department=self.department.data or "",
            phone=self.phone.data or "",
            primary=bool(self.primary.data),
            name_en=self.name_en.data or None,
            name_ja=self.name_ja.data or None,
        )
