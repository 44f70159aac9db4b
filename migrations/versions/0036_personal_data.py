"""Requests about a child's data, restrictions on a file, and the log of breaches."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_KEPT = ("data_breaches", "breach_addenda")
_NUMBERED = ("data_requests", "file_restrictions", *_KEPT)
_REFUSES = """
BEGIN
    RAISE EXCEPTION 'the file of a breach is only added to'
        USING ERRCODE = 'integrity_constraint_violation';
END"""
_REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)


def upgrade() -> None:
    _make_requests()
    _make_restrictions()
    _make_breaches()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _make_requests() -> None:
    table = "data_requests"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("asker", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        _sealed("name"),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("with_processor", sa.Boolean(), server_default=sa.false(), nullable=False),
        _sealed("words"),
        _word("state", "'received'"),
        _sealed("draft"),
        _sealed("answer"),
        _word("ground", "''"),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("extended_at", sa.DateTime(), nullable=True),
        _sealed("extension"),
        _sealed("before"),
        _sealed("changes"),
        _sealed("done"),
        sa.Column("executed_at", sa.DateTime(), nullable=True),
        sa.Column("executed_by", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _to(table, "child_id", "children"),
        _to(table, "area_id", "areas"),
        _to(table, "answered_by", "users"),
        _to(table, "executed_by", "users"),
        _to(table, "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("code", name=op.f(f"uq_{table}_code")),
    )
    op.create_index("ix_data_requests_area", table, ["area_id", "state", "received_at"])
    op.create_index("ix_data_requests_child", table, ["child_id", "id"])


def _make_restrictions() -> None:
    table = "file_restrictions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("restricted_at", sa.DateTime(), nullable=False),
        _sealed("reason"),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        _sealed("lifting"),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to(table, "child_id", "children"),
        _to(table, "area_id", "areas"),
        _to(table, "request_id", "data_requests"),
        _to(table, "lifted_by", "users"),
        _to(table, "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_file_restrictions_child", table, ["child_id", "lifted_at"])


def _make_breaches() -> None:
    table = "data_breaches"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to(table, "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("code", name=op.f(f"uq_{table}_code")),
    )
    op.create_index("ix_data_breaches_found", table, ["found_at"])
    table = "breach_addenda"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("breach_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to(table, "breach_id", "data_breaches"),
        _to(table, "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("code", name=op.f(f"uq_{table}_code")),
    )
    op.create_index("ix_breach_addenda_breach", table, ["breach_id", "id"])


def _guard_sqlite() -> None:
    for table in _KEPT:
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"""CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}
    BEGIN SELECT RAISE(ABORT, 'the file of a breach is only added to'); END"""
            )
        op.execute(
            f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR code = NEW.code)
    BEGIN SELECT RAISE(ABORT, 'the file of a breach is only added to'); END"""  # noqa: S608
        )


def _guard_postgresql() -> None:
    op.execute(
        f"CREATE FUNCTION caseapp_breach_stays() RETURNS trigger LANGUAGE plpgsql AS $${_REFUSES}$$"
    )
    for table in _KEPT:
        for event in ("UPDATE", "DELETE", "TRUNCATE"):
            each = "STATEMENT" if event == "TRUNCATE" else "ROW"
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION caseapp_breach_stays()"
            )
    for table in _NUMBERED:
        op.execute(
            f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
        )
    op.execute("ALTER TABLE data_requests ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE data_requests FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY caseapp_reach ON data_requests USING ({_REACHED})")


def _word(name: str, default: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=40), server_default=sa.text(default), nullable=False)


def _sealed(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=True)


def _to(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="RESTRICT"
    )
