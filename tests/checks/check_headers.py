"""Every public header compiles alone, in C99 and in C++, without a warning; no two headers
share an include guard, which would drop the second silently, or the name of a type; and all
headers of the library compile together."""
import collections
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from report import Report

LANGUAGES = (
    ("cc", "c", ["-std=c99"]),
    ("c++", "cpp", ["-std=c++98", "-Wno-long-long", "-Wno-variadic-macros"]),
)
WARNINGS = ["-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]


def look_at_guards(root, report):
    headers = collections.defaultdict(list)
    for header in sorted(path for folder in ("include", "lib", "cli")
                         for path in (root / folder).rglob("*.h")):
        guard = re.search(r"^#ifndef (\w+_H)$", header.read_text(encoding="utf-8"), flags=re.M)
        name = header.relative_to(root).as_posix()
        report.look(guard is not None, f"{name} has no include guard")
        if guard:
            headers[guard[1]].append(name)
    for guard, names in headers.items():
        report.look(len(names) == 1, f"{guard} guards {' and '.join(names)}")


COMMENT = re.compile(r" */\*.*?\*/", flags=re.S)
TYPE = re.compile(r"^\} (\w+);$|^typedef (?:struct|enum|union) \w+ (\w+);$", flags=re.M)


def look_at_types(root, report):
    """A type of a header is the only one of its name, also among those of single files."""
    files = collections.defaultdict(set)
    for path in sorted(path for folder in ("include", "lib", "cli")
                       for path in (root / folder).rglob("*.[ch]")):
        for found in TYPE.finditer(COMMENT.sub("", path.read_text(encoding="utf-8"))):
            files[found[1] or found[2]].add(path)
    for name, paths in files.items():
        headers = {path for path in paths if path.suffix == ".h"}
        made = {path for path in paths
                if f"}} {name};" in COMMENT.sub("", path.read_text(encoding="utf-8"))}
        where = sorted(path.relative_to(root).as_posix() for path in headers | made)
        report.look(not headers or len(headers) == 1 and made <= headers or len(made) <= 1,
                    f"{name} is a type of {' and '.join(where)}")


def look_at_all_together(root, report):
    """One file can include every header of the library: no name has two meanings."""
    headers = sorted((root / "lib").rglob("*.h"))
    lines = [f'#include "{header.relative_to(root / "lib").as_posix()}"' for header in headers]
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "all.c")
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        run = subprocess.run(["cc", "-std=gnu17", *WARNINGS, f"-I{root / 'lib'}",
                              f"-I{root / 'include'}", source],
                             capture_output=True, text=True, check=False)
    report.look(run.returncode == 0, f"all headers in one file:\n{run.stderr}")


def main(include):
    include = pathlib.Path(include)
    report = Report()
    look_at_guards(include.parent, report)
    look_at_types(include.parent, report)
    look_at_all_together(include.parent, report)
    with tempfile.TemporaryDirectory() as folder:
        for compiler, suffix, options in LANGUAGES:
            if not shutil.which(compiler):
                sys.exit(f"{compiler} is missing (Debian: apt-get install gcc g++)")
            for header in sorted(include.rglob("*.h")):
                name = header.relative_to(include).as_posix()
                source = pathlib.Path(folder, f"one.{suffix}")
                source.write_text(f"#include <{name}>\n#include <{name}>\n", encoding="utf-8")
                run = subprocess.run([compiler, *options, *WARNINGS, f"-I{include}", source],
                                     capture_output=True, text=True, check=False)
                report.look(run.returncode == 0, f"{name} with {compiler}:\n{run.stderr}")
    report.end("headers")


main(sys.argv[1])
