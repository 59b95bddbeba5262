"""The demo's accounts: what they have in common, so that the sign-in page of a demo can offer them.

Only an installation with `VENDOR_RISK_DEMO=1` shows them.
"""

from __future__ import annotations

DOMAIN = "demo.example"
"""Every demo account has an address `role@demo.example`."""
PASSWORD = "show me the demo"  # noqa: S105 - printed on the sign-in page on purpose; demos hold fiction only
