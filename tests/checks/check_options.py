"""The option tables of the command say everything once: for the subcommands that have one,
the tables of docs/cli.md are made of --help, the completion offers the same options, and the
man page knows them. With --write docs/cli.md gets the tables anew:

    tests/checks/check_options.py ROOT build/cli/sdg16 --write
"""
import pathlib
import re
import subprocess
import sys

from report import Report

SUBCOMMANDS = ["mse", "check"]  # those with a table (cli/shared/option_table.h)
EVERYWHERE = {"--help", "--version"}
OPTION = re.compile(r"^  (--[a-z-]+)(?: (\S+))?(?:\s{2,}(.*))?$")


def options_of(command, subcommand):
    """(name, argument, meaning, default) of each option, as --help has them."""
    help_text = subprocess.run([command, subcommand, "--help"], check=True,
                               capture_output=True, text=True).stdout
    found = []
    for line in help_text.split("\nExamples\n")[0].splitlines():
        option = OPTION.match(line)
        if option:
            found.append([option[1], option[2] or "", option[3] or ""])
        elif found and line.startswith(" " * 23):
            found[-1][2] = (found[-1][2] + " " + line.strip()).strip()
        elif not line:
            found.append(None)
    rows = []
    for name, argument, text in filter(None, found):
        default = re.search(r" \(default: (.*)\)$", text)
        rows.append((name, argument, text[:default.start()] if default else text,
                     default[1] if default else ""))
    return rows


def table(rows):
    lines = ["| option | meaning | default |", "|---|---|---|"]
    for name, argument, meaning, default in rows:
        if name not in EVERYWHERE:
            written = f"{name} {argument}".strip().replace("|", "\\|")
            lines.append(f"| `{written}` | {meaning} | {default} |")
    return "\n".join(lines)


def block(text, subcommand):
    """Where the table of the subcommand stands in docs/cli.md."""
    begin = f"<!-- the options of {subcommand}: made by tests/checks/check_options.py -->\n\n"
    start = text.index(begin) + len(begin)
    return start, text.index("\n\n<!-- end -->", start)


def offered(root, subcommand):
    script = (f"source cli/sdg16.bash; COMP_WORDS=(sdg16 {subcommand} --) COMP_CWORD=2; _sdg16;"
              " printf '%s\\n' \"${COMPREPLY[@]}\"")
    done = subprocess.run(["bash", "-c", script], cwd=root, check=True, capture_output=True,
                          text=True)
    return done.stdout.split()


def main(root, command, write):
    root = pathlib.Path(root)
    page = root / "docs" / "cli.md"
    manual = (root / "cli" / "sdg16.1").read_text(encoding="utf-8").replace("\\-", "-")
    report = Report()
    for subcommand in SUBCOMMANDS:
        rows = options_of(command, subcommand)
        text = page.read_text(encoding="utf-8")
        start, end = block(text, subcommand)
        if write:
            page.write_text(text[:start] + table(rows) + text[end:], encoding="utf-8")
            continue
        report.look(text[start:end] == table(rows),
                    f"docs/cli.md: the options of {subcommand} are not those of --help "
                    "(--write makes them so)")
        names = [name for name, *_ in rows]
        report.look(len(names) > 10 and len(set(names)) == len(names),
                    f"sdg16 {subcommand} --help: options missing or twice")
        report.look(sorted(offered(root, subcommand)) == sorted(names),
                    f"cli/sdg16.bash: the options of {subcommand} are not those of --help")
        for name in names:
            report.look(name in manual, f"cli/sdg16.1: {name} of {subcommand} is missing")
    if not write:
        report.end("options")


main(sys.argv[1], sys.argv[2], "--write" in sys.argv)
