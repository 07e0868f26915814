import dataclasses

import pytest
from studies import deepseek, september

from eventstudy.report.prose import en
from eventstudy.report.prose.en_headline import ordinal
from eventstudy.result import Answer, Caution

NBSP = "\u00a0"


def plain(text):
    return text.replace(NBSP, " ")


def with_headline(result, **changes):
    return dataclasses.replace(result, headline=dataclasses.replace(result.headline, **changes))


def test_the_headline_states_move_market_abnormal_both_benchmarks_rank_and_next_day():
    text = plain(en.headline(deepseek()))

    for part in (
        "On 27 January 2025 Nvidia closed at $118.42, down 16.97 %",
        "The market (S&P 500) explains −3.7 points",
        "−13.3 points are abnormal (95 % interval −18.3 to −8.2; −16.5 against the index without Nvidia)",
        "a larger move than on any of the 250 ordinary days (11 Jan 2024 – 8 Jan 2025)",
        "The next day took back 6.3 points, which leaves −7.0: borderline.",
    ):
        assert part in text


def test_a_second_place_is_never_called_a_record():
    text = plain(en.headline(with_headline(deepseek(), security="^IXIC")))

    assert "Nasdaq Composite closed at 19,341.83, down 3.07 %" in text
    assert "−1.1 points are abnormal" in text
    assert "the second most extreme of 251 days" in text
    assert "larger move than on any" not in text


def test_an_ordinary_day_is_called_nothing_unusual():
    text = plain(en.headline(with_headline(deepseek(), event="r1-launch")))

    assert "−0.3 points are abnormal" in text
    assert text.endswith(": nothing unusual.")


def test_where_the_benchmark_decides_the_headline_gives_both_answers():
    text = plain(en.headline(september()))

    assert "down 9.53 %" in text
    assert (
        "Whether that is unusual at the 5 % level, by t and by rank, depends on the benchmark: no (p = 0.079, rank "
        "14 of 251) against the S&P 500, yes (p = 0.023, rank 10 of 251) against the index "
        "without Nvidia."
    ) in text


def test_a_case_that_was_dropped_says_why():
    from eventstudy.result import Dropped

    result = dataclasses.replace(
        deepseek(), cases=(), dropped=(Dropped("selloff", "NVDA", "only 40 sessions."),)
    )

    assert "could not be studied. only 40 sessions." in en.headline(result)


@pytest.mark.parametrize(
    ("n", "text"),
    [(2, "second"), (9, "ninth"), (11, "11th"), (21, "21st"), (112, "112th"), (1303, "1,303rd")],
)
def test_places_are_written_in_words_or_with_their_ending(n, text):
    assert ordinal(n) == text


def test_the_claim_score_names_every_rating():
    text = en.claim_score(deepseek())

    assert text == (
        "5 claims checked: 4 consistent, 0 inexact, 0 inconsistent, 1 contradicted, 0 not checkable."
    )


def test_one_claim_is_singular_and_none_is_said():
    result = deepseek()

    assert en.claim_score(dataclasses.replace(result, claims=result.claims[:1])).startswith(
        "1 claim "
    )
    assert "No claim" in en.claim_score(dataclasses.replace(result, claims=(), articles=()))


def test_the_launch_stands_beside_the_chosen_day():
    (text,) = en.launches(deepseek())

    assert "21 January 2025, first session after 20 January 2025" in text
    assert "nothing unusual, −0.3 points" in text


def test_the_chosen_day_gives_the_share_of_stretches_with_and_without_results_days():
    found = next(w for w in deepseek().warnings if w.code == "chosen_day")
    text = plain(en.caution(found))

    assert "42 % of one-year stretches of Nvidia's history since 2019" in text
    assert "results days left out (66 % with them)" in text
    assert "3.5 % of one-month (6.3 % with results days)" in text


def test_every_caution_of_the_studies_has_its_sentence():
    for result in (deepseek(), september()):
        for found in result.warnings:
            assert found.text == en.caution(found) != ""


@pytest.mark.parametrize(
    ("ci", "reads"),
    [
        ((-0.078, 0.247), "includes zero"),
        ((0.01, 0.2), "above zero"),
        ((-0.2, -0.01), "below zero"),
    ],
)
def test_a_question_is_answered_by_the_interval(ci, reads):
    answer = Answer("a", "q", "selloff", "NVDA", (1, 10), sum(ci) / 2, ci, {})

    assert reads in en.answer(answer)
    assert "[+1, +10]" in en.answer(answer)


def test_a_question_without_data_is_not_known_yet():
    assert "not known yet" in en.answer(Answer("a", "q", "e", "NVDA", (1, 10), None, None, {}))


def test_an_unfinished_window_says_what_is_open_and_until_when():
    data = {
        "name": "Nvidia",
        "title": "News",
        "windows": [
            {"window": [0, 1], "needs": "2025-03-03", "reason": ""},
            {"window": [-1, 1], "needs": "2025-03-03", "reason": ""},
            {"window": [0, 5], "needs": "2025-03-07", "reason": ""},
        ],
        "data_end": "2025-02-28",
    }

    assert en.caution(Caution("unfinished", "", data)) == (
        "Nvidia, News: prices end on 28 February 2025, so these CARs are not known yet: [0, +1] "
        "and [−1, +1] before the close of 3 March 2025; [0, +5] before the close of 7 March 2025."
    )


def test_the_bars_caption_places_the_day_against_its_band():
    case = next(c for c in deepseek().cases if c.event == "selloff" and c.label == "main")

    text = plain(en.bars_caption(deepseek(), case))
    assert "−13.3 points beyond what the S&P 500 explains, outside the 95 % band of ±5.1" in text


def test_the_histogram_counts_ordinary_days_by_hand():
    result = deepseek()
    case = next(c for c in result.cases if c.event == "r1-launch" and c.label == "main")
    move = next(d.abnormal for d in case.abnormal if d.tau == 0)
    count = sum(abs(r) >= abs(move) for r in case.estimation.residuals)

    assert en.histogram_caption(result, case).startswith(f"{count} of 250 ordinary days")


def test_the_data_line_names_source_day_and_hash():
    result = deepseek()

    text = en.data_line(result.prices)
    assert text.startswith("Prices: ")
    assert f"sha256 {result.prices.sha256[:12]}" in text
    assert "retrieved 21 Nov 2026" in text


def test_a_claim_is_read_back_in_words():
    result = deepseek()
    readings = [plain(en.claim_reading(result, c)) for c in result.claims]

    assert any("Nvidia: fall of at least 13 %" in r for r in readings)
    assert any("Magnificent Seven: all fell" in r for r in readings)
    assert any("fall of 17 %, 24 January 2025 to 27 January 2025" in r for r in readings)


def test_the_placebo_note_gives_days_ranks_and_what_was_left_out():
    case = next(c for c in deepseek().cases if c.event == "selloff" and c.label == "main")

    text = en.placebo_note(deepseek(), case.windows[0])
    assert "1,466 earlier days" in text
    assert "ranks 4 of 1,467, p = 0.003" in text
    assert "by size alone 1" in text


def selloff(result, security="NVDA"):
    return next(
        c for c in result.cases if (c.event, c.security, c.label) == ("selloff", security, "main")
    )


def test_every_security_of_the_headline_event_has_its_place():
    first, second = (plain(line) for line in en.places(deepseek()))

    assert first.endswith("−13.3 points, a larger move than on any of the 250 ordinary days.")
    assert second == (
        "Nasdaq Composite, against the S&P 500, CAR [0, 0]: −1.1 points, the second most extreme "
        "of 251 days."
    )


def test_the_table_names_the_windows_that_the_benchmark_decides():
    result = september()
    main, other = result.cases

    for case in (main, other):
        words = [en.standing_word(result, case, w) for w in case.windows]
        assert words[0] == "borderline, depends on the benchmark"
        assert "depends" not in words[2]  # [-1, +1]: no by t against either


def test_known_dates_are_called_results_days_only_where_all_are():
    found = next(w for w in deepseek().warnings if w.code == "chosen_day")
    index = next(w for w in deepseek().warnings if w.data.get("security") == "^IXIC")
    other = dataclasses.replace(found, data=found.data | {"known_are": "other"})
    unknown = dataclasses.replace(found, data=found.data | {"known_are": None})

    assert found.data["known_are"] == "results"
    assert index.data["known_are"] is None
    assert "listed dates left out (66" in plain(en.caution(other))
    assert "results days" not in en.caution(other)
    assert "left out" not in en.caution(unknown)


@pytest.mark.parametrize(
    ("shown", "total", "text"),
    [(20, 98, "The 20 largest of 98 larger moves"), (3, 3, "Larger moves on placebo days")],
)
def test_a_cut_list_of_placebo_days_says_how_many_there_are(shown, total, text):
    assert en.larger_label(shown, total).startswith(text)


def test_a_floor_is_a_sentence_part_whether_reached_or_not():
    tests = {t.name: t for t in selloff(deepseek()).windows[0].tests}

    assert en.test_note(tests["sample_quantile"], 0.05).startswith("1/251, its floor")
    assert en.test_note(tests["placebo"], 0.05).startswith("smallest possible p: 1/1,467")


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2025-01-28", "28 January 2025"),
        ("2025-01-28T14:29:00+09:00", "28 January 2025, 14:29 (UTC+09:00)"),
        ("2025-01-28T14:29:00Z", "28 January 2025, 14:29 (UTC)"),
    ],
)
def test_an_instant_is_written_in_words(iso, text):
    assert en.moment(iso) == text


def test_the_data_line_counts_series_and_sources():
    text = en.data_line(deepseek().prices)

    assert text.startswith("Prices: NVDA, ^GSPC, ^IXIC and 6 more, from ")


def test_a_verdict_does_not_repeat_its_evidence():
    result = deepseek()
    claim = next(c for c in result.claims if c.measure == "direction")

    assert en.claim_notes(result, claim) == ()
    assert plain(en.claim_evidence(result, claim)[0]) == (
        "27 Jan 2025, close: Nasdaq Composite −3.07 %"
    )


def test_the_next_day_takes_back_part_of_an_unusual_move_and_no_more():
    result = deepseek()
    case = selloff(result)

    def after(move):
        days = tuple(
            dataclasses.replace(d, abnormal=move) if d.tau == 1 else d for d in case.abnormal
        )
        changed = dataclasses.replace(case, abnormal=days)
        cases = tuple(changed if c is case else c for c in result.cases)
        return en.headline(dataclasses.replace(result, cases=cases))

    assert "took back 5.0 points" in after(0.05)
    assert "took back" not in after(0.0004)  # a trifle
    assert "took back" not in after(0.2)  # more than the whole move
    assert "took back" not in after(-0.05)
