"""mse --covariates: one model of lists and covariates. Reference values: tests/golden/data."""
import csv
import io
import json
import math

import pytest

from command import SOURCES, good, run

TABLES = SOURCES / "tests" / "golden" / "data" / "tables"
STUDY = (str(TABLES / "synth5.csv"), "--lists", "Po,Ng,Bo,La,He", "--covariates",
         "sex,age,citizenship,form,year")
REFERENCE = list(csv.DictReader((SOURCES / "tests" / "golden" / "data" / "covariates.csv").open()))


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def reference(model, group=""):
    return {row["quantity"]: row["value"] for row in REFERENCE
            if row["dataset"] == "synth5" and row["model"] == model and row["group"] == group}


def row_of(table, **values):
    covariates = ("sex", "age", "citizenship", "form", "year")
    (row,) = [r for r in table if all(r[c] == values.get(c, "") for c in covariates)]
    return row


MODEL = "Po + Ng + Bo + La + He + sex + age + citizenship + form + year + La*form*sex + Po*La"


def test_a_given_model_has_the_reference_values():
    table = rows(good("mse", *STUDY, "--formula", MODEL, "--interval", "none", "--format", "csv",
                      "--quiet"))
    want = reference(MODEL)
    total = row_of(table)
    for name in ("total", "se"):
        assert float(total[name]) == pytest.approx(float(want[name]), rel=1e-9)
    for name in ("deviance", "pearson", "loglik", "aic", "bic"):
        assert float(total[name]) == pytest.approx(float(want[name]), rel=1e-9)
    assert int(total["parameters"]) == int(want["npar"])
    women = reference(MODEL, "sex=female")
    assert float(row_of(table, sex="female")["total"]) == pytest.approx(float(women["total"]))
    assert float(row_of(table, sex="female")["se"]) == pytest.approx(float(women["se"]))


def test_parts_add_up_to_the_total():
    table = rows(good("mse", *STUDY, "--interval", "none", "--crossings", "sex,age;form,year",
                      "--format", "csv", "--quiet"))
    total = float(row_of(table)["total"])
    for part in (("sex",), ("year",), ("sex", "age"), ("form", "year")):
        held = [r for r in table if all(r[c] for c in part) and sum(
            bool(r[c]) for c in ("sex", "age", "citizenship", "form", "year")) == len(part)]
        assert sum(float(r["total"]) for r in held) == pytest.approx(total, rel=1e-12)


def test_selection_finds_the_dependence_of_the_study():
    found = json.loads(good("mse", *STUDY, "--interval", "wald", "--format", "json", "--quiet"))
    assert "Po:Ng" in found["model"] and "La:form" in found["model"]
    total = found["estimates"][0]
    assert total["lower"] < 4200 < total["upper"]  # the number of the synthetic study
    assert [step["change"] for step in found["path"]][:2] == [None, "+ sex:form"]
    assert any("not proved" in note for note in found["notes"])


def test_a_polynomial_of_full_degree_is_the_factor():
    factor = rows(good("mse", *STUDY, "--formula", "Po:year", "--interval", "none", "--format",
                       "csv", "--quiet"))
    study = (*STUDY[:-1], "sex,age,citizenship,form,poly(year,3)")
    curve = rows(good("mse", *study, "--formula", "Po:poly(year,3) + poly(year,3)", "--interval",
                      "none", "--format", "csv", "--quiet"))
    assert float(curve[0]["total"]) == pytest.approx(float(factor[0]["total"]), rel=1e-11)
    assert float(curve[0]["deviance"]) == pytest.approx(float(factor[0]["deviance"]), rel=1e-11)


def test_the_order_of_columns_rows_and_threads_changes_no_bit(tmp_path):
    table = rows(open(STUDY[0]).read())
    names = list(table[0])[::-1]
    path = tmp_path / "turned.csv"
    with path.open("w") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerows(table[::-1])
    options = ("--bootstrap", "40", "--format", "csv", "--quiet")
    first = good("mse", *STUDY, *options)
    turned = good("mse", str(path), "--lists", "He,La,Bo,Ng,Po", *STUDY[3:], "--threads", "2",
                  *options)
    numbers = [{k: v for k, v in r.items() if k not in ("model", "model_names")}
               for r in rows(first)]
    assert numbers == [{k: v for k, v in r.items() if k not in ("model", "model_names")}
                       for r in rows(turned)]


def test_shards_of_draws_are_those_of_one_run(tmp_path):
    options = (*STUDY, "--bootstrap", "60", "--interval", "percentile", "--quiet", "--format", "csv")
    good("mse", *options, "--draws", str(tmp_path / "all.csv"))
    for part in ("0:20", "20:60"):
        good("mse", *options, "--replicates", part, "--draws",
             str(tmp_path / f"{part.split(':')[0]}.csv"))
    merged = good("draws", str(tmp_path / "0.csv"), str(tmp_path / "20.csv"), "--interval",
                  "percentile", "--format", "csv", "--quiet")
    assert merged == good("draws", str(tmp_path / "all.csv"), "--interval", "percentile",
                          "--format", "csv", "--quiet")


def unbounded(tmp_path):
    """Among F the two lists share nobody."""
    path = tmp_path / "u.csv"
    path.write_text("A,B,sex,count\n1,0,F,10\n0,1,F,12\n1,0,M,20\n0,1,M,15\n1,1,M,5\n")
    return str(path)


def test_a_group_can_have_an_estimate_where_the_total_has_none(tmp_path):
    result = run("mse", unbounded(tmp_path), "--covariates", "sex", "--formula", "A*sex + B*sex",
                 "--interval", "none", "--format", "csv", "--quiet")
    assert result.returncode == 1
    table = {r["sex"]: r for r in rows(result.stdout.decode())}
    assert table["M"]["status"] == "ok"  # Lincoln and Petersen: 25 x 20 / 5
    assert float(table["M"]["total"]) == pytest.approx(100)
    assert table["F"]["status"] == "unbounded" == table[""]["status"]
    assert table["F"]["total"] == "" == table[""]["total"]


def test_two_lists_have_the_closed_form(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("A,B,sex,count\n1,0,F,40\n0,1,F,60\n1,1,F,20\n1,0,M,30\n0,1,M,90\n1,1,M,10\n")
    text = good("mse", str(path), "--covariates", "sex", "--formula", "A*sex + B*sex",
                "--interval", "none", "--format", "csv", "--quiet")
    table = {r["sex"]: float(r["total"]) for r in rows(text)}
    assert table["F"] == pytest.approx(60 * 80 / 20) and table["M"] == pytest.approx(40 * 100 / 10)
    assert table[""] == pytest.approx(240 + 400)
    se = {r["sex"]: float(r["se"]) for r in rows(text)}
    hidden = {"F": 40 * 60 / 20, "M": 30 * 90 / 10}
    delta = {"F": 1 / 40 + 1 / 60 + 1 / 20, "M": 1 / 30 + 1 / 90 + 1 / 10}
    for sex, h in hidden.items():
        assert se[sex] == pytest.approx(math.sqrt(h + h * h * delta[sex]))


@pytest.mark.parametrize("options, message", [
    (("--formula", "Po:Xx"), "'Xx' is neither a list nor a covariate"),
    (("--formula", "Po:Ng:Bo"), "needs all terms below it"),
    (("--formula", "Po*Ng*Bo*La*He"), "must not have the interaction of all 5 lists"),
    (("--formula", "Po +"), "ends where a list or a covariate is expected"),
    (("--formula", "Po:Ng)"), "expected at character 6"),
    (("--formula", "poly(sex,1)"), "must be different whole numbers"),
    (("--formula", "poly(year,4)"), "degree must be from 1 to 3"),
    (("--formula", "poly(Po,1)"), "'Po' is a list"),
    (("--formula", "year:sex + poly(year,2)"), "written the same way"),
    (("--crossings", "sex,hair"), "crossing must be of covariates"),
])
def test_what_cannot_be_read_is_named(options, message):
    result = run("mse", *STUDY, *options, "--interval", "none")
    assert result.returncode in (2, 3) and message in result.stderr.decode(), result.stderr


@pytest.mark.parametrize("options", [
    ("--by", "sex"), ("--protect", "5"), ("--model", "[12]"), ("--top", "3"),
    ("--interval", "bca"), ("--interval", "profile"), ("--select", "downhill"),
    ("--existence", "coefficients"), ("--formula", "Po:Ng", "--scope", "Po:Ng")])
def test_what_has_no_effect_or_sense_is_refused(options):
    result = run("mse", *STUDY, *options)
    assert result.returncode == 2 and options[0].lstrip("-") in result.stderr.decode()


def test_names_that_are_not_words_are_in_backquotes(tmp_path):
    path = tmp_path / "n.csv"
    path.write_text("my list,`B`,sex of person,count\n1,0,F,40\n0,1,F,60\n1,1,F,20\n"
                    "1,0,M,30\n0,1,M,90\n1,1,M,10\n")
    found = json.loads(good("mse", str(path), "--covariates", "sex of person", "--formula",
                            "`my list`*`sex of person` + ```B```:`sex of person`", "--interval",
                            "none", "--format", "json", "--quiet"))
    assert found["model"] == ("`my list` + ```B``` + `sex of person` + `my list`:`sex of person` + "
                              "```B```:`sex of person`")
    assert found["estimates"][0]["total"] == pytest.approx(640)


def test_a_time_limit_keeps_the_draws_and_the_result(tmp_path):
    kept = tmp_path / "kept.csv"
    for limit in ("1", "4", "16", "60"):  # a loaded machine may need longer for enough
        result = run("mse", *STUDY, "--bootstrap", "1000000", "--draws", str(kept), "--time-limit",
                     limit, "--quiet")
        if b"rests on" in result.stderr:
            break
    assert result.returncode == 4
    assert b"the interval rests on" in b" ".join(result.stdout.split())
    assert b"the time limit has passed" in result.stderr
    good("draws", str(kept), "--gaps", "--interval", "percentile")
