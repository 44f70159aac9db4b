"""The register of carers in the browser: the own unit's, changed by officers, homes shown apart."""

from __future__ import annotations

from tests.factories.care import CARER, HOME, carer_form
from tests.factories.house import House
from tests.factories.measures import TODAY
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, boxes, signed_in, text_of, version_in


def test_a_carer_is_registered_changed_and_seen(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    register = f"/carers/{NINH_KIEU}"
    assert officer.get("/carers").location == register
    assert officer.post(f"{register}/new", data=carer_form()).location == register
    for browser in (officer, chair):
        words = text_of(browser, register)
        assert CARER in words
        assert "Chưa nhận Mẫu 08" in words
        assert HOME not in words
        assert HOME in text_of(browser, f"{register}/1/home")
    assert chair.get(f"{register}/1/change").status_code == 404
    form = officer.get(f"{register}/1/change").get_data(as_text=True)
    over = carer_form(version=version_in(form), ended="Đi xa", **boxes("last_day", str(TODAY)))
    assert officer.post(f"{register}/1/change", data=over).location == register
    assert "Đi xa" in text_of(chair, register)
    assert officer.get(f"{register}/2/change").status_code == 404


def test_others_registers_are_not_there_and_supervisors_see_all(house: House) -> None:
    officer = signed_in(house, "officer")
    officer.post(f"/carers/{NINH_KIEU}/new", data=carer_form())
    stranger = signed_in(house, "officer", CAI_KHE)
    for path in ("", "/new", "/1/home", "/1/change"):
        assert stranger.get(f"/carers/{NINH_KIEU}{path}").status_code == 404
    supervisor = signed_in(house, "supervisor", CITY)
    assert supervisor.get("/carers").location == f"/carers/{NINH_KIEU}"
