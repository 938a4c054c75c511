"""Numbers with many values, protected: what a reader can tell of one respondent. The attacks are
written here, on tables that are published exactly."""
import csv
import io
import random

import pytest
from command import good, run

MINIMUM = 5
DOMINANCE = 0.1  # the p % rule


def rows(text):
    text = text if isinstance(text, str) else text.decode()
    return {r["sex"]: r for r in csv.DictReader(io.StringIO(text))}


def write(path, people, columns="sex,w,income"):
    path.write_text(columns + "\n" + "".join(",".join(map(str, p)) + "\n" for p in people))


def survey(folder, *words, by="sex"):
    return run("survey", "s.csv", "--weight", "w", *words, "--by", by, "--format", "csv", "--quiet",
               "--protect", str(MINIMUM), cwd=folder)


def plain(rng, n=40):
    return [("FM"[i % 2], 1 + i % 3, rng.randint(10, 60)) for i in range(n)]


def test_the_total_less_the_groups_is_nobody(tmp_path):
    """One respondent without a sex: total - F - M would be the income times the weight."""
    people = plain(random.Random(1)) + [("", 2, 777)]
    write(tmp_path / "s.csv", people)
    exact = rows(good("survey", "s.csv", "--weight", "w", "--total", "income", "--by", "sex",
                      "--format", "csv", "--quiet", cwd=tmp_path))
    total, f, m = (float(exact[s]["value"]) for s in ("", "F", "M"))
    assert total - f - m == 2 * 777  # the attack
    for statistic in ("--total", "--mean", "--proportion"):
        number = "income" + (">30" if statistic == "--proportion" else "")
        done = survey(tmp_path, statistic, number)
        assert done.returncode == 2 and not done.stdout and b"by must not be blank" in done.stderr
    # many without a sex, or left out: nothing follows
    write(tmp_path / "s.csv", people + [("", 1, 20 + i) for i in range(9)])
    assert survey(tmp_path, "--total", "income").returncode == 0
    write(tmp_path / "s.csv", [p for p in people if p[0]])
    assert survey(tmp_path, "--total", "income").returncode == 0
    # without an answer they do not count
    write(tmp_path / "s.csv", people[:-1] + [("", 2, "")])
    assert survey(tmp_path, "--total", "income").returncode == 0


def test_blank_groups_of_two_columns(tmp_path):
    """total - sexes - ages + crossings are those without both: two here, each blank alone many."""
    rng = random.Random(2)
    people = [("FM"[i % 2], "ab"[i // 2 % 2], 1, rng.randint(10, 60)) for i in range(80)]
    people += [("", "ab"[i % 2], 1, 20 + i) for i in range(12)]
    people += [("FM"[i % 2], "", 1, 20 + i) for i in range(12)]
    write(tmp_path / "s.csv", people, "sex,age,w,income")
    assert survey(tmp_path, "--mean", "income", by="sex,age").returncode == 0
    write(tmp_path / "s.csv", people + [("", "", 1, 30), ("", "", 1, 40)], "sex,age,w,income")
    done = survey(tmp_path, "--mean", "income", by="sex,age")
    assert done.returncode == 2 and b"by must not be blank" in done.stderr


def dominated(people):
    """Does anybody who knows the own contribution tell another to within 10 %?"""
    for group in ("F", "M", None):
        x = sorted((w * y for s, w, y in people if group in (None, s)), reverse=True)
        best = min((sum(x) - x[i] - x[j]) / x[i] for i in range(len(x)) for j in range(len(x))
                   if i != j and x[i] > 0)
        if best < DOMINANCE:
            return True
    return False


@pytest.mark.parametrize("statistic", ["--total", "--mean", "--ratio"])
def test_nobody_tells_the_largest_contribution(tmp_path, statistic):
    rng = random.Random(3)
    seen = {True: 0, False: 0}
    ratio = statistic == "--ratio"
    for _ in range(40):
        people = [("FM"[i % 2], rng.choice((1, 2, 9)),
                   10 ** rng.uniform(1, rng.choice((2, 2, 2, 4)))) for i in range(14)]
        hours = [rng.uniform(1, 40) for _ in people]  # no value twice
        write(tmp_path / "s.csv", [(*p, h) for p, h in zip(people, hours)], "sex,w,income,hours")
        done = survey(tmp_path, statistic, "income" + ("/hours" if ratio else ""))
        bad = dominated(people) or (
            ratio and dominated([(s, w, h) for (s, w, _), h in zip(people, hours)]))
        seen[bad] += 1
        assert (done.returncode == 2) == bad, (people, done.stderr)
        assert not bad or (b"largest contribution" in done.stderr and not done.stdout)
    assert min(seen.values()) >= 5, seen


def test_quantiles_tell_no_end_of_the_distribution(tmp_path):
    """Published values and limits have five respondents at or beyond them on either side."""
    rng = random.Random(4)
    published = 0
    for round in range(60):
        people = [("FM"[i % 2], rng.choice((1, 2, 9)), rng.randint(10, 999))
                  for i in range(rng.choice((14, 40, 90)))]
        write(tmp_path / "s.csv", people)
        p = rng.choice((0.02, 0.1, 0.25, 0.5, 0.75, 0.95))
        words = ["--quantile", str(p), "--of", "income", "--rule",
                 rng.choice(("math", "school", "hf4", "hf7"))]
        done = survey(tmp_path, *words, *(["--interval", "none"] if round % 3 == 0 else []))
        exact = rows(good("survey", "s.csv", "--weight", "w", *words, "--by", "sex", "--format",
                          "csv", "--quiet", *(["--interval", "none"] if round % 3 == 0 else []),
                          cwd=tmp_path))
        least = 99
        for sex, row in exact.items():
            own = [y for s, _, y in people if not sex or s == sex]
            for cell in ("value", "lower", "upper"):
                if row[cell]:
                    x = float(row[cell])
                    least = min(least, sum(y <= x for y in own), sum(y >= x for y in own))
        assert (done.returncode == 2) == (least < MINIMUM), (least, done.stderr)
        if done.returncode == 0:
            published += 1
            assert rows(done.stdout)[""]["value"]
        else:
            assert b"on either side" in done.stderr and not done.stdout
    assert 5 <= published <= 55, published


def test_without_protection_nothing_is_refused(tmp_path):
    people = plain(random.Random(5), 30) + [("", 2, 10 ** 6)]
    write(tmp_path / "s.csv", people)
    for protect in ([], ["--protect", "0,cv=0.5"]):
        good("survey", "s.csv", "--weight", "w", "--total", "income", "--by", "sex", "--format",
             "csv", *protect, cwd=tmp_path)
