"""Every state of every lifecycle against every move and every role: who can take which step when.

A lifecycle or a move that the table does not know fails. Where the act stands that a move needs is
read from the function that takes it, so that table and code cannot part.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from itertools import product
from types import ModuleType
from typing import Any, Final, NamedTuple

import pytest

from caseapp import rules
from caseapp.casework import (
    care,
    care_endings,
    carrying_out,
    cases,
    data_requests,
    erasures,
    forwarding,
    joining,
    kept_papers,
    placements,
    plan_decisions,
    plans,
    proposals,
    referrals,
    screening,
    separation_orders,
    separations,
    transfer_answers,
)
from caseapp.casework.assessments import WRITES
from caseapp.exchange import releasing
from caseapp.rules import care_states, measure_states, transfer_states
from caseapp.rules.access import POLICY, Act, Role
from caseapp.rules.assessment_states import DETAILED, INITIAL, REVIEW
from caseapp.rules.lifecycle import Lifecycle
from caseapp.rules.values import RuleBroken

OFFICER: Final = frozenset({Role.OFFICER})
CHAIR: Final = frozenset({Role.CHAIR})
SUPERVISOR: Final = frozenset({Role.SUPERVISOR})
STATISTICIAN: Final = frozenset({Role.STATISTICIAN})
NOBODY: Final[frozenset[Role]] = frozenset()
BOTH: Final = OFFICER | CHAIR
DECIDERS: Final = CHAIR | SUPERVISOR


class Taken(NamedTuple):
    """From which states, by which acts and so by whom; where the code says so."""

    states: str
    roles: frozenset[Role]
    acts: tuple[Act, ...] = ()
    by: Callable[..., Any] | None = None
    """The function of the casework that takes it; None: the act stands in a map, or nobody does."""


EDIT, DECIDE = (Act.CASE_EDIT,), (Act.MEASURE_DECIDE,)
TABLE: Final[dict[str, dict[str, Taken]]] = {
    "report": {
        "screen": Taken("received ended", BOTH, (Act.REPORT_SCREEN,), screening.open_case),
        "release": Taken("screened", DECIDERS, (Act.CASE_CLOSE,), proposals.decide_on_case),
        "end": Taken("received", DECIDERS, (Act.REPORT_END,), proposals.decide_on_report),
    },
    "forwarding": {
        "receive": Taken("waiting", BOTH, (Act.REPORT_RECEIVE,), forwarding.receive_report),
        "refuse": Taken("waiting", BOTH, (Act.REPORT_RECEIVE,), forwarding.refuse_report),
        "withdraw": Taken(
            "waiting refused", OFFICER, (Act.REPORT_FORWARD,), forwarding.withdraw_forwarding
        ),
        "assign": Taken(
            "waiting refused", SUPERVISOR, (Act.REPORT_ASSIGN_UNIT,), forwarding.assign_unit
        ),
    },
    "transfer": {
        "send": Taken("proposed", CHAIR, (Act.TRANSFER_ASK,)),
        "decline": Taken("proposed", CHAIR, (Act.TRANSFER_ASK,)),
        "drop": Taken("proposed", SUPERVISOR, (Act.TRANSFER_PROPOSE,)),
        "accept": Taken("waiting", CHAIR, (Act.TRANSFER_ACCEPT,)),
        "refuse": Taken("waiting", CHAIR, (Act.TRANSFER_ACCEPT,)),
        "withdraw": Taken("waiting refused", CHAIR, (Act.TRANSFER_ASK,)),
        "pass": Taken("proposed waiting refused", SUPERVISOR, (Act.TRANSFER_DECIDE,)),
        "stay": Taken("proposed waiting refused", SUPERVISOR, (Act.TRANSFER_DECIDE,)),
    },
    "transfer by letter": {
        "confirm": Taken("letter_sent", OFFICER, EDIT),
        "recall": Taken("letter_sent", CHAIR, (Act.TRANSFER_ASK,)),
    },
    "kept paper": {
        "complete": Taken("waiting", BOTH, (Act.PAPER_COMPLETE,), kept_papers.complete_paper),
        "replace": Taken("waiting", BOTH, (Act.PAPER_PUT,), kept_papers.put_paper),
    },
    "data request": {
        "prepare": Taken("received", OFFICER, (Act.DATA_REQUEST_RECORD,), data_requests.prepare_answer),
        "return": Taken("prepared", DECIDERS, (Act.DATA_REQUEST_ANSWER,), data_requests.answer_request),
        "accept": Taken("received prepared", DECIDERS, (Act.DATA_REQUEST_ANSWER,), data_requests.answer_request),
        "refuse": Taken("received prepared", DECIDERS, (Act.DATA_REQUEST_ANSWER,), data_requests.answer_request),
        "execute": Taken("accepted", OFFICER, (Act.DATA_REQUEST_RECORD,), data_requests.execute_request),
    },
    "erasure": {
        "withdraw": Taken("proposed", SUPERVISOR, (Act.ERASURE_PROPOSE,), erasures.withdraw_erasure),
        "refuse": Taken("proposed", SUPERVISOR, (Act.ERASURE_DECIDE,), erasures.refuse_erasure),
        "erase": Taken("proposed", SUPERVISOR, (Act.ERASURE_DECIDE,), erasures.decide_erasure),
    },
    "release proposal": {
        "sign": Taken("proposed", SUPERVISOR, (Act.RELEASE_SIGN,), releasing.register_signed),
        "send_back": Taken("proposed", SUPERVISOR, (Act.RELEASE_SIGN,), releasing.send_back),
        "withdraw": Taken("proposed", STATISTICIAN, (Act.RELEASE_PROPOSE,), releasing.withdraw),
    },
    "proposal": {
        "agree": Taken("proposed", DECIDERS, (Act.REPORT_END,), proposals.decide_on_report),
        "refuse": Taken("proposed", DECIDERS, (Act.CASE_CLOSE,), proposals.decide_on_case),
        "lapse": Taken("proposed", BOTH, (Act.REPORT_SCREEN,), joining.join_case),
        "take_back": Taken("agreed", SUPERVISOR, (Act.PROPOSAL_REVIEW,), proposals.take_back),
    },
    "case": {
        "propose_closing": Taken("open", BOTH, (Act.CASE_PROPOSE_CLOSING,)),
        "return_closing": Taken("closing_proposed", DECIDERS, (Act.CASE_CLOSE,)),
        "close": Taken("closing_proposed", DECIDERS, (Act.CASE_CLOSE,)),
        "reopen": Taken("closed", DECIDERS, (Act.CASE_CLOSE,)),
    },
    "assessment": {
        "amend": Taken("draft", OFFICER, EDIT),
        "sign": Taken("draft", OFFICER, EDIT),
        "follow": Taken("signed", NOBODY),
    },
    "plan": {
        "revise": Taken("draft returned", OFFICER, EDIT, plans.save_plan),
        "submit": Taken("draft returned", OFFICER, (Act.PLAN_SUBMIT,)),
        "take_back": Taken("submitted", OFFICER, (Act.PLAN_SUBMIT,)),
        "withdraw": Taken("draft returned", OFFICER, (Act.PLAN_SUBMIT,)),
        "approve": Taken("submitted", CHAIR, (Act.PLAN_DECIDE,), plan_decisions.decide_plan),
        "return": Taken("submitted", CHAIR, (Act.PLAN_DECIDE,), plan_decisions.decide_plan),
        "replace": Taken("approved", NOBODY),
    },
    "activity": {
        "do": Taken("planned", OFFICER, EDIT, carrying_out.settle_activity),
        "drop": Taken("planned", OFFICER, EDIT, carrying_out.settle_activity),
        "resume": Taken("done dropped", OFFICER, EDIT, carrying_out.settle_activity),
    },
    "separation": {
        "amend": Taken("submitted returned", OFFICER, EDIT),
        "withdraw": Taken("submitted returned", OFFICER, EDIT),
        "return": Taken("submitted", CHAIR, DECIDE),
        "refuse": Taken("submitted", CHAIR, DECIDE),
        "decide": Taken("submitted", CHAIR, DECIDE),
        "extend": Taken("in_force", NOBODY),
        "lift": Taken("in_force", NOBODY),
        "pass_on": Taken("in_force", NOBODY),
    },
    "separation order": {
        "withdraw": Taken("submitted", OFFICER, EDIT),
        "refuse": Taken("submitted", CHAIR, DECIDE),
        "decide": Taken("submitted", CHAIR, DECIDE),
        "send": Taken("decided", OFFICER, EDIT),
        "answer": Taken("sent", OFFICER, EDIT),
        "fall": Taken("submitted decided", NOBODY),
    },
    "placement": {"end": Taken("current", OFFICER, EDIT)},
    "alternative care": {
        "withdraw": Taken("submitted returned", OFFICER, EDIT),
        "amend": Taken("submitted returned", OFFICER, EDIT),
        "return": Taken("submitted", CHAIR, DECIDE),
        "refuse": Taken("submitted", CHAIR, DECIDE),
        "decide": Taken("submitted", CHAIR, DECIDE),
        "hand_over": Taken("decided", OFFICER, EDIT),
        "end": Taken("decided in_care", NOBODY),
    },
    "end of alternative care": {
        "withdraw": Taken("submitted returned", OFFICER, EDIT),
        "amend": Taken("submitted returned", OFFICER, EDIT),
        "return": Taken("submitted", CHAIR, DECIDE),
        "refuse": Taken("submitted", CHAIR, DECIDE),
        "decide": Taken("submitted", CHAIR, DECIDE),
    },
    "referral": {
        "send": Taken("draft", SUPERVISOR, (Act.REFERRAL_SEND,)),
        "receive": Taken("sent", SUPERVISOR, (Act.REFERRAL_ANSWER,)),
        "accept": Taken("sent received", SUPERVISOR, (Act.REFERRAL_ANSWER,)),
        "decline": Taken("sent received", SUPERVISOR, (Act.REFERRAL_ANSWER,)),
        "start": Taken("accepted", SUPERVISOR, (Act.REFERRAL_ANSWER,)),
        "complete": Taken("in_service", SUPERVISOR, (Act.REFERRAL_ANSWER,)),
        "withdraw": Taken(
            "draft sent received accepted in_service", SUPERVISOR, (Act.REFERRAL_SEND,)
        ),
    },
}  # fmt: skip
"""What each move may start from, and by whom it is taken (Decree 56/2017: the officer prepares, the
chair decides). An agency's own answer is an act apart, and reaches its own referrals alone."""

IN_MAPS: Final = {
    "case": cases.MOVES,
    "plan": plans.MOVES,
    "referral": referrals.MOVES,
    "transfer": transfer_states.BY,
    "transfer by letter": transfer_states.BY,
    "separation": measure_states.BY,
    "separation order": measure_states.BY,
    "placement": measure_states.BY,
    "alternative care": care_states.BY,
    "end of alternative care": care_states.BY,
}
"""Where the casework asks for the act of a move by its name."""


def lifecycles() -> dict[str, Lifecycle]:
    """Return every table of states that stands in the rules, by its name."""
    modules = [importlib.import_module(f"caseapp.rules.{found.name}") for found in
               pkgutil.iter_modules(rules.__path__)]  # fmt: skip
    found = [each for module in modules for each in vars(module).values()]
    return {each.name: each for each in found if isinstance(each, Lifecycle)}


LIFECYCLES: Final = lifecycles()


def test_every_lifecycle_and_every_move_is_in_the_table() -> None:
    assert {name: {move.name for move in each.moves} for name, each in LIFECYCLES.items()} == {
        name: set(moves) for name, moves in TABLE.items()
    }


@pytest.mark.parametrize("name", sorted(TABLE))
def test_every_state_against_every_move_and_every_role(name: str) -> None:
    lifecycle = LIFECYCLES[name]
    for state, (move, taken), role in product(lifecycle.states, TABLE[name].items(), Role):
        may = _leads(lifecycle, state, move) and any(act in POLICY[role] for act in taken.acts)
        assert may == (state in taken.states.split() and role in taken.roles), (state, move, role)
    assert all(set(taken.states.split()) <= set(lifecycle.states) for taken in TABLE[name].values())


def _leads(lifecycle: Lifecycle, state: str, move: str) -> bool:
    try:
        return bool(lifecycle.next_state(state, move))
    except RuleBroken:
        return False


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_move_needs_the_act_that_its_code_asks_for(name: str) -> None:
    for move, taken in TABLE[name].items():
        mapped = IN_MAPS.get(name, {}).get(move)
        if taken.by is not None:
            source = inspect.getsource(taken.by)
            assert all(f"Act.{act.name}," in source for act in taken.acts), move
        elif name != "assessment":
            # What nobody takes by itself stands in no map.
            assert (mapped,) == (taken.acts or (None,)), move


def test_an_assessment_is_written_by_who_screens_or_edits() -> None:
    assert WRITES == {INITIAL: Act.REPORT_SCREEN, DETAILED: Act.CASE_EDIT, REVIEW: Act.CASE_EDIT}
    # A chair writes an initial assessment at night, when no officer can be reached.
    assert {role for role in Role if WRITES[INITIAL] in POLICY[role]} == BOTH


@pytest.mark.parametrize(
    "module", [care, care_endings, placements, separation_orders, separations, transfer_answers]
)
def test_where_a_map_names_the_act_the_casework_names_no_other(module: ModuleType) -> None:
    source = inspect.getsource(module)
    assert "desk.writing(actor, BY[" in source
    assert "desk.writing(actor, Act." not in source
