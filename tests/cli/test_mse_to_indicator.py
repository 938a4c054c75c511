"""From capture data to indicator 16.2.2: the rows of the detected victims, the result of mse
as data of the indicator, and estimates outside their limits."""
import csv
import io

import pytest

from command import answer, dataset, good, run

VICTIMS = """sex,A,B,C,count
F,1,0,0,40
F,0,1,0,30
F,0,0,1,20
F,1,1,0,9
F,1,0,1,8
F,0,1,1,7
F,1,1,1,4
M,1,0,0,30
M,0,1,0,40
M,0,0,1,20
M,1,1,0,9
M,1,0,1,8
M,0,1,1,7
M,1,1,1,3
,1,0,0,3
,0,1,0,2
"""
PLACE = ["--area", "826", "--period", "2013"]
SDMX = ["--format", "sdmx-csv", *PLACE]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "victims.csv").write_text(VICTIMS)
    (tmp_path / "people.csv").write_text("sex,population\nF,32000000\nM,31000000\n_U,1000\n")
    return tmp_path


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def written(folder, *arguments):
    done = run("mse", "victims.csv", *SDMX, *arguments, cwd=folder)
    assert done.returncode == 0
    return rows(done.stdout.decode()), done.stderr.decode()


# ---- the rows of the detected ----

def test_detected_victims_are_rows_of_official_series_and_the_estimate_is_none(folder):
    found, errors = written(folder, "--population", "64100000")
    assert [(r["SERIES"], float(r["OBS_VALUE"])) for r in found] == [
        ("VC_HTF_DETVR", 240 * 1e5 / 64.1e6), ("VC_HTF_DETV", 240)]
    assert {r["SEX"] for r in found} == {"_T"} and {r["REF_AREA"] for r in found} == {"826"}
    assert {r["TIME_PERIOD"] for r in found} == {"2013"}
    assert "no series of indicator 16.2.2 is official for an estimate of the undetected" in errors


def test_without_a_population_there_are_counts_alone(folder):
    found, errors = written(folder)
    assert [(r["SERIES"], r["OBS_VALUE"]) for r in found] == [("VC_HTF_DETV", "240")]
    assert "without --population there are no rows of rates per 100,000" in errors


def test_a_population_below_the_detected_is_refused(folder):
    done = run("mse", "victims.csv", *SDMX, "--population", "239", cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--population must be at least the 240 people observed, not 239" in done.stderr


def test_groups_have_the_codes_of_the_indicator(folder):
    found, _ = written(folder, "--by", "sex", "--population", "people.csv")
    counts = {r["SEX"]: int(r["OBS_VALUE"]) for r in found if r["SERIES"] == "VC_HTF_DETV"}
    # counted from VICTIMS: who has a blank sex is of unknown sex, not the total
    assert counts == {"_T": 240, "F": 118, "M": 117, "_U": 5}
    rates = {r["SEX"]: float(r["OBS_VALUE"]) for r in found if r["SERIES"] == "VC_HTF_DETVR"}
    assert rates["F"] == 118 * 1e5 / 32e6


def test_they_are_those_that_indicator_writes(folder):
    (folder / "detected.csv").write_text(
        "area,year,sex,detected,population\n826,2013,F,118,32000000\n826,2013,M,117,31000000\n"
        "826,2013,_U,5,1000\n")
    there = good("indicator", "16.2.2", "detected.csv", "--by", "sex", "--format", "sdmx-csv",
                 "--quiet", cwd=folder)
    here = good("mse", "victims.csv", *SDMX, "--by", "sex", "--population", "people.csv",
                "--quiet", cwd=folder)
    assert sorted(here.splitlines()) == sorted(there.splitlines())


def test_small_counts_are_protected(folder):
    found, _ = written(folder, "--by", "sex", "--protect", "8")
    values = {r["SEX"]: r["OBS_VALUE"] for r in found}
    assert values["_U"] == "" and values["_T"] == "240"
    assert "" in (values["F"], values["M"]) # or the total would tell


# ---- the result of mse as data ----

def test_the_result_of_mse_is_data_of_the_indicator_as_it_is(folder):
    good("mse", dataset("uk2013-5"), "--model", "[12,23,24,35,45,13]", "--interval", "wald",
         "--format", "csv", "--quiet", "--output", "m.csv", cwd=folder)
    estimate = answer("mse", dataset("uk2013-5"), "--model", "[12,23,24,35,45,13]", "--interval",
                      "wald")["estimates"][0]
    result = answer("indicator", "16.2.2", "m.csv", *PLACE, "--population", "64100000",
                    cwd=folder)["estimates"]
    (beside,) = [e for e in result if e["unit"] == "NUMBER" and e.get("variant") == "supplementary"]
    for here, there in (("value", "total"), ("lower", "lower"), ("upper", "upper")):
        assert beside[here] == pytest.approx(estimate[there], rel=1e-12)
    (detected,) = [e for e in result if e["series"] == "VC_HTF_DETV"]
    assert detected["value"] == 2744


def test_groups_of_mse_too(folder):
    known = "".join(line + "\n" for line in VICTIMS.splitlines() if not line.startswith(","))
    (folder / "victims.csv").write_text(known)
    good("mse", "victims.csv", "--by", "sex", "--interval", "wald", "--format", "csv", "--quiet",
         "--population", "people.csv", "--output", "m.csv", cwd=folder)
    result = answer("indicator", "16.2.2", "m.csv", *PLACE, "--by", "sex",
                    cwd=folder)["estimates"]
    beside = {e["disaggregation"].get("sex", "_T"): e for e in result
              if e["unit"] == "NUMBER" and e.get("variant") == "supplementary"}
    found = {row["sex"] or "_T": row for row in rows((folder / "m.csv").read_text())}
    assert set(beside) == set(found) == {"_T", "F", "M"}
    for sex, row in found.items():
        for here, there in (("value", "total"), ("lower", "lower"), ("upper", "upper")):
            assert beside[sex][here] == pytest.approx(float(row[there]), rel=1e-12)


def test_limits_of_the_total_are_not_those_of_the_undetected(folder):
    good("mse", dataset("uk2013-5"), "--interval", "wald", "--format", "csv", "--quiet",
         "--output", "m.csv", cwd=folder)
    done = run("indicator", "16.2.2", "m.csv", *PLACE, "--population", "64100000", "--map",
               "undetected=hidden,undetected_lower=lower,undetected_upper=upper", cwd=folder)
    assert (done.returncode, done.stdout) == (3, b"")
    assert (
            b"column 'lower' of an mse result is for the total, not for the undetected: "
            b"undetected_lower is its column 'hidden_lower'") in done.stderr


@pytest.mark.parametrize("code, names", [("16.2.2", ("detected", "undetected")),
                                         ("16.1.2", ("deaths", "undocumented"))])
@pytest.mark.parametrize("value, lower, upper, message", [
    ("823.95", "1328.23", "2124.45", "{0}_lower is 1328.23 and {0} is 823.95"),
    ("823.95", "", "212", "{0} is 823.95 and {0}_upper is 212"),
    ("", "300", "212", "{0}_lower is 300 and {0}_upper is 212"),
])
def test_an_estimate_lies_between_its_limits(folder, code, names, value, lower, upper, message):
    count, estimate = names
    (folder / "e.csv").write_text(
        f"{count},population,{estimate},{estimate}_lower,{estimate}_upper\n"
        f"500,1000000,{value},{lower},{upper}\n")
    done = run("indicator", code, "e.csv", *PLACE, cwd=folder)
    assert (done.returncode, done.stdout) == (3, b"")
    assert "expected lower limit, estimate and upper limit in ascending order" \
        in done.stderr.decode()
    assert message.format(estimate) in done.stderr.decode()


def test_limits_that_are_the_estimate_are_none_outside(folder):
    (folder / "e.csv").write_text("detected,population,undetected,undetected_lower,"
                                  "undetected_upper\n500,1000000,80,80,80\n")
    good("indicator", "16.2.2", "e.csv", *PLACE, cwd=folder)


# ---- what the estimates say of themselves ----

# Five men on no two lists.
SPARSE = "".join(line + "\n" for line in VICTIMS.splitlines() if line[0] in "sF") + \
    "M,1,0,0,3\nM,0,1,0,2\n"
HALF = "sex,population\nF,500000\nM,500000\n"


def passed_on(folder, lists, *mse, by=(), population="1000000"):
    """sdg16 mse writes a file, sdg16 indicator reads it: its rows beside, and its notes."""
    (folder / "lists.csv").write_text(lists)
    (folder / "half.csv").write_text(HALF)
    run("mse", "lists.csv", *mse, "--format", "csv", "--quiet", "--output", "m.csv", cwd=folder)
    result = answer("indicator", "16.2.2", "m.csv", *PLACE, "--population", population, *by,
                    cwd=folder)
    beside = {e["disaggregation"].get("sex", "_T"): e for e in result["estimates"]
              if e["unit"] == "NUMBER" and e.get("variant") == "supplementary"}
    return beside, " ".join(result["warnings"] if "warnings" in result else [])


def test_an_incomplete_total_stays_one(folder):
    beside, notes = passed_on(folder, SPARSE, "--by", "sex", "--bootstrap", "50")
    mse = rows((folder / "m.csv").read_text())
    total = beside["_T"]
    assert (total["value"], total["status"]) == (None, "incomplete")
    least, lower = (round(float(mse[0][c])) for c in ("at_least", "at_least_lower"))
    assert f"at least {least} people, lower limit {lower}" in notes
    assert "not used: 826, 2013, sex=F; 826, 2013, sex=M" in notes


def test_groups_keep_their_reasons(folder):
    beside, notes = passed_on(folder, SPARSE, "--by", "sex", "--bootstrap", "50",
                              by=("--by", "sex"), population="half.csv")
    assert {sex: e["status"] for sex, e in beside.items()} == {
        "_T": "incomplete", "F": "ok", "M": "no-overlap"}
    assert "sex=M: no estimate with the undetected (no-overlap)" in notes
    assert "not used" not in notes


def test_no_upper_limit_is_said(folder):
    # two on both lists: none in many resamples
    beside, notes = passed_on(folder, "A,B,count\n1,0,100\n0,1,100\n1,1,2\n", "--bootstrap",
                              "500")
    (mse,) = rows((folder / "m.csv").read_text())
    assert mse["no_upper_limit"] == "1"
    total = beside["_T"]
    assert total["value"] == pytest.approx(5202) and "upper" not in total
    assert total["flags"] == ["no-upper-limit"]
    assert "no upper limit" in notes


def test_limits_of_a_protected_result_are_those_of_its_total(folder):
    beside, _ = passed_on(folder, "A,B,count\n1,0,460\n0,1,604\n1,1,90\n", "--bootstrap",
                          "50", "--protect", "5")
    (mse,) = rows((folder / "m.csv").read_text())
    assert not mse["hidden_lower"] and mse["lower"]
    for here, there in (("value", "total"), ("lower", "lower"), ("upper", "upper")):
        assert beside["_T"][here] == float(mse[there])


def test_a_suppressed_group_stays_suppressed(folder):
    beside, _ = passed_on(folder, SPARSE, "--by", "sex", "--bootstrap", "50", "--protect", "6",
                          by=("--by", "sex"), population="half.csv")
    assert beside["F"]["status"] == beside["M"]["status"] == "suppressed"


def test_protection_does_not_take_estimates_that_are_not_protected(folder):
    # 100 * 100 / 1: 201 and 10,201 tell the one person on both
    (folder / "lists.csv").write_text("A,B,count\n1,0,100\n0,1,100\n1,1,1\n")
    good("mse", "lists.csv", "--interval", "wald", "--format", "csv", "--quiet", "--output",
         "m.csv", cwd=folder)
    done = run("indicator", "16.2.2", "m.csv", *PLACE, "--population", "1000000", "--protect",
               "5", cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"needs a result of sdg16 mse --protect; 'm.csv' was made without it" in done.stderr


def test_json_is_refused_as_such(folder):
    good("mse", "victims.csv", "--interval", "wald", "--format", "json", "--output", "m.json",
         cwd=folder)
    done = run("indicator", "16.2.2", "m.json", *PLACE, "--population", "1000000", cwd=folder)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"m.json: expected CSV (--format csv), found JSON" in done.stderr


def test_a_blank_group_is_told_from_the_total(tmp_path):
    """Both were blank in the CSV, so that the indicator found the total twice."""
    rows = [(sex, history, n * k) for sex, k in (("F", 3), ("M", 4), ("", 1)) for history, n in (
        ("1,0,0", 20), ("0,1,0", 15), ("0,0,1", 10), ("1,1,0", 5), ("1,0,1", 4), ("0,1,1", 3))]
    (tmp_path / "d.csv").write_text("sex,A,B,C,count\n" + "".join(
        f"{sex},{history},{n}\n" for sex, history, n in rows))
    (tmp_path / "people.csv").write_text("sex,population\nF,50000\nM,40000\n_U,1000\n,91000\n")
    for protect in ([], ["--protect", "3"]):
        done = run("mse", "d.csv", "--by", "sex", "--interval", "none", "--format", "csv", "--quiet",
                   "--output", "out.csv", *protect, cwd=tmp_path)
        assert done.returncode == 0
        lines = (tmp_path / "out.csv").read_text().splitlines()
        assert sorted(line.split(",")[0] for line in lines) == ["", "F", "M", "_U", "sex"]
        done = run("indicator", "16.2.2", "out.csv", "--by", "sex", "--population", "people.csv",
                   "--format", "csv", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    total, blank = (answer("mse", "d.csv", "--by", "sex", "--interval", "none", cwd=tmp_path)
                    ["estimates"][i] for i in (0, 1))
    assert (total["stratum"], blank["stratum"]) == ({}, {"sex": ""})  # JSON tells them apart
