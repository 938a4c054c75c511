"""Seeds of fuzz_statfile: seeds.py FOLDER writes a small .dta file of each version and byte order."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "python"))
from dta_writer import VERSIONS, Dta  # noqa: E402


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
for version in VERSIONS:
    for big in (False, True):
        (folder / f"{version}{'-big' * big}.dta").write_bytes(seed(version, big))
(folder / "119-2+6.dta").write_bytes(seed(119, False, 2))
