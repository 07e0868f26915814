"""The whole outcome of a study as one value; results.json is this value.

The page is a view of it and nothing else, and ``verify`` recomputes it.
Field names and units are the contract of docs/results.schema.json: returns are
decimal fractions, days ISO dates, missing values null.
"""

from dataclasses import dataclass, field
from typing import Any

from eventstudy.claims.verdict import Verdict
from eventstudy.inference.result import Outcome
from eventstudy.prices.panel import Provenance

SCHEMA = "eventstudy/results/1"
WindowPair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class StudyInfo:
    """What was asked. ``config`` is the config as run and ``records`` the article records, as text.

    ``names`` maps a symbol to the name that the config gives it. ``texts`` maps a text of config
    or records to the languages it is given in. ``missing`` is ``drop`` or ``trade_to_trade``.
    """

    title: str
    config_sha256: str
    returns: str
    model: str
    windows: dict[str, Any]
    alpha: float
    seed: int
    draws: int
    calendar: str
    calendar_name: str
    data_end: str
    min_estimation: int
    config: str
    records: dict[str, str]
    names: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    missing: str = "drop"


@dataclass(frozen=True, slots=True)
class HeadlineInfo:
    """The case that leads the page, and its answer in each language."""

    event: str
    security: str
    window: WindowPair
    text: dict[str, str]


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """One article as recorded; ``claims`` are ids of the verdicts."""

    id: str
    outlet: str
    title: str | None
    published: str
    published_known_by: str
    url: str | None
    language: str
    summary: str
    source_sha256: str | None
    claims: tuple[str, ...]
    events: tuple[dict[str, Any], ...]
    questions: tuple[dict[str, Any], ...]
    not_about_prices: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class PriceInfo:
    """Provenance by series, and the quoted and total-return prices used.

    ``values`` maps a symbol to columns ``date, open, high, low, close,
    adj_close, volume`` (lists of equal length, null where not recorded).
    ``splits`` maps a symbol to the splits that its figures carry, as far as the
    source names them: first day at the new price to new shares for one old.
    """

    sources: tuple[Provenance, ...]
    sha256: str
    values: dict[str, dict[str, list[Any]]]
    splits: dict[str, dict[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventInfo:
    """An event and its day; ``event_day`` is null where securities differ.

    ``reason_code``: same_day, not_a_session, after_close, during_session,
    before_open. ``closed_days`` lists the skipped non-sessions as
    ``{date, why}`` (why: a holiday's name, "weekend" or "closed").
    """

    id: str
    title: str
    announced: str
    event_day: str | None
    reason: str
    reason_code: str
    closed_days: tuple[dict[str, str], ...]
    chosen_by: str
    articles: tuple[str, ...]
    confounders: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Estimation:
    """The normal-return model as fitted.

    ``coefficients`` such as ``{"alpha": …, "beta": …}``; ``diagnostics`` maps a name to
    a number or null (see ``models/diagnostics``); ``residuals`` and
    ``sessions`` are those of the estimation window.
    """

    first: str
    last: str
    n: int
    coefficients: dict[str, float]
    sigma: float
    r_squared: float | None
    diagnostics: dict[str, float | None]
    sessions: tuple[str, ...]
    residuals: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AbnormalDay:
    """One session of the event window; values are null where there is no return.

    ``covers`` is the number of sessions that the return covers.
    """

    tau: int
    session: str
    actual: float | None
    normal: float | None
    abnormal: float | None
    se: float | None
    covers: int = 1


@dataclass(frozen=True, slots=True)
class CarWindow:
    """A cumulative abnormal return and its tests.

    ``ci`` is the interval at the study's alpha. ``minimum_detectable`` is the CAR that the
    t test finds with a power of 80 %. Where the window cannot be computed,
    the figures are null and ``missing`` says why (and until when).
    """

    window: WindowPair
    car: float | None
    se: float | None
    ci: tuple[float, float] | None
    bhar: float | None
    minimum_detectable: float | None
    tests: tuple[Outcome, ...]
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One (event, security, benchmark, model).

    ``label`` of the benchmark choice: ``main`` or ``ex_self`` (the index
    without the firm). ``path`` is the running CAR from the first day of the event window
    with its standard error, one row a session.
    """

    event: str
    event_day: str
    reason: str
    security: str
    benchmark: str
    model: str
    label: str
    group: str | None
    estimation: Estimation
    abnormal: tuple[AbnormalDay, ...]
    path: tuple[dict[str, Any], ...]
    windows: tuple[CarWindow, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question from an article, answered by a CAR and its interval."""

    article: str
    quote: str
    event: str
    security: str
    window: WindowPair
    car: float | None
    ci: tuple[float, float] | None
    text: dict[str, str]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A case that could not be computed, and why."""

    event_id: str
    security: str
    reason: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a reader must know before believing the page.

    ``code`` is stable and language-free, ``data`` holds the figures of the sentence.
    """

    code: str
    text: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Results:
    """Everything the page shows and everything needed to compute it again.

    ``factors`` are those that the model used: ``{source, retrieved_at, sha256, values}``.
    ``panel`` sums up a study of many events (see ``panelview``); None for listed events.
    """

    schema: str
    study: StudyInfo
    versions: dict[str, str]
    headline: HeadlineInfo
    articles: tuple[ArticleInfo, ...]
    prices: PriceInfo
    events: tuple[EventInfo, ...]
    cases: tuple[Case, ...]
    aggregate: tuple[dict[str, Any], ...]
    robustness: dict[str, Any] | None
    claims: tuple[Verdict, ...]
    answers: tuple[Answer, ...]
    calibration: dict[str, Any] | None
    dropped: tuple[Dropped, ...]
    warnings: tuple[Caution, ...]
    factors: dict[str, Any] | None = None
    panel: dict[str, Any] | None = None
