"""From the bytes of an article to its text, with the publication date that the page states."""

from dataclasses import dataclass

from eventstudy.located import decode


@dataclass(frozen=True, slots=True)
class Source:
    """The text of an article; ``published`` and how it is known, where metadata says so."""

    text: str
    published: str | None = None
    known_by: str | None = None


def read_source(data: bytes, name: str) -> Source:
    """Decode an article."""
    return Source(decode(data, name))
