"""The form of the clusters: the name of each, and for every ward the cluster that it lies in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext
from wtforms import Field

from caseapp.statistics.releases.policy import Cluster
from caseapp.web.lengths import at_most
from caseapp.web.publications.forms import DecidedForm
from caseapp.web.widgets import GovSelect, GovText, refuse

SPARE: Final = 2
"""So many new clusters can be made at once."""
_LONGEST_NAME: Final = 60
_NAME, _UNIT = "name_", "unit_"


@dataclass(frozen=True)
class Part:
    """A cluster on the form: the box of its name, and the choice of each ward that lies in it."""

    code: str
    title: str
    name: Field
    units: tuple[Field, ...]


class ClustersForm(DecidedForm):
    """Made for the clusters of today (`clusters_form`), since its fields depend on them."""

    codes: tuple[str, ...] = ()
    placed: Mapping[str, str] = {}
    new: frozenset[str] = frozenset()

    def parts(self) -> list[Part]:
        """Return the clusters with their wards as they are recorded; new ones come last."""
        found = []
        for code in self.codes:
            own = tuple(
                self[_UNIT + unit] for unit, cluster in self.placed.items() if cluster == code
            )
            name = self[_NAME + code]
            title = gettext("New cluster %(code)s", code=code) if code in self.new else name.data
            found.append(Part(code, str(title or code), name, own))
        return found

    def rest(self) -> list[Field]:
        """Return the fields below: decision, first day, code, button."""
        return [self[n] for n in ("decision", "valid_from", "factor", "submit") if n in self]

    def clusters(self) -> list[Cluster] | None:
        """Return what was chosen; None, said beside the box, where a cluster in use has no name.

        A cluster that no ward was left in is left out.
        """
        units: dict[str, list[str]] = {code: [] for code in self.codes}
        for unit in self.placed:
            units[str(self[_UNIT + unit].data)].append(unit)
        found, sound = [], True
        for code, own in units.items():
            name = (self[_NAME + code].data or "").strip()
            if own and not name:
                refuse(self, _NAME + code, gettext("Give the cluster a name"))
                sound = False
            elif own:
                found.append(Cluster(code, name, tuple(own)))
        return found if sound else None


def clusters_form(
    clusters: Sequence[Cluster],
    units: Sequence[tuple[str, str]],
    today: date,
    *,
    factor: bool,
) -> ClustersForm:
    """Return the form filled with the clusters of today; `units` are codes and names, by name."""
    spare = _free_codes({each.code for each in clusters})
    codes = (*(each.code for each in clusters), *spare)
    names = {each.code: each.name for each in clusters}
    at = {unit: each.code for each in clusters for unit in each.units}
    placed = {code: at.get(code, spare[0]) for code, _ in units}
    choices = [(code, _choice(code, names.get(code, ""))) for code in codes]
    fields: dict[str, Any] = {
        _NAME + code: GovText(gettext("Name of the cluster"), validators=[at_most(_LONGEST_NAME)])
        for code in codes
    }
    fields |= {_UNIT + code: GovSelect(name, choices=choices) for code, name in units}
    own = {"codes": codes, "placed": placed, "new": frozenset(spare)}
    made = type("ClustersForm", (ClustersForm,), {**fields, **own})
    data = {_NAME + code: name for code, name in names.items()}
    data |= {_UNIT + unit: code for unit, code in placed.items()}
    form = made(today=today, factor=factor, data=data)
    assert isinstance(form, ClustersForm)
    return form


def _choice(code: str, name: str) -> str:
    """Name a cluster in a list: its code first, for long names are cut short there."""
    return f"{code} {name}" if name else str(gettext("New cluster %(code)s", code=code))


def _free_codes(taken: set[str]) -> tuple[str, ...]:
    numbers = (f"C{number:02d}" for number in range(1, len(taken) + SPARE + 1))
    return tuple([code for code in numbers if code not in taken][:SPARE])
