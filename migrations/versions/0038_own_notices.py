"""What waits for somebody by name is found without walking through everybody's notices."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_notices_own",
        "notices",
        ["user_id"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
