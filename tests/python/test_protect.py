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
        rounded = sdg16.protect(result, base=10, controlled=True).results
    hidden = {(row["sex"], row["area"]) for row in safe.results if row["status"] == "suppressed"}
    assert ("F", "land") in hidden  # the two others of 48 women in the country
    (few,) = [row for row in safe.report if row["action"] == "minimum"]
    assert few["count"] == 2 and few["upper"] - few["lower"] >= 5 and few["lower"] >= 1
    for row, exact in zip(safe.results, result.estimates):
        assert row["missing"] is None and row["se"] is None and row["events"] is None
        if row["status"] != "suppressed":
            assert row["n"] == exact["n"] and abs(row["value"] - exact["value"]) <= 0.05
    unreliable = [row["reliability"] == "suppress" for row in result.estimates]
    assert [row["value"] is None for row in strict.results] == unreliable
    again = sdg16.protect(safe.results, 5).results
    for name in ("flags", "note", "obs_status", "status", "value"):
        assert again[name] == safe.results[name]  # what protection wrote stays
    n = {(row["sex"], row["area"]): row["n"] for row in rounded if row["n"] is not None}
    assert n[None, None] == n["F", None] + n["M", None] and n["F", None] % 10 == 0


def test_a_survey_is_protected_with_its_answers_only():
    data = {"sex": ["F"] * 40 + ["M"] * 60, "paid": [1] * 38 + [0] * 2 + [1, 0] * 30,
            "contact": [1] * 100, "asked": [0] * 100}
    with sdg16.design(data) as design:
        result = sdg16.survey(design, proportion="paid", by=["sex"])
        indicator = sdg16.indicator("16.5.1", design, by=["sex"])
        assert sdg16.protect(result, 5).results["value"][1] is None
        safe = sdg16.protect(indicator, 5).results
        few = [row for row in safe if row["sex"] == "F" and row["status"] == "suppressed"]
        assert few and all(row["value"] is None for row in few)
        with pytest.raises(sdg16.ArgumentError, match="need their microdata"):
            sdg16.protect(result.estimates, 5)
        with pytest.raises(sdg16.ArgumentError, match="need their microdata"):
            sdg16.protect(indicator.results, 5)
        groups = sdg16.aggregate(
            sdg16.indicator("16.5.1", design, by=["sex"], ref_area=826, time_period=2020),
            {"ref_area": ["826"], "group": ["150"], "weight": [1]}, rule="mean")
        with pytest.raises(sdg16.ArgumentError, match="need their microdata"):
            sdg16.protect(groups, 5)
        with pytest.raises(sdg16.ArgumentError, match="needs a proportion"):
            sdg16.protect(sdg16.survey(design, quantile="paid", by=["sex"],
                                       where="!(sex == 'F') | paid == 0"), 5)
    with pytest.raises(ValueError, match="closed"):
        sdg16.protect(result, 5)


def registry_of_numbers():
    """A share of answers, and a ratio of numbers of many values."""
    registry = sdg16.Registry()
    registry.add(
        code="N.3", name="Reports", kind="survey percentage",
        inputs=[dict(name="victim", kind="microdata", answers="yes=1; no=2"),
                dict(name="reports", kind="microdata"), dict(name="incidents", kind="microdata")],
        dimensions=[dict(name="sex", component="SEX", flags=["people"],
                         categories="F=female; M=male")],
        series=[dict(code="VICTIMS", label="Victims", unit="PT", multiplier=100,
                     survey_numerator="victim"),
                dict(code="REPORTED", label="Reported", unit="PT", multiplier=100,
                     survey_numerator="reports", survey_denominator="incidents")])
    return registry


def numbers_of_people(largest, sex):
    """Each number of incidents is of one person; one has the largest; the last has this sex."""
    incidents = [20 + i for i in range(79)] + [largest]
    return {"victim": [1 + i // 2 % 2 for i in range(80)], "incidents": incidents,
            "reports": [x - 10 for x in incidents],
            "sex": ["FM"[i % 2] for i in range(79)] + [sex]}


@pytest.mark.parametrize("largest, sex", [(99, "M"), (10 ** 6, "M"), (99, None)])
def test_an_indicator_withholds_rows_that_one_person_makes_up(largest, sex):
    """The person with the most incidents; or the one without a sex, who is the group _U."""
    registry = registry_of_numbers()
    with sdg16.design(numbers_of_people(largest, sex)) as design:
        result = sdg16.indicator("N.3", design, by=["sex"], registry=registry)
        found = sdg16.protect(result, 5).results
    withheld = largest > 99 or not sex
    for row, exact in zip(found, result):
        if row["series"] == "REPORTED" and withheld or row["sex"] == "_U":
            assert row["status"] == "suppressed"
            assert not any(row.get(x) for x in ("value", "n", "se", "lower", "upper", "weight"))
        elif not withheld:
            assert row["value"] == exact["value"] and row["se"] == exact["se"]
        elif row["status"] == "ok":  # coarsely, because something is withheld
            assert abs(row["value"] - exact["value"]) <= 5 and row["se"] is None
    assert {row["sex"] for row in found if row["status"] == "ok"} >= {"_T", "F"}


def test_a_mean_whose_weights_were_blanked_still_needs_its_microdata():
    data = {"sex": ["F"] * 40 + ["M"] * 60, "score": [1] * 38 + [9] * 2 + [1, 2] * 30}
    with sdg16.design(data) as design:
        means = sdg16.survey(design, mean="score", by=["sex"]).estimates
    columns = {name: list(means[name]) for name in means.names}
    columns["weight"] = [None] * len(columns["weight"])
    with pytest.raises(sdg16.ArgumentError, match="need their microdata"):
        sdg16.protect(columns, 5)


# ---- tables from elsewhere ----


def test_a_column_that_is_named_a_count_is_protected_like_one():
    safe = sdg16.protect({"series": ["A", "A"], "sex": ["_T", "F"], "value": [23., 12.]}, base=5,
                         columns=["value"]).results
    assert list(safe["value"]) == [25.0, 10.0]


def parts(table):
    """A table as a file has it, without each of its columns in turn; and with it at the end."""
    columns = {name: list(table[name]) for name in table.names}
    for name in columns:
        rest = {other: values for other, values in columns.items() if other != name}
        yield name, rest
        yield name, {**rest, name: columns[name]}


def published(table):
    try:
        safe = sdg16.protect(table, 5).results
    except sdg16.Error:
        return []
    return [(i, name, value) for name in safe.names for i, value in enumerate(safe[name])
            if isinstance(value, float) and math.isfinite(value)]


def test_estimates_from_lists_without_a_column_tell_no_more(tmp_path):
    """With se and limits, or with the total and the other group, the 3 of M would follow."""
    path = tmp_path / "lists.csv"
    path.write_text("police,shelter,sex,count\n1,0,F,46\n0,1,F,60\n1,1,F,9\n"
                    "1,0,M,100\n0,1,M,80\n1,1,M,3\n")
    with sdg16.read_capture(path, strata=["sex"]) as capture:
        table = sdg16.strata(capture, by=["sex"], replicates=200).estimates
    whole = published({name: list(table[name]) for name in table.names})
    assert {(name, value) for _, name, value in whole} >= {("hidden", 310), ("total", 425)}
    for name, part in parts(table):
        assert set(published(part)) <= set(whole), name


def test_estimates_of_a_survey_without_a_column_are_refused(tmp_path):
    """46 of 48 women of the country have paid."""
    path = tmp_path / "survey.csv"
    path.write_text("sex,paid,w\n" + "".join(
        f"{sex},{int(i < paid)},{1 + i % 3}\n" for sex, n, paid in (("F", 48, 46), ("M", 50, 25))
        for i in range(n)))
    design = sdg16.design(sdg16.read_table(path), weight="w")
    for asked in ({"proportion": "paid"}, {"mean": "1 + paid"}):
        table = sdg16.survey(design, by=["sex"], **asked).estimates
        for name, part in parts(table):
            told = {column for _, column, _ in published(part)}
            assert not told & {"value", "se", "lower", "upper", "events", "cv"}, name
