"""Arguments of a wrong type or shape: each is refused by a sdg16.Error that names it."""

import datetime
import inspect
import math

import pytest

import sdg16

LISTS = {"A": [1, 0, 1, 0, 1, 0, 1], "B": [0, 1, 1, 0, 0, 1, 1], "C": [0, 0, 0, 1, 1, 1, 1],
         "count": [40, 30, 9, 25, 6, 5, 3]}
PEOPLE = {"stratum": [1, 1, 1, 1, 2, 2, 2, 2], "psu": [1, 1, 2, 2, 3, 3, 4, 4],
          "w": [10, 11, 12, 13, 14, 15, 16, 17], "y": [1, 0, 0, 1, 1, 0, 1, 0],
          "x": [3, 1, 4, 1, 5, 9, 2, 6], "sex": ["F", "M", "F", "M", "F", "M", "M", "F"]}
WRONG = [5, -1, 0.5, math.nan, math.inf, 10**30, True, "text", "", "nul\0", b"bytes", [], [1],
         [None], [[1]], ["a", 1], (1,), (1, 2, 3), ("a", "b"), {}, {"a": 1}, {1: "a"},
         {"a": [1, "b"]}, {"a": "text"}, {"a": None}, {"a": [1.5, 10**400]}, set(), object(),
         datetime.date(2024, 1, 1), 1j, range(2), iter([1])]


def capture():
    return sdg16.Capture.from_table(LISTS)


def design():
    return sdg16.design(PEOPLE, weight="w", strata="stratum", psu="psu")


def results():
    return sdg16.indicator("16.3.2", {"unsentenced": [20], "held": [80]}, ref_area="40",
                           time_period="2020")


def estimates():
    return sdg16.survey(design(), mean="x", by=["sex"], covariance=True)


def draws():
    return sdg16.Draws.from_table({"row": ["observed", "estimate", "replicate"],
                                   "number": [0, 0, 0], "weight": [None] * 3,
                                   "group": [None] * 3, "a": [1, 2.5, 3.5], "b": [1, 4.5, 2.5],
                                   "provenance": ["seed=1;stream=1;planned=1;input=x"] * 3})


# A call that works, by keyword; {name: value} of each argument that is tried is replaced.
CALLS = {
    "mse": (lambda: sdg16.mse, lambda: dict(data=capture(), interval="none", fit_replicates=0)),
    "strata": (lambda: sdg16.strata, lambda: dict(
        data=dict(LISTS, sex=["F", "M"] * 3 + ["F"]), by=["sex"], interval="none",
        fit_replicates=0)),
    "covariates": (lambda: sdg16.covariates, lambda: dict(
        data=dict(LISTS, sex=["F", "M"] * 3 + ["F"]), by=["sex"], interval="none")),
    "fit": (lambda: sdg16.fit, lambda: dict(data=capture())),
    "check": (lambda: sdg16.check, lambda: dict(data=capture())),
    "fit_all": (lambda: sdg16.fit_all, lambda: dict(data=capture())),
    "structure": (lambda: sdg16.structure, lambda: dict(data=capture())),
    "from_histories": (lambda: sdg16.Capture.from_histories, lambda: dict(
        lists=["A", "B"], histories=["10", "01"], counts=[1, 2])),
    "Capture.merge": (lambda: capture().merge, lambda: dict(name="M", lists=["A", "B"])),
    "design": (lambda: sdg16.design, lambda: dict(data=PEOPLE)),
    "replicated": (lambda: sdg16.design, lambda: dict(
        data=dict(PEOPLE, r1=PEOPLE["w"], r2=PEOPLE["x"]), replicates=["r1", "r2"],
        replicate_kind="jk1")),
    "replicate": (lambda: design().replicate, lambda: dict(count=2)),
    "calibrate": (lambda: design().calibrate, lambda: dict(auxiliaries={"x": 500})),
    "Design.weights": (lambda: design().weights, dict),
    "proportion": (lambda: sdg16.survey, lambda: dict(design=design(), proportion="y")),
    "ratio": (lambda: sdg16.survey, lambda: dict(design=design(), ratio=("y", "x"))),
    "average": (lambda: sdg16.survey, lambda: dict(design=design(), average=["y", "y"])),
    "total": (lambda: sdg16.survey, lambda: dict(design=design(), total="y")),
    "standard": (lambda: sdg16.survey, lambda: dict(
        design=design(), mean="x", standard="sex", shares={"F": 1, "M": 2})),
    "contrast": (lambda: estimates().contrast, lambda: dict(coefficients=[0, 1, -1])),
    "compare": (lambda: estimates().compare, lambda: dict(row=1, reference=2)),
    "level": (lambda: estimates().level, lambda: dict(row=1, by="sex")),
    "independence": (lambda: sdg16.independence, lambda: dict(
        design=design(), row="sex", column="y")),
    "logistic": (lambda: sdg16.logistic, lambda: dict(design=design(), outcome="y",
                                                      terms=["x"])),
    "indicator": (lambda: sdg16.indicator, lambda: dict(
        code="16.3.2", data={"unsentenced": [20], "held": [80]})),
    "victims": (lambda: sdg16.indicator, lambda: dict(
        code="16.1.1", data={"victims": [20]}, population=1000)),
    "survey_indicator": (lambda: sdg16.indicator, lambda: dict(
        code="16.1.4", data=sdg16.design(dict(PEOPLE, safe=[1, 2] * 4), weight="w"),
        map={"safe": "safe"})),
    "aggregate": (lambda: sdg16.aggregate, lambda: dict(
        results=results(), groups={"ref_area": ["40"], "group": ["G"]})),
    "trend": (lambda: sdg16.trend, lambda: dict(results=results())),
    "rate": (lambda: sdg16.rate, lambda: dict(count=5, population=1000)),
    "poisson_interval": (lambda: sdg16.poisson_interval, lambda: dict(count=5)),
    "standardised_rate": (lambda: sdg16.standardised_rate, lambda: dict(
        counts=[3, 9], populations=[120, 80], weights=[60, 40])),
    "catalog": (lambda: sdg16.catalog, dict),
    "Registry.add": (lambda: sdg16.Registry().add, lambda: dict(
        code="N.1", name="n", inputs=[dict(name="a", kind="count")],
        series=[dict(label="s", unit="NUMBER", numerator="a", flags=["poisson"])])),
    "iff": (lambda: sdg16.iff, lambda: dict(
        method="units", data={"activity": ["arms"], "direction": ["out"], "units": [10],
                              "price": [20], "share_abroad": [0.5]})),
    "publish": (lambda: sdg16.publish, lambda: dict(results=results())),
    "protect": (lambda: sdg16.protect, lambda: dict(results=results(), minimum=5)),
    "read_csv": (lambda: sdg16.read_csv, lambda: dict(path="there-is-none.csv")),
    "read_table": (lambda: sdg16.read_table, lambda: dict(path="there-is-none.csv")),
    "read_capture": (lambda: sdg16.read_capture, lambda: dict(paths="there-is-none.csv")),
    "read_sdmx": (lambda: sdg16.read_sdmx, lambda: dict(path="there-is-none.csv")),
    "area_code": (lambda: sdg16.area_code, lambda: dict(area="GBR")),
    "area_name": (lambda: sdg16.area_name, lambda: dict(code=826)),
    "from_columns": (lambda: sdg16.Table.from_columns, lambda: dict(data=PEOPLE)),
    "evaluate": (lambda: sdg16.Table.from_columns(PEOPLE).evaluate, lambda: dict(
        expression="x > 2")),
    "to_text": (lambda: sdg16.Table.from_columns(PEOPLE).to_text, dict),
    "combine": (lambda: draws().combine, lambda: dict(name="c", weights={"a": 1})),
    "sum": (lambda: draws().sum, lambda: dict(name="c", cells=["a", "b"])),
    "difference": (lambda: draws().difference, lambda: dict(name="c", cell="a", less="b")),
    "Draws.ratio": (lambda: draws().ratio, lambda: dict(name="c", numerator="a",
                                                        denominator="b")),
    "Draws.merge": (lambda: sdg16.Draws.merge, lambda: dict(shards=[draws()])),
    "Draws.interval": (lambda: draws().interval, lambda: dict(cell="a")),
}


def named_arguments(function):
    return [name for name, p in inspect.signature(function).parameters.items()
            if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]


NO_FILE = {"read_csv", "read_table", "read_capture", "read_sdmx"}


@pytest.mark.parametrize("name", sorted(CALLS.keys() - NO_FILE))
def test_the_calls_are_right_before_an_argument_is_wrong(name):
    make, base = CALLS[name]
    make()(**base())


@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_type_or_shape_is_an_error_of_the_package(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # "text" is the name of a file that is not there
    make, base = CALLS[name]
    for argument in named_arguments(make()):
        for wrong in WRONG:
            try:
                make()(**dict(base(), **{argument: wrong}))
            except sdg16.Error as error:
                assert str(error)
            except Exception as error:
                raise AssertionError(f"{argument}={wrong!r}: {type(error).__name__}: {error}")


@pytest.mark.parametrize("call, argument, message", [
    (lambda: sdg16.survey(design(), ratio="y"), "ratio",
     "ratio must be two columns or expressions, (numerator, denominator), not 'y'"),
    (lambda: sdg16.survey(design(), ratio=("y",)), "ratio",
     "ratio must be two columns or expressions, (numerator, denominator), not ('y',)"),
    (lambda: sdg16.survey(design(), average="y"), "average",
     "average must be a list of conditions, not 'y'"),
    (lambda: sdg16.survey("people.csv", mean="x"), "design",
     "design must be a Design, as from sdg16.design, not 'people.csv'"),
    (lambda: sdg16.survey(design(), mean="x", by=3), "by", "by must be a list of names, not 3"),
    (lambda: sdg16.survey(design(), mean="x", standard="sex", shares=[1, 2]), "shares",
     "shares must be a mapping {level: share}, not [1, 2]"),
    (lambda: design().calibrate(auxiliaries={"x": 9}, bounds=(1,)), "bounds",
     "bounds must be two numbers, the lower and the upper bound, not (1,)"),
    (lambda: design().calibrate(auxiliaries=["x"]), "auxiliaries",
     "auxiliaries must be a mapping {column: total}, not ['x']"),
    (lambda: design().calibrate({"sex": "F"}), "column 'sex'",
     "column 'sex' must be a list of values, not 'F'"),
    (lambda: design().calibrate(5), "margins",
     "margins must be a mapping of columns or a data frame, not an int"),
    (lambda: estimates().contrast("abc"), "coefficients",
     "coefficients must be a list of numbers, not 'abc'"),
    (lambda: sdg16.mse(capture(), progress=3), "progress",
     "progress must be a function of one number, not 3"),
    (lambda: sdg16.mse(capture(), cancel="now"), "cancel",
     "cancel must be a Cancel, as from sdg16.Cancel, not 'now'"),
    (lambda: sdg16.mse(capture(), replicate_range=5), "replicate_range",
     "replicate_range must be two numbers, the first replicate, from 0, and the one after the "
     "last, not 5"),
    (lambda: sdg16.indicator("16.3.2", {"held": [1]}, map=["held"]), "map",
     "map must be a mapping {input: column, or several in a list}, not ['held']"),
    (lambda: sdg16.indicator("16.3.2", {"held": [1]}, registry="mine"), "registry",
     "registry must be a Registry, as from sdg16.Registry, not 'mine'"),
    (lambda: sdg16.read_csv("a.csv", columns=3), "columns",
     "columns must be a list of names, not 3"),
    (lambda: sdg16.mse(capture(), level="high"), "level", "level must be a number, not 'high'"),
])
def test_the_argument_the_rule_and_the_value(call, argument, message):
    with pytest.raises(sdg16.ArgumentError) as caught:
        call()
    assert (str(caught.value), caught.value.where) == (message, argument)


def test_a_long_value_is_shortened():
    with pytest.raises(sdg16.ArgumentError) as caught:
        sdg16.mse(capture(), level=[0.5] * 10000)
    assert len(str(caught.value)) < 300


def test_where_is_not_read_from_the_text():
    assert sdg16.ArgumentError("level must be a number").where == ""
    assert sdg16.ArgumentError("a text", where="level").where == "level"


GROUPED = dict(LISTS, sex=["F", "M", "F", "M", "F", "M", "F"])


@pytest.mark.parametrize("call", [
    lambda one: sdg16.strata(GROUPED, one("sex"), model="[12]", interval="none").estimates,
    lambda one: sdg16.covariates(dict(GROUPED, minor=["0", "0", "1", "1", "0", "0", "1"]),
                                 ["sex", "minor"], groups=one("sex,minor"), interval="none",
                                 model="A + B").estimates,
    lambda one: sdg16.Capture.from_table(GROUPED, strata=one("sex")).columns,
    lambda one: sdg16.survey(design(), mean="x", by=one("sex")).estimates,
    lambda one: sdg16.indicator("16.3.2", {"unsentenced": [20, 3], "held": [80, 9],
                                           "sex": ["M", "F"]}, by=one("sex")).results,
    lambda one: sdg16.Table(sdg16.Table.from_columns(PEOPLE)._columns.values(), one("sex")),
    lambda one: draws().sum("c", one("a")).to_table(),
])
def test_one_name_needs_no_list(call):
    found, expected = call(lambda name: name), call(lambda name: [name])
    assert (found.to_dict(), found.dimensions) == (expected.to_dict(), expected.dimensions)
    assert repr(found) == repr(expected)
