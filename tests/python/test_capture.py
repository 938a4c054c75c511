"""Capture data from Python: arrays, tables, files, and what becomes of them."""

import gc
import math
import weakref

import pytest

import sdg16

LISTS = ["A", "B", "C"]
# Chan, Silverman & Vincent 2021, table 2, with one person on all three lists more
COUNTS = {0b001: 40, 0b010: 30, 0b100: 20, 0b011: 6, 0b111: 1}


def abc():
    return sdg16.Capture.from_histories(LISTS, COUNTS.keys(), COUNTS.values())


def test_histories_are_masks_texts_or_flags():
    texts = ["100", "010", "001", "110", "111"]
    flags = [[int(c) for c in text] for text in texts]
    for histories in (COUNTS.keys(), texts, flags, map(tuple, flags)):
        capture = sdg16.Capture.from_histories(LISTS, histories, COUNTS.values())
        assert capture.lists == ("A", "B", "C")
        assert capture.counts == COUNTS
        assert capture.observed == 97
        assert capture.layout is None
        assert capture.sha256 == abc().sha256


def test_histories_given_twice_are_added_up_and_the_order_does_not_matter():
    capture = sdg16.Capture.from_histories(
        LISTS, ["111", "110", "001", "010", "100", "110"], [1, 2, 20, 30, 40, 4])
    assert capture.counts == COUNTS
    assert capture.sha256 == abc().sha256


def test_lists_may_be_a_number():
    capture = sdg16.Capture.from_histories(3, COUNTS.keys(), COUNTS.values())
    assert capture.lists == ("1", "2", "3")


class Array:
    """What numpy's arrays have in common with this: tolist."""

    def __init__(self, values):
        self.values = values

    def __iter__(self):
        return iter(self.values)

    def tolist(self):
        return list(self.values)


def test_arrays_are_taken_by_their_tolist():
    capture = sdg16.Capture.from_histories(
        LISTS, Array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 1, 1]]),
        Array([40, 30, 20, 6, 1]))
    assert capture.counts == COUNTS


class Frame:
    """What pandas' data frames have in common with this: columns and []."""

    def __init__(self, data):
        self.data = data
        self.columns = Array(data)

    def __getitem__(self, name):
        return Array(self.data[name])

HISTORIES = {"A": [1, 0, 0, 1, 1], "B": [0, 1, 0, 1, 1], "C": [0, 0, 1, 0, 1],
             "count": [40, 30, 20, 6, 1]}


@pytest.mark.parametrize("kind", [dict, Frame, sdg16.Table.from_columns])
def test_a_table_of_histories_is_capture_data(kind):
    capture = sdg16.Capture.from_table(kind(HISTORIES))
    assert capture.counts == COUNTS
    assert capture.layout == "histories"
    assert capture.sha256 == abc().sha256


def test_flags_and_counts_may_be_real_numbers_or_booleans():
    capture = sdg16.Capture.from_table({
        "A": [True, False, False, True, True], "B": [0.0, 1.0, 0.0, 1.0, 1.0],
        "C": HISTORIES["C"], "count": [40.0, 30.0, 20.0, 6.0, 1.0]})
    assert capture.counts == COUNTS


def test_columns_are_chosen_by_name():
    data = {**HISTORIES, "persons": HISTORIES["count"], "legal": [1, 0, 1, 0, 1]}
    del data["count"]
    capture = sdg16.Capture.from_table(data, lists=["C", "A", "B"], count="persons",
                                       layout="histories")
    assert capture.lists == ("C", "A", "B")
    assert capture.overlaps() == [[21, 1, 1], [1, 47, 7], [1, 7, 37]]


def test_a_missing_flag_is_an_error_that_names_row_and_column():
    data = {**HISTORIES, "B": [0, None, 0, 1, 1]}
    with pytest.raises(sdg16.DataError) as caught:
        sdg16.Capture.from_table(data, lists=LISTS)
    assert caught.value.name == "SDG16_ERR_MISSING"
    assert (caught.value.row, caught.value.column) == (2, 2)


def test_a_file_gives_the_same_as_its_table(path_of):
    path = path_of("uk2013-5")
    with sdg16.read_capture(path) as file:
        table = sdg16.Capture.from_table(sdg16.read_csv(path))
        assert file.lists == ("LA", "NG", "PFNCA", "GO", "GP")
        assert file.observed == 2744  # Bales, Hesketh & Silverman 2015
        assert file.layout == "histories"
        assert file.sha256 == table.sha256
        assert len(file.sha256) == 64


def test_the_four_layouts_of_one_study_are_the_same_data(write):
    histories = write("h.csv", "A,B,count\n1,0,2\n0,1,1\n1,1,1\n")
    persons = write("p.csv", "A,B\n1,0\n1,0\n0,1\n1,1\n")
    records = write("r.csv", "who;source\n1;A\n2;A\n3;B\n4;A\n4;B\n4;B\n")
    a, b = write("A.csv", "who\n1\n2\n4\n"), write("B.csv", "who\n3\n4\n4\n")
    read = [sdg16.read_capture(str(histories)), sdg16.read_capture(persons, layout="persons"),
            sdg16.read_capture(records, id="who", list="source"),
            sdg16.read_capture([a, b], id="who")]
    assert [c.layout for c in read] == ["histories", "persons", "records", "files"]
    assert [c.counts for c in read] == [{1: 2, 2: 1, 3: 1}] * 4
    assert [c.lists for c in read[:3]] == [("A", "B")] * 3


def test_paths_names_and_values_may_be_any_text(write):
    path = write("Zürich – 受害者.csv",
                 "Polizei–Süd,警察,Ζ,geschlecht,count\n1,0,0,weiblich,5\n"
                 "0,1,0,männlich,4\n1,1,1,männlich,3\n")
    capture = sdg16.read_capture(path, strata=["geschlecht"])
    assert capture.lists == ("Polizei–Süd", "警察", "Ζ")
    assert capture.strata == [{"geschlecht": "männlich"}, {"geschlecht": "weiblich"}]
    assert capture.stratum(geschlecht="männlich").observed == 7
    assert capture.drop("警察").lists == ("Polizei–Süd", "Ζ")
    assert capture.merge("ß", ["Ζ", "警察"]).lists == ("Polizei–Süd", "ß")


def test_overlaps_are_persons_on_both_lists():
    assert abc().overlaps() == [[47, 7, 1], [7, 37, 1], [1, 1, 21]]


def test_coverage_and_lower_bound_need_no_model():
    """Korea: only on a list 5, 5 and 41; on two 60; lists of 77, 71 and 59. Chao (1989):
    123 + (51^2 - 25 - 25 - 1681) / (2 * 61)."""
    korea = sdg16.Capture.from_histories(3, [1, 2, 3, 4, 5, 7], [5, 5, 54, 41, 6, 12])
    seen = korea.coverage()
    assert (seen.once, seen.twice, seen.grade) == (51, 60, "high")
    assert seen.coverage == pytest.approx(1 - (5 / 77 + 5 / 71 + 41 / 59) / 3)
    assert seen.chao_lower == pytest.approx(123 + 870 / 122)
    one_list = sdg16.Capture.from_histories(2, [1], [5]).coverage()
    assert (one_list.coverage, one_list.grade) == (0, "very low")
    assert math.isnan(one_list.chao_lower)


def test_dropping_a_list_forgets_who_was_seen_there_alone():
    assert abc().drop("C").counts == {0b01: 40, 0b10: 30, 0b11: 7}
    assert abc().drop(2).sha256 == abc().drop("C").sha256
    four = sdg16.Capture.from_histories(["A", "B", "C", "D"], ["1100", "0011", "0101"], [3, 2, 4])
    assert four.drop("C", "A").counts == {0b01: 3, 0b10: 2, 0b11: 4}
    assert four.drop("C", "A").lists == ("B", "D")


def test_merged_lists_stand_where_the_first_stood():
    capture = abc().merge("AC", ["C", "A"])
    assert capture.lists == ("AC", "B")
    assert capture.counts == {0b01: 60, 0b10: 30, 0b11: 7}


def test_strata_are_apart(write):
    path = write("s.csv", "A,B,sex,age,count\n1,0,F,minor,5\n0,1,F,adult,4\n1,1,M,adult,3\n"
                          "1,0,F,adult,2\n0,1,F,adult,1\n")
    capture = sdg16.read_capture(path, strata=["sex", "age"])
    assert capture.strata == [{"sex": "F", "age": "adult"}, {"sex": "F", "age": "minor"},
                              {"sex": "M", "age": "adult"}]
    assert capture.stratum(age="adult", sex="F").counts == {1: 2, 2: 5}
    assert capture.observed == 15
    assert capture.stratum(sex="M", age="adult").strata == []
    with pytest.raises(sdg16.ArgumentError, match="there is no stratum sex='X', age='adult'; "
                                                  "the strata are sex='F', age='adult'; "
                                                  "sex='F', age='minor'; sex='M', age='adult'"):
        capture.stratum(sex="X", age="adult")
    with pytest.raises(sdg16.ArgumentError, match="the data have no strata"):
        abc().stratum(sex="F")


@pytest.mark.parametrize("lists, histories, counts, message", [
    (LISTS, ["10"], [1], "history of row 1 must be 3 times 0 or 1, not '10'"),
    (LISTS, ["100", "1x0"], [1, 2], "history of row 2 must be 3 times 0 or 1, not '1x0'"),
    (LISTS, [[1, 0, 2]], [1], "history of row 1 must be from 0 to 1, not 2"),
    (LISTS, [2**32], [1], "history of row 1 must be from 0 to 4294967295, not 4294967296"),
    (LISTS, [None], [1], "history of row 1 must be a bit mask, or a text or sequence of 0 "
                         "and 1, not None"),
    (LISTS, ["100"], [1.5], "count of row 1 must be a whole number, not 1.5"),
    (LISTS, ["100"], [2**63], "count of row 1 must be from -9223372036854775808 to "
                              "9223372036854775807, not 9223372036854775808"),
    (LISTS, ["100"], [1, 2], "counts must be one for each of the 1 histories, not 2"),
    (["A", 2], ["10"], [1], "lists must be text, not 2"),
    (["A", "B\0"], ["10"], [1], r"lists must not hold a NUL character, as 'B\\x00' does"),
])
def test_arguments_that_cannot_be_are_refused(lists, histories, counts, message):
    with pytest.raises(sdg16.ArgumentError, match=message):
        sdg16.Capture.from_histories(lists, histories, counts)


@pytest.mark.parametrize("lists, histories, counts, name", [
    (1, [1], [5], "SDG16_ERR_LISTS"),
    (17, [1], [5], "SDG16_ERR_LISTS"),
    (LISTS, [0], [5], "SDG16_ERR_HISTORY"),
    (LISTS, [8], [5], "SDG16_ERR_HISTORY"),
    (LISTS, [1], [-5], "SDG16_ERR_COUNT"),
    (LISTS, [1, 2], [2**52, 1], "SDG16_ERR_COUNT"),
    (["A", "A", "B"], [1], [5], "SDG16_ERR_NAME"),
])
def test_data_that_cannot_be_are_refused_by_the_library(lists, histories, counts, name):
    with pytest.raises(sdg16.Error) as caught:
        sdg16.Capture.from_histories(lists, histories, counts)
    assert caught.value.name == name
    assert str(caught.value)


def test_unknown_lists_are_refused():
    with pytest.raises(sdg16.ArgumentError, match="list must be one of A, B, "
                                                  "C"):
        abc().drop("X")
    with pytest.raises(sdg16.ArgumentError, match="list must be from 0 to 2, not 3"):
        abc().merge("all", [0, 3])
    with pytest.raises(sdg16.ArgumentError, match="list must be one of A, B, C, not 'AB'"):
        abc().merge("AB", "AB")


def test_a_closed_capture_says_so_and_is_freed_once():
    capture = abc()
    with capture:
        assert capture.observed == 97
    capture.close()
    with pytest.raises(ValueError, match="this Capture is closed"):
        capture.observed
    assert repr(capture) == "<Capture, closed>"


def test_memory_is_freed_with_the_last_reference():
    capture = abc()
    finalizer, gone = capture._finalizer, weakref.ref(capture)
    assert finalizer.alive
    del capture
    gc.collect()
    assert gone() is None
    assert not finalizer.alive


def test_it_says_what_it_is():
    assert repr(abc()) == "<Capture of 97 persons on 3 lists: A, B, C>"


# ---- what was read ----

def test_columns_and_notes_say_what_was_read(write):
    path = write("d.csv", "pid,A,B,note\n5,1,0,x\n7,0,1,y\n9,1,1,\n")
    with sdg16.read_capture(path) as capture:
        assert [(row["column"], row["use"]) for row in capture.columns] == [
            ("pid", "unused"), ("A", "list"), ("B", "list"), ("note", "unused")]
        assert len(capture.notes) == 0
    assert len(abc().columns) == len(abc().notes) == 0


def test_a_count_that_is_not_named_is_asked_about():
    data = {"A": [1, 0, 1], "B": [0, 1, 1], "Anzahl": [50, 40, 5]}
    with pytest.raises(sdg16.Error, match=r"row 1, column 'Anzahl': this column of numbers "
                                          r"\(such as '50'\) stands beside the lists: is it "
                                          r"the count\? Name it \(count='Anzahl'\), or say "
                                          r"that each row is one person \(layout='persons'\)"):
        sdg16.Capture.from_table(data)
    assert sdg16.Capture.from_table(data, count="Anzahl").observed == 95
    assert sdg16.Capture.from_table(data, layout="persons").observed == 3


def test_missing_flags_are_an_error_or_zero():
    for missing in (None, "NA", "."):
        data = {"A": ["1", missing, "1"], "B": ["0", "1", "1"]}
        found = f"'{missing}'" if missing else "a blank"
        with pytest.raises(sdg16.Error, match=rf"row 2, column 'A': expected 0 or 1, found {found} "
                                              r"\(which is read as 0 only with "
                                              r"missing_flags='zero'\)"):
            sdg16.Capture.from_table(data)
        capture = sdg16.Capture.from_table(data, missing_flags="zero")
        assert capture.counts == {1: 1, 2: 1, 3: 1}
        assert [row["code"] for row in capture.notes] == ["missing-flags"]
    with pytest.raises(sdg16.ArgumentError, match="missing_flags must be one of error, zero, not 'none'"):
        sdg16.Capture.from_table(data, missing_flags="none")


def test_spellings_of_identifiers_are_noted_or_folded(write):
    path = write("d.csv", "id,list\np1,A\np2,A\nP1,B\np003,B\n")
    options = {"id": "id", "list": "list"}
    capture = sdg16.read_capture(path, **options)
    assert capture.counts == {1: 2, 2: 2}
    assert [(row["severity"], row["code"]) for row in capture.notes] == [
        ("warning", "identifiers-differ")]
    assert "('p1' and 'P1')" in next(iter(capture.notes))["message"]
    assert sdg16.read_capture(path, id_case="fold", **options).counts == {1: 1, 2: 1, 3: 1}
    path = write("d.csv", "id,list\n001,A\n2,A\n1.0,B\n3,B\n")
    assert sdg16.read_capture(path, id_numbers="fold", **options).counts == {1: 1, 2: 1, 3: 1}


@pytest.mark.parametrize("missing", ("NA", ".", ""))
def test_rows_that_count_and_ages_in_bands(write, missing):
    path = write("d.csv", "A,B,age,year\n1,0,17,2023\n0,1,18,2023\n1,1,64,2022\n1,1,65,2023\n"
                          f"1,0,{missing},2023\n1,0,30,{missing}\n")
    options = {"layout": "persons", "strata": ["age"], "where": "year == 2023", "bands": {"age": [18, 65]}}
    capture = sdg16.read_capture(path, **options)
    assert [s["age"] for s in capture.strata] == ["", "0-17", "18-64", "65+"]
    assert capture.counts == {1: 2, 2: 1, 3: 1}
    note = next(row for row in capture.notes if row["code"] == "rows-left-out")
    assert note["message"].startswith("2 of 6 rows are left out") and "in 1 of them" in note["message"]
    table = {"A": [1, 0, 1, 1, 1, 1], "B": [0, 1, 1, 1, 0, 0], "age": [17.9, 18, 64, 65, None, 30],
             "year": [2023, 2023, 2022, 2023, 2023, None]}
    assert sdg16.Capture.from_table(table, **options).sha256 == capture.sha256
    assert [s["age"] for s in sdg16.read_capture(path, **{**options, "bands": {"age": [0, 17, 18]}}).strata
            ] == ["", "17", "18+"]
    with pytest.raises(sdg16.Error, match="ages in years from 0 to 150, found '-1'"):
        sdg16.Capture.from_table({**table, "age": [17, 18, 64, -1, None, 30]}, **options)
    with pytest.raises(sdg16.Error, match="'age' is not one"):
        sdg16.read_capture(path, layout="persons", bands={"age": [18]})


def test_each_file_may_name_its_identifier(tmp_path):
    paths = []
    for name, text in (("A", "ID\n1\n2\n3\n"), ("B", "person\n2\n3\n4\n"), ("C", "no\n3\n5\n")):
        paths.append(tmp_path / f"{name}.csv")
        paths[-1].write_text(text)
    capture = sdg16.read_capture(paths, id={"A": "ID", "B": "person", "C": "no"})
    assert (capture.observed, capture.lists) == (5, ("A", "B", "C"))
    with pytest.raises(sdg16.Error, match="'C' has none"):
        sdg16.read_capture(paths, id={"A": "ID", "B": "person"})
    with pytest.raises(sdg16.Error, match="needs several files"):
        sdg16.read_capture(paths[0], id={"A": "ID"}, list="x")
