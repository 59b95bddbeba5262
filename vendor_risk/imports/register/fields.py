"""The fields a register import writes, by table, as its sheets name them."""

from __future__ import annotations

from vendor_risk.engagements.tiering import EngagementValues

ORGANIZATION_FIELDS = (
    "name",
    "name_en",
    "name_ja",
    "corporate_number",
    "lei",
    "country",
    "industry",
    "employees",
    "website",
    "status",
    "notes",
    "name_kana",
    "address",
)
ENGAGEMENT_FIELDS = tuple(name for name in EngagementValues.__slots__ if name not in {"features", "denied"})
OVERRIDE_FIELDS = ("tier_override", "tier_override_reason")
FEATURES = ("on_site_work", "cloud_service", "software_development", "product_component", "control_systems",
            "subcontracting")  # fmt: skip
"""The facts a person states: each is a column of its own."""
CONTACT_FIELDS = ("name", "name_en", "name_ja", "email", "language", "role", "primary", "department", "phone")
LINK_FIELDS = ("service_en", "service_ja", "source", "confidence", "weight", "seen_on")
