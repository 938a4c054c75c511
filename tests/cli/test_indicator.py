"""sdg16 indicator: what it computes, writes and refuses."""
import csv
import io
import json

import pytest

from command import answer, good, run

HOMICIDES = """area,year,sex,victims,population
826,2022,male,5,366500
826,2022,female,9,348900
826,2022,,15,715400
"""


@pytest.fixture
def write(tmp_path):
    def make(name, text):
        (tmp_path / name).write_text(text)
        return name
    make.folder = tmp_path
    return make


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_text_says_the_value_and_shows_the_table(write):
    write("h.csv", HOMICIDES)
    text = good("indicator", "16.1.1", "h.csv", "--by", "sex", cwd=write.folder)
    assert text.startswith("Victims of intentional homicide per 100,000 population, 826, 2022: "
                           "2.10 (1.17 to 3.46).\n")
    assert "Note: 826, 2022: victims is 15 in all, but its parts by sex add up to 14" in text


def test_json_has_the_fields_of_the_contract(write):
    write("p.csv", "area,year,unsentenced,held\n826,2023,15523,85851\n")
    result = answer("indicator", "16.3.2", "p.csv", cwd=write.folder)
    assert list(result) == ["sdg16", "command", "schema", "estimates", "warnings", "provenance"]
    estimate = result["estimates"][0]
    assert estimate["value"] == 18.08132695018113
    assert estimate["disaggregation"] == {} and estimate["flags"] == []
    assert (estimate["indicator"], estimate["series"], estimate["unit"], estimate["status"]) == (
        "16.3.2", "VC_PRS_UNSNT", "PT", "ok")
    assert result["command"] == "indicator" and result["provenance"]["file"] == "p.csv"
    assert len(result["provenance"]["input_sha256"]) == 64


def test_a_value_that_cannot_be_is_null_with_its_reason(write):
    write("p.csv", "area,year,unsentenced,held\n826,2023,,85851\n")
    result = answer("indicator", "16.3.2", "p.csv", status=1, cwd=write.folder)
    assert [(e["value"], e["status"]) for e in result["estimates"]] == [
        (None, "missing-input"), (None, "missing-input")]


def test_columns_are_mapped_and_a_german_file_is_read(write):
    write("g.csv", "Jahr;Opfer;Leute\n2022;5;366500,5\n")
    text = good("indicator", "16.1.1", "g.csv", "--map",
                "time_period=Jahr,victims=Opfer,population=Leute", "--format", "csv",
                cwd=write.folder)
    assert float(rows(text)[0]["value"]) == 5e5 / 366500.5


def test_population_from_a_number_or_a_file(write):
    write("c.csv", "year,sex,victims\n2022,F,3\n2022,M,5\n")
    write("p.csv", "year,sex,population\n2022,F,1000\n2022,M,2000\n")
    text = good("indicator", "16.1.1", "c.csv", "--population", "3000", "--format", "csv",
                cwd=write.folder)
    assert float(rows(text)[0]["value"]) == 8e5 / 3000
    text = good("indicator", "16.1.1", "c.csv", "--population", "p.csv", "--by", "sex", "--format",
                "csv", cwd=write.folder)
    values = {row["sex"]: float(row["value"]) for row in rows(text)
              if row["series"] == "VC_IHR_PSRC"}
    assert values == {"_T": 8e5 / 3000, "F": 300, "M": 250}


def test_parts_of_one_age_have_its_population_once(write):
    """Two ages and two causes of one cell: 150 people, not 200."""
    path = write("d.csv", "year,cause,age,deaths,population\n2023,incendiary,0-9,1,100\n"
                 "2023,accidents,0-9,2,100\n2023,incendiary,10-17,3,50\n"
                 "2023,accidents,10-17,4,50\n")
    line = ["indicator", "16.1.2", path, "--by", "cause,age", "--map", "age.Y0T17=0-9",
            "--map", "age.Y0T17=10-17"]
    found = [row for row in rows(good(*line, "--format", "csv", "--quiet", cwd=write.folder))
             if row["series"] == "VC_DTH_TOTR"]
    assert found and {(row["numerator"], row["denominator"]) for row in found} == {("10", "150")}
    other = write("e.csv", "year,cause,age,deaths,population\n2023,incendiary,0-9,1,100\n"
                  "2023,accidents,0-9,2,90\n2023,accidents,10-17,4,50\n")
    done = run(*line[:2], other, *line[3:], cwd=write.folder)
    assert done.returncode == 3 and b"population to be the same in all parts" in done.stderr


def test_sdmx_csv_of_both_versions(write):
    write("h.csv", HOMICIDES)
    done = run("indicator", "16.1.1", "h.csv", "--format", "sdmx-csv", "--by", "sex",
               cwd=write.folder)
    table = rows(done.stdout.decode())
    assert len(table[0]) == 34 and table[0]["DATAFLOW"] == "IAEG-SDGs:DF_SDG_GLC(1.22)"
    assert {row["SEX"] for row in table} == {"_T", "F", "M", "_U"}
    assert b"note: 826, 2022: victims is 15 in all" in done.stderr
    text = good("indicator", "16.1.1", "h.csv", "--sdmx-version", "2.0", "--action", "A",
                "--dataflow", "X:Y(1.0)", "--format", "sdmx-csv", "--quiet", "--last-update",
                "2026-03-24", cwd=write.folder)
    (rate, number) = rows(text)
    assert (rate["STRUCTURE"], rate["STRUCTURE_ID"], rate["ACTION"]) == (
        "dataflow", "X:Y(1.0)", "A")
    assert rate["DATA_LAST_UPDATE"] == "2026-03-24" and number["UNIT_MEASURE"] == "NUMBER"


def test_open_sdg(write):
    write("h.csv", HOMICIDES)
    table = rows(good("indicator", "16.1.1", "h.csv", "--format", "open-sdg", "--by", "sex",
                      "--quiet", cwd=write.folder))
    assert list(table[0]) == ["Year", "Sex", "Units", "Series", "Value"]
    assert [row["Sex"] for row in table[::2]] == ["", "Male", "Female", "Unknown"]


def test_groups_and_trend(write):
    write("p.csv", "area,year,unsentenced,held\n4,2021,10,100\n4,2022,30,100\n8,2022,50,200\n")
    write("g.csv", "ref_area,group\n4,2\n8,2\n")
    text = good("indicator", "16.3.2", "p.csv", "--groups", "g.csv", "--window", "1", "--world",
                "1", "--trend", "--format", "json", cwd=write.folder)
    found = {(e["ref_area"], e["time_period"]): e for e in json.loads(text)["estimates"]
             if e["series"] == "VC_PRS_UNSNT"}
    assert found["2", "2022"]["value"] == 100 * 80 / 300
    assert found["2", "2022"]["change"] == 100 * 80 / 300 - 10
    assert found["1", "2021"]["reporting_type"] == "G"


def test_switches_and_standard_populations(write):
    write("a.csv", "year,traced,seized,found,surrendered,traceable\n2023,40,70,20,10,80\n")
    text = good("indicator", "16.4.2", "a.csv", "--set", "denominator=traceable", cwd=write.folder)
    assert ": 50.00." in text
    write("h.csv", "year,age,victims,population\n2022,0-14,3,120000\n2022,15+,30,400000\n")
    write("s.csv", "age,weight\n0-14,26\n15+,74\n")
    result = answer("indicator", "16.1.1", "h.csv", "--standard", "s.csv", cwd=write.folder)
    (rate,) = [e for e in result["estimates"] if e.get("variant") == "age-standardised"]
    assert abs(rate["value"] - (0.26 * 2.5 + 0.74 * 7.5)) < 1e-12


REFUSALS = [
    ("", 2, "indicator needs CODE and FILE, not 0 operands (see sdg16 indicator --help)"),
    ("16.3.2", 2, "indicator needs CODE and FILE, not 1 operands"),
    ("99.9 p.csv", 2, "unknown indicator '99.9' (see sdg16 catalog)"),
    ("16.3.2 nowhere.csv", 3, "nowhere.csv: cannot be opened (no such file)"),
    ("16.3.2 p.csv", 3, "p.csv, data row 1: unsentenced (12) exceeds held (10), of which it must be a "
                        "part"),
    ("16.1.3 p.csv", 2, "indicator 16.1.3 is computed from the microdata of a survey and "
                        "needs its design: --weight W, and --strata and --psu if there are "
                        "any"),
    ("16.3.2 p.csv --map held", 2, "--map must be NAME=COLUMN, separated by commas, not 'held'"),
    ("16.3.2 p.csv --map people=held", 2, "map: indicator 16.3.2 has no input or dimension "
                                          "'people'"),
    ("16.3.2 p.csv --by a,a", 2, "--by must be dimensions separated by commas; 'a' occurs twice"),
    ("16.3.2 p.csv --interval wald", 2, "--interval applies to surveys and indicators that "
                                        "count events, such as 16.1.1; remove it"),
    ("16.3.2 p.csv --format xml", 2, "--format must be text, csv, json, sdmx-csv or open-sdg, "
                                     "not 'xml'"),
    ("16.3.2 p.csv --sdmx-version 3", 2, "--sdmx-version must be 1.0 or 2.0, not '3'"),
    ("16.3.2 p.csv --action X", 2, "--action must be I, A, R or D, not 'X'"),
    ("16.3.2 p.csv --check all", 2, "--check must be codes, constraints or none, not 'all'"),
    ("16.3.2 p.csv --rule median", 2, "--rule must be sums, mean, weighted or total, not 'median' "
                                     "(did you mean 'mean'?)"),
    ("16.3.2 p.csv --window x", 2, "--window must be a number of years, not 'x'"),
    ("16.3.2 p.csv --coverage 2", 2, "--coverage must be a number from 0 to 1, not '2'"),
    ("16.3.2 p.csv --set a", 2, "switches must be NAME=VALUE of a switch of 16.3.2, not 'a'"),
    ("16.1.1 c.csv --population 0", 2, "--population must be a number of people above 0, not "
                                       "'0'"),
    ("16.1.1 c.csv --population none.csv", 2, "--population must be a number such as 67000000, "
     "or a file with a column named population, not 'none.csv'"),
    ("16.1.1 c.csv --population y.csv", 3, "c.csv, data row 1 (2022): expected a population "
                                           "of this year; there are: 2021"),
    ("16.1.1 c.csv", 3, "c.csv must have a column 'population' (resident population of "
     "the same year and the same group); the columns are: year, victims; use --map "
     "population=COLUMN, or give the population as a table or a number"),
    ("16.1.1 n.csv --population 5", 3,
     "n.csv, data row 1, column 'victims': expected a whole number of 0 or more, found '-3'"),
    ("16.1.1 c.csv --population 5 --format sdmx-csv", 3,
     "results, row 1, REF_AREA: expected a value in the table or in the options, found a blank"),
    ("16.10.2 q.csv", 3, "q.csv, data row 1, column 'q4': expected one of 0|1|2|3|4|5, found '6'"),
    ("16.a.1 s.csv", 3, "s.csv, data row 1, column 'status': expected one of a|b|c|d/none/no, "
                        "found 'E'"),
    # options that would do nothing
    *((f"16.3.2 p.csv {options}", 2, message) for options, message in [
        ("--rule mean", "--rule needs --groups"),
        ("--window 3", "--window needs --groups"),
        ("--coverage 0.5", "--coverage needs --groups"),
        ("--world 1", "--world needs --groups"),
        ("--small-count 5", "--small-count applies to indicators that count events, such as "
                            "16.1.1; remove it"),
        ("--level 0.9", "--level applies to surveys and indicators that count events, such as "
                        "16.1.1"),
        ("--interval none", "--interval applies to surveys and indicators that count events"),
        ("--population 500", "--population applies to indicators with rates of the population"),
        ("--seed 5", "--seed applies to the microdata of a survey; remove it, or add the design: "
                     "--weight, --strata, --psu"),
        ("--format sdmx-csv --action A", "--action applies to SDMX-CSV 2.0; remove it, or add "
                                           "--sdmx-version 2.0"),
        ("--format open-sdg --dataflow X", "--dataflow applies to SDMX-CSV; remove it, or add "
                                             "--format sdmx-csv"),
        ("--check none", "--check applies to SDMX-CSV and Open SDG; remove it, or add --format "
                         "sdmx-csv or open-sdg"),
        ("--source S", "--source applies to SDMX-CSV and Open SDG; remove it, or add --format "
                       "sdmx-csv or open-sdg"),
        ("--format json --source-detail S", "--source-detail applies to SDMX-CSV; remove it, or "
                                            "add --format sdmx-csv"),
        ("--format csv --last-update 2024", "--last-update applies to SDMX-CSV; remove it, or "
                                             "add --format sdmx-csv"),
        ("--codes", "--codes applies to Open SDG; remove it, or add --format open-sdg"),
        ("--decimals 3 --format csv", "--decimals applies to text, since the other formats "
                                       "have all digits; remove it, or add --format text"),
        ("--sdmx-version 2.0 --format text", "--sdmx-version needs --format sdmx-csv"),
        ("--format json --sdmx-version 1.0", "--sdmx-version needs --format sdmx-csv"),
    ]),
    ("16.2.2 t.csv --groups g.csv", 2,
     "rule must be given: the metadata of indicator 16.2.2 have no rule of aggregation"),
]


@pytest.mark.parametrize("arguments, status, message", REFUSALS)
def test_refusals_are_one_line(write, arguments, status, message):
    write("p.csv", "year,unsentenced,held\n2022,12,10\n")
    write("c.csv", "year,victims\n2022,3\n")
    write("n.csv", "year,victims\n2022,-3\n")
    write("y.csv", "year,population\n2021,300\n")
    write("t.csv", "area,year,detected,population\n4,2022,3,1000\n")
    write("g.csv", "ref_area,group\n4,A\n")
    write("q.csv", "year,q1,q4\n2022,yes,6\n")
    write("s.csv", "year,status\n2022,E\n")
    done = run("indicator", *arguments.split(), cwd=write.folder)
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1 and lines[0].startswith("sdg16: " + message), lines
    assert done.returncode == status


def test_output_is_written_as_a_whole(write):
    write("p.csv", "area,year,unsentenced,held\n826,2023,15523,85851\n")
    assert good("indicator", "16.3.2", "p.csv", "--format", "sdmx-csv", "--output", "o.csv",
                cwd=write.folder) == ""
    assert len(rows((write.folder / "o.csv").read_text())) == 2


def test_no_input_is_overwritten(write):
    write("h.csv", HOMICIDES)
    write("s.csv", "age,weight\n0-14,26\n15+,74\n")
    write("g.csv", "ref_area,group\n826,2\n")
    for name in ("h.csv", "s.csv", "g.csv"):
        before = (write.folder / name).read_text()
        done = run("indicator", "16.1.1", "h.csv", "--standard", "s.csv", "--groups", "g.csv",
                   "--output", name, cwd=write.folder)
        assert done.returncode == 2 and done.stdout == b""
        assert done.stderr.decode() == (f"sdg16: --output must be another file than the "
                                        f"input, not '{name}'\n")
        assert (write.folder / name).read_text() == before


VICTIMS = """area,year,sex,age,victims,population
826,2022,F,0-17,3,1000
826,2022,F,18+,70,3000
826,2022,M,0-17,25,1100
826,2022,M,18+,200,2900
826,2021,F,0-17,30,1000
826,2021,F,18+,70,3000
826,2021,M,0-17,25,1100
826,2021,M,18+,200,2900
"""


def test_protect_suppresses_and_reports(write):
    write("v.csv", VICTIMS)
    command = ("indicator", "16.1.1", "v.csv", "--by", "sex,age", "--protect", "5")
    table = rows(good(*command, "--protect-report", "r.csv", "--format", "csv", cwd=write.folder))
    hidden = {(r["time_period"], r["sex"], r["age"]) for r in table if r["status"] == "suppressed"}
    assert hidden == {("2022", s, a) for s in "FM" for a in ("Y0T17", "Y_GE18")}
    assert all(not r[c] for r in table if r["status"] == "suppressed"
               for c in ("value", "lower", "upper", "level", "numerator", "denominator"))
    report = rows((write.folder / "r.csv").read_text())
    assert [(r["count"], r["action"]) for r in report if r["series"] == "VC_IHR_PSRCN"] == [
        ("3", "minimum"), ("70", "complementary"), ("25", "complementary"),
        ("200", "complementary")]
    answer_ = answer(*command, cwd=write.folder)  # nothing from which counts could be guessed
    assert "warnings" not in answer_ and "input_sha256" not in answer_["provenance"]
    sdmx = good(*command, "--format", "sdmx-csv", cwd=write.folder)
    assert sdmx.count("Suppressed to protect confidentiality") == 8
    assert good(*command, cwd=write.folder).count("suppressed") == 8


def test_changes_are_made_of_protected_values(write):
    write("v.csv", VICTIMS)
    table = rows(good("indicator", "16.1.1", "v.csv", "--by", "sex,age", "--protect", "5",
                      "--trend", "--format", "csv", cwd=write.folder))
    young = [r for r in table if r["sex"] == "F" and r["age"] == "Y0T17"]
    assert [r["time_period"] for r in young] == ["2021", "2021"]


def test_rounding_and_flags(write):
    write("v.csv", VICTIMS)
    table = rows(good("indicator", "16.1.1", "v.csv", "--by", "sex", "--protect",
                      "minimum=0,base=50,flag=80,cv=0.2,cv-max=0.5,protection=0,zeros,no-complementary",
                      "--format", "csv", cwd=write.folder))
    counts = [(r["value"], r["obs_status"]) for r in table
              if r["series"] == "VC_IHR_PSRCN" and r["time_period"] == "2022"]
    assert counts == [("300", "A"), ("50", "U"), ("250", "A")]


PROTECT = ("MIN[,protection=W][,base=B[,controlled]][,flag=N][,cv=X][,cv-max=Y][,zeros]"
           "[,no-complementary][,reliability]")


@pytest.mark.parametrize("arguments, words", [
    *((["--protect", rule], f"sdg16: --protect must be {PROTECT}, not '{rule}'\n")
      for rule in ("x", "5,6", "5,", "5,base=-1", "5,colour=1")),
    (["--protect", ""], "--protect needs a value"),
    (["--protect-report", "r.csv"], "--protect-report needs --protect"),
    (["--protect", "5", "--protect-report", "r", "--output", "r"],
     "--protect-report must be another file than --output, not 'r'"),
    (["--protect", "5", "--protect-report", "v.csv"],
     "--protect-report must be another file than the input, not 'v.csv'"),
])
def test_protect_is_refused(write, arguments, words):
    write("v.csv", VICTIMS)
    done = run("indicator", "16.1.1", "v.csv", *arguments, cwd=write.folder)
    assert done.returncode == 2 and words in done.stderr.decode(), done
    assert done.stderr.count(b"\n") == 1 and not done.stdout


def test_an_area_a_period_and_a_source_that_the_data_have_are_refused(write):
    write("h.csv", HOMICIDES.replace("area,", "source,area,").replace("\n826", "\npolice,826"))
    for option, column in (("--area", "a column of the area"), ("--period", "a column of the period"),
                           ("--format sdmx-csv --check none --source-detail", "sources")):
        done = run("indicator", "16.1.1", "h.csv", *option.split(), "1999", cwd=write.folder)
        name = option.split()[-1]
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode() == (f"sdg16: {name} applies to data without {column}; "
                                        "remove it\n")
