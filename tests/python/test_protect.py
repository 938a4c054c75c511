"""Disclosure control, checked by exact elimination: a suppressed count follows from what is
published if and only if its unit vector is in the row space of the equations."""

import itertools
import math
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


# ---- estimates of lists and of surveys ----

HISTORIES = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1)]
COUNTS = {("F", "adult"): [40, 30, 20, 8, 6, 5], ("F", "minor"): [2, 1, 0, 0, 0, 0],
          ("M", "adult"): [60, 50, 40, 12, 9, 7], ("M", "minor"): [12, 9, 8, 3, 2, 0]}


def test_estimates_of_strata():
    people = {name: [] for name in ("sex", "age", "A", "B", "C", "count")}
    for stratum, counts in COUNTS.items():
        for history, count in zip(HISTORIES, counts):
            for name, value in zip(people, (*stratum, *history, count)):
                people[name].append(value)
    with sdg16.Capture.from_table(people, strata=["sex", "age"]) as capture:
        result = sdg16.strata(capture, by=["sex", "age"], replicates=40)
        total = sdg16.mse(capture, replicates=40)
    safe = sdg16.protect(result, 5)
    estimates = list(result.estimates)
    assert len(estimates) == len(safe.results)
    for row, exact in zip(safe.results, estimates):
        small = row["sex"] is not None and row["age"] is not None
        assert (row["status"] == "suppressed") == small
        for name in ("hidden", "total", "se", "lower", "upper"):
            if row["status"] == "suppressed" or exact[name] is None:
                assert row[name] is None
            else:
                up = {"lower": 0, "upper": 1}.get(name, 0.5)  # limits outwards
                assert row[name] == math.floor(exact[name] + up)
        assert row["deviance"] is None and row["failed"] is None
    assert safe.results["observed"][0] == 324
    assert set(safe.report["cell"]) == {f"sex={sex},age={age}" for sex in "FM"
                                        for age in ("adult", "minor")}
    assert set(safe.report["action"]) == {"minimum", "complementary"}
    (row,) = sdg16.protect(total.estimates, 5).results
    assert row["observed"] == 324 and row["bic"] is None and row["total"] == int(total.total + 0.5)
    assert sdg16.protect(total, base=10).results["observed"] == [320]


def test_estimates_of_a_survey():
    cells = {("F", "town"): (60, 20), ("F", "land"): (48, 46), ("M", "town"): (70, 35),
             ("M", "land"): (50, 25)}
    data = {"sex": [], "area": [], "paid": []}
    for (sex, area), (n, paid) in cells.items():
        data["sex"] += [sex] * n
        data["area"] += [area] * n
        data["paid"] += [int(i < paid) for i in range(n)]
    with sdg16.design(data) as design:
        result = sdg16.survey(design, proportion="paid", by=["sex", "area"], scheme="nchs")
        safe = sdg16.protect(result, 5)
        strict = sdg16.protect(result, reliability=True)
    hidden = {(row["sex"], row["area"]) for row in safe.results if row["status"] == "suppressed"}
    assert hidden == set(cells)  # the two others of 48 women in the country
    assert safe.results["n"][0] == 228 and safe.results["missing"][0] is None
    unreliable = [row["reliability"] == "suppress" for row in result.estimates]
    assert [row["value"] is None for row in strict.results] == unreliable
    again = sdg16.protect(safe.results, 5).results
    for name in ("flags", "note", "obs_status", "status", "value"):
        assert again[name] == safe.results[name]  # what protection wrote stays
    rounded = sdg16.protect(result, base=10, controlled=True).results
    n = {(row["sex"], row["area"]): row["n"] for row in rounded}
    assert n[None, None] == n["F", None] + n["M", None] and n["F", None] % 10 == 0


@pytest.mark.parametrize("seed", range(20))
def test_neither_events_nor_others_follow_from_the_rest(seed):
    rng = random.Random(seed)
    codes = [[f"{way}{i}" for i in range(rng.randint(2, 4))] for way in WAYS]
    counts = {}
    for inner in itertools.product(*codes):
        pair = rng.choice([2, 8, 12, 30, 70]), rng.choice([3, 9, 11, 40, 60])
        for margin in itertools.product(*(["_T", code] for code in inner)):
            events, others = counts.get(margin, (0, 0))
            counts[margin] = events + pair[0], others + pair[1]
    order = rng.sample(sorted(counts), len(counts))
    table = {way: [None if cell[i] == "_T" else cell[i] for cell in order]
             for i, way in enumerate(WAYS)}
    table["n"] = [sum(counts[cell]) for cell in order]
    table["events"] = [counts[cell][0] for cell in order]
    for name in ("value", "deff", "n_effective", "cv", "missing", "weight"):
        table[name] = [0.5] * len(order)
    table["interval"] = ["logit"] * len(order)
    # the dimensions come first in estimates of surveys
    table = {name: table[name] for name in (*WAYS, "value", *list(table)[3:])}
    safe = sdg16.protect(table, 5).results
    hidden = {cell for cell, n in zip(order, safe["n"]) if n is None}
    assert hidden == {cell for cell, events in zip(order, safe["events"]) if events is None}
    assert {cell for cell, pair in counts.items() if min(pair) < 5} <= hidden
    assert not determined(counts, hidden)


# ---- tables from elsewhere ----


def test_a_column_that_is_named_a_count_is_protected_like_one():
    safe = sdg16.protect({"series": ["A", "A"], "sex": ["_T", "F"], "value": [23., 12.]}, base=5,
                         columns=["value"]).results
    assert list(safe["value"]) == [25.0, 10.0]
