"""Files that were opened in an emergency."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "emergency_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.Column("reviewed_by", sa.Integer(), nullable=True),
        _to("child_id", "children"),
        _to("user_id", "users"),
        _to("reviewed_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_entries")),
    )
    op.create_index("ix_emergency_entries_user", "emergency_entries", ["user_id", "until"])
    op.create_index(op.f("ix_emergency_entries_child_id"), "emergency_entries", ["child_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER emergency_entries_keep_ids AFTER INSERT ON emergency_entries "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )


def _to(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{table}.id"],
        name=op.f(f"fk_emergency_entries_{column}_{table}"),
        ondelete="RESTRICT",
    )
