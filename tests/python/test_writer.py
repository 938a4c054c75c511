"""JSON and text of the library, read back by programs that are not of it."""

import codecs
import ctypes
import json
import math
import random
import struct
from ctypes import byref, c_void_p

import pytest
import sdg16
from sdg16 import _abi, _table

codecs.register_error("bytewise", lambda problem: ("\ufffd", problem.start + 1))


def written(write):
    """What `write(json)` puts into a JSON writer, as bytes."""
    parts = []

    def receive(start, size, _):
        parts.append(ctypes.string_at(start, size))
        return 0

    receiver, out = _abi.WRITE(receive), c_void_p()
    _abi.call("sdg16_json_new", receiver, None, byref(out))
    try:
        write(out)
        _abi.call("sdg16_json_finish", out)
    finally:
        _abi.lib.sdg16_json_free(out)
    return b"".join(parts)


def put(out, key, value):
    lib = _abi.lib
    if value is None:
        lib.sdg16_json_null(out, key)
    elif isinstance(value, bool):
        lib.sdg16_json_flag(out, key, value)
    elif isinstance(value, int):
        (lib.sdg16_json_whole if value < 2 ** 63 else lib.sdg16_json_natural)(out, key, value)
    elif isinstance(value, float):
        lib.sdg16_json_real(out, key, value)
    elif isinstance(value, bytes):
        lib.sdg16_json_text(out, key, value)
    elif isinstance(value, list):
        lib.sdg16_json_begin_array(out, key)
        for item in value:
            put(out, None, item)
        lib.sdg16_json_end(out)
    else:
        lib.sdg16_json_begin_object(out, key)
        for name, item in value.items():
            put(out, name, item)
        lib.sdg16_json_end(out)


def read_back(value):
    """What JSON makes of it: bytes that are not UTF-8 are replaced one by one."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "bytewise")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [read_back(item) for item in value]
    if isinstance(value, dict):
        return [(read_back(name), read_back(item)) for name, item in value.items()]
    return value


def some_text(chance):
    kind = chance.random()
    if kind < 0.3:  # any bytes but the one that ends a text
        return bytes(chance.randrange(1, 256) for _ in range(chance.randrange(12)))
    if kind < 0.35:
        return chance.choice([b"x", b"\xe8\xad\xa6", b'"', b"\\"]) * chance.randrange(200, 70000)
    letters = '\x01\x1f\t\n"\\/\x7fabc \xe9\u03b1\u4e2d\U0001f600\u2028'
    return "".join(chance.choice(letters) for _ in range(chance.randrange(12))).encode()


def some_value(chance, depth):
    kind = chance.randrange(8 if depth else 6)
    if kind == 0:
        return chance.choice([None, True, False])
    if kind == 1:
        return chance.choice([0, -2 ** 63, 2 ** 63 - 1, 2 ** 64 - 1, chance.randrange(-99, 99)])
    if kind in (2, 3):
        return struct.unpack("d", chance.randbytes(8))[0]
    if kind in (4, 5):
        return some_text(chance)
    if kind == 6:
        return [some_value(chance, depth - 1) for _ in range(chance.randrange(5))]
    names = {read_back(name): name for name in (some_text(chance) for _ in range(5))}
    return {name: some_value(chance, depth - 1) for name in names.values()}


@pytest.mark.parametrize("seed", range(300))
def test_random_values_are_read_back_by_another_reader(seed):
    chance = random.Random(seed)
    value = some_value(chance, 6)
    text = written(lambda out: put(out, None, value)).decode("utf-8")  # strictly
    assert json.loads(text, object_pairs_hook=list) == read_back(value)
    assert text.endswith("\n") and "\x00" not in text


def test_doubles_are_the_same_bits():
    chance = random.Random(16)
    values = [v for v in (struct.unpack("d", chance.randbytes(8))[0] for _ in range(20000))
              if math.isfinite(v)]
    values += [5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 0.1, 1e15, 1e16]
    found = json.loads(written(lambda out: put(out, None, values)))
    assert [struct.pack("d", float(v)) for v in found] == [struct.pack("d", v) for v in values]


def test_a_wrong_use_is_an_error():
    with pytest.raises(sdg16.Error, match="JSON: a member of an object must have a key"):
        written(lambda out: (_abi.lib.sdg16_json_begin_object(out, None),
                             _abi.lib.sdg16_json_null(out, None)))
    with pytest.raises(sdg16.Error, match="nested too deeply"):
        written(lambda out: [_abi.lib.sdg16_json_begin_array(out, None) for _ in range(65)])


# ---- rows of tables ----


def schema_of(name):
    out = c_void_p()
    _abi.call("sdg16_result_schema", byref(out))
    try:
        return [row for row in _table.from_library(out) if row["table"] == name]
    finally:
        _abi.lib.sdg16_table_free(out)


def expected_row(name, row, is_sum=False, no_interval=False, is_protected=False):
    """The fields as sdg16/result.h says them."""
    def value_of(column):
        value = row[column["name"]]
        words = (column["json_when"] or "").split(",")
        if "list" in words:
            return (value or "").split(",") if value else []
        if "flag" in words:
            return True
        whole = column["role"] == "count" and isinstance(value, float) and value == int(value)
        return int(value) if whole else value

    def is_there(column):
        words = (column["json_when"] or "").split(",")
        value = row.get(column["name"])
        return not (column["json_object"] is None or column["name"] not in row
                    or (is_protected and column["protection"] == "withhold")
                    or (is_sum and "part" in words) or (no_interval and "interval" in words)
                    or ("flag" in words and not (value and value > 0))
                    or ("known" in words and value is None))

    fields, filled = {}, set()
    for column in schema_of(name):
        if column["name"] == "*" and column["json_object"]:  # this result has no dimensions
            fields[column["json_object"]] = {}
            filled.add(column["json_object"])
        if not is_there(column):
            continue
        target = fields
        if column["json_object"]:
            target = fields.setdefault(column["json_object"], {})
            if row[column["name"]] is not None:
                filled.add(column["json_object"])
        target[column["json_field"]] = value_of(column)
    return {k: v for k, v in fields.items() if not isinstance(v, dict) or k in filled}


def row_of(table, row, **set_to):
    options = _abi.initialised(_abi.JsonOptions, "sdg16_json_options_init")
    for name, value in set_to.items():
        setattr(options, name, value)

    def write(out):
        _abi.lib.sdg16_json_begin_object(out, None)
        _abi.lib.sdg16_json_row(out, table._pointer, row, byref(options))
        _abi.lib.sdg16_json_end(out)

    return json.loads(written(write))


@pytest.mark.parametrize("settings", [
    {}, {"interval": "none"}, {"replicates": 200}, {"population": 2e6, "replicates": 200}])
def test_rows_of_a_result_have_the_fields_of_the_schema(kosovo, settings):
    result = sdg16.mse(kosovo, top_intervals=3 if "replicates" in settings else 0, **settings)
    for name in ("estimates", "models", "modes", "top"):
        found = getattr(result, name, None)
        if found is None:
            continue
        with _table.to_library(found) as table:
            for number, row in enumerate(found):
                for flags in ({}, {"is_sum": 1}, {"no_interval": 1}, {"is_protected": 1}):
                    assert row_of(table, number, result=name.encode(), **flags) == expected_row(
                        name, row, **{k: bool(v) for k, v in flags.items()}), (name, flags)


def test_a_table_as_text_has_its_columns_under_one_another(kosovo):
    models = sdg16.mse(kosovo, interval="none").models
    lines = models.to_text().splitlines()
    assert len(lines) == len(models) + 1
    assert lines[0].split() == models.names
    end = lines[0].index("parameters") + len("parameters")
    for line, row in zip(lines[1:], models):
        assert line == line.rstrip()
        assert line[:end].split()[-1] == str(row["parameters"])
        assert line.split()[-1] == row["status"]


def test_text_of_chosen_columns():
    table = sdg16.Table.from_columns({"name": ["a", None], "people": [1234567, 2], "share": [0.5, None]})
    assert table.to_text(["share", "people", "name"], decimals=3, missing="none") == (
        "  share     people  name\n  0.500  1,234,567  a\n   none          2  none\n")
    with pytest.raises(sdg16.Error, match="columns must be columns of the table, not 'nobody'"):
        table.to_text(["nobody"])
    with pytest.raises(sdg16.ArgumentError, match="decimals must be from 0 to 17, not 18"):
        table.to_text(decimals=18)
    assert sdg16.Table().to_text() == ""


def test_a_dimension_with_the_name_of_a_fixed_column_is_shown_once():
    names = [f"d{i}" for i in range(20)]
    data = {"series": ["A"], "time_period": ["2022"], "value": [1.0], **{n: ["x"] for n in names}}
    columns = sdg16.Table.from_columns(data)._columns.values()
    table = sdg16.Table(columns, dimensions=["time_period", *names])
    lines = sdg16.publish(table, "text").splitlines()
    assert sum(line.split().count("time_period") for line in lines) == 1
