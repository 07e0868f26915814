"""The declared design: everything a person writes in a config or a record.

Fields only. Values are frozen, unknown keys refused; places of faults are
added by ``config`` and ``record``.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from eventstudy.names import MODELS, TESTS
from eventstudy.wording import Declared, Hedge, Printed, Quantity, Unit


def _instant(value: Any) -> Any:
    """Read ``2025-01-20`` as a date, anything with a clock time as an aware datetime."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return _date(text)
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", text):
        raise ValueError("a date 2025-01-20 or an instant with offset 2025-01-20T20:00+08:00")
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{error}; allowed: 2025-01-20T20:00+08:00") from None
    if instant.tzinfo is None:
        raise ValueError(
            "an instant without offset; add one, as in 2025-01-20T20:00+08:00 "
            "(New York in winter is -05:00, Seoul +09:00)"
        )
    return instant


def _date(value: Any) -> Any:
    """Read ``YYYY-MM-DD`` and nothing else."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        raise ValueError("a date must be YYYY-MM-DD, as in 2025-01-20")
    try:
        return date.fromisoformat(value.strip())
    except ValueError as error:
        raise ValueError(f"no such day: {error}") from None


def _plain_text(value: str) -> str:
    if any(ord(c) < 32 or ord(c) == 127 for c in value):
        raise ValueError("control characters are not allowed here")
    return value


Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Instant = Annotated[
    date | datetime,
    BeforeValidator(_instant),
    PlainSerializer(lambda v: v.isoformat(), return_type=str),
    WithJsonSchema({"type": "string", "description": "YYYY-MM-DD, or an instant with offset"}),
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Symbol = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(_plain_text)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(_plain_text)]
Window = tuple[int, int]
Sign = Literal["1", "-1"]


class Assumption(Declared):
    """A number from outside the prices, with its date and source."""

    value: Annotated[float, Field(gt=0)]
    as_of: Day
    source: Text


class Weight(Assumption):
    """A firm's weight in an index, a fraction."""

    value: Annotated[float, Field(gt=0, lt=1)]


class DatedFact(Declared):
    """Something known to have happened on a day: results, another event."""

    date: Day
    what: Text
    after_close: bool = False
    source: Text | None = None


class Security(Declared):
    """A security and what is known of it."""

    symbol: Symbol
    name: Text | None = None
    benchmark: Symbol = "^GSPC"
    shares_outstanding: Assumption | None = None
    weight_in: dict[Symbol, Weight] = {}
    known_dates: tuple[DatedFact, ...] = ()

    @property
    def label(self) -> str:
        """The name a reader knows."""
        return self.name or self.symbol


class Group(Declared):
    """A named set of securities, and who defines it."""

    name: Text
    members: Annotated[tuple[Symbol, ...], Field(min_length=1)]
    defined_by: Text


class Event(Declared):
    """A dated piece of news."""

    id: Id
    title: Text
    announced: Instant
    chosen_by: Literal["announcement", "price_move"] = "announcement"
    articles: tuple[Id, ...] = ()
    securities: tuple[Symbol, ...] | None = None
    confounders: tuple[DatedFact, ...] = ()


class Windows(Declared):
    """Sessions relative to the event day, both ends included."""

    estimation: Window = (-260, -11)
    event: Window = (-5, 10)
    cars: Annotated[tuple[Window, ...], Field(min_length=1)] = ((0, 0), (0, 1), (-1, 1), (0, 5))

    @model_validator(mode="after")
    def _ordered(self) -> "Windows":
        for name, (first, last) in self.named():
            if first > last:
                raise ValueError(
                    f"{name} [{first}, {last}]: the first session comes after the last"
                )
        if self.estimation[1] >= self.event[0]:
            raise ValueError(
                f"the estimation window {list(self.estimation)} overlaps the event window "
                f"{list(self.event)}; it must end before session {self.event[0]}"
            )
        for window in self.cars:
            if window[0] < self.event[0] or window[1] > self.event[1]:
                raise ValueError(
                    f"the CAR window {list(window)} leaves the event window {list(self.event)}; "
                    "widen event or shorten the CAR"
                )
        if len(set(self.cars)) < len(self.cars):
            raise ValueError("a CAR window stands twice; keep one")
        return self

    def named(self) -> list[tuple[str, Window]]:
        """Return every window with the name of its field."""
        cars = [(f"cars[{i}]", w) for i, w in enumerate(self.cars)]
        return [("estimation", self.estimation), ("event", self.event), *cars]


class FileSource(Declared):
    """Price files: a folder of ``SYMBOL.csv``, one wide or one long file."""

    files: Text
    layout: Literal["folder", "wide", "long"] | None = None
    values: Literal["prices", "returns"] = "prices"
    columns: dict[str, str] = {}


class Prices(Declared):
    """Where prices come from, in order, and which days are asked for."""

    sources: Annotated[tuple[FileSource, ...], Field(min_length=1)]
    start: Day | None = None
    end: Day | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "provider" not in value:
            return value
        rest = dict(value)
        if rest.pop("provider") != "files":
            raise ValueError(f"provider: {value['provider']!r}; allowed: files")
        source = {"files": rest.pop("path", None)}
        source |= {k: rest.pop(k) for k in ("layout", "values", "columns") if k in rest}
        return {**rest, "sources": [source]}


class Headline(Declared):
    """The case whose answer leads the page."""

    event: Id | None = None
    security: Symbol | None = None
    window: Window | None = None


class Report(Declared):
    """Languages of the page and its headline."""

    lang: Annotated[tuple[Literal["en"], ...], Field(min_length=1)] = ("en",)
    headline: Headline = Headline()


class Study(Declared):
    """One config file."""

    title: Text
    articles: tuple[Text, ...] = ()
    groups: dict[Id, Group] = {}
    securities: Annotated[tuple[Security, ...], Field(min_length=1)]
    events: Annotated[tuple[Event, ...], Field(min_length=1)]
    windows: Windows = Windows()
    model: str = "market"
    tests: Literal["default"] | tuple[str, ...] = "default"
    returns: Literal["simple", "log"] = "simple"
    min_estimation: Annotated[int, Field(ge=3)] = 120
    alpha: Annotated[float, Field(gt=0, lt=1)] = 0.05
    seed: Annotated[int, Field(ge=0)] = 0
    draws: Annotated[int, Field(ge=99, le=10_000_000)] = 9999
    calendar: Id = "XNYS"
    prices: Prices | None = None
    report: Report = Report()

    @field_validator("model")
    @classmethod
    def _known_model(cls, value: str) -> str:
        return _one_of(value, MODELS, "model")

    @field_validator("tests", mode="before")
    @classmethod
    def _known_tests(cls, value: Any) -> Any:
        if value == "default":
            return value
        if not isinstance(value, (list, tuple)) or not value:
            raise ValueError("write default, or a list of test names")
        return tuple(_one_of(v, TESTS, "test") for v in value)

    def security(self, symbol: str) -> Security:
        """Return the declared security with this symbol."""
        return next(s for s in self.securities if s.symbol == symbol)

    def members(self, event: Event) -> tuple[Security, ...]:
        """Return the securities of an event, in the order of the config."""
        wanted = event.securities
        return tuple(s for s in self.securities if wanted is None or s.symbol in wanted)


def _one_of(value: Any, table: dict[str, Any], what: str) -> str:
    if value not in table:
        raise ValueError(f"unknown {what} {value!r}; allowed: {', '.join(table)}")
    return str(value)


class DatedEvent(Declared):
    """An event that an article dates."""

    date: Day
    time: str | None = None
    label: Text
    quote: Text
    at: int | None = None


class Claim(Declared):
    """A statement about prices, as the article makes it."""

    quote: Text
    at: int | None = None
    subject: Symbol | None = None
    candidates: tuple[Symbol, ...] = ()
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
    value: Printed | None = None
    value_range: tuple[Printed, Printed] | None = None
    unit: Unit | None = None
    hedge: Hedge = "plain"
    basis: Literal["close", "intraday", "open", "premarket", "afterhours", "unspecified"] = (
        "unspecified"
    )
    start: Day | None = None
    date: Day | None = None
    date_because: str | None = None
    group: Id | tuple[Symbol, ...] | None = None
    rule: str | None = None

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
    security: Symbol
    window: Window


class Question(Declared):
    """Said about the market without a figure: answered, never rated."""

    quote: Text
    at: int | None = None
    answered_by: AnsweredBy


class OtherFigure(Declared):
    """A figure that is not about prices, so that a reader sees it was not skipped."""

    quote: Text
    at: int | None = None
    about: Text


class Article(Declared):
    """A record of one source article: own words, figures, short evidence."""

    outlet: Text
    url: Text | None = None
    title: Text | None = None
    published: Instant
    published_known_by: Text
    language: Literal["ko", "en"]
    summary: Text
    source_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    events: tuple[DatedEvent, ...] = ()
    claims: tuple[Claim, ...] = ()
    questions: tuple[Question, ...] = ()
    not_about_prices: tuple[OtherFigure, ...] = ()
