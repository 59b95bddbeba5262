"""Understands security questionnaires of any layout: plain rows in, questions and answers out, with the reasons.

    understanding = understand(workbook, lexicon)              # of vendor_risk.workbook and content.reading_words
    understanding.to_json()                                    # what `vendor-risk inspect --json` prints
    understand(workbook, lexicon, Corrections(columns={"Sheet1": {"answer": "D"}}))   # a person put it right
    questionnaire, answers = to_questionnaire(understanding, lexicon)   # to score it and keep it

How it works: `grid` is a sheet as texts with shapes (`shapes`), `headers` finds the rows above tables, `choices` weighs
the facts of `columns` for the role of each, `tables` and `rows` read what stands below (`stacked`: answers below their
questions), `twins` tells repetitions from the sheet a person filled in, `answers` gives answers their meaning as
`scales` measures their table, `switched` knows what need not be answered, `scheme` scores by the authors' own weights,
`families` names the questionnaire.
All words are data (`lexicon`); nothing knows a file or its exact headings. Pure: standard library and the domain only.
"""

from vendor_risk.reading.questionnaire import FilledAnswer, to_questionnaire
from vendor_risk.reading.reader import understand
from vendor_risk.reading.understanding import Corrections, QuestionFound, SheetFound, Skipped, Understanding
from vendor_risk.reading.words.lexicon import AnswerWord, Lexicon

__all__ = [
    "AnswerWord",
    "Corrections",
    "FilledAnswer",
    "Lexicon",
    "QuestionFound",
    "SheetFound",
    "Skipped",
    "Understanding",
    "to_questionnaire",
    "understand",
]
