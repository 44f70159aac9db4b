"""The one text that something waits: sent by a real server, it tells nothing and stops nothing."""

from __future__ import annotations

import logging
import re
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from caseapp.casework.inbox import reply
from caseapp.casework.messages import LAPSE, WAITS, take_due
from caseapp.casework.notices import list_own
from caseapp.casework.own_account import At
from caseapp.casework.own_address import prove_address, set_address
from caseapp.casework.referrals import Answer, move_referral
from caseapp.config import Mail
from caseapp.exchange.gateway import PROOF, TEXT, send_due
from caseapp.rules.access import Actor, Grant, Role
from caseapp.rules.ringing import SPAN
from tests.casework.test_inbox import speaker
from tests.casework.test_messages import rung
from tests.factories.children import actor_of, officer_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, House
from tests.factories.messages import give_address
from tests.factories.referrals import add_agency, draft, open_a_case
from tests.factories.signing import HERE
from tests.factories.smtp import Taken, mail_server, make_certificate
from tests.factories.web import CITY, NINH_KIEU, PASSWORD, make_user

ADDRESS = "chutich@example.org"


@pytest.fixture
def waiting(house: House) -> House:
    """A house in which one message waits for the chair."""
    number = actor_of(house, make_user(house, "chair", username="chutich")).user_id
    with house.app.app_context():
        on_list("chair", username="chutich", mail=ADDRESS)
        assert rung(number or 0, "at_once") == 1
    return house


def by(taken: Taken, tls: str = "none", **more: object) -> Mail:
    return Mail("127.0.0.1", taken.port, tls, "caseapp@example.org", **more)  # type: ignore[arg-type]


def test_the_letter_says_the_one_text_and_names_nothing(waiting: House) -> None:
    with mail_server() as taken, waiting.app.app_context():
        assert send_due(by(taken), now=NOW) == 1
        assert send_due(by(taken), now=NOW) == 0
    (letter,) = taken.letters
    assert taken.recipients == [ADDRESS]
    assert letter.get_content().strip() == TEXT
    assert (letter["Subject"], letter["From"]) == ("Caseapp", "caseapp@example.org")
    told = letter.as_string()
    assert not [word for word in ("BC-", "Ninh", "chair", NINH_KIEU, "report") if word in told]
    assert taken.greetings == ["ehlo caseapp"]


def test_the_line_is_encrypted_and_the_server_must_show_who_it_is(
    waiting: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, secret = make_certificate(tmp_path / "mail.pem"), tmp_path / "secret"
    secret.write_text("hush\n")
    with mail_server(certificate) as taken, waiting.app.app_context():
        mail = by(taken, "starttls", user="caseapp", password_file=secret)
        assert send_due(mail, now=NOW) == 0
        assert (taken.letters, taken.passwords) == ([], [])
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert send_due(mail, now=NOW + WAITS[0]) == 1
    assert taken.encrypted
    assert taken.passwords == ["\0caseapp\0hush"]


def test_a_failure_is_logged_without_the_address_and_tried_again(
    waiting: House, caplog: pytest.LogCaptureFixture
) -> None:
    with mail_server() as taken, waiting.app.app_context(), caplog.at_level(logging.DEBUG):
        taken.refuses = True
        assert send_due(by(taken), now=NOW) == 0
        taken.refuses = False
        assert send_due(by(taken), now=NOW + WAITS[0] - timedelta(seconds=1)) == 0
        assert send_due(by(taken), now=NOW + WAITS[0]) == 1
    assert "message 1 was not sent" in caplog.text
    assert "example" not in caplog.text


def test_a_server_that_is_not_there_stops_nothing(waiting: House) -> None:
    with mail_server() as taken:
        gone = by(taken)
    with waiting.app.app_context():
        assert send_due(gone, now=NOW) == 0
        assert len(take_due(now=NOW + WAITS[0])) == 1


def test_an_address_that_the_server_refuses_holds_nobody_up(waiting: House) -> None:
    other = actor_of(waiting, make_user(waiting, "officer")).user_id
    with mail_server() as taken, waiting.app.app_context():
        give_address(other, "canbo@example.org")
        assert rung(other or 0, "at_once") == 1
        taken.refused = ADDRESS
        assert send_due(by(taken), now=NOW) == 1
    assert taken.recipients == ["canbo@example.org"]


def test_what_is_given_up_is_told_to_its_owner(waiting: House) -> None:
    with mail_server() as taken, waiting.app.app_context():
        taken.refuses = True
        now = NOW
        for wait in (*WAITS, timedelta()):
            assert send_due(by(taken), now=now) == 0
            now += wait
        chair = Actor(
            1, "", (Grant(Role.CHAIR, frozenset({int(NINH_KIEU)}), date(2020, 1, 1), None),)
        )
        told = {view.kind: view.mark for view in list_own(chair, now=now)}
    assert told == {"message_failed": "user:1"}


LETTER = """\
From: caseapp@example.org
To: coquan@example.org
Subject: Caseapp
Message-ID: <@example.org>
Auto-Submitted: auto-generated
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit
MIME-Version: 1.0

{text}
"""
"""All that goes over the line, but for the number that each letter has."""


def test_from_a_referral_to_the_letter_and_back(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    agency, here = speaker(house, supervisor), At("", HERE, NOW, NOW)
    with mail_server() as taken, house.app.app_context():
        set_address(agency, PASSWORD, "coquan@example.org", here, sends=True)
        send_due(by(taken), now=NOW)
        number = taken.letters[0].get_content().strip().removesuffix(".")[-6:]
        prove_address(agency, number, here)
        later = NOW + SPAN
        move_referral(supervisor, code, move="send", answer=Answer(NOW), now=later)
        assert send_due(by(taken), now=later) == 1
        give_address(officer.user_id, "canbo@example.org")
        reply(agency, code, move="accept", answer=Answer(later), now=later)
        assert send_due(by(taken), now=later) == 1
    assert taken.recipients == ["coquan@example.org"] * 2 + ["canbo@example.org"]
    proof, asked, answered = (_written(letter) for letter in taken.letters)
    assert proof == LETTER.format(text=PROOF.format(number=number))
    assert asked == LETTER.format(text="Caseapp: có việc cần bạn mở ngay.")
    assert answered == asked.replace("coquan@", "canbo@")


def _written(letter: EmailMessage) -> str:
    """A letter byte for byte, without what tells it from the one before."""
    text = letter.as_bytes().replace(b"\r\n", b"\n").decode()
    return re.sub(r"<[^@>]+@example", "<@example", text)


def test_without_a_server_nothing_leaves_the_house(waiting: House) -> None:
    with waiting.app.app_context():
        assert send_due(None, now=NOW) == 0
        assert len(take_due(now=NOW + LAPSE - timedelta(seconds=1))) == 1
