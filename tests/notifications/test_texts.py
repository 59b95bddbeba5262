"""Mail is written in both languages, says the same facts in each, and never shows raw templates."""

import pytest

from tests.builders.mails import VALUES, values_of
from vendor_risk import features, paths
from vendor_risk.assessments.links.signer_queries import Signer
from vendor_risk.domain.questionnaires import LANGUAGES
from vendor_risk.figures.figure import FigureReading
from vendor_risk.i18n import speaking
from vendor_risk.notifications.texts import TEMPLATES, addressed, bare, blotted, compose

KINDS = sorted({kind for kind, _lang in TEMPLATES})


def test_every_kind_of_mail_exists_in_every_language():
    assert set(TEMPLATES) == {(kind, lang) for kind in KINDS for lang in LANGUAGES}
    on_disk = {f"notifications/{file.name}" for file in (paths.TEMPLATES / "notifications").glob("*.txt")}
    assert on_disk == set(TEMPLATES.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_is_complete_and_in_one_language(app, kind, lang):
    subject, body = compose(kind, lang, **values_of(kind))
    assert "\n" not in subject
    assert "{{" not in subject + body
    assert "Alpha Works" in body
    japanese = any("\u3040" <= letter <= "\u30ff" for letter in subject + body)
    assert japanese == (lang == "ja")
    if kind in ("invitation", "returned", "link_renewed"):
        assert VALUES["link"] in body
        assert (
            "2026年12月24日（木）まで" if lang == "ja" else "by the end of Thursday 24 December 2026 (Japan time)"
        ) in body
    if kind == "receipt":
        assert VALUES["reference"] in subject + body
        assert "12:00" in body  # the site's time, not UTC


def test_what_people_wrote_stays_as_it_is(app):
    _subject, body = compose("invitation", "en", **VALUES)
    assert "<b>Call 1234</b>" in body


def test_a_mail_without_a_name_or_date_is_still_polite(app):
    _subject, body = compose("invitation", "ja", **(VALUES | {"name": "", "due_on": None}))
    assert "ご担当者様" in body
    assert "回答期限" not in body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_and_codes_can_be_blotted_out(app, lang):
    _subject, body = compose("code", lang, **values_of("code"))
    assert "123456" not in blotted("code", body)
    assert "vrp_" + "a" * 43 not in blotted("invitation", "vrp_" + "a" * 43)


@pytest.mark.parametrize(
    ("name", "printed"),
    [("山田 太郎", "山田 太郎 様"), ("山田 太郎様", "山田 太郎様"),
     ("情報セキュリティご担当者様", "情報セキュリティご担当者様"),
     ("営業部御中", "営業部御中"), ("", "ご担当者様")],
)  # fmt: skip
def test_the_honorific_stands_once(name, printed):
    assert addressed(name) == printed


def test_ones_own_person_has_no_honorific():
    assert bare("佐藤 美咲様") == "佐藤 美咲"


@pytest.mark.parametrize(
    ("lang", "sentence"), [("ja", "本メールは送信専用"), ("en", "Replies to this email are not read")]
)
def test_a_mail_without_reply_address_says_so(app, lang, sentence):
    _subject, body = compose("invitation", lang, **(VALUES | {"signer": Signer()}))
    assert sentence in body
    assert "担当：" not in body
    assert "Phone:" not in body


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        ("ja", ("PurchasingのMisaki Satoでございます", "費用", "3年間保管", "そのままご返信", "何卒よろしく")),
        ("en", ("Purchasing, Alpha Works", "cost", "3 years after", "You can reply", "Kind regards")),
    ],
)
def test_an_invitation_says_who_asks_why_and_what_becomes_of_the_answers(app, lang, parts):
    _subject, body = compose("invitation", lang, **VALUES)
    for part in parts:
        assert part in body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_returned_answers_are_listed_up_to_ten(app, lang):
    many = [(f"Q{number}", "Title", "Needed") for number in range(1, 14)]
    _subject, body = compose("returned", lang, **(VALUES | {"returned": many}))
    assert "Q10" in body
    assert "Q11" not in body
    assert ("ほか3問" if lang == "ja" else "and 3 more") in body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_of_a_mail_are_figures_with_their_name(app, lang):
    with speaking(lang):
        for reading, kind in ((VALUES["questions"], "invitation"), (VALUES["details"], "missing_facts")):
            _subject, body = compose(kind, lang, **VALUES)
            line = next(line for line in body.splitlines() if line.strip().startswith(reading.figure.heading))
            assert line.partition(reading.figure.heading)[2].strip(" \u3000:：").startswith(reading.text)
            assert features.figures()[reading.figure.key] is reading.figure


@pytest.mark.parametrize(
    "values",
    [{"questions": 25}, {"organizations": [("Sakura Precision", 2)]}, {"named": [("Payroll", "Sakura", 1.5)]}],
)
def test_a_mail_with_a_number_that_nobody_defined_is_refused(app, values):
    with pytest.raises(TypeError, match="without a figure"):
        compose("findings", "en", **(VALUES | values))


def test_every_figure_of_a_mail_is_in_the_registry(app):
    def figures_in(value):
        if isinstance(value, FigureReading):
            yield value.figure
        elif isinstance(value, list | tuple):
            for one in value:
                yield from figures_in(one)

    found = {figure.key for value in VALUES.values() for figure in figures_in(value)}
    assert found == {"questions-asked", "minutes-to-answer", "questions-answered", "findings-assigned",
                     "owner-engagements-missing", "owner-details-missing"}  # fmt: skip
    assert found <= set(features.figures())
