"""sdg16 convert: what is written, and one line for everything that can be wrong."""
import os

import pytest

from command import SOURCES, answer, dataset, good, run

FILES = SOURCES / "tests" / "data" / "stat"
SAV = FILES / "survey.sav"
UNSUPPORTED = b"made without ReadStat" in run("convert", SAV, "-").stderr
needs_readstat = pytest.mark.skipif(UNSUPPORTED, reason="built without ReadStat")


@needs_readstat
def test_codes_and_blanks():
    assert good("convert", SAV, "-", "--columns", "q1,sx,d") == (
        "q1,sx,d\n1,F,2019-05-31\n2,M,1999-12-31\n,,\n99,F,2024-02-29\n,M,1582-10-15\n")


@needs_readstat
def test_labels_and_tags():
    assert good("convert", SAV, "-", "--columns", "q1,sx", "--labels", "text", "--missing",
                "tag") == ("q1,sx\nYes,Female\nNo,Male\nRefused,Unknown\nDon't know,Female\n"
                           "Not asked,Male\n")
    assert good("convert", SAV, "-", "--columns", "q1,sx", "--missing", "tag", "--rows",
                "3") == "q1,sx\n1,F\n2,M\n98,X\n"


@needs_readstat
def test_kinds():
    assert good("convert", SAV, "-", "--columns", "q1,age", "--kind", "refused=Refused", "--kind",
                "not-applicable=-3", "--kind", "dont-know=don't know", "--missing", "kind") == (
        "q1,age\n1,15\n2,49.5\nrefused,\ndont-know,7\nnot-applicable,tagged\n")


@needs_readstat
def test_a_file_is_replaced_as_a_whole(tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("before")
    assert good("convert", SAV, out) == f"5 rows and 8 columns of {SAV} written to {out}.\n"
    assert out.read_text().startswith("q1,age,name,d,sx,tm,amt,dt\n1,15,Ana,2019-05-31,")
    assert os.listdir(tmp_path) == ["out.csv"]
    assert good("convert", SAV, out, "--quiet") == ""
    done = run("convert", tmp_path / "nowhere.sav", out)
    assert done.returncode == 3 and out.read_text().startswith("q1,")


@needs_readstat
def test_converted_data_are_read_as_the_same(tmp_path):
    good("convert", FILES / "survey-118.dta", tmp_path / "a.csv")
    good("convert", tmp_path / "a.csv", tmp_path / "b.csv", "--dates", "iso")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_csv_is_made_regular(tmp_path):
    (tmp_path / "x.csv").write_bytes("\ufeffa;b\r\n1,5;x\r\n;\"y\"\r\n".encode())
    assert good("convert", "x.csv", "-", cwd=tmp_path) == "a,b\n1.5,x\n,y\n"
    assert good("convert", "x.csv", "-", "--delimiter", ";", "--decimal", ".", "--columns", "a",
                cwd=tmp_path) == 'a\n"1,5"\n""\n'


@needs_readstat
def test_captures_in_a_file_of_stata(tmp_path):
    ours = answer("mse", FILES / "kosovo.dta")
    theirs = answer("mse", dataset("kosovo"))
    assert ours["data"].pop("file") != theirs["data"].pop("file")
    assert ours == theirs
    done = run("mse", FILES / "survey-118.dta", "--lists", "id,c")
    assert done.returncode == 3
    assert done.stderr.decode() == (f"sdg16: {FILES}/survey-118.dta: row 2, column 'id': '2' is "
                                    "not a list flag: expected 0 or 1\n")


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
    "no files": ([], 2, "convert: 0 files found, expected IN and OUT (see sdg16 convert --help)"),
    "one file": (["x.csv"], 2,
                 "convert: 1 files found, expected IN and OUT (see sdg16 convert --help)"),
    "Stata as output": (["x.csv", "y.dta"], 2,
                        "convert: 'y.dta' found as OUT, expected a CSV file (files of SPSS and "
                        "Stata are read, not written)"),
    "the same file": (["x.csv", "x.csv"], 2,
                      "--output: 'x.csv' is an input file, expected another file"),
    "no such file": (["y.csv", "-"], 3, "y.csv: cannot be opened (no such file)"),
    "labels": (["x.csv", "-", "--labels", "both"], 2,
               "--labels: 'both' found, expected codes or text"),
    "missing": (["x.csv", "-", "--missing", "NA"], 2,
                "--missing: 'NA' found, expected blank, kind or tag"),
    "rows": (["x.csv", "-", "--rows", "0"], 2,
             "--rows: '0' found, expected a whole number of rows above 0"),
    "from": (["x.csv", "-", "--from", "excel"], 2,
             "--from: 'excel' found, expected csv, spss, spss-portable or stata"),
    "dates": (["x.csv", "-", "--dates", "us"], 2, "--dates: 'us' found, expected iso or numbers"),
    "kind without text": (["x.csv", "-", "--kind", "refused"], 2,
                          "--kind: 'refused' found, expected KIND=TEXT with refused, dont-know, "
                          "not-applicable, system or tagged"),
    "unknown kind": (["x.csv", "-", "--kind", "bored=98"], 2,
                     "--kind: 'bored=98' found, expected KIND=TEXT with refused, dont-know, "
                     "not-applicable, system or tagged"),
    "column twice": (["x.csv", "-", "--columns", "a,a"], 2,
                     "--columns: 'a' found twice, expected different names separated by commas"),
    "unknown column": (["x.csv", "-", "--columns", "c"], 3,
                       "x.csv, line 1: no column 'c', the columns are: a, b"),
    "encoding of CSV": (["x.csv", "-", "--encoding", "latin1"], 2,
                        "x.csv: an encoding given for a CSV file, expected a file of SPSS or "
                        "Stata (CSV is UTF-8)"),
    "a format": (["x.csv", "-", "--format", "json"], 2,
                 "convert: option '--format' is not available in this version (see sdg16 convert "
                 "--help)"),
}
DAMAGED = {
    "text as SPSS": (["x.csv", "-", "--from", "spss"], 3,
                     "x.csv: the file ends before its data do (is it whole?)"),
    "cut off": (["cut.dta", "-"], 3, "cut.dta, behind row 2: the file ends before its data do "
                "(is it whole?)"),
    "another file": (["real.sav", "-", "--from", "stata"], 3,
                     "real.sav: not readable as a Stata file: This version of the file format is "
                     "not supported"),
    "unknown encoding": (["real.sav", "-", "--encoding", "klingon"], 2,
                         "real.sav: encoding 'klingon' is not known"),
    "unknown variable": (["real.sav", "-", "--columns", "q1,q7"], 3,
                         "real.sav: no column 'q7' among its 8 variables"),
    "a directory": ([".", "-", "--from", "stata"], 3,
                    ".: is not a regular file, which a Stata file must be"),
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


@needs_readstat
@pytest.mark.parametrize("case", DAMAGED)
def test_files_that_are_not_what_they_should_be(tmp_path, case):
    check(tmp_path, *DAMAGED[case])
