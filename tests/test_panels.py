import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS

import eventstudy as es
from eventstudy.errors import InputError

CLOSE = 1e-11  # running sums against one regression at a time, relative
DAYS = pd.bdate_range("2020-01-01", periods=500)
WINDOWS = {"window": (-5, 5), "estimation": (-210, -11), "cars": [(0, 0), (-1, 1)]}


@pytest.fixture
def returns():
    rng = np.random.default_rng(5)
    market = rng.normal(0, 0.01, len(DAYS))
    firms = 0.8 * market[:, None] + rng.normal(0, 0.02, (len(DAYS), 6))
    names = ["MKT", *"ABCDEF"]
    return pd.DataFrame(np.column_stack([market, firms]), index=DAYS, columns=names)


@pytest.fixture
def events():
    at = [300, 310, 320, 330, 340, 350]
    return pd.DataFrame({"event_id": range(6), "security": list("ABCDEF"), "date": DAYS[at]})


def study(returns, events, **other):
    return es.event_study(returns, events, **{"benchmark": "MKT", **WINDOWS, **other})


def test_each_case_is_one_regression_of_statsmodels(returns, events):
    result = study(returns, events)

    day = result.windows.query("window_start == 0")
    for case, at in zip(day.itertuples(), [300, 310, 320, 330, 340, 350], strict=True):
        rows = slice(at - 210, at - 10)
        X = np.column_stack([np.ones(200), returns["MKT"].iloc[rows]])
        fit = OLS(returns[case.security].iloc[rows].to_numpy(), X).fit()
        ahead = np.array([[1.0, returns["MKT"].iloc[at]]])
        found = fit.get_prediction(ahead)
        assert case.car == pytest.approx(returns[case.security].iloc[at] - found.predicted_mean[0])
        assert case.se == pytest.approx(found.se_obs[0], rel=CLOSE)
        low, high = returns[case.security].iloc[at] - found.conf_int(obs=True)[0]
        assert (case.ci_high, case.ci_low) == pytest.approx((low, high))


def test_frames_have_a_row_a_case_and_window_in_the_order_of_the_events(returns, events):
    result = study(returns, events.assign(sector=list("xxyyzz"), group=list("ppqqrr")))

    assert result.windows["event_id"].tolist() == [e for e in range(6) for _ in range(2)]
    assert result.windows["sector"].tolist()[:4] == ["x"] * 4
    assert len(result.abnormal_returns) == 6 * 11
    assert [b["group"] for b in result.aggregate] == [None, "p", "q", "r"]
    assert {"day", "window"} == set(result.tests["kind"])


def test_a_date_without_session_means_the_next(returns, events):
    saturday = events.assign(
        date=events["date"].where(events.index != 0, pd.Timestamp("2021-02-27"))
    )

    result = study(returns, saturday)

    sessions = result.abnormal_returns.query("event_id == 0 and tau == 0")["session"]
    assert sessions.iloc[0] == pd.Timestamp("2021-03-01")


@pytest.mark.parametrize("order", [[5, 4, 3, 2, 1, 0], [2, 0, 4, 1, 5, 3]])
def test_the_order_of_cases_changes_nothing(returns, events, order):
    whole, turned = study(returns, events), study(returns, events.iloc[order])

    left = whole.tests["statistic"].to_numpy()
    assert turned.tests["statistic"].to_numpy() == pytest.approx(left, rel=1e-9, nan_ok=True)


def test_unrelated_columns_and_other_names_change_nothing(returns, events):
    other = returns.assign(Z=1e6 * returns["A"]).rename(columns={"A": "Alpha"})
    renamed = events.replace({"security": {"A": "Alpha"}})

    left, right = study(returns, events).tests, study(other, renamed).tests

    assert right["statistic"].to_numpy() == pytest.approx(left["statistic"].to_numpy(), nan_ok=True)


def test_cases_that_cannot_be_computed_are_dropped_with_their_reasons(returns, events):
    returns.loc[returns.index[:250], "B"] = np.nan
    returns["C"] = 0.01
    returns.loc[returns.index[325], "D"] = np.inf
    extra = pd.DataFrame(
        {
            "event_id": [6, 7, 8],
            "security": ["A", "UNKNOWN", "E"],
            "date": [DAYS[300], DAYS[300], pd.Timestamp("2030-01-01")],
        }
    )

    result = study(returns, pd.concat([events, extra]))

    reasons = dict(zip(result.dropped["event_id"], result.dropped["reason"], strict=True))
    assert set(reasons) == {1, 2, 3, 6, 7, 8}
    assert "holds 50 returns" in reasons[1]
    assert "did not vary" in reasons[2]
    assert reasons[3] == "infinite return of D on 2021-03-31"
    assert "another event_id" in reasons[6]
    assert "no returns of this security" in reasons[7]
    assert "outside the sessions" in reasons[8]
    assert len(result) == 3


def test_a_return_missing_inside_the_event_window_drops_the_case_and_names_the_day(returns, events):
    returns.loc[returns.index[302], "A"] = np.nan

    result = study(returns, events)

    assert result.dropped["event_id"].tolist() == [0]
    assert "no return of A on 2021-02-26, inside the event window" in result.dropped["reason"][0]
    assert result.aggregate[0]["n"] == 5


def test_a_window_past_the_last_session_counts_the_cases_that_have_it(returns, events):
    late = events.assign(date=events["date"].where(events.index != 0, DAYS[497]))

    result = study(returns, late)

    counts = {row["tau"]: row["n"] for row in result.aggregate[0]["daily"]}
    assert (counts[2], counts[3]) == (6, 5)
    assert result.dropped.empty
    assert result.windows["car"].notna().all()


def test_no_events_are_no_error(returns, events):
    result = study(returns, events.iloc[:0])

    assert (len(result), result.aggregate, len(result.windows)) == (0, (), 0)


@pytest.mark.parametrize("count", [1, 2])
def test_one_and_two_cases_get_reasons_instead_of_statistics(returns, events, count):
    result = study(returns, events.iloc[:count])

    assert np.isfinite(result.tests["statistic"].dropna()).all()
    silent = result.tests["statistic"].isna()
    assert result.tests.loc[silent, "not_applicable"].notna().all()
    assert count > 1 or silent.all()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"model": "nonsense"}, "allowed: "),
        ({"tests": ["nonsense"]}, "unknown test"),
        ({"benchmark": "XYZ"}, "no column 'XYZ'"),
        ({"benchmark": None}, "needs one"),
        ({"cars": [(0, 9)]}, "leaves the event window"),
        ({"estimation": (-210, -3)}, "overlaps the event window"),
    ],
)
def test_a_wrong_argument_is_one_clear_error(returns, events, change, said):
    with pytest.raises(InputError, match=said):
        study(returns, events, **change)


def test_wrong_frames_are_one_clear_error(returns, events):
    wrong = [
        (returns.iloc[::-1], events, "sorted"),
        (returns.reset_index(drop=True), events, "DatetimeIndex"),
        (returns.assign(A="x"), events, "not numbers in column A"),
        (returns, events.drop(columns="date"), "no column date"),
        (returns, events.assign(date="soon"), "date"),
        (returns, events.assign(event_id=1, security="A"), "stand twice"),
    ]
    for table, listed, said in wrong:
        with pytest.raises(InputError, match=said):
            study(table, listed)


def test_a_car_that_is_not_known_says_why(returns, events):
    late = events.assign(date=DAYS[-1])

    windows = study(returns, late).windows

    day, wide = (windows.query(f"window_start == {a}") for a in (0, -1))
    assert day["missing"].isna().all()
    assert day["car"].notna().all()
    assert wide["car"].isna().all()
    assert set(wide["missing"]) == {"the window reaches past the last session, 2021-11-30"}


def test_an_abnormal_return_of_zero_has_its_error(returns, events):
    returns.loc[returns.index[300], "A"] = 0.0

    result = study(returns, events, model="raw")

    usual = returns["A"].iloc[90:290].std(ddof=1)
    assert result.windows.query("event_id == 0 and window_start == 0")["se"].iloc[0] == (
        pytest.approx(usual, rel=CLOSE)
    )
    day = result.abnormal_returns.query("event_id == 0 and tau == 0").iloc[0]
    assert (day["abnormal"], day["se"]) == (0.0, pytest.approx(usual, rel=CLOSE))


def test_groups_stand_in_the_order_of_the_events(returns, events):
    result = study(returns, events.iloc[::-1].assign(group=list("zzyyxx")))

    assert [b["group"] for b in result.aggregate] == [None, "z", "y", "x"]


def test_a_column_of_the_events_that_the_result_would_hide_is_refused(returns, events):
    with pytest.raises(InputError, match="column 'car' is a name of the result"):
        study(returns, events.assign(car=1.0))
