"""The pages of who sends: what a supervisor proposes is sent on or kept; each way ends once."""

from __future__ import annotations

from tests.factories.transfers import WHOM, WHY, Handing
from tests.factories.web import CAI_KHE, CITY, key, sign_in, signed_in, text_of, version_in


def test_proposed_kept_and_proposed_anew(handing: Handing) -> None:
    house = handing.house
    chair, supervisor = sign_in(house, handing.names["chair"]), signed_in(house, "supervisor", CITY)
    at = f"/transfers/{handing.case}"
    assert chair.get(f"{at}/sending").location == f"/cases/{handing.case}"
    assert chair.get(f"{at}/proposal").status_code == 404
    form = {"unit": CAI_KHE, "why": "merger", "words": WHY, "post_key": key()}
    assert supervisor.post(f"{at}/proposal", data=form).location == f"/cases/{handing.case}"
    page = supervisor.get(f"/cases/{handing.case}").get_data(as_text=True)
    version = version_in(page)
    assert f"{at}/dropping" in page
    told = text_of(chair, f"{at}/sending")
    assert WHY in told
    assert f"{at}/keeping" in chair.get(f"{at}/sending").get_data(as_text=True)
    assert chair.post(f"{at}/sending", data={"contact": "", "version": version}).status_code == 422
    old = {"contact": WHOM, "version": "9", "post_key": key()}
    answer = chair.post(f"{at}/sending", data=old)
    assert answer.status_code == 409
    assert WHOM in answer.get_data(as_text=True)
    kept = {"reason": "Em còn ở đây", "version": version, "post_key": key()}
    assert chair.post(f"{at}/keeping", data=kept).location == f"/cases/{handing.case}"
    assert supervisor.get(f"{at}/decision").status_code == 200  # who proposed may look, not decide
    end = {"version": version, "post_key": key()}
    assert supervisor.post(f"{at}/dropping", data=end).location == f"/cases/{handing.case}"
    assert "đã thay đổi sau khi bạn đọc" in text_of(supervisor, f"/cases/{handing.case}")
