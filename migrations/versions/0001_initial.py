"""The tables of the first version.

Revision: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event\n        BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END",
        "CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event\n        BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$\n        BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$",
        "CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event\n        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()",
    ),
}


def _guard_the_audit_log() -> None:
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def upgrade() -> None:
    op.create_table(
        "chain_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_version")),
    )
    op.create_table(
        "kept_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organizations", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_snapshot")),
        sa.UniqueConstraint("day", name=op.f("uq_kept_snapshot_day")),
    )
    op.create_table(
        "organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=True),
        sa.Column("name_ja", sa.String(length=300), nullable=True),
        sa.Column("name_kana", sa.String(length=300), nullable=True),
        sa.Column("sort_name", sa.String(length=300), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("corporate_number", sa.String(length=13), nullable=True),
        sa.Column("lei", sa.String(length=20), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=True),
        sa.Column("industry", sa.String(length=80), nullable=True),
        sa.Column("employees", sa.Integer(), nullable=True),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("home_company_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("tier", sa.String(length=2), nullable=True),
        sa.Column("tier_could_be", sa.String(length=2), nullable=True),
        sa.Column("inherent_risk", sa.Double(), nullable=True),
        sa.Column("inherent_risk_could_be", sa.Double(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind = 'group_company' OR parent_id IS NULL", name=op.f("ck_organization_only_companies_have_parents")
        ),
        sa.ForeignKeyConstraint(
            ["home_company_id"], ["organization.id"], name=op.f("fk_organization_home_company_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["organization.id"], name=op.f("fk_organization_merged_into_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organization.id"], name=op.f("fk_organization_parent_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("code", name=op.f("uq_organization_code")),
    )
    op.create_index(op.f("ix_organization_corporate_number"), "organization", ["corporate_number"], unique=False)
    op.create_index(op.f("ix_organization_home_company_id"), "organization", ["home_company_id"], unique=False)
    op.create_index("ix_organization_kind_sort_name", "organization", ["kind", "sort_name"], unique=False)
    op.create_index(op.f("ix_organization_lei"), "organization", ["lei"], unique=False)
    op.create_index(op.f("ix_organization_merged_into_id"), "organization", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_organization_parent_id"), "organization", ["parent_id"], unique=False)
    op.create_index(op.f("ix_organization_tier"), "organization", ["tier"], unique=False)
    op.create_table(
        "pair_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("own_key", sa.String(length=80), nullable=False),
        sa.Column("own_version", sa.String(length=40), nullable=False),
        sa.Column("own_question", sa.String(length=120), nullable=False),
        sa.Column("foreign_key", sa.String(length=80), nullable=False),
        sa.Column("foreign_question", sa.String(length=64), nullable=False),
        sa.Column("fits", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(length=300), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_decision")),
        sa.UniqueConstraint(
            "own_key",
            "own_version",
            "own_question",
            "foreign_key",
            "foreign_question",
            name=op.f("uq_pair_decision_own_key_own_version_own_question_foreign_key_foreign_question"),
        ),
    )
    op.create_table(
        "scoring_rules_version",
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_scoring_rules_version")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=True),
        sa.Column("name_ja", sa.String(length=300), nullable=True),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tour", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_user_fs_uniquifier")),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object_type", sa.String(length=60), nullable=False),
        sa.Column("object_id", sa.String(length=120), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["organization.id"], name=op.f("fk_audit_event_company_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_event_hash")),
    )
    op.create_index("ix_audit_event_action_id", "audit_event", ["action", "id"], unique=False)
    op.create_index(op.f("ix_audit_event_company_id"), "audit_event", ["company_id"], unique=False)
    op.create_index("ix_audit_event_object_type_object_id", "audit_event", ["object_type", "object_id"], unique=False)
    op.create_table(
        "bulk_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("issuer_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prefer", sa.String(length=10), nullable=False),
        sa.Column("round_label", sa.String(length=20), nullable=False),
        sa.Column("accept_now", sa.Boolean(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("discarded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["organization.id"], name=op.f("fk_bulk_import_company_id_organization")
        ),
        sa.ForeignKeyConstraint(["issuer_id"], ["organization.id"], name=op.f("fk_bulk_import_issuer_id_organization")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_bulk_import_owner_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_import")),
    )
    op.create_index(op.f("ix_bulk_import_company_id"), "bulk_import", ["company_id"], unique=False)
    op.create_index(op.f("ix_bulk_import_owner_id"), "bulk_import", ["owner_id"], unique=False)
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=True),
        sa.Column("name_ja", sa.String(length=300), nullable=True),
        sa.Column("round", sa.String(length=20), nullable=False),
        sa.Column("issuer_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        sa.Column("message_ja", sa.Text(), nullable=False),
        sa.Column("department_en", sa.String(length=200), nullable=False),
        sa.Column("department_ja", sa.String(length=200), nullable=False),
        sa.Column("person_en", sa.String(length=200), nullable=False),
        sa.Column("person_ja", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=50), nullable=False),
        sa.Column("reply_to", sa.String(length=254), nullable=False),
        sa.Column("retention_years", sa.Integer(), nullable=True),
        sa.Column("mail_code_required", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issuer_id"], ["organization.id"], name=op.f("fk_campaign_issuer_id_organization")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index(op.f("ix_campaign_issuer_id"), "campaign", ["issuer_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=True),
        sa.Column("name_ja", sa.String(length=300), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("department", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("primary", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_contact_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_organization_id"), "contact", ["organization_id"], unique=False)
    op.create_table(
        "distinct_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_distinct_pair_in_order")),
        sa.ForeignKeyConstraint(["first_id"], ["organization.id"], name=op.f("fk_distinct_pair_first_id_organization")),
        sa.ForeignKeyConstraint(
            ["second_id"], ["organization.id"], name=op.f("fk_distinct_pair_second_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distinct_pair")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_distinct_pair_first_id_second_id")),
    )
    op.create_index(op.f("ix_distinct_pair_second_id"), "distinct_pair", ["second_id"], unique=False)
    op.create_table(
        "engagement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=300), nullable=False),
        sa.Column("service_en", sa.String(length=300), nullable=True),
        sa.Column("service_ja", sa.String(length=300), nullable=True),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("data_class", sa.String(length=30), nullable=True),
        sa.Column("personal_data", sa.Boolean(), nullable=True),
        sa.Column("access", sa.String(length=30), nullable=True),
        sa.Column("stoppage_hours", sa.Integer(), nullable=True),
        sa.Column("substitutability", sa.String(length=30), nullable=True),
        sa.Column("annual_spend", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("denied_facts", sa.JSON(), nullable=False),
        sa.Column("answer_confidential", sa.Boolean(), nullable=True),
        sa.Column("answer_stoppage", sa.Boolean(), nullable=True),
        sa.Column("answer_access", sa.Boolean(), nullable=True),
        sa.Column("default_tier", sa.String(length=2), nullable=False),
        sa.Column("tier", sa.String(length=2), nullable=False),
        sa.Column("tier_could_be", sa.String(length=2), nullable=False),
        sa.Column("possible_facts", sa.JSON(), nullable=False),
        sa.Column("missing_facts", sa.JSON(), nullable=False),
        sa.Column("facts_missing", sa.Integer(), nullable=False),
        sa.Column("tier_override", sa.String(length=2), nullable=True),
        sa.Column("tier_override_reason", sa.Text(), nullable=False),
        sa.Column("tier_override_by", sa.String(length=300), nullable=False),
        sa.Column("tier_override_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("impact", sa.Integer(), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=False),
        sa.Column("inherent_risk", sa.Double(), nullable=False),
        sa.Column("inherent_risk_could_be", sa.Double(), nullable=False),
        sa.Column("contract_start", sa.Date(), nullable=True),
        sa.Column("contract_end", sa.Date(), nullable=True),
        sa.Column("owner_name", sa.String(length=300), nullable=False),
        sa.Column("owner_name_en", sa.String(length=300), nullable=True),
        sa.Column("owner_name_ja", sa.String(length=300), nullable=True),
        sa.Column("owner_email", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("buyer_id <> supplier_id", name=op.f("ck_engagement_two_parties")),
        sa.ForeignKeyConstraint(["buyer_id"], ["organization.id"], name=op.f("fk_engagement_buyer_id_organization")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["organization.id"], name=op.f("fk_engagement_supplier_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement")),
        sa.UniqueConstraint("code", name=op.f("uq_engagement_code")),
    )
    op.create_index("ix_engagement_buyer_id_status", "engagement", ["buyer_id", "status"], unique=False)
    op.create_index(op.f("ix_engagement_facts_missing"), "engagement", ["facts_missing"], unique=False)
    op.create_index("ix_engagement_supplier_id_status", "engagement", ["supplier_id", "status"], unique=False)
    op.create_index(op.f("ix_engagement_tier"), "engagement", ["tier"], unique=False)
    op.create_table(
        "fact_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=300), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["organization.id"], name=op.f("fk_fact_request_company_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_request")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_fact_request_token_hash")),
    )
    op.create_index("ix_fact_request_company_id_email", "fact_request", ["company_id", "email"], unique=False)
    op.create_table(
        "finding_threshold",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("levels", sa.Double(), nullable=False),
        sa.Column("impact", sa.Double(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["organization.id"],
            name=op.f("fk_finding_threshold_company_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_finding_threshold")),
    )
    op.create_table(
        "import_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["organization.id"], name=op.f("fk_import_profile_company_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_profile")),
    )
    op.create_index(op.f("ix_import_profile_company_id"), "import_profile", ["company_id"], unique=False)
    op.create_index(op.f("ix_import_profile_fingerprint"), "import_profile", ["fingerprint"], unique=False)
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("furthest", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(length=500), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("file_type", sa.String(length=120), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("detail", sa.String(length=500), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=120), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["organization.id"], name=op.f("fk_job_company_id_organization")),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_job_owner_id_user"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_company_id_kind", "job", ["company_id", "kind"], unique=False)
    op.create_index(op.f("ix_job_owner_id"), "job", ["owner_id"], unique=False)
    op.create_index("ix_job_status_due_at", "job", ["status", "due_at"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["organization.id"], name=op.f("fk_membership_company_id_organization")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_membership_user_id_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("user_id", "company_id", "role", name=op.f("uq_membership_user_id_company_id_role")),
    )
    op.create_index(op.f("ix_membership_company_id"), "membership", ["company_id"], unique=False)
    op.create_index(op.f("ix_membership_user_id"), "membership", ["user_id"], unique=False)
    op.create_table(
        "organization_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("journal", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=300), nullable=False),
        sa.CheckConstraint("kept_id <> gone_id", name=op.f("ck_organization_merge_two_records")),
        sa.ForeignKeyConstraint(
            ["gone_id"], ["organization.id"], name=op.f("fk_organization_merge_gone_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["organization.id"], name=op.f("fk_organization_merge_kept_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_merge")),
    )
    op.create_index(op.f("ix_organization_merge_gone_id"), "organization_merge", ["gone_id"], unique=False)
    op.create_index(op.f("ix_organization_merge_kept_id"), "organization_merge", ["kept_id"], unique=False)
    op.create_table(
        "questionnaire_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("title_ja", sa.String(length=300), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("question_count", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["organization.id"], name=op.f("fk_questionnaire_version_company_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_version")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_questionnaire_version_key_version")),
    )
    op.create_index(
        op.f("ix_questionnaire_version_fingerprint"), "questionnaire_version", ["fingerprint"], unique=False
    )
    op.create_table(
        "reach",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["organization.id"], name=op.f("fk_reach_company_id_organization"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_reach_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("company_id", "organization_id", name=op.f("pk_reach")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_reach_organization_id_company_id_depth", "reach", ["organization_id", "company_id", "depth"], unique=False
    )
    op.create_table(
        "report_schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("rhythm", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["organization.id"], name=op.f("fk_report_schedule_company_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_report_schedule_owner_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_schedule")),
    )
    op.create_index(op.f("ix_report_schedule_company_id"), "report_schedule", ["company_id"], unique=False)
    op.create_index(op.f("ix_report_schedule_next_on"), "report_schedule", ["next_on"], unique=False)
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["organization.id"], name=op.f("fk_saved_view_company_id_organization")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_saved_view_user_id_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index(op.f("ix_saved_view_company_id"), "saved_view", ["company_id"], unique=False)
    op.create_index(op.f("ix_saved_view_user_id"), "saved_view", ["user_id"], unique=False)
    op.create_table(
        "supply_link_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=300), nullable=False),
        sa.Column("service_en", sa.String(length=300), nullable=True),
        sa.Column("service_ja", sa.String(length=300), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=True),
        sa.Column("weight_reason", sa.String(length=500), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.String(length=300), nullable=False),
        sa.Column("ended_by", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["buyer_id"], ["organization.id"], name=op.f("fk_supply_link_version_buyer_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["organization.id"], name=op.f("fk_supply_link_version_supplier_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_link_version")),
    )
    op.create_index("ix_supply_link_version_buyer_id_until", "supply_link_version", ["buyer_id", "until"], unique=False)
    op.create_index(op.f("ix_supply_link_version_supplier_id"), "supply_link_version", ["supplier_id"], unique=False)
    op.create_table(
        "vendor_list_choice",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_vendor_list_choice_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_vendor_list_choice")),
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("issuer_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_version_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.String(length=20), nullable=False),
        sa.Column("tier", sa.String(length=2), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("inherent_risk", sa.Double(), nullable=True),
        sa.Column("question_ids", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("workbook_key", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.String(length=300), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.String(length=300), nullable=False),
        sa.Column("return_note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_assessment_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["issuer_id"], ["organization.id"], name=op.f("fk_assessment_issuer_id_organization")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_assessment_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_assessment_questionnaire_version_id_questionnaire_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_index(op.f("ix_assessment_campaign_id"), "assessment", ["campaign_id"], unique=False)
    op.create_index("ix_assessment_issuer_id_status", "assessment", ["issuer_id", "status"], unique=False)
    op.create_index("ix_assessment_organization_id_status", "assessment", ["organization_id", "status"], unique=False)
    op.create_index(
        op.f("ix_assessment_questionnaire_version_id"), "assessment", ["questionnaire_version_id"], unique=False
    )
    op.create_table(
        "engagement_closing",
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("ended_by", sa.String(length=300), nullable=False),
        sa.Column("data", sa.String(length=20), nullable=False),
        sa.Column("access", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_engagement_closing_engagement_id_engagement")
        ),
        sa.PrimaryKeyConstraint("engagement_id", name=op.f("pk_engagement_closing")),
    )
    op.create_table(
        "report_recipient",
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["report_schedule.id"],
            name=op.f("fk_report_recipient_schedule_id_report_schedule"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_report_recipient_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("schedule_id", "user_id", name=op.f("pk_report_recipient")),
    )
    op.create_index(op.f("ix_report_recipient_user_id"), "report_recipient", ["user_id"], unique=False)
    op.create_table(
        "supply_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=300), nullable=False),
        sa.Column("service_en", sa.String(length=300), nullable=True),
        sa.Column("service_ja", sa.String(length=300), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=True),
        sa.Column("weight_reason", sa.String(length=500), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("buyer_id <> supplier_id", name=op.f("ck_supply_link_two_parties")),
        sa.CheckConstraint("confidence >= 0 AND confidence <= 1", name=op.f("ck_supply_link_confidence_is_a_share")),
        sa.CheckConstraint(
            "weight IS NULL OR (weight >= 0 AND weight <= 1)", name=op.f("ck_supply_link_weight_is_a_share")
        ),
        sa.ForeignKeyConstraint(["buyer_id"], ["organization.id"], name=op.f("fk_supply_link_buyer_id_organization")),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_supply_link_engagement_id_engagement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["organization.id"], name=op.f("fk_supply_link_supplier_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_link")),
        sa.UniqueConstraint(
            "buyer_id", "supplier_id", "service", name=op.f("uq_supply_link_buyer_id_supplier_id_service")
        ),
    )
    op.create_index(op.f("ix_supply_link_buyer_id"), "supply_link", ["buyer_id"], unique=False)
    op.create_index(op.f("ix_supply_link_engagement_id"), "supply_link", ["engagement_id"], unique=False)
    op.create_index("ix_supply_link_seen_on", "supply_link", ["seen_on"], unique=False)
    op.create_index(op.f("ix_supply_link_supplier_id"), "supply_link", ["supplier_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("na_reason", sa.Text(), nullable=False),
        sa.Column("grade", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("source_ref", sa.String(length=400), nullable=False),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("review", sa.String(length=10), nullable=False),
        sa.Column("review_note", sa.Text(), nullable=False),
        sa.Column("na_decision", sa.String(length=10), nullable=False),
        sa.Column("override_level", sa.Double(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_answer_assessment_id_assessment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment_id", "question_id", name=op.f("pk_answer")),
    )
    op.create_table(
        "answer_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("idempotency_key", sa.String(length=80), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_answer_revision_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_revision")),
        sa.UniqueConstraint(
            "assessment_id", "idempotency_key", name=op.f("uq_answer_revision_assessment_id_idempotency_key")
        ),
    )
    op.create_table(
        "bulk_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bulk_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=500), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("understood", sa.String(length=300), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("guesses", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("skip", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_bulk_file_assessment_id_assessment"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["bulk_id"], ["bulk_import.id"], name=op.f("fk_bulk_file_bulk_id_bulk_import"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_bulk_file_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_file")),
        sa.UniqueConstraint("bulk_id", "position", name=op.f("uq_bulk_file_bulk_id_position")),
    )
    op.create_index("ix_bulk_file_bulk_id_state", "bulk_file", ["bulk_id", "state"], unique=False)
    op.create_index(op.f("ix_bulk_file_sha256"), "bulk_file", ["sha256"], unique=False)
    op.create_table(
        "declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("service", sa.String(length=300), nullable=False),
        sa.Column("corporate_number", sa.String(length=13), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("declared_by", sa.String(length=300), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=300), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_declaration_assessment_id_assessment")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["organization.id"], name=op.f("fk_declaration_supplier_id_organization")
        ),
        sa.ForeignKeyConstraint(["vendor_id"], ["organization.id"], name=op.f("fk_declaration_vendor_id_organization")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
    )
    op.create_index(op.f("ix_declaration_assessment_id"), "declaration", ["assessment_id"], unique=False)
    op.create_index("ix_declaration_state_vendor_id", "declaration", ["state", "vendor_id"], unique=False)
    op.create_index(op.f("ix_declaration_supplier_id"), "declaration", ["supplier_id"], unique=False)
    op.create_index(op.f("ix_declaration_vendor_id"), "declaration", ["vendor_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("issuer_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_version_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_key", sa.String(length=80), nullable=False),
        sa.Column("section_id", sa.String(length=120), nullable=False),
        sa.Column("question_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("level", sa.Double(), nullable=False),
        sa.Column("target", sa.Double(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("impact", sa.Double(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("matters", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("vendor_owns", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_finding_assessment_id_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["issuer_id"], ["organization.id"], name=op.f("fk_finding_issuer_id_organization")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_finding_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_finding_owner_id_user"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["questionnaire_version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_finding_questionnaire_version_id_questionnaire_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("assessment_id", "question_id", name=op.f("uq_finding_assessment_id_question_id")),
    )
    op.create_index(op.f("ix_finding_assessment_id"), "finding", ["assessment_id"], unique=False)
    op.create_index("ix_finding_gap", "finding", ["organization_id", "issuer_id", "questionnaire_key"], unique=False)
    op.create_index(op.f("ix_finding_owner_id"), "finding", ["owner_id"], unique=False)
    op.create_index(op.f("ix_finding_question_id"), "finding", ["question_id"], unique=False)
    op.create_index(
        "ix_finding_unfinished",
        "finding",
        [
            "status",
            "matters",
            "issuer_id",
            "organization_id",
            "due_on",
            "severity",
            "owner_id",
            "vendor_owns",
            "impact",
        ],
        unique=False,
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("journal", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_import_batch_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["organization.id"], name=op.f("fk_import_batch_company_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_import_batch_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index(op.f("ix_import_batch_assessment_id"), "import_batch", ["assessment_id"], unique=False)
    op.create_index(op.f("ix_import_batch_company_id"), "import_batch", ["company_id"], unique=False)
    op.create_index("ix_import_batch_sha256", "import_batch", ["sha256"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_invitation_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_assessment_id"), "invitation", ["assessment_id"], unique=False)
    op.create_table(
        "no_subcontractors",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(length=300), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_no_subcontractors_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_no_subcontractors")),
    )
    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("to_name", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("heading", sa.String(length=300), nullable=False),
        sa.Column("reply_to", sa.String(length=254), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_outbox_mail_assessment_id_assessment"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["organization.id"], name=op.f("fk_outbox_mail_company_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_mail_message_id")),
    )
    op.create_index(op.f("ix_outbox_mail_assessment_id"), "outbox_mail", ["assessment_id"], unique=False)
    op.create_index(op.f("ix_outbox_mail_company_id"), "outbox_mail", ["company_id"], unique=False)
    op.create_index("ix_outbox_mail_status_next_attempt_at", "outbox_mail", ["status", "next_attempt_at"], unique=False)
    op.create_table(
        "result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("issuer_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_version_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_key", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=80), nullable=False),
        sa.Column("foreign", sa.Boolean(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("round", sa.String(length=20), nullable=False),
        sa.Column("tier", sa.String(length=2), nullable=True),
        sa.Column("rules_version", sa.String(length=40), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("assured", sa.Double(), nullable=True),
        sa.Column("backed", sa.Double(), nullable=True),
        sa.Column("if_refused", sa.Double(), nullable=True),
        sa.Column("uncut", sa.Double(), nullable=True),
        sa.Column("grade", sa.String(length=2), nullable=True),
        sa.Column("capped_by", sa.String(length=120), nullable=True),
        sa.Column("worst_question", sa.String(length=120), nullable=True),
        sa.Column("inherent_risk", sa.Double(), nullable=True),
        sa.Column("residual_risk", sa.Double(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("sections", sa.LargeBinary(), nullable=False),
        sa.Column("contributions", sa.LargeBinary(), nullable=False),
        sa.Column("levels", sa.LargeBinary(), nullable=False),
        sa.Column("inputs", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_result_assessment_id_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["issuer_id"], ["organization.id"], name=op.f("fk_result_issuer_id_organization")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_result_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_result_questionnaire_version_id_questionnaire_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
    )
    op.create_index(op.f("ix_result_assessment_id"), "result", ["assessment_id"], unique=False)
    op.create_index(
        "ix_result_organization_id_questionnaire_key", "result", ["organization_id", "questionnaire_key"], unique=False
    )
    op.create_index("ix_result_questionnaire_key_current", "result", ["questionnaire_key", "current"], unique=False)
    op.create_index(
        "ix_result_questionnaire_version_id_current_round",
        "result",
        ["questionnaire_version_id", "current", "round"],
        unique=False,
    )
    op.create_table(
        "carried_answer",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=120), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("source_questions", sa.JSON(), nullable=False),
        sa.Column("carried_by", sa.String(length=300), nullable=False),
        sa.Column("carried_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id", "question_id"],
            ["answer.assessment_id", "answer.question_id"],
            name=op.f("fk_carried_answer_assessment_id_question_id_answer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["assessment.id"], name=op.f("fk_carried_answer_source_id_assessment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment_id", "question_id", name=op.f("pk_carried_answer")),
    )
    op.create_index(op.f("ix_carried_answer_source_id"), "carried_answer", ["source_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id", "question_id"],
            ["answer.assessment_id", "answer.question_id"],
            name=op.f("fk_evidence_assessment_id_question_id_answer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_assessment_id_question_id", "evidence", ["assessment_id", "question_id"], unique=False)
    op.create_table(
        "finding_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.Double(), nullable=False),
        sa.Column("target", sa.Double(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_finding_event_assessment_id_assessment"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_finding_event_finding_id_finding"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_event")),
    )
    op.create_index(op.f("ix_finding_event_assessment_id"), "finding_event", ["assessment_id"], unique=False)
    op.create_index(op.f("ix_finding_event_finding_id"), "finding_event", ["finding_id"], unique=False)
    op.create_table(
        "import_held_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=300), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.String(length=300), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_held_row_batch_id_import_batch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_held_row")),
        sa.UniqueConstraint("batch_id", "sheet", "row", name=op.f("uq_import_held_row_batch_id_sheet_row")),
    )
    op.create_index("ix_import_held_row_state_identity", "import_held_row", ["state", "identity"], unique=False)
    op.create_table(
        "invitation_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_invitation_session_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_session")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_invitation_session_key_hash")),
    )
    op.create_index(op.f("ix_invitation_session_invitation_id"), "invitation_session", ["invitation_id"], unique=False)
    op.create_table(
        "mail_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["invitation_session.id"],
            name=op.f("fk_mail_code_session_id_invitation_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_code")),
    )
    op.create_index(op.f("ix_mail_code_session_id"), "mail_code", ["session_id"], unique=False)
    _guard_the_audit_log()


def downgrade() -> None:
    op.drop_index(op.f("ix_mail_code_session_id"), table_name="mail_code")
    op.drop_table("mail_code")
    op.drop_index(op.f("ix_invitation_session_invitation_id"), table_name="invitation_session")
    op.drop_table("invitation_session")
    op.drop_index("ix_import_held_row_state_identity", table_name="import_held_row")
    op.drop_table("import_held_row")
    op.drop_index(op.f("ix_finding_event_finding_id"), table_name="finding_event")
    op.drop_index(op.f("ix_finding_event_assessment_id"), table_name="finding_event")
    op.drop_table("finding_event")
    op.drop_index("ix_evidence_assessment_id_question_id", table_name="evidence")
    op.drop_table("evidence")
    op.drop_index(op.f("ix_carried_answer_source_id"), table_name="carried_answer")
    op.drop_table("carried_answer")
    op.drop_index("ix_result_questionnaire_version_id_current_round", table_name="result")
    op.drop_index("ix_result_questionnaire_key_current", table_name="result")
    op.drop_index("ix_result_organization_id_questionnaire_key", table_name="result")
    op.drop_index(op.f("ix_result_assessment_id"), table_name="result")
    op.drop_table("result")
    op.drop_index("ix_outbox_mail_status_next_attempt_at", table_name="outbox_mail")
    op.drop_index(op.f("ix_outbox_mail_company_id"), table_name="outbox_mail")
    op.drop_index(op.f("ix_outbox_mail_assessment_id"), table_name="outbox_mail")
    op.drop_table("outbox_mail")
    op.drop_table("no_subcontractors")
    op.drop_index(op.f("ix_invitation_assessment_id"), table_name="invitation")
    op.drop_table("invitation")
    op.drop_index("ix_import_batch_sha256", table_name="import_batch")
    op.drop_index(op.f("ix_import_batch_company_id"), table_name="import_batch")
    op.drop_index(op.f("ix_import_batch_assessment_id"), table_name="import_batch")
    op.drop_table("import_batch")
    op.drop_index("ix_finding_unfinished", table_name="finding")
    op.drop_index(op.f("ix_finding_question_id"), table_name="finding")
    op.drop_index(op.f("ix_finding_owner_id"), table_name="finding")
    op.drop_index("ix_finding_gap", table_name="finding")
    op.drop_index(op.f("ix_finding_assessment_id"), table_name="finding")
    op.drop_table("finding")
    op.drop_index(op.f("ix_declaration_vendor_id"), table_name="declaration")
    op.drop_index(op.f("ix_declaration_supplier_id"), table_name="declaration")
    op.drop_index("ix_declaration_state_vendor_id", table_name="declaration")
    op.drop_index(op.f("ix_declaration_assessment_id"), table_name="declaration")
    op.drop_table("declaration")
    op.drop_index(op.f("ix_bulk_file_sha256"), table_name="bulk_file")
    op.drop_index("ix_bulk_file_bulk_id_state", table_name="bulk_file")
    op.drop_table("bulk_file")
    op.drop_table("answer_revision")
    op.drop_table("answer")
    op.drop_index(op.f("ix_supply_link_supplier_id"), table_name="supply_link")
    op.drop_index("ix_supply_link_seen_on", table_name="supply_link")
    op.drop_index(op.f("ix_supply_link_engagement_id"), table_name="supply_link")
    op.drop_index(op.f("ix_supply_link_buyer_id"), table_name="supply_link")
    op.drop_table("supply_link")
    op.drop_index(op.f("ix_report_recipient_user_id"), table_name="report_recipient")
    op.drop_table("report_recipient")
    op.drop_table("engagement_closing")
    op.drop_index(op.f("ix_assessment_questionnaire_version_id"), table_name="assessment")
    op.drop_index("ix_assessment_organization_id_status", table_name="assessment")
    op.drop_index("ix_assessment_issuer_id_status", table_name="assessment")
    op.drop_index(op.f("ix_assessment_campaign_id"), table_name="assessment")
    op.drop_table("assessment")
    op.drop_table("vendor_list_choice")
    op.drop_index(op.f("ix_supply_link_version_supplier_id"), table_name="supply_link_version")
    op.drop_index("ix_supply_link_version_buyer_id_until", table_name="supply_link_version")
    op.drop_table("supply_link_version")
    op.drop_index(op.f("ix_saved_view_user_id"), table_name="saved_view")
    op.drop_index(op.f("ix_saved_view_company_id"), table_name="saved_view")
    op.drop_table("saved_view")
    op.drop_index(op.f("ix_report_schedule_next_on"), table_name="report_schedule")
    op.drop_index(op.f("ix_report_schedule_company_id"), table_name="report_schedule")
    op.drop_table("report_schedule")
    op.drop_index("ix_reach_organization_id_company_id_depth", table_name="reach")
    op.drop_table("reach")
    op.drop_index(op.f("ix_questionnaire_version_fingerprint"), table_name="questionnaire_version")
    op.drop_table("questionnaire_version")
    op.drop_index(op.f("ix_organization_merge_kept_id"), table_name="organization_merge")
    op.drop_index(op.f("ix_organization_merge_gone_id"), table_name="organization_merge")
    op.drop_table("organization_merge")
    op.drop_index(op.f("ix_membership_user_id"), table_name="membership")
    op.drop_index(op.f("ix_membership_company_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index("ix_job_status_due_at", table_name="job")
    op.drop_index(op.f("ix_job_owner_id"), table_name="job")
    op.drop_index("ix_job_company_id_kind", table_name="job")
    op.drop_table("job")
    op.drop_index(op.f("ix_import_profile_fingerprint"), table_name="import_profile")
    op.drop_index(op.f("ix_import_profile_company_id"), table_name="import_profile")
    op.drop_table("import_profile")
    op.drop_table("finding_threshold")
    op.drop_index("ix_fact_request_company_id_email", table_name="fact_request")
    op.drop_table("fact_request")
    op.drop_index(op.f("ix_engagement_tier"), table_name="engagement")
    op.drop_index("ix_engagement_supplier_id_status", table_name="engagement")
    op.drop_index(op.f("ix_engagement_facts_missing"), table_name="engagement")
    op.drop_index("ix_engagement_buyer_id_status", table_name="engagement")
    op.drop_table("engagement")
    op.drop_index(op.f("ix_distinct_pair_second_id"), table_name="distinct_pair")
    op.drop_table("distinct_pair")
    op.drop_index(op.f("ix_contact_organization_id"), table_name="contact")
    op.drop_table("contact")
    op.drop_index(op.f("ix_campaign_issuer_id"), table_name="campaign")
    op.drop_table("campaign")
    op.drop_index(op.f("ix_bulk_import_owner_id"), table_name="bulk_import")
    op.drop_index(op.f("ix_bulk_import_company_id"), table_name="bulk_import")
    op.drop_table("bulk_import")
    op.drop_index("ix_audit_event_object_type_object_id", table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_company_id"), table_name="audit_event")
    op.drop_index("ix_audit_event_action_id", table_name="audit_event")
    op.drop_table("audit_event")
    op.drop_table("user")
    op.drop_table("scoring_rules_version")
    op.drop_table("pair_decision")
    op.drop_index(op.f("ix_organization_tier"), table_name="organization")
    op.drop_index(op.f("ix_organization_parent_id"), table_name="organization")
    op.drop_index(op.f("ix_organization_merged_into_id"), table_name="organization")
    op.drop_index(op.f("ix_organization_lei"), table_name="organization")
    op.drop_index("ix_organization_kind_sort_name", table_name="organization")
    op.drop_index(op.f("ix_organization_home_company_id"), table_name="organization")
    op.drop_index(op.f("ix_organization_corporate_number"), table_name="organization")
    op.drop_table("organization")
    op.drop_table("kept_snapshot")
    op.drop_table("chain_version")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_event_refuse")
