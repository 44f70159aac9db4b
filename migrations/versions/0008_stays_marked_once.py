"""A stay that is written as counted is not marked a second time by its trigger."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return  # PostgreSQL's trigger sets the mark before the row is written
    op.execute("DROP TRIGGER residences_counted_insert")
    op.execute(
        """CREATE TRIGGER residences_counted_insert AFTER INSERT ON residences
    WHEN NEW.counted = 0 AND (SELECT counted FROM children WHERE id = NEW.child_id) = 1
    BEGIN UPDATE residences SET counted = 1 WHERE id = NEW.id; END"""
    )
