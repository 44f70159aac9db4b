"""How the server takes what browsers send: in memory, and of all together no more than it has.

Waitress would lay bodies above half a megabyte, and answers above one, open in a file of /tmp.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final
from weakref import WeakSet

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import ChunkedReceiver, FixedStreamReceiver
from waitress.utilities import RequestEntityTooLarge

from caseapp.web.uploads import LARGEST_REQUEST

SMALL: Final = 1 << 20
#: Bytes that bodies larger than SMALL may hold at one time: eight of the largest.
TOGETHER: Final = 8 * LARGEST_REQUEST

OPTIONS: Final[dict[str, Any]] = {
    "outbuf_overflow": 1 << 30,  # an original is handed out from memory
    "max_request_body_size": 1 << 31,  # larger bodies are counted and dropped, not held
}

BEHIND_PROXY: Final[dict[str, Any]] = {
    "trusted_proxy": "*",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
}
"""What production adds: it listens on its own machine alone, so who connects is the proxy.

Without it all people would share the proxy's address, and ten wrong passwords shut out everybody.
"""

_held: WeakSet[Body] = WeakSet()


class Body:
    """The body of a request on its way; one that is too large is counted on and no more held.

    The application is told its length and none of its bytes: it answers 413 as for any other.
    """

    def __init__(self) -> None:
        self._file = BytesIO()
        self._length = 0
        self.dropped = False
        _held.add(self)

    def __len__(self) -> int:
        return self._length

    def append(self, data: bytes) -> None:
        """Take the next bytes."""
        self._length += len(data)
        if not self.dropped and self._length > SMALL and self._too_much():
            self.dropped, self._file = True, BytesIO()
        if not self.dropped:
            self._file.write(data)

    def _too_much(self) -> bool:
        others = sum(
            len(body)
            for body in _held
            if body is not self and not body.dropped and len(body) > SMALL
        )
        return self._length > LARGEST_REQUEST or others + self._length > TOGETHER

    def getfile(self) -> BytesIO:
        """Return what was held, to be read from its beginning."""
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        """Let go of it."""
        self._file, self.dropped = BytesIO(), True


class Parser(HTTPRequestParser):  # type: ignore[misc]  # Waitress carries no types
    """Waitress's parser with a body of our own.

    A body in chunks, as no browser sends one, ends early: while Waitress seeks the end of a line
    that has none, it copies all of it again and again.
    """

    def received(self, data: bytes) -> int:
        """Take the next bytes of head or body; return how many were taken."""
        taken: int = super().received(data)
        if self.chunked and vars(self).get("error") is None and self.body_bytes_received > SMALL:
            self.error = RequestEntityTooLarge("a body in chunks is larger than is taken")
            self.completed = True
        return taken

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head; what receives the body fills ours."""
        super().parse_header(header_plus)
        receiver = vars(self).get("body_rcv")
        if isinstance(receiver, ChunkedReceiver):
            self.body_rcv = ChunkedReceiver(Body())
        elif isinstance(receiver, FixedStreamReceiver):
            self.body_rcv = FixedStreamReceiver(self.content_length, Body())


class Channel(HTTPChannel):  # type: ignore[misc]  # Waitress carries no types
    """A connection that reads requests so."""

    parser_class = Parser
