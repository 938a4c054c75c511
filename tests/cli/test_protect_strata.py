"""Strata of lists, protected: what the total over them tells of the size of a suppressed stratum
and of the people on both of its lists. Two lists: a people on one, b on the other, m on both,
so that a b / m are estimated undetected, with the variance a b (a + m)(b + m) / m^3. All pairs
of tables that agree with what is published are listed."""
import csv
import io
import math
import random

import pytest
from command import run

np = pytest.importorskip("numpy")

MINIMUM = 5
LARGEST = 13  # size of the suppressed stratum that is looked for
Z = 1.959963984540054


def tables(people):
    """Of a stratum with so many people: undetected, variance, people on both lists, sorted."""
    a, b = (x.ravel() for x in np.meshgrid(np.arange(1, people), np.arange(1, people)))
    m = people - a - b
    a, b, m = (x[m >= 1].astype(float) for x in (a, b, m))
    hidden = a * b / m
    order = np.argsort(hidden, kind="stable")
    return np.stack([hidden, hidden * (a + m) * (b + m) / m ** 2, m], 1)[order]


def digits(x, count, direction=0):
    """Rounded to so many digits, but to whole persons at the finest."""
    x = np.asarray(x, float)
    step = np.maximum(1, 10.0 ** (np.floor(np.log10(np.maximum(x, 1))) - count + 1))
    rounding = {-1: lambda u: np.floor(u + 1e-6), 1: lambda u: np.ceil(u - 1e-6),
                0: lambda u: np.floor(u + 0.5 + 1e-6)}[direction]
    return step * rounding(x / step)


def limits(hidden, se):
    with np.errstate(all="ignore"):
        factor = np.exp(Z * np.sqrt(np.log1p((se / hidden) ** 2)))
    return hidden / factor, hidden * factor


def agrees(row, count, hidden, variance):
    """Which estimates are published as this row, with so many digits?"""
    se = np.sqrt(variance)
    ok = np.abs(digits(hidden, count) - float(row["hidden"])) < 1e-9
    if row["se"]:
        ok &= np.abs(digits(se, count) - float(row["se"])) < 1e-9
    if row["lower"]:
        lower, upper = limits(hidden, se)
        n = float(row["observed"])
        ok &= np.abs(digits(lower, count, -1) + n - float(row["lower"])) < 1e-6
        ok &= np.abs(digits(upper, count, 1) + n - float(row["upper"])) < 1e-6
    return ok


def size(table):
    return sum(table)


def estimate(table):
    a, b, m = table
    return a * b / m, a * b * (a + m) * (b + m) / m ** 3


def possible(row, strata, small, other, told):
    """Sizes of `small`, and people on both lists of either, that a reader cannot exclude. He
    even knows the exact estimates of the strata that are published."""
    both = size(strata[small]) + size(strata[other])
    known = np.array([estimate(strata[s]) for s in told] or [(0, 0)]).sum(0)
    exact = known + np.add(estimate(strata[small]), estimate(strata[other]))
    count = 3 if abs(digits(exact[0], 3) - float(row["hidden"])) < 1e-9 else 2
    assert agrees(row, count, *(x[None] for x in exact)).all()
    window = 10.0 ** max(0, math.floor(math.log10(max(1, exact[0]))) - 1)
    sizes, first, second = set(), set(), set()
    for n in range(1, min(LARGEST, both - 1) + 1):
        rest = tables(both - n)
        for hidden, variance, m in tables(n):
            near = exact[0] - known[0] - hidden
            low, high = np.searchsorted(rest[:, 0], (near - window, near + window))
            part = rest[low:high]
            ok = agrees(row, count, part[:, 0] + hidden + known[0],
                        part[:, 1] + variance + known[1])
            if ok.any():
                sizes.add(n)
                first.add(m)
                second.update(np.unique(part[ok, 2]))
    return sizes, first, second


def table_of(rng, people, share):
    m = max(1, min(people - 1, int(people * share)))
    a = rng.randint(people // 50, people - m)
    return a, people - m - a, m


def draw(rng):
    strata = {"F": table_of(rng, rng.randint(2, MINIMUM - 1), rng.choice((0.3, 0.6, 0.8))),
              "M": table_of(rng, rng.choice((14, 25, 40, 60, 120)),
                            rng.choice((0.1, 0.3, 0.5, 0.8, 0.95)))}
    if rng.random() < 0.4:
        strata["X"] = table_of(rng, rng.choice((70, 140)), rng.choice((0.3, 0.6)))
    return strata


def wide(found, true):
    assert true in found
    return max(found) - min(found)


def test_totals_over_strata_tell_no_small_count(tmp_path):
    rng = random.Random(16)
    widths, overlaps, totals = [], [], 0
    for _ in range(110):
        strata = draw(rng)
        (tmp_path / "l.csv").write_text("sex,A,B,count\n" + "".join(
            f"{s},{history},{people}\n" for s, table in strata.items()
            for history, people in zip(("1,0", "0,1", "1,1"), table)))
        done = run("mse", "l.csv", "--by", "sex", "--interval", "wald", "--format", "csv",
                   "--quiet", "--protect", str(MINIMUM), cwd=tmp_path)
        assert done.returncode in (0, 1)  # 1: no estimate of the total
        out = {r["sex"]: r for r in csv.DictReader(io.StringIO(done.stdout.decode()))}
        gone = [s for s in strata if out[s]["status"] == "suppressed"]
        assert "F" in gone and len(gone) >= 2
        if not out[""]["hidden"] or len(gone) > 2:
            continue
        totals += 1
        other = gone[1]
        sizes, first, second = possible(out[""], strata, "F", other,
                                        [s for s in strata if s not in gone])
        widths.append(wide(sizes, size(strata["F"])))
        overlaps.append(wide(first, strata["F"][2]))
        if strata[other][2] < MINIMUM:
            overlaps.append(wide(second, strata[other][2]))
    print(f"{totals} totals, {len(widths)} sizes, narrowest {min(widths)}; {len(overlaps)} "
          f"overlaps, narrowest {min(overlaps)}")
    assert totals >= 10
    assert min(widths) >= MINIMUM and min(overlaps) >= MINIMUM
