"""Ways in and out of the command: standard input, the format from the suffix of --output."""
import json
import pathlib
import subprocess

import pytest

from command import COMMAND, SOURCES, dataset, good, run

STAT = SOURCES / "tests" / "data" / "stat"


def piped(data, *arguments, cwd=None):
    return subprocess.run([COMMAND, *map(str, arguments)], input=data, cwd=cwd, timeout=300,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)


PRISONS = b"area,year,unsentenced,held\n826,2023,15523,85851\n"


@pytest.mark.parametrize("data,arguments", [
    (dataset("kosovo").read_bytes(), ["mse", "-", "--model", "[12,34]"]),
    (dataset("kosovo").read_bytes(), ["mse", "-", "--area", "1", "--period", "1999", "--format",
                                      "sdmx-csv"]),
    (dataset("kosovo").read_bytes(), ["check", "-", "--all"]),
    ((STAT / "survey.sav").read_bytes(), ["survey", "-", "--mean", "q1"]),
    ((STAT / "survey-118.dta").read_bytes(), ["convert", "-", "-"]),
    (PRISONS, ["indicator", "16.3.2", "-"]),
], ids=["mse", "sdmx", "check", "survey", "convert", "indicator"])
def test_a_dash_is_standard_input(tmp_path, data, arguments):
    """The same as with the file, but for its name."""
    (tmp_path / "standard input").write_bytes(data)
    at = arguments.index("-")
    named = run(*arguments[:at], "standard input", *arguments[at + 1:], cwd=tmp_path)
    done = piped(data, *arguments)
    assert (named.returncode, named.stderr.replace(b"'standard input'", b"standard input")) == \
        (done.returncode, done.stderr.replace(b"'standard input'", b"standard input"))
    assert done.stdout == named.stdout and done.stdout


def test_draws_and_a_population_come_from_standard_input(tmp_path):
    good("mse", dataset("kosovo"), "--bootstrap", "60", "--draws", "d.csv", cwd=tmp_path)
    draws = (tmp_path / "d.csv").read_bytes()
    assert piped(draws, "draws", "-").stdout == run("draws", "d.csv", cwd=tmp_path).stdout
    (tmp_path / "people.csv").write_bytes(b"population\n2000000\n")
    line = ["mse", dataset("kosovo"), "--model", "[12]", "--population"]
    assert piped(b"population\n2000000\n", *line, "-").stdout == \
        run(*line, "people.csv", cwd=tmp_path).stdout


def test_json_names_standard_input():
    done = piped(dataset("kosovo").read_bytes(), "check", "-", "--format", "json")
    assert json.loads(done.stdout)["data"]["file"] == "standard input"


@pytest.mark.parametrize("data,line,message", [
    (b"", "mse -", "standard input: expected a header line, found an empty file"),
    (b"", "mse - -", "- (standard input) can be given only once"),
    (b"", "mse a.csv --population - -", "- (standard input) can be given only once"),
    (b"", "mse - b.csv --id person", "of several files, each is a list named after its file; - "
     "(standard input) has no name"),
    (b"A,B\n1,x\n", "mse - --lists A,B", "standard input, line 2, column 'B': expected 0 or 1, "),
    (b"A,B\n", "mse a.csv --draws -", "--draws must be the name of a file, not '-'"),
], ids=["empty", "twice", "twice with an option", "list", "line", "draws"])
def test_what_is_wrong_with_standard_input_is_said(data, line, message):
    done = piped(data, *line.split())
    assert done.returncode in (2, 3) and done.stdout == b""
    assert done.stderr.decode().startswith(f"sdg16: {message}"), done.stderr
    assert b"/proc" not in done.stderr


def test_a_file_named_dash_is_read_with_its_folder(tmp_path):
    (tmp_path / "-").write_bytes(PRISONS)
    assert "18" in good("indicator", "16.3.2", "./-", cwd=tmp_path)


# ---- the format of the output ----

LINES = {
    "mse": ["mse", dataset("kosovo"), "--model", "[12]"],
    "check": ["check", dataset("kosovo")],
    "survey": ["survey", STAT / "survey.sav", "--mean", "q1"],
    "catalog": ["catalog"],
    "indicator": ["indicator", "16.3.2", "prisons.csv"],
}


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("suffix,form", [("csv", "csv"), ("CSV", "csv"), ("json", "json"),
                                         ("txt", "text"), ("out", "text")])
def test_the_suffix_of_the_output_says_the_format(tmp_path, name, suffix, form):
    (tmp_path / "prisons.csv").write_bytes(PRISONS)
    expected = run(*LINES[name], "--format", form, cwd=tmp_path)
    done = run(*LINES[name], "--output", f"made.{suffix}", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", expected.stderr)
    assert (tmp_path / f"made.{suffix}").read_bytes() == expected.stdout


def test_a_given_format_counts_more_than_the_suffix(tmp_path):
    good("check", dataset("kosovo"), "--output", "made.json", "--format", "text", cwd=tmp_path)
    assert (tmp_path / "made.json").read_text() == good("check", dataset("kosovo"))
    good("check", dataset("kosovo"), "--output", "made.xlsx", "--format", "json", cwd=tmp_path)
    assert json.loads((tmp_path / "made.xlsx").read_text())["command"] == "check"


@pytest.mark.parametrize("suffix,what", [
    ("xlsx", "an Excel workbook (Excel opens CSV)"), ("XLS", "an Excel workbook (Excel opens CSV)"),
    ("xml", "XML (SDMX is written as SDMX-CSV)"), ("html", "HTML"), ("dta", "a file of Stata")])
def test_what_is_not_written_is_said_with_what_is(tmp_path, suffix, what):
    done = run("check", dataset("kosovo"), "--output", f"made.{suffix}", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"sdg16: --output 'made.{suffix}': {what} is not written; name a file .csv, .json or "
        ".txt, or add --format\n")
    assert not list(tmp_path.iterdir())


def test_the_suffix_does_not_change_what_has_a_format_of_its_own(tmp_path):
    (tmp_path / "prisons.csv").write_bytes(PRISONS)
    line = ["indicator", "16.3.2", "prisons.csv", "--sdmx-version", "2.0"]
    good(*line, "--output", "made.csv", cwd=tmp_path)
    assert (tmp_path / "made.csv").read_text() == good(*line, cwd=tmp_path)
    done = run(*line, "--output", "made.json", cwd=tmp_path)
    assert done.stderr == b"sdg16: --sdmx-version needs --format sdmx-csv\n"
    done = run("indicator", "16.3.2", "prisons.csv", "--decimals", "3", "--output", "made.json",
               cwd=tmp_path)
    assert done.returncode == 2 and b"--decimals applies to text" in done.stderr


def test_a_dash_is_standard_output(tmp_path):
    assert good("check", dataset("kosovo"), "--output", "-", cwd=tmp_path) == \
        good("check", dataset("kosovo"))
    assert not pathlib.Path(tmp_path, "-").exists()
