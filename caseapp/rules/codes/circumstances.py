"""Codes of special circumstances: the 14 groups of the law, their sub-groups, the status."""

from dataclasses import dataclass
from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList


@dataclass(frozen=True, kw_only=True)
class Group(Code):
    """A group of Art. 10.1; `letter`: its point in the law, `article`: of Decree 56/2017."""

    letter: str
    article: int


@dataclass(frozen=True, kw_only=True)
class Subgroup(Code):
    """A case within a group, from the decree's article on that group; `group`: the group's code."""

    group: str


_GROUPS = (
    ("a", "Trẻ em mồ côi cả cha và mẹ", "Both parents dead"),
    ("b", "Trẻ em bị bỏ rơi", "Abandoned"),
    ("c", "Trẻ em không nơi nương tựa", "With no one to rely on"),
    ("d", "Trẻ em khuyết tật", "With a disability"),
    ("đ", "Trẻ em nhiễm HIV/AIDS", "Living with HIV/AIDS"),
    ("e", "Trẻ em vi phạm pháp luật", "In conflict with the law"),
    ("g", "Trẻ em nghiện ma túy", "Addicted to drugs"),
    (
        "h",
        "Trẻ em phải bỏ học kiếm sống chưa hoàn thành phổ cập giáo dục trung học cơ sở",
        "Left school to earn a living before completing lower secondary",
    ),
    (
        "i",
        "Trẻ em bị tổn hại nghiêm trọng về thể chất và tinh thần do bị bạo lực",
        "Seriously harmed in body and mind by violence",
    ),
    ("k", "Trẻ em bị bóc lột", "Exploited"),
    ("l", "Trẻ em bị xâm hại tình dục", "Sexually abused"),
    ("m", "Trẻ em bị mua bán", "Trafficked"),
    (
        "n",
        (
            "Trẻ em mắc bệnh hiểm nghèo hoặc bệnh phải điều trị dài ngày "
            "thuộc hộ nghèo hoặc hộ cận nghèo"
        ),
        "Life-threatening or long illness in a poor or near-poor household",
    ),
    (
        "o",
        (
            "Trẻ em di cư, trẻ em lánh nạn, tị nạn chưa xác định được cha mẹ "
            "hoặc không có người chăm sóc"
        ),
        "Migrant, displaced or refugee child, parents unknown or without carer",
    ),
)


def _group(number: int, letter: str, vi: str, en: str) -> Group:
    return Group(
        code=f"{number:02}",
        vi=vi,
        en=en,
        source=f"Luật Trẻ em 102/2016/QH13, Điều 10 khoản 1 điểm {letter}",
        letter=letter,
        # The decree describes the groups in the order of the law, from Art. 3 to Art. 16.
        article=number + 2,
    )


GROUPS: Final = CodeList("groups", (_group(n, *row) for n, row in enumerate(_GROUPS, start=1)))

_DETAINED = (
    "đang chấp hành án phạt tù hoặc quyết định đưa vào cơ sở giáo dục bắt buộc, "
    "cơ sở cai nghiện bắt buộc"
)
_IN_FACILITY = "đang hưởng chế độ tại cơ sở trợ giúp xã hội"
_UNABLE = "không còn khả năng chăm sóc, nuôi dưỡng"
_ONE_DEAD = "Mồ côi cha hoặc mẹ, người còn lại"
_ONE_MISSING = "Cha hoặc mẹ mất tích, người còn lại"

# (label, gloss, whether the wording was seen in a source). Groups 05, 12, 13 and 14 have
# sub-groups whose text is unknown: they are absent until it has been seen.
_SUBGROUPS: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "01": (
        ("Không có người chăm sóc", "Without a carer", True),
        (
            "Được nuôi dưỡng trong cơ sở cung cấp dịch vụ bảo vệ trẻ em hoặc cơ sở trợ giúp xã hội",
            "In a child protection or social assistance facility",
            True,
        ),
        ("Sống với người thân thích", "Living with relatives", True),
        (
            (
                "Được nhận chăm sóc thay thế bởi cá nhân, gia đình không phải người thân thích, "
                "trừ trường hợp được nhận làm con nuôi"
            ),
            "In alternative care by non-relatives, except adoption",
            True,
        ),
    ),
    "02": (
        ("Chưa được chăm sóc thay thế", "Not yet in alternative care", True),
        ("Được chăm sóc thay thế", "In alternative care", True),
    ),
    "03": (
        (f"{_ONE_DEAD} mất tích", "One parent dead, the other missing", True),
        (
            f"{_ONE_DEAD} {_IN_FACILITY} hoặc {_UNABLE}",
            "One parent dead, the other in a facility or unable to care",
            True,
        ),
        (f"{_ONE_DEAD} {_DETAINED}", "One parent dead, the other detained", True),
        ("Cả cha và mẹ mất tích", "Both parents missing", True),
        (
            f"{_ONE_MISSING} {_IN_FACILITY} hoặc {_UNABLE}",
            "One parent missing, the other in a facility or unable to care",
            False,
        ),
        (f"{_ONE_MISSING} {_DETAINED}", "One parent missing, the other detained", False),
        (f"Cả cha và mẹ {_UNABLE}", "Both parents unable to care", False),
        (f"Cả cha và mẹ {_IN_FACILITY}", "Both parents in a facility", False),
        (f"Cả cha và mẹ {_DETAINED}", "Both parents detained", False),
        (
            f"Cha hoặc mẹ {_IN_FACILITY}, người còn lại {_DETAINED}",
            "One parent in a facility, the other detained",
            False,
        ),
        (
            "Sống trong gia đình có cả cha và mẹ trong độ tuổi trẻ em",
            "Both parents are themselves children",
            True,
        ),
        (
            (
                "Cả cha và mẹ bị hạn chế quyền làm cha mẹ hoặc tạm thời cách ly "
                "khỏi cha hoặc mẹ theo quy định của pháp luật"
            ),
            "Parental rights restricted, or child separated from a parent by law",
            True,
        ),
    ),
    "04": (
        ("Khuyết tật đặc biệt nặng", "Very severe disability", False),
        ("Khuyết tật nặng", "Severe disability", False),
        ("Khuyết tật nhẹ", "Mild disability", False),
    ),
    "06": (
        ("Đang được giáo dục tại xã, phường, thị trấn", "Education in the commune", False),
        (
            "Đang ở trường giáo dưỡng hoặc chấp hành án phạt tù",
            "In a reform school or serving a sentence",
            False,
        ),
        (
            "Đã chấp hành xong, không có nguồn hỗ trợ",
            "Measure or sentence served, without support",
            False,
        ),
    ),
    "07": (
        ("Đang ở cơ sở cai nghiện", "In a detoxification facility", False),
        ("Đang cai nghiện tại gia đình, cộng đồng", "Detoxification at home", False),
        ("Chưa cai nghiện hoặc sau cai nghiện", "Before or after treatment", False),
    ),
    "08": (
        ("Không có người chăm sóc", "Without a carer", False),
        ("Có người chăm sóc", "With a carer", False),
    ),
    "09": (
        (
            "Bị tổn hại thân thể do bị hành hạ, ngược đãi, đánh đập",
            "Bodily harm from mistreatment or beating",
            False,
        ),
        (
            "Bị rối loạn tâm thần, hành vi do bị lăng mạ, cô lập, xua đuổi",
            "Mental or behavioural disorder from insult, isolation or expulsion",
            False,
        ),
    ),
    "10": (
        (
            "Bị bắt buộc tham gia lao động trái quy định của pháp luật",
            "Forced into unlawful labour",
            True,
        ),
        (
            "Bị sử dụng trình diễn hoặc sản xuất sản phẩm khiêu dâm",
            "Used in pornographic performance or production",
            False,
        ),
        (
            "Bị lôi kéo vào du lịch nhằm mục đích xâm hại tình dục",
            "Used in tourism aimed at sexual abuse",
            False,
        ),
        (
            "Bị cho, nhận hoặc cung cấp để hoạt động mại dâm",
            "Given, received or supplied for prostitution",
            False,
        ),
        (
            "Bị lôi kéo vận chuyển, mua bán, sản xuất, tàng trữ ma túy hoặc hàng cấm khác",
            "Drawn into carrying, trading, making or storing drugs or other prohibited goods",
            False,
        ),
    ),
    "11": (
        ("Bị hiếp dâm", "Rape", True),
        ("Bị cưỡng dâm", "Forced intercourse by abuse of dependence", True),
        ("Bị giao cấu", "Intercourse with a child", True),
        ("Bị dâm ô", "Molestation", True),
        (
            "Bị sử dụng vào mục đích mại dâm, khiêu dâm dưới mọi hình thức",
            "Used for prostitution or pornography in any form",
            True,
        ),
    ),
}


def _subgroup(group: Group, number: int, vi: str, en: str, confirmed: bool) -> Subgroup:
    return Subgroup(
        code=f"{group.code}.{number}",
        vi=vi,
        en=en,
        source=f"Nghị định 56/2017/NĐ-CP, Điều {group.article} khoản {number}",
        confirmed=confirmed,
        group=group.code,
    )


SUBGROUPS: Final = CodeList(
    "subgroups",
    (
        _subgroup(GROUPS[code], number, *row)
        for code, rows in _SUBGROUPS.items()
        for number, row in enumerate(rows, start=1)
    ),
)

CIRCUMSTANCE_STATUS: Final = CodeList(
    "circumstance_status",
    (
        Code(
            "confirmed",
            "Có hoàn cảnh đặc biệt",
            "In special circumstances",
            "Luật Trẻ em 102/2016/QH13, Điều 4 khoản 10",
        ),
        Code(
            "at_risk",
            "Có nguy cơ rơi vào hoàn cảnh đặc biệt",
            "At risk of special circumstances",
            "Luật Trẻ em 102/2016/QH13, Điều 49",
        ),
    ),
)
