"""Constants of the headers have names: behind each group of them stands its pair of functions,
GROUP_name and GROUP_from_name, which know every constant of the group and nothing else."""
import ctypes
import pathlib
import re
import sys

from report import Report

# Numbers that are no choice, by the begin of their name, and why.
APART = {
    "SDG16_OK": "statuses are below 0, where a name that is not known has its -1",
    "SDG16_ERR_": "as SDG16_OK; sdg16_status_name names them",
    "SDG16_ERROR_": "sizes of buffers",
    "SDG16_MAX_": "limits",
    "SDG16_JSON_DEPTH": "a limit",
    "SDG16_ABI": "a version",
    "SDG16_STREAM_VERSION": "a version",
    "SDG16_SEARCH_FITS": "a default",
    "SDG16_MODEL_STATUSES": "how many statuses there are",
}
CONSTANT = re.compile(r"^#define (SDG16_\w+) \(?(-?\d+)\)?$")


def statements(text):
    """Constants and declarations in their order, without comments."""
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S).replace("\\\n", " ")
    text = "\n".join(re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    declaration = re.compile(r"^SDG16_API [^;{]*;|^#define .*|^(?:typedef|struct)\b.*", re.M)
    return [match[0].replace("\n", " ") for match in declaration.finditer(text)]


def groups(text):
    """Each group: its constants by name, and the two functions that are declared behind it."""
    found, constants, behind = [], {}, []
    for statement in [*statements(text), "typedef"]:
        constant = CONSTANT.match(statement)
        if constant and not any(constant[1].startswith(begin) for begin in APART):
            if behind:
                found.append((constants, behind))
                constants, behind = {}, []
            constants[constant[1]] = int(constant[2])
        elif constants and not constant:
            function = re.search(r"(sdg16_\w+)\(", statement)
            behind.append(function[1] if function else "")
            if len(behind) == 2 or not function:
                found.append((constants, behind))
                constants, behind = {}, []
    return found


def check_pair(header, constants, behind, library, report):
    first = next(iter(constants))
    pair = len(behind) == 2 and behind[0].endswith("_name") and \
        behind[1] == behind[0].removesuffix("name") + "from_name"
    report.look(pair, f"{header}: {first} and its group have no pair of functions behind them "
                f"(found: {', '.join(behind) or 'nothing'})")
    if not pair:
        return
    name_of, from_name = getattr(library, behind[0]), getattr(library, behind[1])
    name_of.restype, from_name.argtypes = ctypes.c_char_p, [ctypes.c_char_p]
    names = {constant: name_of(value) for constant, value in constants.items()}
    for constant, value in constants.items():
        name = names[constant]
        report.look(name is not None, f"{behind[0]} does not know {constant}")
        report.look(name is None or from_name(name) == value,
                    f"{behind[1]} does not give back {constant} of {name}")
    known = [value for value in range(1100) if name_of(value) is not None]
    report.look(known == sorted(constants.values()),
                f"{behind[0]} knows {known}, the header has {sorted(constants.values())}")
    report.look(len(set(names.values())) == len(names), f"{behind[0]}: a name stands twice")
    report.look(from_name(b"nobody's name") == -1 and from_name(None) == -1,
                f"{behind[1]} knows a name that is none")


def main(include, library):
    report = Report()
    library = ctypes.CDLL(library)
    count = 0
    for header in sorted(pathlib.Path(include).rglob("*.h")):
        for constants, behind in groups(header.read_text(encoding="utf-8")):
            check_pair(header.name, constants, behind, library, report)
            count += 1
    report.look(count >= 30, f"{count} groups of constants found, expected 30 or more")
    report.end("constants")


main(*sys.argv[1:])
