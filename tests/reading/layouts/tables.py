"""Layouts whose tables begin late, repeat, have no heading or carry ids within texts."""

from __future__ import annotations

from tests.reading.layouts.parts import TOPICS, Expected, Layout, asks, drop_down, sheet


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
