"""What the reader of a file has to say is shown by every way through the command."""
import json
import pathlib
import sys

import pytest

from command import good, run

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "python"))
from dta_writer import Dta  # noqa: E402

RENAMED = "names that another variable has before them are numbered, so that they are unique"


@pytest.fixture
def survey(tmp_path):
    variables = [("w", "double", "%9.0g", "", ""), ("a", "byte", "%8.0g", "", ""),
                 ("b", "byte", "%8.0g", "", ""), ("a", "byte", "%8.0g", "", "")]
    rows = [(1.5, i % 2, i // 2 % 2, 1) for i in range(40)] + [(1.0, 1, 1, 0)] * 7
    path = tmp_path / "s.dta"
    path.write_bytes(Dta(118, variables, rows).bytes())
    return path


@pytest.fixture
def people(tmp_path):
    """A file of populations with the same kind of note."""
    variables = [("a", "byte", "%8.0g", "", ""), ("population", "double", "%9.0g", "", ""),
                 ("a", "byte", "%8.0g", "", "")]
    path = tmp_path / "people.dta"
    path.write_bytes(Dta(118, variables, [(0, 500, 1), (1, 900, 1)]).bytes())
    return path


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text("w,a,b\n" + "1.5,0,1\n1.5,1,0\n1.5,1,1\n1.5,0,0\n" * 10)
    return path


TESTS = [["--independence", "a,b"], ["--logistic", "a ~ b"]]


@pytest.mark.parametrize("options", TESTS)
def test_tests_and_regressions_of_a_survey(survey, options):
    line = ["survey", survey, "--weight", "w", *options]
    assert "Note: names that another variable has before them" in good(*line)
    found = json.loads(good(*line, "--format", "json"))
    assert found["warnings"] == [RENAMED + ": 'a_1'"]
    done = run(*line, "--format", "csv")
    assert done.returncode == 0 and RENAMED not in done.stdout.decode()
    assert f"note: {survey}: {RENAMED}: 'a_1'" in done.stderr.decode()
    assert good(*line, "--format", "csv", "--quiet") == done.stdout.decode()


@pytest.mark.parametrize("options", TESTS)
def test_nothing_is_said_about_other_files(plain, options):
    line = ["survey", plain, "--weight", "w", *options]
    assert "Note" not in good(*line)
    assert "warnings" not in json.loads(good(*line, "--format", "json"))


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_margins_of_a_calibration(tmp_path, plain, form):
    """Each column of margins is one of the survey, so that no name is repeated: another note."""
    variables = [("a", "byte", "%8.0g", "", ""), ("population", "double", "%tC", "", "")]
    path = tmp_path / "margins.dta"
    path.write_bytes(Dta(118, variables, [(0, 500), (1, 900)]).bytes())
    line = ["survey", plain, "--weight", "w", "--proportion", "b", "--calibrate", "linear",
            "--margins", path, "--format", form]
    done = run(*line)
    assert done.returncode == 0
    assert done.stderr.decode().count(f"note: {path}: numbers that count milliseconds") == 1
    for silent in (["--quiet"], ["--protect", "5"]):
        done = run(*line, *silent)
        assert done.returncode == 0 and "milliseconds" not in done.stderr.decode()


@pytest.mark.parametrize("options", [[], ["--by", "a"]])
@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_the_population_of_an_estimate(tmp_path, people, options, form):
    path = tmp_path / "lists.csv"
    path.write_text("P,Q,a,n\n" + "".join(f"{p},{q},{a},{20 + 5 * a + 3 * p}\n" for a in (0, 1)
                                          for p, q in ((1, 0), (0, 1), (1, 1))))
    line = ["mse", path, "--lists", "P,Q", "--count", "n", "--population", people,
            "--interval", "none", "--format", form, *options]
    done = run(*line)
    assert done.returncode == 0, done
    assert done.stderr.decode().count(f"note: {people}: {RENAMED}: 'a_1'") == 1
    for silent in (["--quiet"], ["--protect", "3"]):
        done = run(*line, *silent)
        assert done.returncode == 0 and RENAMED not in done.stderr.decode(), done
