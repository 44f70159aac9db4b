"""Acts are named as a noun and a verb, and each name stands once."""

from __future__ import annotations

import re

from caseapp.rules import access, acts
from caseapp.rules.acts import Act, Role


def test_an_act_is_a_noun_and_a_verb() -> None:
    assert [act for act in Act if not re.fullmatch(r"[a-z_]+\.[a-z_]+", act)] == []


def test_the_policy_hands_them_on() -> None:
    assert (access.Act, access.Role) == (acts.Act, acts.Role)
    assert set(access.POLICY) == set(Role)
