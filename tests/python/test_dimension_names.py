"""A data column with the name of a result column: by it, the result would have the name twice."""

import pytest

import sdg16

SCHEMA = [(row["table"], row["name"]) for row in sdg16.result_schema()
          if row["name"] != "*" and row["role"] != "dimension"]


READ = {"ref_area", "time_period", "time_detail", "source", "nature", "obs_status"}


def names(table):
    return [name for of, name in SCHEMA if of == table]


def survey_by(name):
    people = {"psu": [1, 2, 3, 4], "x": [3, 1, 4, 1], name: ["F", "M", "F", "M"]}
    return sdg16.survey(sdg16.design(people), mean="x", by=[name])


def counts_by(name, **options):
    return sdg16.indicator("16.3.2", {"unsentenced": [20, 30], "held": [80, 90],
                                      name: ["a", "b"]}, **options)


def answers_by(name, **options):
    people = {"safe": [1, 2, 3, 4], name: ["a", "b", "a", "b"]}
    return sdg16.indicator("16.1.4", sdg16.design(people), **options)


@pytest.mark.parametrize("name", names("survey"))
def test_a_survey_refuses_every_name_of_its_results(name):
    with pytest.raises(sdg16.ArgumentError) as caught:
        survey_by(name)
    assert str(caught.value) == (f"by: the column '{name}' must be renamed in the data, because "
                                 "the results have a column of this name")
    assert caught.value.where == "by"


@pytest.mark.parametrize("name", names("comparisons"))
def test_comparisons_refuse_every_name_of_theirs(name):
    with pytest.raises(sdg16.ArgumentError, match=f"the column '{name}' must be renamed"):
        people = {"x": [3, 1, 4, 1], name: ["F", "M", "F", "M"]}
        result = sdg16.survey(sdg16.design(people), mean="x", by=[name], covariance=True)
        out = sdg16._abi.c_void_p()
        sdg16._abi.call("sdg16_survey_comparisons", result._handle._pointer, 1, 1, 0.95, None,
                        sdg16._abi.byref(out))


@pytest.mark.parametrize("by", [counts_by, answers_by])
@pytest.mark.parametrize("name", names("indicator"))
def test_an_indicator_refuses_every_name_of_its_results_and_says_how_to_map_it(name, by):
    with pytest.raises(sdg16.ArgumentError) as caught:
        by(name, by=[name])
    assert str(caught.value) == (
        f"by: the column '{name}' must be renamed, because the results have a column of this "
        f"name (in the data, or with --map NEW={name}, and then by NEW)")
    if name in READ:
        return  # the data say with it of which area, period or source they are
    result = by(name, by=["new"], map={"new": name})
    assert result.results.dimensions == ["new"]
    assert {"a", "b"} <= set(result.results["new"])


@pytest.mark.parametrize("name", names("estimates"))
def test_strata_refuse_every_name_of_their_results(name):
    lists = {"A": [1, 0, 1] * 2, "B": [0, 1, 1] * 2, "count": [40, 30, 9, 25, 16, 5],
             name: ["F"] * 3 + ["M"] * 3}
    with pytest.raises(sdg16.ArgumentError, match=f"'{name}' must be renamed"):
        sdg16.strata(lists, by=[name], interval="none", fit_replicates=0)


def test_a_column_is_named_once():
    with pytest.raises(sdg16.ArgumentError, match="by: each column must be named once; 'sex' is "
                                                  "named twice"):
        people = {"x": [3, 1, 4, 1], "sex": ["F", "M", "F", "M"]}
        sdg16.survey(sdg16.design(people), mean="x", by=["sex", "sex"])


def test_a_dimension_of_an_own_indicator_has_another_name():
    with pytest.raises(sdg16.ArgumentError, match="dimensions: the column 'status' must be "
                                                  "renamed"):
        sdg16.Registry().add(code="N.1", name="n", inputs=[dict(name="a", kind="count")],
                             series=[dict(label="s", unit="NUMBER", numerator="a")],
                             dimensions=[dict(name="status")])


def test_no_indicator_of_the_library_has_a_dimension_of_such_a_name():
    dimensions = set(sdg16.catalog(what="dimensions")["name"])
    assert dimensions and not dimensions & set(names("indicator"))


def test_deaths_by_the_status_of_the_person():
    data = {"year": [2022, 2022], "person_status": ["civilian", "non-civilian"],
            "deaths": [30, 12], "population": [1000, 1000]}
    result = sdg16.indicator("16.1.2", data, by=["person_status"])
    found = {(row["series"], row["person_status"]): row["value"] for row in result}
    assert found["VC_DTH_TOCVN", "CV"] == 30 and found["VC_DTH_TONCVN", "NCV"] == 12
    assert found["VC_DTH_TOTN", "CV"] == 30 and found["VC_DTH_TOTN", "_T"] == 42


def test_posts_of_each_level_of_government():
    data = {"year": [2022, 2022], "group": ["women", "women"],
            "government_level": ["national", "state"], "servants": [100, 200],
            "group_servants": [40, 90], "working_population": [1000, 1000],
            "group_population": [500, 500]}
    result = sdg16.indicator("16.7.1", data)
    found = {row["government_level"]: row["value"] for row in result}
    assert found["NATIONAL"] == 40 / 100 / (500 / 1000)
    assert found["STATE"] == 90 / 200 / (500 / 1000)
