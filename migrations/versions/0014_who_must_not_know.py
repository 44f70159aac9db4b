"""Marks that intake sets, the suspect of a report, and who stands in for somebody in one file."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "conflict_marks",
        sa.Column("origin", sa.String(length=40), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("reports", sa.Column("suspect", sa.LargeBinary(), nullable=True))
    op.add_column("users", sa.Column("phone_mac", sa.LargeBinary(), nullable=True))
    op.add_column("users", sa.Column("personal_id_mac", sa.LargeBinary(), nullable=True))
    op.create_table(
        "file_stand_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        _to("user_id", "users"),
        _to("area_id", "areas"),
        _to("set_by", "users"),
        _to("ended_by", "users"),
        sa.ForeignKeyConstraint(
            ["report_id", "area_id"],
            ["reports.id", "reports.area_id"],
            name=op.f("fk_file_stand_ins_report_id_reports"),
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_stand_ins")),
    )
    op.create_index("ix_file_stand_ins_user", "file_stand_ins", ["user_id", "ended_at"])
    op.create_index("ix_file_stand_ins_report", "file_stand_ins", ["report_id", "area_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER file_stand_ins_keep_ids AFTER INSERT ON file_stand_ins "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )


def _to(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{table}.id"],
        name=op.f(f"fk_file_stand_ins_{column}_{table}"),
        ondelete="RESTRICT",
    )
