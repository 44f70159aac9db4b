"""Addresses of accounts for messages, which go there as well as to entries of duty lists."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


_KEPT = sa.table(
    "messages",
    sa.column("id", sa.Integer()),
    sa.column("entry_id", sa.Integer()),
    sa.column("state", sa.String()),
    sa.column("asked_at", sa.DateTime()),
    sa.column("due_at", sa.DateTime()),
    sa.column("tries", sa.Integer()),
    sa.column("ended_at", sa.DateTime()),
)


def upgrade() -> None:
    op.create_table(
        "notice_addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("proved_at", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        _to("notice_addresses", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_addresses")),
    )
    op.create_index("ix_notice_addresses_user", "notice_addresses", ["user_id", "ended_at"])
    _keep_ids("notice_addresses")
    _messages()


def _keep_ids(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )


def _messages() -> None:
    """Make the table anew, with what is on its way: no other table hangs on it."""
    rows = [dict(row) for row in op.get_bind().execute(sa.select(_KEPT)).mappings()]
    op.drop_table("messages")
    table = op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column(
            "state", sa.String(length=40), server_default=sa.text("'waiting'"), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        _to("messages", "entry_id", "duty_entries"),
        _to("messages", "address_id", "notice_addresses"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    for name, columns in (
        ("state", ["state", "due_at"]),
        ("entry", ["entry_id"]),
        ("address", ["address_id"]),
    ):
        op.create_index(f"ix_messages_{name}", "messages", columns)
    _keep_ids("messages")  # before the rows come, so that it counts on from theirs
    if rows:
        op.bulk_insert(table, rows)


def _to(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="RESTRICT"
    )
