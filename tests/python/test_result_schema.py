"""The schema of result columns, against tables that were produced: every producer is run, and
each of its columns must be in the schema, with its type and in its place. What the schema does
not have is withheld under protection, in every kind of table and every format."""

import csv
import ctypes
import io
import itertools
import json
import math
from ctypes import byref

import pytest

import sdg16
from conftest import DATASETS, dataset
from sdg16 import _abi, _table
from sdg16._handle import made

KINDS = {"int64": "whole", "double": "real", "text": "text"}
ANY = "*"  # columns that are named by the data
HISTORIES = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)]
STRATA = {"F": [40, 30, 20, 9, 8, 7, 4], "M": [30, 40, 20, 9, 8, 7, 3], "X": [3, 2, 0, 0, 0, 0, 0]}


def schema():
    tables = {}
    for row in sdg16.result_schema():
        tables.setdefault(row["table"], []).append(row)
    return tables


# ---- every producer: (table of the schema, result, columns named by the data) ----


def people():
    data = {name: [] for name in ("sex", "A", "B", "C", "count")}
    for sex, counts in STRATA.items():
        for history, count in zip(HISTORIES, counts):
            for name, value in zip(data, (sex, *history, count)):
                data[name].append(value)
    return data


def estimations():
    with sdg16.read_capture(dataset("kosovo")) as kosovo:
        full = sdg16.mse(kosovo, population=1e6, replicates=60,
                         top_intervals=2)
        fixed = sdg16.mse(kosovo, model="[1,2,3,4]")
        yield from of_mse(full, "top", "draw_modes")
        yield from of_mse(fixed)
        yield "draws", full.draws.to_table(), ["total"]
        yield "estimates", full.draws.estimates(), ["cell"]
        yield "diagnostics", full.draws.diagnostics(), ["cell"]
        yield "diagnostics", sdg16.structure(kosovo), []
        yield "checked_models", sdg16.check(kosovo, max_order=2).models, []
        yield "checked_models", sdg16.fit_all(kosovo, max_order=2), []
        yield "columns_read", kosovo.columns, []
        yield "notes", kosovo.notes, []
        yield "overlaps", library_table("sdg16_capture_overlap_table", kosovo._pointer), []


def of_mse(result, *more):
    for name in ("estimates", "models", "modes", "diagnostics", "residuals", *more):
        assert getattr(result, name) is not None, name
        yield name, getattr(result, name), []


def of_strata():
    with sdg16.Capture.from_table(people(), strata=["sex"]) as capture:
        for common in (False, True):
            result = sdg16.strata(capture, by=["sex"], common_model=common, replicates=40)
            for name in ("estimates", "models", "modes", "diagnostics", "draw_modes"):
                if getattr(result, name) is not None:
                    yield name, getattr(result, name), ["sex"]
        joint = sdg16.covariates(capture, by=["sex"], replicates=40)
        yield "path", joint.path, []
        yield "diagnostics", joint.diagnostics, []
        yield "estimates", joint.estimates, ["sex"]
        yield "detected", library_table("sdg16_capture_detected", capture._pointer), ["sex"]
        yield "estimates", sdg16.protect(result, 5).results, ["sex"]
        yield "protection_report", sdg16.protect(result, 5).report, []


ROWS = [(h, 3 * h + u, "F" if i % 2 else "M", 10.5 + h + u, int((7 * h + 5 * u + i * i) % 4 == 0),
         100.0 * h + 10 * u + i) for h in (1, 2, 3) for u in range(3) for i in range(6)]
SAMPLE = {name: [row[i] for row in ROWS]
          for i, name in enumerate(("stratum", "psu", "sex", "w", "y", "income"))}
STATISTICS = [{"proportion": "y"}, {"proportion": "y", "interval": "wilson", "scheme": "nchs"},
              {"mean": "income"}, {"total": "income"}, {"ratio": ("income", "w")},
              {"quantile": "income"}, {"average": ["y", "y"]},
              {"mean": "income", "with_replacement": True}, {"distribution": "psu"}]


def of_surveys():
    with sdg16.design(SAMPLE, weight="w", psu="psu", strata="stratum") as design:
        for statistic in STATISTICS:
            for by in ([], ["sex"]):
                result = sdg16.survey(design, by=by, **statistic)
                yield "survey", result.estimates, [*by, *filter(None, [statistic.get("distribution")])]
                yield "notes", result.diagnostics, []
        result = sdg16.survey(design, proportion="y", by=["sex"], covariance=True)
        for options in ({"minimum": 5}, {"base": 5}):
            yield "survey", sdg16.protect(result, **options).results, ["sex"]
        yield "comparisons", library_table("sdg16_survey_comparisons", result._handle._pointer, 1,
                                           1, 0.95, None), ["sex"]
        yield "logistic", sdg16.logistic(design, "y", ["income", "sex"]).coefficients, []
        test = _abi.Independence()
        _abi.call("sdg16_survey_independence", design._pointer, b"y", b"sex", None, byref(test),
                  ctypes.sizeof(test))
        yield "independence", library_table("sdg16_independence_table", byref(test)), []


def library_table(function, *arguments):
    return _table.taken(made(function, *arguments))


YEARS = {"ref_area": ["250"] * 4, "year": [2021, 2021, 2022, 2022]}
BY_SEX = {**YEARS, "sex": ["F", "M"] * 2}
PEOPLE_OF = [366500, 348900, 366600, 349000]
SPECIES = {"species": ["x", "y"], "illegal_units": [5.0, 3], "legal_units": [50.0, 40],
           "price": [2.0, 3]}
VOTES = {"year": [2022], "organization": ["IO_WTO"], "members": [164], "developing_members": [117]}
COUNTS_OF = {
    "3.5.1": {**BY_SEX, "substance": ["opioids"] * 4, "treated": [10, 20, 30, 40],
              "with_disorder": [100, 200, 300, 400]},
    "15.7.1": SPECIES, "15.c.1": SPECIES,
    "16.1.1": {**BY_SEX, "victims": [5, 9, 7, 8], "population": PEOPLE_OF},
    "16.1.2": {**BY_SEX, "deaths": [5, 9, 7, 8], "population": PEOPLE_OF},
    "16.2.2": {**BY_SEX, "detected": [50, 90, 70, 80], "population": PEOPLE_OF,
               "undetected": [100.0, 200, 150, 160], "undetected_lower": [90.0, 180, 140, 150],
               "undetected_upper": [150.0, 250, 200, 210]},
    "16.3.2": {**BY_SEX, "unsentenced": [10, 20, 30, 40], "held": [100, 200, 300, 400]},
    "16.4.2": {"year": [2022], "traced": [40], "seized": [70], "found": [20], "surrendered": [10]},
    "10.6.1": VOTES, "16.8.1": VOTES,
    "16.7.1": {"year": [2022], "chamber": ["lower"], "members": [100], "women": [40],
               "adult_population": [1000000], "adult_women": [510000]},
    "16.9.1": {**BY_SEX, "registered": [10, 20, 30, 40], "children": [100, 200, 300, 400]},
    "16.10.1": {"year": [2022] * 3, "victim": ["a", "b", "c"],
                "violation": ["killing", "torture", "killing"]},
    "16.10.2": {"year": [2022], "q1": ["yes"], "q2": ["no"], "q3": ["all"], "q4": [3],
                "q5": ["yes"], "q6": [2], "q7": ["no"], "q8": ["yes"]},
    "16.6.1": {"year": [2020, 2021, 2022], "executed": [90.0, 95, 101], "approved": [100.0] * 3},
    "16.a.1": {"area": [4, 8], "year": [2022, 2022], "status": ["A", "B"]},
}


def codes_from_counts():
    """Those that the registry has, but for sums of flows."""
    return {row["code"] for row in sdg16.catalog()
            if row["code"] != "16.4.1" and "survey" not in row["kind"]}


def of_counts():
    assert set(COUNTS_OF) == codes_from_counts()
    for code, data in COUNTS_OF.items():
        for by in ([], ["sex"] if "sex" in data else []):
            result = sdg16.indicator(code, data, by=by)
            named = [name for name in result.results.names
                     if name in sdg16.catalog(code, "dimensions")["name"] and name not in ("level", "status")]
            yield "indicator", result.results, named
            yield "indicator_notes", result.diagnostics, []


HOMICIDES = {"ref_area": ["250", "250", "276", "276"] * 2, "year": [2021] * 4 + [2022] * 4,
             "sex": ["F", "M"] * 4, "victims": [5, 9, 15, 20, 6, 9, 14, 30],
             "population": [366500, 348900, 715400, 700000] * 2}
GROUPS = {"ref_area": ["250", "276"], "group": ["Europe", "Europe"], "weight": [60.0, 80.0]}


def regional():
    national = sdg16.indicator("16.1.1", HOMICIDES, by=["sex"])
    yield "indicator", sdg16.aggregate(national, GROUPS, rule="sums", world="World"), ["sex"]
    yield "indicator", sdg16.trend(national), ["sex"]
    for options in ({"minimum": 10}, {"base": 5}, {"minimum": 10, "base": 5}):
        safe = sdg16.protect(national, **options)
        yield "indicator", safe.results, ["sex"]
        yield "protection_report", safe.report, []
        yield "indicator", sdg16.trend(safe.results), ["sex"]


PEOPLE = {"q1": [1, 1, 1, 2, 1, 98] * 10, "q2": [1, 2, 2, None, 2, None] * 10,
          "q3": [2, 2, 1, None, 1, None] * 10, "sex": ["F", "M", "F", "M", "F", None] * 10,
          "age": [20, 30, 40, 50, 60, 70] * 10, "w": [1.0, 2, 4, 8, 16, 32] * 10}


def of_microdata():
    with sdg16.design(PEOPLE, weight="w") as design:
        for scheme in ("none", "nchs"):
            result = sdg16.indicator("16.5.1", design, by=["sex"], scheme=scheme,
                                     map={"contact": "q1", "paid": "q2", "asked": "q3"})
            yield "indicator", result.results, ["sex"]
            yield "indicator_notes", result.diagnostics, []
            yield "audit", result.audit, []
            yield "coding", result.coding, []
            yield "indicator", sdg16.protect(result, 5).results, ["sex"]
    many = {"sex": ["F"] * 60 + ["M"] * 60, "paid": ([1] * 20 + [0] * 40) + [1] * 57 + [0] * 3,
            "contact": [1] * 120, "asked": [0] * 120}
    with sdg16.design(many) as design:
        result = sdg16.indicator("16.5.1", design, by=["sex"])
        yield "indicator", sdg16.protect(result, 5).results, ["sex"]


CUSTOMS = {"flow": ["x", "x", "m", "m"], "commodity": ["A"] * 4, "quantity": [10.0, 20, 10, 20],
           "value": [50.0, 900, 150, 400]}
MIRROR = {"flow": ["x"] * 4, "commodity": list("ABCD"), "partner": ["P", "Q"] * 2,
          "reported": [80.0, 120, 60, 200], "mirror": [110.0, 110, 70, 230],
          "distance": [1.0, 2, 3, 5]}
FLOWS = [
    ("price-filter", CUSTOMS, {"fence": "price", "band": 0.25},
     {"commodity": ["A"], "price": [10.0]}),
    ("partner-country", MIRROR, {}, None),
    ("partner-country", MIRROR, {"predictors": "distance"}, None),
    ("balance", {"activity": ["cocaine"], "production": [100], "production_low": [80],
                 "production_high": [130], "consumption": [40], "export_price": [3000]}, {}, None),
    ("smuggling", {"smugglers": ["resident"], "migrants": ["non-resident"], "persons": [100],
                   "price": [20]}, {}, None),
    ("units", {"activity": ["arms"], "direction": ["out"], "units": [10], "price": [20],
               "share_abroad": [0.5]}, {}, None),
    ("management", {"income": [100], "share_abroad": [0.5]}, {}, None),
    ("offshore-flow", {"deposits_change": [100], "valuation": [10], "declared_share": [0.25]}, {},
     None),
    ("offshore-wealth", {"unrecorded": [1000], "deposits": [10], "all_deposits": [100],
                         "securities_share": [0.5], "return_rate": [0.05],
                         "declared_share": [0.2]}, {}, None),
    ("profit-misalignment", {"group": ["G", "G"], "profit": [100, 20], "sales": [50, 50]}, {},
     None),
    ("profit-comparison", {"cell": ["c"] * 12, "mne": [1, 0] * 6,
                           "profit": [float(i) for i in range(12)],
                           "base": [10.0 + i for i in range(12)]}, {}, None),
    ("haven-profits", {"haven": ["H"], "foreign_profit": [100], "foreign_wages": [10],
                       "local_profit": [30], "local_wages": [30], "services": [5],
                       "interest": [1]}, {}, None),
]


def of_flows():
    dimensions = ["method", "category", "illicit_activity", "stage", "overlap_group"]
    results, seen = [], set()
    for method, data, settings, prices in FLOWS:
        data = {"ref_area": [1] * len(next(iter(data.values()))),
                "time_period": [2020] * len(next(iter(data.values()))), **data}
        if method == "haven-profits":
            data["ref_area"] = ["2"]
        flows = sdg16.iff(method, data, set=settings, prices=prices)
        seen.add(method)
        results.append(flows)
        yield "flows", flows.results, dimensions
        yield "flow_detail", flows.detail, []
        yield "flow_coefficients", flows.coefficients, []
        yield "indicator_notes", flows.diagnostics, []
    assert seen == set(sdg16.iff_methods()["method"])
    yield "flow_methods", sdg16.iff_methods(), []
    yield "indicator", sdg16.iff_total(results[1], results[3]), []
    yield "indicator", sdg16.iff_total(results[1], results[3], by="category"), ["cust_breakdown"]
    yield "flows", sdg16.protect(results[3].results, cv_flag=0.3).results, dimensions


def catalogs():
    yield "catalog", sdg16.catalog(), []
    for what in ("inputs", "series", "dimensions", "switches"):
        yield f"catalog_{what}", sdg16.catalog("16.1.1", what), []
        yield f"catalog_{what}", sdg16.catalog("16.4.1", what), []


def published_and_read(folder):
    path = folder / "r.csv"
    path.write_text(sdg16.publish(sdg16.indicator("16.1.1", HOMICIDES, by=["sex"]), "sdmx-csv-2",
                                 action="I"))
    table = sdg16.read_sdmx(path)
    assert {"sex", "age", "cust_breakdown"} <= set(table.dimensions)
    yield "indicator", table, table.dimensions


@pytest.fixture(scope="module")
def produced(tmp_path_factory):
    return list(itertools.chain(
        estimations(), of_strata(), of_surveys(), of_counts(), regional(), of_microdata(),
        of_flows(), catalogs(), published_and_read(tmp_path_factory.mktemp("schema"))))


# ---- the columns ----


def check_columns(known, name, table, named):
    """Each column is in the schema, with its type, in its order; those that the data name
    stand in their line."""
    places = {row["name"]: place for place, row in enumerate(known)}
    before = -1
    for column, kind in zip(table.names, table.types):
        row = known[places[ANY if column in named and column not in places else column]] \
            if column in named and ANY in places or column in places else None
        assert row, f"{name}: column '{column}' is not in the schema"
        assert row["type"] == KINDS[kind], f"{name}: column '{column}' is {kind}"
        place = places[ANY] if column in named and ANY in places else places[column]
        if column not in named:
            assert place > before, f"{name}: column '{column}' is not in the schema's order"
            before = place
    kind = next((row["role"] for row in known if row["name"] == ANY), "dimension")
    if table.dimensions is not None and kind == "dimension":
        assert set(table.dimensions) == set(named), name


def test_every_column_of_every_table_that_was_produced_is_in_the_schema(produced):
    tables = schema()
    for name, table, named in produced:
        check_columns(tables[name], name, table, named)


def test_every_result_table_says_which_of_its_columns_are_dimensions(produced):
    for name, table, _ in produced:
        assert table.dimensions is not None, name


def test_every_table_of_the_schema_is_produced(produced):
    assert {name for name, _, _ in produced} == set(schema())


def test_every_table_says_which_of_the_schema_it_is(produced):
    for name, table, _ in produced:
        assert table.result == name


# ---- as JSON and as CSV ----


def json_of(table):
    answer = json.loads(sdg16.publish(table, "json"))
    assert len(answer["estimates"]) == len(table)
    return answer


def fields_of(known, table, record):
    """What a row of the table must have in JSON: (object, field, value) of each cell."""
    columns = {row["name"]: row for row in known}
    for name, value in record.items():
        row = columns.get(name, {"json_object": None})
        if name in table.dimensions:
            place = next(c["json_object"] for c in known if c["role"] == "dimension")
            if value not in (None, "", "_T"):
                yield place, name, value
            continue
        when = (row.get("json_when") or "").split(",")
        field = name if row["json_object"] is None else row["json_field"]
        if "flag" in when:
            value = True if value else None
        elif "list" in when:
            value = value and value.split("," if row["role"] == "model" else "; ")
        elif isinstance(value, float) and math.isinf(value):
            value = None
        if value not in (None, "", []):
            yield row["json_object"] or "", field, value


def check_json(known, name, table):
    for record, written in zip(table, json_of(table)["estimates"]):
        for place, field, value in fields_of(known, table, record):
            found = written[place] if place else written
            assert field in found, f"{name}: JSON has no '{field}'"
            assert found[field] == value, (name, field)


def test_every_column_of_every_table_is_published_as_json_and_csv(produced):
    tables = schema()
    for name, table, _ in produced:
        check_json(tables[name], name, table)
        head, *rows = csv.reader(io.StringIO(sdg16.publish(table, "csv")))
        assert head == table.names and len(rows) == len(table)


def test_text_of_tables_that_are_no_indicators_has_every_column(produced):
    for name, table, _ in produced:
        if name not in ("indicator", "flows") and table.names:
            assert sdg16.publish(table, "text").splitlines()[0].split() == table.names, name


def test_a_table_that_does_not_say_what_it_is_is_recognised(produced):
    """From arrays or a file: by the columns that every such table has; the parts of flows have
    none of these."""
    for name, table, named in produced:
        if len(table) and name != "flow_detail" and not (set(table.dimensions) - {"method", "category", "illicit_activity",
                                                        "stage", "overlap_group"}):
            plain = sdg16.Table([table.column(c) for c in table.names])
            assert plain.result is None
            assert sdg16.publish(plain, "json") == sdg16.publish(table, "json"), name


def test_json_says_which_subcommand_writes_such_tables(produced):
    commands = {row["table"]: row["command"] for row in sdg16.result_schema()}
    for name, table, _ in produced:
        assert json_of(table)["command"] == (commands[name] or "indicator"), name


def test_what_the_schema_does_not_have_is_in_json_too():
    table = sdg16.indicator("16.1.1", HOMICIDES).results
    extra = sdg16.Table([table.column(name) for name in table.names]
                        + [_table._column("memo", ["a", None] * (len(table) // 2))],
                        table.dimensions, table.result)
    written = json_of(extra)["estimates"]
    assert written[0]["memo"] == "a" and "memo" not in written[1]


def test_no_column_of_the_schema_is_made_by_nobody(produced):
    """But for those of tables that are read, and what is reserved."""
    unmade = {"estimates": {"flags", "note", "obs_status"}, "models": {"effective_parameters"},
              "top": {"infinite"}, "flows": {"flags", "obs_status"},
              "indicator": {"observed"}}
    for name, rows in schema().items():
        made_here = {column for other, table, named in produced if other == name
                     for column in table.names}
        missing = {row["name"] for row in rows} - made_here - {ANY} - unmade.get(name, set())
        assert not missing, (name, missing)


def test_a_column_that_the_schema_lacks_or_of_another_type_is_found():
    known = schema()["survey"]
    table = sdg16.Table.from_columns({"value": [1.0], "secret": [1]})
    with pytest.raises(AssertionError, match="'secret' is not in the schema"):
        check_columns(known, "survey", table, [])
    with pytest.raises(AssertionError, match="'value' is int64"):
        check_columns(known, "survey", sdg16.Table.from_columns({"value": [1]}), [])
    with pytest.raises(AssertionError, match="'value' is not in the schema's order"):
        check_columns(known, "survey", sdg16.Table.from_columns({"se": [1.0], "value": [1.0]}), [])


# ---- protection ----

SECRETS = {"whisper": ["psst, a word", "another"], "number": [730518297, 604917353],
           "share": [0.2718302513, 0.9436170281]}
TOLD = ("psst", "another", "730518297", "604917353", "730,518,297", "604,917,353", "0.27183", "0.94361")
FORMATS = ("text", "csv", "json", "sdmx-csv", "sdmx-csv-2", "open-sdg")
PROTECTIONS = ({"minimum": 5}, {"base": 5}, {"minimum": 5, "base": 5}, {"flag_count": 5},
               {"cv_flag": 0.3})


def with_secrets(table, at):
    """The table with columns that nobody knows, in front, in the middle or behind."""
    rows = len(table)
    secrets = [_table._column(name, [values[i % 2] for i in range(rows)])
               for name, values in SECRETS.items()]
    columns = [table.column(name) for name in table.names]
    place = {"front": 0, "middle": table.names.index("status"), "end": len(columns)}[at]
    return sdg16.Table(columns[:place] + secrets + columns[place:], table.dimensions)


def kinds_of_tables():
    yield "counts", sdg16.indicator("16.1.1", HOMICIDES, by=["sex"]).results
    yield "counts without dimensions", sdg16.indicator("16.3.2", {
        "year": [2022], "unsentenced": [13409], "held": [80659]}).results
    yield "regions", sdg16.aggregate(sdg16.indicator("16.1.1", HOMICIDES), GROUPS, rule="sums")
    with sdg16.design(PEOPLE, weight="w") as design:
        yield "microdata", sdg16.indicator(
            "16.5.1", design, by=["sex"], ref_area=250, time_period=2023,
            map={"contact": "q1", "paid": "q2", "asked": "q3"}).results
    with sdg16.design(SAMPLE, weight="w") as design:
        yield "proportions", sdg16.survey(design, proportion="y", by=["sex"]).estimates
        yield "means", sdg16.survey(design, mean="income", by=["sex"]).estimates
    with sdg16.Capture.from_table(people(), strata=["sex"]) as capture:
        yield "strata", sdg16.strata(capture, by=["sex"], replicates=0).estimates
        yield "lists", sdg16.mse(capture, model="[1,2,3]").estimates
    yield "flows", sdg16.iff("balance", {**FLOWS[3][1], "ref_area": [1],
                                         "time_period": [2020]}).results


def formats_of(safe):
    for name in FORMATS:
        try:
            yield name, sdg16.publish(safe, name)
        except sdg16.Error:  # a table of that kind has no such format
            assert name not in ("text", "csv", "json")


OF_SAMPLES = ("microdata", "proportions", "means")  # without answers nothing is proved


@pytest.mark.parametrize("kind, table", kinds_of_tables())
def test_what_the_schema_does_not_have_is_never_published(kind, table):
    written = set()
    for options, at in itertools.product(PROTECTIONS, ("front", "middle", "end")):
        if kind == "flows" and options.keys() & {"minimum", "base", "flag_count"}:
            continue  # money: there are no counts
        safe = sdg16.protect(with_secrets(table, at), **options,
                             complementary=kind not in OF_SAMPLES).results
        for name in SECRETS:
            assert set(safe[name]) == {None}, (options, at, name)
        for format_name, text in formats_of(safe):
            assert not [word for word in TOLD if word in text], (format_name, options, at)
            written.add(format_name)
    assert {"text", "csv", "json"} <= written
    if kind in ("counts", "microdata"):
        assert written == set(FORMATS)


@pytest.mark.parametrize("kind, table", kinds_of_tables())
def test_nor_is_it_of_a_table_that_does_not_say_its_dimensions(kind, table):
    """A table from arrays: its dimensions are those that stand where such tables have them."""
    plain = sdg16.Table.from_columns({**table.to_dict(), **{
        name: [values[i % 2] for i in range(len(table))] for name, values in SECRETS.items()}})
    assert plain.dimensions is None
    options = {"cv_flag": 0.3} if kind == "flows" else {"minimum": 5}
    safe, same = (sdg16.protect(t, **options, complementary=kind not in OF_SAMPLES).results
                  for t in (plain, table))
    for name in SECRETS:
        assert set(safe[name]) == {None}
    for name in table.names:
        assert safe[name] == same[name], name
    assert safe.dimensions == same.dimensions


def test_texts_in_a_column_of_numbers_are_withheld():
    table = sdg16.indicator("16.1.1", HOMICIDES, by=["sex"]).results.to_dict()
    table["denominator"] = ["psst"] * len(table["series"])
    assert set(sdg16.protect(table, 5).results["denominator"]) == {None}


def test_what_the_caller_names_is_known():
    table = {"sex": ["_T", "F", "M"], "victims": [103, 3, 100], "note2": ["a", "b", "c"]}
    safe = sdg16.protect(table, 5, columns=["victims"], dimensions=["sex"]).results
    assert safe["victims"] == [103, None, None] and safe["sex"] == ["_T", "F", "M"]
    assert set(safe["note2"]) == {None}


def test_dimensions_pass_through_arrays():
    table = sdg16.indicator("16.1.1", HOMICIDES, by=["sex"]).results
    assert table.dimensions == ["sex"]
    assert sdg16.Table.from_columns(table).dimensions == ["sex"]
    assert sdg16.Table.from_columns({"sex": ["F"]}).dimensions is None
    assert not math.isnan(sum(v for v in table["value"] if v is not None))
    with pytest.raises(sdg16.Error):
        with _table.to_library(sdg16.Table([_table._column("a", [1])], ["b"])):
            pass
