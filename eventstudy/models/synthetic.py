"""A synthetic control: the security's returns from a weighted mean of donors' returns.

The donors are named securities that the news did not touch. Their weights are not negative, sum
to one and make the squared gap on the estimation window least.

References
----------
Abadie, Diamond & Hainmueller (2010), *Journal of the American Statistical Association* 105, 493-505.
"""

from dataclasses import dataclass

import numpy as np

from eventstudy.prices.panel import Floats


@dataclass(frozen=True, slots=True)
class Synthetic:
    """One security's control.

    Attributes
    ----------
    weights : float, shape (J,)
        Not negative, their sum 1.
    sd : float
        Standard deviation of the gap on the estimation window (divisor T - 1).
    n_obs : int
        Estimation sessions that the security and every donor have.
    """

    weights: Floats
    sd: float
    n_obs: int


def synthetic(own: Floats, donors: Floats) -> Synthetic | None:
    """Fit the weights on the sessions that all have.

    Parameters
    ----------
    own : float, shape (T,)
        The security's estimation returns; NaN where missing.
    donors : float, shape (T, J)

    Returns
    -------
    Synthetic or None
        None without two common sessions, or where the gap does not vary.
    """
    seen = np.isfinite(own) & np.isfinite(donors).all(axis=1)
    if seen.sum() < 2:
        return None
    weights = simplex_weights(own[seen], donors[seen])
    gap = own[seen] - donors[seen] @ weights
    sd = float(gap.std(ddof=1))
    usual = float(np.abs(own[seen]).max())
    return None if sd <= 1e-12 * usual else Synthetic(weights, sd, int(seen.sum()))


def simplex_weights(own: Floats, donors: Floats) -> Floats:
    """Return the weights w ≥ 0, Σw = 1, that make Σ(own - donors w)² least.

    With Z = donors - own, min ‖Zw‖² over the simplex has the direction of the non-negative least
    squares solution of [Z; 1'] u = [0; 1], w = u/Σu: for u = s·w the sum of squares is least at
    ‖Zw‖²/(1 + ‖Zw‖²), which grows with ‖Zw‖ (Lawson & Hanson 1974).
    """
    from scipy.optimize import nnls

    apart = donors - own[:, None]
    scale = np.sqrt((apart**2).sum(axis=0).mean()) or 1.0
    system = np.vstack([apart / scale, np.ones(donors.shape[1])])
    found = nnls(system, np.append(np.zeros(len(own)), 1.0))[0]
    return np.asarray(found / found.sum())


def gap(own: Floats, donors: Floats, weights: Floats) -> Floats:
    """Return the returns less those of the control; NaN where one is missing."""
    return np.asarray(own - donors @ weights)
