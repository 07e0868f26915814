"""What the normal return is called in English: each model explains by something else."""

from eventstudy.report.facts import name_of
from eventstudy.result import Case, Results

FACTOR_MODELS = {
    "capm": "the CAPM",
    "ff3": "the Fama-French three-factor model",
    "carhart": "the Carhart four-factor model",
    "ff5": "the Fama-French five-factor model",
    "ff6": "the six-factor model",
}
OWN_DAY = "its own average day"
COLUMNS = {
    "raw": "Normal (none taken off)",
    "constant_mean": "Its own average day",
    **dict.fromkeys(FACTOR_MODELS, "Explained by the factors"),
}


def benchmark_name(result: Results, case: Case) -> str:
    """Name a benchmark: S&P 500, or S&P 500 without NVIDIA."""
    if case.label != "ex_self":
        return name_of(result, case.benchmark)
    base = case.benchmark.partition(" ex ")[0]
    return f"{name_of(result, base)} without {name_of(result, case.security)}"


def explainer(result: Results, case: Case, market: str = "the {}") -> str:
    """Name what explains the normal part of a return; zero without a model."""
    if case.model == "raw":
        return "zero"
    if case.model == "constant_mean":
        return OWN_DAY
    if case.model in FACTOR_MODELS:
        return FACTOR_MODELS[case.model]
    one_for_one = ", one for one," if case.model == "market_adjusted" else ""
    return market.format(benchmark_name(result, case)) + one_for_one


def explained(result: Results, case: Case) -> str:
    """Write the end of a clause: beyond what the S&P 500 explains."""
    if case.model == "raw":
        return "zero"
    if case.model == "constant_mean":
        return OWN_DAY
    return f"what {explainer(result, case)} explains"


def against(result: Results, case: Case) -> str:
    """Say what a case is measured against: the index, its own average, or nothing."""
    if case.model == "raw":
        return "with no model"
    named = {"constant_mean": OWN_DAY, **FACTOR_MODELS}.get(case.model)
    return f"against {named or 'the ' + benchmark_name(result, case)}"


def normal_column(model: str) -> str:
    """Head the column of normal returns."""
    return COLUMNS.get(model, "Explained by the market")
