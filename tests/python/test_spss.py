"""SPSS files: what the formats define, byte by byte (sav_writer.py), also what no program at hand
writes, and files that other programs wrote."""
import datetime
import itertools
import struct
import subprocess
import sys
import zlib

import pytest

import sdg16
from sav_writer import HIGHEST, LOWEST, SYSMIS, Sav, Variable, counted

ORDERS = ["<", ">"]
FORMS = [0, 1, 2]


@pytest.fixture
def read(tmp_path):
    def read(data, end=".sav", **options):
        path = tmp_path / f"x{end}"
        path.write_bytes(data if isinstance(data, bytes) else data.build())
        return sdg16.read_table(path, **options)
    return read


@pytest.fixture
def refused(read, tmp_path):
    def refused(data, kind=sdg16.FileError, **options):
        with pytest.raises(kind) as caught:
            read(data, **options)
        return str(caught.value).replace(str(tmp_path) + "/", "")
    return refused


VARIABLES = [Variable("ID"), Variable("X", label=b"A number"), Variable("S", 3), Variable("T", 20)]
ROWS = [(1, 0.1, b"ab", b"first and second"), (-99, None, b"", b""), (151, 1e300, b"abc", b"x" * 20),
        (152, -1.5, b" b", b"a  b")]


def check_rows(table):
    assert table["ID"] == [1, -99, 151, 152]
    assert table["X"] == [0.1, None, 1e300, -1.5]
    assert table["S"] == ["ab", None, "abc", " b"]
    assert table["T"] == ["first and second", None, "x" * 20, "a  b"]
    assert table.label("X") == "A number"


# ---- cases ----

@pytest.mark.parametrize("order, form", itertools.product(ORDERS, FORMS))
@pytest.mark.parametrize("bias", [100.0, 50.0, 0.0, -3.0])
def test_byte_orders_compressions_and_biases(read, order, form, bias):
    check_rows(read(Sav(VARIABLES, ROWS, order, form, bias)))


@pytest.mark.parametrize("order, form", itertools.product(ORDERS, FORMS))
def test_the_number_of_cases(read, refused, order, form):
    check_rows(read(Sav(VARIABLES, ROWS, order, form, cases=-1)))
    in_64_bits = Sav(VARIABLES, ROWS, order, form, cases=-1)
    in_64_bits.extension(16, struct.pack(order + "qq", 1, 4), 8)
    check_rows(read(in_64_bits))
    assert read(Sav(VARIABLES, ROWS, order, form, cases=3))["ID"] == [1, -99, 151]
    assert read(Sav(VARIABLES, ROWS, order, form, cases=0))["ID"] == []
    assert "row" in refused(Sav(VARIABLES, ROWS, order, form, cases=5))
    assert "promises" in refused(Sav(VARIABLES, ROWS, order, form, cases=2_000_000_000))


def test_a_64_bit_number_of_cases_that_is_cut_off_in_the_header(refused):
    sav = Sav(VARIABLES, ROWS, cases=4)
    sav.extension(16, struct.pack("<qq", 1, (1 << 32) + 4), 8)
    assert "4294967300 rows" in refused(sav)


@pytest.mark.parametrize("cases", [4, -1])
def test_the_end_of_compressed_cases(read, refused, cases):
    sav = Sav(VARIABLES, ROWS, compression=1, cases=cases)
    check_rows(read(sav.build(end=())))                        # the end of the file
    check_rows(read(sav.build(end=(), whole=False)))           # in a group of fewer than 8
    check_rows(read(sav.build(end=(252,)) + b"\xff" * 64))      # an opcode, then anything
    check_rows(read(sav.build(end=(0, 0, 252, 253, 1))))       # 0 stands for nothing
    early = Sav(VARIABLES, ROWS[:2], compression=1, cases=cases)
    data = early.dictionary()
    assert ("whole" in refused(early.header() + data + early.opcodes(end=(101, 252)))) or cases == 2


def test_opcodes_that_cannot_be(refused, read):
    """Blanks for a number, a number for a text; but NUL bytes for a text are seen in files."""
    number = Sav([Variable("X")], [(1,)], compression=1)
    head = number.header() + number.dictionary()
    assert "must have a number in row 1, found blanks" in refused(head + bytes([254] + [0] * 7))
    text = Sav([Variable("S", 8)], [(b"a",)], compression=1)
    head = text.header() + text.dictionary()
    assert "a text of row 1 must not be a compressed number" in refused(head + bytes([101] + [0] * 7))
    assert "must not be a compressed number" in refused(head + bytes([255] + [0] * 7))
    assert read(head + bytes([100] + [0] * 7))["S"] == [None]


@pytest.mark.parametrize("form", FORMS)
def test_rows_and_columns_that_are_asked_for(read, form):
    sav = Sav(VARIABLES, ROWS * 5000, compression=form)
    table = read(sav, columns=["T", "ID"], rows=7)
    assert table.names == ["T", "ID"] and table["ID"] == [1, -99, 151, 152, 1, -99, 151]
    assert len(read(sav, columns=["X"])) == 20000
    with pytest.raises(sdg16.FileError, match="expected at most 9 rows, found 20000"):
        read(sav, max_rows=9)
    with pytest.raises(sdg16.FileError, match="expected at most 9 rows"):
        read(Sav(VARIABLES, ROWS * 5000, compression=form, cases=-1), max_rows=9)


@pytest.mark.parametrize("form", FORMS)
def test_columns_that_are_not_asked_for_are_not_looked_at(read, refused, form):
    """Texts that are not valid, labels included, and a number that is blank."""
    variables = [Variable("A"), Variable("T", 300, label=b"fine"), Variable("S", 8, labels={
        b"\xff": b"\xff"}), Variable("B")]
    sav = Sav(variables, [(1, b"\xfe" * 300, b"\xff", 2)], compression=form, encoding="UTF-8")
    table = read(sav, columns=["B", "A"])
    assert table.to_dict() == {"B": [2], "A": [1]}
    assert "encoding" in refused(sav, columns=["T"]) and "encoding" in refused(sav, columns=["S"])


# ---- missing values ----

@pytest.mark.parametrize("order", ORDERS)
def test_missing_values_and_ranges(read, order):
    variables = [Variable("A", missing=[98, 99]), Variable("B", missing=[("range", LOWEST, -1), 9]),
                 Variable("C", missing=[("range", 90, HIGHEST)]),
                 Variable("D", missing=[("range", SYSMIS, -1)]),  # LOWEST since SPSS 21
                 Variable("E", 3, missing=[b"Z", b"na"])]
    rows = [(98, -5, 89, -2, b"Z"), (99, 9, 90, 0, b"na "), (97, 0, 1e9, None, b"n")]
    table = read(Sav(variables, rows, order))
    assert table.tags("A") == ["98", "99", None]
    assert table.tags("B") == ["-5", "9", None]
    assert table.tags("C") == [None, "90", "1000000000"]
    assert table.tags("D") == ["-2", None, None] and table["D"] == [None, 0, None]
    assert table.tags("E") == ["Z", "na", None] and table["E"] == [None, None, "n"]


@pytest.mark.parametrize("order, form", itertools.product(ORDERS, FORMS))
def test_a_declared_system_missing_value(read, order, form):
    sav = Sav([Variable("X")], [(None,), (1,), (SYSMIS,), (float("nan"),)], order, form, sysmis=-1e30)
    assert read(sav)["X"] == [None, 1, None, None]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("repeated", [False, True])  # as old versions of PSPP wrote it
def test_missing_values_of_long_texts(read, order, repeated):
    sav = Sav([Variable("T", 12), Variable("U", 300)], [(b"DK", b"refused"), (b"DK and on", b"x")],
              order)
    size = struct.pack(order + "i", 8)
    for name, values in ((b"T", [b"DK", b"none"]), (b"U", [b"refused"])):
        data = counted(name, order) + bytes([len(values)]) + size
        data += (size if repeated else b"").join(value.ljust(8) for value in values)
        sav.extension(22, data) if name == b"T" else None
        if name == b"U":
            subtype, item, before = sav.extensions.pop()
            sav.extension(22, before + data)
    table = read(sav)
    assert table.tags("T") == ["DK", None] and table["T"] == [None, "DK and on"]
    assert table.tags("U") == ["refused", None] and table["U"] == [None, "x"]


# ---- names ----

def test_names_of_other_variables_are_numbered(read):
    """The first variable keeps its name, and one that has NAME_1 keeps that."""
    sav = Sav([Variable("A"), Variable("A"), Variable("A_1"), Variable("A")], [(1, 2, 3, 4)])
    portable_file = portable("44/5B/" + variable("A") + variable("A") + variable("A_1")
                             + variable("A") + "F1/2/3/4/")
    for data, end in ((sav, ".sav"), (portable_file, ".por")):
        table = read(data, end)
        assert table.names == ["A", "A_2", "A_1", "A_3"]
        assert [table[name][0] for name in table.names] == [1, 2, 3, 4]
        assert [note for note in table.notes if "'A_2', 'A_3'" in note] and len(table.notes) == 1
        assert read(data, end, columns=["A_3", "A_1"])["A_3"] == [4]
        assert read(data, end, columns=["A_1"])["A_1"] == [3]


# ---- labels ----

@pytest.mark.parametrize("order", ORDERS)
def test_value_labels(read, order):
    variables = [Variable("T", 30), Variable("A", labels={1: b"Yes", 2: b"No", None: b"nothing"}),
                 Variable("B", 3, labels={b"F": b"Female", b"M": b"Male" * 20})]
    sav = Sav(variables, [(b"a long text", 1, b"F"), (b"b", 2, b"M")], order)
    sav.extension(21, counted(b"T", order) + struct.pack(order + "ii", 30, 2)
                  + counted(b"a long text".ljust(30), order) + counted(b"A label", order)
                  + counted(b"b".ljust(30), order) + counted(b"B", order)
                  + counted(b"NOBODY", order) + struct.pack(order + "ii", 9, 1)
                  + counted(b"x" * 9, order) + counted(b"of nobody", order))
    table = read(sav)
    assert table.labelled("T") == ["A label", "B"]
    assert table.labels("A") == {1: "Yes", 2: "No"}
    assert table.labels("B") == {"F": "Female", "M": "Male" * 20}


def shared_labels(positions):
    """Two records of labels, for variables given by position."""
    sav = Sav([Variable("A"), Variable("B"), Variable("S", 2), Variable("L", 4)],
              [(1, 2, b"1", b"1")])
    data = b""
    for labels, places in positions:
        data += sav.i(3, len(labels))
        for value, label in labels.items():
            raw = value.ljust(8) if isinstance(value, bytes) else sav.d(value)
            data += raw + bytes([len(label)]) + label + b" " * (-(len(label) + 1) % 8)
        data += sav.i(4, len(places), *places)
    return sav.header() + sav.dictionary()[:-8] + data + sav.i(999, 0) + sav.build()[
        len(sav.header() + sav.dictionary()):]


def test_labels_of_several_variables_and_of_several_records(read):
    table = read(shared_labels([({1: b"one", 2: b"two"}, [1, 2]), ({3: b"three"}, [2]),
                                ({b"1": b"eins"}, [3, 4])]))
    assert table.labels("A") == {1: "one", 2: "two"}
    assert table.labels("B") == {1: "one", 2: "two", 3: "three"}
    assert table.labels("S") == {"1": "eins"} and table.labels("L") == {"1": "eins"}


# ---- very long texts and names ----

TEXT = bytes(97 + k % 26 for k in range(2000))


@pytest.mark.parametrize("order, form", itertools.product(ORDERS, FORMS))
@pytest.mark.parametrize("width", [256, 504, 505, 600, 756, 1999])
def test_very_long_texts(read, order, form, width):
    sav = Sav([Variable("LONG", width), Variable("N"), Variable("OTHER", 300)],
              [(TEXT[:width], 1, b"short"), (b"", 2, TEXT[:300]), (b"x", None, b"")], order, form,
              long_names=[("LONG", b"AVeryLongName"), ("N", b"n")])
    table = read(sav)
    assert table.names == ["AVeryLongName", "n", "OTHER"]
    assert table["AVeryLongName"] == [TEXT[:width].decode(), None, "x"]
    assert table["OTHER"] == ["short", TEXT[:300].decode(), None]


def test_names_of_segments_that_clash_or_are_empty(read, monkeypatch):
    """The second segment of LONG is called LATER, as a text behind it; or nothing at all."""
    rows = [(TEXT[:300], TEXT[:400], 5)]
    for name in ("LATER", ""):
        for places in ((0, 1), (1, 0)):  # which variable comes first
            variables = [Variable("LONG", 300), Variable("LATER", 400), Variable("N")]
            for v in variables[:2]:
                monkeypatch.setattr(v, "segment_name", lambda i, v=v: name if i else v.name)
            variables[:2] = [variables[k] for k in places]
            table = read(Sav(variables, [(rows[0][places[0]], rows[0][places[1]], 5)]))
            assert table.names == [variables[0].name, variables[1].name, "N"]
            assert table["LONG"] == [TEXT[:300].decode()]
            assert table["LATER"] == [TEXT[:400].decode()] and table["N"] == [5]


def test_segments_that_do_not_fit(refused):
    sav = Sav([Variable("A", 255), Variable("B", 8)], [(b"", b"")])
    sav.extension(14, b"A=00300\0\t")
    assert "must have 2 segments" in refused(sav)


# ---- encodings ----

def encoded(name, code_page=None, text="\u4e2d\u6587", codec="gbk"):
    raw = text.encode(codec)
    return Sav([Variable("S", len(raw) + 3, label=raw, labels=None)], [(raw,)], encoding=name,
               code_page=code_page, long_names=[("S", raw)])


@pytest.mark.parametrize("sav, options", [
    (encoded("GBK"), {}), (encoded(None, 936), {}), (encoded("GBK", 1252), {}),
    (encoded("UTF-8", 936, codec="utf-8"), {}), (encoded(None, 65001, codec="utf-8"), {}),
    (encoded(None, codec="utf-8"), {}), (encoded("no-such-name", 936), {}),
    (encoded("windows-1252", 1252), {"encoding": "GBK"}), (encoded("klingon"), {"encoding": "GBK"}),
    (encoded(None, 950, codec="big5"), {}), (encoded("SHIFT_JIS", codec="shift_jis"), {})])
def test_the_encoding(read, sav, options):
    table = read(sav, **options)
    assert table.names == ["\u4e2d\u6587"] and table["\u4e2d\u6587"] == ["\u4e2d\u6587"]
    assert table.label("\u4e2d\u6587") == "\u4e2d\u6587"


def test_code_pages_2_and_3_are_those_of_windows(read):
    for page in (2, 3, 1252):
        assert read(encoded(None, page, "J\u00f6rg \u20ac", "windows-1252"))["J\u00f6rg \u20ac"] == [
            "J\u00f6rg \u20ac"]


def test_encodings_that_are_refused(refused):
    assert "name the encoding of the texts (encoding)" in refused(encoded("klingon", 4711))
    assert "encoding)" in refused(encoded(None))
    assert "EBCDIC" in refused(Sav([Variable("X")], [(1,)], code_page=1))
    assert "EBCDIC" in refused(b"\x5b\xc6\xd3\xf2" + b"\x40" * 400)


def test_a_character_that_is_cut_off_by_the_width(read):
    sav = Sav([Variable("S", 5)], [("ab\u4e2d".encode() + b"",), (b"abc\xe4\xb8",)],
              encoding="UTF-8")
    assert read(sav)["S"] == ["ab\u4e2d", "abc"]


def test_a_fault_names_row_and_variable(refused):
    sav = Sav([Variable("N"), Variable("S", 5)], [(1, b"a"), (2, b"b\xffc")], encoding="UTF-8")
    assert "x.sav, row 2, variable 'S': expected text in the encoding of the file, found the byte " \
           "0xFF" in refused(sav)


@pytest.mark.parametrize("form", FORMS)
def test_nul_bytes_in_texts(read, form):
    sav = Sav([Variable("S", 16), Variable("L", 300)],
              [(b"\0" * 8 + b"b", b"\0" * 255 + b"A" * 45), (b"a\0\0", b"a" + b"\0" * 299)],
              compression=form)
    table = read(sav)
    assert table["S"] == ["b", "a"] and table["L"] == ["A" * 45, "a"]


def test_dates_of_the_file_are_not_data(read):
    for date in ("01 mai 20", "\xe9\xe9 \xe9\xe9\xe9 2", ""):
        check_rows(read(Sav(VARIABLES, ROWS, date=date)))


def test_dates(read):
    """Seconds since 1582-10-14; what no date has stays a number."""
    day = (datetime.date(2019, 6, 1) - datetime.date(1582, 10, 14)).days * 86400
    variables = [Variable(f"V{form}", form=form) for form in (20, 22, 23, 38, 39, 41, 21, 5)]
    noon = day + 43200
    table = read(Sav(variables, [(day, noon, day, day, day, noon, 43200, 3)]))
    assert [table[v.name][0] for v in variables] == [
        "2019-06-01", "2019-06-01T12:00:00", "2019-06-01", "2019-06-01", "2019-06-01",
        "2019-06-01T12:00:00", 43200, 3]


# ---- other records ----

def test_records_that_say_nothing_about_the_table(read):
    sav = Sav(VARIABLES, ROWS)
    for subtype in (5, 7, 10, 11, 17, 18, 19, 24, 99, 2147483647):
        sav.extension(subtype, b"\xff\xfe anything at all \0\0")
    sav.extension(18, b"again")
    document = sav.i(6, 2) + b" " * 160
    data = sav.build()
    at = len(sav.header())
    check_rows(read(data[:at] + document + data[at:]))


@pytest.mark.parametrize("name, change, message", [
    ("no variables", lambda s: s.header() + s.i(999, 0), "must have variables"),
    ("a record 5", lambda s: s.header() + s.i(5), "must be 2, 3, 6, 7 or 999, not 5"),
    ("layout", lambda s: s.build()[:64] + b"\7\0\0\0" + s.build()[68:], "layout code"),
    ("compression", lambda s: s.build()[:72] + b"\7\0\0\0" + s.build()[76:], "compression"),
    ("extension", lambda s: s.header() + s.i(7, 3, 4, 1 << 30), "must end within the file"),
    ("labels", lambda s: s.header() + s.i(3, 1 << 30), "number of value labels"),
    ("label", lambda s: s.header() + s.i(2, 0, 1, 0, 0, 0, 0, 0, 1 << 30), "label of a variable"),
    ("width", lambda s: s.header() + s.i(2, 256, 0, 0, 0, 0, 0, 0), "width of a variable"),
    ("continued", lambda s: s.header() + s.i(2, -1, 0, 0, 0, 0, 0, 0), "continues a text"),
    ("not continued", lambda s: s.header() + s.i(2, 9, 0, 0, 0, 0, 0, 0, 999, 0), "needs 2 records"),
    ("missing", lambda s: s.header() + s.i(2, 0, 0, 4, 0, 0, 0, 0), "missing values must be")])
def test_damaged_dictionaries(refused, name, change, message):
    found = refused(change(Sav(VARIABLES, ROWS)))
    assert message in found and found.startswith("x.sav, byte ")


# ---- .zsav ----

@pytest.mark.parametrize("size", [8, 100, 4096])
@pytest.mark.parametrize("cases", [4000, -1])
def test_many_blocks(read, size, cases):
    sav = Sav(VARIABLES, ROWS * 1000, compression=2, cases=cases)
    assert len(read(sav.build(size=size))) == 4000


def test_lists_of_blocks_are_checked(refused):
    sav = Sav(VARIABLES, ROWS * 100, compression=2)
    data = sav.build(size=1000)
    head = len(sav.header() + sav.dictionary())
    begin, offset, size = struct.unpack("<qqq", data[head:head + 24])

    def changed(at, form, value):
        return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form):]
    for at, form, value, message in [
            (head, "<q", begin + 1, "must begin at"), (head + 8, "<q", len(data) + 1, "list of blocks"),
            (head + 16, "<q", size - 24, "blocks"), (head + 16, "<q", 1 << 60, "list of blocks"),
            (offset, "<q", -50, "bias"), (offset + 20, "<i", 7, "blocks by its size"),
            (offset + 24, "<q", 0, "follow the one before"),
            (offset + 32, "<q", 0, "follow the one before"),
            (offset + 40, "<i", 0x7fffffff, "cannot hold"), (offset + 44, "<i", 1, "follow"),
            (offset + 40, "<i", 999, "follow"), (head + 30, "<i", 0, "block 1")]:
        assert message in refused(changed(at, form, value)), (at, message)


def bomb(variable, millions, cases):
    """A .zsav file of so many cases with 1."""
    sav = Sav([variable], [], compression=2, cases=cases)
    head = sav.header() + sav.dictionary()
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\x65" * 1_000_000) for _ in range(millions)) + packer.flush()
    trailer = struct.pack("<qqii", -100, 0, 1_000_000 * millions, 1)
    trailer += struct.pack("<qqii", len(head), len(head) + 24, 1_000_000 * millions, len(packed))
    return head + struct.pack("<qqq", len(head), len(head) + 24 + len(packed), len(trailer)) \
        + packed + trailer


def exploded(path):
    """The message, and the peak of memory in MiB."""
    done = subprocess.run([sys.executable, "-c", BOMB, path], capture_output=True, text=True)
    message, peak = done.stdout.splitlines()
    return message, int(peak)


BOMB = """
import resource, sys, sdg16
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
try:
    sdg16.read_table(sys.argv[1])
except sdg16.FileError as error:
    print(error)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.parametrize("cases", [-1, 330_000_000])
def test_a_bomb(tmp_path, cases):
    """330 KB that hold 330 million numbers, if one believes them, must not cost a gigabyte."""
    path = tmp_path / "bomb.zsav"
    path.write_bytes(bomb(Variable("X"), 330, cases))
    assert path.stat().st_size < 340_000
    message, peak = exploded(path)
    assert "must take at most" in message and peak < 1000


@pytest.mark.parametrize("cases", [-1, 60_000_000])
def test_the_limit_counts_missing_values(tmp_path, cases):
    """60 million numbers are 480 MB, which the limit (512 MiB and some) allows. If all are declared
    missing, each has 5 bytes more (kind and tag), and the message is about those too."""
    path = tmp_path / "missing.zsav"
    path.write_bytes(bomb(Variable("X", missing=[1]), 60, cases))
    message, peak = exploded(path)
    size = path.stat().st_size
    assert f"must take at most {(512 << 20) + 1024 * size} bytes of memory" in message and peak < 1200
    rows = int(message.split("of memory; ")[1].split()[0])
    assert 13 * rows > (512 << 20) + 1024 * size >= 13 * (rows - 70_000)
    path.write_bytes(bomb(Variable("X"), 1, 1_000_000))
    assert sdg16.read_table(path)["X"][-1] == 1


# ---- portable files ----

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRST"
PLACES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz .<(+|&[]!$*);^-/|,%_>?`:#@'=\""


def base_30(number):
    digits = ""
    while number:
        number, digit = divmod(number, 30)
        digits = DIGITS[digit] + digits
    return (digits or "0") + "/"


def string(text):
    return base_30(len(text)) + text


def portable(records, letters=PLACES, end="\r\n", stripped=False, scramble=None):
    table = "0" * 64 + letters.ljust(192, "0")
    text = "ASCII SPSS PORT FILE".ljust(40) * 5 + table + "SPSSPORT" + "A" + string("mai 2012") \
        + string("no time") + "1" + string("test") + records
    text += "Z" * (-len(text) % 80 or 80)
    lines = [text[k:k + 80] for k in range(0, len(text), 80)]
    lines = [line.rstrip() if stripped else line for line in lines]
    data = end.join(lines + [""]).encode("latin-1")
    return data.translate(scramble) if scramble else data


def variable(name, width=0, more="", form="5/8/0/"):
    return "7" + base_30(width) + string(name) + form * 2 + more


RECORDS = ("42/5B/" + variable("N", more="8" + base_30(99) + "C" + string("A label"))
           + variable("S", 12, form="1/C/0/") + "D1/" + string("N") + "2/" + "1/" + string("Yes")
           + "2/" + string("No") + "E1/" + string("a document") + "F"
           + "1/" + string("text  ") + base_30(99) + string(" " * 60 + "x") + "*." + string("")
           + "-.F/" + string("a b"))


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n", ""])
@pytest.mark.parametrize("stripped", [False, True])
def test_lines_of_portable_files(read, end, stripped):
    if stripped and not end:
        return
    table = read(portable(RECORDS, end=end, stripped=stripped), ".por")
    assert table.names == ["N", "S"] and table.label("N") == "A label"
    assert table["N"] == [1, None, None, -0.5] and table.tags("N") == [None, "99", None, None]
    assert table["S"] == ["text", " " * 60 + "x", None, "a b"]
    assert table.labels("N") == {1: "Yes", 2: "No"}


def test_the_character_set_of_portable_files(read):
    """Any bytes may stand for the characters: here each is another one of the 256."""
    scramble = bytes((7 * k + 13) % 256 for k in range(256))
    keep = [13, 10]
    scramble = bytearray(scramble)
    for byte in keep:  # line ends are those of the machine
        other = scramble.index(byte)
        scramble[other], scramble[byte] = scramble[byte], byte
    table = read(portable(RECORDS, scramble=bytes(scramble)), ".por", format="spss-portable")
    assert table["S"] == ["text", " " * 60 + "x", None, "a b"] and table["N"] == [1, None, None, -0.5]


def test_texts_of_portable_files_beyond_ascii(read, refused):
    records = "41/5B/" + variable("S", 12, form="1/C/0/") + "F" + string("J\xf6rg")
    assert read(portable(records), ".por", encoding="windows-1252")["S"] == ["J\u00f6rg"]
    assert "encoding)" in refused(portable(records), end=".por")
    records = records.replace("\xf6", "\xb1")  # the table has it as plus or minus
    letters = PLACES + "00\xb1"
    assert read(portable(records, letters), ".por")["S"] == ["J\u00b1rg"]


@pytest.mark.parametrize("text", ["caf\xe9", "Jos\xe9 Garc\xeda", "\xe9s", "\xe0 la carte"])
def test_letters_of_another_encoding_are_never_dropped(read, refused, text):
    """They look like the begin of a character of UTF-8 that was cut off."""
    records = "41/5B/" + variable("S", 40, form="1/14/0/") + "F" + string(text)
    assert "encoding)" in refused(portable(records), end=".por")
    assert read(portable(records), ".por", encoding="windows-1252")["S"] == [text]
    bytes_ = text.encode("latin-1")
    file = Sav([Variable("S", 40)], [[bytes_]])
    assert "encoding)" in refused(file.build())
    assert read(file.build(), encoding="windows-1252")["S"] == [text]
    label = Sav([Variable("N", label=bytes_)], [[1]])
    assert "encoding)" in refused(label.build())


def test_one_name_for_many_variables_of_a_portable_file(read):
    """In linear time: 20,000 would take 200 million attempts."""
    records = "4" + base_30(20000) + "5B/" + 20000 * variable("A") + "F" + 20000 * "1/"
    table = read(portable(records), ".por")
    assert len(table.names) == 20000 and table.names[-1] == "A_19999"


def test_ranges_and_repeated_names_of_portable_files(read):
    records = ("43/5B/" + variable("A", more="9-1/" + "8" + base_30(9))
               + variable("A", more="A" + base_30(90)) + variable("B", more="B1/5/") + "F"
               + "-5/" + base_30(89) + "1/9/" + base_30(90) + "6/0/*.5/")
    table = read(portable(records), ".por")
    assert table.names == ["A", "A_1", "B"]
    assert table.tags("A") == ["-5", "9", None]
    assert table.tags("A_1") == [None, "90", None] and table["A_1"] == [89, None, None]
    assert table.tags("B") == ["1", None, "5"]


@pytest.mark.parametrize("records, message", [
    ("42/5B/" + variable("N") + "F", "as many variables as it declares"),
    ("41/5B/" + variable("N") + variable("M") + "F", "more variables than it declares"),
    ("41/5B/" + variable("N") + "F1/U/", "base 30"),
    ("41/5B/" + variable("N") + "F1//", "base 30"), ("41/5B/" + variable("N") + "F1-/", "base 30"),
    ("41/5B/" + variable("N") + "F" + "T" * 212 + "/", "base 30"),
    ("41/5B/" + variable("N") + "G", "must be 1 to 9 or A to F"),
    ("41/5B/" + variable("S", 8, form="1/8/0/") + "F" + base_30(40000), "whole number"),
    ("41/5B/" + variable("N") + "D1/" + string("N") + "TTTTTT/", "whole number")])
def test_damaged_portable_files(refused, records, message):
    found = refused(portable(records), end=".por")
    assert message in found and found.startswith("x.por, byte ")


def test_numbers_beyond_doubles_in_portable_files(read, refused):
    """PSPP 1.6.2 writes `90 THRU HI` as a range from the largest double on, which 10 digits round
    up: no value is missing then, and a note says so. Among the values it is damage."""
    large = "A9E17IR6IG+6J/"
    records = "42/5B/" + variable("A", more="A" + large) + variable("B", more="A" + base_30(90)) + "F"
    table = read(portable(records + "8/" * 2 + base_30(95) * 2), ".por")
    assert table["A"] == [8, 95] and table["B"] == [8, None]
    assert [note for note in table.notes if "from which value on" in note and "'A'" in note
            and "'B'" not in note]
    one = read(portable(records + base_30(95) * 2), ".por", columns=["B"])
    assert one["B"] == [None] and one.notes == []
    assert "base 30" in refused(portable("41/5B/" + variable("A") + "F" + large), end=".por")
