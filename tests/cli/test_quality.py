"""What is shown with the estimate: fit, residuals, Chao's bound, coverage, the lists."""
import re

import pytest

from command import answer, dataset, good, run

# Chao's bound (Mth, n + (f1^2 - sum Z_j^2) / (2 (f2 + 1)), Chao 1989) and the sample coverage
# (Chao & Tsay 1998), computed in R from the public tables.
PUBLIC = {"korea": (130.1, 0.723), "kosovo": (8586, 0.471), "uk2013": (12215, 0.238),
          "uk2013-5": (13384, 0.191), "netherlands": (54174, None),
          "netherlands-5": (53522, 0.135), "new-orleans-186": (1047, None),
          "new-orleans-5-186": (1115, 0.149), "western-us": (2105, 0.160)}


def table(path, lists, counts):
    """counts: {"110": 50}"""
    rows = [",".join([*history, str(count)]) for history, count in counts.items()]
    path.write_text("\n".join([",".join([*lists, "count"]), *rows]) + "\n")
    return path


def estimate_of(*arguments, status=0):
    return answer("mse", *arguments, "--interval", "none", status=status)["estimates"][0]


@pytest.mark.parametrize("name", PUBLIC)
def test_lower_bound_and_coverage_of_public_tables(name):
    lower, coverage = PUBLIC[name]
    e = estimate_of(dataset(name), "--select", "stepwise")
    assert e["chao_lower"] == pytest.approx(lower, abs=0.5 if lower > 200 else 0.05)
    assert coverage is None or e["coverage"] == pytest.approx(coverage, abs=5e-4)


def test_an_estimate_clearly_below_the_bound_is_a_warning(tmp_path):
    """New Orleans, five lists: 981 by independence, Chao's bound is 1,115, which is 1.2
    standard errors of the difference: chance. Ten times the people of it: 3.8."""
    for name in ("new-orleans-5-186", "kosovo"):
        e = estimate_of(dataset(name))
        assert not any("Chao" in m for m in e["warnings"] + e["notes"])
    lines = dataset("new-orleans-5-186").read_text().splitlines()
    (tmp_path / "ten.csv").write_text("\n".join(
        [lines[0]] + [f"{row.rsplit(',', 1)[0]},{10 * int(row.rsplit(',', 1)[1])}"
                      for row in lines[1:]]) + "\n")
    (below,) = [w for w in estimate_of(tmp_path / "ten.csv", "--model", "[]")["warnings"]
                if "Chao" in w]
    assert re.match(r"The estimate \(9,8\d\d\) is below Chao's lower bound \(11,[\d,]+\) by more "
                    r"than chance explains", below)


def test_coverage_is_a_note_with_a_grade():
    for name, grade in (("korea", "72 %, which is high"), ("kosovo", "47 %, which is low"),
                        ("uk2013", "24 %, which is very low")):
        e = estimate_of(dataset(name))
        assert any(f"Sample coverage is {grade}: " in note for note in e["notes"])
        assert not any("coverage" in warning for warning in e["warnings"])


def test_the_assumption_is_always_said(tmp_path):
    (note,) = [n for n in estimate_of(dataset("kosovo"))["notes"] if "assumes that" in n]
    assert "all 4 lists together have no interaction of the highest order" in note
    two = table(tmp_path / "two.csv", "AB", {"10": 80, "01": 60, "11": 20})
    (note,) = [n for n in estimate_of(two)["notes"] if "assumes that" in n]
    assert "the two lists are independent" in note


def test_a_model_that_does_not_fit_is_a_warning():
    """Independence for Kosovo: deviance 1,140 with 10 degrees of freedom (Rcapture)."""
    e = estimate_of(dataset("kosovo"), "--model", "[]")
    assert e["fit_test"]["replicates"] == 500 and not e["fit_test"]["selected"]
    assert e["fit_test"]["p_deviance"] == pytest.approx(1 / 501)
    (misfit,) = [w for w in e["warnings"] if "does not fit" in w]
    assert "on 10 degrees of freedom, p-value 0.0020." in misfit
    text = good("mse", dataset("kosovo"), "--model", "[]", "--interval", "none")
    assert "Largest residuals (Freeman-Tukey)" in text and "p-value 0.002 by the deviance" in text


def test_p_values_after_a_selection_are_said_to_be_too_large():
    e = estimate_of(dataset("kosovo"))
    assert e["fit_test"]["selected"]
    assert any("The model was selected on the same data" in note for note in e["notes"])


def test_nested_lists_are_named(tmp_path):
    """Everyone on B is on A too (mse and check)."""
    file = table(tmp_path / "d.csv", ["police", "shelter", "hotline"],
                 {"100": 200, "110": 50, "001": 90, "101": 22, "111": 8})
    nested = "Everyone on shelter (58 people) is on police too."
    done = run("mse", file, "--interval", "none", "--format", "json")
    assert nested in done.stdout.decode()
    (warning,) = [w for w in answer("check", file)["warnings"] if "Everyone" in w]
    assert warning.startswith(nested + " If shelter takes its people from police, ")
    assert nested in good("check", file).replace("\n    ", " ")


@pytest.mark.parametrize("lists, counts, said", [
    ("ABC", {"110": 50, "001": 40, "111": 5}, "A and B hold the same 55 people."),
    ("ABCD", {"1000": 30, "0100": 20, "1100": 5, "0010": 12, "0001": 9, "0011": 3},
     "The lists form 2 groups that never meet: A, B; C, D."),
    ("ABCD", {"1000": 30, "0100": 20, "1100": 5, "0010": 12, "0001": 9, "0011": 3},
     "4 pairs of lists have no one in common: A and C, A and D, B and C, B and D."),
    ("ABC", {"100": 40, "010": 30, "001": 20, "110": 6}, "C has no one in common with any other list."),
    ("ABC", {"100": 40, "110": 30, "101": 20, "111": 6},
     "Everyone observed is on A: the other lists add no one to it."),
    ("ABC", {"100": 40, "010": 30, "110": 20, "001": 0}, "No one is on C. "),
])
def test_the_structure_of_the_lists(tmp_path, lists, counts, said):
    file = table(tmp_path / "d.csv", lists, counts)
    assert any(warning.startswith(said) for warning in answer("check", file)["warnings"])
    (e,) = answer("mse", file, "--interval", "none", status=run(
        "mse", file, "--interval", "none").returncode)["estimates"]
    assert any(m.startswith(said) for m in e["warnings"] + e["notes"])


def test_lists_that_overlap_freely_say_nothing():
    assert answer("check", dataset("kosovo"))["warnings"] == []


def test_a_saturated_model_and_a_large_factor_are_warnings(tmp_path):
    e = estimate_of(dataset("korea"), "--model", "[12,23]")
    assert not any("no degrees of freedom" in w for w in e["warnings"])
    file = table(tmp_path / "d.csv", "ABC", {"100": 400, "010": 300, "001": 350, "110": 1,
                                             "101": 2, "011": 1, "111": 1})
    e = estimate_of(file, "--model", "[12,13,23]")
    assert any("no degrees of freedom" in w for w in e["warnings"]) and e["residuals"] == []
    e = estimate_of(file, "--model", "[]")
    assert any("is more than 20 times the number observed (1,055)" in w for w in e["warnings"])


def test_a_population_in_thousands_is_suspected():
    e = estimate_of(dataset("kosovo"), "--population", "8000")
    (warning,) = [w for w in e["warnings"] if "population" in w]
    assert warning.startswith("The estimate (10,357) is above the population (8,000). Is the "
                              "population in thousands or millions?")
    e = answer("mse", dataset("kosovo"), "--population", "11000", "--model", "[123,14,34]")
    assert any(w.startswith("The upper limit (") for w in e["estimates"][0]["warnings"])


def test_two_lists_are_saturated_always(tmp_path):
    two = table(tmp_path / "two.csv", "AB", {"10": 80, "01": 60, "11": 20})
    (warning,) = [w for w in estimate_of(two)["warnings"] if "no degrees of freedom" in w]
    assert warning.endswith("With two lists this holds for every model; a third list would allow a check.")


def test_without_an_upper_limit_a_population_is_exceeded_in_plain_words(tmp_path):
    rare = table(tmp_path / "rare.csv", "AB", {"10": 90, "01": 90, "11": 1})
    e = answer("mse", rare, "--bootstrap", "200", "--population", "100000")["estimates"][0]
    assert e["no_upper_limit"]
    assert ("There is no upper limit, so the interval goes beyond the population (100,000)."
            in e["warnings"])
    assert not any("infinit" in w for w in e["warnings"])
    text = " ".join(good("mse", rare, "--bootstrap", "200", "--population", "100000").split())
    assert "or more, detected and undetected" in text and " to - " not in text


def test_a_limit_that_is_the_smallest_draw_is_said():
    e = answer("mse", dataset("kosovo"), "--bootstrap", "50")["estimates"][0]
    assert any("its true place is not known: use more replicates" in w for w in e["warnings"])


def test_strata_have_their_own(tmp_path):
    lines = ["sex,A,B,C,count"]
    for sex in "FM":
        for history, count in (("1,0,0", 40), ("0,1,0", 30), ("0,0,1", 20), ("1,1,0", 8),
                               ("1,0,1", 6), ("0,1,1", 5), ("1,1,1", 2)):
            lines.append(f"{sex},{history},{count + (sex == 'F') * 10}")
    (tmp_path / "d.csv").write_text("\n".join(lines) + "\n")
    total, women, men = answer("mse", tmp_path / "d.csv", "--by", "sex", "--bootstrap",
                               "20")["estimates"]
    assert "fit_test" not in total and "chao_lower" not in total
    assert women["chao_lower"] != men["chao_lower"] and women["fit_test"]["replicates"] == 500
    alone = (tmp_path / "men.csv")
    alone.write_text("A,B,C,count\n" + "".join(
        line[2:] + "\n" for line in lines if line.startswith("M")))
    assert estimate_of(alone)["fit_test"] == men["fit_test"]
