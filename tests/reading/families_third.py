"""More of the world's habits, written after the rules had been mended with the first two sets."""

# ruff: noqa: E501 - tables of cells are read a row a line
# fmt: off
from __future__ import annotations

from tests.reading.form import Form, layout, topic
from tests.reading.layouts.parts import Expected, Layout

YES, NO, NA = "Yes", "No", "N/A"


def boxes_in_one_cell() -> Layout:
    """All options in every cell, the chosen one with a filled box: "■はい □いいえ", "☐ Yes ☒ No"."""
    form = Form("調査票", ["取引先　情報セキュリティ調査票"], ["会社名：", "株式会社みどり"], ["No.", "質問事項", "回答", "備考"])
    for n in range(1, 13):
        boxes = ["□", "□", "□"]
        boxes[n % 3] = "■" if n % 2 else "☑"
        answer = f"{boxes[0]}はい　{boxes[1]}いいえ　{boxes[2]}該当なし"
        form.ask(n, f"情報管理の責任者{n}を任命していますか。", answer, f"規程{n}条" if n % 4 == 0 else None, key=str(n), answer=answer,
                 comment=f"規程{n}条" if n % 4 == 0 else "", value=("yes", "no", "na")[n % 3])
    english = Form("English", ["No.", "Question", "Answer", "Remarks"])
    for n in range(1, 13):
        boxes = ["☐", "☐", "☐"]
        boxes[n % 3] = "☒"
        answer = f"{boxes[0]} Yes {boxes[1]} No {boxes[2]} N/A"
        english.ask(n, f"Is there {topic(n)}?", answer, None, key=str(n), answer=answer, value=("yes", "no", "na")[n % 3])
    return layout("boxes", form, english)


def numbered_choices() -> Layout:
    """"①実施済", "２．一部実施": circled and wide numbers before the words of a list."""
    form = Form("自己点検表", ["項番", "点検項目", "回答（プルダウンより選択）", "補足"])
    words = ("①実施済", "②一部実施", "③未実施", "④対象外")
    for n in range(1, 17):
        form.ask(f"{n // 5 + 1}－{n}", f"委託先に提供する情報{n}の範囲を定めている。", words[n % 4], None, key=f"{n // 5 + 1}－{n}",
                 answer=words[n % 4], value=("yes", "partial", "no", "na")[n % 4])
        form.offer(3, *words)
    return layout("numbered-choices", form)


def letters_of_a_language() -> Layout:
    """O and N for oui and non, J and N for ja and nein: letters that mean something only together."""
    french = Form("Audit", ["Réf", "Exigence", "O/N/SO", "Commentaires"])
    german = Form("Audit DE", ["Nr", "Anforderung", "Erfüllt (J/N/T/E)", "Bemerkung"])
    for n in range(1, 13):
        french.ask(f"E{n}", f"Une procédure {n} encadre la gestion des accès.", ("O", "N", "SO")[n % 3], None, key=f"E{n}",
                   answer=("O", "N", "SO")[n % 3], value=("yes", "no", "na")[n % 3])
        german.ask(f"E{n}", f"Eine Regelung {n} für den Zugang liegt vor.", "JNTE"[n % 4], None, key=f"E{n}", answer="JNTE"[n % 4],
                   value=("yes", "no", "partial", "na")[n % 4])
    return layout("letters-of-a-language", french, german)


def codes_of_compliance() -> Layout:
    """C, PC, NC and NA; S and O: codes of assessors."""
    form = Form("Gap analysis", ["Clause", "Requirement", "Status", "Observation"])
    for n in range(1, 17):
        code = ("C", "PC", "NC", "NA")[n % 4]
        form.ask(f"7.{n}", f"The organization shall determine {topic(n)}.", code, f"Seen in file {n}" if n % 2 else None, key=f"7.{n}",
                 answer=code, comment=f"Seen in file {n}" if n % 2 else "", value=("yes", "partial", "no", "na")[n % 4])
    return layout("codes", form)


def sentences_in_mark_columns() -> Layout:
    """Columns Yes and No in which some wrote a sentence instead of a mark."""
    form = Form("RFI security", ["#", "Security requirement", "Yes", "No", "Comment"])
    for n in range(1, 21):
        cells: list[object] = [None, None]
        cells[n % 2] = "x" if n % 5 else "x - since 2020"
        form.ask(n, f"The bidder operates {topic(n)}.", *cells, f"see {n}.pdf for more" if n % 3 == 0 else None, key=str(n),
                 answer=("Yes", "No")[n % 2], comment=f"see {n}.pdf for more" if n % 3 == 0 else "")
    return layout("sentences-in-marks", form)


def several_lines_of_answer() -> Layout:
    """A question merged over three rows, each with its own sub-question and answer."""
    form = Form("Details", ["No", "Area", "Question", "Sub-question", "Response", "Remarks"])
    for n in range(1, 7):
        for part in (1, 2, 3):
            first = part == 1
            form.ask(f"{n}" if first else None, "Area" if first else None, f"Which rules exist for {topic(n)}?" if first else None,
                     f"Is rule {part} written down?", (YES, NO, NA)[(n + part) % 3], None, key="", answer=(YES, NO, NA)[(n + part) % 3])
        form.merged += [(form.row - 2, column, form.row, column) for column in (1, 2, 3)]
    return layout("several-lines", form)


def far_from_the_corner() -> Layout:
    """The table begins in column D and row 9; empty columns between; a signature block below."""
    form = Form("Form 7", ["", "", "Supplier assessment form 7"], [], ["", "", "Supplier name", "", "Aoba Parts"],
                ["", "", "Date of assessment", "", "12 March 2025"], [], [], [],
                [None, None, None, "Item", None, "Criteria", None, "Meets?", None, "Remarks by supplier"])
    for n in range(1, 16):
        answer = ("Meets", "Does not meet", "Partly meets")[n % 3]
        form.ask(None, None, None, f"{n}.", None, f"Documented procedure for {topic(n)}", None, answer, None,
                 f"r{n} was checked" if n % 2 else None, key=f"{n}.", answer=answer, comment=f"r{n} was checked" if n % 2 else "",
                 value=("yes", "no", "partial")[n % 3])
    form.say()
    form.say(None, None, None, "Signature:", None, "H. Mori")
    form.say(None, None, None, "Date:", None, "2025-03-12")
    return layout("far-corner", form)


def printed_pages() -> Layout:
    """The same heading again on every printed page, with page numbers between."""
    form = Form("Checklist", ["Vendor security checklist"])
    number = 0
    for page in range(3):
        form.say("S.No", "Check point", "Status (Y/N/NA)", "Auditor remarks", "Vendor remarks")
        for _ in range(7):
            number += 1
            form.ask(number, f"Check that {topic(number)} is in place", "YN"[number % 2], "ok", f"v{number} stated" if number % 2 else None,
                     key=str(number), answer="YN"[number % 2], comment=f"v{number} stated" if number % 2 else "")
        form.say(None, f"Page {page + 1} of 3")
    return layout("printed-pages", form)


def long_headings() -> Layout:
    """Headings that are whole instructions, over two lines."""
    form = Form("Q", ["Question number", "Please read each question carefully before you answer it",
                      "Your answer\n(please choose Yes, No or Not applicable from the list)",
                      "If you answered No or Not applicable, please explain why and until when you will comply"])
    for n in range(1, 16):
        answer = (YES, NO, "Not applicable")[n % 3]
        comment = f"By the end of 20{25 + n}" if answer != YES else ""
        form.ask(f"Q-{n}", f"Do you have {topic(n)}?", answer, comment or None, key=f"Q-{n}", answer=answer, comment=comment)
        form.offer(3, YES, NO, "Not applicable")
    return layout("long-headings", form)


def levels_with_names() -> Layout:
    """"2 - Partially implemented" of 0 to 4: the number is a place on a list, the words its meaning."""
    options = ("0 - Not implemented", "1 - Planned", "2 - Partially implemented", "3 - Largely implemented", "4 - Fully implemented")
    form = Form("Maturity", ["ID", "Control statement", "Maturity", "Rationale"])
    for n in range(1, 21):
        form.ask(f"M{n:03}", f"The company maintains {topic(n)}.", options[n % 5], None, key=f"M{n:03}", answer=options[n % 5],
                 value=("no", "no", "partial", "partial", "yes")[n % 5])
        form.offer(3, *options)
    return layout("levels-with-names", form)


def exported_csv() -> Layout:
    """What a tool exports: one heading row of technical names, ids as long codes, times, empty answers."""
    form = Form("CSV", ["question_id", "section_name", "question_text", "response", "response_comment", "answered_by", "answered_at"])
    for n in range(1, 21):
        answer = ("", YES, NO)[n % 3]
        form.ask(f"6f1c2d3e-0000-4000-8000-{n:012}", "Access" if n < 10 else "Backup", f"Is there {topic(n)}?", answer or None,
                 f"c{n} as agreed" if answer == NO else None, "hana@aoba.example" if answer else None, "2025-03-01T10:00:00" if answer else None,
                 key=f"6f1c2d3e-0000-4000-8000-{n:012}", answer=answer, comment=f"c{n} as agreed" if answer == NO else "",
                 section="Access" if n < 10 else "Backup")
    form.knows_formulas = False
    return layout("exported-csv", form)


def answers_first() -> Layout:
    """The tick box stands left of the text; true and false from a form program."""
    form = Form("Checklist", ["Done?", "Ref", "Task", "Comment"])
    for n in range(1, 16):
        form.ask(n % 2 == 0, f"T{n}", f"Make sure that {topic(n)} works as planned", f"by team {n}" if n % 3 == 0 else None, key=f"T{n}",
                 answer="TRUE" if n % 2 == 0 else "FALSE", comment=f"by team {n}" if n % 3 == 0 else "", value=("yes", "no")[n % 2])
    return layout("answers-first", form)


def hidden_source() -> Layout:
    """Hidden sheets hold the questions with their ids and the lists of answers; the visible sheet has neither ids nor lists known."""
    shown = Form("Interview", ["Assessment interview"], ["Organization", "Aoba Soft"], ["Practice", None, None, "Answer", "Interview Notes"])
    source = Form("imp-questions", ["ID", "Practice", "Question", "Answer Options"])
    for n in range(1, 21):
        question = f"Do you review {topic(n)}?"
        answer = ("No", "Yes, for some applications", "Yes, for at least half of the applications")[n % 3]
        shown.ask("Design" if n == 1 else None, f"Stream {n % 2}", question, answer, f"note of interview {n}" if n % 4 == 0 else None, key="",
                  answer=answer, comment=f"note of interview {n}" if n % 4 == 0 else "")
        source.say(f"D-TA-A-{n}", "Threat assessment", question, "AnsE")
    source.hidden = True
    return layout("hidden-source", shown, source)


def triage() -> Layout:
    """A short list of free questions before the long one, with labels and values in one table."""
    form = Form("HECVAT - Triage", ["Higher Education Community Vendor Assessment Toolkit - Triage", None, "Version 3.01"],
                ["Requestor information"], ["TR-01", "Requestor name", "Hana Mori"])
    form.rows.pop()
    for n, (label, text) in enumerate((("Requestor Name", "Hana Mori"), ("Requestor Title", "Buyer"), ("Requestor Email", "h@aoba.example")), 1):
        form.ask(f"RQST-{n:02}", label, text, key=f"RQST-{n:02}", answer=text)
    form.say("Data", None, "Answer", "Additional information")
    for n in range(1, 13):
        answer = (YES, NO, "About 300 records a year")[n % 3]
        form.ask(f"DATT-{n:02}", f"Will the product hold {topic(n)}?", answer, None, key=f"DATT-{n:02}", answer=answer)
    return layout("triage", form, family="HECVAT triage 3.01")


def answers_below() -> Layout:
    """A form: the question in one row, "Answer:" and the answer in the next, remarks in a third."""
    form = Form("Questionnaire", ["Supplier questionnaire"], ["Supplier:", "Aoba Foods"], [])
    for n in range(1, 11):
        answer = YES if n % 3 else "No, planned for next year"
        form.say(f"Q{n}.", f"Do you have {topic(n)}?")
        form.rows.append(["Answer:", answer])
        form.expected.append(Expected(form.row - 1, f"Q{n}.", answer, f"remark {n}" if n % 2 else ""))
        form.say("Comments:", f"remark {n}" if n % 2 else None)
        form.say()
    return layout("answers-below", form)


THIRD = (boxes_in_one_cell, numbered_choices, letters_of_a_language, codes_of_compliance, sentences_in_mark_columns,
         several_lines_of_answer, far_from_the_corner, printed_pages, long_headings, levels_with_names, exported_csv, answers_first,
         hidden_source, triage, answers_below)
