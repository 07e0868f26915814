"""The declared content of an article record. Fields only; ``record`` checks them."""

from typing import Annotated, Any, Literal

from pydantic import StringConstraints, field_validator

from eventstudy.fields import Day, Id, Instant, Symbol, Text, Translations, Window
from eventstudy.wording import Declared, Hedge, Printed, Quantity, Unit

# what a proposed record holds until a person writes its own words
UNEDITED = "Proposed by rules from the text; write one or two sentences of your own."
NO_OUTLET = "unknown outlet"
NO_DAY = "no day named"  # what date_because begins with where no words beside the figure do
CARRIED = "the day named before"
ONLY_DAY = "the only session the text names"
TOLD_DAY = "the day that the text tells of"
SESSION_BEFORE = "the session before"
AHEAD, SHARED = "name before the figure", "respectively"  # what rules say of the subject
DESCRIBED = "the name that its verb describes"
BESIDE = (AHEAD, SHARED, DESCRIBED)
NO_FIGURE = "a count or a date"  # set aside without a word: years, times, numbers of people


class DatedEvent(Declared):
    """An event that an article dates."""

    date: Day
    """Day of the event."""
    time: str | None = None
    """Clock time, if the article gives one."""
    label: Text
    """What happened."""
    quote: Text
    """Evidence of a few words."""
    at: int | None = None
    """Offset of the quote in the text, in code points."""


class Claim(Declared):
    """A statement about prices, as the article makes it."""

    quote: Text
    """Exact words of the article, at most twelve."""
    at: int | None = None
    """Offset of the quote in the text, in code points."""
    subject: Symbol | None = None
    """Symbol the claim speaks of."""
    candidates: tuple[Symbol, ...] = ()
    """Symbols, where the text leaves several."""
    measure: Literal[
        "return",
        "level",
        "point_change",
        "value_change",
        "market_value",
        "direction",
        "group_direction",
        "record",
    ]
    """What is claimed (`eventstudy list measures`)."""
    value: Printed | None = None
    """Signed figure as printed; 1 or -1 for directions; none for a record."""
    value_range: tuple[Printed, Printed] | None = None
    """Two figures for "20-30 %"."""
    unit: Unit | None = None
    """Of the figure."""
    hedge: Hedge = "plain"
    """What the words round the figure allow."""
    basis: Literal["close", "intraday", "open", "premarket", "afterhours", "unspecified"] = (
        "unspecified"
    )
    """Which price of the day."""
    start: Day | None = None
    """Close the move is measured from, where the text fixes it; default: the previous session."""
    start_approximate: bool = False
    """The span is given in words ("over a year"); without ``start``: its start is unknown."""
    date: Day | None = None
    """Session the claim speaks of."""
    date_because: str | None = None
    """The words that give the date."""
    group: Id | tuple[Symbol, ...] | None = None
    """A group of the config, or a list of symbols."""
    rule: str | None = None
    """The rule that proposed the claim; take it out once a person has confirmed the words."""

    @field_validator("group", mode="before")
    @classmethod
    def _empty_is_absent(cls, value: Any) -> Any:
        return value or None

    @property
    def has_figure(self) -> bool:
        """Whether the claim states a number (directions and records do not)."""
        return self.measure not in {"direction", "group_direction", "record"}

    @property
    def quantity(self) -> Quantity | None:
        """The stated figure with its hedge; None for directions and records."""
        if not self.has_figure:
            return None
        return Quantity(
            value=self.value,
            value_range=self.value_range,
            unit=self.unit or "percent",
            hedge=self.hedge,
        )

    @property
    def sign(self) -> int:
        """-1 for a stated fall, 1 for a rise (levels and records: 1)."""
        if self.quantity is not None:
            return self.quantity.sign
        return -1 if self.value == "-1" else 1


class AnsweredBy(Declared):
    """The CAR that answers a question."""

    event: Id
    """Event id."""
    security: Symbol
    """Symbol."""
    window: Window
    """CAR window."""


class Question(Declared):
    """Said about the market without a figure: answered, never rated."""

    quote: Text
    """What was said, in its own words."""
    at: int | None = None
    """Offset of the quote in the text, in code points."""
    answered_by: AnsweredBy
    """The CAR that answers it."""


class OtherFigure(Declared):
    """A figure that is not about prices, so that a reader sees it was not skipped."""

    quote: Text
    """The figure as printed."""
    at: int | None = None
    """Offset of the quote in the text, in code points."""
    about: Text
    """What it is about."""


class Article(Declared):
    """A record of one source article: own words, figures, short evidence."""

    outlet: Text
    """Who published it."""
    url: Text | None = None
    """Address of the page."""
    title: Text | None = None
    """Title, in own words or translated."""
    published: Instant
    """Date, or instant with offset."""
    published_known_by: Text
    """How the date is known."""
    language: Literal["ko", "en"]
    """Of the article."""
    summary: Text
    """Own words."""
    source_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the text the record was made from; left out where no text is at hand."""
    events: tuple[DatedEvent, ...] = ()
    """Events that the article dates."""
    claims: tuple[Claim, ...] = ()
    """Statements about prices."""
    questions: tuple[Question, ...] = ()
    """Said about the market without a figure; answered, never rated."""
    not_about_prices: tuple[OtherFigure, ...] = ()
    """Its other figures, so that a reader sees nothing was skipped."""
    translations: Translations = ()
    """Texts of this file in other languages, `{en: …, ko: …}`: the first as it stands here; a page takes its own."""
