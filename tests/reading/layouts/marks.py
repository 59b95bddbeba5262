"""Layouts whose answers are marks, words in place, or still the prompts of the blank form."""

from __future__ import annotations

from tests.reading.layouts.parts import TOPICS, Expected, Layout, asks, sheet


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
        number, passed = f"V{n // 4 + 1}.{n}", bool(n % 3)
        ticks, status = ["✓" if n % 2 else None, "✓"], "Pass" if passed else "Fail"
        rows.append([number, f"Verify that {TOPICS[n % 12]} in release {n}.", *ticks, status, None])
        expected.append(Expected(len(rows), number, status, "", "yes" if passed else "no"))
    return Layout("scope-ticks", [sheet("Checks", rows)], {"Checks": expected})


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
        number, why, done = f"A.{n // 4 + 5}.{n}", f"Needed by contract {n}", "Yes" if n % 3 else "No"
        rows.append([number, f"Rules for {TOPICS[n % 12]}", "Yes", why, done, f"Policy {n}"])
        expected.append(Expected(len(rows), number, done, why))
    return Layout("statement", [sheet("SoA", rows)], {"SoA": expected})
