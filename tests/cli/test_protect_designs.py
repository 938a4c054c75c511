"""Protected proportions under designs: finite populations, two stages, replicate weights in the
file, linear calibration with negative weights, weights of zero. Every data set with the same
design and groups is estimated by formulas written anew, and those that agree with the release
are the reader's. The group of each respondent is known: it follows from the stratum."""
import csv
import io
import math
import random

import pytest
from command import good, run

np = pytest.importorskip("numpy")

MINIMUM = 3
BANDS = ((0.05, "up to 5 %"), (0.1, "5 to 10 %"), (0.165, "10 to 16.5 %"))


class Sample:
    """Respondents in strata; `variance` of the sums over respondents of numbers z (sets x
    respondents)."""
    options = ["--strata", "stratum"]
    lists = ()

    def __init__(self, rng, people):
        self.rng, self.people = rng, people
        self.stratum = np.sort([k % 4 for k in range(people)])
        self.sex = np.where(self.stratum < 2, "F", "M")
        self.weight = np.array([(1.0, 4.0, 2.0, 7.0)[s] for s in self.stratum])
        self.columns = {}
        self.design()

    def design(self):
        """Weights and columns of the kind."""

    def share(self, y, inside, weight=None):
        w = (self.weight if weight is None else weight) * inside
        return y @ w / w.sum()

    def linear(self, y, inside, p):
        w = self.weight * inside
        return w * (y - p[:, None]) / w.sum()

    def estimate(self, y, inside):
        p = self.share(y, inside)
        return p, np.sqrt(np.maximum(self.variance(self.linear(y, inside, p)), 0))

    def within(self, z, units, fraction):
        """Sum over strata of (1 - f) n / (n - 1) sum of squares, of totals of units."""
        out = 0
        for s in np.unique(self.stratum):
            which = [z[:, (self.stratum == s) & (units == u)].sum(1)
                     for u in np.unique(units[self.stratum == s])]
            t, n = np.stack(which, 1), len(which)
            out = out + (1 - fraction[s]) * n / (n - 1) * (
                (t - t.mean(1, keepdims=True)) ** 2).sum(1)
        return out

    def variance(self, z):
        return self.within(z, np.arange(self.people), np.zeros(4))


class Finite(Sample):
    options = ["--strata", "stratum", "--fpc", "N"]

    def design(self):
        n = np.bincount(self.stratum)
        self.N = n * np.array((2, 3, 2, 5))
        self.weight = (self.N / n)[self.stratum]
        self.columns["N"] = self.N[self.stratum]
        self.f = n / self.N

    def variance(self, z):
        return self.within(z, np.arange(self.people), self.f)


class TwoStages(Sample):
    options = ["--strata", "stratum", "--psu", "psu,id", "--fpc", "N,M"]

    def design(self):
        place = np.concatenate([np.arange((self.stratum == s).sum()) for s in range(4)])
        self.psu = self.stratum * 10 + place % 2
        self.columns["psu"], self.columns["id"] = self.psu, np.arange(self.people)
        self.f1 = np.array((0.5, 0.25, 0.4, 0.2))
        self.columns["N"] = (2 / self.f1)[self.stratum].astype(int)
        size = np.array([(self.psu == u).sum() for u in self.psu])
        self.columns["M"] = 3 * size
        self.weight = 3 / self.f1[self.stratum]

    def variance(self, z):
        out = self.within(z, self.psu, self.f1)
        for u in np.unique(self.psu):
            t = z[:, self.psu == u]
            m, f1 = t.shape[1], self.f1[u // 10]
            out = out + f1 * (1 - 1 / 3) * m / (m - 1) * (
                (t - t.mean(1, keepdims=True)) ** 2).sum(1)
        return out


class Replicates(Sample):
    options = ["--replicates", "r_*", "--replicate-kind", "brr"]

    def design(self):
        pattern = ((1, 1, 1, 1), (1, -1, 1, -1), (1, 1, -1, -1), (1, -1, -1, 1))
        half = np.concatenate([np.arange((self.stratum == s).sum()) % 2 for s in range(4)])
        self.replicate = []
        for r, signs in enumerate(pattern):
            sign = np.array(signs)[self.stratum] * np.where(half, 1, -1)
            self.replicate.append(self.weight * np.where(sign > 0, 2, 0))
            self.columns[f"r_{r}"] = self.replicate[-1]

    def estimate(self, y, inside):
        p = self.share(y, inside)
        each = np.stack([self.share(y, inside, w) for w in self.replicate])
        return p, np.sqrt(((each - each.mean(0)) ** 2).mean(0))


class Zeros(Sample):
    """Some respondents have the weight 0: they count nowhere."""

    def design(self):
        self.weight = self.weight * np.where(np.arange(self.people) % 5 == 3, 0, 1)


class Calibrated(Sample):
    """To the population and the total of x, which turns some weights negative."""

    def design(self):
        self.columns["x"] = np.array([(self.rng.random() < 0.3) * 6 + 1.0
                                      for _ in range(self.people)])
        self.columns["one"] = np.ones(self.people)
        self.first = self.weight.copy()
        self.X = np.stack([self.columns["one"], self.columns["x"]], 1)
        totals = self.X.T @ self.first
        totals[1] *= 0.3
        self.options = ["--strata", "stratum", "--calibrate", "linear", "--auxiliary",
                        f"one={totals[0]!r}", "--auxiliary", f"x={totals[1]!r}"]
        cross = self.X.T @ (self.X * self.first[:, None])
        factor = np.linalg.solve(cross, totals - self.X.T @ self.first)
        self.weight = self.first * (1 + self.X @ factor)
        self.cross = cross

    def linear(self, y, inside, p):
        u = inside * (y - p[:, None]) / (self.weight * inside).sum()
        beta = np.linalg.solve(self.cross, self.X.T @ (u * self.first).T)
        return (u - (self.X @ beta).T) * self.weight


def release(table):
    return {r["sex"]: (r["value"], r["note"], r.get("cv_band")) for r in table}


def steps_of(se, slack=0.0):
    power = 10 ** np.floor(np.log10(np.maximum(se, 1e-300)) + slack)
    return np.maximum(0.01, np.where(se > 1e-12, power, 0))


def agrees(shown, factor, p, se):
    """On a border, where the last bit decides, both sides agree."""
    value, note, band = shown
    step = float(note.removeprefix("Rounded to multiples of "))
    ok = np.zeros(len(p), bool)
    for slack in (-1e-12, 1e-12):
        ok |= np.abs(factor * steps_of(se, slack) / step - 1) < 1e-9
    ok &= np.abs(p - float(value)) <= step * (0.5 + 1e-9)
    if band:
        cv = se / np.where(np.abs(p) < 1e-12, np.nan, np.abs(p))
        at = {name: k for k, (_, name) in enumerate(BANDS)}.get(band, len(BANDS))
        edges = [-math.inf] + [b for b, _ in BANDS] + [math.inf]
        ok &= (cv > edges[at] - 1e-12) & (cv <= edges[at + 1] + 1e-12)
    return ok


def groups_of(s):
    return {"": np.ones(s.people), "F": (s.sex == "F") * 1.0, "M": (s.sex == "M") * 1.0}


def check_estimator(s, y, exact):
    for row in exact:
        p, se = s.estimate(y[None, :], groups_of(s)[row["sex"]])
        assert abs(p[0] - float(row["value"])) < 1e-9
        assert abs(se[0] - float(row["se"] or 0)) < 1e-8


def attack(s, y, table, every):
    """Widths of the ranges of small counts."""
    groups, ok = groups_of(s), np.ones(len(every), bool)
    for sex, shown in release(table).items():
        if not shown[0]:
            continue
        step = steps_of(s.estimate(y[None, :], groups[sex])[1])[0]
        factor = float(shown[1].removeprefix("Rounded to multiples of ")) / step
        assert min(abs(factor - k) for k in (1, 2, 5)) < 1e-9
        ok &= agrees(shown, factor, *s.estimate(every, groups[sex]))
    assert agrees_itself(y, every[ok])
    widths = []
    for sex, inside in groups.items():
        seen = inside * (s.weight != 0)
        for answers in (y, 1 - y):
            count = (answers * seen).sum()
            if not 0 < count < MINIMUM:
                continue
            assert not release(table)[sex][0]
            found = every[ok] @ seen if answers is y else (1 - every[ok]) @ seen
            found = found[found > 0]
            widths.append(found.max() - found.min())
    return widths


def agrees_itself(y, sets):
    return (sets == y).all(1).any()


@pytest.mark.parametrize("kind, people", [
    (Sample, 16), (Finite, 16), (TwoStages, 16), (Replicates, 16), (Zeros, 18), (Calibrated, 16)],
    ids=lambda x: getattr(x, "__name__", str(x)))
def test_counts_cannot_be_told(tmp_path, kind, people):
    rng = random.Random(kind.__name__)
    widths, rows_told, nothing, negative = [], 0, 0, 0
    bits = np.arange(2 ** people, dtype=np.int64)
    for _ in range(12):
        s = kind(rng, people)
        y = np.array([float(rng.random() < (0.25 if x == "F" else 0.5)) for x in s.sex])
        if (s.weight == 0).any():
            y[s.weight == 0] = 0
        every = ((bits[:, None] >> np.arange(people)) & 1).astype(float)
        every = every[(every[:, s.weight == 0] == 0).all(1)]
        weight = getattr(s, "first", s.weight)
        columns = {"sex": s.sex, "stratum": s.stratum, "w": weight, "y": y.astype(int),
                   **s.columns}
        (tmp_path / "s.csv").write_text(",".join(columns) + "\n" + "".join(
            ",".join(str(v) for v in row) + "\n" for row in zip(*columns.values())))
        command = ["survey", "s.csv", "--weight", "w", *s.options, "--proportion", "y == 1",
                   "--by", "sex", "--format", "csv", "--quiet"]
        check_estimator(s, y, rows(good(*command, cwd=tmp_path)))
        negative += (s.weight < 0).any()
        done = run(*command, "--protect", str(MINIMUM), cwd=tmp_path)
        table = rows(done.stdout)
        told = sum(bool(r["value"]) for r in table)
        if any("se" in r and r["se"] for r in table):
            continue  # nothing to hide
        rows_told, nothing = rows_told + told, nothing + (told == 0)
        if told:
            widths += attack(s, y, table, every)
    print(f"{kind.__name__}: {len(widths)} counts, narrowest {min(widths, default=None)}, "
          f"{rows_told} rows told, {nothing} tables with nothing, {negative} with negative "
          f"weights")
    assert kind is not Calibrated or negative
    assert all(width >= MINIMUM for width in widths)


def rows(text):
    return list(csv.DictReader(io.StringIO(text.decode() if isinstance(text, bytes) else text)))
