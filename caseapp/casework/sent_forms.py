"""Whether a form was taken before, for pages that cannot be drawn once it was."""

from __future__ import annotations

from caseapp import desk
from caseapp.records.posts import Post
from caseapp.rules.access import Actor


def sent_before(actor: Actor, post: str) -> bool:
    """Tell whether this person's form with the one-time key was taken, whatever it held."""
    return _taken(actor, post) is not None


def made_before(actor: Actor, post: str) -> str | None:
    """Return what the same form, with the same content, made the first time; None for a new one."""
    made, content = _taken(actor, post) or (None, "")
    return made if content == post.partition(":")[2] else None


def _taken(actor: Actor, post: str) -> tuple[str, str] | None:
    """Return what a form made, and the hash of what it held."""
    token = post.partition(":")[0]
    with desk.ledger() as session:
        done = session.get(Post, token) if token else None
        if done is None or done.user_id != actor.user_id:
            return None
        return done.made, done.content
