"""Bootstrap intervals of one estimation: provenance, shards, stopping, messages."""

import gc
import math
import os
import signal
import threading
import time

import pytest

import sdg16

KINDS = ("bca", "percentile", "basic")


def bits(draws):
    return [draws.numbers.tobytes()] + [draws.values(cell).tobytes() for cell in draws.names]


def test_the_acceleration_is_that_of_the_r_packages(path_of):
    # MultipleSystemsEstimation 1.2.0, its documented example: downhill, Korea
    korea = path_of("korea")
    for order, expected in ((1, -0.001934882), (2, -0.008783628)):
        result = sdg16.mse(korea, select="downhill", max_order=order, replicates=20)
        assert result.acceleration == pytest.approx(expected, abs=5e-10)
    # SparseMSE 2.0.1 and MultipleSystemsEstimation 1.2.0: UK, six lists, stepwise
    uk = sdg16.mse(path_of("uk2013"), select="stepwise", replicates=20)
    assert uk.acceleration == pytest.approx(-0.012871164848581996, rel=1e-9)


def test_the_stepwise_interval_is_that_of_the_r_packages_within_monte_carlo_error(path_of):
    # SparseMSE 2.0.1 and MultipleSystemsEstimation 1.2.0 with 1,000 replicates. Over eight
    # seeds such limits have the standard deviations given here.
    draws = sdg16.mse(path_of("uk2013"), select="stepwise", replicates=10000, threads=2).draws
    for level, lower, spread, upper, wider in ((0.95, 9266.96, 300, 14306.76, 330),
                                               (0.8, 9682.34, 150, 12576.51, 150)):
        estimate = draws.interval("total", level=level).estimate
        assert estimate.lower == pytest.approx(lower, abs=3 * spread)
        assert estimate.upper == pytest.approx(upper, abs=3 * wider)


def test_a_selected_model_gets_an_interval_that_repeats_the_selection(kosovo):
    result = sdg16.mse(kosovo, replicates=1000)
    assert (result.method, result.bootstrap, result.flags) == ("bca", "nonparametric", ())
    assert (result.replicates, result.failed, result.stopped) == (1000, 0, None)
    assert result.draws.names == ("total",) and result.draws.complete
    assert result.draws.point("total") == result.total
    assert result.draws.seed == 1 and result.draws.jackknife == len(kosovo.counts)
    assert f"input={kosovo.sha256}" in result.draws.provenance
    assert result.observed < result.lower < result.total < result.upper
    (row,) = result.estimates
    assert (row["replicates"], row["z0"], row["acceleration"]) == (
        1000, result.z0, result.acceleration)
    assert result.top is None and result.top_draws is None
    text = repr(result)
    assert ", bca), by the log-linear model [123,14,34], chosen by bic among 113 models." in text
    assert ("The interval is from 1,000 nonparametric bootstrap replicates, each with the "
            "selection repeated.") in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_result_has_the_interval_of_its_draws(kosovo, kind):
    result = sdg16.mse(kosovo, interval=kind, level=0.8, replicates=200, seed=5)
    estimate, bootstrap = result.draws.interval("total", kind, 0.8)
    assert estimate == result.estimate
    assert (bootstrap.z0, bootstrap.acceleration) == (result.z0, result.acceleration)
    assert result.se == estimate.se


def test_a_fixed_model_gets_a_profile_interval_unless_asked(kosovo):
    result = sdg16.mse(kosovo, model="[123,14,34]")
    assert (result.method, result.bootstrap, result.draws) == ("profile", None, None)
    assert (result.replicates, result.failed) == (0, 0)
    assert math.isnan(result.z0) and math.isnan(result.acceleration)
    result = sdg16.mse(kosovo, model="[123,14,34]", interval="bca", replicates=50)
    assert result.method == "bca" and result.draws.replicates == 50
    assert "selection repeated" not in repr(result)


def test_without_reselection_the_interval_is_conditional(kosovo):
    free = sdg16.mse(kosovo, interval="percentile")
    bound = sdg16.mse(kosovo, interval="percentile", reselect=False)
    assert bound.flags == ("conditional",)
    assert bound.upper - bound.lower < free.upper - free.lower
    assert "selection repeated" not in repr(bound)
    assert "The interval takes the model as known." in repr(bound)
    assert "or about 18,310" in bound.headlines[0]  # the replicates have one mode, the models two


def test_a_parametric_bootstrap_draws_the_hidden_too(kosovo):
    result = sdg16.mse(kosovo, bootstrap="parametric", model="[123,14,34]",
                       interval="percentile", replicates=2000)
    assert result.bootstrap == "parametric"
    assert "2,000 parametric bootstrap replicates" in repr(result)
    # of a fixed model its spread is the standard error by the information, here 785.9
    assert result.se == pytest.approx(785.9, rel=0.1)


def test_the_seed_alone_makes_the_replicates(kosovo):
    first, again, other = (sdg16.mse(kosovo, replicates=100, seed=seed).draws
                           for seed in (3, 3, 4))
    assert bits(first) == bits(again) != bits(other)
    assert first.numbers == other.numbers


def test_any_number_of_threads_gives_the_same_bits(uk):
    one, two, three = (sdg16.mse(uk, replicates=60, threads=threads) for threads in (1, 2, 3))
    assert bits(one.draws) == bits(two.draws) == bits(three.draws)
    assert one.estimates.to_dict() == two.estimates.to_dict() == three.estimates.to_dict()


def test_shards_merge_into_the_whole(kosovo, tmp_path):
    whole = sdg16.mse(kosovo, replicates=120, top_intervals=2)
    shards, tops = [], []
    for begin, end in ((70, None), (0, 31), (31, 70)):
        part = sdg16.mse(kosovo, replicates=120, replicate_range=(begin, end), threads=2,
                         top_intervals=2)
        assert "partial" in part.flags and part.replicates == (end or 120) - begin
        path = tmp_path / f"{begin}.csv"
        part.draws.save(path)
        shards.append(sdg16.Draws.load(path))
        tops.append(part.top_draws)
    merged = sdg16.Draws.merge(shards)
    assert bits(merged) == bits(whole.draws)
    assert merged.interval("total").estimate == whole.estimate
    assert bits(sdg16.Draws.merge(tops)) == bits(whole.top_draws)
    with pytest.raises(sdg16.DataError, match="replicate 31 is missing"):
        sdg16.Draws.merge(shards[:2])
    with pytest.raises(sdg16.DataError, match="each replicate must be in one shard; "
                                              "replicate 70 occurs twice, once in shard 2"):
        sdg16.Draws.merge([whole.draws, shards[0]])
    other = sdg16.mse(kosovo, replicates=120, select="stepwise", replicate_range=(0, 70)).draws
    with pytest.raises(sdg16.DataError, match="select=stepwise"):
        sdg16.Draws.merge([shards[0], other])


def test_the_best_k_models_have_a_row_each(uk):
    result = sdg16.mse(uk, top_intervals=5, replicates=200)
    top = list(result.top)
    assert [row["k"] for row in top] == [1, 2, 3, 4, 5, 0]
    assert [row["model"] for row in top[:5]] == result.models["model"][:5]
    assert (top[5]["lower"], top[5]["upper"]) == (result.lower, result.upper)
    within = [row["best_within"] for row in top]
    assert within == sorted(within) and within[-1] == 200
    assert result.top_draws.names == tuple(f"top {k}" for k in range(1, 6))
    for row, cell in zip(top, result.top_draws.names):
        estimate = result.top_draws.interval(cell).estimate
        assert (row["lower"], row["upper"]) == (estimate.lower, estimate.upper)
    fixed = sdg16.mse(uk, model=top[0]["model"], interval="bca", replicates=200)
    # among one model there is no choice: the draws of that model
    assert result.top_draws.values("top 1") == pytest.approx(fixed.draws.values("total"),
                                                             rel=1e-9)


def test_modes_are_told(uk):
    result = sdg16.mse(uk, interval="none")
    assert set(result.modes.names) == {"total", "weight", "models", "lowest", "highest"}
    rows = list(result.modes)
    assert len(rows) == 2 and sum(row["weight"] for row in rows) == pytest.approx(1)
    # Silverman, Chan & Vincent 2024: estimates near 12,000 besides those above 20,000
    assert rows[0]["highest"] > 20000 and rows[1]["total"] < 14000
    assert "The models near the best have 2 modes: " in repr(result)
    assert "modes" not in repr(sdg16.mse(uk, model="[12]"))


def test_an_automatic_number_of_replicates_is_that_number_asked_for(kosovo, path_of):
    # Kosovo's lower BCa limit lies among the smallest draws
    result = sdg16.mse(kosovo)
    assert result.draws.planned == result.replicates == 20000
    asked = sdg16.mse(kosovo, replicates=20000, threads=2)
    assert bits(result.draws) == bits(asked.draws)
    assert result.draws.provenance == asked.draws.provenance
    assert result.estimates.to_dict() == asked.estimates.to_dict()
    # 20 draws in each tail: 1,000 for a percentile interval of 95 %, 5,000 for one of 99 %
    for level, expected in ((0.95, 1000), (0.97, 2000), (0.99, 5000), (0.9999, 20000)):
        result = sdg16.mse(kosovo, interval="percentile", level=level)
        assert result.replicates == expected
        assert bits(result.draws) == bits(
            sdg16.mse(kosovo, interval="percentile", replicates=expected).draws)
    # a rule of counts: not above 2,000,000 fits, whatever the number of threads
    uk = [sdg16.mse(path_of("uk2013"), level=0.9999, threads=threads).replicates
          for threads in (1, 2)]
    assert uk[0] == uk[1] < 20000
    with pytest.raises(sdg16.ArgumentError, match="needs an explicit number of replicates"):
        sdg16.mse(kosovo, replicate_range=(0, 10))


def test_the_draws_of_the_united_kingdom_have_two_modes(path_of):
    result = sdg16.mse(path_of("uk2013"), replicates=1000, threads=2)
    first, second = result.draw_modes
    assert 0.6 < first["share"] < 0.75 and first["share"] + second["share"] == pytest.approx(1)
    assert 11000 < first["total"] < 13500 and 20000 < second["total"] < 28000
    values = sorted(result.draws.values("total"))
    assert (first["lowest"], second["highest"]) == pytest.approx((values[0], values[-1]))
    assert first["highest"] < second["lowest"]
    assert sdg16.mse(path_of("uk2013"), interval="none").draw_modes is None


def test_a_table_without_an_upper_limit_says_so():
    # nobody on both lists in (70/71)^71 = 36.5 % of the replicates: no bound there; a list that
    # is empty, too, is out of the question ((41/71)^71 = 1e-17)
    capture = sdg16.Capture.from_histories(2, [1, 2, 3], [40, 30, 1])
    result = sdg16.mse(capture, replicates=1000)
    assert result.status == "ok" and result.total == pytest.approx(41 * 31)
    _, bootstrap = result.draws.interval("total")
    assert 300 < bootstrap.infinite < 440 and bootstrap.failed == 0
    assert result.upper == math.inf and result.flags == ("no-upper-limit",)
    assert result.observed < result.lower < result.total
    assert "(95% interval " in repr(result) and " or more, bca)" in repr(result)


def test_draws_keep_their_result_and_leave_it_as_it_is(kosovo):
    result = sdg16.mse(kosovo, replicates=30)
    draws, before = result.draws, bits(result.draws)
    more = draws.combine("rate", {"total": 1e5 / 2e6})
    draws.close()  # not its own to free
    assert result.draws.names == ("total",) and bits(result.draws) == before
    del result
    gc.collect()
    assert bits(draws) == before
    assert more.names == ("total", "rate")
    assert list(more.values("rate")) == [v * (1e5 / 2e6) for v in draws.values("total")]
    with sdg16.mse(kosovo, replicates=30) as result:
        draws = result.draws
    with pytest.raises(ValueError, match="closed"):
        draws.values("total")


# ---- stopping ----

MANY = 10**6  # replicates: far more than there is time for
PROMPT = 2.0  # seconds


def check_partial(result, stopped, capture):
    draws = result.draws
    assert result.stopped == stopped
    assert "partial" in result.flags
    assert 0 < draws.replicates == result.replicates < draws.planned == MANY
    assert f" of 1,000,000 (stopped: {stopped}), each with the" in repr(result)
    assert result.observed < result.lower < result.total < result.upper
    numbers = draws.numbers.tolist()
    assert numbers == sorted(set(numbers))
    last = numbers[-1]  # what was done is what would have been done
    alone = sdg16.mse(capture, replicates=MANY, replicate_range=(last, last + 1)).draws
    assert alone.values("total")[0] == draws.values("total")[-1]


def some_kept(make):
    """What is kept after a delay: a loaded machine may need longer for an interval."""
    for delay in (0.4, 2, 8, 30):
        result = make(delay)
        if result.draws.replicates and result.lower < result.upper:
            break
    return result


def test_the_time_limit_keeps_what_was_done_if_asked(uk):
    start = time.monotonic()
    with pytest.raises(sdg16.TimeLimit, match="the time limit of 0.4 seconds"):
        sdg16.mse(uk, replicates=MANY, time_limit=0.4)
    assert time.monotonic() - start < 0.4 + PROMPT
    result = some_kept(lambda delay: sdg16.mse(uk, replicates=MANY, time_limit=delay, threads=2,
                                               keep_partial=True))
    check_partial(result, "time-limit", uk)


def test_a_cancel_token_keeps_what_was_done_if_asked(uk):
    with sdg16.Cancel() as cancel:
        def after(delay):
            cancel.reset()
            threading.Timer(delay, cancel.request).start()
            return sdg16.mse(uk, replicates=MANY, cancel=cancel, keep_partial=True)

        result = some_kept(after)
        check_partial(result, "cancelled", uk)
        with pytest.raises(sdg16.Cancelled):  # before there is anything to keep
            sdg16.mse(uk, replicates=MANY, cancel=cancel, keep_partial=True)


def interrupted(work, delay=0.4):
    timer = threading.Timer(delay, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    start = time.monotonic()
    try:
        return work()
    finally:
        assert time.monotonic() - start < delay + PROMPT
        assert not [t for t in threading.enumerate() if t.name == "sdg16"]


def test_ctrl_c_keeps_what_was_done_if_asked(uk):
    with pytest.raises(KeyboardInterrupt):
        interrupted(lambda: sdg16.mse(uk, replicates=MANY))
    result = some_kept(lambda delay: interrupted(
        lambda: sdg16.mse(uk, replicates=MANY, keep_partial=True, threads=2), delay))
    check_partial(result, "cancelled", uk)


def test_an_estimation_stopped_before_its_replicates_has_no_interval(uk):
    def progress(fraction):  # above 0 for the first time in the test of the fit
        if fraction > 0:
            cancel.request()

    with sdg16.Cancel() as cancel:
        part = sdg16.mse(uk, select="none", model="[12,13,23,45]", interval="bca", replicates=MANY,
                         fit_replicates=10_000_000, progress=progress, cancel=cancel,
                         keep_partial=True)
    assert part.stopped == "cancelled" and part.draws is None
    assert part.total > uk.observed and math.isnan(part.lower) and math.isnan(part.se)
    assert any("before its replicates" in line for line in part.headlines)


def test_an_exception_of_progress_is_raised_whatever_is_kept(uk):
    def progress(fraction):
        if fraction > 0:
            raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        sdg16.mse(uk, replicates=MANY, progress=progress, keep_partial=True)


def test_a_stopped_bootstrap_goes_on_where_it_was(uk):
    seen = []

    def progress(fraction):
        seen.append(fraction)
        if fraction > 0.3:
            cancel.request()

    with sdg16.Cancel() as cancel:
        part = sdg16.mse(uk, replicates=3000, progress=progress, cancel=cancel,
                         keep_partial=True)
    if part.stopped is None:
        pytest.skip("the machine was too fast to be stopped")
    done = part.draws.replicates
    assert list(part.draws.numbers) == list(range(done))  # of one thread
    assert seen[0] == 0 and seen == sorted(seen)
    rest = sdg16.mse(uk, replicates=3000, replicate_range=(done, None))
    merged = sdg16.Draws.merge([part.draws, rest.draws])
    assert merged.complete
    assert bits(merged) == bits(sdg16.mse(uk, replicates=3000).draws)


@pytest.mark.parametrize("name", ["replicates", "top", "top_intervals", "max_order", "seed",
                                  "threads", "fit_replicates", "search_fits"])
def test_true_is_no_number_of_anything(name):
    capture = sdg16.Capture.from_histories(["A", "B"], ["10", "01", "11"], [40, 30, 6])
    for value in (True, False):
        with pytest.raises(sdg16.ArgumentError, match=f"{name} must be a whole number, not {value}"):
            sdg16.mse(capture, **{name: value})
    for name, value in (("level", True), ("population", True), ("time_limit", True)):
        with pytest.raises(sdg16.ArgumentError, match=f"{name} must be a number, not True"):
            sdg16.mse(capture, **{name: value})


def test_true_and_false_are_data():
    table = sdg16.Table.from_columns({"A": [True, False], "n": [3, 4]})
    assert table.to_dict() == {"A": [1, 0], "n": [3, 4]}
    assert sdg16.Capture.from_histories(["A", "B"], [(True, False), (True, True)], [3, 4]).observed == 7


def test_few_replicates_are_no_interval():
    capture = sdg16.Capture.from_histories(["A", "B"], ["10", "01", "11"], [400, 300, 60])
    few, enough = (sdg16.mse(capture, replicates=b) for b in (39, 40))
    assert few.total == enough.total and "few-replicates" in few.flags
    assert math.isnan(few.lower) and math.isnan(few.upper) and math.isnan(few.se)
    assert ("A bootstrap interval at 95 % needs at least 40 replicates, not 39: there is no "
            "interval.") in few.warnings
    assert enough.lower < enough.total < enough.upper and "few-replicates" not in enough.flags
