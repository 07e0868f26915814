import subprocess
import sys
from datetime import date, datetime

import pytest

from eventstudy.exchanges import SUFFIXES, exchange_of
from eventstudy.sessions import event_day, exchange_calendar


@pytest.mark.parametrize(
    ("symbol", "calendar", "benchmark"),
    [
        ("NVDA", "XNYS", "^GSPC"),
        ("BRK-B", "XNYS", "^GSPC"),
        ("^IXIC", "XNYS", "^GSPC"),
        ("000660.KS", "XKRX", "^KS11"),
        ("247540.KQ", "XKRX", "^KQ11"),
        ("^KS11", "XKRX", "^KS11"),
        ("6857.T", "XTKS", "^N225"),
        ("0700.HK", "XHKG", "^HSI"),
        ("AZN.L", "XLON", "^FTSE"),
        ("SAP.DE", "XETR", "^GDAXI"),
        ("MC.PA", "XPAR", "^FCHI"),
    ],
)
def test_a_suffix_says_where_a_share_trades(symbol, calendar, benchmark):
    exchange = exchange_of(symbol)

    assert (exchange.calendar, exchange.benchmark) == (calendar, benchmark)


@pytest.mark.parametrize("symbol", ["VOLV-B.ST", "EURUSD=X", "GC=F"])
def test_what_is_not_in_the_table_has_no_exchange(symbol):
    assert exchange_of(symbol) is None


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # exchange_calendars' own
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_calendar_is_known_and_in_its_zone(suffix):
    exchange = SUFFIXES[suffix]

    calendar = exchange_calendar(exchange.calendar, date(2025, 1, 20), date(2025, 2, 3))

    assert calendar.zone == exchange.zone
    assert len(calendar.days) >= 6


def test_seoul_first_trades_after_the_sell_off_on_the_31st():
    seoul = exchange_calendar("XKRX", date(2025, 1, 20), date(2025, 2, 10))
    close_in_new_york = datetime.fromisoformat("2025-01-27T16:00-05:00")

    assert event_day(date(2025, 1, 27), seoul).session == date(2025, 1, 31)
    assert event_day(close_in_new_york, seoul).session == date(2025, 1, 31)


def test_calendars_load_only_when_they_are_asked_for():
    code = "import eventstudy.exchanges, eventstudy.sessions, sys; print('exchange_calendars' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "False"
