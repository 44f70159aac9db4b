"""Whom a child's or a report's file is kept from."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conflict_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(child_id IS NULL) <> (report_id IS NULL)"),
        _to("child_id", "children"),
        _to("report_id", "reports"),
        _to("user_id", "users"),
        _to("set_by", "users"),
        _to("lifted_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_marks")),
    )
    op.create_index("ix_conflict_marks_user", "conflict_marks", ["user_id", "lifted_at"])
    op.create_index("ix_conflict_marks_child", "conflict_marks", ["child_id"])
    op.create_index("ix_conflict_marks_report", "conflict_marks", ["report_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER conflict_marks_keep_ids AFTER INSERT ON conflict_marks "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )


def _to(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{table}.id"],
        name=op.f(f"fk_conflict_marks_{column}_{table}"),
        ondelete="RESTRICT",
    )
