"""Files as officers attach them: small pictures and papers made on the spot, and hostile ones."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

import weasyprint
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from caseapp.rules.file_kinds import Copies
from tests.factories.web import key

SECRET = b"10.0341N-105.7876E"
"""What a phone writes into a photo: it must lie in the original and nowhere else."""


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    """A picture, red on its left and blue on its right."""
    drawn = Image.new("RGB", size, "red")
    drawn.paste("blue", (size[0] // 2, 0, *size))
    out = BytesIO()
    drawn.save(out, kind, **more)
    return out.getvalue()


def photo(size: tuple[int, int] = (60, 40)) -> bytes:
    """A photo as a phone takes it: held on its side, with the place in it, in two ways."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = SECRET.decode()
    return picture(size=size, exif=exif, comment=SECRET)


def paper(pages: int = 1) -> bytes:
    """A PDF document of some pages."""
    html = "<p style='break-after: page'>Giấy ra viện</p>" * pages
    return bytes(weasyprint.HTML(string=html).write_pdf())


def archive() -> bytes:
    """A ZIP archive, as office files and programs are."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("evil.exe", "MZ")
    return out.getvalue()


def vast(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims so many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


COPIES = Copies(picture(size=(8, 6)), (picture(),), 1)
"""Copies of a picture, as the renderer would draw them."""


def post_file(
    browser: FlaskClient,
    address: str,
    content: bytes | None,
    description: str = "Vết bầm ở cẳng tay trái",
    name: str = "IMG_0001.jpg",
    **fields: str,
) -> TestResponse:
    """Send the form of a file to a report's or case's address."""
    form: dict[str, Any] = {"post_key": key(), "description": description, **fields}
    if content is not None:
        form["file"] = sent(content, name)
    return post_parts(browser, f"{address}/files/new", form)


def sent(content: bytes, name: str = "IMG_0001.jpg") -> FileStorage:
    """A file as a form brings it."""
    return FileStorage(BytesIO(content), name)


def post_parts(browser: FlaskClient, address: str, form: dict[str, Any]) -> TestResponse:
    """Send a form of several parts, made in memory: the client's own way leaves a file open."""
    boundary, body = encode_multipart(form)
    return browser.post(
        address, data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )
