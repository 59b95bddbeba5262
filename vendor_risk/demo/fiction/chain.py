"""Invents who supplies the vendors: a chain four levels deep, with shared suppliers and a circle. Pure and seeded.

A few suppliers are wanted by many (Pareto), two vendors buy from each other, and one cloud that no group company has a
contract with carries half of the group's critical engagements: more than anybody else.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import accumulate

from vendor_risk import paths
from vendor_risk.content import load_rules
from vendor_risk.demo.fiction.words import NamePair
from vendor_risk.demo.fiction.world import (
    BASE_LINKS,
    BASE_VENDORS,
    DemoLink,
    DemoVendor,
    World,
    people_and_trade,
)
from vendor_risk.domain.questionnaires import Tier
from vendor_risk.domain.scoring.rules import TierRules
from vendor_risk.domain.tiering.tiers import decide

CLOUD_SHARE = 1 / 2
"""How many of the critical engagements rest on the story's cloud."""
_USERS = ("system_operation", "cloud_service", "human_resources", "logistics", "software_development")
"""The trades that use it, the likeliest first."""
_HOSTING = NamePair("Hosting of the service", "サービス基盤のホスティング")
_STORAGE = NamePair("Backup storage", "バックアップの保管")
_CIRCLE = (NamePair("Shared warehouse", "共同倉庫"), NamePair("Return transport", "返送便"))


def invent(vendors: int = BASE_VENDORS, seed: int = 2026, today: date = date(2026, 11, 22)) -> World:
    """A world with that many vendors, complete; links and engagements grow with them (`world.people_and_trade`)."""
    world = people_and_trade(vendors, seed, today)
    rng = random.Random(f"{seed}/chain")  # noqa: S311 - a demo, not a secret
    _Linker(world, rng, load_rules(paths.QUESTIONNAIRES).tiering).link(round(BASE_LINKS * vendors / BASE_VENDORS))
    return world


def critical_services(world: World, rules: TierRules) -> dict[str, int]:
    """How many services of the highest tier each direct vendor delivers, by code."""
    found: dict[str, int] = {}
    for engagement in world.engagements:
        if decide(engagement.facts, rules).tier is Tier.T1:
            found[engagement.supplier] = found.get(engagement.supplier, 0) + 1
    return found


class _Linker:
    def __init__(self, world: World, rng: random.Random, rules: TierRules) -> None:
        self.world, self.rng, self.rules = world, rng, rules
        self.known: set[tuple[str, str]] = set()
        self.wanted_by: dict[str, int] = {}
        self.by_depth = {
            depth: [p for p in world.vendors if p.depth == depth and p not in (world.cloud, world.backup)]
            for depth in range(1, 5)
        }

    def link(self, total: int) -> None:
        """Links until engagements and links together are `total`, or nothing more fits."""
        first, second = self.by_depth[1][0], self.by_depth[1][1]
        self._edge(first, second, _CIRCLE[0], "declared", 0.9)
        self._edge(second, first, _CIRCLE[1], "declared", 0.9)
        self._rest_on_the_cloud()
        for depth in (2, 3, 4):
            for vendor in self.by_depth[depth]:  # everybody below the first tier supplies somebody above
                self._edge(self.rng.choice(self.by_depth[depth - 1]), vendor, _service(vendor), "declared", 0.7)
        self._share(total - len(self.world.engagements))

    def _rest_on_the_cloud(self) -> None:
        """Vendors use the cloud until half of the critical engagements rest on it."""
        critical = critical_services(self.world, self.rules)
        wanted, resting = CLOUD_SHARE * sum(critical.values()), 0
        users = [p for p in self.by_depth[1][2:] if p.trade.category in _USERS and p.code in critical]
        self.rng.shuffle(users)
        users.sort(key=lambda vendor: _USERS.index(vendor.trade.category) > 1)
        for vendor in users:
            if resting >= wanted:
                break
            resting += critical[vendor.code]
            self._edge(vendor, self.world.cloud, _HOSTING, "declared", 0.8)
        self._edge(self.world.cloud, self.world.backup, _STORAGE, "declared", 0.7)

    @property
    def users_of_any_other(self) -> int:
        """How many buyers any supplier but the cloud has at most: two thirds of the cloud's, or a handful."""
        return max(6, 2 * self.wanted_by.get(self.world.cloud.code, 0) // 3)

    def _share(self, wanted: int) -> None:
        """Further links, a few suppliers being wanted by many."""
        popular = {
            depth: list(accumulate(self.rng.paretovariate(1.1) for _ in vendors))
            for depth, vendors in self.by_depth.items()
        }
        buyers = [vendor for vendor in self.world.vendors if vendor.depth < 4]
        most = self.users_of_any_other
        for _ in range(50 * max(0, wanted)):
            if len(self.world.links) >= wanted:
                return
            buyer = self.rng.choice(buyers)
            supplier = self.rng.choices(self.by_depth[buyer.depth + 1], cum_weights=popular[buyer.depth + 1])[0]
            if self.wanted_by.get(supplier.code, 0) >= most:
                continue
            source = self.rng.choices(["declared", "found"], [85, 15])[0]
            self._edge(buyer, supplier, _service(supplier), source, self.rng.choice([0.5, 0.7, 0.9]))

    def _edge(self, buyer: DemoVendor, supplier: DemoVendor, service: NamePair, source: str, confidence: float) -> None:
        if (buyer.code, supplier.code) in self.known:
            return
        self.known.add((buyer.code, supplier.code))
        self.wanted_by[supplier.code] = self.wanted_by.get(supplier.code, 0) + 1
        seen = self.world.today - timedelta(days=self.rng.randint(5, 500))
        self.world.links.append(DemoLink(buyer.code, supplier.code, service, source, confidence, seen))


def _service(supplier: DemoVendor) -> NamePair:
    services = supplier.trade.services
    return services[int(supplier.code[1:]) % len(services)]
