"""System files of SPSS byte by byte, also those that no program writes: from "System File
Format" of PSPP's developers' guide, not from the reader."""
import struct
import zlib

SYSMIS = -struct.unpack("<d", b"\xff" * 6 + b"\xef\x7f")[0]  # the most negative double
HIGHEST = -SYSMIS
LOWEST = struct.unpack("<d", b"\xfe" + b"\xff" * 5 + b"\xef\xff")[0]
NUMBER, TEXT = 5, 1  # display formats F and A
ZBLOCK = 0x3ff000


class Variable:
    """`width`: bytes of text, 0 for a number. `missing`: numbers or bytes; a range is
    ("range", low, high) as the first."""

    def __init__(self, name, width=0, label=None, missing=(), form=None, labels=None):
        self.name, self.width, self.label, self.form = name, width, label, form
        self.missing, self.labels = list(missing), labels or {}

    def segments(self):
        """Name and width of each record that the variable takes."""
        if self.width <= 255:
            return [(self.name, self.width)]
        count = -(-self.width // 252)
        return [(self.segment_name(i), 255 if i < count - 1 else self.width - 252 * i)
                for i in range(count)]

    def segment_name(self, i):
        return self.name if not i else f"{self.name[:5]}{i}"


class Sav:
    def __init__(self, variables, rows=(), order="<", compression=0, bias=100.0, cases=None,
                 code_page=None, encoding=None, date="01 Jan 20", long_names=(), sysmis=SYSMIS):
        self.variables, self.rows = variables, [list(row) for row in rows]
        self.order, self.compression, self.bias = order, compression, bias
        self.cases = len(self.rows) if cases is None else cases
        self.date, self.sysmis = date, sysmis
        self.extensions = []
        if code_page is not None:
            self.extension(3, struct.pack(order + "8i", 20, 0, 0, -1, 1, 1, 1 + (order == "<"),
                                          code_page), 4)
        if sysmis != SYSMIS:
            self.extension(4, struct.pack(order + "3d", sysmis, HIGHEST, LOWEST), 8)
        if any(v.width > 255 for v in variables):
            self.extension(14, b"".join(f"{v.name}={v.width:05}".encode() + b"\0\t"
                                        for v in variables if v.width > 255))
        if long_names:
            self.extension(13, b"\t".join(short.encode() + b"=" + long
                                          for short, long in long_names))
        if encoding is not None:
            self.extension(20, encoding.encode())

    def extension(self, subtype, data, size=1):
        self.extensions.append((subtype, size, data))

    def i(self, *numbers):
        return struct.pack(f"{self.order}{len(numbers)}i", *numbers)

    def d(self, number):
        return struct.pack(self.order + "d", self.sysmis if number is None else number)

    # ---- the dictionary ----

    def header(self):
        return (b"$FL3" if self.compression == 2 else b"$FL2") + b"@(#) SPSS DATA FILE".ljust(60) \
            + self.i(2, sum(len(self.elements(v)) for v in self.variables), self.compression, 0,
                     self.cases) + struct.pack(self.order + "d", self.bias) \
            + self.date.encode("latin-1").ljust(9)[:9] + b"00:00:00" + b" " * 64 + b"\0" * 3

    def missing(self, v):
        if not v.missing:
            return 0, b""
        if isinstance(v.missing[0], tuple):
            _, low, high = v.missing[0]
            return -2 - len(v.missing[1:]), b"".join(map(self.d, (low, high, *v.missing[1:])))
        texts = [value.ljust(8) if v.width else self.d(value) for value in v.missing]
        return len(texts), b"".join(texts)

    def record(self, name, width, form, label, missing):
        code, values = missing
        data = self.i(2, width, label is not None, code, form << 16 | 8 << 8, form << 16 | 8 << 8)
        data += name.encode().ljust(8)[:8]
        if label is not None:
            data += self.i(len(label)) + label + b" " * (-len(label) % 4)
        return data + values + self.i(2, -1, 0, 0, 0, 0, 0, 0) * (max(-(-width // 8), 1) - 1)

    def dictionary(self):
        data = b""
        for v in self.variables:
            form = v.form or (TEXT if v.width else NUMBER)
            for i, (name, width) in enumerate(v.segments()):
                first = i == 0
                data += self.record(name, width, form, v.label if first else None,
                                    self.missing(v) if first and v.width <= 255 else (0, b""))
        position = 1
        for v in self.variables:
            if v.labels:
                data += self.i(3, len(v.labels))
                for value, label in v.labels.items():
                    raw = value.ljust(8) if v.width else self.d(value)
                    data += raw + bytes([len(label)]) + label + b" " * (-(len(label) + 1) % 8)
                data += self.i(4, 1, position)
            position += len(self.elements(v))
        for subtype, size, content in self.extensions:
            data += self.i(7, subtype, size, len(content) // size) + content
        return data + self.i(999, 0)

    # ---- cases ----

    def elements(self, v, value=None):
        """The 8-byte units of a value."""
        if not v.width:
            return [self.d(value)]
        text = (value or b"").ljust(v.width)
        units = []
        for i, (_, width) in enumerate(v.segments()):
            part = text[255 * i:255 * (i + 1)] if v.width > 255 else text
            part = part.ljust(-(-width // 8) * 8)
            units += [part[k:k + 8] for k in range(0, len(part), 8)]
        return units

    def units(self):
        for row in self.rows:
            for v, value in zip(self.variables, row):
                yield from ((v, value, unit) for unit in self.elements(v, value))

    def opcodes(self, end=(252,), whole=True):
        """Compressed cases. `end`: opcodes behind the last; `whole`: the last group has 8."""
        groups, codes, data = b"", [], b""
        for v, value, unit in list(self.units()) + [(None, None, code) for code in end]:
            if v is None:
                code = unit
            elif unit == b" " * 8 and v.width:
                code = 254
            elif not v.width and value is None:
                code = 255
            elif not v.width and float(value).is_integer() and 1 <= value + self.bias <= 251:
                code = int(value + self.bias)
            else:
                code, data = 253, data + unit
            codes.append(code)
            if len(codes) == 8:
                groups, codes, data = groups + bytes(codes) + data, [], b""
        if codes:
            groups += bytes(codes).ljust(8 if whole else 0, b"\0") + data
        return groups

    def zlib_blocks(self, begin, content, size=ZBLOCK):
        blocks = [content[k:k + size] for k in range(0, len(content), size)] or [b""]
        packed = [zlib.compress(block) for block in blocks]
        trailer = struct.pack(self.order + "qqii", int(-self.bias), 0, size, len(blocks))
        inflated, offset = begin, begin + 24
        for block, deflated in zip(blocks, packed):
            trailer += struct.pack(self.order + "qqii", inflated, offset, len(block), len(deflated))
            inflated, offset = inflated + len(block), offset + len(deflated)
        return struct.pack(self.order + "qqq", begin, offset, len(trailer)) + b"".join(packed) \
            + trailer

    def build(self, **opcodes):
        head = self.header() + self.dictionary()
        if self.compression == 0:
            return head + b"".join(unit for _, _, unit in self.units())
        if self.compression == 1:
            return head + self.opcodes(**opcodes)
        return head + self.zlib_blocks(len(head), self.opcodes(end=()), opcodes.get("size", ZBLOCK))


def counted(data, order="<"):
    return struct.pack(order + "i", len(data)) + data
