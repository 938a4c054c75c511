"""Files as R, Excel and people write them: what is read, with which note, and what is said of the
rest. The right values follow from the inputs: 12 people on two lists."""
import io
import zipfile

import pytest

from command import answer, run

ROWS = "a,b,n\n1,0,5\n0,1,4\n1,1,3\n"


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda data: (tmp_path / "d.csv").write_bytes(
        data if isinstance(data, bytes) else data.encode())


def observed(*options):
    return answer("check", "d.csv", *options)["data"]["observed"]


def refused(*arguments):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (3, b"")
    return done.stderr.decode()


@pytest.mark.parametrize("text", [
    ROWS, "sep=;\n" + ROWS.replace(",", ";"), ROWS.replace(",", "|"),
    '"","a","b","n"\n"1",1,0,5\n"2",0,1,4\n"7",1,1,3\n', "a,b,n,\n1,0,5,\n0,1,4,\n1,1,3,\n"])
def test_usual_forms_are_read(write, text):
    write(text)
    assert observed() == 12


@pytest.mark.parametrize("above, options", [
    ("Table 3: victims\n\n", ["--skip-lines", "2"]), ("Table 3,,\n,,\n", ["--skip-lines", "2"]),
    ("# made by, \"x\n# y\n", ["--comment", "#"])])
def test_lines_above_the_header_are_left_out_on_request(write, above, options):
    write(above + ROWS)
    assert "--skip-lines" in refused("check", "d.csv", "--layout", "persons") or above[0] == "#"
    assert observed(*options) == 12


def test_a_column_without_a_name_that_holds_values_is_refused(write):
    write("a,b,,n\n1,0,x,5\n")
    assert "column 3 has no name in the header, but holds 'x' here" in refused("check", "d.csv")


def test_inner_quotes_are_kept_and_a_blank_before_a_quote_is_named(write):
    write("phone,place\n555,37d36'37.8\"N 121d2'17.9\"W\n")
    done = run("convert", "d.csv", "o.csv")
    assert done.returncode == 0 and b"2 quotes inside fields" in done.stderr
    assert open("o.csv").read().splitlines()[1] == "555,\"37d36'37.8\"\"N 121d2'17.9\"\"W\""
    write('"foo", "bar"\n"a", "b"\n')
    assert "found a blank before the quote" in refused("convert", "d.csv", "o2.csv")


def archive(name, text=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("data, words", [
    (archive("[Content_Types].xml"), "an Excel workbook (.xlsx): save it as CSV UTF-8"),
    (archive("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
    (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(64), "an old Excel workbook (.xls)")])
def test_workbooks_are_recognised(write, data, words):
    write(data)
    for command in (["check", "d.csv"], ["indicator", "16.1.1", "d.csv"],
                    ["survey", "d.csv", "--mean", "y"]):
        assert words in refused(*command)


def test_na_and_a_dot_are_missing_numbers(write):
    write("y,w\n1,1\n3,1\nNA,1\n.,1\n-9,1\n")
    mean = answer("survey", "d.csv", "--weight", "w", "--mean", "y", "--na", "-9")
    assert mean["estimates"][0]["value"] == 2
    assert "must hold numbers" in refused("survey", "d.csv", "--weight", "w", "--mean", "y",
                                          "--na", "")


HEAD = "area,year,sex,detected,population\n826,2022,F,100,1000000\n826,2022,M,350,1000000\n"


@pytest.mark.parametrize("word", ["T", "Total", "Both", "BTSX", "SEX_T", "MF", "F+M", "All sexes",
                                  "Gesamt", "Ensemble", "Insgesamt", "Всего", "合计", "المجموع",
                                  "Ambos sexos", "Les deux sexes", "_T"])
def test_a_row_of_the_total_is_not_added_to_its_parts(write, word):
    write(HEAD + f"826,2022,{word},450,2000000\n")
    found = {e["series"]: e["value"] for e in answer("indicator", "16.2.2", "d.csv")["estimates"]}
    assert found == {"VC_HTF_DETVR": 22.5, "VC_HTF_DETV": 450}


def test_an_unknown_word_is_refused_and_t_needs_both_sexes(write):
    write(HEAD + "826,2022,zzz,450,2000000\n")
    message = refused("indicator", "16.2.2", "d.csv")
    assert "found 'zzz'; known are F (female" in message and "--map sex.CODE=WORD" in message
    write(HEAD.replace("826,2022,M", "826,2022,T"))
    assert "found 'T'" in refused("indicator", "16.2.2", "d.csv")


def test_more_events_than_people_are_refused(write):
    write("area,year,detected,population\n826,2022,450,6.7\n")
    assert "in thousands or millions?" in refused("indicator", "16.2.2", "d.csv")


def test_true_and_false_are_flags(write):
    write("A,B,sex,count\nTRUE,false,F,40\nFALSE,TRUE,F,30\nT,TRUE,M,9\n")
    assert observed() == 79


def test_t_and_f_are_flags_only_together(write):
    write("A,B,sex\nT,F,F\nF,T,F\nT,T,M\n")
    assert observed() == 3
    write("A,B,sex\nT,F,F\nF,F,F\nT,F,F\n")  # B and sex may be anything
    assert "expected at least 2 columns" in refused("check", "d.csv")


def test_true_and_false_are_flags_of_named_lists(write):
    write("A,B,C,count\nTRUE,FALSE,F,40\nFALSE,TRUE,false,30\nT,TRUE,FALSE,9\n")
    assert observed("--lists", "A,B,C") == 79


def test_notes_of_the_population_file_are_shown(write, tmp_path):
    write("area,year,sex,detected\n826,2022,F,5\n826,2022,M,4\n")
    (tmp_path / "p.csv").write_text('"","sex","population"\n"1",F,9000\n"2",M,8000\n')
    done = run("indicator", "16.2.2", "d.csv", "--by", "sex", "--population", "p.csv", "--period",
               "2022")
    assert done.returncode == 0 and b"population: 1 column without a name" in done.stdout
