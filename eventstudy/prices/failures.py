"""Why a download failed: one kind, one true reason, one thing to do."""

from dataclasses import dataclass

from eventstudy.errors import PriceError

OFFLINE = "--offline uses what is in the cache, --prices PATH your own files"


@dataclass(frozen=True, slots=True)
class Kind:
    """What to do about a kind of failure.

    ``retried``: worth a second try at once. ``everyone``: no other symbol
    would fare better now, so none is asked for.
    """

    todo: str
    retried: bool = False
    everyone: bool = False


KINDS = {
    "rate_limited": Kind(f"Wait some minutes and run again; {OFFLINE}", everyone=True),
    "server_error": Kind(f"The fault is on their side: run again later; {OFFLINE}", retried=True),
    "bad_answer": Kind(f"Nothing of it was used: run again later; {OFFLINE}", retried=True),
    "wrong_symbol": Kind(f"Nothing of it was used: run again later; {OFFLINE}"),
    "unknown_symbol": Kind(
        "Check the spelling (^GSPC, BRK-B, 005930.KS); a delisted share needs price files: --prices PATH"
    ),
    "no_data": Kind("Check when it was first and last traded, and prices.start and prices.end"),
    "not_cached": Kind("Run once without --offline, or bring files with --prices PATH"),
    "refused": Kind(f"Run again later; {OFFLINE}", everyone=True),
    "timeout": Kind(f"Check the connection, or raise network.timeout; {OFFLINE}", retried=True),
    "dropped": Kind(f"Run again; {OFFLINE}", retried=True),
    "no_network": Kind(f"Check the network connection; {OFFLINE}", retried=True, everyone=True),
    "proxy": Kind(f"Check HTTPS_PROXY or network.proxy; {OFFLINE}", everyone=True),
    "certificate": Kind(
        "Behind a company proxy, name its certificate in network.ca_bundle or CURL_CA_BUNDLE",
        everyone=True,
    ),
}


class FetchError(PriceError):
    """A download that failed.

    Parameters
    ----------
    kind : str
        One of ``KINDS``.
    reason : str
        What happened, as seen from here.
    wait : float, optional
        Seconds that the server asked to wait.
    """

    def __init__(self, kind: str, reason: str, wait: float | None = None) -> None:
        super().__init__(f"{reason}. {KINDS[kind].todo}")
        self.kind = kind
        self.reason = reason
        self.wait = wait
