"""Reports that pass between units, proposals that another person decides, cases out of lists."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)


def upgrade() -> None:
    op.add_column("cases", sa.Column("deleted_at", sa.DateTime(), nullable=True))
    _forwardings()
    _proposals()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("forwardings", "proposals"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
            )
        op.execute("ALTER TABLE proposals ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE proposals FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY caseapp_reach ON proposals USING ({_REACHED})")
    # Closings that wait for the chair; why they were proposed stands in the timeline.
    op.execute(
        "INSERT INTO proposals (kind, case_id, area_id, state, decides, entered_at, entered_by)"
        " SELECT 'closing', c.id, c.area_id, 'proposed', 'chair', e.entered_at, e.entered_by"
        " FROM cases c JOIN case_events e ON e.id = (SELECT max(l.id) FROM case_events l"
        " WHERE l.case_id = c.id AND l.kind = 'propose_closing')"
        " WHERE c.state = 'closing_proposed'"
    )


def _forwardings() -> None:
    op.create_table(
        "forwardings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("from_area_id", sa.Integer(), nullable=False),
        sa.Column("to_area_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("assigned_area_id", sa.Integer(), nullable=True),
        sa.Column("answers_version", sa.Integer(), nullable=True),
        *_entered(),
        _to("forwardings", "report_id", "reports"),
        _to("forwardings", "from_area_id", "areas"),
        _to("forwardings", "to_area_id", "areas"),
        _to("forwardings", "assigned_area_id", "areas"),
        _to("forwardings", "answered_by", "users"),
        _to("forwardings", "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forwardings")),
    )
    op.create_index("ix_forwardings_report", "forwardings", ["report_id", "state"])
    op.create_index("ix_forwardings_from", "forwardings", ["from_area_id", "state"])
    op.create_index("ix_forwardings_to", "forwardings", ["to_area_id", "state"])
    op.create_index("ix_forwardings_waiting", "forwardings", ["state", "due_at"])


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decides", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("naming_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.LargeBinary(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        *_entered(),
        sa.CheckConstraint("(report_id IS NULL) <> (case_id IS NULL)"),
        _to("proposals", "incident_id", "incidents"),
        _to("proposals", "area_id", "areas"),
        _to("proposals", "decided_by", "users"),
        sa.ForeignKeyConstraint(
            ["naming_id"], ["namings.id"], name=op.f("fk_proposals_naming_id_namings")
        ),
        _to("proposals", "taken_back_by", "users"),
        _to("proposals", "entered_by", "users"),
        _tied("report"),
        _tied("case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index("ix_proposals_report", "proposals", ["report_id", "area_id"])
    op.create_index("ix_proposals_case", "proposals", ["case_id", "area_id"])
    op.create_index("ix_proposals_desk", "proposals", ["area_id", "state", "entered_at"])


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


def _tied(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{name}_id", "area_id"],
        [f"{name}s.id", f"{name}s.area_id"],
        name=f"fk_proposals_{name}_area",
        ondelete="RESTRICT",
        onupdate="CASCADE",
    )
