"""--where and --bands in mse: the same numbers as from a file made by hand."""
import random

import pytest

from command import run

LINE = ("--interval", "none", "--threads", "1", "--format", "csv")
COLUMNS = "person,A,B,C,age,year"


def good(*arguments):
    """The output; notes are on standard error."""
    ended = run(*arguments)
    assert ended.returncode == 0, ended
    return ended.stdout.decode()


def bad(*arguments, status):
    ended = run(*arguments)
    assert ended.returncode == status, ended
    return ended.stderr.decode()


def band(age):
    return "" if age == "NA" else "0-17" if age < 18 else "18-64" if age < 65 else "65+"


@pytest.fixture
def rows():
    draw = random.Random(3)
    made = []
    for i in range(400):
        flags = [int(draw.random() < 0.4) for _ in range(3)]
        flags[draw.randrange(3)] |= not any(flags)
        made.append([f"{i:03}", *flags, draw.choice([5, 17, 18, 30, 64, 65, 80]),
                     draw.choice(["2022", "2023"])])
    made[3][4], made[9][5] = "NA", ""
    return made


def write(path, header, rows):
    path.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n")
    return path


def chosen(rows):
    return [[*row[:4], band(row[4]), row[5]] for row in rows if row[5] == "2023"]


def as_persons(rows):
    return COLUMNS, rows, ["--layout", "persons", "--lists", "A,B,C"]


def as_counts(rows):
    return COLUMNS + ",n", [[*row, 2] for row in rows], ["--lists", "A,B,C"]


def as_records(rows):
    sightings = [[row[0], "ABC"[j], *row[4:]] for row in rows for j in range(3) if row[1 + j]]
    return "person,source,age,year", sightings, ["--id", "person", "--list", "source"]


@pytest.mark.parametrize("form", (as_persons, as_counts, as_records))
def test_rows_and_bands_are_those_made_by_hand(tmp_path, rows, form):
    header, full, options = form(rows)
    _, by_hand, _ = form(chosen(rows))
    whole = write(tmp_path / "whole.csv", header, full)
    hand = write(tmp_path / "hand.csv", header, by_hand)
    line = [*options, "--by", "age", *LINE]
    assert good("mse", whole, *line, "--where", "year == 2023", "--bands", "age=18,65") == \
        good("mse", hand, *line)


def test_files_are_chosen_one_by_one(tmp_path, rows):
    def files(folder, rows):
        folder.mkdir()
        return [write(folder / f"{name}.csv", "person,age,year",
                      [[row[0], *row[4:]] for row in rows if row[1 + j]])
                for j, name in enumerate("ABC")]
    line = ["--id", "person", "--by", "age", *LINE]
    assert good("mse", *files(tmp_path / "whole", rows), *line, "--where", "year == 2023",
                "--bands", "age=18,65") == \
        good("mse", *files(tmp_path / "hand", chosen(rows)), *line)


def test_the_note_has_the_rows_left_out_and_the_missing_ones(tmp_path, rows):
    header, full, options = as_persons(rows)
    path = write(tmp_path / "p.csv", header, full)
    out = sum(row[5] != "2023" for row in rows)
    ended = run("mse", path, *options, *LINE, "--where", "year == 2023")
    assert (f"{out} of 400 rows are left out by where: 'year == 2023' does not hold there; "
            "in 1 of them its value is missing.") in ended.stderr.decode()
    # the age NA does not make ages a text
    old = sum(row[4] == "NA" or row[4] >= 18 for row in rows)
    ended = run("mse", path, *options, *LINE, "--where", "age < 18")
    assert f"{old} of 400 rows" in ended.stderr.decode()


def test_a_row_left_out_is_not_read_further(tmp_path, rows):
    header, full, options = as_persons(rows)
    full[0][1], full[0][5] = "perhaps", "2022"
    path = write(tmp_path / "p.csv", header, full)
    assert "perhaps" in bad("mse", path, *options, status=3)
    good("mse", path, *options, *LINE, "--where", "year == 2023")


@pytest.mark.parametrize("line, status, words", (
    (["--where", "yer == 2023"], 3, "there is no column 'yer'"),
    (["--where", "year = 2023"], 2, "is written '=='"),
    (["--where", "year == 2029"], 3, "where holds in none of the 400 rows"),
    (["--where", "year"], 3, "where must be a condition"),
    (["--bands", "age=18"], 2, "--bands needs --by"),
    (["--by", "year", "--bands", "age=18"], 2, "'age' is not one"),
    (["--by", "age", "--bands", "age=18,17"], 2, "ages at which bands begin"),
    (["--by", "age", "--bands", "age=18,200"], 2, "ages at which bands begin"),
    (["--by", "age", "--bands", "age"], 2, "COLUMN=AGE"),
    (["--by", "year", "--bands", "year=18"], 3, "ages in years from 0 to 150, found '2022'"),
))
def test_what_cannot_be_chosen(tmp_path, rows, line, status, words):
    rows[9][5] = "2022"
    header, full, options = as_persons(rows)
    path = write(tmp_path / "p.csv", header, full)
    assert words in bad("mse", path, *options, *line, status=status)
