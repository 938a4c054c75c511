"""The documentation does what it says. In README.md, docs/ and datasets/README.md fenced
blocks are run in a scratch folder that has the data sets: `sh` by bash, `python` by
Python, `c` compiled (and run, if it has a main). A `text` block that follows a run is
its output; a line `...` in it stands for any lines. Other blocks are only shown."""
import itertools
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from report import Report

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
PRELUDE = "#include <sdg16.h>\n#include <stdio.h>\n"


def blocks(text):
    """(line, language, code, output or None)"""
    found = list(BLOCK.finditer(text))
    for block, after in itertools.zip_longest(found, found[1:]):
        adjacent = after and not text[block.end():after.start()].strip()
        output = after[2] if adjacent and after[1] == "text" else None
        yield text.count("\n", 0, block.start()) + 1, block[1], block[2], output


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
        source.write_text(code if whole else PRELUDE + code, encoding="utf-8")
        options = ["-std=c99", "-Wall", "-Wextra", "-Werror", f"-I{self.root / 'include'}", source]
        if not whole:
            return self.call(["cc", *options, "-fsyntax-only"], folder), False
        options += ["-o", "example", f"-L{self.library.parent}", "-lsdg16", "-lm"]
        return self.call(["cc", *options], folder), True

    def run(self, language, code, folder):
        """The finished process, or None for a language that is only shown."""
        if language == "sh":
            return self.call(["bash", "-euo", "pipefail", "-s"], folder, code)
        if language == "python":
            return self.call([self.python, "-"], folder, code)
        if language == "c":
            made, runs = self.compile(code, folder)
            return self.call(["./example"], folder) if runs and not made.returncode else made
        return None


def main(root, command, library, python):
    root = pathlib.Path(root)
    runner = Runner(root, command, library, python)
    report = Report()
    texts = [root / "README.md", root / "datasets" / "README.md", *sorted((root / "docs").rglob("*.md"))]
    for path in texts:
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "datasets").symlink_to(root / "datasets")
            for line, language, code, output in blocks(path.read_text(encoding="utf-8")):
                done = runner.run(language, code, folder)
                if done is None:
                    continue
                place = f"{path.relative_to(root)}, line {line}"
                report.look(done.returncode == 0,
                            f"{place}: ended with {done.returncode}:\n{done.stdout}")
                report.look(output is None or matches(output, done.stdout),
                            f"{place}: the output is not the one shown:\n{done.stdout}")
    report.end("examples")


main(*sys.argv[1:])
