"""The register from Excel or CSV: a plan of what becomes of every row, then all of it or nothing."""
