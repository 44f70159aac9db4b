"""The registry of releases: what was released before, the next number, one more for good."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from caseapp import desk
from caseapp.records.releases import FigureExposure, Release
from caseapp.rules.releasing import number_of
from caseapp.rules.values import Period, RuleBroken, local_day, msgid
from caseapp.statistics.exchange_mapping import MappingFault, read_mapping
from caseapp.statistics.observations import FreeRange, span_of
from caseapp.statistics.releases.core import CORE
from caseapp.statistics.releases.files import ReleaseFacts, content_hash, release_files
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.preparing import Earlier, Prepared
from caseapp.statistics.releases.sources import Source, open_source

_NO_ID: Final = msgid("The file of ids lacks something: %(what)s")
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""What an archive says of each file's time, so that the same files make the same archive."""


@dataclass(frozen=True)
class Proposed:
    """Who proposed what is registered, and when."""

    by: int | None
    at: datetime


def count_known(door: desk.Door) -> int:
    """Return how much is known for good: releases, and figures of the office that became public.

    Nothing of either is ever taken away, so that the same number stands for the same knowledge.
    """
    tables = (Release, FigureExposure)
    return sum(door.session.scalar(select(func.count(one.id))) or 0 for one in tables)


def earlier_releases(door: desk.Door) -> list[Earlier]:
    """Return all that was released, the oldest first, each with the edition it was made from."""
    rows = door.session.scalars(
        select(Release).options(undefer(Release.package)).order_by(Release.id)
    ).all()
    sources: dict[int, Source] = {}
    for row in rows:
        if row.frozen_id not in sources:
            sources[row.frozen_id] = source_of(door, row.frozen_id)
    return [_earlier(row, sources[row.frozen_id]) for row in rows]


def source_of(door: desk.Door, frozen: int) -> Source:
    """Return a frozen edition, its period by the short name: 2026H1 and not its two days."""
    source = open_source(door, frozen)
    try:
        span = span_of(source.period)
    except FreeRange:  # nothing is released of it, and the refusal names it as it was written
        return source
    part = {"A": "", "S": f"H{span.number}", "Q": f"Q{span.number}", "M": f"M{span.number:02d}"}
    return replace(source, period=Period.parse(f"{span.year}{part[span.frequency]}"))


def _earlier(row: Release, source: Source) -> Earlier:
    files = unpacked(row.package)
    return Earlier(
        number=row.number,
        layout=row.layout,
        version=row.version,
        source=source,
        policy=Policy.from_plain(json.loads(row.policy)),
        files={name: files[name] for name in CORE if name in files},
    )


def register(
    door: desk.Door, prepared: Prepared, source: Source, policy: Policy, proposed: Proposed
) -> Release:
    """Number a release and keep its files for good, in the door's own transaction.

    RuleBroken where the instance's own file of ids for other systems lacks one.
    """
    facts = _facts(door, prepared.layout, source)
    try:
        ids = read_mapping(door.place.folder)
        package = packed(release_files(prepared, facts, source, policy, ids))
    except MappingFault as fault:
        raise RuleBroken(_NO_ID, params={"what": str(fault)}) from fault
    row = Release(
        number=facts.number,
        period=source.period.id,
        first_day=source.period.start,
        last_day=source.period.end,
        basis=source.basis,
        frozen_id=source.frozen,
        layout=prepared.layout,
        version=prepared.version,
        edition=facts.edition,
        supersedes=facts.supersedes,
        k=policy.k,
        policy=json.dumps(policy.as_plain(), ensure_ascii=False, sort_keys=True),
        definition=source.definition,
        cells=prepared.cells,
        hidden=prepared.hidden,
        proposed_at=proposed.at,
        proposed_by=proposed.by,
        signed_at=door.now,
        signed_by=door.actor.user_id,
        sha256=bytes.fromhex(content_hash(prepared.files)),
        package_sha256=hashlib.sha256(package).digest(),
        package=package,
    )
    door.session.add(row)
    door.session.flush()
    return row


def _facts(door: desk.Door, layout: str, source: Source) -> ReleaseFacts:
    """Return the next number, and which edition of its layout and period it gives."""
    before = door.session.scalars(
        select(Release)
        .where(
            Release.layout == layout,
            Release.first_day == source.period.start,
            Release.last_day == source.period.end,
        )
        .order_by(Release.edition.desc())
        .limit(1)
    ).first()
    return ReleaseFacts(
        number=_next_number(door),
        edition=before.edition + 1 if before else 1,
        supersedes=before.number if before else "",
        signed_at=door.now,
    )


def _next_number(door: desk.Door) -> str:
    year = local_day(door.now).year
    start = number_of(year, 0)[:-3]
    used = door.session.scalars(select(Release.number).where(Release.number.startswith(start)))
    return number_of(year, max((int(one.removeprefix(start)) for one in used), default=0) + 1)


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as one archive, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpacked(package: bytes) -> dict[str, bytes]:
    """Return the files of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
