"""Asking owners for missing details: the mail, the link in it, the form behind it, and what comes back by it."""

import dataclasses
import re
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders import accounts, engagements, organizations
from tests.builders.clock import NOW
from tests.builders.engagements import RIN, ask, path_in
from tests.builders.forms import post
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db, now
from vendor_risk.engagements import actions
from vendor_risk.engagements.missing import actions as missing_actions
from vendor_risk.engagements.missing.forms import FIELDS
from vendor_risk.engagements.missing.models import FactRequest
from vendor_risk.engagements.missing.queries import AskedOwner
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.engagements.tiering import values_of
from vendor_risk.notifications.links import PREFIX, Site
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.permissions import Role

LINK = "/engagements/details/"


@pytest.fixture
def scene(group):
    return engagements.with_missing(group)


@pytest.fixture
def link(group, scene, sign_in):
    return path_in(ask(sign_in(group.owner), group.a.id)[1])


def the(name, scene):
    db.session.expire_all()
    return db.session.get(Engagement, scene[name])


def fields_of(page):
    """The names of the fields the form shows."""
    return set(re.findall(r'name="(e\d+-\w+)"', page))


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("Dear Rin Ota", "2 engagements of Alpha Works", "Details missing:  14", "- Payroll – Acme (2 details)",
                "No account is needed", "You can reply to this email", "Kind regards")),
        ("ja", ("Rin Otaさん", "Alpha Works（日本語）の委託業務", "2件に未確認の項目",
                "・Payroll（Acme（日本語））：2項目", "アカウントは不要", "そのままご返信いただけます")),
    ],
)  # fmt: skip
def test_the_mail_says_what_is_missing_in_the_language_of_the_owners_account(group, scene, sign_in, language, parts):
    account = accounts.person(Role.COMPANY_MANAGER, group.a, "Rin Ota")
    account.email, account.language = RIN, language
    db.session.commit()
    answer, mail = ask(sign_in(group.owner), group.a.id)
    assert "1 email with a link has been placed in the outbox." in answer.text
    assert (mail.to_address, mail.language, mail.reply_to, mail.company_id) == (
        RIN, language, group.owner.email, group.a.id
    )  # fmt: skip
    assert [part for part in parts if part not in mail.body] == []
    assert "Cleaning" not in mail.body
    assert "Old printing" not in mail.body
    assert "Secret of B" not in mail.body
    assert group.owner.display_name(language) in mail.body
    longest = max(mail.body.splitlines(), key=len)
    assert len(longest) > 100  # lines end where paragraphs end


def test_an_owner_without_account_is_written_to_in_the_installations_language(app, group, scene, sign_in, monkeypatch):
    japanese = dataclasses.replace(app.extensions["vendor_risk.config"], default_language="ja")
    monkeypatch.setitem(app.extensions, "vendor_risk.config", japanese)
    _answer, mail = ask(sign_in(group.owner), group.a.id)
    assert mail.language == "ja"
    assert "お疲れさまです" in mail.body


def test_a_mailbox_of_several_owners_is_greeted_without_a_name(group, scene, sign_in):
    engagements.engagement(group.a, organizations.vendor("Other", group.a), "Design", owner="Mei Kato")
    db.session.commit()
    _answer, mail = ask(sign_in(group.owner), group.a.id)
    assert mail.body.startswith("Hello,")
    assert mail.to_name == ""


def test_nobody_is_asked_who_has_no_address_or_nothing_missing(group, scene, sign_in):
    client = sign_in(group.owner)
    for email in ("", "nobody@alpha.example", "no address"):
        answer = post(client, "/engagements/missing/ask", {"owner": f"{group.a.id} {email}"}, follow_redirects=True)
        assert "No request was sent to 1 owner" in answer.text
    assert "Select the owners to ask" in post(client, "/engagements/missing/ask", follow_redirects=True).text
    assert db.session.query(FactRequest).count() == 0


def test_several_owners_are_asked_at_once_and_the_list_says_so(group, scene, sign_in):
    client = sign_in(group.owner)
    owners = [f"{group.a.id} {RIN}", f"{group.b.id} {RIN}"]
    page = post(client, "/engagements/missing/ask", {"owner": owners}, follow_redirects=True).text
    assert "2 emails with a link" in page
    assert page.count("No details saved yet") == 2
    assert {mail.company_id for mail in db.session.scalars(select(OutboxMail))} == {group.a.id, group.b.id}


def test_the_token_is_stored_as_its_hash_only_and_asking_is_in_the_audit_log(group, scene, sign_in, link):
    token = link.removeprefix(LINK)
    row = db.session.scalars(select(FactRequest)).one()
    assert token.startswith(PREFIX)
    assert row.token_hash != token
    assert len(row.token_hash) == 64
    assert row.expires_at == row.created_at + timedelta(days=30)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "engagements.ask_facts")).one()
    assert (event.company_id, event.details["to"], event.details["engagements"]) == (group.a.id, RIN, 2)
    assert token not in str(event.details)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_form_shows_only_what_is_missing_of_the_owners_engagements(group, scene, stranger, link, lang):
    answer = stranger.get(link, query_string={"lang": lang})
    page = answer.text
    two, everything = scene["two"], scene["all"]
    assert fields_of(page) == {f"e{two}-personal_data", f"e{two}-stoppage_hours"} | {
        f"e{everything}-{field}" for field in FIELDS.values()
    }
    for word in ("Payroll", "Hosting", "Acme", "Alpha Works"):
        assert word in page
    for word in ("Cleaning", "Old printing", "Secret of B", "Mail room"):
        assert word not in page
    unknown = {"en": "Not known yet", "ja": "未確認"}[lang]
    assert f'<option selected value="">{unknown}' in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert the("two", scene).version == 1  # looking changes nothing


def test_what_is_given_is_saved_in_the_owners_name_and_the_rest_is_still_asked(group, scene, stranger, link):
    two, everything = scene["two"], scene["all"]
    data = {"engagement": [two, everything], f"e{two}-stoppage_hours": "4", f"e{everything}-personal_data": "no",
            f"e{everything}-feature_cloud_service": "yes", f"e{everything}-feature_subcontracting": "no"}  # fmt: skip
    answer = stranger.post(link, data=data)
    assert answer.status_code == 200
    assert "4 details saved" in answer.text
    assert fields_of(answer.text) == {f"e{two}-personal_data"} | {
        f"e{everything}-{field}"
        for fact, field in FIELDS.items()
        if fact not in {"personal_data", "cloud_service", "subcontracting"}
    }
    assert "Set-Cookie" not in answer.headers
    assert (the("two", scene).stoppage_hours, the("two", scene).missing_facts) == (4, ["personal_data"])
    assert the("two", scene).tier != "T3"  # a stop of four hours is not tolerable: the tier follows
    hosting = the("all", scene)
    assert (hosting.personal_data, hosting.facts, hosting.denied_facts) == (
        False,
        ["cloud_service"],
        ["subcontracting"],
    )
    assert hosting.owner_name == "Rin Ota"
    changes = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "engagements.change").order_by(AuditEvent.id)
    ).all()
    assert {int(event.object_id) for event in changes} == {two, everything}
    assert all(event.actor.startswith("fact_request:") and RIN in event.actor for event in changes)
    assert db.session.scalars(select(FactRequest)).one().used_at is not None


def test_with_everything_given_the_page_says_that_nothing_is_missing(group, scene, stranger, link):
    actions.change(
        the("all", scene), "E-ALL", values_of(the("whole", scene)), version=1, at=NOW, actor="user:1 Tester"
    )  # fmt: skip
    two = scene["two"]
    data = {"engagement": two, f"e{two}-stoppage_hours": "2000", f"e{two}-personal_data": "no"}
    assert "No details missing" in stranger.post(link, data=data).text
    assert "No details missing" in stranger.get(link).text


def test_a_wrong_number_is_said_at_its_field_and_nothing_is_saved_or_lost(group, scene, stranger, link):
    two, everything = scene["two"], scene["all"]
    data = {
        "engagement": [two, everything],
        f"e{two}-stoppage_hours": "two days",
        f"e{everything}-personal_data": "yes",
    }
    answer = stranger.post(link, data=data)
    assert answer.status_code == 422
    assert "Nothing has been saved yet" in answer.text
    assert 'value="two days"' in answer.text
    assert re.search(rf'name="e{everything}-personal_data".*?<option selected value="yes">', answer.text, re.DOTALL)
    assert the("all", scene).personal_data is None


def test_what_somebody_else_gave_meanwhile_stands_and_is_said(group, scene, stranger, link):
    two, row = scene["two"], the("two", scene)
    values = dataclasses.replace(values_of(row), stoppage_hours=72)
    actions.change(row, row.code, values, version=row.version, at=NOW, actor="user:1 Tester")
    db.session.commit()
    data = {"engagement": two, f"e{two}-stoppage_hours": "4", f"e{two}-personal_data": "yes"}
    page = stranger.post(link, data=data).text
    assert "Payroll: someone else entered these details in the meantime" in page
    assert "Tolerable outage" in page
    assert (the("two", scene).stoppage_hours, the("two", scene).personal_data) == (72, True)


def test_ended_engagements_and_those_of_other_owners_cannot_be_written(group, scene, stranger, link):
    the("two", scene).status = EngagementStatus.ENDED
    db.session.commit()
    ids = [scene[name] for name in ("two", "ended", "nobody", "b", "whole")]
    data = {"engagement": ids} | {f"e{number}-personal_data": "yes" for number in ids}
    page = stranger.post(link, data=data).text
    assert "4 engagements have ended or changed owner" in page
    assert "someone else entered these details in the meantime" in page  # of the complete one, which is the owner's
    db.session.expire_all()
    said = [db.session.get(Engagement, number).personal_data for number in ids]
    assert said == [None, None, None, None, False]


def test_guessed_expired_and_ended_links_get_one_and_the_same_answer(group, scene, sign_in, stranger, link):
    guess = f"{LINK}{PREFIX}{secrets.token_urlsafe(32)}"
    row = db.session.scalars(select(FactRequest)).one()
    answers = [(stranger.get(guess), stranger.post(guess))]
    row.expires_at = now() - timedelta(seconds=1)
    db.session.commit()
    answers.append((stranger.get(link), stranger.post(link)))
    row.expires_at = now() + timedelta(days=1)
    db.session.commit()
    assert stranger.get(link).status_code == 200
    ended = post(sign_in(group.owner), f"/engagements/missing/{group.a.id}/end", {"email": RIN}, follow_redirects=True)
    assert "Link revoked." in ended.text
    answers.append((stranger.get(link), stranger.post(link, data={"engagement": scene["two"]})))
    assert {answer.status_code for pair in answers for answer in pair} == {404}
    bodies = {re.sub(r"\s+", " ", answer.text) for pair in answers for answer in pair}
    assert len(bodies) == 1
    assert "This link does not work" in bodies.pop()


def test_asking_again_replaces_the_link(group, scene, sign_in, stranger, link):
    newer = path_in(ask(sign_in(group.owner), group.a.id)[1])
    assert newer != link
    assert stranger.get(link).status_code == 404
    assert stranger.get(newer).status_code == 200


def test_a_link_of_another_kind_opens_nothing(group, scene, stranger, link):
    assert stranger.get(link.replace(LINK, "/portal/i/")).status_code == 404


def test_guessing_links_ends_in_429_while_a_good_link_works_from_elsewhere(limited):
    cast = organizations.group()
    engagements.with_missing(cast)
    owner = AskedOwner(cast.a.id, RIN)
    site = Site.of(limited.extensions["vendor_risk.config"])
    asked_by = {"asker": cast.owner, "site": site, "usual_language": "en", "at": now(), "actor": "user:1 Tester"}
    assert missing_actions.ask(owner, cast.a, **asked_by) is not None
    db.session.commit()
    link = path_in(db.session.scalars(select(OutboxMail)).one())
    guesser, elsewhere = limited.test_client(), limited.test_client()
    here, there = {"REMOTE_ADDR": "192.0.2.7"}, {"REMOTE_ADDR": "198.51.100.9"}
    codes = [
        guesser.get(f"{LINK}{PREFIX}{secrets.token_urlsafe(32)}", environ_base=here).status_code for _ in range(40)
    ]
    assert codes == [404] * 30 + [429] * 10
    assert {elsewhere.get(link, environ_base=there).status_code for _ in range(40)} == {200}


def test_many_engagements_are_asked_in_parts_that_none_is_missed_by(group, scene, stranger, link):
    vendor = organizations.vendor("Bulk", group.a)
    for number in range(30):
        engagements.engagement(group.a, vendor, f"Service {number}")
    db.session.commit()
    first = stranger.get(link).text
    shown = re.findall(r'name="engagement" value="(\d+)"', first)
    assert len(shown) == 20
    after = re.findall(r'name="after"\s+value="(\d+)"', first)[-1]
    data = {"engagement": shown, "after": after, f"e{shown[2]}-annual_spend": "5"}
    second = stranger.post(link, data=data).text
    assert "1 detail saved" in second
    rest = re.findall(r'name="engagement" value="(\d+)"', second)
    assert len(rest) == 12
    assert not set(rest) & set(shown)
    assert "Save and show next" not in second


def test_the_audit_log_names_the_owner(group, scene, sign_in, stranger, link):
    two = scene["two"]
    stranger.post(link, data={"engagement": two, f"e{two}-stoppage_hours": "4"})
    page = sign_in(group.auditor).get("/audit/").text
    assert f"Rin Ota &lt;{RIN}&gt;" in page
    assert "Filled in missing details through a link" in page
