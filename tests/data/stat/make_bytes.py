# repeated-names.dta, repeated-names.sav and blocks.zsav, byte by byte, because no program at hand
# writes such files: PYTHONPATH=../../python python3 make_bytes.py
import pathlib
import struct

from dta_writer import Dta
from sav_writer import Sav, Variable, counted

variables = [(name, "byte", "%8.0g", "s", "") for name in ("x", "y", "x", "x", "x_1")]
pathlib.Path("repeated-names.dta").write_bytes(
    Dta(114, variables, [(1, 2, 3, 4, 5)], labels={"s": [(1, b"one"), (3, b"three")]}).bytes())

# names, one of which is used three times; labels of a long text (record 7, subtype 21)
sav = Sav([Variable("A"), Variable("B"), Variable("C", 12), Variable("D")],
          [(1, 2, b"a long text", 3), (4, 5, b"other", 6)],
          long_names=[("A", b"same"), ("B", b"same"), ("C", b"text"), ("D", b"same")])
sav.extension(21, counted(b"text") + struct.pack("<ii", 12, 2)
              + counted(b"a long text ") + counted(b"Its label")
              + counted(b"other       ") + counted(b"Another label"))
pathlib.Path("repeated-names.sav").write_bytes(sav.build())

# 40 cases in blocks of 64 bytes
sav = Sav([Variable("N"), Variable("S", 8)],
          [(i + 0.5, b"case %03d" % i) for i in range(40)], compression=2,
          long_names=[("N", b"N"), ("S", b"S")])
pathlib.Path("blocks.zsav").write_bytes(sav.build(size=64))
