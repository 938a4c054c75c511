"""Disclosure control, checked by exact elimination: a suppressed count follows from what is
published if and only if its unit vector is in the row space of the equations."""

import itertools
import random
from fractions import Fraction

import pytest

import sdg16

WAYS = ("sex", "age", "form")


def reduced(rows):
    """The reduced row echelon form of rows {column: coefficient}."""
    done = []
    for row in rows:
        row = {column: Fraction(value) for column, value in row.items()}
        for pivot, other in done:
            subtract(row, pivot, other)
        if not row:
            continue
        pivot = min(row)
        row = {column: value / row[pivot] for column, value in row.items()}
        for _, other in done:
            subtract(other, pivot, row)
        done.append((pivot, row))
    return [row for _, row in done]


def subtract(row, pivot, other):
    factor = row.get(pivot, 0)
    for column, value in other.items() if factor else ():
        row[column] = row.get(column, 0) - factor * value
        if not row[column]:
            del row[column]


def determined(cells, hidden):
    """The hidden cells that follow from the others."""
    equations = []
    for cell in cells:
        for way in range(3):
            if cell[way] != "_T":
                continue
            equation = {part: 1 for part in hidden if part[way] != "_T"
                        and part[:way] + part[way + 1:] == cell[:way] + cell[way + 1:]}
            if cell in hidden:
                equation[cell] = -1
            equations.append(equation)
    return [row for row in reduced(equations) if len(row) == 1]


def random_table(rng):
    codes = [[f"{way}{i}" for i in range(rng.randint(2, 4))] for way in WAYS]
    inner = {cell: rng.choice([0, 1, 3, 6, 8, 12, 20, 40, 77])
             for cell in itertools.product(*codes)}
    return {margin: sum(count for cell, count in inner.items()
                        if all(m in ("_T", c) for m, c in zip(margin, cell)))
            for margin in itertools.product(*(["_T"] + c for c in codes))}


@pytest.mark.parametrize("seed", range(40))
def test_no_suppressed_count_follows_from_the_others(seed):
    rng = random.Random(seed)
    cells = random_table(rng)
    order = rng.sample(sorted(cells), len(cells))
    table = {way: [cell[i] for cell in order] for i, way in enumerate(WAYS)}
    table["numerator"] = [cells[cell] for cell in order]

    def hidden(**options):
        counts = sdg16.protect(table, 5, **options).results["numerator"]
        return {cell for cell, count in zip(order, counts) if count is None}

    assert {cell for cell, count in cells.items() if 0 < count < 5} <= hidden()
    assert not determined(cells, hidden())
    naive = hidden(complementary=False)
    assert naive <= hidden()
    if len(naive) == 1:  # the check itself sees what is wrong
        assert determined(cells, naive)
