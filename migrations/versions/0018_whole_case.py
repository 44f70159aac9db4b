"""Suspects, flags, hidden names, cases without a report, and what stood in a file before."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)


def upgrade() -> None:
    op.add_column("cases", _word("entry", "report"))
    op.add_column("cases", _word("paper_number", ""))
    op.add_column("cases", sa.Column("taken_over_on", sa.Date(), nullable=True))
    op.add_column(
        "reports",
        sa.Column("before_use", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("incidents", _word("occurred_precision", ""))
    op.add_column("incidents", _word("stated_by", ""))
    op.add_column("incidents", sa.Column("place", sa.LargeBinary(), nullable=True))
    op.add_column("children", sa.Column("hidden_name", sa.LargeBinary(), nullable=True))
    _suspects()
    _flags()
    _name_hidings()
    _pasts()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("suspects", "case_flags", "name_hidings", "case_pasts", "child_pasts"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
            )
        for table in ("suspects", "case_flags", "case_pasts"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY caseapp_reach ON {table} USING ({_REACHED})")


def _suspects() -> None:
    op.create_table(
        "suspects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        *(_sealed(name) for name in ("name", "phone", "personal_id", "note")),
        _word("relation"),
        _word("access"),
        sa.Column("no_access_since", sa.Date(), nullable=True),
        _word("origin"),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("deleted_by", sa.Integer(), nullable=True),
        *_entered(),
        _to("suspects", "area_id", "areas"),
        _to("suspects", "incident_id", "incidents"),
        _to("suspects", "deleted_by", "users"),
        _to("suspects", "entered_by", "users"),
        _tied("suspects", "report"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspects")),
    )
    op.create_index("ix_suspects_report", "suspects", ["report_id", "area_id"])


def _flags() -> None:
    op.create_table(
        "case_flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        _word("flag"),
        *_lifted("case_flags"),
        *_entered(),
        _to("case_flags", "area_id", "areas"),
        _to("case_flags", "entered_by", "users"),
        _tied("case_flags", "case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_flags")),
    )
    op.create_index("ix_case_flags_case", "case_flags", ["case_id", "area_id", "lifted_at"])


def _name_hidings() -> None:
    op.create_table(
        "name_hidings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        *_lifted("name_hidings"),
        *_entered(),
        _to("name_hidings", "child_id", "children"),
        _to("name_hidings", "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_hidings")),
    )
    op.create_index("ix_name_hidings_child", "name_hidings", ["child_id", "lifted_at"])


def _pasts() -> None:
    op.create_table(
        "case_pasts",
        *_past("case_pasts"),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        _to("case_pasts", "area_id", "areas"),
        _tied("case_pasts", "case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_pasts")),
    )
    op.create_index("ix_case_pasts_case", "case_pasts", ["case_id", "area_id", "changed_at"])
    op.create_table(
        "child_pasts",
        *_past("child_pasts"),
        sa.Column("child_id", sa.Integer(), nullable=False),
        _to("child_pasts", "child_id", "children"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_pasts")),
    )
    op.create_index("ix_child_pasts_child", "child_pasts", ["child_id", "changed_at"])


def _past(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _word("field"),
        sa.Column("was", sa.Text(), nullable=True),
        _sealed("was_sealed"),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        _to(table, "changed_by", "users"),
    )


def _lifted(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _sealed("reason"),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        _sealed("lifting"),
        _to(table, "lifted_by", "users"),
    )


def _word(name: str, default: str | None = None) -> sa.Column:
    given = None if default is None else sa.text(f"'{default}'")
    return sa.Column(name, sa.String(length=40), server_default=given, nullable=False)


def _sealed(name: str) -> sa.Column:
    return sa.Column(name, sa.LargeBinary(), nullable=True)


def _entered() -> tuple[sa.Column, ...]:
    return (
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
    )


def _to(table: str, column: str, parents: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{parents}.id"],
        name=op.f(f"fk_{table}_{column}_{parents}"),
        ondelete="RESTRICT",
    )


def _tied(table: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{name}_id", "area_id"],
        [f"{name}s.id", f"{name}s.area_id"],
        name=op.f(f"fk_{table}_{name}_id_{name}s"),
        ondelete="RESTRICT",
        onupdate="CASCADE",
    )
