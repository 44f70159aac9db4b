"""The directory of agencies whole: kinds, places, what a service is and for whom, numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_NONE = sa.text("''")


def upgrade() -> None:
    _widen()
    op.create_table(
        "service_units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        _to("service_units", "service_id", "services"),
        _to("service_units", "area_id", "areas"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_units")),
    )
    op.create_index(
        "ix_service_units_service", "service_units", ["service_id", "area_id"], unique=True
    )
    op.create_index("ix_service_units_area", "service_units", ["area_id"])
    op.create_table(
        "phone_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to("phone_changes", "agency_id", "agencies"),
        _to("phone_changes", "service_id", "services"),
        _to("phone_changes", "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_changes")),
    )
    op.create_index("ix_phone_changes_agency", "phone_changes", ["agency_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("service_units", "phone_changes"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
            )


def _widen() -> None:
    """Add the columns; what stood in the directory is of no known kind and for the whole city."""
    for table, column in (
        (
            "agencies",
            sa.Column("kind", sa.String(40), server_default=sa.text("'other'"), nullable=False),
        ),
        ("agencies", sa.Column("address", sa.String(300), server_default=_NONE, nullable=False)),
        (
            "agencies",
            sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        ),
        (
            "services",
            sa.Column("eligibility", sa.String(1000), server_default=_NONE, nullable=False),
        ),
        ("services", sa.Column("schedule", sa.String(200), server_default=_NONE, nullable=False)),
        ("services", sa.Column("all_day", sa.Boolean(), server_default=sa.false(), nullable=False)),
        ("services", sa.Column("phone", sa.String(40), server_default=_NONE, nullable=False)),
        ("services", sa.Column("valid_until", sa.Date(), nullable=True)),
    ):
        op.add_column(table, column)
    # By plain statements, so that neither database makes the tables anew.
    for table, column, to in (
        ("agencies", "area_id", "areas"),
        ("agencies", "verified_by", "users"),
        ("services", "verified_by", "users"),
    ):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT "
            f"fk_{table}_{column}_{to} REFERENCES {to} (id)"
        )


def _to(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="RESTRICT"
    )
