"""The fifteen indicators of microdata against values that another program computed from the
codes of the questionnaires (tests/data/survey-indicators)."""

import csv
import re
from pathlib import Path

import pytest

import sdg16
from conftest import DATASETS

EXPECTED = Path(__file__).parents[1] / "golden" / "survey-indicators.csv"
FOLDERS = {"16.2.1": "child-survey", "16.9.1": "child-survey", "16.5.2": "enterprise-survey"}
CATEGORIES = {
    "16.5.1": ("official", {
        f"{name}:{kind}": f"q{number + place}"
        for kind, number in (("police", 511), ("health", 521), ("judge", 531), ("land", 541))
        for place, name in enumerate(("contact", "paid", "asked"))}),
    "5.2.2": ("place", {"sexual:home": "q806", "sexual:public": "q807", "sexual:work": "q808"}),
    "16.3.3": ("mechanism", {}),
    "16.b.1": ("ground", {}),
}


def expected():
    with open(EXPECTED, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def documented_map(folder, code):
    """The map that the page of the data set gives."""
    page = (DATASETS / folder / "SOURCE.md").read_text(encoding="utf-8")
    found = re.search(rf"^\| {re.escape(code)} \| `([^`]*)` \|$", page, re.MULTILINE)
    return dict(part.split("=") for part in found.group(1).split(","))


@pytest.fixture(scope="module")
def designs():
    made = {}
    for folder in ("victimisation-survey", "child-survey", "enterprise-survey"):
        file = next(f for f in (DATASETS / folder).iterdir() if f.suffix in (".sav", ".dta"))
        firms = folder == "enterprise-survey"
        made[folder] = sdg16.design(sdg16.read_table(file), weight="weight", strata="stratum",
                                    psu=None if firms else "psu")
    yield made
    for design in made.values():
        design.close()


@pytest.mark.parametrize("code", sorted({row["indicator"] for row in expected()}))
def test_the_indicator_is_what_the_words_of_the_metadata_make_of_the_codes(designs, code):
    folder = FOLDERS.get(code, "victimisation-survey")
    sex = "manager_sex" if code == "16.5.2" else "sex"
    dimension, map_ = CATEGORIES.get(code, (None, {}))
    map_ = {**documented_map(folder, code), **map_}
    if code == "16.5.2":
        map_.update({"manager_sex.F": "Female", "manager_sex.M": "Male"})
    women = code in ("5.2.1", "5.2.2")  # the whole are the women
    by = [name for name in (None if women else sex, dimension) if name]
    found = {}
    for row in sdg16.indicator(code, designs[folder], map=map_, by=by):
        category = row[dimension] if dimension else "_T"
        key = row["series"] or "", row["label"], category, row[sex] if not women else "_T"
        assert key not in found
        found[key] = row
    for row in (row for row in expected() if row["indicator"] == code):
        if women and row["sex"] == "F":
            continue
        category = row["category"].partition("=")[2] or "_T"
        key = row["series"], row["label"], category, row["sex"]
        got = found.pop(key)
        assert got["value"] == pytest.approx(float(row["value"]), rel=1e-10), key
        assert got["se"] == pytest.approx(float(row["se"]), rel=1e-10), key
        if row["n"]:
            assert (got["n"], got["events"]) == (int(row["n"]), int(row["events"])), key
    assert not found, "rows that nobody expects"
