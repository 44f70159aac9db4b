"""The register of a unit's carers for alternative care."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)


def upgrade() -> None:
    op.create_table(
        "carers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("relative", sa.Boolean(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("health_on", sa.Date(), nullable=True),
        sa.Column("judicial", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("home", sa.LargeBinary(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= valid_from"),
        _to("area_id", "areas"),
        _to("entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carers")),
    )
    op.create_index("ix_carers_area", "carers", ["area_id", "valid_until"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER carers_keep_ids AFTER INSERT ON carers "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )
        op.execute("ALTER TABLE carers ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE carers FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY caseapp_reach ON carers USING ({_REACHED})")


def _to(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_carers_{column}_{to}"), ondelete="RESTRICT"
    )
