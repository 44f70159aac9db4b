"""The field that asks to which service a child is referred: by kind, with what one must know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from flask_babel import gettext
from markupsafe import Markup

from caseapp.casework.offers import Offer
from caseapp.web.control import draw
from caseapp.web.filters import code_label
from caseapp.web.widgets import GovRadios


class _OffersWidget:
    """Draws one group of answers a kind, each under its heading, in one fieldset."""

    def __call__(self, field: GovOffers, **_given: object) -> Markup:
        told = field.told(str(field.label.text))
        parts = [self._fault(field, told), *self._groups(field)]
        group = draw(
            "fieldset",
            {
                "legend": {"text": str(field.label.text), "classes": "govuk-fieldset__legend--m"},
                "html": Markup("").join(parts),
                "describedBy": f"{field.id}-error" if "errorMessage" in told else "",
            },
        )
        fault = " govuk-form-group--error" if "errorMessage" in told else ""
        return Markup('<div class="govuk-form-group{}">{}</div>').format(fault, group)

    def _fault(self, field: GovOffers, told: dict[str, Any]) -> Markup:
        if "errorMessage" not in told:
            return Markup("")
        return draw("error-message", {"id": f"{field.id}-error", **told["errorMessage"]})

    def _groups(self, field: GovOffers) -> Iterable[Markup]:
        groups = groupby(field.offers, key=lambda offer: offer.kind)
        for place, (kind, offers) in enumerate(groups):
            heading = Markup('<h2 class="govuk-heading-s govuk-!-margin-bottom-2">{}</h2>')
            yield heading.format(code_label("agency_kinds", kind))
            yield draw(
                "radios",
                {
                    "idPrefix": f"{field.id}-{kind}" if place else field.id,
                    "name": field.name,
                    "classes": "govuk-radios--small",
                    "items": [self._item(field, offer) for offer in offers],
                },
            )

    def _item(self, field: GovOffers, offer: Offer) -> dict[str, Any]:
        lines = Markup("<br>").join(told_of(offer))
        return {
            "value": str(offer.number),
            "text": offer.label,
            "checked": str(offer.number) == str(field.data),
            "hint": {"html": lines},
        }


class GovOffers(GovRadios):
    """A service by its number; `offer` sets those to choose from."""

    widget: Any = _OffersWidget()
    offers: Sequence[Offer] = ()

    def offer(self, offers: Sequence[Offer]) -> None:
        """Set what there is to choose from, in the order of its kinds."""
        self.offers = offers
        self.choices = [(str(each.number), each.label) for each in offers]


def told_of(offer: Offer) -> list[str]:
    """Return what must be known before a child is sent there, a line each."""
    when = [gettext("Open 24 hours, every day")] if offer.all_day else []
    when += [offer.schedule] if offer.schedule else []
    phone = [gettext("Telephone: %(phone)s", phone=offer.phone)] if offer.phone else []
    lines = [
        gettext("Of this ward or commune") if offer.own else "",
        offer.eligibility,
        ". ".join(phone + when),
        "" if offer.verified_on else gettext("Not verified: came with an import"),
    ]
    return [line for line in lines if line]
