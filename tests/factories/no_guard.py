"""What stands in the place of a guard that is taken away: functions that guard nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from caseapp.rules.access import Act, Role


def nothing(*_args: Any, **_named: Any) -> None:
    return None


def no(*_args: Any, **_named: Any) -> bool:
    return False


def yes(*_args: Any, **_named: Any) -> bool:
    return True


def none_of_it(*_args: Any, **_named: Any) -> tuple[()]:
    return ()


def nowhere(*_args: Any, **_named: Any) -> str:
    return ""


def same(text: Any, *_args: Any, **_named: Any) -> Any:
    return text


def third(_form: Any, values: Any, *_args: Any, **_named: Any) -> Any:
    return dict(values)


def whole(state: Any, *_args: Any, **_named: Any) -> Any:
    return state.statement


def png(_content: Any) -> str:
    return "png"


def own(_self: Any) -> str:
    return "the same for every key"


def fetched(_self: Any, url: str, headers: Any = None) -> Any:
    from weasyprint.urls import URLFetcherResponse

    del headers
    return URLFetcherResponse(url, b"", {"Content-Type": "text/css"})


def unbound(aead: Any) -> Any:
    class Made:
        """Stands for the class: it cannot be derived from."""

        def __init__(self, key: Any) -> None:
            self._aead = aead(key)

        def encrypt(self, nonce: Any, data: Any, _place: Any) -> Any:
            return self._aead.encrypt(nonce, data, None)

        def decrypt(self, nonce: Any, data: Any, _place: Any) -> Any:
            return self._aead.decrypt(nonce, data, None)

    return Made


def link_lives(link: Any) -> Any:
    from sqlalchemy import select

    from caseapp.records.answer_links import AnswerLink
    from caseapp.records.referrals import Referral

    return Referral.id.in_(select(AnswerLink.referral_id).where(AnswerLink.id == link.number))


def plain_cookie(response: Any, entry: Any) -> Any:
    response.set_cookie("caseapp_session", entry.token or "", path="/")
    return response


def untriggered(fill: Any) -> Any:
    def filled(*given: Any, **named: Any) -> Any:
        from caseapp.records.audit import TRIGGERS
        from caseapp.records.db import db
        from caseapp.records.scope import Reach, reaching

        found = fill(*given, **named)
        with reaching(Reach(None, "bulk")), db.engine.begin() as connection:
            for trigger in TRIGGERS:
                connection.exec_driver_sql(f"DROP TRIGGER {trigger.split()[2]}")
        return found

    return filled


def wider(policy: Any) -> Any:
    return {**policy, Role.STATISTICIAN: policy[Role.STATISTICIAN] | {Act.CASE_READ}}


def without(*names: str) -> Callable[[Any], Any]:
    return lambda heads: {name: value for name, value in heads.items() if name not in names}


def unkept(response: Any) -> Any:
    return response


def idle_alone(row: Any, clock: Any) -> Any:
    from caseapp.casework.sessions import IDLE

    return clock - row.seen_at > IDLE


def written_anyway(self: Any, prepared: Any) -> None:
    for write in prepared.waiting or ():
        write(self.session)
