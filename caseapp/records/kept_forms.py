"""What people have typed and not sent: drafts, sealed, each for its writer alone."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Key, MaybeStamp, Sealed, Stamp
from caseapp.records.db import Row
from caseapp.records.vault import KeyTrouble, Vault

LARGEST: Final = 400_000
"""Bytes of one draft: above what the longest form holds."""


class KeptForm(Row):
    """What somebody had typed, sealed whole; `path` is the page that it belongs to.

    `token` names the draft among those of its writer, `writer` the page as it was drawn that saved
    it last, `saves` how often it was. Without `fields` it was sent or
    thrown away, perhaps before its first save came in, and late saves come to nothing.
    `typed_by` had typed it until `typed_at`, when the supervisor handed it over to this user.
    """

    __tablename__ = "kept_forms"
    __table_args__ = (
        Index("ix_kept_forms_user", "user_id", "at"),
        Index("ix_kept_forms_token", "user_id", "token", unique=True),
    )
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    path: Mapped[str] = mapped_column(String(500))
    at: Mapped[Stamp]
    fields: Mapped[Sealed]
    token: Mapped[str] = mapped_column(String(32), server_default="")
    writer: Mapped[str] = mapped_column(String(32), server_default="")
    saves: Mapped[int] = mapped_column(Integer, server_default="1")
    begun_at: Mapped[MaybeStamp]
    typed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # added by ALTER TABLE
    typed_at: Mapped[MaybeStamp]


class TooLarge(Exception):
    """What was typed is more than a draft holds."""


def seal_fields(vault: Vault, row: KeptForm, title: str, fields: list[tuple[str, str]]) -> None:
    """Seal what stands in a form, with whose and which page's it is; TooLarge above the limit.

    `row` has its number by then: what is sealed opens in its own cell alone.
    """
    whole = {"user": row.user_id, "path": row.path, "title": title, "fields": fields}
    text = json.dumps(whole, ensure_ascii=False)
    if len(text.encode()) > LARGEST:
        raise TooLarge
    row.fields = vault.seal_own(_cell(row), text)


def open_fields(vault: Vault, row: KeptForm) -> tuple[str, list[tuple[str, str]]]:
    """Return what a page is called and what was typed into it; KeyTrouble if it is another's."""
    found = json.loads(vault.unseal_own(_cell(row), row.fields or b""))
    if isinstance(found, list):  # sent too late, before there were drafts
        found = {"user": row.user_id, "path": row.path, "title": "", "fields": found}
    if (found["user"], found["path"]) != (row.user_id, row.path):
        raise KeyTrouble(f"{_cell(row)} belongs to another person or page")
    return str(found["title"]), [(str(name), str(value)) for name, value in found["fields"]]


def _cell(row: KeptForm) -> str:
    return f"kept_forms.fields:{row.id}"
