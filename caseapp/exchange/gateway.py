"""The gateway: the one text that something waits, sent by mail beside the application.

Text messages go the same way: many services and modems make one of each mail they are sent. What
goes out tells nothing: no name, no code, no unit. It is off unless a mail server is named.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Final

from caseapp.casework import messages
from caseapp.casework.failed_messages import tell_of_failure
from caseapp.config import Mail

TEXT: Final = "Caseapp: có việc cần bạn mở ngay."
"""All that a message says, to whoever it goes and whatever waits."""
PROOF: Final = "Caseapp: số xác nhận {number}."
"""All that one says to an address that is to be proved: it opens nothing."""
SUBJECT: Final = "Caseapp"
PATIENCE: Final = 10.0
"""Seconds that the mail server may take for one answer."""
_NAME: Final = "caseapp"
"""What the machine calls itself before the server: never its own name."""

_OF_THE_ADDRESS: Final = (smtplib.SMTPRecipientsRefused, ValueError)
"""What is wrong with one address alone, and must not hold up the messages to others."""

_log = logging.getLogger(__name__)


def send_due(mail: Mail | None, *, now: datetime) -> int:
    """Send the messages whose turn it is; return how many went out. What fails is tried again."""
    if mail is None:
        return 0
    waiting = messages.take_due(now=now)
    if not waiting:
        return 0
    sent = 0
    for message in waiting:
        trouble = _send(mail, message)
        went = trouble is None
        if messages.note_try(message.number, sent=went, now=now):
            tell_of_failure(message.number, now=now)
        sent += went
        if not (went or isinstance(trouble, _OF_THE_ADDRESS)):
            break  # the next round tries the others: the server may be down
    return sent


def _send(mail: Mail, message: messages.Waiting) -> Exception | None:
    """Hand one message to the server; return what went wrong, told without the address."""
    try:
        with _server(mail) as server:
            server.send_message(_written(mail, message))
    except (OSError, ValueError) as trouble:  # every fault of smtplib and ssl is an OSError
        _log.warning("message %d was not sent: %s", message.number, type(trouble).__name__)
        return trouble
    return None


def _written(mail: Mail, message: messages.Waiting) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = mail.sender, message.address, SUBJECT
    letter["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(PROOF.format(number=message.proof) if message.proof else TEXT)
    return letter


@contextmanager
def _server(mail: Mail) -> Iterator[smtplib.SMTP]:
    """Open the line, encrypted and with the server's certificate checked, and sign in."""
    context = ssl.create_default_context()
    if mail.tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.host, mail.port, local_hostname=_NAME, timeout=PATIENCE, context=context
        )
    else:
        server = smtplib.SMTP(mail.host, mail.port, local_hostname=_NAME, timeout=PATIENCE)
    with server:
        if mail.tls == "starttls":
            server.starttls(context=context)
        if mail.password_file is not None:
            server.login(mail.user, mail.password_file.read_text("utf-8").strip())
        yield server
