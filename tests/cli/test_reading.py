"""Capture files that can be read in several ways: questions, the use of each column, notes."""
import json

import pytest

from command import answer, good, run

# The people on in_1, in_2, in_3 and with male = 1: 224 people. Left to itself the column male
# is a fourth list, and the estimate 231; the three lists by sex say 362.
MALE = {"1000": 35, "0101": 34, "1001": 31, "0010": 25, "0100": 19, "1101": 17, "0011": 14,
        "1010": 13, "1100": 11, "0111": 8, "0110": 6, "1011": 5, "1110": 5, "1111": 1}


def persons(name="male"):
    rows = [",".join(history) for history, count in MALE.items() for _ in range(count)]
    return "\n".join(["in_1,in_2,in_3," + name, *rows]) + "\n"


RECORDS = "id,list\n" + "".join(
    f"p{i:05d},{name}\n" for name, some in (("police", range(0, 90)), ("court", range(60, 120)))
    for i in some) + "".join(f"P{i:05d},shelter\n" for i in range(30, 80))
OF_RECORDS = ["--id", "id", "--list", "list"]


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda text: (tmp_path / "d.csv").write_text(text)


def refused(*arguments, status=3):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (status, b"")
    return done.stderr.decode()


def total(*arguments):
    return round(answer("mse", "d.csv", *arguments, "--interval", "none")["estimates"][0]["total"])


@pytest.mark.parametrize("name", ["Anzahl", "cases", "Y", "Count 2023"])
def test_a_count_column_of_another_name_is_asked_about(write, name):
    write(f"A,B,{name}\n1,0,50\n0,1,40\n1,1,5\n")
    for command in ("mse", "check"):
        assert refused(command, "d.csv") == (
            f"sdg16: d.csv, line 2, column '{name}': this column of numbers (such as '50') "
            f"stands beside the lists: is it the count? Name it (--count '{name}'), or say "
            f"that each row is one person (--layout persons)\n")
    assert total("--count", name) == 495  # 55 * 45 / 5
    assert answer("check", "d.csv", "--layout", "persons")["data"]["observed"] == 3


FOUR = {"1000": 400, "0100": 300, "0011": 20, "1100": 60, "1010": 30, "0110": 20, "1110": 10,
        "0001": 30}


@pytest.mark.parametrize("no, yes", [("no", "yes"), ("N", "Y"), ("non", "oui"), ("-", "+"),
                                     ("unknown", "yes"), ("", "yes"), ("NA", "Y"), ("нет", "да"), ("No", "1"),
                                     ("0", "yes"), ("2", "1"), ("FALSE", "TRUE")])
def test_a_list_written_otherwise_is_asked_about(write, no, yes):
    def rows(name):
        return f"police,shelter,{name},ngo,count\n" + "".join(
            ",".join([h[0], h[1], yes if h[2] == "1" else no, h[3], str(n)]) + "\n"
            for h, n in FOUR.items())
    write(rows("hotline"))
    message = refused("mse", "d.csv")
    asked = ("is it a list?", "is this column a list?",
             f"expected 0 or 1, as in other rows, found '{yes}'")
    assert "column 'hotline'" in message and any(words in message for words in asked)
    if no != "0":  # "0" beside "yes" is a slip, whatever the name
        write(rows("sex"))  # the name tells that it is no list
        assert len(answer("check", "d.csv")["data"]["lists"]) == 3


COUNTED = [400, 300, 200, 60, 50, 60]


@pytest.mark.parametrize("name", ["nr", "No.", "ref", "code", "idx", "id_count", "age_n", "year"])
def test_counts_of_different_histories_are_asked_about_whatever_the_name(write, name):
    histories = ["1,0,0", "0,1,0", "0,0,1", "1,1,0", "1,0,1", "0,1,1"]
    text = f"police,shelter,hotline,{name}\n"
    write(text + "".join(f"{h},{n}\n" for h, n in zip(histories, COUNTED)))
    for command in ("mse", "check"):
        assert f"is it the count? Name it (--count '{name}'), or" in refused(command, "d.csv")
    assert answer("check", "d.csv", "--count", name)["data"]["observed"] == 1070
    assert answer("check", "d.csv", "--layout", "persons")["data"]["observed"] == 6
    # people whose histories repeat are persons, and this is not their count
    write(text + "".join(f"{h},{n}\n" for h, n in zip(histories * 2, COUNTED * 2)))
    assert answer("check", "d.csv")["data"]["observed"] == 12


@pytest.mark.parametrize("name", ["persons", "victims", "people", "Count 2020"])
def test_a_column_named_like_a_count_does_not_number_the_rows(write, name):
    write(f"A,B,C,{name}\n1,0,0,1\n0,1,0,2\n0,0,1,3\n1,1,0,4\n1,0,1,5\n0,1,1,6\n")
    assert f"is it the count? Name it (--count '{name}')" in refused("check", "d.csv")
    assert answer("check", "d.csv", "--count", name)["data"]["observed"] == 21


def test_a_characteristic_is_not_taken_as_a_list(write):
    write(persons())
    assert refused("mse", "d.csv") == (
        "sdg16: d.csv, column 'male': the column holds only 0 and 1: is it a list or a "
        "characteristic of persons? If it is a list, name all lists (--lists "
        "'in_1,in_2,in_3,male'). Otherwise name the others (--lists 'in_1,in_2,in_3'), or keep "
        "it as a stratum (--by 'male')\n")
    assert total("--by", "male") == 362
    assert total("--lists", "in_1,in_2,in_3,male") == 231
    write(persons("flag"))
    assert refused("check", "d.csv") == (
        "sdg16: d.csv, column 'flag': the column holds only 0 and 1, and everyone with a 1 is on "
        "another list too: is it a list or a characteristic of persons? If it is a list, name "
        "all lists (--lists 'in_1,in_2,in_3,flag'). Otherwise name the others (--lists "
        "'in_1,in_2,in_3'), or keep it as a stratum (--by 'flag')\n")
    # where so few are on it that nobody alone may be chance, a warning says it
    write("A,B,C,flag,count\n1,0,0,0,30\n0,1,0,0,20\n0,0,1,0,20\n1,0,0,1,4\n0,1,0,1,2\n"
          "1,1,0,0,6\n1,0,1,0,5\n0,1,1,1,3\n")
    warning = "Everyone with a 1 in column 'flag' is on another list too."
    assert any(warning in w for w in answer("check", "d.csv")["warnings"])


@pytest.mark.parametrize("name", ["under18", "EU", "labour", "convicted", "residence_permit",
                                  "arrested", "minor", "adult", "child", "foreign", "is_EU"])
def test_names_of_characteristics(write, name):
    write(f"A,B,{name},count\n1,0,0,30\n0,1,1,20\n1,1,0,4\n")
    assert "is it a list or a characteristic of persons?" in refused("check", "d.csv")


def test_the_first_block_says_what_was_taken(write):
    write("row,A,B,C,note\n1,1,0,0,seen\n2,0,1,0,\n3,0,0,1,\n4,1,1,0,\n5,1,0,1,\n6,0,1,1,\n")
    said = ("Columns taken as lists because they hold only 0 and 1: A, B, C. Not used: row (it "
            "numbers the rows); note (it holds other values than 0 and 1).")
    for command in (["check"], ["mse", "--interval", "none"]):
        text = good(*command, "d.csv")
        assert " ".join(text.split("\n\n")[1].split()) == said
    data = answer("check", "d.csv")["data"]
    assert data["columns"] == [
        {"column": "row", "use": "unused", "why": "it numbers the rows"},
        {"column": "A", "use": "list", "why": "it holds only 0 and 1"},
        {"column": "B", "use": "list", "why": "it holds only 0 and 1"},
        {"column": "C", "use": "list", "why": "it holds only 0 and 1"},
        {"column": "note", "use": "unused", "why": "it holds other values than 0 and 1"}]
    done = run("mse", "d.csv", "--interval", "none", "--format", "csv")
    assert b"sdg16: note: column 'note' is not used: it holds other values than 0 and 1\n" \
        in done.stderr
    done = run("check", "d.csv", "--format", "csv", "--quiet")
    assert done.stderr == b""
    # nothing to say: all is named
    text = good("check", "d.csv", "--layout", "persons", "--lists", "A,B,C")
    assert "Not used: row, note (it is not named)." in text


@pytest.mark.parametrize("missing", ["", "NA", "."])
def test_missing_flags_are_an_error_or_zero(write, missing):
    m = missing
    write(f"A,B,C\n1,{m},{m}\n{m},1,{m}\n{m},{m},1\n1,1,{m}\n1,{m},1\n{m},1,1\n1,1,1\n")
    error = refused("check", "d.csv")
    assert error.startswith("sdg16: d.csv, line 2, column 'B': expected 0 or 1, found "
                            + (f"'{missing}'" if missing else "a blank"))
    assert "--missing-flags zero" in error
    result = answer("check", "d.csv", "--missing-flags", "zero")
    assert result["data"]["list_sizes"] == [4, 4, 4]
    assert "9 missing flags were read as 0 (not on the list)." in result["warnings"]
    assert "note: 9 missing flags" in good("mse", "d.csv", "--missing-flags", "zero", "--interval",
                                           "none")


def test_a_real_list_answers_the_question_as_a_list(write):
    """Six rows of three lists of which B has no one alone: the remedy that is offered first."""
    write("A,B,C,count\n1,0,0,50\n1,1,0,6\n0,0,1,50\n1,0,1,6\n0,1,1,6\n1,1,1,2\n")
    assert "(--lists 'A,B,C')" in refused("mse", "d.csv")
    assert answer("check", "d.csv", "--lists", "A,B,C")["data"]["observed"] == 120


def test_a_count_is_not_a_stratum(write):
    write("A,B,C,count\n1,0,0,50\n0,1,0,6\n0,0,1,50\n1,0,1,6\n0,1,1,6\n1,1,0,2\n")
    for layout in ((), ("--layout", "histories")):
        assert refused("mse", "d.csv", "--by", "count", *layout) == (
            "sdg16: d.csv, column 'count': this column is named like a count, but it is given as "
            "a stratum: leave it out of the strata if it is the count (--count 'count'), or say "
            "that each row is one person (--layout persons)\n")
    read = answer("mse", "d.csv", "--by", "count", "--layout", "persons", "--interval", "none")
    assert read["data"]["observed"] == 6
    write("A,B,cases,n\n1,0,1,50\n0,1,1,6\n1,1,1,7\n")  # another column is the count
    assert answer("mse", "d.csv", "--by", "cases", "--interval", "none")["data"]["observed"] == 63


def test_a_stratum_of_zero_counts_is_named(write):
    write("s,A,B,count\nF,1,0,300\nF,0,1,300\nF,1,1,100\nM,1,0,0\nM,0,1,0\nM,1,1,0\n")
    message = ("1 stratum has no people, because all counts are 0 (s 'M'): in sums it counts as "
               "0, the undetected too.")
    result = answer("mse", "d.csv", "--by", "s", "--interval", "none")
    assert [e["total"] for e in result["estimates"]] == [pytest.approx(1600)] * 2
    assert message in result["estimates"][0]["warnings"]
    text = " ".join(good("mse", "d.csv", "--by", "s", "--interval", "none").split())
    assert f"warning: {message}" in text
    write("s,t,A,B,count\n" + "".join(
        f"{s},{t},{h},{int(s + t == 'ax') * 9}\n" for s in "abc" for t in "xy"
        for h in ("1,0", "0,1", "1,1")))
    found = answer("mse", "d.csv", "--by", "s,t", "--interval", "none")["estimates"][0]
    assert ("5 strata have no people, because all counts are 0 (s 'a', t 'y'; s 'b', t 'x'; s "
            "'b', t 'y' and 2 more): in sums they count as 0, the undetected too."
            ) in found["warnings"]


def test_identifiers_spelled_in_part_differently_are_a_headline(tmp_path, monkeypatch):
    """100 people on each of two lists, 40 on both: 100 * 100 / 40 = 250. With 20 of the 40 in
    capitals on one list the answer is 500, with 38 it is 5,000."""
    monkeypatch.chdir(tmp_path)
    people = [f"p{i:04d}" for i in range(160)]
    (tmp_path / "a.csv").write_text("id\n" + "\n".join(people[:100]) + "\n")
    for capitals, total_found in ((20, 500), (38, 5000)):
        other = [p.upper() if i < capitals else p for i, p in enumerate(people[60:])]
        (tmp_path / "b.csv").write_text("id\n" + "\n".join(other) + "\n")
        files = ("mse", "a.csv", "b.csv", "--id", "id", "--interval", "none")
        estimate = answer(*files)["estimates"][0]
        assert estimate["total"] == pytest.approx(total_found)
        headline = ("Identifiers differ only in case, blanks or zeros: if those of one person "
                    f"are read as one, the number of people on two lists or more is 40 instead of "
                    f"{40 - capitals}, and the estimate is another.")
        assert headline in estimate["headlines"] and headline in estimate["warnings"]
        assert any("Read as one, the number of people on two lists or more is 40 instead of "
                   f"{40 - capitals}." in w and "--id-case fold" in w for w in estimate["warnings"])
        assert headline in " ".join(good(*files).split("\n\n")[0].split())
        folded = answer(*files, "--id-case", "fold")["estimates"][0]
        assert folded["total"] == pytest.approx(250)
        assert headline not in folded["headlines"]
        protected = good(*files, "--protect", "1", "--format", "json")
        assert "Identifiers differ" not in protected and "headlines" not in protected


def test_blanks_around_identifiers_are_noted(write):
    write("id,list\np1,a\n p1,b\np2,a\np2 ,b\np3,b\np4,a\np4,b\n")
    result = answer("check", "d.csv", "--id", "id", "--list", "list")
    assert result["data"]["observed"] == 4
    assert ("Blanks around identifiers do not count: the rows of 2 people differ only in them "
            "and are read as one (such as 'p1').") in result["warnings"]
    write("id,list\n p1,a\n p1,b\np2,a\np2,b\n")  # written alike
    assert "Blanks" not in good("check", "d.csv", "--id", "id", "--list", "list")


def test_identifiers_written_differently_are_asked_about(write):
    write(RECORDS)
    message = ("List 'shelter' has no one in common with any other list. Are its identifiers "
               "written differently ('p00030' and 'P00030')? Those of one person can be read as "
               "one with --id-case fold.")
    for command in ("check", "mse"):
        done = run(command, "d.csv", *OF_RECORDS, *(["--interval", "none"] * (command == "mse")))
        assert done.returncode == (command == "mse")  # lists that never meet: no estimate
        text = done.stdout.decode()
        assert f"warning: {message}" in " ".join(text.split())
    assert message in answer("check", "d.csv", *OF_RECORDS)["warnings"]
    done = run("mse", "d.csv", *OF_RECORDS, "--interval", "none", "--format", "json")
    result = json.loads(done.stdout)
    assert result["estimates"][0]["status"] == "unbounded-preferred"
    assert message in result["estimates"][0]["warnings"]
    done = run("mse", "d.csv", *OF_RECORDS, "--interval", "none", "--format", "csv")
    assert f"sdg16: warning: {message}\n".encode() in done.stderr
    folded = answer("check", "d.csv", *OF_RECORDS, "--id-case", "fold")
    assert folded["data"]["pair_overlaps"] == [[90, 30, 50], [30, 60, 20], [50, 20, 50]]
    assert not any("differently" in each for each in folded["warnings"])
    dropped = answer("check", "d.csv", *OF_RECORDS, "--drop", "shelter")
    assert not any("differently" in each for each in dropped["warnings"])


def test_one_pair_of_identifiers_is_shown_and_none_under_protection(write):
    write(RECORDS)
    for format in ("text", "json", "csv"):
        arguments = ["mse", "d.csv", *OF_RECORDS, "--interval", "none", "--format", format]
        done = run(*arguments)
        both = done.stdout + done.stderr
        assert set(filter(lambda word: word[:2] in ("p0", "P0"), both.decode().replace("'", " ")
                          .split())) == {"p00030", "P00030"}
        done = run(*arguments, "--protect", "5")
        both = done.stdout + done.stderr
        assert b"p0" not in both and b"P0" not in both and b"differently" not in both
        assert b"identifiers" not in both


def test_protected_output_names_columns_without_reasons(write):
    write("A,B,C,note,count\n1,0,0,x,40\n0,1,0,y,30\n1,1,0,z,9\n")
    text = good("mse", "d.csv", "--interval", "none", "--protect", "5")
    assert "Not used: note." in text and "nobody" not in text
    result = answer("mse", "d.csv", "--interval", "none", "--protect", "5")
    assert {"column": "C", "use": "list"} in result["data"]["columns"]


def test_numbers_that_are_one_identifier(write):
    write("id,list\n1,A\n1,B\n2,A\n001,C\n2.0,C\n30,C\n")
    warnings = answer("check", "d.csv", *OF_RECORDS)["warnings"]
    assert any("('1' and '001')? Those of one person can be read as one with --id-numbers fold." in w for w in warnings)
    folded = answer("check", "d.csv", *OF_RECORDS, "--id-numbers", "fold")
    assert folded["data"]["pair_overlaps"] == [[2, 1, 2], [1, 1, 1], [2, 1, 3]]


@pytest.mark.parametrize("option, known", [("--missing-flags", "error or zero"),
                                           ("--id-case", "keep or fold"),
                                           ("--id-numbers", "keep or fold")])
def test_policies_have_names(write, option, known):
    write("A,B\n1,0\n0,1\n1,1\n")
    assert f"{option} must be {known}, not 'x'" in refused("check", "d.csv", option, "x",
                                                                status=2)


def test_the_column_of_another_case_is_named(write):
    write("A,B,Anzahl\n1,0,50\n0,1,40\n1,1,5\n")
    assert "there is no column 'ANZ AHL' for the count (did you mean 'Anzahl'?); the columns are" in \
        refused("check", "d.csv", "--count", "ANZ AHL")
    write("A,B,Count,count\n1,0,7,50\n0,1,8,40\n1,1,9,5\n")
    assert "could both be the count" in refused("check", "d.csv")
    warnings = answer("check", "d.csv", "--count", "count")["warnings"]
    assert "The names of columns 'Count' and 'count' differ only in case or blanks." in warnings


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_the_separator_line_of_excel_is_honoured(write, mark):
    write(f"sep={mark}\n" + "A,B,count\n1,0,50\n0,1,40\n1,1,5\n".replace(",", mark))
    assert answer("check", "d.csv")["data"]["observed"] == 95



# 4 people in 6 rows: p1 is on A and B, p3 on A and C.
REPEATED = ("person_id,A,B,C,sex\np1,1,0,0,F\np2,0,1,0,M\np1,0,1,0,F\np3,1,0,0,\np3,0,0,1,F\n"
            "p4,0,1,1,M\n")


def test_rows_of_one_person_are_told_and_joined(write):
    write(REPEATED)
    result = answer("check", "d.csv")
    assert result["data"]["observed"] == 6
    assert ("Identifiers in column 'person_id' repeat: 6 rows have 4 different ones, and each row "
            "counts as another person. Rows of one person can be joined with --layout persons "
            "--id 'person_id'.") in result["warnings"]
    joined = ["d.csv", "--layout", "persons", "--id", "person_id"]
    for lists in ([], ["--lists", "A,B,C"]):
        result = answer("check", *joined, *lists)
        assert result["data"]["observed"] == 4
        assert result["data"]["list_sizes"] == [2, 3, 2]
        assert result["data"]["pair_overlaps"] == [[2, 1, 1], [1, 3, 1], [1, 1, 2]]
        assert "6 rows are of 4 people: the rows of one identifier are joined." in \
            result["warnings"]
    assert "layout persons" in refused("check", "d.csv", "--id", "person_id", status=2)
    by = run("mse", *joined, "--by", "sex", "--interval", "none", "--format", "json")
    observed = {e["stratum"].get("sex"): e["observed"] for e in json.loads(by.stdout)["estimates"]}
    assert observed == {None: 4, "F": 2, "M": 2}  # a blank contradicts nothing
    write(REPEATED.replace("p1,0,1,0,F", "p1,0,1,0,M"))
    assert ("d.csv, line 4, column 'sex': line 4 says 'M', line 2 said 'F' of the same person"
            in refused("mse", *joined, "--by", "sex"))
    write(REPEATED + "p5,0,0,0,F\n")
    for lists in ([], ["--lists", "A,B,C"]):
        assert (("line 8: expected a 1 on at least one of the lists named with --lists" if lists else
                 "line 8: expected a 1 on at least one list, found 0 on every list") in
                refused("check", *joined, *lists))
    write("agency_id" + REPEATED[9:].replace("p2", "p1").replace("p3", "p1").replace("p4", "p1"))
    assert not any("Identifiers" in w for w in answer("check", "d.csv")["warnings"])


def test_lists_that_leave_people_out_and_strata_of_zeros_are_said(tmp_path):
    """--lists names all lists; others are left out by --drop. A stratum without people is noted."""
    (tmp_path / "z.csv").write_text("A,B,C,sex,count\n1,0,0,F,10\n0,1,0,F,12\n1,1,0,F,4\n"
                                    "0,0,1,F,9\n1,0,1,F,3\n0,1,1,F,2\n1,0,0,M,0\n0,1,0,M,0\n")
    done = run("mse", "z.csv", "--lists", "A,B", cwd=tmp_path)
    assert done.returncode == 3
    assert b"--lists must name every list; leave a list out with --drop" in done.stderr
    text = good("mse", "z.csv", "--by", "sex", "--interval", "none", cwd=tmp_path)
    assert "1 stratum has no people, because all counts are 0 (sex 'M')" in " ".join(text.split())


def test_an_older_file_of_draws_is_named_if_there_is_no_estimate(tmp_path):
    (tmp_path / "no.csv").write_text("A,B,count\n1,0,10\n0,1,12\n")
    (tmp_path / "draws.csv").write_text("older\n")
    done = run("mse", "no.csv", "--draws", "draws.csv", "--quiet", cwd=tmp_path)
    assert done.returncode == 1 and (tmp_path / "draws.csv").read_text() == "older\n"
    assert done.stderr.decode() == (
        "sdg16: warning: draws.csv is not written: there are no draws without an estimate; the "
        "file of this name is that of an earlier run\n")


def test_long_labels_of_strata_are_whole(tmp_path):
    names = [c * 300 for c in "abcd"]
    (tmp_path / "long.csv").write_text("A,B,kind,count\n" + "".join(
        f"1,0,{n},40\n0,1,{n},30\n1,1,{n},{5 if n[0] < 'd' else 0}\n" for n in names))
    done = run("mse", "long.csv", "--by", "kind", "--interval", "none", cwd=tmp_path)
    text = done.stdout.decode()
    for name in names:
        assert f"kind {name}" in text.replace("\n        ", " ")
    done = run("mse", "long.csv", "--by", "kind", "--interval", "none", "--format", "csv",
               cwd=tmp_path)
    assert f"kind={names[0]}: ".encode() in done.stderr


# ---- identifiers that each file names in its own way ----

AGENCIES = {"Police.csv": ("ID", "p1 p2 p3 p4"), "Shelter.csv": ("person", "p1 p3 p5"),
            "Hotline.csv": ("caller no", "p1 p2 p5 p6")}


@pytest.fixture
def agencies(tmp_path):
    for name, (column, people) in AGENCIES.items():
        (tmp_path / name).write_text(f"{column},other\n" + "".join(
            f"{person},x\n" for person in people.split()))
    return tmp_path


def test_each_file_may_name_its_identifier(agencies):
    for ids in ("Police=ID,Shelter=person,Hotline=caller no", "ID,Shelter=person,Hotline=caller no",
                "Shelter=PERSON,Hotline=Caller No,id"):
        found = answer("check", *AGENCIES, "--id", ids, cwd=agencies)["data"]
        assert found["lists"] == ["Police", "Shelter", "Hotline"]
        assert (found["observed"], found["list_sizes"]) == (6, [4, 3, 4])
        assert found["pair_overlaps"] == [[4, 2, 2], [2, 3, 2], [2, 2, 4]]
    named = answer("check", *AGENCIES, "--lists", "A,B,C", "--id", "B=person,C=caller no,ID",
                   cwd=agencies)["data"]
    assert named["observed"] == 6


@pytest.mark.parametrize("ids, message", [
    ("Police=ID,Shelter=person", "id must name a column for every list, or one for all others; "
                                 "'Hotline' has none"),
    ("Police=ID,Shelters=person,x", "id: there is no list 'Shelters'; the lists are 'Police', "
                                    "'Shelter', 'Hotline'"),
    ("Police=ID,Police=person,x", "id must have each name once; 'Police' occurs twice"),
    ("Police=ID,a,b", "--id must be COLUMN, or LIST=COLUMN,... with at most one COLUMN for all other "
                      "lists, not 'Police=ID,a,b'"),
    ("Police=,a", "--id must be COLUMN, or LIST=COLUMN,... with at most one COLUMN for all other "
                  "lists, not 'Police=,a'"),
    ("Police=ID,Shelter=nobody,caller no", "there is no column 'nobody' for the id")])
def test_identifiers_that_do_not_fit_the_files(agencies, ids, message):
    done = run("check", *AGENCIES, "--id", ids, cwd=agencies)
    assert done.returncode in (2, 3) and message in done.stderr.decode(), done


def test_one_file_has_one_identifier(write):
    write("a=b,list\n1,A\n1,B\n2,A\n3,B\n")  # a column may be named so
    assert answer("check", "d.csv", "--id", "a=b", "--list", "list")["data"]["observed"] == 3
