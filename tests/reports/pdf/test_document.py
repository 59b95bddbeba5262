"""The PDF: the same bytes for the same day, its fonts inside, strangers' names as they are, whatever their length.

Each file takes a second or two, for its fonts; so few are made here.
"""

from dataclasses import replace
from datetime import date

from tests.builders.chains import scope_of
from tests.reports.papers import paper_of
from vendor_risk.database import db
from vendor_risk.permissions import Scope
from vendor_risk.reports.pdf.document import pdf


def test_the_same_paper_gives_the_same_bytes_with_its_fonts_and_names_as_they_are(scene, drawn):
    group, rows = scene
    rows["acme"].name_ja = "=1+1 <b>&amp;</b> (\\) 株式会社" + "長" * 200
    db.session.commit()
    paper = paper_of(scope_of(group.holding, group.a, group.b), "ja")
    first = pdf(paper)
    assert "=1+1 <b>&amp;</b>" in "".join(line for _x, _y, line in drawn)
    assert all(0 < x < 200 and 0 < y < 292 for x, y, _text in drawn)
    assert pdf(paper) == first
    assert first.startswith(b"%PDF-")
    assert len(first) < 1_000_000
    assert first.count(b"/FontFile3") == 2  # both weights are embedded
    assert b"NotoSansCJK" in first
    assert b"/JavaScript" not in first


def test_another_day_is_the_only_time_in_an_empty_report(app, drawn):
    paper = paper_of(Scope(frozenset()), "ja")
    first = pdf(paper)
    text = "".join(line for _x, _y, line in drawn)
    assert "まだ報告できる内容がありません" in text
    assert "1 / 1" in text
    assert pdf(replace(paper, as_of=date(2026, 1, 1))) != first
