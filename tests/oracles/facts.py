"""What a file of SPSS or Stata holds, in one form for this library and for every other program:
{column: Facts}. A cell is a number, a text ("" if it is empty), or a Missing with its tag ("."
for system-missing, ".a", "98.0")."""
import math
import os
import pathlib
import shutil
import subprocess
import typing

import sdg16

HERE = pathlib.Path(__file__).parent


class Missing(str):
    pass


class Facts(typing.NamedTuple):
    label: str
    labels: dict
    cells: list


def tag(text):
    """Tags of numbers in one spelling."""
    try:
        return str(float.fromhex(text) if "0x" in text else float(text))
    except ValueError:
        return text


def ours(path, **options):
    table = sdg16.read_table(path, dates="numbers", **options)
    return {name: facts_of(table.column(name), table.tags(name)) for name in table.names}


def facts_of(column, tags):
    is_text = column.type == "text"
    absent = "" if is_text else Missing(".")
    cells = [Missing(found if is_text else tag(found)) if found is not None
             else absent if value is None else value if is_text else float(value)
             for value, found in zip(column.tolist(), tags or [None] * len(column.values))]
    labels = {value if is_text else str(float(value)): text for value, text in column.labels.items()}
    labels.update({name if is_text else tag(name): text for name, text in
                   zip(column.tag_names, column.tag_labels) if text is not None})
    return Facts(column.label or "", labels, cells)


# ---- facts in files: facts.R ----

def unescaped(text):
    return text.replace("\\\\", "\0").replace("\\t", "\t").replace("\\n", "\n") \
        .replace("\\r", "\r").replace("\0", "\\")


def told(path):
    """The facts beside a file; the reason (a text) if the program refused the file."""
    facts, name = {}, None
    for line in pathlib.Path(f"{path}.facts").read_bytes().decode().split("\n")[:-1]:
        kind, *fields = line.split("\t")
        fields = [unescaped(field) for field in fields]
        if kind == "X":
            return fields[0]
        if kind == "C":
            name = fields[0]
            facts[name] = Facts(fields[1], {}, [])
        elif kind == "L":
            facts[name].labels[tag(fields[0])] = fields[1]
        else:
            facts[name].cells.append(
                fields[0] if kind == "T" else Missing(tag(fields[0])) if kind == "M"
                else float.fromhex(fields[0]))
    return facts


# ---- comparison ----

def number_of(missing):
    try:
        return float(missing)
    except ValueError:
        return math.nan


def is_same(a, b, tolerance=0):
    if tolerance and isinstance(a, Missing) and isinstance(b, Missing):
        return a == b or math.isclose(number_of(a), number_of(b), rel_tol=tolerance)
    if isinstance(a, Missing) or isinstance(b, Missing) or isinstance(a, str) or isinstance(b, str):
        return type(a) is type(b) and a == b
    return math.isclose(a, b, rel_tol=tolerance)


def differences(mine, others, tolerance=0):
    """Lines that tell where two readings of a file differ. Labels count if a cell has their
    value: this library keeps no others of texts and of missing values. `tolerance`: of numbers,
    relative."""
    if list(mine) != list(others):
        yield f"columns {list(mine)}, {list(others)}"
    for name in (name for name in mine if name in others):
        one, two = mine[name], others[name]
        if one.label != two.label:
            yield f"{name}: labelled {one.label!r}, {two.label!r}"
        if len(one.cells) != len(two.cells):
            yield f"{name}: {len(one.cells)} rows, {len(two.cells)}"
        for row, (a, b) in enumerate(zip(one.cells, two.cells)):
            if not is_same(a, b, tolerance):
                yield f"{name}, row {row}: {a!r:.80} ({type(a).__name__}), {b!r:.80} " \
                    f"({type(b).__name__})"
        used = {str(cell) for cell in one.cells}
        for value in sorted(used & (one.labels.keys() | two.labels.keys())):
            if one.labels.get(value) != two.labels.get(value):
                yield f"{name}: {value} labelled {one.labels.get(value)!r}, {two.labels.get(value)!r}"


# ---- R ----

def r_package(name):
    """Whether R has a package."""
    return bool(shutil.which("Rscript")) and not subprocess.run(
        ["Rscript", "--vanilla", "-e", f"library({name})"], capture_output=True).returncode


def run_r(script, *arguments, **environment):
    subprocess.run(["Rscript", "--vanilla", HERE / script, *map(str, arguments)], check=True,
                   env={**os.environ, "ORACLES": str(HERE), "LC_ALL": "C.UTF-8", **environment},
                   capture_output=True, timeout=300)
