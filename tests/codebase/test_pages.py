"""Every page is in the menu, or links, forms and redirects lead to it from one that is."""

import inspect

import pytest

from tests.codebase import access
from tests.codebase.modules import MODULES
from tests.codebase.reach import Code, reached
from tests.codebase.templates import TEMPLATES
from vendor_risk import features
from vendor_risk.accounts.links import actions as account_link_actions
from vendor_risk.app import FEATURES
from vendor_risk.assessments.links.invitation_actions import LINK_PATH
from vendor_risk.engagements.missing import actions as missing_actions

DOORS = {
    "portal.link": "mailed to vendors",
    "engagements.details": "mailed to owners of engagements",
    "accounts.reset": "mailed to colleagues who forgot their password",
    "security.login": "where strangers are led",
}
"""Where people come from outside; all else is reached from these and the menu."""
NOT_OURS = {"security.verify": "Flask-Security leads there itself, to ask for the password again"}
LAYOUT = ("template", "layouts/app.html")


def test_every_entry_of_the_menu_exists_and_opens(app, group, sign_in):
    client = sign_in(group.administrator)
    for entry in features.menu():
        assert entry.endpoint in app.view_functions, entry.endpoint
        with app.test_request_context():
            path = app.url_for(entry.endpoint)
        answer = client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        assert answer.text.count("<h1") == 1, path
        assert 'aria-current="page"' in answer.text, path


def view_of(app, endpoint):
    """The definition that answers an address, as the code reader names it."""
    view = inspect.unwrap(app.view_functions[endpoint])
    return view.__module__.removeprefix("vendor_risk."), view.__name__


def test_every_other_page_is_reached_from_the_menu_or_a_door(app):
    addresses = {endpoint: path for endpoint, _methods, path, _declared in access.routes(app)}
    routes = {endpoint: f"{methods} {path}" for endpoint, methods, path, _declared in access.routes(app)}
    code = Code(MODULES, TEMPLATES, routes)
    assert code.unknown == {}, "say the endpoint so that it can be read off: a literal, or a table of literals"
    hooks = [(hook.__module__.removeprefix("vendor_risk."), hook.__name__) for one in FEATURES for hook in one.init]
    code.edges[LAYOUT] |= {hook for hook in hooks if hook[0].endswith("views")}  # values they give to every page
    leads = {endpoint: code.from_here([view_of(app, endpoint)]) for endpoint in routes}
    for endpoint in routes:
        if code.posts_to_itself([view_of(app, endpoint)]):
            leads[endpoint] |= {other for other, path in addresses.items() if path == addresses[endpoint]}
    menu = {entry.endpoint for entry in features.menu()}
    orphans = set(routes) - reached(leads, menu | set(DOORS)) - set(NOT_OURS)
    assert {view_of(app, endpoint): routes[endpoint] for endpoint in orphans} == {}, (
        "nothing leads there: add it to the menu, or link it from a page that is reached"
    )
    assert set(NOT_OURS) & reached(leads, menu | set(DOORS)) == set(), "these are reached by now"


@pytest.mark.parametrize(
    ("path", "door"),
    [
        (LINK_PATH, "portal.link"),
        (missing_actions.LINK_PATH, "engagements.details"),
        (account_link_actions.RESET_PATH, "accounts.reset"),
        (account_link_actions.WELCOME_PATH, "accounts.greet"),
    ],
)
def test_a_door_is_where_the_mail_leads(app, path, door):
    assert app.url_map.bind("").match(f"{path}some-token") == (door, {"token": "some-token"})


HELPERS = """
def address(name, endpoint="things.first"):
    return url_for(endpoint, name=name)
"""
PANELS = """
def register(make):
    _made.append(make)

def shown():
    return [make() for make in _made]
"""
BOARD = """
from vendor_risk.web import helpers
from vendor_risk.web.helpers import address as made
from vendor_risk import panels

TARGETS = {"x": "things.of_table"}
AUDITED = {"things.audited": "Did it"}

def index():
    %s
"""
WAYS = {
    "return redirect(url_for('things.page'))": {"things.page"},
    "return url_for(endpoint='things.page')": {"things.page"},
    "return made(1, 'things.page')": {"things.first", "things.page"},
    "return helpers.address(1, endpoint='things.page')": {"things.first", "things.page"},
    "return url_for(TARGETS[word])": {"things.of_table"},
    "name = 'things.a' if x else 'things.page'\n    return url_for(f'{name}_figure')": {"things.page_figure"},
    "return [url_for(name) for name, title in (('things.page', 'Page'),)]": {"things.page"},
    "return render_template('linked.html')": {"things.page"},
    "return render_template('extends.html')": {"things.page"},
    "return panels.shown()": {"things.handed"},
    "record('things.page', 'thing', 1)": set(),
    "return AUDITED": set(),
    "return request.endpoint == 'things.page'": set(),
    "return render_template('compares.html')": set(),
    "return url_for('static', filename='things.page')": set(),
    "return 'unlinked.html things.page'": set(),
}
PAGES = {
    "linked.html": "{# a page #}<a href=\"{{ url_for('things.page') }}\">",
    "extends.html": '{% extends "linked.html" %}',
    "compares.html": "{% if request.endpoint == 'things.page' %}here{% endif %}",
    "unused.html": "<a href=\"{{ url_for('things.unused') }}\">",
}
ENDPOINTS = {found for way in WAYS.values() for found in way} | {"things.audited", "things.unused", "things.uncalled"}


def read(way):
    """A small package in which one view does this."""
    others = "from vendor_risk import panels\n\ndef _p():\n    return url_for('things.handed')\n\npanels.register(_p)\n"
    uncalled = "def helper():\n    return url_for('things.uncalled')\n"
    sources = {"web/helpers.py": HELPERS, "panels.py": PANELS, "board.py": BOARD % way, "others.py": others + uncalled}
    return Code(sources, PAGES, ENDPOINTS)


@pytest.mark.parametrize("way", WAYS)
def test_a_page_leads_where_its_links_are_and_nowhere_else(way):
    assert read(way).from_here([("board", "index")]) == WAYS[way]


@pytest.mark.parametrize(
    ("form", "itself"),
    [
        ('<form method="post" class="wide">', True),
        ('<form class="wide"\n  method="post">', True),
        ('<form method="post" action="{{ url_for(\'things.page\') }}">', False),
        ('<form method="get">', False),
    ],
)
def test_a_form_without_an_address_posts_to_its_page(form, itself):
    code = Code({"board.py": BOARD % "return render_template('page.html')"}, {"page.html": form}, ENDPOINTS)
    assert code.posts_to_itself([("board", "index")]) is itself


@pytest.mark.parametrize("way", ["return url_for(one.endpoint)", "return made(1, request.endpoint)"])
def test_an_address_that_cannot_be_read_off_is_told(way):
    assert set(read(way).unknown) == {("board", "index")}


def test_pages_that_only_lead_to_each_other_are_not_reached():
    leads = {"menu": {"one"}, "one": {"two", "menu"}, "three": {"four", "one"}, "four": {"three"}}
    assert reached(leads, ["menu"]) == {"menu", "one", "two"}
