"""The command, with every dimension of every indicator as a column of a file."""
import csv
import io
import random
import sys

import pytest

from command import SOURCES, answer, good

sys.path.insert(0, str(SOURCES / "tests" / "data" / "catalog"))
import random_indicators as make  # noqa: E402


def entries():
    for one in answer("catalog")["indicators"]:
        parts = one.get("definition") or answer("catalog", one["code"])["indicators"][0][
            "definition"]
        if one["same_as"] is None and "inputs" in parts:
            yield {"code": one["code"], **{what: parts.get(what) or [] for what in
                                           ("inputs", "dimensions", "series")}}


ENTRIES = list(entries())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["code"])
def test_every_dimension_is_a_column_of_the_data(entry, tmp_path):
    path = tmp_path / "data.csv"
    for dimension in entry["dimensions"]:
        rng = random.Random(f"{entry['code']} {dimension['name']}")
        chosen = [d for d in entry["dimensions"]
                  if "separate" in make.flags(d) and d is not dimension] + [dimension]
        counted = make.of_counts(entry)
        data = (make.counts if counted else make.people)(entry, chosen, rng)
        if not counted:
            data["w"] = [1] * len(next(iter(data.values())))
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(data)
            writer.writerows(zip(*data.values()))
        text = good("indicator", entry["code"], path, "--by", dimension["name"], "--quiet",
                    "--format", "csv", *([] if counted else ["--weight", "w"]))
        rows = list(csv.DictReader(io.StringIO(text)))
        assert rows and {row[dimension["name"]] for row in rows} - {"_T"}, dimension
