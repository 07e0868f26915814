"""Names of securities in Korean and English, as newspapers print them.

The table is ``lexicon.txt`` beside this file; a user's file of the same form
extends it. Names longer than others win; a name never begins or ends inside a word.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from eventstudy.errors import InputError

KINDS = (
    "stock",
    "index",
    "etf",
    "future",
    "set",
    "foreign",
    "crypto",
    "commodity",
    "private",
)
TRADED = frozenset({"stock", "index", "etf", "future"})

_WORDS_LIKE_TICKERS = frozenset(
    [
        "ALL",
        "ARE",
        "NOW",
        "LOW",
        "COST",
        "KEY",
        "CAT",
        "APP",
        "NET",
        "OUT",
        "BIG",
        "FUN",
        "HAS",
        "CAN",
        "ANY",
        "NEW",
        "ONE",
        "TWO",
        "TEL",
        "MAR",
        "BOX",
        "FIG",
        "MOD",
        "PATH",
        "SNAP",
        "GAP",
        "DOW",
        "FLEX",
        "LITE",
        "LOVE",
        "BEST",
        "SAFE",
        "REAL",
        "FAST",
        "OPEN",
        "PLAY",
        "EDIT",
        "CARS",
        "TRUE",
        "WELL",
        "LIFE",
        "GOOD",
        "MAIN",
        "TEAM",
        "SHOP",
        "SPOT",
        "DASH",
        "ROKU",
        "HOOD",
        "COIN",
        "GOLD",
        "TECH",
        "IRON",
        "META",
    ]
) - {"ROKU", "META"}
# What may follow a Korean name inside one word: particles and words about a share.
_PARTICLE = (
    "다(?![가-힣])|이다|입니다|예요|이에요|이죠|죠|은|는|이|가|을|를|의|도|만|와|과|로|으로|에|에서|에게|에는|에도|엔|까지|부터|보다|마저|조차|이나|나|라|란|처럼|등|역시|측|주가|주식|주는|주를|주도|주|株|"
    "시총|시가총액|선물|종가|급|발|이며|이고|였|이었|이라|인|하고|랑|이랑|야|이야|요|사|사의|그룹|의주가|종목|지수|쇼크|충격|효과|실적"
)
_EDGE = r"(?<![A-Za-z0-9가-힣$])"
_LATIN_END = r"(?![A-Za-z0-9])(?!\.[A-Za-z])"
_KOREAN_END = rf"(?=(?:{_PARTICLE})|[^가-힣A-Za-z]|$)"


@dataclass(frozen=True, slots=True)
class Listing:
    """What a name means: one security, or several that the name leaves open."""

    symbols: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names and the patterns that find them."""

    names: dict[str, Listing]
    patterns: tuple[re.Pattern[str], ...]
    symbols: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the view: where it stands and what it means."""

    start: int
    end: int
    listing: Listing

    @property
    def traded(self) -> bool:
        """Whether the name means securities that we can look up."""
        return self.listing.kind in TRADED


def parse_lexicon(text: str, name: str) -> dict[str, Listing]:
    """Read the lines ``SYMBOL = name; name`` under ``[kind]`` headings.

    Raises
    ------
    InputError
        With the line that cannot be read.
    """
    kind = "stock"
    found: dict[str, Listing] = {}
    for number, line in enumerate(text.splitlines(), 1):
        row = line.strip()
        if not row or row.startswith("#"):
            continue
        if row.startswith("[") and row.endswith("]"):
            kind = row[1:-1]
            if kind not in KINDS:
                raise InputError(
                    f"{name}:{number}: unknown section {row}; allowed: {', '.join(KINDS)}"
                )
            continue
        symbols, equals, names = row.partition(" = ")  # a futures symbol holds an equals sign
        if not equals or not symbols.strip() or not names.strip():
            raise InputError(f"{name}:{number}: {row[:60]!r}; write SYMBOL = name; name")
        found |= _listings(symbols.strip(), kind, names)
    return found


def _listings(symbols: str, kind: str, names: str) -> dict[str, Listing]:
    """Give every name of a line, its capitals, and the ticker the same meaning."""
    traded = tuple(symbols.split("|")) if kind in TRADED else ()
    listing = Listing(traded, kind)
    spelled = [n.strip() for n in names.split(";") if n.strip()]
    loud = [n.upper() for n in spelled if len(n) > 3 and n.isascii()]
    rows = dict.fromkeys((*loud, *spelled), listing)
    for symbol in traded:
        bare = re.fullmatch(r"[A-Z]{3,5}", symbol) and symbol not in _WORDS_LIKE_TICKERS
        if bare and kind in {"stock", "etf"} and symbol not in rows:
            rows[symbol] = Listing((symbol,), kind)
    return rows


def _trie(names: list[str]) -> str:
    """Write a pattern in which every character is looked at once."""
    branches: dict[str, list[str]] = {}
    for name in names:
        branches.setdefault(name[:1], []).append(name[1:])
    ends = "" in branches
    parts = [re.escape(head) + _trie(tails) for head, tails in branches.items() if head]
    if not parts:
        return ""
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"


def build(names: dict[str, Listing]) -> Lexicon:
    """Compile names into a lexicon; what may follow a name depends on its last letter."""
    korean = [n for n in names if "가" <= n[-1] <= "힣"]
    latin = [n for n in names if not "가" <= n[-1] <= "힣"]
    ends = ((korean, _KOREAN_END), (latin, _LATIN_END))
    return Lexicon(
        names,
        tuple(re.compile(f"{_EDGE}{_trie(group)}{end}") for group, end in ends if group),
        frozenset(s for listing in names.values() for s in listing.symbols),
    )


def mentions(shown: str, lexicon: Lexicon) -> list[Mention]:
    """Find the names in a view, in order; of overlapping names the longer stays."""
    found = [
        Mention(m.start(), m.end(), lexicon.names[m.group()])
        for pattern in lexicon.patterns
        for m in pattern.finditer(shown)
    ]
    found = [
        _future(_whole_index(m, shown), shown)
        for m in found
        if not (_speaks(m, shown) or _modifies(m, shown) or _numbered(m, shown))
    ]
    found += _tickers(shown) + _signed_tickers(shown, lexicon)
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    taken = 0
    for mention in found:
        if mention.start < taken:
            continue
        taken = mention.end
        if kept and _restates(kept[-1], mention, shown):
            kept[-1] = replace(kept[-1], listing=mention.listing)
        else:
            kept.append(mention)
    return kept


_MODEL = re.compile(r" (?:\d{2,4} ?(?:시리즈|[Ss]eries)|[2-9]0[5-9]0(?![.,\d]))")


def _numbered(mention: Mention, shown: str) -> bool:
    """Tell a product from the share of that ticker: ``RTX 5090``, ``RTX 50 시리즈``."""
    ticker = shown[mention.start : mention.end] in mention.listing.symbols
    return ticker and _MODEL.match(shown, mention.end) is not None


_BRACKETED = re.compile(r" ?\(\^?")


def _restates(name: Mention, ticker: Mention, shown: str) -> bool:
    """Tell ``Tesla (NASDAQ: TSLA)``, ``알파벳(GOOGL)``: one name, not two."""
    within = set(ticker.listing.symbols) <= set(name.listing.symbols)
    if not (name.traded and ticker.traded and within):
        return False
    whole = shown[ticker.start] == "(" and shown[name.end : ticker.start].strip() == ""
    inside = _BRACKETED.fullmatch(shown[name.end : ticker.start]) is not None
    return whole or (inside and shown[ticker.end : ticker.end + 1] == ")")


_MORE_OF_INDEX = re.compile(
    r" ?(?![과와은는이가도및·,등의에보대선 ])[가-힣A-Za-z]{0,12}(?: [가-힣A-Za-z]{1,12}){0,3}? ?(?:지수|인덱스)"
    r"| (?:(?!and |or |in |on |at |to |the |fell|rose|lost|gain|clos|end|was|is|had|has|by |as |for )[A-Za-z&.]+ ){0,4}?(?:index|Index|sectors?|Sectors?|industry groups)\b| ?\d{1,2}개 ?(?:업종|섹터)"
)
_FAMILIES = {"^GSPC", "^IXIC", "^DJI", "^RUT"}
_ANALYST = re.compile(
    r"(?:'s?)? (?:\w+ )?(?:analysts?|strategists?|economists?|Securities|Research|(?:rais|lift|cut|lower|boost|trimm?|hik|set)(?:e?[ds]|ting|t|ing|s)? (?:its|their|his|her|an?) (?:[\w$,.-]+ ){0,2}?(?:price target|target price|target (?:on|for)|rating (?:on|to|of))|said in a note|research note|upgraded|downgraded|reiterated|note\b)"
    r"|(?:의|은|는|이|가|도|증권)? ?(?:[가-힣]{2,4} )?(?:목표가|애널리스트|연구원|이코노미스트|전략가|보고서|리서치|증권(?!가|거래)|투자의견|목표주가|글로벌 리서치)"
)


def _whole_index(mention: Mention, shown: str) -> Mention:
    """Take "S&P software index" whole: another index, which the lexicon lacks."""
    more = _MORE_OF_INDEX.match(shown, mention.end)
    own = mention.listing.symbols[:1]
    if (
        not more
        or mention.listing.kind != "index"
        or own[0] not in _FAMILIES
        or len(more.group()) < 4
    ):
        return mention
    if re.fullmatch(r" ?(?:지수|index|Index|composite index)", more.group()):
        return mention
    return Mention(mention.start, more.end(), Listing((), "set"))


_CONTRACTS = re.compile(
    r"(?:[Cc]ontracts|[Ff]utures)(?: contracts)? (?:on|tied to|tracking|linked to|for|based on) (?:the )?$"
)
_FUTURES = {"^GSPC": "ES=F", "^IXIC": "NQ=F", "^NDX": "NQ=F", "^DJI": "YM=F", "^RUT": "RTY=F"}


def _future(mention: Mention, shown: str) -> Mention:
    """Take "contracts on the S&P 500" for the futures."""
    symbol = _FUTURES.get(mention.listing.symbols[0]) if mention.listing.symbols else None
    if symbol is None or not _CONTRACTS.search(shown[max(0, mention.start - 40) : mention.start]):
        return mention
    return Mention(mention.start, mention.end, Listing((symbol,), "future"))


_MODIFIES = re.compile(
    r"-(?:based|backed|like|style|led|powered|linked|related|owned|designed|made|driven|heavy|dominated|run|supplied|friendly)\b"
)
_MEMBER = re.compile(r" (?:stocks?|components?|members?|constituents?|names?|compan(?:y|ies))\b")


def _modifies(mention: Mention, shown: str) -> bool:
    """Tell a name that only describes another: ``Nvidia-based systems``, ``your Dow stock``."""
    member = mention.listing.kind == "index" and _MEMBER.match(shown, mention.end)
    return bool(member or _MODIFIES.match(shown, mention.end))


def _speaks(mention: Mention, shown: str) -> bool:
    """Tell a bank that speaks through its analysts from a share."""
    return mention.listing.kind == "stock" and bool(_ANALYST.match(shown, mention.end))


_EXCHANGE = r"(?:NASDAQ|Nasdaq|NYSE|NYSEMKT|NYSEARCA|NYSE American|AMEX|NasdaqGS|나스닥|뉴욕증권거래소|NYSE Arca)"
_TICKER = re.compile(
    rf"\({_EXCHANGE} ?: ?([A-Z]{{1,5}}(?:\.[AB])?)\)|\$([A-Z]{{1,5}})(?![A-Za-z0-9])"
)


_BARE = re.compile(r"(?<![A-Za-z0-9&.])([A-Z]{1,5})(?= ?\(?[-+\u2212▲▼] ?\d[\d.]{0,6} ?%)")


def _signed_tickers(shown: str, lexicon: Lexicon) -> list[Mention]:
    """Find ``MU (-12%)`` and ``ON -5%``: short tickers that a signed figure gives away."""
    return [
        Mention(m.start(), m.end(), Listing((m.group(1),), "stock"))
        for m in _BARE.finditer(shown)
        if m.group(1) in lexicon.symbols and m.group(1) not in lexicon.names
    ]


def _tickers(shown: str) -> list[Mention]:
    """Find ``(NASDAQ: XYZ)`` and ``$XYZ``."""
    found = []
    for m in _TICKER.finditer(shown):
        symbol = (m.group(1) or m.group(2)).replace(".", "-")
        found.append(Mention(m.start(), m.end(), Listing((symbol,), "stock")))
    return found


@cache
def default_lexicon() -> Lexicon:
    """Return the lexicon that ships with the package."""
    return build(_shipped())


@cache
def _shipped() -> dict[str, Listing]:
    path = Path(__file__).with_name("lexicon.txt")
    return parse_lexicon(path.read_text(encoding="utf-8"), path.name)


def with_file(path: Path) -> Lexicon:
    """Return the shipped lexicon extended by a user's file, whose names win.

    Raises
    ------
    InputError
        If the file cannot be read, holds no name, or has a line that is none.
    """
    form = "write a line a security: SYMBOL = name; name"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except IsADirectoryError:
        raise InputError(f"{path}: a folder, not a file of names; {form}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise InputError(f"{path}: cannot read these names: {reason}; {form}") from None
    names = parse_lexicon(text, str(path))
    if not names:
        raise InputError(f"{path}: no name in this file; {form}")
    short = next((n for n in names if len(n) < 2), None)
    if short is not None:
        raise InputError(
            f"{path}: {short!r}; a name has two letters or more, or it is read everywhere"
        )
    return build(_shipped() | names)
