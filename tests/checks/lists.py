"""The made-up lists are what make_lists.py draws, byte for byte, and SOURCE.md has its numbers."""
import importlib.util
import re

LARGEST = 100_000  # bytes of a file
FOLDER = "six-lists"


def make(root):
    spec = importlib.util.spec_from_file_location("make_lists", root / "make_lists.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check(report, root):
    module = make(root)
    folder = root / FOLDER
    made = module.files()
    known = {*made, "SOURCE.md"}
    report.look({path.name for path in folder.iterdir()} == known, f"{FOLDER}: files not {known}")
    for name, content in made.items():
        report.look((folder / name).read_bytes() == content,
                    f"{FOLDER}/{name} is not what make_lists.py draws")
        report.look(len(content) <= LARGEST, f"{FOLDER}/{name} has {len(content)} bytes")
    source = (folder / "SOURCE.md").read_text(encoding="utf-8")
    victims = module.draw_victims(module.Draw(module.SEED))
    for name in module.LISTS:
        people = sum(name in v.lists for v in victims)
        report.look(f"| `{name}.csv` | {people} |" in source, f"{FOLDER}: {name} has {people}")
    words = {"F18+": "women", "M18+": "men", "F0-17": "girls", "M0-17": "boys", "": "all"}
    for cell, word in words.items():
        mine = [v for v in victims if cell in ("", v.sex + v.age)]
        seen = sum(bool(v.lists) for v in mine)
        report.look(f"| {word} | {len(mine):,} | {seen:,} |" in source,
                    f"{FOLDER}: {len(mine)} {word}, {seen} on a list")
    for section in ("What", "Who", "Lists", "Truth", "Missing", "Licence"):
        report.look(re.search(rf"\*\*{section}\.\*\*", source), f"{FOLDER}: no section {section}")
