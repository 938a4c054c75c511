"""Lists by two columns, protected: what the margins together tell of the size of a suppressed cell
and of the people on both of its lists. Every data set of four cells and two lists that agrees with
all published rows is listed; see test_protect_strata.py for the formulas."""
import csv
import io
import random

import pytest
from command import run

np = pytest.importorskip("numpy")
from test_protect_strata import agrees, digits, estimate, size, tables, wide  # noqa: E402

MINIMUM = 3
CELLS = [("F", "a"), ("F", "b"), ("M", "a"), ("M", "b")]
MARGINS = [(s, a) for s in ("", "F", "M") for a in ("", "a", "b")]


def members(margin):
    return [i for i, cell in enumerate(CELLS) if all(x in ("", y) for x, y in zip(margin, cell))]


def spread(values, i):
    """Of cell i, along the axis i of the four."""
    shape = [1] * 4
    shape[i] = -1
    return values.reshape(shape)


def released(folder, cells):
    (folder / "l.csv").write_text("sex,age,A,B,count\n" + "".join(
        f"{s},{a},{history},{people}\n" for (s, a), table in zip(CELLS, cells)
        for history, people in zip(("1,0", "0,1", "1,1"), table)))
    done = run("mse", "l.csv", "--by", "sex,age", "--model", "[1,2]", "--select", "none", "--interval",
               "wald", "--format", "csv", "--quiet", "--protect", str(MINIMUM), cwd=folder)
    assert done.returncode in (0, 1), done
    return {(r["sex"], r["age"]): r for r in csv.DictReader(io.StringIO(done.stdout.decode()))}


def agreeing(out, cells, sizes):
    """Whether tables of these sizes agree with all rows: along four axes."""
    kept = [tables(n) for n in sizes]
    ok = np.ones([len(t) for t in kept], bool)
    for margin, row in out.items():
        if not row["hidden"]:
            continue
        inside = members(margin)
        exact = np.sum([estimate(cells[i]) for i in inside], 0)
        count = 3 if abs(digits(exact[0], 3) - float(row["hidden"])) < 1e-9 else 2
        hidden = sum(spread(kept[i][:, 0], i) for i in inside)
        variance = sum(spread(kept[i][:, 1], i) for i in inside)
        ok &= agrees(row, count, hidden, variance)
    return kept, ok


def possible(out, cells):
    """Sizes of each cell, and people on both lists, that a reader cannot exclude."""
    told = {margin: int(row["observed"]) for margin, row in out.items() if row["observed"]}
    people = sum(map(size, cells))
    found = [(set(), set()) for _ in CELLS]
    assert ("", "") in told
    for f in range(2, people):
        for m in range(1, f):
            for n in range(1, people - f):
                sizes = (m, f - m, n, people - f - n)
                if any(sum(sizes[i] for i in members(k)) != v for k, v in told.items()):
                    continue
                kept, ok = agreeing(out, cells, sizes)
                for i in range(4):
                    left = ok.any(axis=tuple(k for k in range(4) if k != i))
                    if left.any():
                        found[i][0].add(sizes[i])
                        found[i][1].update(kept[i][left, 2])
    return found


def draw(rng):
    cells = []
    for _ in CELLS:
        people = rng.choice((2, 3, 5, 9, 11, 13))
        m = rng.randint(1, min(people, rng.choice((2, 6, 9))))
        a = rng.randint(0, people - m)
        cells.append((a, people - m - a, m))
    return cells


def test_margins_over_two_columns_tell_no_small_count(tmp_path):
    rng = random.Random(61)
    widths, overlaps, margins = [], [], 0
    for _ in range(400):
        cells = draw(rng)
        out = released(tmp_path, cells)
        estimates = sum(bool(out[k]["hidden"]) for k in MARGINS if "" in k)
        if not estimates or all(out[k]["hidden"] for k in CELLS):
            continue
        found = possible(out, cells)
        margins += estimates
        for cell, table, (sizes, both) in zip(CELLS, cells, found):
            if size(table) < MINIMUM:
                assert out[cell]["status"] == "suppressed"
                widths.append((wide(sizes, size(table)), cells))
            if table[2] < MINIMUM:  # not more than the size tells without any estimate
                overlaps.append((wide(both, table[2]), max(sizes) - 1, cell, cells))
    bad = [x for x in overlaps if x[0] < min(MINIMUM, x[1])]
    print(f"{margins} margins with an estimate, {len(widths)} sizes, narrowest {min(widths)}; "
          f"{len(overlaps)} overlaps, narrowest {min(overlaps)}; {len(bad)} narrow")
    assert margins >= 20 and len(overlaps) >= 20
    assert min(widths)[0] >= MINIMUM, min(widths)
    assert not bad, bad[:3]
