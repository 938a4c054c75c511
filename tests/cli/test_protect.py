"""--protect in mse and survey: what the output still has, and what it must not have."""
import csv
import io
import json
import os
import re

import pytest

from command import answer, good, run

# Girls: three on no two lists. Boys: enough for an estimate.
COUNTS = {("F", "adult"): [40, 30, 20, 8, 6, 5], ("F", "minor"): [2, 1, 0, 0, 0, 0],
          ("M", "adult"): [60, 50, 40, 12, 9, 7], ("M", "minor"): [12, 9, 8, 3, 2, 0]}
# Said beside every protected estimate from lists, and nothing of the data.
NOTES = ("Warnings and goodness of fit are withheld", "The undetected are rounded",
         "A reader who knows the sizes of the lists from elsewhere", "Publish one run.")
HISTORIES = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1)]
LISTS = "\n".join(["sex,age,A,B,C,count"] + [
    ",".join(map(str, (*stratum, *history, count)))
    for stratum, counts in COUNTS.items() for history, count in zip(HISTORIES, counts)]) + "\n"

# Of 48 women in the country two have not paid.
SURVEY = "\n".join(["sex,area,w,paid"] + [
    f"{sex},{area},{1 + i % 3},{int(i < paid)}" for sex, area, n, paid in
    (("F", "town", 60, 20), ("F", "land", 48, 46), ("M", "town", 70, 35), ("M", "land", 50, 25))
    for i in range(n)] + ["F,land,1,"]) + "\n"


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lists.csv").write_text(LISTS)
    (tmp_path / "survey.csv").write_text(SURVEY)
    return tmp_path


def only_notes(errors):
    """Other notes tell counts."""
    lines = errors.decode().splitlines()
    return len(lines) == len(NOTES) and all(f"note: {note}" in line
                                            for note, line in zip(NOTES, lines))


def mse(folder, *more, by="sex,age"):
    return ["mse", "lists.csv", "--by", by, "--bootstrap", "40", *more]


def survey(folder, *more, by="sex,area"):
    return ["survey", "survey.csv", "--weight", "w", "--proportion", "paid", "--by", by, *more]


def test_strata_that_are_suppressed(folder):
    done = run(*mse(folder, "--protect", "5", "--protect-report", "r.csv", "--format", "csv"),
               cwd=folder)
    assert done.returncode == 0 and only_notes(done.stderr)
    table = rows(done.stdout.decode())
    hidden = {(r["sex"], r["age"]) for r in table if r["status"] == "suppressed"}
    assert hidden == {(sex, age) for sex in "FM" for age in ("adult", "minor")}
    shown = [r for r in table if r["status"] != "suppressed"]
    assert len(shown) == 5
    for r in shown:
        if r["status"] == "no-estimate":  # the stratum of three people has no estimate
            assert not any(r[c] for c in ("total", "hidden", "lower", "upper", "se"))
            continue
        assert float(r["total"]) == float(r["observed"]) + float(r["hidden"])
        assert float(r["total"]).is_integer()
        assert not any(r[c] for c in ("deviance", "loglik", "aic", "bic", "failed", "z0", "df"))
    for r in table:
        if r["status"] == "suppressed":
            left = {c for c, v in r.items() if v} - {"sex", "age", "estimator", "selection"}
            assert left == {"status", "obs_status", "flags", "note"}
    report = rows((folder / "r.csv").read_text())
    assert [(r["cell"], r["action"]) for r in report if r["action"] != "derived"] == [
        ("sex=F,age=adult", "complementary"), ("sex=F,age=minor", "minimum"),
        ("sex=M,age=adult", "complementary"), ("sex=M,age=minor", "complementary")]
    assert len({json.dumps({c: v for c, v in r.items() if c not in ("sex", "age")})
                for r in table if r["status"] == "suppressed"}) == 1


def test_json_of_strata_has_the_estimates_alone(folder):
    result = answer(*mse(folder, "--protect", "5"), cwd=folder)
    assert set(result) == {"sdg16", "command", "schema", "data", "estimates", "notes",
                           "provenance"}
    assert all(said.startswith(note) for note, said in zip(NOTES, result["notes"]))
    assert set(result["data"]) == {"file", "layout", "lists", "columns"}
    assert all(set(column) == {"column", "use"} for column in result["data"]["columns"])
    assert set(result["provenance"]) == {"seed", "stream"}
    for e in result["estimates"]:
        assert not {"notes", "search", "deviance", "model_uncertainty", "boundary_terms",
                    "bootstrap"} & set(e)
        assert e["warnings"] == []
        assert (e["observed"] is None) == (e["status"] == "suppressed")
        assert (e["total"] is None) == (e["status"] in ("suppressed", "no-estimate"))
    exact = answer(*mse(folder), cwd=folder)["estimates"]
    known = [k for k, e in enumerate(result["estimates"]) if e["status"] == "ok"]
    assert len(known) == 2  # the sums without the stratum of three people
    for k in known:
        assert result["estimates"][k]["total"] == round(exact[k]["total"])


def test_text_of_strata(folder):
    text = good(*mse(folder, "--protect", "5"), cwd=folder)
    assert text.count("suppressed") == 4 and "were observed" not in text and "Lists" not in text
    assert "sex M, age minor" in text


def test_a_total_alone(folder):
    text = good("mse", "lists.csv", "--bootstrap", "40", "--protect", "5,base=10", cwd=folder)
    assert "320" in text and "324" not in text


# Everything beside the estimates tells overlaps of lists, exactly or nearly.
TELLING = ("fit_test", "residual", "chao_lower", "Chao", "overage", "p_deviance", "Pearson",
           "p-value", "Everyone", "no one", "hold the same", "groups that never", "assum",
           "smallest", "warning")


@pytest.mark.parametrize("by", [[], ["--by", "sex"]])
@pytest.mark.parametrize("format", ["text", "csv", "json"])
def test_nothing_of_what_the_estimate_rests_on(folder, format, by):
    # B lies within A, D meets nobody, [A,B,C,D] does not fit
    (folder / "nested.csv").write_text("sex,A,B,C,D,count\n" + "".join(
        f"{sex},{history},{count}\n" for sex in "FM" for history, count in (
            ("1,0,0,0", 200), ("1,1,0,0", 50), ("0,0,1,0", 90), ("1,0,1,0", 22),
            ("1,1,1,0", 8), ("0,0,0,1", 30))))
    arguments = ["mse", "nested.csv", *by, "--model", "[]", "--bootstrap", "40",
                 "--interval", "percentile", "--format", format]
    open_, closed = run(*arguments, cwd=folder), run(*arguments, "--protect", "5", cwd=folder)
    assert open_.returncode == closed.returncode == 0
    said = [line for line in closed.stderr.decode().splitlines()
            if not any(note in line for note in NOTES)]
    assert said in ([], ["sdg16: note: column 'sex' is not used"]) and not (by and said)
    said = (open_.stdout + open_.stderr).decode()
    assert "Everyone on" in said and "does not fit" in said
    shown = closed.stdout.decode()
    if format == "csv":  # the header names columns that have no values
        table = rows(shown)
        withheld = ("chao_lower", "coverage", "at_least", "at_least_lower", "gof_p", "pearson",
                    "face", "effective_parameters", "deviance", "df", "no_upper_limit",
                    "lower_error", "upper_error", "percentile_lower", "percentile_upper",
                    "infinite", "failed", "hidden_lower", "hidden_upper", "gap", "search_fits",
                    "bootstrap", "replicates")
        assert table and all(not row[column] for row in table for column in withheld)
        shown = shown.split("\n", 1)[1]
    shown = re.sub(r'"warnings": \[\s*\]', "", shown)
    found = [word for word in TELLING if word in shown]
    assert found == [], found


def test_rates_are_of_whole_persons(folder):
    done = run(*mse(folder, "--protect", "5", "--population", "1000000", "--format", "csv",
                    by="sex"), cwd=folder)
    assert done.returncode == 0
    assert done.stderr.startswith(b"sdg16: note: column 'age' is not used\n")
    table = rows(done.stdout.decode())
    assert float(table[0]["rate"]) == float(table[0]["total"]) / 10


def test_domains_of_a_survey(folder):
    done = run(*survey(folder, "--protect", "5", "--protect-report", "r.csv", "--format", "csv"),
               cwd=folder)
    assert done.returncode == 0 and not done.stderr
    table = rows(done.stdout.decode())
    hidden = [(r["sex"], r["area"]) for r in table if r["status"] == "suppressed"]
    assert hidden == [("F", "land")]
    assert all(not r[c] for r in table if r["status"] == "suppressed" for c in
               ("value", "n", "interval", "cv_band"))
    assert not any(r[c] for r in table for c in ("missing", "se", "lower", "upper", "weight",
                                                 "events", "df", "deff", "n_effective", "cv"))
    report = rows((folder / "r.csv").read_text())
    (few,) = [r for r in report if r["action"] == "minimum"]
    assert (few["cell"], few["count"]) == ("sex=F,area=land", "2")
    assert float(few["upper"]) - float(few["lower"]) >= 5 and float(few["lower"]) >= 1
    assert os.stat(folder / "r.csv").st_mode & 0o777 == 0o600


def test_text_and_json_of_a_survey(folder):
    text = good(*survey(folder, "--protect", "5"), cwd=folder)
    assert "Design" not in text and "without a value" not in text and "Reading" not in text
    assert text.count("suppressed") == 1 and " 60 %" in text and "60.00" not in text
    result = answer(*survey(folder, "--protect", "5"), cwd=folder)
    assert result["data"] == {"file": "survey.csv"} and "warnings" not in result
    (gone,) = [e for e in result["estimates"] if e["status"] == "suppressed"]
    assert gone["flags"] == ["suppressed"] and gone["value"] is None and gone["n"] is None
    assert all("missing" not in e for e in result["estimates"])  # withheld, as the schema says


@pytest.mark.parametrize("which, words", [
    (["--quantile", "0.5", "--of", "w"], "it can follow from a quantile"),
    (["--ratio", "paid/w"], "it can follow from a ratio"),
    (["--total", "*"], "it can follow from a total")])
def test_numbers_that_are_no_answers_are_refused(folder, which, words):
    command = ["survey", "survey.csv", "--weight", "w", "--by", "sex",
               "--where", "!(sex == 'F') | paid == 0 & area == 'land'", *which]
    assert good(*command, cwd=folder)
    done = run(*command, "--protect", "5", cwd=folder)
    assert done.returncode == 2 and not done.stdout and words in done.stderr.decode()


def test_comparisons_are_refused_where_a_count_is_suppressed(folder):
    command = survey(folder, "--where", "area == 'land'", "--compare", "difference",
                     "--format", "csv", by="sex")
    assert rows(good(*command, "--quiet", cwd=folder))[0]["value"]
    done = run(*command, "--protect", "5", cwd=folder)
    assert done.returncode == 2 and not done.stdout
    assert b"comparisons must not be published: a count is suppressed" in done.stderr


def test_verdicts_are_obeyed(folder):
    command = survey(folder, "--reliability", "custom", "--threshold", "min-n=49",
                     "--threshold", "review-n=55", "--format", "csv")
    table = rows(good(*command, "--protect", "0,reliability", cwd=folder))
    status = {(r["sex"], r["area"]): (r["status"], r["flags"], r["value"] == "") for r in table}
    assert status["F", "land"] == ("unreliable", "unreliable", True)
    assert status["M", "land"] == ("ok", "low-reliability", False)
    assert status["F", "town"] == ("ok", "", False)
    text = good(*command[:-2], "--protect", "0,reliability", cwd=folder)
    assert "ok, low-reliability" in text and "too few observations" in text


def test_controlled_rounding_adds_up(folder):
    table = rows(good(*survey(folder, "--protect", "0,base=10,controlled", "--format", "csv"),
                      cwd=folder))
    count = {(r["sex"], r["area"]): float(r["n"]) for r in table if r["n"]}
    assert all(value % 10 == 0 for value in count.values())
    assert count["", ""] == count["F", ""] + count["M", ""]


@pytest.mark.parametrize("arguments, words", [
    (["mse", "lists.csv", "--by", "sex", "--draws", "d.csv", "--protect", "5"],
     "--draws applies to results that are not protected; remove it, or --protect"),
    (["mse", "lists.csv", "--top", "3", "--protect", "5"], "--top applies to results that are not protected; remove it, or --protect"),
    (["mse", "lists.csv", "--top-intervals", "3", "--protect", "5"],
     "--top-intervals applies to results that are not protected; remove it, or --protect"),
    (["mse", "lists.csv", "--protect", "5,reliability"], "--protect ...,reliability needs a"),
    (["mse", "lists.csv", "--protect-report", "r.csv"],
     "--protect-report needs --protect"),
    (["mse", "lists.csv", "--protect", "5", "--protect-report", "lists.csv"], "--protect-report must be another file than the input, not 'lists.csv'"),
    (["survey", "survey.csv", "--mean", "paid", "--protect", "5,reliability"],
     "--protect ...,reliability needs a"),
    (["survey", "survey.csv", "--mean", "paid", "--protect", "5,controlled"],
     "--protect ...,controlled needs base=B"),
    (["survey", "survey.csv", "--mean", "paid", "--by", "sex", "--compare", "ratio",
      "--protect", "0,base=5"], "--compare cannot be used with --protect base=B"),
    (["survey", "survey.csv", "--mean", "paid", "--by", "sex", "--standardise", "sex",
      "--protect", "5"], "--protect cannot be used with --standardise over a --by column"),
    (["survey", "survey.csv", "--mean", "paid", "--by", "sex,area,w", "--protect",
      "0,base=5,controlled"], "controlled cannot be used with more than two --by columns"),
    (["mse", "lists.csv", "--by", "sex,age,area", "--protect", "0,base=5,controlled"],
     "controlled cannot be used with more than two --by columns"),
    (["survey", "survey.csv", "--independence", "sex,area", "--protect", "5"],
     "--protect cannot be used with --independence and --logistic"),
    (["survey", "survey.csv", "--logistic", "paid ~ sex", "--protect", "5"],
     "--protect cannot be used with --independence and --logistic"),
])
def test_refusals(folder, arguments, words):
    done = run(*arguments, cwd=folder)
    assert done.returncode == 2 and words in done.stderr.decode(), done
    assert done.stderr.count(b"\n") == 1 and not done.stdout


# ---- overlaps ----

def two_lists(folder, first, second, both):
    (folder / "two.csv").write_text(f"A,B,count\n1,0,{first}\n0,1,{second}\n1,1,{both}\n")
    return "mse", "two.csv", "--bootstrap", "50", "--protect", "5"


@pytest.mark.parametrize("format", ["text", "csv", "json"])
def test_a_total_that_would_tell_one_person_on_both_lists_is_withheld(folder, format):
    # of 201 only 100 * 100 / 1 are so many undetected
    done = run(*two_lists(folder, 100, 100, 1), "--format", format, "--protect-report", "r.csv",
               cwd=folder)
    text = done.stdout.decode()
    assert "201" in text and "no-estimate" in text and "10,201" not in text
    assert not any(tell in text for tell in ("10201", "10000", "[1,2]", "bca"))
    (row,) = rows((folder / "r.csv").read_text())
    assert (row["action"], row["lower"], row["upper"]) == ("estimate-withheld", "1", "1")


def test_few_on_both_lists_have_an_estimate_without_limits(folder):
    # 46 * 60 / 9 = 306.7
    (row,) = rows(good(*two_lists(folder, 46, 60, 9), "--format", "csv", "--quiet", cwd=folder))
    assert (row["status"], row["hidden"], row["total"]) == ("ok", "310", "425")
    assert not any(row[c] for c in ("se", "lower", "upper", "level", "interval", "bootstrap"))


def test_warnings_of_published_numbers_stay(folder):
    command = two_lists(folder, 4600, 6040, 90)  # 4600 * 6040 / 90 = 308,711
    expected = "The estimate (319,730) is more than 20 times the number observed (10,730)"
    assert expected in " ".join(good(*command, cwd=folder).split()).replace("- ", "-")
    (row,) = answer(*command, "--population", "300000", cwd=folder)["estimates"]
    assert len(row["warnings"]) == 2 and row["warnings"][1].startswith(expected)
    assert row["warnings"][0].startswith("The estimate (319,730) is above the population")
    done = run(*command, "--format", "csv", cwd=folder)
    assert b"sdg16: warning: " + expected.encode() in done.stderr


def test_a_sum_does_not_give_a_withheld_estimate_back(folder):
    (folder / "by.csv").write_text("sex,A,B,count\nF,1,0,300\nF,0,1,300\nF,1,1,100\n"
                                   "M,1,0,100\nM,0,1,100\nM,1,1,1\n")
    table = rows(good("mse", "by.csv", "--by", "sex", "--interval", "wald", "--protect", "5",
                      "--format", "csv", "--quiet", cwd=folder))
    assert [(r["sex"], r["observed"], r["total"], r["status"]) for r in table] == [
        ("", "901", "", "no-estimate"), ("F", "700", "1600", "ok"), ("M", "201", "", "no-estimate")]


# ---- the same count in other words ----

CELLS = (("F", "town", 60, 20), ("F", "land", 48, 46), ("M", "town", 70, 35), ("M", "land", 50, 25))


def in_other_words(folder, *which):
    (folder / "s.csv").write_text("sex,area,w,paid,yn,contact,many\n" + "\n".join(
        f"{sex},{area},{1 if area == 'town' else 3},{int(i < paid)},{1 + (i >= paid)},1,"
        f"{i // 4 % 11}" for sex, area, n, paid in CELLS for i in range(n)) + "\n")
    command = ["survey", "s.csv", "--weight", "w", "--by", "sex,area", *which]
    assert good(*command, cwd=folder)
    return command


@pytest.mark.parametrize("which", [
    ["--ratio", "paid/contact"], ["--ratio", "paid/(1-paid+paid)"], ["--ratio", "yn/(paid+yn)"],
    ["--quantile", "0.96", "--of", "yn"], ["--quantile", "0.9", "--of", "10 + yn * 2 + paid"],
    ["--ratio", "(1 - paid)/(1 + many)"], ["--ratio", "(1 + many)/(2 - paid)"],
    ["--ratio", "(1 + many) * (paid == 0)/(1 + many)"],
    ["--mean", "(yn == 2) * many * paid + 7 * (yn == 2) + many * (sex == 'F') * (paid == 0)"]])
def test_counts_in_other_words_are_refused(tmp_path, which):
    """Two values make a proportion, whatever they are: 46 of 48 would come back."""
    done = run(*in_other_words(tmp_path, *which), "--protect", "5", cwd=tmp_path)
    assert done.returncode == 2 and not done.stdout and b"it can follow from a" in done.stderr


@pytest.mark.parametrize("which, step", [
    (["--mean", "paid*100"], 1), (["--mean", "yn"], 0.01), (["--total", "yn"], 1),
    (["--mean", "paid * 7 + contact"], 0.05), (["--mean", "1 + 8 * (yn - 1) * (sex == 'F')"], 0.05)])
def test_numbers_of_few_values_are_published_in_steps(tmp_path, which, step):
    command = in_other_words(tmp_path, *which)
    done = run(*command, "--protect", "5", "--format", "csv", "--protect-report", "r.csv",
               cwd=tmp_path)
    assert done.returncode == 0
    table = {(r["sex"], r["area"]): r for r in rows(done.stdout.decode())}
    assert table["F", "land"]["status"] == "suppressed" and not table["F", "land"]["value"]
    for row in table.values():
        assert not any(row.get(c) for c in ("se", "lower", "upper", "weight", "events", "deff"))
        if row["value"]:
            assert abs(float(row["value"]) / step - round(float(row["value"]) / step)) < 1e-6
    office = [r for r in rows((tmp_path / "r.csv").read_text()) if r["action"] == "minimum"]
    assert "sex=F,area=land" in [r["cell"] for r in office]
    assert all(r["count"] == "2" and float(r["upper"]) - float(r["lower"]) >= 5 for r in office)


def test_standardised_values_tell_their_categories(folder):
    (folder / "shares.csv").write_text("area,share\ntown,0\nland,1\n")
    done = run("survey", "survey.csv", "--weight", "w", "--proportion", "paid", "--by", "sex",
               "--standardise", "area", "--shares", "shares.csv", "--protect", "5", cwd=folder)
    assert done.returncode == 2 and b"the value tells the categories" in done.stderr


def test_groups_of_areas_are_made_of_what_is_released(tmp_path):
    (tmp_path / "a.csv").write_text("ref_area,time_period,sex,w,contact,paid,asked\n" + "\n".join(
        f"{area},2020,{sex},{w},yes,{'yes' if i < paid else 'no'},no"
        for area, sex, w, n, paid in ((826, "F", 3, 48, 46), (826, "M", 3, 50, 25),
                                      (250, "F", 10, 44, 21), (250, "M", 10, 40, 18))
        for i in range(n)) + "\n")
    (tmp_path / "groups.csv").write_text("ref_area,group,weight\n826,150,1\n250,2,1\n")
    command = ["indicator", "16.5.1", "a.csv", "--weight", "w", "--by", "sex", "--groups",
               "groups.csv", "--rule", "mean"]
    exact = good(*command, "--format", "csv", cwd=tmp_path)
    assert "95.8333" in exact
    for format_name in ("csv", "text", "json", "sdmx-csv"):
        text = good(*command, "--protect", "5", "--format", format_name, cwd=tmp_path)
        assert "95.8" not in text
    found = {(r["ref_area"], r["sex"]): r["value"]
             for r in rows(good(*command, "--protect", "5", "--format", "csv", cwd=tmp_path))
             if r["series"] == "IU_COR_BRIB"}
    assert found["150", "F"] == "" and float(found["2", "M"]) == 45


def test_the_exit_status_follows_what_is_published(tmp_path):
    for name, n in (("one", 1), ("three", 3)):
        (tmp_path / "s.csv").write_text("g,w,y\n" + "a,1,1\n" * n)
        done = run("survey", "s.csv", "--weight", "w", "--proportion", "y", "--protect", "5",
                   cwd=tmp_path)
        assert done.returncode == 1, name
