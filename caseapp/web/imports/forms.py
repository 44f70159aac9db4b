"""What is asked of an import: the files, whether known rows may change, the second factor."""

from __future__ import annotations

from flask import request
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import StopValidation

from caseapp.exchange.handing_in import LARGEST, Files
from caseapp.rules.file_kinds import MEGABYTE
from caseapp.web.fresh_code import code_box
from caseapp.web.widgets import GovCheckbox, GovFile, GovSubmit

_ACCEPTED = {
    "attributes": {
        "accept": ".xlsx,.csv,.zip",
        "multiple": "multiple",
    }
}


def _chosen(_form: FlaskForm, field: Field) -> None:
    if not getattr(field.data, "filename", ""):
        raise StopValidation(gettext("Choose a workbook (.xlsx), or one or more .csv files"))


class HandInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in exchange.import_jobs.ask_check."""

    files = GovFile(
        lazy_gettext("File to import"),
        validators=[_chosen],
        description=lazy_gettext(
            "One workbook (.xlsx), or several .csv files at once, or a .zip of .csv files; at most "
            "%(most)d MB",
            most=LARGEST // MEGABYTE,
        ),
        render_kw=_ACCEPTED,
    )
    update = GovCheckbox(
        lazy_gettext("Let rows that are recorded already take the values of the file"),
        description=lazy_gettext(
            "Each field that would change is listed first. Without this, a known row with other "
            "values is a fault"
        ),
    )
    submit = GovSubmit(lazy_gettext("Check the file (nothing is written yet)"))

    def content(self) -> Files:
        """Return the files that were brought; each is cut one byte above the most."""
        return [
            (each.filename or "", each.stream.read(LARGEST + 1))
            for each in request.files.getlist("files")
        ]


class TakeInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in exchange.import_jobs.ask_import."""

    factor = code_box()
    submit = GovSubmit(lazy_gettext("Import the file now"))
