"""Yahoo Finance on the loopback: a CONNECT proxy with a throw-away certificate.

It answers cookie, crumb, zone and chart requests for charts that a test made,
with faults by symbol, and refuses every other host. An unmodified yfinance is
driven through it by HTTPS_PROXY and CURL_CA_BUNDLE, in child processes too.
"""

import json
import socket
import ssl
import struct
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

import trustme

FRENCH = "mba.tuck.dartmouth.edu"
HOSTS = {"fc.yahoo.com", "query1.finance.yahoo.com", "query2.finance.yahoo.com", FRENCH}
CRUMB = "CrumbThatMustNotBeWritten"
COOKIE = "CookieThatMustNotBeWritten"


@dataclass
class Chart:
    """What the stub knows of a symbol: rows of day, open, high, low, close, adj close, volume."""

    symbol: str
    rows: list
    zone: str = "America/New_York"
    currency: str = "USD"
    splits: dict = field(default_factory=dict)
    dividends: dict = field(default_factory=dict)

    def answer(self, query):
        zone = ZoneInfo(self.zone)

        def instant(day):
            return int(datetime.combine(day, clock(9, 30), zone).timestamp())

        first = int(query.get("period1", ["-9999999999"])[0])
        last = int(query.get("period2", ["9999999999"])[0])
        rows = [r for r in self.rows if first <= instant(r[0]) < last]
        if "range" in query:
            rows = rows[-1:]
        names = ("open", "high", "low", "close", "adjclose", "volume")
        columns = {n: [r[i + 1] for r in rows] for i, n in enumerate(names)}
        adjusted = columns.pop("adjclose")
        events = {}
        if self.splits:
            events["splits"] = {
                str(instant(d)): {
                    "date": instant(d),
                    "numerator": r,
                    "denominator": 1,
                    "splitRatio": f"{r}:1",
                }
                for d, r in self.splits.items()
                if first <= instant(d) < last
            }
        if self.dividends:
            events["dividends"] = {
                str(instant(d)): {"date": instant(d), "amount": a}
                for d, a in self.dividends.items()
                if first <= instant(d) < last
            }
        meta = {
            "currency": self.currency,
            "symbol": self.symbol,
            "exchangeName": "NMS",
            "instrumentType": "EQUITY",
            "firstTradeDate": 0,
            "gmtoffset": -18000,
            "timezone": "EST",
            "exchangeTimezoneName": self.zone,
            "regularMarketTime": instant(self.rows[-1][0]) if self.rows else 0,
            "priceHint": 2,
            "dataGranularity": "1d",
            "range": "",
            "validRanges": ["1d", "5d", "max"],
        }
        result = {"meta": meta, "events": {k: v for k, v in events.items() if v}}
        result["indicators"] = {"quote": [columns], "adjclose": [{"adjclose": adjusted}]}
        if rows:
            result["timestamp"] = [instant(r[0]) for r in rows]
        else:
            result["indicators"] = {"quote": [{}], "adjclose": [{}]}
        return {"chart": {"result": [result], "error": None}}


def weekdays(first, last, skip=()):
    days = (first + timedelta(d) for d in range((last - first).days + 1))
    return [d for d in days if d.weekday() < 5 and d not in skip]


def made_up(symbol, days, start=100.0, **rest):
    """Make a chart with a gentle, jagged climb, exact in every digit."""
    rows = []
    for i, day in enumerate(days):
        close = start + i * 0.25 + (i % 7) * 0.5
        rows.append([day, close, close + 1, close - 1, close, close * 0.5, 1000 + i])
    return Chart(symbol, rows, **rest)


class Stub:
    """A running stub; ``faults`` maps a symbol (or "crumb", "cookie") to a list of faults.

    Each fault is used up by one request; a fault in ``always`` never is.
    """

    def __init__(self, folder):
        self.charts = {}
        self.files = {}
        self.faults = {}
        self.always = {}
        self.requests = []
        self.refused = []
        authority = trustme.CA()
        self.ca = folder / "stub-ca.pem"
        authority.cert_pem.write_to_path(self.ca)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*HOSTS).configure_cert(self.context)
        other = trustme.CA()
        self.untrusted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        other.issue_cert(*HOSTS).configure_cert(self.untrusted)
        self.server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.server.getsockname()[1]
        self.stopped = False
        self.bad_certificate = False
        self.refuse_connect = False
        self.delay = 0.0
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def proxy(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self):
        return {
            "HTTPS_PROXY": self.proxy,
            "https_proxy": self.proxy,
            "CURL_CA_BUNDLE": str(self.ca),
            "NO_PROXY": "",
            "no_proxy": "",
        }

    def add(self, *charts):
        for chart in charts:
            self.charts[chart.symbol] = chart

    def asked(self, what):
        return [p for p in self.requests if what in p]

    def close(self):
        self.stopped = True
        self.server.close()

    def _serve(self):
        while not self.stopped:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self._tunnel, args=(connection,), daemon=True).start()

    def _tunnel(self, connection):
        try:
            with connection:
                connection.settimeout(30)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                head = _read_head(connection)
                if not head:
                    return
                method, target, _ = head[0].split(" ", 2)
                host = target.rpartition(":")[0]
                if method != "CONNECT" or host not in HOSTS:
                    self.refused.append(target)
                    connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                    return
                if self.refuse_connect:
                    connection.sendall(
                        b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
                    )
                    return
                connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                context = self.untrusted if self.bad_certificate else self.context
                with context.wrap_socket(connection, server_side=True) as secure:
                    while self._answer(secure, host):
                        pass
        except (OSError, ssl.SSLError, ValueError):
            return

    def _answer(self, secure, host):
        head = _read_head(secure)
        if not head:
            return False
        _, target, _ = head[0].split(" ", 2)
        self.requests.append(f"{host}{target}")
        if self.delay:
            time.sleep(self.delay)
        parts = urlsplit(target)
        if host == "fc.yahoo.com":
            return self._plain(
                secure,
                "cookie",
                404,
                b"",
                f"Set-Cookie: A3={COOKIE}; Domain=.yahoo.com; Path=/; Secure; Expires=Fri, 21 Nov 2036 10:00:00 GMT\r\n",
            )
        if host == FRENCH:
            body = self.files.get(parts.path.rpartition("/")[2])
            return self._plain(secure, "french", 200 if body else 404, body or b"")
        if parts.path == "/v1/test/getcrumb":
            return self._plain(secure, "crumb", 200, CRUMB.encode())
        symbol = unquote(parts.path.rpartition("/")[2])
        fault = self._fault(symbol)
        query = parse_qs(parts.query)
        if fault is None and symbol not in self.charts:
            fault = (
                "json",
                404,
                {
                    "chart": {
                        "result": None,
                        "error": {
                            "code": "Not Found",
                            "description": "No data found, symbol may be delisted",
                        },
                    }
                },
            )
        if fault is None:
            body = json.dumps(self.charts[symbol].answer(query)).encode()
            return _send(secure, 200, body, "Content-Type: application/json\r\n")
        return _misbehave(
            secure, fault, lambda: json.dumps(self.charts[symbol].answer(query)).encode()
        )

    def _plain(self, secure, what, status, body, headers=""):
        fault = self._fault(what)
        if fault:
            return _misbehave(secure, fault, lambda: body)
        return _send(secure, status, body, headers)

    def _fault(self, what):
        waiting = self.faults.get(what)
        if waiting:
            return waiting.pop(0)
        return self.always.get(what)


def _misbehave(secure, fault, body):
    kind, *rest = fault if isinstance(fault, tuple) else (fault,)
    if kind == "json":
        return _send(secure, rest[0], json.dumps(rest[1]).encode())
    if kind == "status":
        return _send(
            secure, rest[0], rest[1] if len(rest) > 1 else b"", rest[2] if len(rest) > 2 else ""
        )
    if kind == "cut json":
        whole = body()
        return _send(secure, 200, whole[: len(whole) // 2])
    if kind == "cut transfer":
        whole = body()
        secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(whole))
        secure.sendall(whole[: len(whole) // 2])
        return False
    if kind == "drop":
        secure.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        secure.close()
        return False
    if kind == "slow":
        time.sleep(rest[0])
        return _send(secure, 200, body())
    raise AssertionError(kind)


def _read_head(stream):
    data = b""
    while b"\r\n\r\n" not in data:
        part = stream.recv(4096)
        if not part or len(data) > 100_000:
            return []
        data += part
    return data.decode("latin-1").split("\r\n")


def _send(secure, status, body, headers=""):
    head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    secure.sendall(head.encode() + body)
    return True


@contextmanager
def running(folder):
    stub = Stub(folder)
    try:
        yield stub
    finally:
        stub.close()


def today():
    return datetime.now(UTC).date()


def last_weeks(count=8):
    end = today() - timedelta(days=1)
    return weekdays(end - timedelta(weeks=count), end)


YEAR = weekdays(date(2024, 1, 2), date(2024, 12, 31))
