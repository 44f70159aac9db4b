"""Mẫu 01, the report of information received about a child (annex of Decree 56/2017/NĐ-CP)."""

from __future__ import annotations

from datetime import date
from typing import Final

from caseapp.rules.codes.abuse import CHANNELS
from caseapp.rules.codes.code_list import Code
from caseapp.rules.codes.people import SEX
from caseapp.rules.forms.spec import Field, Form, Kind, Needs, Note, Section
from caseapp.rules.values import Edition, msgid

ANNEX: Final = "Nghị định 56/2017/NĐ-CP, Phụ lục, Mẫu số 01"
#: The highest age that is taken for a child's: a child is under 16, and estimates err.
OLDEST_CHILD: Final = 25

_CONSENT_FIRST: Final = Needs(
    "reporter_consents",
    True,
    msgid(
        "Tick that the person agrees, or clear the name, telephone, address and note: "
        "nothing about them is kept without it"
    ),
)
_OTHER_WAY: Final = Needs(
    "channel",
    "other",
    msgid("Choose “%(label)s”: other source, or clear the words that describe it"),
)
SUBJECTS: Final = (
    Code("abused", "bị xâm hại", "abused", f"{ANNEX}, (4)"),
    Code(
        "at_risk",
        "có nguy cơ bị bạo lực, bóc lột, bỏ rơi",
        "at risk of violence, exploitation or abandonment",
        f"{ANNEX}, (4)",
    ),
    Code("special", "có hoàn cảnh đặc biệt", "in special circumstances", f"{ANNEX}, (4)"),
)


def _house(key: str, label: str, gloss: str, note: str = "") -> Field:
    """What the house fills in when it prints."""
    return Field(key, label, gloss, "text", ANNEX, note=note, asked=False)


def _if_known(key: str, label: str, gloss: str, ask: str = "", kind: Kind = "text") -> Field:
    """What note (5) lets the officer leave empty."""
    return Field(key, label, gloss, kind, ANNEX, ask=ask, note="(5)", if_known=True)


def _told(key: str, label: str, gloss: str, note: str = "") -> Field:
    """A long account of the child: kept under the child's own key."""
    return Field(
        key, label, gloss, "long_text", ANNEX, note=note, if_known=note == "(5)", class_a=True
    )


def _reporter(
    key: str, label: str, gloss: str, ask: str = "", kind: Kind = "text", longest: int = 0
) -> Field:
    """One thing about the person who told us: only with consent, and for few eyes."""
    return Field(
        key, label, gloss, kind, ANNEX,
        ask=ask, longest=longest, restricted=True, class_a=True, depends_on=_CONSENT_FIRST,
    )  # fmt: skip


_HEAD = Section(
    "head",
    "",
    "Head of the form",
    (
        _house("agency_name", "TÊN CƠ QUAN TIẾP NHẬN THÔNG TIN", "Receiving agency", "(1)"),
        _house("report_number", "Số: …/BC-", "Number of the report", "(2)"),
        _house("place_and_day", "…, ngày … tháng … năm 20…", "Place and day", "(3)"),
        Field(
            "subject",
            "TIẾP NHẬN THÔNG TIN TRẺ EM",
            "Information received about a child who is",
            "choice",
            ANNEX,
            ask="Tiếp nhận thông tin trẻ em",
            codes=SUBJECTS,
            note="(4)",
        ),
    ),
)
_GENERAL = Section("general", "A. Thông tin chung", "A. General information", level=1)
_SOURCE = Section(
    "source",
    "1. Nguồn nhận thông tin",
    "1. How the information came",
    (
        Field(
            "channel",
            "Thông qua (điện thoại/gặp trực tiếp/người khác báo)",
            "How the information came",
            "choice",
            ANNEX,
            ask="Thông qua",
            codes=tuple(CHANNELS),
            required=True,
        ),
        Field(
            "channel_other",
            "Thông qua (điện thoại/gặp trực tiếp/người khác báo)",
            "Which other way, if none of these",
            "text",
            ANNEX,
            ask="Thông qua cách khác (ghi rõ)",
            depends_on=_OTHER_WAY,
        ),
        Field(
            "received_at",
            "Thời gian (mấy giờ) … Ngày … tháng … năm …",
            "When the information was received",
            "moment",
            f"{ANNEX}; Điều 25.1, 26.3",
            ask="Thời gian nhận thông tin",
            required=True,
            past=True,
            hint=msgid(
                "The 12 hours run from this moment, not from the moment of typing. "
                "Hours from 0 to 23, for example 22 11 2026, 14 05"
            ),
        ),
    ),
)
_CHILD = Section(
    "child",
    "2. Thông tin về trẻ em",
    "2. The child",
    (
        _if_known("child_name", "Họ và tên trẻ em", "Child's full name"),
        Field(
            "birth",
            "Ngày tháng năm sinh … hoặc ước lượng tuổi",
            "Birth, or estimated age",
            "birth",
            ANNEX,
            ask="Ngày tháng năm sinh hoặc ước lượng tuổi",
            note="(5)",
            if_known=True,
            past=True,
            most=OLDEST_CHILD,
            hint=msgid(
                "Month and year, or the year alone, will do; "
                "or leave all three empty and estimate the age"
            ),
        ),
        Field(
            "sex",
            "Giới tính",
            "Sex",
            "choice",
            ANNEX,
            codes=tuple(SEX),
            note="(5)",
            if_known=True,
        ),
        Field(
            "event_area",
            "Địa điểm xảy ra vụ việc",
            "Ward or commune where it happened",
            "area",
            f"{ANNEX}; Điều 26.1",
            ask="Phường, xã nơi xảy ra vụ việc",
            required=True,
            hint=msgid("The People's Committee of this ward or commune answers for the report"),
        ),
        Field(
            "event_place",
            "Địa điểm xảy ra vụ việc",
            "Place where it happened",
            "text",
            ANNEX,
            longest=500,
            hint=msgid("House number, street, hamlet or any landmark"),
        ),
        _told("child_state", "Tình trạng hiện tại của trẻ em", "Child's present state", "(6)"),
        _told(
            "likely_consequences",
            "Phỏng đoán hậu quả có thể sẽ xảy ra cho trẻ em nếu không có được hỗ trợ, can thiệp?",
            "What may happen to the child without help or intervention",
        ),
        _if_known("father_name", "Họ và tên cha", "Father's full name"),
        _if_known("father_age", "Tuổi", "Father's age", "Tuổi của cha", "age"),
        _if_known("father_job", "Nghề nghiệp", "Father's occupation", "Nghề nghiệp của cha"),
        _if_known("mother_name", "Họ và tên mẹ", "Mother's full name"),
        _if_known("mother_age", "Tuổi", "Mother's age", "Tuổi của mẹ", "age"),
        _if_known("mother_job", "Nghề nghiệp", "Mother's occupation", "Nghề nghiệp của mẹ"),
        _told("family_situation", "Hoàn cảnh gia đình", "Family's situation", "(5)"),
        Field(
            "current_carer",
            "Hiện ai là người chăm sóc trẻ em (nếu biết)",
            "Who cares for the child now (if known)",
            "text",
            ANNEX,
            if_known=True,
        ),
        _told(
            "actions_taken",
            "Những hành động hỗ trợ, can thiệp đã thực hiện đối với trẻ em trước khi nhận được "
            "thông tin",
            "Help and intervention given to the child before the information came",
        ),
    ),
)
_REPORTER = Section(
    "reporter",
    "3. Thông tin về người cung cấp thông tin (nếu đồng ý cung cấp)",
    "3. The person who gave the information (if they agree)",
    (
        Field(
            "reporter_consents",
            "nếu đồng ý cung cấp",
            "The person who gave the information agrees that their details are noted",
            "consent",
            ANNEX,
            ask="Người cung cấp thông tin đồng ý cho ghi thông tin của mình",
            restricted=True,
            hint=msgid(
                "A report may be anonymous: then leave this part empty. "
                "Only the officer and the chair see it"
            ),
        ),
        _reporter("reporter_name", "Họ tên", "Reporter's name", "Họ tên người cung cấp thông tin"),
        _reporter("reporter_phone", "Số điện thoại", "Reporter's telephone", kind="phone"),
        _reporter("reporter_address", "Địa chỉ", "Reporter's address"),
        _reporter("reporter_note", "Ghi chú thêm", "Further note on the reporter", longest=1000),
    ),
)
_SIGNING = Section(
    "signing",
    "",
    "Signature",
    (
        _house(
            "officer_signature",
            "Cán bộ tiếp nhận thông tin (Ký, ghi rõ họ tên)",
            "Officer who received the information (signature, full name)",
        ),
    ),
)

FORM: Final = Form(
    number="01",
    title="BÁO CÁO TIẾP NHẬN THÔNG TIN TRẺ EM",
    gloss="Report of information received about a child",
    edition=Edition("56/2017", date(2017, 7, 1), None, ANNEX),
    confirmed=True,
    source=ANNEX,
    sections=(_HEAD, _GENERAL, _SOURCE, _CHILD, _REPORTER, _SIGNING),
    motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    # The copies at hand are damaged in note (4), break off in note (5), and lack note (6).
    notes=(
        Note("(1)", "Tên cơ quan tiếp nhận thông tin."),
        Note("(2)", "Chữ viết tắt tên cơ quan tiếp nhận thông tin."),
        Note("(3)", "Địa danh."),
        Note(
            "(4)",
            "Trẻ em thuộc đối tượng: bị xâm hại/có nguy cơ bị bạo lực/bóc lột/bỏ rơi và "
            "trẻ em có hoàn cảnh đặc biệt.",
            confirmed=False,
        ),
        Note("(5)", "Cán bộ ghi nếu biết thông tin.", confirmed=False),
    ),
)
