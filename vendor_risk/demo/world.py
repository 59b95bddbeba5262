"""Invents a group, its partners, who buys what from whom, and how well each looks after security. Pure and seeded.

The same seed and size give the same world. The supply graph is layered (depth 1 to 4), a few suppliers are shared by
many, one cloud that no company has a contract with carries a third of the critical services, and two partners buy from
each other (a cycle).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import TypeVar

from vendor_risk.demo.words import COMPANIES, PEOPLE, STEMS, STORY_BACKUP, STORY_CLOUD, TRADES, Pair, Trade

T = TypeVar("T")
BASE_PARTNERS = 150
BASE_LINKS = 450


@dataclass(frozen=True, slots=True)
class DemoPartner:
    """One outside partner. `quality` 0–1 is how mature its security is; it never leaves the generator."""

    code: str
    name: Pair
    trade: Trade
    country: str
    employees: int
    depth: int
    quality: float
    contact: Pair
    email: str
    language: str
    home: str


@dataclass(frozen=True, slots=True)
class DemoEngagement:
    """One service a group company buys."""

    code: str
    buyer: str
    supplier: str
    service: str
    category: str
    data_class: str
    personal_data: bool
    access: str
    stoppage_hours: int | None
    substitutability: str
    annual_spend: int
    facts: tuple[str, ...]
    contract_start: date
    contract_end: date
    owner: Pair
    owner_email: str


@dataclass(frozen=True, slots=True)
class DemoLink:
    """One declared edge between partners."""

    buyer: str
    supplier: str
    service: str
    source: str
    confidence: float
    seen_on: date


@dataclass
class World:
    """Everything invented."""

    partners: list[DemoPartner] = field(default_factory=list)
    engagements: list[DemoEngagement] = field(default_factory=list)
    links: list[DemoLink] = field(default_factory=list)

    @property
    def direct(self) -> list[DemoPartner]:
        """The partners that group companies buy from."""
        return [partner for partner in self.partners if partner.depth == 1]


def invent(partners: int = BASE_PARTNERS, seed: int = 2026, today: date = date(2026, 11, 22)) -> World:
    """A world with that many partners; links and engagements grow with them."""
    return _Inventor(partners, random.Random(seed), today).world()  # noqa: S311 - a demo, not a secret


class _Inventor:
    def __init__(self, count: int, rng: random.Random, today: date) -> None:
        self.count, self.rng, self.today = count, rng, today
        self.found = World()
        self.used: set[str] = set()
        self.engaged: set[tuple[str, str]] = set()
        self.linked: set[tuple[str, str]] = set()

    def world(self) -> World:
        """Everything, in the order of depth."""
        shares = [trade.share for trade in TRADES]
        depths = self._depths()
        for number in range(self.count - 2):
            trade = self.rng.choices(TRADES, shares)[0]
            self._partner(number + 1, self._name(trade), trade, depths[number])
        cloud = next(trade for trade in TRADES if trade.category == "cloud")
        self._partner(self.count - 1, STORY_CLOUD, cloud, 2, quality=0.22)
        self._partner(self.count, STORY_BACKUP, cloud, 3, quality=0.30)
        self._engage()
        self._link()
        return self.found

    def _depths(self) -> list[int]:
        inner = self.count - 2
        direct, second, third = round(inner * 0.7), round(inner * 0.17), round(inner * 0.09)
        return [1] * direct + [2] * second + [3] * third + [4] * (inner - direct - second - third)

    def _name(self, trade: Trade) -> Pair:
        for attempt in range(10_000):
            stem, ending = self.rng.choice(STEMS), self.rng.choice(trade.endings)
            number = "" if attempt < 8 else str(self.rng.randint(2, 9999))
            name = Pair(f"{stem.en} {ending.en}{' ' + number if number else ''}", f"{stem.ja}{ending.ja}{number}")
            if name.en not in self.used:
                self.used.add(name.en)
                return name
        raise ValueError("the demo ran out of names")

    def _partner(self, number: int, name: Pair, trade: Trade, depth: int, quality: float | None = None) -> None:
        rng = self.rng
        employees = int(rng.lognormvariate(5.0, 1.3)) + 8
        bonus = 0.12 if employees > 800 else (-0.08 if employees < 60 else 0.0)
        level = rng.gauss(trade.quality + bonus - 0.04 * (depth - 1), 0.15) if quality is None else quality
        country = rng.choices(["JP", "TH", "DE", "MX", "US", "VN", "TW"], [82, 4, 3, 3, 3, 3, 2])[0]
        slug = "".join(char for char in name.en.lower() if char.isalnum())
        self.found.partners.append(
            DemoPartner(
                code=f"P{number:05d}",
                name=name,
                trade=trade,
                country=country,
                employees=employees,
                depth=depth,
                quality=min(0.97, max(0.05, level)),
                contact=rng.choice(PEOPLE),
                email=f"security@{slug}.example",
                language="ja" if country == "JP" else "en",
                home=rng.choices(COMPANIES, [plan.weight for plan in COMPANIES])[0].code,
            )
        )

    def _engage(self) -> None:
        direct = self.found.direct
        weights = [plan.weight for plan in COMPANIES]
        for partner in direct:
            buyers = {partner.home}
            while self.rng.random() < 0.42 and len(buyers) < 6:
                buyers.add(self.rng.choices(COMPANIES, weights)[0].code)
            for buyer in sorted(buyers):
                self._engagement(buyer, partner)

    def _engagement(self, buyer: str, partner: DemoPartner) -> None:
        rng, trade = self.rng, partner.trade
        low, high = trade.spend
        start = self.today - timedelta(days=rng.randint(200, 2400))
        owner = rng.choice(PEOPLE)
        self.engaged.add((buyer, partner.code))
        self.found.engagements.append(
            DemoEngagement(
                code=f"E{len(self.found.engagements) + 1:05d}",
                buyer=buyer,
                supplier=partner.code,
                service=trade.service.ja if partner.language == "ja" else trade.service.en,
                category=trade.category,
                data_class=_likely(rng, trade.data),
                personal_data=rng.random() < trade.personal,
                access=_likely(rng, trade.access),
                stoppage_hours=_likely(rng, trade.stoppage) if rng.random() < 0.93 else None,
                substitutability=rng.choices(["easy", "moderate", "hard", "none"], [30, 42, 22, 6])[0],
                annual_spend=int(rng.uniform(low, high) * 1_000_000),
                facts=tuple(fact for fact in trade.facts if rng.random() < 0.85),
                contract_start=start,
                contract_end=self.today + timedelta(days=rng.randint(-20, 900)),
                owner=owner,
                owner_email=owner.en.lower().replace(" ", ".") + "@hinomiya.example",
            )
        )

    def _link(self) -> None:
        by_depth = {depth: [p for p in self.found.partners if p.depth == depth] for depth in range(1, 5)}
        cloud, backup = self.found.partners[-2], self.found.partners[-1]
        users = [
            p for p in by_depth[1] if p.trade.category in {"it_operations", "cloud", "human_resources", "logistics"}
        ]
        for partner in users:
            if self.rng.random() < 0.8:
                self._edge(partner, cloud, "Hosting of the service", "declared", 0.8)
        self._edge(cloud, backup, "Backup storage", "declared", 0.7)
        for depth in (2, 3, 4):
            for partner in by_depth[depth]:  # everybody below the first tier supplies somebody above
                self._edge(self.rng.choice(by_depth[depth - 1]), partner, partner.trade.service.en, "declared", 0.7)
        wanted = round(BASE_LINKS * self.count / BASE_PARTNERS) - len(self.found.engagements)
        popular = {  # a few suppliers are wanted by many (Pareto)
            depth: list(accumulate(self.rng.paretovariate(1.1) for _ in partners))
            for depth, partners in by_depth.items()
        }
        buyers = [partner for partner in self.found.partners if partner.depth < max(by_depth)]
        for _ in range(50 * wanted):
            if len(self.found.links) >= wanted:
                break
            buyer = self.rng.choice(buyers)
            below = by_depth[buyer.depth + 1]
            supplier = self.rng.choices(below, cum_weights=popular[buyer.depth + 1])[0]
            source = self.rng.choices(["declared", "found"], [85, 15])[0]
            self._edge(buyer, supplier, supplier.trade.service.en, source, self.rng.choice([0.5, 0.7, 0.9]))
        first, second = by_depth[1][0], by_depth[1][1]
        self._edge(first, second, "Shared warehouse", "declared", 0.9)
        self._edge(second, first, "Return transport", "declared", 0.9)

    def _edge(self, buyer: DemoPartner, supplier: DemoPartner, service: str, source: str, confidence: float) -> None:
        if buyer is supplier or (buyer.code, supplier.code) in self.linked:
            return
        self.linked.add((buyer.code, supplier.code))
        seen = self.today - timedelta(days=self.rng.randint(5, 500))
        self.found.links.append(DemoLink(buyer.code, supplier.code, service, source, confidence, seen))


def _likely(rng: random.Random, values: tuple[T, ...]) -> T:
    return rng.choices(values, [3 ** (len(values) - place) for place in range(len(values))])[0]
