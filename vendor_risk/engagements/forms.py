"""Forms of engagements: shape and wording."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from vendor_risk.domain.questionnaires import Tier
from vendor_risk.domain.texts.two_languages import written
from vendor_risk.domain.tiering.facts import STATED_FACTS, ConfidentialData, Fact, Substitutability, VendorAccess
from vendor_risk.engagements import tiering
from vendor_risk.engagements.categories import OTHER, category_choices
from vendor_risk.engagements.models import EngagementStatus
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.i18n import Lazy, language, tell
from vendor_risk.organizations.checks import is_email
from vendor_risk.organizations.forms import COMPLETES, Either, strip

FEATURES = tuple(fact for fact in Fact if fact in STATED_FACTS)
_ANSWERS = {"yes": True, "no": False}


def status_labels() -> dict[str, Lazy]:
    """The words for the states of an engagement."""
    return {
        EngagementStatus.PLANNED.value: _l("Planned"),
        EngagementStatus.ACTIVE.value: _l("Ongoing"),
        EngagementStatus.ENDED.value: _l("Ended"),
    }


def vocabulary(source: str) -> dict[str, str]:
    """The values of a fact of the tier tables ("confidential_data", "access", …) with their names."""
    names = tiering.rules().names
    return {key.split(".", 1)[1]: tell(text) for key, text in names.items() if key.startswith(f"{source}.")}


def _answer() -> SelectField:
    words = (("", _l("Determined by the details above")), ("yes", _l("Yes")), ("no", _l("No")))
    return SelectField(choices=[SelectChoice(value, label) for value, label in words])


class EngagementForm(FlaskForm):  # type: ignore[misc,unused-ignore]
    """A service bought, with the facts that decide its tier."""

    service_en = StringField(
        _l("Service (English)"),
        [Either("service_ja", _l("Enter the service in English or in Japanese.")), Length(max=300)],
        filters=[strip],
        description=_l("Enter at least one language. Readers see their own language where it is available."),
    )
    service_ja = StringField(_l("Service (Japanese)"), [Length(max=300)], filters=[strip])
    category = SelectField(_l("Category"), default=OTHER)
    code = StringField(
        _l("Code"),
        [Length(max=80)],
        filters=[strip],
        description=_l("Your own code. Leave blank to have one assigned automatically."),
    )
    status = SelectField(_l("Status"), default=EngagementStatus.ACTIVE.value)
    owner_name_en = StringField(
        _l("Owner (English)"),
        [Either("owner_name_ja", _l("Enter the owner of this engagement.")), Length(max=300)],
        filters=[strip],
        description=_l("The person in the group who is responsible for this engagement. Enter at least one language."),
    )
    owner_name_ja = StringField(_l("Owner (Japanese)"), [Length(max=300)], filters=[strip])
    owner_email = StringField(_l("Owner’s email address"), [Length(max=254)], filters=[strip])
    contract_start = DateField(_l("Contract start"), [Optional()])
    contract_end = DateField(_l("Contract end"), [Optional()])
    data_class = SelectField(_l("Our information held by the vendor"))
    personal_data = BooleanField(_l("The vendor handles personal data on our behalf"))
    access = SelectField(_l("Access to our systems and premises"))
    stoppage_hours = IntegerField(
        _l("Tolerable outage (hours)"),
        [Optional(), NumberRange(min=0, max=100_000)],
        description=_l("How long our business can continue without this vendor. Leave blank if not known."),
    )
    substitutability = SelectField(_l("Ease of replacement"))
    annual_spend = IntegerField(_l("Annual spend (JPY)"), [Optional(), NumberRange(min=0, max=10**15)])
    answer_confidential, answer_stoppage, answer_access = _answer(), _answer(), _answer()
    version = HiddenField(default="1")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.category.choices = category_choices(language())
        self.status.choices = list(status_labels().items())
        self.data_class.choices = list(vocabulary("confidential_data").items())
        self.access.choices = list(vocabulary("access").items())
        self.substitutability.choices = list(vocabulary("substitutability").items())
        words = tiering.rules()
        for fact in FEATURES:
            self[f"feature_{fact}"].label.text = tell(words.facts[fact].title)
            self[f"feature_{fact}"].description = tell(words.facts[fact].meaning)
        questions = (self.answer_confidential, self.answer_stoppage, self.answer_access)
        for field, question in zip(questions, words.tier_questions.values(), strict=True):
            field.label.text, field.description = tell(question.text), tell(question.help)

    def validate_owner_email(self, field: Field) -> None:
        """An address of mail."""
        if field.data and not is_email(field.data):
            raise ValidationError(_l("Enter a valid email address, such as name@company.example."))

    def validate_contract_end(self, field: Field) -> None:
        """Not before the start."""
        if field.data and self.contract_start.data and field.data < self.contract_start.data:
            raise ValidationError(_l("The contract end date is before the start date. Correct one of the dates."))

    @property
    def seen_version(self) -> int:
        """The version of the record that the person saw."""
        return int(self.version.data) if str(self.version.data).isdigit() else 0

    def values(self, before: EngagementValues | None = None) -> EngagementValues:
        """The engagement as written; `before` is what it was."""
        service = written("", self.service_en.data, self.service_ja.data, before.service if before else "")
        owner = written("", self.owner_name_en.data, self.owner_name_ja.data, before.owner_name if before else "")
        return EngagementValues(
            service=service[0],
            service_en=service[1],
            service_ja=service[2],
            owner_name=owner[0],
            owner_name_en=owner[1],
            owner_name_ja=owner[2],
            category=self.category.data,
            status=EngagementStatus(self.status.data),
            data_class=ConfidentialData(self.data_class.data),
            personal_data=bool(self.personal_data.data),
            access=VendorAccess(self.access.data),
            stoppage_hours=self.stoppage_hours.data,
            substitutability=Substitutability(self.substitutability.data),
            annual_spend=self.annual_spend.data,
            features=frozenset(fact for fact in FEATURES if self[f"feature_{fact}"].data),
            answer_confidential=_ANSWERS.get(self.answer_confidential.data),
            answer_stoppage=_ANSWERS.get(self.answer_stoppage.data),
            answer_access=_ANSWERS.get(self.answer_access.data),
            contract_start=self.contract_start.data,
            contract_end=self.contract_end.data,
            owner_email=self.owner_email.data or "",
        )

    def show(self, values: EngagementValues) -> None:
        """Fill what a plain copy of attributes cannot: the ticked facts, the three answers, and texts whose language
        was told by their script.
        """
        for name in ("service_en", "service_ja", "owner_name_en", "owner_name_ja"):
            self[name].data = getattr(values, name)
        for fact in FEATURES:
            self[f"feature_{fact}"].data = fact in values.features
        said = {True: "yes", False: "no", None: ""}
        self.answer_confidential.data = said[values.answer_confidential]
        self.answer_stoppage.data = said[values.answer_stoppage]
        self.answer_access.data = said[values.answer_access]


for _fact in FEATURES:
    setattr(EngagementForm, f"feature_{_fact}", BooleanField(_fact.value))


class NewEngagementForm(EngagementForm):
    """An engagement that is added: its two parties are chosen once."""

    buyer_id = SelectField(_l("Buyer"), coerce=int, description=_l("The group company that purchases the service."))
    supplier = StringField(
        _l("Vendor"),
        [DataRequired(), Length(max=400)],
        filters=[strip],
        description=_l("Enter a name or code and select from the list."),
        render_kw=COMPLETES,
    )


class OverrideForm(FlaskForm):  # type: ignore[misc,unused-ignore]
    """Another tier than the facts give, with the reason."""

    tier = SelectField(_l("Tier"))
    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(), Length(max=2000)],
        filters=[strip],
        description=_l("This will be shown with your name and the date on this page and in the audit log."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        tiers = tiering.rules().tiers
        self.tier.choices = [(tier.value, f"{tier.value} {tell(tiers[tier].title)}") for tier in Tier]
