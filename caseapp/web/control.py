"""What every field of a form shares: how it is drawn, and how two versions of its answer differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import current_app, g
from flask_babel import gettext
from markupsafe import Markup
from wtforms import Field
from wtforms.form import BaseForm

if TYPE_CHECKING:
    _Mixed = Field
else:
    _Mixed = object


def draw(component: str, parameters: Mapping[str, object]) -> Markup:
    """The HTML of a govuk-frontend component ("date-input") with its macro's parameters."""
    template = current_app.jinja_env.get_template(
        f"govuk_frontend_jinja/components/{component}/macro.html"
    )
    macro = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    return Markup(getattr(template.module, macro)(parameters))  # noqa: S704 - the macro escapes


class _Widget:
    """Hands a field's parameters, and those given in the template, to its macro."""

    def __call__(self, field: Gov, **given: object) -> Markup:
        return draw(field.component, {**field.parameters(), **given})


class Gov(_Mixed):
    """What every field here shares: label, hint and error as the macros want them.

    Keyword arguments in a template, or `render_kw`, go to the macro: `{{ form.code(classes=
    "govuk-input--width-10") }}`.
    """

    component = "input"
    widget = _Widget()
    fault_part = ""
    comparable = True
    """Whether two versions of the answer can be told apart and one of them chosen."""

    def meaning(self) -> object:
        """What the answer says, equal for equal answers however they were typed."""
        return "" if self.data is None else str(self.data).replace("\r\n", "\n").strip()

    def in_words(self) -> str:
        """The answer as people read it, empty when there is none."""
        return str(self.meaning())

    def names(self) -> list[str]:
        """The names under which the control sends its answer."""
        return [self.name]

    def sending(self) -> list[tuple[str, str]]:
        """What the control sends for its answer, to be shown filled with it."""
        return [(self.name, str(self.meaning()))]

    def validate(self, form: BaseForm, extra_validators: Any = ()) -> bool:  # noqa: ANN401 - as WTForms
        """Whether the answer holds; none does in a form that only shows a draft."""
        sound: bool = super().validate(form, extra_validators)
        return sound and not g.get("quiet")

    @property
    def anchor(self) -> str:
        """The id of the control that a link from the error summary leads to."""
        return self.id

    def parameters(self) -> dict[str, Any]:
        """The parameters of the field's macro."""
        told = self.told(str(self.label.text))
        return {"id": self.id, "name": self.name, "value": self._typed(), **told}

    def _typed(self) -> str:
        """What was typed, to show it again as it was."""
        return str(self._value()) if hasattr(self, "_value") else ""

    def told(self, label: str) -> dict[str, Any]:
        """The words around the control: label or legend, hint, and the first error."""
        told: dict[str, Any] = {
            "label": {"text": label, "classes": "govuk-label--s"},
            "fieldset": {"legend": {"text": label, "classes": "govuk-fieldset__legend--s"}},
        }
        if self.description:
            told["hint"] = {"text": str(self.description)}
        if self.errors and not g.get("quiet"):  # a draft is no fault yet
            told["errorMessage"] = {
                "text": str(self.errors[0]),
                "visuallyHiddenText": gettext("Error"),
            }
        return told
