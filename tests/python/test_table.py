"""Tables: from files, from Python, and back."""

import math
import sys
import types
from array import array

import pytest

import sdg16
from sdg16 import _table


def round_trip(table):
    with _table.to_library(table) as handle:
        return _table.from_library(handle._pointer)


COLUMNS = {"whole": [3, -2**63, 2**63 - 1], "real": [0.1, -math.inf, 2.385],
           "text": ["ja", "nein", "ja"]}


def test_values_survive_the_way_to_the_library_and_back():
    table = round_trip(sdg16.Table.from_columns(COLUMNS))
    assert table.names == ["whole", "real", "text"]
    assert table.types == ["int64", "double", "text"]
    assert table.to_dict() == COLUMNS
    assert len(table) == 3
    assert "real" in table and "other" not in table
    assert table.column("whole").values == array("q", COLUMNS["whole"])
    assert table.column("text").levels == ("ja", "nein")
    assert table.column("text").values == array("i", [0, 1, 0])


def test_missing_values_are_none_and_keep_their_kind():
    table = round_trip(sdg16.Table.from_columns(
        {"whole": [1, None, 3], "real": [math.nan, 0.5, None], "text": [None, "a", None],
         "none": [None, None, None]}))
    assert table["whole"] == [1, None, 3]
    assert table["real"] == [None, 0.5, None]
    assert table["text"] == [None, "a", None]
    assert table["none"] == [None, None, None]
    name = sdg16._abi.text(sdg16._abi.lib.sdg16_missing_name(1))
    assert table.missing("whole") == [None, name, None]
    assert table.missing("text") == [name, None, name]
    complete = round_trip(sdg16.Table.from_columns({"x": [1]}))
    assert complete.missing("x") == [None]


def test_every_kind_of_missing_comes_back():
    column = sdg16.Column("x", "int64", array("q", [0, 0, 0, 7]), bytes([2, 3, 4, 0]), ())
    table = round_trip(sdg16.Table([column]))
    assert table["x"] == [None, None, None, 7]
    kinds = table.missing("x")
    assert kinds[3] is None
    assert len(set(kinds)) == 4


def test_an_empty_table_has_no_rows():
    assert round_trip(sdg16.Table()).to_dict() == {}
    table = round_trip(sdg16.Table.from_columns({"x": [], "t": []}))
    assert len(table) == 0 and list(table) == []


def test_rows_are_dicts():
    table = sdg16.Table.from_columns({"a": [1, 2], "b": ["x", None]})
    assert list(table) == [{"a": 1, "b": "x"}, {"a": 2, "b": None}]


@pytest.mark.parametrize("data, message", [
    ({"x": [1, 2], "y": [1]}, "the columns must have the same length: 'x' 2, 'y' 1"),
    ({"x": [1, "a"]}, "column 'x', row 2 must be a number, as the other values of the "
                      "column are, not 'a'"),
    ({"x": [1.5, object()]}, "column 'x', row 2 must be a number, as the other values of "
                             "the column are, not <object object at 0x"),
    ({"x": [2**63]}, "column 'x' must be from -9223372036854775808 to 9223372036854775807, "
                     "not 9223372036854775808"),
    ({"": [1]}, "a column name must be text of at least one character, not ''"),
    ({3: [1]}, "a column name must be text of at least one character, not 3"),
    (17, "data must be a mapping of columns or a data frame, not an int"),
])
def test_what_is_not_a_table_is_refused(data, message):
    with pytest.raises(sdg16.ArgumentError, match=message):
        sdg16.Table.from_columns(data)


def test_a_csv_file_becomes_typed_columns(write):
    path = write("s.csv", "id;age;share;name\n1;17;0,5;Zoë\n2;-99;1,25;\"a; \"\"b\"\"\"\n3;;2;\n")
    table = sdg16.read_csv(path, na=["-99"])
    assert table.types == ["int64", "int64", "double", "text"]
    assert table["age"] == [17, None, None]
    assert table["share"] == [0.5, 1.25, 2.0]
    assert table["name"] == ["Zoë", 'a; "b"', None]
    kept = sdg16.read_csv(path, columns=["share", "id"])
    assert kept.names == ["share", "id"]
    assert kept.to_dict() == {"share": [0.5, 1.25, 2.0], "id": [1, 2, 3]}


def test_csv_options_are_passed_on(write):
    path = write("t.csv", "a\tb\n1\t2,5\n")
    assert sdg16.read_csv(path, delimiter="\t", decimal=",").to_dict() == {"a": [1], "b": [2.5]}
    with pytest.raises(sdg16.FileError) as caught:
        sdg16.read_csv(write("u.csv", "a,b\n1,2\n3,4\n"), max_rows=1)
    assert caught.value.name == "SDG16_ERR_LIMIT"
    with pytest.raises(sdg16.ArgumentError, match="delimiter must be one character, not ';;'"):
        sdg16.read_csv(path, delimiter=";;")
    with pytest.raises(sdg16.ArgumentError, match="na must be text, not 5"):
        sdg16.read_csv(path, na=[5])


def test_a_table_needs_the_library_no_more(write):
    table = sdg16.read_csv(write("v.csv", "a\n" + "\n".join(map(str, range(1000)))))
    assert sum(table["a"]) == 499500


def test_a_table_is_written_as_csv_and_read_back(tmp_path):
    table = sdg16.Table.from_columns({**COLUMNS, "gaps": [None, 1.5, None]})
    table.to_csv(tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text().splitlines()[:2] == ["whole,real,text,gaps",
                                                                 "3,0.1,ja,"]
    table = sdg16.Table.from_columns({"n": [1, None], "a name, quoted": ['say "so"', None]})
    table.to_csv(tmp_path / "t.csv")  # takes the place of the other
    assert sdg16.read_csv(tmp_path / "t.csv").to_dict() == table.to_dict()
    with pytest.raises(sdg16.ArgumentError, match="path must be text, not 3"):
        table.to_csv(3)


def test_it_prints_aligned_and_not_for_ever():
    table = sdg16.Table.from_columns({"n": [1, 20], "model": ["[12]", None]})
    assert repr(table) == " n  model\n 1  [12]\n20"
    assert repr(sdg16.Table.from_columns({"n": range(1000)})).splitlines()[-1] \
        == "... 1000 rows in all"


def test_pandas_gets_numbers_and_categories(monkeypatch):
    """With a stand-in that records what it is given: pandas itself need not be there."""
    given = {}
    pandas = types.ModuleType("pandas")
    pandas.Categorical = lambda values, categories: ("category", values, categories)
    pandas.array = lambda values, dtype: (dtype, values)
    pandas.DataFrame = lambda frame: given.update(frame) or "frame"
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    table = sdg16.Table.from_columns(
        {"i": [1, 2], "m": [1, None], "d": [0.5, None], "t": ["b", "a"]})
    assert table.to_pandas() == "frame"
    assert given["i"] == ("int64", [1, 2])
    assert given["m"] == ("Int64", [1, None])
    assert given["d"][0] == "float64" and math.isnan(given["d"][1][1])
    assert given["t"] == ("category", ["b", "a"], ["b", "a"])


def test_without_pandas_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError):
        sdg16.Table.from_columns({"x": [1]}).to_pandas()


def test_lines_above_the_header_and_missing_texts_of_csv_are_chosen(write):
    path = write("w.csv", "Table 1\n# draft\nland,y\nNA,1\nDE,.\n#x\nFR,-9\n")
    options = {"skip_lines": 1, "comment": "#"}
    table = sdg16.read_csv(path, **options)
    assert table.to_dict() == {"land": [None, "DE", "FR"], "y": [1, None, -9]}
    assert table.notes == ["In column 'land', NA and . are read as missing (first in data row 1; "
                           "na='' keeps them)."]
    for na in ("", [""]):
        kept = sdg16.read_csv(path, na=na, **options)
        assert kept["land"] == ["NA", "DE", "FR"] and kept["y"] == ["1", ".", "-9"]
    both = sdg16.read_table(path, na=["", ".", "-9"], **options)
    assert both.to_dict() == {"land": ["NA", "DE", "FR"], "y": [1, None, None]}
    for name, value in (("comment", "##"), ("comment", "a"), ("skip_lines", -1)):
        with pytest.raises(sdg16.ArgumentError, match=name):
            sdg16.read_csv(path, **{name: value})


def test_captures_take_the_marks_of_csv(write):
    path = write("x.csv", "Title\nA,B,land,n\n#1,1,DE,9\n1,0,NA,5\n0,1,DE,4\n1,1,?,3\n")
    options = {"skip_lines": 1, "comment": "#", "strata": ["land"]}
    def lands(**more):
        capture = sdg16.read_capture(path, **options, **more)
        assert capture.observed == 12
        return {stratum["land"] for stratum in capture.strata}
    assert lands() == {None, "DE", "?"} or lands() == {"", "DE", "?"}
    assert lands(na="") == lands(na=[""]) == {"NA", "DE", "?"}
    assert "NA" in lands(na=["", "?"]) and "?" not in lands(na=["", "?"])


def test_flows_take_the_marks_of_csv(write):
    rows = "".join(f"DE,2020,c,export,{v},1\n" for v in (10, 11, 12, 13, 500))
    head = "ref_area,time_period,commodity,flow,value,quantity\n"
    plain = sdg16.iff("price-filter", write("p.csv", head + rows))
    marked = write("q.csv", "Customs\n" + head + "#\n" + rows + "DE,2020,c,export,-99,NA\n")
    other = sdg16.iff("price-filter", marked, skip_lines=1, comment="#", na="-99")
    assert plain.detail.to_dict() and other.detail.to_dict() == plain.detail.to_dict()
