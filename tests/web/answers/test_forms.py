"""Whoever answers by a link says who they are, what they are, and what they answer."""

from __future__ import annotations

from caseapp.web.answers.forms import NoteForm, ReplyForm, SecretForm
from tests.factories.house import House


def test_nothing_is_taken_from_nobody(house: House) -> None:
    with house.app.test_request_context(method="POST"):
        house.app.config["WTF_CSRF_ENABLED"] = False
        reply, note, secret = ReplyForm(), NoteForm(prefix="note1-"), SecretForm()
        reply.move.choices = [("accept", "x")]
        assert not any(form.validate() for form in (reply, note, secret))
        assert {"name", "role", "move"} <= set(reply.errors)
        assert {"name", "role"} <= set(note.errors)
        assert set(secret.errors) == {"secret"}
        assert note.prefixed(NoteForm(prefix="note1-"))
        assert not note.prefixed(NoteForm(prefix="note2-"))
