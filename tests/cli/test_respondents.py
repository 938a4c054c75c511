"""sdg16 indicator of microdata: designs, maps, formats, audit and coding, refusals."""
import csv
import io
import math

import pytest

from command import DATASETS, SOURCES, answer, good, run

# contact, paid, asked, sex, age, stratum, psu, weight
ROWS = [(1, 1, 2, "F", 20, 1, 1, 1), (1, 2, 2, "M", 30, 1, 1, 2), (1, 1, 1, "F", 40, 1, 2, 4),
        (2, "", "", "M", 50, 1, 2, 8), (1, 2, 1, "F", 60, 2, 3, 16), (98, "", "", "M", 70, 2, 3, 32),
        (1, 2, 2, "F", 80, 2, 4, 64), (1, 77, 2, "M", 90, 2, 4, 128)]
DESIGN = ["--weight", "w", "--strata", "stratum", "--psu", "psu"]
MAP = ["--map", "contact=q1,paid=q2,asked=q3,paid.refused=77"]


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("\n".join(["q1,q2,q3,sex,age,stratum,psu,w",
                               *(",".join(map(str, row)) for row in ROWS)]) + "\n")
    return path


def table(*arguments):
    return list(csv.DictReader(io.StringIO(good(*arguments, "--format", "csv"))))


def by_hand(positive, valid):
    """The ratio in per cent and its standard error with replacement, from the definition."""
    base = sum(row[7] for row in ROWS if valid(row))
    share = sum(row[7] for row in ROWS if valid(row) and positive(row)) / base
    variance = 0
    for stratum in (1, 2):
        units = {}
        for row in ROWS:
            if row[5] == stratum:
                score = row[7] * (positive(row) - share) / base if valid(row) else 0
                units[row[6]] = units.get(row[6], 0) + score
        mean = sum(units.values()) / len(units)
        variance += len(units) / (len(units) - 1) * sum((u - mean) ** 2 for u in units.values())
    return 100 * share, 100 * math.sqrt(variance)


def test_values_and_standard_errors_are_those_of_the_definition(people):
    rows = table("indicator", "16.5.1", people, *DESIGN, *MAP, "--by", "sex")
    assert [row["series"] for row in rows] == ["IU_COR_BRIB", "", ""] * 3
    assert [row["sex"] for row in rows] == ["_T"] * 3 + ["F"] * 3 + ["M"] * 3
    for row in rows[::3]:
        value, se = by_hand(lambda r: 1 in r[1:3],
                            lambda r: r[0] == 1 and r[1] != 77 and row["sex"] in ("_T", r[3]))
        assert float(row["value"]) == pytest.approx(value, rel=1e-12)
        assert float(row["se"]) == pytest.approx(se, rel=1e-12, abs=1e-12)
    assert rows[0]["n"] == "5" and rows[0]["events"] == "3" and rows[0]["note"] == "ages 20 to 90"


def test_json_csv_and_text_say_the_same(people):
    command = ["indicator", "16.5.1", people, *DESIGN, *MAP, "--by", "sex,age", "--crossed", "1",
               "--bands", "15,25,65"]
    rows, estimates = table(*command), answer(*command)["estimates"]
    assert len(rows) == len(estimates) == 3 * (1 + 2 + 3)
    for row, estimate in zip(rows, estimates):
        groups = {name: row[name] for name in ("sex", "age") if row[name] != "_T"}
        assert estimate["disaggregation"] == groups
        assert (row["value"] == "") == (estimate["value"] is None)
        if row["value"]:
            assert float(row["value"]) == estimate["value"]
    assert [row["age"] for row in rows[9::3]] == ["Y15T24", "Y25T64", "Y_GE65"]
    text = good(*command)
    assert text.startswith("Persons with contact who paid or were asked for a bribe: 24.")
    assert "Y25T64" in text and "\x1b" not in text


def test_published_formats_have_the_reported_series_alone(people):
    command = ["indicator", "16.5.1", people, *DESIGN, *MAP, "--by", "sex", "--area", "250",
               "--period", "2023", "--quiet", "--format"]
    sdmx = list(csv.DictReader(io.StringIO(good(*command, "sdmx-csv"))))
    assert [(row["SERIES"], row["REF_AREA"], row["SEX"]) for row in sdmx] == [
        ("IU_COR_BRIB", "250", sex) for sex in ("_T", "F", "M")]
    assert float(sdmx[0]["LOWER_BOUND"]) < float(sdmx[0]["OBS_VALUE"])
    site = list(csv.DictReader(io.StringIO(good(*command, "open-sdg"))))
    assert [(row["Year"], row["Sex"]) for row in site] == [
        ("2023", ""), ("2023", "Female"), ("2023", "Male")]
    assert float(site[0]["Value"]) == float(sdmx[0]["OBS_VALUE"])


@pytest.mark.parametrize("interval", ["wald", "beta", "wilson", "arcsine", "korn-graubard", "logit"])
def test_intervals_and_schemes_of_surveys(people, interval):
    command = ["indicator", "16.5.1", people, *DESIGN, *MAP, "--interval", interval,
               "--reliability", "nchs"]
    row = table(*command)[0]
    assert row["interval"] == interval
    assert row["reliability"] == "suppress" and row["obs_status"] == "U"


def test_where_takes_rows_of_the_file(people):
    rows = table("indicator", "16.5.1", people, *DESIGN, *MAP, "--where", "age < 50")
    assert float(rows[0]["value"]) == pytest.approx(100 * 5 / 7, rel=1e-12)


# ---- audit and coding ----

def test_the_audit_adds_up_in_all_formats(people):
    command = ["indicator", "16.5.1", people, *DESIGN, *MAP, "--audit"]
    lines = table(*command)
    mine = [line for line in lines if line["series"] == "IU_COR_BRIB"]
    assert [(line["step"], line["reason"], line["rows"], line["weight"]) for line in mine] == [
        ("file", "", "8", "255"), ("denominator", "not: contact", "1", "8"),
        ("denominator", "don't know", "1", "32"), ("numerator", "refused", "1", "128"),
        ("counted", "", "5", "87"), ("positive", "", "3", "21")]
    assert float(mine[3]["percent"]) == pytest.approx(100 * 128 / 215, rel=1e-12)
    objects = answer(*command)["audit"]
    assert [(o["step"], o["rows"]) for o in objects] == [
        (line["step"], int(line["rows"])) for line in lines]
    assert ["numerator", "refused", "1", "128", "59.53"] in [
        line.split() for line in good(*command).splitlines()]


def test_the_coding_says_how_each_value_was_read(people):
    command = ["indicator", "16.5.1", people, *DESIGN, *MAP, "--coding", "--by", "sex"]
    lines = {(line["input"], line["value"]): (line["read_as"], line["rows"], line["column"])
             for line in table(*command)}
    assert lines["contact", "1"] == ("yes", "6", "q1")
    assert lines["contact", "98"] == ("don't know", "1", "q1")
    assert lines["paid", "77"] == ("refused", "1", "q2")
    assert lines["paid", ""] == ("blank", "2", "q2")
    assert lines["sex", "F"] == ("F", "4", "sex")
    both = answer(*command, "--audit")
    assert len(both["coding"]) == len(lines) and both["audit"]
    assert "don't know" in good(*command)


# ---- files with labels ----

def test_a_file_of_spss_is_read_by_its_labels():
    command = ["indicator", "16.5.1", DATASETS / "victimisation-survey" / "data.sav",
               "--weight", "weight", "--strata", "stratum", "--psu", "psu",
               "--map", "contact=q501,paid=q502,asked=q503", "--by", "required"]
    rows = table(*command)
    assert {row["sex"] for row in rows} >= {"_T", "F", "M"}
    lines = {(line["input"], line["value"]): line for line in table(*command, "--coding")}
    assert (lines["paid", "99"]["label"], lines["paid", "99"]["read_as"]) == ("Refused", "refused")
    assert lines["sex", "1"]["read_as"] == "M"


def test_a_converted_file_gives_the_same(tmp_path):
    source = DATASETS / "child-survey" / "data.sav"
    good("convert", source, tmp_path / "c.csv", "--missing", "tag")
    options = ["--weight", "weight", "--strata", "stratum", "--psu", "psu", "--by", "sex",
               "--map", "certificate=b1,registration=b2"]
    codes = ",certificate.seen=1,certificate.not_seen=2,certificate.no=3,sex.M=1,sex.F=2"
    a = table("indicator", "16.9.1", source, *options)
    b = table("indicator", "16.9.1", tmp_path / "c.csv", *options[:-1], options[-1] + codes)
    key = lambda row: (row["sex"], row["value"], row["se"], row["n"])
    assert [key(row) for row in a] == [key(row) for row in b]


# ---- disclosure ----

def test_small_numbers_are_protected(people, tmp_path):
    command = ["indicator", "16.5.1", people, *DESIGN, *MAP, "--by", "sex", "--format", "csv"]
    done = run(*command, "--protect", "3")
    assert done.returncode == 1  # so few people that nothing is published
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    plain = list(csv.DictReader(io.StringIO(good(*command))))
    assert [row["sex"] for row in rows] == [row["sex"] for row in plain]
    for row, before in zip(rows, plain):
        if int(before["n"]) < 3:
            assert (row["n"], row["value"], row["se"], row["weight"]) == ("", "", "", "")
    assert any(row["status"] == "suppressed" for row in rows)
    for option in ("--audit", "--coding"):
        done = run(*command, "--protect", "3", option)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.startswith(f"sdg16: {option} cannot be used with --protect".encode())


# ---- refusals ----

@pytest.mark.parametrize("arguments, message", [
    (["16.5.1"],
     "indicator 16.5.1 is computed from the microdata of a survey and needs its design"),
    (["16.1.1", "--weight", "w"],
     "--weight must not be given: 16.1.1 is not computed from the microdata"),
    (["16.5.1", "--weight", "x"], "'x'"),
    (["16.5.1", "--weight", "w", "--psu", "x"], "'x'"),
    (["16.5.1", "--weight", "w"], "people.csv must have a column 'contact' ("),
    (["16.5.1", "--weight", "w", "--map", "contact=nobody"],
     "map: the data must have the column 'nobody' for 'contact'"),
    (["16.5.1", "--weight", "w", "--map", "contact=q1,paid=q2,asked=q3"],
     "data row 8, column 'q2': expected paid (yes=1|y|true; no=2|0|n|false), found '77'"),
    (["16.5.1", "--weight", "w", *MAP, "--map", "x=q1"], "x"),
    (["16.5.1", "--weight", "w", *MAP, "--by", "nothing"],
     "people.csv must have a column 'nothing' (a dimension to disaggregate by)"),
    (["16.5.1", "--weight", "w", *MAP, "--by", "official"],
     "by needs columns of the categories of 'official'"),
    (["16.5.1", "--weight", "w", *MAP, "--bands", "25,15"],
     "bands must be the ages at which bands begin, in ascending order, such as 15,25,65, not '25,15'"),
    (["16.5.1", "--weight", "w", *MAP, "--where", "age <"], "character 6"),
    (["16.5.1", "--weight", "w", *MAP, "--where", "nobody == 1"], "nobody"),
    (["16.5.1", "--weight", "w", *MAP, "--set", "mode=any"], "mode"),
    (["16.5.1", "--weight", "w", *MAP, "--interval", "poisson"],
     "--interval must be logit, wald, arcsine, beta, korn-graubard, wilson, "
     "likelihood or none, not 'poisson'"),
    (["16.5.1", "--weight", "w", *MAP, "--population", "1000"], "population"),
    (["16.5.1", "--weight", "w", *MAP, "--audit", "--format", "sdmx-csv"], "--audit"),
    (["16.5.1", "--weight", "w", *MAP, "--coding", "--audit", "--format", "csv"], "--audit"),
    (["16.3.2", "--audit"], "--audit applies to the microdata of a survey; remove it, or add"),
    (["16.3.2", "--bands", "15"], "--bands applies to the microdata of a survey; remove it, or add"),
])
def test_what_cannot_be_is_refused_in_one_line(people, arguments, message):
    done = run("indicator", arguments[0], people, *arguments[1:])
    lines = done.stderr.decode().splitlines()
    assert done.returncode not in (0, 1) and done.stdout == b""
    assert len(lines) == 1 and lines[0].startswith("sdg16: ") and message in lines[0], lines
