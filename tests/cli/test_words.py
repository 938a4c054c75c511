"""Words as people type them: help, near words, options of other programs, areas."""
import csv
import io

import pytest

from command import good, run

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
