"""Who may bring which sheet: one table for the page and the command."""

from __future__ import annotations

import pytest

from caseapp.exchange.permits import check_sheets, is_directory, may_import_all, sheets_for
from caseapp.exchange.sheets import SHEETS
from caseapp.rules.access import Actor, Role, operator
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, an_actor

ALL, FIGURES, DIRECTORY = tuple(SHEETS), ("population",), ("agencies", "services")


@pytest.mark.parametrize(
    ("actor", "sheets"),
    [
        (an_actor(Role.SUPERVISOR), ALL + DIRECTORY),
        (an_actor(Role.SUPERVISOR, 31135), FIGURES + DIRECTORY),  # registers are of the whole city
        (an_actor(Role.OFFICER, 31135), FIGURES),
        (an_actor(Role.CHAIR, 31135), FIGURES),
        (an_actor(Role.STATISTICIAN), FIGURES),
        (an_actor(Role.ADMINISTRATOR), ()),
        (an_actor(Role.COLLABORATOR, 31135), ()),
        (an_actor(Role.AUDITOR), ()),
        (an_actor(Role.AGENCY), ()),
        (operator(production=True), ALL),
    ],
)
def test_what_each_may_bring(actor: Actor, sheets: tuple[str, ...]) -> None:
    assert sheets_for(actor, NOW) == sheets
    assert may_import_all(actor, NOW) is (set(ALL) <= set(sheets))
    for name in (*ALL, *DIRECTORY):
        if name in sheets:
            check_sheets(actor, [name, "lạ"], NOW)  # an unknown one is the importer's to name
        else:
            with pytest.raises(RuleBroken):
                check_sheets(actor, [name], NOW)


@pytest.mark.parametrize(
    ("names", "directory"),
    [
        (["agencies"], True),
        (["Hướng dẫn", "services", "lạ"], True),
        (["agencies", "children"], False),
        (["lạ"], False),
        ([], False),
    ],
)
def test_a_file_is_known_by_its_sheets(names: list[str], *, directory: bool) -> None:
    assert is_directory(names) is directory
