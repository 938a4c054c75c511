"""Texts of the project: links between its files lead somewhere, every public status is
explained in docs/errors.md, and nothing refers to one machine."""
import pathlib
import re
import sys

from report import Report

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
    report.end("texts")


main(sys.argv[1])
