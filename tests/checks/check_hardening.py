"""The command and the library are built with a stack protector and checked functions (FORTIFY),
and bind their symbols at the start, read-only from then on."""
import subprocess
import sys

from report import Report


def readelf(*arguments):
    return subprocess.run(["readelf", "-W", *arguments], check=True, capture_output=True,
                          text=True).stdout


def main(*files):
    report = Report()
    for file in files:
        dynamic, symbols = readelf("-d", file), readelf("--dyn-syms", file)
        report.look("BIND_NOW" in dynamic or " NOW" in dynamic, f"{file}: no BIND_NOW")
        report.look("GNU_RELRO" in readelf("-l", file), f"{file}: no RELRO")
        report.look("__stack_chk_fail" in symbols, f"{file}: no stack protector")
        report.look("_chk@" in symbols, f"{file}: no FORTIFY")
    report.end("properties")


main(*sys.argv[1:])
