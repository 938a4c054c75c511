"""The tables of docs/fields.md are those of the schema of results: every result table, every
column. With --write the page gets them anew:

    tests/checks/check_fields.py ROOT build/lib/libsdg16.so --write
"""
import os
import pathlib
import sys

from report import Report

BEGIN = "<!-- the columns of {}: made by tests/checks/check_fields.py -->\n\n"
END = "\n\n<!-- end -->"
TYPES = {"text": "text", "whole": "whole number", "real": "number"}
MOMENTS = {"part": "not in sums of groups", "interval": "with an interval",
           "known": "if there is a value", "list": "as an array", "flag": "only as `true`"}


def schema(root, library):
    os.environ["SDG16_LIBRARY"] = str(library)
    sys.path.insert(0, str(root / "python"))
    sys.dont_write_bytecode = True
    import sdg16
    tables = {}
    for row in sdg16.result_schema():
        tables.setdefault(row["table"], []).append(row)
    return tables


def name_of(row):
    return "*(dimensions)*" if row["name"] == "*" and row["role"] == "dimension" else \
        "*(cells)*" if row["name"] == "*" else f"`{row['name']}`"


def json_of(row):
    """Where JSON has the column; empty if it has not."""
    if row["json_object"] is None:
        return ""
    if row["name"] == "*":
        return f"in `{row['json_object']}`" if row["json_object"] else "under their names"
    parts = [part for part in (row["json_object"], row["json_field"]) if part]
    words = [MOMENTS[word] for word in (row["json_when"] or "").split(",") if word]
    return f"`{'.'.join(parts)}`" + (f", {', '.join(words)}" if words else "")


def table_of(rows):
    has_json = any(row["json_object"] is not None for row in rows)
    head = ["column", "type", "what it is"] + ["in JSON"] * has_json
    lines = [head, ["---"] * len(head)]
    for row in rows:
        about = row["about"].replace("<", "&lt;")
        lines.append([name_of(row), TYPES[row["type"]], about] + [json_of(row)] * has_json)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main(root, library, write):
    root = pathlib.Path(root)
    page = root / "docs" / "fields.md"
    text, report = page.read_text(encoding="utf-8"), Report()
    for name, rows in schema(root, library).items():
        begin = BEGIN.format(name)
        report.look(begin in text, f"docs/fields.md has no block for the columns of {name}")
        if begin not in text:
            continue
        start = text.index(begin) + len(begin)
        end = text.index(END, start - 2)
        if write:
            text = text[:start] + table_of(rows) + text[end:]
        else:
            report.look(text[start:end] == table_of(rows),
                        f"docs/fields.md: the columns of {name} are not those of the schema; "
                        "tests/checks/check_fields.py ROOT LIBRARY --write makes them so")
    if write:
        page.write_text(text, encoding="utf-8")
    report.end("columns")


main(sys.argv[1], sys.argv[2], "--write" in sys.argv)
