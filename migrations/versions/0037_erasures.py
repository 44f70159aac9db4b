"""Erasures of children's files by two persons, and the codes that lead nowhere after them."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_LIVE = "state IN ('proposed','done')"


def upgrade() -> None:
    table = "erasures"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("request", sa.String(length=100), server_default=sa.text("''"), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column(
            "state", sa.String(length=40), server_default=sa.text("'proposed'"), nullable=False
        ),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('proposed','withdrawn','refused','done')"),
        sa.CheckConstraint("decided_by IS NULL OR state = 'withdrawn' OR decided_by <> entered_by"),
        _to(table, "child_id", "children"),
        _to(table, "decided_by", "users"),
        _to(table, "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_index("ix_erasures_child", table, ["child_id"])
    op.create_index(
        "ix_erasures_open",
        table,
        ["child_id"],
        unique=True,
        sqlite_where=sa.text(_LIVE),
        postgresql_where=sa.text(_LIVE),
    )
    op.create_table(
        "erased_marks",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("erasure_id", sa.Integer(), nullable=False),
        _to("erased_marks", "erasure_id", "erasures"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_erased_marks")),
    )
    op.create_index("ix_erased_marks_erasure", "erased_marks", ["erasure_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )


def _to(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="RESTRICT"
    )
