"""Constants of the headers have names: behind each group of them stands its pair of functions,
GROUP_name and GROUP_from_name, which know every constant of the group and nothing else. One macro
of the library makes every pair (SDG16I_NAMES). The words of an option of the command are the names
that its function knows, and Python asks the library for names."""
import ctypes
import pathlib
import re
import sys

from report import Report

# Numbers that are no choice, by the begin of their name, and why.
APART = {
    "SDG16_ERROR_": "sizes of buffers",
    "SDG16_MAX_": "limits",
    "SDG16_JSON_DEPTH": "a limit",
    "SDG16_ABI": "a version",
    "SDG16_STREAM_VERSION": "a version",
    "SDG16_SEARCH_FITS": "a default",
    "SDG16_MODEL_STATUSES": "how many statuses there are",
}
# What a _from_name returns for a name that is none, if it is not -1.
UNKNOWN = {"sdg16_status_from_name": 1}  # -1 is a status
# Names that an option does not take.
NOT_OPTIONS = {
    "sdg16_aggregate_from_name": {"none"},  # an indicator without a rule: --rule is left out
    "sdg16_format_from_name": {"sdmx-csv-2"},  # --sdmx-version 2.0
}
# Functions of rows that read no constants of the library.
NOT_CONSTANTS = {"action_code"}  # letters of SDMX-CSV 2.0
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
    known = [value for value in range(-1100, 1100) if name_of(value) is not None]
    report.look(known == sorted(constants.values()),
                f"{behind[0]} knows {known}, the header has {sorted(constants.values())}")
    report.look(len(set(names.values())) == len(names), f"{behind[0]}: a name stands twice")
    unknown = UNKNOWN.get(behind[1], -1)
    report.look(name_of(unknown) is None and from_name(b"nobody's name") == unknown
                and from_name(None) == unknown, f"{behind[1]} knows a name that is none")


def texts(folder, pattern):
    return {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob(pattern))}


def check_macro(root, report):
    """Every pair that the headers declare is made by the macro."""
    made = set()
    for text in texts(root / "lib", "*.c").values():
        made |= set(re.findall(r"^SDG16I_NAMES(?:_OR)?\((\w+),", text, re.M))
    for header, text in texts(root / "include", "*.h").items():
        for name in re.findall(r"\b(sdg16_\w+)_from_name\(const char", text):
            report.look(name in made, f"{header.name}: {name}_from_name is not made by "
                        "SDG16I_NAMES of lib/base/names.h")


def names_of(library, function):
    """All names that a GROUP_from_name knows."""
    name_of = getattr(library, function.replace("_from_name", "_name"))
    name_of.restype = ctypes.c_char_p
    return {name.decode() for name in map(name_of, range(-1100, 1100)) if name is not None}


def check_words(root, library, report):
    """The words of each row of the command whose numbers the library knows by name."""
    count = 0
    for path, text in texts(root / "cli", "*.c").items():
        for row in re.split(r"\{\.name = ", text)[1:]:
            words, code = re.search(r'\.words = "([^"]*)"', row), re.search(r"\.code = (\w+)", row)
            if not words or not code or code[1] in NOT_CONSTANTS:
                continue
            own = re.search(rf"^static int32_t {code[1]}\(.*?^}}", text, re.M | re.S)
            function = re.search(r"sdg16_\w+_from_name", own[0] if own else code[1])
            report.look(function, f"{path.name}: {code[1]} asks no function of the library")
            if not function:
                continue
            count += 1
            listed, names = set(words[1].split()), names_of(library, function[0])
            report.look(listed <= names, f"{path.name}: {function[0]} does not know "
                        f"{', '.join(sorted(listed - names))}")
            missing = set() if own else names - listed - NOT_OPTIONS.get(function[0], set())
            report.look(not missing, f"{path.name}: an option has {words[1]}, but not "
                        f"{', '.join(sorted(missing))}, which {function[0]} knows")
    report.look(count >= 15, f"{count} options with names found, expected 15 or more")


def check_python(root, report):
    """No table of names by constants. (Errors have classes, and words of their own.)"""
    for path, text in texts(root / "python" / "sdg16", "*.py").items():
        for entry in re.findall(r'_abi\.(?!ERR_)[A-Z][A-Z0-9_]*: \(?"[^"]*"', text):
            report.look(False, f"{path.name}: {entry}: ask the library for the name")
        report.look(True, "")


def main(root, library):
    report = Report()
    root, library = pathlib.Path(root), ctypes.CDLL(library)
    count = 0
    for header, text in texts(root / "include", "*.h").items():
        for constants, behind in groups(text):
            check_pair(header.name, constants, behind, library, report)
            count += 1
    report.look(count >= 30, f"{count} groups of constants found, expected 30 or more")
    check_macro(root, report)
    check_words(root, library, report)
    check_python(root, report)
    report.end("constants and words")


main(*sys.argv[1:])
