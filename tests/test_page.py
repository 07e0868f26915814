"""The page: safe, self-contained, and a view of the result it carries."""

import base64
import dataclasses
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

import pytest
from studies import HOSTILE, deepseek, hostile, september

from eventstudy.report.export import from_json
from eventstudy.report.figures import histogram
from eventstudy.report.page import plotly_text, render
from eventstudy.report.prose import en
from eventstudy.report.tables import COLUMNS, csv_of
from eventstudy.report.views import safe_link

LARGEST = 6_000_000
RUN_BY_BROWSER = {None, "text/javascript", "module"}


class Reader(HTMLParser):
    """Collect scripts, styles, links, ids and visible text."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.scripts, self.styles, self.tags, self.text = [], [], [], []
        self.open = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self.open = (tag, dict(attrs), [])

    def handle_endtag(self, tag):
        if self.open and tag == self.open[0]:
            found = (self.open[1], "".join(self.open[2]))
            (self.scripts if tag == "script" else self.styles).append(found)
            self.open = None

    def handle_data(self, data):
        (self.open[2] if self.open else self.text).append(data)

    @property
    def visible(self):
        return " ".join("".join(self.text).split())

    def with_id(self, name):
        return next(text for attrs, text in self.scripts if attrs.get("id") == name)

    def links(self):
        return [a[k] for _, a in self.tags for k in ("href", "src", "action") if k in a]


@pytest.fixture(scope="module")
def page():
    return render(deepseek())


@pytest.fixture(scope="module")
def read(page):
    return Reader(page)


def policy(reader):
    content = next(a["content"] for t, a in reader.tags if a.get("http-equiv"))
    return {p.split()[0]: p.split()[1:] for p in content.split("; ")}


def source(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_every_script_that_can_run_is_allowed_by_its_hash_and_nothing_else(read):
    allowed = policy(read)["script-src"]
    run = [text for attrs, text in read.scripts if attrs.get("type") in RUN_BY_BROWSER]

    assert run
    assert {source(t) for t in run} | {source(plotly_text())} == set(allowed)
    assert policy(read)["default-src"] == ["'none'"]
    assert {source(t) for _, t in read.styles} == set(policy(read)["style-src"])


def test_the_policy_names_no_way_around_it(page):
    assert "unsafe" not in page.split("<title>")[0]


def test_nothing_is_asked_from_outside(read):
    own = ("#", "data:", "results.json")  # the file beside the page, where no script runs
    outside = [u for u in read.links() if not u.startswith(own)]

    assert all(safe_link(u) for u in outside)  # only articles to click on
    assert not [t for t, a in read.tags if t in {"link", "iframe", "img", "object", "embed"}]
    assert not [a for _, a in read.tags if any(k.startswith("on") or k == "style" for k in a)]


def test_the_page_carries_its_own_input_and_renders_again_to_the_same_bytes(page, read):
    result = from_json(read.with_id("results"))

    assert result == deepseek()
    assert render(result) == page


def test_one_study_stays_under_six_megabytes(page):
    assert len(page.encode()) < LARGEST


def test_the_first_screen_stands_before_everything_else(read):
    first = read.visible.split("The claims #")[0]

    for part in (
        "What did Nvidia do when DeepSeek R1 arrived?",
        "down 16.97 %",
        "−13.3 points are abnormal (95 % interval −18.3 to −8.2; −16.5 against the index without Nvidia)",
        "5 claims checked: 4 consistent, 0 inexact, 0 inconsistent, 1 contradicted, 0 not checkable.",
        "This day was chosen because the price moved: 42 % of one-year stretches",
        "nothing unusual",
        f"sha256 {deepseek().prices.sha256[:12]}",
    ):
        assert part in first


def test_the_reason_for_the_event_day_names_the_holiday(read):
    assert "Dr. Martin Luther King Jr. Day" in read.visible
    assert "2025-01-21 is the first session after it" in read.visible


def test_tests_print_their_floor_and_what_does_not_apply(read):
    assert "1/251, its floor" in read.visible
    assert "not applicable" in read.visible
    assert "4 Nov 2021" in read.visible  # a larger move among the placebo days


def test_every_verdict_is_a_word_and_a_shape(page):
    rows = re.findall(r'<span class="verdict (\w+)">(.*?)</span>', page)

    assert len(rows) == 5
    assert all("<svg" in inner and word.replace("_", " ") in inner for word, inner in rows)


def test_korean_quotes_say_their_language(page):
    assert page.count('<q lang="ko">') >= 5


def test_ids_are_unique_and_every_inner_link_finds_one(read):
    ids = [a["id"] for _, a in read.tags if "id" in a]
    inner = {u[1:] for u in read.links() if u.startswith("#")}

    assert len(ids) == len(set(ids))
    assert inner <= set(ids)
    assert {"claim-1", "limits", "data"} <= inner


def test_every_table_can_be_taken_from_the_page_without_scripts_the_whole_from_beside_it(read):
    found = {a["download"]: a["href"] for t, a in read.tags if "download" in a}

    for name in COLUMNS:
        kind, _, body = found[f"{name}.csv"].partition(",")
        assert kind == "data:text/csv;charset=utf-8"
        assert unquote(body) == csv_of(deepseek(), name)
    assert (
        found["results.json"] == "results.json"
    )  # the page carries it once; its script gives that


def test_every_figure_has_its_data_as_csv(page, read):
    found = {a["download"]: unquote(a["href"]) for t, a in read.tags if "download" in a}

    assert {"timeline.csv", "abnormal-1.csv", "path-1.csv", "ordinary.csv"} <= set(found)
    rows = found["abnormal-3.csv"].split("\n")
    assert rows[0].endswith('"Abnormal, without NVDA"') or "without NVDA" in rows[0]
    assert any(",-13.26," in row for row in rows)


def test_each_rated_claim_has_its_review_for_programs(read):
    reviews = json.loads(read.with_id("reviews"))

    assert [r["reviewRating"]["ratingValue"] for r in reviews] == [4, 4, 4, 1, 4]
    assert reviews[0]["itemReviewed"]["author"]["name"]
    assert reviews[0]["datePublished"] == "2026-11-21"


def test_a_claim_that_cannot_be_checked_has_no_review():
    result = deepseek()
    claims = tuple(dataclasses.replace(c, rating="not_checkable") for c in result.claims)

    assert Reader(render(dataclasses.replace(result, claims=claims))).with_id("reviews") == "[]"


def test_the_page_says_how_to_cite_and_check_it(read):
    assert "computed with market-event-study" in read.visible
    assert deepseek().study.config_sha256[:12] in read.visible
    assert "eventstudy verify report.html" in read.visible


def test_hostile_text_is_text_everywhere():
    page = render(hostile())
    reader = Reader(page)
    figures = json.loads(reader.with_id("figures"))

    assert {source(t) for a, t in reader.scripts if a.get("type") in RUN_BY_BROWSER} <= set(
        policy(reader)["script-src"]
    )
    assert not [a for _, a in reader.tags if any(k.startswith("on") for k in a)]
    assert "javascript:alert(1)" in reader.visible  # shown, not linked
    assert not [u for u in reader.links() if u.lower().startswith("javascript")]
    assert " ".join(HOSTILE.split()) in reader.visible
    assert "<b" not in json.dumps(figures)
    assert from_json(reader.with_id("results")) == hostile()


def test_the_september_page_gives_both_answers():
    first = Reader(render(september())).visible.split("The claims #")[0]

    assert "depends on the benchmark: no (p = 0.079, rank 14 of 251)" in first
    assert "yes (p = 0.023, rank 10 of 251)" in first


def test_a_study_without_articles_or_cases_still_has_a_page():
    result = dataclasses.replace(
        deepseek(), articles=(), claims=(), answers=(), cases=(), warnings=()
    )

    visible = Reader(render(result)).visible
    assert "No claim about prices to check" in visible
    assert "could not be studied" in visible


def test_a_window_that_is_not_known_yet_is_said_on_the_first_screen():
    from eventstudy.result import Caution

    result = deepseek()
    data = {
        "event": "selloff",
        "security": "NVDA",
        "name": "Nvidia",
        "title": "Sell-off",
        "windows": [{"window": [0, 5], "needs": "2025-03-07", "reason": None}],
        "data_end": "2025-02-28",
    }
    result = dataclasses.replace(result, warnings=(Caution("unfinished", "", data),))

    first = Reader(render(result)).visible.split("The claims #")[0]
    assert "not known yet: [0, +5] before the close of 7 March 2025" in first


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://[bad", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url, linked):
    assert bool(safe_link(url)) == linked


def figure_specs(page):
    return json.loads(Reader(page).with_id("figures"))["figures"]


def test_news_after_the_close_is_drawn_at_the_next_session(page):
    spec = figure_specs(page)["timeline"]["layout"]
    news = [s["x0"] for s in spec["shapes"] if s.get("line", {}).get("dash") == "dash"]
    note = next(n for n in spec["annotations"] if "Stargate" in n["text"])

    assert news == ["2025-01-22"] == [note["x"]]  # announced on the 21st, after the close


def test_labels_of_the_timeline_lie_above_or_below_every_price(page):
    figure = figure_specs(page)["timeline"]
    low, high = figure["layout"]["yaxis"]["range"]
    drawn = [v for trace in figure["data"] for v in trace["y"]]
    share = [(v - low) / (high - low) for v in (min(drawn), max(drawn))]
    at = [n["y"] for n in figure["layout"]["annotations"]]

    assert len(at) == 4
    line = 0.06  # height of a label
    assert all(y + line < share[0] or y - line > share[1] for y in at)


def test_upright_axes_are_named_in_the_caption_and_not_in_the_picture(page, read):
    assert all("title" not in f["layout"]["yaxis"] for f in figure_specs(page).values())
    assert "Upright axis: Cumulative abnormal return, points." in read.visible


def test_the_bins_of_the_histogram_meet_and_one_ends_at_zero():
    rows = [row[0].split(" – ") for row in histogram(deepseek(), en).rows]

    assert all(left[1] == right[0] for left, right in pairwise(rows))
    assert "0.00" in [right for _, right in rows]
    assert all(re.fullmatch(r"[+−]?\d+\.\d\d", end) for row in rows for end in row)


def test_data_tables_stand_open_until_a_script_has_drawn(page):
    for name in figure_specs(page):
        after = page.split(f'id="plot-{name}"')[1]
        assert after.index("<details open>") < after.index("</figure>")
    assert "currentScript" not in Reader(page).scripts[-1][1]


def test_columns_of_the_claims_are_fixed_only_where_they_stand_side_by_side(read):
    (_, css) = read.styles[0]
    before = css.partition(".claims td:nth-child(1)")[0]

    assert before.rstrip().endswith("@media print, (min-width: 46.01rem) {")


def test_the_page_says_what_its_placebo_list_leaves_out():
    visible = Reader(render(september())).visible

    assert "The 20 largest of 98 larger moves on placebo days:" in visible


def test_the_line_of_the_other_index_is_explained_only_where_it_is_drawn(read):
    result = deepseek()
    alone = dataclasses.replace(result, cases=tuple(c for c in result.cases if c.label == "main"))

    assert "Short line across a bar" in read.visible
    assert "Short line across a bar" not in Reader(render(alone)).visible


def test_a_claim_that_fits_has_a_gap_of_none(read):
    assert re.search(r"close 118\.42 0 consistent", read.visible)
