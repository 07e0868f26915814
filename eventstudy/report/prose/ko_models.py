"""What the normal return is called in Korean: each model explains by something else."""

from eventstudy.report.facts import name_of
from eventstudy.report.prose.particles import with_particle
from eventstudy.result import Case, Results

FACTOR_MODELS = {
    "capm": "CAPM",
    "ff3": "파마-프렌치 3요인 모형",
    "carhart": "카하트 4요인 모형",
    "ff5": "파마-프렌치 5요인 모형",
    "ff6": "6요인 모형",
}
OWN_DAY = "자기 자신의 평균적인 하루"
COLUMNS = {
    "raw": "정상수익률(빼지 않음)",
    "constant_mean": OWN_DAY,
    **dict.fromkeys(FACTOR_MODELS, "요인이 설명하는 몫"),
}


def benchmark_name(result: Results, case: Case) -> str:
    """Name a benchmark: S&P 500, or S&P 500 without NVIDIA."""
    if case.label != "ex_self":
        return name_of(result, case.benchmark)
    base = case.benchmark.partition(" ex ")[0]
    name = with_particle(name_of(result, case.security), "을/를")
    return f"{name} 뺀 {name_of(result, base)}"


def explainer(result: Results, case: Case, market: str = "{}") -> str:
    """Name what explains the normal part of a return; zero without a model."""
    if case.model == "raw":
        return "0"
    if case.model == "constant_mean":
        return OWN_DAY
    if case.model in FACTOR_MODELS:
        return FACTOR_MODELS[case.model]
    one_for_one = "일대일로 본 " if case.model == "market_adjusted" else ""
    return one_for_one + market.format(benchmark_name(result, case))


def explained(result: Results, case: Case) -> str:
    """Write what a move is held against: S&P 500이 설명하는 것."""
    named = explainer(result, case)
    if case.model in {"raw", "constant_mean"}:
        return named
    return f"{with_particle(named, '이/가')} 설명하는 것"


def against(result: Results, case: Case) -> str:
    """Say what a case is measured against: the index, its own average, or nothing."""
    if case.model == "raw":
        return "모형 없이"
    named = {"constant_mean": OWN_DAY, **FACTOR_MODELS}.get(case.model)
    return f"{named or benchmark_name(result, case)} 대비"


def normal_column(model: str) -> str:
    """Head the column of normal returns."""
    return COLUMNS.get(model, "시장이 설명하는 몫")
