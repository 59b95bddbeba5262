"""The form of a campaign: what is sent, by whom, until when."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from vendor_risk.campaigns.issue_actions import CampaignSettings


class CampaignForm(FlaskForm):
    """What is decided about a campaign. `ids` carries the chosen organizations from step to step."""

    ids = HiddenField()
    name = StringField(_l("Name of the campaign"), validators=[InputRequired(_l("Give it a name.")), Length(max=200)])
    round_label = StringField(
        _l("Round"), description=_l("Such as the year; results of rounds are compared."), validators=[Length(max=20)]
    )
    issuer = SelectField(_l("Company that asks"), coerce=int)
    vendor_version = SelectField(_l("Questionnaire for vendors"), coerce=int)
    company_version = SelectField(_l("Questionnaire for group companies"), coerce=int)
    due_on = DateField(_l("Please answer by"), validators=[InputRequired(_l("Choose a date."))])
    message = TextAreaField(
        _l("Your own words"),
        description=_l("Shown in the mail and on the first page. Say why you ask and whom to call."),
        validators=[Length(max=4000)],
    )
    mail_code_required = BooleanField(
        _l("Ask for a code mailed to the invited address before answers are handed in or files are opened")
    )
    replace_running = BooleanField(_l("Replace questionnaires that are still being answered; their links end"))

    def settings(self) -> CampaignSettings:
        """The values as the action takes them; 0 stands for "none"."""
        return CampaignSettings(
            name=(self.name.data or "").strip(),
            issuer_id=self.issuer.data,
            due_on=self.due_on.data,
            vendor_version_id=self.vendor_version.data or None,
            company_version_id=self.company_version.data or None,
            round_label=(self.round_label.data or "").strip(),
            message=(self.message.data or "").strip(),
            mail_code_required=self.mail_code_required.data,
            replace_running=self.replace_running.data,
        )

    def chosen(self) -> list[int]:
        """The ids of the chosen organizations; anything else in the field is left out."""
        parts = (self.ids.data or "").split(",")
        return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 12]
