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
    name = StringField(
        _l("Assessment round name"),
        validators=[InputRequired(_l("Enter a name for the assessment round.")), Length(max=200)],
    )
    round_label = StringField(
        _l("Assessment cycle"),
        description=_l("For example, the year. Results are compared between cycles."),
        validators=[Length(max=20)],
    )
    issuer = SelectField(_l("Sending company"), coerce=int)
    vendor_version = SelectField(_l("Questionnaire for vendors"), coerce=int)
    company_version = SelectField(_l("Questionnaire for group companies"), coerce=int)
    due_on = DateField(_l("Answers due"), validators=[InputRequired(_l("Select a date."))])
    message = TextAreaField(
        _l("Message to recipients"),
        description=_l(
            "Shown in the email and on the first page. Explain why you are sending the "
            "questionnaire and give a contact for questions."
        ),
        validators=[Length(max=4000)],
    )
    mail_code_required = BooleanField(
        _l("Require a code sent to the invited email address before answers are submitted or files are opened")
    )
    replace_running = BooleanField(_l("Replace questionnaires still in progress (their links will stop working)"))

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
