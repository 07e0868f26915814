"""The declared design of a study: everything a person writes in a config.

Fields only. Values are frozen, unknown keys refused; the places of faults are
added by ``config``.
"""

from typing import Annotated, Any, Literal

from pydantic import (
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from eventstudy.choices import Robustness
from eventstudy.exchanges import exchange_of
from eventstudy.fields import Day, Id, Instant, Symbol, Text, Translations, Window
from eventstudy.names import GAP_MODELS, MODELS, ONE_CASE, TESTS
from eventstudy.sourcing import FactorSource, Network, Prices
from eventstudy.wording import Declared


class Assumption(Declared):
    """A number from outside the prices, with its date and source."""

    value: Annotated[float, Field(gt=0)]
    """The number."""
    as_of: Day
    """Day for which it holds."""
    source: Text
    """Where it comes from; say so if it is an assumption."""


class Weight(Assumption):
    """A firm's weight in an index, a fraction."""

    value: Annotated[float, Field(gt=0, lt=1)]
    """Weight at the close of `as_of`, a fraction: 0.066 is 6.6 %."""


class DatedFact(Declared):
    """Something known to have happened on a day: results, another event."""

    date: Day
    """The exchange's date."""
    what: Text
    """What happened, in a few words."""
    after_close: bool = False
    """True if it came after the close: it counts from the next session."""
    source: Text | None = None
    """Who says so."""


class Security(Declared):
    """A security and what is known of it."""

    symbol: Symbol
    """Yahoo's symbol, such as NVDA or ^IXIC."""
    name: Text | None = None
    """The name readers know; default: the symbol."""
    benchmark: Symbol = ""
    """Symbol of the market that explains ordinary moves; default: ^GSPC, elsewhere by suffix."""
    shares_outstanding: Assumption | None = None
    """Number of shares, for claims about market value."""
    weight_in: dict[Symbol, Weight] = {}
    """Its weight in indices, by index symbol. A weight in its own benchmark adds the case "benchmark ex firm"."""
    known_dates: tuple[DatedFact, ...] = ()
    """Results days and the like; placebo days avoid them."""

    @model_validator(mode="before")
    @classmethod
    def _own_market(cls, value: Any) -> Any:
        """Fill in the benchmark of the symbol's exchange."""
        if not isinstance(value, dict) or "benchmark" in value:
            return value
        exchange = exchange_of(str(value.get("symbol", "")))
        if exchange is None:
            raise ValueError(f"{value['symbol']}: no exchange is known for it; give its benchmark")
        return {**value, "benchmark": exchange.benchmark}

    @property
    def label(self) -> str:
        """The name a reader knows."""
        return self.name or self.symbol


class Group(Declared):
    """A named set of securities, and who defines it."""

    name: Text
    """What the group is called."""
    members: Annotated[tuple[Symbol, ...], Field(min_length=1)]
    """Symbols."""
    defined_by: Text
    """Who defines the group so."""


class Event(Declared):
    """A dated piece of news."""

    id: Id
    """A short name, unique in the file."""
    title: Text
    """What happened, in a few words."""
    announced: Instant
    """The exchange's date, or an instant with offset."""
    chosen_by: Literal["announcement", "price_move"] = "announcement"
    """price_move if the day was picked because the price moved: adds max_placebo and a caution."""
    articles: tuple[Id, ...] = ()
    """Ids of records that date the event; one of them must state its date or session."""
    securities: tuple[Symbol, ...] | None = None
    """Symbols this event is measured on; default: all."""
    confounders: tuple[DatedFact, ...] = ()
    """Other news inside the windows; placebo days avoid them and the page lists them."""


class EventsFile(Declared):
    """Many events from a CSV or Parquet file, pooled across cases."""

    file: Text
    """Columns event_id, security, date; optional time, group, benchmark; further ones are carried through."""
    columns: dict[str, str] = {}
    """Other names of columns: our name to the file's."""


def _events_kind(value: Any) -> str:
    return "file" if isinstance(value, (dict, EventsFile)) else "listed"


Events = Annotated[
    Annotated[tuple[Event, ...], Field(min_length=1), Tag("listed")]
    | Annotated[EventsFile, Tag("file")],
    Discriminator(_events_kind),
]


class Windows(Declared):
    """Sessions relative to the event day, both ends included."""

    estimation: Window = (-260, -11)
    """Sessions the normal-return model is fitted on; must end before the event window."""
    event: Window = (-5, 10)
    """Sessions shown and measured."""
    cars: Annotated[tuple[Window, ...], Field(min_length=1)] = ((0, 0), (0, 1), (-1, 1), (0, 5))
    """Windows of cumulative abnormal returns, inside the event window."""

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


class Headline(Declared):
    """The case whose answer leads the page."""

    event: Id | None = None
    """Event id; default: the first."""
    security: Symbol | None = None
    """Symbol; default: the event's first."""
    window: Window | None = None
    """CAR window; default: the first."""


class Report(Declared):
    """Languages of the page and its headline."""

    lang: Annotated[tuple[Literal["en", "ko"], ...], Field(min_length=1)] = ("en",)
    """Languages of the page."""
    headline: Headline = Headline()
    """The case that leads the page."""


class Study(Declared):
    """One config file."""

    title: Text
    """The question the page answers."""
    articles: tuple[Text, ...] = ()
    """Paths of article records; their claims are checked, their events can be cited."""
    groups: dict[Id, Group] = {}
    """Named sets of symbols that claims speak of."""
    events: Events
    """What happened: a list, or a file of many events."""
    securities: Annotated[tuple[Security, ...], Field(validate_default=True)] = ()
    """What is measured; required unless events are in a file."""
    benchmark: Annotated[Symbol | None, Field(validate_default=True)] = None
    """For events in a file: the benchmark of events that name none."""
    windows: Windows = Windows()
    """Sessions relative to the event day, both ends included."""
    model: str = "market"
    """Normal-return model (`eventstudy list models`)."""
    tests: Literal["default"] | tuple[str, ...] = "default"
    """default, or a list of names (`eventstudy list tests`)."""
    robustness: Robustness | None = None
    """Other choices of design, for the specification curve."""
    returns: Literal["simple", "log"] = "simple"
    """simple or log."""
    missing: Literal["drop", "trade_to_trade"] = "drop"
    """drop: returns over sessions without a price are left out; trade_to_trade: matched with the benchmark's over the same sessions."""
    min_estimation: Annotated[int, Field(ge=3, validate_default=True)] = 120
    """Fewest estimation observations."""
    alpha: Annotated[float, Field(gt=0, lt=1)] = 0.05
    """Level of intervals and of the words on the page."""
    seed: Annotated[int, Field(ge=0)] = 0
    """Seed of tests that draw."""
    draws: Annotated[int, Field(ge=99, le=10_000_000)] = 9999
    """Draws of tests that draw."""
    correlation: Literal["overlap", "event_time"] = "overlap"
    """How cases are correlated in the adjusted tests; event_time matches other packages."""
    factors: FactorSource | None = None
    """Fama-French daily factors, for the models that need them."""
    calendar: Id | None = None
    """Exchange code such as XNYS or XKRX, default: by the symbol's suffix; data: the sessions are the dates in the price file."""
    prices: Prices | None = None
    """Where prices come from; without it `run` needs --prices."""
    network: Network = Network()
    """How downloads reach the network."""
    report: Report = Report()
    """The page."""
    translations: Translations = ()
    """Texts of this file in other languages, `{en: …, ko: …}`: the first as it stands here; a page takes its own."""

    @field_validator("securities")
    @classmethod
    def _some_security(cls, value: Any, info: ValidationInfo) -> Any:
        if not value and not isinstance(info.data.get("events"), EventsFile):
            raise PydanticCustomError("missing", "is required")
        return value

    @field_validator("benchmark")
    @classmethod
    def _for_files_only(cls, value: Any, info: ValidationInfo) -> Any:
        if value is not None and isinstance(info.data.get("events"), tuple):
            raise ValueError("only for events in a file; give each security its own benchmark")
        return value

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

    @field_validator("tests")
    @classmethod
    def _for_many_only(cls, value: Any, info: ValidationInfo) -> Any:
        pooled = [v for v in value if v not in ONE_CASE] if value != "default" else []
        if pooled and isinstance(info.data.get("events"), tuple):
            raise ValueError(
                f"{', '.join(pooled)}: for many cases, which come from events: {{file: …}}; "
                f"allowed for listed events: {', '.join(ONE_CASE)}"
            )
        return value

    @field_validator("robustness")
    @classmethod
    def _estimation_before_events(cls, value: Any, info: ValidationInfo) -> Any:
        windows: Windows | None = info.data.get("windows")
        if value is None or windows is None:
            return value
        for window in value.estimation:
            if window[0] > window[1] or window[1] >= windows.event[0]:
                raise ValueError(
                    f"estimation {list(window)} overlaps windows.event {list(windows.event)}; it "
                    f"must end before session {windows.event[0]}"
                )
        if isinstance(info.data.get("events"), EventsFile):
            raise ValueError("for listed events only; leave it out where events are in a file")
        return value

    @field_validator("missing")
    @classmethod
    def _defined_for_model(cls, value: str, info: ValidationInfo) -> str:
        model = info.data.get("model")
        if value == "trade_to_trade" and model in MODELS and model not in GAP_MODELS:
            raise ValueError(
                f"trade_to_trade is not defined for the model {model}; allowed: drop, or one of the "
                f"models {', '.join(GAP_MODELS)}"
            )
        return value

    @field_validator("min_estimation")
    @classmethod
    def _within_window(cls, value: int, info: ValidationInfo) -> int:
        windows = info.data.get("windows")
        length = 0 if windows is None else windows.estimation[1] - windows.estimation[0] + 1
        if windows is not None and length < value:
            raise ValueError(
                f"{value} observations are the fewest allowed, but windows.estimation "
                f"{list(windows.estimation)} has {length} sessions; lengthen it, or lower min_estimation"
            )
        return value

    def security(self, symbol: str) -> Security:
        """Return the declared security with this symbol."""
        return next(s for s in self.securities if s.symbol == symbol)

    @property
    def listed(self) -> tuple[Event, ...]:
        """The events of the config; none where they are in a file."""
        return self.events if isinstance(self.events, tuple) else ()

    def members(self, event: Event) -> tuple[Security, ...]:
        """Return the securities of an event, in the order of the config."""
        wanted = event.securities
        return tuple(s for s in self.securities if wanted is None or s.symbol in wanted)


def _one_of(value: Any, table: dict[str, Any], what: str) -> str:
    if value not in table:
        raise ValueError(f"unknown {what} {value!r}; allowed: {', '.join(table)}")
    return str(value)
