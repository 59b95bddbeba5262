"""Two yearly rounds, planned: who is asked what, when, and what becomes of it. Pure and seeded.

The first round lies behind, all accepted, and partly stale by now. The second is under way in every state there is.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from vendor_risk.demo.fiction.words import NamePair

VENDOR, GUIDELINES, OUTSOURCING = "outsourcing-vendor", "meti-csmg-3", "outsourcing"
TOKYO = ZoneInfo("Asia/Tokyo")


class Fate(StrEnum):
    """How far an assessment has come today."""

    DRAFT = "draft"
    NOT_OPENED = "not_opened"
    OPENED = "opened"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    EXPIRED = "expired"


class Way(StrEnum):
    """How a respondent answers."""

    ONE_BY_ONE = "one_by_one"
    AT_ONCE = "at_once"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class PlannedOrganization:
    """An organization as the plan sees it."""

    code: str
    tier: str | None
    quality: float
    language: str
    country: str = "JP"


@dataclass(frozen=True, slots=True)
class AssessmentCourse:
    """One assessment's way: when each thing happens (None: it does not)."""

    organization: PlannedOrganization
    questionnaire: str
    round: str
    fate: Fate
    way: Way
    quality: float
    opened: datetime | None = None
    answered: datetime | None = None
    submitted: datetime | None = None
    reviewed: datetime | None = None
    returned: datetime | None = None
    resubmitted: datetime | None = None
    decided: datetime | None = None
    """Accepted, or closed as expired."""
    weak: tuple[tuple[str, int], ...] = ()
    tier: str | None = None
    """Set when a person, not the engagements, decides how critical it is."""


@dataclass(frozen=True, slots=True)
class PlannedCampaign:
    """One mailing: the courses it begins."""

    name: NamePair
    round: str
    issued: datetime
    due_on: date
    courses: tuple[AssessmentCourse, ...]
    by_hand: bool = False
    """Issued one by one, with a tier that a person chose."""
    replaces: bool = False
    """Takes the place of what the same organizations have in hand."""


@dataclass
class _Shares:
    """Fates in proportion, dealt so that every one comes up early however few are dealt."""

    fates: Sequence[Fate]
    dealt: int = 0

    def next(self) -> Fate:
        self.dealt += 1
        return self.fates[(self.dealt - 1) % len(self.fates)]


_D, _N, _O, _P, _S, _V, _R, _A, _X = Fate
_LATE = (_A, _R, _S, _X, _P, _V, _N, _A, _A, _A, _S, _A, _P, _A, _A, _R, _A, _A, _S, _A)
_SOON = (_A, _P, _S, _O, _V, _A, _N, _A, _S, _A, _P, _A, _A, _R, _P, _A, _S, _A, _N, _A)
_YOUNG = (_P, _A, _O, _N, _S, _A, _N, _P, _A, _N, _S, _O, _A, _V, _N, _A)
_OWN = (_A, _A, _A, _A, _S, _A, _A, _R, _A, _A, _P, _A)
_OWN_LATER = (_A, _A, _P, _A, _S, _O, _A, _V, _A, _P, _A, _N)


NAMES = {
    GUIDELINES: NamePair("Group self-check", "サイバーセキュリティ自己点検"),
    OUTSOURCING: NamePair("Outsourcing process", "委託先管理プロセス点検"),
    VENDOR: NamePair("Vendor self-assessment", "委託先自己点検"),
    "T1": NamePair("Vendor self-assessment, critical", "委託先自己点検（最重要）"),
    "T2": NamePair("Vendor self-assessment, important", "委託先自己点検（重要）"),
    "T3": NamePair("Vendor self-assessment, general", "委託先自己点検（一般）"),
    "story": NamePair("Fourth parties", "再委託先への直接点検"),
    "fresh": NamePair("New vendors", "新規委託先"),
}


def _named(name: str, label: str) -> NamePair:
    """The name of a campaign of that cycle."""
    return NamePair(f"{NAMES[name].en} {label}", f"{NAMES[name].ja} {label}")


LETTER: dict[str, str] = {
    "message_ja": "現在の状況をそのままご回答ください。改善支援の検討に役立てます。",
    "message_en": "Please answer according to your current situation. "
    "Your answers help us decide how we can support you.",
    "department_ja": "調達部",
    "department_en": "Purchasing Department",
    "person_ja": "佐藤 美咲",
    "person_en": "Misaki Sato",
    "phone": "03-0000-0000",
    "reply_to": "purchasing@demo.example",
}
"""What every mailing of the demo says and who signs it."""


@dataclass
class Planner:
    """Plans both rounds for these companies and vendors. `deep` are suppliers of suppliers asked directly: the cloud
    of the story first, then two more. `now` is the moment the demo is made.
    """

    companies: Sequence[PlannedOrganization]
    vendors: Sequence[PlannedOrganization]
    deep: tuple[PlannedOrganization, PlannedOrganization, PlannedOrganization]
    now: datetime
    seed: int
    workbook_share: float = 0.45
    one_by_one_share: float = 0.3
    rng: random.Random = field(init=False)
    today: date = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(f"{self.seed}/plan")  # noqa: S311 - a demo, not a secret
        self.today = self.now.astimezone(TOKYO).date()

    def campaigns(self) -> list[PlannedCampaign]:
        """Every mailing of both rounds, in the order of time."""
        before, this = str(self.today.year - 1), str(self.today.year)
        asked, fresh = self._never_asked()
        first = [vendor for vendor in asked if self.rng.random() < 0.78]
        done = (Fate.ACCEPTED,)
        found = [
            self._campaign(GUIDELINES, before, 440, 395, self.companies, GUIDELINES, done),
            self._campaign(OUTSOURCING, before, 425, 380, self.companies, OUTSOURCING, done),
            self._campaign(VENDOR, before, 418, 376, first, VENDOR, done),
            self._campaign(GUIDELINES, this, 72, 27, self.companies, GUIDELINES, _OWN),
            self._campaign(OUTSOURCING, this, 45, -12, self.companies, OUTSOURCING, _OWN_LATER),
        ]
        for tier, issued, due, fates in (("T1", 84, 38, _LATE), ("T2", 52, -6, _SOON), ("T3", 24, -28, _YOUNG)):
            members = [vendor for vendor in asked if vendor.tier == tier]
            found.append(self._campaign(tier, this, issued, due, members, VENDOR, fates))
        found += self._story(this)
        new = (Fate.NOT_OPENED,)
        found.append(self._campaign("fresh", this, 1, -29, fresh[:1], VENDOR, new))
        found.append(replace(self._campaign("fresh", this, 0, -30, fresh, VENDOR, new), replaces=True))
        return sorted((campaign for campaign in found if campaign.courses), key=lambda campaign: campaign.issued)

    def _never_asked(self) -> tuple[list[PlannedOrganization], list[PlannedOrganization]]:
        """The vendors of both rounds; and up to five asked for the first time today. The others are never asked."""
        mixed = sorted(self.vendors, key=lambda vendor: vendor.code)
        self.rng.shuffle(mixed)
        fresh = max(1, min(5, len(mixed) // 6))
        never = round(len(mixed) * 0.07)
        return mixed[fresh + never :], mixed[:fresh]

    def _campaign(
        self,
        name: str,
        label: str,
        ago: int,
        due_ago: int,
        members: Iterable[PlannedOrganization],
        key: str,
        fates: Sequence[Fate],
    ) -> PlannedCampaign:
        issued = self._at(ago, 9) if ago else self.now - timedelta(minutes=40)
        due = self.today - timedelta(days=due_ago)
        shares = _Shares(fates)
        courses = tuple(self._course(member, key, label, issued, due, shares.next()) for member in members)
        return PlannedCampaign(_named(name, label), label, issued, due, courses)

    def _course(
        self, who: PlannedOrganization, key: str, label: str, issued: datetime, due: date, fate: Fate
    ) -> AssessmentCourse:
        rng, last = self.rng, self.now - timedelta(hours=2)
        pick = rng.random()
        way = Way.WORKBOOK if pick < self.workbook_share else Way.AT_ONCE
        if way is Way.AT_ONCE and rng.random() < self.one_by_one_share:
            way = Way.ONE_BY_ONE
        growth = rng.gauss(0.05, 0.05) if label == str(self.today.year) else 0.0
        course = AssessmentCourse(who, key, label, fate, way, min(0.98, max(0.04, who.quality + growth)))
        if fate is Fate.NOT_OPENED:
            return course
        window = (min(datetime.combine(due, time(18), TOKYO), last) - issued).days
        opened = self._later(issued, rng.randint(0, max(1, window // 2)))
        answered = self._later(opened, rng.randint(1, max(1, window // 3)))
        times: dict[str, datetime | None] = {"opened": opened}
        if fate not in (Fate.OPENED, Fate.EXPIRED) or (fate is Fate.EXPIRED and rng.random() < 0.5):
            times["answered"] = answered
        if fate is Fate.EXPIRED:
            times["decided"] = self._later(datetime.combine(due, time(10), TOKYO), 14)
        if fate in (Fate.SUBMITTED, Fate.IN_REVIEW, Fate.RETURNED, Fate.ACCEPTED):
            times.update(self._decision(answered, fate))
        held = {name: moment for name, moment in times.items() if moment is not None}
        if fate in (Fate.SUBMITTED, Fate.IN_REVIEW, Fate.RETURNED):  # waits for somebody: since days, not since months
            wait = last - timedelta(days=rng.randint(1, 16)) - max(held.values())
            held = {name: moment + max(wait, timedelta(0)) for name, moment in held.items()}
        ordered = _squeezed(list(held.values()), last)
        return replace(course, **dict(zip(held, ordered, strict=True)))  # type: ignore[arg-type]  # names of moments

    def _decision(self, answered: datetime, fate: Fate) -> dict[str, datetime | None]:
        """From submitting on; some are asked back once before they are accepted."""
        rng = self.rng
        submitted = self._later(answered, rng.randint(0, 3), hours=2)
        times: dict[str, datetime | None] = {"submitted": submitted}
        if fate is Fate.SUBMITTED:
            return times
        reviewed = self._later(submitted, rng.randint(1, 8))
        times["reviewed"] = reviewed
        if fate is Fate.IN_REVIEW:
            return times
        if fate is Fate.RETURNED or rng.random() < 0.2:
            times["returned"] = returned = self._later(reviewed, 1)
            if fate is Fate.RETURNED:
                return times
            times["resubmitted"] = reviewed = self._later(returned, rng.randint(1, 6))
        times["decided"] = self._later(reviewed, rng.randint(1, 3))
        return times

    def _story(self, label: str) -> list[PlannedCampaign]:
        """The cloud that nobody contracted is asked by hand; it answers late, and badly on backup.

        What it rests on does not answer; a third one lets the date pass, and asking it again is being prepared.
        """
        issued, due = self._at(92, 10), self.today - timedelta(days=52)
        late = self._at(33, 17)
        cloud = AssessmentCourse(
            self.deep[0],
            VENDOR,
            label,
            Fate.ACCEPTED,
            Way.WORKBOOK,
            self.deep[0].quality,
            opened=self._at(41, 11),
            answered=late - timedelta(hours=1),
            submitted=late,
            reviewed=self._at(27, 10),
            decided=self._at(26, 15),
            weak=(("OP-08-04", 1), ("OP-08-03", 1)),
            tier="T1",
        )
        backup = AssessmentCourse(
            self.deep[1], VENDOR, label, Fate.OPENED, Way.AT_ONCE, 0.3, opened=self._at(60, 13), tier="T1"
        )
        gone = AssessmentCourse(
            self.deep[2], VENDOR, label, Fate.EXPIRED, Way.AT_ONCE, 0.3, decided=self._at(30, 11), tier="T2"
        )
        again = AssessmentCourse(self.deep[2], VENDOR, label, Fate.DRAFT, Way.AT_ONCE, 0.3, tier="T2")
        name = _named("story", label)
        due_again, yesterday = self.today + timedelta(days=30), self._at(1, 16)
        return [
            PlannedCampaign(name, label, issued, due, (cloud, backup, gone), by_hand=True),
            PlannedCampaign(name, label, yesterday, due_again, (again,), by_hand=True),
        ]

    def _at(self, days_ago: int, hour: int) -> datetime:
        return datetime.combine(self.today - timedelta(days=days_ago), time(hour, self.rng.randint(0, 59)), TOKYO)

    def _later(self, moment: datetime, days: int, hours: int = 0) -> datetime:
        """Some working hours later, never earlier than `moment`."""
        if days == 0:
            return moment + timedelta(hours=hours or 1, minutes=self.rng.randint(0, 50))
        day = moment.astimezone(TOKYO).date() + timedelta(days=days)
        return datetime.combine(day, time(self.rng.randint(9, 17), self.rng.randint(0, 59)), TOKYO)


def _squeezed(moments: list[datetime], last: datetime) -> list[datetime]:
    """The moments in order, all before `last`: what would lie in the future is moved to just before it."""
    found: list[datetime] = []
    for position, moment in enumerate(reversed(moments)):
        limit = found[-1] - timedelta(minutes=25) if found else last - timedelta(minutes=20 * position)
        found.append(min(moment, limit))
    return found[::-1]
