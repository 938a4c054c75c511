"""The made-up surveys are what their SOURCE.md says: rows, weights, each variable with its
question and codes, the columns of the maps; and the expected values of the indicators are
those that expected.py computes from them."""
import csv
import os
import pathlib
import re
import subprocess
import sys
import tempfile

# file, rows, sum of the weights
FACTS = {
    "victimisation-survey": ("data.sav", 2602, 12000000.14),
    "child-survey": ("data.sav", 1457, 4000000.03),
    "enterprise-survey": ("data.dta", 800, 20760.0055),
}
LARGEST = 400_000 # bytes, of the three files together
VARIABLE = re.compile(r"^\| `(\w+)` \| (.+) \| (.+) \|$", re.M)


def codes(text):
    return dict(c.split(" ", 1) for c in text.split("; ")) if text != "number" else {}


def convert(command, path, out, *options):
    """The rows of the file as texts."""
    done = subprocess.run([command, "convert", path, out, "--quiet", *options],
                          stderr=subprocess.PIPE, text=True)
    assert not done.returncode, done.stderr
    with open(out, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def labels_of_variables(library, path):
    os.environ["SDG16_LIBRARY"] = library
    sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "python"))
    import sdg16
    table = sdg16.read_table(path)
    return {name: table.label(name) for name in table.names}


def check_one(report, name, folder, rows, texts, total, index):
    source = (folder / "SOURCE.md").read_text(encoding="utf-8")
    variables = {found[0]: found[1:] for found in VARIABLE.findall(source)}
    report.look(list(variables) == list(rows[0]),
                f"{name}/SOURCE.md: variables {set(variables) ^ set(rows[0])}, or their order")
    for variable, (_, text) in variables.items():
        known = codes(text)
        pairs = {(row[variable], said[variable]) for row, said in zip(rows, texts)}
        wrong = [pair for pair in pairs if known.get(pair[0], pair[0]) != pair[1]]
        report.look(not wrong, f"{name}: {variable}: codes and labels {wrong}, not {known}")
    weight = sum(float(row["weight"]) for row in rows)
    report.look(abs(weight - total) < 1e-4, f"{name}: weights add up to {weight}")
    for words in (f"{len(rows):,}", f"{len(variables)} variables", f"{total:,}"):
        report.look(words in source, f"{name}/SOURCE.md does not say {words}")
    for section in ("What", "Who", "Design", "Missing", "Licence", "Call", "True values"):
        report.look(f"**{section}.**" in source, f"{name}/SOURCE.md: no section {section}")
    for column in re.findall(r"[a-z0-9_:]+=(\w+)", source):
        report.look(column in variables, f"{name}/SOURCE.md: no variable {column} to map")
    report.look(re.search(rf"`{name}`.*\| {len(rows):,} \| {len(variables)} \|", index),
                f"README.md: {name} is missing or wrong")
    return {variable: question for variable, (question, _) in variables.items()}


def check(report, root, index, command, library):
    tests = pathlib.Path(__file__).parents[1]
    size = sum((root / name / facts[0]).stat().st_size for name, facts in FACTS.items())
    report.look(size <= LARGEST, f"the surveys have {size} bytes, at most {LARGEST} expected")
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for name, (file, count, total) in FACTS.items():
            path, out = root / name / file, pathlib.Path(folder, name + ".csv")
            texts = convert(command, path, out, "--labels", "text", "--missing", "tag")
            rows = convert(command, path, out, "--missing", "tag")
            report.look(len(rows) == count, f"{name}: {len(rows)} rows, not {count}")
            questions = check_one(report, name, root / name, rows, texts, total, index)
            if library:
                labels = labels_of_variables(library, path)
                report.look(labels == questions, f"{name}: labels of variables "
                            f"{set(labels.items()) ^ set(questions.items())}")
            made.append(out)
        script = tests / "data" / "survey-indicators" / "expected.py"
        computed = subprocess.run([sys.executable, "-B", script, *made], check=True,
                                  stdout=subprocess.PIPE, text=True).stdout
    expected = (tests / "golden" / "survey-indicators.csv").read_text(encoding="utf-8")
    report.look(computed == expected, "tests/golden/survey-indicators.csv is not what "
                "expected.py computes")
