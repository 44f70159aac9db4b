"""WTForms fields that draw themselves with the govuk-frontend macros, for every form of the web."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from flask import current_app
from flask_babel import gettext
from markupsafe import Markup
from wtforms import (
    BooleanField,
    Field,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from caseapp.rules.forms.parts import Misread, tidy

_NO_LIMIT: Final = 1_000_000
"""How long a text may be is each field's own say."""

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
        if self.errors:
            told["errorMessage"] = {
                "text": str(self.errors[0]),
                "visuallyHiddenText": gettext("Error"),
            }
        return told


class _Tidy(Gov):
    """Text as it is kept: composed letters, no stray blanks, no hidden control characters."""

    several_lines = False

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed; ValueError, with words for the field, for what cannot be shown."""
        super().process_formdata(valuelist)
        if not isinstance(self.data, str):
            return
        try:
            self.data = tidy(self.data, lines=self.several_lines, limit=_NO_LIMIT)
        except Misread as misread:
            label = str(self.label.text)
            raise ValueError(
                gettext(misread.message, **{"label": label, **misread.params})
            ) from None

    def _typed(self) -> str:
        """What was typed, to the letter, to be mended there."""
        return str(self.raw_data[0]) if self.raw_data else super()._typed()


class GovText(_Tidy, StringField):
    """One line of text; browsers do not offer earlier entries, for they may be names of others."""

    def parameters(self) -> dict[str, Any]:
        """The parameters of the input macro."""
        return {**super().parameters(), "autocomplete": "off"}


class GovPassword(Gov, PasswordField):
    """A password with a button that shows it; never sent back to the browser."""

    component = "password-input"

    def parameters(self) -> dict[str, Any]:
        """The parameters of the password macro, in the language of the page."""
        return {
            **super().parameters(),
            "value": "",
            "showPasswordText": gettext("Show"),
            "hidePasswordText": gettext("Hide"),
            "showPasswordAriaLabelText": gettext("Show password"),
            "hidePasswordAriaLabelText": gettext("Hide password"),
            "passwordShownAnnouncementText": gettext("Your password can be seen"),
            "passwordHiddenAnnouncementText": gettext("Your password is hidden"),
        }


class GovTextArea(_Tidy, TextAreaField):
    """Several lines of text."""

    component = "textarea"
    several_lines = True


class GovInteger(Gov, IntegerField):
    """A whole number."""

    def parameters(self) -> dict[str, Any]:
        """The parameters of the input macro, with the digits' keyboard on a phone."""
        more = {"inputmode": "numeric", "classes": "govuk-input--width-5"}
        return {**super().parameters(), **more}

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read digits; ValueError says what to do."""
        typed = str(valuelist[0]).strip() if valuelist else ""
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 9):  # noqa: PLR2004 - fits any column
            self.data = None
            raise ValueError(gettext("Enter a whole number, digits only"))
        self.data = int(typed) if typed else None


class GovFile(Gov, FileField):
    """A file to hand in."""

    component = "file-upload"

    def parameters(self) -> dict[str, Any]:
        """The parameters of the file macro: a browser never fills a file in again."""
        return {**super().parameters(), "value": ""}


class _Chosen(Gov):
    """Fields with a list of answers: refuses one that is not on it, in our words."""

    def __init__(
        self,
        label: str | None = None,
        validators: list[Any] | None = None,
        *,
        choices: Iterable[tuple[Any, ...]] = (),
        **more: Any,  # noqa: ANN401 - whatever WTForms takes
    ) -> None:
        """As any field; `choices` are pairs of code and label, a third part may hold a `hint`."""
        super().__init__(label, validators, **more)
        # Set here, because the constructors of WTForms warn of pairs.
        cast("SelectField", self).choices = list(choices)

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse an answer that the list does not hold; none at all is the validators' affair."""
        del form
        listed = {str(choice[0]) for choice in cast("SelectField", self).iter_choices()}
        if any(str(sent) not in listed for sent in self.raw_data or [] if sent != ""):
            raise ValidationError(gettext("Choose one of the answers listed"))

    def items(self) -> list[dict[str, Any]]:
        """The answers as the macros want them."""
        items = []
        for value, label, selected, more in cast("SelectField", self).iter_choices():
            item = {"value": str(value), "text": str(label), "checked": selected}
            if more and more.get("hint"):
                item["hint"] = {"text": str(more["hint"])}
            items.append(item)
        return items

    def parameters(self) -> dict[str, Any]:
        """The parameters of the radios or checkboxes macro: the first control bears the id."""
        told = self.told(str(self.label.text))
        return {"idPrefix": self.id, "name": self.name, "items": self.items(), **told}


class GovRadios(_Chosen, RadioField):
    """One answer of a few, all in sight."""

    component = "radios"


class GovCheckboxes(_Chosen, SelectMultipleField):
    """Any number of answers of a few."""

    component = "checkboxes"


class GovSelect(_Chosen, SelectField):
    """One answer of many; give it `("", "")` as first choice to let it stand empty."""

    component = "select"

    def parameters(self) -> dict[str, Any]:
        """The parameters of the select macro."""
        items = [{**item, "selected": item.pop("checked")} for item in self.items()]
        told = self.told(str(self.label.text))
        return {"id": self.id, "name": self.name, "items": items, **told}


class GovCheckbox(Gov, BooleanField):
    """One box to tick, never ticked beforehand unless the data says so."""

    component = "checkboxes"

    def parameters(self) -> dict[str, Any]:
        """The parameters of the checkboxes macro for a single box without a fieldset."""
        told = self.told("")
        del told["fieldset"]
        item = {"value": "y", "text": str(self.label.text), "checked": bool(self.data)}
        return {"idPrefix": self.id, "name": self.name, "items": [item], **told}


class GovSubmit(Gov, SubmitField):
    """The button that sends the form, once even when pressed twice."""

    component = "button"

    def parameters(self) -> dict[str, Any]:
        """The parameters of the button macro."""
        text = str(self.label.text)
        return {
            "text": text, "id": self.id, "name": self.name, "value": "y",
            "preventDoubleClick": True,
        }  # fmt: skip


def refuse(form: BaseForm, field: str, message: str, part: str = "") -> None:
    """Set a translated message beside a field, or above the form when it has no such field.

    `part` names the box of a field of several boxes. For what a rule or the casework refuses
    after the form itself was found sound.
    """
    if field in form:
        fault_at = form[field]
        fault_at.errors = [*fault_at.errors, message]
        if isinstance(fault_at, Gov):
            fault_at.fault_part = part
    else:
        form.form_errors.append(message)
