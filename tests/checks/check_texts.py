"""Texts of the project: links between its files lead somewhere, every public status is
explained in docs/errors.md, nothing refers to one machine, and messages state the rule first
and then what was found."""
import pathlib
import re
import sys

from report import Report

STRING = r'"(?:[^"\\\n]|\\.)*"'
STRINGS = re.compile(rf"/\*.*?\*/|({STRING}(?:\s*{STRING})*)", re.S)
OLD_FORM = re.compile(r"found, expected|NULL found|\bis NULL\b|^[^.;]*, expected\b(?!.*\bfound\b)")


def messages(text):
    """The string literals of C, those that stand side by side joined, with their lines."""
    for match in STRINGS.finditer(text):
        if match.group(1):
            joined = "".join(part[1:-1] for part in re.findall(STRING, match.group(1)))
            yield text.count("\n", 0, match.start()) + 1, joined


LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def main(root):
    root = pathlib.Path(root)
    report = Report()
    texts = [*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("datasets/**/*.md"),
             *root.glob("tests/**/*.md")]
    for path in sorted(texts):
        text = path.read_text(encoding="utf-8")
        for target in LINK.findall(text):
            if not re.match(r"[a-z]+:", target):
                report.look((path.parent / target).exists(), f"{path.relative_to(root)}: no {target}")
        machine = re.search(r"/(work|tmp|home|root)/\w", text)
        report.look(not machine, f"{path.relative_to(root)}: a path of one machine: {machine}")
    errors = (root / "docs" / "errors.md").read_text(encoding="utf-8")
    base = (root / "include" / "sdg16" / "base.h").read_text(encoding="utf-8")
    mse = (root / "include" / "sdg16" / "mse.h").read_text(encoding="utf-8")
    for name, number in re.findall(r"#define (SDG16_ERR_\w+) \((-\d+)\)", base):
        report.look(re.search(rf"`{name}`[^\n]*{number}\b", errors),
                    f"docs/errors.md does not explain {name} ({number})")
    for name in re.findall(r"#define (SDG16_MODEL_\w+) \d+", mse):
        report.look(f"`{name}`" in errors, f"docs/errors.md does not explain {name}")
    for path in sorted([*root.glob("lib/**/*.c"), *root.glob("cli/**/*.c")]):
        for line, message in messages(path.read_text(encoding="utf-8")):
            report.look(not OLD_FORM.search(message),
                        f"{path.relative_to(root)}:{line}: the rule first (must be RULE, not "
                        f"VALUE; or: expected RULE, found VALUE): {message}")
    report.end("texts")


main(sys.argv[1])
