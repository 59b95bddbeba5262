"""Files, measured: opening, understanding, own workbooks."""
