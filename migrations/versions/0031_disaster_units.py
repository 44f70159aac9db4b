"""Disasters on pages: last day, units hit, impacts entered by mistake; settings withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_HOLDS = "valid_until IS NULL OR valid_until > valid_from"


def upgrade() -> None:
    op.add_column("disasters", sa.Column("ended_on", sa.Date(), nullable=True))
    op.create_table(
        "disaster_units",
        sa.Column("disaster_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        _to("disaster_id", "disasters"),
        _to("unit_id", "areas"),
        sa.PrimaryKeyConstraint("disaster_id", "unit_id", name=op.f("pk_disaster_units")),
    )
    op.add_column("impacts", sa.Column("why_deleted", sa.LargeBinary(), nullable=True))
    # By a plain statement, so that neither database makes the table anew.
    op.execute(
        "ALTER TABLE impacts ADD COLUMN deleted_by INTEGER CONSTRAINT "
        "fk_impacts_deleted_by_users REFERENCES users (id)"
    )
    # A value that was withdrawn gives its day free for the right one.
    op.drop_index("ix_settings_name", table_name="settings")
    op.create_index(
        "ix_settings_name",
        "settings",
        ["name", "valid_from"],
        unique=True,
        sqlite_where=sa.text(_HOLDS),
        postgresql_where=sa.text(_HOLDS),
    )


def _to(column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_disaster_units_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="RESTRICT")
