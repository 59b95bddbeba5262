"""The pictures of the README, taken from a running demo: `python -m tests.browser.screenshots http://127.0.0.1:8000`."""

from __future__ import annotations

import re
import sys

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.visitors import ARGUMENTS, CHROMIUM
from vendor_risk import paths
from vendor_risk.accounts.demo import PASSWORD

FOLDER = paths.PACKAGE.parent / "docs" / "screenshots"
WIDE, PHONE = (1280, 860), (390, 780)


def sign_in(browser: Browser, address: str, email: str, language: str) -> Page:
    """A page of that person's, in that language."""
    page = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}, locale=language).new_page()
    page.goto(f"{address}/accounts/sign-in?lang={language}")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("button.primary")
    page.click(f'button.link[lang="{language}"]')
    return page


def main(address: str) -> None:
    """Take them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for language in ("en", "ja"):
            page = sign_in(browser, address, "ciso@demo.example", language)
            for name, path in (("home", "/"), ("vendors", "/heatmaps/vendors"), ("group", "/heatmaps/group")):
                page.goto(address + path)
                page.wait_for_timeout(2500)
                page.screenshot(path=FOLDER / f"{name}-{language}.png")
            page.context.close()
            page = sign_in(browser, address, "procurement@demo.example", language)
            page.goto(address + "/notifications/")
            mails = page.locator("a[href^='/notifications/']").evaluate_all("links => links.map(link => link.href)")
            link = None
            for mail in mails:
                page.goto(mail)
                link = re.search(r"https?://\S+/portal/i/\S+", page.inner_text("main"))
                if link:
                    break
            page.context.close()
            if link is None:
                continue
            phone = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale=language).new_page()
            phone.goto(re.sub(r"^https?://[^/]+", address, link.group(0)) + f"?lang={language}")
            phone.click("main form button")
            phone.locator("a[href*='/portal/sections/'], a[href*='section']").first.click()
            phone.screenshot(path=FOLDER / f"phone-{language}.png")
            phone.context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
