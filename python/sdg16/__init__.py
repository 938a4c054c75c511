"""Indicators of Sustainable Development Goal 16, and multiple systems estimation.

>>> import sdg16
>>> capture = sdg16.read_capture("uk2013.csv")
>>> result = sdg16.mse(capture, population=56_000_000)
>>> print(result)
>>> result.models.to_pandas()

The C library libsdg16 does the computations; see its documentation for the methods.
"""

from . import _abi
from ._areas import area_code, area_name
from ._capture import Capture, Coverage, read_capture
from ._draws import Bootstrap, Draws, Interval
from ._covariates import CovariatesResult, covariates
from ._errors import (ArgumentError, Cancelled, CaptureError, DataError, DesignError, Error,
                      FileError, IndicatorError, InternalError, OutOfMemory, PopulationError,
                      TimeLimit, Unsupported)
from ._estimate import Estimate
from ._fit import Check, Coefficient, Fit, check, fit, fit_all, structure
from ._iff import Flows, iff, iff_methods, iff_total
from ._indicators import (Indicator, Registry, aggregate, catalog, indicator, poisson_interval,
                          rate, standardised_rate, trend)
from ._mse import FitTest, Result, Search, mse, result_schema
from ._publish import Protected, protect, publish, read_sdmx
from ._run import Cancel
from ._strata import StrataResult, strata
from ._survey import (Comparison, Design, Independence, Logistic, SurveyResult, design,
                      independence, logistic, survey)
from ._table import Column, Table, read_csv, read_table

__version__ = "0.1.0"


def library_version() -> str:
    """Version of the loaded library.

    >>> sdg16.library_version()
    '0.1.0'
    """
    return _abi.text(_abi.lib.sdg16_version())


__all__ = [
    "ArgumentError",
    "Bootstrap",
    "Cancel",
    "Cancelled",
    "Capture",
    "CaptureError",
    "Check",
    "Coefficient",
    "Column",
    "Comparison",
    "Coverage",
    "CovariatesResult",
    "DataError",
    "Design",
    "DesignError",
    "Draws",
    "Error",
    "Estimate",
    "FileError",
    "Fit",
    "FitTest",
    "Flows",
    "Independence",
    "Indicator",
    "IndicatorError",
    "InternalError",
    "Interval",
    "Logistic",
    "OutOfMemory",
    "PopulationError",
    "Protected",
    "Registry",
    "Result",
    "Search",
    "StrataResult",
    "SurveyResult",
    "Table",
    "TimeLimit",
    "Unsupported",
    "aggregate",
    "area_code",
    "area_name",
    "catalog",
    "check",
    "covariates",
    "design",
    "fit",
    "fit_all",
    "iff",
    "iff_methods",
    "iff_total",
    "independence",
    "indicator",
    "library_version",
    "logistic",
    "mse",
    "poisson_interval",
    "protect",
    "publish",
    "rate",
    "read_capture",
    "read_csv",
    "read_sdmx",
    "read_table",
    "result_schema",
    "standardised_rate",
    "strata",
    "structure",
    "survey",
    "trend",
]
