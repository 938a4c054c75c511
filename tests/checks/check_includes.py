"""Includes keep the architecture: dependencies between the folders of lib/ and their rooms
point one way, no files form a circle (neither of different rooms nor in one room), every third
party has one door, and users of the library see <sdg16.h> alone."""
import pathlib
import re
import sys

from report import Report

# What a folder of lib/ may include of the project, beside itself.
BELOW = {
    "base": set(),
    "num": {"base"},
    "data": {"base"},
    "results": {"base", "data"},
    "mse": {"base", "num", "data", "results"},
    "survey": {"base", "num", "data", "results"},
    "indicators": {"base", "num", "data", "results", "mse", "survey"},
    "iff": {"base", "num", "data", "results", "indicators"},
    "protect": {"base", "num", "data", "results", "mse", "survey", "indicators", "iff"},
    "publish": {"base", "num", "data", "results", "mse", "survey", "indicators", "iff",
                "protect"},
}
# Rooms of a folder: what each may include of the others. A room that is not named: any.
ROOMS = {
    "data/table": set(),
    "data/areas": set(),
    "data/csv": {"data", "data/table"},
    "data/expression": {"data/table"},
    "data/statfile": {"data", "data/table"},
    "mse/capture": set(),
    "mse/loglinear": set(),
    "mse/search": {"mse/loglinear"},
    "mse/bootstrap": {"mse/loglinear", "mse/search"},
    "survey/design": set(),
    "indicators/registry": set(),
    "indicators/registry/builtin": {"indicators/registry"},
    "indicators/counts": {"indicators/registry"},
    "indicators/special": {"indicators/registry", "indicators/counts"},
    "indicators/microdata": {"indicators/registry", "indicators/counts"},
    "indicators/regional": {"indicators/registry", "indicators/counts"},
}
# Folders of cli/: what each may include of the others. The structs of options in cmd/ are what
# show/ shows results of.
COMMAND = {
    "shared": {"shared", "describe"},
    "describe": {"shared", "describe"},
    "show": {"shared", "show", "cmd"},
    "cmd": {"shared", "show", "cmd"},
    "main.c": {"shared", "describe", "cmd"},
}
# The folder that owns a public header.
OWNER = {
    "base": "base", "exec": "base", "writer": "base", "table": "data", "area": "data", "io": "data", "expression": "data",
    "capture": "mse", "model": "mse", "mse": "mse", "estimate": "mse", "strata": "mse",
    "covariates": "mse",
    "result": "results",
    "indicator": "indicators",
    "iff": "iff",
    "publish": "protect",
    "survey": "survey",
}
DOORS = {
    "gsl/": "lib/num/gslport.c",
    "csv.h": "lib/data/csv/parse.c",
    "iconv.h": "lib/data/encoding.c",
    "pthread.h": "lib/base/threads.c",
    "nettle/": "lib/base/sha256.c",
    "zlib.h": "lib/data/statfile/zsav.c",
    "Random123/": "lib/base/rng.c",
}
# Result tables are filled by the schema of results; these copy tables, or make none of results.
BUILDER = "data/table/table_builder.h"
BUILDS = ("lib/data/", "lib/results/", "lib/protect/protected_table.c")
STANDARD = set(
    "assert ctype errno float inttypes limits locale math setjmp signal stdarg stdatomic "
    "stddef stdint stdio stdlib string time".split())
# Beyond the standard library: the number of cores; large pages; files that are regular and opened
# once.
POSIX = {
    "lib/base/memory.c": {"sys/mman.h"},
    "lib/base/threads.c": {"unistd.h"},
    "lib/data/csv/parse.c": {"sys/stat.h"},
    "lib/data/csv/source.c": {"fcntl.h", "sys/stat.h", "unistd.h"},
    "lib/data/read.c": {"fcntl.h", "sys/stat.h", "unistd.h"},
    "lib/data/statfile/byte_source.c": {"fcntl.h", "sys/stat.h", "unistd.h"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
NO_CODE = re.compile(r'/\*.*?\*/|"(?:[^"\\\n]|\\.)*"', re.S)
# A function that other files can call, where it is defined.
DEFINED = re.compile(r"^(?!static\b)(?:\w+[ *]+)+((?:sdg16|cli|json|option)\w*)\([^;{}]*\)\s*\{",
                     re.M)


def folder_of(bracket, name):
    if bracket == "<":
        public = re.fullmatch(r"sdg16/(\w+)\.h", name)
        return OWNER.get(public[1], "?") if public else None
    return name.split("/")[0] if "/" in name else None


def room_of(name):
    return name.rpartition("/")[0].removeprefix("lib/")


def check_room(path, name, report):
    own, room = room_of(path), room_of(name)
    if own in ROOMS and room.split("/")[0] == own.split("/")[0]:
        report.look(room == own or room in ROOMS[own], f"{path}: lib/{own} includes {name}")


def circles(graph):
    """Strongly connected components of more than one node (Tarjan)."""
    number, low, stack, found = {}, {}, [], []

    def visit(node):
        number[node] = low[node] = len(number)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in number:
                visit(other)
            if other in stack:
                low[node] = min(low[node], low[other])
        if low[node] == number[node]:
            at = stack.index(node)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for node in sorted(graph):
        if node not in number:
            visit(node)
    return found


def circles_of_rooms(modules):
    """Modules (x.c and x.h) that include one another, over files of several rooms."""
    return [circle for circle in circles(modules) if len({room_of(name) for name in circle}) > 1]


def circles_of_files(top):
    """Files below a folder that need one another: a file needs the headers that it includes and
    the .c files whose functions it calls. x.c and x.h belong together. A constant that lists
    functions (the subcommands, the built-in indicators) is no call of them."""
    text = {file.relative_to(top).as_posix(): file.read_text(encoding="utf-8")
            for file in sorted(top.rglob("*.[ch]"))}
    code = {name: NO_CODE.sub(" ", words) for name, words in text.items()}
    words = {name: set(re.findall(r"\w+", body)) for name, body in code.items()}
    home = {function: name for name in code if name.endswith(".c")
            for function in DEFINED.findall(code[name])}
    graph = {}
    for name in code:
        needs = {other for bracket, other in INCLUDE.findall(text[name]) if bracket == '"'}
        if name.endswith(".c"):
            needs |= {home[word] for word in words[name] & home.keys()}
        graph[name] = {other for other in needs if other[:-2] != name[:-2]}
    return circles(graph), len(home)


def check_library(path, bracket, name, report):
    own = path.split("/")[1]
    folder = folder_of(bracket, name)
    if folder is not None:
        report.look(folder == own or folder in BELOW[own], f"{path}: lib/{own} includes {name}")
        if bracket == '"':
            check_room(path, name, report)
        report.look(name != BUILDER or path.startswith(BUILDS),
                    f"{path}: result tables are filled by results/result_rows.h")
    elif bracket == '"':
        report.look(False, f'{path}: "{name}" should be given from lib/ on')
    else:
        door = next((DOORS[d] for d in DOORS if name.startswith(d)), None)
        allowed = path == door if door else (
            name.removesuffix(".h") in STANDARD or name in POSIX.get(path, ()))
        report.look(allowed, f"{path}: <{name}> may not be included here")


def check_user(path, bracket, name, report):
    internal = bracket == '"' and "/" in name
    if internal and path.startswith("cli/"):
        internal = name.split("/")[0] not in COMMAND[path.split("/")[1]]
    report.look(not internal and (name == "sdg16.h" or not name.startswith("sdg16/")),
                f"{path}: a user of the library includes {name}")


def main(root):
    root = pathlib.Path(root)
    report = Report()
    modules, command = {}, {}
    for top in ("include", "lib", "cli", "examples", "python"):
        for file in sorted((root / top).rglob("*.[ch]")):
            path = file.relative_to(root).as_posix()
            for bracket, name in INCLUDE.findall(file.read_text(encoding="utf-8")):
                if top == "include":
                    known = name == "stdint.h" or re.fullmatch(r"sdg16/\w+\.h", name)
                    report.look(bracket == "<" and known, f"{path}: includes {name}")
                elif top == "lib":
                    check_library(path, bracket, name, report)
                    if bracket == '"':
                        module = path.removeprefix("lib/")[:-2]
                        modules.setdefault(module, set()).add(name[:-2])
                else:
                    check_user(path, bracket, name, report)
                    if bracket == '"' and top == "cli":
                        module = path.removeprefix("cli/")[:-2]
                        command.setdefault(module, set()).add(name[:-2])
    sys.setrecursionlimit(10000)
    for circle in circles_of_rooms(modules) + circles_of_rooms(command):
        report.look(False, f"a circle of files of several rooms: {', '.join(circle)}")
    for top in ("lib", "cli"):
        found, functions = circles_of_files(root / top)
        report.look(functions > 150, f"{top}: {functions} functions found, expected 150 or more")
        for circle in found:
            report.look(False, f"a circle of files in {top}: {', '.join(circle)}")
    report.end("includes")


main(sys.argv[1])
