"""Files as R, Excel and people write them: what is read, with which note, and what is said of the
rest. The right values follow from the inputs: 12 people on two lists."""
import io
import re
import zipfile

import pytest

from command import answer, run

ROWS = "a,b,n\n1,0,5\n0,1,4\n1,1,3\n"


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda data: (tmp_path / "d.csv").write_bytes(
        data if isinstance(data, bytes) else data.encode())


def observed(*options, status=0):
    return answer("check", "d.csv", *options, status=status)["data"]["observed"]


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
    ("Victims\nYear 2024\n", ["--skip-lines", "2"]),
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
    assert lists_of() == ["A", "B"]  # nobody is on C, if it is a list
    write("A,male,C,count\nTRUE,0,F,40\nFALSE,1,false,30\n")
    assert "name the lists if these are flags (--lists A,B,C)" in refused("check", "d.csv")


FLAGS = "A,B,C,count\nTRUE,FALSE,FALSE,40\nFALSE,true,FALSE,30\nTRUE,TRUE,FALSE,9\nFALSE,TRUE,TRUE,5\n"


def lists_of(*options):
    return answer("check", "d.csv", *options)["data"]["lists"]


@pytest.mark.parametrize("text", [FLAGS, FLAGS.lower().replace("count", "n"),
                                  FLAGS.replace("TRUE", "T").replace("FALSE", "F")])
def test_true_and_false_are_found(write, text):
    write(text.replace("true", "t") if text.startswith("A,B,C,count\nT,") else text)
    assert observed() == 84 and len(lists_of()) == 3


def test_f_alone_is_no_list(write):
    write("A,B,sex\nTRUE,FALSE,F\nFALSE,TRUE,F\nTRUE,TRUE,M\n")
    assert lists_of() == ["A", "B"]
    write("A,B,sex\nTRUE,FALSE,F\nFALSE,TRUE,F\nTRUE,TRUE,F\n")
    assert lists_of() == ["A", "B"]


def test_flags_of_two_kinds_are_asked_for(write):
    write("A,B,C\n1,0,TRUE\n0,1,FALSE\n1,1,TRUE\n")
    assert "'TRUE' reads like a list flag, but the lists hold 0 and 1" in refused("check", "d.csv")
    write("A,B,C\nTRUE,FALSE,yes\nFALSE,TRUE,no\nTRUE,TRUE,yes\n")
    assert "'yes' reads like a list flag, but the lists hold TRUE and FALSE" in refused("check",
                                                                                      "d.csv")


def test_slips_and_blanks_among_true_and_false_are_errors(write):
    write("A,B\nTRUE,FALSE\nFALSE,TRUE\nFALSE,O\nTRUE,TRUE\n")
    assert "line 4, column 'B': expected TRUE or FALSE, as in other rows, found 'O'" in refused(
        "check", "d.csv")
    write("A,B\nTRUE,FALSE\nFALSE,TRUE\nTRUE,NA\n")
    assert "line 4, column 'B': expected 0 or 1, found 'NA'" in refused("check", "d.csv")
    assert observed("--missing-flags", "zero", status=1) == 3  # few people: a warning


def test_yes_and_no_are_told_how_to_write(write):
    write("A,B,C\nyes,no,yes\nno,yes,no\nyes,yes,no\n")
    assert "write the flags of lists as 1 and 0, or as TRUE and FALSE" in refused("check", "d.csv")


def test_a_characteristic_of_true_and_false_is_asked_for(write):
    write(FLAGS.replace("A,B,C", "A,B,male"))
    assert "is it a list or a characteristic of persons?" in refused("check", "d.csv")


@pytest.mark.parametrize("data, words", [
    (b"\x1f\x8b\x08\x00" + bytes(20), "compressed by gzip: unpack it"),
    (b"%PDF-1.7\n%x\n", "a PDF document"), (archive("victims.csv", "a,b\n"), "a zip archive")])
def test_other_files_are_recognised(write, data, words):
    write(data)
    assert words in refused("check", "d.csv")


def test_an_estimate_or_limit_above_the_population_has_a_note(write):
    head = "area,year,detected,undetected,undetected_lower,undetected_upper,population\n"
    for row, words in (("826,2022,9,900,800,1500,1000", "the upper limit is above the population"),
                       ("826,2022,9,1200,1100,1500,1000", "the estimate is above the population")):
        write(head + row + "\n")
        told = answer("indicator", "16.2.2", "d.csv")["warnings"]
        assert any(words in note and "in thousands or millions" in note for note in told)


def test_a_category_that_is_the_sum_of_the_others_has_a_note(write):
    write("area,year,form,detected,population\n" + "".join(
        f"826,2022,{c},{n},9000\n" for c, n in (("begging", 30), ("crime", 25), ("army", 15),
                                               ("World", 70))))
    told = answer("indicator", "16.2.2", "d.csv")["warnings"]
    assert any("'World' is the sum of the other categories" in note for note in told)


def test_iff_and_populations_take_the_marks_of_files(write, tmp_path):
    rows = "ref_area,time_period,commodity,flow,value,quantity\n"
    rows += "".join(f"NA,2020,c,export,{v},1\n" for v in (10, 11, 12, 13, 500))
    write(rows)
    plain = run("iff", "price-filter", "d.csv")
    write("Customs\n#x\n" + rows)
    marked = run("iff", "price-filter", "d.csv", "--skip-lines", "1", "--comment", "#")
    def without_lines(done):
        return re.sub(rb"first in line \d+", b"", done.stdout)
    assert plain.returncode in (0, 1) and without_lines(marked) == without_lines(plain)
    assert b"NA and . are read as missing (first in line 4" in marked.stdout
    kept = run("iff", "price-filter", "d.csv", "--skip-lines", "1", "--comment", "#", "--na", "")
    assert b"NA and ." not in kept.stdout and b" NA " in kept.stdout
    write("A,B,n\n1,0,5\n0,1,4\n1,1,3\n")
    (tmp_path / "people.csv").write_text("# census\npopulation\n100\n")
    found = answer("mse", "d.csv", "--population", "people.csv", "--comment", "#",
                   "--interval", "none")
    assert found["estimates"][0]["rate_per_100000"]["population"] == 100


def test_columns_without_a_use_are_named(write):
    write("area,year,sexe,detected,population,remark\n826,2022,F,9,1000,x\n")
    assert answer("indicator", "16.2.2", "d.csv")["warnings"] == [
        "the data have 2 columns that are no input and no dimension of 16.2.2: 'sexe', 'remark' "
        "(other names are given with --map NAME=COLUMN)"]
    write("area,year,sexe,detected,population,remark\n826,2022,F,9,1000,x\n826,2022,M,8,1000,x\n")
    named = answer("indicator", "16.2.2", "d.csv", "--map", "sex=sexe", "--by", "remark")
    assert not any("no dimension" in warning for warning in named["warnings"])


def test_attributes_of_all_parts_of_a_category_count(write):
    write("area,year,cause,deaths,population,obs_status\n826,2022,incendiary,5,9000,A\n"
          "826,2022,accidents,4,9000,E\n826,2022,firearms,3,9000,A\n")
    done = answer("indicator", "16.1.2", "d.csv", "--by", "cause")
    found = {(e["series"], e["disaggregation"].get("cause")): e for e in done["estimates"]}
    other = found["VC_DTH_TOTN", "COD_OTHER"]
    assert (other["value"], other["obs_status"]) == (9, "E")
    assert any("cause that the data have, and these are not all" in w for w in done["warnings"])


def test_rows_without_a_weight_are_told_once_not_for_each_category(write):
    write("contact,paid,asked,contact:police,paid:police,asked:police,contact:tax,paid:tax,"
          "asked:tax,w,area,year\n"
          "yes,yes,no,yes,yes,no,yes,no,no,1,826,2022\nyes,no,no,yes,no,no,,,,,826,2022\n"
          "yes,yes,no,yes,no,no,yes,yes,no,2,826,2022\nyes,no,no,no,,,yes,no,no,3,826,2022\n")
    told = answer("indicator", "16.5.1", "d.csv", "--weight", "w", "--drop-missing-weights", "--by",
                  "official")["warnings"]
    assert [t for t in told if "weight" in t] == [
        "1 row was left out of the survey because it has no weight"]


# Sparse counts beside 10^7, on which a fit of the best model did not converge, so that a worse one
# was called proved. Newton steps with 60 decimal digits give the difference of the two AIC.
BESIDE_MILLIONS = """1,0,0,0,0,2 1,1,0,0,0,10000000 0,0,1,0,0,1 1,0,1,0,0,51 0,1,1,0,0,8384543
1,1,1,0,0,1 0,0,0,1,0,1 0,1,0,1,0,1 1,1,0,1,0,1 0,0,1,1,0,1 1,0,1,1,0,1 0,1,1,1,0,7
1,1,1,1,0,10000000 1,0,0,0,1,1 1,1,0,0,1,10000000 1,0,1,0,1,1 0,1,1,0,1,1 1,1,1,0,1,1 0,0,0,1,1,1
1,0,0,1,1,1 0,1,0,1,1,1 1,1,0,1,1,477 0,0,1,1,1,56 1,0,1,1,1,10000000 1,1,1,1,1,10000000"""


def test_a_search_among_fits_that_hardly_converge_takes_the_better_model(write):
    write("L1,L2,L3,L4,L5,count\n" + "\n".join(BESIDE_MILLIONS.split()) + "\n")
    found = answer("mse", "d.csv", "--lists", "L1,L2,L3,L4,L5", "--select", "aic", "--interval",
                   "none")["estimates"][0]
    better, worse = (answer("mse", "d.csv", "--lists", "L1,L2,L3,L4,L5", "--model", model,
                            "--interval", "none")["estimates"][0]["aic"]
                     for model in ("[1235,124,145,234,245,345]", "[2345,123,124,125,135,145]"))
    assert found["model"] == "[1235,124,145,234,245,345]" and found["aic"] == better
    assert abs(worse - better - 5.136399892231493) < 1e-6


def test_notes_of_the_population_file_are_shown(write, tmp_path):
    write("area,year,sex,detected\n826,2022,F,5\n826,2022,M,4\n")
    (tmp_path / "p.csv").write_text('"","sex","population"\n"1",F,9000\n"2",M,8000\n')
    done = run("indicator", "16.2.2", "d.csv", "--by", "sex", "--population", "p.csv", "--period",
               "2022")
    assert done.returncode == 0 and b"population: 1 column without a name" in done.stdout
