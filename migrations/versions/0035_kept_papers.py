"""What was put before a signer, kept as it was, and what the office's clerk enters of it."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_GIVEN = "number_key <> ''"
_ONE = "(report_id IS NULL) <> (case_id IS NULL)"
_BYTES = "kept_id, copy, size, sha256, content, source"
_SQLITE = (
    f"""CREATE TRIGGER kept_copies_no_update BEFORE UPDATE OF {_BYTES} ON kept_copies
    BEGIN SELECT RAISE(ABORT, 'kept papers are never changed'); END""",
    """CREATE TRIGGER kept_copies_no_delete BEFORE DELETE ON kept_copies
    BEGIN SELECT RAISE(ABORT, 'kept papers are never changed'); END""",
    """CREATE TRIGGER kept_copies_no_replace BEFORE INSERT ON kept_copies
    WHEN EXISTS (SELECT 1 FROM kept_copies WHERE id = NEW.id
        OR (kept_id = NEW.kept_id AND copy = NEW.copy))
    BEGIN SELECT RAISE(ABORT, 'kept papers are never changed'); END""",
)
_REFUSES = """
BEGIN
    RAISE EXCEPTION 'kept papers are never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END"""
_REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)


def upgrade() -> None:
    _make_papers()
    _make_copies()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        for trigger in _SQLITE:
            op.execute(trigger)


def _make_papers() -> None:
    table = "kept_papers"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        _word("state", "'waiting'"),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        _word("number", "''"),
        _word("number_key", "''"),
        _word("symbol", "''"),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        _word("how", "''"),
        sa.Column("scan_id", sa.Integer(), nullable=True),
        sa.Column("completed_at", sa.DateTime(), nullable=True),
        sa.Column("completed_by", sa.Integer(), nullable=True),
        _word("former_number", "''"),
        sa.Column("corrected_at", sa.DateTime(), nullable=True),
        sa.Column("corrected_by", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(_ONE),
        sa.CheckConstraint("(paper_id IS NULL) <> (measure_id IS NULL)"),
        sa.CheckConstraint("(state = 'completed') = (completed_at IS NOT NULL)"),
        _tied(table, "report"),
        _tied(table, "case"),
        _to(table, "area_id", "areas"),
        _to(table, "unit_id", "areas"),
        _to(table, "paper_id", "papers"),
        _to(table, "measure_id", "measures"),
        _to(table, "scan_id", "files"),
        _to(table, "completed_by", "users"),
        _to(table, "corrected_by", "users"),
        _to(table, "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_papers")),
        sa.UniqueConstraint("code", name=op.f("uq_kept_papers_code")),
    )
    op.create_index("ix_kept_papers_paper", table, ["paper_id", "version"], unique=True)
    op.create_index("ix_kept_papers_measure", table, ["measure_id", "version"], unique=True)
    op.create_index("ix_kept_papers_case", table, ["case_id", "area_id"])
    op.create_index("ix_kept_papers_report", table, ["report_id", "area_id"])
    op.create_index("ix_kept_papers_desk", table, ["area_id", "state"])
    op.create_index(
        "ix_kept_papers_number",
        table,
        ["unit_id", "year", "symbol", "number_key"],
        unique=True,
        sqlite_where=sa.text(_GIVEN),
        postgresql_where=sa.text(_GIVEN),
    )


def _make_copies() -> None:
    table = "kept_copies"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("copy", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content_key", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(_ONE),
        _tied(table, "report"),
        _tied(table, "case"),
        _to(table, "area_id", "areas"),
        _to(table, "kept_id", "kept_papers"),
        _to(table, "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_copies")),
    )
    op.create_index("ix_kept_copies_paper", table, ["kept_id", "copy"], unique=True)
    op.create_index("ix_kept_copies_case", table, ["case_id", "area_id"])
    op.create_index("ix_kept_copies_report", table, ["report_id", "area_id"])


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION caseapp_kept_copy_stays() RETURNS trigger LANGUAGE plpgsql "
        f"AS $${_REFUSES}$$"
    )
    for name, event, each in (
        ("update", f"UPDATE OF {_BYTES}", "ROW"),
        ("delete", "DELETE", "ROW"),
        ("truncate", "TRUNCATE", "STATEMENT"),
    ):
        op.execute(
            f"CREATE TRIGGER kept_copies_no_{name} BEFORE {event} ON kept_copies "
            f"FOR EACH {each} EXECUTE FUNCTION caseapp_kept_copy_stays()"
        )
    for table in ("kept_papers", "kept_copies"):
        op.execute(
            f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY caseapp_reach ON {table} USING ({_REACHED})")


def _word(name: str, default: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=40), server_default=sa.text(default), nullable=False)


def _to(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="RESTRICT"
    )


def _tied(table: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{name}_id", "area_id"],
        [f"{name}s.id", f"{name}s.area_id"],
        name=f"fk_{table}_{name}_area",
        ondelete="RESTRICT",
        onupdate="CASCADE",
    )
