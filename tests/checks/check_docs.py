"""The documentation does what it says. In README.md, docs/ and datasets/README.md fenced
blocks are run in a scratch folder that has the data sets: `sh` by bash, `python` by
Python, `c` compiled (and run, if it has a main). A `text` block that follows a run is
its output; a line `...` in it stands for any lines. Other blocks are only shown.

The `sh` blocks of a page are one session: a variable that one of them sets is known in those
after it. What readers need not see stands in comments on the lines just before a block:

    <!-- prelude: CODE -->            runs before the block (several lines are allowed)
    <!-- show: lines 2-5 -->          the output is these lines (2-: to the end)
    <!-- show: without TEXT -->       the output is the lines that do not have TEXT
    <!-- show: columns a,b -->        the output is these columns of CSV
    <!-- exit: 3 -->                  the exit status, where it is not 0
"""
import csv
import itertools
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from report import Report

COMMENT = r"^<!-- (?:prelude|show|exit):(?:(?!-->).)*-->\n"
BLOCK = re.compile(rf"((?:{COMMENT})*)^```(\w*)\n(.*?)^```$", re.M | re.S)
HEADERS = "#include <sdg16.h>\n#include <stdio.h>\n"
# Variables outlive a block: its exported ones are written where the next block reads them.
SESSION = """set -a
[ ! -e .session ] || . ./.session
trap 'export -p > .session' EXIT
"""


class Example:
    """What one block runs, and what of its output a reader sees."""

    def __init__(self, code, comments):
        self.code, self.prelude, self.show, self.exit = code, "", [], 0
        for key, text in re.findall(r"<!-- (\w+):\s*(.*?)\s*-->\n", comments, re.S):
            if key == "prelude":
                self.prelude += text + "\n"
            elif key == "show":
                self.show.append(text)
            else:
                self.exit = int(text)

    @staticmethod
    def columns(lines, names):
        return [",".join(row[name] for name in names) + "\n"
                for row in [dict(zip(names, names)), *csv.DictReader(lines)]]

    def shown(self, output):
        lines = output.splitlines(keepends=True)
        for rule in self.show:
            if part := re.fullmatch(r"lines (\d+)-(\d*)", rule):
                lines = lines[int(part[1]) - 1:int(part[2] or len(lines))]
            elif rule.startswith("without "):
                lines = [line for line in lines if rule[len("without "):] not in line]
            elif rule.startswith("columns "):
                lines = self.columns(lines, rule[len("columns "):].split(","))
            else:
                raise ValueError(f"show: {rule}")
        return "".join(lines)


def blocks(text):
    """(line, language, example, output or None)"""
    found = list(BLOCK.finditer(text))
    for block, after in itertools.zip_longest(found, found[1:]):
        adjacent = after and not text[block.end():after.start()].strip()
        output = after[3] if adjacent and after[2] == "text" else None
        yield text.count("\n", 0, block.start()) + 1, block[2], Example(block[3], block[1]), output


def matches(shown, real):
    """Line by line; `...` in `shown` is any number of lines."""
    parts = re.split(r"^\.\.\.\s*$", shown.rstrip(), flags=re.M)
    clean = "\n".join(line.rstrip() for line in real.rstrip().splitlines())
    pattern = ".*".join(re.escape("\n".join(line.rstrip() for line in part.splitlines()))
                        for part in (p.strip("\n") for p in parts))
    return re.fullmatch(r"\s*" + pattern.replace(r"\.\*", ".*") + r"\s*", clean, flags=re.S)


class Runner:
    def __init__(self, root, command, library, python):
        self.root, self.library = root, pathlib.Path(library)
        self.python = python
        self.environment = dict(
            os.environ,
            PATH=f"{pathlib.Path(command).parent}:{os.environ['PATH']}",
            LD_LIBRARY_PATH=str(self.library.parent),
            PYTHONPATH=str(root / "python"),
            PYTHONDONTWRITEBYTECODE="1",
            SDG16_LIBRARY=str(library))

    def call(self, arguments, folder, text=None):
        return subprocess.run(arguments, cwd=folder, env=self.environment, input=text,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=120, check=False)

    def compile(self, code, folder):
        whole = "main(" in code
        source = pathlib.Path(folder, "example.c")
        source.write_text(code if whole else HEADERS + code, encoding="utf-8")
        options = ["-std=c99", "-Wall", "-Wextra", "-Werror", f"-I{self.root / 'include'}", source]
        if not whole:  # functions to be called by the reader's program
            return self.call(["cc", *options, "-Wno-unused-function", "-fsyntax-only"],
                             folder), False
        options += ["-o", "example", f"-L{self.library.parent}", "-lsdg16", "-lm"]
        return self.call(["cc", *options], folder), True

    def run_code(self, language, code, folder):
        """The finished process, or None for a language that is only shown."""
        if language == "sh":
            return self.call(["bash", "-euo", "pipefail", "-s"], folder, SESSION + code)
        if language == "python":
            return self.call([self.python, "-"], folder, code)
        if language == "c":
            made, runs = self.compile(code, folder)
            return self.call(["./example"], folder) if runs and not made.returncode else made
        return None

    def run(self, language, example, folder):
        """As run_code; the output is what is shown of it, the status 0 where it is as said."""
        done = self.run_code(language, example.prelude + example.code, folder)
        if done is not None:
            done.stdout = example.shown(done.stdout)
            if done.returncode == example.exit:
                done.returncode = 0
            elif done.returncode == 0:
                done.returncode, done.stdout = 1, f"exit status 0, not {example.exit}\n" + done.stdout
        return done


def main(root, command, library, python):
    root = pathlib.Path(root)
    runner = Runner(root, command, library, python)
    report = Report()
    texts = [root / "README.md", root / "datasets" / "README.md", *sorted((root / "docs").rglob("*.md"))]
    for path in texts:
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "datasets").symlink_to(root / "datasets")
            for line, language, example, output in blocks(path.read_text(encoding="utf-8")):
                done = runner.run(language, example, folder)
                if done is None:
                    continue
                place = f"{path.relative_to(root)}, line {line}"
                report.look(done.returncode == 0,
                            f"{place}: ended with {done.returncode}:\n{done.stdout}")
                report.look(output is None or matches(output, done.stdout),
                            f"{place}: the output is not the one shown:\n{done.stdout}")
    report.end("examples")


main(*sys.argv[1:])
