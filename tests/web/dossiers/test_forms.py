"""What a dossier's page asks: papers and a purpose for sure."""

from __future__ import annotations

from caseapp.web.dossiers.forms import DossierForm
from tests.factories.house import House


def test_papers_and_a_purpose_are_owed(house: House) -> None:
    with house.app.test_request_context(method="POST", data={"both_sides": "y"}):
        form = DossierForm()
        form.papers.choices = [("02:BC-26-22222222:1", "Mẫu 02")]
        form.reason.choices = [("file", "Lưu")]
        assert not form.validate()
        assert {"papers", "reason"} <= set(form.errors)
