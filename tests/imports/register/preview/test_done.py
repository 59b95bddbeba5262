"""The page after an import says what was stored, and nothing that a preview says."""

import pytest

from tests.builders.forms import post
from tests.imports.register.pages import HEAD, number, row, store, upload, vendor
from tests.imports.register.registers import sheet


@pytest.fixture
def procurement(group, sign_in):
    return sign_in(group.owner)


ROWS = (row("A1", "Alpha"), row("A2", "Beta", country="Atlantis"), row("A3", "<b>Gamma</b>", country="韓国"))
WORDS = {
    "en": ("On hold when this file was imported", "to correct", "Added rows", "not be imported", "Apply and"),
    "ja": ("取込み時に保留した行", "修正が必要な列", "追加される行", "取り込みません", "反映して確認し直す"),
}


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_it_says_what_was_stored_and_no_word_of_what_would_be(group, procurement, lang):
    preview = upload(procurement, sheet(HEAD, *ROWS))
    store(procurement, preview)
    page = procurement.get(preview, query_string={"lang": lang}).text
    held, *gone = WORDS[lang]
    assert held in page
    assert [word for word in gone if word in page] == []
    assert "<form" not in page.split("<main")[1], "nothing of it can be changed any more"


def test_it_leads_to_the_new_vendors_to_missing_details_and_to_the_rows_on_hold(group, procurement):
    preview = upload(procurement, sheet(HEAD, *ROWS))
    page = store(procurement, preview)
    assert (number(page, "Added"), number(page, "On hold")) == (2, 1)
    for code in ("A1", "A3"):
        assert f'href="/organizations/{vendor(code).id}"' in page
    assert "<b>Gamma" not in page
    assert 'href="/engagements/missing"' in page
    assert "Fill in missing details (2 engagements)" in page
    assert f"/imports/register/waiting?batch={preview.rsplit('/', 1)[1]}" in page
    assert "1 row is still on hold." in page


def test_it_says_so_once_no_row_waits_any_more(group, procurement):
    preview = upload(procurement, sheet(HEAD, *ROWS))
    store(procurement, preview)
    form = {"batch": preview.rsplit("/", 1)[1], "confirmed": "1", "reason": "Gone"}
    post(procurement, "/imports/register/waiting/discard", form)
    assert "None of these rows is still on hold." in procurement.get(preview).text


def test_a_cancelled_import_shows_no_fields(group, procurement):
    preview = upload(procurement, sheet(HEAD, *ROWS))
    post(procurement, f"{preview}/discard")
    page = procurement.get(preview).text
    assert "This import was cancelled. Nothing was saved." in page
    assert "Apply and review again" not in page
