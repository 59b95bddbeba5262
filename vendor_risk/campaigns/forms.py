"""The form of a campaign: what is sent, by whom, until when."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Regexp

from vendor_risk.campaigns.issue_actions import LETTER, CampaignSettings
from vendor_risk.organizations.forms import Either, strip
from vendor_risk.web.due_dates import DueDateField

ADDRESS = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z"


class CampaignForm(FlaskForm):
    """What is decided about a campaign. `ids` carries the chosen organizations from step to step."""

    ids = HiddenField()
    name_en = StringField(
        _l("Assessment round name (English)"),
        description=_l(
            "Fill in at least one language. Each reader sees the text in their own language if it has been "
            "entered, otherwise in the other language."
        ),
        validators=[Either("name_ja", _l("Enter a name for the assessment round.")), Length(max=200)],
        filters=[strip],
    )
    name_ja = StringField(_l("Assessment round name (Japanese)"), validators=[Length(max=200)], filters=[strip])
    round_label = StringField(
        _l("Assessment cycle"),
        description=_l("For example, the year. Results of different cycles can be compared."),
        validators=[Length(max=20)],
    )
    issuer = SelectField(_l("Sending company"), coerce=int)
    vendor_version = SelectField(_l("Questionnaire for vendors"), coerce=int)
    company_version = SelectField(_l("Questionnaire for group companies"), coerce=int)
    due_on = DueDateField(_l("Answers due"), validators=[InputRequired(_l("Select a date."))])
    message_ja = TextAreaField(_l("Message (Japanese)"), validators=[Length(max=4000)])
    message_en = TextAreaField(
        _l("Message (English)"),
        description=_l(
            "Each recipient sees the message in their own language only, in the email and on the first page of "
            "the questionnaire."
        ),
        validators=[Length(max=4000)],
    )
    department_ja = StringField(_l("Department (Japanese)"), validators=[Length(max=200)])
    department_en = StringField(_l("Department (English)"), validators=[Length(max=200)])
    person_ja = StringField(_l("Contact name (Japanese)"), validators=[Length(max=200)])
    person_en = StringField(_l("Contact name (English)"), validators=[Length(max=200)])
    phone = StringField(
        _l("Phone number for questions"),
        validators=[InputRequired(_l("Enter a phone number that recipients can call.")), Length(max=50)],
    )
    reply_to = StringField(
        _l("Email address for questions and replies"),
        description=_l("Shown to recipients in the emails and beside every question."),
        validators=[
            InputRequired(_l("Enter an email address.")),
            Length(max=254),
            Regexp(ADDRESS, message=_l("Enter an email address.")),
        ],
    )
    retention_years = IntegerField(
        _l("Retention period for answers (years)"),
        description=_l(
            "The emails and the questionnaire state that answers will be deleted after this period. The system does "
            "not delete them automatically, so plan the deletion yourself."
        ),
        validators=[
            InputRequired(_l("Enter the number of years for which answers are kept.")),
            NumberRange(1, 30, _l("Enter a number from 1 to 30.")),
        ],
    )
    mail_code_required = BooleanField(
        _l("Require a code, sent to the invited email address, before the questionnaire and its answers are shown")
    )
    replace_running = BooleanField(
        _l("Replace questionnaires still in progress or under review (their links will stop working)")
    )

    def validate_person_ja(self, field: Field) -> None:
        """A person vendors can ask, in one language at least."""
        if not ((field.data or "").strip() or (self.person_en.data or "").strip()):
            raise ValidationError(_("Enter the name of a person whom recipients can contact."))

    def settings(self) -> CampaignSettings:
        """The values as the action takes them; 0 stands for "none"."""
        return CampaignSettings(
            name="",
            name_en=self.name_en.data,
            name_ja=self.name_ja.data,
            issuer_id=self.issuer.data,
            due_on=self.due_on.data,
            vendor_version_id=self.vendor_version.data or None,
            company_version_id=self.company_version.data or None,
            round_label=(self.round_label.data or "").strip(),
            retention_years=self.retention_years.data,
            **{name: (self[name].data or "").strip() for name in LETTER if name != "retention_years"},
            mail_code_required=self.mail_code_required.data,
            replace_running=self.replace_running.data,
        )

    def chosen(self) -> list[int]:
        """The ids of the chosen organizations; anything else in the field is left out."""
        parts = (self.ids.data or "").split(",")
        return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 12]
