"""Which heading of the manual explains the page that the reader is on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import url_for

from caseapp.rules.access import Role

_READERS: Final = {
    Role.OFFICER: "officer",
    Role.COLLABORATOR: "officer",
    Role.CHAIR: "chair",
    Role.DEPUTY: "chair",
    Role.SUPERVISOR: "supervisor",
    Role.STATISTICIAN: "statistician",
}
_SIGNING: Final = "ban-trinh-ky-so-van-ban-va-ban-da-ky"
_FIGURES: Final = "xem-chi-tieu"
_PERSONAL: Final = "yeu-cau-ve-du-lieu-ca-nhan"

PLACES: Final[Mapping[str, Mapping[str, str]]] = {
    "officer": {
        "reports": "nhan-tin-bao-ke-ca-ban-dem",
        "duty": "nhan-tin-bao-ke-ca-ban-dem",
        "forwarding": "chuyen-tin-bao-mo-hoac-khong-mo-truong-hop",
        "assessments": "danh-gia-nguy-co",
        "measures": "bien-phap-bao-ve-khan-cap",
        "cases": "lam-viec-voi-truong-hop",
        "plans": "ke-hoach-ho-tro-can-thiep",
        "referrals": "chuyen-gui-den-co-quan",
        "consents": "chuyen-gui-den-co-quan",
        "agencies": "chuyen-gui-den-co-quan",
        "kept_papers": _SIGNING,
        "blank_forms": "in-giay-to",
        "print_batches": "in-giay-to",
        "dossiers": "in-giay-to",
        "proposals": "ket-thuc-truong-hop",
        "personal_data": _PERSONAL,
    },
    "chair": {
        "reports": "quyet-dinh-trong-12-gio",
        "measures": "quyet-dinh-trong-12-gio",
        "stand_ins": "quyet-dinh-trong-12-gio",
        "plans": "quyet-dinh-ve-ke-hoach",
        "kept_papers": _SIGNING,
        "cases": "ket-thuc-truong-hop",
        "proposals": "ket-thuc-truong-hop",
        "personal_data": _PERSONAL,
        "statistics": _FIGURES,
    },
    "supervisor": {
        "supervision": "ban-giam-sat",
        "reports": "tin-bao-can-ban",
        "referrals": "chuyen-gui",
        "agencies": "chuyen-gui",
        "transfers": "ban-giao-truong-hop",
        "hand_overs": "ban-giao-truong-hop",
        "statistics": _FIGURES,
        "publications": "so-lieu-cong-bo",
        "targets": "muc-tieu-noi-bo",
        "personal_data": "du-lieu-ca-nhan",
        "erasures": "du-lieu-ca-nhan",
    },
    "statistician": {
        "statistics": _FIGURES,
        "indicator_reports": "bao-cao",
        "publications": "chuan-bi-ban-cong-bo",
        "populations": "so-tre-em-lam-mau-so",
        "jobs": "nhap-va-xuat-du-lieu",
        "imports": "nhap-va-xuat-du-lieu",
    },
}
"""By page of the manual and slice of the web: the anchor of the heading."""


def page_of(role: Role | None) -> str:
    """Return the name of the page for a role, '' when the manual has none for it."""
    return _READERS.get(role, "") if role else ""


def help_url(role: Role | None, blueprint: str | None) -> str:
    """Return where "Help" leads: the page of the role, at the heading about these pages."""
    name = page_of(role)
    if not name:
        return url_for("manual.index")
    anchor = PLACES[name].get(blueprint or "")
    return url_for("manual.show", name=name, _anchor=anchor)
