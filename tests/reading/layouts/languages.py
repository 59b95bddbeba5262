"""Layouts in languages other than English."""

from __future__ import annotations

from tests.reading.layouts.parts import TOPICS, Expected, Layout, sheet


def japanese() -> Layout:
    """A Japanese check sheet: title, labels beside values, merged categories, ○△× with remarks."""
    rows: list[list[object]] = [
        ["委託先セキュリティチェックシート"], [], ["会社名", "株式会社あおば"], ["記入日", "2026-04-01"], [],
        ["大分類", "項番", "確認項目", "回答", "備考"],
    ]  # fmt: skip
    themes = ("方針", "教育", "アクセス管理", "バックアップ")
    expected = []
    marks = ("○", "△", "×", "対象外")
    merged = []
    for n in range(16):
        rows.append(
            [
                themes[n // 4] if n % 4 == 0 else None,
                f"{n // 4 + 1}-{n % 4 + 1}",
                f"{themes[n // 4]}に関する規程{n}を定め、関係者に周知していますか。",
                marks[n % 4],
                f"規程第{n}条を参照" if n % 2 else None,
            ]
        )
        if n % 4 == 0:
            merged.append((len(rows), 1, len(rows) + 3, 1))
        expected.append(
            Expected(
                len(rows),
                f"{n // 4 + 1}-{n % 4 + 1}",
                marks[n % 4],
                f"規程第{n}条を参照" if n % 2 else "",
                ("yes", "partial", "no", "na")[n % 4],
                themes[n // 4],
            )
        )
    return Layout("japanese", [sheet("チェックシート", rows, merged=tuple(merged))], {"チェックシート": expected})


def japanese_columns() -> Layout:
    """○ in one of four columns, headings two rows deep, no ids."""
    rows: list[list[object]] = [
        ["設問", "回答", None, None, None, "具体的な対応内容"],
        [None, "実施済", "一部実施", "未実施", "該当なし", None],
    ]
    expected = []
    for n in range(12):
        cells: list[object] = [None] * 4
        cells[n % 4] = "○"
        rows.append([f"対策{n}（{TOPICS[n]}）を実施していますか。", *cells, f"手順書{n}" if n % 3 == 0 else None])
        expected.append(
            Expected(
                len(rows),
                "",
                ("実施済", "一部実施", "未実施", "該当なし")[n % 4],
                f"手順書{n}" if n % 3 == 0 else "",
                ("yes", "partial", "no", "na")[n % 4],
            )
        )
    return Layout("japanese-columns", [sheet("自己点検", rows, merged=((1, 2, 1, 5),))], {"自己点検": expected})


def japanese_states() -> Layout:
    """Check boxes and states in Japanese with a heading of three rows."""
    rows: list[list[object]] = [
        ["No", "分類", "要求事項", "自社評価", None, "確認者"],
        [None, None, None, "実施状況", "理由・根拠", "コメント"],
        [None, None, None, "（選択）", "（自由記述）", None],
    ]
    expected = []
    states = ("実施済み", "一部実施", "未実施", "対象外")
    for n in range(1, 13):
        rows.append(
            [
                n,
                "組織" if n < 7 else "技術",
                f"情報資産の管理に関する手順{n}を定め、年1回以上見直すこと。",
                states[n % 4],
                f"手順書{n}版",
                None,
            ]
        )
        value = ("yes", "partial", "no", "na")[n % 4]
        expected.append(Expected(len(rows), str(n), states[n % 4], f"手順書{n}版", value, "組織" if n < 7 else "技術"))
    return Layout("japanese-states", [sheet("評価シート", rows, merged=((1, 4, 1, 5),))], {"評価シート": expected})


def french() -> Layout:
    rows: list[list[object]] = [["Questionnaire de sécurité"], ["N°", "Thème", "Question", "Réponse", "Commentaires"]]
    expected = []
    for n in range(1, 13):
        answer = ("Oui", "Non", "Partiellement", "Sans objet")[n % 4]
        rows.append(
            [
                n,
                "Gouvernance" if n < 7 else "Accès",
                f"Disposez-vous d'une procédure n° {n} pour protéger les données ?",
                answer,
                f"Voir annexe {n}",
            ]
        )
        expected.append(
            Expected(
                len(rows),
                str(n),
                answer,
                f"Voir annexe {n}",
                ("yes", "no", "partial", "na")[n % 4],
                "Gouvernance" if n < 7 else "Accès",
            )
        )
    return Layout("french", [sheet("Questionnaire", rows)], {"Questionnaire": expected})


def german() -> Layout:
    rows: list[list[object]] = [
        ["Firma:", "Muster GmbH"],
        ["Datum:", "01.04.2026"],
        [],
        ["Nr.", "Prüffrage", "Antwort", "Bemerkung"],
    ]
    expected = []
    for n in range(1, 13):
        answer = ("Ja", "Nein", "Teilweise", "Entfällt")[n % 4]
        rows.append(
            [
                f"{n // 5 + 1}.{n}",
                f"Gibt es eine dokumentierte Regelung Nummer {n} für den Umgang mit Daten?",
                answer,
                f"Siehe Kapitel {n}" if n % 2 else None,
            ]
        )
        expected.append(
            Expected(
                len(rows),
                f"{n // 5 + 1}.{n}",
                answer,
                f"Siehe Kapitel {n}" if n % 2 else "",
                ("yes", "no", "partial", "na")[n % 4],
            )
        )
    return Layout("german", [sheet("Fragen", rows)], {"Fragen": expected})


def other_languages() -> Layout:
    sheets = []
    expected: dict[str, list[Expected]] = {}
    for name, head, answers, ask in (
        ("Spanish", ["ID", "Pregunta", "Respuesta", "Comentarios"], ("Sí", "No", "Parcialmente", "No aplica"),
         "¿Existe un procedimiento número {n} para proteger los datos?"),
        ("Korean", ["번호", "점검항목", "결과", "비고"], ("예", "아니오", "부분이행", "해당없음"),
         "통제 {n}번에 대한 절차를 수립하여 이행하고 있습니까?"),
        ("Chinese", ["序号", "检查项", "是否符合", "备注"], ("是", "否", "部分符合", "不适用"),
         "是否建立了第{n}项控制措施并定期评审？"),
    ):  # fmt: skip
        rows: list[list[object]] = [head]
        expected[name] = []
        for n in range(1, 11):
            rows.append([f"A.{n}", ask.format(n=n), answers[n % 4], f"ref {n}"])
            expected[name].append(
                Expected(len(rows), f"A.{n}", answers[n % 4], f"ref {n}", ("yes", "no", "partial", "na")[n % 4])
            )
        sheets.append(sheet(name, rows))
    return Layout("languages", sheets, expected)
