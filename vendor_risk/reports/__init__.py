"""Reports: one content model, as a board paper (PDF), slides (PowerPoint) or a workbook (Excel)."""
