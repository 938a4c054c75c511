"""Intervals that resample, their draws, shards, and what is kept when they are stopped."""
import csv
import io
import os
import json
import math
import pty
import re
import signal
import subprocess

import pytest

from command import COMMAND, answer, dataset, good, run


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def replicates(file, cell="total"):
    """Number and value of the replicates of a file of draws."""
    return {int(row["number"]): row[cell] for row in rows(file.read_text())
            if row["row"] == "replicate"}


STRATA = ("A,B,C,sex,count\n1,0,0,F,40\n0,1,0,F,30\n0,0,1,F,20\n1,1,0,F,6\n1,0,1,F,5\n"
          "0,1,1,F,4\n1,1,1,F,2\n1,0,0,M,60\n0,1,0,M,50\n0,0,1,M,20\n1,1,0,M,9\n1,0,1,M,5\n"
          "0,1,1,M,7\n1,1,1,M,2\n1,0,0,X,3\n0,1,0,X,3\n")


# ---- the result ----

def test_the_default_interval_repeats_the_selection():
    result = answer("mse", dataset("uk2013-5"), "--bootstrap", "1000")
    (estimate,) = result["estimates"]
    assert estimate["interval"] == "bca"
    errors = {"lower_error", "upper_error"}  # where they are determined
    assert estimate["bootstrap"].keys() | errors == {
        "replicates", "failed", "kind", "z0", "acceleration", "infinite", "lower_error",
        "upper_error", "percentile_lower", "percentile_upper", "se_log", "share_above_20n"}
    assert (estimate["bootstrap"]["replicates"], estimate["bootstrap"]["kind"]) == (
        1000, "nonparametric")
    assert result["provenance"]["replicates"] == [0, 1000]
    assert not any("takes the selected model as known" in w for w in estimate["warnings"])
    text = " ".join(good("mse", dataset("uk2013-5"), "--bootstrap", "1000").split())
    assert re.match(r"An estimated 25,311 people \(95 % interval [\d,]+ to [\d,]+, with the "
                    r"selection repeated in every replicate\)", text)
    assert re.search(r"to [\d,]+: bootstrap \(BCa\) that repeats the selection Limits. error (?:[\d,]+|unknown) "
                     r"and (?:[\d,]+|unknown): standard deviation of the limits over other seeds Bootstrap 1,000 "
                     r"replicates; z0 -?[\d.]+, acceleration -?[\d.]+", text)


def test_a_given_model_has_a_profile_interval_unless_asked():
    given = ["mse", dataset("kosovo"), "--model", "[123,14,34]"]
    assert answer(*given)["estimates"][0]["interval"] == "profile"
    estimate = answer(*given, "--interval", "bca", "--bootstrap", "100")["estimates"][0]
    assert (estimate["interval"], estimate["bootstrap"]["replicates"]) == ("bca", 100)
    assert "bootstrap (BCa) of the given model" in good(*given, "--interval", "bca",
                                                        "--bootstrap", "100")


@pytest.mark.parametrize("interval", ["percentile", "basic"])
def test_the_limits_are_the_quantiles_of_the_draws(tmp_path, interval):
    """Type 8 (Hyndman & Fan 1996); basic: twice the estimate less the other quantile."""
    (estimate,) = answer("mse", dataset("uk2013-5"), "--interval", interval, "--level", "0.9",
                         "--draws", tmp_path / "d.csv")["estimates"]
    draws = sorted(float(value) for value in replicates(tmp_path / "d.csv").values())

    def quantile(p):
        at = (len(draws) + 1 / 3) * p + 1 / 3
        below = int(at)
        return draws[below - 1] + (at - below) * (draws[below] - draws[below - 1])

    low, high = quantile(0.05), quantile(0.95)
    if interval == "basic":
        low, high = 2 * estimate["total"] - high, 2 * estimate["total"] - low
    low = max(low, estimate["observed"])
    assert (estimate["lower"], estimate["upper"]) == pytest.approx((low, high), rel=1e-10)
    draws = [math.log(draw - estimate["observed"]) for draw in draws]
    se_log = (quantile(0.75) - quantile(0.25)) / 1.349
    assert estimate["se"] == pytest.approx(estimate["hidden"] * se_log, rel=1e-10)


def test_without_reselection_the_interval_is_conditional():
    arguments = ["mse", dataset("uk2013-5"), "--no-reselect", "--bootstrap", "300"]
    (estimate,) = answer(*arguments)["estimates"]
    honest = answer("mse", dataset("uk2013-5"), "--bootstrap", "300")["estimates"][0]
    assert any("takes the selected model as known" in w for w in estimate["warnings"])
    assert estimate["upper"] - estimate["lower"] < 0.6 * (honest["upper"] - honest["lower"])
    text = " ".join(good(*arguments).split())
    assert "given the selected model" in text
    assert "bootstrap (BCa) of the selected model, without repeating the selection" in text


def test_the_parametric_bootstrap_is_named():
    arguments = ["mse", dataset("kosovo"), "--bootstrap-kind", "parametric", "--bootstrap", "50"]
    assert answer(*arguments)["estimates"][0]["bootstrap"]["kind"] == "parametric"
    assert "parametric bootstrap (BCa) that repeats the selection" in good(*arguments)


def test_a_table_without_an_upper_limit_says_so(tmp_path):
    """Ten people, one of them on A and B. A replicate without that one (0.9^10) has no bound,
    unless one of the lists is empty, too (0.5^10 and 0.4^10): then it cannot identify the
    total. A replicate without the five on A alone says that nobody is hidden, so that the
    smallest draws are the number observed."""
    file = tmp_path / "d.csv"
    file.write_text("A,B,count\n1,0,5\n0,1,4\n1,1,1\n")
    (estimate,) = answer("mse", file)["estimates"]
    assert (estimate["status"], estimate["lower"], estimate["upper"]) == ("ok", 10, None)
    assert estimate["no_upper_limit"] is True
    bootstrap = estimate["bootstrap"]
    lost = 0.5 ** 10 + 0.4 ** 10
    for key, share in (("failed", lost), ("infinite", 0.9 ** 10 - lost)):
        expected = bootstrap["replicates"] * share
        assert abs(bootstrap[key] - expected) < 4 * math.sqrt(expected)
    assert "lower_error" not in bootstrap and "upper_error" not in bootstrap  # at the edge
    assert any(w.startswith("There is no upper limit: it falls on replicates in which the number")
               for w in estimate["warnings"])
    text = " ".join(good("mse", file).split())
    assert "nan" not in text
    assert "95 % interval 10 or more, without limit" in text
    assert "of which cannot identify the total" in text
    percentile = answer("mse", file, "--interval", "percentile")["estimates"][0]
    assert (percentile["lower"] > 10, percentile["upper"]) == (True, None)


def test_fewer_than_two_replicates_in_alpha_are_no_interval(tmp_path):
    """One draw in each tail: 40 replicates at 95 %, 10 at 80 %."""
    rule = "A bootstrap interval at {} % needs at least {} replicates, not {}: there is no interval."
    for level, least in ((0.95, 40), (0.8, 10), (0.99, 200)):
        for made in (1, 2, least - 1, least):
            arguments = ["mse", dataset("kosovo"), "--bootstrap", made, "--level", level]
            (estimate,) = answer(*arguments, "--draws", tmp_path / "d.csv")["estimates"]
            (again,) = answer("draws", tmp_path / "d.csv", "--level", level)["estimates"]
            assert estimate["total"] == pytest.approx(10356.5, abs=0.1)
            words = rule.format(f"{level * 100:g}", least, made)
            for one in (estimate, again):
                assert (one["lower"] is None) == (one["upper"] is None) == (made < least)
                assert (one["se"] is None) == (made < least)
                assert (words in one["warnings"]) == (made < least)
                assert ("percentile_lower" in one["bootstrap"]) == (made == least)
    for interval in ("percentile", "basic"):
        (estimate,) = answer("mse", dataset("korea"), "--bootstrap", "39", "--interval", interval,
                             "--existence", "coefficients")["estimates"]
        assert estimate["lower"] is None and rule.format(95, 40, 39) in estimate["warnings"]
    text = " ".join(good("mse", dataset("korea"), "--bootstrap", "1").split())
    assert "z0 infinite" in text and rule.format(95, 40, 1) in text
    top = answer("mse", dataset("kosovo"), "--bootstrap", "39", "--top-intervals", "3")
    assert all(row["lower"] is None and row["upper"] is None for row in top["top_intervals"])


def test_fewer_replicates_than_an_interval_needs_in_strata_and_sums(tmp_path):
    (tmp_path / "d.csv").write_text(STRATA)
    arguments = ["mse", "d.csv", "--by", "sex", "--bootstrap", "39", "--draws", "s.csv"]
    result = answer(*arguments, cwd=tmp_path)
    for estimate in result["estimates"]:
        told = any("needs at least 40 replicates, not 39" in w for w in estimate["warnings"])
        assert told == (estimate["stratum"] != {"sex": "X"})
        assert estimate["lower"] is None and estimate.get("at_least_lower") is None
    assert result["estimates"][0]["at_least"] > 200
    text = " ".join(good(*arguments, cwd=tmp_path).split())
    assert "No interval, because it needs more replicates than were made: Total; " in text
    for cell in answer("draws", "s.csv", cwd=tmp_path)["estimates"]:
        assert (cell["lower"], cell["upper"], cell["se"]) == (None, None, None)


def test_draws_all_on_one_side_are_an_infinite_z0_which_tables_leave_blank(tmp_path):
    good("mse", dataset("kosovo"), "--bootstrap", "100", "--draws", "d.csv", cwd=tmp_path)
    text = (tmp_path / "d.csv").read_text().splitlines()
    # the estimate itself moved below all draws
    text[2] = re.sub("^(estimate,0,,,)[^,]+", r"\g<1>4400.5", text[2])
    (tmp_path / "d.csv").write_text("\n".join(text) + "\n")
    (again,) = answer("draws", "d.csv", cwd=tmp_path)["estimates"]
    assert again["bootstrap"]["z0"] is None and again["interval"] == "percentile"
    assert any(w.startswith("The interval is the percentile interval, not BCa: all replicates lie "
                            "above the estimate.") for w in again["warnings"])
    assert ("All replicates lie above the estimate: it may be far too small, and the interval is "
            "not reliable.") in again["headlines"]
    (row,) = rows(good("draws", "d.csv", "--format", "csv", "--quiet", cwd=tmp_path))
    assert row["z0"] == "" and float(row["lower"]) == again["lower"]


# ---- model uncertainty ----

def test_the_models_of_uk_five_lists_have_two_modes():
    """Silverman, Chan & Vincent 2024: models nearly as good as the best give 10,000 to
    13,000 or 20,000 to 34,000."""
    result = answer("mse", dataset("uk2013-5"), "--bootstrap", "10", "--top", "100")
    uncertainty = result["estimates"][0]["model_uncertainty"]
    assert (uncertainty["window"], uncertainty["models"]) == (6, 14)
    first, second = uncertainty["modes"]
    assert (first["models"], second["models"]) == (8, 6)
    assert first["weight"] + second["weight"] == pytest.approx(1)
    # a model's weight is among all that the library lists, a mode's among those near
    near = [m for m in result["models"] if m["bic"] <= result["models"][0]["bic"] + 6]
    among = sum(m["weight"] for m in near)
    for k, mode in enumerate(uncertainty["modes"], 1):
        totals = [m["total"] for m in near if m["mode"] == k]
        assert (min(totals), max(totals)) == (mode["lowest"], mode["highest"])
        weight = sum(m["weight"] for m in near if m["mode"] == k) / among
        assert weight == pytest.approx(mode["weight"])
    text = " ".join(good("mse", dataset("uk2013-5"), "--bootstrap", "10", "--top", "50").split())
    assert re.search(r"Two modes: about 25,5\d\d \(77 % of the weight, 8 models from 19,956 to "
                     r"34,083\) and about 12,[01]\d\d \(23 %, 6 models from 10,674 to 13,346\)\.",
                     text)
    assert re.search(r"\[123,25,34\] 12 195.88 0.00 24.8 % 25,311", text)


def test_top_intervals_end_in_the_whole_interval():
    arguments = ["mse", dataset("kosovo"), "--top-intervals", "4", "--bootstrap", "300"]
    result = answer(*arguments)
    top = result["top_intervals"]
    assert [row["k"] for row in top] == [1, 2, 3, 4, None]
    assert [row["model"] for row in top[:4]] == [m["model"] for m in result["models"][:4]]
    assert top[-1]["lower"] == result["estimates"][0]["lower"]
    within = [row["best_within"] for row in top]
    assert within == sorted(within) and within[-1] == 300
    text = good(*arguments)
    assert "Intervals if each replicate chose among the best models" in text
    assert re.search(r"^ +all +[\d,]+ +[\d,]+ .* 300$", text, re.M)


# ---- draws ----

def test_draws_give_the_interval_again(tmp_path):
    (estimate,) = answer("mse", dataset("kosovo"), "--draws", "d.csv", "--level", "0.9",
                         "--bootstrap", "1000", cwd=tmp_path)["estimates"]
    result = answer("draws", "d.csv", "--level", "0.9", cwd=tmp_path)
    assert list(result) == ["sdg16", "command", "schema", "estimates", "provenance"]
    (again,) = result["estimates"]
    assert (again["cell"], again["status"]) == ("total", "ok")
    (modes,) = again["headlines"]  # as beside the number of mse, and no message is another
    assert modes.startswith("The replicates lie near one of two totals: 10,493 (59 %) or 18,868")
    assert modes in estimate["headlines"] and modes in again["warnings"]
    for severity in ("warnings", "notes"):
        assert set(again[severity]) <= set(estimate[severity])
    assert again["value"] == estimate["total"]
    for key in ("se", "lower", "upper", "level", "interval"):
        assert again[key] == estimate[key]
    for key, value in estimate["bootstrap"].items():
        assert again["bootstrap"][key] == value
    provenance = result["provenance"]
    assert (provenance["replicates"], provenance["held"], provenance["complete"]) == (
        [0, 1000], 1000, True)
    (row,) = rows(good("draws", "d.csv", "--level", "0.9", "--format", "csv", "--quiet",
                       cwd=tmp_path))
    assert float(row["lower"]) == estimate["lower"] and row["replicates"] == "1000"
    within = modes.replace("41 %, outside the interval", "41 %")
    text = good("draws", "d.csv", "--interval", "percentile", cwd=tmp_path)
    assert " ".join(text.split()).startswith(f"total: {within} 1,000 of 1,000 replicates planned; "
                                             "intervals: bootstrap (percentile)")
    done = run("draws", "d.csv", "--format", "csv", cwd=tmp_path)
    assert f"sdg16: warning: total: {modes}\n" in done.stderr.decode()
    assert re.search(r"total +10,357 ", text) and "\n  seed=1\n" in text


def test_json_names_the_draws_file_and_the_shard(tmp_path):
    result = answer("mse", dataset("korea"), "--draws", "d.csv", "--replicates", "10:30",
                    "--bootstrap", "50", cwd=tmp_path)
    assert result["provenance"]["draws"] == "d.csv"
    assert result["provenance"]["replicates"] == [10, 30]
    assert any("Only 20 of 50 replicates" in w for w in result["estimates"][0]["warnings"])
    text = good("mse", dataset("korea"), "--draws", "d.csv", "--replicates", "10:30",
                "--bootstrap", "50", cwd=tmp_path)
    assert "20 of the 50 replicates planned" in text
    assert sorted(replicates(tmp_path / "d.csv")) == list(range(10, 30))


@pytest.mark.parametrize("by", [[], ["--by", "sex"]])
def test_shards_put_together_are_the_whole_byte_for_byte(tmp_path, by):
    (tmp_path / "d.csv").write_text(STRATA)
    arguments = ["mse", "d.csv", *by, "--bootstrap", "90"]
    for name, part, threads in (("a", "0:20", 1), ("b", "20:70", 2), ("c", "70:90", 3)):
        good(*arguments, "--replicates", part, "--draws", f"{name}.csv", "--threads", threads,
             cwd=tmp_path)
    whole = good(*arguments, "--draws", "whole.csv", "--threads", "2", cwd=tmp_path)
    assert whole.startswith("No estimate of the total" if by else "An estimated")
    merged = good("draws", "c.csv", "a.csv", "b.csv", "--merged", "m.csv", "--format", "csv",
                  "--quiet", cwd=tmp_path)
    assert (tmp_path / "m.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert good("draws", "whole.csv", "--format", "csv", "--quiet", cwd=tmp_path) == merged
    cells = [row["cell"] for row in rows(merged)]
    assert cells == (["sex=F", "sex=M", "sex=X", "total (at least)"] if by else ["total"])


def test_the_cells_of_strata_are_those_of_the_result(tmp_path):
    (tmp_path / "d.csv").write_text(STRATA)
    result = answer("mse", "d.csv", "--by", "sex", "--draws", "s.csv", "--bootstrap", "200",
                    cwd=tmp_path)
    cells = {e["cell"]: e for e in answer("draws", "s.csv", cwd=tmp_path)["estimates"]}
    for estimate in result["estimates"]:
        if estimate["status"] == "incomplete":
            continue
        cell = cells[",".join(f"{k}={v}" for k, v in estimate["stratum"].items()) or "total"]
        assert (cell["lower"], cell["upper"]) == (estimate["lower"], estimate["upper"])
    assert cells["sex=X"]["status"] == "no-estimate" and cells["sex=X"]["value"] is None


@pytest.mark.parametrize("other", ["1,0,30 0,1,30 1,1,30", "1,0,300 0,1,300 1,1,100"])
def test_whole_numbers_of_overlaps_are_no_totals(tmp_path, other):
    """Three people on both lists: draws lie near ab/1, ab/2 and ab/3, which are one answer
    (docs/methods.md). So say the table alone, the sum with a stratum of many overlaps, and the
    draws of both."""
    poor = ["1,0,100", "0,1,100", "1,1,3"]
    (tmp_path / "m.csv").write_text("A,B,count\n" + "\n".join(poor) + "\n")
    (tmp_path / "s.csv").write_text(
        "s,A,B,count\n" + "".join(f"F,{line}\n" for line in other.split())
        + "".join(f"M,{line}\n" for line in poor))
    for data, by in (("m.csv", ()), ("s.csv", ("--by", "s"))):
        result = answer("mse", data, *by, "--bootstrap", "1000", "--draws", "kept.csv",
                        cwd=tmp_path)
        assert not any("totals:" in h for e in result["estimates"] for h in e["headlines"])
        kept = answer("draws", "kept.csv", cwd=tmp_path)["estimates"]
        assert not any("totals:" in h for e in kept for h in e["headlines"])
        # the draws have such peaks: without the rows of the scale they are taken for totals
        lines = (tmp_path / "kept.csv").read_text().split("\n")
        (tmp_path / "old.csv").write_text(
            "\n".join(line for line in lines if not line.startswith("overlap_")))
        old = answer("draws", "old.csv", cwd=tmp_path)["estimates"]
        assert any("totals:" in h for e in old for h in e["headlines"])
    scale = [line for line in lines if line.startswith("overlap_scale")][0].split(",")
    # undetected over the variance of its log, 1/100 + 1/100 + 1/3 (Lincoln and Petersen)
    assert float(scale[5]) == pytest.approx(10000 / 3 / (0.02 + 1 / 3))


def test_totals_of_different_models_stay_apart_in_sums(tmp_path):
    """UK: the draws of the table alone lie near one of two totals, and so do those of a sum."""
    with open(dataset("uk2013-5"), encoding="utf-8") as file:
        table = file.read().strip().split("\n")
    lists = table[0].count(",")
    more = [",".join([*f"{history:0{lists}b}", "40"]) for history in range(1, 2 ** lists)]
    (tmp_path / "s.csv").write_text(
        "s," + table[0] + "\n" + "".join(f"F,{row}\n" for row in table[1:])
        + "".join(f"M,{row}\n" for row in more))
    result = answer("mse", "s.csv", "--by", "s", "--bootstrap", "300", cwd=tmp_path)
    said = {e["stratum"].get("s", ""): any("totals:" in h for h in e["headlines"])
            for e in result["estimates"]}
    assert said["F"] and said[""]


# Two lists that share one of 201 people: a fifth of the draws and more are infinite.
OPEN = ("sex,A,B,count\nF,1,0,300\nF,0,1,300\nF,1,1,100\nM,1,0,100\nM,0,1,100\nM,1,1,1\n"
        "X,1,0,5\nX,0,1,6\n")


def test_draws_answer_in_the_columns_of_mse(tmp_path):
    """Where both have a value they have the same; a number is never infinite."""
    (tmp_path / "d.csv").write_text(OPEN)
    of_mse = rows(good("mse", "d.csv", "--by", "sex", "--bootstrap", "300", "--draws", "s.csv",
                       "--format", "csv", "--quiet", cwd=tmp_path))
    text = good("draws", "s.csv", "--format", "csv", "--quiet", cwd=tmp_path)
    of_draws = rows(text)
    assert ["sex", *list(of_draws[0])[1:]] == list(of_mse[0]) and list(of_draws[0])[0] == "cell"
    assert "inf" not in text.split("\n", 1)[1] and "nan" not in text
    names = {"": "total (at least)", "F": "sex=F", "M": "sex=M", "X": "sex=X"}
    cells = {row["cell"]: row for row in of_draws}
    for row in of_mse:
        cell = cells[names[row["sex"]]]
        if row["sex"] != "X":  # draws do not tell why there is no estimate
            assert cell["status"] == row["status"]
        for column in list(row)[1:]:
            if column not in ("hidden", "status") and row[column] and cell[column]:
                assert cell[column] == row[column], column
    assert cells["sex=M"]["no_upper_limit"] == "1" and cells["sex=M"]["upper"] == ""
    assert cells["total (at least)"]["status"] == "incomplete"
    assert cells["total (at least)"]["at_least_lower"] == of_mse[0]["at_least_lower"] != ""
    assert cells["sex=X"]["status"] == "no-estimate"
    by_cell = {e["cell"]: e for e in answer("draws", "s.csv", cwd=tmp_path)["estimates"]}
    assert (by_cell["sex=M"]["upper"], by_cell["sex=M"]["no_upper_limit"]) == (None, True)
    assert "no_upper_limit" not in by_cell["sex=F"]


def test_the_text_of_draws_counts_what_is_no_number(tmp_path):
    (tmp_path / "d.csv").write_text(OPEN)
    good("mse", "d.csv", "--by", "sex", "--bootstrap", "300", "--draws", "s.csv", cwd=tmp_path)
    infinite = [v for v in replicates(tmp_path / "s.csv", "sex=M").values() if v == "inf"]
    file = (tmp_path / "s.csv").read_text().splitlines()
    lost = 0
    for i, line in enumerate(file):
        if line.startswith("replicate") and lost < 3 and ",inf," not in line:
            file[i] = re.sub("^(replicate,[0-9]+,,,)[^,]+", r"\1", line)  # of F
            lost += 1
    (tmp_path / "s.csv").write_text("\n".join(file) + "\n")
    text = good("draws", "s.csv", cwd=tmp_path)
    assert "Infinite  Missing" in text
    assert re.search(rf"sex=F .* 300 +0 +3 ", text)
    assert re.search(rf"sex=M .* or more +300 +{len(infinite)} +0 ", text)
    assert re.search(r"total \(at least\) +at least 11,812 +- +[\d,]+ or more ", text)
    words = " ".join(text.split())
    assert "note: sex=F: In 3 of 300 replicates the total cannot be identified." in words
    assert (f"warning: sex=M: In {len(infinite)} of 300 replicates the number of undetected people "
            "has no bound. They count as the largest.") in words


@pytest.mark.parametrize("value, rule", [
    ("-inf", "a number, 'inf' (no bound) or a blank (missing)"),
    ("many", "a number, 'inf' (no bound) or a blank (missing)"),
    ("-5", "a number of persons of 0 or more")])
def test_what_no_draw_can_be_is_refused_with_its_place(tmp_path, value, rule):
    (tmp_path / "d.csv").write_text(STRATA)
    good("mse", "d.csv", "--by", "sex", "--bootstrap", "50", "--draws", "s.csv", cwd=tmp_path)
    lines = (tmp_path / "s.csv").read_text().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("replicate,7,"))
    lines[at] = re.sub("^(replicate,7,,,[^,]+,)[^,]+", rf"\g<1>{value}", lines[at])
    lines.insert(2, "")  # lines that are blank are not rows
    (tmp_path / "bad.csv").write_text("\n".join(lines) + "\n")
    done = run("draws", "s.csv", "bad.csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode() == (f"sdg16: bad.csv, line {at + 2}, column 'sex=M': expected "
                                    f"{rule}, found '{value}'\n")


def test_gaps_are_for_those_who_ask(tmp_path):
    for name, part in (("a", "0:20"), ("c", "30:40")):
        good("mse", dataset("korea"), "--bootstrap", "40", "--replicates", part, "--draws",
             f"{name}.csv", cwd=tmp_path)
    done = run("draws", "a.csv", "c.csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr == (
        b"sdg16: draws: the shards must have all replicates; replicate 20 is missing (30 of 40 "
        b"are there) (--gaps allows that)\n")
    result = answer("draws", "a.csv", "c.csv", "--gaps", "--merged", "m.csv", cwd=tmp_path)
    assert result["provenance"]["complete"] is False and result["provenance"]["held"] == 30
    assert sorted(replicates(tmp_path / "m.csv")) == [*range(20), *range(30, 40)]


def test_draws_without_any_estimate_end_with_1(tmp_path):
    good("mse", dataset("korea"), "--bootstrap", "5", "--draws", "d.csv", cwd=tmp_path)
    lines = (tmp_path / "d.csv").read_text().splitlines()
    lines[2] = re.sub(r"^(estimate,0,,,)[\d.]+", r"\1", lines[2])
    (tmp_path / "d.csv").write_text("\n".join(lines) + "\n")
    (estimate,) = answer("draws", "d.csv", status=1, cwd=tmp_path)["estimates"]
    assert (estimate["value"], estimate["status"]) == (None, "no-estimate")


# ---- stopping ----

def interrupted(directory, *arguments, percent):
    """A run that is interrupted when its bar has come so far: status and standard error."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([COMMAND, "mse", *map(str, arguments)], cwd=directory,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=theirs) as process:
        os.close(theirs)
        seen, sent = b"", False
        try:
            while chunk := os.read(ours, 4096):
                seen += chunk
                shown = re.findall(rb"(\d+) %", seen)
                if not sent and shown and int(shown[-1]) >= percent:
                    process.send_signal(signal.SIGINT)
                    sent = True
        except OSError:  # the terminal was closed
            pass
        assert process.stdout.read() == b""
    os.close(ours)
    return process.returncode, seen.replace(b"\r\n", b"\n").split(b"\r")[-1].decode()


LONG = [dataset("uk2013"), "--bootstrap", "20000"]  # many times longer than to its first per cents


def test_an_interrupt_keeps_the_result_of_the_replicates_made_so_far(tmp_path):
    status, errors = interrupted(tmp_path, *LONG, "--output", "out.json", "--draws", "d.csv",
                                 percent=3)
    found = re.fullmatch(r"sdg16: interrupted: the result rests on ([\d,]+) of 20,000 replicates; "
                         r"they are in d.csv \(sdg16 draws --gaps reads them\)\n", errors)
    assert status == 130 and found, errors
    count = int(found[1].replace(",", ""))
    made = replicates(tmp_path / "d.csv")
    assert sorted(os.listdir(tmp_path)) == ["d.csv", "out.json"]
    assert 40 <= count < 20000 and sorted(made) == list(range(count))
    result = json.loads((tmp_path / "out.json").read_text())
    assert result["stopped"] == {
        "why": "interrupted", "complete": False, "replicates": count, "planned": 20000,
        "planned_at_least": False, "same_interval": f"--bootstrap {count}"}
    assert result["provenance"]["replicates"] == [0, count]
    (estimate,) = result["estimates"]
    assert any(line.startswith("The computation was interrupted: the interval rests on ")
               for line in estimate["headlines"])
    # the draws are those of a whole run, and the limits those of a run of as many
    assert answer("draws", "d.csv", "--gaps", cwd=tmp_path)["provenance"]["held"] == count
    again = answer("mse", dataset("uk2013"), "--bootstrap", count)
    whole = again["estimates"][0]
    assert {key: estimate[key] for key in ("total", "se", "lower", "upper")} == {
        key: whole[key] for key in ("total", "se", "lower", "upper")}
    assert estimate["bootstrap"] == whole["bootstrap"] and "stopped" not in again


def test_an_interrupt_before_enough_replicates_leaves_the_estimate_without_interval(tmp_path):
    """A level of 99.99 % needs 20,000 replicates, which are never all made."""
    status, errors = interrupted(tmp_path, *LONG, "--level", "0.9999", "--output", "out.csv",
                                 percent=1)
    assert status == 130
    assert re.search(r"sdg16: interrupted: the result has no interval, with (none|[\d,]+) of 20,000 "
                     r"replicates\n$", errors), errors
    (row,) = rows((tmp_path / "out.csv").read_text())
    assert float(row["total"]) == pytest.approx(12350, abs=0.5)
    assert row["lower"] == row["upper"] == "" and "there is no interval" in row["headline"]


def test_a_time_limit_keeps_what_there_is(tmp_path):
    for limit in ("1", "4", "16", "60"):  # a loaded machine may need longer for enough
        done = run("mse", dataset("uk2013"), "--bootstrap", "1000000", "--time-limit", limit,
                   "--draws", "d.csv", "--output", "out.txt", cwd=tmp_path)
        if b"rests on" in done.stderr:
            break
    assert (done.returncode, done.stdout) == (4, b"")
    assert re.fullmatch(rb"sdg16: the time limit has passed: the result rests on [\d,]+ of 1,000,000 "
                        rb"replicates; they are in d.csv \(sdg16 draws --gaps reads them\)\n",
                        done.stderr)
    text = " ".join((tmp_path / "out.txt").read_text().split())
    count = len(replicates(tmp_path / "d.csv"))
    assert (f"The time limit ended the computation: the interval rests on {count:,} of 1,000,000 "
            "replicates.") in text
    assert (f"the same seed with {count:,} replicates asked for gives the same interval.") in text


@pytest.mark.parametrize("more", [["--by", "sex"], ["--protect", "3"],
                                  ["--covariates", "sex", "--interval", "percentile"]])
def test_a_time_limit_marks_every_kind_of_result(tmp_path, more):
    (tmp_path / "h.csv").write_text(STRATA.replace("1,0,0,X,3\n0,1,0,X,3\n", ""))
    for limit in ("1", "4", "16", "60"):
        done = run("mse", "h.csv", "--bootstrap", "10000000", "--time-limit", limit, *more,
                   "--format", "json", cwd=tmp_path)
        if b"rests on" in done.stderr:
            break
    assert done.returncode == 4
    result = json.loads(done.stdout)
    stopped = result["stopped"]
    assert (stopped["why"], stopped["complete"]) == ("time-limit", False)
    assert 40 <= stopped["replicates"] < stopped["planned"] == 10000000
    said = json.dumps([result.get("warnings"), result["estimates"][0].get("warnings")])
    assert "The time limit ended the computation" in said
    text = run("mse", "h.csv", "--bootstrap", "10000000", "--time-limit", limit, *more, cwd=tmp_path)
    assert text.returncode == 4 and b"The time limit ended the computation" in text.stdout


def test_a_computation_that_is_stopped_before_the_model_is_chosen_leaves_nothing(tmp_path):
    done = run("mse", dataset("uk2013"), "--time-limit", "0.000001", "--output", "out", "--draws",
               "d", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, b"")
    assert done.stderr == b"sdg16: stopped: the time limit of 1e-06 seconds has passed\n"
    assert os.listdir(tmp_path) == []


def test_replicates_of_a_descent_are_not_said_to_have_ended_early():
    """A descent proves nothing, in the data as in the replicates: no rule of counts ended it."""
    result = answer("mse", dataset("kosovo"), "--select", "downhill", "--bootstrap", "100")
    assert result["search"]["unproved_replicates"] == 0
    assert not any("ended early" in w for w in result["estimates"][0]["warnings"])
