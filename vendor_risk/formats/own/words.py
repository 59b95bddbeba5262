"""The words of our own workbook, in both languages."""

from __future__ import annotations

from vendor_risk.domain.questionnaires import Text

GUIDE = Text("Guide", "はじめに")
QUESTIONS = Text("Questions", "質問票")
TABLES = Text("Tables", "表")
META = "_vendor_risk"
LISTS = "_lists"

NUMBER = Text("No.", "No.")
QUESTION = Text("Question", "設問")
QUESTION_TITLE = Text("Topic", "項目")
ANSWER = Text("Answer", "回答")
COMMENT = Text("Comment", "コメント")
NA_REASON = Text("Reason, if not applicable", "「該当なし」の理由")
EVIDENCE = Text("Evidence, or where it can be seen", "証跡（資料名、または確認できる場所）")
LEVELS = Text("Guide to answers", "回答の目安")
OTHER_QUESTION = Text("設問（日本語）", "Question (English)")
OTHER_LEVELS = Text("回答の目安（日本語）", "Guide to answers (English)")

NOT_APPLICABLE = Text("Not applicable", "該当なし")
UNKNOWN = Text("I do not know", "わからない")
ANY_TEXT = Text("Enter free text.", "自由に入力してください。")
ANY_NUMBER = Text("Enter a number.", "数値を入力してください。")
ANY_DATE = Text("Enter a date, such as 2026-04-01.", "日付を入力してください（例：2026-04-01）。")
ANY_ROWS = Text(
    "Enter one row for each entry on the sheet “Tables”. Columns (* required):",
    "シート「表」に1件につき1行で入力してください。列（*は必須）：",
)
IN_TABLES = Text("See the sheet “Tables”", "シート「表」に入力")
YES = Text("Yes", "はい")
NO = Text("No", "いいえ")
SEVERAL = Text("Enter all that apply, one per line:", "あてはまるものをすべて、1行に1つずつ入力してください：")
PICK_TITLE = Text("Select from the list", "リストから選択してください")
PICK_TEXT = Text(
    "Select one of the answers in the list. Enter any further details in the comment.",
    "リストの中から1つ選択してください。補足はコメント欄に入力してください。",
)

TITLE = Text("Security questionnaire", "セキュリティ質問票")
FOR = Text("Respondent", "ご回答者")
FROM = Text("Sent by", "依頼元")
DUE = Text("Due date", "回答期限")
COUNT = Text("Questions", "設問数")
HOW = Text("How to complete this file", "入力方法")
SUBCONTRACTORS = Text("Subcontractors", "再委託先")
SUBCONTRACTORS_ASKED = Text(
    "Which subcontractors do you use for this work? Enter those not yet listed on the web, one per row.",
    "この業務の再委託先を、1行に1社ずつ入力してください（Webに登録済みのものは不要です）。",
)
NO_SUBCONTRACTORS = Text("We use no subcontractors for this work", "この業務に再委託先はありません")
SUBCONTRACTOR_COLUMNS = (
    Text("Name*", "名称*"),
    Text("Service*", "業務内容*"),
    Text("Country", "国"),
    Text("Corporate number", "法人番号"),
)
STEPS = (
    Text(
        "Select the highest level that is fully true today. If any part of a level is missing, select the level below.",
        "現時点で完全に当てはまる、最も高い水準を選択してください。一部でも欠ける場合は、一つ下の水準を選択してください。",
    ),
    Text(
        "Levels 3 to 5 build on one another: level 4 includes level 3, and level 5 includes levels 3 and 4.",
        "水準3～5は積み上げです。水準4は水準3を、水準5は水準3と4を満たしていることが前提です。",
    ),
    Text(
        "“You” and “your company” mean the respondent; “your customer” means the company under “Sent by”.",
        "「貴社」「自社」はご回答者を、「委託元」は上記の依頼元を指します。",
    ),
    Text(
        "Open the second sheet and select an answer in each pale yellow cell.",
        "2枚目のシートを開き、淡い黄色のセルで回答を選択してください。",
    ),
    Text(
        "If a question does not apply to you, select “Not applicable” and enter the reason.",
        "貴社にあてはまらない設問は「該当なし」を選択し、理由を入力してください。",
    ),
    Text(
        "If you do not know, select “I do not know” rather than guessing.",
        "わからない場合は「わからない」を選択してください。推測によらないご回答をお願いします。",
    ),
    Text(
        "Save the file as .xlsx and upload it on the page your link opens. "
        "You can review every change before it is imported.",
        "ファイルを.xlsx形式で保存し、ご案内のリンク先のページでアップロードしてください。"
        "取り込む前に変更点をすべて確認できます。",
    ),
    Text(
        "You can also continue answering on the web. If the answers differ, you will be asked which one to keep.",
        "Webでの回答と併用できます。内容が異なる設問は、どちらを採用するかを確認します。",
    ),
)
