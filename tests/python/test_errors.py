"""Failures arrive as exceptions with everything the library knows."""

import re

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
    assert (raised.status, raised.row, raised.column, raised.where) == (status, 7, 3, "f.csv")
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
    ({"select": "best"}, "select must be one of none, bic, aic, aicc, stepwise, downhill, "
                         "not 'best'"),
    ({"interval": "bayes"}, "interval must be one of none, wald, profile, profile-poisson, "
                            "bca, percentile, basic, auto, not 'bayes'"),
    ({"bootstrap": "wild"}, "bootstrap must be one of nonparametric, parametric, not 'wild'"),
    ({"replicates": -1}, r"replicates must be from 1 to 100,000,000"),
    ({"replicates": 1e3}, "replicates must be a whole number, not 1000.0"),
    ({"top_intervals": -1}, r"top_intervals must be from 0"),
    ({"top_intervals": 3, "select": "stepwise"}, r"top_intervals needs models ranked by bic"),
    ({"top_intervals": 3, "interval": "wald"}, r"top_intervals needs a bootstrap interval"),
    ({"top_intervals": 3, "reselect": False}, r"top_intervals needs a bootstrap interval"),
    ({"replicate_range": 7}, "replicate_range must be two numbers, the first replicate, from "
                             "0, and the one after the last, not 7"),
    ({"replicate_range": (-1, 5)}, "replicate_range must be from 0 to 9223372036854775807, "
                                   "not -1"),
    ({"replicate_range": (0, 1001)}, r"needs an explicit number of replicates"),
    ({"replicate_range": (0, 1001), "replicates": 1000}, r"the range of replicates must lie within 0 to 1000, not 0 to 1001"),
    ({"replicate_range": (6, 5)}, r"sdg16_exec_options: replicate_begin and replicate_end "
                                  r"must satisfy 0 <= begin <= end <= 2\^48 \(an end of -1: "
                                  r"all\), not 6 and 5"),
    ({"seed": -1}, "seed must be from 0 to 18446744073709551615, not -1"),
    ({"max_order": 2**40}, "max_order must be from -2147483648 to 2147483647, not "
                           "1099511627776"),
    ({"max_order": 1.5}, "max_order must be a whole number, not 1.5"),
    ({"level": "0.95"}, "level must be a number, not '0.95'"),
    ({"level": 95}, r"level"),
    ({"level": float("nan")}, r"level"),
    ({"population": -1}, r"population"),
    ({"threads": -1}, r"sdg16_exec_options: threads must be from 0 \(all cores\) to 1024, not "
                      r"-1"),
    ({"time_limit": -0.5}, r"sdg16_exec_options: time_limit must be 0 \(none\) or a number of "
                           r"seconds, not -0.5"),
    ({"top": -1}, r"top"),
    ({"model": 12}, "model must be text, not 12"),
])
def test_options_outside_their_range_are_refused(kosovo, options, message):
    with pytest.raises(ValueError, match=message):
        sdg16.mse(kosovo, **options)


def test_an_unknown_layout_is_refused(path_of):
    with pytest.raises(sdg16.ArgumentError,
                       match="layout must be one of auto, histories, persons, records, "
                             "files, not 'long'"):
        sdg16.read_capture(path_of("korea"), layout="long")
    with pytest.raises(sdg16.ArgumentError, match="lists must be a list of names, not 5"):
        sdg16.read_capture(path_of("korea"), lists=5)


def test_a_population_that_cannot_be_is_refused():
    for population in (0, -5, float("nan"), float("inf")):
        with pytest.raises(sdg16.PopulationError):
            sdg16.rate(100, population)


TABLE = {"A": [1, 0, 1], "B": [0, 1, 1], "count": [40, 35, 20]}
RESAMPLES = "needs interval 'bca', 'percentile' or 'basic'; it is "


@pytest.mark.parametrize("options, where, message", [
    ({"reselect": "no"}, "reselect", "must be True or False, not 'no'"),
    ({"reselect": None}, "reselect", "must be True or False, not None"),
    ({"keep_partial": 1}, "keep_partial", "must be True or False, not 1"),
    ({"level": "x"}, "level", "must be a number, not 'x'"),
    ({"model": "[12]", "select": "bic"}, "select",
     "must be 'none' with model='[12]', not 'bic'"),
    ({"p_threshold": 0.5}, "p_threshold",
     "needs select='stepwise'; it is 0.5 with select='bic' and interval='auto'"),
    ({"model": "[1,2]", "max_order": 1}, "max_order",
     "needs select 'bic', 'aic', 'aicc' or 'downhill'; it is 1 with select='none'"),
    ({"select": "stepwise", "search_fits": 9}, "search_fits",
     "needs select 'bic', 'aic' or 'aicc'; it is 9 with select='stepwise'"),
    ({"interval": "none", "level": 0.9}, "level",
     "needs an interval; it is 0.9 with select='bic' and interval='none'"),
    ({"interval": "wald", "replicates": 500}, "replicates", RESAMPLES + "500 with select='bic' "
                                                            "and interval='wald'"),
    ({"interval": "profile", "bootstrap": "parametric"}, "bootstrap",
     RESAMPLES + "'parametric' with select='bic' and interval='profile'"),
    ({"model": "[1,2]", "interval": "bca", "reselect": False}, "reselect",
     "needs a selection, and interval 'bca', 'percentile' or 'basic'; it is False with "
     "select='none' and interval='bca'"),
])
def test_arguments_of_which_one_does_nothing_are_refused(options, where, message):
    with pytest.raises(sdg16.ArgumentError, match=f"^{where} {re.escape(message)}") as caught:
        sdg16.mse(TABLE, **options)
    assert (caught.value.name, caught.value.where) == ("SDG16_ERR_ARGUMENT", where)
    assert caught.value.status == -100


def test_what_is_no_path_is_refused():
    for paths in (None, 5):
        with pytest.raises(sdg16.ArgumentError, match="paths must be a path, bytes or an open file, or several in a "
                                                      f"list, not {paths}"):
            sdg16.read_capture(paths)


def test_true_among_numbers_is_no_number():
    with pytest.raises(sdg16.ArgumentError, match="column 'count' must be all numbers or all True and "
                                                  "False, not True"):
        sdg16.mse({**TABLE, "count": [40, True, 20]})
    flags = {"A": [True, False, True], "B": [False, True, True], "count": [40, 35, 20]}
    assert sdg16.Capture.from_table(flags).counts == sdg16.Capture.from_table(TABLE).counts


@pytest.mark.parametrize("command, python", [
    ("Name it (--count my column), or say (--layout persons)",
     "Name it (count='my column'), or say (layout='persons')"),
    ("flags are zero: --missing-flags zero)", "flags are zero: missing_flags='zero')"),
    ("as one with --id-case fold --id-numbers fold.",
     "as one with id_case='fold' id_numbers='fold'."),
    ("the lists (--lists 'a,b')", "the lists (lists=['a', 'b'])"),
    ("keep it (--by sex), or (--by) or (--lists).",
     "keep it (strata=['sex']), or (strata) or (lists)."),
    ("a column '--counts' and a -- b", "a column '--counts' and a -- b")])
def test_messages_name_arguments_and_not_options_of_the_command(command, python):
    assert _errors.in_python(command) == python


def test_notes_and_errors_of_reading_name_arguments(write):
    with pytest.raises(sdg16.DataError, match=r"\(count='victims'\)"):
        sdg16.Capture.from_table({"A": [1, 0, 1], "B": [0, 1, 1], "victims": [40, 35, 20]})
    one = write("one.csv", "id\np1\nP1\np2\n")
    two = write("two.csv", "id\np1\np3\n")
    notes = sdg16.read_capture([one, two], id="id").notes
    assert any("id_case='fold'" in text for text in notes["message"])
    assert not any("--" in text for text in notes["message"])
