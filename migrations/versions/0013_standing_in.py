"""Dated stand-ins, reports handled by one person alone, and one-time entries by call-back."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0008"
branch_labels = None
depends_on = None

_REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)


def upgrade() -> None:
    _namings()
    _lone_reports()
    _callback_entries()
    # Added by plain statements, so that neither database makes a table anew.
    for table, column in (
        ("measures", "naming_id"),
        ("case_events", "naming_id"),
        ("reports", "ended_naming_id"),
    ):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT "
            f"fk_{table}_{column}_namings REFERENCES namings (id)"
        )
    empty = sa.text("''")
    for column in (
        sa.Column("phone", sa.String(length=40), server_default=empty, nullable=False),
        sa.Column("phone_set_at", sa.DateTime(), nullable=True),
        sa.Column("factor_lost", sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column("users", column)
    op.add_column("sign_ins", sa.Column("until", sa.DateTime(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        for table in ("namings", "lone_reports", "callback_entries"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
            )
        op.execute("ALTER TABLE lone_reports ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE lone_reports FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY caseapp_reach ON lone_reports USING ({_REACHED})")


def _namings() -> None:
    op.create_table(
        "namings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("for_id", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("valid_from < valid_until"),
        _to("namings", "area_id", "areas"),
        *(_to("namings", name, "users") for name in ("user_id", "for_id", "ended_by")),
        _to("namings", "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_namings")),
    )
    op.create_index("ix_namings_unit", "namings", ["area_id", "role", "valid_until"])
    op.create_index("ix_namings_user", "namings", ["user_id", "valid_until"])


def _lone_reports() -> None:
    op.create_table(
        "lone_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("review_due", sa.Date(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.Column("reviewed_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to("lone_reports", "area_id", "areas"),
        _to("lone_reports", "reviewed_by", "users"),
        _to("lone_reports", "entered_by", "users"),
        sa.ForeignKeyConstraint(
            ["report_id", "area_id"],
            ["reports.id", "reports.area_id"],
            name=op.f("fk_lone_reports_report_id_reports"),
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lone_reports")),
    )
    op.create_index("ix_lone_reports_report", "lone_reports", ["report_id", "area_id"], unique=True)
    op.create_index("ix_lone_reports_desk", "lone_reports", ["area_id", "reviewed_at"])


def _callback_entries() -> None:
    op.create_table(
        "callback_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("called", sa.String(length=40), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        _to("callback_entries", "user_id", "users"),
        _to("callback_entries", "given_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callback_entries")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_callback_entries_code_hash")),
    )
    op.create_index("ix_callback_entries_user", "callback_entries", ["user_id", "given_at"])
    op.create_index("ix_callback_entries_giver", "callback_entries", ["given_by", "given_at"])


def _to(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="RESTRICT"
    )
