"""Files of reports and cases: what they are, their sealed parts, and who was given the original."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("pages_shown", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("description", sa.LargeBinary(), nullable=True),
        sa.Column("content_key", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawal", sa.LargeBinary(), nullable=True),
        *_entered("files"),
        sa.CheckConstraint("(report_id IS NULL) <> (case_id IS NULL)"),
        _area("files"),
        _user("files", "withdrawn_by"),
        _tied("report", "reports"),
        _tied("case", "cases"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("code", name=op.f("uq_files_code")),
    )
    op.create_index("ix_files_place", "files", ["id", "area_id"], unique=True)
    op.create_index("ix_files_report", "files", ["report_id", "area_id"])
    op.create_index("ix_files_case", "files", ["case_id", "area_id"])
    op.create_index("ix_files_room", "files", ["area_id", "kept"])

    op.create_table(
        "file_parts",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _area("file_parts"),
        _of_file("file_parts"),
        sa.PrimaryKeyConstraint("file_id", "part", name=op.f("pk_file_parts")),
    )
    op.create_index("ix_file_parts_file", "file_parts", ["file_id", "area_id"])

    op.create_table(
        "hand_outs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=True),
        sa.Column("paper", sa.LargeBinary(), nullable=True),
        *_entered("hand_outs"),
        _area("hand_outs"),
        _of_file("hand_outs"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_outs")),
    )
    op.create_index("ix_hand_outs_file", "hand_outs", ["file_id", "area_id"])

    if op.get_bind().dialect.name == "postgresql":
        for table in ("files", "hand_outs"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
            )
        for table in ("files", "file_parts", "hand_outs"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY caseapp_reach ON {table} USING ({_REACHED})")


def _entered(table: str) -> tuple[sa.Column | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _user(table, "entered_by"),
    )


def _user(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["users.id"], name=op.f(f"fk_{table}_{column}_users"), ondelete="RESTRICT"
    )


def _area(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["area_id"], ["areas.id"], name=op.f(f"fk_{table}_area_id_areas"), ondelete="RESTRICT"
    )


def _tied(name: str, parents: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{name}_id", "area_id"],
        [f"{parents}.id", f"{parents}.area_id"],
        name=f"fk_files_{name}_area",
        ondelete="RESTRICT",
        onupdate="CASCADE",
    )


def _of_file(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["file_id", "area_id"],
        ["files.id", "files.area_id"],
        name=op.f(f"fk_{table}_file_id_files"),
        ondelete="RESTRICT",
        onupdate="CASCADE",
    )
