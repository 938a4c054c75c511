"""The binding says the same as the headers and the compiled library."""

import ctypes
import os
import re
import subprocess
from ctypes import byref, sizeof
from pathlib import Path

import pytest

from sdg16 import _abi

HEADERS = sorted(Path(os.environ["SDG16_HEADERS"]).glob("*.h"))
SOURCE = re.sub(r"/\*.*?\*/", " ", "\n".join(h.read_text() for h in HEADERS), flags=re.S)


def test_struct_layouts_are_those_of_the_c_compiler():
    printed = subprocess.run([os.environ["SDG16_LAYOUTS"]], check=True, capture_output=True,
                             text=True).stdout
    compiled = {}
    for line in printed.splitlines():
        struct, member, offset, size = line.split()
        compiled[struct, member] = (int(offset), int(size))
    declared = {}
    for struct, mirror in _abi.STRUCTS.items():
        declared[struct, "-"] = (0, sizeof(mirror))
        for member, *_ in mirror._fields_:
            field = getattr(mirror, member)
            declared[struct, member] = (field.offset, field.size)
    assert declared == compiled


def test_every_struct_of_the_headers_is_mirrored_with_its_members_in_order():
    found = {}
    for body, name in re.findall(r"typedef struct \w+ \{(.*?)\} (\w+);", SOURCE, flags=re.S):
        members = [re.search(r"(\w+)(\[\w+\])?$", m.strip()).group(1)
                   for m in re.split("[;,]", body) if m.strip()]
        found[name] = members
    assert found == {n: [m for m, *_ in s._fields_] for n, s in _abi.STRUCTS.items()}


def c_type(text):
    """The ctypes type of a C parameter or result, as the binding writes it."""
    text = re.sub(r"\bconst\b", "", text)
    text = re.sub(r"\[\d*\]", "*", text)
    stars = text.count("*")
    base = text.replace("*", " ").split()[0]
    numbers = {"int32_t": ctypes.c_int32, "int64_t": ctypes.c_int64, "uint32_t": ctypes.c_uint32,
               "uint8_t": ctypes.c_uint8, "uint64_t": ctypes.c_uint64,
               "double": ctypes.c_double}
    if base == "sdg16_write_fn":
        return _abi.WRITE
    if base == "void":
        return ctypes.c_void_p if stars else None
    if base == "char":
        kind, stars = ctypes.c_char_p, stars - 1
        assert stars >= 0
    elif base in numbers:
        kind = numbers[base]
    elif base in _abi.STRUCTS:
        kind = _abi.STRUCTS[base]
    else:  # an opaque handle
        assert base.startswith("sdg16_") and stars, text
        kind, stars = ctypes.c_void_p, stars - 1
    for _ in range(stars):
        kind = ctypes.POINTER(kind)
    return kind


def prototypes():
    found = {}
    for result, name, arguments in re.findall(
            r"SDG16_API\s+([\w\s]+?[\s*]+)(\w+)\(([^;]*)\)\s*;", SOURCE):
        types = [] if arguments.strip() == "void" else [
            # a parameter's name follows its type: drop it
            re.sub(r"\w+\s*(\[\d*\])?\s*$", r"\1", a) for a in arguments.split(",")]
        found[name] = (c_type(result), *map(c_type, types))
    return found


# Text buffers that the library fills are pointers to char, not C strings.
FILLED = {("sdg16_format_double", 2), ("sdg16_format_number", 3), ("sdg16_model_format", 4)}


def test_prototypes_are_those_of_the_headers():
    expected = prototypes()
    assert len(expected) > 80
    for name, place in FILLED:
        types = list(expected[name])
        assert types[place] is ctypes.c_char_p
        types[place] = ctypes.POINTER(ctypes.c_char)
        expected[name] = tuple(types)
    assert _abi.PROTOTYPES == expected


def test_the_library_exports_exactly_these_functions():
    symbols = subprocess.run(["nm", "-D", "--defined-only", os.environ["SDG16_LIBRARY"]],
                             check=True, capture_output=True, text=True).stdout
    exported = {line.split()[-1].split("@")[0] for line in symbols.splitlines()}
    assert {s for s in exported if s.startswith("sdg16")} == set(_abi.PROTOTYPES)


def test_constants_are_those_of_the_headers():
    defined = dict(re.findall(r"#define SDG16_(\w+) \(?(-?\d+)\)?", SOURCE))
    used = {name: value for name, value in vars(_abi).items()
            if isinstance(value, int) and name.isupper() and name in defined}
    assert {"ABI", "OK", "ERR_MEMORY", "ERR_CANCELLED", "ERR_TIMEOUT", "ERR_UNSUPPORTED", "INT64",
            "DOUBLE", "TEXT", "MODEL_NAMES",
            "ERR_WRITE"} <= set(used)
    assert used == {name: int(defined[name]) for name in used}


OPTIONS = [(_abi.ExecOptions, "sdg16_exec_options_init"),
           (_abi.CsvOptions, "sdg16_csv_options_init"),
           (_abi.CaptureOptions, "sdg16_capture_options_init"),
           (_abi.MseOptions, "sdg16_mse_options_init"),
           (_abi.StrataOptions, "sdg16_strata_options_init"),
           (_abi.CovariatesOptions, "sdg16_covariates_options_init"),
           (_abi.IndicatorOptions, "sdg16_indicator_options_init"),
           (_abi.AggregateOptions, "sdg16_aggregate_options_init"),
           (_abi.PublishOptions, "sdg16_publish_options_init"),
           (_abi.TextOptions, "sdg16_text_options_init"),
           (_abi.JsonOptions, "sdg16_json_options_init"),
           (_abi.ProtectOptions, "sdg16_protect_options_init"),
           (_abi.DesignOptions, "sdg16_design_options_init"),
           (_abi.ReplicateOptions, "sdg16_replicate_options_init"),
           (_abi.CalibrateOptions, "sdg16_calibrate_options_init"),
           (_abi.SurveyOptions, "sdg16_survey_options_init"),
           (_abi.SurveyThresholds, "sdg16_survey_thresholds_init")]


@pytest.mark.parametrize("struct, init", OPTIONS)
def test_init_writes_every_byte_for_callers_of_any_age(struct, init):
    size = sizeof(struct)
    init = getattr(_abi.lib, init)
    first, second = struct(), struct()
    ctypes.memset(byref(first), 0x00, size)
    ctypes.memset(byref(second), 0xff, size)
    assert init(byref(first), size) == init(byref(second), size) == 0
    assert bytes(first) == bytes(second)
    assert first.struct_size == size

    class Longer(ctypes.Structure):  # a caller that is newer than the library
        _fields_ = [("known", struct), ("newer", ctypes.c_int64 * 2)]

    longer = Longer()
    ctypes.memset(byref(longer), 0xff, sizeof(longer))
    pointer = ctypes.cast(byref(longer), ctypes.POINTER(struct))
    assert init(pointer, sizeof(longer)) == 0
    assert longer.known.struct_size == sizeof(longer)
    assert list(longer.newer) == [0, 0]

    shorter = struct()  # a caller that is older: knows the first 16 bytes
    ctypes.memset(byref(shorter), 0xff, size)
    assert init(byref(shorter), 16) == 0
    assert shorter.struct_size == 16
    assert bytes(shorter)[8:16] == bytes(first)[8:16]
    assert set(bytes(shorter)[16:]) == {0xff}  # beyond its end nothing is touched

    assert init(None, size) < 0
    assert init(byref(shorter), 7) < 0


def estimate(capture, options):
    out = ctypes.c_void_p()
    error = _abi.Error()
    _abi.lib.sdg16_error_init(byref(error), sizeof(error))
    pointer = ctypes.cast(byref(options), ctypes.POINTER(_abi.MseOptions))
    status = _abi.lib.sdg16_mse_new(capture._pointer, pointer, None, byref(out), byref(error))
    name = _abi.text(_abi.lib.sdg16_status_name(status))
    if status < 0:
        assert out.value is None
        return name, error.message.decode()
    found = _abi.result_struct(_abi.Estimate, "sdg16_mse_estimate", out.value)
    _abi.lib.sdg16_mse_free(out.value)
    return name, found.level


class NewerMseOptions(ctypes.Structure):
    _fields_ = [("known", _abi.MseOptions), ("newer", ctypes.c_int64)]


def test_options_of_an_older_caller_get_the_newer_defaults(kosovo):
    options = _abi.initialised(_abi.MseOptions, "sdg16_mse_options_init")
    options.level = 0.5
    assert estimate(kosovo, options) == ("SDG16_OK", 0.5)
    options.struct_size = _abi.MseOptions.level.offset  # this caller has no level yet
    assert estimate(kosovo, options) == ("SDG16_OK", 0.95)


def test_options_of_a_newer_caller_are_read_when_their_tail_is_zero(kosovo):
    options = NewerMseOptions()
    pointer = ctypes.cast(byref(options), ctypes.POINTER(_abi.MseOptions))
    assert _abi.lib.sdg16_mse_options_init(pointer, sizeof(options)) == 0
    options.known.level = 0.8
    assert estimate(kosovo, options) == ("SDG16_OK", 0.8)


def test_options_of_a_newer_caller_that_uses_what_is_not_known_are_refused(kosovo):
    options = NewerMseOptions()
    pointer = ctypes.cast(byref(options), ctypes.POINTER(_abi.MseOptions))
    assert _abi.lib.sdg16_mse_options_init(pointer, sizeof(options)) == 0
    options.newer = 1
    name, message = estimate(kosovo, options)
    assert name == "SDG16_ERR_STRUCT_SIZE"
    assert "does not know" in message


def test_options_that_were_never_initialised_are_refused(kosovo):
    name, message = estimate(kosovo, _abi.MseOptions())
    assert name == "SDG16_ERR_STRUCT_SIZE"
    assert "sdg16_mse_options" in message


def test_results_are_cut_to_what_an_older_caller_knows(kosovo):
    out = ctypes.c_void_p()
    _abi.call("sdg16_mse_new", kosovo._pointer, None, None, byref(out))
    try:
        whole = _abi.result_struct(_abi.Estimate, "sdg16_mse_estimate", out.value)
        part = _abi.Estimate()
        ctypes.memset(byref(part), 0xff, sizeof(part))
        size = _abi.Estimate.lower.offset
        assert _abi.lib.sdg16_mse_estimate(out.value, byref(part), size) == 0
        assert (part.struct_size, part.value, part.se) == (size, whole.value, whole.se)
        assert set(bytes(part)[size:]) == {0xff}
    finally:
        _abi.lib.sdg16_mse_free(out.value)
