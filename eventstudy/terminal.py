"""What a person sees in the terminal: errors, and text from outside made harmless."""

import unicodedata

import click

from eventstudy.errors import EventStudyError

DIRECTION = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def complain(error: EventStudyError | None) -> None:
    """Write an error to stderr, as it is, line by line."""
    if error is not None:
        click.echo(visible(str(error)), err=True)


def visible(text: str) -> str:
    """Write control characters and direction marks out, so that no name can rearrange a line."""
    return "".join(
        f"\\u{ord(c):04x}" if unicodedata.bidirectional(c) in DIRECTION or c == "\x1b" else c
        for c in text
    )
