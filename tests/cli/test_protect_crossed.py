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


@functools.cache
def of_three(people, sizes):
    """Undetected and variance of [1,2,3] by the sizes of the lists; None: no estimate."""
    def excess(total):
        return total - people - math.prod(total - k for k in sizes) / total ** 2
    if sum(sizes) <= people or excess(people) >= 0:
        return None
    low, high = people, 1e6 * people
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) < 0 else (low, middle)
    free = [1 - k / low for k in sizes]
    return low - people, low / (1 / math.prod(free) + 2 - sum(1 / q for q in free))


@functools.cache
def tables_of_three(people):
    """As tables, without the people on several lists."""
    found = [of_three(people, (a, b, c)) for a in range(1, people) for b in range(1, a + 1)
             for c in range(b + 1)]
    return sorted((*t, None) for t in found if t)


def rounded(x, digits, direction=0):
    step = max(1, 10.0 ** (math.floor(math.log10(max(x, 1))) - digits + 1))
    units = x / step
    return step * (math.floor(units + 1e-6) if direction < 0 else
                   math.ceil(units - 1e-6) if direction > 0 else math.floor(units + 0.5 + 1e-6))


class Row:
    def __init__(self, members, row, exact):
        self.members = members
        self.n = int(row["observed"]) if row["observed"] else None
        self.told = bool(row["hidden"])
        self.numbers = [float(row[k]) if row[k] else None for k in ("hidden", "se", "lower", "upper")]
        if self.told:
            exact = sum(exact[i] for i in members)
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
    def __init__(self, rows, cells, tables_of=tables):
        self.cells, self.rows, self.tables = cells, rows, tables_of
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
        options = {i: self.tables(sizes[i]) for i in self.told}
        for r in self.telling:
            if len(r.members) == 1:
                i = r.members[0]
                options[i] = [t for t in options[i] if r.agrees({i: t})]
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


def released(folder, shape, cells, minimum, model, histories, exact):
    names, keys = "xyz"[:len(shape)], list(itertools.product(*map(range, shape)))
    lists = "ABC"[:len(histories[0])]
    (folder / "l.csv").write_text(",".join(names + lists) + ",count\n" + "".join(
        ",".join([n + str(c) for n, c in zip(names, key)] + list(history)) + f",{people}\n"
        for key, table in zip(keys, cells) for history, people in zip(histories, table)))
    done = run("mse", "l.csv", "--by", ",".join(names), "--model", model, "--select", "none",
               "--lists", ",".join(lists), "--interval", "wald", "--format", "csv", "--quiet",
               "--protect", minimum, cwd=folder)
    assert done.returncode in (0, 1), done
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    return [Row([i for i, key in enumerate(keys) if all(r[n] in ("", n + str(c))
                                                        for n, c in zip(names, key))], r, exact)
            for r in rows]


def suppressed(rows):
    return [r.members[0] for r in rows if len(r.members) == 1 and r.n is None]


@pytest.mark.parametrize("shape,seed,minimum,sizes,overlaps,count,least", [
    ((2, 2), 61, 3, (2, 3, 5, 9, 11, 13), (2, 6, 9), 40, 5),
    ((2, 2), 31, 5, (3, 4, 9, 15, 25, 60), (9, 20, 40), 40, 20),
    ((2, 3), 7, 3, (4, 9, 13, 20, 25), (4, 9, 20, 30), 25, 8),
    ((2, 2, 2), 18, 3, (2, 5, 9, 13), (9, 20, 30), 20, 6),
    ((3,), 26, 5, (5, 9, 20, 40, 60), (5, 9, 20, 40), 60, 2),
])
def test_all_rows_together_tell_no_small_count(tmp_path, shape, seed, minimum, sizes, overlaps, count,
                                               least):
    rng = random.Random(seed)
    narrow, seen, sums, rows_shown = [], 0, 0, 0
    for _ in range(count):
        cells = draw(rng, math.prod(shape), sizes, overlaps)
        rows = released(tmp_path, shape, cells, minimum, "[1,2]", ("10", "01", "11"),
                        [a * b / m for a, b, m in cells])
        sums += sum(r.told and len(r.members) > 1 for r in rows)
        rows_shown += sum(r.told for r in rows)
        if not any(r.told for r in rows):
            continue
        reader = Reader(rows, cells)
        assert reader.exists(tuple(map(sum, cells)))
        gone = suppressed(rows)
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


def draw_three(rng, count, sizes):
    """Of each group, the people with each history."""
    cells = []
    for _ in range(count):
        people, share, found = rng.choice(sizes), rng.choice((0.5, 0.6, 0.75)), [0] * 7
        while sum(found) < people:
            history = sum(2 ** k * (rng.random() < share) for k in range(3))
            if history:
                found[history - 1] += 1
        cells.append(found)
    return cells


def three(cell):
    sizes = sorted((sum(x for h, x in enumerate(cell, 1) if h >> k & 1) for k in range(3)), reverse=True)
    return (of_three(sum(cell), tuple(sizes)) or [math.nan])[0]


# two tables of which sizes were told before all rows were looked at together
TOLD = {4: [[0, 1, 0, 0, 1, 0, 2], [0, 1, 0, 2, 2, 1, 3], [0, 0, 1, 0, 0, 0, 1], [0, 1, 1, 1, 0, 0, 3]],
        3: [[1, 0, 0, 1, 0, 0, 4], [0, 0, 1, 1, 0, 0, 1], [2, 0, 1, 0, 2, 1, 3]]}


@pytest.mark.parametrize("shape,seed,minimum,sizes,count,least", [
    ((2, 2), 1, 3, (2, 4, 6, 9), 30, 10),
    ((3,), 2, 5, (3, 4, 6, 9), 25, 2),
])
def test_three_lists_tell_no_size(tmp_path, shape, seed, minimum, sizes, count, least):
    rng = random.Random(seed)
    narrow, seen, sums = [], 0, 0
    for k in range(count):
        cells = draw_three(rng, math.prod(shape), sizes) if k else TOLD[math.prod(shape)]
        rows = released(tmp_path, shape, cells, minimum, "[1,2,3]",
                        [f"{h & 1}{h >> 1 & 1}{h >> 2}" for h in range(1, 8)], list(map(three, cells)))
        sums += sum(r.told and len(r.members) > 1 for r in rows)
        reader = Reader(rows, cells, tables_of_three)
        assert reader.exists(tuple(map(sum, cells)))
        for cell in suppressed(rows) if reader.told else []:
            seen += 1
            width = reader.size_width(cell, minimum)
            if width < minimum:
                narrow.append((width, cell, cells))
    print(f"{shape}: {sums} sums, {seen} sizes, {len(narrow)} narrow")
    assert sums >= least
    assert not narrow, narrow[:3]
