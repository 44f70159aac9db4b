"""Made-up agencies, one of each kind at least, with what they offer, to whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from caseapp.records.agencies import Agency, AgencyMember, PhoneChange, Service, ServiceUnit
from caseapp.rules.matching import fold
from caseapp.rules.units import REFORM
from caseapp.rules.values import local_day
from caseapp.upkeep.demo import names
from caseapp.upkeep.demo.telling import Telling

_OFFICE: Final = "Thứ Hai đến thứ Sáu, 7 giờ đến 17 giờ"
_NINH_KIEU: Final = 31135
_CAI_KHE: Final = 31120
_MADE_UP: Final = " (dữ liệu thử)"


@dataclass(frozen=True)
class _Told:
    """An agency; each service with who may receive it. `age`: days since it was verified."""

    name: str
    kind: str
    services: tuple[tuple[str, str], ...]
    age: int
    address: str = ""
    unit: int | None = None
    schedule: str = _OFFICE
    all_day: bool = False
    phone: str = ""

    @property
    def only(self) -> tuple[int, ...]:
        """The one ward that a station or a post of the police is for."""
        own = self.unit is not None and self.kind in {"health_station", "police"}
        return (self.unit,) if own and self.unit is not None else ()


_REFERRED_TO: Final = (
    _Told(
        "Trung tâm Công tác xã hội",
        "social_work",
        (
            ("Tư vấn tâm lý", "Trẻ em dưới 16 tuổi và người chăm sóc; không thu phí"),
            ("Quản lý ca", "Trẻ em bị xâm hại hoặc có nguy cơ cao"),
            ("Tạm trú an toàn", "Trẻ em phải tách khỏi nơi nguy hiểm, tối đa 3 tháng"),
        ),
        age=20,
        address="Khu vực 3",
        unit=_CAI_KHE,
        schedule="Tiếp nhận khẩn cấp cả ban đêm",
        all_day=True,
    ),
    _Told(
        "Trung tâm Trợ giúp pháp lý",
        "legal_aid",
        (("Trợ giúp pháp lý", "Mọi trẻ em; miễn phí, không cần chứng minh thu nhập"),),
        age=75,
    ),
    _Told(
        "Bệnh viện nhi",
        "hospital",
        (
            ("Khám và điều trị", "Trẻ em dưới 16 tuổi; mang theo thẻ bảo hiểm y tế nếu có"),
            ("Trị liệu tâm lý", "Trẻ em có giấy chuyển của bác sĩ"),
        ),
        age=30,
        all_day=True,
        schedule="Cấp cứu cả ngày lẫn đêm",
    ),
    _Told(
        "Trung tâm Bảo trợ xã hội",
        "reception",
        (
            ("Nuôi dưỡng tạm thời", "Trẻ em không còn người chăm sóc"),
            ("Phục hồi chức năng", "Trẻ em khuyết tật"),
        ),
        age=240,
        all_day=True,
        schedule="",
    ),
    _Told(
        "Hội Khuyến học",
        "other",
        (
            ("Học bổng", "Học sinh hộ nghèo, cận nghèo"),
            ("Hỗ trợ trở lại trường", "Trẻ em bỏ học"),
        ),
        age=300,
    ),
    _Told(
        "Hội Phụ nữ",
        "women",
        (
            ("Hỗ trợ gia đình", "Phụ nữ và trẻ em bị bạo lực gia đình"),
            ("Kỹ năng làm cha mẹ", "Cha mẹ, người chăm sóc trẻ"),
        ),
        age=110,
    ),
)
"""Those to whom children of the demo were referred."""

_BESIDE: Final = (
    _Told(
        "Tổng đài bảo vệ trẻ em 111",
        "helpline",
        (("Tư vấn qua điện thoại", "Mọi trẻ em và người lớn; gọi miễn phí"),),
        age=5,
        schedule="",
        all_day=True,
        phone="111",
    ),
    _Told(
        "Trạm y tế phường Ninh Kiều",
        "health_station",
        (("Khám ban đầu, tiêm chủng", "Trẻ em cư trú ở phường"),),
        age=40,
        address="Khu vực 1",
        unit=_NINH_KIEU,
    ),
    _Told(
        "Trạm y tế phường Cái Khế",
        "health_station",
        (("Khám ban đầu, tiêm chủng", "Trẻ em cư trú ở phường"),),
        age=45,
        address="Khu vực 2",
        unit=_CAI_KHE,
    ),
    _Told(
        "Công an phường Ninh Kiều",
        "police",
        (("Bảo vệ nơi ở, xác minh tin báo", "Trẻ em đang bị đe dọa"),),
        age=12,
        unit=_NINH_KIEU,
        schedule="",
        all_day=True,
    ),
    _Told(
        "Tòa án nhân dân khu vực",
        "justice",
        (("Giải quyết việc giám hộ, chăm sóc thay thế", "Theo đơn của UBND phường, xã"),),
        age=90,
    ),
    _Told(
        "Trường tiểu học Hoa Sen",
        "school",
        (("Tham vấn học đường", "Học sinh của trường"),),
        age=150,
        address="Đường số 5",
        unit=_NINH_KIEU,
    ),
    _Told(
        "Đoàn Thanh niên thành phố",
        "youth",
        (("Đỡ đầu, sinh hoạt hè", "Trẻ em từ 6 tuổi"),),
        age=130,
    ),
    _Told(
        "Ủy ban Mặt trận Tổ quốc thành phố",
        "front",
        (("Vận động hỗ trợ khẩn cấp", "Gia đình có trẻ em gặp nạn"),),
        age=60,
    ),
)
"""The other kinds."""

_ENDED: Final = "Lớp học tình thương"


def write_directory(told: Telling) -> tuple[list[tuple[int, int]], dict[int, str]]:
    """Write the agencies that are referred to, and tie one to its account.

    Return each agency with a service, and the number of each agency.
    """
    offers: list[tuple[int, int]] = []
    phones: dict[int, str] = {}
    for agency in _REFERRED_TO:
        pairs, phone = _write(told, agency)
        offers += pairs
        phones[pairs[0][0]] = phone
    _let_answer(told, offers[0][0])
    return offers, phones


def write_other_kinds(told: Telling) -> None:
    """Write an agency of each other kind, a service that has ended and a number that changed."""
    for agency in _BESIDE:
        _write(told, agency)
    now = names.phone(told.rng)
    given = ((_ENDED, "Trẻ em không đến trường"),)
    ended = _Told("Nhà văn hóa thiếu nhi", "other", given, age=400, phone=now)
    (((agency_id, _),), _) = _write(told, ended)
    told.rows.add(
        PhoneChange,
        id=told.rows.new_id(PhoneChange),
        agency_id=agency_id,
        service_id=None,
        before=names.phone(told.rng),
        after=now,
        entered_at=told.span.end - timedelta(days=33),
        entered_by=told.staff.supervisor,
    )


def _write(told: Telling, agency: _Told) -> tuple[list[tuple[int, int]], str]:
    agency_id = told.rows.new_id(Agency)
    entered = told.span.at(told.rng, REFORM)
    common = _entry(told, agency, entered)
    made_up = names.phone(told.rng)
    phone = agency.phone or made_up
    name = agency.name + _MADE_UP
    told.rows.add(
        Agency,
        id=agency_id,
        name=name,
        folded=fold(name),
        kind=agency.kind,
        phone=phone,
        address=agency.address,
        area_id=agency.unit,
        **common,
    )
    pairs = []
    for service, eligibility in agency.services:
        service_id = told.rows.new_id(Service)
        pairs.append((agency_id, service_id))
        told.rows.add(
            Service,
            id=service_id,
            agency_id=agency_id,
            name=service,
            folded=fold(service),
            eligibility=eligibility,
            schedule=agency.schedule,
            all_day=agency.all_day,
            valid_until=_end(told) if service == _ENDED else None,
            **common,
        )
        for unit in agency.only:
            number = told.rows.new_id(ServiceUnit)
            told.rows.add(ServiceUnit, id=number, service_id=service_id, area_id=unit)
    return pairs, phone


def _entry(told: Telling, agency: _Told, entered: datetime) -> dict[str, Any]:
    """Return when an agency was entered and verified, and by whom."""
    verified = local_day(told.span.end) - timedelta(days=agency.age)
    return {
        "verified_on": max(verified, REFORM),
        "verified_by": told.staff.supervisor,
        "entered_at": entered,
        "entered_by": told.staff.supervisor,
    }


def _end(told: Telling) -> date:
    return local_day(told.span.end) - timedelta(days=60)


def _let_answer(told: Telling, agency_id: int) -> None:
    """Give the first agency its account; the others are answered for by telephone."""
    told.rows.add(
        AgencyMember,
        id=told.rows.new_id(AgencyMember),
        agency_id=agency_id,
        user_id=told.staff.agency,
        valid_from=REFORM,
        entered_at=told.span.at(told.rng, REFORM),
        entered_by=told.staff.supervisor,
    )
