"""Long work done by a worker, and what concerns somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)


def upgrade() -> None:
    empty, none = sa.text("''"), sa.text("0")
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column(
            "arguments", sa.String(length=500), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "state", sa.String(length=40), server_default=sa.text("'waiting'"), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default=none, nullable=False),
        sa.Column("worker", sa.String(length=200), server_default=empty, nullable=False),
        sa.Column("beat_at", sa.DateTime(), nullable=True),
        sa.Column("step", sa.String(length=40), server_default=empty, nullable=False),
        sa.Column("number", sa.Integer(), server_default=none, nullable=False),
        sa.Column("of", sa.Integer(), server_default=none, nullable=False),
        sa.Column("fault", sa.String(length=40), server_default=empty, nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        _key("jobs", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index("ix_jobs_user", "jobs", ["user_id", "asked_at"])
    op.create_index("ix_jobs_state", "jobs", ["state", "id"])
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.String(length=40), server_default=empty, nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), server_default=empty, nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.String(length=40), server_default=empty, nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _key("notices", "area_id", "areas"),
        _key("notices", "user_id", "users"),
        _key("notices", "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index("ix_notices_cause", "notices", ["cause", "area_id"], unique=True)
    op.create_index("ix_notices_desk", "notices", ["area_id", "ended_at"])
    op.create_index("ix_notices_mark", "notices", ["mark", "area_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("jobs", "notices"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
            )
        op.execute("ALTER TABLE notices ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE notices FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY caseapp_reach ON notices USING ({REACHED})")


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="RESTRICT"
    )
