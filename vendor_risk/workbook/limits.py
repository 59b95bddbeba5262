"""How big a workbook may be. One place, so that pages can name the same numbers as the refusals."""

from __future__ import annotations

MB = 1024 * 1024
MAX_PACKED = 10 * MB
MAX_UNPACKED = 64 * MB
MAX_RATIO = 200  # deflate reaches 1,032; real sheets stay under 60
RATIO_FROM = 4 * MB  # small parts may be as repetitive as they like
MAX_PARTS = 2_000
MAX_CELLS = 1_000_000  # with a value, in the whole workbook
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_AREA = 5_000_000  # rows times columns of one sheet: the fast engine keeps them all
MAX_TEXT = 32_767  # characters of one cell, as in every spreadsheet program; in text files longer ones are a lost quote
MAX_ALL_AREA = 2 * MAX_AREA  # of all sheets together
MAX_SHEETS = 1_000
MAX_SHOWN = 128 * MB  # characters of all cells, a text counted as often as it is shown
MAX_MERGES = 50_000
MAX_LISTED = 100_000  # areas with drop-downs on a sheet
MAX_OPTIONS = 1_000  # entries of a drop-down; more are no list of answers
MAX_OPTIONS_TEXT = 4 * MB  # characters of all drop-downs' entries
MAX_NAMES = 20_000  # named areas that are looked at
MAX_MEMORY = 2_048 * MB  # address space of the reading process
MAX_SECONDS = 10  # of processor time for one file
MAX_WAIT = 30  # seconds until a process that does not answer is ended: a busy machine is no reason to refuse a file
FILES_PER_PROCESS = 1_000  # then a fresh one, so that nothing can grow
