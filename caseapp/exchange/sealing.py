"""Seals what an import brings under the keys of the children it speaks of, made when needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from caseapp.desk import Door
from caseapp.exchange.bulk_rows import update_rows
from caseapp.exchange.linking import Links
from caseapp.records.children import Child

Columns = Mapping[str, Sequence[Any]]


class Sealing:
    """Knows each child's key; `reports` are keys of reports that have no child."""

    def __init__(self, door: Door, links: Links) -> None:
        self._door = door
        self.children = links.children.keys
        self._recorded = links.children.recorded | set(links.children.counts_as.values())
        self.reports: dict[int, int] = {}

    def make_keys(self, written: Mapping[str, Sequence[Columns]]) -> None:
        """Make the keys that rows with something to seal lack, all at once; open the others.

        `written` are the columns of each sheet's rows, new and changed.
        """
        children, alone = set(_children(written)), sorted(set(_childless(written)))
        lacking = sorted(children - self.children.keys())
        made = self._door.new_keys(len(lacking) + len(alone))
        self.children.update(zip(lacking, made[: len(lacking)], strict=True))
        self.reports.update(zip(alone, made[len(lacking) :], strict=True))
        self._attach([child for child in lacking if child in self._recorded])
        self._door.open_keys(self.children[child] for child in children)

    def _attach(self, known: Sequence[int]) -> None:
        """Give new keys to children that were recorded without one."""
        if known:
            rows = [{"row": child, "key_id": self.children[child]} for child in known]
            update_rows(self._door, Child, ("key_id",), rows)

    def seal(self, key_id: int | None, column: str, row_id: int, text: str) -> bytes | None:
        """Seal a text for one cell; an empty text is no cell and needs no key."""
        if not text:
            return None
        assert key_id is not None
        return self._door.seal(key_id, column, row_id, text)


def _children(written: Mapping[str, Sequence[Columns]]) -> Iterator[int]:
    for sheet, (column, child) in _SEALED.items():
        for rows in written.get(sheet, ()):
            yield from (c for c, text in zip(rows[child], rows[column], strict=True) if text and c)


_SEALED: Final = {
    "children": ("personal_id", "id"),
    "assistance": ("note", "sealed_for"),
    "reports": ("narrative", "child_id"),
    "referrals": ("reason", "child_id"),
}


def _childless(written: Mapping[str, Sequence[Columns]]) -> Iterator[int]:
    """Yield the reports that need a key of their own, for they have no child and none yet."""
    for rows in written.get("reports", ()):
        kept = rows.get("kept_key", [None] * len(rows["id"]))
        columns = zip(rows["id"], rows["narrative"], rows["child_id"], kept, strict=True)
        yield from (report for report, text, child, key in columns if text and not (child or key))
