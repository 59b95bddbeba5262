"""Invents a group, its vendors, what it buys from whom, and how well each looks after security. Pure and seeded.

The same seed, size and day give the same world. Who supplies the vendors in turn is `chain`'s business.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from vendor_risk.demo.fiction.words import COMPANIES, PEOPLE, STEMS, STORY_BACKUP, STORY_CLOUD, TRADES, NamePair, Trade
from vendor_risk.domain.tiering.facts import (
    STATED_FACTS,
    ConfidentialData,
    EngagementFacts,
    Fact,
    Substitutability,
    VendorAccess,
)

T = TypeVar("T")
BASE_VENDORS = 150
BASE_LINKS = 450
FEWEST_VENDORS = 12
"""Fewer cannot be four levels deep, shared and circular at once."""
_REPLACING = ("easy", "moderate", "hard", "none")
_UNTOLD = {3: ("access",), 5: ("data_class", "personal_data"), 10: ("substitutability",)}
"""What the owner of every twelfth engagement, from this one on, has not said."""
_COUNTRIES, _COUNTRY_SHARES = ("JP", "TH", "DE", "MX", "US", "VN", "TW"), (82, 4, 3, 3, 3, 3, 2)


@dataclass(frozen=True, slots=True)
class DemoVendor:
    """One outside vendor. `quality` 0–1 is how mature its security is; it never leaves the generator."""

    code: str
    name: NamePair
    trade: Trade
    country: str
    employees: int
    depth: int
    quality: float
    contact: NamePair | None
    """None: nobody knows whom to write to."""
    email: str
    language: str
    home: str


@dataclass(frozen=True, slots=True)
class DemoEngagement:
    """One service a group company buys."""

    code: str
    buyer: str
    supplier: str
    service: NamePair
    category: str
    data_class: str | None
    """None, of this and the next ones: its owner has not said."""
    personal_data: bool | None
    access: str | None
    stoppage_hours: int | None
    substitutability: str | None
    annual_spend: int
    features: tuple[str, ...]
    """The facts that hold, of those a person states (`domain.tiering.facts.STATED_FACTS`)."""
    denied: tuple[str, ...]
    """Those that do not hold; the rest nobody has said."""
    contract_start: date
    contract_end: date
    owner: NamePair
    owner_email: str

    @property
    def facts(self) -> EngagementFacts:
        """What the tier rules read."""
        return EngagementFacts(
            confidential_data=ConfidentialData(self.data_class) if self.data_class else None,
            personal_data=self.personal_data,
            access=VendorAccess(self.access) if self.access else None,
            tolerable_stoppage_hours=self.stoppage_hours,
            substitutability=Substitutability(self.substitutability) if self.substitutability else None,
            annual_spend=self.annual_spend,
            features=frozenset(Fact(feature) for feature in self.features),
            denied=frozenset(Fact(feature) for feature in self.denied),
        )


@dataclass(frozen=True, slots=True)
class DemoLink:
    """One edge between vendors, declared by the buyer or found otherwise."""

    buyer: str
    supplier: str
    service: NamePair
    source: str
    confidence: float
    seen_on: date


@dataclass
class World:
    """Everything invented."""

    today: date
    vendors: list[DemoVendor] = field(default_factory=list)
    engagements: list[DemoEngagement] = field(default_factory=list)
    links: list[DemoLink] = field(default_factory=list)

    @property
    def direct(self) -> list[DemoVendor]:
        """The vendors that group companies buy from."""
        return [vendor for vendor in self.vendors if vendor.depth == 1]

    @property
    def cloud(self) -> DemoVendor:
        """The supplier of suppliers on which half of the critical engagements rest."""
        return self.vendors[-2]

    @property
    def backup(self) -> DemoVendor:
        """What that one rests on."""
        return self.vendors[-1]


def people_and_trade(vendors: int, seed: int, today: date) -> World:
    """A world with that many vendors and what the group buys from them, without the chain below. ValueError when
    `vendors` is fewer than FEWEST_VENDORS.
    """
    if vendors < FEWEST_VENDORS:
        raise ValueError(f"a demo needs {FEWEST_VENDORS} vendors or more")
    return _Inventor(vendors, random.Random(seed), today).world()  # noqa: S311 - a demo, not a secret


class _Inventor:
    def __init__(self, count: int, rng: random.Random, today: date) -> None:
        self.count, self.rng = count, rng
        self.found = World(today)
        self.used: set[str] = set()

    def world(self) -> World:
        """Vendors in the order of depth, then the two of the story."""
        shares = [trade.share for trade in TRADES]
        for number, depth in enumerate(self._depths(), start=1):
            trade = self.rng.choices(TRADES, shares)[0]
            self._vendor(number, self._name(trade), trade, depth)
        cloud = next(trade for trade in TRADES if trade.category == "cloud_service")
        self._vendor(self.count - 1, STORY_CLOUD, cloud, 2, quality=0.74)
        self._vendor(self.count, STORY_BACKUP, cloud, 3, quality=0.30)
        for vendor in self.found.direct:
            self._engage(vendor)
        return self.found

    def _depths(self) -> list[int]:
        inner = self.count - 2
        second, third, fourth = (max(1, round(inner * share)) for share in (0.17, 0.09, 0.04))
        return [1] * (inner - second - third - fourth) + [2] * second + [3] * third + [4] * fourth

    def _name(self, trade: Trade) -> NamePair:
        for attempt in range(10_000):
            stem, ending = self.rng.choice(STEMS), self.rng.choice(trade.endings)
            number = "" if attempt < 8 else str(self.rng.randint(2, 9999))
            name = NamePair(f"{stem.en} {ending.en}{' ' + number if number else ''}", f"{stem.ja}{ending.ja}{number}")
            if name.en not in self.used:
                self.used.add(name.en)
                return name
        raise ValueError("the demo ran out of names")

    def _vendor(self, number: int, name: NamePair, trade: Trade, depth: int, quality: float | None = None) -> None:
        rng, story = self.rng, quality is not None
        employees = int(rng.lognormvariate(5.0, 1.3)) + 8
        bonus = 0.12 if employees > 800 else (-0.08 if employees < 60 else 0.0)
        level = rng.gauss(trade.quality + bonus - 0.04 * (depth - 1), 0.15) if quality is None else quality
        country = "JP" if story else rng.choices(_COUNTRIES, _COUNTRY_SHARES)[0]
        slug = "".join(char for char in name.en.lower() if char.isalnum())
        contact = rng.choice(PEOPLE)
        self.found.vendors.append(
            DemoVendor(
                code=f"P{number:05d}",
                name=name,
                trade=trade,
                country=country,
                employees=employees,
                depth=depth,
                quality=min(0.97, max(0.05, level)),
                contact=None if number % 37 == 8 and not story else contact,
                email=f"security@{slug}.example",
                language="ja" if country == "JP" else "en",
                home=rng.choices(COMPANIES, [plan.weight for plan in COMPANIES])[0].code,
            )
        )

    def _engage(self, vendor: DemoVendor) -> None:
        weights = [plan.weight for plan in COMPANIES]
        buyers = {vendor.home}
        while self.rng.random() < 0.42 and len(buyers) < 6:
            buyers.add(self.rng.choices(COMPANIES, weights)[0].code)
        for buyer in sorted(buyers):
            self._engagement(buyer, vendor)

    def _engagement(self, buyer: str, vendor: DemoVendor) -> None:
        rng, trade, today = self.rng, vendor.trade, self.found.today
        low, high = trade.spend
        owner = rng.choice(PEOPLE)
        features = [fact for fact in trade.facts if rng.random() < 0.85]
        access = _likely(rng, trade.access)
        number = len(self.found.engagements) + 1
        stated = tuple(
            fact for fact in features if fact in STATED_FACTS and (fact, access) != ("on_site_work", "on_site")
        )
        engagement = DemoEngagement(
            code=f"E{number:05d}",
            buyer=buyer,
            supplier=vendor.code,
            service=rng.choice(trade.services),
            category=trade.category,
            data_class=_said(number, "data_class", _likely(rng, trade.data)),
            personal_data=_said(number, "personal_data", rng.random() < trade.personal),
            access=_said(number, "access", access),
            stoppage_hours=_likely(rng, trade.stoppage) if rng.random() < 0.93 else None,
            substitutability=_said(number, "substitutability", rng.choices(_REPLACING, (34, 47, 15, 4))[0]),
            annual_spend=int(rng.uniform(low, high) * 10) * 100_000,
            features=stated,
            denied=() if number % 12 == 3 else tuple(sorted(STATED_FACTS.difference(stated))),
            contract_start=today - timedelta(days=rng.randint(200, 2400)),
            contract_end=today + timedelta(days=rng.randint(-20, 900)),
            owner=owner,
            owner_email=owner.en.lower().replace(" ", ".") + "@hinomiya.example",
        )
        self.found.engagements.append(engagement)


def _said(number: int, name: str, value: T) -> T | None:
    return None if name in _UNTOLD.get(number % 12, ()) else value


def _likely(rng: random.Random, values: tuple[T, ...]) -> T:
    return rng.choices(values, [3 ** (len(values) - place) for place in range(len(values))])[0]
