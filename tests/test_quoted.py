"""Prices on the page are in the money of their day, which the article and its reader know."""

import dataclasses

from studies import deepseek

from eventstudy.report.prose import en, ko
from eventstudy.report.quoted import quoted_change

DAY, BEFORE = "2025-01-27", "2025-01-24"  # 118.42 after 142.62


def halved():
    """Return the DeepSeek study as a source tells it after a later split of two for one."""
    result = deepseek()
    values = dict(result.prices.values)
    fields = ("open", "high", "low", "close", "adj_close")
    nvda = values["NVDA"]
    values["NVDA"] = nvda | {f: [None if v is None else v / 2 for v in nvda[f]] for f in fields}
    splits = result.prices.splits | {"NVDA": {"2025-06-10": 2.0}}
    prices = dataclasses.replace(result.prices, values=values, splits=splits)
    return dataclasses.replace(result, prices=prices)


def test_a_price_is_told_in_the_money_of_its_day_with_what_a_chart_shows_now():
    assert "Nvidia closed at $118.42, down" in en.headline(deepseek())
    assert "Nvidia closed at $118.42 ($59.21 after later splits), down" in en.headline(halved())
    assert "118.42달러(그 뒤의 액면분할을 반영하면 59.21달러)로 마감해" in ko.headline(halved())
    assert "from $142.62 (24 January 2025) to $118.42 (27 January 2025; $59.21 after" in (
        en.timeline_caption(halved())
    )
    assert "142.62달러(2025년 1월 24일)에서 118.42달러(2025년 1월 27일; 그 뒤의" in (
        ko.timeline_caption(halved())
    )


def test_a_split_that_no_source_names_is_told_by_the_cents():
    early = quoted_change(deepseek(), "NVDA", "2024-02-22", "2024-02-22")

    assert early is not None
    assert early.factor == 10  # the split of June 2024
    assert round(early.then, 2) == 785.38
    assert round(early.start, 2) == 674.72


def test_an_index_is_never_split():
    index = quoted_change(deepseek(), "^GSPC", DAY, DAY)

    assert index is not None
    assert index.factor == 1


def test_a_price_adjusted_for_more_than_splits_is_not_called_that_of_the_day():
    result = deepseek()
    values = dict(result.prices.values)
    nvda = values["NVDA"]
    fields = ("open", "high", "low", "close")
    values["NVDA"] = nvda | {
        f: [None if v is None else v * 0.98765432 for v in nvda[f]] for f in fields
    }
    adjusted = dataclasses.replace(result, prices=dataclasses.replace(result.prices, values=values))

    assert "closed at $116.96 (adjusted; not the price quoted that day), down 16.97" in (
        en.headline(adjusted)
    )
    assert "116.96달러(조정된 값이며 그날의 시세는 아님)로 마감해" in ko.headline(adjusted)
