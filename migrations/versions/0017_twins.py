"""Children who may be one: previews, pairs for the supervisor, merges and what officers say."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "twin_previews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("shown_at", sa.DateTime(), nullable=False),
        _to("twin_previews", "user_id", "users"),
        _to("twin_previews", "child_id", "children"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_twin_previews")),
    )
    op.create_index("ix_twin_previews_user", "twin_previews", ["user_id", "shown_at"])
    op.create_index("ix_twin_previews_child", "twin_previews", ["child_id"])
    op.create_table(
        "twin_pairs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.String(length=200), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        _to("twin_pairs", "child_id", "children"),
        _to("twin_pairs", "other_id", "children"),
        _to("twin_pairs", "settled_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_twin_pairs")),
    )
    op.create_index("ix_twin_pairs_both", "twin_pairs", ["child_id", "other_id"], unique=True)
    op.create_index("ix_twin_pairs_other", "twin_pairs", ["other_id"])
    op.create_index("ix_twin_pairs_open", "twin_pairs", ["settled_at", "found_at"])
    _merges()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("twin_previews", "twin_pairs", "merges", "merge_words"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
            )


def _merges() -> None:
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decision", sa.LargeBinary(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undoing", sa.LargeBinary(), nullable=True),
        sa.Column("restore", sa.String(length=4000), server_default=sa.text("''"), nullable=False),
        *(_to("merges", name, "children") for name in ("first_id", "second_id")),
        *(_to("merges", name, "users") for name in ("asked_by", "decided_by", "undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    op.create_index("ix_merges_first", "merges", ["first_id"])
    op.create_index("ix_merges_second", "merges", ["second_id"])
    op.create_index("ix_merges_state", "merges", ["state", "asked_at"])
    op.create_table(
        "merge_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        _to("merge_words", "merge_id", "merges"),
        _to("merge_words", "area_id", "areas"),
        _to("merge_words", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_words")),
    )
    op.create_index("ix_merge_words_unit", "merge_words", ["merge_id", "area_id"], unique=True)


def _to(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="RESTRICT"
    )
