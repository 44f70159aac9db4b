"""Made-up requests and breaches: one is late, one restricts a file, none where no child is."""

from __future__ import annotations

from caseapp.casework.data_breaches import list_breaches
from caseapp.casework.data_request_reading import count_late, list_requests
from caseapp.cli.demo_data_law import show_data_law
from tests.factories.children import actor_of, enter_child
from tests.factories.house import NOW, House
from tests.factories.web import CITY, NINH_KIEU, make_user


def test_requests_and_breaches_stand(house: House) -> None:
    make_user(house, "chair", NINH_KIEU, "chutich.ninhkieu")
    make_user(house, "supervisor", CITY, "giamsat")
    make_user(house, "officer", NINH_KIEU, "canbo.ninhkieu")
    officer = actor_of(house, "canbo.ninhkieu")
    for name in ("Nguyễn Thị Lý", "Nguyễn Văn Mận", "Nguyễn Thị Đào", "Nguyễn Văn Ổi"):
        enter_child(house, officer, full_name=name)
    with house.app.app_context():
        assert len(show_data_law(NOW)) == 4
        lines = list_requests(officer, now=NOW)
        assert {line.state for line in lines} == {"received", "accepted"}
        assert count_late(officer, now=NOW) == 1
        supervisor = actor_of(house, "giamsat")
        assert [each.late for each in list_breaches(supervisor, now=NOW)] == [False, True]
