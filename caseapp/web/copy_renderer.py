"""The child's side of drawing files anew: one picture or PDF in, plain JPEG copies out, then ends.

Whatever the file holds beside its pixels stays behind: EXIF with the place, comments, profiles,
a second file packed into it. A file that breaks a decoder breaks this process alone, which has no
rights of its own to anything: no environment, no open file, no room to write one.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import IO, Any, Final

import pypdfium2
from PIL import Image, ImageCms, ImageFile, ImageOps

from caseapp.web.copy_process import COPY, DAMAGED, DONE, REFUSED
from caseapp.web.pdf_process import receive, send

#: Bytes of memory and seconds of the processor that the process may take.
_MEMORY: Final = 2 << 30
_SECONDS: Final = 30
#: Pixels above which a picture is not opened: a phone's largest has 108 million.
PIXELS: Final = 110_000_000
#: The longer side of a copy, and of the small one in lists, in pixels.
LONGEST: Final = 2000
SMALL: Final = 320
#: Pages of a PDF that are copied; the others are in the original alone.
PAGES: Final = 20
_QUALITY: Final = 82


class _Refused(Exception):
    """A file that is not taken, for the reason given as a word."""


def draw(kind: str, content: bytes) -> Iterator[Image.Image]:
    """Yield the copies of a file's pages. Raises _Refused, and whatever a decoder may raise."""
    if kind == "pdf":
        yield from _pages(content)
    else:
        yield _picture(kind, content)


def _picture(kind: str, content: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # the limit is our own, and no warning
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # a cut picture is refused, not filled with grey
    picture: Image.Image = Image.open(BytesIO(content), formats=[kind.upper()])
    if picture.width * picture.height > PIXELS:
        raise _Refused("pixels")
    picture.draft("RGB", (LONGEST, LONGEST))  # a JPEG is decoded no larger than it is shown
    picture.load()
    picture.thumbnail((LONGEST, LONGEST))
    turned = ImageOps.exif_transpose(picture)
    return _plain(turned, picture.info.get("icc_profile"))


def _plain(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the pixels alone, in the colours of a screen and on white."""
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            if picture.mode in {"RGB", "CMYK", "L"}:
                found: Any = ImageCms.profileToProfile(picture, own, screen, outputMode="RGB")
                picture = found
    if picture.mode.startswith("I"):  # 16 bits of grey, as some scanners make
        picture = picture.convert("I").point(lambda light: light / 256).convert("L")
    page = Image.new("RGB", picture.size, "white")
    if picture.mode in {"RGBA", "LA", "PA", "P"} or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        page.paste(clear, mask=clear.getchannel("A"))
    else:
        page.paste(picture.convert("RGB"))
    return page


def _pages(content: bytes) -> Iterator[Image.Image]:
    """Yield the first pages of a PDF as pictures; scripts in it are not run, for there is no V8."""
    document = _opened(content)
    with suppress(pypdfium2.PdfiumError):
        document.init_forms()  # what was typed into a form is part of the paper
    for number in range(min(len(document), PAGES)):
        page = document[number]
        longer = max(*page.get_size(), 1.0)
        yield page.render(scale=LONGEST / longer).to_pil().convert("RGB")
        page.close()


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as trouble:
        locked = trouble.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise _Refused("locked" if locked else DAMAGED) from None
    if len(document) == 0:
        raise _Refused(DAMAGED)
    return document


def pages_in(kind: str, content: bytes) -> int:
    """Return how many pages a file has; a picture is one."""
    return len(_opened(content)) if kind == "pdf" else 1


def jpeg(picture: Image.Image, longest: int) -> bytes:
    """Return a picture as JPEG, no side longer than asked."""
    small = picture.copy()
    small.thumbnail((longest, longest))
    out = BytesIO()
    small.save(out, "JPEG", quality=_QUALITY, progressive=False)
    return out.getvalue()


def answer(kind: str, content: bytes, out: IO[bytes]) -> None:
    """Send the small picture, the copies and the number of pages, or why there are none."""
    try:
        for number, page in enumerate(draw(kind, content)):
            if number == 0:
                send(out, COPY, jpeg(page, SMALL))
            send(out, COPY, jpeg(page, LONGEST))
        send(out, DONE, pages_in(kind, content).to_bytes(4, "big"))
    except _Refused as refusal:
        send(out, REFUSED, str(refusal).encode("ascii"))
    except MemoryError:
        send(out, REFUSED, b"memory")
    except Exception:  # noqa: BLE001 - decoders raise anything; the parent knows one word for it
        send(out, REFUSED, DAMAGED.encode("ascii"))


def main() -> None:
    """Take one file from standard input, within limits of memory and time, and write no file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the picture
    own = os.dup(1)
    os.dup2(2, 1)
    with suppress(BrokenPipeError), os.fdopen(own, "wb") as out:
        answer(sys.argv[1], receive(sys.stdin.buffer)[1], out)


if __name__ == "__main__":
    main()
