"""The rule of estimability straight from its definition, to check the library by.

A table is a dict from histories (bit masks) to counts, a model the tuple of all its terms,
0 (the intercept) among them. Everything about zeros is exact: linear programmes over the
integers in the coefficients themselves, with the rows of all unobserved histories and the
columns of all terms. Nothing is taken out beforehand, neither terms with empty margins nor
the histories that they exclude. Means and likelihoods are those of iteratively reweighted
least squares by orthogonal columns. The library goes other ways: a basis of a null space,
conic combinations, facial reduction, Newton's method with Cholesky's factors.
"""

import math


# ---- models ----


def histories(lists):
    return range(1, 1 << lists)


def terms_of(generators, lists):
    """The hierarchical model: every subset of the generators, and all main effects."""
    terms = {0} | {1 << j for j in range(lists)}
    for g in generators:
        terms.update(t for t in range(g + 1) if t & g == t)
    return tuple(sorted(terms, key=lambda t: (bin(t).count("1"), t)))


def all_models(lists):
    """Every hierarchical model but the saturated one."""
    full = (1 << lists) - 1
    higher = sorted((t for t in range(full) if bin(t).count("1") > 1),
                    key=lambda t: bin(t).count("1"))
    models = [frozenset()]
    for t in higher:
        below = [s for s in higher if s != t and s & t == s]
        models += [m | {t} for m in models if all(s in m for s in below)]
    return [terms_of(m, lists) for m in models]


def notation(terms):
    """"[12,3]": the maximal terms."""
    top = [t for t in terms if t and not any(s != t and s & t == t for s in terms)]
    return "[" + ",".join("".join(str(j + 1) for j in range(16) if t >> j & 1)
                          for t in top) + "]"


def row(history, terms):
    return [1 if history & t == t else 0 for t in terms]


# ---- exact linear algebra ----


def independent_columns(rows, order):
    """Which of the columns, taken in `order`, do not depend on those before them."""
    columns = [[r[j] for r in rows] for j in order]
    kept, reduced = [], []
    for j, column in zip(order, columns):
        for lead, basis in reduced:
            factor, pivot = column[lead], basis[lead]
            if factor:
                column = [pivot * x - factor * y for x, y in zip(column, basis)]
        lead = next((i for i, x in enumerate(column) if x), None)
        if lead is not None:
            common = math.gcd(*column)
            reduced.append((lead, [x // common for x in column]))
            kept.append(j)
    return kept


def rank(rows):
    return len(independent_columns(rows, range(len(rows[0])))) if rows else 0


def maximum(objective, constraints, limits):
    """max objective x, constraints x <= limits, x >= 0, all integers, limits >= 0 and the
    programme bounded: the simplex method with Bland's rule, and Edmonds' integers (all
    numbers over one denominator). Gives that denominator, the maximum times it and x times
    it."""
    m, n = len(constraints), len(objective)
    table = [list(a) + [b] for a, b in zip(constraints, limits)]
    table.append([-c for c in objective] + [0])
    outside, inside = list(range(n)), list(range(n, n + m))  # the variables, then the slacks
    scale = 1
    while True:
        bottom = table[m]
        entering = [j for j in range(n) if bottom[j] < 0]
        if not entering:
            break
        j = min(entering, key=outside.__getitem__)
        leaving = None
        for i in range(m):
            if table[i][j] > 0:
                if leaving is None:
                    leaving = i
                    continue
                here = table[i][n] * table[leaving][j]
                there = table[leaving][n] * table[i][j]
                if here < there or here == there and inside[i] < inside[leaving]:
                    leaving = i
        assert leaving is not None, "unbounded"
        pivot_row = table[leaving]
        pivot = pivot_row[j]
        for i, r in enumerate(table):
            if i == leaving:
                continue
            factor = r[j]
            if factor:
                new = [(x * pivot - factor * y) // scale for x, y in zip(r, pivot_row)]
            elif pivot != scale:
                new = [x * pivot // scale for x in r]
            else:
                new = r
            new[j] = -factor
            table[i] = new
        pivot_row[j] = scale
        scale = pivot
        outside[j], inside[leaving] = inside[leaving], outside[j]
    x = [0] * n
    for i, variable in enumerate(inside):
        if variable < n:
            x[variable] = table[i][n]
    return scale, table[m][n], x


# ---- recession directions ----


class Zeros:
    """What the zeros of a table do to a model.

    A recession direction is b with row(c) b = 0 on the observed histories and <= 0 on the
    others. b is written u - w with u >= 0 and one number w >= 0, so that 0 is feasible.
    """

    def __init__(self, table, lists, terms):
        self.terms = terms
        self.observed = [c for c in histories(lists) if table.get(c, 0) > 0]
        self.unobserved = [c for c in histories(lists) if not table.get(c, 0) > 0]
        shifted = {c: row(c, terms) for c in histories(lists)}
        for r in shifted.values():
            r.append(-sum(r))
        self.cone = [shifted[c] for c in self.observed + self.unobserved]
        # <= 0 everywhere, and with a sum >= 0 it is 0 on every observed history
        self.cone.append([-sum(column) for column in
                          zip(*(shifted[c] for c in self.observed))])

    def _intercept_moves(self, sign):
        """Is there a recession direction with sign * b(0) > 0?"""
        size = len(self.terms) + 1
        intercept = [0] * size
        intercept[0], intercept[-1] = sign, -sign
        _, value, _ = maximum(intercept, self.cone + [intercept], [0] * len(self.cone) + [1])
        return value > 0

    def status(self):
        rises, falls = self._intercept_moves(1), self._intercept_moves(-1)
        if rises and falls:
            return "not-identifiable"
        if rises:
            return "unbounded"
        if falls:
            return "none-hidden"
        plain = [c for c in self.observed + self.unobserved if not self.excluded(c)]
        face = self.face()
        whole = sorted(face) == sorted(plain)
        return "ok" if whole and self.rank(face) == self.nonempty() else "ok-on-face"

    def excluded(self, history):
        """Does the history contain a term that no observed one contains?"""
        return any(history & t == t and not self.seen(t) for t in self.terms)

    def seen(self, term):
        return any(c & term == term for c in self.observed)

    def nonempty(self):
        return sum(self.seen(t) for t in self.terms)

    def face(self):
        """The observed histories and those on which no recession direction is negative: a
        direction of largest support, max sum of min(-row(c) b, 1)."""
        count, size = len(self.unobserved), len(self.terms) + 1
        first = len(self.observed)
        rows = [r + [int(i == first + k) for k in range(count)] for i, r in enumerate(self.cone)]
        rows += [[0] * size + [int(i == k) for k in range(count)] for i in range(count)]
        limits = [0] * len(self.cone) + [1] * count
        scale, value, x = maximum([0] * size + [1] * count, rows, limits)
        off = {c for c, t in zip(self.unobserved, x[size:]) if t == scale}
        assert value == scale * len(off)  # a cone: 0 or 1 each
        return self.observed + [c for c in self.unobserved if c not in off]

    def rank(self, face):
        return rank([row(c, self.terms) for c in face])

    def spans_intercept(self, face):
        """Does the row of the empty history lie in the span of the face's rows?"""
        rows = [row(c, self.terms) for c in face]
        return rank(rows) == rank(rows + [row(0, self.terms)])


# ---- maximum likelihood on a face ----


def _orthogonalised(columns):
    """Columns made orthogonal one after another, twice for accuracy; q, and r by columns."""
    q, r = [], []
    for column in columns:
        coefficients = [0.0] * len(q)
        for _ in range(2):
            for k, other in enumerate(q):
                part = math.fsum(map(float.__mul__, other, column))
                coefficients[k] += part
                column = [x - part * y for x, y in zip(column, other)]
        length = math.sqrt(math.fsum(x * x for x in column))
        q.append([x / length for x in column])
        r.append(coefficients + [length])
    return q, r


def _back_substituted(r, right):
    solution = list(right)
    for k in reversed(range(len(solution))):
        solution[k] /= r[k][k]
        for i in range(k):
            solution[i] -= r[k][i] * solution[k]
    return solution


def _deviance_part(n, eta):
    mean = math.exp(min(eta, 700))
    return 2 * ((n * (math.log(n) - eta) if n else 0) - (n - mean))


class FaceFit:
    """Poisson maximum likelihood on a face, dependent columns left out (the later ones are
    kept, where the library keeps the earlier): deviance and means; with `estimable` the
    number hidden and v00, the variance of its logarithm."""

    def __init__(self, counts, face, terms, estimable=True):
        rows = [row(c, terms) for c in face]
        kept = independent_columns(rows, range(len(terms) - 1, -1, -1))
        if estimable:  # then the intercept depends on no other column
            assert kept[-1] == 0
        columns = [[float(r[j]) for r in rows] for j in kept]
        n = [float(counts.get(c, 0)) for c in face]
        eta = [math.log(x + 0.5) for x in n]
        deviance, beta = math.inf, None
        for _ in range(200):
            mean = [math.exp(e) for e in eta]
            root = [math.sqrt(m) for m in mean]
            weighted = [[x * s for x, s in zip(column, root)] for column in columns]
            q, r = _orthogonalised(weighted)
            working = [s * e + (x - m) / s for s, e, x, m in zip(root, eta, n, mean)]
            target = _back_substituted(r, [math.fsum(map(float.__mul__, k, working))
                                           for k in q])
            eta, beta, new, step = self._step(columns, n, beta, target, deviance)
            if step < 1e-11 or (new >= deviance - 1e-14 * abs(deviance) and step < 1e-7):
                deviance = new
                break
            deviance = new
        else:
            raise AssertionError("no convergence")
        self.deviance = deviance
        self.means = dict(zip(face, map(math.exp, eta)))
        if estimable:
            self.hidden = math.exp(beta[-1])
            self.v00 = self._variance(columns, eta)

    @staticmethod
    def _step(columns, n, beta, target, deviance):
        """To the target, or as much of the way as makes the deviance no larger."""
        size, start = 1.0, beta or target
        while True:
            new = [b + size * (t - b) for b, t in zip(start, target)]
            eta = [math.fsum(x) for x in zip(*([b * x for x in column]
                                               for b, column in zip(new, columns)))]
            if max(eta) < 600:
                value = math.fsum(map(_deviance_part, n, eta))
                if value <= deviance + 1e-11 * (1 + abs(deviance)) or size < 1e-10:
                    moved = max(abs(a - b) for a, b in zip(new, start)) if beta else math.inf
                    return eta, new, value, moved
            size /= 2

    @staticmethod
    def _variance(columns, eta):
        root = [math.exp(e / 2) for e in eta]
        _, r = _orthogonalised([[x * s for x, s in zip(column, root)] for column in columns])
        # the intercept comes last: its variance is the last diagonal's
        return 1 / r[-1][-1] ** 2


def log_likelihood(counts, deviance):
    """With the full Poisson constant."""
    return -0.5 * deviance + sum(n * math.log(n) - n - math.lgamma(n + 1)
                                 for n in counts.values() if n)


def criteria(counts, deviance, parameters):
    fit = -2 * log_likelihood(counts, deviance)
    return {"bic": parameters * math.log(sum(counts.values())) + fit,
            "aic": 2 * parameters + fit}


# ---- the profile of the multinomial likelihood in the number hidden ----


class Profile:
    """The multinomial likelihood of N = n + h maximised over the model's probabilities, by
    iterative proportional fitting of the completed table: h persons in the cell of no list."""

    def __init__(self, counts, lists, terms):
        self.counts, self.cells = counts, range(1 << lists)
        self.n = sum(counts.values())
        top = [t for t in terms if not any(s != t and s & t == t for s in terms)]
        self.margins = [[[c for c in self.cells if c & t == part]
                         for part in range(t + 1) if part & t == part] for t in top]

    def at(self, hidden):
        """2 log of the profile, up to a constant."""
        counts = {c: float(self.counts.get(c, 0)) for c in self.cells}
        counts[0] = hidden
        total = self.n + hidden
        mean = [total / len(self.cells)] * len(self.cells)
        before = -math.inf
        for _ in range(200000):
            for margin in self.margins:
                for cells in margin:
                    wanted, found = sum(counts[c] for c in cells), sum(mean[c] for c in cells)
                    factor = wanted / found if found else 0.0
                    for c in cells:
                        mean[c] *= factor
            value = math.fsum(x * math.log(mean[c] / total) for c, x in counts.items() if x)
            if value - before < 1e-13 * abs(value):
                break
            before = value
        return 2 * (value + math.lgamma(total + 1) - math.lgamma(hidden + 1))

    def upper(self, quantile, highest, most=1e6):
        """Where it has fallen by `quantile` from `highest`, its value at 0."""
        low, high = 0.0, 1.0
        while highest - self.at(high) < quantile:
            low, high = high, 2 * high
            assert high < most
        while high - low > 1e-10 * (1 + high):
            middle = (low + high) / 2
            if highest - self.at(middle) < quantile:
                low = middle
            else:
                high = middle
        return self.n + (low + high) / 2
