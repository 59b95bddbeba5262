"""Declared subcontractors: received alike whatever is known, counted only after a person decided, and undone."""

import re

import pytest

from tests.builders import accounts, assessments, organizations
from tests.builders.assessments import visitor
from tests.builders.clock import NOW
from tests.builders.forms import post
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.declarations import actions, matching, queries
from vendor_risk.declarations.actions import MOST, Subcontractor
from vendor_risk.declarations.models import Declaration
from vendor_risk.errors import Refused
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Role, Scope
from vendor_risk.supply_chain.actions import rebuild_reach
from vendor_risk.supply_chain.models import LinkSource, SupplyLink, SupplyLinkVersion

BY = {"at": NOW, "actor": "invitation:1 somebody@vendor.example"}
NUMBER = "4010001008772"


@pytest.fixture
def asked(group):
    """A vendor of company A that is being asked, a known cloud, and company B's own secret supplier."""
    vendor = organizations.vendor("Acme", group.a)
    organizations.vendor("Amanogawa Cloud Platform", group.a, code="P-CLOUD", name_ja="天の川クラウド株式会社")
    organizations.vendor("Hidden Star Systems", group.b, corporate_number=NUMBER)
    rebuild_reach()
    return assessments.issued(group, vendor)


def declared(assessment, *names, service="hosting", number=None):
    actions.declare(assessment, [Subcontractor(name, "JP", service, number) for name in names], **BY)
    db.session.commit()
    return {row.name: row for row in db.session.query(Declaration).filter(Declaration.name.in_(names))}


def fields(client, **more):
    page = "/portal/subcontractors"
    values = {"name": "Blue Cloud", "service": "hosting", "country": "JP", "corporate_number": ""}
    return {"csrf_token": assessments.csrf(client, page)} | values | more


def test_a_vendor_names_and_takes_back_on_its_pages(app, group, asked):
    client = visitor(app, asked[1])
    assert "/portal/subcontractors" in client.get("/portal/").text
    assert client.post("/portal/subcontractors", data=fields(client)).status_code == 303
    row = db.session.query(Declaration).one()
    assert (row.name, row.country, row.service, row.state) == ("Blue Cloud", "JP", "hosting", "waiting")
    for lang in ("en", "ja"):
        assert "Blue Cloud" in client.get(f"/portal/subcontractors?lang={lang}").text
    assert db.session.query(SupplyLink).count() == 0
    back = client.post(f"/portal/subcontractors/{row.id}/withdraw", data=fields(client))
    assert back.status_code == 303
    assert db.session.query(Declaration).count() == 0


def test_what_is_known_here_is_never_told_to_the_vendor(app, group, asked):
    """A known name, a known number and an unknown one are answered with the same words."""
    client, pages = visitor(app, asked[1]), []
    for name, number in (("Amanogawa Cloud", ""), ("Any Other", NUMBER), ("Nobody Knows", "")):
        client.post("/portal/subcontractors", data=fields(client, name=name, corporate_number=number))
        page = client.get("/portal/subcontractors").text
        assert "Hidden Star" not in page
        assert "Platform" not in page
        pages.append(page.count("received"))
    assert pages == [1, 1, 1]  # the badge of each, and one message


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter the subcontractor’s name."),
        ({"service": " "}, "Enter the service that the subcontractor provides to you."),
        ({"corporate_number": "1234567890123"}, "matching check digit"),
        ({"country": "XX"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(app, group, asked, wrong, said):
    client = visitor(app, asked[1])
    reply = client.post("/portal/subcontractors", data=fields(client, **wrong))
    assert reply.status_code == 422
    assert said in reply.text
    assert 'value="Blue Cloud"' in reply.text or "name" in wrong
    assert db.session.query(Declaration).count() == 0


def test_lines_from_a_spreadsheet_are_taken_all_or_none(app, group, asked):
    client = visitor(app, asked[1])
    lines = "Blue Cloud\thosting\tJapan\t4010001008772\r\nRed Data\tentry\tベトナム\r\n\r\nBlue Cloud\thosting\n"
    reply = client.post("/portal/subcontractors/paste", data=fields(client, lines=lines))
    assert reply.status_code == 303
    rows = [(row.name, row.country, row.corporate_number) for row in db.session.query(Declaration)]
    assert rows == [("Blue Cloud", "JP", NUMBER), ("Red Data", "VN", None)]
    for bad, said in (
        ("Green\tvan\nGrey\t\n", "Line 2: enter a name"),
        ("Green\tvan\tNowhere land", "Nowhere land"),
        ("Green\tvan\tJP\t1234567890123", "Line 1: The corporate number"),
        ("\n".join(f"N{n}\tvan" for n in range(101)), "up to 100 lines"),
    ):
        refused = client.post("/portal/subcontractors/paste", data=fields(client, lines=bad))
        assert refused.status_code == 422
        assert said in refused.text
        assert bad.split("\t")[0] in refused.text
    assert db.session.query(Declaration).count() == 2


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ("会社名\t業務内容\t国\t法人番号\n青空運輸\t配送\t日本\t4010001008772", [("青空運輸", "配送", "JP", NUMBER)]),
        ("Country\tService*\tCompany name\nViet Nam\tentry\tRed Data", [("Red Data", "entry", "VN", None)]),
        ('Blue Cloud\t"hosting\nand backup"\tJP', [("Blue Cloud", "hosting and backup", "JP", None)]),
        ('"Blue ""Sky"" Cloud"\thosting', [('Blue "Sky" Cloud', "hosting", "JP", None)]),
        ('"Blue" Cloud\thosting\nRed\tentry', [('"Blue" Cloud', "hosting", "JP", None), ("Red", "entry", "JP", None)]),
        ("Name\thosting", [("Name", "hosting", "JP", None)]),
        ('"Blue, Inc.",hosting,JP', [("Blue, Inc.", "hosting", "JP", None)]),
    ],
)
def test_a_paste_is_read_as_the_spreadsheet_meant_it(app, group, asked, lines, named):
    client = visitor(app, asked[1])
    reply = client.post("/portal/subcontractors/paste", data=fields(client, lines=lines))
    assert reply.status_code == 303
    rows = db.session.query(Declaration).order_by(Declaration.id)
    assert [(row.name, row.service, row.country, row.corporate_number) for row in rows] == named


def test_a_faulty_line_below_a_header_and_a_quoted_line_break_is_named_by_its_place(app, group, asked):
    client = visitor(app, asked[1])
    lines = 'Name\tService\nBlue Cloud\t"hosting\nand backup"\nGrey\t'
    reply = client.post("/portal/subcontractors/paste", data=fields(client, lines=lines))
    assert reply.status_code == 422
    assert "Line 4: enter a name" in reply.text


def test_thousands_from_one_vendor_stop_at_the_quota_and_none_of_them_counts(group, asked):
    assessment = asked[0]
    assert actions.declare(assessment, [Subcontractor(f"N{n}", "JP", "x") for n in range(MOST)], **BY) == MOST
    with pytest.raises(Refused, match=f"up to {MOST} subcontractors"):
        actions.declare(assessment, [Subcontractor("one more", "JP", "x")], **BY)
    assert actions.declare(assessment, [Subcontractor("N1", "JP", "x")], **BY) == 0
    other, _token = assessments.issued(group, assessment.organization, issuer=group.b)
    with pytest.raises(Refused):
        actions.declare(other, [Subcontractor("by another invitation", "JP", "x")], **BY)
    assert db.session.query(Declaration).count() == MOST
    assert db.session.query(SupplyLink).count() == 0


def test_closed_answers_and_decided_declarations_are_no_longer_changed(app, group, asked):
    rows = declared(asked[0], "Blue", "Red")
    actions.decline([rows["Red"]], "not theirs", **BY)
    with pytest.raises(
        Refused,
        match=r"has already been checked",
    ):
        actions.withdraw(rows["Red"], **BY)
    assessments.answer_all(asked[0])
    asked[0].status = "submitted"
    with pytest.raises(Refused, match="no longer accepts answers"):
        actions.declare(asked[0], [Subcontractor("Late", "JP", "x")], **BY)
    with pytest.raises(Refused, match="no longer accepts answers"):
        actions.withdraw(rows["Blue"], **BY)


def test_one_vendor_reaches_no_declaration_of_another(app, group, asked):
    theirs, _token = assessments.issued(group)
    row = declared(theirs, "Secret Supplier")["Secret Supplier"]
    client = visitor(app, asked[1])
    assert client.post(f"/portal/subcontractors/{row.id}/withdraw", data=fields(client)).status_code == 404
    assert "Secret Supplier" not in client.get("/portal/subcontractors").text
    same, token = assessments.issued(group, asked[0].organization, issuer=group.b)
    declared(asked[0], "Told to A alone")
    assert "Told to A alone" not in visitor(app, token).get("/portal/subcontractors").text
    assert same.organization_id == asked[0].organization_id


def test_group_companies_are_not_asked(app, group):
    _assessment, token = assessments.issued(group, group.b)
    client = visitor(app, token)
    assert "/portal/subcontractors" not in client.get("/portal/").text
    assert client.get("/portal/subcontractors").status_code == 404


def test_known_organizations_are_proposed_by_name_and_number_within_the_scope(group, asked):
    rows = declared(asked[0], "㈱天の川クラウド", "Amanogawa Cloud", "Quite Different")
    rows |= declared(asked[0], "Numbered", number=NUMBER)
    a, both = Scope(frozenset({group.a.id})), Scope(frozenset({group.a.id, group.b.id}))

    def proposed(scope, name):
        return [one.organization.name for one in matching.proposals(scope, list(rows.values()))[rows[name].id]]

    assert proposed(a, "㈱天の川クラウド") == ["Amanogawa Cloud Platform"]
    assert proposed(a, "Amanogawa Cloud") == ["Amanogawa Cloud Platform"]
    assert proposed(a, "Quite Different") == proposed(a, "Numbered") == []
    assert proposed(both, "Numbered") == ["Hidden Star Systems"]
    found = matching.proposals(both, list(rows.values()))
    assert found[rows["㈱天の川クラウド"].id][0].sure
    assert found[rows["Numbered"].id][0].sure
    assert not found[rows["Amanogawa Cloud"].id][0].sure


def ticked(*rows, **more):
    return {"declaration": [str(row.id) for row in rows]} | {name.replace("_", "-"): v for name, v in more.items()}


def test_procurement_accepts_many_at_once_as_known_new_or_another(group, asked, sign_in):
    rows = declared(asked[0], "Amanogawa Cloud", "Brand New", "Whoever")
    other, _token = assessments.issued(group, organizations.vendor("Bolt", group.a))
    rows["again"] = declared(other, "brand new")["brand new"]
    cloud = db.session.query(Organization).filter_by(code="P-CLOUD").one()
    client = sign_in(group.owner)
    assert "Amanogawa Cloud Platform" in client.get("/declarations/").text
    assert (
        "3 declared subcontractors are awaiting a decision"
        in client.get(f"/organizations/{asked[0].organization_id}").text
    )
    form = ticked(*rows.values()) | {
        f"as-{rows['Amanogawa Cloud'].id}": str(cloud.id), f"as-{rows['Brand New'].id}": "new",
        f"as-{rows['again'].id}": "new", f"as-{rows['Whoever'].id}": "other", f"other-{rows['Whoever'].id}": "P-CLOUD",
    }  # fmt: skip
    form[f"as-{rows['Whoever'].id}"], form[f"other-{rows['Whoever'].id}"] = "other", "nobody"
    refused = post(client, "/declarations/accept", form, follow_redirects=True)
    assert "Select the organisation that" in refused.text
    assert db.session.query(SupplyLink).count() == 0  # all or none
    form[f"other-{rows['Whoever'].id}"] = "Bolt"
    assert "4 declarations accepted" in post(client, "/declarations/accept", form, follow_redirects=True).text
    db.session.expire_all()
    links = {(k.buyer.name, k.supplier.name): k for k in db.session.query(SupplyLink)}
    assert set(links) == {
        ("Acme", "Amanogawa Cloud Platform"), ("Acme", "Brand New"), ("Bolt", "Brand New"), ("Acme", "Bolt")
    }  # fmt: skip
    assert {(k.source, k.confidence) for k in links.values()} == {(LinkSource.DECLARED, actions.CONFIDENCE)}
    assert db.session.query(SupplyLinkVersion).count() == 4
    assert "Brand New" in client.get("/declarations/?state=accepted").text


def test_declining_needs_a_reason_and_is_undone(group, asked, sign_in):
    row = declared(asked[0], "Nonsense")["Nonsense"]
    client = sign_in(group.owner)
    assert "Enter a reason" in post(client, "/declarations/decline", ticked(row), follow_redirects=True).text
    assert "Select the" in post(client, "/declarations/decline", {"reason": "x"}, follow_redirects=True).text
    post(client, "/declarations/decline", ticked(row, reason="a joke"))
    db.session.refresh(row)
    assert (row.state, row.reason) == ("declined", "a joke")
    assert "a joke" in client.get("/declarations/?state=declined").text
    assert post(client, f"/declarations/{row.id}/reopen").status_code == 302
    db.session.refresh(row)
    assert row.state == "waiting"
    verbs = [event.action for event in db.session.query(AuditEvent).filter_by(object_type="declaration")]
    assert verbs == ["declarations.declare", "declarations.decline", "declarations.reopen"]


def test_undoing_an_acceptance_takes_its_own_link_out_and_no_other(group, asked):
    rows = declared(asked[0], "One", "Two")
    link = actions.accept(rows["One"], None, **BY)
    supplier = db.session.get(Organization, rows["One"].supplier_id)
    assert actions.accept(rows["Two"], supplier, **BY).id == link.id  # the same service: confirmed, not doubled
    actions.reopen(rows["Two"], **BY)
    assert db.session.query(SupplyLink).count() == 1
    actions.reopen(rows["One"], **BY)
    assert db.session.query(SupplyLink).count() == 0
    with pytest.raises(Refused, match="already awaiting a decision"):
        actions.reopen(rows["One"], **BY)
    with pytest.raises(Refused, match="cannot be its own supplier"):
        actions.accept(rows["One"], asked[0].organization, **BY)


def test_only_those_who_look_after_the_vendor_decide(group, asked, sign_in):
    row = declared(asked[0], "Blue")["Blue"]
    routes = [("/declarations/accept", ticked(row)), ("/declarations/decline", ticked(row, reason="x")),
              (f"/declarations/{row.id}/reopen", {})]  # fmt: skip
    auditor = sign_in(group.auditor)
    assert "Blue" in auditor.get("/declarations/").text
    b = sign_in(accounts.person(Role.PROCUREMENT, group.b))
    assert "Blue" not in b.get("/declarations/").text
    for url, form in routes:
        assert post(auditor, url, form).status_code == 403
        assert post(b, url, form).status_code == 404
    db.session.refresh(row)
    assert row.state == "waiting"
    assert queries.counts(Scope(frozenset({group.a.id}))) == {"waiting": 1}


def test_a_vendor_seen_but_looked_after_by_others_is_not_decided_on(group, sign_in):
    vendor = organizations.vendor("Shared", group.b)
    row = declared(assessments.issued(group, vendor)[0], "Blue")["Blue"]
    from vendor_risk.supply_chain.actions import LinkFacts, add_link

    facts = LinkFacts("x", LinkSource.FOUND, 1, None, NOW.date())
    add_link(group.a.id, vendor.id, facts, **BY)
    db.session.commit()
    client = sign_in(accounts.person(Role.PROCUREMENT, group.a))
    assert "Another group company will decide." in client.get("/declarations/").text
    assert post(client, "/declarations/decline", ticked(row, reason="x")).status_code == 403


def test_home_tells_who_looks_after_a_vendor_what_waits_and_nobody_else(group, asked, sign_in):
    rows = declared(asked[0], "Blue Cloud", "Red Cloud")
    waiting = re.compile(
        r'stat-value\s*">2</span>\s*<span class="stat-label">Declared subcontractors awaiting a decision'
    )
    assert waiting.search(sign_in(group.owner).get("/").text)
    stranger = sign_in(accounts.person(Role.PROCUREMENT, group.b)).get("/").text
    assert "Declared subcontractors awaiting a decision" not in stranger
    actions.decline(rows.values(), "no such service", **BY)
    db.session.commit()
    assert "Declared subcontractors awaiting a decision" not in sign_in(group.owner).get("/").text


def test_an_empty_tab_says_what_brings_rows_to_it(group, sign_in):
    client = sign_in(group.owner)
    listed = "Subcontractors that vendors list while answering a questionnaire are shown here"
    tabs = {"waiting": listed, "accepted": "Declarations you accept", "declined": "Declarations you decline"}
    for state, said in tabs.items():
        page = client.get(f"/declarations/?state={state}").text
        assert said in page
        assert (listed in page) is (state == "waiting")
