"""The field that asks for a ward or commune: typed with or without accents, by its old name too.

A browser that runs scripts offers the units while one types (static/units.js). Without, what was
typed is looked up when the form is sent, and where it may mean several the form comes back with
these to choose from. Once chosen, the form keeps the answer: it is asked again only when another
name is typed. It is kept for this form alone, since another child of the same old unit may live in
its other part.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from flask_babel import gettext
from markupsafe import Markup
from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from caseapp.casework.unit_names import MOST, Answer, Meant, look_up
from caseapp.rules.forms.parts import Misread, tidy
from caseapp.rules.matching import fold
from caseapp.rules.units import CITY_CODE, ELSEWHERE
from caseapp.web.assets import asset
from caseapp.web.control import Gov, draw

_KEPT: Final = "kept:"
"""Before a code that was chosen before, or from the list: it holds while the name stays."""
_LONGEST: Final = 200
_FEW: Final = 8
"""So many units are listed whole: an officer's own one, or those that it came from."""


class _UnitWidget:
    """Draws the text box, what was chosen, and what there is to choose from."""

    def __call__(self, field: GovUnit, **given: object) -> Markup:
        if field.few:
            return draw("select", {**field.listed(), **given})
        kept = Markup('<input type="hidden" name="{}" value="{}" data-kept>').format(
            field.name, f"{_KEPT}{field.code}" if field.code else ""
        )
        parts = [draw("input", {**field.parameters(), **given}), kept]
        if field.meant:
            parts.append(draw("radios", field.choosing()))
        if field.elsewhere:
            parts.append(draw("checkboxes", field.beside()))
        return Markup("").join(parts)


class GovUnit(Gov, Field):
    """A unit of those on offer, by its code; set `choices` as of a list to choose from.

    What stands there for outside and unknown becomes a box to tick. `former` says whether old
    names are known here: not where the units on offer are the old ones themselves.
    """

    component = "unit"
    widget: Any = _UnitWidget()
    former = True

    def __init__(
        self,
        label: str | None = None,
        validators: list[Any] | None = None,
        *,
        choices: Iterable[tuple[str, str]] = (),
        **more: Any,  # noqa: ANN401 - whatever WTForms takes
    ) -> None:
        """As any field; `choices` are pairs of code and label."""
        super().__init__(label, validators, **more)
        self.choices = list(choices)
        self.typed = ""
        self.meant: list[Meant] = []
        self._sent: list[str] = []

    @property
    def code(self) -> str:
        """The unit's code as far as it is known, '' for a name that nobody resolved."""
        known = self.data if isinstance(self.data, str) else ""
        return known if known in self.offered else self._remembered()

    def meaning(self) -> object:
        """The code of the unit, or of what else was answered; else the name as it was typed."""
        return self.code or self._beside() or fold(self.typed.strip())

    def in_words(self) -> str:
        """The name of the unit, or of what else was answered."""
        known = self.offered.get(self.code) or self.elsewhere.get(self._beside())
        return known or self.typed.strip()

    def sending(self) -> list[tuple[str, str]]:
        """The code where units are listed; else the name, the code beside it, what was ticked."""
        if self.few:
            return [(self.name, self.code)]
        sent = [(self.name, self.offered.get(self.code) or self.typed)]
        if self.code:
            sent.append((self.name, f"{_KEPT}{self.code}"))
        return sent + [(self.name, code) for code in (self._beside(),) if code]

    def _beside(self) -> str:
        ticked = [*self._sent, self.data if isinstance(self.data, str) else ""]
        return next((code for code in ticked if code in self.elsewhere), "")

    @property
    def offered(self) -> dict[str, str]:
        """The units on offer by code."""
        return {code: str(label) for code, label in self.choices if code and code not in ELSEWHERE}

    @property
    def elsewhere(self) -> dict[str, str]:
        """What else may be answered, by code."""
        return {code: str(label) for code, label in self.choices if code in ELSEWHERE}

    @property
    def few(self) -> bool:
        """Whether the units on offer are so few that they are listed whole."""
        return len(self.offered) <= _FEW and not self.elsewhere

    @property
    def anchor(self) -> str:
        """The id of the control that a link from the error summary leads to."""
        return f"{self.id}-meant" if self.meant else self.id

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed, chosen and ticked; ValueError for what cannot be shown."""
        if not valuelist:
            return
        self.typed, self._sent = str(valuelist[0])[:_LONGEST], [str(v) for v in valuelist[1:] if v]
        ticked = [value for value in self._sent if value in ELSEWHERE]
        self.data = self.typed.strip() or next(iter(ticked), "")
        self.raw_data = [self.data]  # so that one box ticked is an answer as well
        try:
            tidy(self.typed, lines=False, limit=_LONGEST)
        except Misread as misread:
            label = str(self.label.text)
            params = {"label": label, **misread.params}
            raise ValueError(gettext(misread.message, **params)) from None

    def pre_validate(self, form: BaseForm) -> None:
        """Say which unit is meant, or what is missing to say it."""
        del form
        if self.process_errors or not self.data:
            return
        if fault := self.resolve():
            raise ValidationError(fault)

    def resolve(self) -> str:
        """Set the code of what was typed; return what is wrong, '' when nothing is."""
        if not self.typed.strip():
            return "" if {*self._sent, self.data} & {*self.elsewhere, *self.offered} else _unknown()
        if any(value in self.elsewhere for value in self._sent):
            return str(gettext("Name a ward or commune, or tick a box: not both"))
        self.data = self._remembered()
        if not self.data and self.typed.strip() in self.offered:
            self.data = self.typed.strip()
        if self.data:
            return ""
        if self.few:
            return str(gettext("Choose one of the answers listed"))
        answer = look_up(self.typed, self.offered, former=self.former)
        chosen = [m.code for m in answer.units if m.code in self._sent]
        self.data = answer.code or next(iter(chosen), "")
        return "" if self.data else self._ask(answer)

    def _remembered(self) -> str:
        """Return the code chosen before, as long as the box still says its name."""
        for value in self._sent:
            code = value.removeprefix(_KEPT)
            same = value.startswith(_KEPT) and fold(self.offered.get(code, "")) == fold(self.typed)
            if same and code in self.offered:
                return code
        return ""

    def _ask(self, answer: Answer) -> str:
        self.data = self.typed.strip()
        if not answer.units:
            return _unknown()
        if len(answer.units) > MOST:
            return str(gettext("Many wards and communes fit this: type more of the name"))
        self.meant = answer.units
        return str(gettext("Choose which of these is meant"))

    def parameters(self) -> dict[str, Any]:
        """The parameters of the input macro, and what the script needs."""
        told = self.told(str(self.label.text))
        shown = self.offered.get(self.code) or self.typed
        return {
            "id": self.id, "name": self.name, "value": shown, "autocomplete": "off",
            "classes": "govuk-input--width-20", "spellcheck": False,
            "attributes": self._for_the_script(), **told,
        }  # fmt: skip

    def listed(self) -> dict[str, Any]:
        """The parameters of the select macro, where the units on offer are few."""
        pairs = list(self.offered.items())
        if not self.code and len(pairs) > 1:
            pairs.insert(0, ("", gettext("Choose")))
        items = [
            {"value": code, "text": label, "selected": code == self.code} for code, label in pairs
        ]
        return {"id": self.id, "name": self.name, "items": items, **self.told(str(self.label.text))}

    def _for_the_script(self) -> dict[str, str]:
        own = {code: label for code, label in self.offered.items() if code == CITY_CODE}
        given = {
            "data-units": asset("units.json"),
            "data-units-script": asset("units.js"),
            "data-units-style": asset("units.css"),
            "data-units-only": " ".join(sorted(self.offered)) if self._narrow() else "",
            "data-units-also": json.dumps(own, ensure_ascii=False) if own else "",
            "data-units-none": gettext("No ward or commune bears this name"),
            "data-units-found": gettext("Wards and communes found"),
        }
        if not self.former:  # the list that a browser keeps is of today
            return {}
        return {name: text for name, text in given.items() if text}

    def _narrow(self) -> bool:
        return len(self.offered) < _ALL

    def choosing(self) -> dict[str, Any]:
        """The parameters of the radios macro for what may be meant."""
        items = []
        for meant in self.meant:
            item: dict[str, Any] = {"value": meant.code, "text": meant.label}
            if meant.former:
                words = gettext("%(former)s, a part of it", former=meant.former)
                item["hint"] = {"text": words if meant.part else meant.former}
            items.append(item)
        legend = gettext("Which of these is meant by “%(text)s”?", text=self.typed.strip())
        return {
            "idPrefix": f"{self.id}-meant", "name": self.name, "items": items,
            "classes": "govuk-radios--small",
            "fieldset": {"legend": {"text": legend, "classes": "govuk-fieldset__legend--s"}},
            "hint": {"text": gettext("None of these? Write another name above")},
        }  # fmt: skip

    def beside(self) -> dict[str, Any]:
        """The parameters of the checkboxes macro for what is no ward or commune."""
        ticked = {*self._sent, self.data}
        items = [
            {"value": code, "text": label, "checked": code in ticked}
            for code, label in self.elsewhere.items()
        ]
        legend = {"text": gettext("Or"), "classes": "govuk-fieldset__legend--s"}
        return {
            "idPrefix": f"{self.id}-elsewhere", "name": self.name, "items": items,
            "classes": "govuk-checkboxes--small", "fieldset": {"legend": legend},
        }  # fmt: skip


_ALL: Final = 103
"""The wards and communes of today; who may choose among fewer is offered these alone."""


def _unknown() -> str:
    return str(gettext("No ward or commune bears this name. Try a part of it, or the old name"))
