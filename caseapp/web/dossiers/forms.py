"""What a dossier is bound of: papers, documents, what for, one side or both."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.web.widgets import GovCheckbox, GovCheckboxes, GovRadios, GovSubmit


class DossierForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.dossiers.bind."""

    papers = GovCheckboxes(
        lazy_gettext("Papers"),
        description=lazy_gettext("The newest of each kind is ticked"),
        validators=[InputRequired(lazy_gettext("Tick at least one paper"))],
    )
    files = GovCheckboxes(
        lazy_gettext("Attached documents"),
        description=lazy_gettext(
            "They stand in the table of contents and are handed over beside the print"
        ),
    )
    reason = GovRadios(
        lazy_gettext("What it is printed for"),
        description=lazy_gettext("It stands at the foot of each page and in the log"),
        validators=[InputRequired(lazy_gettext("Say what it is printed for"))],
        default="decision",
    )
    both_sides = GovCheckbox(
        lazy_gettext("Print on both sides"),
        description=lazy_gettext("Each paper begins on the front of a sheet"),
    )
    submit = GovSubmit(lazy_gettext("Make the PDF"))
