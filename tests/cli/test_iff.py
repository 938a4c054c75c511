"""sdg16 iff: what it estimates, writes and refuses."""
import csv
import io
import math

import pytest

from command import answer, good, run

MIRROR = """ref_area,time_period,flow,commodity,partner,reported,mirror
12,2020,export,A,P,80,110
12,2020,export,B,P,120,110
12,2020,import,C,P,50,
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


def test_flows_in_each_format(write):
    write("m.csv", MIRROR)
    where = {"cwd": write.folder}
    text = good("iff", "partner-country", "m.csv", **where)
    assert "DI_ILL_OUT" in text and "orphan imports" in text and "20.00" in text
    result = answer("iff", "partner-country", "m.csv", **where)
    assert result["command"] == "iff"
    assert [e["value"] for e in result["estimates"]] == pytest.approx([20, 20])
    sdmx = rows(good("iff", "partner-country", "m.csv", "--format", "sdmx-csv", "--quiet", **where))
    assert [(r["SERIES"], r["REF_AREA"], r["UNIT_MEASURE"]) for r in sdmx] == [
        ("DI_ILL_OUT", "12", "USD"), ("DI_ILL_IN", "12", "USD")]
    detail = rows(good("iff", "partner-country", "m.csv", "--detail", "--quiet", **where))
    assert [r["status"] for r in detail] == ["gap", "gap", "orphan-import"]


def test_prices_and_settings_and_a_german_file(write):
    write("c.csv", "fluss;ware;menge;wert\nx;A;10;50,5\nx;B;1;1\n")
    write("p.csv", "commodity;price\nA;10,5\n")
    arguments = ("iff", "price-filter", "c.csv", "--decimal", ",", "--set", "fence=price", "--set",
                 "band=0.2", "--area", "12", "--period", "2020", "--map",
                 "flow=fluss,commodity=ware,quantity=menge,value=wert", "--format", "csv")
    out = rows(good(*arguments, "--prices", "p.csv", "--quiet", cwd=write.folder))
    assert float(out[0]["value"]) == pytest.approx((8.4 - 5.05) * 10)
    done = run(*arguments, cwd=write.folder)
    assert done.returncode == 3 and b"or a table of prices must be given" in done.stderr


def test_totals_refuse_what_overlaps(write):
    write("m.csv", MIRROR)
    write("d.csv", "ref_area,time_period,activity,production,consumption,export_price\n"
                   "12,2020,cocaine,100,40,3000\n")
    where = {"cwd": write.folder}
    for method, name in (("partner-country", "m"), ("balance", "d")):
        good("iff", method, name + ".csv", "--quiet", "--format", "csv", "--output",
             name + "-flows.csv", **where)
    total = rows(good("iff", "total", "m-flows.csv", "d-flows.csv", "--format", "csv", **where))
    assert {r["series"]: float(r["value"]) for r in total} == pytest.approx(
        {"DI_ILL_OUT": 20, "DI_ILL_IN": 180020})
    done = run("iff", "total", "m-flows.csv", "m-flows.csv", **where)
    assert done.returncode == 3 and b"overlap group MISINVOICING" in done.stderr


def test_categories_with_stable_codes_and_labels(write):
    write("m.csv", MIRROR)
    write("d.csv", "ref_area,time_period,activity,production,consumption,export_price\n"
                   "12,2020,cocaine,100,40,3000\n")
    where = {"cwd": write.folder}
    for method, name in (("partner-country", "m"), ("balance", "d")):
        good("iff", method, name + ".csv", "--quiet", "--format", "csv", "--output",
             name + "-flows.csv", **where)
    both = ("iff", "total", "m-flows.csv", "d-flows.csv", "--by", "category")
    sdmx = rows(good(*both, "--format", "sdmx-csv", **where))
    found = {(r["SERIES"], r["CUST_BREAKDOWN"]): (float(r["OBS_VALUE"]), r["CUST_BREAKDOWN_LB"])
             for r in sdmx}
    assert len(found) == len(sdmx) == 8
    assert found["DI_ILL_IN", "_T"] == (pytest.approx(180020), "")
    assert found["DI_ILL_IN", "C01"] == (pytest.approx(20), "1 Tax and commercial practices")
    assert found["DI_ILL_IN", "C05"][1] == "1a Illegal tax and commercial practices"
    assert found["DI_ILL_IN", "C02"] == (180000, "2 Illegal markets")
    assert found["DI_ILL_OUT", "C02"] == (0, "2 Illegal markets")
    assert "2 Illegal markets" in good(*both, **where)
    assert "2 Illegal markets" in good(*both, "--format", "open-sdg", **where)
    refused = run(*both, "--format", "sdmx-csv", "--check", "constraints", **where)
    assert refused.returncode == 3
    assert refused.stderr.decode() == (
        "sdg16: results, row 2, CUST_BREAKDOWN: expected _T, found 'C01' (1 Tax and "
        "commercial practices): global submissions take no breakdown of DI_ILL_IN\n")
    # one method alone: the code of a category does not depend on which others there are
    drugs = rows(good("iff", "balance", "d.csv", "--by", "category", "--format", "sdmx-csv",
                      "--quiet", **where))
    assert {r["CUST_BREAKDOWN"] for r in drugs} == {"_T", "C02"}
    good("iff", "total", "m-flows.csv", "d-flows.csv", "--format", "sdmx-csv", "--check",
         "constraints", **where)


def test_a_column_that_is_not_there_is_named(write):
    """It was 'found a blank' in line 2."""
    write("short.csv", "ref_area,time_period,production,imports,exports\nAA,2020,5,1,1\n")
    result = run("iff", "balance", "short.csv", cwd=write.folder)
    assert (result.returncode, result.stderr.decode()) == (
        3, "sdg16: short.csv must have the column 'consumption', which the method balance needs\n")


def test_fitted_coefficients(write):
    write("f.csv", "ref_area,time_period,flow,commodity,partner,reported,mirror,near\n"
                   "12,2020,x,A,P,100,110,1\n12,2020,x,B,P,100,110,1\n"
                   "12,2020,x,A,Q,100,130,0\n12,2020,x,B,Q,100,130,0\n")
    out = rows(good("iff", "partner-country", "f.csv", "--set", "predictors=near",
                    "--coefficients", "--quiet", cwd=write.folder))
    assert [(r["flow"], r["term"], r["role"]) for r in out] == [
        ("export", "near", "ordinary"), ("export", "intercept", "ordinary")]
    assert float(out[0]["estimate"]) == pytest.approx(math.log(1.1 / 1.3))


def test_replicates_seed_and_threads(write):
    firms = "".join(f"12,2020,a,{'yes' if i % 3 else 'no'},{i % 7},{5 + i % 4}\n" for i in range(40))
    write("p.csv", "ref_area,time_period,cell,mne,profit,base\n" + firms)
    arguments = ("iff", "profit-comparison", "p.csv", "--set", "replicates=200", "--format", "csv",
                 "--quiet")
    one, four = (good(*arguments, "--threads", n, "--seed", "5", cwd=write.folder) for n in "14")
    other = good(*arguments, "--seed", "6", cwd=write.folder)
    assert one == four != other
    row = rows(one)[0]
    assert float(row["lower"]) <= float(row["value"]) <= float(row["upper"])


@pytest.mark.parametrize("arguments, status, message", [
    (["iff"], 2, "iff needs METHOD and FILE, not 0 operands"),
    (["iff", "magic", "m.csv"], 2, "unknown method 'magic' (see sdg16 iff methods)"),
    (["iff", "total"], 2, "iff total needs FILE, results as CSV (see sdg16 iff --help)"),
    (["iff", "partner-country", "none.csv"], 3, "none.csv: cannot be opened (no such file)"),
    (["iff", "partner-country", "m.csv", "--set", "cif=9"], 2,
     "set: cif must be a number from 0.5 to 5, not '9'"),
    (["iff", "partner-country", "m.csv", "--set", "cfi=1"], 2, "set must be NAME=VALUE of a "
                                                               "setting of partner-country, "
                                                               "not 'cfi=1'"),
    (["iff", "price-filter", "m.csv"], 3, "m.csv must have the column 'quantity'"),
    (["iff", "partner-country", "bad.csv"], 3, "bad.csv, line 3, column 'mirror': expected a number, found 'x'"),
    (["iff", "partner-country", "short.csv"], 3, "short.csv, line 2"),
    (["iff", "partner-country", "m.csv", "--set", "predictors=x"], 3, "m.csv must have the "
                                                                      "column 'x', which the "
                                                                      "method partner-country "
                                                                      "needs"),
    (["iff", "partner-country", "m.csv", "--by", "sex"], 2, "--by must be category, not 'sex'"),
    (["iff", "partner-country", "m.csv", "--seed", "2"], 2, "--seed applies to replicates; remove it, or add --set replicates=N"),
    (["iff", "partner-country", "m.csv", "--threads", "2"], 2, "--threads applies to replicates; remove it, or add --set replicates=N"),
    (["iff", "partner-country", "m.csv", "--detail", "--coefficients"], 2,
     "--detail cannot be used with --coefficients"),
    (["iff", "partner-country", "m.csv", "--detail", "--by", "category"], 2,
     "--detail cannot be used with --by"),
    (["iff", "total", "m.csv", "--detail"], 2, "--detail applies to one METHOD, not to total and methods; remove it"),
])
def test_refusals_are_one_line(write, arguments, status, message):
    write("m.csv", MIRROR)
    write("bad.csv", "flow,commodity,partner,reported,mirror\nx,A,P,1,1\nx,A,P,1,x\n")
    write("short.csv", "flow,commodity,partner,reported,mirror\nx,A,P,1\n")
    done = run(*arguments, cwd=write.folder)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == status and len(lines) == 1 and message in lines[0], done
    assert done.stdout == b""


def test_nothing_to_estimate_is_status_1(write):
    write("o.csv", "flow,commodity,partner,reported,mirror\nx,A,P,0,110\n")
    out = good("iff", "partner-country", "o.csv", "--area", "12", "--period", "2020", status=1,
               cwd=write.folder)
    assert "missing-input" in out
