"""The menu is short: pages that belong together share a line and are its tabs."""

import re

from vendor_risk import features, navigation


def lines(page):
    """Those of the menu; one's own name, which stands on the top bar, is there on a phone only."""
    menu = re.search(r'<nav class="menu".*?</nav>', page, re.DOTALL)[0]
    return re.findall(r"<a href=", menu.split('class="menu-who"')[0])


def test_nobody_has_more_than_twelve_lines(group, sign_in):
    for person in (group.administrator, group.owner, group.ciso, group.manager_a, group.auditor):
        assert 1 <= len(lines(sign_in(person).get("/").text)) <= 12


def test_ones_own_profile_is_in_the_menu_for_those_whose_screen_has_no_room_for_it_above(group, sign_in):
    menu = re.search(r'<nav class="menu".*?</nav>', sign_in(group.auditor).get("/").text, re.DOTALL)[0]
    own = menu.split('class="menu-who"')[1]
    assert group.auditor.display_name("en") in own
    assert 'href="/accounts/profile"' in own


def test_a_page_with_tabs_shows_them_and_its_line_is_current(group, sign_in):
    page = sign_in(group.administrator).get("/heatmaps/vendors").text
    tabs = re.search(r'<nav class="tabs" aria-label="Heatmaps">(.*?)</nav>', page, re.DOTALL)[1]
    assert re.findall(r'href="([^"]*)"', tabs) == ["/heatmaps/group", "/heatmaps/vendors", "/board/", "/companies/"]
    assert re.search(r'href="/heatmaps/vendors" aria-current="page"', tabs)
    assert re.search(r'href="/heatmaps/group"\s+aria-current="true">Heatmaps</a>', page)


def test_a_line_with_one_page_left_is_called_as_that_page(app):
    jobs = [entry for entry in features.menu() if entry.endpoint == "jobs.index"]
    (line,) = navigation.lines(jobs)
    assert str(line.label) == str(jobs[0].label) != str(navigation.SYSTEM.label)
