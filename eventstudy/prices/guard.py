"""An HTTP session that lets nothing bad through, and remembers what it saw.

yfinance keeps answers in memory, bad ones too, and reads most failures as a
delisted share. This session stands between it and the network: it asks three
hosts and nothing else, follows no redirect, refuses an answer that is not the
asked symbol's prices before anyone can keep it, and keeps no cookie on disk.
"""

import hashlib
import os
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from curl_cffi import CurlOpt, requests
from curl_cffi.requests import exceptions
from pydantic_core import from_json

from eventstudy.prices.access import Exchange
from eventstudy.prices.failures import FetchError
from eventstudy.sourcing import Network

COOKIE_HOST = "fc.yahoo.com"
CRUMB_PATH = "/v1/test/getcrumb"
CHART_PATH = "/v8/finance/chart/"
YAHOO_HOSTS = frozenset({COOKIE_HOST, "query1.finance.yahoo.com", "query2.finance.yahoo.com"})
FRENCH_HOST = "mba.tuck.dartmouth.edu"
MAX_BYTES = 64_000_000
CERTIFICATE_CODES = {35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91}
PROXY_CODES = {5, 97}
TIMEOUT_CODE, UNRESOLVED_CODE, UNREACHED_CODE = 28, 6, 7


class GuardedSession(requests.Session):  # type: ignore[type-arg]
    """A curl session that yfinance takes for its own.

    Attributes
    ----------
    exchanges : list of Exchange
        Every answer of a chart, cookie or crumb request, in order.
    body : bytes
        The last chart that was let through.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.exchanges: list[Exchange] = []
        self.body = b""
        self.cookie_answer: Any = None
        super().__init__(
            impersonate="chrome",
            proxy=network.proxy,
            allow_redirects=False,
            curl_options={CurlOpt.MAXFILESIZE_LARGE: MAX_BYTES},
        )
        authorities = network.ca_bundle or os.environ.get("CURL_CA_BUNDLE")
        if authorities:
            self.verify = authorities  # type: ignore[assignment]  # a path is allowed

    @property  # type: ignore[misc]
    def cookies(self) -> Any:
        """An empty jar, so that no cookie is stored; curl keeps its own in memory."""
        return requests.Cookies()

    def request(self, method: Any, url: str, **options: Any) -> Any:  # type: ignore[override]
        """Send one request, or refuse it, or refuse its answer.

        Raises
        ------
        FetchError
            For a chart that cannot be used.
        ConnectionError
            For anything around it that failed: yfinance goes on without cookie and crumb.
        """
        parts = urlsplit(url)
        chart = parts.path.startswith(CHART_PATH)
        if method != "GET" or parts.hostname not in YAHOO_HOSTS or not _is_known(parts.path):
            raise ConnectionError(f"{parts.hostname}{parts.path} is not asked")
        if parts.hostname == COOKIE_HOST and self.cookie_answer is not None:
            return self.cookie_answer  # curl holds the cookie; yfinance need not ask each time
        options |= {"allow_redirects": False}
        options["timeout"] = min(options.get("timeout") or 1e9, self.network.timeout)
        try:
            response = super().request(method, url, **options)
        except exceptions.RequestException as error:
            failure = classify(error, str(parts.hostname), self.network.timeout)
            if chart or failure.kind in {"certificate", "proxy", "no_network"}:
                raise failure from None
            raise ConnectionError(failure.reason) from None
        self.exchanges.append(exchange(str(parts.hostname), parts.path, response))
        if parts.hostname == COOKIE_HOST:
            self.cookie_answer = response
        if chart:
            params = options.get("params") or {}
            asked = unquote(parts.path.removeprefix(CHART_PATH))
            self._admit(response, asked, first_try="crumb" in params, dated="period1" in params)
        elif parts.path == CRUMB_PATH and not _is_crumb(response):
            raise ConnectionError(f"no crumb: HTTP {response.status_code}")
        return response

    def _admit(self, response: Any, asked: str, *, first_try: bool, dated: bool) -> None:
        """Keep the body of a good chart; raise for any other, but for a stale crumb."""
        if response.status_code in {401, 403} and first_try:
            return  # yfinance asks again without the crumb
        refuse_status(response, "Yahoo Finance")
        if response.status_code == 404:
            raise FetchError("unknown_symbol", f"Yahoo Finance knows no symbol {asked} (HTTP 404)")
        answer = refuse_chart(response.content, asked, dated=dated)
        response.json = lambda **_: answer  # parsed once, not again by yfinance
        self.body = response.content


def get_file(url: str, network: Network) -> bytes:
    """Download one file from French's data library, and nothing else.

    Raises
    ------
    FetchError
        With the true reason.
    """
    host = str(urlsplit(url).hostname)
    if host != FRENCH_HOST:
        raise ConnectionError(f"{host} is not asked")
    try:
        with GuardedSession(network) as session:
            response = requests.Session.request(
                session, "GET", url, allow_redirects=False, timeout=network.timeout
            )
    except exceptions.RequestException as error:
        raise classify(error, host, network.timeout) from None
    refuse_status(response, host)
    if response.status_code != 200:
        raise FetchError("refused", f"{host} answers HTTP {response.status_code} for {url}")
    body: bytes = response.content
    return body


def _is_known(path: str) -> bool:
    return path in {"", "/", CRUMB_PATH} or path.startswith(CHART_PATH)


def _is_crumb(response: Any) -> bool:
    return response.status_code == 200 and 0 < len(response.content) < 64


def exchange(host: str, path: str, response: Any) -> Exchange:
    """Describe an answer."""
    body = response.content
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    digest = hashlib.sha256(body).hexdigest()
    return Exchange(at, host, path, response.status_code, len(body), digest)


def classify(error: exceptions.RequestException, host: str, timeout: float) -> FetchError:
    """Turn a curl error into the reason a person can act on."""
    code, text = int(error.code), str(error)
    if code == TIMEOUT_CODE:
        return FetchError("timeout", f"no answer from {host} within {timeout:g} s")
    if "CONNECT" in text or "proxy" in text.lower() or code in PROXY_CODES:
        return FetchError("proxy", f"the proxy did not let us through to {host}: {_short(text)}")
    if code == UNRESOLVED_CODE:
        return FetchError("no_network", f"{host} cannot be found: no network, or no name server")
    if code == UNREACHED_CODE:
        return FetchError("no_network", f"{host} cannot be reached: {_short(text)}")
    if code in CERTIFICATE_CODES:
        return FetchError("certificate", f"no secure connection to {host}: {_short(text)}")
    return FetchError("dropped", f"the connection to {host} broke off: {_short(text)}")


def _short(text: str) -> str:
    """Keep curl's own words, without its prefix and its advice."""
    return text.partition("See https")[0].partition(": ")[2].strip(" .")[:160] or text[:160]


def refuse_status(response: Any, whom: str) -> None:
    """Raise for a status that says there is no answer (a 400 or 404 may explain itself)."""
    status = response.status_code
    if status == 429:
        wait = _wait(response.headers.get("Retry-After"))
        asks = f" and asks to wait {wait:g} s" if wait is not None else ""
        raise FetchError(
            "rate_limited", f"{whom} refuses for too many requests (HTTP 429){asks}", wait
        )
    if status >= 500:
        raise FetchError("server_error", f"{whom} answers with a server error (HTTP {status})")
    if 300 <= status < 400:
        raise FetchError(
            "refused", f"{whom} sends us elsewhere (HTTP {status}), to consent or log in"
        )
    if status in {401, 403, 451}:
        raise FetchError("refused", f"{whom} refuses the request (HTTP {status})")


def _wait(header: str | None) -> float | None:
    """Read Retry-After: seconds, or a date."""
    if not header:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def refuse_chart(body: bytes, asked: str, *, dated: bool) -> dict[str, Any]:
    """Return the asked symbol's chart from a body, or raise."""
    answer = _parsed(body)
    chart = _chart(answer)
    error = chart.get("error")
    if error:
        raise _explained(error, asked)
    result = chart.get("result")
    if not isinstance(result, list) or not result or not isinstance(result[0], dict):
        raise FetchError("bad_answer", f"Yahoo Finance's answer holds no result for {asked}")
    meta = result[0].get("meta")
    symbol = meta.get("symbol") if isinstance(meta, dict) else None
    if not isinstance(symbol, str) or symbol.upper() != asked.upper():
        raise FetchError(
            "wrong_symbol", f"Yahoo Finance was asked for {asked} and answered {symbol}"
        )
    if dated and not result[0].get("timestamp"):
        raise FetchError("no_data", f"Yahoo Finance has no prices of {asked} in the asked days")
    if dated:
        _refuse_uneven(result[0], asked)
    return answer


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        answer = from_json(body)
    except ValueError:
        raise FetchError("bad_answer", f"Yahoo Finance's answer is {_described(body)}") from None
    return answer if isinstance(answer, dict) else {}


def _chart(answer: dict[str, Any]) -> dict[str, Any]:
    chart = answer.get("chart") or answer.get("finance")
    if not isinstance(chart, dict):
        raise FetchError("bad_answer", "Yahoo Finance's answer is JSON, but no chart")
    return chart


def _described(body: bytes) -> str:
    if not body.strip():
        return "empty"
    if b"will be right back" in body.lower():
        return "its maintenance page"
    if body.lstrip()[:1] == b"<":
        return "a web page, not prices"
    return f"cut short or not JSON ({len(body):,} bytes)"


def _explained(error: Any, asked: str) -> FetchError:
    said = error if isinstance(error, dict) else {"description": str(error)}
    code, words = str(said.get("code")), str(said.get("description"))[:160]
    if "Data doesn't exist" in words:
        return FetchError("no_data", f"Yahoo Finance has no prices of {asked} in the asked days")
    if code == "Not Found":
        return FetchError("unknown_symbol", f"Yahoo Finance knows no symbol {asked}")
    return FetchError("bad_answer", f"Yahoo Finance refuses {asked}: {code}: {words}")


def _refuse_uneven(result: dict[str, Any], asked: str) -> None:
    """Refuse a chart whose dates are out of order, or its columns not as long as they.

    yfinance would sort and thin them out in silence.
    """
    stamps = result["timestamp"]
    count = len(stamps)
    if stamps != sorted(set(stamps)):
        raise FetchError("bad_answer", f"Yahoo Finance's dates for {asked} repeat or step back")
    indicators = result.get("indicators") or {}
    columns = [
        c for k in ("quote", "adjclose") for part in indicators.get(k) or [] for c in part.values()
    ]
    if not columns or any(not isinstance(c, list) or len(c) != count for c in columns):
        raise FetchError("bad_answer", f"Yahoo Finance's columns for {asked} differ in length")
