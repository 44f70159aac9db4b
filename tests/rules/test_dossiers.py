"""What goes together in a procedure, what is missing from it, for whom it is bound."""

from __future__ import annotations

import pytest

from caseapp.rules.codes.prints import PRINT_REASONS
from caseapp.rules.copies import Copy
from caseapp.rules.dossiers import (
    PAPERS,
    PROCEDURES,
    REASONS,
    Pick,
    check_files,
    check_picks,
    check_reason,
    copy_for,
    missing_from,
)
from caseapp.rules.values import RuleBroken


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=lambda each: each.code)
def test_a_procedure_is_made_of_known_papers_and_names_its_law(procedure) -> None:
    assert procedure.required <= set(procedure.papers) <= set(PAPERS)
    assert "Nghị định" in procedure.source or "Luật" in procedure.source


def test_the_dossiers_of_the_decree() -> None:
    assert PROCEDURES["separation"].required == {"01", "02", "07"}
    assert PROCEDURES["plan"].required == {"01", "02", "03", "BB", "05"}


def test_what_is_missing_stands_in_the_order_of_the_dossier() -> None:
    plan = PROCEDURES["plan"]
    assert missing_from(plan, []) == ("01", "02", "03", "BB", "05")
    picked = [Pick("02", "BC-26-22222222"), Pick("BB", "HS-26-22222222", 2)]
    assert missing_from(plan, picked) == ("01", "03", "05")


def test_nothing_and_what_the_file_does_not_have_are_refused() -> None:
    known = Pick("02", "BC-26-22222222").key
    check_picks([known], [known, "x"])
    for picked in ([], [known, "y"]):
        with pytest.raises(RuleBroken) as broken:
            check_picks(picked, [known, "x"])
        assert broken.value.field == "papers"


def test_a_document_of_another_file_is_refused() -> None:
    check_files([], [])
    check_files(["TL-26-22222222"], ["TL-26-22222222", "TL-26-33333333"])
    with pytest.raises(RuleBroken) as broken:
        check_files(["TL-26-44444444"], ["TL-26-22222222"])
    assert broken.value.field == "files"


@pytest.mark.parametrize("reason", [*PRINT_REASONS.codes, ""])
def test_no_family_and_no_agency_gets_a_dossier(reason: str) -> None:
    if reason in REASONS:
        check_reason(reason)
        assert reason not in {"family", "agency", "health", "other"}
    else:
        with pytest.raises(RuleBroken):
            check_reason(reason)


@pytest.mark.parametrize("reason", REASONS)
def test_all_names_stand_in_it_for_who_decides_or_keeps_the_file_alone(reason: str) -> None:
    assert copy_for(reason, sees_place=False) is Copy.SERVED
    whole = Copy.FILE if reason in {"decision", "file"} else Copy.SERVED
    assert copy_for(reason, sees_place=True) is whole
