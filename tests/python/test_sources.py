"""Files that are not paths: open files, bytes, what gzip opens. Each is read as the same file at
a path is, which the other tests check."""

import bz2
import gzip
import io
import pathlib
import zipfile

import pytest

import sdg16

TEXT = "A,B,count,sex\n1,0,40,Zoë\n0,1,30,x\n1,1,9,x\n"
LATIN = TEXT.encode("latin-1")
UTF8 = TEXT.encode()
COUNTS = {0b01: 40, 0b10: 30, 0b11: 9}


def zipped(content):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("s.csv", content)
    return zipfile.ZipFile(archive).open("s.csv")


SOURCES = {
    "path": lambda path: str(path),
    "Path": lambda path: pathlib.Path(path),
    "bytes": lambda path: path.read_bytes(),
    "bytearray": lambda path: bytearray(path.read_bytes()),
    "memoryview": lambda path: memoryview(path.read_bytes()),
    "BytesIO": lambda path: io.BytesIO(path.read_bytes()),
    "StringIO": lambda path: io.StringIO(path.read_text("utf-8")),
    "text": lambda path: open(path, encoding="utf-8"),
    "binary": lambda path: open(path, "rb"),
    "unbuffered": lambda path: open(path, "rb", buffering=0),
    "gzip": lambda path: gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(path.read_bytes()))),
    "bz2": lambda path: bz2.BZ2File(io.BytesIO(bz2.compress(path.read_bytes()))),
    "zip": lambda path: zipped(path.read_bytes()),
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_each_is_read_as_the_file_at_its_path(write, source):
    path = write("s.csv", UTF8)
    table = sdg16.read_csv(path)
    assert sdg16.read_csv(source(path)).to_dict() == table.to_dict()
    assert sdg16.read_table(source(path)).to_dict() == table.to_dict()
    assert sdg16.read_capture(source(path)).counts == COUNTS
    assert sdg16.read_capture(source(path), strata="sex", where="count < 40").observed == 39
    assert sdg16.mse(source(path), interval="none").observed == 79
    assert [row["observed"] for row in sdg16.strata(
        source(path), "sex", interval="none", model="[]").estimates][1:] == [40, 39]


def test_a_file_of_many_blocks(write):
    rows = 100_000
    content = ("A,B,n\n" + "1,0,3\n0,1,2\n1,1,1\n" * rows).encode()
    assert sdg16.read_capture(content, count="n").counts == {1: 3 * rows, 2: 2 * rows, 3: rows}
    wide = content.decode().encode("utf-16")  # with its mark, and decoded block by block
    assert sdg16.read_capture(io.BytesIO(wide), count="n").observed == 6 * rows


def test_encodings_and_marks_of_bytes(write):
    for content, options in ((LATIN, {"encoding": "latin1"}), (b"\xef\xbb\xbf" + UTF8, {}),
                             (TEXT.encode("utf-16"), {})):
        assert sdg16.read_csv(content, **options)["sex"] == ["Zoë", "x", "x"]
        assert sdg16.read_table(content, **options)["sex"] == ["Zoë", "x", "x"]
        assert sdg16.read_capture(content, strata="sex", **options).counts == COUNTS
    assert sdg16.read_csv(io.StringIO("\ufeff" + TEXT)).names[0] == "A"
    with pytest.raises(sdg16.ArgumentError, match="encoding is for bytes, but the file is opened "
                                                  "as text: open it with mode 'rb'"):
        sdg16.read_csv(io.StringIO(TEXT), encoding="latin1")
    path = write("l.csv", LATIN)
    with pytest.raises(sdg16.ArgumentError, match="opened as text in another encoding.*'rb'"):
        with open(path, encoding="utf-8") as file:
            sdg16.read_csv(file)


def test_files_of_spss_in_memory(path_of):
    path = path_of("victimisation-survey").with_name("data.sav")
    content = path.read_bytes()
    table = sdg16.read_table(path)
    for source in (content, open(path, "rb"), gzip.GzipFile(fileobj=io.BytesIO(
            gzip.compress(content)))):
        found = sdg16.read_table(source)
        assert found.to_dict() == table.to_dict()
        assert [found.labels(n) for n in found.names] == [table.labels(n) for n in table.names]
    with pytest.raises(sdg16.FileError):
        sdg16.read_table(content[:len(content) // 3])


def test_one_file_for_each_list(write):
    files = [write("P.csv", "id\n1\n2\n"), write("S.csv", "id\n2\n3\n4\n")]
    expected = sdg16.read_capture(files, id="id")
    opened = sdg16.read_capture([open(path, "rb") for path in files], id="id")
    assert opened.lists == expected.lists == ("P", "S") and opened.sha256 == expected.sha256
    mixed = sdg16.read_capture([files[0], files[1].read_bytes()], id="id", lists=["P", "S"])
    assert mixed.sha256 == expected.sha256


def test_messages_name_the_file(write):
    bad = "A,B,count\n1,0,x\n"
    path = write("bad.csv", bad)
    for source, name in ((open(path), str(path)), (io.BytesIO(bad.encode()), "the file"),
                         (bad.encode(), "the bytes")):
        with pytest.raises(sdg16.DataError) as caught:
            sdg16.read_capture(source)
        assert str(caught.value).startswith(f"{name}, line 2, column 'count'")
        assert caught.value.where == name and caught.value.row == 2
    for empty in (b"", io.StringIO("")):
        with pytest.raises(sdg16.Error, match="expected a header line, found an empty file"):
            sdg16.read_csv(empty)


def test_what_is_no_file_is_refused(write):
    with pytest.raises(sdg16.ArgumentError, match="path is bytes, which are the content of a file, "
                                                  "and have no end of a line; give a path as "
                                                  "text, not b'data.csv'"):
        sdg16.read_csv(b"data.csv")
    with pytest.raises(sdg16.ArgumentError, match=r"path must be text \(a path\), bytes or an "
                                                  "open file, not 3"):
        sdg16.read_csv(3)
    with open(write("s.csv", UTF8)) as file:
        pass
    with pytest.raises(ValueError, match="closed file"):
        sdg16.read_csv(file)

    class Odd:
        def read(self):
            return 5

    with pytest.raises(sdg16.ArgumentError, match=r"a file whose read\(\) gives bytes or text"):
        sdg16.read_csv(Odd())


def test_an_open_file_is_read_from_where_it_is(write):
    with open(write("t.csv", b"Title\n" + UTF8), "rb") as file:
        file.readline()
        assert sdg16.read_csv(file)["count"] == [40, 30, 9]
        assert file.read() == b""


def test_the_other_functions_read_them_too(write, tmp_path):
    rows = "year,unsentenced,held\n2023,15523,85851\n"
    path = write("p.csv", rows)
    expected = sdg16.indicator("16.3.2", path, ref_area=826)
    with open(path) as file:
        assert sdg16.publish(sdg16.indicator("16.3.2", file, ref_area=826), "csv") \
            == sdg16.publish(expected, "csv")
    sdmx = sdg16.publish(expected, "sdmx-csv")
    expected_sdmx = sdg16.read_sdmx(write("x.csv", sdmx)).to_dict()
    assert sdg16.read_sdmx(io.StringIO(sdmx)).to_dict() == expected_sdmx
    assert sdg16.read_sdmx(sdmx.encode()).to_dict() == expected_sdmx
    with pytest.raises(sdg16.DataError, match="the bytes: expected a header line"):
        sdg16.read_sdmx(b"")

    draws = sdg16.mse({"A": [1, 0, 1], "B": [0, 1, 1], "count": [40, 30, 9]},
                      replicates=50).draws
    draws.save(tmp_path / "d.csv")
    for source in (open(tmp_path / "d.csv"), (tmp_path / "d.csv").read_bytes()):
        assert sdg16.Draws.load(source).to_table().to_dict() == draws.to_table().to_dict()

    flows = "ref_area,time_period,commodity,flow,value,quantity\n" + "".join(
        f"DE,2020,c,export,{v},1\n" for v in (10, 11, 12, 13, 500))
    at_path = sdg16.iff("price-filter", write("f.csv", flows))
    for source in (flows.encode(), io.StringIO(flows)):
        assert sdg16.iff("price-filter", source).detail.to_dict() == at_path.detail.to_dict()

    people = "w,y\n1,0\n2,1\n3,1\n"
    assert sdg16.survey(sdg16.design(people.encode(), weight="w"), mean="y").estimates.to_dict() \
        == sdg16.survey(sdg16.design(write("w.csv", people), weight="w"),
                        mean="y").estimates.to_dict()
    population = "sex,population\nZoë,1000\nx,2000\n"
    rates = [sdg16.strata(UTF8, "sex", population=source, interval="none", model="[]")
             .estimates["rate"] for source in (population.encode(), write("q.csv", population))]
    assert rates[0] == rates[1]
