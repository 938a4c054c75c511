"""Estimation from sample surveys through the package."""

import math
from pathlib import Path

import pytest

import sdg16

ROWS = [(h, 3 * h + u, "F" if i % 2 else "M", 10.5 + h + u, int((7 * h + 5 * u + i * i) % 4 == 0),
         100 * h + 10 * u + i) for h in (1, 2, 3) for u in range(3) for i in range(6)]
NAMES = ["stratum", "psu", "sex", "w", "y", "income"]
COLUMNS = {name: [row[i] for row in ROWS] for i, name in enumerate(NAMES)}


@pytest.fixture
def plain():
    with sdg16.design(COLUMNS, weight="w", psu="psu", strata="stratum") as design:
        yield design


def test_a_design_knows_its_units(plain):
    assert (plain.rows, plain.strata, plain.psus, plain.df) == (54, 3, 9, 6)
    assert plain.weights() == COLUMNS["w"]
    assert plain.weight_sum == pytest.approx(sum(COLUMNS["w"]))


def test_the_mean_and_its_standard_error_are_those_of_the_definition(plain):
    total = sum(COLUMNS["w"])
    mean = sum(w * y for w, y in zip(COLUMNS["w"], COLUMNS["income"])) / total
    variance = 0.0
    for h in (1, 2, 3):
        units = {}
        for row in ROWS:
            if row[0] == h:
                units[row[1]] = units.get(row[1], 0) + row[3] * (row[5] - mean) / total
        centre = sum(units.values()) / 3
        variance += 1.5 * sum((z - centre) ** 2 for z in units.values())
    result = sdg16.survey(plain, mean="income")
    assert result.value == pytest.approx(mean, rel=1e-14)
    assert result.se == pytest.approx(math.sqrt(variance), rel=1e-12)
    assert (result.df, result.n, result.status) == (6, 54, "ok")
    assert "standard error" in repr(result)


def test_domains_margins_and_contrasts(plain):
    result = sdg16.survey(plain, proportion="y", by=["stratum", "sex"], covariance=True,
                          scheme="nchs", threads=2)
    assert len(result.estimates) == 1 + 3 + 2 + 6
    rows = list(result.estimates)
    assert (rows[0]["stratum"], rows[4]["sex"]) == (None, "F")
    assert {row["reliability"] for row in rows} == {"suppress"}  # n below 30 or wide
    difference = result.compare(4, 5)
    by_hand = result.contrast([0, 0, 0, 0, 1, -1] + [0] * 6)
    assert difference.estimate.value == rows[4]["value"] - rows[5]["value"]
    assert difference.estimate.se == pytest.approx(by_hand.se, rel=1e-12)
    assert difference.domain == {"stratum": None, "sex": "F"}
    assert result.compare(4, 5, "odds-ratio").estimate.value > 0


def test_replicates_calibration_and_their_estimates(plain):
    boot = plain.replicate("bootstrap", count=64, seed=3)
    assert boot.replicates == 64
    assert sdg16.survey(boot, mean="income").se > 0
    assert boot.weights(0) != plain.weights()
    same = plain.replicate("bootstrap", count=64, seed=3)
    assert same.weights(63) == boot.weights(63)
    margin = {"sex": ["F", "M"], "population": [500, 400]}
    raked = plain.calibrate(margin, method="raking")
    assert sdg16.survey(raked, total=True).value == pytest.approx(900)
    both = boot.calibrate(margin, method="raking")
    women = sdg16.survey(both, total=True, by="sex")
    assert [row["value"] for row in women.estimates] == pytest.approx([900, 500, 400])
    assert max(row["se"] for row in women.estimates) < 1e-8 and both.replicates == 64
    assert sum(both.weights(63)) == pytest.approx(900)
    greg = plain.calibrate(margin, auxiliaries={"income": 220000.0})
    assert sdg16.survey(greg, total="income").value == pytest.approx(220000)


def test_quantiles_ratios_standardisation(plain):
    assert sdg16.survey(plain, quantile="income", probability=0.5).value in COLUMNS["income"]
    ratio = sdg16.survey(plain, ratio=("income", "w"))
    assert ratio.value == pytest.approx(
        sdg16.survey(plain, mean="income").value / sdg16.survey(plain, mean="w").value)
    women = sdg16.survey(plain, proportion="y", by="sex", margins=False)
    standard = sdg16.survey(plain, proportion="y", standard="sex", shares={"F": 1, "M": 0})
    assert standard.value == pytest.approx(list(women.estimates)[0]["value"])


def test_expressions(plain):
    women = sdg16.survey(plain, proportion="y", where="sex == 'F'")
    by_sex = list(sdg16.survey(plain, proportion="y", by="sex").estimates)[1]
    assert (women.value, women.se, women.n) == (by_sex["value"], by_sex["se"], 27)
    truth = {**COLUMNS, "z": [int(y or i < 120) for y, i in zip(COLUMNS["y"], COLUMNS["income"])]}
    with sdg16.design(truth, weight="w", psu="psu", strata="stratum") as design:
        want = sdg16.survey(design, proportion="z")
        got = sdg16.survey(design, proportion="y == 1 | income < 120")
        assert (got.value, got.se) == (want.value, want.se)
    with pytest.raises(sdg16.ArgumentError, match="where: expression, character 5: 'equal' is written '==', not '='"):
        sdg16.survey(plain, proportion="y", where="sex = 'F'")


def test_a_file_of_spss():
    file = Path(__file__).parent.parent / "data" / "stat" / "survey.sav"
    for data in (file, sdg16.read_table(file)):  # q1: Yes, No, missing, don't know, missing
        with sdg16.design(data) as design:
            yes = sdg16.survey(design, proportion="q1 == 'Yes'")
            assert (yes.value, yes.n) == (pytest.approx(1 / 3), 3)
            refused = sdg16.survey(design, proportion="missing(q1, 'Refused')")
            assert refused.value == pytest.approx(0.2)


def test_independence_and_regression(plain):
    test = sdg16.independence(plain, "y", "sex")
    assert test.n == 54 and 0 <= test.p <= 1 and test.wald_df1 == 1
    fit = sdg16.logistic(plain, "y", ["sex", "income", "factor(stratum)"])
    assert [row["coefficient"] for row in fit.coefficients] == [
        "(intercept)", "sex=M", "income", "stratum=2", "stratum=3"]
    assert fit.df == 6 + 1 - 5 and len(fit.covariance) == 5
    f, df1, df2, p = fit.test("factor(stratum)")
    assert df1 == 2 and f >= 0 and 0 <= p <= 1


def test_custom_thresholds(plain):
    result = sdg16.survey(plain, proportion="y", scheme="custom", min_n=55)
    assert list(result.estimates)[0]["reasons"] == "too few observations"


def test_mistakes(plain):
    with pytest.raises(sdg16.ArgumentError, match="the statistic must be one of proportion, "
                                                  "mean, total, ratio, quantile, average and "
                                                  "distribution, not none"):
        sdg16.survey(plain)
    with pytest.raises(sdg16.ArgumentError, match="mean and total"):
        sdg16.survey(plain, mean="income", total="income")
    with pytest.raises(sdg16.ArgumentError, match="lonely_psu must be one of fail, remove, "
                                                  "certainty, adjust, average, not 'ignore'"):
        sdg16.design(COLUMNS, weight="w", lonely_psu="ignore")
    with pytest.raises(sdg16.DataError, match="has no column 'v'"):
        sdg16.design(COLUMNS, weight="v")
    with pytest.raises(sdg16.DesignError, match="brr: a stratum must have 2 sampled PSUs; that of row 1 has 3 in the file, of 3 sampled"):
        plain.replicate("brr")
    with pytest.raises(sdg16.ArgumentError, match="there is no argument or threshold min_m"):
        sdg16.survey(plain, mean="income", scheme="custom", min_m=3)
    with pytest.raises(sdg16.ArgumentError, match="term must be one of sex, not 'income'"):
        sdg16.logistic(plain, "y", ["sex"]).test("income")


def test_domains_are_named_by_value_labels():
    path = Path(__file__).parent.parent / "data" / "stat" / "survey.sav"
    with sdg16.design(str(path)) as design:
        named = sdg16.survey(design, total="amt", by="q1")
        coded = sdg16.survey(design, total="amt", by="q1", labels=False)
    assert [row["q1"] for row in named.estimates] == [None, "Yes", "No", "Don't know"]
    assert [row["q1"] for row in coded.estimates] == [None, "1", "2", "99"]
    assert (named.level(3, "q1"), coded.level(3, "q1", label=True)) == ("99", "Don't know")
    assert named.level(0, "q1") is None
    with pytest.raises(sdg16.ArgumentError, match="by must be one of q1, not 'sx'"):
        named.level(0, "sx")


def test_shares_have_a_sum_of_which_they_are_parts():
    """The standardised mean of a (1 and 4) and b (2) with equal shares is 2.25."""
    with sdg16.design({"g": ["a", "b", "a"], "y": [1.0, 2.0, 4.0]}) as design:
        def standardised(shares):
            return sdg16.survey(design, mean="y", standard="g", shares=shares).estimates["value"]
        assert standardised({"a": 1, "b": 1}) == [2.25]
        for shares, message in (({"a": 1e308, "b": 1e308}, "the sum of the shares must be finite and above 0, not infinite"),
                                ({"a": 0, "b": 0}, "the sum of the shares must be finite and above 0, not 0"),
                                ({"a": 1, "b": -1}, "the share of 'b' must be finite and 0 or more, not -1")):
            with pytest.raises(sdg16.Error, match=message):
                standardised(shares)


@pytest.mark.parametrize("name", ["margins", "covariance", "labels", "with_replacement"])
@pytest.mark.parametrize("value", ["no", None, 2])
def test_flags_are_true_or_false(name, value):
    if name == "with_replacement" and value is None:  # the default: by the weights
        return
    with sdg16.design({"y": [1.0, 2.0]}) as design:
        with pytest.raises(sdg16.ArgumentError, match=f"{name} must be True or False") as caught:
            sdg16.survey(design, mean="y", **{name: value})
        assert caught.value.where == name


def test_successive_differences_have_the_scale_of_the_acs():
    """4/R times the squares about the estimate of the whole sample (Fay and Train 1995), also
    with negative replicate weights; R's svrepdesign(type = "successive-difference", mse = TRUE)
    does the same."""
    factors = (1, 1.7, 0.3)
    columns = dict(COLUMNS)
    for r in range(8):
        columns[f"r{r}"] = [w * factors[(psu * (r + 2) + r) % 3]
                            for w, psu in zip(COLUMNS["w"], COLUMNS["psu"])]
    columns["r1"][0] = -0.25
    def mean(weights):
        return sum(w * y for w, y in zip(weights, COLUMNS["income"])) / sum(weights)
    names = [f"r{r}" for r in range(8)]
    variance = 4 / 8 * sum((mean(columns[n]) - mean(COLUMNS["w"])) ** 2 for n in names)
    for around in (False, True):
        with sdg16.design(columns, weight="w", replicates=names, replicate_kind="sdr",
                          around_estimate=around) as design:
            assert sdg16.survey(design, mean="income").se == pytest.approx(variance ** 0.5, rel=1e-12)
    with pytest.raises(sdg16.Error, match="must hold finite numbers of 0 or more"):
        sdg16.design(columns, weight="w", replicates=names, replicate_kind="bootstrap")
    with sdg16.design(COLUMNS, weight="w") as design:
        with pytest.raises(sdg16.Error, match="must be given in columns"):
            design.replicate("sdr")
