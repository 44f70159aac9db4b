"""The second factor, staged sessions, known browsers, and changes that a second person decides."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added with a default of the database's own, so that no table need be made anew.
    op.add_column(
        "users",
        sa.Column("must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("users", sa.Column("totp_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("users", sa.Column("totp_last_step", sa.Integer(), nullable=True))
    for column in (
        sa.Column("stage", sa.String(length=40), server_default=sa.text("''"), nullable=False),
        sa.Column("browser", sa.String(length=40), server_default=sa.text("''"), nullable=False),
        sa.Column("strong", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), server_default=sa.text("0"), nullable=False),
    ):
        op.add_column("sign_ins", column)

    # Failures count for a quarter of an hour: the old ones need not be carried over.
    op.drop_table("sign_in_attempts")
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("browser", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index("ix_sign_in_attempts_source", "sign_in_attempts", ["source", "at"])
    op.create_index("ix_sign_in_attempts_name", "sign_in_attempts", ["name", "at"])

    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        _users("recovery_codes", "user_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_codes_code_hash")),
    )
    op.create_index(op.f("ix_recovery_codes_user_id"), "recovery_codes", ["user_id"])

    op.create_table(
        "known_browsers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        _users("known_browsers", "user_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_browsers")),
    )
    op.create_index(op.f("ix_known_browsers_user_id"), "known_browsers", ["user_id"])
    op.create_index(
        "ix_known_browsers_token", "known_browsers", ["token_hash", "user_id"], unique=True
    )
    _changes()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("sign_in_attempts", "recovery_codes", "known_browsers", "account_changes"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
            )


def _changes() -> None:
    op.create_table(
        "account_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        _users("account_changes", "user_id"),
        _users("account_changes", "asked_by"),
        _users("account_changes", "decided_by"),
        sa.ForeignKeyConstraint(
            ["area_id"],
            ["areas.id"],
            name=op.f("fk_account_changes_area_id_areas"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["role_grants.id"],
            name=op.f("fk_account_changes_grant_id_role_grants"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_changes")),
    )
    op.create_index("ix_account_changes_user", "account_changes", ["user_id", "outcome"])


def _users(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["users.id"], name=op.f(f"fk_{table}_{column}_users"), ondelete="RESTRICT"
    )
