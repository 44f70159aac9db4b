"""What each page of an assessment asks, and where what is owed is answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.casework.assessed import read_assessed
from caseapp.rules.assessment_states import FORM_OF, INITIAL
from caseapp.rules.forms.registry import FORMS
from caseapp.web.assessments.words import (
    NAMES,
    PATHS,
    back_to,
    conclusion_form,
    draft_form,
    owed_words,
    read_sections,
)
from tests.factories.assessments import assess
from tests.factories.house import NOW, House
from tests.factories.reports import OFFICER, log_one


@pytest.mark.parametrize("kind", list(FORM_OF))
def test_both_pages_together_ask_the_whole_form(kind: str) -> None:
    form = FORMS[FORM_OF[kind]]
    pages = [page(kind, form.edition.id).spec for page in (draft_form, conclusion_form)]
    asked = [field.key for page in pages for field in page.asked]
    assert sorted(asked) == sorted(field.key for field in form.asked)
    assert kind in NAMES
    assert kind in PATHS


def test_what_is_owed_leads_to_the_first_box_of_its_question(house: House) -> None:
    report = log_one(house)
    assess(house, report)
    with house.app.test_request_context():
        about = read_assessed(OFFICER, INITIAL, report, now=NOW)
        view = replace(about.assessments[0], owed=("asked_at", "harm_degree"))
        assert owed_words(view) == [
            ("asked_at-day", "Hỏi lúc nào"),
            ("harm_degree", "1.1. Mức độ tổn hại của trẻ em"),
        ]
        assert back_to(about) == (f"/reports/{report}", f"Về tin báo {report}")
        assert read_sections(view).sections[0].key == "head"
