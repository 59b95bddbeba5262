"""Steps that several walks through the product take."""

import os

from tests.browser.visitors import PASSWORD, invented_world
from vendor_risk import paths
from vendor_risk.content import load_rules
from vendor_risk.demo.fiction.chain import critical_services

DESK, PHONE = 1280, 390
SHOTS = os.environ.get("VENDOR_RISK_TEST_SCREENSHOTS")


def sign_in(visitor, site, email):
    visitor.page.goto(site.url + "/accounts/sign-in")
    visitor.look("sign-in")
    visitor.page.fill("#email", email)
    visitor.page.fill("#password", PASSWORD)
    visitor.press("Sign in")
    visitor.page.wait_for_url(site.url + "/")
    visitor.look("home-" + email.split("@")[0])


def a_critical_vendor(lang):
    """One that delivers a service of the highest tier and is written to in that language."""
    world = invented_world()
    critical = critical_services(world, load_rules(paths.QUESTIONNAIRES).tiering)
    return next(p for p in world.direct if p.code in critical and p.contact and p.language == lang)


def from_heatmap_to_answer(buyer, site, which):
    """The drawn chart, a click on its first cell, and the questions and answers behind it."""
    buyer.page.goto(f"{site.url}/heatmaps/{which}")
    buyer.page.locator("#heatmap[data-drawn]").wait_for()
    buyer.look("heatmap-" + which)
    buyer.page.locator("#heatmap .heatmaplayer, #heatmap .plot").first.scroll_into_view_if_needed()
    x, y = buyer.page.evaluate(
        """() => { const box = document.getElementById("heatmap"), {xaxis, yaxis} = box._fullLayout,
             area = box.getBoundingClientRect();
           return [area.left + xaxis._offset + xaxis.d2p(xaxis._categories[0]),
             area.top + yaxis._offset + yaxis.c2p(0)]; }"""
    )
    buyer.page.mouse.move(x, y)
    buyer.page.mouse.click(x, y)
    buyer.page.wait_for_url("**/sections/**")
    assert buyer.page.locator("article.answer").count() >= 1
    buyer.look(f"cell-{which}")
