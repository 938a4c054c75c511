"""Bytes of .dta files of any version, for what no writer at hand produces: every version from 102
to 121 in both byte orders, strL references in the layouts that are found, aliases.

The layouts are those of StataCorp's descriptions ("file formats .dta" in the manual, help dta_113
to dta_121, and the help of old releases); of 102 to 104, what pandas reads."""
import struct

LETTERS = {"byte": ord("b"), "int": ord("i"), "long": ord("l"), "float": ord("f"),
           "double": ord("d")}
BYTES = {"byte": 251, "int": 252, "long": 253, "float": 254, "double": 255}
WORDS = {"byte": 65530, "int": 65529, "long": 65528, "float": 65527, "double": 65526,
         "strL": 32768, "alias": 65525}
PACKED = {"byte": "b", "int": "h", "long": "i", "float": "f", "double": "d"}
VERSIONS = (102, 103, 104, 105, 106, 107, 108, 110, 111, 112, 113, 114, 115, 117, 118, 119, 120,
            121)


def width_of(kind):
    """Bytes of a cell: "str5" has 5."""
    if kind == "alias":
        return 0
    return 8 if kind == "strL" else \
        int(kind[3:]) if kind.startswith("str") else struct.calcsize("=" + PACKED[kind])


class Dta:
    """A file: ``variables`` are (name, kind, format, set of labels, label); ``rows`` have numbers,
    bytes for texts, and (v, o) for strL; ``texts`` are (v, o, kind, bytes); ``labels`` {set:
    [(value, bytes)]}; ``fields`` bytes of characteristics. ``split``: bytes of v in a reference."""

    def __init__(self, version, variables, rows=(), big=False, texts=(), labels=None, fields=(),
                 split=None, encoding=None):
        self.version, self.variables, self.rows = version, variables, list(rows)
        self.order = ">" if big else "<"
        self.texts, self.labels, self.fields = texts, labels or {}, fields
        self.tagged = version >= 117
        self.split = split or (4 if version == 117 else 3 if version in (119, 121) else 2)
        self.encoding = encoding or ("utf-8" if version >= 118 else "cp1252")

    def pack(self, form, *values):
        return struct.pack(self.order + form, *values)

    def text(self, text, width):
        """A text in its place, without its NUL if it fills the place."""
        made = text if isinstance(text, bytes) else text.encode(self.encoding)
        assert len(made) <= width, text
        return made.ljust(width, b"\0")

    def tag(self, name, made):
        return b"<%s>%s</%s>" % (name, made, name) if self.tagged else made

    # ---- header ----

    def header(self):
        many, rows = self.version in (119, 121), len(self.rows)
        count = self.pack("I" if many else "H", len(self.variables))
        total = self.pack("Q" if self.version >= 118 else "H" if self.version == 102 else "I", rows)
        if not self.tagged:
            title = 81 if self.version >= 108 else 32
            stamp = 18 if self.version >= 105 else 0
            return bytes([self.version, 1 if self.order == ">" else 2, 1, 0]) + count + total + \
                self.text("data", title) + self.text(" 1 Jan 2026 12:00"[:stamp], stamp)
        title = self.pack("B" if self.version == 117 else "H", 4) + b"data"
        inside = self.tag(b"release", b"%d" % self.version) + \
            self.tag(b"byteorder", b"MSF" if self.order == ">" else b"LSF") + \
            self.tag(b"K", count) + self.tag(b"N", total) + self.tag(b"label", title) + \
            self.tag(b"timestamp", b"\x11 1 Jan 2026 12:00"[:18])
        return self.tag(b"header", inside)

    # ---- variables ----

    def type_of(self, kind):
        table = WORDS if self.tagged else BYTES if self.version >= 111 else LETTERS
        code = table.get(kind)
        if code is None:
            code = int(kind[3:]) + (127 if table is LETTERS else 0)
        return self.pack("H" if self.tagged else "B", code)

    def descriptors(self):
        v = self.version
        name = 129 if v >= 118 else 33 if v >= 110 else 9
        form = 57 if v >= 118 else 49 if v >= 114 else 12 if v >= 105 else 7
        label = 321 if v >= 118 else 81 if v >= 108 else 32
        sort = ("I" if v in (119, 121) else "H") * (len(self.variables) + 1)
        columns = list(zip(*self.variables)) or [[]] * 5
        return [
            (b"variable_types", b"".join(map(self.type_of, columns[1]))),
            (b"varnames", b"".join(self.text(n, name) for n in columns[0])),
            (b"sortlist", self.pack(sort, *[0] * len(sort))),
            (b"formats", b"".join(self.text(f, form) for f in columns[2])),
            (b"value_label_names", b"".join(self.text(s, name) for s in columns[3])),
            (b"variable_labels", b"".join(self.text(t, label) for t in columns[4]))]

    def characteristics(self):
        if self.tagged:
            return b"".join(self.tag(b"ch", self.pack("I", len(f)) + f) for f in self.fields)
        if self.version < 105:
            return b""
        form = "BH" if self.version < 110 else "BI"
        return b"".join(self.pack(form, 1, len(f)) + f for f in self.fields) + self.pack(form, 0, 0)

    # ---- rows and what follows ----

    def reference(self, v, o):
        low, high = (v, o) if self.order == "<" else (o, v)
        low_size = self.split if self.order == "<" else 8 - self.split
        return self.pack("Q", low | high << 8 * low_size)

    def cell(self, kind, value):
        if kind == "alias":
            return b""
        if kind == "strL":
            return self.reference(*value)
        if kind.startswith("str"):
            return self.text(value, width_of(kind))
        return value if isinstance(value, bytes) else self.pack(PACKED[kind], value)

    def data(self):
        kinds = [variable[1] for variable in self.variables]
        return b"".join(self.cell(k, c) for row in self.rows for k, c in zip(kinds, row))

    def long_texts(self):
        form = "II" if self.version == 117 else "IQ"
        return b"".join(b"GSO" + self.pack(form, v, o) + self.pack("B", kind) +
                        self.pack("I", len(text)) + text for v, o, kind, text in self.texts)

    def label_table(self, name, labels):
        v = self.version
        if v < 108:
            return self.pack("H", len(labels)) + self.text(name, 9) + b"\0" + \
                b"".join(self.pack("h", value) for value, _ in labels) + \
                b"".join(self.text(text, 8) for _, text in labels)
        places, room = [], b""
        for _, text in labels:
            places.append(len(room))
            room += text + b"\0"
        table = self.pack("II", len(labels), len(room)) + \
            b"".join(self.pack("I", place) for place in places) + \
            b"".join(self.pack("i", value) for value, _ in labels) + room
        made = self.pack("I", len(table)) + self.text(name, 129 if v >= 118 else
                                                      33 if v >= 110 else 9) + b"\0\0\0" + table
        return self.tag(b"lbl", made)

    def bytes(self, truthful_map=True):
        tables = b"".join(self.label_table(*item) for item in self.labels.items())
        if not self.tagged:
            return self.header() + b"".join(part for _, part in self.descriptors()) + \
                self.characteristics() + self.data() + tables
        parts = self.descriptors() + [(b"characteristics", self.characteristics()),
                                      (b"data", self.data()), (b"strls", self.long_texts()),
                                      (b"value_labels", tables)]
        start = b"<stata_dta>" + self.header()
        places, body = [0, len(start)], b""
        first = len(start) + len(b"<map></map>") + 112
        for name, part in parts:
            places.append(first + len(body))
            body += self.tag(name, part)
        end = first + len(body)
        places += [end, end + len(b"</stata_dta>")]
        if not truthful_map:
            places = [12345] * 14
        return start + self.tag(b"map", self.pack("14Q", *places)) + body + b"</stata_dta>"
