"""Transfers: cases that pass between wards, or by letter to another province."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('proposed', 'waiting', 'refused', 'letter_sent')")
_SEALED = (
    "contact", "answer", "decision", "letter_number", "addressee", "received_by", "received_paper",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "transfers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("from_area_id", sa.Integer(), nullable=False),
        sa.Column("to_area_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in _SEALED),
        *(
            sa.Column(name, sa.DateTime(), nullable=True)
            for name in ("sent_at", "remind_at", "due_at", "answered_at", "decided_at")
        ),
        *(
            sa.Column(name, sa.Integer(), nullable=True)
            for name in ("sent_by", "answered_by", "decided_by")
        ),
        sa.Column("letter_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("case_id", "cases"),
        _to("from_area_id", "areas"),
        _to("to_area_id", "areas"),
        _to("sent_by", "users"),
        _to("answered_by", "users"),
        _to("decided_by", "users"),
        _to("entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
    )
    op.create_index("ix_transfers_case", "transfers", ["case_id", "state"])
    op.create_index("ix_transfers_from", "transfers", ["from_area_id", "state"])
    op.create_index("ix_transfers_to", "transfers", ["to_area_id", "state"])
    op.create_index("ix_transfers_waiting", "transfers", ["state", "due_at"])
    op.create_index(
        "ix_transfers_open", "transfers", ["case_id"], unique=True,
        sqlite_where=_OPEN, postgresql_where=_OPEN,
    )  # fmt: skip
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER transfers_keep_ids AFTER INSERT ON transfers "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )


def _to(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_transfers_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="RESTRICT")
