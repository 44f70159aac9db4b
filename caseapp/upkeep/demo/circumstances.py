"""Made-up special circumstances by group as the registers show them, and the help given."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from caseapp.records.children import Circumstance
from caseapp.rules.codes.circumstances import SUBGROUPS
from caseapp.rules.values import age_on
from caseapp.upkeep.demo import wording
from caseapp.upkeep.demo.assistance import Help, add_help, worth_of
from caseapp.upkeep.demo.people import Person, day_between
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.telling import Telling

# Of a thousand children in special circumstances. Disability, illness and missing parents make
# up most of every province's register; trafficking hardly appears.
_GROUPS: Final = {
    "01": 60, "02": 30, "03": 150, "04": 440, "05": 15, "06": 25, "07": 6,
    "08": 60, "09": 20, "10": 6, "11": 28, "12": 2, "13": 138, "14": 20,
}  # fmt: skip
_GROUPS_AT_RISK: Final = {"03": 350, "08": 330, "09": 180, "10": 40, "11": 60, "07": 40}
_YOUNGEST: Final = {"06": 12, "07": 12, "08": 10, "10": 9, "12": 8, "11": 4}
_AT_ANY_AGE: Final = "03"
_FIRST: Final = date(2021, 1, 1)
_ENDED: Final = 0.1
_TWO_GROUPS: Final = 0.06
_HELPED: Final = 0.9
_SUBGROUP_KNOWN: Final = 0.7
_NOTED: Final = 0.35

_ALLOWANCE: Final = frozenset({"01", "02", "03", "04", "05"})
_HELP: Final = {
    "01": ("alternative_care", "education", "health_insurance"),
    "02": ("facility_care", "alternative_care", "health_insurance"),
    "03": ("education", "emergency_support", "health_insurance"),
    "04": ("rehabilitation", "health_care", "health_insurance", "education"),
    "05": ("health_care", "psychosocial"),
    "06": ("psychosocial", "education", "legal_aid"),
    "07": ("rehabilitation", "psychosocial"),
    "08": ("education", "emergency_support"),
    "09": ("psychosocial", "health_care", "plan_support"),
    "10": ("legal_aid", "education", "plan_support"),
    "11": ("psychosocial", "legal_aid", "plan_support"),
    "12": ("psychosocial", "legal_aid", "emergency_support"),
    "13": ("health_care", "health_insurance", "emergency_support"),
    "14": ("facility_care", "emergency_support", "other"),
}
_PROVIDERS: Final = {
    "monthly_allowance": "UBND phường, xã",
    "health_insurance": "Bảo hiểm xã hội",
    "health_care": "Trạm y tế",
    "rehabilitation": "Trung tâm phục hồi chức năng (dữ liệu thử)",
    "education": "Hội Khuyến học",
    "facility_care": "Cơ sở trợ giúp xã hội (dữ liệu thử)",
}
_SUBGROUPS: Final = {
    group: tuple(row.code for row in SUBGROUPS if row.group == group) for group in _GROUPS
}


def write_circumstances(told: Telling, register: Register) -> None:
    """Write the circumstances of the chosen children, those at risk apart, and their help."""
    for person in register.special:
        groups = _write_groups(told, person)
        if told.rng.random() < _HELPED:
            _write_help(told, person, *groups[0])
    for person in register.at_risk:
        group = _group(told, person, _GROUPS_AT_RISK)
        since = _since(told, person, group)
        text = wording.one(told.rng, wording.AT_RISK)
        _add(told, person, group, "at_risk", since, None, text)


def _write_groups(told: Telling, person: Person) -> list[tuple[str, date]]:
    """Write one group, now and then two; return them with the days since when."""
    rng, found = told.rng, list[tuple[str, date]]()
    for _ in range(2 if rng.random() < _TWO_GROUPS else 1):
        group = _group(told, person, _GROUPS)
        if any(group == other for other, _ in found):
            continue
        since = _since(told, person, group)
        until = None
        if rng.random() < _ENDED and since < told.span.today:
            until = day_between(rng, since + timedelta(days=1), told.span.today)
        found.append((group, since))
        _add(told, person, group, "confirmed", since, until, wording.EVIDENCE[group])
    return found


def _group(told: Telling, person: Person, shares: dict[str, int]) -> str:
    """Draw a group that the child is old enough for at the end of its childhood so far."""
    group = told.rng.choices(tuple(shares), weights=tuple(shares.values()))[0]
    last = person.last_day(told.span.today)
    if person.born is not None and age_on(person.born, last) < _YOUNGEST.get(group, 0):
        return _AT_ANY_AGE
    return group


def _since(told: Telling, person: Person, group: str) -> date:
    """Draw since when: within the child's stay, while a child, and old enough for the group."""
    first = person.first_day(_FIRST)
    last = person.last_day(told.span.today)
    youngest = _YOUNGEST.get(group, 0)
    if person.born is not None and youngest:
        # From 1 March on even who was born on 29 February has completed the year.
        reached = date(person.born.year + youngest, person.born.month, min(28, person.born.day))
        first = max(first, reached + timedelta(days=3))
    return day_between(told.rng, min(first, last), last)


def _add(
    told: Telling,
    person: Person,
    group: str,
    status: str,
    since: date,
    until: date | None,
    evidence: str,
) -> None:
    rows, rng = told.rows, told.rng
    row_id = rows.new_id(Circumstance)
    subgroups = _SUBGROUPS.get(group, ())
    known = subgroups and status == "confirmed" and rng.random() < _SUBGROUP_KNOWN
    rows.add(
        Circumstance,
        id=row_id,
        child_id=person.id,
        group_code=group,
        subgroup=rng.choice(subgroups) if known else "",
        status=status,
        valid_from=since,
        valid_until=until,
        evidence=rows.seal(person.key_id, "circumstances.evidence", row_id, evidence),
        entered_at=told.entry(person, until or since),
        entered_by=told.officer(person),
    )


def _write_help(told: Telling, person: Person, group: str, since: date) -> None:
    """Write what the group usually receives: an allowance that runs, and one to three more."""
    rng = told.rng
    last = person.last_day(told.span.today)
    if group in _ALLOWANCE:
        start = day_between(rng, since, min(last, since + timedelta(days=60)))
        _add_help(told, person, "monthly_allowance", start, None, runs=True)
    kinds = _HELP[group]
    for kind in rng.sample(kinds, min(len(kinds), rng.choice((1, 1, 2, 3)))):
        # Mostly of the last year, so that the year's figures tell of it.
        recent = max(since, last - timedelta(days=330)) if rng.random() < _HELPED else since
        day = day_between(rng, min(recent, last), last)
        until = day + timedelta(days=rng.choice((30, 90, 180, 364)))
        lasts = kind in {"rehabilitation", "psychosocial", "health_insurance", "facility_care"}
        _add_help(told, person, kind, day, until if lasts else None, runs=False)


def _add_help(
    told: Telling, person: Person, kind: str, day: date, until: date | None, *, runs: bool
) -> None:
    note = wording.one(told.rng, wording.HELP) if told.rng.random() < _NOTED else ""
    value, in_kind = worth_of(kind, person.id)
    one = Help(
        person.id, person.key_id, kind, day, until, runs, _PROVIDERS.get(kind, ""), note,
        told.entry(person, day), told.officer(person), value, in_kind,
    )  # fmt: skip
    add_help(told, one)
