"""Seeds of fuzz_statfile: seeds.py FOLDER writes a small .dta file of each version and byte order,
a .sav file of each compression and byte order, and the small files of the tests. Each has a last
byte more, which chooses no encoding."""
import itertools
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "python"))
from dta_writer import VERSIONS, Dta  # noqa: E402
from sav_writer import LOWEST, Sav, Variable, counted  # noqa: E402


def seed(version, big, split=None):
    new = version >= 117
    variables = [("x", "int", "%td", "s", "label"), ("t", "str3", "%3s", "", ""),
                 ("d", "double", "%tc", "", "")]
    rows = [[1, b"abc", 1.5], [32742, b"d", 1e300]]
    texts = []
    if new:
        variables += [("l", "strL", "%9s", "", ""), ("m", "strL", "%9s", "", "")]
        rows = [row + [(4, 1), (5, 2)] for row in rows]
        texts = [(4, 1, 130, b"long\0"), (5, 2, 129, b"\0b")]
    if version >= 120:
        variables.append(("a", "alias", "", "", ""))
        rows = [row + [None] for row in rows]
    return Dta(version, variables, rows, big, texts, {"s": [(1, b"one"), (2, b"two")]},
               [b"field"], split).bytes()


folder = pathlib.Path(sys.argv[1])
folder.mkdir(exist_ok=True)


def keep(name, content):
    (folder / name).write_bytes(content + b"\0")


for path in (pathlib.Path(__file__).parents[1] / "data" / "stat").iterdir():
    if path.suffix in (".dta", ".sav", ".zsav", ".por") and path.stat().st_size < 20000:
        keep(path.name, path.read_bytes())
for version in VERSIONS:
    for big in (False, True):
        keep(f"{version}{'-big' * big}.dta", seed(version, big))
keep("119-2+6.dta", seed(119, False, 2))


def spss_seed(order, form, cases=None):
    variables = [Variable("N", label=b"label", missing=[98, 99], labels={1: b"Yes", 2: b"No"}),
                 Variable("R", missing=[("range", LOWEST, 5), 9]), Variable("S", 3, missing=[b"x"]),
                 Variable("T", 12), Variable("L", 300), Variable("D", form=22)]
    rows = [(1, 0.5, b"ab", b"a text", b"long", 13.8e9), (98, 7, b"x", b"", b"", None)]
    sav = Sav(variables, rows, order, form, cases=cases, code_page=1252, encoding="windows-1252",
              sysmis=-1e300, long_names=[("N", b"AName"), ("T", b"ALongName")])
    sav.extension(16, struct.pack(order + "qq", 1, 2), 8)
    sav.extension(21, counted(b"ALongName", order) + struct.pack(order + "ii", 12, 1)
                  + counted(b"a text".ljust(12), order) + counted(b"its label", order))
    sav.extension(22, counted(b"ALongName", order) + b"\1" + struct.pack(order + "i", 8)
                  + b"DK".ljust(8))
    return sav.build()


for order, form in itertools.product("<>", (0, 1, 2)):
    keep(f"{form}{'-big' * (order == '>')}.sav", spss_seed(order, form))
    keep(f"{form}{'-big' * (order == '>')}-1.sav", spss_seed(order, form, -1))
