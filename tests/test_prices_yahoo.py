"""The fault table: an unmodified yfinance against a stub of Yahoo on the loopback."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from faults.yahoo_stub import COOKIE, CRUMB, YEAR, made_up, running

from eventstudy.prices import fetch as fetching
from eventstudy.prices import retries, shelf, store, yahoo
from eventstudy.prices.access import Access
from eventstudy.prices.asked import Asked
from eventstudy.prices.failures import KINDS, FetchError
from eventstudy.prices.load import Need, load_prices
from eventstudy.prices.panel import PricePanel
from eventstudy.prices.written import prices_csv
from eventstudy.sessions import Calendar
from eventstudy.sourcing import Network, Prices

FIRST, LAST = date(2024, 1, 2), date(2024, 12, 31)
CALENDAR = Calendar("XNYS", "New York Stock Exchange", "America/New_York", tuple(YEAR), (), (), {})
PATIENCE = 1.5  # seconds that the tool waits for the stub, enough on a busy machine
numbers = iter(range(10_000))


@pytest.fixture(scope="module")
def stub(tmp_path_factory):
    with running(tmp_path_factory.mktemp("stub")) as running_stub:
        yield running_stub


@pytest.fixture
def said():
    return []


@pytest.fixture
def access(stub, tmp_path, said, monkeypatch):
    stub.always.clear()
    stub.faults.clear()
    stub.bad_certificate = stub.refuse_connect = False
    monkeypatch.setattr(retries, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(fetching, "last_closed", lambda _: LAST)
    network = Network(proxy=stub.proxy, ca_bundle=str(stub.ca), timeout=PATIENCE)
    return Access(tmp_path / "cache", network=network, say=said.append)


@pytest.fixture
def symbol(stub):
    """A symbol nobody asked for before, so that yfinance remembers nothing of it."""
    name = f"S{next(numbers)}"
    stub.add(made_up(name, YEAR))
    return name


def get(access, symbol, first=FIRST, last=LAST):
    return fetching.fetch(Asked(symbol, first, last), access)


HTML = b"<html><body>Internal Server Error</body></html>"
TABLE = {
    "404": ("unknown", "unknown_symbol", "knows no symbol"),
    "429": (("status", 429, b"Too Many Requests"), "rate_limited", "too many requests (HTTP 429)"),
    "429 with a short wait": (
        ("status", 429, b"", "Retry-After: 0\r\n"),
        "rate_limited",
        "asks to wait 0 s",
    ),
    "429 with a long wait": (
        ("status", 429, b"", "Retry-After: 900\r\n"),
        "rate_limited",
        "asks to wait 900 s",
    ),
    "500 with HTML": (("status", 500, HTML), "server_error", "server error (HTTP 500)"),
    "503": (("status", 503), "server_error", "server error (HTTP 503)"),
    "cut JSON": ("cut json", "bad_answer", "cut short or not JSON"),
    "cut transfer": ("cut transfer", "dropped", "broke off"),
    "empty body": (("status", 200, b""), "bad_answer", "answer is empty"),
    "maintenance page": (
        ("status", 200, b"<html>Will be right back...</html>"),
        "bad_answer",
        "its maintenance page",
    ),
    "a web page": (("status", 200, b"<html>Hello</html>"), "bad_answer", "a web page, not prices"),
    "JSON of another kind": (("json", 200, {"quotes": []}), "bad_answer", "JSON, but no chart"),
    "JSON that is a list": (("json", 200, [1]), "bad_answer", "JSON, but no chart"),
    "no result": (
        ("json", 200, {"chart": {"result": [], "error": None}}),
        "bad_answer",
        "holds no result",
    ),
    "wrong symbol": (
        ("json", 200, {"chart": {"result": [{"meta": {"symbol": "MSFT"}}], "error": None}}),
        "wrong_symbol",
        "and answered MSFT",
    ),
    "no data in range": (
        (
            "json",
            400,
            {
                "chart": {
                    "result": None,
                    "error": {
                        "code": "Bad Request",
                        "description": "Data doesn't exist for startDate = 1, endDate = 2",
                    },
                }
            },
        ),
        "no_data",
        "no prices of",
    ),
    "redirect to consent": (
        ("status", 302, b"", "Location: https://consent.yahoo.com/v2\r\n"),
        "refused",
        "to consent or log in",
    ),
    "forbidden": (("status", 403, b"{}"), "refused", "refuses the request (HTTP 403)"),
    "dropped connection": ("drop", "dropped", "broke off"),
    "slow answer": (("slow", 2 * PATIENCE), "timeout", "within 1.5 s"),
}


@pytest.mark.parametrize(("fault", "kind", "words"), TABLE.values(), ids=TABLE.keys())
def test_each_fault_gives_its_true_reason_and_the_next_try_works(
    stub, access, symbol, fault, kind, words
):
    chart = stub.charts[symbol]
    if fault == "unknown":
        del stub.charts[symbol]
    else:
        stub.always[symbol] = fault

    with pytest.raises(FetchError) as refused:
        get(access, symbol)
    nothing = store.read(access.cache, symbol)
    stub.always.clear()
    stub.add(chart)
    entry = get(access, symbol)

    assert (refused.value.kind, words in str(refused.value)) == (kind, True), str(refused.value)
    assert KINDS[kind].todo in str(refused.value)
    assert "delisted" not in str(refused.value) or kind == "unknown_symbol"
    assert "\n" not in str(refused.value)
    assert nothing is None
    assert entry.series.close.tolist() == [r[4] for r in chart.rows]


@pytest.mark.parametrize(
    ("fault", "tries"),
    [(("status", 500), 3), ("cut json", 3), (("status", 429), 1), (("json", 200, []), 3)],
)
def test_only_what_may_pass_is_tried_again(stub, access, symbol, fault, tries):
    get(access, symbol, LAST - timedelta(days=9))  # cookie, crumb and zone are known from here on
    stub.always[symbol] = fault
    before = len(stub.asked(f"/{symbol}?"))

    with pytest.raises(FetchError):
        get(replace(access, refresh=True), symbol)

    assert len(stub.asked(f"/{symbol}?")) - before == tries


def test_a_fault_that_passes_is_not_noticed(stub, access, symbol):
    stub.faults[symbol] = [("status", 500), None, "cut json"]

    assert len(get(access, symbol).series.sessions) == len(YEAR)


def test_the_wait_that_a_rate_limit_asks_for_is_kept(stub, access, symbol, said):
    stub.faults[symbol] = [None, ("status", 429, b"", "Retry-After: 1\r\n")]

    assert len(get(access, symbol).series.sessions) == len(YEAR)
    assert any("asks to wait 1 s" in line for line in said)


@pytest.mark.parametrize("what", ["crumb", "cookie"])
@pytest.mark.parametrize(
    "fault", [("status", 429, b"Too Many Requests"), ("status", 500, HTML), "drop", ("slow", 2.5)]
)
def test_prices_come_without_cookie_and_crumb(stub, access, symbol, what, fault):
    yahoo.session_for.cache_clear()
    stub.always[what] = fault

    assert len(get(access, symbol).series.sessions) == len(YEAR)


def test_a_certificate_that_nobody_vouches_for_is_refused(stub, access, symbol):
    yahoo.session_for.cache_clear()
    stub.bad_certificate = True

    with pytest.raises(FetchError) as refused:
        get(access, symbol)
    stub.bad_certificate = False

    assert refused.value.kind == "certificate"
    assert "network.ca_bundle or CURL_CA_BUNDLE" in str(refused.value)
    assert len(get(access, symbol).series.sessions) == len(YEAR)


def test_a_proxy_that_refuses_is_named(stub, access, symbol):
    yahoo.session_for.cache_clear()
    stub.refuse_connect = True

    with pytest.raises(FetchError) as refused:
        get(access, symbol)

    assert refused.value.kind == "proxy"
    assert "Check HTTPS_PROXY or network.proxy" in str(refused.value)


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "http://no-such-proxy.invalid:8080"])
def test_a_proxy_that_is_not_there_is_named(access, symbol, proxy):
    network = Network(proxy=proxy, timeout=PATIENCE)

    with pytest.raises(FetchError) as refused:
        get(replace(access, network=network), symbol)

    assert refused.value.kind == "proxy"


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        (6, "Could not resolve host: query2.finance.yahoo.com", "no_network"),
        (7, "Failed to connect to query2.finance.yahoo.com port 443", "no_network"),
        (28, "Operation timed out", "timeout"),
        (60, "SSL certificate problem", "certificate"),
        (77, "error setting certificate verify locations", "certificate"),
        (52, "Empty reply from server", "dropped"),
        (18, "end of response with 100 bytes missing", "dropped"),
        (56, "CONNECT tunnel failed, response 407", "proxy"),
        (56, "Recv failure: Connection reset by peer", "dropped"),
    ],
)
def test_every_curl_error_has_a_reason(code, words, kind):
    from curl_cffi.requests.exceptions import RequestException

    from eventstudy.prices.guard import classify

    error = RequestException(
        f"Failed to perform, curl: ({code}) {words}. See https://curl.se", code
    )
    failure = classify(error, "query2.finance.yahoo.com", 30)

    assert failure.kind == kind
    assert "curl.se" not in str(failure)


def test_one_failure_for_everyone_stops_the_asking(stub, access):
    yahoo.session_for.cache_clear()
    stub.refuse_connect = True
    asked = [Asked(f"T{i}", FIRST, LAST) for i in range(50)]

    entries, failures = fetching.fetch_all(asked, access)

    assert entries == {}
    assert {f.kind for f in failures.values()} == {"proxy"}


@pytest.mark.parametrize("name", ["../secret", "a/b", "NVDA?x=1", "정", "A B", "x" * 40])
def test_a_name_that_is_no_symbol_is_never_asked_for(stub, access, name):
    before = len(stub.requests)

    with pytest.raises(FetchError, match="no symbols like"):
        get(access, name)

    assert len(stub.requests) == before


def test_only_yahoos_hosts_are_asked_and_no_secret_is_written(stub, access, symbol, tmp_path):
    get(access, symbol)
    written = [p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()]

    assert stub.refused == []
    assert {p.split("/")[0] for p in stub.requests} <= {
        "fc.yahoo.com",
        "query1.finance.yahoo.com",
        "query2.finance.yahoo.com",
    }
    assert stub.asked(CRUMB)  # the crumb was used
    assert written
    assert not any(CRUMB.encode() in w or COOKIE.encode() in w for w in written)


def test_figures_splits_dividends_and_provenance_are_kept(stub, access):
    split, paid = date(2024, 6, 10), date(2024, 3, 5)
    stub.add(made_up("SPLT", YEAR, splits={split: 10}, dividends={paid: 0.04}))

    entry = get(access, "SPLT")
    again = get(replace(access, offline=True), "SPLT")

    assert [(s.session, s.ratio) for s in entry.series.splits] == [(split, 10.0)]
    assert entry.dividends == ((paid, 0.04),)
    assert entry.series.total_return.tolist() == [r[5] for r in stub.charts["SPLT"].rows]
    assert entry.series.provenance.source == "Yahoo Finance, through yfinance"
    assert entry.series.provenance.retrieved_at == entry.retrieved_at
    assert "personal use" in entry.series.provenance.licence
    assert prices_csv(PricePanel({"SPLT": again.series})) == prices_csv(
        PricePanel({"SPLT": entry.series})
    )
    assert again.series.provenance == entry.series.provenance


def test_another_currency_or_zone_than_the_exchanges_is_told(stub, access):
    stub.add(made_up("000660.KS", YEAR, zone="Asia/Tokyo", currency="JPY"))

    warnings = get(access, "000660.KS").warnings

    assert warnings == (
        "000660.KS: quoted in JPY, where KRW was expected",
        "000660.KS: dated in Asia/Tokyo, where Asia/Seoul was expected",
    )


def test_a_bar_of_a_session_that_has_not_closed_is_left_out_and_named(stub, access, symbol):
    stub.add(made_up(symbol, [*YEAR, date(2025, 1, 2)]))
    access.say("")

    got = yahoo.download(symbol, FIRST, LAST, access.network)
    days = got.series.sessions.tolist()

    assert days[-1] == LAST


# -- what the figures hold -------------------------------------------------------------------


def loaded(access, symbol, first=date(2024, 3, 1), last=date(2024, 6, 28)):
    prices = Prices(sources=("yahoo",), start=FIRST, end=LAST)
    return load_prices(
        prices, [Need(symbol, first, last, True)], CALENDAR, access.cache, access=access
    )


@pytest.mark.parametrize("change", ["twice", "backwards", "uneven"])
def test_dates_out_of_order_and_uneven_columns_are_a_bad_answer(stub, access, symbol, change):
    answer = stub.charts[symbol].answer({})
    result = answer["chart"]["result"][0]
    if change == "uneven":
        result["indicators"]["quote"][0]["close"].pop()
    else:
        stamps = result["timestamp"]
        stamps[5] = stamps[4] if change == "twice" else stamps[3] - 1
    stub.always[symbol] = ("json", 200, answer)

    with pytest.raises(FetchError) as refused:
        get(access, symbol)

    assert refused.value.kind == "bad_answer"
    assert ("differ in length" if change == "uneven" else "repeat or step back") in str(
        refused.value
    )


BAD_ROWS = {
    "NaN on the event day": ([None] * 6, "no price on 2024-05-01, when the New York"),
    "missing session": ("drop", "no price on 2024-05-01, when the New York"),
    "zero rows": ([0.0] * 5 + [0], "close is 0, adjusted close is 0, no price can be"),
    "negative": ([1, 2, -1, -1, 1, 5], "2024-05-01: low is -1, close is -1, no price can be"),
    "low above high": ([10, 9, 11, 10, 5, 5], "2024-05-01: low above high"),
    "no adjusted close": ([10, 11, 9, 10, None, 5], "a close without an adjusted close"),
}


@pytest.mark.parametrize(("row", "words"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_a_bad_row_stops_the_study_that_needs_it(stub, access, symbol, row, words):
    chart = stub.charts[symbol]
    at = YEAR.index(date(2024, 5, 1))
    if row == "drop":
        del chart.rows[at]
    else:
        chart.rows[at][1:] = row

    with pytest.raises(Exception, match="Yahoo Finance: ") as refused:
        loaded(access, symbol)

    assert words in str(refused.value)
    assert len(loaded(access, symbol, first=date(2024, 7, 1), last=date(2024, 9, 2)).warnings) > 0


def test_sources_are_asked_in_order_and_a_passed_over_failure_is_told(stub, access, symbol, said):
    stub.always[symbol] = ("status", 500)
    (access.cache / "own").mkdir(parents=True)
    rows = [f"{d},{100 + i}" for i, d in enumerate(YEAR)]
    (access.cache / "own" / f"{symbol}.csv").write_text("Date,Close\n" + "\n".join(rows))
    prices = Prices(sources=("yahoo", {"files": "own"}), start=FIRST, end=LAST)

    panel = load_prices(
        prices, [Need(symbol, FIRST, LAST, True)], CALENDAR, access.cache, access=access
    )

    assert panel[symbol].provenance.source == "provided by the user (own)"
    assert any("server error (HTTP 500)" in line for line in said)


def test_what_only_claims_need_may_fail_to_come(stub, access, symbol, said):
    del stub.charts[symbol]
    prices = Prices(sources=("yahoo",), start=FIRST, end=LAST)

    panel = load_prices(
        prices, [Need(symbol, FIRST, LAST, False)], CALENDAR, access.cache, access=access
    )

    assert panel.series == {}
    assert any("knows no symbol" in line for line in said)


# -- the cache -------------------------------------------------------------------------------


def test_what_the_cache_covers_is_not_asked_for_again(stub, access, symbol):
    get(access, symbol)
    before = len(stub.requests)

    get(access, symbol, FIRST + timedelta(days=30))
    get(access, symbol, FIRST, LAST + timedelta(days=400))  # sessions that have not closed

    assert len(stub.requests) == before


@pytest.mark.parametrize("late", [True, False])
def test_a_wider_range_extends_what_is_there(stub, access, symbol, monkeypatch, late):
    half = date(2024, 6, 28)
    if late:
        monkeypatch.setattr(fetching, "last_closed", lambda _: half)
        get(access, symbol, FIRST, half)
        monkeypatch.setattr(fetching, "last_closed", lambda _: LAST)
    else:
        get(access, symbol, half)
    before = len(stub.requests)

    entry = get(access, symbol)

    asked = stub.requests[before:]
    assert len(asked) == 1
    assert entry.series.sessions.tolist() == YEAR
    assert entry.series.close.tolist() == [r[4] for r in stub.charts[symbol].rows]
    assert len(store.raw_answers(access.cache, symbol)) == 2
    assert entry.first == FIRST
    assert store.read(access.cache, symbol).series.provenance == entry.series.provenance


@pytest.mark.parametrize("change", ["split", "small dividend", "other prices"])
def test_an_extension_that_does_not_fit_is_a_whole_new_download(
    stub, access, symbol, monkeypatch, change
):
    half = date(2024, 6, 28)
    monkeypatch.setattr(fetching, "last_closed", lambda _: half)
    get(access, symbol, FIRST, half)
    monkeypatch.setattr(fetching, "last_closed", lambda _: LAST)
    chart = stub.charts[symbol]
    if change == "split":
        chart.splits[date(2024, 8, 1)] = 2
    elif change == "small dividend":
        chart.dividends[date(2024, 8, 1)] = 0.00001
    for row in chart.rows:
        row[4] *= 1.5 if change == "other prices" else 1

    entry = get(access, symbol)

    assert entry.series.close.tolist() == [r[4] for r in chart.rows]
    assert len(store.raw_answers(access.cache, symbol)) == 1


def test_refresh_says_which_closes_changed_and_keeps_quiet_about_noise(stub, access, symbol, said):
    get(access, symbol)
    chart = stub.charts[symbol]
    chart.rows[7][4] = 123.45
    chart.rows[9][5] *= 1 + 5e-5
    chart.rows[11][5] *= 1 + 5e-4

    get(replace(access, refresh=True), symbol)

    old = made_up(symbol, YEAR).rows[7][4]
    assert f"{symbol}: {YEAR[7]}: close was {old:.10g}, now 123.45" in said
    assert f"{symbol}: {YEAR[11]}: adjusted close changed by more than 1e-4" in said
    assert not any(str(YEAR[9]) in line for line in said)


def test_offline_without_a_cache_says_so(access, symbol):
    with pytest.raises(FetchError, match=r"holds no such prices\. Run once without --offline"):
        get(replace(access, offline=True), symbol)


@pytest.mark.parametrize("name", ["manifest.json", "values.f64", "prices.csv", "answer-0.json.gz"])
@pytest.mark.parametrize("how", ["cut", "emptied", "removed", "scribbled"])
def test_a_damaged_entry_is_set_aside_named_and_fetched_again(access, symbol, said, name, how):
    whole = get(access, symbol)
    file = next((access.cache / "yahoo" / symbol).glob(f"*/{name}"))
    data = file.read_bytes()
    if how == "removed":
        file.unlink()
    elif how == "scribbled":
        file.write_bytes(b"\xff" * (len(data) + 1))
    else:
        file.write_bytes(data[: len(data) // 2] if how == "cut" else b"")

    again = get(access, symbol)

    assert len(said) == 1
    assert said[0].startswith(f"{symbol}: the cached prices were damaged")
    assert "set aside as" in said[0]
    assert again.series.close.tolist() == whole.series.close.tolist()
    assert store.read(access.cache, symbol).retrieved_at == again.retrieved_at


def test_a_flipped_bit_in_the_values_is_noticed(access, symbol, said):
    get(access, symbol)
    file = next((access.cache / "yahoo" / symbol).glob("*/values.f64"))
    data = bytearray(file.read_bytes())
    data[-100] ^= 1
    file.write_bytes(data)

    get(access, symbol)

    assert "values.f64 differs from its hash" in said[0]


def test_a_cache_that_cannot_be_written_costs_only_the_keeping(
    stub, access, symbol, said, tmp_path
):
    (tmp_path / "file").write_text("in the way")

    entry = get(replace(access, cache=tmp_path / "file" / "cache"), symbol)

    assert len(entry.series.sessions) == len(YEAR)
    assert "downloaded, but not kept in the cache" in said[0]
    assert "EVENTSTUDY_CACHE" in said[0]


def test_a_full_disk_costs_only_the_keeping_and_leaves_nothing_behind(
    access, symbol, said, monkeypatch
):
    def full(path, data):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)

    entry = get(access, symbol)

    assert len(entry.series.sessions) == len(YEAR)
    assert "No space left on device. Free space there" in said[0]
    assert list((access.cache / "yahoo" / symbol).iterdir()) == []


def test_only_the_last_fetches_are_kept(access, symbol):
    for _ in range(4):
        get(replace(access, refresh=True), symbol)

    kept = [p.name for p in (access.cache / "yahoo" / symbol).iterdir()]

    assert len(kept) == shelf.KEPT
    assert store.symbols(access.cache) == [symbol]


def test_what_is_packed_comes_back_bit_for_bit(access, symbol):
    entry = get(access, symbol)
    again = store.read(access.cache, symbol)

    for field in ("sessions", *store.FIELDS):
        np.testing.assert_array_equal(getattr(again.series, field), getattr(entry.series, field))
    assert (again.first, again.through, again.dividends) == (entry.first, entry.through, ())
