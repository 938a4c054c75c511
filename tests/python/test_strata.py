"""Strata: each its own estimation, sums from joint draws, rates, a common model."""

import gc
import math
import os
import signal
import threading
import time
from array import array

import pytest

import sdg16

MASKS = range(1, 8)


def row_of(mask, count, **values):
    return {**values, "A": mask & 1, "B": mask >> 1 & 1, "C": mask >> 2 & 1, "count": count}


def table_of(rows):
    return {name: [row[name] for row in rows] for name in rows[0]}


# Counts of the seven histories; boys are on no two lists.
COUNTS = {("F", "adult"): [61, 48, 17, 35, 9, 14, 6], ("F", "minor"): [25, 31, 9, 28, 4, 6, 2],
          ("M", "adult"): [44, 52, 21, 40, 8, 11, 3], ("M", "minor"): [7, 5, 0, 3, 0, 0, 0]}
BY = ["sex", "age"]


@pytest.fixture
def victims():
    return table_of([row_of(mask, count, sex=sex, age=age)
                     for (sex, age), counts in COUNTS.items()
                     for mask, count in zip(MASKS, counts)])


@pytest.fixture
def capture(victims):
    with sdg16.Capture.from_table(victims, strata=BY) as capture:
        yield capture


def added(draws, cells):
    """The sum of cells, draw by draw in the order given."""
    total = [0.0] * draws.replicates
    for cell in cells:
        total = [t + v for t, v in zip(total, draws.values(cell))]
    return array("d", total)


def test_every_stratum_is_estimated_by_itself(capture):
    result = sdg16.strata(capture, BY, replicates=1000)
    assert result.status == "incomplete" and len(result) == 4 and result.by == ("sex", "age")
    assert result.strata == capture.strata
    found = list(result)
    assert [values for values, _ in found] == capture.strata
    for values, stratum in found:
        alone = sdg16.mse(capture.stratum(**values), interval="none")
        assert stratum.status == alone.status
        assert stratum.model == alone.model and stratum.observed == alone.observed
        assert stratum.models.to_dict() == alone.models.to_dict()
        assert stratum.modes.to_dict() == alone.modes.to_dict()
        if alone.status != "ok":
            continue
        assert stratum.total == alone.total
        assert stratum.fit.coefficients == alone.fit.coefficients
        name = f"sex={values['sex']},age={values['age']}"
        assert result.draws.interval(name).estimate == stratum.estimate
        assert result.draws.point(name) == stratum.total
        assert stratum.replicates == 1000 and stratum.draws is None
        assert result.row(**values)["lower"] == stratum.lower
    boys = result.stratum(sex="M", age="minor")
    assert boys.status == "no-overlap" and math.isnan(boys.total)
    assert len(result.models) == sum(len(stratum.models) for _, stratum in found)


def test_margins_and_the_total_are_sums_of_the_draws(capture):
    result = sdg16.strata(capture, BY, replicates=300)
    draws = result.draws
    estimable = ["sex=F,age=adult", "sex=F,age=minor", "sex=M,age=adult"]
    assert draws.names[:4] == ("sex=F,age=adult", "sex=F,age=minor", "sex=M,age=adult",
                               "sex=M,age=minor")
    assert draws.values("sex=F") == added(draws, estimable[:2])
    boys = sum(COUNTS["M", "minor"])
    assert list(draws.values("total (at least)")) == pytest.approx(
        [v + boys for v in added(draws, estimable)], rel=1e-14)
    assert "total" not in draws and "sex=M" not in draws
    assert all(math.isnan(v) for v in draws.values("sex=M,age=minor"))
    known = sum(result.stratum(sex=sex, age=age).total
                for sex, age in COUNTS if (sex, age) != ("M", "minor"))
    bound, kept = result.at_least, draws.interval("total (at least)").estimate
    assert bound.value == pytest.approx(known + boys, rel=1e-14)
    assert (bound.value, bound.lower, bound.upper) == (kept.value, kept.lower, math.inf)
    of_bound = draws.interval("total (at least)").bootstrap
    assert (result.z0, result.acceleration) == (of_bound.z0, of_bound.acceleration)
    assert math.isfinite(result.z0) and math.isfinite(result.acceleration)
    assert math.isnan(result.total) and math.isnan(result.upper)
    assert result.row()["total"] is None and result.row()["status"] == "incomplete"
    assert result.observed == sum(map(sum, COUNTS.values()))
    # women are all estimated: their draws, not their limits, add up
    women = result.row(sex="F")
    parts = [result.row(sex="F", age=age) for age in ("adult", "minor")]
    assert women["status"] == "ok"
    assert women["total"] == pytest.approx(sum(p["total"] for p in parts), rel=1e-14)
    assert women["upper"] < sum(p["upper"] for p in parts)
    assert draws.interval("sex=F").estimate.upper == women["upper"]
    lines = [(row["sex"], row["age"], row["status"]) for row in result.estimates]
    assert lines == [(None, None, "incomplete"), (None, "adult", "ok"),
                     (None, "minor", "incomplete"), ("F", None, "ok"), ("M", None, "incomplete"),
                     ("F", "adult", "ok"), ("F", "minor", "ok"), ("M", "adult", "ok"),
                     ("M", "minor", "no-overlap")]
    warned = [(row["sex"], row["age"]) for row in result.diagnostics
              if row["code"] == "incomplete"]
    assert warned == [(None, None), (None, "minor"), ("M", None)]
    assert {(row["sex"], row["age"]) for row in result.draw_modes} == {
        (sex, age) for sex, age, status in lines if status == "ok"}


def test_a_sum_of_one_stratum_answers_as_the_stratum_does():
    result = sdg16.strata({"A": [1, 0, 1] * 2 + [1, 0], "B": [0, 1, 1] * 2 + [0, 1],
                           "sex": list("FFFMMMXX"), "age": list("aaabbbcc"),
                           "count": [40, 30, 6, 20, 25, 9, 3, 2]}, ["sex", "age"],
                          replicates=200)
    for sex, age in ("Fa", "Mb", "Xc"):
        stratum = result.row(sex=sex, age=age)
        for margin in (result.row(sex=sex), result.row(age=age)):
            for name in ("total", "lower", "upper", "se", "status", "z0", "observed"):
                assert margin[name] == stratum[name]
    assert result.row(sex="X")["status"] == "no-overlap" and result.status == "incomplete"


def test_a_difference_and_a_share_have_intervals(capture):
    draws = sdg16.strata(capture, BY, replicates=300).draws
    more = (draws.difference("F - M", "sex=F", "sex=M,age=adult")
            .sum("both", ["sex=F", "sex=M,age=adult"])
            .ratio("per cent", "sex=F", "both", scale=100))
    estimate, bootstrap = more.interval("F - M")
    assert estimate.lower < estimate.value < estimate.upper
    assert bootstrap.failed == 0
    assert 0 < more.interval("per cent").estimate.lower < 100
    assert "F - M" not in draws


def test_a_lower_bound_stays_one_in_what_is_made_of_it(capture):
    result = sdg16.strata(capture, BY, replicates=300)
    draws = (result.draws.combine("per 1,000", {"total (at least)": 1e-3})
             .ratio("share", "sex=F", "total (at least)").difference("rest", "sex=F", 4))
    assert draws.names[4] == "total (at least)"
    assert [cell for cell in draws.names if draws.at_least(cell)] == [
        cell for cell in draws.names if cell.endswith("(at least)")] + ["per 1,000"]
    whole, part = (draws.interval(cell).estimate for cell in ("total (at least)", "per 1,000"))
    assert whole.upper == part.upper == math.inf and math.isnan(whole.se)
    assert "no-upper-limit" in whole.flags and "no-upper-limit" in part.flags
    assert whole.value == result.at_least.value and whole.lower == result.at_least.lower
    assert part.lower == pytest.approx(whole.lower / 1000)
    for cell in ("share", "rest"):  # a part of an unknown whole
        assert math.isnan(draws.interval(cell).estimate.value)
    with sdg16.Draws.from_table(draws.to_table()) as again:
        assert [again.at_least(c) for c in again.names] == [draws.at_least(c) for c in draws.names]
    table = draws.estimates()
    assert table.names[1:] == result.estimates.names[len(BY):]
    row = dict(zip(table.names, next(iter(zip(*table.to_dict().values())))))
    assert row["cell"] == draws.names[0]
    bound = draws.names.index("total (at least)")
    columns = table.to_dict()
    assert columns["status"][bound] == "incomplete" and columns["total"][bound] is None
    assert columns["at_least"][bound] == result.at_least.value


def test_strata_may_be_some_of_the_columns(capture, victims, write):
    by_age = sdg16.strata(capture, ["age"], replicates=50)
    assert by_age.strata == [{"age": "adult"}, {"age": "minor"}]
    assert by_age.stratum(age="minor").observed == sum(COUNTS["F", "minor"] + COUNTS["M", "minor"])
    assert sdg16.strata(victims, ["age"], replicates=50).estimates.to_dict() \
        == by_age.estimates.to_dict()
    path = write("v.csv", "\n".join([",".join(victims)] + [",".join(map(str, row)) for row
                                                           in zip(*victims.values())]))
    assert sdg16.strata(path, ["age"], replicates=50).estimates.to_dict() \
        == by_age.estimates.to_dict()
    turned = sdg16.strata(capture, ["age", "sex"], replicates=50)
    assert turned.by == ("age", "sex") and "age=minor,sex=F" in turned.draws


def test_stratum_columns_can_be_kept(capture):
    kept = capture.keep_strata("age")
    assert kept.strata == [{"age": "adult"}, {"age": "minor"}]
    assert kept.observed == capture.observed and len(capture.strata) == 4
    assert kept.stratum(age="adult").observed == sum(COUNTS["F", "adult"] + COUNTS["M", "adult"])
    assert capture.keep_strata("age", "sex").strata[0] == {"age": "adult", "sex": "F"}
    for columns in (["year"], ["age", "age"], []):
        with pytest.raises(sdg16.ArgumentError) as caught:
            capture.keep_strata(*columns)
        assert caught.value.name == ("SDG16_ERR_NAME" if columns else "SDG16_ERR_ARGUMENT")


PEOPLE = {"age": ["adult", "minor", "adult", "minor", "adult"], "sex": ["F", "F", "M", "M", "M"],
          "population": [20000, 5000, 11000, 4000, 8000], "year": [2020] * 5,
          "area": ["N", "N", "N", "N", "S"]}


@pytest.mark.parametrize("given", ["table", "dict", "path"])
def test_rates_come_from_a_table_of_people(capture, given, tmp_path):
    people = PEOPLE
    if given != "dict":
        people = sdg16.Table.from_columns(PEOPLE)
    if given == "path":
        people.to_csv(tmp_path / "people.csv")
        people = tmp_path / "people.csv"
    result = sdg16.strata(capture, BY, population=people, replicates=100)
    assert result.row(sex="M")["population"] == 23000  # two rows of men are added up
    women = result.row(sex="F")
    assert women["rate"] == pytest.approx(women["total"] / 25000 * 1e5, rel=1e-12)
    assert women["rate_upper"] == pytest.approx(women["upper"] / 25000 * 1e5, rel=1e-12)
    assert math.isnan(result.rate) and result.row()["population"] == 48000
    girls = result.stratum(sex="F", age="minor")
    assert girls.rate == pytest.approx(girls.total / 5000 * 1e5, rel=1e-12)
    assert result.row(sex="F", age="minor")["rate_lower"] == girls.rate_lower
    assert sdg16.rate(result.draws.interval("sex=F"), 25000).upper == pytest.approx(
        women["rate_upper"], rel=1e-12)
    whole = sdg16.strata(capture, ["age"], population={"age": ["adult", "minor"],
                                                       "population": [30000, 9000]},
                         replicates=100)
    assert whole.rate == pytest.approx(whole.total / 39000 * 1e5, rel=1e-12)
    assert f"That is {whole.rate:.4g} per 100,000 of the population." in repr(whole)
    assert sdg16.rate(whole, 39000).upper == pytest.approx(whole.rate_upper, rel=1e-12)
    assert sdg16.rate(whole.draws.interval("total"), 39000) == sdg16.rate(whole, 39000)


def test_a_common_model_minimises_the_criterion_of_all_strata(victims):
    kept = [i for i in range(28) if (victims["sex"][i], victims["age"][i]) != ("M", "minor")]
    rows = {name: [values[i] for i in kept] for name, values in victims.items()}
    capture = sdg16.Capture.from_table(rows, strata=BY)
    n = capture.observed
    criterion = {}
    for model in sdg16.fit_all(capture)["model"]:
        fits = [sdg16.fit(capture.stratum(**values), model) for values in capture.strata]
        if all(fit.status == "ok" for fit in fits):
            criterion[model] = sum(fit.parameters * math.log(n) - 2 * fit.loglik for fit in fits)
    best = min(criterion, key=criterion.get)
    result = sdg16.strata(capture, BY, common_model=True, replicates=50)
    assert {stratum.model for _, stratum in result} == {best}
    assert "common=1" in result.draws.provenance
    models = list(result.models)
    assert models[0]["model"] == best and models[0]["sex"] is None
    for row in models:
        assert row["bic"] == pytest.approx(criterion[row["model"]], rel=1e-10)
    near = [row["bic"] for row in models if row["bic"] <= models[0]["bic"] + 6]
    powers = [math.exp((near[0] - bic) / 2) for bic in near]
    assert len(near) < len(models)  # models beyond have no weight
    weights = [row["weight"] for row in models]
    assert weights[:len(near)] == pytest.approx([power / sum(powers) for power in powers], rel=1e-9)
    assert not any(weights[len(near):])
    for values, stratum in result:
        assert stratum.total == sdg16.fit(capture.stratum(**values), best).total


def test_without_resampling_sums_have_the_variance_of_the_parts(capture):
    result = sdg16.strata(capture, BY, model="[12,13,23]", interval="wald")
    assert result.draws is None and result.bootstrap is None and result.replicates == 0
    parts = [stratum for _, stratum in result if stratum.status == "ok"]
    assert len(parts) == 3
    women = result.row(sex="F")
    assert women["se"] == pytest.approx(
        math.sqrt(sum(result.stratum(sex="F", age=age).se**2 for age in ("adult", "minor"))),
        rel=1e-12)
    assert women["interval"] == result.method == "wald" and math.isnan(result.total)
    # the bound: log-normal on the hidden part of the three
    hidden = sum(part.hidden for part in parts)
    variance = sum(part.se**2 for part in parts)
    factor = math.exp(1.959963984540054 * math.sqrt(math.log1p(variance / hidden**2)))
    assert result.at_least.value == pytest.approx(result.observed + hidden, rel=1e-12)
    assert result.at_least.lower == pytest.approx(result.observed + hidden / factor, rel=1e-12)
    assert sdg16.strata(capture, BY, model="[12]", replicates=30).method == "bca"


def test_any_number_of_threads_gives_the_same_bits(capture):
    results = [sdg16.strata(capture, BY, replicates=90, threads=threads, seed=11)
               for threads in (1, 2, 3)]
    for other in results[1:]:
        assert other.draws.to_table().to_dict() == results[0].draws.to_table().to_dict()
        assert other.estimates.to_dict() == results[0].estimates.to_dict()
    assert results[0].draws.seed == 11


def test_shards_merge_into_the_whole(capture, tmp_path):
    whole = sdg16.strata(capture, BY, replicates=90)
    shards = []
    for begin, end in ((40, 90), (0, 40)):
        part = sdg16.strata(capture, BY, replicates=90, replicate_range=(begin, end))
        assert "partial" in part.at_least.flags and part.replicates == end - begin
        part.draws.save(tmp_path / "shard.csv")
        shards.append(sdg16.Draws.load(tmp_path / "shard.csv"))
    merged = sdg16.Draws.merge(shards)
    assert merged.to_table().to_dict() == whole.draws.to_table().to_dict()
    assert merged.interval("sex=F").estimate.upper == whole.row(sex="F")["upper"]
    with pytest.raises(sdg16.DataError, match="each replicate must be in one shard; "
                                              "replicate 40 occurs twice, once in shard 2"):
        sdg16.Draws.merge([merged, shards[0]])


def many_strata(count):
    """More than a worker keeps the selectors of; the first has an estimate of its own, one in
    ten has lists that never meet."""
    rows = []
    for i in range(count):
        for mask in MASKS:
            people = 20 + 7 * mask % 5 + (3 * i + mask) % 11
            if i % 10 != 3 or mask in (1, 2, 4):
                rows.append(row_of(mask, people, area=f"a{i:03}"))
    return table_of(rows)


def test_many_strata_are_resampled_as_few_are():
    """The jackknife has no chance in it: of a stratum it is that of its people alone. And the
    first stratum draws first, with the stream that it has alone."""
    table = many_strata(90)
    every = sdg16.strata(table, ["area"], replicates=43, threads=2)
    for i, (values, result) in enumerate(every):
        if i not in (0, 3, 50, 89):
            continue
        only = sdg16.mse({name: [cell for cell, area in zip(column, table["area"])
                                 if area == values["area"]]
                          for name, column in table.items() if name != "area"}, replicates=43)
        assert (only.total, only.status) == (result.total, result.status) or i == 3
        if i != 3:
            assert only.acceleration == result.acceleration, values
        if i == 0:
            assert (only.lower, only.upper, only.se) == (result.lower, result.upper, result.se)
    assert every.status == "incomplete" and every.at_least.value > every.observed
    parts = [every.draws.values(f"area=a{i:03}") for i in range(90) if i % 10 != 3]
    others = sum(people for people, area in zip(table["count"], table["area"])
                 if int(area[1:]) % 10 == 3)
    assert every.draws.values("total (at least)") == pytest.approx(
        [sum(draws) + others for draws in zip(*parts)], rel=1e-12)


def test_shards_of_many_strata_merge_into_the_whole():
    table = many_strata(70)
    whole = sdg16.strata(table, ["area"], replicates=43)
    shards = [sdg16.strata(table, ["area"], replicates=43, replicate_range=part, threads=3).draws
              for part in ((0, 5), (5, 30), (30, 43))]
    merged = sdg16.Draws.merge(shards)
    assert merged.to_table().to_dict() == whole.draws.to_table().to_dict()


@pytest.mark.parametrize("by, options, kind, message", [
    (["year"], {}, sdg16.ArgumentError, "'year'"),
    (["sex", "sex"], {}, sdg16.ArgumentError, "sex"),
    ([], {}, sdg16.ArgumentError, "column_count must be from 1 to 16, not 0"),
    (3, {}, sdg16.ArgumentError, "by must be a list of names, not 3"),
    (BY, {"common_model": True, "select": "stepwise"}, sdg16.ArgumentError,
     "common_model needs the selection bic, aic, aicc or downhill, not 'stepwise'"),
    (BY, {"replicates": -1}, sdg16.ArgumentError, "replicates must be from 1"),
    (BY, {"population": {"sex": ["F"], "age": ["adult"], "population": [1000]}},
     sdg16.PopulationError, "population must have a row for "),
    (BY, {"population": {"sex": ["F"], "population": [1000]}}, sdg16.DataError,
     "population must have the column 'age'"),
    (BY, {"population": {"sex": ["F"], "age": ["x"], "population": [-1]}},
     sdg16.PopulationError, "population, data row 1, column 'population': expected a number of people of 0 or more without thousands "
     "separators, found '-1'"),
    (BY, {"population": {"sex": ["F", "F"], "age": ["x", "x"], "population": [5, 7]}},
     sdg16.PopulationError, r"population must have one row for each group; data rows 1 and 2 "
                            r"are of the same group \(sex=F\)"),
    (BY, {"population": {**PEOPLE, "year": [2020, 2020, 2020, 2020, 2021]}},
     sdg16.PopulationError, "population, data row 5, column 'year': expected the same "
                            "period in every row, found '2021' and '2020'"),
    (BY, {"population": True}, sdg16.ArgumentError, "population must be a number, not True"),
    (BY, {"population": 10}, sdg16.PopulationError, "at least the"),
    (BY, {"common_model": None}, sdg16.ArgumentError,
     "common_model must be True or False, not None"),
])
def test_what_cannot_be_asked_of_strata_is_refused(capture, by, options, kind, message):
    with pytest.raises(kind, match=message):
        sdg16.strata(capture, by, **options)


def test_unknown_strata_and_rows_are_named(capture):
    result = sdg16.strata(capture, BY, replicates=20)
    with pytest.raises(sdg16.ArgumentError, match="there is no stratum sex='X'; the strata "
                                                  "are sex='F', age='adult'; sex='F', "
                                                  "age='minor'; sex='M', age='adult'; "
                                                  "sex='M', age='minor'"):
        result.stratum(sex="X")
    with pytest.raises(sdg16.ArgumentError, match="no row year='1'; the columns are sex, age"):
        result.row(year="1")
    with pytest.raises(sdg16.ArgumentError, match="there is no row sex='X'"):
        result.row(sex="X")


def test_it_reads_as_a_sentence_and_a_table(capture):
    result = sdg16.strata(capture, BY, replicates=200)
    sentence, header, *rows = repr(result).splitlines()
    assert sentence.startswith(f"{result.observed} persons were observed in 4 strata by sex, age; "
                               "there are at least ")
    assert "not every stratum has an estimate, so that the total has none." in sentence
    assert header.split() == ["sex", "age", "observed", "total", "lower", "upper", "status"]
    assert len(rows) == len(result.estimates) == 9
    assert rows[0].split() == [str(result.observed), "incomplete"]
    whole = repr(sdg16.strata(capture, ["age"], replicates=200))
    assert "persons were observed in 2 strata by age; an estimated " in whole
    assert "The interval is from 200 nonparametric bootstrap replicates, each with the selection " \
        "repeated." in whole
    assert rows[-1].split() == ["M", "minor", "15", "no-overlap"]
    assert any(w.startswith("sex='M', age='minor': No estimate: no one") for w in result.warnings)
    assert any(w.startswith("1 of 4 strata") for w in result.warnings)
    only = sdg16.strata(table_of([row_of(mask, count, sex="M") for mask, count
                                  in zip(MASKS, COUNTS["M", "minor"])]), ["sex"])
    assert only.status == "no-overlap" and math.isnan(only.total) and only.draws is None
    assert repr(only) == ("No estimate can be made in any stratum (no-overlap): 15 persons were "
                          "observed in 1 stratum by sex.")


def test_parts_keep_the_whole_alive_and_do_not_free_it(capture):
    with sdg16.Capture.from_table({"A": [1, 0, 1] * 2, "B": [0, 1, 1] * 2, "sex": list("FFFMMM"),
                                   "count": [40, 30, 6, 20, 25, 9]}, strata=["sex"]) as other:
        result = sdg16.strata(other, ["sex"], replicates=20)
    part, draws = result.stratum(sex="F"), result.draws
    with result.stratum(sex="M"):
        pass
    assert part.fit.coefficients[0].name == ""
    del result
    gc.collect()
    assert part.fit.means[0] == pytest.approx(part.hidden, rel=1e-12)
    assert draws.values("total") == added(draws, ["sex=F", "sex=M"])
    with sdg16.strata(capture, BY, replicates=20) as result:
        draws = result.draws
    assert len(result.estimates) == 9
    for work in (lambda: draws.values("total"), lambda: list(result),
                 lambda: result.stratum(sex="F", age="adult")):
        with pytest.raises(ValueError, match="closed"):
            work()


# ---- stopping ----

MANY = 10**6  # replicates: far more than there is time for
PROMPT = 2.0  # seconds


@pytest.fixture
def large(path_of):
    """The five UK lists, twice."""
    table = sdg16.read_csv(path_of("uk2013-5")).to_dict()
    count = table.pop("count")
    rows = {name: values * 2 for name, values in table.items()}
    rows["count"] = count + [2 * c for c in count]
    rows["year"] = [2013] * len(count) + [2014] * len(count)
    with sdg16.Capture.from_table(rows, lists=list(table), strata=["year"]) as capture:
        yield capture


def interrupt():
    os.kill(os.getpid(), signal.SIGINT)


def stopped(work):
    start = time.monotonic()
    try:
        return work()
    finally:
        assert time.monotonic() - start < 0.4 + PROMPT
        assert not [t for t in threading.enumerate() if t.name == "sdg16"]


def test_a_stopped_bootstrap_raises_or_keeps_what_was_done(large):
    def limited(**options):
        return sdg16.strata(large, ["year"], replicates=MANY, **options)

    with pytest.raises(sdg16.TimeLimit):
        stopped(lambda: limited(time_limit=0.4))

    def cancelled(delay):
        with sdg16.Cancel() as cancel:
            threading.Timer(delay, cancel.request).start()
            kept = limited(cancel=cancel, keep_partial=True)
            with pytest.raises(sdg16.Cancelled):
                stopped(lambda: limited(cancel=cancel))
        return kept

    def interrupted(delay):
        threading.Timer(delay, interrupt).start()
        return limited(keep_partial=True, threads=2)

    def some_kept(make):
        """A loaded machine may need longer for the first replicate."""
        for delay in (0.4, 2, 8, 30):
            kept = make(delay)
            if kept.draws.replicates:
                break
        return kept

    results = [("time-limit", some_kept(lambda delay: limited(time_limit=delay, keep_partial=True))),
               ("cancelled", some_kept(cancelled))]
    threading.Timer(0.4, interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        stopped(limited)
    results.append(("cancelled", some_kept(interrupted)))
    for reason, result in results:
        assert result.stopped == reason and "partial" in result.flags
        assert 0 < result.draws.replicates == result.replicates < MANY
        assert f" of 1,000,000 (stopped: {reason})" in repr(result)
        assert result.draws.values("total") == added(result.draws, ["year=2013", "year=2014"])
        assert ", fewer than were planned" in repr(result.stratum(year="2013"))


def test_progress_goes_from_0_to_1(large):
    seen = []
    sdg16.strata(large, ["year"], replicates=500, progress=seen.append)
    assert seen[0] == 0 and seen[-1] == 1 and seen == sorted(seen)


def test_headlines_name_their_stratum_and_the_total_is_printed_with_its_own():
    capture = sdg16.Capture.from_table(
        {"sex": ["F"] * 3 + ["M"] * 3, "A": [1, 0, 1] * 2, "B": [0, 1, 1] * 2,
         "count": [300, 20, 3, 50, 40, 1]}, strata=["sex"])
    result = sdg16.strata(capture, ["sex"], replicates=200)
    factor = "This is more than 20 times the number observed: it is not reliable."
    assert f"sex='M': {factor}" in result.headlines and factor not in repr(result)
    assert "sex=M: " + factor in result.draws.headlines()
    alone = sdg16.strata(capture.keep_strata("sex"), ["sex"], replicates=200)
    assert alone.headlines == result.headlines
    lonely = sdg16.strata(sdg16.Capture.from_table(
        {"sex": ["M"] * 3, "A": [1, 0, 1], "B": [0, 1, 1], "count": [50, 40, 1]},
        strata=["sex"]), ["sex"], replicates=200)
    assert factor in lonely.headlines and factor in repr(lonely)


def test_a_population_that_is_a_number_gives_the_rate_of_the_total(capture):
    result = sdg16.strata(capture, ["sex"], population=1e6, replicates=40)
    assert result.rate == pytest.approx(result.total / 10)
    assert result.row(sex="F")["rate"] is None


def test_a_lower_bound_far_from_its_replicates_has_a_headline(path_of):
    """New Orleans, whose replicates lie above the estimate, beside two lists that never meet: the
    sum has only a lower bound, and what is said of New Orleans holds for it."""
    with open(path_of("new-orleans-185"), encoding="utf-8") as file:
        head, *rows = file.read().split()
    lists = head.count(",")
    histories = [",".join("1" if i == k else "0" for i in range(lists)) for k in (0, 1)]
    data = {name: [] for name in ["sex"] + head.split(",")}
    for line in [f"F,{row}" for row in rows] + [f"M,{h},20" for h in histories]:
        for name, cell in zip(data, line.split(",")):
            data[name].append(cell if name == "sex" else int(cell))
    result = sdg16.strata(data, by=["sex"], replicates=200, fit_replicates=0)
    total = next(iter(result.estimates))
    assert total["status"] == "incomplete" and total["z0"] < -1
    assert total["headline"].startswith("Most replicates lie above the lower bound")
