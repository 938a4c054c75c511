"""Cell by cell: what this library reads from files of SPSS and Stata, what other programs were
told to write, and what they read themselves. A program that is not installed is skipped.
SDG16_ORACLE_FILES: a folder with further files, which all programs read."""
import os
import pathlib
import warnings

import pytest

import programs
import sdg16
from dta_writer import VERSIONS, Dta
from facts import differences, ours, r_package, run_r, told
from sav_writer import LOWEST, Sav, Variable

DATA = pathlib.Path(__file__).parents[1] / "data" / "stat"
PACKAGES = {"foreign": "foreign", "readstata13": "readstata13", "haven-dta": "haven",
            "haven-sav": "haven"}


def need_r(package):
    if not r_package(package):
        pytest.skip(f"R or its package {package} is not installed")


def need_pspp():
    if not programs.has_pspp():
        pytest.skip("PSPP is not installed")


def need_pandas():
    if not programs.pd:
        pytest.skip("pandas is not installed")


def expect_same(path, others, options=None, tolerance=0, known=None):
    """`known`: says of the line of a difference that docs/formats.md explains it."""
    found = list(differences(ours(path, **(options or {})), others, tolerance))
    if known:
        found = [line for line in found if not known(line)]
    assert not found, f"{path.name}: {len(found)} differences: " + "; ".join(found[:5])


# ---- what they were told to write ----

def foreign_writes_z(line):
    """foreign 0.8-84 writes NA of whole numbers as 2147483647, which is .z from version 113 on."""
    return "'.z' (Missing), '.' (Missing)" in line


@pytest.mark.parametrize("package", PACKAGES)
def test_what_r_packages_were_told_to_write(tmp_path, package):
    need_r(PACKAGES[package])
    run_r("write.R", package, tmp_path)
    paths = [path for path in sorted(tmp_path.iterdir()) if path.suffix != ".facts"]
    assert len(paths) >= 3
    for path in paths:
        # haven writes UTF-8 in all versions of Stata
        old = package == "haven-dta" and path.stem.removeprefix("haven-") in "8 9 10 11 12 13".split()
        expect_same(path, told(path), {"encoding": "UTF-8"} if old else None,
                    known=foreign_writes_z if package == "foreign" else None)


@pytest.mark.parametrize("read", [False, True])
def test_what_pandas_was_told_to_write_and_what_it_reads(tmp_path, read):
    need_pandas()
    warnings.simplefilter("ignore")
    count = 0
    for path, facts in programs.write_pandas(tmp_path):
        if read and path.name in ("pandas-118-big.dta", "pandas-119-big.dta"):
            continue  # pandas 1.5.3 does not read these
        expect_same(path, programs.read_pandas(path) if read else facts)
        count += 1
    assert count == (6 if read else 8)


@pytest.mark.parametrize("read", [False, True])
def test_what_pspp_was_told_to_write_and_what_it_reads(tmp_path, read):
    need_pspp()
    files = list(programs.write_pspp(tmp_path))
    assert len(files) == 10
    for path, facts in files:
        options = {"encoding": "UTF-8"} if path.suffix == ".por" else {}
        if read:
            facts = programs.read_pspp(path, numbers_of(ours(path, **options)), tmp_path,
                                       options.get("encoding"))
        if path.suffix == ".por":  # PSPP rounds, and drops letters beyond ASCII from its own file
            expect_same(path, facts, options, 1e-13, lambda line: read and "\u00e9" in line)
        else:
            expect_same(path, facts, options)


def numbers_of(facts):
    return [name for name, column in facts.items()
            if any(isinstance(cell, float) or cell == "." for cell in column.cells)]


# ---- files of this project, which other programs read ----

def written_byte_by_byte(folder):
    """Versions, byte orders and compressions that no program at hand writes."""
    for version in VERSIONS:
        for big in (False, True):
            kinds = ["int", "long", "float", "double"] + ["byte"] * (version >= 104)
            variables = [(f"v{kind}", kind, "%9.0g", "", f"label of {kind}") for kind in kinds]
            variables.append(("vtext", "str9", "%9s", "", ""))
            rows = [(1, -2, 0.5, 1e99, 5, b"nine char"), (100, 70000, -1.5, -0.1, -3, b"a"),
                    (-9, 0, 0, 0, 0, b" lead")]
            if version < 104:
                rows = [row[:4] + row[5:] for row in rows]
            if version >= 108:
                variables[0] = ("vint", "int", "%9.0g", "set", "label of int")
            path = folder / f"bytes-{version}{'-big' * big}.dta"
            path.write_bytes(Dta(version, variables, rows, big, labels={
                "set": [(1, b"one"), (100, b"a hundred")]} if version >= 108 else None).bytes())
            yield path
    for order in "<>":
        for form in (0, 1, 2):
            for bias in (100.0, 50.0):
                path = folder / f"bytes-{'big' if order == '>' else 'little'}-{form}-{bias:.0f}.sav"
                path.write_bytes(sav_bytes(order, form, bias))
                yield path


def sav_bytes(order, form, bias):
    variables = [Variable("N", label=b"label", missing=[98, 99], labels={1: b"Yes", 99: b"No"}),
                 Variable("R", missing=[("range", LOWEST, -5), 9]), Variable("S", 3, missing=[b"x"]),
                 Variable("T", 12), Variable("L", 300), Variable("D", form=22)]
    rows = [(1, 0.5, b"ab", b"a text", b"long", 13778640000.0), (98, -7, b"x", b"", b"", None),
            (151, 9, b"", b"12 charact..", b"q" * 300, 0), (99, -5, b"x", b"\xe9", b"w" * 255, 1)]
    return Sav(variables, rows, order, form, bias, code_page=1252, encoding="windows-1252",
               long_names=[("N", b"AName"), ("T", b"ALongName")]).build()


def further_files():
    folder = os.environ.get("SDG16_ORACLE_FILES")
    return sorted(pathlib.Path(folder).iterdir()) if folder else []


@pytest.fixture
def files(tmp_path):
    """Copies, because facts are written beside them."""
    found = list(written_byte_by_byte(tmp_path))
    for path in [*sorted(DATA.iterdir()), *further_files()]:
        # each program renames repeated names in its own way
        if path.suffix in (".dta", ".sav", ".zsav", ".por") and "repeated" not in path.name:
            found.append(tmp_path / path.name)
            found[-1].write_bytes(path.read_bytes())
    return found


# ---- what is known of other programs: docs/formats.md, "Other programs" ----

def pandas_knows(path, version, line):
    """pandas 1.5.3: no labels up to version 108, one missing code as a letter up to 111, 2^333 as a
    number in 105; texts of readstata13 as binary values."""
    return (version <= 108 and line.endswith(", None") and "labelled" in line) or \
        (version <= 111 and "'.' (Missing), '.z' (Missing)" in line) or \
        (version == 105 and "'.' (Missing), 1.749800579826409" in line) or \
        (path.name.startswith("readstata13") and "(str), \"b'" in line)


def foreign_knows(path, version, line):
    """foreign 0.8-84 writes NA of whole numbers as .z, and reads that as `.`; in version 105 it has
    no labels, and 2^333 is a number."""
    return foreign_writes_z(line) or (version == 105 and (
        "1.749800579826409" in line or ("labelled" in line and line.endswith(", None"))))


def readstata13_knows(path, version, line):
    """readstata13 0.10.1 reads missing values up to version 111 as numbers, and loses the long
    texts of haven in 119 (2+6 bytes)."""
    return (path.name == "haven-119.dta" and "vlong" in line) or version <= 111 and "'.' (Missing), " in line and line.endswith(" (float)")


# readstata13 has layouts of its own of 106, 107 and 112, which were never released: it does not
# come to an end with some files.
STATA_VERSIONS = {"foreign": range(105, 116), "readstata13": (108, 110, 111, *range(113, 120))}


def version_of(path):
    start = path.read_bytes()[:80]
    return int(start.split(b"<release>")[1][:3]) if start.startswith(b"<stata_dta>") else start[0]


def reading_of(path):
    try:
        return ours(path)
    except sdg16.Error:  # which files are refused is tested elsewhere
        return None


def compare(path, theirs, known=lambda line: False):
    """Differences; None if one of the two does not read the file."""
    mine = reading_of(path)
    if mine is None or theirs is None or isinstance(theirs, str):
        return None
    return [f"{path.name}: {line}" for line in differences(mine, theirs) if not known(line)]


def expect_all(paths, reader, least, known=lambda path, version, line: False):
    """All files that both read agree; at least so many are read by both."""
    found, count = [], 0
    for path in paths:
        version = version_of(path)
        lines = compare(path, reader(path), lambda line: known(path, version, line))
        count += lines is not None
        found += lines or []
    assert count >= least, f"only {count} files are read by both"
    assert not found, f"{len(found)} differences: " + "; ".join(found[:5])


def with_end(files, *ends):
    return [path for path in files if path.suffix in ends]


def test_files_that_pandas_reads(files):
    need_pandas()

    def read(path):
        try:
            return programs.read_pandas(path)
        except Exception:  # pandas fails in many ways
            return None
    expect_all(with_end(files, ".dta"), read, 24, pandas_knows)


@pytest.mark.parametrize("package, reader, least, knows", [
    ("foreign", "foreign-dta", 18, foreign_knows),
    ("readstata13", "readstata13", 18, readstata13_knows)])
def test_stata_files_that_r_packages_read(files, package, reader, least, knows):
    need_r(package)
    paths = [path for path in with_end(files, ".dta") if path.name != "dta-label.dta"
             and version_of(path) in STATA_VERSIONS[package]]
    run_r("read.R", reader, *paths)
    expect_all(paths, told, least, knows)


def foreign_spss_knows(path, version, line):
    """foreign 0.8-84 does not know very long texts and missing texts, and does not recode texts."""
    return line.startswith("columns ") or "(str)" in line or "(Missing), ''" in line \
        or line.startswith("s9: ")


def test_spss_files_that_foreign_reads(files):
    need_r("foreign")
    paths = with_end(files, ".sav", ".por")
    run_r("read.R", "foreign-spss", *paths)
    expect_all(paths, told, 7, foreign_spss_knows)


def pspp_knows(path, version, line):
    """The CSV files of PSPP have a text up to its first NUL."""
    return path.name == "under.sav" and "(str), '' (str)" in line


def test_files_that_pspp_reads(files, tmp_path):
    need_pspp()

    def read(path):
        mine = reading_of(path)
        return programs.read_pspp(path, numbers_of(mine), tmp_path) if mine else None
    expect_all(with_end(files, ".sav", ".zsav", ".por"), read, 15, pspp_knows)
