"""Well-known forms rebuilt by structure with our own texts: the half written after the rules were frozen."""

# ruff: noqa: E501 - tables of cells are read a row a line
# fmt: off
from __future__ import annotations

from tests.reading.form import Form, layout, topic
from tests.reading.layouts.parts import Layout

YES, NO, NA = "Yes", "No", "N/A"


def fedramp_rev5() -> Layout:
    """Instructions above, three heading rows, X under one of five states (some rows two) and of seven origins."""
    states = ("Implemented", "Partially Implemented", "Planned", "Alternative Implementation", "N/A")
    origins = ("Service Provider Corporate", "Service Provider System Specific", "Service Provider Hybrid",
               "Configured by Customer", "Provided by Customer", "Shared", "Inherited from pre-existing FedRAMP")
    form = Form("Moderate CIS", ["FedRAMP Moderate Control Implementation Summary (CIS)"],
                ["For each control mark the implementation status and the control origination."],
                ["Control ID", "Implementation Status", *[None] * 4, "Control Origination", *[None] * 6],
                [None, *states, *origins])
    form.merged += [(3, 1, 4, 1), (3, 2, 3, 6), (3, 7, 3, 13)]
    for n in range(1, 41):
        marks: list[object] = [None] * 5
        marks[n % 5] = "X"
        if n % 13 == 0:
            marks[0] = "X"
        where: list[object] = [None] * 7
        where[n % 7] = "X"
        key = f"AC-{n // 3 + 1}" + (f"({n % 3})" if n % 3 else "")
        answer = " + ".join(s for s, mark in zip(states, marks, strict=True) if mark)
        form.ask(key, *marks, *where, key=key, answer=answer, comment=origins[n % 7])
    crm = Form("Moderate CRM", ["Customer Responsibility Matrix"],
               ["Control ID", "Can be inherited from the CSP?", "Specific inheritance and customer responsibilities"])
    for item in form.expected:
        answer = (YES, "Partial", NO)[item.row % 3]
        comment = "" if answer == YES else f"The customer configures case {item.row}."
        crm.ask(item.id, answer, comment or None, key=item.id, answer=answer, comment=comment)
    return layout("fedramp-rev5", Form("Cover", ["FedRAMP CIS/CRM workbook"], ["CSP Name", "Aoba Cloud"]), form, crm,
                  family="FedRAMP")


def ssp_controls() -> Layout:
    """A plan of controls: identifier with part, requirement, status in words, origin, narrative; parts merged."""
    form = Form("SSP", ["Control Number", "Control Name", "Control Requirement", "Implementation Status",
                        "Control Origin", "How is the control implemented?", "Assessor"])
    for n in range(1, 25):
        key = f"AC-{(n - 1) // 3 + 1} ({'abc'[(n - 1) % 3]})"
        state = ("Implemented", "Planned", "Partially implemented", "Not applicable")[n % 4]
        comment = f"The operations team reviews the list every {n} weeks."
        form.ask(key, f"Access rule {(n - 1) // 3 + 1}" if n % 3 == 1 else None, f"The organization manages {topic(n)}.",
                 state, "Shared", comment, None, key=key, answer=state, comment=comment)
        if n % 3 == 1:
            form.merged.append((form.row, 2, form.row + 2, 2))
    return layout("ssp", form)


def cyfun_2023() -> Layout:
    """Sheets "BASIC Details" with scores per row, a guide sheet of levels, subcategories by formula in a summary."""
    parts = []
    for level in ("BASIC", "IMPORTANT"):
        form = Form(f"{level} Details", ["CyberFundamentals Framework", None, None, None, None, level],
                    ["Function", "Category", "Subcategory", "Requirements", "Guidance", "Maturity", None, "Remarks"],
                    [None, None, None, None, None, "Documentation", "Implementation", None])
        form.merged.append((2, 6, 2, 7))
        for n in range(1, 16):
            key = f"{level}_ID.AM-{n}.1"
            comment = f"See {level} plan {n}" if n % 6 == 0 else ""
            form.ask("IDENTIFY" if n == 1 else None, "Asset Management (ID.AM)" if n == 1 else None,
                     f"ID.AM-{n}: Outcome number {n}" , f"{key}: An inventory of {topic(n)} shall be documented.",
                     "Consider a tool.", n % 5 + 1, n % 3 + 1, comment or None, key=key, answer=f"{n % 5 + 1}/{n % 3 + 1}",
                     comment=comment, value="level")
        form.merged += [(4, 1, 18, 1), (4, 2, 18, 2)]
        parts.append(form)
    guide = Form("Maturity Levels", ["Maturity level", "Documentation", "Implementation"],
                 ["Initial (Level 1)", "No process documentation or not formally approved", "Does not exist"],
                 ["Repeatable (Level 2)", "Formally approved but not reviewed", "Ad hoc process"],
                 ["Defined (Level 3)", "Approved, exceptions documented", "Formal process exists"])
    summary = Form("BASIC Summary", ["Category", "Documentation", "Implementation"], ["ID.AM", 3.0, 2.0],
                   ["PR.AC", 1.0, 1.0], ["DE.CM", 1.0, 1.0])
    summary.formulas = [(row, column) for row in (2, 3, 4) for column in (2, 3)]
    return layout("cyfun-2023", guide, *parts, summary, family="CyberFundamentals")


def vda_german() -> Layout:
    """German maturity form: level before the question, target and result in other sheets, chapters between."""
    form = Form("Informationssicherheit", ["Information Security Assessment", None, None, "VDA ISA 5.1"], [],
                ["ISA Classic", "ISA New", "Reifegrad", "Kontrollfrage", "Ziel", "Anforderungen (muss)",
                 "Anforderungen (sollte)", "Beschreibung der Umsetzung", "Referenzdokumentation",
                 "Feststellungen/Ergebnisse der Selbstbewertung"])
    for chapter in (1, 2, 3):
        form.say(None, str(chapter), None, f"Kapitel über Thema {chapter}")
        for n in range(1, 6):
            key = f"{chapter}.{n}.1"
            level: object = ("na", 3, 2, 0, 5)[n - 1] if chapter == 2 else (chapter + n) % 6
            comment = f"Umgesetzt mit Werkzeug {n}." if n % 2 else ""
            form.ask(f"{n}.{chapter}", key, level, f"Inwieweit wird {topic(chapter * 7 + n)} umgesetzt?",
                     "Schutz der Information.", "+ Eine Regel liegt vor.", "+ Sie wird geprüft.", comment or None,
                     None, None, key=key, answer=str(level), comment=comment,
                     value="na" if level == "na" else "level")
    results = Form("Ergebnisse", ["Nr.", "Thema", "Zielreifegrad", "Ergebnis"])
    for item in form.expected:
        results.say(item.id, form.rows[item.row - 1][3], 3, item.answer)
        results.formulas += [(results.row, column) for column in (1, 2, 4)]
    return layout("vda-german", Form("Deckblatt", ["Unternehmen:", "Muster AG"], ["Datum der Prüfung:", "02.02.2025"]),
                  form, results, family="VDA ISA 5.1")


def nist_csf() -> Layout:
    """Function, category, subcategory with its id before the text; current and target tier; notes."""
    form = Form("CSF Profile", ["NIST Cybersecurity Framework (CSF) 2.0 organizational profile"],
                ["Function", "Category", "Subcategory", "Current Tier", "Target Tier", "Current state notes",
                 "Informative References"])
    for n in range(1, 31):
        key = f"{'GV.OC' if n < 11 else 'ID.AM' if n < 21 else 'PR.AA'}-{n % 10 + 1:02}"
        comment = f"We do this by plan {n}" if n % 3 == 0 else ""
        form.ask("GOVERN (GV)" if n == 1 else "IDENTIFY (ID)" if n == 11 else "PROTECT (PR)" if n == 21 else None,
                 None, f"{key}: The organization understands {topic(n)}", n % 4 + 1, 4, comment or None,
                 f"CRI Profile v2.0: {key}", key=key, answer=str(n % 4 + 1), comment=comment)
    form.merged += [(3, 1, 12, 1), (13, 1, 22, 1), (23, 1, 32, 1)]
    return layout("nist-csf", form, family="NIST CSF 2.0")


def nist_171() -> Layout:
    """Requirement numbers 3.1.1, an x under Implemented, Planned or Not Applicable, and a narrative."""
    form = Form("SSP Worksheet", ["NIST SP 800-171 self-assessment"], ["System name:", "Aoba PLM"],
                ["Requirement", None, "Status", None, None, "Current implementation or planned implementation details"],
                ["Number", "Text", "Implemented", "Planned to be Implemented", "Not Applicable", None])
    form.merged += [(3, 1, 3, 2), (3, 3, 3, 5)]
    for n in range(1, 31):
        if n in (1, 12, 22):
            form.say(f"3.{1 if n == 1 else 2 if n == 12 else 3}", f"Family of rules {n}")
        key = f"3.{1 if n < 12 else 2 if n < 22 else 3}.{n}"
        marks: list[object] = [None] * 3
        marks[n % 3] = "☒"
        comment = f"Done in system {n}" if n % 2 else ""
        form.ask(key, f"Limit {topic(n)} to authorized users.", *marks, comment or None, key=key,
                 answer=("Implemented", "Planned to be Implemented", "Not Applicable")[n % 3], comment=comment,
                 value=("yes", "no", "na")[n % 3])
    return layout("nist-171", form, family="NIST SP 800-171")


def cis_controls() -> Layout:
    """Safeguards with implementation groups marked, and four drop-downs a row: policy, implemented, automated, reported."""
    heads = ["CIS Control", "CIS Safeguard", "Asset Type", "Security Function", "Title", "Description", "IG1", "IG2",
             "IG3", "Policy Defined", "Control Implemented", "Control Automated", "Control Reported"]
    form = Form("Controls V8", ["CIS Controls v8 self assessment"], heads)
    options = ("Not Implemented", "Parts of Policy Implemented", "Implemented on Some Systems",
               "Implemented on Most Systems", "Implemented on All Systems")
    for n in range(1, 25):
        if n % 8 == 1:
            form.say(n // 8 + 1, None, None, None, f"Control on subject {n // 8}", "Actively manage the subject.")
        key = f"{(n - 1) // 8 + 1}.{(n - 1) % 8 + 1}"
        state = options[n % 5]
        form.ask((n - 1) // 8 + 1, float(key), "Devices", "Identify", f"Keep {topic(n)}",
                 f"Establish and maintain {topic(n)}. Review it twice a year.", "x" if n % 2 else None, "x", "x",
                 "Approved Written Policy", state, "Not Automated", "Not Reported",
                 key=key, answer=state)
        for column in (10, 11, 12, 13):
            form.offer(column, *options)
    return layout("cis-controls", form, family="CIS Controls 8")


def pci_saq_4() -> Layout:
    """Requirement with its number in the text, testing beside it, five states to mark, appendix for explanations."""
    form = Form("SAQ D", ["PCI DSS Self-Assessment Questionnaire D v4.0"], ["Section 2: Self-Assessment"],
                ["PCI DSS Requirement", "Expected Testing", "Response (check one response for each requirement)",
                 *[None] * 4],
                [None, None, "In Place", "In Place with CCW", "Not Applicable", "Not Tested", "Not in Place"])
    form.merged += [(3, 3, 3, 7), (3, 1, 4, 1), (3, 2, 4, 2)]
    titles = ("In Place", "In Place with CCW", "Not Applicable", "Not Tested", "Not in Place")
    for n in range(1, 25):
        marks: list[object] = [None] * 5
        marks[n % 5] = "✔"
        form.ask(f"1.{n // 5 + 1}.{n} Policies for {topic(n)} are documented and kept up to date.",
                 "• Examine documentation.\n• Interview personnel.", *marks, key=f"1.{n // 5 + 1}.{n}",
                 answer=titles[n % 5], value=("yes", "yes", "na", "unknown", "no")[n % 5])
    return layout("pci-saq-4", form, family="PCI DSS 4.0")


def anssi() -> Layout:
    """French hygiene guide: number, rule, standard or strengthened, state of application in words, justification."""
    form = Form("Plan d'action", ["Guide d'hygiène - autoévaluation"], ["Entité :", "Société Aoba"],
                ["N°", "Mesure", "Niveau", "État d'application", "Justification / Plan d'action", "Échéance"])
    for n in range(1, 25):
        if n in (1, 13):
            form.say("I", "Sensibiliser et former") if n == 1 else form.say("II", "Connaître le système")
        state = ("Appliquée", "Non appliquée", "Partiellement appliquée", "Sans objet")[n % 4]
        comment = f"Revue annuelle {n}" if n % 2 else ""
        form.ask(n, f"Former les équipes à la règle {n} et contrôler son application", "Standard" if n % 3 else "Renforcé",
                 state, comment or None, None, key=str(n), answer=state, comment=comment,
                 value=("yes", "no", "partial", "na")[n % 4])
    return layout("anssi", form)


def ens() -> Layout:
    """Spanish scheme: measure codes, applies, maturity L0–L5, notes; groups as rows with a code and a title."""
    form = Form("Declaración", ["Esquema Nacional de Seguridad"], ["Organismo", "Ayuntamiento"],
                ["Medida", "Descripción", "Aplica", "Nivel de madurez", "Observaciones"])
    for group, title in (("org", "Marco organizativo"), ("op.pl", "Planificación"), ("mp.if", "Instalaciones")):
        form.say(group, title)
        for n in range(1, 7):
            level = f"L{n % 6}"
            comment = f"Revisado en acta {n}" if n % 2 else ""
            form.ask(f"{group}.{n}", f"Se dispone de un procedimiento {n} aprobado por la dirección", "Sí", level,
                     comment or None, key=f"{group}.{n}", answer=level, comment=comment, value="level")
            form.offer(4, "L0", "L1", "L2", "L3", "L4", "L5")
    return layout("ens", form)


def dengbao() -> Layout:
    """Chinese graded protection: class, control point, item, record of the result, degree of conformity."""
    form = Form("安全管理制度", ["等级保护测评表"], ["单位名称", "青叶科技"],
                ["序号", "安全类", "控制点", "测评项", "测评记录", "符合程度"])
    for n in range(1, 21):
        state = ("符合", "不符合", "部分符合", "不适用")[n % 4]
        form.ask(n, "安全管理制度" if n == 1 else None, f"控制点{n // 4}" if n % 4 == 1 else None,
                 f"应制定网络安全工作的总体方针和安全策略{n}，阐明总体目标。", f"已检查制度文件{n}", state, key=str(n),
                 answer=state, comment=f"已检查制度文件{n}", value=("yes", "no", "partial", "na")[n % 4])
    return layout("dengbao", form)


def romance() -> Layout:
    """Portuguese, Italian and Dutch sheets with their own words for everything."""
    parts = []
    for name, heads, answers, text in (
        ("Português", ["Item", "Categoria", "Pergunta", "Resposta", "Observações"],
         ("Sim", "Não", "Parcialmente", "Não se aplica"), "A empresa possui um procedimento {n} para proteger os dados?"),
        ("Italiano", ["N.", "Area", "Domanda", "Risposta", "Commenti"],
         ("Sì", "No", "Parzialmente", "Non applicabile"), "Esiste una procedura {n} per proteggere i dati?"),
        ("Nederlands", ["Nr", "Categorie", "Vraag", "Antwoord", "Toelichting"],
         ("Ja", "Nee", "Gedeeltelijk", "N.v.t."), "Is er een procedure {n} voor het beschermen van gegevens?"),
    ):
        form = Form(name, heads)
        for n in range(1, 13):
            comment = f"ref. {n} pag. 2" if n % 3 else ""
            form.ask(f"{n}.1", "Governo" if n < 7 else "Rede", text.format(n=n), answers[n % 4], comment or None,
                     key=f"{n}.1", answer=answers[n % 4], comment=comment,
                     value=("yes", "no", "partial", "na")[n % 4])
        parts.append(form)
    return layout("romance", *parts)


def bilingual() -> Layout:
    """Headings and questions in two languages in one cell, answers too."""
    form = Form("Check list", ["取引先セキュリティ調査票 / Supplier Security Survey"],
                ["会社名 / Company name", "みどり精機"], ["回答日 / Date", "2025/04/01"], [],
                ["No.", "分類 / Category", "質問 / Question", "回答 / Answer", "備考 / Remarks"])
    for n in range(1, 17):
        answer = ("はい / Yes", "いいえ / No", "一部 / Partially", "該当なし / N/A")[n % 4]
        form.ask(n, "組織 / Organization" if n < 9 else "技術 / Technology",
                 f"規程{n}を定めていますか。\nIs there {topic(n)}?", answer, f"別紙{n}" if n % 2 else None, key=str(n),
                 answer=answer, comment=f"別紙{n}" if n % 2 else "",
                 value=("yes", "no", "partial", "na")[n % 4])
    return layout("bilingual", form)


def right_to_left() -> Layout:
    """Arabic: number, control, state, remarks."""
    form = Form("الضوابط", ["الرقم", "الضابط", "حالة الالتزام", "ملاحظات"])
    for n in range(1, 17):
        answer = ("نعم", "لا", "جزئي", "لا ينطبق")[n % 4]
        form.ask(f"1-{n}", f"هل توجد سياسة معتمدة للموضوع رقم {n}؟", answer, f"ملاحظة {n}" if n % 2 else None,
                 key=f"1-{n}", answer=answer, comment=f"ملاحظة {n}" if n % 2 else "",
                 value=("yes", "no", "partial", "na")[n % 4])
    return layout("right-to-left", form)


def side_by_side() -> Layout:
    """A key of the levels stands to the right of the table, a summary below it."""
    form = Form("Self-assessment", ["Security self-assessment", None, None, None, None, None, "Key", None],
                ["ID", "Control", "Rating (0-5)", "Comments", None, None, "0", "Non-existent"])
    keys = (("1", "Initial"), ("2", "Repeatable"), ("3", "Defined"), ("4", "Managed"), ("5", "Optimised"))
    for n in range(1, 21):
        beside = [None, None, *keys[n - 1]] if n <= 5 else []
        form.ask(f"C{n:02}", f"Access to {topic(n)} is restricted", n % 6, f"k{n}" if n % 2 else None, *beside,
                 key=f"C{n:02}", answer=str(n % 6), comment=f"k{n}" if n % 2 else "", value="level")
    form.say(None, "Average", 2.5)
    form.formulas.append((form.row, 3))
    return layout("side-by-side", form)


def percentages() -> Layout:
    """Shares of 0 to 1 shown as percent, weights before them, evidence beside, a total row."""
    form = Form("Scorecard", ["Ref", "Topic", "Requirement", "Weight", "Compliance %", "Evidence", "Comments"])
    for n in range(1, 16):
        share = (0.0, 0.25, 0.5, 0.75, 1.0)[n % 5]
        form.ask(f"S-{n}", "People" if n < 8 else "Systems", f"The supplier keeps {topic(n)}.", 5, share,
                 f"file{n}.pdf", f"c {n} explained" if n % 2 else None, key=f"S-{n}",
                 answer=str(int(share)) if share in (0, 1) else str(share),
                 comment=f"c {n} explained" if n % 2 else "")
    form.say(None, None, "Total", 75, 0.5)
    form.formulas += [(form.row, 4), (form.row, 5)]
    return layout("percentages", form)


def grades() -> Layout:
    """Letters A to D with a key in the instructions, as a drop-down."""
    form = Form("評価表", ["取引先評価表"], ["A：十分 B：概ね十分 C：不十分 D：未実施 －：対象外"],
                ["番号", "評価項目", "評価", "評価理由"])
    for n in range(1, 17):
        grade = "ABCD－"[n % 5]
        form.ask(n, f"情報システム{n}の管理責任者を定め、責任を明確にしている。", grade, f"体制図{n}" if n % 2 else None,
                 key=str(n), answer=grade, comment=f"体制図{n}" if n % 2 else "")
        form.offer(3, "A", "B", "C", "D", "－")
    return layout("grades", form)


def switched_off_section() -> Layout:
    """A qualifier says that a section need not be answered; its questions stay blank."""
    form = Form("Vendor", ["ID", "Question", "Answer", "Additional Information", "Guidance"])
    form.say("Qualifiers", None, "Answer", "Additional Information", "Guidance")
    form.ask("QUAL-01", "Does your product process health data?", NO, None,
             "Responses to the Health Data section questions are not required.", key="QUAL-01", answer=NO)
    form.ask("QUAL-02", "Does your product take payments?", YES, None, None, key="QUAL-02", answer=YES)
    form.say("Health Data", None, "Answer", "Additional Information", "Guidance")
    for n in range(1, 7):
        form.ask(f"HLTH-{n:02}", f"Do you protect {topic(n)}?", None, None, None, key=f"HLTH-{n:02}", value="na")
        form.offer(3, YES, NO)
    form.say("Payments", None, "Answer", "Additional Information", "Guidance")
    for n in range(1, 7):
        answer = "" if n == 4 else YES
        form.ask(f"PAYM-{n:02}", f"Do you protect {topic(n + 6)}?", answer or None, None, None, key=f"PAYM-{n:02}",
                 answer=answer, value="blank" if n == 4 else "yes")
        form.offer(3, YES, NO)
    return layout("switched-off", form)


def question_groups() -> Layout:
    """Main questions in whole numbers, sub-questions in letters in the next column, answers only on these."""
    form = Form("RFP", ["#", "Sub", "Security requirement", "Fully / Partially / Not met", "Vendor explanation"])
    for n in range(1, 7):
        form.say(n, None, f"Theme number {n}")
        for letter in "abc":
            number = n * 3 + ord(letter)
            state = ("Fully met", "Partially met", "Not met")[number % 3]
            form.ask(None, f"{n}{letter}", f"The solution supports {topic(number)}.", state, f"Because of {number}",
                     key=f"{n}{letter}", answer=state, comment=f"Because of {number}",
                     value=("yes", "partial", "no")[number % 3])
    return layout("question-groups", form)


def unnamed_columns() -> Layout:
    """No words above the answers: a title row, ids, texts and Yes/No with remarks; blanks between blocks."""
    form = Form("Sheet2", ["ISMS checklist for suppliers 2025"], [])
    for n in range(1, 25):
        if n % 8 == 1:
            form.say()
            form.say(f"Block {n // 8 + 1}")
        answer = ("yes", "no", "n/a")[n % 3]
        form.ask(f"{n // 8 + 1}.{n}", f"Supplier keeps {topic(n)} and reviews this.", answer,
                 f"We explain in {n}" if n % 4 == 0 else None, key=f"{n // 8 + 1}.{n}", answer=answer,
                 comment=f"We explain in {n}" if n % 4 == 0 else "")
    return layout("unnamed-columns", form)


def planned_twin() -> Layout:
    """A roadmap sheet repeats the interview with planned answers typed in; a scorecard repeats averages."""
    interview = Form("Interview", ["ID", "Question", "Answer", "Notes"])
    roadmap = Form("Roadmap", ["ID", "Question", "Current", "Phase 1", "Phase 2"])
    for n in range(1, 16):
        interview.ask(f"I{n}", f"Do teams practise {topic(n)}?", (YES, NO)[n % 2], None, key=f"I{n}",
                      answer=(YES, NO)[n % 2])
        roadmap.say(f"I{n}", f"Do teams practise {topic(n)}?", (YES, NO)[n % 2], YES, YES)
        roadmap.formulas.append((roadmap.row, 3))
    return layout("planned-twin", roadmap, interview)


def mvsp_filled() -> Layout:
    """A list of controls a supplier filled in: status in words of its own list, link to evidence."""
    form = Form("MVSP Controls", ["MVSP v3.0"], ["Control", "Name", "Description", "Compliance", "Evidence", "Notes"])
    for n in range(1, 25):
        state = ("Compliant", "Non-Compliant", "In progress", "Not applicable")[n % 4]
        form.ask(f"{n // 8 + 1}.{n % 8 + 1}", f"Control on {topic(n)}", f"Publish and follow {topic(n)} for all staff.",
                 state, "https://evidence.example/a", f"n{n}" if n % 2 else None, key=f"{n // 8 + 1}.{n % 8 + 1}",
                 answer=state, comment=f"n{n}" if n % 2 else "")
    return layout("mvsp-filled", form, family="MVSP 3.0")


SECOND = (fedramp_rev5, ssp_controls, cyfun_2023, vda_german, nist_csf, nist_171, cis_controls, pci_saq_4, anssi, ens,
          dengbao, romance, bilingual, right_to_left, side_by_side, percentages, grades,
          switched_off_section, question_groups, unnamed_columns, planned_twin, mvsp_filled)
