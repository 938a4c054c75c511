"""Files of SPSS and Stata, labels, tags, and expressions."""

from array import array
from pathlib import Path

import pytest

import sdg16

FILES = Path(__file__).parent.parent / "data" / "stat"


@pytest.mark.parametrize("name", ["survey.sav", "survey.zsav", "survey.por"])
def test_spss_as_pspp_wrote_it(name):
    table = sdg16.read_table(FILES / name)
    q1, age, text, day, sex, clock, amount, moment = table.names
    assert [n.lower() for n in table.names] == ["q1", "age", "name", "d", "sx", "tm", "amt", "dt"]
    assert table[q1] == [1, 2, None, 99, None]
    assert table.label(q1) == "Paid a bribe?"
    assert table.labels(q1) == {1: "Yes", 2: "No", 99: "Don't know"}
    assert table.labelled(q1) == ["Yes", "No", None, "Don't know", None]
    assert table.tags(q1) == [None, None, "98", None, "-3"]
    assert table.missing(q1) == [None, None, "tagged", None, "tagged"]
    assert set(table.column(q1).tag_labels) == {"Refused", "Not asked"}
    assert table[age] == [15, 49.5, None, 7, None]
    assert table.missing(age) == [None, None, "system", None, "tagged"]
    assert table[text] == ["Ana", "x,y", None, "longer text", "z"]
    assert table[day] == ["2019-05-31", "1999-12-31", None, "2024-02-29", "1582-10-15"]
    assert table[sex] == ["F", "M", None, "F", "M"]
    assert table.labelled(sex) == ["Female", "Male", None, "Female", "Male"]
    assert table.tags(sex) == [None, None, "X", None, None]
    assert table[clock] == [37800, 86399, None, 0, 3600]
    assert table[amount] == [1.125, -2.5, 1e10, 0, 1234.5678]
    assert table[moment] == ["2019-05-31T12:00:01", "1999-12-31T00:00:00", None,
                             "1900-01-01T06:00:00", "2100-01-01T23:00:00"]


@pytest.mark.parametrize("name, text", [("survey-118.dta", "b\u00e9"), ("survey-114-big.dta", "be")])
def test_stata_as_pandas_wrote_it(name, text):
    table = sdg16.read_table(FILES / name)
    assert table["id"] == [1, 2, 3]
    assert table["x"] == [1.5, None, -2e10]
    assert table["s"] == ["a", text, None]
    assert table["d"] == ["2019-05-31", "1950-01-02", "2024-02-29"]
    assert table["t"] == ["2019-05-31T01:02:03.25", "1950-01-02T00:00:00", "2024-02-29T23:59:59"]
    assert table["m"] == ["2019-05", "1950-01", "2024-02"]
    assert table["q"] == ["2019-Q2", "1950-Q1", "2024-Q1"]
    assert table["w"] == ["2019-w22", "1950-w01", "2024-w09"]
    assert table["h"] == ["2019-H1", "1950-H1", "2024-H1"]
    assert table["y"] == [2019, 1950, 2024]
    assert table.labelled("c") == ["Yes", "No", "Yes"]
    if "words" in table:
        assert table["words"] == ["q" * 300, "r", None]


def test_options_of_reading():
    table = sdg16.read_table(FILES / "survey.sav", columns=["sx", "q1"], rows=3, dates="numbers",
                             kinds={"refused": "refused", "-3": "not-applicable"})
    assert table.names == ["sx", "q1"]
    assert table.missing("q1") == [None, None, "refused"]
    assert sdg16.read_table(FILES / "survey.sav", dates="numbers")["d"][0] == 13778640000
    with pytest.raises(sdg16.FileError) as caught:
        sdg16.read_table(FILES / "survey.sav", max_rows=4)
    assert caught.value.name == "SDG16_ERR_LIMIT"
    with pytest.raises(sdg16.DataError, match="there is no column 'q2' among the 8 variables"):
        sdg16.read_table(FILES / "survey.sav", columns=["q2"])
    with pytest.raises(sdg16.FileError, match="the byte order of a Stata file must be 1 or 2, not 70"):
        sdg16.read_table(FILES / "survey.sav", format="stata")
    with pytest.raises(sdg16.ArgumentError, match="encoding 'klingon' is not known"):
        sdg16.read_table(FILES / "survey.sav", encoding="klingon")


def test_any_reader_takes_csv(write):
    path = write("x.csv", "a;b\n1,5;x\n-;y\n2,5;z\n")
    table = sdg16.read_table(path, na=["-"], rows=2)
    assert table.to_dict() == {"a": [1.5, None], "b": ["x", "y"]}
    assert sdg16.read_table(path, kinds={"-": "refused"}).missing("a") == [None, "refused", None]
    assert sdg16.read_table(path, columns=["b"], format="csv", delimiter=";")["b"] == ["x", "y", "z"]


@pytest.mark.parametrize("arguments", [{"format": "xls"}, {"dates": "words"}, {"rows": -1},
                                       {"kinds": {"x": "unwilling"}}, {"columns": [3]}])
def test_arguments_that_cannot_be(write, arguments):
    with pytest.raises(sdg16.ArgumentError):
        sdg16.read_table(write("x.csv", "a\n1\n"), **arguments)


def labelled():
    return sdg16.Table([
        sdg16.Column("q", "int64", array("q", [1, 2, 0, 0]), bytes([0, 0, 5, 1]), (), "Asked?",
                     {1: "Yes", 2: "No"}, array("i", [-1, -1, 1, -1]), (".a", "98"),
                     (None, "Refused")),
        sdg16.Column("sex", "text", array("i", [0, 1, 0, 1]), None, ("F", "M"), None,
                     {"F": "Female"})])


def test_labels_and_tags_survive_the_way_to_the_library_and_back():
    table = labelled()
    with sdg16._table.to_library(table) as handle:
        again = sdg16._table.from_library(handle._pointer)
    for name in table.names:
        assert again.column(name) == table.column(name)


def test_expressions():
    table = labelled()
    result = table.evaluate("q == 'Yes' | sex == 'Female'", "both")
    assert result.names == ["both"] and result["both"] == [1, 0, 1, None]
    assert result.missing("both") == [None, None, None, "system"]
    assert table.evaluate("missing(q, 'Refused')")["x"] == [0, 0, 1, 0]
    assert table.evaluate("q / 4")["x"] == [0.25, 0.5, None, None]


def test_errors_of_expressions_say_where():
    with pytest.raises(sdg16.ArgumentError) as caught:
        labelled().evaluate("q = 1")
    assert str(caught.value) == "expression, character 3: 'equal' is written '==', not '='"
    assert caught.value.name == "SDG16_ERR_EXPRESSION" and caught.value.column == 3
    with pytest.raises(sdg16.DataError, match="there is no column 'age'"):
        labelled().evaluate("age > 3")
    with pytest.raises(sdg16.ArgumentError):
        labelled().evaluate("q == 1\0")


def test_captures_are_read_from_a_file_of_stata():
    ours = sdg16.read_capture(FILES / "kosovo.dta")
    assert (ours.observed, ours.lists) == (4400, ("EXH", "ABA", "OSCE", "HRW"))
    with pytest.raises(sdg16.DataError, match="survey.sav, row 3, column 'q1'"):
        sdg16.read_capture([FILES / "survey.sav", FILES / "kosovo.dta"], id="q1")
