"""Every row that any indicator can produce, against the official codes of its series; every
dimension of every indicator, as a column of the data."""
import csv
import io
import pathlib
import random
import re
import sys

import pytest

import sdg16

ROOT = pathlib.Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "data" / "catalog"))
import random_indicators as make  # noqa: E402

TABLES = {what: [dict(row) for row in sdg16.catalog(what=what)]
          for what in ("inputs", "dimensions", "series")}
ENTRIES = [{"code": code, **{what: [row for row in rows if row["code"] == code]
                             for what, rows in TABLES.items()}}
           for code in dict.fromkeys(row["code"] for row in TABLES["series"])]
COUNTED = [entry for entry in ENTRIES if make.of_counts(entry)]
ASKED = [entry for entry in ENTRIES if make.of_people(entry)]
SEPARATE = {entry["code"]: [d for d in entry["dimensions"] if "separate" in make.flags(d)]
            for entry in ENTRIES}


def read_codes():
    """The lists of lib/publish/series_codes.c, read by their own few lines."""
    text = (ROOT / "lib" / "publish" / "series_codes.c").read_text()
    text = text.replace("\\\n", " ")
    macros = {}
    for name, parameter, body in re.findall(r"#define (\w+)(?:\((\w+)\))?[ \t]+(.*)", text):
        macros[name] = (parameter, body)

    def expand(body):
        out = ""
        for token in re.findall(r'"[^"]*"|\w+\("\w+"\)|\w+', body):
            if token[0] == '"':
                out += token[1:-1]
                continue
            name, _, argument = token.rstrip(")").partition("(")
            parameter, inner = macros[name]
            out += expand(re.sub(rf"\b{parameter}\b", argument, inner) if parameter else inner)
        return out
    codes = {}
    for series, source, units, natures, dimensions in re.findall(
            r'\{"(\w+)", "(\w+)", "([^"]*)", (NULL|"[^"]*"), (.*)\},', text):
        lists = {}
        for part in make.split(expand(dimensions)):
            name, *allowed = part.split()
            lists[name] = allowed
        codes[series] = {"units": units.split(), "source": source, "lists": lists,
                         "natures": None if natures == "NULL" else natures[1:-1].split()}
    return codes


CODES = read_codes()
NARROW = ("COMPOSITE_BREAKDOWN", "OCCUPATION")  # in national data too
DIMENSIONS = ("SEX", "AGE", "URBANISATION", "INCOME_WEALTH_QUANTILE", "EDUCATION_LEV",
              "OCCUPATION", "CUST_BREAKDOWN", "COMPOSITE_BREAKDOWN", "DISABILITY_STATUS",
              "ACTIVITY", "PRODUCT")
SEXES = {"_T", "F", "M", "_N", "_O", "_U", "_X"}
STATUSES = set("ABDEFGHIJKLMNOPQSUVW")
NATURES = {"C", "CA", "E", "G", "M", "N", "_X"}

# National detail beyond the lists of global submissions: the metadata ask for it, and a country's
# own dataflow takes it. --check constraints refuses it.
NATIONAL = {
    ("VC_VAW_PHYPYV", "AGE"): "bands of children; 1-17 as the name of the indicator says",
    ("VC_VAW_SXVLN", "AGE"): "bands of young people",
    ("VC_VAW_NONMARR", "AGE"): "by age, as the name of the indicator says",
    ("SP_DISP_RESOL", "AGE"): "age of the respondents",
    ("VC_HTF_DETVOG", "SEX"): "unknown and other sex",
    ("VC_HTF_DETVOGR", "SEX"): "unknown and other sex",
    ("VC_HTF_DETVOG", "AGE"): "unknown age",
    ("VC_HTF_DETVOGR", "AGE"): "unknown age",
    ("IC_FRM_BRIB", "ACTIVITY"): "firms by activity",
}
UNKNOWN = {"_U", "_O", "_X"}  # what the survey or the register does not know, in any list


def check_row(row):
    """What is wrong in a row; empty: nothing."""
    wrong = []
    entry = CODES[row["SERIES"]]
    for name in DIMENSIONS:
        allowed = entry["lists"].get(name, ["_T"])
        code = row[name]
        if code in allowed or "*" in allowed:
            continue
        narrow = name in NARROW or name in ("SEX", "AGE") and allowed == ["_T"]
        if not narrow and (code in UNKNOWN or (row["SERIES"], name) in NATIONAL or
                           name == "CUST_BREAKDOWN" and row["CUST_BREAKDOWN_LB"]):
            continue
        if name in ("URBANISATION", "INCOME_WEALTH_QUANTILE", "EDUCATION_LEV",
                    "DISABILITY_STATUS") and code == "_T":
            continue
        wrong.append((row["SERIES"], name, code))
    if row["SEX"] not in SEXES:
        wrong.append(("SEX", row["SEX"]))
    if row["UNIT_MEASURE"] not in entry["units"]:
        wrong.append(("UNIT_MEASURE", row["UNIT_MEASURE"]))
    if row["OBS_STATUS"] not in STATUSES or row["NATURE"] not in NATURES:
        wrong.append((row["OBS_STATUS"], row["NATURE"]))
    if row["OBS_VALUE"] and entry["natures"] and row["NATURE"] not in entry["natures"]:
        wrong.append(("NATURE", row["NATURE"]))
    if not row["OBS_VALUE"] and (row["OBS_STATUS"] not in "HLMOQ" or row["NATURE"] != "_X"):
        wrong.append(("missing", row["OBS_STATUS"], row["NATURE"]))
    if row["REF_AREA"].startswith("0") or len(row["TIME_PERIOD"]) != 4:
        wrong.append((row["REF_AREA"], row["TIME_PERIOD"]))
    return wrong


def published(result, **options):
    try:
        text = sdg16.publish(result, "sdmx-csv", **options)
    except sdg16.Error as error:
        if "to be published" in str(error):
            return []
        raise
    return list(csv.DictReader(io.StringIO(text)))


def test_the_lists_have_every_series_of_the_catalogue():
    known = {row["series"] for row in TABLES["series"] if row["series"]}
    assert known == set(CODES)
    for row in TABLES["series"]:
        if row["series"]:
            assert row["unit"] in CODES[row["series"]]["units"], row


def test_the_lists_are_those_of_the_sources():
    """Some lines of attribute.csv at commit 34fb26de, copied by hand."""
    occupations = CODES["SG_DMK_PSRVC"]["lists"]["OCCUPATION"]
    assert occupations == ["ISCO08_1112", "ISCO08_121_1120", "ISCO08_21_25_26_242",
                           "ISCO08_31T35X32", "ISCO08_41", "AGG_PSP"]
    assert CODES["SG_DMK_JDC_HGR"]["lists"]["OCCUPATION"] == ["ISCO08_2612", "ISCO08_2619R"]
    assert CODES["SG_REG_BRTH"]["lists"]["AGE"] == [
        "Y0", "M12T23", "M24T35", "M36T47", "M48T59", "Y0T4", "Y0T5", "Y0T7", "M6T59"]
    assert CODES["SP_PSR_SATIS_GOV"]["lists"]["COMPOSITE_BREAKDOWN"] == [
        "SA_ACCESS", "SA_AFFORD", "SA_QUALITY", "SA_EQUALITY", "SA_ATTITUDE", "SA_AVERAGE"]
    assert CODES["SP_DISP_RESOL"]["lists"]["DISABILITY_STATUS"] == ["_T", "PD", "PWD"]
    assert not {"SEX", "AGE", "COMPOSITE_BREAKDOWN"} & set(CODES["VC_DTH_TONCVN"]["lists"])
    grounds = CODES["VC_VOV_GDSD"]["lists"]["COMPOSITE_BREAKDOWN"]
    assert len(grounds) == 41 and {"GRD_DIS", "GRD_HEALTH", "GRD_DISHEA"} <= set(grounds)


PARTS = [{"chamber", "sex", "age", "committee"}, {"group", "occupation"}, {"chamber", "sex"},
         {"group", "court", "occupation"}, {"group", "government_level"},
         {"group", "occupation", "front_line"}]


@pytest.mark.parametrize("entry", COUNTED, ids=lambda entry: entry["code"])
def test_every_row_from_counts_has_codes_of_its_series(entry):
    rows = 0
    for seed in range(6):
        rng = random.Random(f"{entry['code']} {seed}")
        free = [d for d in entry["dimensions"] if d not in SEPARATE[entry["code"]]]
        chosen = SEPARATE[entry["code"]] + rng.sample(free, min(len(free), 3))
        if entry["code"] == "16.7.1":  # (a) by chamber; (b) and (c) by group
            chosen = [d for d in entry["dimensions"] if d["name"] in PARTS[seed % len(PARTS)]]
        data = make.counts(entry, chosen, rng)
        result = sdg16.indicator(entry["code"], data, by=[d["name"] for d in chosen])
        for row in published(result):
            assert check_row(row) == [], row
            rows += 1
    assert rows


@pytest.mark.parametrize("entry", ASKED, ids=lambda entry: entry["code"])
def test_every_row_from_microdata_has_codes_of_its_series(entry):
    rows = 0
    for seed in range(6):
        rng = random.Random(f"{entry['code']} {seed}")
        free = [d for d in entry["dimensions"]
                if d not in SEPARATE[entry["code"]] and d["name"] != "education_lev"
                and "overlap" not in make.flags(d)]
        chosen = SEPARATE[entry["code"]] + rng.sample(free, min(len(free), 2))
        data = make.people(entry, chosen, rng)
        result = sdg16.indicator(entry["code"], sdg16.design(data), ref_area="008",
                                 time_period="2022", by=[d["name"] for d in chosen])
        for row in published(result):
            assert check_row(row) == [], row
            rows += 1
    assert rows


CASES = [(entry, d) for entry in COUNTED + ASKED for d in entry["dimensions"]]


@pytest.mark.parametrize("entry, dimension", CASES,
                         ids=lambda one: one.get("name", one["code"]))
def test_every_dimension_is_a_column_of_the_data(entry, dimension):
    rng = random.Random(f"{entry['code']} {dimension['name']}")
    chosen = [d for d in SEPARATE[entry["code"]] if d is not dimension] + [dimension]
    counted = make.of_counts(entry)
    data = (make.counts(entry, chosen, rng, blanks=0) if counted
            else make.people(entry, chosen, rng))
    source = data if counted else sdg16.design(data)
    result = sdg16.indicator(entry["code"], source, by=[dimension["name"]])
    assert dimension["name"] in result.results.dimensions
    found = {row[dimension["name"]] for row in result} - {"_T"}
    assert found and found <= set(make.categories(dimension)) | {"_U"} | {
        row for row in found if row[0] in "YM"}
