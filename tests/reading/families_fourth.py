"""A last set, written after the rules had been mended with the first three: what they do with what nobody had looked at."""

# ruff: noqa: E501 - tables of cells are read a row a line
# fmt: off
from __future__ import annotations

from tests.reading.form import Form, layout, topic
from tests.reading.layouts.parts import Layout

YES, NO, NA = "Yes", "No", "N/A"


def free_answers() -> Layout:
    """No ids; sections in capitals; answers are paragraphs; some questions unanswered."""
    form = Form("Security Questionnaire", ["Vendor Security Questionnaire"], ["Company name", "Aoba Net"], [], ["Question", "Answer"])
    for n in range(1, 19):
        if n % 6 == 1:
            form.say(("SERVICE OVERVIEW", "DATA PROTECTION", "POLICIES AND STANDARDS")[n // 6])
        answer = f"Our team operates {topic(n)} and reviews it twice a year with the owner." if n % 5 else ""
        form.ask(f"Describe how you handle {topic(n)}.", answer or None, key="", answer=answer)
    return layout("free-answers", form)


def audit_checklist() -> Layout:
    """Audit question, evidence seen, conformity with "OFI", a column for the auditor."""
    form = Form("Audit", ["Clause", "Audit Question", "Audit Evidence", "Conformity", "Auditor notes"])
    for n in range(1, 17):
        state = ("Conform", "Minor nonconformity", "OFI", "Not audited")[n % 4]
        form.ask(f"{n // 4 + 4}.{n % 4 + 1}", f"Has the organization determined {topic(n)}?", f"Record {n}", state, None,
                 key=f"{n // 4 + 4}.{n % 4 + 1}", answer=state)
    return layout("audit-checklist", form)


def control_catalogue() -> Layout:
    """Identifier, name, text, discussion, related controls, then whether it is implemented and notes."""
    form = Form("SP 800-53 Rev 5", ["Control Identifier", "Control (or Control Enhancement) Name", "Control Text", "Discussion", "Related Controls",
                                    "Implemented?", "Notes"])
    for n in range(1, 21):
        answer = (YES, NO, "Partial", "Inherited")[n % 4]
        comment = f"by tool {n}, see plan" if n % 3 == 0 else ""
        form.ask(f"AC-{n}", f"Name of control {n}", f"a. Develop and document {topic(n)}; and b. Review it.", f"This control addresses {topic(n)}.",
                 "AC-2, AC-3.", answer, comment or None, key=f"AC-{n}", answer=answer, comment=comment)
    return layout("control-catalogue", form, family="NIST SP 800-53 rev 5")


def japanese_legend() -> Layout:
    """Numbers 1 to 4 chosen, their meaning in a legend above; numbers in brackets and circles in three columns."""
    form = Form("回答票", ["情報セキュリティ対策状況 回答票"], ["選択肢　4：実施している　3：概ね実施　2：一部実施　1：実施していない"],
                ["大分類", "中分類", "No.", "設問", "回答（1～4）", "理由・補足"])
    for n in range(1, 21):
        form.ask("１．組織" if n == 1 else "２．技術" if n == 11 else None, f"（{(n - 1) // 5 + 1}）区分" if n % 5 == 1 else None, n,
                 f"情報システムの利用に関する規程{n}を整備し、定期的に見直していますか。", n % 4 + 1, f"規程{n}" if n % 3 == 0 else None, key=str(n),
                 answer=str(n % 4 + 1), comment=f"規程{n}" if n % 3 == 0 else "", value="level")
    return layout("japanese-legend", form)


def spanish_columns() -> Layout:
    """X under SI, NO or N/A below a merged "Cumple"; blocks with numbers of their own."""
    form = Form("Cuestionario", ["CUESTIONARIO DE SEGURIDAD PARA PROVEEDORES"], ["Proveedor:", "Aoba SL"], [],
                ["Nº", "Control", "Cumple", None, None, "Observaciones"], [None, None, "SI", "NO", "N/A", None])
    form.merged.append((4, 3, 4, 5))
    for n in range(1, 19):
        if n % 6 == 1:
            form.say(f"{n // 6 + 1}. BLOQUE DE CONTROLES {n}")
        marks: list[object] = [None] * 3
        marks[n % 3] = "X"
        form.ask(f"{n // 6 + 1}.{n}", f"El proveedor dispone de una política {n} aprobada", *marks, f"Acta {n}" if n % 4 == 0 else None,
                 key=f"{n // 6 + 1}.{n}", answer=("SI", "NO", "N/A")[n % 3], comment=f"Acta {n}" if n % 4 == 0 else "",
                 value=("yes", "no", "na")[n % 3])
    return layout("spanish-columns", form)


def french_columns() -> Layout:
    """Oui, Non, NA in single columns with crosses; themes in merged rows."""
    form = Form("Feuil1", ["Question", "Oui", "Non", "N/A", "Commentaires et preuves"])
    for n in range(1, 16):
        if n % 5 == 1:
            form.say(f"Thème {n // 5 + 1} : protection")
            form.merged.append((form.row, 1, form.row, 5))
        marks: list[object] = [None] * 3
        marks[n % 3] = "X"
        form.ask(f"Existe-t-il une procédure {n} pour la gestion des accès ?", *marks, f"Annexe {n}" if n % 2 else None, key="",
                 answer=("Oui", "Non", "N/A")[n % 3], comment=f"Annexe {n}" if n % 2 else "", section=f"Thème {(n - 1) // 5 + 1} : protection")
    return layout("french-columns", form)


def korean_columns() -> Layout:
    """○ under 양호, 미흡 or 해당없음 with merged groups."""
    form = Form("점검표", ["수탁사 개인정보보호 점검표"], ["업체명", "푸른정보"], ["구분", "점검항목", "점검결과", None, None, "비고"],
                [None, None, "양호", "미흡", "해당없음", None])
    form.merged.append((3, 3, 3, 5))
    for n in range(1, 13):
        marks: list[object] = [None] * 3
        marks[n % 3] = "O" if n % 2 else "○"
        form.ask("관리적" if n == 1 else "기술적" if n == 7 else None, f"개인정보 처리 위탁 계약서 {n}에 필수 사항이 포함되어 있는가?", *marks, None, key="",
                 answer=("양호", "미흡", "해당없음")[n % 3], value=("yes", "no", "na")[n % 3])
    form.merged += [(5, 1, 10, 1), (11, 1, 16, 1)]
    return layout("korean-columns", form)


def essentials() -> Layout:
    """Question numbers like A1.2, answers of several kinds, guidance last; headings between."""
    form = Form("Question set", ["No.", "Question", "Notes", "Applicant answer", "Applicant notes"])
    for n in range(1, 21):
        if n % 7 == 1:
            form.say(None, ("Your organisation", "Scope", "Firewalls")[n // 7])
        answer = (YES, NO, "Aoba House, 1 River Street", "250")[n % 4]
        form.ask(f"A{n // 7 + 1}.{n}", f"Do you know {topic(n)}?", "Tell the assessor how.", answer, f"see map {n} for this" if n % 5 == 0 else None,
                 key=f"A{n // 7 + 1}.{n}", answer=answer, comment=f"see map {n} for this" if n % 5 == 0 else "")
    return layout("essentials", form)


def serial_numbers() -> Layout:
    """Two columns of numbers: a running one and the question's own; maturity and response beside each other."""
    form = Form("Core", ["Serial No", "Ques Num", "Question", "Response", "Maturity", "Additional Information", "Domain"])
    for n in range(1, 21):
        form.ask(n, f"B.{n}", f"Is there {topic(n)}?", (YES, NO)[n % 2], None, f"a{n} told before" if n % 3 == 0 else None, "B. Policy",
                 key=f"B.{n}", answer=(YES, NO)[n % 2], comment=f"a{n} told before" if n % 3 == 0 else "", section="B. Policy")
        form.offer(4, YES, NO, NA)
    return layout("serial-numbers", form)


def points_of_two() -> Layout:
    """Points 0, 1 or 2 explained in the heading, a weight beside, a product by formula."""
    form = Form("Scoring", ["Ref", "Criterion", "Score (0 = no, 1 = partly, 2 = yes)", "Weight", "Weighted score", "Remarks"])
    for n in range(1, 16):
        form.ask(f"S{n}", f"Rules exist for {topic(n)} and are followed", n % 3, 3, n % 3 * 3, f"m{n} explained" if n % 4 == 0 else None, key=f"S{n}",
                 answer=str(n % 3), comment=f"m{n} explained" if n % 4 == 0 else "")
        form.formulas.append((form.row, 5))
    return layout("points-of-two", form)


def ticks_and_crosses() -> Layout:
    """✓ and ✗ as answers, no heading above them but the supplier's name."""
    form = Form("Requirements", ["#", "Security requirements of the buyer", "Aoba Cloud Inc.", "Remarks"])
    for n in range(1, 16):
        form.ask(n, f"All staff know {topic(n)}", "✓" if n % 3 else "✗", f"t{n} has more" if n % 5 == 0 else None, key=str(n),
                 answer="✓" if n % 3 else "✗", comment=f"t{n} has more" if n % 5 == 0 else "", value="yes" if n % 3 else "no")
    return layout("ticks-and-crosses", form)


def chinese_boxes() -> Layout:
    """"☑是 □否" in the answers, groups merged down, remarks after."""
    form = Form("供应商安全调查表", ["供应商信息安全调查表"], ["供应商名称：", "青叶科技"], ["类别", "序号", "调查内容", "调查结果", "备注"])
    for n in range(1, 13):
        answer = "☑是 □否" if n % 3 else "□是 ☑否"
        form.ask("管理" if n == 1 else "技术" if n == 7 else None, n, f"是否建立信息安全管理制度{n}？", answer, None, key=str(n), answer=answer,
                 value="yes" if n % 3 else "no")
    return layout("chinese-boxes", form)


def choices_in_sentences() -> Layout:
    """Each question has its own answers in words, chosen from a list that is written in another column."""
    form = Form("SRA", ["Section", "Question ID", "Question Text", "Possible answers", "Selected Response", "Notes"])
    for n in range(1, 16):
        answer = ("Yes, and we review it each year.", "No, we do not do this.", "Only for some systems.")[n % 3]
        form.ask("Section 1" if n < 8 else "Section 2", f"S{n:02}", f"Do you maintain {topic(n)}?",
                 "Yes, and we review it each year. / No, we do not do this. / Only for some systems.", answer, f"x{n} to be seen" if n % 4 == 0 else None,
                 key=f"S{n:02}", answer=answer, comment=f"x{n} to be seen" if n % 4 == 0 else "")
    return layout("choices-in-sentences", form)


def polish() -> Layout:
    """A language whose words for headings are hardly known, read by what stands in the columns."""
    form = Form("Ankieta", ["Ankieta bezpieczeństwa dostawcy"], ["L.p.", "Obszar", "Pytanie", "Odpowiedź dostawcy", "Uwagi"])
    for n in range(1, 16):
        answer = ("Tak", "Nie", "Częściowo", "Nie dotyczy")[n % 4]
        form.ask(n, "Organizacja" if n < 8 else "Technika", f"Czy istnieje procedura {n} ochrony danych?", answer, f"zał. {n} do umowy" if n % 2 else None,
                 key=str(n), answer=answer, comment=f"zał. {n} do umowy" if n % 2 else "", value=("yes", "no", "partial", "na")[n % 4])
    return layout("polish", form)


FOURTH = (free_answers, audit_checklist, control_catalogue, japanese_legend, spanish_columns, french_columns, korean_columns, essentials,
          serial_numbers, points_of_two, ticks_and_crosses, chinese_boxes, choices_in_sentences, polish)
