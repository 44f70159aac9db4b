"""The agency's answer: a moment is owed, words are not."""

from __future__ import annotations

from caseapp.web.inbox.forms import ReplyForm
from tests.factories.house import House


def test_a_moment_is_owed_and_words_have_a_limit(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data={"comment": "a" * 10_001}):
        form = ReplyForm()
        assert not form.validate()
        assert set(form.errors) == {"happened_at", "comment"}
