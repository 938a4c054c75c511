"""The output if there is no estimate: limits of a model in which no one is hidden, lower bounds."""
import csv
import io
import re

import pytest

from command import answer, good, run

# B within A, but for one person. Under [23,1] nobody is hidden.
NESTED = {"110": 50, "001": 40, "111": 5, "010": 1}
# Two groups of lists that never meet.
GROUPS = {"1000": 30, "0100": 20, "1100": 5, "0010": 12, "0001": 9, "0011": 3}
# The multinomial profile of [23,1] in N, from the margins of A (55, N - 55) and of B and C
# (5, 51, 40, N - 96): it falls by 3.84 / 2 from N = 96 to here. Of [34,1,2], from those of A
# (35), B (25), C and D (3, 12, 9): N solves (N - 79) N^2 = (N - 35) (N - 25) (N - 24), its
# profile has fallen by 3.84 / 2 below the highest at the lower limit. Bisections in 53 bits.
UPPER, AT_LEAST, AT_LEAST_LOWER = 97.06599907993, 453.74367257585, 227.58715410860


def write(path, tables):
    """tables: {"F": {"110": 50}}; a single "" has no column sex."""
    lists = len(next(iter(next(iter(tables.values())))))
    rows = [[*(["sex"] if "" not in tables else []), *"ABCD"[:lists], "count"]]
    for sex, counts in tables.items():
        rows += [[*([sex] if sex else []), *history, n] for history, n in counts.items()]
    path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows))
    return path


@pytest.fixture
def nested(tmp_path):
    return write(tmp_path / "d.csv", {"": NESTED})


@pytest.fixture
def groups(tmp_path):
    return write(tmp_path / "d.csv", {"": GROUPS})


def csv_rows(*arguments):
    done = run(*arguments, "--format", "csv")
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


def test_a_model_that_hides_nobody_has_limits_and_no_total(nested):
    (e,) = answer("mse", nested, "--model", "[23,1]", status=1)["estimates"]
    assert (e["status"], e["total"], e["hidden"], e["se"]) == ("none-hidden", None, None, None)
    assert (e["lower"], e["hidden_lower"], e["interval"]) == (96, 0, "profile")
    assert e["upper"] == pytest.approx(UPPER, abs=1e-6)
    assert e["hidden_upper"] == pytest.approx(UPPER - 96, abs=1e-6)
    (row,) = csv_rows("mse", nested, "--model", "[23,1]")
    assert (row["total"], row["lower"], float(row["upper"])) == ("", "96", e["upper"])
    text = " ".join(good("mse", nested, "--model", "[23,1]", status=1).split())
    assert text.startswith(
        "No estimate: 96 people were observed, and under the model the likelihood rises as the "
        "number undetected falls to 0. The total would be the 96 people observed; its upper "
        "limit is 98. ")  # 97.07: not printed below itself


def test_a_model_that_hides_nobody_is_not_selected(nested):
    (e,) = answer("mse", nested)["estimates"]
    assert (e["model"], e["status"]) == ("[12,3]", "ok-on-face")
    assert e["total"] == pytest.approx(56 * 45 / 5)


def test_an_unbounded_model_that_is_preferred_leaves_a_lower_bound(groups):
    (e,) = answer("mse", groups, status=1)["estimates"]
    assert (e["status"], e["model"]) == ("unbounded-preferred", "[34,1,2]")
    assert all(e[key] is None for key in ("total", "hidden", "se", "lower", "upper"))
    assert e["at_least"] == pytest.approx(AT_LEAST, abs=1e-6)
    assert e["at_least_lower"] == pytest.approx(AT_LEAST_LOWER, abs=1e-6)
    assert any("[12,34]" in w and "lower by 6.1" in w and
               "there are about 454 people, and at least 228." in w for w in e["warnings"])
    assert "454 people" in good("mse", groups, status=1)
    (row,) = csv_rows("mse", groups)
    assert (row["total"], row["lower"], float(row["at_least"])) == ("", "", e["at_least"])


def test_without_the_rule_of_the_total_there_is_no_lower_bound(groups):
    (e,) = answer("mse", groups, "--existence", "coefficients", "--interval", "none")["estimates"]
    assert e["status"] == "ok" and "at_least" not in e


def test_a_sum_of_one_stratum_answers_as_the_stratum_does(tmp_path):
    file = write(tmp_path / "d.csv", {"F": GROUPS})
    total, women = answer("mse", file, "--by", "sex", "--bootstrap", "40",
                          status=1)["estimates"]
    for e in (total, women):
        assert (e["status"], e["total"]) == ("unbounded-preferred", None)
        assert e["at_least"] == pytest.approx(AT_LEAST, abs=1e-6)
        assert e["at_least_lower"] == pytest.approx(AT_LEAST_LOWER, abs=1e-6)
    file = write(tmp_path / "d.csv", {"F": NESTED})
    total, women = answer("mse", file, "--by", "sex", "--bootstrap", "40", "--model", "[23,1]",
                          status=1)["estimates"]
    for e in (total, women):
        assert (e["status"], e["total"], e["lower"]) == ("none-hidden", None, 96)
        assert e["upper"] == pytest.approx(UPPER, abs=1e-6)


@pytest.mark.parametrize("model", ["[23,1]", "[12,13]", "[12,23]"])
def test_protection_does_not_tell_the_case(tmp_path, model):
    """none-hidden, unbounded, not-identifiable: rows that differ in nothing."""
    men = {"100": 50, "010": 40, "001": 30, "110": 9, "011": 8, "101": 7}
    file = write(tmp_path / "d.csv", {"F": NESTED, "M": men})
    (women,) = [row for row in csv_rows("mse", file, "--by", "sex", "--model", model,
                                        "--bootstrap", "40", "--protect", "3")
                if row["sex"] == "F"]
    shown = {k: v for k, v in women.items() if v}
    assert shown == {"sex": "F", "estimator": "loglinear", "selection": "none", "observed": "96",
                     "status": "no-estimate"}


def test_every_word_about_the_lower_bound_goes_under_protection(groups):
    done = run("mse", groups, "--protect", "3", "--format", "json")
    assert not re.search(rb"45[34]|22[78]|at_least|unbounded", done.stdout + done.stderr)
