"""Layouts as published questionnaires have them, with their several header rows and scores."""

from __future__ import annotations

from tests.reading.layouts.parts import TOPICS, Expected, Layout, asks, drop_down, sheet


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
