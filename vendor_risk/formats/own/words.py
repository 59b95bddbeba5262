"""The words of our own workbook, in both languages."""

from __future__ import annotations

from vendor_risk.domain.questionnaires import Text

GUIDE = Text("Guide", "はじめに")
QUESTIONS = Text("Questions", "質問票")
META = "_vendor_risk"
LISTS = "_lists"

NUMBER = Text("No.", "No.")
QUESTION = Text("Question", "質問")
ANSWER = Text("Answer", "回答")
COMMENT = Text("Comment", "コメント")
NA_REASON = Text("Reason, if not applicable", "「該当なし」の理由")
LEVELS = Text("What the answers mean", "回答の目安")
OTHER_QUESTION = Text("質問（日本語）", "Question (English)")
OTHER_LEVELS = Text("回答の目安（日本語）", "What the answers mean (English)")

NOT_APPLICABLE = Text("Not applicable", "該当なし")
UNKNOWN = Text("We do not know", "わからない")
ANY_TEXT = Text("Write freely.", "自由に記入してください。")
ANY_NUMBER = Text("Write a number.", "数値を記入してください。")
ANY_DATE = Text("Write a date, such as 2026-04-01.", "日付を記入してください（例：2026-04-01）。")
SEVERAL = Text("Choose all that apply, one to a line:", "あてはまるものをすべて、1行に1つずつ記入してください：")
PICK_TITLE = Text("Please choose from the list", "リストから選んでください")
PICK_TEXT = Text(
    "Choose one of the answers in the list. Write anything else into the comment.",
    "リストの中から1つ選んでください。補足はコメント欄に記入してください。",
)

TITLE = Text("Security questionnaire", "セキュリティ質問票")
FOR = Text("Filled in by", "ご回答者")
FROM = Text("Asked by", "依頼元")
DUE = Text("Please answer by", "回答期限")
COUNT = Text("Questions", "設問数")
HOW = Text("How to fill it in", "記入のしかた")
STEPS = (
    Text(
        "Go to the second sheet and choose an answer in each pale yellow cell.",
        "2枚目のシートを開き、淡い黄色のセルで回答を選んでください。",
    ),
    Text(
        "If a question does not apply to you, choose “Not applicable” and write the reason.",
        "自社にあてはまらない質問は「該当なし」を選び、理由を記入してください。",
    ),
    Text(
        "If you do not know, choose “We do not know”: an honest answer helps more than a guess.",
        "わからない場合は「わからない」を選んでください。推測よりも正直な回答が役立ちます。",
    ),
    Text(
        "Save the file as .xlsx and upload it on the page your link opens. "
        "You see every change before it is taken over.",
        "ファイルを .xlsx 形式で保存し、ご案内のリンク先のページでアップロードしてください。"
        "取り込む前に変更点をすべて確認できます。",
    ),
    Text(
        "You may go on answering on the web as well. Where both differ, you are asked which one counts.",
        "ウェブでの回答と併用できます。内容が異なる質問は、どちらを採用するかを確認します。",
    ),
)
CLOSED = Text("This question is not open for change.", "この質問は現在変更できません。")
