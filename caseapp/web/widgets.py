"""WTForms fields that draw themselves with the govuk-frontend macros, for every form of the web."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, cast

from flask_babel import gettext
from wtforms import (
    BooleanField,
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
from caseapp.web.control import Gov

_NO_LIMIT: Final = 1_000_000
"""How long a text may be is each field's own say."""


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
    comparable = False

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
    comparable = False

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

    def _codes(self) -> list[str]:
        data = self.data if isinstance(self.data, (list, tuple)) else [self.data]
        return sorted(str(code) for code in data if code not in {None, ""})

    def meaning(self) -> object:
        """The codes chosen."""
        return self._codes()

    def in_words(self) -> str:
        """The labels of the codes chosen, a code without one itself."""
        labels = {str(choice[0]): str(choice[1]) for choice in self._listed()}
        return "; ".join(labels.get(code, code) for code in self._codes())

    def sending(self) -> list[tuple[str, str]]:
        """Each code chosen under the control's name."""
        return [(self.name, code) for code in self._codes()]

    def _listed(self) -> Iterable[tuple[Any, ...]]:
        return cast("SelectField", self).iter_choices()


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

    def meaning(self) -> object:
        """Whether it is ticked."""
        return bool(self.data)

    def in_words(self) -> str:
        """Yes or no."""
        return str(gettext("Yes") if self.data else gettext("No"))

    def sending(self) -> list[tuple[str, str]]:
        """What a ticked box sends; one that is not sends nothing."""
        return [(self.name, "y")] if self.data else []

    def parameters(self) -> dict[str, Any]:
        """The parameters of the checkboxes macro for a single box; its hint stands below it."""
        told = self.told("")
        del told["fieldset"]
        item = {"value": "y", "text": str(self.label.text), "checked": bool(self.data)}
        if "hint" in told:
            item["hint"] = told.pop("hint")
        return {"idPrefix": self.id, "name": self.name, "items": [item], **told}


class GovSubmit(Gov, SubmitField):
    """The button that sends the form, once even when pressed twice."""

    component = "button"
    comparable = False

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
