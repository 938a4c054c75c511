"""sdg16 survey: results, formats, refusals."""
import csv
import io
import math

import pytest

from command import SOURCES, answer, good, run

STAT = SOURCES / "tests" / "data" / "stat"

# Two strata of three PSUs of four rows.
ROWS = [(h, 3 * h + u, "F" if i % 2 else "M", 10 + h + u, (h + u + i) % 3 == 0 and 1 or 0,
         100 * h + 10 * u + i) for h in (1, 2) for u in range(3) for i in range(4)]


def text(rows=ROWS, header="stratum,psu,sex,w,y,income"):
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"


DESIGN = ["--weight", "w", "--strata", "stratum", "--psu", "psu"]


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(text())
    return path


def by_hand(values):
    """Mean and its standard error, with replacement: from the definition."""
    total = sum(row[3] for row in ROWS)
    mean = sum(row[3] * v for row, v in zip(ROWS, values)) / total
    variance = 0
    for h in (1, 2):
        units = {}
        for row, v in zip(ROWS, values):
            if row[0] == h:
                units[row[1]] = units.get(row[1], 0) + row[3] * (v - mean) / total
        centre = sum(units.values()) / 3
        variance += 3 / 2 * sum((z - centre) ** 2 for z in units.values())
    return mean, math.sqrt(variance)


def test_json_has_the_contract_s_fields_and_the_numbers_of_the_definition(survey):
    result = answer("survey", survey, *DESIGN, "--proportion", "y", "--by", "sex")
    assert list(result) == ["sdg16", "command", "schema", "data", "estimates", "warnings",
                            "provenance"]
    assert [e["disaggregation"] for e in result["estimates"]] == [{}, {"sex": "F"}, {"sex": "M"}]
    total = result["estimates"][0]
    assert {"value", "se", "lower", "upper", "level", "df", "deff", "n", "flags",
            "status"} <= set(total)
    mean, se = by_hand([row[4] for row in ROWS])
    assert total["value"] == pytest.approx(mean, rel=1e-13)
    assert total["se"] == pytest.approx(se, rel=1e-12)
    assert (total["df"], total["n"], total["status"], total["interval"]) == (4, 24, "ok", "logit")


def test_csv_and_text(survey):
    table = list(csv.DictReader(io.StringIO(
        good("survey", survey, *DESIGN, "--mean", "income", "--format", "csv"))))
    mean, se = by_hand([row[5] for row in ROWS])
    assert float(table[0]["value"]) == pytest.approx(mean, rel=1e-13)
    assert float(table[0]["se"]) == pytest.approx(se, rel=1e-12)
    page = good("survey", survey, *DESIGN, "--proportion", "y", "--by", "sex", "--reliability",
                "nchs")
    assert "Proportion of y" in page and "Reading:" in page
    assert "suppress: sample size below 30" in page


def test_expressions_are_the_columns_they_say(survey):
    def first(*arguments):
        estimate = answer("survey", survey, *DESIGN, *arguments)["estimates"][0]
        return estimate["value"], estimate["se"], estimate["n"]

    value, se, n = first("--proportion", "y == 1 | sex == 'F' & income < 205")
    truth = [row[4] == 1 or (row[2] == "F" and row[5] < 205) for row in ROWS]
    mean, error = by_hand(truth)
    assert 0 < sum(truth) < 24 and (value, se, n) == (pytest.approx(mean, rel=1e-13),
                                                      pytest.approx(error, rel=1e-12), 24)
    value, se, n = first("--mean", "income / 12 + 1")
    mean, error = by_hand([row[5] / 12 + 1 for row in ROWS])
    assert (value, se, n) == (pytest.approx(mean), pytest.approx(error), 24)
    # rows of interest by domain, by where and by among
    women = answer("survey", survey, *DESIGN, "--proportion", "y", "--by", "sex")["estimates"][1]
    for arguments in (["--where", "sex == 'F'"], ["--among", "sex != 'M'"],
                      ["--among", "sex in ('F', 'X')", "--where", "w > 0"]):
        assert first("--proportion", "y", *arguments) == (women["value"], women["se"], 12)
    assert first("--ratio", "(income / 2) / (w * 2)") == pytest.approx(
        [x / 4 for x in first("--ratio", "income/w")[:2]] + [24])
    fit = answer("survey", survey, *DESIGN, "--logistic", "income > 150 ~ sex")["logistic"]
    assert len(fit["coefficients"]) == 2


def test_files_of_spss_and_stata_are_surveys(tmp_path):
    """The same numbers as from the CSV that convert writes; declared missing is missing."""
    good("convert", STAT / "survey.sav", tmp_path / "s.csv")
    for arguments in (["--mean", "q1"], ["--total", "amt", "--where", "age in 10..60"],
                      ["--proportion", "sx == 'F'", "--by", "sx"]):
        codes = ["--labels", "codes"] if "--by" in arguments else []
        sav = answer("survey", STAT / "survey.sav", *arguments, *codes)["estimates"]
        text_file = answer("survey", tmp_path / "s.csv", *arguments)["estimates"]
        assert sav == text_file
    # q1: 1, 2, 98 (declared missing), 99, -3 (declared missing); by label, by tag
    (one,) = answer("survey", STAT / "survey.sav", "--proportion", "q1 == 'Yes'")["estimates"]
    assert (one["value"], one["n"], one["missing"]) == (pytest.approx(1 / 3), 3, 2)
    (one,) = answer("survey", STAT / "survey.sav", "--proportion", "missing(q1, 'Refused')",
                    "--where", "missing(q1)")["estimates"]
    assert (one["value"], one["n"]) == (0.5, 2)
    kosovo = answer("survey", STAT / "kosovo.dta", "--total", "count", "--where",
                    "EXH == 1 & ABA == 0")["estimates"][0]
    with open(SOURCES / "datasets" / "kosovo" / "data.csv") as file:
        rows = list(csv.DictReader(file))
    assert kosovo["value"] == sum(int(row["count"]) for row in rows
                                  if row["EXH"] == "1" and row["ABA"] == "0")


def test_domains_are_named_by_value_labels(tmp_path):
    sav = STAT / "survey.sav"

    def names(*arguments):
        return [e["disaggregation"] for e in answer("survey", sav, *arguments)["estimates"]]

    total = ["--total", "amt", "--by", "q1"]
    assert names(*total) == [{}, {"q1": "Yes"}, {"q1": "No"}, {"q1": "Don't know"}]
    assert names(*total, "--labels", "codes") == [{}, {"q1": "1"}, {"q1": "2"}, {"q1": "99"}]
    table = good("survey", sav, *total, "--format", "csv", "--quiet")
    assert [row["q1"] for row in csv.DictReader(io.StringIO(table))] == ["", "Yes", "No",
                                                                         "Don't know"]
    assert "Don't know" in good("survey", sav, *total)
    assert names("--mean", "amt", "--by", "sx") == [{}, {"sx": "Female"}, {"sx": "Male"}]
    # the reference and the categories of shares: values or labels
    for reference in ("2", "No"):
        (yes, unknown) = answer("survey", sav, *total, "--compare", "difference", "--reference",
                                reference)["comparisons"]
        assert (yes["q1"], yes["reference"], unknown["q1"]) == ("Yes", "No", "Don't know")
    results = []
    for female, male in (("F", "M"), ("Female", "Male")):
        (tmp_path / "s.csv").write_text(f"sx,share\n{female},3\n{male},2\n")
        results.append(answer("survey", sav, "--mean", "amt", "--standardise", "sx", "--shares",
                              tmp_path / "s.csv")["estimates"])
    assert results[0] == results[1] and results[0][0]["value"] is not None


def test_every_statistic_runs(survey):
    for arguments in (["--total", "income"], ["--total", "*"], ["--ratio", "y/income"],
                      ["--quantile", "0.5", "--of", "income", "--rule", "hf7"],
                      ["--proportion", "y", "--interval", "korn-graubard", "--where", "y"],
                      ["--proportion", "y", "--standardise", "sex"],
                      ["--mean", "income", "--replicates", "40", "--seed", "7"],
                      ["--mean", "income", "--replicate-kind", "jkn"]):
        result = answer("survey", survey, *DESIGN, *arguments)
        assert result["estimates"][0]["value"] is not None
    count = answer("survey", survey, *DESIGN, "--total", "*")["estimates"][0]
    assert count["value"] == sum(row[3] for row in ROWS)


def test_comparisons_tests_and_regression(survey):
    result = answer("survey", survey, *DESIGN, "--mean", "income", "--by", "sex", "--compare",
                    "difference", "--reference", "M")
    (one,) = result["comparisons"]
    values = {e["disaggregation"].get("sex"): e["value"] for e in result["estimates"]}
    assert (one["sex"], one["reference"]) == ("F", "M")
    assert one["value"] == pytest.approx(values["F"] - values["M"])
    test = answer("survey", survey, *DESIGN, "--independence", "y,sex")["independence"]
    assert 0 <= test["p"] <= 1 and test["n"] == 24
    fit = answer("survey", survey, *DESIGN, "--logistic", "y ~ sex + income")["logistic"]
    assert [c["term"] for c in fit["coefficients"]] == ["(intercept)", "sex", "income"]
    assert "Odds ratio" in good("survey", survey, *DESIGN, "--logistic", "y ~ sex")
    assert "Rao and Scott" in good("survey", survey, *DESIGN, "--independence", "y,sex")


def test_calibration_meets_the_margins(survey, tmp_path):
    (tmp_path / "m.csv").write_text("sex,population\nF,300\nM,200\n")
    result = answer("survey", survey, *DESIGN, "--calibrate", "raking", "--margins",
                    tmp_path / "m.csv", "--total", "*", "--by", "sex")
    assert [round(e["value"], 8) for e in result["estimates"]] == [500, 300, 200]
    for made in (["--replicate-kind", "jkn"], ["--replicates", "30"]):
        both = answer("survey", survey, *DESIGN, *made, "--calibrate", "raking", "--margins",
                      tmp_path / "m.csv", "--total", "*", "--by", "sex")
        assert [round(e["value"], 8) for e in both["estimates"]] == [500, 300, 200]
        assert max(e["se"] for e in both["estimates"]) < 1e-8
    result = answer("survey", survey, *DESIGN, "--calibrate", "linear", "--auxiliary",
                    "income=60000", "--total", "income")
    assert result["estimates"][0]["value"] == pytest.approx(60000)


def test_no_input_is_overwritten(survey, tmp_path):
    margin = tmp_path / "m.csv"
    margin.write_text("sex,population\nF,300\nM,200\n")
    for target in (survey, margin):
        done = run("survey", survey, *DESIGN, "--total", "y", "--calibrate", "linear", "--margins",
                   margin, "--output", target)
        assert done.returncode == 2 and b"must be another file than the input, not" in done.stderr
    assert margin.read_text().startswith("sex") and survey.read_text() == text()


def test_design_effects_with_and_without_replacement(survey):
    wor, wr = (answer("survey", survey, *DESIGN, "--mean", "income", "--deff", kind)["estimates"][0]
               for kind in ("wor", "wr"))
    sample, population = 24, sum(row[3] for row in ROWS)
    assert wr["deff"] == pytest.approx(wor["deff"] * (1 - sample / population))


def scaled(tmp_path, total, rows=ROWS):
    """The survey with weights that add up to `total`."""
    now = sum(row[3] for row in rows)
    path = tmp_path / f"scaled-{total}.csv"
    path.write_text(text([(*row[:3], repr(row[3] * total / now), *row[4:]) for row in rows]))
    return path


def test_weights_that_do_not_expand_are_compared_with_replacement(tmp_path):
    """V over s^2 / n, as svymean(deff = "replace") of R's survey; the formula without
    replacement would divide by 1 - n / sum of weights, which is 0 here."""
    mean, se = by_hand([row[5] for row in ROWS])
    weights = sum(row[3] for row in ROWS)
    spread = sum(row[3] * (row[5] - mean) ** 2 for row in ROWS) / weights * 24 / 23
    for total in (24.000001, 23, 25, 26):  # 26: some weights are below 1
        path = scaled(tmp_path, total)
        result = answer("survey", path, *DESIGN, "--mean", "income", "--reliability", "nchs-rates")
        one = result["estimates"][0]
        assert one["deff"] == pytest.approx(se ** 2 / (spread / 24), rel=1e-9)
        assert one["n_effective"] == pytest.approx(24 / one["deff"])
        assert one["deff_kind"] == "wr" and result["data"]["normalised"] is True
        assert any("do not expand to a population" in line for line in result["warnings"])
        assert "do not expand to a population" in good("survey", path, *DESIGN, "--mean", "income")
    sizes = {kind: answer("survey", path, *DESIGN, "--mean", "income", "--deff", kind)["estimates"][0]
             for kind in ("wor", "wr")}
    assert sizes["wor"]["deff"] == pytest.approx(sizes["wr"]["deff"] / (1 - 24 / 26))
    assert "deff_kind" not in sizes["wor"] and sizes["wr"]["deff_kind"] == "wr"
    totals = answer("survey", path, *DESIGN, "--total", "income")["warnings"]
    assert any(line.startswith("totals are not those of a population") for line in totals)


def test_weights_that_expand_are_compared_without_replacement(tmp_path, survey):
    for path in (survey, scaled(tmp_path, 60)):
        result = answer("survey", path, *DESIGN, "--mean", "income", "--by", "sex")
        assert "normalised" not in result["data"] and result["warnings"] == []
        assert all("deff_kind" not in row for row in result["estimates"])
    census = tmp_path / "census.csv"  # 3 of 3.1 units in each stratum: a real finite population
    census.write_text(text([(*row[:3], 3.1 / 3, *row[4:], 3.1) for row in ROWS],
                           "stratum,psu,sex,w,y,income,units"))
    result = answer("survey", census, *DESIGN, "--fpc", "units", "--mean", "income")
    assert "normalised" not in result["data"] and "deff_kind" not in result["estimates"][0]


@pytest.mark.parametrize("kind", ["wald", "logit", "arcsine", "beta", "korn-graubard", "wilson",
                                  "likelihood"])
@pytest.mark.parametrize("condition", ["y", "y >= 0", "y == 7"])
def test_a_domain_of_one_unit_has_no_interval_of_any_kind(survey, kind, condition):
    """Also for proportions of 0 and 1, whose limits do not use the variance."""
    one = answer("survey", survey, *DESIGN, "--proportion", condition, "--where", "psu == 4",
                 "--interval", kind, status=1)
    row = one["estimates"][0]
    assert (row["status"], row["lower"], row["upper"], row["df"]) == ("no-df", None, None, 0)
    assert any("no degrees of freedom" in line for line in one["warnings"])


def test_successive_differences_in_survey_and_indicator(tmp_path):
    """The standard error of a mean and of a share: 4/R times the squares about the estimate."""
    path = tmp_path / "sdr.csv"
    rows = [(*row, *(round(row[3] * (1 + 0.1 * ((row[1] * (r + 1)) % 5 - 2)), 6) for r in range(4)),
             1 if row[4] else 3) for row in ROWS]
    path.write_text(text(rows, "stratum,psu,sex,w,y,income,r1,r2,r3,r4,safe"))
    def share(k):
        return sum(row[k] * row[4] for row in rows) / sum(row[k] for row in rows)
    se = math.sqrt(4 / 4 * sum((share(k) - share(3)) ** 2 for k in range(6, 10)))
    given = ("--weight", "w", "--replicates", "r?", "--replicate-kind", "sdr")
    assert answer("survey", path, *given, "--proportion", "y")["estimates"][0]["se"] == \
        pytest.approx(se, rel=1e-12)
    one = answer("indicator", "16.1.4", path, *given)["estimates"][0]
    assert one["se"] == pytest.approx(100 * se, rel=1e-12)
    refused = run("survey", path, "--weight", "w", "--replicate-kind", "sdr", "--mean", "y")
    assert b"must be given in columns" in refused.stderr


def test_a_quantile_without_limits_says_why(survey):
    """0.99 of the incomes: F is 1 at the largest of them. 0.9: F's Wald limit is above 1, its
    logit limit is not."""
    def quantile(p, *arguments):
        result = answer("survey", survey, *DESIGN, "--quantile", p, "--of", "income", *arguments)
        return result["estimates"][0], result["warnings"]
    row, notes = quantile("0.99")
    assert (row["value"], row["status"], row["lower"], row["se"]) == (223, "ok", None, None)
    assert [note for note in notes if "no value is above them" in note]
    row, notes = quantile("0.9")
    assert row["lower"] is None and [note for note in notes if "--interval logit" in note]
    row, notes = quantile("0.9", "--interval", "logit")
    assert row["lower"] < row["value"] <= row["upper"] and notes == []
    assert quantile("0.5")[1] == [] and quantile("0.99", "--interval", "none")[1] == []


def test_rows_without_a_weight_can_be_left_out(tmp_path):
    """As a file that never had them; also when a whole unit is without."""
    def without(row):
        return row[1] == 5 or row[5] in (100, 160)
    gaps, clean = tmp_path / "gaps.csv", tmp_path / "clean.csv"
    gaps.write_text(text([(*row[:3], "", *row[4:]) if without(row) else row for row in ROWS]))
    clean.write_text(text([row for row in ROWS if not without(row)]))
    count = sum(map(without, ROWS))
    refused = run("survey", gaps, *DESIGN, "--mean", "income")
    assert refused.returncode == 3 and b"drop-missing-weights leaves such rows out" in refused.stderr
    for more in ((), ("--replicates", "20"), ("--by", "sex", "--compare", "difference")):
        ask = (*DESIGN, "--mean", "income", *more)
        kept, expected = answer("survey", gaps, *ask, "--drop-missing-weights"), answer("survey", clean, *ask)
        assert kept["estimates"] == expected["estimates"]
        assert kept["data"]["rows_without_weight"] == count
        assert f"{count} rows were left out of the survey because they have no weight" in kept["warnings"]


def test_rates_have_a_scheme_of_their_own(survey):
    """8 of the 24 rows have y; no estimate is wide, and 4 degrees of freedom are few."""
    def verdict(*arguments):
        one = answer("survey", survey, *DESIGN, *arguments, "--reliability",
                     "nchs-rates")["estimates"][0]
        return one["reliability"], one["reasons"]

    assert sum(row[4] for row in ROWS) == 8
    few = ["fewer than 8 degrees of freedom"]
    assert verdict("--mean", "income") == ("review", few)
    assert verdict("--total", "*") == ("review", few)
    assert verdict("--total", "*", "--where", "psu in (3, 4)") == (
        "suppress", ["sample of the numerator below 10", "interval wider than 160 % of the estimate"])
    assert verdict("--total", "y")[1] == ["sample of the numerator below 10"]
    assert verdict("--ratio", "y/income")[1] == ["sample of the numerator below 10"]
    assert verdict("--ratio", "income/y")[1] == ["sample of the denominator below 10"]


def test_shares_come_from_a_file(survey, tmp_path):
    (tmp_path / "shares.csv").write_text("sex,share\nF,1\nM,0\n")
    standard = answer("survey", survey, *DESIGN, "--proportion", "y", "--standardise", "sex",
                      "--shares", tmp_path / "shares.csv")["estimates"][0]
    women = answer("survey", survey, *DESIGN, "--proportion", "y", "--by",
                   "sex")["estimates"][1]
    assert standard["value"] == pytest.approx(women["value"])


def test_given_replicates_are_found_by_their_pattern(tmp_path):
    rows = [(*row, row[3] * 2 * (row[1] % 2), row[3] * 2 * (1 - row[1] % 2)) for row in ROWS]
    path = tmp_path / "r.csv"
    path.write_text(text(rows, "stratum,psu,sex,w,y,income,w_1,w_2"))
    result = answer("survey", path, "--weight", "w", "--replicates", "w_*", "--replicate-kind",
                    "brr", "--mean", "income")
    assert result["data"]["replicates"] == 2 and result["estimates"][0]["se"] > 0


def test_a_lonely_stratum_is_status_1_and_says_what_to_do(tmp_path):
    path = tmp_path / "lonely.csv"
    path.write_text(text([row for row in ROWS if row[0] == 1 or row[1] == 6]))
    done = run("survey", path, *DESIGN, "--proportion", "y")
    assert done.returncode == 1
    page = " ".join(done.stdout.decode().split())
    assert "lonely-psu" in page and "Choose a policy: remove, certainty" in page
    adjusted = answer("survey", path, *DESIGN, "--proportion", "y", "--lonely-psu", "adjust")
    assert adjusted["estimates"][0]["status"] == "ok"


STATISTICS = ("--proportion, --average, --distribution, --mean, --total, --ratio, --quantile, "
              "--independence or --logistic")
REFUSED = {
    "no statistic": ([], 2, f"survey needs one statistic, not 0: {STATISTICS}"),
    "two statistics": (["--mean", "income", "--total", "y"], 2,
                       f"survey needs one statistic, not 2: {STATISTICS}"),
    "unknown weight": (["--weight", "v", "--mean", "y"], 3,
                       "s.csv: weight: the survey has no column 'v'"),
    "text as number": (["--mean", "sex"], 3,
                       "s.csv: mean: column 'sex' must hold numbers, not text"),
    "not a truth": (["--proportion", "income"], 3,
                    "s.csv: proportion: 'income' must be 0 or 1, not 100 (row 1)"),
    "no expression": (["--proportion", "y = 1"], 2,
                      "proportion: expression, character 3: 'equal' is written '==', not '='"),
    "unknown column in an expression": (
        ["--mean", "income", "--where", "age > 17"], 3,
        "s.csv: where: expression, character 1: there is no column 'age'"),
    "number as condition": (["--proportion", "y", "--among", "income & y"], 3,
                            "s.csv: among: expression, character 1, row 1: expected 0 or 1 as "
                            "a condition (or a comparison such as x == 1), found the number "
                            "100"),
    "unknown interval": (["--proportion", "y", "--interval", "bca"], 2,
                         "--interval must be logit, wald, arcsine, beta, korn-graubard, "
                         "wilson, likelihood or none, not 'bca' (did you mean 'beta'?)"),
    "no denominator": (["--ratio", "income"], 2,
                       "--ratio must be NUM/DEN, columns or expressions, not 'income'"),
    "quantile of nothing": (["--quantile", "0.5"], 2, "--quantile needs --of"),
    "half a calibration": (["--mean", "y", "--calibrate", "linear"], 2,
                           "--calibrate needs --margins or --auxiliary"),
    "no matching replicates": (["--mean", "y", "--replicates", "z*", "--replicate-kind", "brr"], 3,
                               "--replicates must match at least 2 columns; z* matches 0"),
    "unbalanced": (["--mean", "y", "--replicate-kind", "brr"], 3,
                   "s.csv: brr: a stratum must have 2 sampled PSUs; that of row 1 has 3 in the file, of 3 sampled"),
    "unknown reference": (["--mean", "y", "--by", "sex", "--compare", "ratio", "--reference", "X"],
                          2, "--reference must be a value of column 'sex', not 'X'"),
    "unknown form of labels": (["--mean", "y", "--labels", "names"], 2,
                               "--labels must be text or codes, not 'names'"),
    "unknown threshold": (["--mean", "y", "--threshold", "min-m=3"], 2,
                          "--threshold must be min-n, min-effective, min-events, min-df, "
                          "max-cv, max-width, review-n, review-df or review-cv, '=' and a "
                          "number above 0, not 'min-m=3'"),
    "auxiliary without total": (["--mean", "y", "--calibrate", "linear", "--auxiliary", "income"],
                                2, "--auxiliary must be COLUMN=TOTAL, not 'income'"),
    "no tilde": (["--logistic", "y"], 2,
                 "--logistic must be 'OUTCOME ~ TERM + TERM', not 'y'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_are_one_line(name, survey):
    arguments, status, message = REFUSED[name]
    done = run("survey", "s.csv", *DESIGN, *arguments, cwd=survey.parent)
    assert done.stderr.decode() == f"sdg16: {message}\n"
    assert (done.returncode, done.stdout) == (status, b"")


def test_an_average_is_a_share_in_text_and_has_no_flag_of_its_own_in_json(tmp_path):
    """Of five people with weights 1, 2, 1, 3, 2 the first answer has 4 of 9 and the second 3 of
    9: 38.89 %. The name of the statistic was read beyond its table."""
    (tmp_path / "a.csv").write_text("w,q1,q2\n1,1,0\n2,0,1\n1,1,1\n3,0,0\n2,1,0\n")
    line = ("survey", "a.csv", "--weight", "w", "--average", "q1==1; q2==1")
    text = good(*line, cwd=tmp_path)
    assert "Average of q1==1; q2==1" in text and "38.89 %" in text
    (estimate,) = answer(*line, cwd=tmp_path)["estimates"]
    assert estimate["value"] == pytest.approx(3.5 / 9) and estimate["flags"] == []
    assert estimate["interval"] == "logit" and estimate["events"] == 2


def test_of_is_of_the_quantile_alone(tmp_path):
    """It took the place of the expression of any other statistic that stood before it."""
    (tmp_path / "a.csv").write_text("w,x,y\n1,1,0\n2,5,1\n")
    done = run("survey", "a.csv", "--weight", "w", "--mean", "x", "--of", "y", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, b"sdg16: --of needs --quantile\n")


def test_a_margin_of_which_the_survey_has_no_value_is_refused(tmp_path):
    """The number of its cells is 0, by which the next column's was divided."""
    (tmp_path / "a.csv").write_text("m,g,w,y\n,a,1,1\n,b,1,2\n")
    (tmp_path / "margin.csv").write_text("m,g,population\nx,a,5\n")
    done = run("survey", "a.csv", "--weight", "w", "--mean", "y", "--calibrate", "linear",
               "--margins", "margin.csv", cwd=tmp_path)
    assert done.returncode == 3
    assert b"margin 1: a cell with a total above 0 must have a row of the survey; that of row 1 has none" in done.stderr


# ---- distributions ----

def test_a_distribution_in_all_formats(survey):
    command = ["survey", survey, *DESIGN, "--distribution", "y", "--by", "sex"]
    rows = list(csv.DictReader(io.StringIO(good(*command, "--format", "csv"))))
    assert list(rows[0])[:3] == ["sex", "y", "value"]
    assert [(r["sex"], r["y"]) for r in rows] == [
        (sex, y) for sex in ("", "F", "M") for y in ("0", "1")]
    mean, se = by_hand([row[4] for row in ROWS])
    for row, value in zip(rows, (1 - mean, mean)):
        assert float(row["value"]) == pytest.approx(value, rel=1e-13)
        assert float(row["se"]) == pytest.approx(se, rel=1e-11)
        assert row["categories_of"] == "y"
    estimates = answer(*command)["estimates"]
    assert [e["disaggregation"] for e in estimates] == [
        {"y": "0"}, {"y": "1"}, {"sex": "F", "y": "0"}, {"sex": "F", "y": "1"},
        {"sex": "M", "y": "0"}, {"sex": "M", "y": "1"}]
    assert estimates[0]["statistic"] == "distribution" and estimates[0]["of"] == "y"
    text = " ".join(good(*command).split())
    assert "Distribution of y sex y Estimate SE" in text
    assert "% is estimated for 0 among all; with 95 %" in text


@pytest.mark.parametrize("more", [["--protect", "5"], ["--compare", "difference", "--by", "sex"],
                                  ["--standardise", "sex"]])
def test_a_distribution_is_neither_protected_nor_compared_nor_standardised(survey, more):
    result = run("survey", survey, *DESIGN, "--distribution", "y", *more)
    assert result.returncode == 2 and not result.stdout
    assert f"{more[0]} cannot be used with --distribution" in result.stderr.decode()
