import io
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from faults.yahoo_stub import running

from eventstudy.errors import PriceError
from eventstudy.prices import factors as factor_module
from eventstudy.prices.access import Access
from eventstudy.prices.factors import french_factors, from_zips, read_factors
from eventstudy.prices.failures import FetchError
from eventstudy.sourcing import Network

SHARED = Path(__file__).parents[1].parent / "shared" / "prices" / "fama_french_daily.csv"
EXACT = 1e-15  # one multiplication


def table(tmp_path, scale, rows=30):
    moves = [round(((i * 7) % 5 - 2) * scale, 6) for i in range(rows)]
    lines = [f"2025-01-{i + 1:02},{m},0.{i + 1:02},{scale * 0.01}" for i, m in enumerate(moves)]
    file = tmp_path / "ff.csv"
    file.write_text("Date,Mkt-RF,SMB,RF\n" + "\n".join(lines[:31]))
    return file, moves


@pytest.mark.parametrize(("scale", "factor"), [(1.0, 0.01), (0.01, 1.0)])
def test_percent_and_fractions_both_become_fractions(tmp_path, scale, factor):
    file, moves = table(tmp_path, scale)

    read = read_factors(file)

    np.testing.assert_allclose(read.values["Mkt-RF"], np.array(moves) * factor, rtol=EXACT)
    assert list(read.values) == ["Mkt-RF", "SMB", "RF"]
    assert read.source == "provided by the user (ff.csv)"


def test_too_few_rows_cannot_tell_their_units(tmp_path):
    file, moves = table(tmp_path, 1.0, rows=5)

    with pytest.raises(PriceError, match="5 rows are too few to tell percent from fractions"):
        read_factors(file)
    assert read_factors(file, units="percent").values["Mkt-RF"][0] == moves[0] * 0.01


def test_a_table_without_the_market_is_refused(tmp_path):
    (tmp_path / "x.csv").write_text("Date,SMB\n2025-01-02,1\n")

    with pytest.raises(PriceError, match=r"x\.csv:1: factors need the columns Date, Mkt-RF and RF"):
        read_factors(tmp_path / "x.csv")


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/prices is not here")
def test_sixty_years_of_real_factors_are_read():
    read = read_factors(SHARED)
    crash = np.array(["1987-10-19", "2025-01-20", "2025-01-27"], dtype="datetime64[D]")
    market = read.on("Mkt-RF", crash)

    assert market[0] == pytest.approx(-0.1744, abs=5e-4)  # the largest fall of the century
    assert np.isnan(market[1])  # a holiday
    assert abs(market[2]) < 0.05
    assert set(read.values) == {"Mkt-RF", "SMB", "HML", "RMW", "CMA", "Mom", "RF", "SMB_FF3"}


def zipped(text):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("factors.CSV", text)
    return stream.getvalue()


BODIES = {
    "five": zipped(
        "This file was created from data.\n\n,Mkt-RF,SMB,HML,RMW,CMA,RF\n"
        "20250124,  -0.30,  0.10, 0.20, 0.1, -0.1, 0.017\n"
        "20250127,  -1.60, -0.50, 1.10, 0.2, -999, 0.017\n\nCopyright 2025\n"
    ),
    "three": zipped(
        "text, with a comma\n\n,Mkt-RF,SMB,HML,RF\n20250124,-0.30,0.15,0.2,0.017\n"
        "20250127,-1.60,-0.55,1.1,0.017\n"
    ),
    "momentum": zipped("Missing data are -99.99 or -999.\n\n,Mom\n20250127,-3.0\n"),
}


def test_frenchs_three_files_become_one_table_in_fractions():
    read = from_zips(BODIES, "2026-11-21T00:00:00Z")

    assert read.sessions.tolist() == [date(2025, 1, 24), date(2025, 1, 27)]
    np.testing.assert_allclose(read.values["Mkt-RF"], [-0.003, -0.016], rtol=EXACT)
    np.testing.assert_allclose(read.values["SMB"], [0.001, -0.005], rtol=EXACT)
    np.testing.assert_allclose(read.values["SMB_FF3"], [0.0015, -0.0055], rtol=EXACT)
    np.testing.assert_array_equal(np.isnan(read.values["CMA"]), [False, True])
    np.testing.assert_array_equal(np.isnan(read.values["Mom"]), [True, False])


def test_factors_are_downloaded_once_and_then_come_from_the_cache(tmp_path, monkeypatch):
    asked = []

    def download(file, _):
        asked.append(file)
        return BODIES[next(k for k, v in factor_module.FRENCH.items() if v == file)]

    monkeypatch.setattr(factor_module, "_download", download)
    told = []
    access = Access(tmp_path, say=told.append)

    first, second = french_factors(access), french_factors(access)
    offline = french_factors(Access(tmp_path, offline=True))
    (next((tmp_path / "french").glob("*/five.zip"))).write_bytes(b"PK")
    healed = french_factors(access)

    assert len(asked) == 6
    assert first.sha256 == second.sha256 == offline.sha256 == healed.sha256
    assert first.retrieved_at == offline.retrieved_at
    assert "set aside as" in told[0]


def test_factors_come_over_the_network_with_the_same_care(tmp_path):
    with running(tmp_path) as stub:
        stub.files = {factor_module.FRENCH[key]: body for key, body in BODIES.items()}
        stub.faults["french"] = [("status", 503)]
        network = Network(proxy=stub.proxy, ca_bundle=str(stub.ca), timeout=5)
        read = french_factors(Access(tmp_path / "cache", network=network))
        stub.files.clear()
        with pytest.raises(FetchError, match="answers HTTP 404 for https://mba"):
            french_factors(Access(tmp_path / "other", network=network))

    assert read.sha256 == from_zips(BODIES, None).sha256


def test_factors_that_are_no_zip_are_a_bad_answer():
    with pytest.raises(FetchError, match="no whole zip file"):
        from_zips({**BODIES, "five": b"<html>"}, None)


def test_offline_without_factors_says_so(tmp_path):
    with pytest.raises(FetchError, match="holds no factors"):
        french_factors(Access(tmp_path, offline=True))
