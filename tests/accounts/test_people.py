"""People and roles: administrators within their scope, and what a change does to sessions."""

import re

import pytest

from tests.builders import accounts
from vendor_risk.accounts import people_names
from vendor_risk.accounts.actions import NO_PASSWORD
from vendor_risk.accounts.models import Membership, User
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.permissions import Role


def token(client, path):
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)
    return found.group(1)


def post(client, path, page="/accounts/profile", **data):
    return client.post(path, data={"csrf_token": token(client, page)} | data)


def add(client, company, role="reviewer", email="new@group.example"):
    fields = {"name_ja": "新田 光", "email": email, "language": "ja", "company": company.id, "role": role}
    return post(client, "/accounts/people/add", **fields)


def test_an_added_person_chooses_a_password_by_the_link_once(group, sign_in, stranger):
    answer = add(sign_in(group.administrator), group.a)
    user = db.session.query(User).filter_by(email="new@group.example").one()
    assert answer.headers["Location"] == f"/accounts/people/{user.id}"
    page = sign_in(group.administrator).get(answer.headers["Location"]).text
    link = re.search(r"http://127.0.0.1:8000(/accounts/welcome/[^\"]+)", page).group(1)
    first = stranger.get(link)
    assert first.status_code == 200
    assert "新田 光" in first.text
    assert '<html lang="ja">' in first.text
    fields = {"token": link.rsplit("/", 1)[1], "csrf_token": token(stranger, link)}
    short = stranger.post("/accounts/welcome", data=fields | {"password": "short", "again": "short"})
    assert "12" in short.text
    assert user.password == NO_PASSWORD
    good = fields | {"password": "four words in a row", "again": "four words in a row"}
    assert stranger.post("/accounts/welcome", data=good).status_code == 302
    assert user.password.startswith("$argon2id$")
    again = stranger.get(link)
    assert again.status_code == 404
    assert 'href="/accounts/forgotten' in again.text, "who comes back with a used link is led on"
    assert stranger.post("/accounts/welcome", data=good).status_code == 400, "the form of a session that has ended"
    good |= {"csrf_token": token(stranger, "/accounts/profile")}
    assert stranger.post("/accounts/welcome", data=good).status_code == 404


def test_an_administrator_of_one_company_adds_nobody_to_another(group, sign_in):
    local = accounts.person(Role.ADMINISTRATOR, group.a)
    answer = add(sign_in(local), group.b)
    assert answer.status_code == 422
    assert db.session.query(User).filter_by(email="new@group.example").count() == 0


def test_adding_a_known_address_adds_the_role_and_changes_nothing_else(group, sign_in):
    local = accounts.person(Role.ADMINISTRATOR, group.a)
    name, password = group.auditor.name, group.auditor.password
    add(sign_in(local), group.a, email=group.auditor.email.upper())
    assert (group.auditor.name, group.auditor.password) == (name, password)
    assert {m.company_id for m in group.auditor.memberships} == {group.holding.id, group.a.id}


def test_somebody_of_the_whole_group_cannot_be_taken_over_by_a_local_administrator(group, sign_in):
    local = accounts.person(Role.ADMINISTRATOR, group.a)
    db.session.add(Membership(user=group.administrator, company_id=group.a.id, role=Role.REVIEWER))
    before = group.administrator.password, group.administrator.fs_uniquifier
    client = sign_in(local)
    path = f"/accounts/people/{group.administrator.id}"
    page = client.get(path).text
    assert "/accounts/welcome/" not in page
    assert post(client, path + "/welcome").status_code == 422
    assert post(client, path + "/active", active="0").status_code == 422
    db.session.expire_all()
    assert (group.administrator.password, group.administrator.fs_uniquifier) == before
    assert group.administrator.active


def test_people_of_other_companies_do_not_exist_for_a_local_administrator(group, sign_in):
    local = accounts.person(Role.ADMINISTRATOR, group.a)
    client = sign_in(local)
    other = f"/accounts/people/{group.manager_b.id}"
    membership = group.manager_b.memberships[0].id
    assert client.get(other).status_code == 404
    assert post(client, other + "/memberships", company=group.a.id, role="auditor").status_code == 404
    assert post(client, f"{other}/memberships/{membership}/take").status_code == 404
    assert post(client, other + "/active", active="0").status_code == 404
    assert post(client, other + "/welcome").status_code == 404
    assert len(group.manager_b.memberships) == 1
    assert group.manager_b.name not in client.get("/accounts/people").text


def test_giving_and_taking_a_role_ends_the_sessions(group, sign_in):
    theirs = sign_in(group.reviewer)
    assert theirs.get("/").status_code == 200
    admin = sign_in(group.administrator)
    path = f"/accounts/people/{group.reviewer.id}"
    assert post(admin, path + "/memberships", company=group.a.id, role="auditor").status_code == 302
    assert theirs.get("/").status_code == 302
    theirs = sign_in(group.reviewer)
    given = next(m for m in group.reviewer.memberships if m.role == "auditor")
    assert post(admin, f"{path}/memberships/{given.id}/take").status_code == 302
    assert theirs.get("/").status_code == 302
    assert [m.role for m in group.reviewer.memberships] == ["reviewer"]
    actions = [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert actions == ["accounts.give_membership", "accounts.take_membership"]


def test_the_same_role_twice_is_refused_with_a_sentence(group, sign_in):
    path = f"/accounts/people/{group.reviewer.id}"
    answer = post(sign_in(group.administrator), path + "/memberships", company=group.holding.id, role="reviewer")
    assert answer.status_code == 422
    assert "already" in answer.text


def test_disabling_ends_the_sessions_and_enabling_lets_in_again(group, sign_in):
    theirs = sign_in(group.reviewer)
    admin = sign_in(group.administrator)
    path = f"/accounts/people/{group.reviewer.id}/active"
    post(admin, path, active="0")
    assert theirs.get("/").status_code == 302
    assert sign_in(group.reviewer).get("/").status_code == 302
    post(admin, path, active="1")
    assert sign_in(group.reviewer).get("/").status_code == 200


def test_nobody_takes_the_last_role_from_oneself(group, sign_in):
    admin = sign_in(group.administrator)
    mine = group.administrator.memberships[0].id
    assert post(admin, f"/accounts/people/{group.administrator.id}/memberships/{mine}/take").status_code == 422
    assert post(admin, f"/accounts/people/{group.administrator.id}/active", active="0").status_code == 422


def test_only_administrators_look_after_people(group, sign_in):
    for user in (group.owner, group.reviewer, group.ciso, group.auditor, group.manager_a):
        client = sign_in(user)
        assert client.get("/accounts/people").status_code == 403
        assert add(client, group.a).status_code == 403
    assert db.session.query(User).filter_by(email="new@group.example").count() == 0


def test_the_list_is_searched_by_name_and_address(group, sign_in):
    client = sign_in(group.administrator)
    assert group.ciso.email in client.get("/accounts/people").text
    found = client.get(f"/accounts/people?q={group.ciso.email}").text
    assert group.ciso.email in found
    assert group.reviewer.email not in found
    assert "No users found" in client.get("/accounts/people?q=%25").text


def test_people_change_their_own_name_and_language(group, sign_in):
    client = sign_in(group.reviewer)
    page = client.get("/accounts/profile").text
    assert '<html lang="en">' in page
    assert "Emails from this system are also sent to you in this language." in page
    assert post(client, "/accounts/profile", name_en="", name_ja="", language="ja").status_code == 422
    names = {"name_en": "Naomi Mori", "name_ja": "森 直美"}
    assert post(client, "/accounts/profile", **names, language="ja").status_code == 302
    page = client.get("/accounts/profile").text
    assert '<html lang="ja">' in page
    assert "森 直美" in page
    assert "Naomi Mori" not in client.get("/").text
    english = client.get("/?lang=en").text
    assert "Naomi Mori" in english
    assert "森 直美" not in english


def test_the_language_button_keeps_the_place_and_leads_to_no_other_site(group, sign_in, stranger):
    client = sign_in(group.reviewer)
    answer = post(client, "/accounts/language", language="ja", next="/accounts/profile?lang=en&x=1")
    assert answer.headers["Location"] == "/accounts/profile?x=1"
    assert group.reviewer.language == "ja"
    for elsewhere in ("//evil.example/", "https://evil.example/", "/\\evil.example", "/nowhere", "javascript:alert(1)"):
        assert post(client, "/accounts/language", language="en", next=elsewhere).headers["Location"] == "/"
    assert post(client, "/accounts/language", language="xx").status_code == 400
    assert post(stranger, "/accounts/language", "/accounts/sign-in", language="ja").status_code == 302
    assert '<html lang="ja">' in stranger.get("/accounts/sign-in").text


def test_changing_the_password_asks_for_the_old_one_and_ends_other_sessions(group, sign_in, app):
    from flask_security.utils import hash_password, verify_password

    group.reviewer.password = hash_password("the password before")
    other, client = sign_in(group.reviewer), sign_in(group.reviewer)
    new = {"new_password": "the password after", "new_password_confirm": "the password after"}
    assert post(client, "/accounts/password", password="wrong", **new).status_code == 200
    assert other.get("/").status_code == 200
    assert post(client, "/accounts/password", password="the password before", **new).status_code == 302
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302
    with app.test_request_context():
        assert verify_password("the password after", group.reviewer.password)


def test_the_company_at_the_top_is_the_first_one_offered_for_a_role(group, sign_in):
    group.holding.sort_name = "zzz"
    db.session.commit()
    offered = sign_in(group.administrator).get("/accounts/people/add").text.split('name="company"')[1]
    assert re.search(r'<option[^>]* value="(\d+)"', offered).group(1) == str(group.holding.id)


@pytest.mark.parametrize("name", ["田中 一郎", "Taro Tanaka", "user Taro", "invitation:1"])
def test_who_submitted_is_named_in_whole(app, name):
    with app.test_request_context():
        assert people_names.of_actor(f"{name} (invitation:64 taro@vendor.example)") == name


def test_who_manages_a_part_of_a_persons_roles_sees_and_ends_nothing_of_the_rest(group, sign_in):
    local, theirs = sign_in(accounts.person(Role.ADMINISTRATOR, group.a)), sign_in(group.ciso)
    fields = {"name_en": "x", "email": group.ciso.email, "language": "en", "company": group.a.id, "role": "auditor"}
    page = local.get(post(local, "/accounts/people/add", **fields).location).text
    assert theirs.get("/accounts/profile").status_code == 200, "nobody signs out people of other companies"
    table = page.split("<tbody>")[1].split("</tbody>")[0]
    assert (group.a.name in table, group.holding.name in table) == (True, False)
    assert group.holding.name not in local.get("/accounts/people").text
    given = next(one for one in group.ciso.memberships if one.company_id == group.a.id)
    answer = post(local, f"/accounts/people/{group.ciso.id}/memberships", company=group.a.id, role="reviewer")
    assert answer.status_code == 302
    assert post(local, f"/accounts/people/{group.ciso.id}/memberships/{given.id}/take").status_code == 302
    assert theirs.get("/accounts/profile").status_code == 200
