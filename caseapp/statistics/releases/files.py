"""The public files of a release: the core, and the same cells for people and other programs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from caseapp.statistics.releases.core import CORE
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.preparing import Prepared
from caseapp.statistics.releases.sources import Source


@dataclass(frozen=True)
class ReleaseFacts:
    """What the register gives a release; `supersedes` is the number of an earlier edition, or ""."""

    number: str
    edition: int
    supersedes: str
    signed_at: datetime


def release_files(
    prepared: Prepared, facts: ReleaseFacts, source: Source, policy: Policy
) -> dict[str, bytes]:
    """Return every public file by its name, in the order in which they are listed."""
    told = {
        "number": facts.number,
        "period": source.period.id,
        "layout": prepared.layout,
        "version": prepared.version,
        "edition": facts.edition,
        "supersedes": facts.supersedes,
        "policy": {"k": policy.k},
        "definitions": source.definition,
        "hash": content_hash(prepared.files),
        "time": facts.signed_at.isoformat(),
        "cells": prepared.cells,
        "hidden": prepared.hidden,
    }
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return {**prepared.files, "release.json": text.encode()}


def content_hash(files: Mapping[str, bytes]) -> str:
    """Return the sha256 of the core files, names and bytes, as a hexadecimal number."""
    found = hashlib.sha256()
    for name in CORE:
        if name in files:
            found.update(f"{name}\n{len(files[name])}\n".encode())
            found.update(files[name])
    return found.hexdigest()
