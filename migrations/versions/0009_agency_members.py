"""Who speaks for an agency."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to("agency_id", "agencies"),
        _to("user_id", "users"),
        _to("ended_by", "users"),
        _to("entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_members")),
    )
    op.create_index("ix_agency_members_user", "agency_members", ["user_id", "valid_until"])
    op.create_index("ix_agency_members_agency", "agency_members", ["agency_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER agency_members_keep_ids AFTER INSERT ON agency_members "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )


def _to(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{table}.id"],
        name=op.f(f"fk_agency_members_{column}_{table}"),
        ondelete="RESTRICT",
    )
