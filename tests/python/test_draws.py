"""Joint draws: intervals against an independent computation, cells from cells, shards."""

import math
import os
import stat
from array import array
from statistics import NormalDist, mean

import pytest

import sdg16

NORMAL = NormalDist()
PROVENANCE = "seed=7;stream=1;planned={};input=by hand"
JACKKNIFE = [(12, 96.5), (30, 101.25), (5, 99.0), (41, 100.5)]  # persons, estimate
DRAWS = [88.5, 131.25, 97.0, 104.5, 92.75, 140.5, 99.5, 101.0, 95.25, 112.0, 85.0]
MANY = [draw + 0.37 * k for draw in DRAWS for k in range(20)]  # enough for 99 %


def by_hand(cells, *, planned=None, numbers=None, units=(), observed=None, point=100.0,
            groups=None):
    """A table of draws: `cells` name -> draws; all with the same estimate and units."""
    count = len(next(iter(cells.values())))
    numbers = list(range(count)) if numbers is None else numbers
    planned = count if planned is None else planned
    table = {
        "row": ["observed", "estimate"] + ["jackknife"] * len(units) + ["replicate"] * count,
        "number": [0, 0, *range(len(units)), *numbers],
        "weight": [None, None] + [float(w) for w, _ in units] + [None] * count,
        "group": [None, None] + [float(g) for g in groups or [0] * len(units)] + [None] * count}
    for name, draws in cells.items():
        table[name] = [observed, point] + [value for _, value in units] + list(draws)
    table["provenance"] = [PROVENANCE.format(planned)] * (2 + len(units) + count)
    return sdg16.Draws.from_table(table)


def quantile8(draws, p):
    """Hyndman & Fan 1996, type 8, from its definition."""
    x, n = sorted(draws), len(draws)
    position = p * (n + 1 / 3) + 1 / 3
    j = math.floor(position)
    lower, upper = x[min(max(j, 1), n) - 1], x[min(max(j + 1, 1), n) - 1]
    return lower + (position - j) * (upper - lower)


def acceleration(units, groups=None):
    """Davison & Hinkley 1997, (5.32), with the jackknife's influence values."""
    groups = groups or [0] * len(units)
    top = bottom = 0
    for group in set(groups):
        own = [u for u, g in zip(units, groups) if g == group]
        n = sum(w for w, _ in own)
        centre = sum(w * value for w, value in own) / n
        influence = [(w, (n - 1) * (centre - value)) for w, value in own]
        top += sum(w * x**3 for w, x in influence) / n**3
        bottom += sum(w * x**2 for w, x in influence) / n**2
    return top / (6 * bottom**1.5)


def bca(draws, point, a, level):
    """Efron & Tibshirani 1993, chapter 14."""
    z0 = NORMAL.inv_cdf(sum(d < point for d in draws) / len(draws))
    limits = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        z = z0 + NORMAL.inv_cdf(tail)
        limits.append(quantile8(draws, NORMAL.cdf(z0 + z / (1 - a * z))))
    return z0, limits


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95, 0.99])
def test_percentile_and_basic_limits_are_quantiles_of_type_8(level):
    draws = by_hand({"total": MANY}, units=JACKKNIFE)
    low, high = (quantile8(MANY, (1 + sign * level) / 2) for sign in (-1, 1))
    estimate, bootstrap = draws.interval("total", "percentile", level)
    assert (estimate.lower, estimate.upper) == (pytest.approx(low, rel=1e-12),
                                                pytest.approx(high, rel=1e-12))
    assert (estimate.value, estimate.method, estimate.level) == (100, "percentile", level)
    quartiles = quantile8(MANY, 0.75) - quantile8(MANY, 0.25)
    assert estimate.se == pytest.approx(quartiles / 1.349, rel=1e-12)  # nobody is observed
    assert math.isnan(bootstrap.se_log) and math.isnan(bootstrap.above_20n)
    assert (bootstrap.percentile_lower, bootstrap.percentile_upper) == (estimate.lower,
                                                                        estimate.upper)
    assert bootstrap.mean == pytest.approx(mean(MANY), rel=1e-12)
    assert bootstrap.median == pytest.approx(quantile8(MANY, 0.5), rel=1e-12)
    assert (bootstrap.replicates, bootstrap.failed) == (len(MANY), 0)
    basic = draws.interval("total", "basic", level).estimate
    assert (basic.lower, basic.upper) == (pytest.approx(200 - high, rel=1e-12),
                                          pytest.approx(200 - low, rel=1e-12))


@pytest.mark.parametrize("groups", [None, [0, 0, 1, 1], [0, 1, 1, 1]])
@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_bca_limits_are_those_of_an_independent_computation(level, groups):
    draws = by_hand({"total": MANY}, units=JACKKNIFE, groups=groups)
    a = acceleration(JACKKNIFE, groups)
    z0, limits = bca(MANY, 100, a, level)
    estimate, bootstrap = draws.interval("total", level=level)
    assert estimate.method == "bca"
    assert bootstrap.acceleration == pytest.approx(a, rel=1e-10)
    assert bootstrap.z0 == pytest.approx(z0, rel=1e-10)
    assert [estimate.lower, estimate.upper] == pytest.approx(limits, rel=1e-9)


def test_without_bias_and_acceleration_bca_is_percentile():
    even = [100 + sign * x for x in (1, 3, 7, 20) for sign in (-1, 1)]
    draws = by_hand({"x": even}, units=[(5, 99.0), (5, 101.0)])
    one, two = (draws.interval("x", kind, 0.7).estimate for kind in ("bca", "percentile"))
    assert [one.lower, one.upper] == pytest.approx([two.lower, two.upper], rel=1e-12)


def test_the_percentile_interval_takes_over_where_there_is_no_bca_interval():
    above = by_hand({"x": [101.0, 105.0] * 20}, units=JACKKNIFE).interval("x")
    assert above.bootstrap.z0 == -math.inf
    assert above.estimate.flags == ("bca-replaced",) and above.estimate.method == "percentile"
    assert (above.estimate.lower, above.estimate.upper) == (101, 105)
    assert math.isnan(above.bootstrap.bca_lower)
    gap = by_hand({"x": MANY}, units=JACKKNIFE + [(1, math.nan)])
    assert math.isnan(gap.interval("x").bootstrap.acceleration)
    assert "bca-replaced" in gap.interval("x").estimate.flags
    assert gap.interval("x", "percentile").estimate.flags == ()


def test_missing_draws_are_counted_and_more_than_a_tail_holds_forbid_an_interval():
    draws = by_hand({"x": DRAWS + [math.nan, math.nan]}, units=JACKKNIFE)
    level = 1 - 4.01 / (len(DRAWS) + 2)
    estimate, bootstrap = draws.interval("x", "percentile", level)
    assert (bootstrap.replicates, bootstrap.failed, bootstrap.infinite) == (len(DRAWS) + 2, 2, 0)
    assert estimate.lower == pytest.approx(quantile8(DRAWS, (1 - level) / 2), rel=1e-12)
    estimate = draws.interval("x", "bca", 1 - 3.99 / (len(DRAWS) + 2)).estimate
    assert estimate.flags == ("draws-missing",) and math.isnan(estimate.lower)


def test_infinite_draws_are_the_largest(tmp_path):
    draws = by_hand({"x": MANY + [math.inf] * 12}, units=JACKKNIFE)
    draws.save(tmp_path / "d.csv")
    for those in (draws, sdg16.Draws.load(tmp_path / "d.csv")):
        estimate, bootstrap = those.interval("x", "percentile", 0.9)
        assert (bootstrap.infinite, bootstrap.failed) == (12, 0)
        assert estimate.upper == math.inf and estimate.flags == ("no-upper-limit",)
        assert estimate.lower == pytest.approx(quantile8(MANY + [1e9] * 12, 0.05), rel=1e-12)
        assert list(those.values("x"))[-2:] == [math.inf, math.inf]
    more = draws.sum("both", ["x", "x"]).difference("none", "x", "x").ratio("one", "x", "x")
    assert more.values("both")[-1] == math.inf
    assert math.isnan(more.values("none")[-1]) and math.isnan(more.values("one")[-1])
    only = by_hand({"x": DRAWS[:2] + [math.inf] * 40}).interval("x", "percentile", 0.8).estimate
    assert only.flags == ("lower-infinite",) and math.isnan(only.lower)


def test_draws_made_before_the_rule_of_existence_are_those_of_the_coefficients():
    def draws(number, settings):
        text = f"seed=1;stream=1;planned=2;input=x{settings};bootstrap=nonparametric"
        return sdg16.Draws.from_table({
            "row": ["observed", "estimate", "replicate"], "number": [0, 0, number],
            "weight": [math.nan] * 3, "group": [math.nan] * 3, "x": [1.0, 2.0, 3.0],
            "provenance": [text] * 3})

    old = draws(0, "")
    assert sdg16.Draws.merge([old, draws(1, ";existence=coefficients")]).complete
    assert sdg16.Draws.merge([draws(0, ";existence=coefficients"), draws(1, "")]).complete
    with pytest.raises(sdg16.DataError, match="existence=total"):
        sdg16.Draws.merge([old, draws(1, ";existence=total")])


def test_the_lower_limit_is_not_below_the_number_observed():
    estimate = by_hand({"x": MANY}, observed=90.0).interval("x", "percentile").estimate
    assert estimate.lower == 90 and estimate.flags == ("lower-clamped",)


def test_what_the_draws_hold_can_be_read():
    draws = by_hand({"a": [1.5, math.nan, 3.0], "b": [4.0, 5.0, 6.0]}, planned=9,
                    numbers=[2, 3, 7], units=JACKKNIFE)
    assert draws.names == ("a", "b") and "b" in draws and "c" not in draws
    assert (draws.replicates, draws.planned, draws.first, draws.last) == (3, 9, 2, 7)
    assert (draws.seed, draws.stream, draws.jackknife, draws.complete) == (7, 1, 4, False)
    assert draws.provenance == PROVENANCE.format(9)
    assert draws.numbers == array("q", [2, 3, 7])
    values = draws.values("a")
    assert values.typecode == "d" and list(values)[::2] == [1.5, 3] and math.isnan(values[1])
    assert draws.values(1) == array("d", [4, 5, 6])
    assert draws.point("a") == draws.point(0) == 100
    assert draws.interval("b", "percentile", 0.2).estimate.flags == ("partial",)
    assert draws.interval("b", "percentile").estimate.flags == ("partial", "few-replicates")
    assert repr(draws) == "<Draws of 3 of 9 replicates, 2 cells: a, b>"
    empty = by_hand({"a": []}, planned=5)
    assert (empty.first, empty.last, len(empty.values("a")), len(empty.numbers)) == (
        None, None, 0, 0)
    assert math.isnan(empty.interval("a", "percentile").estimate.lower)


def test_cells_are_formed_draw_by_draw_and_the_old_draws_stay():
    a, b = [1.5, 2.0, math.nan, 0.1], [4.0, 0.0, 6.0, 0.2]
    old = by_hand({"a": a, "b": b}, units=JACKKNIFE)
    new = (old.sum("sum", ["a", "b"]).difference("difference", "b", "a")
           .ratio("ratio", "a", 1, scale=100).combine("mix", {"a": 2.5, "b": -0.5}))
    assert old.names == ("a", "b")
    assert new.names == ("a", "b", "sum", "difference", "ratio", "mix")

    def same(name, expected):
        assert [None if math.isnan(v) else v for v in new.values(name)] == expected

    same("sum", [5.5, 2.0, None, 0.1 + 0.2])
    same("difference", [2.5, -2.0, None, 0.2 - 0.1])
    same("ratio", [37.5, None, None, pytest.approx(50)])  # nothing is divided by 0
    same("mix", [1.75, 5.0, None, pytest.approx(0.15)])
    assert [new.point(name) for name in new.names[2:]] == [200, 0, 100, 200]
    assert list(new.difference("none", "a", "a").values("none"))[0] == 0
    # the jackknife is combined too: twice a cell has its acceleration
    twice = old.combine("twice", {"b": 2}).interval("twice").bootstrap
    assert twice.acceleration == pytest.approx(acceleration(JACKKNIFE), rel=1e-10)


@pytest.mark.parametrize("work, message", [
    (lambda d: d.values("c"), "cell must be one of a, b, not 'c'"),
    (lambda d: d.point(2), "cell must be from 0 to 1, not 2"),
    (lambda d: d.point(-1), "cell must be from 0 to 1, not -1"),
    (lambda d: d.interval("a", "wald"), "interval must be bca, percentile or basic, not wald"),
    (lambda d: d.interval("a", "best"), "kind must be one of none, wald, profile, "
                                        "profile-poisson, bca, percentile, basic, auto, not "
                                        "'best'"),
    (lambda d: d.interval("a", level=95), "level must be between 0 and 1, such as 0.95, not "
                                          "95"),
    (lambda d: d.combine("a", {"a": 1}), "the name of a cell must be new and not empty, not "
                                         "'a'"),
    (lambda d: d.combine("", {"a": 1}), "the name of a cell must be new and not empty, not ''"),
    (lambda d: d.combine("c", {}), "count must be at least one cell, not 0"),
    (lambda d: d.combine("c", {"a": math.inf}), "weight 1 must be a finite number"),
    (lambda d: d.combine("c", {"a": "1"}), "weight of 'a' must be a number, not '1'"),
    (lambda d: d.sum("c", "ab"), "cell must be one of a, b, not 'ab'"),
    (lambda d: d.ratio("c", "a", "b", math.nan), "the scale must be a finite number"),
    (lambda d: d.merge([]), "shards must be at least one"),
    (lambda d: d.combine("c", {"a": 1e308}), "the weighted sum must be below 1.8e308; weight "
                                             "1 makes it larger"),
    (lambda d: d.merge(d), "shards must be a list of Draws, not <Draws of 1 "
                           "replicates, 2 cells: a, b>"),
    (lambda d: d.merge(None), "shards must be a list of Draws, not None"),
    (lambda d: d.merge([d], gaps="no"), "gaps must be True or False, not 'no'"),
    (lambda d: d.merge([d, 3]), "shards must be a Draws, as from result.draws, not 3"),
])
def test_what_cannot_be_asked_of_draws_is_refused(work, message):
    with pytest.raises(sdg16.ArgumentError, match=message):
        work(by_hand({"a": [1.0], "b": [2.0]}))


def test_shards_are_put_together_in_order_of_their_numbers():
    late = by_hand({"x": [5.0, 7.0]}, planned=4, numbers=[1, 3], units=JACKKNIFE)
    early = by_hand({"x": [4.0, 6.0]}, planned=4, numbers=[0, 2], units=JACKKNIFE)
    whole = sdg16.Draws.merge([late, early])
    assert whole.complete and list(whole.values("x")) == [4, 5, 6, 7]
    with pytest.raises(sdg16.DataError, match=r"the shards must have all replicates; "
                                              r"replicate 0 is missing \(2 of 4 are there\)") as caught:
        sdg16.Draws.merge([late])
    assert caught.value.name == "SDG16_ERR_CONFLICT"
    assert sdg16.Draws.merge([late], gaps=True).replicates == 2
    with pytest.raises(sdg16.DataError, match="each replicate must be in one shard; replicate 1 "
                                              "occurs twice"):
        sdg16.Draws.merge([late, late])
    other = by_hand({"x": [4.0, 6.0]}, planned=5, numbers=[0, 2], units=JACKKNIFE)
    with pytest.raises(sdg16.DataError, match="shard 2 was made with 'seed=7;stream=1;planned=5"):
        sdg16.Draws.merge([late, other])
    other = by_hand({"y": [4.0, 6.0]}, planned=4, numbers=[0, 2], units=JACKKNIFE)
    with pytest.raises(sdg16.DataError, match="shards must have the same cells and "
                                              "estimates; those of shard 2 differ from shard "
                                              "1"):
        sdg16.Draws.merge([late, other])


NAMES = ["total", 'age=17, "young"', "a;b;c;d;e;f;g;h", "Geschlecht=weiblich – ü", "x\ty"]


def test_a_file_keeps_every_bit(tmp_path):
    numbers = [0.1, 1 / 3, 2.385e300, math.nan, 5e-324, 12.0]
    draws = by_hand({name: numbers for name in NAMES}, planned=7, observed=3.0,
                    units=JACKKNIFE)
    path = tmp_path / "shard.csv"
    draws.save(path)
    again = sdg16.Draws.load(path)
    assert again.names == tuple(NAMES)
    assert again.provenance == draws.provenance
    assert again.numbers == draws.numbers
    for name in NAMES:
        assert again.values(name).tobytes() == draws.values(name).tobytes()
        assert repr(again.interval(name)) == repr(draws.interval(name))
    assert again.to_table().to_dict() == draws.to_table().to_dict()
    assert sdg16.Draws.from_table(draws.to_table()).to_table().to_dict() \
        == draws.to_table().to_dict()
    again.save(path)  # in place of itself
    assert os.listdir(tmp_path) == ["shard.csv"]
    assert sdg16.read_csv(path).names[:5] == ["row", "number", "weight", "group", "total"]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    draws = by_hand({"x": [1.0]})
    path, link = tmp_path / "kept.csv", tmp_path / "link.csv"
    path.write_text("kept\n")
    path.chmod(0o640)
    link.symlink_to("kept.csv")
    with monkeypatch.context() as patch:
        def full(*_):
            raise OSError(28, "No space left on device")
        patch.setattr(os, "fsync", full)
        with pytest.raises(sdg16.FileError, match="kept.csv: writing failed: No space left"):
            draws.save(path)
    assert path.read_text() == "kept\n"
    assert sorted(os.listdir(tmp_path)) == ["kept.csv", "link.csv"]
    draws.save(link)
    assert link.is_symlink() and path.read_text().startswith("row,number,")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    with pytest.raises(OSError) as caught:
        draws.save(tmp_path / "no" / "folder.csv")
    assert caught.value.name == "SDG16_ERR_WRITE"
    assert caught.value.where == str(tmp_path / "no" / "folder.csv")
    with pytest.raises(sdg16.FileError, match="/dev/full: writing failed"):
        draws.save("/dev/full")


def test_what_is_not_a_file_of_draws_is_refused_by_its_name(write, tmp_path):
    path = write("other.csv", "a,b\n1,2\n")
    with pytest.raises(sdg16.DataError, match="other.csv: expected 'row' as column 1 of "
                                              "a table of draws, found '") as caught:
        sdg16.Draws.load(path)
    assert (caught.value.name, caught.value.where) == ("SDG16_ERR_COLUMN", str(path))
    by_hand({"x": [1.0, 2.0]}, observed=1.0).save(tmp_path / "s.csv")
    text = (tmp_path / "s.csv").read_text()
    with pytest.raises(sdg16.DataError, match="column 'number': expected numbers of replicates in "
                                             "ascending order from 0, each once, and below the "
                                             "number planned, found '0'"):
        sdg16.Draws.load(write("t.csv", text.replace("replicate,1,", "replicate,0,")))
    for value in ("-inf", "-2"):
        with pytest.raises(sdg16.DataError, match=f"t.csv, line 4, column 'x': .* found '{value}'"):
            sdg16.Draws.load(write("t.csv", text.replace("replicate,0,,,1", f"replicate,0,,,{value}")))
    with pytest.raises(sdg16.FileError, match="t.csv, line 2: ") as caught:
        sdg16.Draws.load(write("t.csv", text.replace("seed=7", "made=7")))
    assert (caught.value.row, caught.value.where) == (2, str(tmp_path / "t.csv"))
    lines = text.replace("replicate,1,", "replicate,0,").splitlines(keepends=True)
    lines[0] = lines[0].replace(",x,", ',"x\ny",') + "\n\n"  # a name of two lines, blank lines
    with pytest.raises(sdg16.DataError, match="t.csv, line 8, column 'number'"):
        sdg16.Draws.load(write("t.csv", "".join(lines)))
    with pytest.raises(sdg16.FileError) as caught:
        sdg16.Draws.load(tmp_path / "missing.csv")
    assert caught.value.name == "SDG16_ERR_OPEN"


def test_closed_draws_say_so():
    with by_hand({"x": [1.0]}) as draws:
        pass
    assert draws.names == ("x",)
    for work in (lambda: draws.values("x"), lambda: draws.point("x"), draws.to_table,
                 lambda: draws.interval("x"), lambda: draws.sum("y", ["x"])):
        with pytest.raises(ValueError, match="closed"):
            work()


def test_draws_say_what_their_numbers_rest_on():
    """Two humps, of which the first holds 3 / 4 of the draws."""
    humps = [90 + 0.01 * k for k in range(150)] + [300 + 0.1 * k for k in range(50)]
    draws = by_hand({"x": humps}, units=[(5, 99.0), (5, 101.0)], observed=10.0, point=91.0)
    (headline,) = draws.headlines("percentile")
    assert headline.startswith("x: The replicates lie near one of two totals: 91 (75 %) or 302 (25 %).")
    table = draws.diagnostics("percentile").to_dict()
    assert list(table) == ["cell", "code", "severity", "message", "headline"]
    assert set(table["cell"]) == {"x"} and "few-beyond" in table["code"]
    # only the file lacks the jackknife: nobody is left out, whatever could be identified
    bare = by_hand({"x": humps}, observed=10.0, point=91.0).diagnostics("bca")
    (said,) = [row["message"] for row in bare if row["code"] == "bca-replaced"]
    assert "hold no estimates without one person" in said
