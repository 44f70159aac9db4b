"""What population figures said before they were corrected."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "past_populations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(length=40), nullable=False),
        sa.Column("age_band", sa.String(length=40), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(), nullable=False),
        sa.Column("replaced_by", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{to}.id"],
                name=op.f(f"fk_past_populations_{column}_{to}"),
                ondelete="RESTRICT",
            )
            for column, to in (
                ("unit_id", "areas"),
                ("entered_by", "users"),
                ("replaced_by", "users"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_populations")),
    )
    op.create_index("ix_past_populations_cell", "past_populations", ["unit_id", "reference_date"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER past_populations_keep_ids AFTER INSERT ON past_populations "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )
