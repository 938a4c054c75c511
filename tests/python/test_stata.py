"""Stata files of every version: what the formats define, byte by byte (dta_writer.py), and files
that other programs wrote."""
import math
import pathlib
import struct
import subprocess
import sys

import pytest

import sdg16
from dta_writer import VERSIONS, Dta

OLD = [v for v in VERSIONS if v <= 112]
NEW = [v for v in VERSIONS if v >= 113]
UNICODE = [v for v in VERSIONS if v >= 118]


@pytest.fixture
def read(tmp_path):
    def read(dta, **options):
        path = tmp_path / "x.dta"
        path.write_bytes(dta if isinstance(dta, bytes) else dta.bytes())
        return sdg16.read_table(path, **options)
    return read


@pytest.fixture
def refused(read):
    def refused(dta, **options):
        with pytest.raises(sdg16.Error) as caught:
            read(dta, **options)
        return str(caught.value)
    return refused


def double(bits, big):
    return struct.pack(">Q" if big else "<Q", bits)


def single(bits, big):
    return struct.pack(">I" if big else "<I", bits)


NUMBERS = [("i", "int", "%8.0g", "", "two bytes"), ("l", "long", "%12.0g", "", ""),
           ("f", "float", "%9.0g", "", ""), ("d", "double", "%10.0g", "", "")]


@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("version", OLD)
def test_one_missing_code_before_113(read, version, big):
    """The highest value of a type is missing, the next is present: 127, 32767, 2147483647, 2^127,
    and of doubles 2^1023 or, up to version 105, 2^333."""
    dot = 0x54C0000000000000 if version <= 105 else 0x7FE0000000000000
    rows = [(32766, 2147483646, single(0x7EFFFFFF, big), double(dot - 1, big)),
            (32767, 2147483647, single(0x7F000000, big), double(dot, big)),
            (-32768, -2147483648, -0.5, -1e300)]
    variables = list(NUMBERS)
    if version >= 104:
        variables.append(("b", "byte", "%8.0g", "", ""))
        rows = [row + (cell,) for row, cell in zip(rows, (126, 127, -128))]
    table = read(Dta(version, variables, rows, big))
    assert table["i"] == [32766, None, -32768]
    assert table["l"] == [2147483646, None, -2147483648]
    assert table["f"] == [struct.unpack("<f", single(0x7EFFFFFF, False))[0], None, -0.5]
    assert table["d"] == [struct.unpack("<d", double(dot - 1, False))[0], None, -1e300]
    assert version < 104 or table["b"] == [126, None, -128]
    assert table.label("i") == "two bytes"
    assert set(table.missing("d")) == {None, "system"}


@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("version", NEW)
def test_27_missing_codes_from_113_on(read, version, big):
    rows = [(100, 32740, 2147483620, single(0x7EFFFFFF, big), double(0x7FDFFFFFFFFFFFFF, big))]
    rows += [(101 + k, 32741 + k, 2147483621 + k, single(0x7F000000 + (k << 11), big),
              double(0x7FE0000000000000 + (k << 40), big)) for k in range(27)]
    table = read(Dta(version, [("b", "byte", "", "", "")] + NUMBERS, rows, big))
    tags = [None, None] + ["." + chr(97 + k) for k in range(26)]
    for name, top in (("b", 100), ("i", 32740), ("l", 2147483620), ("f", None), ("d", None)):
        assert table[name][1:] == [None] * 27
        assert table.tags(name) == tags
        assert table.missing(name) == [None, "system"] + ["tagged"] * 26
        assert top is None or table[name][0] == top
    assert table["f"][0] == (2 - 2 ** -23) * 2.0 ** 126
    assert table["d"][0] == math.nextafter(2.0 ** 1023, 0)


@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("version", VERSIONS)
def test_texts_labels_and_characteristics(read, version, big):
    """Texts end at a NUL or fill their place; blanks at the end are dropped. Characteristics are
    passed over. A table of labels for nobody is no harm."""
    new = version >= 113
    rows = [(b"ab", 1), (b"caf\xc3\xa9" if version >= 118 else b"caf\xe9", 2),
            (b"x\0yz", 32741 + 1 if new else 32767), (b"   ", 3)]
    labels = {"unused": [(1, b"nothing")], "yesno": [(2, b"No"), (1, b"Yes")]}
    if new:
        labels["yesno"].append((2147483622, b"refused"))
    dta = Dta(version, [("t", "str5", "%5s", "", ""), ("q", "int", "%8.0g", "yesno", "Paid?")],
              rows, big, labels=labels, fields=[b"_dta".ljust(300, b"\0"), b"x"])
    table = read(dta)
    assert table["t"] == ["ab", "caf\u00e9", "x", None]
    assert table["q"] == [1, 2, None, 3]
    assert table.labels("q") == {1: "Yes", 2: "No"}
    assert table.label("q") == "Paid?"
    assert table.tags("q")[2] == (".a" if new else None)
    assert table.column("q").tag_labels == (("refused",) if new else ())
    assert read(dta, columns=["q"], rows=2)["q"] == [1, 2]


@pytest.mark.parametrize("version", [v for v in VERSIONS if v < 108])
def test_labels_of_eight_characters(read, version):
    labels = {"long_set": [(0, b"12345678"), (-5, b"minus"), (7, b"abcdefgh")]}
    table = read(Dta(version, [("x", "int", "%8.0g", "long_set", "")], [(7,)], labels=labels))
    assert table.labels("x") == {-5: "minus", 0: "12345678", 7: "abcdefgh"}


@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("version, split", [(117, 4), (118, 2), (119, 3), (119, 2), (120, 2),
                                            (121, 3), (121, 2)])
def test_long_texts(read, version, split, big):
    """References to an earlier row, to a later row, and to the text of another column; of an empty
    text (0, 0); in 119 and 121 by both layouts of references."""
    variables = [("a", "strL", "%9s", "", ""), ("n", "byte", "%8.0g", "", ""),
                 ("b", "strL", "%9s", "", "")]
    rows = [((1, 1), 1, (3, 1)), ((1, 1), 2, (1, 300)), ((0, 0), 3, (3, 1)), ((3, 1), 4, (0, 0))]
    rows += [((0, 0), 5, (0, 0))] * 300
    rows[299] = ((1, 300), 6, (3, 1))
    texts = [(1, 1, 130, b"first\0"), (3, 1, 130, b"x" * 3000 + b"\0"),
             (1, 300, 130, b"later \0"), (1, 7, 130, b"nobody\0")]
    dta = Dta(version, variables, rows, big, texts, split=split)
    table = read(dta)
    assert table["a"][:5] == ["first", "first", None, "x" * 3000, None]
    assert table["a"][299] == "later"
    assert table["b"][:4] == ["x" * 3000, "later", "x" * 3000, None]
    assert table.column("b").levels == ("x" * 3000, "later")  # as they occur
    assert table["n"][:5] == [1, 2, 3, 4, 5]
    assert read(dta, columns=["b"], rows=2)["b"] == ["x" * 3000, "later"]
    assert read(dta.bytes(truthful_map=False), columns=["n"])["n"][0] == 1


def test_119_with_references_that_both_layouts_could_mean(read):
    """(1, 256) as 2+6 bytes is (1, 1) as 3+5: the documented layout is asked first."""
    texts = [(1, 1, 130, b"right\0"), (1, 256, 130, b"wrong\0")]
    table = read(Dta(119, [("a", "strL", "%9s", "", "")], [((1, 1),)], texts=texts))
    assert table["a"] == ["right"]


def test_binary_long_texts(read):
    """What is no text is missing, with a note; some writers mark every text as binary."""
    texts = [(1, 1, 129, b"\xff\0\x01"), (1, 2, 129, b"plain"), (1, 3, 130, b"text\0"),
             (1, 4, 129, b"\xff\xfe\xfd"), (1, 5, 129, b"")]
    rows = [((1, o),) for o in range(1, 6)]
    table = read(Dta(118, [("s", "strL", "%9s", "", "")], rows, texts=texts))
    assert table["s"] == [None, "plain", "text", None, None]
    assert table.notes == ["binary values (strL) are missing: 's'"]


def test_long_texts_that_are_not_there(refused):
    variables = [("a", "strL", "%9s", "", "")]
    assert "row 2: a cell refers to a long text (strL) that must be in the file, but is not" in \
        refused(Dta(118, variables, [((0, 0),), ((1, 2),)]))
    twice = [(1, 1, 130, b"a\0"), (1, 1, 130, b"b\0")]
    assert "each long text must occur once, but (1, 1) occurs twice" in \
        refused(Dta(118, variables, [((1, 1),)], texts=twice))
    assert "the kind of a long text must be 129 or 130, not 7" in \
        refused(Dta(118, variables, [((1, 1),)], texts=[(1, 1, 7, b"a")]))


@pytest.mark.parametrize("version", [120, 121])
@pytest.mark.parametrize("big", [False, True])
def test_aliases_are_left_out_with_a_note(read, refused, version, big):
    variables = [("x", "byte", "%8.0g", "", ""), ("income", "alias", "%9.0g", "", ""),
                 ("y", "int", "%8.0g", "", "")]
    dta = Dta(version, variables, [(1, None, 300), (2, None, 400)], big)
    table = read(dta)
    assert table.names == ["x", "y"]
    assert (table["x"], table["y"]) == ([1, 2], [300, 400])
    assert table.notes == ["aliases of variables in other frames are left out, because this file "
                           "does not have their values: 'income'"]
    assert read(dta, columns=["y"]).notes == []
    assert "column 'income' is an alias of a variable in another frame" in \
        refused(dta, columns=["income"])
    assert "the type of variable 2 must be one of version 118, not 65525" in \
        refused(dta.bytes().replace(b"%d" % version, b"118", 1)) or version == 121


def test_dates(read):
    """%td and %tc as ISO 8601; what counts leap seconds or business days stays a number."""
    formats = ["%td", "%-tdD_m_Y", "%d", "%tc", "%tm", "%tq", "%th", "%tw", "%ty", "%tC",
               "%tCDDmonCCYY", "%tbnyse", "%-tbnyse:DD", "%tg", "%9.0g"]
    values = [21700, 21700, 0, 1874880123250, 712, 237, 118, 3089, 2019, 1e12, 1e12, 5, 6, 7, 8]
    variables = [(f"v{i}", "double", f, "", "") for i, f in enumerate(formats)]
    dta = Dta(118, variables, [values])
    table = read(dta)
    assert [table[name][0] for name in table.names] == [
        "2019-05-31", "2019-05-31", "1960-01-01", "2019-05-31T00:02:03.25", "2019-05", "2019-Q2",
        "2019-H1", "2019-w22", 2019, 10 ** 12, 10 ** 12, 5, 6, 7, 8]
    assert table.notes == [
        "numbers that count milliseconds with leap seconds (%tC) are kept as numbers, not as "
        "dates: 'v9', 'v10'",
        "numbers that count business days (%tb) are kept as numbers, because the file does not "
        "have the calendar: 'v11', 'v12'"]
    assert read(dta, dates="numbers").notes == []


def test_encodings(read, refused):
    """Before version 118 files do not say: windows-1252, or what the caller names."""
    dta = Dta(115, [("t", "str6", "%6s", "s", "")], [(b"\xcf\xf0\xe8",)])
    assert read(dta)["t"] == ["\u00cf\u00f0\u00e8"]
    assert read(dta, encoding="cp1251")["t"] == ["\u041f\u0440\u0438"]
    message = refused(dta, encoding="UTF-8")
    assert "row 1 of 't' must be a text in the encoding UTF-8, but the byte 0xCF" in message
    assert f"byte {dta.bytes().index(bytes([0xCF, 0xF0]))}: " in message
    cut = Dta(118, [("t", "str4", "%4s", "", "")], ["caf\u00e9".encode()[:4].ljust(4)])
    cut.rows = [(b"caf\xc3",)]
    assert read(cut)["t"] == ["caf"]  # a character that is cut off
    cut.variables = [("t", "str9", "%9s", "", "")]
    cut.rows = [(b"caf\xe9",)]  # not cut: a letter of another encoding
    with pytest.raises(sdg16.Error, match="encoding"):
        read(cut)
    assert read(cut, encoding="windows-1252")["t"] == ["caf\u00e9"]


def test_long_names(read):
    """Names of 32 characters, which may be 128 bytes; a name that fills its place without NUL."""
    name = "\u4e2d" * 32
    table = read(Dta(118, [(name, "byte", "%8.0g", name, "")], [(1,)],
                     labels={name: [(1, "\u4e00".encode())]}))
    assert table.labels(name) == {1: "\u4e00"}
    assert read(Dta(105, [("eightchr", "int", "%8.0g", "", "")], [(1,)])).names == ["eightchr"]
    assert read(Dta(114, [("v" * 33, "int", "%8.0g", "", "")], [(1,)])).names == ["v" * 33]


PEAK = """
import resource, sys, sdg16
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
table = sdg16.read_table(sys.argv[1], columns=sys.argv[2:])
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, len(table))
"""


def test_columns_that_are_not_asked_for_cost_nothing(read, tmp_path):
    """60 MB of long texts and 8 MB of texts, which are not even valid; and 5,000 rows of a byte."""
    variables = [("n", "byte", "%8.0g", "s", ""), ("l", "strL", "%9s", "", ""),
                 ("t", "str1600", "%9s", "", ""), ("m", "strL", "%9s", "", "")]
    rows = [(i % 100, (2, i + 1), b"\xff" * 1600, (4, 1) if not i else (0, 0)) for i in range(5000)]
    texts = [(2, i + 1, 130, b"\xfe" * 11999 + b"\0") for i in range(5000)] + [(4, 1, 130, b"short\0")]
    texts.sort(key=lambda text: text[1])
    path = tmp_path / "x.dta"
    table = read(Dta(118, variables, rows, texts=texts), columns=["m", "n"])
    assert table["m"][:2] == ["short", None] and table["n"][101] == 1
    with pytest.raises(sdg16.FileError, match="encoding"):
        sdg16.read_table(path, columns=["l"])
    for columns in (["n"], ["m", "n"]):
        done = subprocess.run([sys.executable, "-c", PEAK, path, *columns], capture_output=True,
                              text=True, check=True)
        peak, count = map(int, done.stdout.split())
        assert count == 5000 and peak < 20


def test_rows_wider_than_a_block(read):
    """300 texts of 2,045 bytes: a row of 613,500."""
    variables = [(f"t{i}", "str2045", "%9s", "", "") for i in range(300)] + \
        [("n", "long", "%8.0g", "", "")]
    rows = [tuple(b"%d-%d" % (r, i) for i in range(300)) + (r,) for r in range(3)]
    table = read(Dta(118, variables, rows))
    assert table["n"] == [0, 1, 2]
    assert table["t299"] == ["0-299", "1-299", "2-299"]


def test_many_rows_over_several_blocks(read):
    rows = [(i % 101 - 50, i, i / 8) for i in range(100_000)]
    table = read(Dta(117, [("b", "byte", "", "", ""), ("l", "long", "", "", ""),
                           ("f", "float", "", "", "")], rows, True))
    assert table["l"] == list(range(100_000))
    assert table["b"] == [row[0] for row in rows]
    assert table["f"] == [row[2] for row in rows]


def test_more_than_32767_variables(read):
    count = 40_000
    variables = [(f"v{i}", "byte", "", "", "") for i in range(count)]
    dta = Dta(119, variables, [[i % 100 for i in range(count)]] * 2)
    table = read(dta, columns=["v39999", "v3"])
    assert (table.names, table["v39999"], table["v3"]) == (["v39999", "v3"], [99, 99], [3, 3])
    assert len(read(dta).names) == count


@pytest.mark.parametrize("rows", [[], [(1,)]])
@pytest.mark.parametrize("version", VERSIONS)
def test_few_rows_and_no_labels(read, version, rows):
    table = read(Dta(version, [("x", "int", "%8.0g", "none", "")], rows))
    assert (len(table), table["x"], table.labels("x")) == (len(rows), [1] * len(rows), {})


@pytest.mark.parametrize("version", UNICODE)
def test_an_empty_table_of_labels(read, version):
    """As `label define x 0 "", modify` leaves it: the tables before and behind are read."""
    labels = {"a": [(0, b"Foo")], "b": [], "c": [(0, b"FooBar")]}
    table = read(Dta(version, [(n, "byte", "%8.0g", n, "") for n in "abc"], [(0, 0, 0)],
                     labels=labels))
    assert [table.labels(n) for n in "abc"] == [{0: "Foo"}, {}, {0: "FooBar"}]


# ---- damage ----

GOOD = [("x", "int", "%8.0g", "s", "label"), ("t", "str3", "%3s", "", "")]


def test_counts_beyond_the_file(refused):
    made = Dta(118, GOOD, [(1, b"a")]).bytes()
    message = refused(made.replace(b"<N>" + struct.pack("<Q", 1), b"<N>" + struct.pack("<Q", 2 ** 40)))
    assert "1099511627776 rows of 5 bytes must follow, but the file ends after" in message
    message = refused(made.replace(b"<N>" + struct.pack("<Q", 1), b"<N>" + struct.pack("<Q", 2 ** 63)))
    assert "expected at most 9223372036854775807 rows, found 9223372036854775808" in message
    assert "x.dta, byte 332: the name must have 258 bytes more, but the file ends at byte 400 (is " \
        "it whole?)" in refused(made[:400])
    many = Dta(119, GOOD, [(1, b"a")]).bytes()
    message = refused(many.replace(b"<K>\2\0\0\0", b"<K>\0\0\1\0"))
    assert "the name must have" in message or "the file ends" in message
    message = refused(many.replace(b"<K>\2\0\0\0", b"<K>\0\0\0\1"))
    assert "expected at most 131072 variables, found 16777216" in message
    assert "a file with rows must have variables with values, but this one has 7 rows" in \
        refused(Dta(118, [], []).bytes().replace(b"<N>\0", b"<N>\7"))


def test_labels_beyond_their_table(refused):
    labels = {"s": [(1, b"one")]}
    made = Dta(118, GOOD, [(1, b"a")], labels=labels).bytes()
    table = made.index(b"<lbl>") + 5 + 4 + 129 + 3
    for at, value, expected in (
            (0, 9, "9 labels and their 4 bytes of text must be within the table of value labels"),
            (4, 99, "1 labels and their 99 bytes of text must be within"),
            (8, 4, "the text of a value label must be within 4 bytes, not at byte 4 of them"),
            (-136, 2 ** 31, "must have 2147483648 bytes more")):
        broken = made[:table + at] + struct.pack("<I", value) + made[table + at + 4:]
        assert expected in refused(broken)


def test_what_is_no_stata_file(refused, tmp_path):
    assert "the version of the format must be one that is known (102 to 121), not 122 (in " \
        "Stata, 'saveold' writes an older one)" in \
        refused(Dta(118, GOOD).bytes().replace(b"<release>118", b"<release>122"), format="stata")
    assert "the byte order of a Stata file must be 1 or 2, not 101" in \
        refused(b"text", format="stata")
    assert "byte 0: <stata_dta><header><release> must stand here, but other bytes do" in refused(b"<stata_dta><hxader>" + b" " * 100)
    (tmp_path / "frames.dtas").write_bytes(b"PK\3\4" + b"\0" * 100)
    with pytest.raises(sdg16.FileError, match="a Stata frameset .* has one .dta file for each"):
        sdg16.read_table(tmp_path / "frames.dtas")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_that_is_cut_is_refused(read, refused, version):
    """Wherever it is cut (long files: every 23rd byte, and each of the last 500). Before 117
    nothing says how many tables of labels there are: only whole ones may be lost."""
    made = Dta(version, GOOD, [(1, b"abc"), (2, b"d")], labels={"s": [(1, b"one")]},
               fields=[b"c" * 8]).bytes()
    whole = Dta(version, GOOD, [(1, b"abc"), (2, b"d")], fields=[b"c" * 8]).bytes()
    assert read(made)["t"] == ["abc", "d"]
    last = len(made) - 500
    for end in sorted({*range(0, last, 23), *range(max(last, 0), len(made))}):
        if version < 117 and end == len(whole):
            assert read(made[:end]).labels("x") == {}
        else:
            refused(made[:end], format="stata")


def test_repeated_names(read):
    """The first keeps the name; later ones get numbers that no variable has."""
    variables = [(name, "byte", "%8.0g", "", "") for name in ("x", "y", "x", "x", "x_1", "y")]
    for version in (105, 114, 118):
        dta = Dta(version, variables, [(1, 2, 3, 4, 5, 6), (7, 8, 9, 10, 11, 12)])
        table = read(dta)
        assert table.to_dict() == {"x": [1, 7], "y": [2, 8], "x_2": [3, 9], "x_3": [4, 10],
                                   "x_1": [5, 11], "y_1": [6, 12]}
        assert len(table.notes) == 1 and all(f"'{n}'" in table.notes[0] for n in ("x_2", "x_3", "y_1"))
        one = read(dta, columns=["x_3", "x"])
        assert one.to_dict() == {"x_3": [4, 10], "x": [1, 7]}


# ---- files of other programs; what they were told to write is in tests/data/stat/make.R ----

FILES = pathlib.Path(__file__).parent.parent / "data" / "stat"


@pytest.mark.parametrize("name", ["foreign-108", "foreign-110", "foreign-113", "readstata13-119",
                                  "haven-119"])
def test_as_r_packages_wrote_it(name):
    table = sdg16.read_table(FILES / f"{name}.dta")
    assert table["vi"] == [1, None, -5, 2147483000]
    assert table["vd"] == [1.5, None, -1e300, 8e300]
    assert table["vs"] == ["a", "q", "bb ccc", "\u00e9t\u00e9" if "119" in name else "zz"]
    assert table.labelled("vf") == ["yes", "no", None, "yes"]
    assert table.labels("vf") == {1: "no", 2: "yes"}
    assert table.notes == []
    if "119" in name:
        assert table["vlong"] == ["q" * 2100, None, "x", "x"]
    if name == "haven-119":
        assert table.label("vd") == "a number"
        assert table.tags("vt") == [".a", ".z", None, ".b"]
        assert table["vday"] == ["2019-05-31", None, "1960-01-01", "1950-02-03"]
        assert table.labels("vl") == {1: "One", 2: "Two"}
        assert (table["vl"], table.tags("vl")) == ([1, 2, None, 2], [None, None, ".a", None])
        assert table.column("vl").tag_labels == ("Refused",)


def test_the_notes_of_a_file_are_among_those_of_capture_data(tmp_path):
    variables = [("A", "byte", "%8.0g", "", ""), ("B", "byte", "%8.0g", "", ""),
                 ("count", "int", "%8.0g", "", ""), ("income", "alias", "%9.0g", "", "")]
    rows = [(1, 0, 50, None), (0, 1, 40, None), (1, 1, 5, None)]
    path = tmp_path / "lists.dta"
    path.write_bytes(Dta(120, variables, rows).bytes())
    notes = sdg16.read_capture(path).notes
    assert any("aliases of variables" in str(note) and "lists.dta" in str(note) for note in notes)
