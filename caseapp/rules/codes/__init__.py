"""Every code list of the application, each code with its labels and its legal source."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from caseapp.rules.codes import (
    abuse,
    assistance,
    cases,
    circumstances,
    disasters,
    duty,
    people,
    plans,
    referrals,
    screening,
    statistics,
)
from caseapp.rules.codes.code_list import PENDING, Code, CodeList

__all__ = ["LISTS", "PENDING", "Code", "CodeList"]

_ALL: Final[tuple[CodeList[Any], ...]] = (
    people.SEX,
    people.BIRTH_PRECISION,
    people.RELATION,
    people.ETHNICITY,
    circumstances.GROUPS,
    circumstances.SUBGROUPS,
    circumstances.CIRCUMSTANCE_STATUS,
    abuse.ABUSE_TYPES,
    abuse.SETTINGS,
    abuse.CERTAINTY,
    abuse.CHANNELS,
    assistance.ASSISTANCE_KINDS,
    disasters.DISASTER_KINDS,
    disasters.HARMS,
    disasters.RELIEF_KINDS,
    referrals.REFERRAL_STATES,
    statistics.AGE_BANDS,
    cases.RISK_LEVELS,
    cases.CASE_STATES,
    cases.REPORT_STATES,
    cases.MEASURES,
    duty.DUTY_ROLES,
    duty.NATIONAL_NUMBERS,
    duty.CALL_ANSWERS,
    cases.DECISION_WAYS,
    screening.FORWARDING_STATES,
    screening.PROPOSAL_KINDS,
    screening.PROPOSAL_STATES,
    plans.PLAN_STATES,
    plans.ACTIVITY_STATES,
    plans.SIGHTS,
    plans.LEVELS,
    plans.PLAN_MEASURES,
)

LISTS: Final[Mapping[str, CodeList[Any]]] = MappingProxyType({rows.name: rows for rows in _ALL})
"""Each list under its own name, which is the name of its variable in small letters."""
