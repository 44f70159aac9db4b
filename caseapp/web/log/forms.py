"""What the log is narrowed by."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from caseapp.web.boxes import GovDate
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovSelect, GovSubmit, GovText


class NarrowForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.log_reading.Asked."""

    actor = GovText(
        lazy_gettext("Who"),
        validators=[at_most(60)],
        description=lazy_gettext("As the log writes it, for example user:12"),
    )
    act = GovSelect(lazy_gettext("Act"))
    outcome = GovSelect(lazy_gettext("Outcome"))
    subject = GovText(
        lazy_gettext("Concerning"),
        validators=[at_most(60)],
        description=lazy_gettext("As the log writes it, for example case:5"),
    )
    day = GovDate(lazy_gettext("Day"))
    submit = GovSubmit(lazy_gettext("Narrow"))
