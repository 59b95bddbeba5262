"""Flow, concentration and countries: each says what the chain is, its table and files say the same."""

import csv
import io

import numpy as np
import openpyxl
import pytest

from tests.builders import organizations
from tests.builders.chains import link, whole
from vendor_risk.exposure.analysis import selection
from vendor_risk.exposure.analysis.selection import Selection
from vendor_risk.exposure.pictures import layers, sankey, tiles, treemap
from vendor_risk.exposure.pictures import world as pictures_world
from vendor_risk.exposure.pictures.style import half_widths, in_lines
from vendor_risk.organizations.countries import names as country_names
from vendor_risk.supply_chain import actions

NAMES = ("flow", "concentration", "countries")


def pairs(view, found):
    ids = view.ids
    rows = zip(found.company.tolist(), found.supplier.tolist(), found.depth.tolist(), strict=True)
    return {(int(ids[company]), int(ids[supplier]), depth) for company, supplier, depth in rows}


def test_every_company_reaches_each_supplier_once_by_the_nearest_way(scene):
    group, rows = scene
    view = whole(group)
    found = selection.reached(view, Selection())
    a, b = group.a.id, group.b.id
    acme, bolt, deep, ghost = (rows[name].id for name in ("acme", "bolt", "deep", "ghost"))
    assert pairs(view, found) == {
        (a, acme, 1), (a, deep, 2), (a, ghost, 3), (b, bolt, 1), (b, deep, 2), (b, ghost, 3), (b, acme, 3),
    }  # fmt: skip
    assert {found.categories[kind] for kind in found.category.tolist()} == {"logistics"}


def test_a_selection_narrows_to_what_it_leads_to(scene):
    group, rows = scene
    view = whole(group)
    only = selection.reached(view, Selection(company=group.a.id))
    assert {company for company, _supplier, _depth in pairs(view, only)} == {group.a.id}
    assert not len(selection.reached(view, Selection(category="cloud_service")).supplier)
    assert len(selection.reached(view, Selection(category="logistics", critical=True)).supplier) == 7
    assert rows["ghost"].id in {pair[1] for pair in pairs(view, only)}


def test_the_flow_ends_where_the_suppliers_are_and_the_unknown_are_not_taken_for_safe(scene):
    group, _rows = scene
    view = whole(group)
    own = np.where(view.risks.known, view.risks.low, np.nan)
    found = sankey.gather(view, selection.reached(view, Selection()), own, "country")
    assert found.number.sum() == 7
    assert found.unknown.sum() == 2
    assert np.isnan(found.mean[found.unknown == found.number]).all()
    words = {"others": "others", "depth": "Depth {}", "deepest": "Depth {} and deeper"}
    names = {int(node): str(node) for node in view.companies}
    links = sankey.figure(found, words, names, list(found.ends), lambda *_: None, "en").data[0]["link"]
    into, out = {}, {}
    for source, target, value in zip(links["source"], links["target"], links["value"], strict=True):
        out[source] = out.get(source, 0) + value
        into[target] = into.get(target, 0) + value
    middle = set(into) & set(out)
    assert middle
    assert all(into[node] == out[node] for node in middle)  # nothing is lost on the way


def test_countries_add_up_to_the_chain_and_every_country_has_its_tile(scene):
    group, rows = scene
    rows["deep"].country = "SG"
    actions.rebuild_reach()
    view = whole(group)
    found = pictures_world.countries(view, selection.reached(view, Selection()), view.risks.high)
    assert sum(row.suppliers for row in found) == 4
    assert next(row for row in found if row.code == "SG").contracted == 0
    assert sum(row.spend for row in found) == 4_000
    places = tiles.places()
    assert len(set(places.values())) == len(places)
    uninhabited = {"AQ", "BV", "HM", "TF", "GS", "UM", "PN", "IO", "SJ"}
    assert set(country_names("en")) - set(places) == uninhabited


def test_a_tile_is_as_large_as_what_hangs_on_the_supplier(scene):
    group, _rows = scene
    view = whole(group)
    area = treemap.sizes(view, "hangs")
    order = treemap.ranked(area, selection.reached(view, Selection()).suppliers)
    words = {"all": "All", "others": "{} more", "own": "Own risk", "unknown": "unknown"}
    made = treemap.figure(
        view, order, area, view.risks.low, ["x"] * len(order), dict.fromkeys(order.tolist(), "n"), words, lambda at: at
    )
    trace = made.data[0]
    drawn = dict(zip(made.meta["hrefs"], trace["values"], strict=True))
    assert all(drawn[node] == pytest.approx(area[node]) for node in order.tolist())
    assert trace["values"][0] == pytest.approx(area[order].sum())
    assert treemap.sizes(view, "spend").sum() == 4_000
    assert made.layout["uniformtext"] == {"minsize": 11, "mode": "hide"}  # a name is legible, or left to pointing


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_its_table_and_its_files_say_the_same(scene, sign_in, name):
    client = sign_in(scene[0].ciso)
    page = client.get(f"/exposure/pictures/{name}?case=worst")
    assert page.status_code == 200
    assert client.get(f"/exposure/pictures/{name}/figure").json["data"]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/exposure/pictures/{name}/table.xlsx").data)).worksheets[0]
    text = client.get(f"/exposure/pictures/{name}/table.csv").data.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert [cell.value for cell in book[1]] == lines[0]
    assert book.max_row == len(lines) > 1
    assert f"{len(lines) - 1} entr" in page.text


def test_names_stay_text_in_pictures_and_files(scene, sign_in):
    group, rows = scene
    link(rows["bolt"], organizations.vendor("=HYPERLINK(1)"), 0.5)
    client = sign_in(group.ciso)
    figure = client.get("/exposure/pictures/concentration/figure").text
    assert "Acme &lt;b&gt;" in figure
    assert "<b>" not in figure
    assert "'=HYPERLINK(1)" in client.get("/exposure/pictures/concentration/table.csv").text
    book = openpyxl.load_workbook(io.BytesIO(client.get("/exposure/pictures/concentration/table.xlsx").data))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in cells] == ["s"]


@pytest.mark.parametrize("name", NAMES)
def test_a_manager_sees_the_own_branch_only(scene, sign_in, name):
    group, _rows = scene
    client = sign_in(group.manager_a)
    assert "Bolt" not in client.get(f"/exposure/pictures/{name}/table.csv").text
    assert client.get(f"/exposure/pictures/{name}?company={group.b.id}").status_code == 404
    assert client.get(f"/exposure/map?company={group.b.id}").status_code == 404


@pytest.mark.parametrize("odd", ["by=nothing", "company=x", "category=none", "critical=2", "page=999", "case=best"])
def test_odd_selections_show_a_page(scene, sign_in, odd):
    client = sign_in(scene[0].ciso)
    assert client.get(f"/exposure/pictures/flow?{odd}").status_code == 200
    assert client.get("/exposure/pictures/nothing").status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_pictures_work_without_any_chain(group, sign_in, name):
    client = sign_in(group.manager_a)
    for address in ("", "/figure", "/table.xlsx", "/table.csv"):
        assert client.get(f"/exposure/pictures/{name}{address}").status_code == 200


def test_the_map_narrows_with_the_same_filters_and_its_files_list_everyone(scene, sign_in):
    group, rows = scene
    client = sign_in(group.ciso)
    ids = client.get(f"/exposure/map/figure?company={group.a.id}").json["meta"]["ids"]
    assert set(ids) == {group.a.id, *(rows[name].id for name in ("acme", "deep", "ghost"))}
    lines = list(csv.reader(io.StringIO(client.get("/exposure/map/table.csv").data.decode("utf-8-sig"))))
    assert len(lines) == 1 + len(client.get("/exposure/map/figure").json["meta"]["ids"])


def test_of_very_many_the_less_important_stand_in_groups_and_nobody_is_lost(scene, monkeypatch):
    group, rows = scene
    for number in range(30):
        link(rows["deep"], organizations.vendor(f"More {number}", country="DE" if number % 3 else "VN"))
    monkeypatch.setattr(layers, "MOST", 10)
    monkeypatch.setattr(layers, "APART", 8)
    view = whole(group)
    nodes = np.flatnonzero(view.depth >= 0)
    ghost = view.node_of(rows["ghost"].id)
    made = layers.drawn(view, nodes, [ghost])
    assert len(made.nodes) == 8
    assert ghost in made.nodes
    assert sum(found.number for found in made.groups) + len(made.nodes) == len(nodes) == made.total
    assert {found.country for found in made.groups} >= {"DE", "VN"}
    assert len(made.layer) == len(made.height) == len(made.nodes) + len(made.groups)
    joined = set(zip(made.buyer.tolist(), made.supplier.tolist(), strict=True))
    deep = int(np.flatnonzero(made.nodes == view.node_of(rows["deep"].id))[0])
    deeper = [place for place, found in enumerate(made.groups, start=8) if found.layer == 3]
    assert deeper
    assert all((deep, place) in joined for place in deeper)


def test_everybody_of_the_group_sees_it_in_their_language(scene, sign_in):
    client = sign_in(scene[0].ciso)
    assert "国別のサプライチェーン" in client.get("/exposure/pictures/countries?lang=ja").text


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Amanogawa Cloud Platform", ["Amanogawa", "Cloud Platform"]),
        ("Acme", ["Acme"]),
        ("日乃宮エレクトロニクス大阪", ["日乃宮エレクト", "ロニクス大阪"]),
        ("Donaudampfschiffahrt GmbH", ["Donaudampfschi", "ffahrt GmbH"]),
    ],
)
def test_a_name_is_written_over_short_lines_and_none_of_it_is_lost(name, lines):
    assert in_lines(name, 14) == lines
    assert all(half_widths(line) <= 14 for line in lines)
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
