"""The demo: a fictional Japanese manufacturing group, made by a seeded generator and driven through the real flow.

`world` invents (pure, no database), `build` acts: it imports the register from a real workbook, issues questionnaires,
fills in real workbooks, imports, reviews and scores them, by the same actions as the pages.
"""
