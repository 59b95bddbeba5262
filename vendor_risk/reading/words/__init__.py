"""The words of questionnaires: headings, answers, scales, families."""
