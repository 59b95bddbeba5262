"""The documents that invented vendors attach: one-page PDF files that say that they are fiction."""

from __future__ import annotations

_NAMES = {
    "en": ("security-rules", "training-record", "access-list", "audit-report", "recovery-test"),
    "ja": ("情報セキュリティ規程", "教育実施記録", "アクセス権一覧", "内部監査報告書", "復旧訓練記録"),
}


def paper(question_id: str, lang: str) -> tuple[str, bytes]:
    """Name and content of a document for a question."""
    names = _NAMES["ja" if lang == "ja" else "en"]
    place = sum(map(ord, question_id)) % len(names)
    title = _NAMES["en"][place].replace("-", " ").capitalize()
    return f"{names[place]}_{question_id}.pdf", _pdf(
        [title, f"In support of {question_id}.", "Demo document (fictional)."]
    )


def _pdf(lines: list[str]) -> bytes:
    """A page with these lines (plain ASCII) as a PDF 1.4 file."""
    text = " ".join(f"({line}) Tj 0 -28 Td" for line in lines)
    stream = f"BT /F1 18 Tf 72 740 Td {text} ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
