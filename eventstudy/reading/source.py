"""From the bytes of an article to its text, with the publication date that the page states.

UTF-8, UTF-16 and the Korean encodings EUC-KR and CP949 are read, with or without a
byte order mark. HTML needs the extra ``articles`` (trafilatura).
"""

import codecs
import re
from dataclasses import dataclass
from html import unescape

from eventstudy.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,2000}-->\s*)?<(?:!doctype html|html|head|body|article|div|p\b|meta)",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_DAY = r"(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?)"
_META = {
    "article:published_time": r"article:published_time",
    "og:article:published_time": r"og:article:published_time",
    "datePublished": r"datePublished",
    "pubdate": r"pubdate",
    "publish-date": r"publish[_-]?date",
    "parsely-pub-date": r"parsely-pub-date",
    "date": r"date",
    "DC.date": r"DC\.date(?:\.issued)?",
    "sailthru.date": r"sailthru\.date",
}
_DATES = (  # what the page calls its date, and where it stands
    *(
        (called, re.compile(pattern, re.IGNORECASE))
        for called, name in _META.items()
        for pattern in (
            rf"<meta[^>]{{0,200}}?(?:property|name|itemprop)\s*=\s*[\"']{name}[\"'][^>]{{0,200}}?content\s*=\s*[\"']{_DAY}",
            rf"<meta[^>]{{0,200}}?content\s*=\s*[\"']{_DAY}[\"'][^>]{{0,200}}?(?:property|name|itemprop)\s*=\s*[\"']{name}[\"']",
        )
    ),
    ("datePublished", re.compile(rf"\"datePublished\"\s*:\s*\"{_DAY}", re.IGNORECASE)),
    ("time", re.compile(rf"<time[^>]{{0,200}}?datetime\s*=\s*[\"']{_DAY}", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of an article; ``published`` and how it is known, where metadata says so."""

    text: str
    published: str | None = None
    known_by: str | None = None


def read_source(data: bytes, name: str) -> Source:
    """Decode an article, plain text or HTML.

    Parameters
    ----------
    data : bytes
        As read from the file.
    name : str
        How messages call the file.

    Raises
    ------
    InputError
        If the bytes are no text, or HTML whose reader is not installed.
    """
    text = _decode(data, name)
    if not _HTML.match(text[:4000]):
        return Source(text)
    published, known_by = _metadata_date(text)
    return Source(_from_html(text, name), published, known_by)


def _decode(data: bytes, name: str) -> str:
    """Decode bytes by their mark, as UTF-8, as bare UTF-16, as the page says, or as CP949."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_tried(data, encoding, name), name)
    bare = _bare_utf16(data)
    if bare:
        return _checked(_tried(data, bare, name), name)
    if b"\x00" in data[:65536]:
        raise InputError(
            f"{name}: not a text file (it holds zero bytes); give the article as text or HTML"
        )
    named = _CHARSET.search(data[:4096])
    said = named.group(1).decode("ascii") if named else "cp949"
    said = (
        "cp949"
        if said.lower().replace("-", "_") in {"euc_kr", "euckr", "ks_c_5601_1987", "utf_8", "utf8"}
        else said
    )
    for encoding in ("utf-8", said):
        try:
            return _checked(data.decode(encoding), name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _mostly_utf8(data, name)


def _bare_utf16(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark by the zero bytes of its spaces and digits."""
    head = data[: len(data[:4096]) // 2 * 2]
    if len(head) < 4 or b"\x00" not in head:
        return None
    for encoding, first in (("utf-16-le", 0), ("utf-16-be", 1)):
        plain = sum(
            1
            for i in range(0, len(head), 2)
            if head[i + 1 - first] == 0 and 9 <= head[i + first] < 127
        )
        if plain * 2 >= len(head) * 0.1:
            text = head.decode(encoding, "ignore")
            letters = sum(1 for c in text if c.isprintable() or c in "\r\n\t")
            if letters > 0.97 * len(text):
                return encoding
    return None


def _tried(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: begins like {encoding}, but byte {error.start} is not; save the article as UTF-8"
        ) from None


def _mostly_utf8(data: bytes, name: str) -> str:
    """Accept a text whose bad bytes are few, such as one cut inside a letter."""
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") > max(2, len(text) // 200):
        raise InputError(
            f"{name}: neither UTF-8, UTF-16 nor EUC-KR/CP949; save the article as UTF-8 text"
        )
    return _checked(text, name)


def _checked(text: str, name: str) -> str:
    """Refuse what decodes but is no text."""
    head = text[:65536]
    control = sum(1 for c in head if ord(c) < 32 and c not in "\r\n\t\x0b\x0c")
    if control > max(2, len(head) // 200):
        raise InputError(f"{name}: not a text file; give the article as text or HTML")
    return text


def _metadata_date(html: str) -> tuple[str | None, str | None]:
    """Find the publication date in the page's metadata; a footer's date is never taken."""
    head = html[:400_000]
    for called, pattern in _DATES:
        found = pattern.search(head)
        if found:
            return _normal(found.group(1)), f"metadata of the page: {called}"
    return None, None


def _normal(stamp: str) -> str:
    """Return a date, or an instant with offset; one without is cut to its date."""
    stamp = stamp.replace(" ", "T").replace("Z", "+00:00")
    stamp = re.sub(r"([+-]\d{2})(\d{2})$", r"\1:\2", re.sub(r"\.\d+", "", stamp))
    return stamp if re.search(r"[+-]\d{2}:\d{2}$", stamp[10:]) else stamp[:10]


def _from_html(html: str, name: str) -> str:
    try:
        import trafilatura
    except ImportError as error:
        raise InputError(
            f"{name}: this is HTML, which needs the extra 'articles' ({error.name or error} is missing); "
            'install it with: pip install "market-event-study[articles]", or paste the text instead'
        ) from None
    text = trafilatura.extract(
        _unwrapped(html), include_comments=False, include_tables=True, favor_recall=True
    )
    return text if text else _stripped(html)


_MARKS_OF_TEXT = r"(?:b|strong|em|i|u|span|font|mark)\b"
_OPENED = re.compile(rf"(?:<{_MARKS_OF_TEXT}[^<>]{{0,100}}>){{1,3}}$", re.IGNORECASE)
_CLOSED = re.compile(rf"^(?:</{_MARKS_OF_TEXT}\s*>){{1,3}}", re.IGNORECASE)
_INLINE = re.compile(
    r"<(b|strong|em|i|u|span|font|mark)\b[^<>]{0,300}>([^<>]{0,40}\d[^<>]{0,40})</\1\s*>",
    re.IGNORECASE,
)
_DEEPEST = 3  # marks within marks


def _unwrapped(html: str) -> str:
    """Take the marks off a figure within a line: ``fell <b>4.89</b>% to <span>183.16</span>``."""
    for _ in range(_DEEPEST):
        html = _INLINE.sub(lambda m: m.group(2) if _in_line(m) else m.group(), html)
    return html


def _in_line(mark: re.Match[str]) -> bool:
    """Tell whether text touches a marked figure: no cell of a table, no line of its own."""
    before = _OPENED.sub("", mark.string[max(0, mark.start() - 200) : mark.start()]).rstrip()
    after = _CLOSED.sub("", mark.string[mark.end() : mark.end() + 200]).lstrip()
    return bool(before and before[-1] not in "<>") or bool(after and after[0] not in "<>")


def _stripped(html: str) -> str:
    """Return the page's text where no article was recognised: tags and scripts left out."""
    bare = re.sub(
        r"<(script|style|noscript)\b.*?(?:</\1\s*>|$)", " ", html, flags=re.IGNORECASE | re.DOTALL
    )
    lines = re.sub(r"<(?:br|p|div|li|tr|h\d)\b[^>]{0,500}>", "\n", bare, flags=re.IGNORECASE)
    return unescape(re.sub(r"<[^<>]{0,2000}>", " ", lines))
