"""The page of an official form with the button that sends it."""

from __future__ import annotations

from caseapp.rules.forms.spec import Form
from caseapp.web.form_builder import OfficialForm, official_form
from caseapp.web.widgets import GovSubmit


def with_button(spec: Form, words: str, **asked_first: object) -> type[OfficialForm]:
    """Return the class of a page that is sent with a button of these words.

    The button is one of its controls, so that the button which saves a draft stands beside it.
    `asked_first` are controls that were made before, and stand above those of the form.
    """
    return type("SentForm", (official_form(spec),), {**asked_first, "submit": GovSubmit(words)})
