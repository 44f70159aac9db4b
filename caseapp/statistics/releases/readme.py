"""The README of a release: what it counts, how it protects, what its files are; in two languages.

It is made of the pattern of hidden cells and of what the register knows, of no hidden value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from caseapp.statistics.releases.preparing import TableShare
from caseapp.statistics.releases.wording import COLUMNS, COUNTED, TITLES, vietnamese_definitions


class Told(NamedTuple):
    """What the README says of a release: plain words and numbers by name."""

    subject: str
    fields: Mapping[str, object]
    shares: Sequence[TableShare]


_VI: Final = """\
# {title_vi}, {period}

Bản công bố số **{number}**, bản {edition}{supersedes_vi}. Kiểu bảng `{layout}`, phiên bản
{version}. Công bố lúc {time}. Định nghĩa: {definitions_vi}.

{counted_vi}

## Bảo vệ

Số trẻ em từ 1 đến {most} không được in, và cùng với chúng là nhiều ô khác, sao cho từ tất cả những
gì đã từng công bố không ai tính ra được số nào như vậy: với mỗi ô phải bảo mật, luôn có những bảng
số nguyên khớp với mọi số đã in mà trong đó ô ấy bằng 0, và những bảng mà trong đó ô ấy từ {k} trở
lên (k = {k}). Ô bảo mật mang dấu `C` và có thể là bất kỳ số nào, kể cả 0; lý do không được nói.
Điều này đã được chứng minh bằng phép cộng số nguyên, rồi do một chương trình khác kiểm tra lại chỉ
từ các tệp này.

{hidden} trên {cells} ô được bảo mật ({share_vi} %):

| bảng | số ô | bảo mật |
|---|---|---|
{tables_vi}

Mã băm sha256 của `model.json`, `published.csv`, `ratios.csv`: `{hash}`

## Các tệp

| tệp | nội dung |
|---|---|
| `published.csv` | các ô; ô bảo mật có `value` trống và `status` là `C`, ô khác là `F` |
| `model.json` | các cột: phần nhỏ nhất và các mã, mỗi mã là một tập phần; `T` là tất cả |
| `ratios.csv` | các tỷ lệ phần trăm được in, với tử số và mẫu số |
| `release.json` | số, kỳ, kiểu bảng, bản, quy tắc, định nghĩa, mã băm, thời điểm |
| `sdmx.csv` | như trên, theo SDMX-CSV 2.0 |
| `figures.json` | như trên, kèm tên gọi của các mã |
| `figures.sqlite`, `metadata.json` | cho Datasette: `datasette figures.sqlite -m metadata.json` |

{licence_vi}
"""

_EN: Final = """
---

# {title_en}, {period}

Release **{number}**, edition {edition}{supersedes_en}. Layout `{layout}`, version {version}.
Released at {time}. Definitions: {definitions}.

{counted_en}

## Protection

Counts of 1 to {most} children are not printed, nor as many other cells as it takes that nobody can
work out such a count from all that was ever published: for each cell that must be hidden there are
tables of whole numbers that fit everything printed in which it is 0, and others in which it is {k}
or more (k = {k}). A hidden cell has the status `C` and may be anything, 0 included; why it is
hidden is not told. This was proved by adding whole numbers, and then checked by another program
that sees nothing but these files.

{hidden} of {cells} cells are hidden ({share} %):

| table | cells | hidden |
|---|---|---|
{tables_en}

sha256 of `model.json`, `published.csv`, `ratios.csv`: `{hash}`

## Files

| file | what it is |
|---|---|
| `published.csv` | the cells; where one is hidden `value` is empty and `status` `C`, else `F` |
| `model.json` | the columns: their smallest parts; their codes, each a set of these; `T` is all |
| `ratios.csv` | the percentages that are printed, each with numerator and denominator |
| `release.json` | number, period, layout, edition, policy, definitions, hash, time |
| `sdmx.csv` | the same as SDMX-CSV 2.0 |
| `figures.json` | the same with the names of the codes |
| `figures.sqlite`, `metadata.json` | for Datasette: `datasette figures.sqlite -m metadata.json` |

{licence_en}
"""


def readme(told: Told) -> str:
    """Return the README."""
    earlier = told.fields["supersedes"]
    title, counted = TITLES[told.subject], COUNTED[told.subject]
    return (_VI + _EN).format(
        **told.fields,
        share_vi=str(told.fields["share"]).replace(".", ","),
        definitions_vi=vietnamese_definitions(str(told.fields["definitions"])),
        title_vi=title.vi,
        title_en=title.en,
        counted_vi=counted.vi,
        counted_en=counted.en,
        supersedes_vi=f", thay cho {earlier}" if earlier else "",
        supersedes_en=f", which supersedes {earlier}" if earlier else "",
        tables_vi=_tables(told.shares, vietnamese=True),
        tables_en=_tables(told.shares, vietnamese=False),
    )


def _tables(shares: Sequence[TableShare], *, vietnamese: bool) -> str:
    lines = []
    for share in shares:
        words = [COLUMNS[name] for name in share.dimensions]
        name = " × ".join(one.vi if vietnamese else one.en for one in words)
        lines.append(f"| {name} | {share.cells} | {share.hidden} |")
    return "\n".join(lines)
