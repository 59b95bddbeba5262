"""A vendor names its subcontractors: on a page, pasted from a spreadsheet, or in its workbook."""
