"""The register of help: value, activity, yearly confirmation, end, withdrawal; lists of children."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)
_TIES = {
    "activity_id": "plan_activities",
    "batch_id": "assistance_batches",
    "confirmed_by": "users",
    "ended_by": "users",
    "deleted_by": "users",
}


def upgrade() -> None:
    _make_batches()
    for column in (
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("in_kind", sa.LargeBinary(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("why_deleted", sa.LargeBinary(), nullable=True),
    ):
        op.add_column("assistance", column)
    for name, to in _TIES.items():
        # By a plain statement, so that neither database makes the table anew.
        op.execute(
            f"ALTER TABLE assistance ADD COLUMN {name} INTEGER CONSTRAINT "
            f"fk_assistance_{name}_{to} REFERENCES {to} (id)"
        )
    _index(
        "running",
        ["child_id", "confirmed_on", "given_on"],
        "open_ended = 1 AND deleted_at IS NULL",
        "open_ended AND deleted_at IS NULL",
    )
    for name in ("batch", "activity"):
        kept = f"{name}_id IS NOT NULL"
        _index(name, [f"{name}_id"], kept, kept)


def _index(name: str, columns: list[str], sqlite: str, postgresql: str) -> None:
    op.create_index(
        f"ix_assistance_{name}",
        "assistance",
        columns,
        sqlite_where=sa.text(sqlite),
        postgresql_where=sa.text(postgresql),
    )


def _make_batches() -> None:
    op.create_table(
        "assistance_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_until", sa.Date(), nullable=True),
        sa.Column("open_ended", sa.Boolean(), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to("area_id", "areas"),
        _to("entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_batches")),
    )
    op.create_index("ix_assistance_batches_area", "assistance_batches", ["area_id", "id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER assistance_batches_keep_ids AFTER INSERT ON assistance_batches "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )
        op.execute("ALTER TABLE assistance_batches ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE assistance_batches FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY caseapp_reach ON assistance_batches USING ({_REACHED})")


def _to(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{to}.id"],
        name=op.f(f"fk_assistance_batches_{column}_{to}"),
        ondelete="RESTRICT",
    )
