"""Lists by several columns, protected: what all published rows together tell of the size of a
suppressed group, and of the people on both of its lists. For random tables all data sets that agree
with every published row (numbers observed, undetected, standard errors, limits) are searched, nearest
first, until two of them are MINIMUM apart; where there are no such two, the table leaks. The reader
even knows to how many digits a row is rounded. See test_protect_strata.py for the formulas."""
import bisect
import csv
import functools
import io
import itertools
import math
import random

import pytest
from command import run

Z = 1.959963984540054
SOME = 20000  # sizes, and tables in one search, that are tried


@functools.cache
def tables(people):
    """Undetected, variance, people on both lists. With nobody on one list alone, or on both, there is
    no estimate."""
    found = [(a * b / m, a * b * (a + m) * (b + m) / m ** 3, m) for m in range(1, people)
             for a in range(1, people - m) for b in [people - m - a] if a <= b]
    return sorted(found)


def rounded(x, digits, direction=0):
    step = max(1, 10.0 ** (math.floor(math.log10(max(x, 1))) - digits + 1))
    units = x / step
    return step * (math.floor(units + 1e-6) if direction < 0 else
                   math.ceil(units - 1e-6) if direction > 0 else math.floor(units + 0.5 + 1e-6))


class Row:
    def __init__(self, members, row, cells):
        self.members = members
        self.n = int(row["observed"]) if row["observed"] else None
        self.told = bool(row["hidden"])
        self.numbers = [float(row[k]) if row[k] else None for k in ("hidden", "se", "lower", "upper")]
        if self.told:
            exact = sum(a * b / m for a, b, m in (cells[i] for i in members))
            shown = self.numbers[0]
            self.digits = 3 if rounded(exact, 3) == shown else 2
            assert rounded(exact, self.digits) == shown
            step = max(1, 10.0 ** (math.floor(math.log10(max(shown, 1))) - self.digits + 1))
            self.least, self.most = shown - step / 2 - 1e-3, shown + step / 2 + 1e-3

    def agrees(self, chosen):
        """Of tables of all members."""
        hidden, se, lower, upper = self.numbers
        h, v = (sum(chosen[i][k] for i in self.members) for k in (0, 1))
        if rounded(h, self.digits) != hidden:
            return False
        if se is not None and rounded(math.sqrt(v), self.digits) != se:
            return False
        if lower is None:
            return True
        factor = math.exp(Z * math.sqrt(math.log1p(v / h ** 2)))
        return (rounded(h / factor, self.digits, -1) + self.n == lower
                and rounded(h * factor, self.digits, 1) + self.n == upper)


class Reader:
    def __init__(self, rows, cells):
        self.cells, self.rows = cells, rows
        self.telling = [r for r in rows if r.told]
        self.told = sorted({i for r in self.telling for i in r.members},
                           key=lambda i: min(len(r.members) for r in self.telling if i in r.members))
        true = [sum(c) for c in cells]
        self.sizes = sorted(itertools.islice(self.all_sizes([]), SOME),
                            key=lambda s: sum(abs(x - y) for x, y in zip(s, true)))

    def all_sizes(self, found):
        k = len(found)
        if k == len(self.cells):
            yield tuple(found)
            return
        low, high = 1, 200
        for r in self.rows:
            if r.n is None or k not in r.members:
                continue
            left = r.n - sum(found[i] for i in r.members if i < k)
            later = sum(i > k for i in r.members)
            low, high = (low if later else max(low, left)), min(high, left - later)
        for size in range(low, high + 1):
            yield from self.all_sizes(found + [size])

    def exists(self, sizes, cell=None, both=None):
        """Is there a data set of these sizes, in which so many of the cell are on both lists?"""
        if both is not None and cell not in self.told:
            return both <= sizes[cell]
        options = {i: tables(sizes[i]) for i in self.told}
        if cell in options and both is not None:
            options[cell] = [t for t in options[cell] if t[2] == both]
        self.left = SOME
        return all(options.values()) and self.choose(sorted(self.told, key=lambda i: i != cell),
                                                     options, {})

    def choose(self, cells, options, chosen):
        self.left -= 1
        if not cells or self.left < 0:
            return not cells and all(r.agrees(chosen) for r in self.telling)
        cell, low, high = cells[0], -1e-3, math.inf
        for r in self.telling:
            if cell not in r.members:
                continue
            others = [i for i in r.members if i != cell]
            low = max(low, r.least - sum(chosen[i][0] if i in chosen else options[i][-1][0]
                                         for i in others))
            high = min(high, r.most - sum(chosen[i][0] if i in chosen else options[i][0][0]
                                          for i in others))
        for k in range(bisect.bisect_left(options[cell], (low,)), len(options[cell])):
            if options[cell][k][0] > high:
                break
            if self.choose(cells[1:], options, {**chosen, cell: options[cell][k]}):
                return True
        return False

    def size_width(self, cell, need):
        found = {sum(self.cells[cell])}
        for s in self.sizes:
            if max(found) - min(found) >= need:
                break
            if s[cell] not in found and self.exists(s):
                found.add(s[cell])
        return max(found) - min(found)

    def overlap_width(self, cell, need):
        found = {self.cells[cell][2]}
        for s in self.sizes:
            for both in range(1, s[cell] + 1):
                if max(found) - min(found) >= need:
                    return need
                if both not in found and self.exists(s, cell, both):
                    found.add(both)
        return max(found) - min(found)


def draw(rng, count, sizes, overlaps):
    cells = []
    for _ in range(count):
        people = rng.choice(sizes)
        m = rng.randint(1, min(people, rng.choice(overlaps)))
        a = rng.randint(0, people - m)
        cells.append((a, people - m - a, m))
    return cells


def released(folder, shape, cells, minimum):
    names, keys = "xyz"[:len(shape)], list(itertools.product(*map(range, shape)))
    (folder / "l.csv").write_text(",".join(names) + ",A,B,count\n" + "".join(
        ",".join(n + str(c) for n, c in zip(names, key)) + f",{history},{people}\n"
        for key, table in zip(keys, cells)
        for history, people in zip(("1,0", "0,1", "1,1"), table)))
    done = run("mse", "l.csv", "--by", ",".join(names), "--model", "[1,2]", "--select", "none",
               "--interval", "wald", "--format", "csv", "--quiet", "--protect", minimum, cwd=folder)
    assert done.returncode in (0, 1), done
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    return [Row([i for i, key in enumerate(keys) if all(r[n] in ("", n + str(c))
                                                        for n, c in zip(names, key))], r, cells)
            for r in rows]


@pytest.mark.parametrize("shape,seed,minimum,sizes,overlaps,count,least", [
    ((2, 2), 61, 3, (2, 3, 5, 9, 11, 13), (2, 6, 9), 50, 6),
    ((2, 2), 31, 5, (3, 4, 9, 15, 25, 60), (9, 20, 40), 50, 25),
    ((2, 3), 7, 3, (4, 9, 13, 20, 25), (4, 9, 20, 30), 30, 10),
    ((2, 2, 2), 18, 3, (2, 5, 9, 13), (9, 20, 30), 30, 10),
    ((3,), 26, 5, (5, 9, 20, 40, 60), (5, 9, 20, 40), 80, 2),
])
def test_all_rows_together_tell_no_small_count(tmp_path, shape, seed, minimum, sizes, overlaps, count,
                                               least):
    rng = random.Random(seed)
    narrow, seen, sums, rows_shown = [], 0, 0, 0
    for _ in range(count):
        cells = draw(rng, math.prod(shape), sizes, overlaps)
        rows = released(tmp_path, shape, cells, minimum)
        sums += sum(r.told and len(r.members) > 1 for r in rows)
        rows_shown += sum(r.told for r in rows)
        if not any(r.told for r in rows):
            continue
        reader = Reader(rows, cells)
        assert reader.exists(tuple(map(sum, cells)))
        gone = [r.members[0] for r in rows if len(r.members) == 1 and r.n is None]
        for cell, (a, b, m) in enumerate(cells):
            if cell in gone:
                seen += 1
                width = reader.size_width(cell, minimum)
                if width < minimum:
                    narrow.append(("size", width, cell, cells))
            if m < minimum:
                seen += 1
                need = min(minimum, max(s[cell] for s in reader.sizes) - 1)
                width = reader.overlap_width(cell, need)
                if width < need:
                    narrow.append(("overlap", width, cell, cells))
    print(f"{shape}: {rows_shown} estimates, {sums} of sums; {seen} sizes and overlaps, "
          f"{len(narrow)} narrow")
    assert sums >= least
    assert not narrow, narrow[:3]
