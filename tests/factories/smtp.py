"""A real mail server on this machine, for the length of a test: takes letters, or refuses them."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Taken:
    """What the server took: each letter with its envelope, and how the line was."""

    recipients: list[str] = field(default_factory=list)
    letters: list[EmailMessage] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    passwords: list[str] = field(default_factory=list)
    encrypted: bool = False
    refuses: bool = False
    refused: str = ""
    port: int = 0


class _Line(socketserver.StreamRequestHandler):
    """Speaks as much of RFC 5321 as smtplib asks for."""

    server: _Server

    def handle(self) -> None:
        self._say("220 ready")
        while word := self.rfile.readline().decode().strip():
            if not self._answer(word):
                return

    def finish(self) -> None:
        super().finish()
        self.connection.close()  # the encrypted line is another socket than the one that was given

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
        self.wfile.flush()

    def _answer(self, word: str) -> bool:
        taken, verb = self.server.taken, word.partition(" ")[0].upper()
        if verb == "EHLO":
            taken.greetings.append(word)
            self._say("250-here\r\n250-STARTTLS\r\n250 AUTH PLAIN")
        elif verb == "STARTTLS":
            self._encrypt()
        elif verb == "AUTH":
            taken.passwords.append(base64.b64decode(word.rsplit(maxsplit=1)[-1]).decode())
            self._say("235 welcome")
        elif verb == "RCPT" and (taken.refuses or (taken.refused and taken.refused in word)):
            self._say("550 nobody of that name")
        elif verb == "DATA":
            self._take()
        elif verb == "QUIT":
            self._say("221 bye")
            return False
        else:
            if verb == "RCPT":
                taken.recipients.append(word.partition("<")[2].partition(">")[0])
            self._say("250 good")
        return True

    def _encrypt(self) -> None:
        self._say("220 go on")
        assert self.server.context is not None
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")
        self.server.taken.encrypted = True

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.server.taken.letters.append(letter)
        self._say("250 taken")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    taken: Taken
    context: ssl.SSLContext | None

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust the certificate hangs up: no fault of the test."""


@contextmanager
def mail_server(certificate: Path | None = None) -> Iterator[Taken]:
    """Serve on a free port of the loopback; with a certificate it can encrypt the line."""
    with _Server(("127.0.0.1", 0), _Line) as server:
        server.taken = Taken(port=server.server_address[1])
        server.context = None
        if certificate is not None:
            server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            server.context.load_cert_chain(certificate)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.taken
        finally:
            server.shutdown()
            thread.join()


def make_certificate(file: Path) -> Path:
    """Write a key and a certificate of 127.0.0.1 that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    text = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(text + made.public_bytes(pem))
    return file
