"""A Japanese customer's check sheet as they are usual (the wording is ours): what is proposed for our questions."""

from vendor_risk import paths
from vendor_risk.content import load_library
from vendor_risk.content.crosswalks import load_crosswalks
from vendor_risk.domain.crosswalk.matching import match
from vendor_risk.domain.questionnaires import Question, QuestionKind, Questionnaire, Section, Text

SHEET = (
    ("情報セキュリティに関する方針を定め、従業員に周知していますか", "OP-01-01"),
    ("情報セキュリティの責任者を任命していますか", "OP-01-02"),
    ("従業員に対して情報セキュリティ教育を年1回以上実施していますか", "OP-05-03"),
    ("従業員から機密保持に関する誓約書を取得していますか", "OP-05-02"),
    ("業務用パソコンにウイルス対策ソフトを導入し、定義ファイルを最新にしていますか", "OP-05-05"),
    ("OSやソフトウェアの更新プログラムを速やかに適用していますか", "OP-07-04"),
    ("退職者のアカウントを速やかに削除していますか", "OP-07-02"),
    ("業務システムのIDを複数人で共用せず、個人ごとに付与していますか", "OP-05-04"),
    ("アクセスログを取得し、一定期間保管していますか", "OP-07-05"),
    ("重要なデータのバックアップを定期的に取得していますか", "OP-08-04"),
    ("情報漏えい等の事故が発生した場合の対応手順を定めていますか", "OP-08-02"),
    ("事故発生時に委託元へ速やかに報告する体制がありますか", "OP-04-04"),
    ("再委託を行う場合、事前に委託元の承認を得ていますか", "OP-06-01"),
    ("再委託先との契約で、同等のセキュリティ対策を求めていますか", "OP-06-02"),
    ("再委託先の管理状況を定期的に確認していますか", "OP-06-04"),
    ("契約終了時に預かった情報を返却または廃棄していますか", "OP-10-03"),
    ("個人情報の取扱いに関する規程を定めていますか", "OP-04-02"),
    ("情報セキュリティのリスク点検を定期的に実施していますか", "OP-02-02"),
    ("情報資産の一覧を作成し、定期的に見直していますか", "OP-05-06"),
    ("情報セキュリティの内部監査を実施していますか", "OP-09-02"),
    ("ISMSやプライバシーマークなどの認証を取得していますか", "OP-03-02"),
    ("サイバー攻撃を想定した訓練を実施していますか", "OP-08-03"),
    ("退職後も秘密を保持する義務を従業員に課していますか", "OP-10-06"),
    ("安全なプログラミングの基準を定めてソフトウェアを開発していますか", "OP-07-06"),
    ("脆弱性に関する注意喚起を受けた場合に確認と対応を行っていますか", "OP-07-08"),
    ("退職時に貸与した機器を返却させていますか", "OP-10-04"),
    ("オフィスへの入退室を記録していますか", ""),
    ("書類を施錠できる場所に保管していますか", ""),
    ("貴社の資本金を記入してください", ""),
)
"""What is asked, and which of our questions asks the same ("" for none)."""


def test_most_of_a_japanese_check_sheet_finds_its_question_and_little_else():
    asked = tuple(
        Question(str(number), QuestionKind.TEXT, Text(text, text)) for number, (text, _ours) in enumerate(SHEET)
    )
    sheet = Questionnaire("workbook-1", "1", Text("S", "S"), (Section("s", Text("s", "s"), asked),))
    ours = load_library(paths.QUESTIONNAIRES).questionnaire("outsourcing-vendor")
    pairs = match(sheet, ours, load_crosswalks(paths.QUESTIONNAIRES))
    right = {pair.foreign for pair in pairs if SHEET[int(pair.foreign)][1] == pair.own}
    assert len(right) >= 0.9 * sum(bool(expected) for _text, expected in SHEET)
    assert len(right) >= 0.85 * len(pairs)
    assert not {pair.foreign for pair in pairs} & {str(n) for n, (_text, expected) in enumerate(SHEET) if not expected}
    assert all(pair.confidence < 0.75 for pair in pairs)  # texts alone are never ticked beforehand
