"""What users of pandas and numpy have in their hands: it works, or the answer says what to do.

Expected numbers: the same data as a dict of lists, whose reading test_table and test_capture
check."""

import datetime
import decimal
import os
import subprocess
import sys
import types
import uuid

import pytest

import sdg16

LISTS = {"A": [1, 0, 0, 1, 1], "B": [0, 1, 0, 1, 1], "C": [0, 0, 1, 0, 1]}
N = [40, 30, 20, 6, 1]
COUNTS = {0b001: 40, 0b010: 30, 0b100: 20, 0b011: 6, 0b111: 1}


@pytest.fixture
def pd():
    return pytest.importorskip("pandas")


@pytest.fixture
def np():
    return pytest.importorskip("numpy")


def counts(data, **options):
    return sdg16.Capture.from_table(data, **options).counts


def columns(data):
    table = sdg16.Table.from_columns(data)
    return {name: (table.column(name).type, table[name]) for name in table.names}


# ---- pandas ----


def test_a_frame_of_histories(pd):
    frame = pd.DataFrame({**LISTS, "count": N})
    assert counts(frame) == COUNTS
    assert counts(frame[frame["count"] > 1]) == {k: v for k, v in COUNTS.items() if v > 1}
    assert counts(frame.rename(columns={"count": "Anzahl"}), count="Anzahl") == COUNTS


def test_levels_of_the_index_are_columns(pd):
    frame = pd.DataFrame({**LISTS, "count": N})
    assert counts(frame.set_index(["A", "B"])) == COUNTS
    assert counts(frame.set_index(["A", "B", "C"])["count"]) == COUNTS
    persons = frame.loc[frame.index.repeat(N), ["A", "B", "C"]]
    assert counts(persons) == counts(persons.groupby(["A", "B", "C"]).size()) == COUNTS
    assert columns(frame.set_index("A")).keys() == {"A", "B", "C", "count"}


@pytest.mark.parametrize("change, message", [
    (lambda f: f.set_index([f["A"].rename(None), "B"]), "data: the rows have an index without a "
     r"name, such as \(1, 0\): name it \(rename_axis\) or drop it \(reset_index\(drop=True\)\)"),
    (lambda f: f.set_axis(list("vwxyz")), "index without a name, such as 'v'"),
    (lambda f: f.set_index("A", drop=False), r"column 'A' must occur once, not 2 times \(columns "
                                             r"and index\)"),
    (lambda f: f[["A", "B", "A"]], "column 'A' must occur once, not 2 times"),
    (lambda f: f.T.set_axis(range(5), axis=1).reset_index(drop=True), "a column name must be text"),
    (lambda f: f.pivot_table(index="A", columns=["B", "C"], values=["count"], aggfunc="sum"),
     r"the names of columns must have one level, not several, as \('count', 0, 0\) has; set "
     "frame.columns"),
    (lambda f: f["count"], "data is a Series, one column alone: the levels of its index must "
                           "have names"),
])
def test_frames_without_names_are_asked_about(pd, change, message):
    frame = change(pd.DataFrame({**LISTS, "count": N}))
    with pytest.raises(sdg16.ArgumentError, match=message):
        sdg16.Table.from_columns(frame)


def test_dates_are_text(pd, np):
    days = ["2024-02-29", None, "1999-12-31"]
    stamps = pd.to_datetime(pd.Series(days))
    expected = ("text", days)
    assert columns({"d": stamps}) == columns(pd.DataFrame({"d": stamps})) == {"d": expected}
    for unit in ("D", "s", "ms", "us", "ns"):  # in ns a list of numpy would be of numbers
        assert columns({"d": np.array(days, dtype=f"M8[{unit}]")}) == {"d": expected}
    assert columns({"d": [None if d is None else datetime.date.fromisoformat(d) for d in days]}
                   ) == {"d": expected}
    clock = pd.Series(pd.to_datetime(["2024-02-29 12:30", "2024-03-01"]))
    assert columns({"d": clock})["d"] == ("text", ["2024-02-29T12:30:00", "2024-03-01T00:00:00"])
    zoned = columns({"d": clock.dt.tz_localize("Europe/Vienna")})["d"][1]
    assert zoned == ["2024-02-29T12:30:00+01:00", "2024-03-01T00:00:00+01:00"]
    assert columns({"p": pd.Series(pd.period_range("2023-11", periods=2, freq="M"))})["p"] == (
        "text", ["2023-11", "2023-12"])
    with pytest.raises(sdg16.ArgumentError, match="column 'd' must have dates of the years 1 to "):
        columns({"d": np.array(["-0044-03-15"], dtype="M8[D]")})
    with pytest.raises(sdg16.ArgumentError, match="column 'd', row 1 must be a number"):
        columns({"d": clock - clock})


def test_a_date_that_is_not_used_is_no_obstacle(pd):
    frame = pd.DataFrame({**LISTS, "count": N, "entered": pd.date_range("2024-01-01", periods=5)})
    assert counts(frame) == COUNTS


def test_categories_are_their_labels(pd):
    sex = pd.Categorical(["M", None, "F", "M", "F"], categories=["F", "M", "X"])
    assert columns({"sex": sex}) == {"sex": ("text", ["M", None, "F", "M", "F"])}
    column = sdg16.Table.from_columns(pd.DataFrame({"sex": sex})).column("sex")
    assert column.levels == ("F", "M")  # in their order; no row has X
    sums = columns(pd.DataFrame({"x": [1, 2, 3, 4, 5], "sex": sex}).groupby("sex", observed=True)
                   .sum())
    assert dict(zip(sums["sex"][1], sums["x"][1])) == {"F": 8, "M": 5}
    assert columns({"n": pd.Categorical([7, None, 9])})["n"] == ("int64", [7, None, 9])
    age = pd.cut(pd.Series([5, 30, None]), [0, 18, 65])
    assert columns({"age": age})["age"] == ("text", ["(0, 18]", "(18, 65]", None])
    plain = {**LISTS, "count": N, "sex": ["M", "", "F", "M", "F"]}
    frame = pd.DataFrame({**plain, "sex": sex})
    assert (sdg16.Capture.from_table(frame, strata="sex").sha256
            == sdg16.Capture.from_table(plain, strata="sex").sha256)


def test_a_category_in_any_order_gives_the_same_survey(pd):
    people = {"w": [10, 11, 12, 13, 14, 15], "y": [1, 0, 0, 1, 1, 0]}
    sex = ["M", "F", "F", "M", "F", "M"]
    found = [sdg16.survey(sdg16.design({**people, "sex": column}, weight="w"), proportion="y",
                          by="sex").estimates.to_dict()
             for column in (sex, pd.Categorical(sex, categories=["M", "F", "X"]))]
    assert found[0] == found[1]


def test_nullable_types_and_na(pd):
    frame = pd.DataFrame({
        "i": pd.array([1, None, 2**62 + 1], dtype="Int64"),
        "f": pd.array([0.5, None, 2], dtype="Float64"),
        "b": pd.array([True, None, False], dtype="boolean"),
        "s": pd.array(["x", None, "y"], dtype="string"),
        "o": [1, pd.NA, 3], "u": pd.array([1, None, 3], dtype="UInt8"),
        "t": [pd.NaT, pd.Timestamp("2024-01-02"), None]})
    assert columns(frame) == {
        "i": ("int64", [1, None, 2**62 + 1]), "f": ("double", [0.5, None, 2.0]),
        "b": ("int64", [1, None, 0]), "s": ("text", ["x", None, "y"]),
        "o": ("int64", [1, None, 3]), "u": ("int64", [1, None, 3]),
        "t": ("text", [None, "2024-01-02", None])}
    flags = pd.DataFrame(LISTS).astype("boolean").assign(count=pd.array(N, dtype="Int64"))
    assert counts(flags) == COUNTS
    flags.loc[1, "A"] = pd.NA
    with pytest.raises(sdg16.DataError, match="row 2, column 'A'"):
        counts(flags)
    assert counts(flags, missing_flags="zero") == COUNTS


def test_labels_become_categories_of_pandas(pd):
    column = sdg16.Table.from_columns({"q": [2, 1, None, 2], "age": [98, 5, 6, 7]})
    table = sdg16.Table([
        column.column("q")._replace(label="Was asked", labels={1: "Yes", 2: "No"}),
        column.column("age")._replace(labels={98: "refused"})])
    frame = table.to_pandas()
    assert list(frame["q"].cat.categories) == ["Yes", "No"]
    assert frame["q"].tolist()[:2] == ["No", "Yes"] and frame["q"].isna().tolist()[2]
    assert frame["age"].tolist() == [98, 5, 6, 7]  # not every value has a label
    assert frame.attrs == {"variable_labels": {"q": "Was asked"},
                           "value_labels": {"q": {1: "Yes", 2: "No"}, "age": {98: "refused"}}}
    assert table.to_pandas(labels=False)["q"].tolist()[:2] == [2, 1]
    assert columns(frame)["q"] == ("text", ["No", "Yes", None, "No"])
    with pytest.raises(sdg16.ArgumentError, match="labels must be True or False"):
        table.to_pandas(labels="no")


# ---- numpy ----


def test_an_array_of_flags_with_names_of_lists(np):
    flags = np.array(list(zip(*LISTS.values())))
    with_counts = np.column_stack([flags, N])
    assert counts(flags, lists=["A", "B", "C"]) == {k: 1 for k in COUNTS}
    assert counts(flags.astype(bool), lists=["A", "B", "C"]) == {k: 1 for k in COUNTS}
    assert counts(with_counts, lists=["A", "B", "C"], count="n") == COUNTS
    assert counts(with_counts.astype(float), lists=["A", "B", "C"], count="n") == COUNTS
    for options, message in (
            ({}, r"data is an array, whose columns have no names: name them with lists="),
            ({"lists": ["A", "B"]}, "data has 3 columns, and lists must name each of them, not 2"),
            ({"lists": ["A"], "count": "n"}, "data has 3 columns, and lists and count must name "
                                             "each of them, not 2")):
        with pytest.raises(sdg16.ArgumentError, match=message):
            counts(flags, **options)
    with pytest.raises(sdg16.DataError, match="row 1, column 'A'"):
        counts(flags * 2, lists=["A", "B", "C"])
    with pytest.raises(sdg16.ArgumentError, match="an array has no names of columns; give a "
                                                  "mapping"):
        sdg16.Table.from_columns(flags)
    with pytest.raises(sdg16.ArgumentError, match="must be a mapping of columns or a data frame"):
        counts(flags[0], lists=["A", "B", "C"])


def test_structured_and_record_arrays(np):
    rows = list(zip(LISTS["A"], LISTS["B"], LISTS["C"], N, [b"F", b"M", b"F", b"M", b"F"]))
    kinds = [("A", "i1"), ("B", "?"), ("C", "u8"), ("count", "f4"), ("sex", "S1")]
    array = np.array(rows, dtype=kinds)
    for data in (array, array.view(np.recarray)):
        assert counts(data) == COUNTS
        assert columns(data)["sex"] == ("text", ["F", "M", "F", "M", "F"])
    with pytest.raises(sdg16.ArgumentError, match="column 's' must be text in UTF-8"):
        columns({"s": np.array([b"\xff"])})


@pytest.mark.parametrize("dtype", ["i1", ">i4", "i8", "u4", "u8", ">f4", "f8", "f2", "?", "g"])
def test_numbers_of_any_width_and_byte_order(np, dtype):
    found = columns({"x": np.array([0, 1, 1], dtype=dtype)})["x"]
    assert found == ("double" if np.dtype(dtype).kind == "f" else "int64", [0, 1, 1])


def test_missing_numbers_of_arrays(np):
    assert columns({"x": np.array([0.5, np.nan, np.inf])})["x"] == (
        "double", [0.5, None, float("inf")])
    assert columns({"x": np.array([np.nan, np.nan])})["x"] == ("int64", [None, None])
    assert columns({"x": [np.float32(0.5), np.float32("nan")]})["x"] == ("double", [0.5, None])
    assert columns({"x": np.ma.array([1, 2, 3], mask=[0, 1, 0])})["x"] == ("int64", [1, None, 3])
    assert columns({"x": np.array([], dtype="f8")})["x"][1] == []
    with pytest.raises(sdg16.ArgumentError, match="must be from -9223372036854775808"):
        columns({"x": np.array([2**64 - 1], dtype="u8")})
    with pytest.raises(sdg16.ArgumentError, match="column 'x'"):
        columns({"x": np.eye(2)})


# ---- options of reading in the functions that estimate ----

RECORDS = {"person": ["a", "a", "b", "c", "c", "d", "e", "f", "f"],
           "agency": ["P", "S", "P", "S", "N", "N", "P", "P", "N"],
           "sex": ["F", "F", "M", "F", "F", "M", "M", "F", "F"]}


def test_records_are_estimated_from_the_frame(pd, write):
    frame, known = pd.DataFrame(RECORDS), {"id": "person", "list": "agency"}
    capture = sdg16.Capture.from_table(RECORDS, **known)
    assert capture.counts == {0b001: 2, 0b100: 1, 0b011: 1, 0b101: 1, 0b110: 1}  # P, S, N
    expected = sdg16.mse(capture, interval="none", model="[]")
    path = write("r.csv", frame.to_csv(index=False))
    for data in (frame, frame.set_index(["person", "sex"]), path):
        found = sdg16.mse(data, interval="none", model="[]", **known)
        assert (found.observed, found.total) == (6, expected.total)
        assert sdg16.fit(data, "[]", **known).total == expected.total
        assert sdg16.check(data, "[]", **known).counts["ok"] == 1
        assert len(sdg16.fit_all(data, max_order=1, **known)) == 1
        assert len(sdg16.structure(data, **known)) == len(sdg16.structure(capture))
    by_sex = sdg16.strata(frame, "sex", interval="none", model="[]", **known)
    assert [row["observed"] for row in by_sex.estimates][1:3] == [3, 3]
    assert sdg16.covariates(frame, "sex", interval="none", **known).observed == 6


def test_columns_lists_and_rows_are_chosen_where_it_is_estimated(pd, np):
    data = {**LISTS, "Anzahl": N, "male": [1, 0, 1, 0, 1], "age": [5, 17, 18, 40, 64]}
    frame, options = pd.DataFrame(data), {"lists": ["A", "B", "C"], "count": "Anzahl"}
    plain = {**LISTS, "count": N}
    rest = {"interval": "none", "model": "[]"}
    assert sdg16.mse(frame, **options, **rest).total == sdg16.mse(plain, **rest).total
    assert sdg16.mse(frame, **options, where="male == 1", **rest).observed == 61
    flags = np.array(list(zip(*LISTS.values(), N)))
    assert sdg16.mse(flags, lists=["A", "B", "C"], count="n", **rest).observed == 97
    ages = sdg16.strata(frame, "age", bands={"age": [0, 18]}, **options, **rest)
    assert [row["observed"] for row in ages.estimates][1:3] == [70, 27]


def test_options_of_reading_that_have_no_effect_or_do_not_exist_are_refused():
    capture = sdg16.Capture.from_table({**LISTS, "count": N})
    with pytest.raises(sdg16.ArgumentError, match="id says how to read a file or a table, but data "
                                                  "is a Capture, which has been read") as caught:
        sdg16.mse(capture, id="person")
    assert caught.value.where == "id"
    for function, arguments, message in (
            (sdg16.mse, {"bootstrp": 1}, r"mse\(\) has no argument 'bootstrp'; did you mean "
                                         "'bootstrap'"),
            (sdg16.mse, {"strata": ["sex"]}, r"mse\(\) has no argument 'strata'"),
            (sdg16.fit, {"counts": "n"}, "did you mean 'count'"),
            (sdg16.structure, {"xyz": 1}, r"structure\(\) has no argument 'xyz'$")):
        with pytest.raises(TypeError, match=message):
            function(capture, **arguments)


# ---- without pandas and numpy ----


def test_values_of_the_standard_library():
    key = uuid.UUID(int=5)
    assert columns({"x": [decimal.Decimal("0.5"), decimal.Decimal("NaN")],
                    "t": [datetime.time(12, 30), None], "u": [key, None]}) == {
        "x": ("double", [0.5, None]), "t": ("text", ["12:30:00", None]),
        "u": ("text", [str(key), None])}


def test_tables_of_arrow_and_polars_by_what_they_have():
    """Stand-ins: Arrow's tables have to_pydict, and columns without names; polars' have names in
    columns, [] and to_list."""
    data = {**LISTS, "count": N}
    arrow = types.SimpleNamespace(columns=list(data.values()), to_pydict=lambda: data)
    assert counts(arrow) == COUNTS

    class Series:
        def __init__(self, values):
            self.to_list, self.dtype, self.cat = lambda: list(values), "Int64", None

    class Polars:
        columns = list(data)

        def __getitem__(self, name):
            return Series(data[name])

    assert counts(Polars()) == COUNTS
    other = types.SimpleNamespace(__dataframe__=lambda: None)
    with pytest.raises(sdg16.ArgumentError, match="not a SimpleNamespace: convert it, for example "
                                                  "with its to_pandas"):
        counts(other)


def test_neither_pandas_nor_numpy_is_imported():
    code = ("import sys\n"
            "for name in ('pandas', 'numpy', 'polars', 'pyarrow'): sys.modules[name] = None\n"
            "import sdg16\n"
            f"data = dict({LISTS!r}, count={N!r}, sex=list('FMFMF'))\n"
            "assert sdg16.mse(data, interval='none').observed == 97\n"
            "assert len(sdg16.strata(data, by='sex', interval='none')) == 2\n"
            "try: sdg16.Table.from_columns(data).to_pandas()\n"
            "except ImportError: print('needs pandas')\n")
    done = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True,
                          text=True)
    assert (done.stdout, done.stderr) == ("needs pandas\n", "")
