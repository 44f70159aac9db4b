"""Drafts: what people have typed and not sent, saved as they type, beside forms sent too late."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("token", sa.String(length=32), server_default="", nullable=False),
        sa.Column("writer", sa.String(length=32), server_default="", nullable=False),
        sa.Column("saves", sa.Integer(), server_default="1", nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=True),
    ):
        op.add_column("kept_forms", column)
    # A form that was sent too late before is a draft from now on, under a token of its own.
    op.execute("UPDATE kept_forms SET token = 'kept-form-number-' || id, begun_at = at")
    op.create_index("ix_kept_forms_token", "kept_forms", ["user_id", "token"], unique=True)
