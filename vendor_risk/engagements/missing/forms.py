"""The fields for what is missing of one engagement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from werkzeug.datastructures import MultiDict
from wtforms import Field

from vendor_risk.domain.tiering.facts import Fact
from vendor_risk.domain.tiering.tiers import TierSource
from vendor_risk.engagements.forms import FEATURES, FactsForm
from vendor_risk.engagements.models import Engagement
from vendor_risk.engagements.tiering import EngagementValues, values_of

_PLAIN: dict[str, str] = {
    TierSource.DATA.value: "data_class",
    TierSource.PERSONAL_DATA.value: "personal_data",
    TierSource.ACCESS.value: "access",
    TierSource.STOPPAGE.value: "stoppage_hours",
    TierSource.SUBSTITUTABILITY.value: "substitutability",
    TierSource.SPEND.value: "annual_spend",
}
FIELDS: Mapping[str, str] = _PLAIN | {fact.value: f"feature_{fact}" for fact in FEATURES}
"""Each fact that can be missing (`domain.tiering.tiers.unstated`) → its field, and its value, in a form of facts."""


class MissingFactsForm(FactsForm):
    """What nobody has given of an engagement, and nothing else of it; blank: not known yet.

    It has no token of a session: who sends it has none, and shows the token of the link.
    """

    class Meta:
        """How WTForms makes it."""

        csrf = False

    def __init__(self, engagement: Engagement, formdata: MultiDict[str, str] | None = None) -> None:
        super().__init__(formdata=formdata, prefix=f"e{engagement.id}-")
        self.engagement = engagement
        self.asked = [fact for fact in FIELDS if fact in engagement.missing_facts]
        known = [fact for fact in FIELDS if fact not in self.asked]
        self.overtaken = [fact for fact in known if (formdata or {}).get(self[FIELDS[fact]].name)]
        """Facts that were given here after somebody else had given them: theirs stands."""
        for fact in known:
            self[FIELDS[fact]].process(MultiDict())

    @property
    def fields(self) -> list[Field]:
        """The fields of what is asked, those that decide the tier first."""
        return [self[FIELDS[fact]] for fact in self.asked]

    def values(self) -> EngagementValues:
        """The engagement with what was given here, and all else as it is."""
        before = values_of(self.engagement)
        said = self.facts(before)
        stated = frozenset(fact for fact in FEATURES if fact.value in self.asked)
        plain = {name: getattr(said, name) for fact, name in _PLAIN.items() if fact in self.asked}
        features: frozenset[Fact] = before.features | (said.features & stated)
        denied: frozenset[Fact] = before.denied | (said.denied & stated)
        return replace(before, **plain, features=features, denied=denied)
