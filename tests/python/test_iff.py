"""Illicit financial flows."""

import json
import math

import pytest

import sdg16

MIRROR = {"ref_area": [1, 1], "time_period": [2020, 2020], "flow": ["export", "export"],
          "commodity": ["A", "B"], "partner": ["P", "P"], "reported": [80.0, 120.0],
          "mirror": [110.0, 110.0]}
DRUGS = {"ref_area": [1], "time_period": [2020], "activity": ["cocaine"], "production": [100],
         "production_low": [80], "production_high": [130], "consumption": [40],
         "export_price": [3000]}


def test_directions_are_kept_apart():
    flows = sdg16.iff("partner-country", MIRROR)
    assert flows.outward == pytest.approx(20, rel=1e-13)
    assert flows.inward == pytest.approx(20, rel=1e-13)
    assert [row["status"] for row in flows] == ["ok", "ok"]
    assert flows.detail["gap"] == pytest.approx([20, -20], rel=1e-13)
    assert "a choice, not a measurement" in flows.diagnostics["message"][0]
    assert "DI_ILL_OUT" in repr(flows) and len(flows) == 2


def test_settings_columns_and_a_streamed_file(write):
    path = write("m.csv", "flow;commodity;to;ours;mirror\nx;A;P;80,5;105\n")
    flows = sdg16.iff("partner-country", path, set={"cif": 1.05}, decimal=",",
                      map={"reported": "ours", "partner": "to"}, ref_area=1, time_period=2020)
    assert flows.outward == pytest.approx(19.5)
    assert (flows.results["ref_area"][0], flows.results["time_period"][0]) == ("1", "2020")


def test_prices_of_a_table():
    customs = {"flow": ["x", "m"], "commodity": ["A", "A"], "quantity": [10, 10],
               "value": [50, 150]}
    flows = sdg16.iff("price-filter", customs, set={"fence": "price", "band": 0.25},
                      prices={"commodity": ["A"], "price": [10.0]})
    assert (flows.outward, flows.inward) == (25 + 25, 0)


def test_ranges_and_publishing():
    flows = sdg16.iff("balance", DRUGS)
    row = next(row for row in flows if row["series"] == "DI_ILL_IN")
    assert (row["lower"], row["value"], row["upper"]) == (120000, 180000, 270000)
    answer = json.loads(sdg16.publish(flows, "json"))
    assert answer["command"] == "iff" and answer["estimates"][1]["value"] == 180000
    assert "DI_ILL_IN" in sdg16.publish(flows)


def test_nothing_to_compute_is_none():
    flows = sdg16.iff("partner-country", dict(MIRROR, mirror=[None, 0]))
    assert flows.outward is None and flows.inward is None


def test_overlapping_methods_are_not_added():
    trade, drugs = sdg16.iff("partner-country", MIRROR), sdg16.iff("balance", DRUGS)
    total = {row["series"]: row["value"] for row in sdg16.iff_total(trade, drugs)}
    assert total["DI_ILL_IN"] == pytest.approx(180020, rel=1e-13)
    with pytest.raises(sdg16.DataError, match="overlap group MISINVOICING"):
        sdg16.iff_total(trade, trade)
    with pytest.raises(sdg16.ArgumentError):
        sdg16.iff_total()


def test_fitted_ratios_and_accuracies():
    mirror = {"ref_area": [1] * 4, "time_period": [2020] * 4, "flow": ["x"] * 4,
              "commodity": ["A", "B"] * 2, "partner": ["P", "P", "Q", "Q"],
              "reported": [100.0] * 4, "mirror": [110.0, 120.0, 130.0, 150.0],
              "near": [1, 1, 0, 0]}
    flows = sdg16.iff("partner-country", mirror, set={"predictors": ["near"]})
    near, far = math.sqrt(1.1 * 1.2), math.sqrt(1.3 * 1.5)
    assert flows.coefficients["term"] == ["near", "intercept"]
    assert flows.coefficients["estimate"] == pytest.approx([math.log(near / far), math.log(far)])
    assert flows.outward == pytest.approx(120 / near - 100 + 150 / far - 100)
    assert len(sdg16.iff("partner-country", MIRROR).coefficients) == 0


def test_replicates_do_not_depend_on_threads():
    firms = {"cell": ["a"] * 40, "mne": ["yes" if i % 3 else "no" for i in range(40)],
             "profit": [i % 7 for i in range(40)], "base": [5 + i % 4 for i in range(40)]}

    def limits(**more):
        row = next(iter(sdg16.iff("profit-comparison", firms, set={"replicates": 200}, **more)))
        return row["lower"], row["upper"]

    assert limits(seed=3) == limits(seed=3, threads=3) != limits(seed=4)


def test_profits_in_havens_are_allocated():
    flows = sdg16.iff("haven-profits", {
        "haven": ["I", "I"], "ref_area": [1, 2], "services": [30, 20], "interest": [10, 40],
        "foreign_profit": [900, 900], "foreign_wages": [100, 100], "local_profit": [60, 60],
        "local_wages": [150, 150]})
    assert flows.detail["outward"] == pytest.approx([344, 516])
    assert flows.outward == pytest.approx(860) and flows.inward is None


def test_totals_by_category():
    trade, drugs = sdg16.iff("partner-country", MIRROR), sdg16.iff("balance", DRUGS)
    total = sdg16.iff_total(trade, drugs, by="category")
    inward = {row["cust_breakdown"]: row["value"] for row in total if row["series"] == "DI_ILL_IN"}
    assert inward == pytest.approx({None: 180020, "C01": 20, "C05": 20, "C02": 180000})
    assert "1a Illegal tax" in sdg16.publish(total, "sdmx-csv")
    with pytest.raises(sdg16.ArgumentError, match="by must be 'category' or None, not 'sex'"):
        sdg16.iff_total(trade, by="sex")


def test_refusals(write):
    with pytest.raises(sdg16.ArgumentError, match="price-filter, partner-country"):
        sdg16.iff("magic", MIRROR)
    with pytest.raises(sdg16.Error, match="not 'nonsense=1'"):
        sdg16.iff("partner-country", MIRROR, set={"nonsense": 1})
    path = write("bad.csv", "flow,commodity,quantity,value\nx,A,1,1\nx,A,one,1\n")
    with pytest.raises(sdg16.DataError, match="line 3, column 'quantity': expected a number, "
                                              "found 'one'"):
        sdg16.iff("price-filter", path)
    assert len(sdg16.iff_methods()) == 11
