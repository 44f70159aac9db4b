"""The list of those whom a disaster hit as a workbook: to fill without network, and read again.

Nothing is stored here: what was read goes on into the page's own form, where the questions are.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from caseapp.exchange.cells import CellFault, as_text, read_column
from caseapp.exchange.faults import Faults
from caseapp.exchange.measuring import Damaged, TooFar, measured, open_archive
from caseapp.exchange.plain_text import BadText, clean_line, neutralise
from caseapp.exchange.reading import RawSheet, read_workbook
from caseapp.exchange.sheets import Column, Kind
from caseapp.rules.codes import LISTS
from caseapp.rules.disasters import MOST_LINES, Spell, TypedLine, check_line
from caseapp.rules.matching import fold
from caseapp.rules.values import msgid

LIST_NAME: Final = "Danh sách"
COLUMNS: Final = {
    "head": "Họ và tên chủ hộ",
    "hamlet": "Thôn, ấp, khu vực",
    "name": "Họ và tên trẻ em",
    "birth": "Năm sinh hoặc tuổi",
    "sex": "Giới tính",
    "harm": "Thiệt hại",
    "affected_on": "Ngày bị ảnh hưởng",
    "listed_on": "Ngày lập danh sách",
}
"""The columns by the field of a line that they hold, with their headings."""

_WIDTHS: Final = (28, 24, 28, 16, 12, 28, 18, 18)
_NEEDED: Final = ("head", "hamlet", "name", "birth", "sex")
_CODES: Final = {"sex": "sex", "harm": "harms"}
_NOTES: Final = (
    "Mỗi dòng là một trẻ em dưới 16 tuổi. Cùng chủ hộ và cùng thôn, ấp, khu vực là một hộ.",
    "Trẻ thứ hai trở đi của một hộ: có thể để trống chủ hộ và thôn, ấp như dòng trên.",
    "Năm sinh hoặc tuổi: ghi năm sinh (2018), ngày sinh (05/09/2018) hoặc số tuổi (8).",
    "Giới tính và thiệt hại: chọn trong danh sách của ô. Không rõ thiệt hại thì để trống.",
    "Ngày bị ảnh hưởng để trống là ngày đầu của đợt thiên tai. Ngày ghi theo dạng 16/11/2026.",
    f"Một tệp nhận nhiều nhất {MOST_LINES} trẻ em. Không đổi tên cột và tên trang tính.",
    "Tệp này có tên trẻ em: chỉ giữ trên máy của cơ quan và xóa đi sau khi đã nộp lên hệ thống.",
)

_LARGEST: Final = 32 * 1024 * 1024
_LAST_ROW: Final = 2_000
_LAST_COLUMN: Final = 702
_UNREADABLE: Final = msgid("This is no workbook that can be read: save the list as .xlsx")
_TOO_LARGE: Final = msgid("This workbook is larger than such a list can be")


@dataclass(frozen=True)
class ListFault:
    """What is wrong at a place of the file: row as a spreadsheet shows it, the column's heading."""

    row: int
    column: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ListRead:
    """The lines of a list in their order, or all that is wrong with it."""

    lines: tuple[TypedLine, ...]
    faults: tuple[ListFault, ...]


def template(disaster: str, unit: str) -> bytes:
    """Return the empty workbook of a disaster and a unit: the list, the choices, the notes."""
    from openpyxl import Workbook  # noqa: PLC0415 - openpyxl is large
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = LIST_NAME
    sheet.append(list(COLUMNS.values()))
    for number, width in enumerate(_WIDTHS, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet[f"{letter}1"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    choices = book.create_sheet("Danh mục")
    for place, (name, codes) in enumerate(_CODES.items(), start=1):
        labels = [LISTS[codes].label(code, "vi") for code in LISTS[codes].codes]
        for row, text in enumerate([COLUMNS[name], *labels], start=1):
            choices.cell(row, place, text)
        _offer(sheet, name, f"'Danh mục'!${get_column_letter(place)}$2:"
               f"${get_column_letter(place)}${len(labels) + 1}")  # fmt: skip
        choices.column_dimensions[get_column_letter(place)].width = 40
    notes = book.create_sheet("Hướng dẫn")
    notes.column_dimensions["A"].width = 110
    for text in (neutralise(disaster), unit, *_NOTES):
        notes.append([text])
    for row in range(2, MOST_LINES + 2):
        sheet.cell(row, 4).number_format = "@"
        for column in (7, 8):
            sheet.cell(row, column).number_format = "DD/MM/YYYY"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _offer(sheet: Any, name: str, among: str) -> None:  # noqa: ANN401 - openpyxl's own
    """Let the cells of a column be chosen from a list."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - openpyxl is large
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

    letter = get_column_letter(list(COLUMNS).index(name) + 1)
    offered = DataValidation("list", formula1=among, allow_blank=True, showErrorMessage=True)
    offered.errorTitle, offered.error = COLUMNS[name], "Chọn trong danh sách"
    offered.add(f"{letter}2:{letter}{MOST_LINES + 1}")
    sheet.add_data_validation(offered)


def read_list(content: bytes, spell: Spell, today: date) -> ListRead:
    """Read a list that was filled, for a disaster of these days; nothing is stored."""
    faults = Faults()
    try:
        sheets = read_workbook(_measured(content), LIST_NAME, faults)
    except Damaged:
        return ListRead((), (ListFault(1, "", _UNREADABLE),))
    except TooFar:
        return ListRead((), (ListFault(1, "", _TOO_LARGE),))
    if faults:
        return ListRead((), (ListFault(1, "", _UNREADABLE),))
    found = [sheet for sheet in sheets if sheet.name.strip() == LIST_NAME] or sheets[:1]
    if not found or not found[0].rows:
        return ListRead((), (ListFault(1, "", msgid("The list is empty")),))
    return _read(found[0], spell, today)


def _measured(content: bytes) -> bytes:
    """Return the file as it may be opened: every part as large as it says, no cell far off."""
    with open_archive(content) as parts:
        if sum(part.file_size for part in parts.infolist()) > _LARGEST:
            raise TooFar(0, 0)
    return measured(content, lambda row, column: row <= _LAST_ROW and column <= _LAST_COLUMN)


def _read(sheet: RawSheet, spell: Spell, today: date) -> ListRead:
    columns, faults = _headings(sheet.rows[0])
    lines: list[TypedLine] = []
    if faults:
        return ListRead((), tuple(faults))
    household = ("", "")
    for number, row in enumerate(sheet.rows[1:], start=2):
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        values = dict(_values(cells, number, faults))
        if not any(values.values()):
            continue
        if not values["head"] and not values["hamlet"]:
            values["head"], values["hamlet"] = household
        household = (values["head"], values["hamlet"])
        if not values.get("affected_on") and _is_read(faults, number, "affected_on"):
            values["affected_on"] = spell.first
        typed = TypedLine(**values)
        lines.append(typed)
        told = {fault.column for fault in faults if fault.row == number}
        _, wrong = check_line(typed, spell, today)
        named = [(COLUMNS[each.field], each.message) for each in wrong]
        faults += [ListFault(number, *pair) for pair in named if pair[0] not in told]
    if not lines:
        faults.append(ListFault(2, "", msgid("The list is empty")))
    if len(lines) > MOST_LINES:
        words = msgid("Enter at most %(most)d children at once")
        faults.append(ListFault(len(sheet.rows), "", words, {"most": MOST_LINES}))
    return ListRead(tuple(lines), tuple(sorted(faults, key=_place)))


def _place(fault: ListFault) -> tuple[int, int]:
    order = list(COLUMNS.values())
    return fault.row, order.index(fault.column) if fault.column in order else len(order)


def _is_read(faults: Iterable[ListFault], row: int, name: str) -> bool:
    return all((each.row, each.column) != (row, COLUMNS[name]) for each in faults)


def _headings(row: Sequence[Any]) -> tuple[dict[str, int], list[ListFault]]:
    """Return where each column stands, by its heading or its field's name, in any order."""
    known = {fold(text): name for name, text in COLUMNS.items()} | {name: name for name in COLUMNS}
    columns: dict[str, int] = {}
    faults = []
    for at, cell in enumerate(row):
        text = str(cell).strip()
        name = known.get(fold(text)) or known.get(text)
        if name is not None and name not in columns:
            columns[name] = at
        elif text:
            words = msgid("This column does not belong to the list, or stands there twice")
            faults.append(ListFault(1, text[:40], words))
    faults += [
        ListFault(1, COLUMNS[name], msgid("This column is missing"))
        for name in _NEEDED
        if name not in columns
    ]
    return columns, faults


def _values(
    cells: Mapping[str, Any], row: int, faults: list[ListFault]
) -> Iterator[tuple[str, Any]]:
    """Yield what each cell holds, '' or None for one at fault, which is noted."""
    for name in ("head", "hamlet", "name", "birth", "sex", "harm"):
        try:
            text = clean_line(as_text(cells.get(name, "")))
        except (BadText, CellFault):
            faults.append(ListFault(row, COLUMNS[name], msgid("This cell cannot be read")))
            text = ""
        yield name, _code(name, text) if name in _CODES else text
    for name in ("affected_on", "listed_on"):
        column = Column(name, COLUMNS[name], Kind.DAY)
        read, wrong = read_column(column, [cells.get(name, "")])
        if wrong:
            words = msgid("Write the day as DD/MM/YYYY")
            faults.append(ListFault(row, COLUMNS[name], words))
        yield name, None if wrong else read[0]


def _code(name: str, text: str) -> str:
    """Return the code that a label names, in any spelling; what none names stays and is refused."""
    codes = LISTS[_CODES[name]]
    known = {fold(codes.label(code, "vi")): code for code in codes.codes}
    return known.get(fold(text), text)
