"""A config's other choices: every case again under other models, benchmarks and windows."""

from collections.abc import Iterator, Sequence
from typing import Any

from eventstudy.casework import study_design, study_returns, without_name
from eventstudy.choices import Label, Robustness
from eventstudy.factoring import with_factors
from eventstudy.models.table import FACTORS, WITHOUT_BENCHMARK
from eventstudy.placing import Placed, by_calendar, fact_session
from eventstudy.prices.factors import Factors
from eventstudy.prices.panel import PricePanel
from eventstudy.reruns.robustness import (
    Specification,
    Target,
    counted,
    specification_rows,
    specifications,
)
from eventstudy.returns import Kind, Returns, from_panel
from eventstudy.study import Security, Study

KINDS: tuple[Kind, ...] = ("simple", "log")


def study_robustness(
    placed: Sequence[Placed], panel: PricePanel, study: Study, factors: Factors | None = None
) -> dict[str, Any] | None:
    """Compute every case of a config under its other choices; None where it names none.

    Benchmarks that an index's weight makes (``^GSPC ex NVDA``) are included by themselves, as are
    log returns and, where a security has known dates, estimation windows without them.
    """
    asked = study.robustness
    if asked is None:
        return None
    rows: list[dict[str, Any]] = []
    for own in by_calendar(placed).values():
        tables = {kind: _table(own, panel, study, asked, kind, factors) for kind in KINDS}
        chosen = {_target(p): _specifications(p.security, study, asked) for p in own}
        rows += specification_rows(tables, tuple(chosen), chosen, study_design(study))
    found: dict[str, Any] = _json_values(counted(rows, study.alpha))
    return found


def _json_values(value: Any) -> Any:
    """Turn pairs into lists, so that results read back from JSON are the same value."""
    if isinstance(value, dict):
        return {key: _json_values(item) for key, item in value.items()}
    return [_json_values(item) for item in value] if isinstance(value, (list, tuple)) else value


def _table(
    placed: Sequence[Placed],
    panel: PricePanel,
    study: Study,
    asked: Robustness,
    kind: Kind,
    factors: Factors | None,
) -> Returns:
    """Return the cases' returns of one kind, the other benchmarks among them."""
    base = study_returns(panel, placed, study.model_copy(update={"returns": kind}))
    for symbol in dict.fromkeys(b.symbol for b in (*asked.benchmarks, *asked.donors)):
        if symbol not in base.columns:
            base = base.joined(from_panel(panel, base.sessions, [symbol], kind, study.missing))
    return with_factors(base, factors)


def _target(placed: Placed) -> Target:
    return Target(placed.event.id, placed.security.symbol, placed.row, tuple(_known(placed)))


def _known(placed: Placed) -> Iterator[int]:
    """Yield the rows of the security's known dates that lie in the calendar."""
    for fact in placed.security.known_dates:
        session = fact_session(fact, placed.calendar)
        if session is not None:
            yield placed.calendar.row(session)


def _specifications(firm: Security, study: Study, asked: Robustness) -> tuple[Specification, ...]:
    """Cross the config's choices for one security; it is never its own benchmark."""
    benchmarks: list[tuple[str, Label]] = [
        (b.symbol, b.label)
        for b in asked.benchmarks
        if b.symbol not in (firm.symbol, firm.benchmark)
    ]
    if firm.benchmark in firm.weight_in and study.model not in WITHOUT_BENCHMARK:
        benchmarks.insert(0, (without_name(firm), "clean"))
    main = Specification(
        study.model, firm.benchmark, _label(firm), study.windows.estimation, study.returns
    )
    return specifications(
        main,
        [m for m in asked.models if m != study.model],
        benchmarks,
        [w for w in asked.estimation if w != study.windows.estimation],
        donors=[(d.symbol, d.label) for d in asked.donors if d.symbol != firm.symbol],
        log_returns=study.model not in FACTORS,
        without_known=bool(firm.known_dates),
    )


def _label(firm: Security) -> Label:
    """Say whether the main benchmark holds the security; an index shares its members."""
    shares = firm.benchmark in firm.weight_in or firm.symbol.startswith("^")
    return "holds the firm" if shares else "clean"
