"""Estimates from sample surveys."""

from __future__ import annotations

import ctypes
import math
from ctypes import byref, c_double
from typing import Any, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi, _files, _table
from ._errors import ArgumentError
from ._estimate import Estimate
from ._handle import Handle, made
from ._run import Cancel, Progress, run
from ._table import Table, read_table

Names = Union[None, str, Sequence[Optional[str]]]


def _strings(options: Any, what: str, count: str, value: Names) -> None:
    """Sets an array of nullable strings and its count."""
    names = _abi.one_or_more(value, what)
    array = (_abi.c_char_p * max(len(names), 1))(
        *(None if name is None else _abi.encoded(name, what) for name in names))
    setattr(options, what, array)
    setattr(options, count, len(names))


def _maybe(value: Optional[str], what: str) -> Optional[bytes]:
    return None if value is None else _abi.encoded(value, what)


def table_of(data: Any, what: str = "data") -> Table:
    """A table as it is, a path to a file (CSV, SPSS, Stata), or a mapping of columns."""
    return (read_table(data) if _files.is_source(data)
            else _table.table_from(data, what))


class Design(Handle):
    """A survey design: weights, strata, units of each stage, or replicate weights.

    >>> table = sdg16.read_csv("survey.csv")
    >>> design = sdg16.design(table, weight="weight", strata="stratum", psu="psu")
    >>> design.df, design.psus, design.strata
    """

    _free = "sdg16_design_free"

    def __init__(self, pointer: int, table: Handle) -> None:
        super().__init__(pointer)
        self._table = table  # must outlive the design
        summary = _abi.result_struct(_abi.DesignSummary, "sdg16_design_summarise", pointer)
        self.rows, self.stages = summary.rows, summary.stages
        self.strata, self.psus, self.lonely = summary.strata, summary.psus, summary.lonely
        self.replicates, self.df = summary.replicates, summary.df
        self.weight_sum = summary.weight_sum
        self.weight_effect = summary.weight_effect
        self.normalised = bool(summary.normalised)
        self.dropped = summary.dropped

    def weights(self, replicate: int = -1) -> List[float]:
        """The weight of every row: of the full sample, or of a replicate (counted from 0)."""
        out = (c_double * max(self.rows, 1))()
        _abi.call("sdg16_design_weights", self._pointer,
                  _abi.integer(replicate, -1, _abi.INT64_MAX, "replicate"), out, self.rows)
        return list(out[:self.rows])

    def replicate(self, kind: str = "bootstrap", *, count: int = 500, fay: float = 0.5,
                  seed: int = 1, around_estimate: bool = False) -> "Design":
        """A design with replicate weights made from this one: "jk1", "jkn", "brr", "fay" or
        "bootstrap" (``count`` replicates from ``seed``)."""
        options = _abi.initialised(_abi.ReplicateOptions, "sdg16_replicate_options_init")
        options.kind = _abi.constant("replicate", kind, "kind")
        options.count = _abi.integer(count, _abi.INT64_MIN, _abi.INT64_MAX, "count")
        options.fay = _abi.number(fay, "fay")
        options.around_estimate = _abi.flag(around_estimate, "around_estimate")
        return run(lambda exec_options: Design(
            made("sdg16_design_replicate", self._pointer, byref(options), byref(exec_options)),
            self._table), seed=seed)

    def calibrate(self, *margins: Any, method: str = "linear", total: str = "population",
                  bounds: Optional[Tuple[float, float]] = None,
                  auxiliaries: Optional[Mapping[str, float]] = None) -> "Design":
        """A design with weights calibrated to known totals. Each margin is a table (or a
        path, or a mapping of columns) with columns of the survey and the column ``total``.
        ``method``: "linear" (with one margin: poststratification), "raking", or "logit",
        which needs ``bounds``. Replicates are calibrated one by one. ``auxiliaries``: totals
        of numeric columns."""
        options = _abi.initialised(_abi.CalibrateOptions, "sdg16_calibrate_options_init")
        options.method = _abi.constant("calibrate", method, "method")
        options.total = _abi.encoded(total, "total")
        if bounds is not None:
            lower, upper = _abi.pair(bounds, "bounds", "two numbers, the lower and the upper bound")
            options.lower, options.upper = (_abi.number(b, "bounds") for b in (lower, upper))
        known = _abi.mapping(auxiliaries, "auxiliaries", "{column: total}")
        options.auxiliary_count = len(known)
        options.auxiliaries = _abi.strings(list(known), "auxiliaries")
        options.auxiliary_totals = _abi.several_numbers(known.values(), "auxiliaries")
        tables = [_table.to_library(table_of(margin, "margins")) for margin in margins]
        pointers = (_abi.c_void_p * max(len(tables), 1))(*(t._pointer for t in tables))
        return Design(made("sdg16_design_calibrate", self._pointer, len(tables), pointers,
                           byref(options)), self._table)


def design_pointer(design: Any) -> int:
    return _abi.instance(design, Design, "design", "sdg16.design")._pointer


class Comparison(NamedTuple):
    """One row compared with the reference row."""

    domain: Mapping[str, Optional[str]]
    reference: Mapping[str, Optional[str]]
    estimate: Estimate
    p: float


class _SurveyHandle(Handle):
    _free = "sdg16_survey_free"


class SurveyResult:
    """The result of :func:`survey`: ``estimates``, one row per domain (see
    ``sdg16_survey_estimates`` in the header); ``diagnostics``; and the numbers of the first
    row, which is the total unless ``margins`` is False: ``value``, ``se``, ``lower``,
    ``upper``, ``df``, ``deff``, ``n``, ``status``."""

    def __init__(self, pointer: int, design: Design, by: Sequence[str], level: float) -> None:
        lib = _abi.lib
        self._handle = _SurveyHandle(pointer)
        self._design = design
        self._by, self._level = tuple(by), level
        self.estimates = _table.from_library(lib.sdg16_survey_estimates(pointer))
        self.diagnostics = _table.from_library(lib.sdg16_survey_diagnostics(pointer))
        first = next(iter(self.estimates), {})
        for name in ("value", "se", "lower", "upper", "df", "deff", "cv", "n_effective"):
            value = first.get(name)
            setattr(self, name, math.nan if value is None else float(value))
        self.n = first.get("n", 0)
        self.status = first.get("status", "empty")

    @property
    def warnings(self) -> List[str]:
        """The messages of the diagnostics that are warnings."""
        return [row["message"] for row in self.diagnostics if row["severity"] == "warning"]

    @property
    def covariance(self) -> Optional[List[List[float]]]:
        """The covariances of the rows, if they were requested."""
        values = _abi.lib.sdg16_survey_covariance(self._handle._pointer)
        rows = _abi.lib.sdg16_survey_rows(self._handle._pointer)
        return [values[i * rows:(i + 1) * rows] for i in range(rows)] if values else None

    def level(self, row: int, by: str, *, label: bool = False) -> Optional[str]:
        """The value of a column of ``by`` in a row of ``estimates``, or its label; None if
        the row is a margin over that column."""
        if by not in self._by:
            raise _abi.refusal("by", f"one of {', '.join(self._by) or 'no columns'}", by)
        level = _abi.lib.sdg16_survey_level(
            self._handle._pointer, _abi.integer(row, 0, _abi.INT64_MAX, "row"),
            self._by.index(by), _abi.flag(label, "label"))
        return None if level is None else _abi.text(level)

    def contrast(self, coefficients: Sequence[float], level: Optional[float] = None) -> Estimate:
        """A linear combination of the rows of ``estimates``."""
        array = _abi.several_numbers(coefficients, "coefficients")
        out = _abi.Estimate()
        _abi.call("sdg16_survey_contrast", self._handle._pointer, len(array), array,
                  self._level if level is None else _abi.number(level, "level"), byref(out),
                  _abi.sizeof(out))
        return from_survey(out)

    def compare(self, row: int, reference: int, kind: str = "difference",
                level: Optional[float] = None) -> Comparison:
        """Compares two rows of ``estimates``: "difference", "ratio", "odds-ratio"."""
        out, p = _abi.Estimate(), c_double()
        _abi.call("sdg16_survey_compare", self._handle._pointer,
                  _abi.integer(row, _abi.INT64_MIN, _abi.INT64_MAX, "row"),
                  _abi.integer(reference, _abi.INT64_MIN, _abi.INT64_MAX, "reference"),
                  _abi.constant("compare", kind, "kind"),
                  self._level if level is None else _abi.number(level, "level"), byref(out),
                  _abi.sizeof(out), byref(p))
        rows = list(self.estimates)
        names = [{name: r.get(name) for name in self._by} for r in (rows[row], rows[reference])]
        return Comparison(names[0], names[1], from_survey(out), p.value)

    def close(self) -> None:
        """Frees the memory now; the tables and numbers remain."""
        self._handle.close()

    def __enter__(self) -> "SurveyResult":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        count = len(self.estimates)
        if self.status not in ("ok", "no-df"):
            return f"{count} estimates; the first has status {self.status}."
        return (f"{self.value:.6g} ({100 * self._level:.10g}% interval {self.lower:.6g} to "
                f"{self.upper:.6g}, standard error {self.se:.3g}) from {self.n:,} rows"
                + (f"; {count} estimates in all." if count > 1 else "."))


def from_survey(struct: Any) -> Estimate:
    return Estimate(struct.value, struct.se, struct.lower, struct.upper, struct.level, struct.df,
                    _abi.text(_abi.lib.sdg16_survey_interval_name(struct.method)))


def design(data: Any, *, weight: Optional[str] = None, psu: Names = None, strata: Names = None,
           fpc: Names = None, sampled: Names = None, lonely_psu: str = "fail",
           lonely_domain: bool = False, replicates: Names = None,
           replicate_kind: Optional[str] = None, multipliers: bool = False, fay: float = 0.5,
           scale: float = 0, scales: Optional[Sequence[float]] = None,
           around_estimate: bool = False, drop_missing_weights: bool = False) -> Design:
    """A survey design over the rows of ``data`` (a table, a path, a mapping of columns).

    ``psu``, ``strata``, ``fpc`` (population counts or sampling fractions) and ``sampled``
    (units sampled, if the file lacks some) name columns; a list has one per stage.
    ``lonely_psu``: "fail", "remove", "certainty", "adjust" or "average". ``replicates``:
    columns of replicate weights of ``replicate_kind`` "jk1", "jkn", "brr", "fay",
    "bootstrap" or "sdr" (successive differences).
    ``drop_missing_weights``: rows without a weight are left out (their number is ``dropped``)
    instead of an error; ``weights()`` then has the other rows.
    """
    table = _table.to_library(table_of(data))
    options = _abi.initialised(_abi.DesignOptions, "sdg16_design_options_init")
    options.weight = _maybe(weight, "weight")
    _strings(options, "psu", "psu_count", psu)
    _strings(options, "strata", "stratum_count", strata)
    _strings(options, "fpc", "fpc_count", fpc)
    _strings(options, "sampled", "sampled_count", sampled)
    _strings(options, "replicates", "replicate_count", replicates)
    options.lonely = _abi.constant("lonely", lonely_psu, "lonely_psu")
    options.lonely_domain = _abi.flag(lonely_domain, "lonely_domain")
    if replicate_kind is not None:
        options.replicate_kind = _abi.constant("replicate", replicate_kind, "replicate_kind")
    options.multipliers = _abi.flag(multipliers, "multipliers")
    options.around_estimate = _abi.flag(around_estimate, "around_estimate")
    options.drop_missing_weights = _abi.flag(drop_missing_weights, "drop_missing_weights")
    options.fay, options.scale = _abi.number(fay, "fay"), _abi.number(scale, "scale")
    if scales is not None:
        options.scales = factors = _abi.several_numbers(scales, "scales")
        if len(factors) != options.replicate_count:
            raise _abi.refusal("scales", f"one for each of the {options.replicate_count} "
                               "replicates", len(factors))
    return Design(made("sdg16_design_new", table._pointer, byref(options)), table)


def survey_options(*, interval: Optional[str], scheme: str, level: float, df: float,
                   where: Optional[str], with_replacement: Optional[bool],
                   thresholds: Mapping[str, float]) -> Any:
    """The options that every estimation has."""
    options = _abi.initialised(_abi.SurveyOptions, "sdg16_survey_options_init")
    if interval is not None:
        options.interval = _abi.constant("survey_interval", interval, "interval")
    options.scheme = _abi.constant("scheme", scheme, "scheme")
    options.level, options.df = _abi.number(level, "level"), _abi.number(df, "df")
    options.where = _maybe(where, "where")
    if with_replacement is not None:
        options.with_replacement = _abi.flag(with_replacement, "with_replacement")
    known = dict(_abi.SurveyThresholds._fields_)
    given = _abi.initialised(_abi.SurveyThresholds, "sdg16_survey_thresholds_init")
    for name, value in thresholds.items():
        if name not in known or name == "struct_size":
            raise ArgumentError(f"there is no argument or threshold {name}", where=name)
        setattr(given, name, _abi.number(value, name))
    options.thresholds = ctypes.pointer(given)
    return options


def survey(design: Design, *, proportion: Optional[str] = None, mean: Optional[str] = None,
           total: Union[None, bool, str] = None, ratio: Optional[Tuple[str, str]] = None,
           quantile: Optional[str] = None, average: Optional[Sequence[str]] = None,
           distribution: Optional[str] = None,
           probability: float = 0.5, rule: str = "math",
           among: Optional[str] = None, where: Optional[str] = None, by: Names = None,
           margins: bool = True, always_by: int = 0, crossed: int = 0,
           interval: Optional[str] = None, level: float = 0.95, df: float = 0, scheme: str = "none", covariance: bool = False,
           with_replacement: Optional[bool] = None, standard: Optional[str] = None,
           shares: Optional[Mapping[str, float]] = None, labels: bool = True, threads: int = 1,
           progress: Optional[Progress] = None, cancel: Optional[Cancel] = None,
           **thresholds: float) -> SurveyResult:
    """Estimates for every domain. One of ``proportion``, ``mean``, ``total`` (True: the
    size of the population), ``ratio`` (numerator, denominator), ``quantile``, ``average``
    (the mean of the proportions of several conditions) and ``distribution`` (a column: the
    share of each of its categories, in a row of its own) names the column or expression.
    ``among``: the rows of the denominator; ``where``: the rows of interest; ``by``: columns
    whose values are the domains. There are no margins over the first ``always_by`` of them; a
    row combines at most ``crossed`` of the others (0: all). ``scheme``: "nchs" (proportions),
    "nchs-rates" (totals, means, ratios), "statcan", "ine-chile", "eclac", "eclac-2023",
    "eurostat" or "custom" with ``thresholds`` (min_n, min_effective, min_events,
    min_df, max_cv, max_width, review_n, review_df, review_cv). ``standard`` with ``shares``:
    standardisation over a column. ``labels``: domains have the value labels of an SPSS or
    Stata file as names; otherwise the values.

    >>> sdg16.survey(design, proportion="asked == 1 | paid == 1", among="contact == 1",
    ...              by=["region", "sex"])
    """
    pointer = design_pointer(design)
    asked = {"proportion": proportion, "mean": mean, "ratio": ratio, "quantile": quantile,
             "total": None if total is None or total is False else total,
             "average": average, "distribution": distribution}
    given = [name for name, value in asked.items() if value is not None]
    if len(given) != 1:
        raise ArgumentError("the statistic must be one of proportion, mean, total, ratio, "
                            "quantile, average and distribution, not " + (" and ".join(given) or "none"),
                            where="statistic")
    options = survey_options(interval=interval, scheme=scheme, level=level, df=df, where=where,
                             with_replacement=with_replacement, thresholds=thresholds)
    options.statistic = _abi.constant("survey_statistic", given[0], "statistic")
    of = asked[given[0]]
    if given[0] == "ratio":
        of, over = _abi.pair(ratio, "ratio", "two columns or expressions, (numerator, denominator)")
        options.denominator = _abi.encoded(over, "ratio")
    elif given[0] == "average":
        conditions = _abi.several(average, "average", "conditions")
        of = b"; ".join(_abi.encoded(condition, "average") for condition in conditions)
    options.numerator = None if of is True else _abi.encoded(of, given[0])
    options.among = _maybe(among, "among")
    columns = [name for name in _abi.one_or_more(by, "by") if name is not None]
    options.by_count, options.by = len(columns), _abi.strings(columns, "by")
    options.rule = _abi.constant("quantile", rule, "rule")
    options.margins = _abi.flag(margins, "margins")
    options.covariance = _abi.flag(covariance, "covariance")
    options.labels = _abi.flag(labels, "labels")
    options.always_by = _abi.integer(always_by, 0, 1000, "always_by")
    options.crossed = _abi.integer(crossed, 0, 1000, "crossed")
    options.probability = _abi.number(probability, "probability")
    options.standard = _maybe(standard, "standard")
    if shares is not None:
        shares = _abi.mapping(shares, "shares", "{level: share}")
        options.share_count = len(shares)
        options.share_levels = _abi.strings([str(k) for k in shares], "shares")
        options.shares = _abi.several_numbers(shares.values(), "shares")

    def work(exec_options: Any) -> SurveyResult:
        named = columns if distribution is None else [*columns, distribution]
        return SurveyResult(made("sdg16_survey_new", pointer, byref(options),
                                 byref(exec_options)), design, named, level)

    return run(work, threads=threads, progress=progress, cancel=cancel)


class Independence(NamedTuple):
    """A test of independence: the statistic ``f`` of Rao and Scott with ``df1``, ``df2`` and
    ``p``; the first order ``chisq_p``; the Wald tests."""

    rows: int
    columns: int
    n: int
    pearson: float
    f: float
    df1: float
    df2: float
    p: float
    chisq_p: float
    wald: float
    wald_df1: float
    wald_df2: float
    wald_p: float
    adjusted: float
    adjusted_df1: float
    adjusted_df2: float
    adjusted_p: float


def independence(design: Design, row: str, column: str, *,
                 where: Optional[str] = None) -> Independence:
    """Tests whether two columns are independent: Rao and Scott, second order correction.

    >>> sdg16.independence(design, "bribe", "quintile").p
    """
    out = _abi.Independence()
    _abi.call("sdg16_survey_independence", design_pointer(design), _abi.encoded(row, "row"),
              _abi.encoded(column, "column"), _maybe(where, "where"), byref(out),
              _abi.sizeof(out))
    return Independence(*(getattr(out, name) for name in Independence._fields))


class Logistic(Handle):
    """A logistic regression: ``coefficients`` (a table with odds ratios), ``covariance``,
    ``df``, ``n``."""

    _free = "sdg16_logistic_free"

    def __init__(self, pointer: int, terms: Sequence[str]) -> None:
        super().__init__(pointer)
        lib = _abi.lib
        self.terms = tuple(terms)
        self.coefficients = _table.from_library(lib.sdg16_logistic_coefficients(pointer))
        self.df, self.n = lib.sdg16_logistic_df(pointer), lib.sdg16_logistic_n(pointer)
        p, values = len(self.coefficients), lib.sdg16_logistic_covariance(pointer)
        self.covariance = [values[i * p:(i + 1) * p] for i in range(p)]

    def test(self, term: str) -> Tuple[float, float, float, float]:
        """Wald test that the coefficients of a term are 0: F, its two degrees of freedom, p."""
        if term not in self.terms:
            raise _abi.refusal("term", "one of " + ", ".join(self.terms), term)
        out = [c_double() for _ in range(4)]
        _abi.call("sdg16_logistic_test", self._pointer, self.terms.index(term),
                  *(byref(number) for number in out))
        return out[0].value, out[1].value, out[2].value, out[3].value


def logistic(design: Design, outcome: str, terms: _abi.Names, *,
             where: Optional[str] = None, level: float = 0.95, time_limit: float = 0,
             progress: Optional[Progress] = None, cancel: Optional[Cancel] = None) -> Logistic:
    """Logistic regression. Terms: columns, "factor(column)", products "a:b".

    >>> sdg16.logistic(design, "bribe", ["sex", "factor(quintile)"]).coefficients.to_pandas()
    """
    names, pointer = _abi.one_or_more(terms, "terms"), design_pointer(design)
    confidence = _abi.number(level, "level")

    def work(exec_options: Any) -> Logistic:
        return Logistic(made("sdg16_survey_logistic", pointer,
                             _abi.encoded(outcome, "outcome"), len(names),
                             _abi.strings(names, "terms"), _maybe(where, "where"), confidence,
                             byref(exec_options)), names)

    return run(work, time_limit=time_limit, progress=progress, cancel=cancel)
