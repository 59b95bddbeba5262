"""Our own workbook, back from a vendor: compared with the web's answers, decided row by row, applied."""
