"""Layouts seen in the world, rebuilt with our own texts: what `understand` has to make of each is written beside it."""

from __future__ import annotations

from tests.reading.layouts.languages import french, german, japanese, japanese_columns, japanese_states, other_languages
from tests.reading.layouts.marks import applicable_and_implemented, in_place_marks, placeholders, ticks_of_scope
from tests.reading.layouts.published import caiq_3, isa, practices, two_scores
from tests.reading.layouts.tables import (
    header_in_row_16,
    ids_in_texts,
    many_sheets,
    no_header,
    sentences_beside,
    several_tables,
    twins,
)

LAYOUTS = (caiq_3, isa, two_scores, japanese, japanese_columns, french, german, other_languages, no_header,
           header_in_row_16,
           twins, several_tables, ids_in_texts, practices, placeholders, ticks_of_scope, many_sheets, sentences_beside,
           in_place_marks, applicable_and_implemented, japanese_states)  # fmt: skip
