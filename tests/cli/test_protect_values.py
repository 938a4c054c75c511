"""Means and totals of numbers with few values, protected: what a reader can tell of the number
of respondents with each value. The reader knows weights and groups of everybody; all data sets
that agree with what is published are listed, with the estimator written anew."""
import csv
import io
import itertools
import math
import random

import pytest
from command import good, run

np = pytest.importorskip("numpy")

MINIMUM = 4
WEIGHTS = {"F": (1, 3), "M": (2, 5)}  # weights tell the group
BANDS = ((0.05, "up to 5 %"), (0.1, "5 to 10 %"), (0.165, "10 to 16.5 %"))
SETS = ((1, 2, 9), (0, 1, 2), (1, 2, 3, 4, 5), (0, 7), (-1, 0, 1))


def rows(text):
    return list(csv.DictReader(io.StringIO(text.decode() if isinstance(text, bytes) else text)))


def compositions(total, parts):
    """Every way to share out `total` over `parts`."""
    if parts == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1)
            for rest in compositions(total - first, parts - 1)]


def data_sets(sizes, weights, values):
    """Of one group: counts of each value, and the sums that estimates need."""
    v, out = np.array(values, float), []
    for classes in itertools.product(*(compositions(n, len(values)) for n in sizes)):
        out.append(classes)
    each = np.array(out, float)  # sets x weights x values
    w = np.array(weights, float)[None, :, None]
    sums = [(each * w * v).sum((1, 2)), (each * w * w * v).sum((1, 2)),
            (each * w * w * v * v).sum((1, 2))]
    return each.sum(1), np.stack(sums, 1)


def published(row, total):
    """value, step and band of a row; None: suppressed."""
    if not row["value"]:
        return None
    step = float(row["note"].removeprefix("Rounded to multiples of "))
    return float(row["value"]), step, row.get("cv_band") or None


def round_up(x):
    power = 10.0 ** math.floor(math.log10(x) + 1e-12)
    return next(k * power for k in (1, 2, 5, 10) if x <= k * power * (1 + 1e-12))


def agrees(shown, factor, sums, size, people, spread, total):
    """Which data sets have the row? `size`: sum of weights and of their squares."""
    value, step, shown_band = shown
    b, s1, s2 = sums[..., 0], sums[..., 1], sums[..., 2]
    if total:  # n/(n-1) (sum (w y)^2 - (sum w y)^2 / n)
        estimate = b
        variance = people / (people - 1) * (s2 - b * b / people)
    else:
        estimate = b / size[0]
        variance = people / (people - 1) * (
            s2 - 2 * estimate * s1 + estimate ** 2 * size[1]) / size[0] ** 2
    se = np.sqrt(np.maximum(variance, 0))
    least = round_up(0.01 * spread * (size[0] if total else 1))
    power = np.where(se > 1e-12, 10 ** np.floor(np.log10(np.maximum(se, 1e-300))), 0)
    steps = np.maximum(least, power)
    ok = (np.abs(factor * steps / step - 1) < 1e-9) & (
        np.abs(np.floor(estimate / step + 0.5) * step - value) < 1e-6 * step)
    if shown_band:
        cv = se / np.where(estimate == 0, np.nan, np.abs(estimate))
        low = dict((name, k) for k, (_, name) in enumerate(BANDS)).get(shown_band, len(BANDS))
        index = np.searchsorted([least for least, _ in BANDS], cv, side="left")
        ok &= index == low
    return ok, steps


def draw(rng, values, most):
    people = {}
    for sex, weights in WEIGHTS.items():
        shares = [rng.choice((0.1, 1, 3)) for _ in values]
        for w in weights:
            people[sex, w] = rng.choices(values, shares, k=rng.randint(most - 3, most))
    return people


def attack(people, values, table, total):
    """The smallest width of the range of a small count that is not told, and how many there
    are. Rows: of F, M and all."""
    shown = {r["sex"]: published(r, total) for r in table}
    everybody = sum(len(v) for v in people.values())
    sizes, sets, truth = {}, {}, {}
    for sex, weights in WEIGHTS.items():
        n = [len(people[sex, w]) for w in weights]
        sizes[sex] = np.array([np.dot(n, weights), np.dot(n, np.square(weights))], float)
        sets[sex] = data_sets(n, weights, values)
        truth[sex] = np.array([sum(list(people[sex, w]).count(v) for w in weights)
                               for v in values])
    sizes[""] = sizes["F"] + sizes["M"]
    truth[""] = truth["F"] + truth["M"]
    spread = max(values) - min(values)
    true_sums = {}
    for sex in WEIGHTS:
        all_sums = [0.0, 0.0, 0.0]
        for w in WEIGHTS[sex]:
            for y in people[sex, w]:
                all_sums = [a + b for a, b in zip(all_sums, (w * y, w * w * y, w * w * y * y))]
        true_sums[sex] = np.array([all_sums])
    true_sums[""] = true_sums["F"] + true_sums["M"]

    def mask(sex, sums):
        if not shown[sex]:
            return np.ones(sums.shape[:-1], bool)
        _, steps = agrees(shown[sex], 1, true_sums[sex], sizes[sex], everybody, spread, total)
        factor = round(shown[sex][1] / steps[0], 6)
        assert factor in (1, 2, 5)
        ok, _ = agrees(shown[sex], factor, sums, sizes[sex], everybody, spread, total)
        return ok

    for sex in shown:
        assert mask(sex, true_sums[sex]).all()
    possible = {}
    for sex in WEIGHTS:
        counts, sums = sets[sex]
        ok = mask(sex, sums)
        possible[sex] = counts[ok], sums[ok]
    ranges = {(sex, k): set() for sex in shown for k in range(len(values))}
    fc, fs = possible["F"]
    mc, ms = possible["M"]
    for i in range(0, len(fs), max(1, 4_000_000 // max(1, len(ms)))):
        part = slice(i, i + max(1, 4_000_000 // max(1, len(ms))))
        ok = mask("", fs[part][:, None, :] + ms[None, :, :])
        if values != [0, 1]:  # all values are still there: the least step tells
            for k in range(len(values)):
                ok &= (fc[part][:, k][:, None] + mc[:, k][None, :]) > 0
        f, m = np.nonzero(ok)
        for k in range(len(values)):
            a, b = fc[part][f, k], mc[m, k]
            ranges["F", k].update(np.unique(a))
            ranges["M", k].update(np.unique(b))
            ranges["", k].update(np.unique(a + b))
    widths = []
    for (sex, k), found in ranges.items():
        count = truth[sex][k]
        assert count in found
        if 0 < count < MINIMUM:
            assert shown[sex] is None
            found.discard(0.0)
            widths.append(max(found) - min(found))
    return widths, sum(s is not None for s in shown.values())


@pytest.mark.parametrize("values", SETS, ids=str)
@pytest.mark.parametrize("statistic", ["mean", "total"])
def test_counts_of_values_cannot_be_told(tmp_path, values, statistic):
    rng = random.Random(f"{values} {statistic}")
    widths, told, some = [], 0, 0
    for _ in range(6):
        people = draw(rng, values, {2: 20, 3: 10, 5: 6}[len(values)])
        present = sorted({y for ys in people.values() for y in ys})
        (tmp_path / "s.csv").write_text("sex,w,y\n" + "".join(
            f"{sex},{w},{y}\n" for (sex, w), ys in people.items() for y in ys))
        command = ["survey", "s.csv", "--weight", "w", f"--{statistic}", "y", "--by", "sex",
                   "--format", "csv"]
        done = run(*command, "--protect", str(MINIMUM), cwd=tmp_path)
        if done.returncode == 2:  # nothing could be published
            assert not done.stdout and b"protect" in done.stderr
            continue
        table = rows(done.stdout.decode())
        small = any(0 < sum(list(people[sex, w]).count(v) for w in WEIGHTS[sex]) < MINIMUM
                    for sex in WEIGHTS for v in present)
        if not small:
            assert table == rows(good(*command, cwd=tmp_path)) or all(r["value"] for r in table)
            continue
        if not any(r["value"] for r in table):
            some += 1
            continue
        found, rows_told = attack(people, present, table, statistic == "total")
        widths += found
        told += rows_told
    print(f"{values} {statistic}: {len(widths)} counts, narrowest {min(widths, default=None)}, "
          f"{told} rows told, {some} tables with nothing")
    assert all(width >= MINIMUM for width in widths)
