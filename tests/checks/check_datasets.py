"""The data sets are what their sources say. Capture tables: totals, list sizes, order of
rows; the five-list tables are the merges of the longer ones; 185 and 186 differ in one
person. Surveys: see surveys.py; lists of victims: lists.py."""
import csv
import pathlib
import re
import sys

import lists as made_lists
import surveys
from report import Report

# persons (published, see each SOURCE.md), and persons on each list
FACTS = {
    "uk2013": (2744, {"LA": 94, "NG": 567, "PF": 1102, "GO": 807, "GP": 336, "NCA": 102}),
    "uk2013-5": (2744, {"LA": 94, "NG": 567, "PFNCA": 1169, "GO": 807, "GP": 336}),
    "netherlands": (8234, {"I": 398, "K": 1348, "O": 536, "P": 4812, "R": 742, "Z": 848}),
    "netherlands-5": (8234, {"IO": 929, "K": 1348, "P": 4812, "R": 742, "Z": 848}),
    "new-orleans-185": (185, dict(zip("ABCDEFGH", (31, 6, 75, 39, 12, 7, 8, 22)))),
    "new-orleans-186": (186, dict(zip("ABCDEFGH", (31, 6, 76, 40, 12, 7, 8, 22)))),
    "new-orleans-5-185": (185, {"A": 31, "BEFG": 32, "C": 75, "D": 39, "H": 22}),
    "new-orleans-5-186": (186, {"A": 31, "BEFG": 32, "C": 76, "D": 40, "H": 22}),
    "western-us": (345, {"A": 64, "B": 98, "C": 126, "D": 52, "E": 30}),
    "korea": (123, {"b": 77, "c": 71, "d": 59}),
    "kosovo": (4400, {"EXH": 1910, "ABA": 1528, "OSCE": 1786, "HRW": 685}),
    "artificial-3": (96, {"A": 46, "B": 36, "C": 20}),
}
MERGES = [
    ("uk2013", "PFNCA", ("PF", "NCA"), "uk2013-5"),
    ("netherlands", "IO", ("I", "O"), "netherlands-5"),
    ("new-orleans-185", "BEFG", ("B", "E", "F", "G"), "new-orleans-5-185"),
    ("new-orleans-186", "BEFG", ("B", "E", "F", "G"), "new-orleans-5-186"),
]


def read(path):
    """List names, and the count of each set of lists in file order."""
    with open(path, newline="", encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    lists = names[:-1]
    table = {}
    for row in rows:
        on = tuple(name for name, flag in zip(lists, row) if flag == "1")
        assert names[-1] == "count" and set(row[:-1]) <= {"0", "1"} and on not in table, row
        table[on] = int(row[-1])
    return lists, table


def merged(lists, table, new, old):
    out = {}
    for on, count in table.items():
        after = [new if name in old else name for name in on]
        key = frozenset(after)
        out[key] = out.get(key, 0) + count
    return out


def main(root, command, library=None):
    root = pathlib.Path(root)
    report = Report()
    folders = {folder.name for folder in root.iterdir() if folder.is_dir()} - {"__pycache__"}
    known = {*FACTS, *surveys.FACTS, made_lists.FOLDER}
    report.look(folders == known, f"folders: {sorted(folders ^ known)}")
    index = (root / "README.md").read_text(encoding="utf-8")
    surveys.check(report, root, index, command, library)
    made_lists.check(report, root)
    tables = {}
    for name, (persons, sizes) in FACTS.items():
        lists, table = tables[name] = read(root / name / "data.csv")
        report.look(sum(table.values()) == persons, f"{name}: {sum(table.values())} persons")
        report.look(lists == list(sizes), f"{name}: lists {lists}")
        for size_of, size in sizes.items():
            found = sum(count for on, count in table.items() if size_of in on)
            report.look(found == size, f"{name}: {found} persons on {size_of}, not {size}")
        order = [(len(on), [lists.index(x) for x in on]) for on in table]
        report.look(order == sorted(order), f"{name}: rows are not by number of lists, then lists")
        source = (root / name / "SOURCE.md").read_text(encoding="utf-8")
        for number, unit in ((persons, "persons"), (len(table), "histories")):
            report.look(re.search(rf"\b{number:,}\s+{unit}", source),
                        f"{name}/SOURCE.md does not say {number:,} {unit}")
        for section in ("What", "Who", "Lists", "Licence"):
            report.look(f"**{section}." in source, f"{name}/SOURCE.md: no section {section}")
        report.look(re.search(rf"`{name}`.*\| {len(lists)} \| {persons:,} \| {len(table)} \|", index),
                    f"README.md: {name} is missing or wrong")
    for whole, new, old, part in MERGES:
        found = {frozenset(on): count for on, count in tables[part][1].items()}
        report.look(merged(*tables[whole], new, old) == found, f"{part} is not the merge of {whole}")
    less, more = tables["new-orleans-185"][1], tables["new-orleans-186"][1]
    differing = [on for on in more if more[on] != less[on]]
    report.look(differing == [("C", "D")] and more["C", "D"] == 2 and less["C", "D"] == 1,
                f"185 and 186 differ in {differing}")
    report.end("facts")


main(*sys.argv[1:])
