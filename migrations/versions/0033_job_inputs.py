"""What a job works on: the file that was handed in, sealed while it waits."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("input", sa.LargeBinary(), nullable=True))
