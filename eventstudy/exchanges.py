"""What a Yahoo symbol says about its exchange: calendar, zone, currency, default benchmark."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exchange:
    """Where a symbol trades.

    Attributes
    ----------
    calendar : str
        Code for ``sessions.exchange_calendar``.
    zone : str
        Time zone of its sessions.
    currencies : tuple of str
        Those that Yahoo quotes it in; London quotes pence as "GBp".
    benchmark : str
        The index that stands in where a study names none.
    """

    calendar: str
    zone: str
    currencies: tuple[str, ...]
    benchmark: str


NEW_YORK = Exchange("XNYS", "America/New_York", ("USD",), "^GSPC")
SEOUL = Exchange("XKRX", "Asia/Seoul", ("KRW",), "^KS11")
KOSDAQ = Exchange("XKRX", "Asia/Seoul", ("KRW",), "^KQ11")
TOKYO = Exchange("XTKS", "Asia/Tokyo", ("JPY",), "^N225")
HONG_KONG = Exchange("XHKG", "Asia/Hong_Kong", ("HKD", "CNY", "USD"), "^HSI")
LONDON = Exchange("XLON", "Europe/London", ("GBp", "GBP", "USD", "EUR"), "^FTSE")
XETRA = Exchange("XETR", "Europe/Berlin", ("EUR",), "^GDAXI")
PARIS = Exchange("XPAR", "Europe/Paris", ("EUR",), "^FCHI")

SUFFIXES = {
    "KS": SEOUL,
    "KQ": KOSDAQ,
    "T": TOKYO,
    "HK": HONG_KONG,
    "L": LONDON,
    "DE": XETRA,
    "PA": PARIS,
}
INDICES = {e.benchmark: e for e in SUFFIXES.values()}


def exchange_of(symbol: str) -> Exchange | None:
    """Return the exchange of a Yahoo symbol: by suffix, New York without one.

    None for a suffix that is not in the table: such a study names ``calendar``
    and ``benchmark`` itself. Currencies and futures (``=X``, ``=F``) have none either.
    """
    if symbol in INDICES:
        return INDICES[symbol]
    head, dot, suffix = symbol.rpartition(".")
    if dot and head:
        return SUFFIXES.get(suffix)
    return None if "=" in symbol else NEW_YORK
