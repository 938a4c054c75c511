"""The option tables of the command say everything once: the tables of docs/cli.md are those
of sdg16 generate markdown, and the code asks only for options that the tables have. With
--write docs/cli.md gets the tables anew:

    tests/checks/check_options.py ROOT build/cli/sdg16 --write
"""
import pathlib
import re
import subprocess
import sys

from report import Report

BEGIN = "<!-- the options of {}: made by tests/checks/check_options.py -->\n\n"
END = "\n\n<!-- end -->"


def output(command, *arguments):
    return subprocess.run([command, *arguments], check=True, capture_output=True,
                          text=True).stdout


def subcommands(command):
    listed = output(command, "--help").split("\nSubcommands\n")[1].split("\n\n")[0]
    return [line.split()[0] for line in listed.splitlines()]


def block(text, subcommand):
    """Where the table of the subcommand stands in docs/cli.md; None: nowhere."""
    begin = BEGIN.format(subcommand)
    if begin not in text:
        return None
    start = text.index(begin) + len(begin)
    return start, text.index(END, start)


def look_at_page(page, command, write, report):
    text = page.read_text(encoding="utf-8")
    for subcommand in subcommands(command):
        table = output(command, "generate", "markdown", subcommand).strip()
        place = block(text, subcommand)
        report.look(place is not None, f"docs/cli.md has no block for the options of {subcommand}")
        if place and write:
            text = text[:place[0]] + table + text[place[1]:]
        elif place:
            report.look(text[place[0]:place[1]] == table,
                        f"docs/cli.md: the options of {subcommand} are not those of the command; "
                        "tests/checks/check_options.py ROOT COMMAND --write makes them so")
    if write:
        page.write_text(text, encoding="utf-8")


def names_asked_for(source):
    """Options that the code of a file names beside the rows themselves."""
    names = re.findall(r'cli_given\(line, "([^"]+)"\)', source)
    for field in re.findall(r'\.(?:needs|excludes) = "([^"]+)"', source):
        names += field.split()
    for array in re.findall(r"cli_given\(line, (\w+)\[", source):
        body = re.search(rf"\b{array}\[\] = (\{{.*?\}});", source, re.S)[1]
        names += re.findall(r'\{"([a-z-]+)", ', body) or re.findall(r'"([^"]+)"', body)
    return names


def look_at_sources(folder, options, report):
    """A misspelt name would never be given."""
    for file in sorted(folder.rglob("*.c")):
        subcommand = file.stem.removesuffix("_options")
        known = options.get(subcommand, set().union(*options.values()))
        for name in names_asked_for(file.read_text(encoding="utf-8")):
            report.look(name in known, f"{file.name}: no option --{name}")


def main(root, command, write):
    root = pathlib.Path(root)
    report = Report()
    options = {name: set(re.findall(r"^  --([a-z-]+)", output(command, name, "--help"), re.M))
               for name in subcommands(command)}
    look_at_page(root / "docs" / "cli.md", command, write, report)
    look_at_sources(root / "cli", options, report)
    report.end("options")


main(sys.argv[1], sys.argv[2], "--write" in sys.argv)
