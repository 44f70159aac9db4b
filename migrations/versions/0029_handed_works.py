"""Work handed over: what passed from an officer to another, and whose draft it was."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handed_works",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to("area_id", "areas"),
        _to("from_id", "users"),
        _to("to_id", "users"),
        _to("entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed_works")),
    )
    op.create_index("ix_handed_works_mark", "handed_works", ["mark", "area_id"])
    op.create_index("ix_handed_works_unit", "handed_works", ["area_id", "entered_at"])
    op.create_index("ix_handed_works_from", "handed_works", ["from_id", "area_id"])
    op.create_index("ix_handed_works_to", "handed_works", ["to_id", "entered_at"])
    # By a plain statement, so that neither database makes the table anew.
    op.execute(
        "ALTER TABLE kept_forms ADD COLUMN typed_by INTEGER CONSTRAINT "
        "fk_kept_forms_typed_by_users REFERENCES users (id)"
    )
    op.add_column("kept_forms", sa.Column("typed_at", sa.DateTime(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER handed_works_keep_ids AFTER INSERT ON handed_works "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )


def _to(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_handed_works_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="RESTRICT")
