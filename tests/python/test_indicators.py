"""Indicators, their registry and their publication."""

import csv
import io
import json
import math

import pytest

import sdg16

PRISONS = {"area": [826, 826], "year": [2022, 2023], "unsentenced": [13409, 15523],
           "held": [80659, 85851]}
HOMICIDES = {"ref_area": ["0826"] * 3, "year": [2022] * 3, "sex": ["Male", "Female", None],
             "victims": [5, 9, 15], "population": [366500, 348900, 715400]}


def test_values_of_england_and_wales():
    result = sdg16.indicator("16.3.2", PRISONS)
    shares = [row["value"] for row in result if row["series"] == "VC_PRS_UNSNT"]
    assert shares == pytest.approx([16.6243072688727, 18.0813269501811], rel=1e-14)
    assert result.value == shares[0] and len(result) == 4
    assert len(result.sha256) == 64 and "VC_PRS_UNSNT" in repr(result)


def test_disaggregation_and_diagnostics():
    result = sdg16.indicator("16.1.1", HOMICIDES, by="sex")
    values = {row["sex"]: row["value"] for row in result if row["series"] == "VC_IHR_PSRC"}
    assert values["_T"] == 2.096729102599944 and values["_U"] is None
    assert "add up to 14" in result.diagnostics["message"][0]


def test_a_file_a_population_table_and_a_map(write):
    path = write("c.csv", "year,sex,dead\n2022,F,3\n2022,M,5\n")
    people = {"year": [2022, 2022], "sex": ["F", "M"], "population": [1000, 2000]}
    result = sdg16.indicator("16.1.1", path, by=["sex"], population=people,
                             map={"victims": "dead"})
    assert result.value == 8e5 / 3000
    assert sdg16.indicator("16.1.1", path, population=3000, map={"victims": "dead"}).value \
        == 8e5 / 3000
    with pytest.raises(sdg16.DataError) as raised:
        sdg16.indicator("16.1.1", path, population=3000)
    assert str(path) in str(raised.value) and raised.value.name == "SDG16_ERR_COLUMN"


def test_switches_intervals_and_standard():
    arms = {"traced": [40], "seized": [70], "found": [20], "surrendered": [10], "traceable": [80]}
    assert sdg16.indicator("16.4.2", arms).value == 40
    assert sdg16.indicator("16.4.2", arms, switches={"denominator": "traceable"}).value == 50
    ages = {"age": ["0-14", "15+"], "victims": [3, 30], "population": [120000, 400000]}
    result = sdg16.indicator("16.1.1", ages, interval="none",
                             standard={"age": ["0-14", "15+"], "weight": [26, 74]})
    (row,) = [row for row in result if row["variant"] == "age-standardised"]
    assert row["value"] == pytest.approx(0.26 * 2.5 + 0.74 * 7.5) and row["lower"] is None


@pytest.mark.parametrize("code, table, keywords, error, name", [
    ("16.3.2", {"unsentenced": [12], "held": [10]}, {}, sdg16.IndicatorError, "SDG16_ERR_SHARE"),
    ("16.1.1", {"victims": [-1], "population": [10]}, {}, sdg16.CaptureError, "SDG16_ERR_COUNT"),
    ("16.1.1", {"victims": [1], "population": [0]}, {}, sdg16.PopulationError,
     "SDG16_ERR_POPULATION"),
    ("16.1.3", {"a": [1]}, {}, sdg16.Unsupported, "SDG16_ERR_UNSUPPORTED"),
    ("99", {"a": [1]}, {}, sdg16.ArgumentError, "SDG16_ERR_NAME"),
    ("16.1.1", {"victims": [1]}, {"population": -5}, sdg16.ArgumentError, "SDG16_ERR_ARGUMENT"),
    ("16.1.1", {"victims": [1]}, {"interval": "wald"}, sdg16.ArgumentError, "SDG16_ERR_ARGUMENT"),
    ("16.1.1", {"age": ["0-17", "15-24"], "victims": [1, 2], "population": [5, 6]}, {},
     sdg16.IndicatorError, "SDG16_ERR_BAND"),
])
def test_refusals_are_exceptions(code, table, keywords, error, name):
    with pytest.raises(error) as raised:
        sdg16.indicator(code, table, **keywords)
    assert raised.value.name == name


def test_the_catalogue_and_its_details():
    codes = sdg16.catalog()["code"]
    assert len(codes) == 32 and len([c for c in codes if c.startswith("16.")]) == 24
    (entry,) = sdg16.catalog("10.3.1")
    assert entry["same_as"] == "16.b.1" and entry["series"] == "VC_VOV_GDSD"
    assert "held" in sdg16.catalog("16.3.2", "inputs")["name"]
    assert sdg16.catalog("16.7.1", "switches")["name"] == ["youth-base", "women-base"]
    with pytest.raises(sdg16.ArgumentError):
        sdg16.catalog("16.7.1", "colours")


def test_the_catalogue_is_searched_by_words():
    def codes(*words):
        return sdg16.catalog(search=words)["code"]

    assert sdg16.catalog(search="bribe")["code"] == codes("BRIBE") == ["16.5.1", "16.5.2"]
    assert codes("VC_HTF_DETVSXR") == ["16.2.2"]  # a series
    assert codes("homicide", "sex") == ["16.1.1"] and codes("unicef", "punishment") == ["16.2.1"]
    assert codes("unsentenced") == ["16.3.2"]  # an input, too
    assert codes("bribry") == codes("bribery") == ["16.5.1", "16.5.2"]  # nearly
    assert "16.1.1" in codes("homocide") and codes("xyzzyx") == codes("bribe", "xyzzyx") == []
    with pytest.raises(sdg16.ArgumentError, match="words must be one or more"):
        codes()
    with pytest.raises(sdg16.ArgumentError, match="1 to 63 bytes"):
        codes("")
    with pytest.raises(sdg16.ArgumentError, match="search cannot be used"):
        sdg16.catalog("16.5.1", search="bribe")


def test_a_national_indicator():
    registry = sdg16.Registry()
    registry.add(code="N.1", name="Complaints per 1,000 people",
                 inputs=[dict(name="complaints", kind="count", definition="received"),
                         dict(name="population", kind="population")],
                 series=[dict(code="NAT_C", label="Complaints per 1,000", unit="PER_1000",
                              numerator="complaints", denominator="population",
                              multiplier=1000, flags=["poisson"])],
                 dimensions=[dict(name="office", component="CUST_BREAKDOWN",
                                  flags=["people"])],
                 aggregate="sums")
    assert len(registry) == 33
    table = {"ref_area": [4, 8], "year": [2022, 2022], "complaints": [5, 20],
             "population": [1000, 9000]}
    result = sdg16.indicator("N.1", table, registry=registry)
    assert [row["value"] for row in result] == [5, 20e3 / 9000]
    regions = sdg16.aggregate(result, {"ref_area": [4, 8], "group": ["A", "A"]},
                              registry=registry)
    assert regions["value"] == [2.5]
    assert "NAT_C" in sdg16.publish(result, registry=registry, check="none")
    with pytest.raises(sdg16.ArgumentError):
        registry.add(code="N.1", name="again")
    with pytest.raises(sdg16.ArgumentError):
        registry.add(code="N.2", name="x", series=[dict(colour="red")])
    with pytest.raises(sdg16.ArgumentError):
        sdg16.indicator("N.1", table)
    registry.close()


def test_aggregation_and_trend():
    result = sdg16.indicator("16.3.2", PRISONS)
    trend = sdg16.trend(result)
    assert trend["change"][1] == pytest.approx(1.4570196813084)
    groups = {"ref_area": [826, 250], "group": ["150", "150"]}
    regions = sdg16.aggregate(result, groups, window=1, world="1")
    row = next(iter(regions))
    assert (row["areas"], row["members"], row["coverage"], row["imputed"]) == (1, 2, 0.5, 0)
    assert set(regions["reporting_type"]) == {"R", "G"}
    assert sdg16.aggregate(result, groups, rule="mean")["status"][0] == "ok"


def test_published_and_read_back(tmp_path):
    result = sdg16.indicator("16.1.1", HOMICIDES, by=["sex"])
    for form in ("sdmx-csv", "sdmx-csv-2"):
        text = sdg16.publish(result, form)
        path = tmp_path / f"{form}.csv"
        path.write_text(text)
        table = sdg16.read_sdmx(path)
        assert table["value"] == result.results["value"]
        assert table["sex"] == result.results["sex"]
        assert sdg16.publish(table, form) == text
    document = json.loads(sdg16.publish(result, "json"))
    assert [e["value"] for e in document["estimates"]] == result.results["value"]
    assert document["provenance"]["input_sha256"] == result.sha256
    rows = list(csv.DictReader(io.StringIO(sdg16.publish(result, "open-sdg"))))
    assert [row["Sex"] for row in rows[::2]] == ["", "Male", "Female", "Unknown"]
    assert sdg16.publish(result, "text").count("\n") > 8
    with pytest.raises(sdg16.ArgumentError):
        sdg16.publish(result, "xml")
    with pytest.raises(sdg16.IndicatorError) as raised:
        sdg16.publish({"indicator": ["16.1.4"], "series": ["VC_SNS_WALN_DRK"], "unit": ["PT"],
                       "ref_area": [417], "time_period": [2021], "value": [6710]})
    assert "expected a percentage from 0 to 100" in str(raised.value)


def test_csv_and_open_sdg_read_back_as_the_same_numbers(write):
    result = sdg16.indicator("16.1.1", HOMICIDES, by=["sex"])
    table = sdg16.read_csv(write("r.csv", sdg16.publish(result, "csv")))
    assert table.names == result.results.names
    for name in ("value", "lower", "upper", "numerator", "sex", "series", "status"):
        assert table[name] == result.results[name]
    text = sdg16.publish(result, "open-sdg", labels=False)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [float(r["Value"]) if r["Value"] else None for r in rows] == result.results["value"]
    assert [r["Sex"] or "_T" for r in rows] == result.results["sex"]
    assert [r["Series"] for r in rows] == result.results["series"]


def test_many_values_are_summed_up_in_one_sentence():
    table = {"year": list(range(2000, 2020)), "victims": [3] * 20, "population": [1000] * 20}
    text = sdg16.publish(sdg16.indicator("16.1.1", table), "text")
    assert text.startswith("40 rows, 0 of them without a value (see their status).")


def test_limits_and_standardised_rates():
    lower, upper = sdg16.poisson_interval(10)
    assert (lower, upper) == pytest.approx((4.7953886961324335, 18.390356042017778), rel=1e-12)
    assert sdg16.poisson_interval(0) == (0, pytest.approx(-math.log(0.025)))
    # R: epitools' formula with qgamma
    rate = sdg16.standardised_rate([3, 30, 9], [120000, 400000, 80000], [26, 65, 9])
    assert rate.value == pytest.approx(6.5375, rel=1e-14)
    assert (rate.lower, rate.upper) == pytest.approx((4.6877735182963161, 8.9528977577893176),
                                                     rel=1e-12)
    with pytest.raises(sdg16.ArgumentError):
        sdg16.standardised_rate([1], [2, 3], [1])
    with pytest.raises(sdg16.PopulationError):
        sdg16.standardised_rate([1], [0], [1])
    with pytest.raises(sdg16.CaptureError):
        sdg16.poisson_interval(-1)


VICTIMS = {"ref_area": [826] * 4, "year": [2022] * 4, "sex": ["F", "F", "M", "M"],
           "age": ["0-17", "18+"] * 2, "victims": [3, 70, 25, 200],
           "population": [1000, 3000, 1100, 2900]}


def test_protected_results():
    result = sdg16.indicator("16.1.1", VICTIMS, by=["sex", "age"])
    safe = sdg16.protect(result, 5)
    hidden = [(row["sex"], row["age"]) for row in safe.results
              if row["status"] == "suppressed" and row["series"] == "VC_IHR_PSRC"]
    assert hidden == [("F", "Y0T17"), ("F", "Y_GE18"), ("M", "Y0T17"), ("M", "Y_GE18")]
    assert all(row["value"] is None and row["numerator"] is None
               for row in safe.results if row["status"] == "suppressed")
    assert sorted(set(safe.report["action"])) == ["complementary", "minimum"]
    assert safe.report["count"][0] == 3 and safe.report["lower"][0] == 1
    text = sdg16.publish(safe.results, "open-sdg")
    assert "2022,,,,298.0" not in text and ",,," in text
    rounded = sdg16.protect(result, base=5, flag_count=20).results
    (total,) = [row for row in rounded if row["series"] == "VC_IHR_PSRCN"
                and row["sex"] == row["age"] == "_T"]
    assert total["value"] == 300 and total["lower"] is None
    assert len(sdg16.protect(result).report) == 0
    counts = {"sex": ["F", "M"], "n": [3, 60]}
    assert sdg16.protect(counts, 5, columns=["n"]).results["n"] == [None, 60]


@pytest.mark.parametrize("keywords, name", [
    (dict(minimum=-1), "SDG16_ERR_ARGUMENT"), (dict(base=1.5), "SDG16_ERR_ARGUMENT"),
    (dict(minimum=5, columns=["x"]), "SDG16_ERR_NAME"), (dict(protection=-3), "SDG16_ERR_ARGUMENT"),
    (dict(minimum="x"), "SDG16_ERR_ARGUMENT"), (dict(zeros="no"), "SDG16_ERR_ARGUMENT"),
])
def test_protect_refuses(keywords, name):
    with pytest.raises(sdg16.ArgumentError) as raised:
        sdg16.protect({"numerator": [1]}, **keywords)
    assert raised.value.name == name
