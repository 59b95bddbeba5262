"""The register as a file: its tables and columns, written and recognised."""
