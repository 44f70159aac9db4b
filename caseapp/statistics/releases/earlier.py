"""Releases as they bear on one another: what each prints, of which edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseapp.statistics.disclosure.folder import read_files
from caseapp.statistics.disclosure.layout import Codes, Layout
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.sources import Source


@dataclass(frozen=True)
class Earlier:
    """A release that stands in the register, with what it was made from and what it printed."""

    number: str
    layout: str
    version: int
    source: Source
    policy: Policy
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Piece:
    """What one release prints of its edition; without `printed`, what it is still to print.

    The dimensions of `layout` have the release's own leaves. What is `told` became known without
    being protected (exposed.py).
    """

    number: str
    source: Source
    layout: Layout
    printed: Mapping[Codes, int | None] | None = None
    told: bool = False


def piece_of(earlier: Earlier) -> Piece:
    """Return what an earlier release printed, as its own files say; Malformed, UnknownCode."""
    published = read_files(earlier.files)
    cells = {cell.codes: cell.value for cell in published.cells}
    layout = Layout(published.high, published.dimensions, tuple(cells))
    return Piece(earlier.number, earlier.source, layout, cells)
