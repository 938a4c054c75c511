"""Numbers that are not finite: in every result table an estimate is a finite number, or it is
missing and the status says why. All producers of the schema's test, then random inputs whose
numbers reach from the smallest double to the largest."""

import math
import random

import pytest

import sdg16
from test_result_schema import (BY_SEX, COUNTS_OF, FLOWS, HISTORIES, SAMPLE, STATISTICS,
                                produced)  # noqa: F401: a fixture

NUMBERS = ("estimate", "rate", "count", "bound")
# What a replicate gives that has no upper limit is infinite: draws are no estimates.
NO_ESTIMATES = ("draws",)


def roles():
    known = {}
    for row in sdg16.result_schema():
        known.setdefault(row["table"], {})[row["name"]] = row["role"]
    return known


KNOWN = roles()


def check_finite(name, table, seen=None):
    """No infinite estimate; no row that is ok without its first one."""
    first = None
    for column, kind in zip(table.names, table.types):
        if kind != "double" or KNOWN[name].get(column) not in NUMBERS:
            continue
        if first is None and KNOWN[name][column] == "estimate":
            first = column
        for value in table[column]:
            assert value is None or math.isfinite(value), (name, column, value)
    if first is None or "status" not in table.names:
        return
    for value, status in zip(table[first], table["status"]):
        assert status, name
        assert value is not None or status != "ok", (name, first)
        if seen is not None:
            seen[status] = seen.get(status, 0) + 1


def test_estimates_of_every_producer_are_finite_or_missing_with_a_reason(produced):  # noqa: F811
    for name, table, _ in produced:
        if name not in NO_ESTIMATES:
            check_finite(name, table)


# ---- random inputs ----


def extreme(chance, whole=False):
    """A number of any size; half of them as in real data."""
    if chance.random() < 0.5:
        return chance.randint(0, 50) if whole else chance.uniform(0, 1000)
    exponent = chance.uniform(0, 15.9) if whole else chance.choice((
        chance.uniform(-320, 308.2), chance.uniform(-320, -150), chance.uniform(303, 308.2)))
    value = 10.0 ** exponent
    return int(value) if whole else value * chance.choice((1, 1, 1, 0))


def stretched(chance, value):
    """The same number, or another in its place."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    if chance.random() < 0.5:
        return value
    return extreme(chance, isinstance(value, int) and chance.random() < 0.5)


def stretch(chance, data):
    fixed = ("year", "ref_area", "time_period", "sex", "stratum", "psu", "y", "members",
             "developing_members")
    return {name: values if name in fixed else [stretched(chance, value) for value in values]
            for name, values in data.items()}


def surveys(chance):
    data = stretch(chance, SAMPLE)
    if chance.random() < 0.5:
        data["income"] = [value * chance.choice((1, -1)) for value in data["income"]]
    weight = chance.choice(("w", None))
    with sdg16.design(data, **({"weight": weight} if weight else {}),
                      **chance.choice(({}, {"psu": "psu", "strata": "stratum"}))) as design:
        for statistic in STATISTICS:
            result = sdg16.survey(design, by=chance.choice(([], ["sex"])), **statistic)
            yield "survey", result.estimates
        yield "logistic", sdg16.logistic(design, "y", ["income"]).coefficients


def counts(chance):
    for code, data in COUNTS_OF.items():
        data = stretch(chance, data)
        yield "indicator", lambda code=code, data=data: sdg16.indicator(code, data).results
    homicides = {**BY_SEX, "victims": [extreme(chance, True) for _ in range(4)],
                 "population": [extreme(chance) + 1 for _ in range(4)]}

    def regions():
        national = sdg16.indicator("16.1.1", homicides, by=["sex"])
        groups = {"ref_area": ["250"], "group": ["Europe"], "weight": [extreme(chance) + 1]}
        return sdg16.aggregate(national, groups, rule="sums", world="World")

    yield "indicator", regions
    yield "indicator", lambda: sdg16.trend(sdg16.indicator("16.1.1", homicides, by=["sex"]))


def flows(chance):
    for method, data, settings, prices in FLOWS:
        rows = len(next(iter(data.values())))
        data = stretch(chance, {"ref_area": [2 if method == "haven-profits" else 1] * rows,
                                "time_period": [2020] * rows, **data})

        def both(method=method, data=data, settings=settings, prices=prices):
            result = sdg16.iff(method, data, set=settings, prices=prices)
            check_finite("flow_detail", result.detail)
            check_finite("indicator", sdg16.iff_total(result))
            return result.results

        yield "flows", both


def lists(chance):
    data = {name: [history[i] for history in HISTORIES] for i, name in enumerate("ABC")}
    data["count"] = [extreme(chance, True) for _ in HISTORIES]
    with sdg16.Capture.from_table(data) as capture:
        result = sdg16.mse(capture, replicates=40 if chance.random() < 0.3 else 0,
                           population=1e17)
        for name in ("estimates", "models", "modes", "residuals"):
            yield name, getattr(result, name)


@pytest.mark.parametrize("producer, times, least", [(surveys, 150, 600), (counts, 80, 500),
                                                    (flows, 80, 400), (lists, 6, 15)])
def test_random_inputs_give_finite_estimates_or_a_reason(producer, times, least):
    seen = {}
    for seed in range(times):
        try:
            for name, table in producer(random.Random(seed)):
                try:
                    check_finite(name, table() if callable(table) else table, seen)
                except sdg16.Error:
                    pass  # refused as input: no table
        except sdg16.Error:
            pass
    assert sum(seen.values()) >= least, seen
    assert seen.get("ok", 0) >= 5, seen
    if producer in (surveys, counts):  # of flows such numbers are refused as input
        assert seen.get("out-of-range", 0) >= 5, seen


# ---- the tables that were found (issue 12: files of the attack of November 2026) ----


def test_sums_beyond_the_largest_double_have_no_value():
    with sdg16.design({"y": [1e308, 1e308, -1e308], "w": [1e308, 1e308, 1.0]},
                      weight="w") as design:
        for statistic in ("mean", "total"):
            row = sdg16.survey(design, **{statistic: "y"}).estimates
            assert (row["status"], row["value"], row["se"]) == (["out-of-range"], [None], [None])
            assert (row["lower"], row["upper"]) == ([None], [None])
    result = sdg16.survey(design_of([1.0, 2.0, 4.0]), mean="y")
    assert result.estimates["status"] == ["ok"]


def design_of(values):
    return sdg16.design({"y": values, "one": [1.0] * len(values)}, weight="one")


def test_a_standard_error_is_never_0_by_underflow():
    """Squares of 1e-200 are 0: the mean is there, its error is not. The same numbers times
    10^200 have a mean of 8/3 and, by hand, a variance of the mean of 26/18."""
    tiny = sdg16.survey(design_of([1e-200, 2e-200, 5e-200]), mean="y")
    row = tiny.estimates
    assert row["status"] == ["out-of-range"] and row["se"] == [None]
    assert math.isclose(row["value"][0], 8e-200 / 3, rel_tol=1e-12)
    assert (row["lower"], row["upper"]) == ([None], [None])
    assert "out-of-range" in tiny.diagnostics["code"]
    whole = sdg16.survey(design_of([1.0, 2.0, 5.0]), mean="y").estimates
    # variance of the mean of three: sum (y - 8/3)^2 / 2 / 3 = (26/3) / 6
    assert math.isclose(whole["se"][0], math.sqrt(26 / 18), rel_tol=1e-12)
    constant = sdg16.survey(design_of([2e-200] * 3), mean="y").estimates
    assert constant["se"] == [0] and constant["status"] == ["ok"]


def test_comparisons_of_what_underflows_have_no_error():
    data = {"y": [1e-200, 2e-200, 5e-200] * 2, "g": ["a"] * 3 + ["b"] * 3, "w": [1.0] * 6}
    with sdg16.design(data, weight="w") as design:
        result = sdg16.survey(design, mean="y", by=["g"], covariance=True)
        error = result.compare(1, 2).estimate.se
        assert error is None or math.isnan(error)


def test_rates_beyond_the_largest_double_have_no_value():
    data = {"area": [826, 826], "year": [2022, 2022], "sex": ["F", "M"],
            "detected": [1e308, 1e308], "population": [1e308, 1e308]}
    row = sdg16.indicator("16.2.2", data, by=["sex"]).results
    rates = [r for r in row if r["unit"] == "PER_100000_POP"]
    totals = [r for r in row if r["sex"] == "_T"]
    assert rates and totals
    for r in rates + totals:
        assert (r["status"], r["value"], r["obs_status"]) == ("out-of-range", None, "O"), r
