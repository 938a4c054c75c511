"""Makes the header of areas.c from m49.csv; the build runs it.

Usage: make_areas.py CSV HEADER
"""
import csv
import sys
import unicodedata

MICRONESIA = "57"
SMALL = ("and", "the", "of")


def key(text):
    """The same as fold_name in areas.c: letters and digits, without accents and small words."""
    plain = unicodedata.normalize("NFD", text.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.replace("'", "").replace("’", "").replace(".", "")
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in plain).split()
    words = ["saint" if word == "st" else word for word in words
             if len(words) == 1 or word not in SMALL]  # AND is Andorra
    return "".join(words)


def without_parenthesis(name):
    return name.split("(")[0].strip()


def keys_of(rows):
    keys = {}
    for row in rows:
        if row["m49"] == MICRONESIA:  # both the region and the country are called so
            continue
        names = [row["name"], *filter(None, row["other_names"].split("; ")), row["iso3"]]
        for name in filter(None, names):
            taken = keys.setdefault(key(name), row["m49"])
            if taken != row["m49"]:
                sys.exit(f"m49.csv: '{name}' is the name of {taken} and of {row['m49']}")
    for row in rows:  # a name without its parenthesis, where that is no other area
        short = key(without_parenthesis(row["name"]))
        if short != "micronesia":
            keys.setdefault(short, row["m49"])
    return keys


def quoted(text):
    return '"' + text.replace('"', '\\"') + '"' if text else "NULL"


def header(rows):
    lines = ["/* Made by make_areas.py from m49.csv. */",
             "#ifndef SDG16I_DATA_AREAS_M49_H", "#define SDG16I_DATA_AREAS_M49_H", "",
             "/* SDG16I_AREA_ROW(code, ISO 3166-1 of two letters, of three, name), by code */",
             "#define SDG16I_M49_AREAS(SDG16I_AREA_ROW) \\"]
    lines += [f"  SDG16I_AREA_ROW({row['m49']}, {quoted(row['iso2'])}, {quoted(row['iso3'])}, "
              f"{quoted(row['name'])}) \\" for row in rows]
    lines += ["", "/* SDG16I_AREA_KEY(a name as areas.c folds it, code), by name */",
              "#define SDG16I_M49_KEYS(SDG16I_AREA_KEY) \\"]
    lines += [f"  SDG16I_AREA_KEY({quoted(name)}, {code}) \\"
              for name, code in sorted(keys_of(rows).items())]
    return "\n".join(lines + ["", "#endif", ""])


def main(source, target):
    with open(source, encoding="utf-8", newline="") as file:
        text = header(list(csv.DictReader(file)))
    with open(target, "w", encoding="utf-8") as file:
        file.write(text)


main(*sys.argv[1:])
