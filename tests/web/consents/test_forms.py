"""Who may be asked stands in the form: the child from 7, and who speaks for it."""

from __future__ import annotations

from caseapp.casework.consent_reading import ConsentView, Speaker
from caseapp.web.consents.forms import BasisForm, DisputeForm, HoldForm, WordForm, speakers
from tests.factories.house import House

MOTHER = Speaker(4, "Nguyễn Thị Mai", "mother", "parent", barred=False)


def view(*, with_child: bool) -> ConsentView:
    return ConsentView("TE-26-1", "Bé", (31135,), with_child, [], [MOTHER])


def test_the_child_is_asked_from_seven(house: House) -> None:
    with house.app.test_request_context():
        assert speakers(view(with_child=True)) == [("0", "Trẻ em"), ("4", "Nguyễn Thị Mai (mẹ)")]
        assert [key for key, _ in speakers(view(with_child=False))] == ["4"]


def test_nothing_is_ticked_beforehand_and_all_is_asked(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data={}):
        word = WordForm(view(with_child=True))
        assert word.consent_word.data is None
        assert not word.validate()
        assert set(word.errors) == {"person", "consent_word", "happened_at"}
        for form, asked in (
            (BasisForm(), {"basis", "reason"}),
            (DisputeForm(), {"allowed", "reason"}),
            (HoldForm(), {"choice", "reason"}),
        ):
            assert not form.validate()
            assert set(form.errors) == asked
