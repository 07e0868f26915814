"""The article reader on texts that repeat no sentence: CPU milliseconds a kB, by size."""

import random
import time
from collections.abc import Callable, Iterator

from eventstudy.reading.extract import extract

MOST = 2.0  # milliseconds a kB
SIZES = (1, 10, 100, 1000)  # kB
LARGEST = 10_000  # kB, of plain text
SEED = 20250127
LEAST = 0.25  # seconds that a small text is read again and again

_NAMES = {
    "en": "Nvidia,Broadcom,Micron,Microsoft,Tesla,Oracle,Meta,Apple,Intel,AMD,Alphabet,Amazon,Dell,Vertiv,Arm",
    "ko": "엔비디아,브로드컴,마이크론,마이크로소프트,테슬라,오라클,메타,애플,인텔,AMD,알파벳,아마존,델,버티브,ARM",
}
_INDICES = {
    "en": "The Nasdaq,The Dow,The S&P 500,The Nasdaq 100",
    "ko": "나스닥지수,다우지수,S&P500지수,필라델피아 반도체지수",
}
_DENSE = {
    "en": (
        "{n} shares fell {p}% to close at ${d} on {w}, while {m} rose {q}% to ${e}.",
        "{i} lost {x} points, or {p}%, to end at {y} after {n} said revenue grew {q}% to ${b} billion.",
        "The slide wiped about ${b} billion off {n}'s market value, and {m} was down as much as {q}% intraday.",
        "Analyst {a} of {s} Research cut the price target on {n} to ${d} from ${e}, citing a {p}% drop in orders.",
        "Since the start of the year {n} has gained more than {q}%, against {p}% for {m} and {r}% for {k}.",
    ),
    "ko": (
        "{n} 주가는 {t}일(현지시간) {p}% 내린 {d}달러에 거래를 마쳤고 {m}는 {q}% 오른 {e}달러를 기록했다.",
        "{i}는 전 거래일보다 {x}포인트({p}%) 떨어진 {y}에 마감했으며 {n}의 매출은 {q}% 늘어난 {b}억 달러였다.",
        "이날 하루에만 {n} 시가총액 {b}억 달러가 증발했고 {m}는 장중 한때 {q}%까지 밀리기도 했다.",
        "{s}증권 {a} 연구원은 {n} 목표주가를 {e}달러에서 {d}달러로 내리며 주문이 {p}% 줄었다고 밝혔다.",
        "올 들어 {n}는 {q}% 넘게 올랐으나 {m}와 {k}는 각각 {p}%, {r}% 하락하는 데 그쳤다.",
    ),
}
_PLAIN = {
    "en": "The {v} {u} of {a} told {s} that the {u} had {v} its {z} before the {u} could {v} a {z}.",
    "ko": "{a} {u}은 {s} {z}에서 {v} {u}를 {v} 뒤 {z}에 관해 {u}과 {v} 이야기를 나눴다고 말했다.",
}
_SYLLABLES = {
    "en": [
        "ba",
        "co",
        "di",
        "fu",
        "ga",
        "ho",
        "ki",
        "lo",
        "mu",
        "ne",
        "pa",
        "qui",
        "ra",
        "so",
        "ti",
        "vu",
        "wa",
        "xe",
        "yo",
        "zi",
    ],
    "ko": list("가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"),
}


def _word(draw: random.Random, language: str) -> str:
    return "".join(draw.choices(_SYLLABLES[language], k=draw.randint(2, 4)))


def _fields(draw: random.Random, language: str) -> dict[str, str]:
    """Return made-up figures and names for one sentence."""
    n, m, k = draw.sample(_NAMES[language].split(","), 3)
    words = {c: _word(draw, language) for c in "uvz"}
    names = {c: _word(draw, language).capitalize() for c in "as"}
    percents = {c: f"{draw.uniform(0.1, 29):.2f}" for c in "pqr"}
    prices = {c: f"{draw.uniform(20, 900):.2f}" for c in "de"}
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    return {
        "n": n, "m": m, "k": k, "i": draw.choice(_INDICES[language].split(",")),
        **words, **names, **percents, **prices,
        "b": f"{draw.randint(11, 989)}", "x": f"{draw.uniform(5, 900):.2f}",
        "y": f"{draw.uniform(5000, 45000):,.2f}", "t": str(draw.randint(1, 27)), "w": draw.choice(days),
    }  # fmt: skip


def _sentences(draw: random.Random, language: str, kind: str) -> Iterator[str]:
    while True:
        forms = _DENSE[language] if kind == "dense" else (_PLAIN[language],)
        if kind == "mixed" and draw.random() < 0.25:
            forms = _DENSE[language]
        if kind == "figures":
            yield f"{draw.uniform(1, 99999):.2f} {draw.randint(1, 999)}%"
            continue
        yield draw.choice(forms).format(**_fields(draw, language))


def text_of(language: str, kind: str, kilobytes: int) -> str:
    """Make a text of at least so many kB (UTF-8) in which no sentence repeats."""
    draw = random.Random(f"{SEED} {language} {kind}")
    parts, size = ["2025-01-28\n"], 0
    for at, sentence in enumerate(_sentences(draw, language, kind)):
        parts.append(sentence + ("\n" if at % 4 == 3 else " "))
        size += len(parts[-1].encode())
        if size >= 1000 * kilobytes:
            return "".join(parts)
    raise AssertionError


def milliseconds(read: Callable[[], object]) -> float:
    """Return the CPU time of one reading; short ones are repeated."""
    start, times = time.process_time(), 0
    while time.process_time() - start < LEAST:
        read()
        times += 1
    return 1000 * (time.process_time() - start) / times


def cost(language: str, kind: str, kilobytes: int) -> float:
    """Return CPU milliseconds a kB of UTF-8 text."""
    text = text_of(language, kind, kilobytes)
    return milliseconds(lambda: extract(text)) / (len(text.encode()) / 1000)


def main() -> None:
    """Print CPU milliseconds a kB for each language and kind of text, a column a size."""
    extract("2025-01-28 Nvidia fell 1%.")
    extract("2025-01-28 엔비디아가 1% 내렸다.")
    print(f"{'CPU ms a kB':<14}" + "".join(f"{s:>9} kB" for s in SIZES) + f"   (at most {MOST})")
    for language in ("en", "ko"):
        for kind in ("plain", "mixed", "dense", "figures"):
            cells = "".join(f"{cost(language, kind, size):>12.2f}" for size in SIZES)
            print(f"{language + ' ' + kind:<14}{cells}")
    print(f"{'en plain':<14}{'10 MB':>12}{cost('en', 'plain', LARGEST):>12.2f}")
