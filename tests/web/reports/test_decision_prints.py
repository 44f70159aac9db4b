"""The emergency decision as a PDF: linked from the report's page once it stands."""

from __future__ import annotations

from caseapp.casework.decisions import decide_measure
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.web import make_user, post_report, sign_in


def test_it_is_linked_and_printed_once_measures_apply(house: House) -> None:
    officer = sign_in(house, make_user(house, "officer"))
    chair = actor_of(house, make_user(house, "chair"))
    code = post_report(officer)
    link = f"/reports/{code}/decisions/1/decision.pdf"
    assert link not in officer.get(f"/reports/{code}").get_data(as_text=True)
    assert officer.get(link).status_code == 404
    with house.app.app_context():
        decide_measure(
            chair, code, kind="emergency", decided_at=NOW, reason="Nguy hiểm", signed_at=None,
            now=NOW,
        )  # fmt: skip
    page = officer.get(f"/reports/{code}").get_data(as_text=True)
    assert f'href="{link}"' in page
    assert f'href="{link}?copy=file"' in page
    answer = officer.get(link)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    stranger = sign_in(house, make_user(house, "officer", "31120"))
    assert stranger.get(link).status_code == 404


def test_none_is_linked_once_it_was_decided_otherwise(house: House) -> None:
    officer = sign_in(house, make_user(house, "officer"))
    chair = actor_of(house, make_user(house, "chair"))
    code = post_report(officer)
    with house.app.app_context():
        for kind in ("emergency", "none"):
            decide_measure(
                chair, code, kind=kind, decided_at=NOW, reason="Theo đánh giá", signed_at=None,
                now=NOW,
            )  # fmt: skip
    assert "decision.pdf" not in officer.get(f"/reports/{code}").get_data(as_text=True)
