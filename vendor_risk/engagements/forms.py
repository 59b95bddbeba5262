"""Forms of engagements: shape and wording."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
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
from vendor_risk.domain.tiering.tiers import TierSource
from vendor_risk.engagements import tiering
from vendor_risk.engagements.categories import OTHER, category_choices
from vendor_risk.engagements.models import EngagementStatus
from vendor_risk.engagements.tiering import EngagementValues
from vendor_risk.i18n import Lazy, language, tell
from vendor_risk.organizations.checks import is_email
from vendor_risk.organizations.forms import COMPLETES, Either, strip
from vendor_risk.web.ids import id_or_none

FEATURES = tuple(fact for fact in Fact if fact in STATED_FACTS)
NOT_KNOWN = _l("Not known yet")
_ANSWERS = {"yes": True, "no": False}
_SAID = {True: "yes", False: "no", None: ""}


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


def missing_words() -> dict[str, str]:
    """What each fact that nobody has given (`domain.tiering.tiers.unstated`) is called."""
    own = {
        TierSource.DATA: _("Our information held by the vendor"),
        TierSource.PERSONAL_DATA: _("Whether the vendor handles personal data"),
        TierSource.ACCESS: _("Access to our systems and premises"),
        TierSource.STOPPAGE: _("Tolerable outage"),
        TierSource.SUBSTITUTABILITY: _("Ease of replacement"),
        TierSource.SPEND: _("Annual spend"),
    }
    words = tiering.rules().facts
    return {key.value: text for key, text in own.items()} | {fact.value: tell(words[fact].title) for fact in FEATURES}


def _three(words: tuple[tuple[str, Lazy], ...]) -> SelectField:
    return SelectField(default="", choices=[SelectChoice(value, label) for value, label in words])


def _answer() -> SelectField:
    return _three((("", _l("Determined by the details above")), ("yes", _l("Yes")), ("no", _l("No"))))


def _fact() -> SelectField:
    return _three((("", NOT_KNOWN), ("yes", _l("Yes")), ("no", _l("No"))))


class FactsForm(FlaskForm):  # type: ignore[misc,unused-ignore]
    """The facts that decide a tier and the choice of questions. A blank field: not known yet."""

    data_class = SelectField(_l("Our information held by the vendor"), default="")
    personal_data = _fact()
    access = SelectField(_l("Access to our systems and premises"), default="")
    stoppage_hours = IntegerField(
        _l("Tolerable outage (hours)"),
        [Optional(), NumberRange(min=0, max=100_000)],
        description=_l("How long our business can continue if this service stops. Leave blank if not known."),
    )
    substitutability = SelectField(_l("Ease of replacement"), default="")
    annual_spend = IntegerField(
        _l("Annual spend (JPY)"),
        [Optional(), NumberRange(min=0, max=10**15)],
        description=_l("Leave blank if not known."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        words = tiering.rules()
        for field, source in (
            (self.data_class, "confidential_data"),
            (self.access, "access"),
            (self.substitutability, "substitutability"),
        ):
            field.choices = [("", NOT_KNOWN), *vocabulary(source).items()]
        self.personal_data.label.text = _l("The vendor handles personal data on our behalf")
        for fact in FEATURES:
            self[f"feature_{fact}"].label.text = tell(words.facts[fact].title)
            self[f"feature_{fact}"].description = tell(words.facts[fact].meaning)

    def facts(self, before: EngagementValues) -> EngagementValues:
        """An engagement with the facts as written here, and all else as it was."""
        answers = {fact: _ANSWERS.get(self[f"feature_{fact}"].data) for fact in FEATURES}
        if self.access.data == VendorAccess.ON_SITE:
            answers[Fact.ON_SITE_WORK] = None  # follows from the access
        return replace(
            before,
            data_class=ConfidentialData(self.data_class.data) if self.data_class.data else None,
            personal_data=_ANSWERS.get(self.personal_data.data),
            access=VendorAccess(self.access.data) if self.access.data else None,
            stoppage_hours=self.stoppage_hours.data,
            substitutability=Substitutability(self.substitutability.data) if self.substitutability.data else None,
            annual_spend=self.annual_spend.data,
            features=frozenset(fact for fact, said in answers.items() if said),
            denied=frozenset(fact for fact, said in answers.items() if said is False),
        )

    def show(self, values: EngagementValues) -> None:
        """Fill the form with the facts of an engagement."""
        for name in ("data_class", "access", "substitutability"):
            self[name].data = getattr(values, name) or ""
        self.stoppage_hours.data, self.annual_spend.data = values.stoppage_hours, values.annual_spend
        self.personal_data.data = _SAID[values.personal_data]
        for fact in FEATURES:
            self[f"feature_{fact}"].data = _SAID[values.holds(fact)]

    def validate_access(self, field: Field) -> None:
        """Access on site is work on our premises: the one cannot be while the other is denied."""
        if field.data == VendorAccess.ON_SITE and self[f"feature_{Fact.ON_SITE_WORK}"].data == "no":
            raise ValidationError(
                _l(
                    "“Access to our systems and premises” is set to “On our premises”, but “Work on our premises” is "
                    "set to “No”. Correct one of the two."
                )
            )


for _feature in FEATURES:
    setattr(FactsForm, f"feature_{_feature}", _fact())


class EngagementForm(FactsForm):
    """A service bought, with the facts that decide its tier."""

    service_en = StringField(
        _l("Service (English)"),
        [Either("service_ja", _l("Enter the service in English or in Japanese.")), Length(max=300)],
        filters=[strip],
        description=_l(
            "Fill in at least one language. Each reader sees the text in their own language if it has been "
            "entered, otherwise in the other language."
        ),
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
        description=_l(
            "The person or department in the group that is responsible for this engagement. Fill in at "
            "least one language."
        ),
    )
    owner_name_ja = StringField(_l("Owner (Japanese)"), [Length(max=300)], filters=[strip])
    owner_email = StringField(_l("Owner’s email address"), [Length(max=254)], filters=[strip])
    contract_start = DateField(_l("Contract start"), [Optional()])
    contract_end = DateField(_l("Contract end"), [Optional()])
    answer_confidential, answer_stoppage, answer_access = _answer(), _answer(), _answer()
    version = HiddenField(default="1")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.category.choices = category_choices(language())
        self.status.choices = list(status_labels().items())
        words = tiering.rules()
        questions = (self.answer_confidential, self.answer_stoppage, self.answer_access)
        for field, question in zip(questions, words.tier_questions.values(), strict=True):
            field.label.text, field.description = tell(question.text), tell(question.help)

    def keep_running(self) -> None:
        """Offer no end: engagements end on a page of their own, with the offboarding checklist."""
        ended = EngagementStatus.ENDED.value
        self.status.choices = [(value, label) for value, label in status_labels().items() if value != ended]
        self.status.description = _l("To end the engagement, use the button at the top of its page.")

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
        return id_or_none(str(self.version.data)) or 0

    def values(self, before: EngagementValues | None = None) -> EngagementValues:
        """The engagement as written; `before` is what it was."""
        service = written("", self.service_en.data, self.service_ja.data, before.service if before else "")
        owner = written("", self.owner_name_en.data, self.owner_name_ja.data, before.owner_name if before else "")
        values = EngagementValues(
            service=service[0],
            service_en=service[1],
            service_ja=service[2],
            owner_name=owner[0],
            owner_name_en=owner[1],
            owner_name_ja=owner[2],
            category=self.category.data,
            status=EngagementStatus(self.status.data),
            answer_confidential=_ANSWERS.get(self.answer_confidential.data),
            answer_stoppage=_ANSWERS.get(self.answer_stoppage.data),
            answer_access=_ANSWERS.get(self.answer_access.data),
            contract_start=self.contract_start.data,
            contract_end=self.contract_end.data,
            owner_email=self.owner_email.data or "",
        )
        return self.facts(values)

    def show(self, values: EngagementValues) -> None:
        """Fill what a plain copy of attributes cannot: the facts, the three answers, and texts whose language was told
        by their script.
        """
        super().show(values)
        for name in ("service_en", "service_ja", "owner_name_en", "owner_name_ja"):
            self[name].data = getattr(values, name)
        self.answer_confidential.data = _SAID[values.answer_confidential]
        self.answer_stoppage.data = _SAID[values.answer_stoppage]
        self.answer_access.data = _SAID[values.answer_access]


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
        description=_l("The reason will be shown with your name and the date on this page and in the audit log."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        tiers = tiering.rules().tiers
        self.tier.choices = [(tier.value, f"{tier.value} {tell(tiers[tier].title)}") for tier in Tier]
