"""covariates(): one model of lists and covariates. The reference values are tested in
tests/golden and tests/cli/test_covariates.py."""
import math
import random

import pytest
import sdg16

NAMES = ["A", "B", "C"]


def study(seed, people=3000):
    """Three independent lists that reach women and men differently; the second is more likely
    for those on the first."""
    chance = random.Random(seed)
    rows = {name: [] for name in (*NAMES, "sex", "year")}
    for _ in range(people):
        sex, year = chance.choice("FM"), chance.choice((2019, 2020, 2021))
        a = chance.random() < (0.3 if sex == "F" else 0.15)
        b = chance.random() < (0.35 if a else 0.15)
        c = chance.random() < 0.1 + 0.05 * (year - 2019)
        if a or b or c:
            for name, value in zip(rows, (int(a), int(b), int(c), sex, year)):
                rows[name].append(value)
    return rows


def test_the_model_that_made_the_data_is_found():
    result = sdg16.covariates(study(1), by=["sex", "poly(year,1)"], interval="wald")
    assert "A:B" in result.model and "A:sex" in result.model and result.status == "ok"
    assert result.lower < 3000 < result.upper
    women, men = result.row(sex="F"), result.row(sex="M")
    assert women["total"] + men["total"] == pytest.approx(result.total)
    assert result.hidden == pytest.approx(result.total - result.observed)
    steps = list(result.path)
    assert steps[0]["change"] is None and steps[-1]["total"] == pytest.approx(result.total)


def test_strata_are_the_model_with_all_terms_of_the_covariate():
    data = study(2)
    strata = sdg16.strata(data, by=["sex"], model="[12,3]", interval="wald", fit_replicates=0)
    joint = sdg16.covariates(data, by=["sex"], model="A*B*sex + C*sex", interval="wald")
    for sex in "FM":
        apart, one = strata.row(sex=sex), joint.row(sex=sex)
        for name in ("total", "se", "lower", "upper"):
            assert one[name] == pytest.approx(apart[name], rel=1e-8), (sex, name)
    assert joint.total == pytest.approx(strata.total) and joint.se == pytest.approx(strata.se)


def test_a_covariate_without_lists_changes_nothing():
    data = study(3)
    without = sdg16.covariates(data, by=["sex"], model="A:B + A:sex", interval="none")
    beside = sdg16.covariates(data, by=["sex", "year"], model="A:B + A:sex + sex:year",
                              interval="none")
    assert beside.total == pytest.approx(without.total, rel=1e-10)
    assert any("'year' is not linked to any list" in note for note in beside.notes)


@pytest.mark.parametrize("kind", ["nonparametric", "parametric"])
def test_draws_depend_on_seed_and_number_alone(kind):
    def draws(**options):
        return sdg16.covariates(study(4, 800), by=["sex"], bootstrap=kind, replicates=60,
                                groups=[], **options).draws.to_table()
    cells = ("total", "sex=F", "sex=M")
    whole, once, other = draws(threads=2), draws(), draws(seed=2)
    late = draws(replicate_range=(50, 60))
    for cell in cells:
        assert list(whole[cell]) == list(once[cell]) != list(other[cell])
        assert list(late[cell])[-10:] == list(whole[cell])[-10:]


def test_parts_of_each_draw_add_up():
    result = sdg16.covariates(study(5), by=["sex", "year"], replicates=50, groups=[("sex", "year")])
    table = [row for row in result.draws.to_table() if row["row"] == "replicate"]
    for row in table:
        assert row["total"] == pytest.approx(row["sex=F"] + row["sex=M"])
        assert row["total"] == pytest.approx(sum(
            row[f"sex={s},year={y}"] for s in "FM" for y in (2019, 2020, 2021)))


def test_a_group_of_which_nobody_was_seen():
    """No man of 2020. With lists that reach him as they reach others he is estimated; with a
    term of sex and year there is nobody; if the lists depend on sex and year, nothing is known
    about him."""
    data = {"A": [1, 0, 1] * 3, "B": [0, 1, 1] * 3, "sex": ["F"] * 6 + ["M"] * 3,
            "year": [2019] * 3 + [2020] * 3 + [2019] * 3, "count": [10, 12, 4, 9, 8, 3, 7, 11, 2]}

    def fitted(model):
        return sdg16.covariates(data, by=["sex", "year"], model=model, interval="none",
                                groups=["sex,year"])
    assert fitted("A*sex + B*year").row(sex="M", year="2020")["total"] > 0
    nobody = fitted("sex*year")
    assert nobody.row(sex="M", year="2020")["total"] == 0 and nobody.status == "ok-on-face"
    nothing = fitted("A*sex*year + B*sex*year")
    assert nothing.status == nothing.row(sex="M", year="2020")["status"] == "not-identifiable"
    assert nothing.row(sex="F")["total"] == pytest.approx(14 * 16 / 4 + 12 * 11 / 3)


@pytest.mark.parametrize("options, error", [
    (dict(by=[]), sdg16.ArgumentError), (dict(by=["hair"]), sdg16.Error),
    (dict(by=["sex"], interval="bca"), sdg16.ArgumentError),
    (dict(by=["sex"], select="stepwise"), sdg16.ArgumentError),
    (dict(by=["sex"], select="none"), sdg16.ArgumentError),
    (dict(by=["sex"], model="A:"), sdg16.Error), (dict(by=["sex"], groups=["sex"]), sdg16.Error),
    (dict(by=["poly(sex,2)"]), sdg16.Error), (dict(by=["sex"], replicates=-1), sdg16.Error),
    (dict(by=["sex"], level=1), sdg16.Error), (dict(by=["sex"], population=3), sdg16.Error),
])
def test_what_cannot_be_is_an_error(options, error):
    with pytest.raises(error):
        sdg16.covariates(study(6, 300), **options)


def test_random_models_are_read_as_they_are_written():
    chance, data = random.Random(7), study(7, 500)
    variables = NAMES + ["sex", "year"]
    with sdg16.Capture.from_table(data, lists=NAMES, strata=["sex", "year"]) as capture:
        for _ in range(40):
            terms = []
            for _ in range(chance.randint(1, 4)):
                term = chance.sample(variables, chance.randint(1, 3))
                if set(NAMES) <= set(term):
                    continue
                terms.append("*".join(term))
            first = sdg16.covariates(capture, by=["sex", "year"], model="+".join(terms or ["A"]),
                                     interval="none")
            again = sdg16.covariates(capture, by=["sex", "year"], model=first.model,
                                     interval="none")
            assert again.model == first.model and again.status == first.status
            assert again.total == first.total or math.isnan(first.total)


def test_estimates_with_covariates_are_not_protected_by_rules_for_others():
    result = sdg16.covariates(study(8, 500), by=["sex"], interval="none")
    with pytest.raises(sdg16.ArgumentError, match="estimator loglinear"):
        sdg16.protect(result.estimates, 5)
