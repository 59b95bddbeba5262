"""Layouts seen in the world, rebuilt with our own texts: what `understand` has to make of each is written beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vendor_risk.workbook.model import Box, Validation, Workbook, WorkbookSheet

TOPICS = (
    "an inventory of devices kept", "access to customer data reviewed every year", "backups tested by restoring them",
    "new employees trained in security", "suppliers assessed before a contract", "incidents reported within a day",
    "security updates installed within a month", "data encrypted when it is stored", "logs kept for a year",
    "passwords stored only as hashes", "visitors accompanied in the building", "changes approved before release",
)  # fmt: skip


def asks(number: int) -> str:
    """A question in English; every number gives another."""
    return f"Is {TOPICS[number % len(TOPICS)]} (control {number})?"


@dataclass
class Expected:
    """One question as it must come out: id ("" when any will do), answer, comment, value."""

    row: int
    id: str
    answer: str
    comment: str = ""
    value: str = ""
    section: str = ""


@dataclass
class Layout:
    """A workbook and what it says."""

    name: str
    sheets: list[WorkbookSheet]
    expected: dict[str, list[Expected]] = field(default_factory=dict)
    family: str = ""  # what it is to be recognised as, with its version

    @property
    def workbook(self) -> Workbook:
        return Workbook(f"{self.name}.xlsx", "xlsx", self.sheets)


def sheet(name: str, rows: Sequence[Sequence[object]], **more: object) -> WorkbookSheet:
    """A sheet of these rows; None is an empty cell."""
    values = [["" if value is None else value for value in row] for row in rows]
    return WorkbookSheet(name, values, **more)  # type: ignore[arg-type]


def drop_down(box: Box, *options: str) -> Validation:
    return Validation((box,), options)


def caiq_3() -> Layout:
    """Three header rows, control and question ids, an x in one of three columns, notes; domains merged down."""
    rows: list[list[object]] = [
        ["CONSENSUS QUESTIONNAIRE v3.1"],
        [
            "Control Domain",
            "Control ID",
            "Question ID",
            "Control Specification",
            "Consensus Assessment Questions",
            "Consensus Assessment Answers",
            None,
            None,
            "Notes",
        ],
        [None, None, None, None, None, "Yes", "No", "Not Applicable", None],
    ]
    expected = []
    merged = [(2, 6, 2, 8)]
    marks = ("x", None, None), (None, "x", None), (None, None, "x"), ("X", None, None)
    for n in range(24):
        first = n % 3 == 0
        answer = ("Yes", "No", "Not Applicable", "Yes")[n % 4]
        row = len(rows) + 1
        rows.append([
            "Application Security" if n == 0 else "Human Resources" if n == 12 else None,
            f"AIS-{n // 3 + 1:02}" if first else None, f"AIS-{n // 3 + 1:02}.{n % 3 + 1}",
            f"Policies shall be established for {TOPICS[n // 3 % 12]} and kept current." if first else None,
            asks(n), *marks[n % 4], f"See handbook {n}" if n % 2 else None,
        ])  # fmt: skip
        if first:
            merged += [(row, 2, row + 2, 2), (row, 4, row + 2, 4)]
        expected.append(
            Expected(
                row,
                f"AIS-{n // 3 + 1:02}.{n % 3 + 1}",
                answer,
                f"See handbook {n}" if n % 2 else "",
                section="Application Security" if n < 12 else "Human Resources",
            )
        )
    merged += [(4, 1, 15, 1), (16, 1, 27, 1)]
    return Layout("caiq-3", [sheet("CAIQ", rows, merged=tuple(merged))], {"CAIQ": expected})


def isa() -> Layout:
    """Maturity levels 0–5 or "na" in front of the question, numbered headings between, four guidance columns."""
    rows: list[list[object]] = [
        ["Information Security Assessment"],
        [
            "ISA New",
            "Maturity level",
            "Control question",
            "Objective",
            "Requirements (must)",
            "Requirements (should)",
            "Description of implementation",
            "Reference documentation",
            "Findings",
        ],
    ]
    expected = []
    for chapter in (1, 2, 3):
        rows.append([str(chapter), None, f"Chapter about topic {chapter}"])
        for part in (1, 2):
            rows.append([f"{chapter}.{part}", None, f"Heading {chapter}.{part}"])
            for n in (1, 2, 3):
                level = "na" if (chapter, part, n) == (2, 1, 2) else (chapter + part + n) % 6
                number = chapter * 10 + part * 3 + n
                rows.append(
                    [
                        f"{chapter}.{part}.{n}",
                        level,
                        f"To what extent is {TOPICS[number % 12]}?",
                        "The aim is to protect information in all its forms.",
                        f"+ A rule exists for case {number}.",
                        "+ It is reviewed.",
                        f"We do this with tool {number}." if n != 2 else None,
                        None,
                        None,
                    ]
                )
                expected.append(
                    Expected(
                        len(rows),
                        f"{chapter}.{part}.{n}",
                        str(level),
                        f"We do this with tool {number}." if n != 2 else "",
                        "na" if level == "na" else "level",
                        f"Heading {chapter}.{part}",
                    )
                )
    return Layout("isa", [sheet("Information Security", rows)], {"Information Security": expected})


def two_scores() -> Layout:
    """Two scores per row, documentation and implementation, under one heading; presets of 1."""
    rows: list[list[object]] = [
        ["Function", "Subcategory", "Requirement", "Guidance", "Maturity score", None, "Comments"],
        [None, None, None, None, "Documentation", "Implementation", None],
    ]
    expected = []
    for n in range(1, 21):
        a, b = 1 + n % 3, 1 + n % 4
        rows.append(
            [
                "IDENTIFY" if n < 11 else "PROTECT",
                f"{'ID' if n < 11 else 'PR'}.AM-{n}.1",
                f"The organization shall have {TOPICS[n % 12]} as of rule {n}.",
                "The use of a tool could be considered.",
                a,
                b,
                f"Note {n}" if n % 5 == 0 else None,
            ]
        )
        expected.append(
            Expected(
                len(rows),
                f"{'ID' if n < 11 else 'PR'}.AM-{n}.1",
                f"{a}/{b}",
                f"Note {n}" if n % 5 == 0 else "",
                "level",
                "IDENTIFY" if n < 11 else "PROTECT",
            )
        )
    return Layout("two-scores", [sheet("BASIC", rows, merged=((1, 5, 1, 6),))], {"BASIC": expected})


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


def no_header() -> Layout:
    """No header at all: ids, questions, answers with a drop-down, remarks; section titles between."""
    rows: list[list[object]] = []
    expected = []
    for n in range(20):
        if n % 5 == 0:
            rows.append([f"Topic {chr(65 + n // 5)}"])
        answer = ("Yes", "No", "N/A", None)[n % 4]
        rows.append([f"Q{n + 1}", asks(n), answer, f"Our remark number {n} explains it" if answer == "No" else None])
        expected.append(
            Expected(
                len(rows),
                f"Q{n + 1}",
                answer or "",
                f"Our remark number {n} explains it" if answer == "No" else "",
                ("yes", "no", "na", "blank")[n % 4],
                f"Topic {chr(65 + n // 5)}",
            )
        )
    return Layout(
        "no-header",
        [sheet("Sheet1", rows, validations=(drop_down((1, 3, 40, 3), "Yes", "No", "N/A"),))],
        {"Sheet1": expected},
    )


def header_in_row_16() -> Layout:
    """A long introduction with header words inside sentences, then the header."""
    rows: list[list[object]] = [
        ["Supplier Security Questionnaire"],
        ["Please give an answer to each question and use the comments column where needed."],
    ]
    rows += [[f"Instruction {n}: the response must be Yes, No or N/A."] for n in range(1, 13)]
    rows += [[], ["Ref.", "Area", "Requirement", "Compliant (Y/N/NA)", "Supplier comments"]]
    expected = []
    for n in range(1, 16):
        answer = ("Y", "N", "NA")[n % 3]
        rows.append(
            [
                f"SEC-{n:03}",
                "Network" if n < 8 else "People",
                f"The supplier shall have {TOPICS[n % 12]} under clause {n}.",
                answer,
                f"Statement {n} of the supplier" if n % 2 else None,
            ]
        )
        expected.append(
            Expected(
                len(rows),
                f"SEC-{n:03}",
                answer,
                f"Statement {n} of the supplier" if n % 2 else "",
                ("yes", "no", "na")[n % 3],
                "Network" if n < 8 else "People",
            )
        )
    return Layout("row-16", [sheet("Requirements", rows)], {"Requirements": expected})


def twins() -> Layout:
    """A filled sheet, a summary that repeats it by formula, a hidden copy, weights beside preferred answers."""
    answers = ["Yes", "No", "Yes", "N/A", "Yes", "No", "Yes", "Yes", "", "Yes"]
    filled: list[list[object]] = [["ID", "Question", "Answer", "Comments"]]
    report: list[list[object]] = [["ID", "Question", "Vendor Answer", "Preferred Response", "Default Weight"]]
    for n, answer in enumerate(answers, 1):
        filled.append([f"TWIN-{n:02}", asks(n), answer or None, f"Comment {n}" if n == 2 else None])
        report.append([f"TWIN-{n:02}", asks(n), answer or 0.0, "No" if n == 6 else "Yes", 10 * n])
    formulas = frozenset((row, 3) for row in range(2, 12))
    expected = [
        Expected(n + 1, f"TWIN-{n:02}", answer, "Comment 2" if n == 2 else "") for n, answer in enumerate(answers, 1)
    ]
    return Layout(
        "twins",
        [
            sheet("Analyst Report", report, formulas=formulas),
            sheet("Answers", filled),
            sheet("Copy", [list(row) for row in filled], hidden=True),
        ],
        {"Answers": expected},
    )


def several_tables() -> Layout:
    """Two tables with different columns one below the other."""
    rows: list[list[object]] = [["No.", "Question", "Answer", "Remarks"]]
    expected = []
    for n in range(1, 7):
        rows.append([n, asks(n), "Yes" if n % 2 else "No", None])
        expected.append(Expected(len(rows), str(n), "Yes" if n % 2 else "No"))
    rows += [[], ["Part two"], ["Control ID", "Owner", "Requirement", "Evidence", "Status"]]
    for n in range(1, 7):
        rows.append(
            [
                f"P2-{n}",
                "IT",
                f"The provider must have {TOPICS[n]} and prove it.",
                f"Document {n}.pdf",
                "Implemented" if n % 2 else "Partially Implemented",
            ]
        )
        expected.append(Expected(len(rows), f"P2-{n}", "Implemented" if n % 2 else "Partially Implemented"))
    return Layout("two-tables", [sheet("All", rows)], {"All": expected})


def ids_in_texts() -> Layout:
    """The id at the beginning of the question; answers begin with a word and go on."""
    rows: list[list[object]] = [["Question", "Response"]]
    expected = []
    for n in range(1, 11):
        answer = ("Yes, since 2019.", "No - planned for next year", "N/A: we host nothing", "Partially (offices only)")[
            n % 4
        ]
        rows.append([f"{n}.1 {asks(n)}", answer])
        expected.append(Expected(len(rows), f"{n}.1", answer, "", ("yes", "no", "na", "partial")[n % 4]))
    return Layout("ids-in-texts", [sheet("Q", rows)], {"Q": expected})


def practices() -> Layout:
    """Repeated headers per practice, guidance rows beneath each question, sentence scales by drop-down, no ids."""
    scale = ("No", "Yes, for some of them", "Yes, for at least half of them", "Yes, for most or all of them")
    other = ("No", "Yes, once", "Yes, every few years", "Yes, at least annually")
    rows: list[list[object]] = [["Interview"], ["Organization:", "Acme"], []]
    expected, lists = [], []
    n = 0
    for practice in ("Strategy", "Policy", "Training"):
        rows.append([None, practice, None, None, "Answer", "Interview Notes"])
        for _ in range(4):
            n += 1
            options = scale if n % 2 else other
            rows.append(
                [
                    None,
                    f"S{n}" if n % 4 == 1 else None,
                    asks(n),
                    None,
                    options[n % 4],
                    f"Said by person {n}" if n % 3 == 0 else None,
                ]
            )
            lists.append(drop_down((len(rows), 5, len(rows), 5), *options))
            expected.append(
                Expected(
                    len(rows),
                    f"{practice}#{n}",
                    options[n % 4],
                    f"Said by person {n}" if n % 3 == 0 else "",
                    "no" if n % 4 == 0 else "level",
                    practice,
                )
            )
            rows += [
                [None, None, "Guidance:", f"You have a written rule for case {n}."],
                [None, None, "Guidance:", f"The rule of case {n} is applied."],
            ]
    return Layout("practices", [sheet("Interview", rows, validations=tuple(lists))], {"Interview": expected})


def placeholders() -> Layout:
    """A form nobody filled in: placeholders and "please select" are no answers."""
    rows: list[list[object]] = [
        ["Vendor Name", "Vendor Name"],
        ["Date", "mm/dd/yyyy"],
        [],
        ["ID", "Question", "Answer", "Comments"],
    ]
    expected = []
    for n in range(1, 9):
        rows.append([f"P-{n}", asks(n), ("Select...", "Please select", None)[n % 3], None])
        expected.append(Expected(len(rows), f"P-{n}", ("Select...", "Please select", "")[n % 3], "", "blank"))
    return Layout("placeholders", [sheet("Form", rows)], {"Form": expected})


def ticks_of_scope() -> Layout:
    """Ticks that say to whom a row applies stand before the answers and are none."""
    rows: list[list[object]] = [["ID", "Requirement", "L1", "L2", "Status", "Comment"]]
    expected = []
    for n in range(1, 13):
        rows.append(
            [
                f"V{n // 4 + 1}.{n}",
                f"Verify that {TOPICS[n % 12]} in release {n}.",
                "✓" if n % 2 else None,
                "✓",
                "Pass" if n % 3 else "Fail",
                None,
            ]
        )
        expected.append(
            Expected(len(rows), f"V{n // 4 + 1}.{n}", "Pass" if n % 3 else "Fail", "", "yes" if n % 3 else "no")
        )
    return Layout("scope-ticks", [sheet("Checks", rows)], {"Checks": expected})


def many_sheets() -> Layout:
    """One questionnaire over several sheets; some questions come again by formula."""
    sheets, expected = [], {}
    for place, name in enumerate(("Organization", "Product", "Privacy")):
        rows: list[list[object]] = [
            [f"{name} section"],
            ["ID", "Question", "Answer", "Additional Information", "Guidance"],
        ]
        expected[name] = []
        for n in range(1, 9):
            key = f"{name[:4].upper()}-{n:02}"
            rows.append(
                [
                    key,
                    asks(place * 8 + n),
                    "Yes" if n % 2 else "No",
                    f"More on {key}" if n == 3 else None,
                    "Tell us more.",
                ]
            )
            expected[name].append(
                Expected(len(rows), key, "Yes" if n % 2 else "No", f"More on {key}" if n == 3 else "")
            )
        formulas = frozenset()
        if place:
            rows.append(["ORGA-01", asks(1), "Yes", None, "Answered before."])
            formulas = frozenset({(len(rows), 3)})
        sheets.append(sheet(name, rows, formulas=formulas))
    every = [row for one in sheets for row in one.rows[2:10]]
    report = [["ID", "Question", "Answer", "Score"], *[[*row[:3], 5] for row in every]]
    calculated = frozenset((row, column) for row in range(2, len(report) + 1) for column in (2, 3))
    sheets.insert(0, sheet("Evaluation", report, formulas=calculated))
    return Layout("many-sheets", sheets, expected)


def sentences_beside() -> Layout:
    """No headings, and answers in sentences right beside the questions."""
    rows: list[list[object]] = [["Please answer in your own words"]]
    expected = []
    for n in range(1, 9):
        answer = f"We have done this since {2010 + n}, see our report." if n != 4 else None
        rows.append([asks(n), answer])
        expected.append(Expected(len(rows), "", answer or "", "", "text" if answer else "blank"))
    return Layout("sentences", [sheet("Form", rows)], {"Form": expected})


def in_place_marks() -> Layout:
    """A self-assessment of a card standard: an X under one of five states, and expected tests before it."""
    rows: list[list[object]] = [
        ["Requirement", "Expected Testing", "Response", None, None, None, None],
        [None, None, "In Place", "In Place with CCW", "Not in Place", "N/A", "Not Tested"],
    ]
    expected = []
    for n in range(1, 11):
        marks: list[object] = [None] * 5
        marks[(0, 2, 3, 0, 1)[n % 5]] = "X"
        rows.append([f"{n}.1.{n % 3 + 1} {asks(n)}", "Examine documents and interview staff.", *marks])
        state = ("In Place", "Not in Place", "N/A", "In Place", "In Place with CCW")[n % 5]
        value = ("yes", "no", "na", "yes", "yes")[n % 5]
        expected.append(Expected(len(rows), f"{n}.1.{n % 3 + 1}", state, "", value))
    return Layout("in-place", [sheet("SAQ", rows, merged=((1, 3, 1, 7),))], {"SAQ": expected})


def applicable_and_implemented() -> Layout:
    """Two columns of yes and no: whether a control applies, and whether it is implemented."""
    rows: list[list[object]] = [["Control", "Control title", "Applicable", "Justification", "Implemented", "Evidence"]]
    expected = []
    for n in range(1, 13):
        rows.append(
            [
                f"A.{n // 4 + 5}.{n}",
                f"Rules for {TOPICS[n % 12]}",
                "Yes",
                f"Needed by contract {n}",
                "Yes" if n % 3 else "No",
                f"Policy {n}",
            ]
        )
        expected.append(Expected(len(rows), f"A.{n // 4 + 5}.{n}", "Yes" if n % 3 else "No", f"Needed by contract {n}"))
    return Layout("statement", [sheet("SoA", rows)], {"SoA": expected})


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


LAYOUTS = (caiq_3, isa, two_scores, japanese, japanese_columns, french, german, other_languages, no_header,
           header_in_row_16,
           twins, several_tables, ids_in_texts, practices, placeholders, ticks_of_scope, many_sheets, sentences_beside,
           in_place_marks, applicable_and_implemented, japanese_states)  # fmt: skip
