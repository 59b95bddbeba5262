"""Forms of supply links: shape and wording."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from vendor_risk.domain.texts.two_languages import written
from vendor_risk.i18n import Lazy
from vendor_risk.organizations.forms import COMPLETES, strip
from vendor_risk.supply_chain.actions import LinkFacts
from vendor_risk.supply_chain.models import LinkSource


def source_labels() -> dict[str, Lazy]:
    """The words for how a link is known."""
    return {
        LinkSource.CONTRACT.value: _l("Contract"),
        LinkSource.DECLARED.value: _l("Declared by the customer"),
        LinkSource.FOUND.value: _l("Found by research"),
    }


class LinkForm(FlaskForm):  # type: ignore[misc,unused-ignore]
    """A link that does not come from an engagement."""

    service_en = StringField(_l("Service (English)"), [Length(max=300)], filters=[strip])
    service_ja = StringField(_l("Service (Japanese)"), [Length(max=300)], filters=[strip])
    source = SelectField(_l("Source"))
    confidence = IntegerField(
        _l("Confidence (per cent)"),
        [InputRequired(), NumberRange(min=0, max=100)],
        default=80,
        description=_l("How certain it is that the relationship exists."),
    )
    weight = IntegerField(
        _l("Weight (per cent)"),
        [Optional(), NumberRange(min=0, max=100)],
        description=_l(
            "The share of the supplier’s risk that spills over to the customer. Leave blank to "
            "calculate it from the registered details."
        ),
    )
    weight_reason = StringField(
        _l("Reason for this weight"),
        [Length(max=500)],
        filters=[strip],
        description=_l("Required only if you enter a weight."),
    )
    seen_on = DateField(_l("Last confirmed on"), [DataRequired()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        labels = source_labels()
        self.source.choices = [(key, labels[key]) for key in (LinkSource.DECLARED.value, LinkSource.FOUND.value)]

    def facts(self, before: str = "") -> LinkFacts:
        """The link as written; `before` is the service by which it was recognised."""
        service, service_en, service_ja = written("", self.service_en.data, self.service_ja.data, before)
        return LinkFacts(
            service=service,
            service_en=service_en,
            service_ja=service_ja,
            source=LinkSource(self.source.data),
            confidence=self.confidence.data / 100,
            weight=None if self.weight.data is None else self.weight.data / 100,
            seen_on=self.seen_on.data,
            weight_reason=self.weight_reason.data or "",
        )

    def validate_weight_reason(self, field: Field) -> None:
        """A weight of one's own comes with its reason."""
        if self.weight.data is not None and not field.data:
            raise ValidationError(_l("Enter a reason so that other users can understand the decision later."))


class NewLinkForm(LinkForm):
    """A link that is added: its two parties are chosen once."""

    buyer = StringField(
        _l("Customer"),
        [DataRequired(), Length(max=400)],
        filters=[strip],
        description=_l("The organisation that depends on the supplier."),
        render_kw=COMPLETES,
    )
    supplier = StringField(
        _l("Supplier"),
        [DataRequired(), Length(max=400)],
        filters=[strip],
        description=_l("Enter a name or code and select from the list."),
        render_kw=COMPLETES,
    )


class WeightForm(FlaskForm):  # type: ignore[misc,unused-ignore]
    """A person's own weight for a link, of whatever source."""

    weight = IntegerField(_l("Weight (per cent)"), [InputRequired(), NumberRange(min=0, max=100)])
    reason = StringField(
        _l("Reason for this weight"),
        [DataRequired(), Length(max=500)],
        filters=[strip],
        description=_l("For example: a second supplier was approved in May and can take over within a day."),
    )
