"""Random data for every indicator of the catalogue: columns by name, of counts or of people.

An entry is a dict: code, inputs, dimensions, series: lists of dicts with the columns of
sdg16.catalog(what=...).
"""
import itertools

ANSWERS = {  # of the indicators that rules compute
    "16.10.1": {"victim": "abcdefgh", "violation": ["killing", "torture", "kidnapping", "other",
                                                    "enforced disappearance"],
                "event": "uvw", "verified": ["yes", "no"]},
    "16.10.2": {"q1": ["yes", "in progress", "no"], "q2": ["yes", "no"],
                "q3": ["all", "some", "none"], "q4": "012345", "q5": ["yes", "no"],
                "q6": "012345", "q7": ["yes", "no"], "q8": ["yes", "no"]},
    "16.a.1": {"status": ["A", "B", "C", "D"]},
}


def flags(row):
    found = row.get("flags") or ""
    return set(found if isinstance(found, list) else found.split("; "))


def split(text):
    return [part.strip() for part in (text or "").split(";") if part.strip()]


def categories(dimension):
    """The codes that the definition names; words of the country where it names none."""
    codes = [part.partition("=")[0] for part in split(dimension.get("categories"))]
    if dimension.get("component") == "ACTIVITY":
        return ["ISIC4_C", "ISIC4_G"]
    return codes if len(codes) > 1 else ["North", "South", *codes]


def column_of(dimension, random):
    """A code, or one of its words."""
    parts = split(dimension.get("categories"))
    if len(parts) < 2:
        return random.choice(categories(dimension))
    code, _, words = random.choice(parts).partition("=")
    return random.choice([code, *(word for word in words.split("|") if word and word[0] != "+")])


def of_counts(entry):
    return any(series.get("numerator") for series in entry["series"]) or entry["code"] in ANSWERS


def of_people(entry):
    return any(series.get("of") for series in entry["series"])


def amount(name, entry, random):
    """A number that is right for the input: parts are less than their wholes."""
    below = " ".join(str(series.get(side) or "") for series in entry["series"]
                     for side in ("denominator", "reference_denominator"))
    if name.endswith("_lower"):
        return 2
    if name.endswith("_upper"):
        return 9
    if name.startswith("undetected") or name.startswith("undocumented"):
        return 5
    if name in below.replace("*", " ").replace("+", " ").split():
        return 1000
    return 400 if "population" in name or name == "adult_women" else random.randint(0, 9)


def counts(entry, dimensions, random, blanks=0.1):
    """One row for each combination of the categories, in three years and two areas."""
    places = {"ref_area": ["008", "826"], "year": ["2019", "2020", "2021/22"]}
    axes = {d["name"]: categories(d) for d in dimensions}
    for name in axes:  # a part of the categories, in some
        if random.random() < 0.3 and len(axes[name]) > 2:
            axes[name] = axes[name][:-1]
    keep = max(1, 400 // max(1, len(places["year"]) * 2))
    cells = list(itertools.product(*axes.values()))
    random.shuffle(cells)
    columns = [*places, *axes]
    rows = [dict(zip(columns, (area, year, *cell))) for area in places["ref_area"]
            for year in places["year"] for cell in cells[:keep]]
    own = ANSWERS.get(entry["code"], {})
    for row in rows:
        for name in own:
            if name not in axes:
                row[name] = random.choice(own[name])
        for one in entry["inputs"]:
            name = one["name"]
            if entry["code"] == "16.7.1" and "age" in axes and name in ("young", "members"):
                continue  # chairs and speakers are by age
            if "servants" in name and row.get("occupation", "")[-5:] in ("_2612", "2619R"):
                continue
            if "judges" in name and row.get("occupation", "_2612")[-5:] not in ("_2612", "2619R"):
                continue
            if one["kind"] in ("microdata", "answer") or name in row or own:
                continue
            blank = random.random() < blanks and one["kind"] == "count"
            row[name] = None if blank else amount(name, entry, random)
    return {name: [row.get(name) for row in rows] for name in
            dict.fromkeys(name for row in rows for name in row)}


def people(entry, dimensions, random, number=120):
    """Respondents with random answers, of which some are missing."""
    data = {}
    for one in entry["inputs"]:
        if one["kind"] != "microdata":
            continue
        answers = [part.partition("=")[0] for part in split(one.get("answers"))]
        numbers = list(range(0, 5)) if entry["code"] == "16.9.1" else list(range(15, 80))
        if entry["code"] == "16.2.1":
            numbers = list(range(1, 18))
        if entry["code"] == "16.2.3":
            numbers = list(range(17, 31))
        choices = [*answers, "dont_know"] if answers else numbers
        if one["name"] == "age_months":
            continue
        data[one["name"]] = [random.choice(choices) for _ in range(number)]
        if answers:
            words = {"dont_know": "don't know"}
            data[one["name"]] = [words.get(a, a.replace("_", " ") if a not in ("yes", "no") else a)
                                 for a in data[one["name"]]]
            data[one["name"]] = [word_of(one, a) for a in data[one["name"]]]
    for d in dimensions:
        if d["name"] not in data:
            data[d["name"]] = [column_of(d, random) for _ in range(number)]
    return data


def word_of(one, answer):
    """The first word of an answer, as a file has it."""
    for part in split(one.get("answers")):
        code, _, words = part.partition("=")
        if code.replace("_", " ") == answer or code == answer:
            texts = [word for word in words.split("|") if word and not word.isdigit()]
            return texts[0] if texts else code
    return answer
