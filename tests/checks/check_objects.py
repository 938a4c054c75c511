"""The compiled library is a good guest: no object file of it has writable data, and
none refers to a function that ends the process, prints, follows the locale, or changes
what belongs to the host; the functions of GSL it refers to are those of the list."""
import pathlib
import re
import subprocess
import sys

from report import Report

FORBIDDEN = set("""
    abort exit _exit _Exit quick_exit atexit on_exit __assert_fail raise kill longjmp
    __longjmp_chk printf __printf_chk vprintf __vprintf_chk puts putchar putc fputc
    putchar_unlocked perror err errx warn warnx error stdout stderr stdin
    setlocale newlocale uselocale localeconv signal sigaction sigprocmask
    strtok rand srand random srandom drand48 time clock getenv secure_getenv setenv putenv
    system popen fork execve lgamma lgammaf lgammal gamma signgam
    strtod strtof strtold atof scanf sscanf fscanf __isoc99_sscanf __isoc99_fscanf
    gets tmpnam mktemp localtime gmtime asctime ctime
    gsl_set_error_handler gsl_set_error_handler_off gsl_error gsl_rng_env_setup gsl_ieee_env_setup
""".split())
# strtod is called with digits and an exponent alone, which no locale changes.
ALLOWED = {"base_numbers.c.o": {"strtod"}}


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def members(archive):
    """(object file, its part of the listing of readelf) for each member."""
    listing = output("readelf", "-W", "-S", "-s", archive)
    for part in re.split(r"^File: ", listing, flags=re.M)[1:]:
        head, body = part.split("\n", 1)
        yield re.split(r"[(\[/]", head.rstrip(")]"))[-1], body  # "a.a(x.o)", or thin: "x.o"


def sections(body):
    pattern = r"^\s*\[\s*(\d+)\]\s+(\.\S+)"
    return {int(number): name for number, name in re.findall(pattern, body, flags=re.M)}


def symbols(body):
    """(type, section index or UND, name)"""
    pattern = r"^\s*\d+: [0-9a-f]+\s+\S+ (\w+)\s+\w+\s+\w+\s+(\w+) (\S+)$"
    return re.findall(pattern, body, flags=re.M)


def writable(name):
    return name.startswith((".data", ".bss", ".tdata", ".tbss")) and not name.startswith(".data.rel.ro")


def main(archive, whitelist):
    report = Report()
    gsl = set()
    for member, body in members(archive):
        names = sections(body)
        for kind, index, symbol in symbols(body):
            if index == "UND":
                report.look(symbol not in FORBIDDEN - ALLOWED.get(member, set()),
                            f"{member}: refers to {symbol}")
                if symbol.startswith("gsl_"):
                    gsl.add(symbol)
            elif kind in ("OBJECT", "TLS"):
                section = names.get(int(index), "COMMON") if index.isdigit() else index
                report.look(index != "COM" and not writable(section),
                            f"{member}: {symbol} is writable ({section})")
    listed = set(pathlib.Path(whitelist).read_text(encoding="utf-8").split())
    for symbol in sorted(gsl | listed):
        report.look(symbol in listed, f"{symbol} is called but not in {whitelist}")
        report.look(symbol in gsl, f"{symbol} is in {whitelist} but not called")
    report.end("symbols")


main(*sys.argv[1:])
