"""Why a mark of conflict was lifted; whom a call reached who stands on no duty list."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conflict_marks", sa.Column("lift_reason", sa.LargeBinary(), nullable=True))
    # By a plain statement, so that neither database makes the table anew.
    op.execute(
        "ALTER TABLE calls ADD COLUMN user_id INTEGER CONSTRAINT "
        "fk_calls_user_id_users REFERENCES users (id)"
    )
