"""What referrals share, what is added to them, and answers by a link, telephone or paper."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)


def upgrade() -> None:
    _moves()
    _disclosures()
    _addenda()
    _links()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("addenda", "answer_links", "disclosures"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
            )
        for table in ("addenda", "disclosures"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY caseapp_reach ON {table} USING ({_REACHED})")


def _moves() -> None:
    op.add_column("referral_moves", _text("way", 40))
    op.add_column("referral_moves", _text("post", 200))
    op.add_column("referral_moves", _text("called", 40))


def _disclosures() -> None:
    op.create_table(
        "disclosures",
        *_own("disclosures"),
        *_entered("disclosures"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("fields", 200),
        _text("basis", 40),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("shared_at", sa.DateTime(), nullable=True),
        sa.Column("shared_by", sa.Integer(), nullable=True),
        _to("disclosures", "shared_by", "users"),
    )
    op.create_index(
        "ix_disclosures_referral", "disclosures", ["referral_id", "area_id"], unique=True
    )
    op.create_index("ix_disclosures_shared", "disclosures", ["area_id", "shared_at"])


def _addenda() -> None:
    op.create_table(
        "addenda",
        *_own("addenda"),
        *_entered("addenda"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        _text("acknowledged_by", 200),
        _text("way", 40),
    )
    op.create_index("ix_addenda_referral", "addenda", ["referral_id", "area_id"])


def _links() -> None:
    op.create_table(
        "answer_links",
        *_own("answer_links"),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("called", sa.String(length=40), nullable=False),
        sa.Column("plain", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("entries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("entered_last", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        _text("way", 40),
        _to("answer_links", "made_by", "users"),
        _to("answer_links", "ended_by", "users"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_answer_links_token_hash")),
    )
    op.create_index("ix_answer_links_referral", "answer_links", ["referral_id", "area_id"])


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), server_default="", nullable=False)


def _own(table: str) -> list[Any]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _to(table, "area_id", "areas"),
        sa.ForeignKeyConstraint(
            ["referral_id", "area_id"],
            ["referrals.id", "referrals.area_id"],
            name=op.f(f"fk_{table}_referral_id_referrals"),
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    ]


def _entered(table: str) -> list[Any]:
    return [
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to(table, "entered_by", "users"),
    ]


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}_{target}"),
        ondelete="RESTRICT",
    )
