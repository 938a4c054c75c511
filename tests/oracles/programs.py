"""Pandas and PSPP as writers and readers of files of SPSS and Stata, in the form of facts.py."""
import csv
import math
import shutil
import subprocess

from facts import Facts, Missing

try:
    import numpy as np
    import pandas as pd
    from pandas.io.stata import StataMissingValue, StataReader
except ImportError:
    pd = None

# ---- pandas ----

ROWS = 60


def cycle(values):
    return [values[i % len(values)] for i in range(ROWS)]


def pandas_columns():
    return {
        "i8": np.array(cycle([-127, 100, 0, 5]), "int8"),
        "i16": np.array(cycle([-32767, 32740, 101, -128]), "int16"),
        "i32": np.array(cycle([-2147483647, 2147483620, 32741]), "int32"),
        "i64": np.array(cycle([1, -2, 2000000000]), "int64"),
        "u8": np.array(cycle([255, 0, 101]), "uint8"),
        "flag": np.array(cycle([True, False])),
        "f32": np.array(cycle([np.nan, 0.1, -1.5e38, 1.7e38, 1e-40]), "float32"),
        "f64": np.array(cycle([np.nan, 0.1, -1.7e308, 8.9e307, 5e-324, 2.0**53]), "float64"),
        "text": cycle(["a", "", " b", 'q"', "x,y", "z" * 244, "NA"]),
        "cat": pd.Categorical(cycle(["No", "Yes", "don't know"]),
                              categories=["No", "Yes", "don't know"]),
        "hole": pd.Categorical(cycle(["No", None]), categories=["No", "never"]),
        "coded": np.array(cycle([1, 2, 9]), "int8")}


DAYS = ["2019-05-31", "1950-01-02", "2024-02-29", "1960-01-01", "2100-12-31"]
DATE_FORMATS = {"d": "td", "c": "tc", "m": "tm", "q": "tq", "w": "tw", "h": "th", "y": "ty"}
LABELS = {"i8": "eight bits", "text": "free \"text\", with a comma"}


def months(day):
    return (day.year - 1960) * 12 + day.month - 1


NUMBER_OF = {"d": lambda t: (t - pd.Timestamp("1960-01-01")).days,
             "c": lambda t: (t - pd.Timestamp("1960-01-01")) // pd.Timedelta("1ms"),
             "m": months, "q": lambda t: months(t) // 3, "h": lambda t: months(t) // 6,
             "w": lambda t: (t.year - 1960) * 52 + (t.dayofyear - 1) // 7,  # Stata: 51 at most
             "y": lambda t: t.year}


def pandas_told(frame, labels, dates):
    facts = {}
    for name in frame:
        values, known = frame[name], {}
        if isinstance(values.dtype, pd.CategoricalDtype):
            known = {str(float(i)): str(c) for i, c in enumerate(values.cat.categories)}
            values = [math.nan if code < 0 else code for code in values.cat.codes]
        elif name in dates:
            values = [NUMBER_OF[name](t) for t in values]
        if name == "coded":
            known = {"1.0": "one", "2.0": "two"}
        cells = [v if isinstance(v, str) else Missing(".") if math.isnan(v) else float(v)
                 for v in values]
        facts[name] = Facts(labels.get(name, ""), known, cells)
    return facts


def write_pandas(folder):
    """Pairs: a file, and the facts that pandas was told to write."""
    for version in (114, 117, 118, 119):
        for order in "<>":
            frame = pd.DataFrame(pandas_columns())
            for name in DATE_FORMATS:
                frame[name] = pd.to_datetime(cycle(DAYS))
            if version >= 117 and order == "<":  # pandas writes long texts in the order of the machine
                frame["words"] = cycle(["q" * 3000, "", "r", "r", "x" * 70000])
            if version >= 118:
                frame.loc[2, "text"] = "\u00e9t\u00e9 \u4e2d\u6587"
            path = folder / f"pandas-{version}{'-big' * (order == '>')}.dta"
            frame.to_stata(path, version=version, byteorder=order, write_index=False,
                           convert_dates=DATE_FORMATS, variable_labels=LABELS,
                           value_labels={"coded": {1: "one", 2: "two"}},
                           **({"convert_strl": ["words"]} if "words" in frame else {}))
            yield path, pandas_told(frame, LABELS, DATE_FORMATS)


def pandas_cell(value):
    if isinstance(value, StataMissingValue):
        return Missing(value.string)
    if value is None:
        return Missing(".")
    return value.rstrip(" ") if isinstance(value, str) else float(value)


def read_pandas(path):
    with StataReader(path) as reader:
        frame = reader.read(convert_dates=False, convert_categoricals=False,
                            convert_missing=True, preserve_dtypes=True)
        labels, sets = reader.variable_labels(), reader.value_labels()
        used = dict(zip(reader.varlist, reader.lbllist))
    facts = {}
    for name in frame:
        known = {missing_or_number(value): text for value, text in sets.get(used[name], {}).items()}
        facts[name] = Facts(labels.get(name, ""), known, [pandas_cell(v) for v in frame[name]])
    return facts


def missing_or_number(value):
    over = int(value) - 2147483621
    return str(float(value)) if over < 0 else "." + chr(96 + over) * (over > 0)


# ---- PSPP ----

def run_pspp(folder, syntax):
    (folder / "run.sps").write_text(syntax, encoding="utf-8")
    done = subprocess.run(["pspp", "-o", folder / "pspp.csv", "-O", "format=csv", folder / "run.sps"],
                          capture_output=True, timeout=120)
    return done.returncode, (folder / "pspp.csv").read_text(errors="replace") \
        if (folder / "pspp.csv").exists() else done.stdout.decode(errors="replace")


def read_pspp(path, numbers, folder, encoding=None):
    """`numbers`: the columns of numbers, which then have a format that shows all digits. The
    second reading has blanks in place of the values that are declared missing."""
    get = f"GET FILE='{path}'" + (f" /ENCODING='{encoding}'" if encoding else "") + ".\n"
    if numbers:
        get += "FORMATS " + " ".join(numbers) + " (F40.2).\n"
    syntax = get
    for name, recode in (("all", ""), ("recoded", " /MISSING=RECODE")):
        syntax += f"SAVE TRANSLATE /OUTFILE='{folder / name}.csv' /TYPE=CSV /REPLACE /FIELDNAMES" \
            f" /TEXTOPTIONS DELIMITER=','{recode} /CELLS=VALUES.\n"
    status, said = run_pspp(folder, syntax + "DISPLAY DICTIONARY.\n")
    if status:
        return said
    tables = []
    for name in ("all", "recoded"):
        with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
            tables.append(list(csv.reader(file)))
    names, whole, present = tables[0][0], tables[0][1:], tables[1][1:]
    facts = {}
    for i, name in enumerate(names):
        cells = [pspp_cell(row[i], kept[i], name in numbers) for row, kept in zip(whole, present)]
        facts[name] = Facts("", {}, cells)
    return pspp_labels(facts, said)


def pspp_cell(text, kept, is_number):
    if is_number:
        if not text.strip():
            return Missing(".")
        return float(text) if kept.strip() else Missing(str(float(text)))
    return text.rstrip(" ") if kept.strip() or not text.strip() else Missing(text.rstrip(" "))


def pspp_labels(facts, said):
    """Labels as DISPLAY DICTIONARY shows them."""
    part, current, variable_labels = "", None, {}
    for row in csv.reader(said.splitlines(), skipinitialspace=False):
        if row and row[0].startswith("Table: "):
            part = row[0]
        elif part == "Table: Variables" and len(row) == 10 and row[0] in facts:
            facts[row[0]] = facts[row[0]]._replace(label=row[2])
            variable_labels[row[2] or row[0]] = row[0]
        elif part == "Table: Value Labels" and len(row) == 3 and row[2] != "Label":
            current = variable_labels.get(row[0], row[0]) if row[0] else current
            value = row[1].removesuffix("[a]")
            if current in facts:
                is_text = all(isinstance(c, str) and c != "." for c in facts[current].cells)
                facts[current].labels[value if is_text else str(float(value))] = row[2]
    return facts


# What PSPP is told: name, format, missing values, variable label, value labels, cells.
PSPP_NUMBERS = [
    ("small", "F8.2", "98", "A \u00e9t\u00e9", {1: "Yes", 98: "Refused"}, [1, 98, None, 2]),
    ("three", "F8.0", "97, 98, 99", "", {99: "l" * 120}, [97, 98, 99, 1, None]),
    ("middle", "E12.3", "97.5 THRU 98.5", "", {}, [97, 97.5, 98.25, 98.5, 99]),
    ("low", "COMMA9.1", "LO THRU -1", "", {-1: "Never"}, [-1e30, -1, -0.5, 0]),
    ("high", "DOLLAR9.1", "90 THRU HI", "", {}, [1e30, 90, 89.5]),
    ("both", "PCT9.1", "90 THRU 99, 0", "", {0: "None"}, [90, 95, 0, 99.5]),
    ("part", "F20.10", "", "", {}, [0.1, 1 / 3, -1e30, 2.0**53, 123456.789, None]),
    ("real", "F40.16", "", "", {}, [0.1, 1 / 3, -1e-300, 1.7e308, 3e-308, 2.0**53 + 2, -0.0, None]),
    ("aLongNameThatIsLongerThanEightBytes_butNot64", "N8", "", "", {}, [1, 20, 300]),
    ("aLongNameThatIsLongerThanEightBytes_andAlmostTheSame_as_it", "Z8", "5", "", {}, [5, 251, 152])]
PSPP_DATES = ["DATE11", "ADATE10", "EDATE10", "JDATE7", "SDATE10", "QYR6", "MOYR8", "WKYR8",
              "DATETIME23.2", "YMDHMS23.2", "TIME11.2", "DTIME15.2", "MTIME9.2", "WKDAY9", "MONTH9"]
DATE_CELLS = [13778640000, None, 11903760000.5, 86400, 13928544000]
PSPP_TEXTS = [("sex", 1, "'X'", {"F": "Female", "X": "Not said"}, ["F", "M", "X", ""]),
              ("nine", 9, "", {"a long on": "The label of a long text"}, ["a long on", "b", ""]),
              ("mid", 255, "", {}, ["q" * 255, "\u00e9" * 100, " lead"]),
              ("long", 256, "", {}, ["q" * 256, "", "x"]),
              ("two", 505, "", {}, ["w" * 505, "v" * 504, "u" * 253, "t" * 252, "\"q\" it's"]),
              ("longest", 32767, "'dk'", {}, ["p" * 32767, "dk", "e"])]


def is_declared(value, missing):
    for part in missing.split(", ") if missing and value is not None else []:
        low, _, high = part.partition(" THRU ")
        low = -math.inf if low == "LO" else float(low)
        if low <= value <= (math.inf if high == "HI" else float(high or low)):
            return True
    return False


def pspp_columns(portable):
    """(name, format, missing, label, value labels, cells). PSPP loses `90 THRU HI` in portable
    files, and rounds numbers far from 1."""
    numbers = [column for column in PSPP_NUMBERS if not portable or
               column[0] in ("small", "three", "middle", "low", "both", "part")]
    columns = [(n, f, m, label, labels, cycle(cells)) for n, f, m, label, labels, cells in numbers]
    columns += [(f"date{i}", form, "", "", {}, cycle(DATE_CELLS))
                for i, form in enumerate(PSPP_DATES)]
    return columns + [(n, f"A{w}", m, "", labels, cycle(cells))
                      for n, w, m, labels, cells in PSPP_TEXTS if not portable or w <= 255]


def pspp_facts(columns):
    facts = {}
    for name, form, missing, label, labels, cells in columns:
        if form[0] == "A" and form[1:].isdigit():
            cells = [Missing(v) if v and f"'{v}'" == missing else v for v in cells]
            facts[name] = Facts(label, labels, cells)
        else:
            cells = [Missing(".") if v is None else
                     Missing(str(float(v))) if is_declared(v, missing) else float(v) for v in cells]
            facts[name] = Facts(label, {str(float(v)): t for v, t in labels.items()}, cells)
    return facts


def quoted(text):
    return "'" + str(text).replace("'", "''") + "'"


def pspp_syntax(columns, folder, locale):
    """The data come from a file of tabs; all columns of numbers are read as they are written."""
    lines = ["\t".join("" if v is None else v if isinstance(v, str) else repr(float(v))
                       for v in row) for row in zip(*(cells for *_, cells in columns))]
    (folder / "cells.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    is_text = [form[0] == "A" and form[1:].isdigit() for _, form, *_ in columns]
    syntax = f"SET LOCALE='{locale}'.\nGET DATA /TYPE=TXT /FILE='{folder}/cells.txt' " \
        "/ENCODING='UTF-8' /ARRANGEMENT=DELIMITED /DELIMITERS='\\t' /VARIABLES=\n" + "\n".join(
            f"  {name} {form if text else 'F40.0'}"
            for (name, form, *_), text in zip(columns, is_text)) + ".\n"
    for (name, form, missing, label, labels, _), text in zip(columns, is_text):
        syntax += "" if text else f"FORMATS {name} ({form}).\n"
        syntax += f"VARIABLE LABELS {name} {quoted(label)}.\n" if label else ""
        syntax += f"MISSING VALUES {name} ({missing}).\n" if missing else ""
        syntax += "".join(f"ADD VALUE LABELS {name} {quoted(v) if text else v} {quoted(t)}.\n"
                          for v, t in labels.items())
    return syntax


def write_pspp(folder):
    for locale in ("UTF-8", "windows-1252", "ISO-8859-15"):
        columns = pspp_columns(False)
        syntax = pspp_syntax(columns, folder, locale)
        made = [(folder / f"pspp-{locale}-{how}.{'zsav' if how == 'zcompressed' else 'sav'}", how)
                for how in ("uncompressed", "compressed", "zcompressed")]
        syntax += "".join(f"SAVE OUTFILE='{path}' /{how}.\n" for path, how in made)
        status, said = run_pspp(folder, syntax)
        assert not status, said
        yield from ((path, pspp_facts(columns)) for path, _ in made)
    columns = pspp_columns(True)
    path = folder / "pspp.por"
    syntax = pspp_syntax(columns, folder, "UTF-8")
    status, said = run_pspp(folder, syntax + f"EXPORT OUTFILE='{path}' /DIGITS=17.\n")
    assert not status, said
    yield path, {name.upper(): facts for name, facts in pspp_facts(columns).items()}


def has_pspp():
    return shutil.which("pspp") is not None
