"""The distribution of a categorical variable: against R's survey, and what is refused."""

import pytest

import sdg16

DATA = """stratum,psu,sex,weight,form
1,1,F,120,labour
1,1,M,120,sexual
1,1,F,95,labour
1,2,F,130,other
1,2,M,130,labour
1,2,M,110,labour
1,3,F,90,sexual
1,3,M,100,labour
1,3,F,100,
2,4,M,210,labour
2,4,F,190,sexual
2,4,F,190,sexual
2,5,M,205,other
2,5,F,205,
2,5,M,180,labour
2,6,F,220,labour
2,6,M,220,sexual
2,6,F,200,sexual
"""

FORMS = ["labour", "other", "sexual"]

# R 4.2.2, package survey 4.1.1:
#   s <- svydesign(~psu, strata = ~stratum, weights = ~weight, data = d); svymean(~form, s,
#   na.rm = TRUE), and of subset(s, sex == "F" & !is.na(form)), "M"; coef, SE, and the limits of
#   svyciprop(~I(form == "labour"), s, method = "logit", df = degf(s), na.rm = TRUE) and so on;
#   degf of a domain is taken before rows without a form are left out.
LINEARISED = {
    None: [(0.46414342629482075, 0.035743030850475255, 0.36756455761427664, 0.56348877585488499),
           (0.13346613545816732, 0.104836867602971867, 0.012279838561737505, 0.656138699887136134),
           (0.40239043824701198, 0.136511505510820502, 0.12221189437055190, 0.76505913641257517)],
    "F": [(0.35222672064777327, 0.20578969294888980, 0.042555595727961235, 0.869316046214871574),
          (0.10526315789473684, 0.11288911934790963, 0.0042020998389676878, 0.7663523157700270483),
          (0.54251012145748989, 0.19091977723966619, 0.12289468556119959, 0.90938948879176318)],
    "M": [(0.57254901960784310, 0.18900820328741288, 0.13564197104949802, 0.91956754224844783),
          (0.16078431372549021, 0.14032867610131639, 0.01056195180427799, 0.77470491428975741),
          (0.26666666666666666, 0.21957547224851257, 0.01584274040229150, 0.89147264591176767)]}

# deff(svymean(~form, subset(s, !is.na(form)), deff = TRUE))
DEFF = [0.077544413683892574, 1.434630232323494292, 1.169881448267447555]

# vcov(svyby(~form, ~sex, subset(s, !is.na(form)), svymean, covmat = TRUE)): F labour, F other,
# F sexual, M labour, M other, M sexual, by columns of the same order; and vcov of svymean(~form).
COVARIANCE = [
    [0.0423493977239983374, -0.0093214948249505814, -0.0330279028990477508,
     -0.0379798511900434899, 0.0043876532318937499, 0.033592197958149744],
    [-0.0093214948249505814, 0.0127439532671465832, -0.0034224584421960040,
     0.0102490240235258365, 0.0030170696857811639, -0.013266093709306998],
    [-0.0330279028990477508, -0.0034224584421960040, 0.0364503613412437560,
     0.0277308271665176534, -0.0074047229176749116, -0.020326104248842743]]
TOTAL_COVARIANCE = [
    [0.0012775642543780259, 0.0031835290368248505, -0.0044610932912028762],
    [0.0031835290368248505, 0.0109907688088030520, -0.0141742978456279017],
    [-0.0044610932912028762, -0.0141742978456279017, 0.0186353911368307736]]

# j <- as.svrepdesign(s, type = "JKn"): SE(svymean(~form, ...)) of j and of its subsets as above.
JACKKNIFE = {
    None: [0.034670682447048899, 0.102302744868174908, 0.132881300614328041],
    "F": [0.23023728070572289, 0.11224028698553015, 0.20881320183446717],
    "M": [0.18390558109604394, 0.15214957636469403, 0.22042813672885012]}


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "forms.csv"
    file.write_text(DATA)
    return file


@pytest.fixture
def design(path):
    with sdg16.design(path, weight="weight", strata="stratum", psu="psu") as made:
        yield made


def test_shares_errors_and_limits_are_those_of_r(design):
    rows = list(sdg16.survey(design, distribution="form", by="sex").estimates)
    assert [(r["sex"], r["form"]) for r in rows] == [
        (sex, form) for sex in (None, "F", "M") for form in FORMS]
    for row in rows:
        expected = LINEARISED[row["sex"]][FORMS.index(row["form"])]
        for name, number in zip(("value", "se", "lower", "upper"), expected):
            # R's limits come from an iterated fit, which stops at 1e-8
            near = 1e-7 if name in ("lower", "upper") else 1e-12
            assert row[name] == pytest.approx(number, rel=near), (row["sex"], row["form"], name)
        assert (row["df"], row["interval"], row["status"]) == (4, "logit", "ok")
        assert row["categories_of"] == "form"
    assert [r["deff"] for r in rows[:3]] == pytest.approx(DEFF, rel=1e-9)
    assert [r["n"] for r in rows[::3]] == [16, 8, 8]
    assert [r["events"] for r in rows] == [8, 2, 6, 3, 1, 4, 5, 1, 2]
    assert [r["missing"] for r in rows[::3]] == [2, 2, 0]


def test_the_covariance_of_all_rows_is_that_of_r(design):
    result = sdg16.survey(design, distribution="form", by="sex", covariance=True)
    v = result.covariance
    for a in range(3):
        assert v[a][:3] == pytest.approx(TOTAL_COVARIANCE[a], rel=1e-9)
        assert v[3 + a][3:] == pytest.approx(COVARIANCE[a], rel=1e-9)
    # a difference of two shares of women, whose variance is a + b - 2c
    difference = result.contrast([0, 0, 0, 1, 0, -1, 0, 0, 0])
    assert difference.se == pytest.approx(
        (COVARIANCE[0][0] + COVARIANCE[2][2] - 2 * COVARIANCE[0][2]) ** .5, rel=1e-9)
    assert result.level(4, "form") == "other" and result.level(4, "sex") == "F"


def test_replicate_errors_are_those_of_r(design):
    with design.replicate("jkn") as replicated:
        rows = list(sdg16.survey(replicated, distribution="form", by="sex").estimates)
    for row in rows:
        expected = JACKKNIFE[row["sex"]][FORMS.index(row["form"])]
        assert row["se"] == pytest.approx(expected, rel=1e-9)


def test_a_category_that_a_domain_lacks_has_the_share_0(design):
    rows = list(sdg16.survey(design, distribution="form", where="form != 'other'").estimates)
    assert [r["form"] for r in rows] == FORMS
    assert [r["events"] for r in rows] == [8, 0, 6]
    assert rows[1]["value"] == 0 and rows[1]["status"] == "ok"
    assert sum(r["value"] for r in rows) == pytest.approx(1, rel=1e-15)


def test_python_refuses_to_protect_it(design):
    result = sdg16.survey(design, distribution="form", by="sex")
    for what in (result, result.estimates):
        with pytest.raises(sdg16.Error, match="distribution"):
            sdg16.protect(what, minimum=5)
        with pytest.raises(sdg16.Error, match="distribution"):
            sdg16.protect(what, base=5)
    with pytest.raises(sdg16.Error, match="one of"):
        sdg16.survey(design, distribution="form", mean="weight")


def test_a_table_read_from_csv_is_recognised(design, tmp_path):
    file = tmp_path / "shares.csv"
    sdg16.survey(design, distribution="form", by="sex").estimates.to_csv(file)
    for options in ({"minimum": 5}, {"minimum": 1}, {"minimum": 5, "complementary": False},
                    {"base": 5}):
        with pytest.raises(sdg16.Error, match="distribution"):
            sdg16.protect(sdg16.read_csv(file), **options)


def test_a_table_is_recognised_whatever_the_name_of_the_variable(tmp_path):
    for name in ("2024", "NA"):
        data = tmp_path / "data.csv"
        data.write_text(DATA.replace("form", name, 1))
        file = tmp_path / "shares.csv"
        with sdg16.design(data, weight="weight", strata="stratum", psu="psu") as design:
            sdg16.survey(design, distribution=name, by="sex").estimates.to_csv(file)
        with pytest.raises(sdg16.Error, match="distribution"):
            sdg16.protect(sdg16.read_csv(file), minimum=5)


def test_other_estimates_do_not_have_the_column(design):
    assert "categories_of" not in sdg16.survey(design, proportion="form == 'other'").estimates.names
