"""Returns of prices held in arrays, through the code that a study uses."""

import numpy as np

from eventstudy.prices.panel import NO_PROVENANCE, PricePanel, Series
from eventstudy.returns import Returns, from_panel


def returns_of_prices(sessions, prices, kind) -> Returns:
    nothing = np.full(len(sessions), np.nan)
    panel = PricePanel(
        {
            name: Series(
                symbol=name,
                sessions=sessions,
                open=nothing,
                high=nothing,
                low=nothing,
                close=values,
                total_return=values,
                volume=nothing,
                splits=(),
                provenance=NO_PROVENANCE,
            )
            for name, values in prices.items()
        }
    )
    return from_panel(panel, sessions, prices, kind)
