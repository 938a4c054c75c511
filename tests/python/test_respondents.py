"""Indicators of the microdata of a survey, means of proportions, through the package."""

import csv

import pytest

import sdg16

PEOPLE = {"q1": [1, 1, 1, 2, 1, 98], "q2": [1, 2, 3, None, 2, None], "q3": [2, 2, 1, None, 1, None],
          "sex": ["Femmes", "M", "Femmes", "M", "F", None], "age": [20, 30, 40, 50, 60, 70],
          "psu": [1, 1, 2, 2, 3, 3], "w": [1.0, 2, 4, 8, 16, 32]}
MAP = {"contact": "q1", "paid": "q2", "asked": "q3", "paid.no": ["2", "3"], "sex.F": ["Femmes", "F"]}


@pytest.fixture
def design():
    with sdg16.design(PEOPLE, weight="w", psu="psu") as made:
        yield made


def test_an_indicator_with_its_audit_and_coding(design):
    result = sdg16.indicator("16.5.1", design, map=MAP, by=["sex"])
    assert result.value == pytest.approx(100 * 21 / 23, rel=1e-14)
    values = {row["sex"]: row["value"] for row in result if row["series"] == "IU_COR_BRIB"}
    assert values == pytest.approx({"_T": 100 * 21 / 23, "F": 100, "M": 0})
    assert {row["note"] for row in result} == {"ages 20 to 70"}
    audit = [row for row in result.audit if row["series"] == "IU_COR_BRIB"]
    assert [(row["step"], row["rows"], row["weight"]) for row in audit] == [
        ("file", 6, 63), ("denominator", 1, 8), ("denominator", 1, 32), ("counted", 4, 23),
        ("positive", 3, 21)]
    assert audit[2]["reason"] == "don't know" and audit[0]["percent"] is None
    coding = {(row["input"], row["value"]): row["read_as"] for row in result.coding}
    assert coding["paid", "3"] == "no" and coding["sex", "Femmes"] == "F"
    assert coding["contact", "98"] == "don't know" and coding["sex", None] == "_U"


def test_counts_have_no_audit():
    result = sdg16.indicator("16.3.2", {"unsentenced": [1], "held": [2]})
    assert result.audit is None and result.coding is None


def test_options_of_surveys(design):
    result = sdg16.indicator("16.5.1", design, map=MAP, by="age", bands=[15, 25, 65],
                             where="age < 65", interval="wilson", level=0.9, scheme="nchs",
                             ref_area=250, time_period=2023)
    rows = [row for row in result if row["series"] == "IU_COR_BRIB"]
    assert [row["age"] for row in rows] == ["_T", "Y15T24", "Y25T64"]
    assert {(row["ref_area"], row["time_period"]) for row in rows} == {("250", "2023")}
    assert rows[0]["interval"] == "wilson" and rows[0]["level"] == 0.9
    assert rows[0]["reliability"] == "suppress" and "_T" not in rows[0]["flags"]
    text = sdg16.publish(result, "sdmx-csv")
    assert {row["AGE"] for row in csv.DictReader(text.splitlines())} == {"_T", "Y15T24", "Y25T64"}


def test_a_survey_indicator_of_the_host(design):
    registry = sdg16.Registry()
    registry.add(code="N.1", name="Bribes", universe="age >= 30",
                 inputs=[{"name": "paid", "kind": "microdata", "answers": "yes=1; no=2|3"},
                         {"name": "age", "kind": "microdata", "flags": ["optional"]}],
                 series=[{"code": "B", "label": "Paid", "unit": "PT", "multiplier": 100.0,
                          "survey_numerator": "paid"}])
    result = sdg16.indicator("N.1", design, map={"paid": "q2"}, registry=registry)
    assert result.value == 0 and result.audit["step"][1] == "universe"
    with pytest.raises(sdg16.Error) as raised:
        registry.add(code="N.2", name="x",
                     series=[{"label": "x", "unit": "PT", "survey_numerator": "faith"}])
    assert "'faith' must name inputs of microdata; 'faith' is not one" in str(raised.value)


@pytest.mark.parametrize("keywords, name, words", [
    ({"map": dict(MAP, paid="q9")}, "SDG16_ERR_COLUMN", "'q9'"),
    ({"map": {k: v for k, v in MAP.items() if k != "paid.no"}}, "SDG16_ERR_VALUE",
     "data row 3, column 'q2': expected paid (yes=1|y|true; no=2|0|n|false), found '3'"),
    ({"map": MAP, "by": ["nothing"]}, "SDG16_ERR_COLUMN", "'nothing'"),
    ({"map": MAP, "bands": [25, 15]}, "SDG16_ERR_ARGUMENT", "in ascending order, such as 15,25,65, not '25,15'"),
    ({"map": MAP, "population": 10}, "SDG16_ERR_OPTION", "population"),
    ({"map": MAP, "where": "age <"}, "SDG16_ERR_EXPRESSION", "character 6"),
])
def test_refusals_have_the_status_of_the_library(design, keywords, name, words):
    with pytest.raises(sdg16.Error) as raised:
        sdg16.indicator("16.5.1", design, **keywords)
    assert raised.value.name == name and words in str(raised.value)


def test_arguments_are_checked_before_the_library(design):
    with pytest.raises(sdg16.ArgumentError):
        sdg16.indicator("16.3.2", {"unsentenced": [1], "held": [2]}, bands=[1, 2])
    with pytest.raises(sdg16.ArgumentError):
        sdg16.indicator("16.5.1", design, map=MAP, interval="poisson")


def test_the_mean_of_proportions(design):
    result = sdg16.survey(design, average=["q1 == 1", "q2 == 1"], by=["psu", "q3", "age"],
                          always_by=1, crossed=1)
    told = [[name for name in ("psu", "q3", "age") if row[name] is not None]
            for row in result.estimates]
    assert all(names[0] == "psu" and len(names) < 3 for names in told)
    assert {len(names) for names in told} == {1, 2}
    whole = sdg16.survey(design, average=["q1 == 1", "q2 == 1"])
    parts = [sdg16.survey(design, proportion=p).value for p in ("q1 == 1", "q2 == 1")]
    assert whole.value == pytest.approx(sum(parts) / 2, rel=1e-14)
    assert whole.se > 0
    with pytest.raises(sdg16.ArgumentError):
        sdg16.survey(design, average=["q1 == 1"], mean="age")
