"""sdg16 convert: what is written, and one line for everything that can be wrong."""
import os
import struct

import pytest

from command import SOURCES, answer, dataset, good, run

FILES = SOURCES / "tests" / "data" / "stat"
SAV = FILES / "survey.sav"


def test_codes_and_blanks():
    assert good("convert", SAV, "-", "--columns", "q1,sx,d") == (
        "q1,sx,d\n1,F,2019-05-31\n2,M,1999-12-31\n,,\n99,F,2024-02-29\n,M,1582-10-15\n")


def test_labels_and_tags():
    assert good("convert", SAV, "-", "--columns", "q1,sx", "--labels", "text", "--missing",
                "tag") == ("q1,sx\nYes,Female\nNo,Male\nRefused,Unknown\nDon't know,Female\n"
                           "Not asked,Male\n")
    assert good("convert", SAV, "-", "--columns", "q1,sx", "--missing", "tag", "--rows",
                "3") == "q1,sx\n1,F\n2,M\n98,X\n"


def test_kinds():
    assert good("convert", SAV, "-", "--columns", "q1,age", "--kind", "refused=Refused", "--kind",
                "not-applicable=-3", "--kind", "dont-know=don't know", "--missing", "kind") == (
        "q1,age\n1,15\n2,49.5\nrefused,\ndont-know,7\nnot-applicable,tagged\n")


def test_a_file_is_replaced_as_a_whole(tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("before")
    assert good("convert", SAV, out) == f"5 rows and 8 columns of {SAV} written to {out}.\n"
    assert out.read_text().startswith("q1,age,name,d,sx,tm,amt,dt\n1,15,Ana,2019-05-31,")
    assert os.listdir(tmp_path) == ["out.csv"]
    assert good("convert", SAV, out, "--quiet") == ""
    done = run("convert", tmp_path / "nowhere.sav", out)
    assert done.returncode == 3 and out.read_text().startswith("q1,")


def test_converted_data_are_read_as_the_same(tmp_path):
    good("convert", FILES / "survey-118.dta", tmp_path / "a.csv")
    good("convert", tmp_path / "a.csv", tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_csv_is_made_regular(tmp_path):
    (tmp_path / "x.csv").write_bytes("\ufeffa;b\r\n1,5;x\r\n;\"y\"\r\n".encode())
    assert good("convert", "x.csv", "-", cwd=tmp_path) == "a,b\n1.5,x\n,y\n"
    assert good("convert", "x.csv", "-", "--delimiter", ";", "--decimal", ".", "--columns", "a",
                cwd=tmp_path) == 'a\n"1,5"\n""\n'


def test_columns_get_other_names_and_values(tmp_path):
    (tmp_path / "list.csv").write_text(
        "Case;Sexe;born;age\n001;2;2007-01-05;17,5\n a2;1;1990-01-01;34\nA3;9;;NA\n;;;\n"
        "Total;3;;51,5\n")
    assert good("convert", "list.csv", "-", "--compute", "minor=born > '2006-12-31'",
                "--where", "Case != 'Total' & !missing(Case)",
                "--map", "person=Case,sex=Sexe,sex.F=2,sex.M=1,sex.=9",
                "--map", "age=minor,age.0-17=1,age.18+=0,years=age",
                "--columns", "person,sex,age,years", cwd=tmp_path) == (
        "person,sex,age,years\n001,F,0-17,17.5\n a2,M,18+,34\nA3,,,\n")


def test_computed_columns_follow_each_other():
    assert good("convert", SAV, "-", "--compute", "twice=2 * age", "--compute",
                "more=twice + 1", "--columns", "age,twice,more", "--rows", "2") == (
        "age,twice,more\n15,30,31\n49.5,99,100\n")


def test_words_for_labels_and_codes():
    """A value is named by its code or by its label; labels and tags of other columns stay."""
    for yes in ("1", "Yes"):
        assert good("convert", SAV, "-", "--map", f"answer=q1,answer.y={yes},answer.n=No",
                    "--map", "answer.r=99", "--columns", "answer,sx", "--labels", "text") == (
            "answer,sx\ny,Female\nn,Male\n,\nr,Female\n,Male\n")
    assert good("convert", SAV, "-", "--where", "q1 != 1 | missing(q1)", "--columns", "q1,sx",
                "--missing", "tag") == "q1,sx\n2,M\n98,X\n99,F\n-3,M\n"


def test_missing_cells_get_a_word(tmp_path):
    (tmp_path / "x.csv").write_text("a,b\nF,1\n,2\nM,\n")
    assert good("convert", "x.csv", "-", "--map", "a.F=F,a.M=M,a.F=,b.one=1,b.=2",
                cwd=tmp_path) == "a,b\nF,one\nF,\nM,\n"
    done = run("convert", "x.csv", "-", "--map", "a=", cwd=tmp_path)
    assert done.returncode == 2 and done.stdout == b"" and b"COLUMN.WORD=VALUE" in done.stderr


@pytest.mark.parametrize("options, status, message", [
    (["--map", "sex=sx,sex.F=F"], 3, "data row 2, column 'sx': --map has no word for 'M'; add "
     "--map sex.WORD=VALUE, or sex.=VALUE if it means missing"),
    (["--map", "sex=gender"], 3, "--map sex=gender: there is no column 'gender'"),
    (["--map", "sex.F=F"], 3, "--map sex.F=F: there is no column 'sex'"),
    (["--map", "a=q1,b=q1"], 2, "--map gives column 'q1' two names: a and b"),
    (["--map", "sex=sx", "--columns", "sx"], 3, "--columns: there is no column 'sx'"),
    (["--where", "age"], 2, "--where must be a condition, such as 'age < 18', not 'age'"),
])
def test_what_cannot_be_changed(options, status, message):
    done = run("convert", SAV, "-", *options)
    assert (done.returncode, done.stdout, done.stderr) == (
        status, b"", f"sdg16: {message}\n".encode())


def test_reasons_of_missing_cells_stay():
    assert good("convert", SAV, "-", "--kind", "refused=98", "--map",
                "answer=q1,answer.y=1,answer.n=2,answer.=99", "--columns", "answer",
                "--missing", "kind", "--rows", "4") == "answer\ny\nn\nrefused\n\"\"\n"


def test_names_that_are_taken_are_refused():
    for options in (["--compute", "q1=age"], ["--map", "q1=age"],
                    ["--map", "q1=age", "--columns", "q1"]):
        done = run("convert", SAV, "-", *options)
        assert done.returncode == 3 and b"'q1'" in done.stderr and done.stdout == b"", done.stderr


def test_captures_in_a_file_of_stata(tmp_path):
    ours = answer("mse", FILES / "kosovo.dta")
    theirs = answer("mse", dataset("kosovo"))
    assert ours["data"].pop("file") != theirs["data"].pop("file")
    assert ours == theirs
    done = run("mse", "survey-118.dta", "--lists", "id,c", cwd=FILES)
    assert done.returncode == 3
    assert done.stderr.decode() == ("sdg16: survey-118.dta, row 2, column 'id': expected 0 or "
                                    "1, found '2'\n")


def stata(path, columns):
    """A file of Stata (version 114), of numbers alone, by its description."""
    rows = len(next(iter(columns.values())))
    fields = [struct.pack("<BBBBHI", 114, 2, 1, 0, len(columns), rows), bytes(81 + 18),
              bytes([255] * len(columns)),
              *(name.encode().ljust(33, b"\0") for name in columns),
              bytes(2 * (len(columns) + 1)), b"%9.0g".ljust(49, b"\0") * len(columns),
              bytes((33 + 81) * len(columns) + 5),
              *(struct.pack("<d", value) for row in zip(*columns.values()) for value in row)]
    path.write_bytes(b"".join(fields))


def test_one_file_a_list_and_the_population_are_files_of_any_kind(tmp_path):
    lists = {"police": [1, 2, 3, 4, 5, 6], "shelter": [4, 5, 6, 7, 8], "clinic": [1, 5, 8, 9]}
    sex = {person: 1 + person % 2 for person in range(1, 10)}
    paths = {}
    for kind in ("csv", "dta"):
        (tmp_path / kind).mkdir()
        for name, ids in lists.items():
            paths[kind, name] = path = tmp_path / kind / f"{name}.{kind}"
            if kind == "dta":
                stata(path, {"person": ids, "sex": [sex[i] for i in ids]})
            else:
                path.write_text("person,sex\n" + "".join(f"{i},{sex[i]}\n" for i in ids))
    (tmp_path / "people.csv").write_text("sex,area,population\n1,1,400\n2,1,700\n2,2,20\n")
    stata(tmp_path / "people.dta", {"sex": [1, 2, 2], "area": [1, 1, 2], "population": [400, 700, 20]})

    def ours(kinds, people, *arguments):
        files = [paths[kind, name] for kind, name in zip(kinds, lists)]
        result = answer("mse", *files, "--id", "person", "--model", "[]", "--interval", "none",
                        "--population", people, *arguments, status=0)
        del result["data"], result["provenance"]
        return result

    csv_only = ours(["csv"] * 3, tmp_path / "people.csv")
    assert csv_only["estimates"][0]["observed"] == 9
    assert csv_only["estimates"][0]["rate_per_100000"]["value"] > 9 / 1120 * 1e5
    for kinds in (["dta"] * 3, ["csv", "dta", "csv"]):
        assert ours(kinds, tmp_path / "people.dta") == csv_only
    by_sex = ours(["csv"] * 3, tmp_path / "people.csv", "--by", "sex")
    assert ours(["dta", "csv", "dta"], tmp_path / "people.dta", "--by", "sex") == by_sex
    # places: rows of these, lines of CSV
    stata(tmp_path / "other.dta", {"person": [9, 4], "sex": [2, 2]})
    done = run("mse", paths["csv", "police"].name, "../other.dta", "--id", "person", "--by", "sex",
               cwd=tmp_path / "csv")
    assert done.stderr.decode() == (
        "sdg16: ../other.dta, row 2, column 'sex': row 2 says '2', line 5 of 'police.csv' "
        "said '1' of the same person: each person must have one value (or choose --conflicts "
        "first or majority)\n")
    stata(tmp_path / "bare.dta", {"sex": [1, 2], "people": [5, 5]})
    done = run("mse", dataset("korea"), "--population", "bare.dta", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.decode() == (
        "sdg16: bare.dta: there is no column 'population' among the 2 variables\n")


def test_a_full_disk_is_told(tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    done = run("convert", "x.csv", "/dev/full", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, b"")
    assert done.stderr == b"sdg16: /dev/full: writing failed: No space left on device\n"


def test_kinds_in_csv(tmp_path):
    (tmp_path / "x.csv").write_text("q,t\n1,a\n-99,b\n -98 ,-99\n,c\n2,\n")
    assert good("convert", "x.csv", "-", "--kind", "refused=-99", "--kind", "dont-know=-98",
                "--missing", "kind", cwd=tmp_path) == (
        "q,t\n1,a\nrefused,b\ndont-know,refused\n,c\n2,\n")


WRONG = {
    "no files": ([], 2, "convert needs IN and OUT, not 0 files (see sdg16 convert --help)"),
    "one file": (["x.csv"], 2,
                 "convert needs IN and OUT, not 1 file (see sdg16 convert --help)"),
    "Stata as output": (["x.csv", "y.dta"], 2,
                        "convert: OUT must be a CSV file, not 'y.dta' (files of SPSS and Stata "
                        "are read, not written)"),
    "the same file": (["x.csv", "x.csv"], 2,
                      "convert: OUT must be another file than the input, not 'x.csv'"),
    "no such file": (["y.csv", "-"], 3, "y.csv: cannot be opened (no such file)"),
    "labels": (["x.csv", "-", "--labels", "both"], 2,
               "--labels must be codes or text, not 'both'"),
    "missing": (["x.csv", "-", "--missing", "NA"], 2,
                "--missing must be blank, kind or tag, not 'NA'"),
    "rows": (["x.csv", "-", "--rows", "0"], 2,
             "--rows must be a whole number of rows above 0, not '0'"),
    "from": (["x.csv", "-", "--from", "excel"], 2,
             "--from must be csv, spss, spss-portable or stata, not 'excel'"),
    "dates": (["x.csv", "-", "--dates", "us"], 2, "--dates must be iso or numbers, not 'us'"),
    "kind without text": (["x.csv", "-", "--kind", "refused"], 2,
                          "--kind must be KIND=TEXT with refused, dont-know, not-applicable, "
                          "system or tagged, not 'refused'"),
    "unknown kind": (["x.csv", "-", "--kind", "bored=98"], 2,
                     "--kind must be KIND=TEXT with refused, dont-know, not-applicable, "
                     "system or tagged, not 'bored=98'"),
    "column twice": (["x.csv", "-", "--columns", "a,a"], 2,
                     "--columns must be different names separated by commas; 'a' occurs "
                     "twice"),
    "unknown column": (["x.csv", "-", "--columns", "c"], 3,
                       "x.csv, line 1: there is no column 'c'; the columns are: a, b"),
    "encoding of CSV": (["x.csv", "-", "--encoding", "klingon"], 2,
                        "x.csv: encoding 'klingon' is not known"),
    "a format": (["x.csv", "-", "--format", "json"], 2,
                 "unknown option '--format' (see sdg16 convert --help; did you mean '--from'?)"),
}
DAMAGED = {
    "text as SPSS": (["x.csv", "-", "--from", "spss"], 3,
                     "x.csv, byte 0: an SPSS file must begin with $FL2 or $FL3; this one does not"),
    "cut off": (["cut.dta", "-"], 3, "cut.dta, byte 2305: 3 rows of 71 bytes must follow, but the "
                "file ends after 153 bytes (is it whole?)"),
    "another file": (["real.sav", "-", "--from", "stata"], 3,
                     "real.sav, byte 1: the byte order of a Stata file must be 1 or 2, not 70 (is "
                     "this a Stata file?)"),
    "unknown encoding": (["real.sav", "-", "--encoding", "klingon"], 2,
                         "real.sav: encoding 'klingon' is not known"),
    "unknown variable": (["real.sav", "-", "--columns", "q1,q7"], 3,
                         "real.sav: there is no column 'q7' among the 8 variables"),
    "a directory": ([".", "-", "--from", "stata"], 3,
                    ".: a Stata file must be a regular file"),
}


def check(tmp_path, arguments, status, message):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    (tmp_path / "real.sav").write_bytes(SAV.read_bytes())
    whole = (FILES / "survey-114-big.dta").read_bytes()
    (tmp_path / "cut.dta").write_bytes(whole[:whole.index(b"be") + 70])
    before = sorted(os.listdir(tmp_path))
    done = run("convert", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stderr.decode(), done.stdout) == (
        status, f"sdg16: {message}\n", b"")
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.parametrize("case", WRONG)
def test_what_is_refused(tmp_path, case):
    check(tmp_path, *WRONG[case])


@pytest.mark.parametrize("case", DAMAGED)
def test_files_that_are_not_what_they_should_be(tmp_path, case):
    check(tmp_path, *DAMAGED[case])


# The first bytes of the file tell UTF-16 and UTF-32, whatever --encoding says.
@pytest.mark.parametrize("encoding, options", [
    ("windows-1252", ["--encoding", "windows-1252"]), ("cp866", ["--encoding", "CP866"]),
    ("gbk", ["--encoding", "GBK"]), ("shift_jis", ["--encoding", "SHIFT_JIS"]),
    ("iso2022_jp", ["--encoding", "ISO-2022-JP"]), ("utf-16-le", ["--encoding", "UTF-16LE"]),
    ("utf-8-sig", ["--encoding", "windows-1252"]), ("utf-16", []), ("utf-32", []),
    ("utf-16", ["--encoding", "windows-1252"])])
def test_csv_in_other_encodings(tmp_path, encoding, options):
    texts = {"windows-1252": "J\u00f6rg \u20ac", "cp866": "\u041c\u0438\u0440"}
    name = texts.get(encoding, "\u4e2d\u6587" if encoding != "utf-8-sig" else "\u00e9")
    # 20,000 rows: characters lie across the blocks in which the file is read
    lines = ["id,name"] + [f"{k},{name * (1 + k % 3)}" for k in range(20000)]
    (tmp_path / "x.csv").write_bytes("\n".join(lines + [""]).encode(encoding))
    assert good("convert", tmp_path / "x.csv", "-", *options) == "\n".join(lines + [""])


def test_a_fault_of_the_encoding_names_its_line(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"id,name\n1,a\n2,\x81b\n")
    done = run("convert", "x.csv", "-", "--encoding", "windows-1252", cwd=tmp_path)
    assert (done.returncode, done.stderr, done.stdout) == (
        3, b"sdg16: x.csv, line 3: expected text in the encoding of the file, found the byte "
           b"0x81\n", b"")
