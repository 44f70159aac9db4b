"""Decisions given by telephone or on paper, safety, corrected receipts, internal targets."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)


def upgrade() -> None:
    op.create_table(
        "spoken_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        *_of_report("spoken_decisions"),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("witness", sa.LargeBinary(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("scan_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("outcome IN ('','confirmed','scan','denied')"),
        sa.CheckConstraint("(outcome = '') = (settled_at IS NULL)"),
        _to("spoken_decisions", "measure_id", "measures"),
        _to("spoken_decisions", "settled_by", "users"),
        _to("spoken_decisions", "scan_id", "files"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoken_decisions")),
    )
    op.create_index("ix_spoken_decisions_measure", "spoken_decisions", ["measure_id"], unique=True)
    op.create_index("ix_spoken_decisions_report", "spoken_decisions", ["report_id", "area_id"])
    op.create_index("ix_spoken_decisions_waiting", "spoken_decisions", ["area_id", "settled_at"])

    op.create_table(
        "safety_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        *_of_report("safety_steps"),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("taken_by", sa.LargeBinary(), nullable=True),
        *_entered("safety_steps"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_steps")),
    )
    op.create_index("ix_safety_steps_report", "safety_steps", ["report_id", "area_id"])

    op.create_table(
        "receipt_corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        *_of_report("receipt_corrections"),
        sa.Column("old_received_at", sa.DateTime(), nullable=False),
        sa.Column("new_received_at", sa.DateTime(), nullable=False),
        sa.Column("old_due_at", sa.DateTime(), nullable=False),
        sa.Column("new_due_at", sa.DateTime(), nullable=False),
        sa.Column("clears_late", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        *_entered("receipt_corrections"),
        sa.CheckConstraint("(accepted IS NULL) = (decided_at IS NULL)"),
        _to("receipt_corrections", "decided_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_corrections")),
    )
    op.create_index(
        "ix_receipt_corrections_report", "receipt_corrections", ["report_id", "area_id"]
    )
    op.create_index(
        "ix_receipt_corrections_waiting", "receipt_corrections", ["area_id", "decided_at"]
    )

    op.create_table(
        "internal_targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        *_entered("internal_targets"),
        sa.CheckConstraint("hours BETWEEN 1 AND 11"),
        _to("internal_targets", "area_id", "areas"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_targets")),
    )
    op.create_index("ix_internal_targets_area", "internal_targets", ["area_id", "valid_from"])

    if op.get_bind().dialect.name == "postgresql":
        scoped = ("spoken_decisions", "safety_steps", "receipt_corrections")
        for table in (*scoped, "internal_targets"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
            )
        for table in scoped:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY caseapp_reach ON {table} USING ({_REACHED})")


def _of_report(table: str) -> tuple[sa.Column | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        _to(table, "area_id", "areas"),
        sa.ForeignKeyConstraint(
            ["report_id", "area_id"],
            ["reports.id", "reports.area_id"],
            name=op.f(f"fk_{table}_report_id_reports"),
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )


def _entered(table: str) -> tuple[sa.Column | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to(table, "entered_by", "users"),
    )


def _to(table: str, column: str, parents: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{parents}.id"],
        name=op.f(f"fk_{table}_{column}_{parents}"),
        ondelete="RESTRICT",
    )
