"""What the headers declare with SDG16_API is what the shared library exports, and the
library exports nothing else."""
import pathlib
import re
import subprocess
import sys

from report import Report


def declared(include):
    names = set()
    for header in pathlib.Path(include).rglob("*.h"):
        text = re.sub(r"/\*.*?\*/", " ", header.read_text(encoding="utf-8"), flags=re.S)
        for declaration in re.findall(r"^SDG16_API\b([^;{]*);", text, flags=re.M):
            names.add(re.search(r"(\w+)\s*\(", declaration)[1])
    return names


def exported(library):
    listing = subprocess.run(["nm", "-D", "--defined-only", library], check=True,
                             capture_output=True, text=True).stdout
    names = {line.split()[2].split("@")[0] for line in listing.splitlines()
             if line.split()[1] != "A"}  # A: the version node
    return names


def main(include, library):
    report = Report()
    headers, symbols = declared(include), exported(library)
    for name in sorted(headers | symbols):
        report.look(name in symbols, f"{name} is declared but not exported")
        report.look(name in headers, f"{name} is exported but not declared")
        report.look(name.startswith("sdg16_"), f"{name} is not a name of ours")
    report.end("names")


main(*sys.argv[1:])
