"""The registry of releases, which is only ever added to, and what is proposed for it."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_SQLITE = (
    """CREATE TRIGGER releases_no_update BEFORE UPDATE ON releases
    BEGIN SELECT RAISE(ABORT, 'releases are never changed'); END""",
    """CREATE TRIGGER releases_no_delete BEFORE DELETE ON releases
    BEGIN SELECT RAISE(ABORT, 'releases are never changed'); END""",
    """CREATE TRIGGER releases_no_replace BEFORE INSERT ON releases
    WHEN EXISTS (SELECT 1 FROM releases WHERE id = NEW.id OR number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'releases are never changed'); END""",
)
_REFUSES = """
BEGIN
    RAISE EXCEPTION 'releases are never changed' USING ERRCODE = 'integrity_constraint_violation';
END"""


def upgrade() -> None:
    _make_releases()
    _make_proposals()
    _make_exposures()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        for trigger in _SQLITE:
            op.execute(trigger)


def _make_releases() -> None:
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("frozen_id", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("supersedes", sa.String(length=40), server_default=sa.text("''"), nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("definition", sa.String(length=500), nullable=False),
        sa.Column("cells", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("package_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("package", sa.LargeBinary(), nullable=False),
        _to("releases", "frozen_id", "frozen_sheets"),
        _to("releases", "proposed_by", "users"),
        _to("releases", "signed_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("number", name=op.f("uq_releases_number")),
    )
    op.create_index(
        "ix_releases_series",
        "releases",
        ["layout", "first_day", "last_day", "edition"],
        unique=True,
    )


def _make_proposals() -> None:
    op.create_table(
        "release_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("frozen_id", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("cells", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("preparation", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column(
            "state", sa.String(length=40), server_default=sa.text("'proposed'"), nullable=False
        ),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=40), server_default=sa.text("''"), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to("release_proposals", "frozen_id", "frozen_sheets"),
        _to("release_proposals", "decided_by", "users"),
        _to("release_proposals", "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_proposals")),
    )
    op.create_index("ix_release_proposals_state", "release_proposals", ["state", "id"])


def _make_exposures() -> None:
    op.create_table(
        "figure_exposures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hand_out_id", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("seen_at", sa.LargeBinary(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to("figure_exposures", "hand_out_id", "figure_hand_outs"),
        _to("figure_exposures", "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_exposures")),
        sa.UniqueConstraint("hand_out_id", name=op.f("uq_figure_exposures_hand_out_id")),
    )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION caseapp_release_stays() RETURNS trigger LANGUAGE plpgsql "
        f"AS $${_REFUSES}$$"
    )
    for event, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER releases_no_{event.lower()} BEFORE {event} ON releases "
            f"FOR EACH {each} EXECUTE FUNCTION caseapp_release_stays()"
        )
    for table in ("releases", "release_proposals", "figure_exposures"):
        op.execute(
            f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )


def _to(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="RESTRICT"
    )
