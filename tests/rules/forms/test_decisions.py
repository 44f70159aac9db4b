"""Decisions without a numbered form: said to be reconstructed, whole, and which fields are kept."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.codes.measures import ORDER_KINDS
from caseapp.rules.forms.decisions import DECISIONS, decision_form, is_letter

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("kind", DECISIONS)
def test_each_is_marked_and_stands_on_grounds(kind: str) -> None:
    form = decision_form(kind, DAY)
    assert not form.confirmed
    assert "dựng lại" in form.source
    assert form.grounds
    assert all(line.startswith("Căn cứ ") and line.endswith(";") for line in form.grounds)
    assert all(field.label and field.gloss and field.source and not field.asked for field in form)
    keys = [field.key for field in form]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("kind", DECISIONS)
def test_the_place_and_the_carer_are_for_few_eyes(kind: str) -> None:
    form = decision_form(kind, DAY)
    kept = {field.key for field in form if field.restricted}
    assert {field.key for field in form} & {"name", "address", "place", "phone"} <= kept
    assert kept


def test_all_that_follows_a_separation_has_a_paper_and_the_request_is_a_letter() -> None:
    assert set(ORDER_KINDS.codes) <= DECISIONS.keys()
    letters = {kind for kind in DECISIONS if is_letter(decision_form(kind, DAY))}
    assert letters == {"court_request"}
    for kind in DECISIONS.keys() - letters:
        assert decision_form(kind, DAY).title.startswith("QUYẾT ĐỊNH Về việc ")


def test_there_is_none_before_the_decree_and_none_of_another_kind() -> None:
    for kind, day in (("lifting", date(2017, 6, 30)), ("placement", DAY)):
        with pytest.raises(KeyError):
            decision_form(kind, day)
