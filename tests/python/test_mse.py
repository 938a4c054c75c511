"""The estimates, against published values and values of the R packages."""

import math
import threading

import pytest

import sdg16

# R package MultipleSystemsEstimation, extended maximum likelihood converged to
# 1e-15 (docs/validation.md): total and BIC of the best model of all orders.
BEST = {"uk2013-5": (25311.290612, 195.8791, "[123,25,34]", 6893),
        "kosovo": (10356.518957, 203.0296, "[123,14,34]", 113),
        "korea": (157.166667, 57.14081, "[12,23]", 8)}


@pytest.mark.parametrize("name", BEST)
def test_the_best_model_of_all_orders_is_the_published_one(path_of, name):
    total, bic, model, universe = BEST[name]
    result = sdg16.mse(path_of(name))
    assert result.status == "ok"
    assert result.total == pytest.approx(total, rel=1e-9, abs=5e-7)  # given to 6 decimals
    assert result.fit.bic == pytest.approx(bic, abs=1e-4)
    assert result.model == model
    assert result.search.universe == universe
    assert result.search.exact and result.search.criterion == "bic"
    assert result.hidden == pytest.approx(total - result.observed, rel=1e-9, abs=5e-7)
    assert result.observed < result.lower < result.total < result.upper
    assert result.method == "bca" and result.flags == ()


def test_pairs_alone_give_the_published_value_too(uk):
    # Silverman, Chan & Vincent 2024, table 6: 22,991
    assert sdg16.mse(uk, max_order=2).total == pytest.approx(22991.33, abs=0.005)


def test_downhill_stops_at_the_published_local_optimum(uk):
    # Silverman, Chan & Vincent 2024, table 6: 12,262
    assert sdg16.mse(uk, select="downhill").total == pytest.approx(12262.41, abs=0.005)


def test_stepwise_gives_the_published_value(uk):
    # SparseMSE 2.0.1, threshold 0.02: 11312.99; Bales et al. 2015: about 11,300
    assert sdg16.mse(uk, select="stepwise").total == pytest.approx(11312.99, abs=0.005)


@pytest.mark.parametrize("window, near", [(0, 0), (2, 2), (4.5, 4.5), (6, 6), (9, 6)])
def test_only_models_that_are_all_listed_are_compared(uk, window, near):
    """Of the list of all models by criterion those near the best, but not those beyond the
    window, of which some are not in the list."""
    bics = sorted(m["bic"] for m in sdg16.mse(uk, window=12, top=1, interval="none").models)
    within = [bic for bic in bics if bic <= bics[0] + near]
    result = sdg16.mse(uk, window=window, top=len(within) + 3, interval="none")
    weights = [m["weight"] for m in result.models if m["weight"] is not None]
    powers = [math.exp((bics[0] - bic) / 2) for bic in within]
    assert weights == pytest.approx([power / sum(powers) for power in powers], rel=1e-9)
    said = [row["message"] for row in result.diagnostics if row["code"] == "model-uncertainty"]
    assert len(said) == (len(within) > 1)
    for message in said:
        assert message.startswith(f"{len(within)} models lie within {near:g} units of the best")


def test_a_fixed_model_is_taken_as_it_is(kosovo):
    result = sdg16.mse(kosovo, model="[123,14,34]")
    assert result.total == pytest.approx(10356.518957, abs=5e-7)
    assert result.selection == "none"
    assert result.search.criterion == "none"
    assert sdg16.mse(kosovo, select="none").model == sdg16.fit(kosovo).model


def test_the_tables_say_the_same_as_the_attributes(uk):
    result = sdg16.mse(uk, population=64105654, top=5)
    (row,) = result.estimates
    assert (row["total"], row["hidden"], row["se"], row["lower"], row["upper"]) == (
        result.total, result.hidden, result.se, result.lower, result.upper)
    assert (row["model"], row["model_names"], row["status"]) == (
        result.model, result.model_names, "ok")
    assert result.model_names == "[LA*NG*PFNCA,NG*GP,PFNCA*GO]"
    assert result.rate == row["rate"] == pytest.approx(result.total / 64105654 * 1e5, rel=1e-12)
    assert result.rate_lower < result.rate < result.rate_upper
    models = list(result.models)
    assert len(models) >= 5
    assert models[0]["model"] == result.model
    assert models[0]["total"] == pytest.approx(result.total, rel=1e-12)
    assert [m["bic"] for m in models] == sorted(m["bic"] for m in models)
    assert sum(m["weight"] or 0 for m in models) == pytest.approx(1, abs=1e-12)
    assert set(result.diagnostics.names) == {"code", "severity", "message", "headline"}
    assert len(result.warnings) <= len(result.diagnostics)
    assert all(isinstance(w, str) and w for w in result.warnings)


def test_rates_need_a_population(kosovo):
    assert math.isnan(sdg16.mse(kosovo).rate)
    rate = sdg16.rate(sdg16.mse(kosovo), 2_000_000, 1000)
    assert rate.value == pytest.approx(10356.518957 / 2000, rel=1e-9)
    assert rate.lower < rate.value < rate.upper
    assert sdg16.rate(50, 1000).value == 5000
    assert math.isnan(sdg16.rate(50, 1000).lower)


def test_one_model_is_fitted_with_everything_about_it(kosovo):
    with sdg16.fit(kosovo, "[34,123,14]") as fit:
        assert fit.status == "ok"
        assert fit.model == "[123,14,34]"
        assert fit.model_names == "[EXH*ABA*OSCE,EXH*HRW,OSCE*HRW]"
        assert fit.total == pytest.approx(10356.518957, abs=5e-7)
        assert fit.se == pytest.approx(785.9, abs=0.05)  # Rcapture 1.4
        assert fit.parameters == len(fit.coefficients) == 11
        intercept = fit.coefficients[0]
        assert (intercept.term, intercept.name) == (0, "")
        assert math.exp(intercept.value) == pytest.approx(fit.hidden, rel=1e-12)
        assert fit.coefficients[-1].name == "EXH*ABA*OSCE"
        assert fit.means[0] == pytest.approx(fit.hidden, rel=1e-12)
        assert len(fit.means) == 16
        assert sum(fit.means[1:]) == pytest.approx(4400, rel=1e-9)  # a score equation
        interval = fit.interval("wald")
        assert interval.method == "wald"
        assert (interval.lower, interval.upper) == (pytest.approx(9004, abs=0.5),
                                                    pytest.approx(12106, abs=0.5))
        wider = fit.interval("profile", level=0.99)
        assert wider.lower < interval.lower and wider.upper > interval.upper
        with pytest.raises(sdg16.ArgumentError):
            fit.interval("wald", level=1.5)
    with pytest.raises(ValueError, match="closed"):
        fit.means


def test_names_stand_for_numbers_in_a_model(kosovo):
    assert sdg16.fit(kosovo, "[EXH*HRW]").total == sdg16.fit(kosovo, "[14]").total


def test_two_lists_are_lincoln_and_petersen():
    capture = sdg16.Capture.from_histories(["A", "B"], ["10", "01", "11"], [38, 25, 12])
    result = sdg16.mse(capture)
    assert result.total == pytest.approx(50 * 37 / 12, rel=1e-9)


def test_data_without_overlap_give_no_estimate_and_no_exception():
    capture = sdg16.Capture.from_histories(3, [1, 2, 4], [40, 30, 20])
    result = sdg16.mse(capture)
    assert result.status == "no-overlap"
    assert math.isnan(result.total) and math.isnan(result.upper)
    assert repr(result) == "No estimate can be made (no-overlap): 90 persons were observed."


def test_a_model_without_an_estimate_says_why(path_of):
    # Chan, Silverman & Vincent 2021, table 2: the status of each model
    status = {"[]": "ok", "[12]": "no-mle", "[13]": "ok", "[23]": "ok", "[12,13]": "no-mle",
              "[12,23]": "no-mle", "[13,23]": "ok", "[12,13,23]": "not-identifiable"}
    with sdg16.read_capture(path_of("artificial-3")) as capture:
        for model, expected in status.items():
            fit = sdg16.fit(capture, model, existence="coefficients")
            assert fit.status == expected
            assert math.isnan(fit.total) == (expected != "ok")
            assert (fit.coefficients == []) == (expected != "ok")
            assert (fit.means == []) == (expected != "ok")
            checked = sdg16.check(capture, model, existence="coefficients")
            assert checked.counts[expected] == 1
        counts = sdg16.check(capture, existence="coefficients").counts
        assert counts == {"ok": 4, "no-mle": 3, "not-identifiable": 1, "both": 0}
        # what the total asks for: no model more, but a reason why (test_estimability.py)
        assert sdg16.check(capture).counts == {
            "ok": 4, "ok-on-face": 0, "unbounded": 3, "none-hidden": 0, "not-identifiable": 1}


def test_all_models_are_checked_and_listed(kosovo, uk):
    checked = sdg16.check(kosovo, existence="coefficients")
    assert checked.counts == {"ok": 113, "no-mle": 0, "not-identifiable": 0, "both": 0}
    assert len(checked.models) == len(sdg16.check(kosovo).models) == 113
    assert sdg16.check(kosovo, max_order=2).counts["ok"] == 64
    assert sdg16.check(kosovo, limit=112).models is None
    # 6,893 models of the five UK lists, by the R package: 6,519, 338, 0 and 36
    assert sdg16.check(uk, existence="coefficients").counts == {
        "ok": 6519, "no-mle": 338, "not-identifiable": 0, "both": 36}


def test_all_models_are_fitted_in_one_table(uk):
    models = list(sdg16.fit_all(uk))
    assert len(models) == 6893
    assert sum(m["status"] == "ok" for m in models) == 6519
    admissible = [m for m in models if m["status"] in ("ok", "ok-on-face")]
    assert len(admissible) == 6570
    best = min(admissible, key=lambda m: m["bic"])
    assert best["model"] == "[123,25,34]"
    assert best["total"] == pytest.approx(sdg16.mse(uk).total, rel=1e-12)
    assert all((m["total"] is None or math.isnan(m["total"])) == (m not in admissible)
               for m in models)
    with pytest.raises(sdg16.CaptureError) as caught:
        sdg16.fit_all(uk, limit=6892)
    assert caught.value.name == "SDG16_ERR_SEARCH"


def test_data_may_be_a_path_a_table_or_capture_data(path_of):
    path = path_of("korea")
    for data in (path, str(path), sdg16.read_csv(path), sdg16.read_csv(path).to_dict(),
                 sdg16.read_capture(path)):
        assert sdg16.mse(data).total == pytest.approx(157.166667, abs=5e-7)


def test_a_result_reads_as_a_sentence(uk):
    text = repr(sdg16.mse(uk, population=64105654, interval="profile"))
    assert text.startswith("2,744 persons were observed, an estimated 22,567 more were not: "
                           "25,311 in all (95% interval ")
    assert "by the log-linear model [123,25,34], chosen by bic among 6,893 models." in text
    assert "per 100,000 of the population" in text
    assert "The interval takes the model as known." in text


def test_a_closed_result_keeps_its_numbers_and_tables(uk):
    with sdg16.mse(uk) as result:
        pass
    assert result.total == pytest.approx(25311.290612, abs=5e-6)
    assert len(result.models) >= 10
    with pytest.raises(ValueError, match="closed"):
        result.fit.means


def test_threads_computing_at_once_get_the_same_result(path_of):
    names = ["uk2013-5", "kosovo", "korea", "western-us"] * 2
    expected = {name: sdg16.mse(path_of(name), replicates=1000) for name in names}
    results = [None] * len(names)

    def work(i):
        results[i] = sdg16.mse(path_of(names[i]), replicates=1000, threads=2)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(len(names))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, result in zip(names, results):
        assert result.estimates.to_dict() == expected[name].estimates.to_dict()
        assert result.models.to_dict() == expected[name].models.to_dict()


def test_the_catalogue_knows_the_indicator():
    rows = {row["code"]: row for row in sdg16.catalog()}
    assert "trafficking" in rows["16.2.2"]["name"]
    assert "100,000" in rows["16.2.2"]["unit"] or "100 000" in rows["16.2.2"]["unit"] \
        or rows["16.2.2"]["multiplier"] == 100000


def test_what_the_estimate_rests_on():
    """Independence with half of 800 people on each of three lists: means of 100, from which
    the counts differ by 10, -20 and 30; Pearson's X2 = 3 + 12 + 9."""
    rows = {"A": [1, 0, 0, 1, 1, 0, 1], "B": [0, 1, 0, 1, 0, 1, 1], "C": [0, 0, 1, 0, 1, 1, 1],
            "count": [110, 110, 110, 80, 80, 80, 130]}
    result = sdg16.mse(rows, model="[1,2,3]", interval="none", fit_replicates=199)
    assert result.fit_test.pearson == pytest.approx(24)
    assert (result.fit_test.df, result.fit_test.replicates) == (3, 199)
    assert result.fit_test.p_pearson == 0.005
    first = next(iter(result.residuals))
    assert (first["lists"], first["observed"]) == ("A; B; C", 130)
    assert result.coverage == pytest.approx(1 - 110 / 400)
    assert result.chao_lower == pytest.approx(700 + (330 ** 2 - 3 * 110 ** 2) / (2 * 241))
    none = sdg16.mse(rows, model="[1,2,3]", interval="none", fit_replicates=0).fit_test
    assert none.replicates == 0 and math.isnan(none.p_deviance)
    nobody = {"A": [1, 0], "B": [0, 1], "count": [5, 4]}
    assert sdg16.mse(nobody).fit_test is None
    assert "no-overlap" in [row["code"] for row in sdg16.structure(nobody)]


def test_the_schema_knows_every_column_of_the_estimates(path_of):
    result = sdg16.mse(path_of("korea"), interval="wald")
    known = [row["name"] for row in sdg16.result_schema() if row["table"] == "estimates"]
    assert set(result.estimates.names) <= set(known)
    (row,) = result.estimates
    assert row["hidden_lower"] == row["lower"] - row["observed"]
    assert row["hidden_upper"] == row["upper"] - row["observed"]


def test_a_model_that_hides_nobody_has_limits_and_no_total():
    """B within A, but for one person; [23,1] hides nobody. Its multinomial profile in N, from
    the margins of A (55, N - 55) and of B and C (5, 51, 40, N - 96), has fallen by 3.84 / 2
    below that of N = 96 at the upper limit."""
    rows = {"A": [1, 0, 1, 0], "B": [1, 0, 1, 1], "C": [0, 1, 1, 0], "count": [50, 40, 5, 1]}
    result = sdg16.mse(rows, model="[23,1]")
    assert (result.status, result.lower, result.at_least) == ("none-hidden", 96, None)
    assert math.isnan(result.total) and math.isnan(result.hidden) and math.isnan(result.se)
    assert result.upper == pytest.approx(97.06599907993, abs=1e-6)
    assert repr(result) == (
        "No estimate can be made (none-hidden): 96 persons were observed. The total would be "
        "the 96 persons observed; its upper limit is 98.")  # 97.07
    unbounded = sdg16.mse(rows, model="[12,13]")
    assert repr(unbounded) == "No estimate can be made (unbounded): 96 persons were observed."


def test_an_unbounded_model_that_is_preferred_leaves_a_lower_bound():
    """Lists A, B never meet C, D. [34,1,2] from the margins of A (35), B (25), C and D (24 on
    either): its N solves (N - 79) N^2 = (N - 35) (N - 25) (N - 24); its multinomial profile
    has fallen by 3.84 / 2 at the lower limit."""
    rows = {"A": [1, 0, 1, 0, 0, 0], "B": [0, 1, 1, 0, 0, 0], "C": [0, 0, 0, 1, 0, 1],
            "D": [0, 0, 0, 0, 1, 1], "count": [30, 20, 5, 12, 9, 3]}
    result = sdg16.mse(rows)
    assert (result.status, result.model) == ("unbounded-preferred", "[34,1,2]")
    assert math.isnan(result.total) and math.isnan(result.lower) and math.isnan(result.upper)
    bound = result.at_least
    assert bound.value == pytest.approx(453.74367257585, rel=1e-9)
    assert bound.lower == pytest.approx(227.58715410860, rel=1e-9)
    assert bound.upper == math.inf and math.isnan(bound.se) and bound.level == 0.95
    assert bound.method == "profile" and set(bound.flags) == {"conditional", "no-upper-limit"}
    (row,) = result.estimates
    assert (row["at_least"], row["at_least_lower"]) == (bound.value, bound.lower)
    assert repr(result) == (
        "No estimate can be made (unbounded-preferred): 79 persons were observed. If the model "
        "[34,1,2] holds all the same, there are about 454 persons, and at least 228.")
    assert sdg16.mse(rows, existence="coefficients", interval="none").at_least is None
    strata = sdg16.strata({**rows, "sex": ["F"] * 6}, by=["sex"], replicates=20)
    assert strata.status == "unbounded-preferred"
    assert (strata.at_least.value, strata.at_least.lower) == (bound.value, bound.lower)
    assert repr(strata).startswith("No estimate can be made in any stratum (unbounded-preferred)")


def codes(result, severity):
    return {row["code"] for row in result.diagnostics if row["severity"] == severity}


@pytest.mark.parametrize("name, code, part", [
    ("western-us", "percentile-beside", "the percentile interval of the same replicates is"),
    ("netherlands", "misfit", "The model does not fit (p-value 0.00"),
    ("uk2013", "draws-modes", "The replicates lie near one of two totals: "),
    ("new-orleans-185", "bca-replaced", "Most replicates lie above the estimate"),
])
def test_what_changes_the_answer_stands_beside_the_number(path_of, name, code, part):
    """The public tables whose interval or fit nobody should sign unread."""
    result = sdg16.mse(path_of(name), replicates=1000)
    assert code in codes(result, "warning")
    assert any(part in sentence for sentence in result.headlines)
    assert all(sentence in repr(result) for sentence in result.headlines)


def test_a_plain_table_has_no_headline():
    """Three independent lists of 1,000 people, each with the chance 1/2: 125 a history."""
    rows = {"A": [1, 0, 1, 0, 1, 0, 1], "B": [0, 1, 1, 0, 0, 1, 1],
            "C": [0, 0, 0, 1, 1, 1, 1], "count": [125] * 7}
    result = sdg16.mse(rows, replicates=1000)
    assert result.headlines == []


def test_a_refused_model_that_is_lower_by_no_more_than_2_is_told(path_of):
    """artificial-3 by AIC: [13,23] at 31.27, and [12,3] without upper limit at 29.27."""
    result = sdg16.mse(path_of("artificial-3"), select="aic", replicates=100)
    assert (result.status, result.model) == ("ok", "[13,23]")
    (said,) = [row["message"] for row in result.diagnostics if row["code"] == "refused-lower"]
    assert "[12,3], has a criterion lower by 2.00" in said
    assert "refused-lower" not in codes(
        sdg16.mse(path_of("korea"), select="aic", replicates=100), "warning")


def test_an_automatic_number_of_replicates_says_where_it_ended(path_of):
    messages = {automatic: [row["message"] for row in sdg16.mse(
        path_of("western-us"), replicates="auto" if automatic else 1000).diagnostics
        if row["code"] == "few-beyond"] for automatic in (True, False)}
    assert "automatic number of replicates ended at 10,000" in messages[True][0]
    assert "Ask for more than 1,000 replicates" in messages[False][0]


def test_modes_are_of_all_the_models_or_not_told(tmp_path):
    """Counts of 1 beside 10^7: the models with most of the weight have no standard error of
    the log that a float holds."""
    counts = [2, 10**7, 1, 51, 8384543, 1, 1, 1, 1, 1, 1, 7, 10**7, 1, 10**7, 1, 1, 1, 1, 1, 1,
              477, 56, 10**7, 10**7]
    lists = ["10000", "11000", "00100", "10100", "01100", "11100", "00010", "01010", "11010",
             "00110", "10110", "01110", "11110", "10001", "11001", "10101", "01101", "11101",
             "00011", "10011", "01011", "11011", "00111", "10111", "11111"]
    path = tmp_path / "conv.csv"
    path.write_text("L1,L2,L3,L4,L5,count\n" + "".join(
        f"{','.join(history)},{count}\n" for history, count in zip(lists, counts)))
    capture = sdg16.read_capture(path, lists=[f"L{i}" for i in range(1, 6)])
    result = sdg16.mse(capture, select="aic", interval="none", fit_replicates=100)
    weights = sum(mode["weight"] for mode in result.modes)
    heaviest = max(row["weight"] or 0 for row in result.models)
    assert heaviest > 0.5 and (not len(result.modes) or weights == pytest.approx(1))
    assert not any(mode["total"] < result.total / 10 for mode in result.modes)


def test_strata_that_are_ignored_are_noted():
    rows = {"A": [1, 0, 1] * 2, "B": [0, 1, 1] * 2, "sex": ["F"] * 3 + ["M"] * 3,
            "count": [30, 20, 10, 9, 8, 4]}
    with sdg16.Capture.from_table(rows, strata=["sex"], count="count") as capture:
        result = sdg16.mse(capture, interval="none")
        (note,) = [n for n in result.notes if "strata" in n]
        assert note.startswith("The data have strata (sex), but this is one estimate of all people "
                               "together.") and "sdg16.strata" in note
        for _, stratum in sdg16.strata(capture, by=["sex"], interval="none"):
            assert not any("strata" in n for n in stratum.notes)


@pytest.mark.parametrize("both, grade", [(7, "high"), (3, "low"), (1, "very low")])
def test_coverage_has_the_grade_of_what_is_printed(both, grade):
    """Two lists of 10, ``both`` of them on both: coverage both / 10."""
    result = sdg16.mse({"A": [1, 0, 1], "B": [0, 1, 1], "count": [10 - both] * 2 + [both]},
                       interval="none")
    assert result.coverage == pytest.approx(both / 10) and result.coverage_grade == grade
    (note,) = [n for n in result.notes if n.startswith("Sample coverage")]
    assert note.startswith(f"Sample coverage is {10 * both} %, which is {grade}: ")


@pytest.mark.parametrize("both, infinite", [(1, (220 / 221) ** 221), (2, (220 / 222) ** 222)])
def test_a_replicate_whose_lists_fall_apart_has_no_bound(both, infinite):
    """Shelter B within police A, hotline C: what [12,3] says, two lists say (A or B, and C). A
    replicate without the people on A and C is a table of two groups that never meet, which
    alone has no estimate: it is among the largest, not the smallest."""
    nested = sdg16.mse({"A": [1, 1, 0, 1], "B": [0, 1, 0, 1], "C": [0, 0, 1, 1],
                        "count": [40, 100, 80, both]}, replicates=2000)
    two = sdg16.mse({"A": [1, 0, 1], "C": [0, 1, 1], "count": [140, 80, both]}, replicates=2000)
    assert nested.total == pytest.approx(two.total, rel=1e-9)
    assert "no-upper-limit" in nested.flags and nested.upper == two.upper == math.inf
    assert nested.lower == pytest.approx(two.lower, rel=0.1)
    for result in (nested, two):
        share = next(iter(result.estimates))["infinite"] / 2000
        assert share == pytest.approx(infinite, abs=4 * (infinite * (1 - infinite) / 2000) ** 0.5)
    alone = sdg16.mse({"A": [1, 1, 0], "B": [0, 1, 0], "C": [0, 0, 1], "count": [40, 100, 80]},
                      interval="none")
    assert alone.status == "unbounded-preferred"


def test_whole_numbers_of_overlaps_are_no_modes():
    """Two lists that one, three or five people are on: peaks at 1 / m are of one model."""
    for both in (1, 3, 5):
        result = sdg16.mse({"A": [1, 0, 1], "B": [0, 1, 1], "count": [30, 40, both]},
                           replicates=2000)
        assert "draws-modes" not in codes(result, "warning")


def test_a_given_model_of_lists_that_never_meet_says_that_nothing_was_compared():
    rows = {"A": [1, 0, 1, 0, 0, 0], "B": [0, 1, 1, 0, 0, 0], "C": [0, 0, 0, 1, 0, 1],
            "D": [0, 0, 0, 0, 1, 1], "count": [30, 20, 5, 12, 9, 3]}
    given = sdg16.mse(rows, model="[34,1,2]")
    rule = sdg16.mse(rows, existence="coefficients", replicates=100)
    for result in (given, rule):
        assert result.status == "ok" and any("never meet" in h for h in result.headlines)


def test_a_list_that_nobody_is_on_does_not_hide_that_the_others_fall_apart():
    """One person joins C to A and B; D is a group of its own, of one person, which 37 % of the
    replicates lack. Such a replicate without the overlap has two groups, as many as the data."""
    rows = {"A": [1, 1, 0, 1, 0], "B": [0, 1, 0, 1, 0], "C": [0, 0, 1, 1, 0],
            "D": [0, 0, 0, 0, 1], "count": [40, 100, 80, 1, 1]}
    result = sdg16.mse(rows, replicates=2000)
    assert result.model == "[12,3,4]" and "no-upper-limit" in result.flags
    share, infinite = next(iter(result.estimates))["infinite"] / 2000, (221 / 222) ** 222
    assert share == pytest.approx(infinite, abs=4 * (infinite * (1 - infinite) / 2000) ** 0.5)


def test_models_that_tie_are_told_and_their_order_decides_nothing():
    """Shelter and hotline never meet: [12,23] and [13,23] fit alike, with 120 400 / 10 or
    180 400 / 120 people undetected, hand computed."""
    counts = {"police": [1, 0, 0, 1, 1], "shelter": [0, 1, 0, 1, 0], "hotline": [0, 0, 1, 0, 1],
              "count": [400, 180, 120, 120, 10]}
    orders = [("police", "shelter", "hotline"), ("hotline", "police", "shelter"),
              ("shelter", "hotline", "police")]
    results = [sdg16.mse({name: counts[name] for name in (*order, "count")}, replicates=1000)
               for order in orders]
    for result in results:
        assert result.total == pytest.approx(830 + 180 * 400 / 120)
        assert any(headline.startswith("Two models fit exactly equally well and give different "
                                       "totals: 1,430 or 5,630.") for headline in result.headlines)
        assert result.method == "percentile" and result.upper > 5630 > 1430 > result.lower
        assert (result.lower, result.upper) == pytest.approx((results[0].lower,
                                                              results[0].upper))
        kept = sdg16.Draws.merge([result.draws]).interval("total").estimate
        assert (kept.lower, kept.upper) == (result.lower, result.upper)
    alone = sdg16.mse(counts, interval="none")
    assert any("1,430 or 5,630" in headline for headline in alone.headlines)


def test_counts_that_differ_by_many_powers_of_ten_are_fitted_to_all_digits():
    """The saturated model without the highest interaction: the product of odd histories over
    that of even ones, in fractions; and what the hostile check found of [12,3]."""
    from fractions import Fraction
    a, b, c, ab, ac, bc, abc = 296051125773653, 5479, 1, 189404, 35, 193363, 1302
    rows = {"A": [1, 0, 0, 1, 1, 0, 1], "B": [0, 1, 0, 1, 0, 1, 1], "C": [0, 0, 1, 0, 1, 1, 1],
            "count": [a, b, c, ab, ac, bc, abc]}
    fit = sdg16.mse(rows, model="[12,13,23]", interval="none")
    assert fit.hidden == pytest.approx(float(Fraction(a * b * c * abc, ab * ac * bc)), rel=1e-13)
    # [12,3]: C is independent of the union of the others, n(not C) n(C) / n(both)
    joint = sdg16.mse(rows, model="[12,3]", interval="none")
    assert joint.hidden == pytest.approx(float(Fraction((a + b + ab) * c, ac + bc + abc)),
                                         rel=1e-12)


def test_a_preferred_unbounded_model_has_limits_of_its_own_kind():
    rows = {"A": [1, 0, 1, 0, 0, 0], "B": [0, 1, 1, 0, 0, 0], "C": [0, 0, 0, 1, 0, 1],
            "D": [0, 0, 0, 0, 1, 1], "count": [60, 50, 30, 40, 70, 20]}
    result = sdg16.mse(rows)
    assert result.status == "unbounded-preferred"
    row = next(iter(result.estimates))
    assert row["interval"] == "profile" and row["at_least_lower"] < row["at_least"]
    assert math.isfinite(row["deviance"]) and math.isfinite(row["bic"])
    none = next(iter(sdg16.mse(rows, interval="none").estimates))
    assert none["interval"] == "none" and none["at_least"] == row["at_least"]
    assert none["at_least_lower"] is None or math.isnan(none["at_least_lower"])


def test_so_few_replicates_that_no_misfit_is_told_are_refused():
    rows = {"A": [1, 0, 1, 0], "B": [1, 0, 1, 1], "C": [0, 1, 1, 0], "count": [50, 40, 5, 1]}
    with pytest.raises(sdg16.ArgumentError, match="fit_replicates must be 0 .* or from 100"):
        sdg16.mse(rows, model="[13,2]", fit_replicates=99)
    told = sdg16.mse(rows, model="[13,2]", fit_replicates=100)
    assert "model-misfit" in [d["code"] for d in told.diagnostics] or told.warnings


def test_strata_are_parts_and_not_named_as_results():
    rows = {"sex": ["_T", "_T", "_T", "M", "M", "M"], "A": [1, 0, 1] * 2, "B": [0, 1, 1] * 2,
            "count": [300, 300, 100, 100, 100, 30]}
    with pytest.raises(sdg16.Error, match="column 'sex': expected strata, found '_T', a total "
                                          "whose people would count twice"):
        sdg16.strata(rows, by=["sex"])
    renamed = {"status": ["in", "in", "in", "out", "out", "out"],
               **{k: v for k, v in rows.items() if k != "sex"}}
    with pytest.raises(sdg16.Error, match="results have a column of this name"):
        sdg16.strata(renamed, by=["status"])


def test_the_second_mode_of_the_models_is_a_headline(uk):
    result = sdg16.mse(uk, interval="wald")
    assert any("or about 12,095 (23 %)" in text for text in result.headlines)
