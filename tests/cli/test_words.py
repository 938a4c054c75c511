"""Words as people type them: help, near words, options of other programs, areas."""
import csv
import io
import json
import re
import shlex

import pytest

from command import answer, good, run

KOSOVO = "datasets/kosovo/data.csv"


@pytest.mark.parametrize("line", (["-h"], ["help"], ["--help"]))
def test_help_of_the_command(line):
    assert good(*line).startswith("Usage: sdg16 SUBCOMMAND")


@pytest.mark.parametrize("line", (["mse", "-h"], ["help", "mse"]))
def test_help_of_a_subcommand(line):
    assert good(*line) == good("mse", "--help")


def test_the_command_alone_shows_its_help_and_fails():
    ended = run()
    assert ended.returncode == 2 and ended.stdout.decode().startswith("Usage: sdg16 SUBCOMMAND")


@pytest.mark.parametrize("line, words", (
    (["mes"], "did you mean 'mse'?"),
    (["help", "mes"], "did you mean 'mse'?"),
    (["mse", "x.csv", "--lsits", "a"], "did you mean '--lists'?"),
    (["mse", "x.csv", "--SELECT", "bic"], "did you mean '--select'?"),
    (["mse", "x.csv", "--select", "BICC"], "did you mean 'bic'?"),
    (["mse", "x.csv", "--weights", "n"], "--count COLUMN"),
    (["survey", "x.csv", "--weights", "w"], "--weight COLUMN"),
    (["survey", "x.csv", "--pweight=w"], "--weight COLUMN"),
    (["survey", "x.csv", "--cluster", "c"], "--psu COLUMN"),
    (["survey", "x.csv", "--svyset", "c"], "--strata COLUMN"),
    (["survey", "x.csv", "--subpop", "c"], "--where EXPRESSION"),
    (["mse", "x.csv", "--strata", "sex"], "--by COLUMN"),
    (["mse", "x.csv", "--ci", "0.9"], "--level"),
    (["mse", "x.csv", "--conf.level", "0.9"], "--level 0.95"),
    (["mse", "x.csv", "--set_seed", "1"], "--seed N"),
    (["mse", "x.csv", "-o"], "-o needs a value")))
def test_what_was_meant_is_named(line, words):
    ended = run(*line)
    assert ended.returncode == 2 and words in ended.stderr.decode()
    assert ended.stderr.decode().count("\n") == 1


def test_o_is_output(tmp_path):
    good("catalog", "16.2.2", "-o", str(tmp_path / "a.txt"))
    assert (tmp_path / "a.txt").read_text() == good("catalog", "16.2.2")


@pytest.fixture(name="detainees")
def prisons(tmp_path):
    path = tmp_path / "prisons.csv"
    path.write_text("year,unsentenced,held\n2023,15523,85851\n")
    return str(path)


# Codes of M49 (United Nations Statistics Division).
@pytest.mark.parametrize("area, m49", (
    ("826", 826), ("GBR", 826), ("gbr", 826), ("GB", 826), ("UK", 826), ("United Kingdom", 826),
    ("004", 4), ("AND", 20), ("NA", 516), ("NAM", 516), ("Cote d'Ivoire", 384),
    ("C\u00f4te d\u2019Ivoire", 384), ("Viet Nam", 704), ("Vietnam", 704), ("World", 1),
    ("Latin America and the Caribbean", 419), ("The Netherlands", 528),
    ("St. Lucia", 662), ("Republic of Korea", 410), ("T\u00fcrkiye", 792), ("Bolivia", 68)))
def test_an_area_by_code_or_name(detainees, area, m49):
    rows = good("indicator", "16.3.2", detainees, "--area", area, "--format", "sdmx-csv",
                "--quiet").splitlines()
    place = rows[0].split(",").index("REF_AREA")
    assert {row.split(",")[place] for row in rows[1:]} == {str(m49)}


@pytest.mark.parametrize("area, nearest", (
    ("Untied Kingdom", "826, United Kingdom"), ("Germny", "276, Germany")))
def test_an_unknown_area_names_the_nearest(detainees, area, nearest):
    ended = run("indicator", "16.3.2", detainees, "--area", area, "--format", "sdmx-csv")
    assert ended.returncode == 3 and f"did you mean {nearest}" in ended.stderr.decode()


def test_areas_of_a_column(tmp_path):
    path = tmp_path / "areas.csv"
    path.write_text("country,year,unsentenced,held\nUnited Kingdom,2023,1,4\nDEU,2023,2,5\n")
    rows = good("indicator", "16.3.2", str(path), "--format", "csv", "--quiet")
    assert ",826,2023," in rows and ",276,2023," in rows
    path.write_text("country,year,unsentenced,held\nBavaria,2023,1,2\nBE,2023,1,2\n")
    rows = good("indicator", "16.3.2", str(path), "--format", "csv", "--quiet")
    assert ",Bavaria,2023," in rows and ",BE,2023," in rows  # BE may be Berlin


def test_a_name_is_a_country_only_among_countries(tmp_path):
    path = tmp_path / "d.csv"

    def areas(*names):
        path.write_text("area,year,detected,population\n" + "".join(
            f"{name},2022,5,1000\n" for name in names))
        text = good("indicator", "16.2.2", str(path), "--format", "csv", "--quiet")
        return {row["ref_area"] for row in csv.DictReader(io.StringIO(text))}
    assert areas("Georgia", "Armenia") == {"268", "51"} == areas("GEO", "051")
    assert areas("Georgia", "Alabama") == {"Georgia", "Alabama"}
    assert areas("COD", "Alabama", "08") == {"COD", "Alabama", "8"}


# ---- columns in another case ----

LISTS = ("A,B,C,Sex,AGE,Count\n" + "".join(
    f"{history},{sex},{age},{20 + 3 * i}\n" for sex in "FM" for age in (10, 30)
    for i, history in enumerate(("1,0,0", "0,1,0", "0,0,1", "1,1,0", "1,0,1", "0,1,1", "1,1,1"))))


def test_columns_are_found_in_another_case_if_one_name_fits(tmp_path):
    (tmp_path / "h.csv").write_text(LISTS)
    (tmp_path / "p.csv").write_text("SEX,Age,Population\nF,0-17,1000\nM,0-17,2000\nF,18+,5000\n"
                                    "M,18+,4000\n")
    exact = ["--by", "Sex,AGE", "--bands", "AGE=18", "--where", "AGE > 5", "--count", "Count"]
    other = ["--by", "sex,age", "--bands", "Age=18", "--where", "age > 5", "--count", "COUNT",
             "--lists", "a,b,c", "--population", "p.csv"]
    same = [answer("mse", "h.csv", *more, "--interval", "none", cwd=tmp_path)["estimates"]
            for more in (exact + ["--lists", "A,B,C"], other)]
    assert [[e["total"], list(e["stratum"].values())] for e in same[0]] == [
        [e["total"], list(e["stratum"].values())] for e in same[1]]
    assert same[1][0]["rate_per_100000"]["population"] == 12000
    notes = same[1][0]["notes"]
    for there, asked in (("Sex", "sex"), ("AGE", "age"), ("Count", "COUNT"), ("A", "a")):
        assert f"Column '{there}' was taken for '{asked}'." in notes
    assert not any("was taken for" in note for note in same[0][0]["notes"])


def test_letters_beyond_ascii_have_cases_too(tmp_path):
    (tmp_path / "h.csv").write_text(LISTS.replace("Sex", "Région"))
    notes = answer("mse", "h.csv", "--by", "RÉGION", "--where", "rÉgion == 'F'", "--interval",
                   "none", cwd=tmp_path)["estimates"][0]["notes"]
    assert "Column 'Région' was taken for 'RÉGION'." in notes


@pytest.mark.parametrize("arguments, where", [
    (["mse", "h.csv", "--by", "SEX"], "h.csv"),
    (["mse", "h.csv", "--where", "SEX == 'F'"], "h.csv, line 1"),
    (["survey", "h.csv", "--weight", "Count", "--mean", "SEX"], "h.csv: mean: expression, character 1"),
    (["survey", "h.csv", "--weight", "SEX", "--mean", "Count"], "h.csv: weight"),
    (["survey", "h.csv", "--weight", "Count", "--mean", "A", "--by", "SEX"], "h.csv: by"),
    (["indicator", "16.3.2", "h.csv", "--map", "held=SEX", "--area", "826", "--period", "2020"],
     "map"),
    (["indicator", "16.3.2", "h.csv", "--map", "held=A,unsentenced=B,sex=SEX", "--by", "sex",
      "--area", "826", "--period", "2020"], "map")])
def test_two_columns_that_differ_in_case_alone_are_not_chosen_between(tmp_path, arguments, where):
    (tmp_path / "h.csv").write_text(LISTS.replace("Sex,AGE", "sex,Sex"))
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 3 and done.stdout == b"", done
    assert done.stderr.decode() == (
        f"sdg16: {where}: there is no column 'SEX'; 'sex' and 'Sex' both differ from it in case "
        "alone: write the one that is meant\n")
    # the exact name is taken
    assert run("mse", "h.csv", "--by", "Sex", "--interval", "none", cwd=tmp_path).returncode == 0


def test_a_survey_takes_columns_in_another_case_and_says_so(tmp_path):
    (tmp_path / "s.csv").write_text("W,Y,Region,Psu\n1,1,a,1\n2,0,a,2\n1,1,b,3\n3,0,b,4\n")
    result = answer("survey", "s.csv", "--weight", "w", "--psu", "PSU", "--by", "region",
                    "--proportion", "y == 1", cwd=tmp_path)
    exact = answer("survey", "s.csv", "--weight", "W", "--psu", "Psu", "--by", "Region",
                   "--proportion", "Y == 1", cwd=tmp_path)
    assert [e["value"] for e in result["estimates"]] == [e["value"] for e in exact["estimates"]]
    said = json.dumps(result, ensure_ascii=False)
    assert ("columns were taken whose names differ in case: 'W' for 'w', 'Psu' for 'PSU', "
            "'Region' for 'region', 'Y' for 'y'") in said
    assert "differ in case" not in json.dumps(exact)


def test_an_indicator_takes_mapped_columns_in_another_case(tmp_path):
    (tmp_path / "i.csv").write_text("Year,U,HELD\n2023,10,50\n")
    (value, *_) = answer("indicator", "16.3.2", "i.csv", "--area", "826", "--map",
                         "unsentenced=u", cwd=tmp_path)["estimates"]
    assert value["value"] == 20


# ---- one of anything ----

MANY = r"(?<![\d.,])(?<!of )1 (?:people|persons|rows|strata|lists|columns|files|replicates|units|values)\b"


def test_the_name_of_a_file_stays_as_it_is(tmp_path):
    """It is no number of files, and what a reader would look for."""
    (tmp_path / "my 1 files.csv").write_text("A,B,count\n1,0,x\n0,1,2\n")
    done = run("mse", "my 1 files.csv", "--lists", "A,B", "--count", "count", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith(b"sdg16: my 1 files.csv, line 2, "), done.stderr


def test_no_message_says_one_people(tmp_path):
    """Data of one person, one row, one stratum, one value: nothing is a plural of one."""
    files = {"h.csv": "A,B,count\n1,0,1\n0,1,1\n1,1,1\n", "one.csv": "A,B,count\n1,1,1\n",
             "sex.csv": "A,B,sex,count\n1,0,F,30\n0,1,F,20\n1,1,F,9\n1,0,M,1\n0,1,M,1\n1,1,M,1\n",
             "s.csv": "w,y,z\n2,1,1\n", "t.csv": "w,y,z\n2,1,1\n3,,1\n1,1,1\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    for line in ("mse h.csv", "mse one.csv", "check one.csv", "check h.csv --all", "mse sex.csv --by sex",
                 "mse sex.csv --where 'count < 2'", "survey s.csv --weight w --proportion y==1",
                 "survey t.csv --weight w --proportion y==1 --by z", "convert s.csv o.csv",
                 "mse h.csv --population 1", "mse h.csv --interval wald"):
        done = run(*shlex.split(line), cwd=tmp_path)
        said = " ".join((done.stdout + done.stderr).decode().split())
        assert not re.search(MANY, said), (line, re.search(MANY, said), said)
