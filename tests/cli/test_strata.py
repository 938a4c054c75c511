"""Disaggregated estimation: groups, sums, rates, layouts, what has no estimate."""
import csv
import io
import json
import re

import pytest

from command import answer, dataset, good, run


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def kosovo_people():
    """The persons of the Kosovo table, in its order, with a sex and an age by a fixed rule: a
    third are M, three of ten minors, and every 400th has an unknown age, so that these groups
    are too small to say much."""
    table = rows(dataset("kosovo").read_text())
    lists = [name for name in table[0] if name != "count"]
    people = []
    for row in table:
        for _ in range(int(row["count"])):
            i = len(people)
            age = "unknown" if i % 400 == 0 else "minor" if i * 7 % 10 < 3 else "adult"
            people.append([row[name] for name in lists] + ["F" if i % 3 else "M", age])
    return lists, people


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """persons.csv with strata sex and age, and what else the tests need."""
    directory = tmp_path_factory.mktemp("strata")
    lists, people = kosovo_people()

    def write(name, header, lines):
        with open(directory / name, "w", newline="") as file:
            csv.writer(file).writerows([header, *lines])

    write("persons.csv", [*lists, "sex", "age"], people)
    write("people.csv", ["age", "sex", "area", "population"],
          [[age, sex, area, 1000 * (i + 10)] for i, (age, sex, area) in enumerate(
              (age, sex, area) for age in ("adult", "minor", "unknown") for sex in "FM"
              for area in "NS")])
    counts = {}
    for person in people:
        counts[tuple(person)] = counts.get(tuple(person), 0) + 1
    write("histories.csv", [*lists, "sex", "age", "count"],
          [[*key, count] for key, count in sorted(counts.items(), reverse=True)])
    write("records.csv", ["who", "source", "sex", "age"],
          [[i, name, *person[4:]] for i, person in enumerate(people)
           for name, on in zip(lists, person) if on == "1"])
    for k, name in enumerate(lists):
        write(f"{name}.csv", ["who", "age", "sex"],
              [[i, person[5], person[4]] for i, person in enumerate(people)
               if person[k] == "1"])
    # One group that can be estimated, one that cannot (nobody on two lists), a blank one.
    write("gaps.csv", ["A", "B", "C", "form", "count"],
          [[1, 0, 0, "labour", 40], [0, 1, 0, "labour", 30], [0, 0, 1, "labour", 20],
           [1, 1, 0, "labour", 9], [1, 0, 1, "labour", 8], [0, 1, 1, "labour", 7],
           [1, 1, 1, "labour", 4],
           [1, 0, 0, "sexual", 5], [0, 1, 0, "sexual", 4],
           [1, 0, 0, "", 30], [0, 1, 0, "", 40], [0, 0, 1, "", 20],
           [1, 1, 0, "", 9], [1, 0, 1, "", 8], [0, 1, 1, "", 7], [1, 1, 1, "", 3]])
    return directory


BY = ["--by", "sex,age", "--bootstrap", "200"]
GROUPS = [{}] + [{"age": a} for a in ("adult", "minor", "unknown")] + [
    {"sex": s} for s in "FM"] + [
    {"sex": s, "age": a} for s in "FM" for a in ("adult", "minor", "unknown")]


def find(result, stratum):
    (found,) = [e for e in result["estimates"] if e["stratum"] == stratum]
    return found


def test_every_combination_every_margin_and_the_total(folder):
    result = answer("mse", "persons.csv", *BY, cwd=folder)
    assert [e["stratum"] for e in result["estimates"]] == GROUPS
    for estimate in result["estimates"]:
        assert ("model" in estimate) == ("search" in estimate) == (len(estimate["stratum"]) == 2)
        assert estimate["bootstrap"]["replicates"] == 200
        assert estimate["total"] == pytest.approx(estimate["observed"] + estimate["hidden"])
    for sum_ in result["estimates"][:6]:
        parts = [e for e in result["estimates"][6:]
                 if sum_["stratum"].items() <= e["stratum"].items()]
        assert sum_["observed"] == sum(e["observed"] for e in parts)
        assert sum_["total"] == pytest.approx(sum(e["total"] for e in parts), rel=1e-12)
    assert "search" not in result and result["provenance"]["replicates"] == [0, 200]
    assert {"sex", "age"} == set(result["models"][0]["stratum"])


def test_a_stratum_is_estimated_as_its_own_file_is(folder):
    """The model, the total and the criteria do not depend on the other strata."""
    people = rows((folder / "persons.csv").read_text())
    with open(folder / "one.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, ["EXH", "ABA", "OSCE", "HRW"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(p for p in people if (p["sex"], p["age"]) == ("F", "minor"))
    (alone,) = answer("mse", "one.csv", "--interval", "none", cwd=folder)["estimates"]
    within = find(answer("mse", "persons.csv", *BY, cwd=folder), {"sex": "F", "age": "minor"})
    for key in ("model", "observed", "hidden", "total", "bic", "deviance", "df"):
        assert within[key] == alone[key]


def test_one_column_is_the_sum_over_the_other(folder):
    """A total of strata by sex and age is not that of strata by sex: other models."""
    by_sex = answer("mse", "persons.csv", "--by", "sex", "--bootstrap", "50", cwd=folder)
    assert [e["stratum"] for e in by_sex["estimates"]] == [{}, {"sex": "F"}, {"sex": "M"}]
    assert sum(e["total"] for e in by_sex["estimates"][1:]) == pytest.approx(
        by_sex["estimates"][0]["total"], rel=1e-12)


def test_every_layout_can_be_disaggregated(folder):
    expected = answer("mse", "persons.csv", *BY, cwd=folder)
    for arguments in (["histories.csv"], ["records.csv", "--id", "who", "--list", "source"],
                      ["EXH.csv", "ABA.csv", "OSCE.csv", "HRW.csv", "--id", "who"],
                      ["persons.csv", "--threads", "3"]):
        found = answer("mse", *arguments, *BY, cwd=folder)
        for key in ("estimates", "provenance"):
            assert found[key] == expected[key], arguments


def test_lists_of_strata_can_be_dropped_and_merged(folder):
    result = answer("mse", "histories.csv", *BY, "--merge", "NGO=ABA+HRW", "--drop", "OSCE",
                    cwd=folder)
    assert result["data"]["lists"] == ["EXH", "NGO"]
    assert [e["stratum"] for e in result["estimates"]] == GROUPS
    assert result["estimates"][0]["observed"] < 4400


# ---- rates ----

def test_a_table_of_people_gives_the_rate_of_every_group(folder):
    result = answer("mse", "persons.csv", *BY, "--population", "people.csv", cwd=folder)
    people = rows((folder / "people.csv").read_text())
    for estimate in result["estimates"]:
        rate = estimate["rate_per_100000"]
        among = sum(int(p["population"]) for p in people
                    if estimate["stratum"].items() <= p.items())
        assert rate["population"] == among
        for key, count in (("value", "total"), ("lower", "lower"), ("upper", "upper"),
                           ("detected", "observed")):
            if estimate[count] is None:
                assert rate[key] is None
            else:
                assert rate[key] == pytest.approx(estimate[count] * 1e5 / among, rel=1e-13)


def test_a_number_of_people_gives_the_rate_of_the_total_alone(folder):
    result = answer("mse", "persons.csv", *BY, "--population", "2000000", cwd=folder)
    total, *others = result["estimates"]
    assert total["rate_per_100000"]["value"] == pytest.approx(total["total"] / 20, rel=1e-13)
    assert not any("rate_per_100000" in e for e in others)
    table = rows(run("mse", "persons.csv", *BY, "--population", "2000000", "--format", "csv",
                     "--quiet", cwd=folder).stdout.decode())
    assert float(table[0]["rate"]) == total["rate_per_100000"]["value"]
    assert not any(row["rate"] for row in table[1:])


def test_people_who_are_missing_or_too_few_are_an_error(folder):
    for content, message in (
            ("sex,age,population\nF,adult,5\n",
             "population of total must be at least the 4400 people observed, not 5"),
            ("sex,age,population\nF,adult,10000\n",
             "population must have a row for age=minor"),
            ("sex,age,population\nF,Minor,9000\nF,adult,10000\n",
             "population must have a row for age=minor in the same spelling (data row 1 has "
             "'Minor')"),
            *((f"sex,age,population\nF,adult,9000\nF,minor,{number}\n",
               f"population, data row 2, column 'population': expected a number of people of "
               f"0 or more without thousands separators, found {found}")
              for number, found in (("many", "'many'"), ('"49,000"', "'49,000'"), ("NA", "a blank"),
                                    ("", "a blank"), ("-4", "'-4'"))),
            ("sex,age,population\nF,adult,90000\nF,minor,80000\nF,adult,3\n",
             "population must have one row for each group; data rows 1 and 3 are of the same "
             "group (sex=F)"),
            ("sex,age,area,population\nF,adult,N,90000\nF,adult,All areas,90000\n",
             "population, data row 2, column 'area': expected a group, found 'All areas', a "
             "total of other rows that would be added to them: leave the row out")):
        (folder / "bad.csv").write_text(content)
        done = run("mse", "persons.csv", *BY, "--population", "bad.csv", cwd=folder)
        assert (done.returncode, done.stdout) == (3, b"")
        assert done.stderr.decode() == f"sdg16: bad.csv: {message}\n"


SEXES = "sex,population\nF,50000\nM,49000\n"


@pytest.mark.parametrize("total", ["Total", "Both sexes", "_T", "ensemble", "", "NA", "F+M"])
def test_a_total_among_the_people_is_not_added(folder, total):
    (folder / "total.csv").write_text(SEXES + total + ",99000\n")
    done = run("mse", "persons.csv", "--by", "sex", "--population", "total.csv", cwd=folder)
    assert (done.returncode, done.stdout) == (3, b"")
    assert "total.csv: population, data row 3, column 'sex': " in done.stderr.decode()
    found = "a missing value" if total in ("", "NA") else f"'{total}'"
    named = (f"column 'sex': expected a group, found {found}, a total of other rows that would be "
             "added to them: leave the row out")
    assert named in done.stderr.decode()
    if total in ("Total", "Both sexes", "_T", "ensemble"):
        done = run("mse", "persons.csv", "--lists", "EXH,ABA,OSCE,HRW", "--population", "total.csv",
                   cwd=folder)
        assert named in done.stderr.decode()


def test_people_of_a_group_without_victims_are_in_the_total_and_named(folder):
    (folder / "more.csv").write_text(SEXES + "X,7\n")
    result = answer("mse", "persons.csv", "--by", "sex", "--population", "more.csv",
                    "--interval", "none", cwd=folder)
    total = result["estimates"][0]
    assert total["rate_per_100000"]["population"] == 99007
    warning = "1 row of the population table (such as sex=X) is of no group that was observed."
    assert any(w.startswith(warning) for w in total["warnings"])


# ---- strata without an estimate ----

def test_a_sum_with_a_stratum_without_estimate_is_incomplete(folder):
    result = answer("mse", "gaps.csv", "--by", "form", "--bootstrap", "100", cwd=folder)
    assert [e["stratum"] for e in result["estimates"]] == [
        {}, {"form": ""}, {"form": "labour"}, {"form": "sexual"}]
    everybody, blank, labour, sexual = result["estimates"]
    assert (sexual["status"], sexual["total"], sexual["observed"]) == ("no-overlap", None, 9)
    assert "bootstrap" not in sexual and "no one is on two lists" in " ".join(sexual["warnings"])
    assert (everybody["status"], everybody["total"], everybody["upper"]) == (
        "incomplete", None, None)
    assert everybody["observed"] == 244
    least = round(blank["total"] + labour["total"] + 9)
    assert any(f"1 of 3 strata has no estimate, so the sum has none. There are at least "
               f"{least} people" in w for w in everybody["warnings"])
    good("mse", "gaps.csv", "--by", "form", "--bootstrap", "100", "--draws", "kept.csv", cwd=folder)
    cells = {e["cell"]: e for e in answer("draws", "kept.csv", cwd=folder)["estimates"]}
    bound = cells["total (at least)"]
    assert bound["at_least"] == pytest.approx(blank["total"] + labour["total"] + 9, rel=1e-12)
    for key in ("status", "total", "se", "lower", "upper", "at_least", "at_least_lower",
                "observed", "hidden"):
        assert bound[key] == everybody[key], key
    assert bound["value"] is None and "no_upper_limit" not in bound
    # the lower limit is computed with the z0 and the acceleration of the lower bound
    for key in ("replicates", "failed", "infinite", "z0", "acceleration"):
        assert everybody["bootstrap"][key] == bound["bootstrap"][key] is not None, key
    assert any("no upper limit. It is at least" in w for w in bound["warnings"])
    assert set(cells) == {"form=", "form=labour", "form=sexual", "total (at least)"}


def test_the_text_names_them(folder):
    text = good("mse", "gaps.csv", "--by", "form", "--bootstrap", "100", cwd=folder)
    for part in (r"No estimate of the total, since not every group allows one. An estimated "
                 r"[\d,]+\speople at least \(lower limit of the 95 % interval",
                 r"Total +244 +- +- +incomplete: 1 of 3 groups has no estimate; at least [\d,]+ people",
                 r"form \(blank\) +117 ", r"form labour +118 .* ok",
                 r"form sexual +9 +- +- +no estimate: no one is on two lists",
                 r"repeats the selection",
                 r"100 replicates; z0 -?0\.\d+, acceleration -?0\.\d+ \(of the lower bound of "
                 r"the total\)"):
        assert re.search(part, text), part


def two_strata(folder, women, men):
    """Two lists: counts of A alone, B alone, both, by sex."""
    lines = ["A,B,sex,count"]
    for sex, counts in (("F", women), ("M", men)):
        lines += [f"{h},{sex},{n}" for h, n in zip(("1,0", "0,1", "1,1"), counts)]
    (folder / "two.csv").write_text("\n".join(lines) + "\n")
    return "two.csv"


def test_a_sum_says_what_its_own_interval_lacks(folder):
    """Men: one person on both lists, none in a third of the replicates."""
    file = two_strata(folder, (300, 300, 100), (1000, 1000, 1))
    arguments = ("mse", file, "--by", "sex", "--bootstrap", "300", "--population", "5000000")
    total, women, men = answer(*arguments, cwd=folder)["estimates"]
    assert total["no_upper_limit"] and men["no_upper_limit"] and "no_upper_limit" not in women
    for words in ("There is no upper limit: it falls on replicates in which",
                  "is more than 20 times the number observed (2,701)",
                  "of 300 replicates the number of undetected people has no bound",
                  "There is no upper limit, so the interval goes beyond the population"):
        assert any(words in w for w in total["warnings"]), words
    text = good(*arguments, cwd=folder)
    assert re.search(r"Total +2,701 +1,003,601 +[\d,]+ or more +[\d,.]+ +[\d,.]+ or more +ok", text)
    assert not re.search(r"to -|infinit", text)
    flat = " ".join(text.split())
    assert "There is no upper limit: Total; 1 of 2 strata (sex M)." in flat


def test_a_lower_bound_has_a_rate_and_is_compared_with_the_population(folder):
    """Women 1,600 = 700 + 300 * 300 / 100; no one undetected is added for the 2,000 men."""
    file = two_strata(folder, (300, 300, 100), (1000, 1000, 0))
    arguments = ("mse", file, "--by", "sex", "--bootstrap", "100", "--population")
    total = answer(*arguments, "3000", cwd=folder)["estimates"][0]
    rate = total["rate_per_100000"]
    assert (total["status"], total["at_least"]) == ("incomplete", pytest.approx(3600))
    assert rate["at_least"] == pytest.approx(120000) and rate["value"] is None
    assert rate["at_least_lower"] == pytest.approx(total["at_least_lower"] / 3000 * 1e5)
    assert any("There are at least 3,600 people (lower limit 3," in w for w in total["warnings"])
    assert any(w.startswith("The lower bound (3,600) is above the population (3,000).")
               for w in total["warnings"])
    (row, *_) = rows(run(*arguments, "3000", "--format", "csv", cwd=folder).stdout.decode())
    assert (float(row["at_least_rate"]), float(row["at_least_lower_rate"])) == (
        rate["at_least"], rate["at_least_lower"])
    total = answer(*arguments, "4000000", cwd=folder)["estimates"][0]
    assert not any("population" in w for w in total["warnings"])


def test_no_stratum_with_an_estimate_is_exit_status_1(folder):
    (folder / "none.csv").write_text("A,B,sex,count\n1,0,F,5\n0,1,F,4\n1,0,M,3\n0,1,M,2\n")
    result = answer("mse", "none.csv", "--by", "sex", status=1, cwd=folder)
    assert [e["total"] for e in result["estimates"]] == [None] * 3
    assert result["estimates"][0]["warnings"] == [
        "No estimate, because none of its 2 strata has one."]
    text = good("mse", "none.csv", "--by", "sex", status=1, cwd=folder)
    assert text.startswith("No estimate: 14 people were observed, but none of the strata")
    done = run("mse", "none.csv", "--by", "sex", "--draws", "d.csv", cwd=folder)
    assert done.returncode == 1 and not (folder / "d.csv").exists()
    assert done.stderr == (b"sdg16: note: d.csv is not written: there are no draws without an "
                           b"estimate\n")


# ---- text ----

def test_the_text_is_a_table_of_groups_and_few_warnings(folder):
    text = good("mse", "persons.csv", *BY, "--population", "people.csv", cwd=folder)
    # in many replicates a small stratum has no bound
    assert re.match(r"An estimated [\d,]+ people \(95 % interval [\d,]+ or more, without limit, "
                    r"with the selection repeated in every replicate\), of whom 4,400 were",
                    " ".join(text.split()))
    lines = text.splitlines()
    start = lines.index("Groups: the total, the margins, the combinations") + 2
    assert [line.split("  ")[1] for line in lines[start:start + 12]] == [
        "Total", "age adult", "age minor", "age unknown", "sex F", "sex M",
        "sex F, age adult", "sex F, age minor", "sex F, age unknown",
        "sex M, age adult", "sex M, age minor", "sex M, age unknown"]
    warnings = text.split("Warnings and notes\n")[1]
    assert warnings.count("Sample coverage") == 1
    (coverage,) = re.findall(r"note: Sample coverage: (.*?)\. \w+:", " ".join(warnings.split()))
    counts = [int(n) for n in re.findall(r" in (\d) of 6 strata \([^()]* %[^()]*\)", coverage)]
    assert sum(counts) == 6
    kinds = re.findall(r"^  (warning|note): ", warnings, re.M)
    assert kinds == sorted(kinds, reverse=True)  # the warnings first
    assert not re.search(r"\bnan\b|\binf\b|\(null\)", text)
    assert not any(line != line.rstrip() for line in lines)


def test_csv_says_every_warning_with_its_stratum(folder):
    done = run("mse", "persons.csv", *BY, "--format", "csv", cwd=folder)
    table = rows(done.stdout.decode())
    assert [(row["sex"], row["age"]) for row in table] == [
        (group.get("sex", ""), group.get("age", "")) for group in GROUPS]
    lines = done.stderr.decode().splitlines()
    assert len([line for line in lines if "Sample coverage" in line]) == 6
    assert "sdg16: warning: sex=M,age=unknown: Only 4 people were observed." in lines


# ---- models ----

def test_a_common_model_is_the_same_in_every_stratum(folder):
    result = answer("mse", "persons.csv", "--by", "sex", "--common-model", "--bootstrap", "50",
                    cwd=folder)
    total, women, men = result["estimates"]
    assert women["model"] == men["model"] == result["models"][0]["model"]
    assert result["models"][0]["stratum"] == {}
    assert total["model_uncertainty"]["models"] >= 1
    assert women["search"] == men["search"]
    text = good("mse", "persons.csv", "--by", "sex", "--common-model", "--bootstrap", "50",
                cwd=folder)
    assert "one model for all strata, by the BIC of all together" in text


def test_a_given_model_and_an_interval_without_resampling(folder):
    result = answer("mse", "persons.csv", "--by", "sex", "--model", "[12,34]", "--interval",
                    "wald", cwd=folder)
    assert all(e["interval"] == "wald" and "bootstrap" not in e for e in result["estimates"])
    assert [e.get("model") for e in result["estimates"]] == [None, "[12,34]", "[12,34]"]
    resampled = answer("mse", "persons.csv", "--by", "sex", "--model", "[12,34]", "--bootstrap",
                       "50", cwd=folder)
    assert all(e["interval"] == "bca" for e in resampled["estimates"])


def test_names_of_strata_cannot_write_escape_sequences(tmp_path):
    (tmp_path / "d.csv").write_bytes(b"A,B,sex,count\n1,0,\x1b[31m,5\n0,1,\x1b[31m,4\n"
                                     b"1,1,\x1b[31m,2\n")
    for format in ("text", "json"):
        done = run("mse", "d.csv", "--by", "sex", "--format", format, cwd=tmp_path)
        assert b"\x1b" not in done.stdout + done.stderr
    assert json.loads(done.stdout)["estimates"][1]["stratum"] == {"sex": "\x1b[31m"}


def test_the_rate_of_an_incomplete_sum_is_that_of_its_lower_bound(tmp_path):
    """1,800 of 990,000 people at least: 1,600 of F (700 x 400 / 400 by two lists) and 200 seen of M."""
    (tmp_path / "d.csv").write_text(
        "sex,A,B,count\nF,1,0,300\nF,0,1,300\nF,1,1,100\nM,1,0,100\nM,0,1,100\n")
    (tmp_path / "p.csv").write_text("sex,population\nF,500000\nM,490000\n")
    text = good("mse", "d.csv", "--by", "sex", "--bootstrap", "200", "--population", "p.csv",
                cwd=tmp_path)
    (total,) = [line for line in text.splitlines() if line.startswith("  Total ")]
    assert " 181.82 or more " in total and total.count("or more") == 2
