"""The tests by name. ``names.TESTS`` has these and those of ``reruns/placebo.py``."""

from collections.abc import Callable

from eventstudy.inference import parametric, rank, resample, sign, single
from eventstudy.inference.evidence import Evidence
from eventstudy.inference.result import Outcome
from eventstudy.inference.single import SingleCase, WindowCar

SINGLE: dict[str, Callable[[SingleCase, WindowCar], Outcome]] = {
    "t": single.t,
    "sample_quantile": single.sample_quantile,
    "conformal": single.conformal,
    "scaled_quantile": single.scaled_quantile,
}

MANY: dict[str, Callable[[Evidence, int], Outcome]] = {
    "cross_sectional_t": parametric.cross_sectional_t,
    "patell": parametric.patell,
    "adjusted_patell": parametric.adjusted_patell,
    "bmp": parametric.bmp,
    "kp_bmp": parametric.kp_bmp,
    "crude_dependence_1980": parametric.crude_dependence_1980,
    "crude_dependence_1985": parametric.crude_dependence_1985,
    "skewness_adjusted_t": parametric.skewness_adjusted_t,
    "jackknife": parametric.jackknife,
    "calendar_time_portfolio": parametric.calendar_time_portfolio,
    "corrado_rank": rank.corrado_rank,
    "corrado_zivney": rank.corrado_zivney,
    "grank_t": rank.grank_t,
    "grank_z": rank.grank_z,
    "sign": sign.sign,
    "generalized_sign": sign.generalized_sign,
    "wilcoxon": sign.wilcoxon,
    "wild_bootstrap": resample.wild_bootstrap,
    "permutation": resample.permutation,
}

RANKS = {"corrado_rank", "corrado_zivney", "grank_t", "grank_z"}
RESAMPLING = {"wild_bootstrap", "permutation"}
