"""From the bytes of a text dump to its text."""

import codecs

from articles.importers.records import Unreadable

LIMIT = 20  # MB
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# PDF, zip (and DOCX), JPEG, PNG, GIF, old Word
BINARY_STARTS = (b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"\xd0\xcf\x11\xe0")


def decode(source: bytes, name: str) -> str:
    """The text without its byte order mark; raises Unreadable.

    GB18030 is tried last because it gives some reading of almost any bytes.
    """
    refuse_size(source, name)
    for mark, encoding in BYTE_ORDER_MARKS:
        if source.startswith(mark):
            return decode_as(encoding, source[len(mark) :], name)
    if source.startswith(BINARY_STARTS) or b"\0" in source:
        raise Unreadable("binary", name=name)
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError:
        text = decode_as("gb18030", source, name)
    return with_text(text, name)


def refuse_size(source: bytes, name: str) -> None:
    if not source:
        raise Unreadable("empty", name=name)
    if len(source) > LIMIT * 1024 * 1024:
        raise Unreadable("too-large", name=name, limit=LIMIT)


def decode_as(encoding: str, source: bytes, name: str) -> str:
    try:
        return with_text(source.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise Unreadable("undecodable", name=name, position=error.start) from None


def with_text(text: str, name: str) -> str:
    if not text.strip():
        raise Unreadable("no-text", name=name)
    control = sum(1 for character in text if character < " " and not character.isspace())
    if control * 10 > len(text):
        raise Unreadable("binary", name=name)
    return text
