"""Names that look alike: the same but for the form of the company, old and new characters, or accents."""

from __future__ import annotations

from vendor_risk.organizations.names import bare_names


def like_keys(*names: str | None) -> set[str]:
    """What names that look alike have in common: two names are alike when they share one of these."""
    return bare_names(*names)
