"""What an act may use while the desk holds the door open for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Result, Select

from caseapp.records import audit, marks
from caseapp.records.coded_files import one_with
from caseapp.records.db import Row
from caseapp.records.gathering import Gathering
from caseapp.records.posts import Post
from caseapp.records.scope import FEW
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import AlreadyDone, Erased, Missing, Stale
from caseapp.rules.scope import Scope

R = TypeVar("R", bound=Row)
_LARGEST: Final = 2**31 - 1  # of a number that any database keeps; addresses may name larger ones


class Overtaken(Exception):
    """What was prepared may not fit any more: another act was let in meanwhile."""


@dataclass
class Door(Gathering):
    """What an act may use while the door is open."""

    actor: Actor
    act: Act
    now: datetime
    scope: Scope
    made: str = ""
    trial: bool = False  # True: nothing of the act is kept
    last_write: bytes = b""  # the mark of the act that was let in last, before this one
    _entries: list[audit.Entry] = field(default_factory=list)

    def log(self, subject: str, area_id: int | None = None, **detail: Any) -> None:  # noqa: ANN401 - JSON
        """Note what was done or read: `kind:id`, its unit, names of fields and counts."""
        self._entries.append(self._entry(subject, "done", area_id, detail))

    def log_denial(self, subject: str) -> None:
        """Note that what was asked for was refused, in an act that itself goes on."""
        self._entries.append(self._entry(subject, "denied", None, {}))

    def _entry(
        self, subject: str, outcome: str, area_id: int | None, detail: dict[str, Any]
    ) -> audit.Entry:
        details = tuple(sorted((*detail.items(), *self.actor.told)))
        return audit.Entry(self.actor.label, self.act, outcome, subject, area_id, details)

    def find(self, model: type[R], **fields: object) -> R:
        """Return the one row within reach that has these values; else Missing, or Erased."""
        askable = all(not isinstance(value, int) or value <= _LARGEST for value in fields.values())
        row, erased = one_with(self.session, model, fields) if askable else (None, None)
        if row is None or erased is not None:
            named = (value for value in fields.values() if value is not None)
            subject = marks.subject_of(model.__tablename__, *named)
            raise Erased(subject, erased) if erased else Missing(subject)
        return row

    def few(self, asked: Select[Any], **values: object) -> Result[Any]:
        """Run a select whose own conditions leave few rows: each child is looked up by itself.

        Else all children of the units are gathered first, which takes longer than a list does.
        `values` are those of the select's places for them.
        """
        return self.session.execute(asked, values or None, execution_options={FEW: True})

    def expect_version(self, row: Any, version: int | None, newest: int | None = None) -> None:  # noqa: ANN401 - a versioned row
        """Raise Stale when the row, or its `newest` text, is not what the form was filled from."""
        if version is not None and (row.version if newest is None else newest) != version:
            raise Stale(marks.subject_of(row.__tablename__, getattr(row, "code", row.id)))

    def first_post(self, post: str) -> None:
        """Raise AlreadyDone when a form with this key was taken before; from others never as same.

        `post` is the key, or `key:hash` with a hash of the content.
        """
        token, _, content = post.partition(":")
        done = self.session.get(Post, token)
        if done is not None:
            own = done.user_id == self.actor.posts_as
            raise AlreadyDone(done.made * own, changed=not own or done.content != content)

    def keep_post(self, post: str) -> None:
        """Remember the form's key with what was made, in the same transaction."""
        assert self.actor.posts_as is not None
        token, _, content = post.partition(":")
        self.session.add(
            Post(
                token=token,
                content=content,
                user_id=self.actor.posts_as,
                made=self.made,
                at=self.now,
            )
        )

    def written(self) -> list[audit.Entry]:
        """Return the entries of this act; one at least, that names no subject."""
        return self._entries or [self._entry("", "done", None, {})]

    def take_over(self, prepared: Door) -> None:
        """Write what another door got ready, its log too; Overtaken unless nothing came between."""
        if prepared.last_write != self.last_write:
            raise Overtaken(self.act)
        for write in prepared.waiting or ():
            write(self.session)
        self._entries += prepared._entries
