"""An option that changes nothing is refused: every option of every subcommand is tried beside
command lines of each mode, with a value that must make a difference. It changes the output, or
the command says in which case it applies."""
import shlex

import pytest

from command import SOURCES, good, run
from test_options import SUBCOMMANDS, options_of

STAT = SOURCES / "tests" / "data" / "stat"
# They change how the command works, never what it writes; --help says so.
HARMLESS = {"threads", "quiet", "help", "version"}


# ---- files ----

def histories():
    """Four lists and two groups, overlaps so that selection, seed and bounds matter."""
    lines = ["A,B,C,D,sex,count"]
    for sex, factor in (("=F", 1), ("M", 2)):
        for h in range(1, 16):
            flags = [h >> k & 1 for k in range(4)]
            count = factor * (60, 45, 14, 30, 6, 5, 2, 25, 9, 7, 3, 4, 2, 1, 1)[h - 1] // 1
            lines.append(",".join(map(str, flags + [sex, count])))
    return "\n".join(lines) + "\n"


def crossed():
    """The same with a second covariate."""
    head, *lines = histories().splitlines()
    rows = [(*line.rsplit(",", 1), k, age) for k, age in enumerate(("old", "young"))
            for line in lines]
    return "\n".join([head + ",age"] + [f"{start},{int(count) + k},{age}"
                                        for start, count, k, age in rows]) + "\n"


def people():
    """One row for each person, with an identifier."""
    lines = ["person,A,B,C,sex"]
    for i in range(160):
        h = (1, 2, 4, 1, 2, 3, 1, 4, 5, 2, 6, 1, 7, 2, 4, 1)[i % 16]
        lines.append(f"p{i},{h & 1},{h >> 1 & 1},{h >> 2 & 1},{'FM'[i % 3 == 0]}")
    return "\n".join(lines) + "\n"


def sightings():
    """Identifiers with case and zeros; some people have two sexes."""
    lines = ["person,source,sex"]
    for i in range(160):
        h = (1, 2, 4, 1, 2, 3, 1, 4, 5, 2, 6, 1, 7, 2, 4, 1)[i % 16]
        lines += [f"{('', 'p')[i % 2].upper() if k else ('', 'p')[i % 2]}{'0' * (k % 2)}{i + 1},"
                  f"{'ABC'[k]},{'FM'[(i % 3 == 0) ^ (k == 0 and i % 16 == 12)]}"
                  for k in range(3) if h >> k & 1]
    return "\n".join(lines) + "\n"


def one_list(k):
    lines = ["person,sex"]
    for i in range(160):
        h = (1, 2, 4, 1, 2, 3, 1, 4, 5, 2, 6, 1, 7, 2, 4, 1)[i % 16]
        if h >> k & 1:
            lines.append(f"{'0' * k}{i + 1},{'FM'[i % 3 == 0]}")
    return "\n".join(lines) + "\n"


def survey():
    lines = ["stratum,psu,ssu,sex,region,age,w,y,z,income,fpc,sampled," +
             ",".join(f"w_{r}" for r in range(8))]
    for h in (1, 2):
        for u in range(4):
            for i in range(9):
                n = 36 * h + 9 * u + i
                row = [h, 4 * h + u, i % 3, "=F" if i % 2 else "M", "NS"[n % 3 == 0],
                       ("young", "old")[n % 5 < 2], 10 + (7 * n) % 13, int(n * n % 7 < 3),
                       int(n * n % 5 < 2), 100 * h + 13 * u + 5 * (n * n % 11), 20, 6]
                weights = [row[6] * (2 if (u >> (r % 2) ^ r >> 2) & 1 else 0) or 1
                           for r in range(8)]
                lines.append(",".join(map(str, row + weights)))
    return "\n".join(lines) + "\n"


def respondents():
    lines = ["q1,q2,q3,sex,age,stratum,psu,w,fpc,sampled"]
    for n in range(160):
        lines.append(",".join(map(str, (
            1 if n % 5 else 2, "" if n % 5 == 0 else (1 if n * n % 7 < 2 else 2),
            "" if n % 5 == 0 else (1 if n * n % 11 < 2 else 2), "FM"[n % 2], 16 + n * 7 % 70,
            n // 80 + 1, n // 20 + 1, 5 + n * 3 % 17, 9, 4))))
    return "\n".join(lines) + "\n"


def german():
    return histories().replace("=F", "F").replace(",", ";").replace("\n", ",0\n").replace(
        "count,0", "count")


FILES = {
    "german.csv": german(),
    "sparse.csv": "A,B,C,count\n1,0,0,30\n0,1,0,20\n0,0,1,25\n1,1,0,6\n0,1,1,5\n1,1,1,2\n",
    "bad.csv": "area,year,victims,population\nXX,2020,5,90000\n",
    "flags.csv": people().replace("p3,1,0,0", "p3,1,,0"),
    "blank.csv": "w,y\n1,2\n,3\n2,5\n3,4\n",
    "lonely.csv": "stratum,psu,sex,w,y\n" + "".join(
        f"{s},{u},{'FM'[u == 3 or i % 2]},{w}.5,{y}\n" for i, (s, u, w, y) in enumerate(
            [(1, 1, 3, 2), (1, 1, 4, 5), (1, 2, 3, 7), (1, 3, 5, 1), (2, 4, 6, 9), (2, 4, 2, 4),
             (3, 5, 2, 2), (3, 6, 2, 8)])),
    "more.csv": "ref_area,group,weight\n826,EU,1\n250,EU,5\n4,EU,3\n",
    "h.csv": histories(), "x.csv": crossed(),
    "q.csv": people(),
    "s.csv": sightings(),
    "P.csv": one_list(0), "S.csv": one_list(1), "H.csv": one_list(2),
    "population.csv": "sex,population\n=F,5000\nM,8000\n",
    "survey.csv": survey(),
    "region.csv": "region,population\nN,300\nS,500\n",
    "shares.csv": "age,share\nyoung,0.9\nold,0.1\n",
    "margins.csv": "sex,population\n=F,300\nM,800\n",
    "people.csv": respondents(),
    "homicides.csv": "area,year,sex,age,source,victims,population\n" + "".join(
        f"{area},{year},{sex},{age},{source},{(7 * i + year) % 23 + 3},{9000 + 17 * i}\n"
        for i, (area, year, sex, age, source) in enumerate(
            (a, y, s, g, o) for o in ("police", "=health") for a in (826, 250) for y in (2021, 2022)
            for s in ("male", "female") for g in ("0-14", "15-64", "65+"))),
    "region_shares.csv": "region,share\nN,0.5\nS,0.5\n",
    "standard2.csv": "age,weight\n0-14,1\n15-64,1\n65+,8\n",
    "groups2.csv": "ref_area,group,weight\n826,XX,1\n250,XX,5\n",
    "standard.csv": "age,weight\n0-14,0.5\n15-64,0.3\n65+,0.2\n",
    "groups.csv": "ref_area,group,weight\n826,EU,1\n250,EU,5\n",
    "world_people.csv": "ref_area,time_period,population\n826,2021,100000\n826,2022,100000\n"
                        "250,2021,100000\n250,2022,100000\n",
    "prisons.csv": "area,year,sex,unsentenced,held\n" + "".join(
        f"{a},{y},{s},{11 + k},{60 + 3 * k}\n" for k, (a, y, s) in enumerate(
            (a, y, s) for a in (826, 250) for y in (2021, 2022) for s in ("M", "F"))),
    "mirror.csv": "ref_area,time_period,flow,commodity,partner,reported,mirror,distance\n" +
                  "".join(f"12,2020,{f},{c},{p},{80 + 7 * i % 31},{110 + 11 * i % 29},{1 + i % 7}\n"
                          for i, (f, c, p) in enumerate(
                              (f, c, p) for f in ("export", "import") for c in "ABCD"
                              for p in ("P", "=Q", "R"))),
    "customs.csv": "ref_area,time_period,flow,commodity,partner,quantity,value\n" + "".join(
        f"12,2020,{('export', 'import')[i % 2]},{'AB'[i % 3 == 0]},P,{10 + i % 7},"
        f"{(10 + i % 7) * (10 + i * i % 13)}\n" for i in range(80)),
    "firms.csv": "ref_area,time_period,cell,mne,profit,base\n" + "".join(
        f"12,2020,a,{'yes' if i % 3 else 'no'},{i % 7},{5 + i % 4}\n" for i in range(40)),
    "odd.csv": "area,y\nN,1\nS,none\nW,3\n", "titled.csv": "A title\narea,y\nN,1\nS,2\n",
    "noted.csv": "# a note\narea,y\nN,1\nS,2\n",
    "prices.csv": "commodity,price\nA,11\nB,9\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("effects")
    for name, text in FILES.items():
        (path / name).write_text(text)
    (path / "latin.csv").write_bytes("area,y\nÎle,1\nRhône,2\n".encode("windows-1252"))
    (path / "survey.sav").write_bytes((STAT / "survey.sav").read_bytes())
    for half in ("0:30", "30:60"):
        good("mse", "h.csv", "--bootstrap", "60", "--replicates", half, "--draws",
             f"d{half[0]}.csv", "--by", "sex", "--fit-replicates", "0", cwd=path)
    (path / "flows.csv").write_text(
        good("iff", "partner-country", "mirror.csv", "--format", "csv", "--quiet", cwd=path))
    (path / "estimate.csv").write_bytes(
        run("mse", "h.csv", "--bootstrap", "60", "--by", "sex", "--format", "csv", "--quiet",
            cwd=path).stdout.replace(b"=F", b"F"))
    return path


# ---- modes: command lines without an option that would be without effect ----

MSE = "h.csv --bootstrap 60 --fit-replicates 100"
FAST = "--interval none --fit-replicates 0"
DESIGN = "--weight w --strata stratum --psu psu"
MAP = "--map contact=q1,paid=q2,asked=q3"
MODES = {
    "mse": {
        "text": MSE, "csv": MSE + " --format csv", "json": MSE + " --format json",
        "by": MSE + " --by sex", "by json": MSE + " --by sex --format json",
        "common": MSE + " --by sex --common-model",
        "model": "h.csv --model [12,34] --fit-replicates 100",
        "model bca": MSE + " --model [12,34] --interval bca",
        "stepwise": MSE + " --select stepwise", "downhill": MSE + " --select downhill",
        "no interval": "h.csv " + FAST, "no interval json": "h.csv --format json " + FAST,
        "profile": "h.csv --interval profile --fit-replicates 0",
        "protect": "h.csv --bootstrap 60 --protect 5",
        "protect json": "h.csv --bootstrap 60 --by sex --protect 5 --format json",
        "covariates": "x.csv --covariates sex,age --bootstrap 60",
        "covariates json": "x.csv --covariates sex,age --interval none --format json",
        "formula": "x.csv --covariates sex,age --formula A:B --interval none",
        "sdmx": "h.csv --format sdmx-csv --area 826 --period 2020",
        "persons": "q.csv " + FAST, "persons id": "q.csv --layout persons --id person " + FAST,
        "records": "s.csv --id person --list source " + FAST,
    },
    "check": {
        "pairs": "h.csv", "pairs csv": "h.csv --format csv", "pairs json": "h.csv --format json",
        "model": "h.csv --model [12,34]", "model csv": "h.csv --model [12,34] --format csv",
        "all": "h.csv --all", "all csv": "h.csv --all --format csv",
        "all json": "h.csv --all --format json", "persons": "q.csv",
        "records": "s.csv --id person --list source", "files": "P.csv S.csv H.csv --id person",
    },
    "draws": {
        "text": "d0.csv d3.csv", "csv": "d0.csv d3.csv --format csv",
        "json": "d0.csv d3.csv --format json",
        "percentile": "d0.csv d3.csv --interval percentile",
        "gap": "d0.csv --gaps", "merged": "d0.csv d3.csv --merged all.csv",
    },
    "survey": {
        "proportion": f"survey.csv {DESIGN} --proportion y",
        "proportion csv": f"survey.csv {DESIGN} --proportion y --by sex --format csv",
        "proportion json": f"survey.csv {DESIGN} --proportion y --by sex,region --format json",
        "mean": f"survey.csv {DESIGN} --mean income", "total": f"survey.csv {DESIGN} --total y",
        "ratio": f"survey.csv {DESIGN} --ratio y/z",
        "quantile": f"survey.csv {DESIGN} --quantile 0.5 --of income",
        "average": f"survey.csv {DESIGN} --average 'y;z'",
        "distribution": f"survey.csv {DESIGN} --distribution region --format csv",
        "no interval": f"survey.csv {DESIGN} --proportion y --interval none",
        "compare": f"survey.csv {DESIGN} --proportion y --by sex --compare difference",
        "compare csv": f"survey.csv {DESIGN} --proportion y --by sex --compare ratio --format csv",
        "standardise": f"survey.csv {DESIGN} --proportion y --standardise age",
        "standardise by": f"survey.csv {DESIGN} --proportion y --by sex --standardise age "
                          "--shares shares.csv",
        "reliability": f"survey.csv {DESIGN} --proportion y --reliability nchs",
        "custom": f"survey.csv {DESIGN} --proportion y --reliability custom --threshold min-n=5",
        "protect": f"survey.csv {DESIGN} --proportion y --by sex --protect 5",
        "protect json": f"survey.csv {DESIGN} --proportion y --by sex --protect 5 --format json",
        "independence": f"survey.csv {DESIGN} --independence y,sex",
        "independence csv": f"survey.csv {DESIGN} --independence y,sex --format csv",
        "independence json": f"survey.csv {DESIGN} --independence y,sex --format json",
        "logistic": f"survey.csv {DESIGN} --logistic 'y ~ income'",
        "logistic csv": f"survey.csv {DESIGN} --logistic 'y ~ factor(sex)' --format csv",
        "logistic json": f"survey.csv {DESIGN} --logistic 'y ~ income' --format json",
        "no weight": "survey.csv --proportion y", "fpc": f"survey.csv {DESIGN} --fpc fpc --mean y",
        "given": "survey.csv --weight w --replicates w_* --replicate-kind jk1 --mean income",
        "given fay": "survey.csv --weight w --replicates w_* --replicate-kind fay --mean income",
        "given bootstrap": "survey.csv --weight w --replicates w_* --replicate-kind bootstrap "
                           "--mean income",
        "made": f"survey.csv {DESIGN} --replicates 50 --mean income",
        "jackknife": f"survey.csv {DESIGN} --replicate-kind jkn --mean income",
        "calibrated": f"survey.csv {DESIGN} --calibrate linear --margins margins.csv --mean y",
    },
    "catalog": {"text": "", "csv": "--format csv", "json": "--format json", "code": "16.2.2",
                "code json": "16.2.2 --format json"},
    "indicator": {
        "text": "16.1.1 homicides.csv", "csv": "16.1.1 homicides.csv --format csv",
        "json": "16.1.1 homicides.csv --by sex --format json",
        "sdmx": "16.1.1 homicides.csv --format sdmx-csv --check none --source police",
        "sdmx 2": "16.1.1 homicides.csv --sdmx-version 2.0 --check none --source police",
        "open-sdg": "16.1.1 homicides.csv --format open-sdg --check none --source police",
        "no interval": "16.1.1 homicides.csv --interval none",
        "poisson": "16.1.1 homicides.csv --interval poisson",
        "shares": "16.3.2 prisons.csv", "shares csv": "16.3.2 prisons.csv --by sex --format csv",
        "trend": "16.3.2 prisons.csv --trend", "groups": "16.3.2 prisons.csv --groups groups.csv",
        "standard": "16.1.1 homicides.csv --standard standard.csv",
        "protect": "16.1.1 homicides.csv --by sex --protect 5",
        "protect csv": "16.1.1 homicides.csv --by sex --protect 5 --format csv",
        "estimate": "16.2.2 estimate.csv --area 826 --period 2020 --population 90000",
        "survey": f"16.5.1 people.csv {DESIGN} {MAP}",
        "survey csv": f"16.5.1 people.csv {DESIGN} {MAP} --by sex --format csv",
        "survey json": f"16.5.1 people.csv {DESIGN} {MAP} --by sex,age --format json",
        "survey sdmx": f"16.5.1 people.csv {DESIGN} {MAP} --format sdmx-csv --check none "
                       "--area 826 --period 2020",
        "survey made": f"16.5.1 people.csv {DESIGN} {MAP} --replicates 40",
        "survey no interval": f"16.5.1 people.csv {DESIGN} {MAP} --interval none",
        "survey protect": f"16.5.1 people.csv {DESIGN} {MAP} --by sex --protect 5",
        "audit": f"16.5.1 people.csv {DESIGN} {MAP} --audit",
        "audit csv": f"16.5.1 people.csv {DESIGN} {MAP} --audit --format csv",
        "coding": f"16.5.1 people.csv {DESIGN} {MAP} --coding",
        "audit json": f"16.5.1 people.csv {DESIGN} {MAP} --audit --coding --format json",
    },
    "iff": {
        "mirror": "partner-country mirror.csv", "csv": "partner-country mirror.csv --format csv",
        "json": "partner-country mirror.csv --format json",
        "sdmx": "partner-country mirror.csv --format sdmx-csv",
        "open-sdg": "partner-country mirror.csv --format open-sdg",
        "detail": "partner-country mirror.csv --detail",
        "coefficients": "partner-country mirror.csv --set predictors=distance --coefficients",
        "by": "partner-country mirror.csv --by category",
        "replicates": "profit-comparison firms.csv --set replicates=100",
        "filter": "price-filter customs.csv",
        "prices": "price-filter customs.csv --set fence=price --prices prices.csv",
        "total": "total flows.csv", "total csv": "total flows.csv --format csv",
        "total by": "total flows.csv --by category --format json",
        "methods": "methods",
    },
    "convert": {"csv": "survey.csv -", "file": "survey.csv converted.csv", "sav": "survey.sav -"},
}
MODES["survey"] |= {"sav": "survey.sav --mean q1", "sav by": "survey.sav --mean amt --by q1"}

# ---- values: alternatives, of which one must make a difference ----

COMMON = {
    "format": ["json", "csv", "text"], "output": ["out.txt"], "delimiter": ["tab"],
    "safe-cells": [None], "protect": ["90", "5000"], "protect-report": ["report.csv"],
    "level": ["0.5"], "seed": ["77"], "area": ["4"], "period": ["1999"],
    "by": ["sex", "region", "none-such", "category"], "interval": ["wald", "none", "basic", "percentile", "poisson"],
    "population": ["13001", "population.csv", "world_people.csv"],
    "replicates": ["30", "w_*"],
}
SURVEY = {
    "weight": ["income", "age", "fpc"], "strata": ["region", "sex"], "psu": ["ssu", "sex", "psu"],
    "fpc": ["fpc"], "sampled": ["sampled"], "lonely-psu": ["adjust"],
    "lonely-domain": [None], "replicate-kind": ["brr", "jk1", "jkn"], "multipliers": [None],
    "fay": ["0.3"], "replicate-scale": ["3"], "around-estimate": [None],
    "calibrate": ["raking --margins margins.csv", "linear --margins margins.csv", "logit --bounds 0.1,9"],
    "margins": ["margins.csv --calibrate linear", "region.csv"], "auxiliary": ["y=3 --calibrate linear",
                                                                 "q1=3 --calibrate linear",
                                                                 "z=9 --calibrate linear"],
    "bounds": ["0.9,1.1", "0.1,9"], "where": ["sex == 'M'", "q1 > 1"], "df": ["3"],
    "deff": ["wr"], "reliability": ["statcan", "eclac"], "threshold": ["min-n=4000"],
    "crossed": ["1"],
}
VALUES = {
    "mse": {
        "layout": ["persons", "records", "histories"], "lists": ["A,B,C", "A,B", "C,B,A"], "count": ["sex", "A"],
        "id": ["person", "sex"], "list": ["source", "sex"], "conflicts": ["first", "majority"],
        "missing-flags": ["zero"], "id-case": ["fold"], "id-numbers": ["fold"],
        "drop": ["C", "P", "D"], "merge": ["X=A+B", "X=P+S"], "estimator": [], "select": ["aic", "none"],
        "model": ["[1,2,3,4]", "[1,2,3]"], "max-order": ["2", "1"], "search-fits": ["1"],
        "p-threshold": ["0.5"], "top": ["1"], "interval": ["none", "wald", "basic"],
        "fit-replicates": ["0", "110"], "existence": ["coefficients"], "bootstrap": ["50"],
        "bootstrap-kind": ["parametric"], "no-reselect": [None], "top-intervals": ["2"],
        "draws": ["kept.csv"], "replicates": ["0:41 --draws kept.csv --bootstrap 60"],
        "by": ["sex"], "common-model": [None], "time-limit": ["0.000001"],
        "where": ["A == 1 | B == 1"], "bands": ["age=18"],
        "covariates": ["sex", "age"], "formula": ["A:B"], "scope": ["A:B + A:sex"],
        "crossings": ["sex,age"],
    },
    "check": {
        "table": ["kept.csv"], "by": ["sex --table kept.csv"],
        "layout": ["persons", "records", "histories"], "lists": ["A,B,C", "A,B", "C,B,A"], "count": ["sex", "A"],
        "id": ["person", "sex"], "list": ["source", "sex"], "conflicts": ["first", "majority"],
        "missing-flags": ["zero"], "id-case": ["fold"], "id-numbers": ["fold"],
        "drop": ["C", "P", "D"], "merge": ["X=A+B", "X=P+S"], "model": ["[1,2,3]"], "all": [None],
        "max-order": ["2"], "existence": ["coefficients"], "where": ["A == 1 | B == 1"],
    },
    "draws": {"interval": ["basic"], "gaps": [None], "merged": ["merged.csv"]},
    "survey": {**SURVEY,
        "proportion": ["y"], "among": ["income > 150"], "mean": ["y"], "total": ["y"],
        "ratio": ["y/z"], "quantile": ["0.4 --of income"], "of": ["w"], "rule": ["hf7", "school"],
        "average": ["y;z"], "distribution": ["sex"], "independence": ["y,sex"], "logistic": ["y ~ w"], "labels": ["codes"],
        "standardise": ["age", "region"], "shares": ["shares.csv --standardise age", "region_shares.csv --standardise region"],
        "compare": ["odds-ratio"], "reference": ["M --compare difference"],
    },
    "catalog": {},
    "indicator": {**SURVEY,
        "map": ["victims=population", "paid.yes=2", "held=unsentenced", "sex.=F=F"], "bands": ["20,40"],
        "audit": [None], "coding": [None],
        "set": ["basis=convictions", "x=y"], "small-count": ["5"], "standard": ["standard2.csv"],
        "groups": ["groups2.csv", "groups2.csv --rule mean"], "rule": ["sums", "mean"], "window": ["2"], "coverage": ["1"],
        "world": ["1"], "trend": [None], "sdmx-version": ["2.0", "1.0"], "action": ["R"],
        "dataflow": ["X:Y(1.0)"], "check": ["codes", "constraints"], "source-detail": ["X"],
        "last-update": ["2024-01-01"], "decimals": ["7"], "source": ["=health"], "codes": [None],
    },
    "iff": {
        "set": ["cif=1.5", "k=1", "nothing=1"], "prices": ["prices.csv"],
        "map": ["mirror=reported", "value=quantity"], "detail": [None], "coefficients": [None],
        "by": ["category"], "sdmx-version": ["2.0"], "action": ["R"], "dataflow": ["X:Y(1.0)"],
        "check": ["none", "constraints"], "source-detail": ["X"], "last-update": ["2024-01-01"],
        "decimals": ["7"],
    },
    "convert": {
        "from": ["spss", "stata"], "columns": ["w,sex", "q1"], "rows": ["2"],
        "kind": ["refused=M --missing kind"], "dates": ["numbers"],
        "labels": ["text"], "missing": ["kind", "tag"],
        "compute": ["heavy='w > 12'", "big='q1 > 1'"], "where": ["'w > 12'", "'q1 == 1'"],
        "map": ["weight=w", "question=q1"],
    },
}


# ---- the trial ----

# What the data decide: they have an effect only if the data have the case. CASES has it.
BY_DATA = {"check", "existence", "lonely-psu", "lonely-domain", "conflicts", "missing-flags", "id-case", "id-numbers",
           "na", "skip-lines", "comment", "decimal", "sampled", "gaps", "drop-missing-weights",
           "encoding", "safe-cells", "time-limit", "coverage", "window"}
# These tables replace the results, whose options may stay (--help says so).
INSTEAD = {"indicator": ("--audit", "--coding")}
OF_TABLE = {"format", "output", "safe-cells", "map", "by", "where", "weight", "decimals",
            "protect", "protect-report", "audit", "coding"}
# No effect although the option applies, with the reason.
NOTHING_TO_SEE = {
    ("survey", "no weight", "deff"): "all weights are 1", ("survey", "sav", "deff"): "the same",
    ("survey", "sav by", "deff"): "the same",
    ("survey", "calibrated", "calibrate"): "every method gives the same weights to one margin",
    ("iff", "filter", "decimals"): "there is no value",
    ("indicator", "estimate", "small-count"): "all counts are above 100",
    ("indicator", "estimate", "level"): "the limits are those of mse",
    ("survey", "given bootstrap", "around-estimate"): "text has two decimals",
    ("mse", "records", "fit-replicates"): "the model is saturated",
    ("survey", "sav by", "protect"): "too few respondents have no code",
}
REFUSALS = (" applies to ", " need", " cannot be used with ", " must not be given", " must differ",
            " must be NAME=VALUE of a ", "must be one of the lists", " expected ", " must be small",
            " has no input or dimension", " must be of the category", " must be a column of the",
            " is not computed from", " must be a value of column",
            " must not be published")


def outcome(folder, arguments):
    """Exit status, both streams, and the files made, which are removed."""
    before = {p.name for p in folder.iterdir()}
    done = run(*arguments, cwd=folder)
    made = {p.name: p.read_bytes() for p in folder.iterdir() if p.name not in before}
    for name in made:
        (folder / name).unlink()
    return done.returncode, done.stdout, done.stderr, made


def verdict(folder, arguments, base):
    found = outcome(folder, arguments)
    if found[0] == 2:
        text = found[2].decode()
        return "refused" if any(word in text for word in REFUSALS) else f"ill chosen: {text}"
    return "effect" if found != base else "none"


def without_effect(folder, subcommand, mode):
    line = shlex.split(MODES[subcommand][mode])
    base = outcome(folder, [subcommand, *line])
    assert base[0] in (0, 1), (subcommand, mode, base)
    options = options_of(subcommand)
    left_out = HARMLESS | BY_DATA
    if any(word in line for word in INSTEAD.get(subcommand, ())):
        left_out = left_out | (set(options) - OF_TABLE)
    silent = []
    for name in options:
        if name in left_out or (subcommand, mode, name) in NOTHING_TO_SEE:
            continue
        values = VALUES[subcommand].get(name, COMMON.get(name))
        assert values is not None, f"test_effects.py needs a value of {subcommand} --{name}"
        given = line[line.index(f"--{name}") + 1:] if f"--{name}" in line else []
        if f"--{name}" in line and (not options[name] or set(values) <= set(given[:1])):
            continue
        verdicts = []
        for value in values:
            more = [f"--{name}", *(shlex.split(value) if value else [])]
            verdicts.append(verdict(folder, [subcommand, *line, *more], base))
            if verdicts[-1] in ("effect", "refused"):
                break
        else:
            if values:
                silent.append((name, verdicts))
    return silent


@pytest.mark.parametrize("subcommand,mode", [(s, m) for s in SUBCOMMANDS for m in MODES[s]])
def test_an_option_has_an_effect_or_is_refused(folder, subcommand, mode):
    assert without_effect(folder, subcommand, mode) == []


CASES = [
    ("survey lonely.csv --weight w --strata stratum --psu psu --mean y --lonely-psu remove",
     "--lonely-psu adjust"),
    ("survey lonely.csv --weight w --strata stratum --psu psu --mean y --by sex --lonely-psu adjust",
     "--lonely-domain"),
    ("survey survey.csv --strata stratum --psu psu --fpc fpc --mean y", "--sampled sampled"),
    ("survey blank.csv --weight w --mean y", "--drop-missing-weights"),
    ("survey latin.csv --mean y", "--encoding windows-1252"),
    ("mse s.csv --id person --list source --by sex --conflicts first --id-case fold "
     "--id-numbers fold " + FAST, "--conflicts majority"),
    ("mse s.csv --id person --list source " + FAST, "--id-numbers fold"),
    ("mse s.csv --id person --list source " + FAST, "--id-case fold"),
    ("mse flags.csv " + FAST, "--missing-flags zero"),
    ("check sparse.csv --model [12,13,23]", "--existence coefficients"),
    ("mse german.csv " + FAST, "--decimal ."),
    ("survey odd.csv --mean y", "--na none"), ("survey titled.csv --mean y", "--skip-lines 1"),
    ("survey noted.csv --mean y", "--comment '#'"),
    ("survey lonely.csv --weight w --mean y", "--decimal ,"),
    ("indicator 16.1.1 bad.csv --format sdmx-csv --check none", "--check codes"),
    ("draws d0.csv", "--gaps"),
    ("mse h.csv --by sex --format csv " + FAST, "--safe-cells"),
    ("mse h.csv --bootstrap 5000", "--time-limit 0.000001"),
    ("indicator 16.3.2 prisons.csv --groups more.csv", "--coverage 1"),
    ("indicator 16.3.2 prisons.csv --groups groups.csv", "--window 1"),
]


@pytest.mark.parametrize("line,option", CASES, ids=[option for _, option in CASES])
def test_what_depends_on_the_data_has_an_effect_where_they_have_the_case(folder, line, option):
    base = outcome(folder, shlex.split(line))
    assert outcome(folder, [*shlex.split(line), *shlex.split(option)])[:3] != base[:3]


def test_every_option_that_depends_on_the_data_has_a_case():
    assert {option.split()[0][2:] for _, option in CASES} == BY_DATA
