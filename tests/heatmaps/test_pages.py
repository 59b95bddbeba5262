import base64
import io
import re
from dataclasses import replace
from datetime import timedelta

import numpy as np
import openpyxl
import pytest

from tests.builders import accounts, flows, organizations
from tests.builders.clock import NOW
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import Text
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.organizations.models import Reach
from vendor_risk.permissions import Role

FULL = {"Q1": 4, "Q2": 4, "Q3": 4, "Q4": 4}


def engagement(buyer, supplier, category="logistics"):
    db.session.add(
        Engagement(
            code=f"E-{buyer.id}-{supplier.id}",
            buyer_id=buyer.id,
            supplier_id=supplier.id,
            service="Hauling",
            category=category,
            status=EngagementStatus.ACTIVE,
            default_tier="T1",
            tier="T1",
            impact=4,
            likelihood=3,
            inherent_risk=0.48,
            tier_could_be="T1",
            inherent_risk_could_be=0.48,
            created_at=NOW,
            updated_at=NOW,
        )
    )
    db.session.add(Reach(company_id=buyer.id, organization_id=supplier.id, depth=1))


@pytest.fixture
def scene(group):
    """Three vendors: strong and weak ones of A, one of B; all scored but the last, who called all not applicable."""
    version, at = flows.version(), now()
    vendors = {
        "strong": organizations.vendor("Strong <b>& Sons</b>", group.a, tier="T2", inherent_risk=0.3),
        "weak": organizations.vendor("Weak", group.a, tier="T1", inherent_risk=0.48),
        "other": organizations.vendor("Other", group.b, tier="T1", inherent_risk=0.48),
        "silent": organizations.vendor("Silent", group.a, tier="T1", inherent_risk=0.48),
    }
    for name, buyer, levels in (
        ("strong", group.a, FULL),
        ("weak", group.a, {"Q1": 1, "Q2": 1, "Q3": 1, "Q4": "unknown"}),
        ("other", group.b, {"Q1": 2, "Q2": 2, "Q3": 3, "Q4": 3}),
        ("silent", group.a, dict.fromkeys(FULL, "na")),
    ):
        engagement(buyer, vendors[name])
        flows.accepted(flows.issued(vendors[name], buyer, version), levels, at)
    db.session.commit()
    return group, vendors


def names(page):
    return re.findall(r'<th scope="row"[^>]*>\s*<a href="/organizations/\d+">([^<]+)</a>', page)


def test_what_matters_most_stands_first_and_no_score_is_said_and_never_zero(scene, sign_in):
    group, _vendors = scene
    page = sign_in(group.ciso).get("/heatmaps/vendors").text
    assert names(page) == ["Weak", "Other", "Strong &lt;b&gt;&amp; Sons&lt;/b&gt;", "Silent"]
    row = page.split(">Silent</a>")[1].split("</tr>")[0]
    assert "No score" in row
    assert not re.search(r">\s*[A-E] \d", row)


def test_a_company_manager_sees_own_vendors_only_in_page_chart_and_workbook(scene, sign_in):
    group, _vendors = scene
    client = sign_in(group.manager_b)
    assert names(client.get("/heatmaps/vendors").text) == ["Other"]
    figure = client.get("/heatmaps/vendors/figure").json
    assert figure["meta"]["names"] == ["Other"]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/heatmaps/vendors/export").data))
    assert [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == ["Other"]
    assert names(client.get(f"/heatmaps/vendors?company={group.a.id}").text) == []


def test_every_role_that_sees_may_and_strangers_may_not(scene, sign_in, stranger):
    group, _vendors = scene
    for user in (group.auditor, group.reviewer, group.manager_a, group.administrator):
        assert sign_in(user).get("/heatmaps/vendors").status_code == 200
    for path in ("vendors", "vendors/figure", "vendors/export", "group", "group/figure", "group/export"):
        assert stranger.get(f"/heatmaps/{path}").status_code == 302
    assert sign_in(accounts.person(Role.AUDITOR, group.b)).get("/heatmaps/group").status_code == 200


@pytest.mark.parametrize(
    ("args", "shown"),
    [
        ("tier=T2", ["Strong"]),
        ("grade=DE", ["Weak", "Other"]),
        ("q=wea", ["Weak"]),
        ("stale=1", []),
        ("sort=name", ["Other", "Silent", "Strong", "Weak"]),
        ("sort=score", ["Weak", "Other", "Strong", "Silent"]),
        ("category=finance", []),
    ],
)
def test_the_address_says_what_is_shown(scene, sign_in, args, shown):
    group, _vendors = scene
    page = sign_in(group.ciso).get(f"/heatmaps/vendors?{args}").text
    assert [name.split(" ")[0] for name in names(page)] == shown


def test_an_old_result_is_called_stale(group, sign_in):
    vendor = organizations.vendor("Old", group.a, tier="T1")
    engagement(group.a, vendor)
    flows.accepted(flows.issued(vendor, group.a, flows.version()), FULL, now() - timedelta(days=400))
    page = sign_in(group.ciso).get("/heatmaps/vendors?stale=1").text
    assert names(page) == ["Old"]
    assert "Expired" in page.split(">Old</a>")[1].split("</tr>")[0]


def test_answers_nobody_reviewed_yet_are_shown_as_such(group, sign_in):
    vendor = organizations.vendor("Fresh", group.a, tier="T1")
    engagement(group.a, vendor)
    flows.submitted(flows.issued(vendor, group.a, flows.version()), FULL, now())
    assert "Not yet reviewed" in sign_in(group.ciso).get("/heatmaps/vendors").text


def test_the_cell_whose_critical_gap_limits_the_grade_is_marked(group, sign_in):
    vendor = organizations.vendor("Capped", group.a, tier="T1")
    engagement(group.a, vendor)
    flows.accepted(flows.issued(vendor, group.a, flows.version()), {"Q1": 4, "Q2": 4, "Q3": 1, "Q4": 4}, now())
    client = sign_in(group.ciso)
    row = client.get("/heatmaps/vendors").text.split(">Capped</a>")[1].split("</tr>")[0]
    assert re.findall(r"</a>([◆†?]*)</span>", row) == ["", "", "◆"]
    white, dark = (part["text"] for part in client.get("/heatmaps/vendors/figure").json["data"])
    assert (white, dark) == ([["", ""]], [["A", "C◆"]]), "nothing backs either, so both are pale and the signs dark"


@pytest.mark.parametrize("by", ["tier", "company", "category"])
def test_groups_lead_to_their_members(scene, sign_in, by):
    group, _vendors = scene
    client = sign_in(group.ciso)
    page = client.get(f"/heatmaps/vendors?group={by}").text
    link = re.search(r'<th scope="row"[^>]*>\s*<a href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert f"{by}=" in link
    assert names(client.get(link).text)


def test_a_cell_leads_to_the_answers_behind_it(scene, sign_in):
    group, _vendors = scene
    client = sign_in(group.ciso)
    row = client.get("/heatmaps/vendors").text.split(">Weak</a>")[1].split("</tr>")[0]
    links = re.findall(r'href="(/reviews/\d+/sections/[^"]+)"', row)
    assert len(links) == 2
    page = client.get(links[1]).text
    assert "How is thing 3 done?" in page
    assert "1 Person-dependent" in page


def test_the_chart_holds_the_same_numbers_as_typed_arrays_and_strangers_names_as_text(scene, sign_in):
    group, _vendors = scene
    figure = sign_in(group.ciso).get("/heatmaps/vendors/figure").json
    cells = figure["data"][0]
    values = np.frombuffer(base64.b64decode(cells["z"]["bdata"]), dtype="<f4").reshape(4, 2)
    assert values[0] == pytest.approx([25, 12.5])
    assert np.isnan(values[3]).all()
    assert figure["meta"]["names"][2] == "Strong &lt;b&gt;&amp; Sons&lt;/b&gt;"
    assert figure["meta"]["columns"] == ["S01", "S02"]


def test_the_workbook_has_scores_assured_scores_and_a_guide_with_names_as_text(group, sign_in):
    vendor = organizations.vendor("=1+1", group.a, name_en="=1+1", tier="T1")
    engagement(group.a, vendor)
    flows.accepted(flows.issued(vendor, group.a, flows.version()), FULL, now())
    for lang, titles in (
        ("en", ["Score", "Evidence-backed score", "Legend"]),
        ("ja", ["スコア", "裏付けスコア", "凡例"]),
    ):
        answer = sign_in(group.ciso).get(f"/heatmaps/vendors/export?lang={lang}")
        assert "attachment" in answer.headers["Content-Disposition"]
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
        assert book.sheetnames == titles
        assert book.worksheets[0].conditional_formatting
        first = book.worksheets[0]["A2"]
        assert first.data_type == "s"
        assert [book.worksheets[n]["D2"].value for n in (0, 1)] == [100, 0], "nothing but the vendor's word backs it"


def test_group_companies_stand_against_the_sections_of_their_own_questionnaire(group, sign_in):
    own = replace(
        flows.QUESTIONNAIRE, key="meti-csmg-3", audience="group_company", title=Text("Guideline", "ガイドライン")
    )
    released = flows.version(own)
    for company, level in ((group.a, 4), (group.b, 2)):
        made = flows.issued(company, group.holding, released, tier=None, inherent_risk=None)
        flows.accepted(made, dict.fromkeys(FULL, level), now())
    page = sign_in(group.ciso).get("/heatmaps/group").text
    assert names(page) == ["Beta Works", "Alpha Works"]
    assert names(sign_in(group.manager_a).get("/heatmaps/group").text) == ["Alpha Works"]
    assert "グループのヒートマップ" in sign_in(group.ciso).get("/heatmaps/group?lang=ja").text


def test_an_empty_heatmap_offers_the_next_step(group, sign_in):
    for path in ("group", "vendors"):
        page = sign_in(group.ciso).get(f"/heatmaps/{path}")
        assert page.status_code == 200
        assert 'class="empty"' in page.text


def test_plotly_comes_from_our_own_origin_once_a_year(app, group, sign_in, stranger):
    from vendor_risk.heatmaps import plotly

    address = f"/heatmaps/plotly-{plotly.version()}.js"
    answer = stranger.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(answer.data) < 2_000_000
    assert stranger.get("/heatmaps/plotly-0.0.0.js").status_code == 404


def test_many_rows_cost_as_many_queries_as_few(app, scene, sign_in):
    from sqlalchemy import event

    group, _vendors = scene
    client = sign_in(group.ciso)
    count = [0]
    event.listen(db.engine, "before_cursor_execute", lambda *_args: count.__setitem__(0, count[0] + 1))
    client.get("/heatmaps/vendors")
    few, count[0] = count[0], 0
    version = db.session.query(flows.QuestionnaireVersion).first()
    for number in range(30):
        vendor = organizations.vendor(f"Many {number}", group.a, tier="T3")
        flows.submitted(flows.issued(vendor, group.a, version), {"Q1": number % 5}, now())
    db.session.commit()
    count[0] = 0
    assert len(names(client.get("/heatmaps/vendors").text)) == 34
    assert count[0] == few


def test_a_page_with_a_chart_keeps_the_sites_policy_and_stops_plotly_from_writing_styles(scene, sign_in):
    from vendor_risk.heatmaps import plotly
    from vendor_risk.web import CONTENT_SECURITY_POLICY

    group, _vendors = scene
    answer = sign_in(group.ciso).get("/heatmaps/vendors")
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert len(plotly.style_ids()) >= 2
    for element_id in plotly.style_ids():
        assert f'<template id="{element_id}" class="no-inline-styles">' in answer.text


def test_short_heads_stand_over_the_columns_and_the_whole_title_behind_them(scene, sign_in):
    group, _vendors = scene
    client = sign_in(group.ciso)
    head = client.get("/heatmaps/vendors").text.split("<thead>")[1].split("</thead>")[0]
    assert re.search(r'class="heat-head"\s+title="Incidents">Before work<', head)
    axis = client.get("/heatmaps/vendors/figure").json["layout"]["xaxis"]
    assert axis["ticktext"] == ["Rules", "Before work"], "the short names of S01 and S02 of our own questionnaire"


def test_sections_of_an_english_questionnaire_are_marked_on_japanese_pages(group, sign_in):
    english = Text("Identity management", "Identity management")
    first = replace(flows.QUESTIONNAIRE.sections[0], title=english)
    own = replace(flows.QUESTIONNAIRE, sections=(first, *flows.QUESTIONNAIRE.sections[1:]))
    vendor = organizations.vendor("Acme", group.a, tier="T1")
    engagement(group.a, vendor)
    asked = flows.issued(vendor, group.a, flows.version(own))
    flows.accepted(asked, FULL, now())
    client = sign_in(group.ciso)
    assert 'lang="en" title="Identity management"' in client.get("/heatmaps/vendors?lang=ja").text
    assert 'lang="en" title="Identity management"' not in client.get("/heatmaps/vendors?lang=en").text
    assert '<span lang="en">Identity management</span>' in client.get(f"/reviews/{asked.id}/result?lang=ja").text
