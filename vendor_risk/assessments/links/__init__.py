"""Links of respondents: issued, renewed, ended."""
