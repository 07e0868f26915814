"""The same study from Python: frames, page, notebook."""

import json
from datetime import date

import pytest

import eventstudy as es
from eventstudy.errors import ConfigError, InputError, PriceError


@pytest.fixture(scope="module")
def result():
    from pathlib import Path

    return es.run(Path(__file__).parents[1] / "configs/nvda-2024-09-03.yaml")


def test_the_public_names_are_exactly_those_exported():
    assert sorted(es.__all__) == es.__all__
    for name in es.__all__:
        assert getattr(es, name).__doc__
    with pytest.raises(AttributeError, match="nothing"):
        es.nothing  # noqa: B018


def test_frames_hold_the_numbers_known_from_outside(result):
    windows = result.windows.set_index(["benchmark", "window_start", "window_end"])

    main = windows.loc[("^GSPC", 0, 0)]
    without = windows.loc[("^GSPC ex NVDA", 0, 0)]
    assert main["car"] == pytest.approx(-0.044, abs=5e-4)
    assert main["p_t"] == pytest.approx(0.079, abs=5e-4)
    assert main["p_sample_quantile"] == 14 / 251
    assert without["car"] == pytest.approx(-0.064, abs=5e-4)
    assert without["p_t"] == pytest.approx(0.023, abs=5e-4)
    assert without["p_sample_quantile"] == 10 / 251


def test_abnormal_returns_have_a_row_a_session_and_case(result):
    frame = result.abnormal_returns

    assert len(frame) == 2 * 26
    assert (frame["actual"] - frame["normal"] - frame["abnormal"]).abs().max() < 1e-15
    assert result.claims["rating"].tolist() == ["consistent"]
    assert result.dropped.empty


def test_the_page_is_the_one_that_the_command_writes(result, tmp_path):
    path = result.to_html(tmp_path / "page.html")

    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["page.html"]
    assert json.loads(result.to_json())["schema"] == "eventstudy/results/1"


def test_a_notebook_shows_headline_and_table(result):
    shown = result._repr_html_()

    assert "9.53" in shown
    assert "<td>NVDA</td><td>[0, 0]</td><td>-4.4" in shown


def test_errors_are_raised_as_the_command_reports_them(tmp_path):
    with pytest.raises(ConfigError, match="No such file"):
        es.run(tmp_path / "none.yaml")
    (tmp_path / "x.yaml").write_text(
        "title: t\nsecurities: [{symbol: NVDA}]\nevents: [{id: e, title: x, announced: 2025-01-27}]\n",
        encoding="utf-8",
    )
    with pytest.raises(PriceError):
        es.run(tmp_path / "x.yaml", prices=tmp_path / "nowhere")


def test_an_article_becomes_a_proposed_record(tmp_path):
    (tmp_path / "names.txt").write_text("ZTWX = Zetaworks\n", encoding="utf-8")

    record = es.extract(
        "Nvidia fell 17% on Monday. Zetaworks lost 4%.",
        published="2025-01-28",
        names=tmp_path / "names.txt",
    )

    assert [(c.subject, c.quote, str(c.date)) for c in record.claims] == [
        ("NVDA", "fell 17%", "2025-01-27"),
        ("ZTWX", "lost 4%", "2025-01-27"),
    ]
    same = es.extract("Nvidia fell 17% on Monday.", published=date(2025, 1, 28))
    assert same.claims == record.claims[:1]


def test_an_article_without_a_date_says_how_to_give_one():
    with pytest.raises(InputError, match="say when it was published"):
        es.extract("Nvidia fell 17% on Monday.")
