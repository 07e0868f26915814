"""The page's sentences under other models, returns, windows and prices than the bundled ones."""

import csv
import re

import pytest
from bundled import PRICES
from studies import CONFIGS
from test_page import Reader

from eventstudy.config import read_study
from eventstudy.pipeline import run_study
from eventstudy.report.page import render
from eventstudy.report.prose import en, ko

ROUNDING = 0.11  # three figures of the headline, each rounded to a tenth of a point or finer

SELLOFF = CONFIGS / "deepseek-r1.yaml"
FALL = CONFIGS / "nvda-2024-09-03.yaml"
LATER = (
    ("    articles: [fnnews-2024-09-04]\n", ""),
    ("announced: 2024-09-03", "announced: 2025-02-28"),
)
EARLIER = (
    ("cars: [[0, 0]", "cars: [[-25, -21], [0, 0]"),
    ("event: [-5, 20]", "event: [-26, 20]"),
    ("estimation: [-260, -11]", "estimation: [-290, -41]"),
)


def run(folder, config, *changes, prices=PRICES):
    text = config.read_text(encoding="utf-8")
    for old, new in (*changes, ("../seeds/prices", str(prices))):
        assert old in text
        text = text.replace(old, new)
    path = folder / "study.yaml"
    path.write_text(text.replace("../seeds", str(PRICES.parent)), encoding="utf-8")
    return run_study(read_study(path))


def priced(folder, change):
    """Copy the prices of the security and its index, each row changed."""
    out = folder / "prices"
    out.mkdir()
    for path in PRICES.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as source:
            rows = [change(path.stem, row) for row in csv.DictReader(source)]
        with (out / path.name).open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    return out


def closes_only(symbol, row):
    return {"Date": row["Date"], "Close": row["Close"]}


def dividend_on_the_day(symbol, row):
    """Quote one close higher than its total-return price, as if six dollars had been paid out."""
    if (symbol, row["Date"]) == ("NVDA", "2025-01-27"):
        return row | {"Close": "124.42"}
    return row


def model(name):
    return ("model: market", f"model: {name}")


def plain(text):
    return text.replace("\u00a0", " ")


def headlines(result):
    return plain(en.headline(result)), plain(ko.headline(result))


def adds_up(text):
    """Return the whole, the explained and the abnormal figure of an English headline."""
    number = r"([+−]?[\d.]+)"
    whole = re.findall(rf"(?:down|up|is|add up to) {number} %", text)[-1]
    size = float(whole.replace("−", "-"))
    if f"down {whole} %" in text:
        size = -size
    explained, abnormal = re.search(
        rf"explains {number} points of that; {number} points", text
    ).groups()
    return size, *(float(v.replace("−", "-").replace("+", "")) for v in (explained, abnormal))


@pytest.mark.parametrize(
    ("name", "english", "korean"),
    [
        (
            "constant_mean",
            "Its own average day explains +0.4 points of that",
            "자기 자신의 평균적인 하루가",
        ),
        (
            "market_adjusted",
            "The market (S&P 500), one for one, explains −1.5",
            "일대일로 본 시장(S&P 500)이",
        ),
        ("market", "The market (S&P 500) explains −3.7 points of that", "시장(S&P 500)이 설명하는"),
    ],
)
def test_the_headline_names_what_the_model_explains_by_and_adds_up(tmp_path, name, english, korean):
    text, other = headlines(run(tmp_path, SELLOFF, model(name)))

    assert english in text
    assert korean in other
    whole, explained, abnormal = adds_up(text)
    assert explained + abnormal == pytest.approx(whole, abs=ROUNDING)


def test_without_a_model_nothing_is_explained(tmp_path):
    result = run(tmp_path, SELLOFF, model("raw"))
    text, other = headlines(result)
    page = Reader(render(result)).visible

    assert "No model is used: all of that is taken as abnormal, −17.0 points (95 %" in text
    assert "explains" not in text
    assert "모형을 쓰지 않아 그 전부인 −17.0%p는 초과수익률" in other
    assert "explained by the market" not in page.lower()
    assert "S&P 500 explains" not in page


def test_captions_and_cautions_of_a_mean_model_never_speak_of_the_index(tmp_path):
    result = run(tmp_path, SELLOFF, model("constant_mean"))
    case = next(c for c in result.cases if (c.event, c.security) == ("selloff", "NVDA"))

    said = [
        en.bars_caption(result, case),
        en.histogram_caption(result, case),
        en.windows_caption(result, case),
        ko.bars_caption(result, case),
        ko.histogram_caption(result, case),
        ko.windows_caption(result, case),
        en.abnormal_label(result, case, without=False),
        en.normal_column(case.model),
    ]
    assert not [s for s in said if "S&P" in s or "market" in s or "시장" in s]
    assert "own_benchmark" not in {w.code for w in result.warnings}


def test_a_dividend_day_names_the_return_that_was_split(tmp_path):
    prices = priced(tmp_path, dividend_on_the_day)
    text, other = headlines(run(tmp_path, SELLOFF, prices=prices))

    assert (
        "closed at $124.42, down 12.76 %. With dividends added back the return is −16.97 %." in text
    )
    assert "배당을 더한 수익률은 −16.97%다." in other
    whole, explained, abnormal = adds_up(text)
    assert explained + abnormal == pytest.approx(whole, abs=ROUNDING)


def test_a_log_return_is_called_one(tmp_path):
    text, other = headlines(run(tmp_path, FALL, ("\nwindows:", "\nreturns: log\nwindows:")))

    assert "down 9.53 %. As a log return that is −10.01 %." in text
    assert "로그수익률로는 −10.01%다." in other
    whole, explained, abnormal = adds_up(text)
    assert explained + abnormal == pytest.approx(whole, abs=ROUNDING)


@pytest.mark.parametrize("kind", ["", "log "])
def test_a_window_of_several_days_sums_its_daily_returns_and_dates_both_prices(tmp_path, kind):
    log = (("\nwindows:", "\nreturns: log\nwindows:"),) if kind else ()
    text, other = headlines(run(tmp_path, FALL, *EARLIER, *log))

    assert text.startswith(
        "Nvidia went from $113.06 (26 July 2024) to $107.27 (2 August 2024), down 5.12 %."
    )
    assert f"The daily {kind}returns of these 5 sessions add up to −" in text
    assert (
        "Nvidia는 113.06달러(2024년 7월 26일)에서 107.27달러(2024년 8월 2일)로 5.12% 내렸다."
        in other
    )
    whole, explained, abnormal = adds_up(text)
    assert explained + abnormal == pytest.approx(whole, abs=ROUNDING)


def test_a_move_that_is_not_unusual_is_not_taken_back(tmp_path):
    text, other = headlines(run(tmp_path, FALL, *EARLIER))

    assert text.endswith(": nothing unusual.")
    assert "took back" not in text
    assert "되돌렸" not in other


def test_closes_without_dividends_are_never_called_prices_with_them(tmp_path):
    result = run(tmp_path, SELLOFF, prices=priced(tmp_path, closes_only))
    page = Reader(render(result)).visible

    assert "returns are from closes, without dividends" in page
    assert "use prices with dividends added back" not in page
    assert "since none here has dividends added back" in en.two_prices(result)
    assert "배당을 더한 가격이 없기 때문" in ko.two_prices(result)


def test_a_day_that_is_still_to_come_is_said_once(tmp_path):
    changes = (*LATER, ("cars: [[0, 0], [0, 1]", "cars: [[0, 1]"))
    result = run(tmp_path, FALL, *changes)
    text, other = headlines(result)

    assert text.endswith(
        "What part of the move is abnormal is not known before the close of 3 March 2025."
    )
    assert other.endswith("2025년 3월 3일 장 마감 뒤에 알 수 있다.")
    assert en.missing(result, result.cases[0], result.cases[0].windows[0]) == (
        "not known before the close of 3 March 2025"
    )


def test_an_event_on_the_last_session_has_its_day(tmp_path):
    text, _ = headlines(run(tmp_path, FALL, *LATER))

    assert text.startswith("On 28 February 2025 Nvidia closed at $124.92, up 3.97 %.")
    assert "took back" not in text


def test_a_study_without_a_test_that_can_tell_says_so(tmp_path):
    result = run(tmp_path, FALL, ("\nwindows:", "\ntests: [max_placebo]\nwindows:"))
    text, other = headlines(result)

    assert text.endswith("no test in the study can tell for a single case.")
    assert other.endswith("한 사례에 답할 수 있는 검정이 없다.")
