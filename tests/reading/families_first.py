"""Well-known forms rebuilt by structure with our own texts: the half of the families the rules were mended with."""

# ruff: noqa: E501 - tables of cells are read a row a line
# fmt: off
from __future__ import annotations

from tests.reading.form import Form, layout, topic
from tests.reading.layouts.parts import Layout

YES, NO, NA = "Yes", "No", "N/A"


def hecvat_2() -> Layout:
    """Sections as repeated headings ("Company Overview | | Vendor Answers | …"), hidden master list, lists of values."""
    form = Form(
        "HECVAT - Full",
        ["Higher Education Community Vendor Assessment Toolkit - Full", None, None, None, "Version 2.11"],
    )
    form.ask("DATE-01", "Date", "2021-03-04", key="DATE-01", answer="2021-03-04")
    form.say("General Information")
    form.say("In order to protect the Institution, answer all questions. Populate this document for all products.")
    form.say("GNRL-01 through GNRL-08; populated by the Vendor")
    for key, label, text in (("GNRL-01", "Vendor Name", "Aoba Learning"), ("GNRL-02", "Product Name", "Aoba Classroom"),
                             ("GNRL-03", "Product Description", "Lessons online."),
                             ("GNRL-06", "Vendor Contact Name", "Hana Mori"),
                             ("GNRL-08", "Vendor Contact Email", "hana@aoba.example")):
        form.ask(key, label, text, key=key, answer=text)
    for section, letters in (("Company Overview", "COMP"), ("Documentation", "DOCU"), ("Third Parties", "THRD")):
        form.say(section, None, "Vendor Answers", "Additional Information", "Guidance")
        form.merged.append((form.row, 1, form.row, 2))
        for n in range(1, 7):
            number = len(form.expected)
            if letters == "COMP" and n < 3:
                text = f"We are a company of {number} people."
                form.ask(f"COMP-{n:02}", f"Describe your organization's structure, part {n}.", text, None,
                         "Include circumstances.", key=f"COMP-{n:02}", answer=text, section=section, value="text")
                form.merged.append((form.row, 3, form.row, 4))
                continue
            answer = (YES, NO, NA, YES)[number % 4]
            comment = f"See our page {number}." if number % 3 else ""
            form.ask(f"{letters}-{n:02}", f"Do you have {topic(number)}?", answer, comment or None,
                     "Provide a brief summary." if n % 2 else None,
                     key=f"{letters}-{n:02}", answer=answer, comment=comment, section=section)
            form.offer(3, YES, NO, NA)
    questions = Form("Questions", [None, None, "HECVAT Question Sets", None, "GUIDANCE"],
                     ["ID", "Question", "Additional Info", "Standard Guidance", "Category", "C_Answer", "V_Answer",
                      "Compliant", "Weight"])
    for item in form.expected:
        question = form.rows[item.row - 1][1]
        questions.say(item.id, question, item.comment, "Standard.", item.section, YES, item.answer, 1, 15)
        questions.formulas += [(questions.row, column) for column in (3, 7, 8)]
    questions.hidden = True
    values = Form("Values", ["Answers"], [YES], [NO], [NA], ["Quarterly"], ["Annually"])
    values.hidden = True
    return layout("hecvat-2", form, questions, values, family="HECVAT full 2.11")


def hecvat_4() -> Layout:
    """Eight sheets of questions, general ones repeated on each by formula, evaluations and a hidden master list."""
    parts = []
    start = Form("START HERE", ["HECVAT 4.1.4"], ["Start Here"], ["Date Completed", None, "2025-05-01"],
                 ["General Information", None, "Answer", "Additional Information", "Guidance"])
    for n, (label, text) in enumerate((("Solution Provider Name", "Kawa Cloud"), ("Solution Name", "Kawa Files"),
                                       ("Solution Description", "Shares files."),
                                       ("Solution Provider Contact Email", "ken@kawa.example")), 1):
        start.ask(f"GNRL-{n:02}", label, text, None, "Populate.", key=f"GNRL-{n:02}", answer=text)
    start.say("Required Questions", None, "Answer", "Additional Information", "Guidance")
    for n in range(1, 9):
        start.ask(f"REQU-{n:02}", f"Are you offering {topic(n)}?", NO if n == 4 else YES, None, None,
                  key=f"REQU-{n:02}", answer=NO if n == 4 else YES)
        start.offer(3, YES, NO)
    parts.append(start)
    for place, (name, letters) in enumerate((("Organization", "DOCU"), ("Product", "APPL"), ("Infrastructure", "DCTR"),
                                             ("IT Accessibility", "ITAC"), ("AI", "AIGN"), ("Privacy", "PRGN"))):
        form = Form(name, ["HECVAT 4.1.4"], [name], ["Answers to the questions on this sheet are optional."])
        form.say("General Information", None, "Answer", "Additional Information", "Guidance")
        for n in range(1, 5):
            form.say(f"GNRL-{n:02}", start.rows[3 + n][1], start.rows[3 + n][2], None, None)
            form.formulas += [(form.row, 2), (form.row, 3)]
        form.say(f"{name} questions", None, "Answer", "Additional Information", "Guidance")
        for n in range(1, 8):
            number = 20 + place * 10 + n
            answer = "" if letters == "AIGN" else (YES, NO, YES, NA)[n % 4]
            comment = f"Our way {number}" if n == 2 and answer else ""
            form.ask(f"{letters}-{n:02}", f"Do you keep {topic(number)}?*", answer or None, comment or None, None,
                     key=f"{letters}-{n:02}", answer=answer, comment=comment)
            form.offer(3, YES, NO, NA)
        parts.append(form)
    evaluation = Form("Institution Evaluation", ["Institution Evaluation"], ["Use this page to see the results."],
                      ["ID", "Question", "Solution Provider Response", "Additional Information", "Importance",
                       "Compliance Override", "Analyst Notes"])
    master = Form("Questions", ["All questions"],
                  ["New ID", "Question", "Start", "Org", "Product", "Infra", "Score Mapping", "Score Location",
                   "Compliant Response", "Default Importance", "Default Weight"])
    for form in parts[1:]:
        for item in form.expected:
            question = form.rows[item.row - 1][1]
            evaluation.say(item.id, question, item.answer or 0, item.comment or 0, "Standard Importance", None, None)
            evaluation.formulas += [(evaluation.row, column) for column in (1, 2, 3, 4, 5)]
            master.say(item.id, question, None, 1, None, None, item.id[:4], "Scored", YES, "Standard Importance", 10)
    master.hidden = True
    return layout("hecvat-4", *parts, evaluation, master, family="HECVAT 4.1.4")


def caiq_1() -> Layout:
    """Control group, CGID, CID, question, free or yes/no answer, then mappings to other standards marked with X."""
    form = Form("CAIQ v1.1", ["Cloud Assessment Initiative Questionnaire"],
                ["Control Group", "CGID", "CID", "Consensus Assessment Questions", "CSP Answer", "Notes",
                 "COBIT", "HIPAA", "ISO27001", "PCI DSS"])
    for group in range(8):
        for n in range(1, 4):
            number = group * 3 + n
            answer = (YES, NO, "Yes. We publish the report each year.", NA)[number % 4]
            comment = f"Page {number}" if number % 2 else ""
            form.ask(f"Compliance\nPlan {group}" if n == 1 else None, f"CO-{group + 1:02}" if n == 1 else None,
                     f"CO-{group + 1:02}.{n}", f"Do you provide tenants with {topic(number)}?", answer, comment or None,
                     "COBIT 4.1 ME 2.1" if n == 1 else None, "X" if n == 1 else None, "A.15.3.1" if n == 1 else None,
                     "X" if n < 3 else None, key=f"CO-{group + 1:02}.{n}", answer=answer, comment=comment,
                     section=f"Compliance\nPlan {group}")
        form.merged += [(form.row - 2, column, form.row, column) for column in (1, 2)]
    return layout("caiq-1", form, family="CAIQ 1.1")


def caiq_301() -> Layout:
    """Three heading rows, x under Yes, No or Not Applicable (some rows carry two), and twelve columns of mappings."""
    form = Form(
        "CAIQ",
        ["CONSENSUS ASSESSMENTS INITIATIVE QUESTIONNAIRE v3.0.1"],
        ["Control Domain", "Control ID", "Question ID", "Control Specification", "Consensus Assessment Questions",
         "Consensus Assessment Answers", None, None, "Notes", "AICPA", None, "NIST"],
        [None, None, None, None, None, "Yes", "No", "Not Applicable", None, "TSC 2009", "TSC 2014", "SP800-53 R3"],
    )
    form.merged += [(2, 6, 2, 8), (2, 10, 2, 11)]
    for n in range(1, 31):
        marks: list[object] = [None, None, None]
        marks[n % 3] = "X"
        if n in (7, 19):
            marks[0] = marks[1] = "X"
        titles = [title for title, mark in zip(("Yes", "No", "Not Applicable"), marks, strict=True) if mark]
        comment = f"Our statement on this is number {n}." if n % 2 else ""
        first = n % 2 == 1
        form.ask(f"Audit Assurance\nTheme {n // 2}" if first else None, f"AAC-{n // 2 + 1:02}" if first else None,
                 f"AAC-{(n - 1) // 2 + 1:02}.{2 - n % 2}",
                 f"Independent reviews shall be performed for {topic(n)}." if first else None,
                 f"Do you allow tenants to view {topic(n)}?", *marks, comment or None,
                 "S4.1.0" if first else None, "CC4.1" if first else None, "CA-2" if first else None,
                 key=f"AAC-{(n - 1) // 2 + 1:02}.{2 - n % 2}", answer=" + ".join(titles), comment=comment)
    return layout("caiq-301", form, family="CAIQ 3.0.1")


def caiq_4_star() -> Layout:
    """The registry's layout: answer, shared-responsibility owner, description of both sides, control columns after."""
    form = Form("CAIQv4.0.2", ["CAIQ", "CONSENSUS ASSESSMENTS INITIATIVE QUESTIONNAIRE v4.0.2"],
                ["Question ID", "Question", "CSP CAIQ Answer", "SSRM Control Ownership",
                 "CSP Implementation Description (Optional/Recommended)",
                 "CSC Responsibilities (Optional/Recommended)", "CCM Control ID", "CCM Control Specification",
                 "CCM Control Title", "CCM Domain Title"])
    for n in range(1, 41):
        control, part = f"A&A-{(n + 1) // 2:02}", 2 - n % 2
        answer = (YES, NA, YES, NO)[n % 4]
        comment = f"We follow procedure {n}." if answer != NA else ""
        form.ask(f"{control}.{part}", f"Are audit policies established for {topic(n)}?", answer, "CSP-owned",
                 comment or None, "The customer reads the report." if n % 5 == 0 else None,
                 control if part == 1 else None, f"Establish and maintain {topic(n)}." if part == 1 else None,
                 f"Title {n}" if part == 1 else None, "Audit & Assurance" if part == 1 else None,
                 key=f"{control}.{part}", answer=answer, comment=comment)
        form.offer(3, YES, NO, NA)
    lists = Form("Lists", ["CSP-owned"], ["CSC-owned"], ["Shared CSP and CSC"])
    lists.hidden = True
    return layout("caiq-4-star", Form("Introduction", ["CAIQ v4.0.2"], ["How to use this questionnaire."]), form, lists,
                  family="CAIQ 4.0.2")


def caiq_lite() -> Layout:
    """Columns Yes, No, N/A with a mark, one heading row, empty tail."""
    form = Form("CAIQ-Lite", ["CAIQ-Lite"], [],
                ["Question ID", "Control Domain", "Question", "Yes", "No", "N/A", "Notes"])
    for n in range(1, 21):
        marks: list[object] = [None, None, None]
        marks[n % 3] = "x"
        comment = f"Note {n}" if n % 4 == 0 else ""
        form.ask(f"BCR-{n:02}.1", "Business Continuity" if n < 11 else "Supply Chain", f"Do you test {topic(n)}?",
                 *marks, comment or None, key=f"BCR-{n:02}.1", answer=("Yes", "No", "N/A")[n % 3], comment=comment,
                 section="Business Continuity" if n < 11 else "Supply Chain")
    return layout("caiq-lite", form, family="CAIQ lite")


def samm_2() -> Layout:
    """Practices as repeated headings, streams merged down, quality criteria beneath, answers from four lists, ratings."""
    scales = (
        ("No", "Yes, it covers general risks", "Yes, it covers organization-specific risks",
         "Yes, it covers risks and opportunities"),
        ("No", "Yes, for some applications", "Yes, for at least half of the applications",
         "Yes, for most or all of the applications"),
    )
    form = Form(
        "Interview", ["SAMM Assessment Interview"], ["Organization:", None, "Aoba"], ["Team:", None, "Core"], []
    )
    for practice in ("Strategy & Metrics", "Policy & Compliance", "Education & Guidance"):
        form.say("Governance", None, None, None, None, None, None)
        form.say("Stream", "Level", practice, "Answer", "Interview Notes", "Rating")
        for n in range(6):
            number = len(form.expected)
            scale = scales[number % 2]
            answer = scale[number % 4]
            comment = f"Said in talk {number}" if number % 4 == 1 else ""
            form.ask("Create and promote" if n == 0 else "Measure and improve" if n == 3 else None, n % 3 + 1,
                     f"Do you understand {topic(number)}?", answer, comment or None, (number % 4) / 3,
                     key="", answer=answer, comment=comment, value="no" if number % 4 == 0 else "level")
            form.formulas.append((form.row, 6))
            form.offer(4, *scale)
            for criterion in range(2):
                form.say(None, None, f"You have captured the appetite for case {number}.{criterion}")
        form.merged += [(form.row - 17, 1, form.row - 9, 1), (form.row - 8, 1, form.row, 1)]
    return layout("samm-2", form, family="OWASP SAMM 2")


def cyfun_2025() -> Layout:
    """Requirement with its id before a colon, two scores, maturities calculated beside them, level in the first row."""
    heads = ["Category", "Controls linked to the management aspects", "Key Measure", "Subcategory", "Assurance level",
             "Requirement", "Documentation Score", "Implementation Score", "Subcategory Documentation Maturity Score",
             "Subcategory Implementation Maturity Score", "Comments and/or additional information",
             "Assessor comments"]
    parts: list[Form] = [Form("Introduction", ["CyberFundamentals self-assessment"], ["Version 2025"])]
    for sheet, letters in (("GOVERN", "GV.OC"), ("IDENTIFY", "ID.AM"), ("PROTECT", "PR.AA")):
        form = Form(sheet, [None] * 6 + ["IMPORTANT"], heads)
        for n in range(1, 13):
            key = f"{letters}-{n // 3 + 1:02}.{n % 3 + 1}"
            a, b = (n % 5 + 1, (n + 2) % 5 + 1) if n != 5 else ("N/A", "N/A")
            comment = f"Kept in register {n}" if n % 4 == 0 else ""
            form.ask("Organizational context" if n == 1 else None, None, "KM" if n % 5 == 0 else None,
                     f"{letters}-{n // 3 + 1:02}: Outcome {n // 3}" if n % 3 == 1 else None, "Basic",
                     f"{key}: The organisation shall have {topic(n)}.", a, b, 2.5, 3, comment or None, None,
                     key=key, answer=f"{a}/{b}", comment=comment, value="na" if a == "N/A" else "level")
            form.offer(7, "1", "2", "3", "4", "5", "N/A")
            form.offer(8, "1", "2", "3", "4", "5", "N/A")
            form.formulas += [(form.row, 9), (form.row, 10)]
        parts.append(form)
    summary = Form("Summary", ["Function", "Documentation Score", "Implementation Score"],
                   ["GOVERN", 2.5, 3], ["IDENTIFY", 2.5, 3], ["PROTECT", 2.5, 3])
    summary.formulas = [(row, column) for row in (2, 3, 4) for column in (2, 3)]
    return layout("cyfun-2025", *parts, summary, family="CyberFundamentals 2025")


def sig_lite() -> Layout:
    """Numbered questions with sections between, a Yes/No/N/A response, references after; a twin with scores."""
    form = Form("SIG Lite", ["SIG Lite 2023"], ["Company:", "Aoba Systems"],
                ["Ques Num", "Question/Request", "Response", "Additional Information", "Category Reference",
                 "ISO 27002:2013"])
    for letter, title in (("A", "Enterprise Risk"), ("B", "Security Policy"), ("C", "Asset Management")):
        form.say(f"{letter}.", title)
        for n in range(1, 7):
            answer = (YES, NO, NA)[n % 3]
            comment = f"Reviewed by team {n}" if answer == NO else ""
            form.ask(f"{letter}.{n}" + (".1" if n == 4 else ""), f"Is there {topic(n + ord(letter))}?", answer,
                     comment or None, title, "5.1.1", key=f"{letter}.{n}" + (".1" if n == 4 else ""), answer=answer,
                     comment=comment)
            form.offer(3, YES, NO, NA)
    return layout("sig-lite", Form("Copyright", ["Shared Assessments SIG"], ["All rights reserved."]), form,
                  family="SIG 2023")


def iso_soa() -> Layout:
    """A statement of applicability: clause, title, control, applies, reasons marked in four columns, implemented."""
    form = Form(
        "SoA",
        ["Statement of Applicability ISO/IEC 27001:2022"],
        ["Annex A", "Control title", "Control", "Applicable", "Reason for selection", None, None, None,
         "Implementation status", "Justification / Remarks"],
        [None, None, None, None, "LR", "CO", "BR", "RRA", None, None],
    )
    form.merged.append((2, 5, 2, 8))
    for n in range(1, 31):
        if n in (1, 16):
            form.say("A.5" if n == 1 else "A.6", "Organizational controls" if n == 1 else "People controls")
        key = f"A.{5 if n < 16 else 6}.{n}"
        applies = n % 7 != 0
        state = ("Implemented", "Partially implemented", "Planned")[n % 3] if applies else "Not applicable"
        comment = f"Policy P-{n}"
        form.ask(key, f"Rules for {topic(n)}", f"Rules for {topic(n)} shall be defined, approved and communicated.",
                 YES if applies else NO, "X" if n % 2 else None, None, "X", "X" if n % 3 else None, state, comment,
                 key=key, answer=state, comment=comment)
    return layout("iso-soa", form, family="ISO 27001 2022")


def bsi() -> Layout:
    """Grundschutz check: module and requirement ids, type, implemented yes/partly/no/dispensable, reasons, owner, date."""
    form = Form("IT-Grundschutz-Check", ["IT-Grundschutz-Check"], ["Institution:", "Aoba GmbH"],
                ["Anforderung", "Titel", "Typ", "Inhalt", "Umsetzungsstatus", "Erläuterung zur Umsetzung",
                 "Verantwortlich", "Umsetzung bis"])
    for n in range(1, 21):
        state = ("Ja", "Teilweise", "Nein", "Entbehrlich")[n % 4]
        value = ("yes", "partial", "no", "na")[n % 4]
        comment = f"Geregelt in Richtlinie {n}." if n % 3 else ""
        form.ask(f"ISMS.1.A{n}", f"Regelung {n} festlegen", "Basis" if n < 8 else "Standard",
                 f"Die Leitung MUSS {topic(n)} festlegen und freigeben.", state, comment or None, "ISB", None,
                 key=f"ISMS.1.A{n}", answer=state, comment=comment, value=value)
    return layout("bsi", form)


def japanese_self_check() -> Layout:
    """Points in four columns, a circle under one of them; parts in the first column; totals at the end."""
    form = Form("診断シート", ["５分でできる！自社診断"],
                ["診断項目", "No", "診断内容", "チェック", None, None, None],
                [None, None, None, "実施している", "一部実施している", "実施していない", "わからない"])
    form.merged.append((2, 4, 2, 7))
    titles = ("実施している", "一部実施している", "実施していない", "わからない")
    for n in range(1, 26):
        marks: list[object] = [None] * 4
        marks[n % 4] = "○"
        form.ask("Part1 基本的対策" if n == 1 else "Part2 従業員" if n == 11 else None, n,
                 f"パソコンや機器の管理{n}について決まりを守っていますか？", *marks, key=str(n), answer=titles[n % 4],
                 value=("yes", "partial", "no", "unknown")[n % 4])
    form.say("合計点", None, None, 24, 12, 0, -5)
    return layout("japanese-self-check", form)


def japanese_levels() -> Layout:
    """Three columns of headings merged down, numbers with hyphens, ○△×－ and a measure to come; notes at the end."""
    form = Form("チェックリスト", ["サプライチェーン・セキュリティ　チェックリスト"], ["回答企業名", None, None, "株式会社みどり"],
                ["記入者", None, None, "森　花"], [],
                ["大項目", "中項目", "番号", "確認事項", "回答\n(○/△/×/－)", "回答の根拠・補足", "今後の対応予定"])
    for n in range(1, 25):
        mark = ("○", "△", "×", "－")[n % 4]
        comment = f"規程{n}に定めている" if n % 3 else ""
        form.ask("組織的対策" if n == 1 else "技術的対策" if n == 13 else None, f"中項目{(n - 1) // 4}" if n % 4 == 1 else None,
                 f"{1 if n < 13 else 2}-{(n - 1) // 4 + 1}-{n}", f"情報資産{n}の取扱いに関する手順を定め、従業員に周知していること。",
                 mark, comment or None, "来年度に対応" if mark == "×" else None,
                 key=f"{1 if n < 13 else 2}-{(n - 1) // 4 + 1}-{n}", answer=mark, comment=comment,
                 value=("yes", "partial", "no", "na")[n % 4])
    form.merged += [(6, 1, 17, 1), (18, 1, 29, 1)]
    form.say("※ 回答に困ったときは担当者に連絡してください。")
    return layout("japanese-levels", form)


def isms_p() -> Layout:
    """Korean operating statement: field, item, check, operated Y/N/N/A, certificate scope, statement, documents."""
    form = Form("운영명세서", ["ISMS-P 운영명세서"], ["기관명", "주식회사 푸른"],
                ["분야", "항목", "상세내용", "운영여부", "인증구분", "운영명세서(구축내용)", "관련문서"])
    for n in range(1, 21):
        state = ("Y", "N", "N/A", "Y")[n % 4]
        comment = f"정보보호 지침 제{n}조에 따라 운영하고 있음" if n % 2 else ""
        form.ask("관리체계 수립" if n == 1 else None, f"1.{n // 5 + 1}.{n}",
                 f"최고경영자는 정보보호 정책 {n}을 수립하고 이행하여야 한다.", state, "공통", comment or None, f"지침 {n}",
                 key=f"1.{n // 5 + 1}.{n}", answer=state, comment=comment,
                 value=("yes", "no", "na", "yes")[n % 4])
    return layout("isms-p", form)


def chosen_providers() -> Layout:
    """Answers chosen from numbered lists ("4) AWS"), from words, and in sentences, in one column."""
    form = Form("Vendor form", ["#", "Question", "Answer", "Details"])
    answers = ("4) AWS", "1) Yes", "2) No", "Only encrypted channels are used.", "3) Partially", "2) Azure")
    for n in range(1, 25):
        answer = answers[n % 6]
        form.ask(n, f"How is {topic(n)}?", answer, f"d{n}" if n % 4 == 0 else None, key=str(n), answer=answer,
                 comment=f"d{n}" if n % 4 == 0 else "",
                 value={1: "yes", 2: "no", 4: "partial"}.get(n % 6, ""))
    return layout("chosen-providers", form)


def letters_beside() -> Layout:
    """A column of code letters before the answers and a hidden column of compliant answers after them."""
    form = Form("Checklist", ["Ref", "Code", "Requirement", "Response", "Expected answer", "Vendor comment"])
    for n in range(1, 21):
        answer = (YES, NO)[n % 2]
        form.ask(f"R{n}", "YVNK"[n % 4], f"The supplier must have {topic(n)}.", answer, YES,
                 f"c{n} is described elsewhere" if n % 5 == 0 else None, key=f"R{n}", answer=answer,
                 comment=f"c{n} is described elsewhere" if n % 5 == 0 else "")
    form.hidden_columns = [5]
    return layout("letters-beside", form)


def copied_twin() -> Layout:
    """A sheet for high risks and a summary that repeat questions and answers as typed values; no formulas known."""
    form = Form("Assessment", ["ID", "Question", "Answer", "Comment"])
    for n in range(1, 31):
        form.ask(f"K-{n:02}", f"Does the service have {topic(n)}?", (YES, NO, NA)[n % 3], f"text {n}", key=f"K-{n:02}",
                 answer=(YES, NO, NA)[n % 3], comment=f"text {n}")
    high = Form("High risk", ["ID", "Question", "Answer"])
    for item in form.expected[::3]:
        high.say(item.id, form.rows[item.row - 1][1], item.answer)
    plain = Form("Summary of answers", ["Question", "Answer"])
    for item in form.expected:
        plain.say(form.rows[item.row - 1][1], item.answer)
    for one in (form, high, plain):
        one.knows_formulas = False
    return layout("copied-twin", high, form, plain)


def presets() -> Layout:
    """A blank form in which every score is preset to 1: they are shown, and a warning says that they may be presets."""
    form = Form("BASIC", ["Key", "Subcategory", "Requirement", "Maturity level", None, "Remarks"],
                [None, None, None, "Documentation", "Implementation", None])
    form.merged.append((1, 4, 1, 5))
    for n in range(1, 31):
        form.ask(None, f"PR.AC-{n}.1", f"Access to {topic(n)} shall be managed.", 1, 1, None, key=f"PR.AC-{n}.1",
                 answer="1/1")
    return layout("presets", form)


def key_values() -> Layout:
    """Facts in pairs over two columns of labels, some below their label, above a table of few columns."""
    form = Form("Fragebogen", ["Lieferantenselbstauskunft"], ["Firma", "Muster AG", None, "Datum", "12.03.2025"],
                ["Ansprechpartner", "Eva Beispiel", None, "E-Mail", "eva@muster.example"],
                ["Produkt", "Portal"], [], ["Lfd. Nr.", "Frage", "Ja", "Nein", "Entfällt", "Bemerkungen"])
    for n in range(1, 16):
        marks: list[object] = [None] * 3
        marks[n % 3] = "x"
        form.ask(float(n), f"Werden Daten nach Regel {n} geschützt?", *marks, f"Anlage {n}" if n % 2 else None,
                 key=str(n), answer=("Ja", "Nein", "Entfällt")[n % 3], comment=f"Anlage {n}" if n % 2 else "",
                 value=("yes", "no", "na")[n % 3])
    return layout("key-values", form)


def broken_cells() -> Layout:
    """Answers that show #REF!, question numbers 1.1 and 1.10 as numbers and as texts, ends of line in cells."""
    form = Form("Q1", ["No", "Control question", "Status", "Notes"])
    for n in range(1, 16):
        number: object = "1.10" if n == 10 else 1 + n / 10 if n < 10 else 2 + (n - 10) / 10
        shown = str(number) if not isinstance(number, float) else repr(round(number, 1))
        broken = n in (3, 9)
        answer = "" if broken else ("Compliant", "Non-compliant", "Partially compliant")[n % 3]
        form.ask(round(number, 1) if isinstance(number, float) else number,
                 f"Is {topic(n)}\nand kept for all systems?", "" if broken else answer, f"line one\nline {n}",
                 key=shown, answer=answer, comment=f"line one\nline {n}")
        if broken:
            form.errors[form.row, 3] = "#REF!"
    return layout("broken-cells", form)


FIRST = (hecvat_2, hecvat_4, caiq_1, caiq_301, caiq_4_star, caiq_lite, samm_2, cyfun_2025, sig_lite, iso_soa, bsi,
         japanese_self_check, japanese_levels, isms_p, chosen_providers, letters_beside, copied_twin, presets,
         key_values, broken_cells)
