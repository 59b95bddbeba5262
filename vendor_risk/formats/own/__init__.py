"""Our own workbook as a file: written for one assessment, read back without loss."""
