"""What is said when vendors and engagements are ended, deleted or changed together."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from vendor_risk.engagements.models import EngagementStatus
from vendor_risk.i18n import local_today
from vendor_risk.organizations.forms import MailAddress, strip
from vendor_risk.upkeep.actions import ClosingFacts
from vendor_risk.upkeep.edit_actions import OwnerFacts
from vendor_risk.upkeep.models import ClosingState
from vendor_risk.upkeep.words import closing_states


class ChosenForm(FlaskForm):
    """The rows that the page before has shown, by id."""

    ids = StringField(widget=HiddenInput(), validators=[InputRequired()])


class ClosingForm(FlaskForm):
    """What has become of our data and the vendor's access."""

    data_state = SelectField(_l("Return or erasure of our data"))
    access_state = SelectField(_l("Removal of the vendor’s access"))
    note = TextAreaField(
        _l("How this was confirmed"),
        description=_l("For example, the number of a certificate of destruction or of a ticket."),
        validators=[Length(max=1000)],
        filters=[strip],
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [SelectChoice(value, label) for value, label in closing_states().items()]
        self.data_state.choices = self.access_state.choices = choices

    def validate_note(self, field: Field) -> None:
        """What is done can be shown later."""
        if ClosingState.DONE in {self.data_state.data, self.access_state.data} and not field.data:
            raise ValidationError(
                _(
                    "Enter how this was confirmed, for example by giving the number of a certificate of destruction "
                    "or of a ticket."
                )
            )


class EndForm(ClosingForm, ChosenForm):
    """Ending: since when, and the closing list."""

    ended_on = DateField(_l("End date"), validators=[InputRequired(_l("Select a date."))])
    withdraw = BooleanField(_l("Withdraw assessments that have not been submitted"))

    def validate_ended_on(self, field: Field) -> None:
        """What has ended has ended: a later end is the contract's."""
        if field.data and field.data > local_today():
            raise ValidationError(_("Select today or an earlier date."))

    def closing(self) -> ClosingFacts:
        """The facts as written."""
        data, access = ClosingState(self.data_state.data), ClosingState(self.access_state.data)
        return ClosingFacts(self.ended_on.data, data, access, self.note.data or "")


class BulkEditForm(ChosenForm):
    """What several vendors or engagements are given; what is left blank stays."""

    owner_en = StringField(_l("Owner (English)"), validators=[Length(max=300)], filters=[strip])
    owner_ja = StringField(_l("Owner (Japanese)"), validators=[Length(max=300)], filters=[strip])
    owner_email = StringField(_l("Owner’s email address"), validators=[Length(max=254), MailAddress()], filters=[strip])

    def validate_owner_email(self, field: Field) -> None:
        """A person who can be written to, or nobody."""
        named = bool(self.owner_en.data or self.owner_ja.data)
        if named != bool(field.data):
            raise ValidationError(_("Enter both the owner’s name and email address."))

    @property
    def owner(self) -> OwnerFacts | None:
        """The new owner; None: it stays."""
        if not self.owner_email.data:
            return None
        return OwnerFacts(self.owner_en.data or "", self.owner_ja.data or "", self.owner_email.data)


class VendorsEditForm(BulkEditForm):
    """The same for vendors: the owner of their engagements, and who looks after the record."""

    home_company = SelectField(_l("Managed by"), coerce=int)

    def offer(self, companies: list[tuple[int, str]]) -> None:
        """Let the record be looked after by one of these companies."""
        self.home_company.choices = [SelectChoice(0, _("No change")), *(SelectChoice(*row) for row in companies)]


class EngagementsEditForm(BulkEditForm):
    """The same for engagements: owner and status."""

    status = SelectField(
        _l("Status"),
        choices=[
            SelectChoice("", _l("No change")),
            SelectChoice(EngagementStatus.PLANNED.value, _l("Planned")),
            SelectChoice(EngagementStatus.ACTIVE.value, _l("Ongoing")),
        ],
    )
