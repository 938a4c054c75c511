"""What the command leaves behind, and what it lets through: temporary files, control characters,
cells that spreadsheets execute, pipes that are read twice, numbers that are not finite."""
import contextlib
import csv
import io
import json
import os
import pty
import resource
import signal
import subprocess
import time
import tty

import pytest

from command import COMMAND, dataset, good, run

# ---- signals ----


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Enough rows that writing them takes a while."""
    path = tmp_path_factory.mktemp("large") / "large.csv"
    row = ",".join(f"0.{i}23456789012" for i in range(1, 9)) + "\n"
    path.write_text(",".join(f"c{i}" for i in range(8)) + "\n" + row * 250000)
    return path


def temporary_files(folder):
    return [name for name in os.listdir(folder) if name not in ("out.csv", "large.csv")]


def writing(folder, large, **options):
    """The command, stopped while its temporary file is there, however fast the machine is."""
    process = subprocess.Popen([COMMAND, "convert", large, folder / "out.csv"],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, **options)
    for _ in range(60000):
        if temporary_files(folder):
            process.send_signal(signal.SIGSTOP)
            _, status = os.waitpid(process.pid, os.WUNTRACED)
            assert os.WIFSTOPPED(status)
            (name,) = temporary_files(folder)
            assert (folder / name).is_file()
            return process
        assert process.poll() is None, process.communicate()
        time.sleep(0.001)
    raise AssertionError("no temporary file was seen")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_while_writing_leaves_no_temporary_file(tmp_path, large, name):
    (tmp_path / "out.csv").write_text("before\n")
    process = writing(tmp_path, large)
    process.send_signal(getattr(signal, name))
    process.send_signal(signal.SIGCONT)
    process.communicate(timeout=60)
    assert process.returncode == (130 if name == "SIGINT" else -getattr(signal, name))
    assert os.listdir(tmp_path) == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "before\n"


def test_a_hangup_that_nohup_ignores_stays_ignored(tmp_path, large):
    process = writing(tmp_path, large, preexec_fn=lambda: signal.signal(signal.SIGHUP,
                                                                        signal.SIG_IGN))
    process.send_signal(signal.SIGHUP)
    process.send_signal(signal.SIGCONT)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert os.listdir(tmp_path) == ["out.csv"]


def test_a_limit_to_the_size_of_files_is_an_error_that_leaves_nothing(tmp_path, large):
    done = subprocess.run([COMMAND, "convert", large, tmp_path / "out.csv"], timeout=60,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE,
                                                                (100000, 100000)))
    assert done.returncode == 4 and b"writing failed: File too large" in done.stderr
    assert os.listdir(tmp_path) == []


# ---- characters that a terminal would obey ----

# C0 (escape, bell), DEL, C1 (CSI as U+009B, NEL), bidirectional controls, separators
EVIL = "\x1b[31m\x07\x7f\x9b1m\x85\u200e\u200f\u061c\u202a\u202e\u2066\u2069\u2028\u2029"
HARMFUL = [*map(chr, range(0, 10)), *map(chr, range(11, 32)), "\x7f", *map(chr, range(0x80, 0xa0)),
           "\u061c", "\u200e", "\u200f", *map(chr, range(0x2028, 0x202f)),
           *map(chr, range(0x2066, 0x206a))]
NAME = f"na{EVIL}me"


def harmless(done):
    """Neither stream has such a character, nor a byte that is not UTF-8."""
    text = (done.stdout + done.stderr).decode()
    for character in HARMFUL:
        assert character not in text, (character, text)
    return text


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path


@pytest.fixture(scope="module")
def evil(tmp_path_factory):
    """Data of every subcommand with such characters in names and cells, also of the file."""
    folder = tmp_path_factory.mktemp("evil")
    lists = [[f"A{EVIL}", "B", "C", f"sex{EVIL}", f"left{EVIL}", "count"]]
    for sex in (f"F{EVIL}", "M"):
        lists += [[1, 0, 0, sex, "x", 40], [0, 1, 0, sex, "x", 30], [0, 0, 1, sex, "y", 20],
                  [1, 1, 0, sex, "y", 9], [1, 0, 1, sex, "z", 8], [0, 1, 1, sex, "z", 7],
                  [1, 1, 1, sex, "z", 4]]
    survey = [[f"y{EVIL}", f"g{EVIL}", "w", "c"]]
    survey += [[i % 2, f"{'ab'[i // 2 % 2]}{EVIL}", 1 + i % 3, i] for i in range(24)]
    counts = [["area", "year", "sex", "victims", "population", f"more{EVIL}"],
              ["826", "2022", "F", 5, 1000, 1], ["826", "2022", "M", 7, 1000, 1]]
    answers = [["q1", "q2", "q3", f"sex{EVIL}"]] + [["1", "2", "2", "F"], ["1", "1", "2", "M"],
                                                    ["2", "", "", "F"]] * 5
    units = [["area", "year", "activity", "direction", "units", "price", "share_abroad"],
             ["1", "2020", f"arms{EVIL}", "out", 10, 20, 0.5]]
    return {name: write(folder / f"{name}{EVIL}.csv", rows)
            for name, rows in (("lists", lists), ("survey", survey), ("counts", counts),
                               ("answers", answers), ("units", units))}


def test_texts_for_people_have_no_character_that_a_terminal_obeys(evil):
    a, sex, y, g = (name + EVIL for name in ("A", "sex", "y", "g"))
    shown = 0
    for arguments in (
            ["mse", evil["lists"], "--interval", "profile", "--model", "[12,3]"],
            ["mse", evil["lists"], "--by", sex, "--bootstrap", "40"],
            ["mse", evil["lists"], "--by", sex, "--interval", "none", "--common-model"],
            ["check", evil["lists"]], ["check", evil["lists"], "--all"],
            ["survey", evil["survey"], "--proportion", f"`{y}` == 1", "--by", g],
            ["survey", evil["survey"], "--mean", "c", "--where", f"`{g}` != \"\""],
            ["survey", evil["survey"], "--independence", f"{y},{g}"],
            ["survey", evil["survey"], "--logistic", f"`{y}` ~ `{g}`"],
            ["indicator", "16.1.1", evil["counts"]],
            ["indicator", "16.5.1", evil["answers"], "--map", "contact=q1", "--map", "paid=q2",
             "--map", "asked=q3", "--map", f"sex={sex}", "--by", "sex"],
            ["iff", "units", evil["units"]],
            ["convert", evil["lists"], os.fspath(evil["lists"]) + EVIL + ".out.csv"]):
        done = run(*arguments)
        text = harmless(done)
        shown += "na" in text and done.returncode == 0
    assert shown >= 6


def test_messages_have_no_character_that_a_terminal_obeys(evil):
    bad = write(os.fspath(evil["lists"]) + "bad.csv", [[f"A{EVIL}", "B"], [f"2{EVIL}", "1"]])
    for arguments in (["mse", f"nowhere{EVIL}"], ["mse", bad], [f"mse{EVIL}"],
                      ["mse", evil["lists"], f"--by{EVIL}"], ["mse", evil["lists"], "--by", EVIL],
                      ["mse", evil["lists"], "--model", EVIL], ["mse", bad, "--count", NAME],
                      ["mse", evil["lists"], "--select", EVIL], ["mse", evil["lists"], "--level", EVIL],
                      ["survey", evil["survey"], "--mean", NAME],
                      ["survey", evil["survey"], "--proportion", f"`{NAME}` =="],
                      ["indicator", NAME, evil["counts"]], ["iff", NAME, evil["units"]],
                      ["indicator", "16.1.1", evil["survey"]], ["catalog", NAME]):
        done = run(*arguments)
        assert done.returncode in (2, 3), arguments
        assert harmless(done).count("\n") == 1


def test_bytes_that_are_not_utf8_are_not_printed():
    """0x9b alone is CSI to an 8-bit terminal."""
    done = subprocess.run([COMMAND, "mse", b"nowhere\x9b31m"], stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=60)
    assert done.returncode == 3 and done.stderr == b"sdg16: nowhere?31m: cannot be opened (no such file)\n"


def test_json_and_csv_keep_the_data_as_they_are(evil):
    result = json.loads(good("survey", evil["survey"], "--mean", "c", "--by", f"g{EVIL}",
                             "--format", "json"))
    assert result["estimates"][1]["disaggregation"] == {f"g{EVIL}": f"a{EVIL}"}
    text = good("convert", evil["survey"], "-")
    assert list(csv.reader(io.StringIO(text, newline="")))[1][1] == f"a{EVIL}"


# ---- cells that spreadsheets execute ----

CELLS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "=\"a\",\"b\""]
INNOCENT = ["-1.5", "+3", "-2e-3", "plain", "a=b", "'=1", ""]


def first_column(text):
    return [row[0] for row in csv.reader(io.StringIO(text, newline=""))]


def test_safe_cells_neutralise_what_a_spreadsheet_executes(tmp_path):
    path = write(tmp_path / "d.csv", [["=name", "n"]] + [[cell, -1] for cell in CELLS + INNOCENT])
    plain = first_column(good("convert", path, "-"))
    assert plain == ["=name"] + CELLS + INNOCENT
    safe = good("convert", path, "-", "--safe-cells")
    assert first_column(safe) == ["'" + cell for cell in ["=name"] + CELLS] + INNOCENT
    assert {row[1] for row in list(csv.reader(io.StringIO(safe, newline="")))[1:]} == {"-1"}


def test_every_subcommand_that_writes_csv_has_safe_cells(tmp_path):
    survey = write(tmp_path / "s.csv", [["y", "g"]] + [[i % 2, "=a" if i % 4 < 2 else "b"]
                                                       for i in range(24)])
    text = good("survey", survey, "--mean", "y", "--by", "g", "--format", "csv", "--safe-cells",
                "--quiet")
    assert "'=a" in first_column(text) and "=a" not in first_column(text)
    lists = write(tmp_path / "l.csv", [["A", "B", "sex", "count"]] + [
        [a, b, sex, n] for sex in ("=F", "M") for a, b, n in ((1, 0, 30), (0, 1, 20), (1, 1, 9))])
    text = good("mse", lists, "--by", "sex", "--interval", "none", "--format", "csv",
                "--safe-cells", "--quiet")
    assert "'=F" in first_column(text) and "=F" not in first_column(text)
    named = write(tmp_path / "n.csv", [["=A", "B", "count"], [1, 0, 30], [0, 1, 20], [1, 1, 9]])
    text = good("check", named, "--format", "csv", "--safe-cells")
    assert "'=A" in first_column(text) and "=A" not in first_column(text)
    for command in ("mse", "check", "survey", "indicator", "iff", "catalog", "draws", "convert"):
        assert "--safe-cells" in good(command, "--help"), command


def test_safe_cells_of_published_formats(tmp_path):
    counts = write(tmp_path / "c.csv", [
        ["area", "year", "source", "victims", "population"], ["826", "2022", "=cmd", 5, 1000]])
    for name, options in (("csv", []), ("sdmx-csv", ["--check", "none"])):
        done = run("indicator", "16.1.1", counts, "--format", name, "--safe-cells", *options)
        assert done.returncode == 0, done
        cells = [cell for row in csv.reader(io.StringIO(done.stdout.decode())) for cell in row]
        assert "=cmd" not in cells and "'=cmd" in cells, name


# ---- pipes that are read twice ----


def test_a_pipe_is_refused_where_a_file_is_read_twice(tmp_path):
    pipe = tmp_path / "p.csv"
    os.mkfifo(pipe)  # nobody writes: opening it would wait
    (tmp_path / "l.csv").write_text("sex,A,B,count\nF,1,0,9\nF,0,1,8\nF,1,1,7\n")
    for words in (["mse", dataset("kosovo"), "--population", pipe],
                  ["mse", "l.csv", "--by", "sex", "--population", pipe]):
        done = run(*words, "--interval", "none", cwd=tmp_path)
        assert done.returncode == 3 and b"not a regular file" in done.stderr and not done.stdout


def test_a_pipe_is_refused_where_the_reader_goes_back(tmp_path):
    """Files of SPSS and Stata have tables that are found by their places."""
    for ending in ("sav", "zsav", "por", "dta"):
        os.mkfifo(tmp_path / f"p.{ending}")
        for words in (["mse", f"p.{ending}"], ["convert", f"p.{ending}", "out.csv"],
                      ["survey", f"p.{ending}", "--mean", "x"]):
            done = run(*words, cwd=tmp_path)
            assert done.returncode == 3 and b"must be a regular file" in done.stderr, done
            assert not done.stdout and not (tmp_path / "out.csv").exists()


def test_a_pipe_is_refused_in_the_second_pass_of_a_method(tmp_path):
    pipe = tmp_path / "p.csv"
    os.mkfifo(pipe)
    text = ("flow,commodity,ref_area,time_period,partner,reported,mirror,distance\n"
            + "".join(f"x,{c},1,2020,{p},{r},{m},{d}\n" for c, p, r, m, d in (
                ("A", "P", 80, 110, 1), ("B", "Q", 120, 110, 2), ("C", "P", 60, 70, 3),
                ("D", "Q", 200, 230, 5))))
    process = subprocess.Popen([COMMAND, "iff", "partner-country", pipe, "--set",
                                "predictors=distance"], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with open(pipe, "w", encoding="utf-8") as file:
        file.write(text)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (3, b"") and b"not a regular file" in errors


# ---- numbers that are none: files of the attack of November 2026 (issue 12) ----


def test_survey_overflow_csv(tmp_path):
    path = tmp_path / "survey-overflow.csv"
    path.write_text("y,w\n1e308,1e308\n1e308,1e308\n-1e308,1\n")
    result = json.loads(good("survey", path, "--mean", "y", "--weight", "w", "--format", "json",
                             status=1))
    row = result["estimates"][0]
    assert (row["status"], row["value"], row["se"]) == ("out-of-range", None, None)


def test_survey_underflow_csv(tmp_path):
    path = tmp_path / "survey-underflow.csv"
    path.write_text("y\n1e-200\n2e-200\n5e-200\n")
    row = json.loads(good("survey", path, "--mean", "y", "--format", "json",
                          status=1))["estimates"][0]
    assert (row["status"], row["se"], row["lower"]) == ("out-of-range", None, None)
    assert abs(row["value"] / (8e-200 / 3) - 1) < 1e-12


def test_indicator_inf_csv(tmp_path):
    path = tmp_path / "indicator-inf.csv"
    path.write_text("area,year,sex,victims,population\n826,2022,F,1e308,1\n826,2022,M,1e308,1\n")
    done = run("indicator", "16.1.1", path, "--by", "sex", "--format", "json")
    if done.returncode == 3:  # more victims than people
        return
    rows = json.loads(done.stdout)["estimates"]
    for row in rows:  # a sex alone has a number of victims, and nothing else is a double
        if row["series"] == "VC_IHR_PSRCN" and row["disaggregation"].get("sex") in ("F", "M"):
            assert (row["value"], row["status"]) == (1e308, "ok")
        else:
            assert (row["value"], row["status"]) == (None, "out-of-range")
            assert row["obs_status"] == "O"
    assert sum(row["value"] is None for row in rows) == 4
    assert b"inf" not in done.stderr
    text = run("indicator", "16.1.1", path, "--format", "csv").stdout.decode()
    assert "inf" not in text.replace("inflow", "")


def shown_on_a_terminal(*arguments, cwd):
    reader, terminal = pty.openpty()
    tty.setraw(terminal)
    work = subprocess.Popen([COMMAND, *arguments], cwd=cwd, stdin=subprocess.DEVNULL,
                            stdout=terminal, stderr=subprocess.DEVNULL)
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # the terminal is closed at the end
        while part := os.read(reader, 65536):
            shown += part
    os.close(reader)
    assert work.wait() in (0, 1)
    return shown.decode()


def test_a_terminal_gets_no_control_characters(tmp_path):
    """In any format; a file and a pipe get the data as they are."""
    evil = "\x1b[31mred\u009b\u202e"
    (tmp_path / "d.csv").write_text(f"area,y\n{evil},1\nb,2\nb,3\n", encoding="utf-8")
    for form in ("csv", "json", "text"):
        line = ["survey", "d.csv", "--mean", "y", "--by", "area", "--format", form]
        text = shown_on_a_terminal(*line, cwd=tmp_path)
        assert "red" in text and not set("\x1b\u009b\u202e") & set(text)
        assert text.count("\n") == run(*line, cwd=tmp_path).stdout.count(b"\n")
    assert evil.encode() in run(*line[:-1], "csv", cwd=tmp_path).stdout
