"""sdg16 check --table: the linked lists as a table without identifiers. The right rows follow
from the lists, and the table is the same data: the digest does not depend on the layout."""
import stat

import pytest

from command import answer, good, run

POLICE = "id,sex,age\n1,F,18+\n2,M,0-17\n3,,18+\np5,F,18+\np5,F,18+\n"
SHELTER = "id,sex,age\n2,M,0-17\n3,F,18+\n4,NA,18+\nP5,F,18+\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "police.csv").write_text(POLICE)
    (tmp_path / "shelter.csv").write_text(SHELTER)
    return tmp_path


def digest(*arguments):
    return answer("check", *arguments)["provenance"]["input_sha256"]


def test_rows(folder):
    good("check", "police.csv", "shelter.csv", "--id", "id", "--id-case", "fold", "--by",
         "sex,age", "--table", "linked.csv")
    table = folder / "linked.csv"
    assert table.read_text() == (
        "sex,age,police,shelter,count\n,18+,0,1,1\nF,18+,1,0,1\nF,18+,1,1,2\nM,0-17,1,1,1\n")
    assert stat.S_IMODE(table.stat().st_mode) == 0o600  # for the office only


def test_without_columns_of_persons(folder):
    good("check", "police.csv", "shelter.csv", "--id", "id", "--table", "linked.csv")
    assert (folder / "linked.csv").read_text() == (
        "police,shelter,count\n1,0,2\n0,1,2\n1,1,2\n")


@pytest.mark.parametrize("by", [[], ["--by", "sex"], ["--by", "age,sex"]])
def test_the_table_is_the_same_data(folder, by):
    lists = ["police.csv", "shelter.csv", "--id", "id"]
    assert digest(*lists, *by, "--table", "linked.csv") == digest(
        "linked.csv", *(by and [*by, "--table", "again.csv"]))
    if by:
        assert (folder / "linked.csv").read_bytes() == (folder / "again.csv").read_bytes()


def test_dropped_and_merged_lists(folder):
    (folder / "third.csv").write_text("id,sex,age\n1,F,18+\n9,M,18+\n")
    good("check", "police.csv", "shelter.csv", "third.csv", "--id", "id", "--merge",
         "both=police+third", "--by", "sex", "--table", "linked.csv")
    assert (folder / "linked.csv").read_text() == (
        "sex,both,shelter,count\n,0,1,1\nF,1,0,2\nF,0,1,1\nF,1,1,1\nM,1,0,1\nM,1,1,1\n")


def test_what_is_refused(folder):
    assert run("check", "police.csv", "shelter.csv", "--id", "id", "--by",
               "sex").stderr == b"sdg16: --by needs --table\n"
    before = (folder / "police.csv").read_bytes()
    done = run("check", "police.csv", "shelter.csv", "--id", "id", "--table", "police.csv")
    assert done.returncode == 2 and (folder / "police.csv").read_bytes() == before
