"""Alembic's entry: runs the numbered steps on the connection that upkeep/migrate hands over."""

from alembic import context

from caseapp.records import scope  # noqa: F401 - imports every mapped row
from caseapp.records.columns import Moment
from caseapp.records.db import Row


def _plain(kind, value, _autogen):
    """Write our moment as the plain type it is stored as: a step must not import the code."""
    return "sa.DateTime()" if kind == "type" and isinstance(value, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    transactional_ddl=False,
    render_as_batch=True,
    render_item=_plain,
)
context.run_migrations()
