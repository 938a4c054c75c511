"""Failures arrive as exceptions with everything the library knows."""

import pytest

import sdg16
from sdg16 import _abi, _errors

BLOCKS = [(-1, sdg16.OutOfMemory, MemoryError), (-2, sdg16.Cancelled, sdg16.Error),
          (-3, sdg16.TimeLimit, TimeoutError), (-4, sdg16.Unsupported, NotImplementedError),
          (-5, sdg16.InternalError, RuntimeError), (-6, sdg16.InternalError, RuntimeError),
          (-100, sdg16.ArgumentError, ValueError), (-104, sdg16.ArgumentError, ValueError),
          (-200, sdg16.FileError, OSError), (-203, sdg16.FileError, OSError),
          (-300, sdg16.DataError, ValueError), (-304, sdg16.DataError, ValueError),
          (-400, sdg16.CaptureError, sdg16.DataError), (-404, sdg16.CaptureError, ValueError),
          (-600, sdg16.PopulationError, sdg16.DataError),
          (-9999, sdg16.InternalError, RuntimeError)]


@pytest.mark.parametrize("status, kind, builtin", BLOCKS)
def test_every_status_has_its_exception(status, kind, builtin):
    error = _abi.Error(code=status, row=7, column=3, where=b"f.csv", message=b"f.csv, line 7: x")
    raised = _errors.exception(status, error)
    assert type(raised) is kind
    assert isinstance(raised, builtin) and isinstance(raised, sdg16.Error)
    assert (raised.code, raised.row, raised.column, raised.where) == (status, 7, 3, "f.csv")
    assert str(raised) == "f.csv, line 7: x"
    assert raised.name.startswith("SDG16_ERR_") or status == -9999


def test_a_failure_without_details_has_the_name_of_its_status():
    raised = _errors.exception(-202, None)
    assert str(raised) == raised.name == "SDG16_ERR_WRITE"
    assert (raised.row, raised.column, raised.where) == (None, None, "")


def test_a_missing_file_is_an_oserror_that_names_it(tmp_path):
    path = tmp_path / "nichts – da.csv"
    with pytest.raises(OSError) as caught:
        sdg16.read_capture(path)
    assert caught.value.name == "SDG16_ERR_OPEN"
    assert str(path) in str(caught.value)


def test_a_bad_flag_is_named_by_file_line_and_column(write):
    path = write("v.csv", "A,B,count\n1,0,5\n0,l,4\n")
    with pytest.raises(sdg16.DataError) as caught:
        sdg16.read_capture(path, lists=["A", "B"])
    error = caught.value
    assert error.name == "SDG16_ERR_VALUE"
    assert (error.where, error.row, error.column) == (str(path), 3, 2)
    assert "'l'" in str(error)
    assert "\n" not in str(error)


def test_a_malformed_file_is_a_file_error(write):
    with pytest.raises(sdg16.FileError) as caught:
        sdg16.read_capture(write("w.csv", "A,B,count\n1,0\n"))
    assert caught.value.name == "SDG16_ERR_FORMAT"
    assert caught.value.row == 2


def test_a_bad_model_names_what_is_wrong(kosovo):
    for model in ("[12", "[1234]", "[19]", "[EXH*XXX]", "x"):
        with pytest.raises(sdg16.CaptureError) as caught:
            sdg16.fit(kosovo, model)
        assert caught.value.name == "SDG16_ERR_MODEL"
        with pytest.raises(sdg16.CaptureError):
            sdg16.mse(kosovo, model=model)


@pytest.mark.parametrize("options, message", [
    ({"select": "best"}, r"select: 'best' is not one of none, bic, aic, aicc, stepwise, downhill"),
    ({"interval": "bayes"}, r"interval: 'bayes' is not one of none, wald, profile, "
                            r"profile-poisson, bca, percentile, basic, auto"),
    ({"bootstrap": "wild"}, r"bootstrap: 'wild' is not one of nonparametric, parametric"),
    ({"replicates": -1}, r"replicates must be from 1 to 100,000,000"),
    ({"replicates": 1e3}, r"replicates: 1000.0 is not a whole number"),
    ({"top_intervals": -1}, r"top_intervals must be from 0"),
    ({"top_intervals": 3, "select": "stepwise"}, r"top_intervals needs models ranked by bic"),
    ({"top_intervals": 3, "interval": "wald"}, r"top_intervals needs a bootstrap interval"),
    ({"top_intervals": 3, "reselect": False}, r"top_intervals needs a bootstrap interval"),
    ({"replicate_range": 7}, r"replicate_range: 7 is not two numbers"),
    ({"replicate_range": (-1, 5)}, r"replicate_range: -1 is not between 0"),
    ({"replicate_range": (0, 1001)}, r"needs an explicit number of replicates"),
    ({"replicate_range": (0, 1001), "replicates": 1000}, r"replicates 0 to 1001 found, expected a range within"),
    ({"replicate_range": (6, 5)}, r"replicates \[6, 5\), expected 0 <= begin <= end"),
    ({"seed": -1}, r"seed: -1 is not between 0 and 18446744073709551615"),
    ({"max_order": 2**40}, r"max_order: 1099511627776 is not between"),
    ({"max_order": 1.5}, r"max_order: 1.5 is not a whole number"),
    ({"level": "0.95"}, r"level: '0.95' is not a number"),
    ({"level": 95}, r"level"),
    ({"level": float("nan")}, r"level"),
    ({"population": -1}, r"population"),
    ({"threads": -1}, r"threads is -1, expected 0"),
    ({"time_limit": -0.5}, r"time_limit is -0.5, expected 0"),
    ({"top": -1}, r"top"),
    ({"model": 12}, r"model: 12 is not text"),
])
def test_options_outside_their_range_are_refused(kosovo, options, message):
    with pytest.raises(ValueError, match=message):
        sdg16.mse(kosovo, **options)


def test_an_unknown_layout_is_refused(path_of):
    with pytest.raises(sdg16.ArgumentError,
                       match="'long' is not one of auto, histories, persons, records, files"):
        sdg16.read_capture(path_of("korea"), layout="long")
    with pytest.raises(sdg16.ArgumentError, match="lists: 'AB' is one text"):
        sdg16.read_capture(path_of("korea"), lists="AB")


def test_a_population_that_cannot_be_is_refused():
    for population in (0, -5, float("nan"), float("inf")):
        with pytest.raises(sdg16.PopulationError):
            sdg16.rate(100, population)
