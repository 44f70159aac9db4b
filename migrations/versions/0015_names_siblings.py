"""A child's name beside each unit that may open it, and reports about one event tied together."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_IN_SQLITE = (
    """CREATE TRIGGER child_units_named_insert AFTER INSERT ON child_units
    WHEN NEW.folded_name = ''
    BEGIN UPDATE child_units SET folded_name =
        (SELECT folded_name FROM children WHERE id = NEW.child_id)
        WHERE child_id = NEW.child_id AND area_id = NEW.area_id; END""",
    """CREATE TRIGGER children_named_update AFTER UPDATE OF folded_name ON children
    WHEN NEW.folded_name <> OLD.folded_name
    BEGIN UPDATE child_units SET folded_name = NEW.folded_name WHERE child_id = NEW.id; END""",
)

_IN_POSTGRESQL = (
    """CREATE FUNCTION caseapp_name_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.folded_name = '' THEN
        NEW.folded_name := coalesce(
            (SELECT folded_name FROM children WHERE id = NEW.child_id), '');
    END IF;
    RETURN NEW;
END$$""",
    """CREATE FUNCTION caseapp_rename_units() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reach text := current_setting('caseapp.reach', true);
BEGIN
    PERFORM set_config('caseapp.reach', 'all', true);
    UPDATE child_units SET folded_name = NEW.folded_name
        WHERE child_id = NEW.id AND folded_name <> NEW.folded_name;
    PERFORM set_config('caseapp.reach', coalesce(reach, ''), true);
    RETURN NULL;
END$$""",
    """CREATE TRIGGER child_units_named_insert BEFORE INSERT ON child_units
    FOR EACH ROW EXECUTE FUNCTION caseapp_name_unit()""",
    """CREATE TRIGGER children_named_update AFTER UPDATE OF folded_name ON children
    FOR EACH ROW EXECUTE FUNCTION caseapp_rename_units()""",
)


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.add_column(
        "child_units",
        sa.Column("folded_name", sa.String(length=200), server_default="", nullable=False),
    )
    if postgresql:  # the policy would show the rows of no unit to be filled in
        op.execute("SELECT set_config('caseapp.reach', 'all', true)")
    op.execute(
        "UPDATE child_units SET folded_name = coalesce("
        "(SELECT folded_name FROM children WHERE children.id = child_units.child_id), '')"
    )
    op.create_index("ix_child_units_name", "child_units", ["area_id", "folded_name", "child_id"])
    for statement in _IN_POSTGRESQL if postgresql else _IN_SQLITE:
        op.execute(statement)

    # Added by a plain statement, so that neither database makes the table anew.
    op.execute(
        "ALTER TABLE reports ADD COLUMN first_id INTEGER CONSTRAINT "
        "fk_reports_first_id_reports REFERENCES reports (id)"
    )
    op.create_index(
        "ix_reports_first",
        "reports",
        ["first_id"],
        sqlite_where=sa.text("first_id IS NOT NULL"),
        postgresql_where=sa.text("first_id IS NOT NULL"),
    )
