"""Every page is in the menu, or is reached from one that is."""

import inspect
import re

from tests.codebase import access
from tests.codebase.templates import CODE, TEMPLATES
from vendor_risk import features, paths

NOT_PAGES = {"accounts.greet", "portal.link"}
"""Addresses that people come to from outside: by a link that was handed or mailed to them."""


COMPOSED = {
    f"heatmaps.{board}_{what}": "heatmaps/views.py" for board in ("group", "vendors") for what in ("figure", "export")
}
"""Addresses made from a name put together: endpoint → the module that does."""


def links_to(endpoint, own):
    """Where the address of this endpoint is made. That the module `own`, which shows it, redirects to it leads nobody
    there; a page of one thing (`own` is "") may be reached from what made the thing.
    """
    quoted = (f"'{endpoint}'", f'"{endpoint}"', f"'.{endpoint.split('.')[1]}'", f'".{endpoint.split(".")[1]}"')
    named = [name for name, text in TEMPLATES.items() if any(f"url_for({words}" in text for words in quoted)]
    named += [
        name
        for name in [COMPOSED.get(endpoint)]
        if name and f"_{endpoint.rsplit('_')[-1]}" in CODE[paths.PACKAGE / name]
    ]
    back = re.compile(r"""redirect\(\s*url_for\(\s*["'][\w.]+["']""")
    texts = {str(file): back.sub("", text) if str(file) == own else text for file, text in CODE.items()}
    return named + [file for file, text in texts.items() if any(words in text for words in quoted)]


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


def test_every_other_page_is_reached_from_somewhere(app):
    menu = {entry.endpoint for entry in features.menu()}
    for endpoint, methods, path, declared in access.routes(app):
        if "GET" in methods and endpoint not in menu | NOT_PAGES and declared.kind != "invited":
            own = inspect.getsourcefile(inspect.unwrap(app.view_functions[endpoint])) if "<" not in path else ""
            assert links_to(endpoint, own), (
                f"{own or endpoint}: nothing leads to {path} ({endpoint}): add it to the menu or link it from a page"
            )
