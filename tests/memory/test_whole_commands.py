"""Failing memory in whole commands: the answer is the sound one, or there is none.

failing_memory.c runs each line below again and again, each time with another allocation that
fails, and says what must hold. SDG16_MEMORY_MOST=N makes it N allocations of a line; the default
is few of long lines, so that the suite is short. By hand:

    SDG16_MEMORY_FOLDER=. SDG16_MEMORY_FILES=o/x SDG16_MEMORY_ONLY=17 LD_PRELOAD=... \\
        sdg16 mse lists.csv --output o/x

fails allocation 17 and prints its stack."""
import os
import pathlib
import re
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "python"))
from sav_writer import Sav, Variable  # noqa: E402

COMMAND = os.environ["SDG16_COMMAND"]
PRELOAD = os.environ["SDG16_FAILING_MEMORY"]
STAT = pathlib.Path(__file__).parent.parent / "data" / "stat"
MOST = {"alone": os.environ.get("SDG16_MEMORY_MOST", "24"),
        "onward": os.environ.get("SDG16_MEMORY_MOST", "8")}

FILES = {
    "lists.csv": "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,8\n1,0,1,6\n0,1,1,5\n1,1,1,2\n",
    "no-overlap.csv": "A,B,C,count\n1,0,0,4\n0,1,0,3\n0,0,1,2\n",
    # a group that is blank, which CSV writes as _U
    "groups.csv": "sex,A,B,C,count\n" + "".join(
        f"{sex},{history},{count}\n" for sex, counts in
        (("F", (40, 30, 20, 8, 6, 5, 2)), ("M", (60, 50, 40, 12, 9, 7, 3)), ("", (9, 8, 7, 3, 2, 2, 1)))
        for history, count in zip(("1,0,0", "0,1,0", "0,0,1", "1,1,0", "1,0,1", "0,1,1", "1,1,1"),
                                  counts)),
    "sizes.csv": "sex,population\nF,5000\nM,6000\n,700\n",
    "sightings.csv": "who,source,sex\n" + "".join(
        f"{i},{source},{'FM'[i % 2]}\n" for i in range(24) for k, source in enumerate("ABC")
        if (i >> k) % 2 or i % 7 == k),
    "police.csv": "id,sex\n1,F\n2,M\n3,F\n4,M\n5,F\n",
    "shelter.csv": "id,sex\n3,F\n4,M\n6,F\n7,M\n",
    "survey.csv": "stratum,psu,sex,w,y,income,r1,r2,r3\n" + "".join(
        f"{h},{3 * h + u},{'MF'[i % 2]},{10 + h + u},{int((h + u + i) % 3 == 0)},"
        f"{100 * h + 10 * u + i},{9 + i},{11 + u},{12 + h}\n"
        for h in (1, 2) for u in range(3) for i in range(4)),
    "margins.csv": "sex,population\nM,150\nF,160\n",
    "shares.csv": "sex,share\nM,0.5\nF,0.5\n",
    "people.csv": "q1,q2,q3,sex,age,stratum,psu,w\n" + "".join(
        f"{1 if i % 7 else 2},{1 if i % 3 else 2},{1 if i % 4 else 2},{'MF'[i % 2]},{20 + i},"
        f"{1 + i % 2},{1 + i % 4},{3 + i % 5}\n" for i in range(24)),
    "homicides.csv": "area,year,sex,victims,population\n826,2021,male,5,366500\n"
                     "826,2021,female,9,348900\n826,2022,male,6,366500\n826,2022,female,8,348900\n"
                     "250,2021,male,7,300000\n250,2021,female,3,310000\n",
    "plain.csv": "area,year,sex,victims\n826,2022,male,50\n826,2022,female,90\n",
    "country.csv": "area,year,sex,population\n826,2022,male,366500\n826,2022,female,348900\n",
    "prison.csv": "area,year,unsentenced,held\n826,2023,155,858\n",
    "regions.csv": "area,group\n826,150\n250,150\n",
    "mirror.csv": "ref_area,time_period,flow,commodity,partner,reported,mirror\n"
                  "12,2020,export,A,P,80,110\n12,2020,export,B,P,120,110\n12,2020,import,C,P,50,\n",
    "customs.csv": "area,year,flow,commodity,quantity,value\n" + "".join(
        f"12,2020,x,A,1,{i * i % 17 + 1}\n" for i in range(20)),
    "prices.csv": "commodity,year,price\nA,2020,2\n",
    "wealth.csv": "area,year,unrecorded,deposits,all_deposits,securities_share,return_rate,"
                  "declared_share\n12,2020,7,1,10,0.7,0.05,0.1\n12,2021,8,1,10,0.7,0.05,0.1\n",
    "profits.csv": "area,year,cell,mne,profit,base\n1,2020,a,yes,1,9\n1,2020,a,no,4,9\n"
                   "1,2020,a,no,5,9\n1,2020,b,yes,4,9\n1,2020,b,no,4,9\n1,2020,b,no,3,9\n",
    "havens.csv": "haven,year,area,services,foreign_profit,foreign_wages,local_profit,local_wages\n"
                  "I,2020,D,1,90,10,1,1\nL,2020,D,1,1,1,1,1\nM,2020,D,0,9,1,1,1\n",
    "units.csv": "area,year,activity,direction,units,units_low,units_high,price,share_abroad\n"
                 "1,2020,a,in,9,1,20,1,1\n",
    "bad.csv": "A,B,count\n1,0,4\n0,1\n",
}

PEOPLE = "people.csv --weight w --strata stratum --psu psu --map contact=q1,paid=q2,asked=q3"
DESIGN = "survey.csv --weight w --strata stratum --psu psu"
# What follows "sdg16": every subcommand and every format. Words are separated by blanks.
LINES = [
    "--help",
    "--version",
    "mse --help",
    "generate man",
    "generate bash",
    "generate markdown mse",
    "catalog --output o/x",
    "catalog 16.2.2 --output o/x",
    "catalog 16.5.1 --format json",
    "catalog --format csv",
    "check lists.csv --output o/x",
    "check lists.csv --all --format json --output o/x",
    "check lists.csv --model [12,3] --format csv",
    "check no-overlap.csv",
    "check groups.csv --by sex --table o/t --output o/x",
    "mse lists.csv --interval none --output o/x",
    "mse lists.csv --interval profile --format json --output o/x",
    "mse lists.csv --select stepwise --interval wald --format csv",
    "mse lists.csv --select downhill --interval none --drop C",
    "mse lists.csv --model [1,2] --select none --merge D=B+C --interval none --format json",
    "mse lists.csv --bootstrap 40 --draws o/d --output o/x",
    "mse no-overlap.csv --format json",
    "mse groups.csv --by sex --interval none --population sizes.csv --output o/x",
    "mse groups.csv --by sex --interval profile --format csv --output o/x",
    "mse groups.csv --by sex --common-model --interval none --format json",
    "mse groups.csv --by sex --bootstrap 40 --protect 5 --protect-report o/r --format csv --output o/x",
    "mse lists.sav --interval none --output o/x",
    "mse lists.sav --by SEX --interval wald --format csv --output o/x",
    "mse sightings.csv --id who --list source --by sex --interval none --format csv",
    "mse police.csv shelter.csv --id id --interval none --output o/x",
    "mse lists.csv --format sdmx-csv --area 826 --period 2013 --population 67000000 --output o/x",
    "draws draws.csv --output o/x",
    "draws draws.csv --interval percentile --format json --merged o/m",
    "draws draws.csv --format csv",
    f"survey {DESIGN} --proportion y --by sex --output o/x",
    f"survey {DESIGN} --mean income --by sex --compare difference --format csv",
    f"survey {DESIGN} --total * --format json --output o/x",
    f"survey {DESIGN} --quantile 0.5 --of income --by sex --format json",
    f"survey {DESIGN} --mean income --standardise sex --shares shares.csv",
    f"survey {DESIGN} --ratio income/y --calibrate raking --margins margins.csv --format csv",
    f"survey {DESIGN} --average y;sex=='F' --reliability nchs --format csv",
    f"survey {DESIGN} --distribution sex --by y --format csv --output o/x",
    f"survey {DESIGN} --distribution sex --interval wilson --format json",
    f"survey {DESIGN} --independence sex,y --format json",
    f"survey {DESIGN} --logistic y~income --output o/x",
    "survey survey.csv --weight w --replicates r* --replicate-kind brr --mean income --format json",
    f"survey {DESIGN} --proportion y --by sex --protect 3 --protect-report o/r --output o/x",
    f"survey {DESIGN} --mean income --by sex --protect 3 --format csv --output o/x",
    f"survey {DESIGN} --quantile 0.5 --of income --protect 3 --format csv --output o/x",
    "survey STAT/survey.sav --mean q1 --by sx --format json",
    f"indicator 16.5.1 {PEOPLE} --by sex --output o/x",
    f"indicator 16.5.1 {PEOPLE} --by sex,age --crossed 1 --bands 15,25,65 --audit --format csv --output o/x",
    f"indicator 16.5.1 {PEOPLE} --coding --format json --output o/x",
    "indicator 16.1.1 homicides.csv --by sex --output o/x",
    "indicator 16.1.1 homicides.csv --by sex --format json --output o/x",
    "indicator 16.1.1 plain.csv --population country.csv --by sex --format csv",
    "indicator 16.1.1 homicides.csv --by sex --format sdmx-csv --output o/x",
    "indicator 16.1.1 homicides.csv --format open-sdg --quiet",
    "indicator 16.1.1 homicides.csv --groups regions.csv --format csv --output o/x",
    "indicator 16.1.1 homicides.csv --trend --format csv",
    "indicator 16.1.1 homicides.csv --by sex --protect 6,base=3 --format csv --output o/x",
    "indicator 16.3.2 prison.csv --set basis=x",
    "indicator 16.2.2 detected.csv --area 826 --period 2020 --population sizes.csv --by sex --format sdmx-csv --output o/x",
    "indicator 16.2.2 safe.csv --area 826 --period 2020 --population sizes.csv --by sex --protect 5 --protect-report o/r --format sdmx-csv --output o/x",
    f"indicator 16.5.1 {PEOPLE} --by sex --protect 3 --protect-report o/r --format csv --output o/x",
    "iff partner-country mirror.csv --output o/x",
    "iff partner-country mirror.csv --detail --format csv --output o/x",
    "iff partner-country mirror.csv --format sdmx-csv",
    "iff price-filter customs.csv --set records=2 --format json --output o/x",
    "iff price-filter customs.csv --set fence=price --prices prices.csv --format csv",
    "iff offshore-wealth wealth.csv --format json",
    "iff profit-comparison profits.csv --set replicates=100 --set firms=1 --format csv",
    "iff haven-profits havens.csv --output o/x",
    "iff units units.csv --set replicates=100 --format json",
    "iff total flows.csv --format csv",
    "draws bad-draws.csv",
    "convert lists.csv o/x",
    "convert STAT/survey.sav o/x --labels text --missing tag",
    "convert STAT/survey-118.dta o/x --labels text",
    "convert STAT/survey.por o/x --quiet",
    "convert STAT/survey.zsav o/x --encoding windows-1252",
    "convert lists.csv o/x --encoding GBK",
    "convert groups.csv o/x --compute b=A==1 --where !missing(sex) --map s=sex,s.f=F,s.m=M",
    "convert STAT/survey.sav o/x --where q1==1 --labels text --missing tag",
    "mse bad.csv",
    "mse lists.csv --nonsense",
]


def words_of(line):
    words = [str(STAT / word[5:]) if word.startswith("STAT/") else word for word in line.split()]
    threads = words[0] in ("mse", "survey") and "--help" not in words
    return words + (["--threads", "1"] if threads else [])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    directory = tmp_path_factory.mktemp("memory")
    for name, text in FILES.items():
        (directory / name).write_text(text)
    variables = [Variable("SEX", labels={1: b"female", 2: b"male"}), Variable("POLICE"),
                 Variable("SHELTER"), Variable("COURT"), Variable("COUNT")]
    (directory / "lists.sav").write_bytes(Sav(variables, [
        (sex, *history, people + sex) for sex in (1, 2) for history, people in
        (((1, 0, 0), 40), ((0, 1, 0), 30), ((0, 0, 1), 20), ((1, 1, 0), 8), ((1, 0, 1), 6),
         ((0, 1, 1), 5))]).build())
    for line in ("mse lists.csv --bootstrap 40 --draws draws.csv --format csv --quiet",
                 "mse groups.csv --by sex --interval wald --format csv --quiet"
                 " --output detected.csv",
                 "mse groups.csv --by sex --interval wald --format csv --quiet"
                 " --protect 5 --output safe.csv",
                 "iff partner-country mirror.csv --format csv --quiet --output flows.csv"):
        done = subprocess.run([COMMAND, *line.split()], cwd=directory, stdin=subprocess.DEVNULL,
                              capture_output=True)
        assert done.returncode == 0, done
    draws = (directory / "draws.csv").read_text().splitlines()
    (directory / "bad-draws.csv").write_text("\n".join([*draws, draws[-1]]) + "\n")
    return directory


def files_of(line):
    return re.findall(r"\bo/\w+", line)


def inject(folder, line, how, **settings):
    """Runs the line with failing allocations; what it prints."""
    (folder / "o").mkdir(exist_ok=True)
    (folder / "captured").mkdir(exist_ok=True)
    for name in list((folder / "o").iterdir()):
        name.unlink()
    environment = {**os.environ, "LD_PRELOAD": PRELOAD, "SDG16_MEMORY_MOST": MOST[how],
                   "SDG16_MEMORY_FOLDER": str(folder / "captured"), **settings}
    if files_of(line):
        environment["SDG16_MEMORY_FILES"] = ":".join(files_of(line))
    if how == "onward":
        environment["SDG16_MEMORY_ONWARD"] = "1"
    return subprocess.run([COMMAND, *words_of(line)], cwd=folder, env=environment,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=600)


@pytest.mark.parametrize("how", ["alone", "onward"])
@pytest.mark.parametrize("line", LINES)
def test_an_answer_is_the_sound_one_or_there_is_none(folder, line, how):
    done = inject(folder, line, how)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    print(done.stdout.decode())


# Faults that were: each allocation of the line.
ONCE = {
    "a file is never replaced by an empty one": "catalog 16.2.2 --output o/x",
    "the area of a flow is not lost":
        "iff partner-country mirror.csv --quiet --format sdmx-csv --output o/x",
    "no member of JSON is dropped": "check lists.csv --format json --output o/x",
    "a blank group stays _U": "mse groups.csv --by sex --format csv --select none --model [12,3]"
                              " --interval none --quiet --output o/x",
    "inputs of an indicator are listed whole": "catalog 16.5.1",
    "no memory is not a damaged file": "convert STAT/survey.sav o/x --quiet",
    "no memory is not bad people": "mse lists.csv --interval none --select none --model [12,3]"
                                   " --population sizes.csv --format csv --quiet",
}


@pytest.mark.parametrize("fault", ONCE)
def test_faults_that_were(folder, fault):
    done = inject(folder, ONCE[fault], "alone", SDG16_MEMORY_MOST="100000")
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_an_input_named_in_a_list_is_refused_as_output_without_memory(folder):
    """The check needs none: margins.csv is read as the second of two files."""
    line = f"survey {DESIGN} --mean income --calibrate raking --margins shares.csv,margins.csv " \
           "--output margins.csv"
    before = (folder / "margins.csv").read_text()
    for how in ("alone", "onward"):
        done = inject(folder, line, how, SDG16_MEMORY_MOST="100000")
        assert done.returncode == 0 and "sound status 2" in done.stdout.decode(), done
        assert (folder / "margins.csv").read_text() == before
