"""Runs that succeed, and runs whose data allow no estimate: formats, options, output."""
import csv
import io
import json
import os
import pty
import re
import signal
import subprocess
import time

import pytest

from command import COMMAND, answer, dataset, good, run

NAMES = sorted(path.parent.name for path in dataset("x").parent.parent.glob("*/data.csv"))


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


# ---- JSON ----

NUMBER = (int, float)
ESTIMATE = {  # in the contract's order; with additions
    "stratum": dict, "estimator": str, "selection": str, "model": str, "model_names": str,
    "observed": int, "hidden": NUMBER, "hidden_lower": NUMBER, "hidden_upper": NUMBER,
    "total": NUMBER, "se": NUMBER, "lower": NUMBER, "upper": NUMBER, "level": NUMBER, "interval": str, "parameters": int,
    "effective_parameters": int, "boundary_terms": list, "face": int, "df": int,
    "deviance": NUMBER, "loglik": NUMBER, "aic": NUMBER, "aicc": NUMBER, "bic": NUMBER,
    "gap": NUMBER, "search_fits": int, "chao_lower": NUMBER, "coverage": NUMBER,
    "bootstrap": dict, "model_uncertainty": dict, "fit_test": dict, "residuals": list,
    "status": str, "headlines": list, "warnings": list, "notes": list,
}


def test_json_of_mse_has_the_stable_shape():
    result = answer("mse", dataset("kosovo"))
    assert list(result) == ["sdg16", "command", "schema", "data", "estimates", "models",
                            "search", "provenance"]
    assert (result["command"], result["schema"]) == ("mse", 1)
    assert re.fullmatch(r"\d+\.\d+\.\d+", result["sdg16"])
    data = result["data"]
    assert data["file"] == str(dataset("kosovo"))
    assert data["lists"] == ["EXH", "ABA", "OSCE", "HRW"]
    assert (data["observed"], data["histories"], data["layout"]) == (4400, 15, "histories")
    assert [row[i] for i, row in enumerate(data["pair_overlaps"])] == data["list_sizes"]
    (estimate,) = result["estimates"]
    assert list(estimate) == list(ESTIMATE)
    for key, kind in ESTIMATE.items():
        assert isinstance(estimate[key], kind), key
    assert (estimate["stratum"], estimate["status"]) == ({}, "ok")
    assert estimate["total"] == pytest.approx(estimate["observed"] + estimate["hidden"])
    assert estimate["lower"] <= estimate["total"] <= estimate["upper"]
    assert len(result["models"]) <= 10
    for model in result["models"]:
        assert {"model", "parameters", "bic", "aic", "deviance", "df", "total",
                "status"} <= set(model)
    assert result["models"][0]["model"] == estimate["model"]
    assert result["search"]["universe"] == "113" and result["search"]["exact"] is True
    assert result["provenance"]["seed"] == 1 and result["provenance"]["stream"] == 1
    assert re.fullmatch("[0-9a-f]{64}", result["provenance"]["input_sha256"])


# Best BIC models: MultipleSystemsEstimation 1.2.0 (Silverman, Chan & Vincent 2024, table 6);
# six lists: exhaustive in pairs, and the published greedy value, proved optimal.
@pytest.mark.parametrize("name, model, total, bic", [
    ("korea", "[12,23]", 157.1667, 57.14081),
    ("kosovo", "[123,14,34]", 10356.52, 203.0296),
    ("uk2013-5", "[123,25,34]", 25311.29061, 195.8791),
    ("uk2013", "[12,13,25,35,36,45]", 12349.59, 244.1193),
    ("new-orleans-5-186", None, 981.43, 96.2703),
])
def test_the_selected_model_is_the_published_one(name, model, total, bic):
    estimate = answer("mse", dataset(name), "--interval", "none")["estimates"][0]
    assert model in (None, estimate["model"])
    assert estimate["total"] == pytest.approx(total, abs=6e-3)
    assert estimate["bic"] == pytest.approx(bic, abs=6e-5)


def test_a_fixed_model_gives_the_published_estimate():
    """UK 2013, five lists, the model of the Home Office's 10,000 to 13,000 (Silverman 2014)."""
    result = answer("mse", dataset("uk2013-5"), "--model", "[12,13,24,25,35,45]")
    estimate = result["estimates"][0]
    assert estimate["selection"] == "none" and "search" not in result
    assert estimate["total"] == pytest.approx(11312.99, abs=5e-3)
    assert estimate["aic"] == pytest.approx(127.5986306, abs=5e-7)
    assert estimate["deviance"] == pytest.approx(16.3513834, abs=5e-7)


def test_boundary_terms_are_named():
    """Nobody is on lists LA and GP of UK 2013 (Chan, Silverman & Vincent 2021)."""
    model = answer("mse", dataset("uk2013-5"), "--model", "[12,13,15]")
    assert model["estimates"][0]["boundary_terms"] == ["[15]"]


def test_json_numbers_read_back_as_the_same_double_as_csv():
    estimate = answer("mse", dataset("kosovo"))["estimates"][0]
    done = run("mse", dataset("kosovo"), "--format", "csv", "--quiet")
    assert (done.returncode, done.stderr) == (0, b"")
    (row,) = rows(done.stdout.decode())
    for name in ("hidden", "total", "se", "lower", "upper", "deviance", "loglik", "bic"):
        assert float(row[name]) == estimate[name]
        assert repr(estimate[name]) == repr(float(json.dumps(estimate[name])))
    assert row["model"] == estimate["model"] and row["status"] == "ok"


@pytest.mark.parametrize("kind", ["profile", "profile-poisson", "wald"])
def test_every_interval_is_said_to_be_conditional(kind):
    estimate = answer("mse", dataset("kosovo"), "--interval", kind, "--level", "0.9")[
        "estimates"][0]
    assert (estimate["interval"], estimate["level"]) == (kind, 0.9)
    assert any("selected model" in warning for warning in estimate["warnings"])


def test_the_profile_interval_of_kosovo_is_the_peers():
    """Rcapture 1.4-4, closedpCI.t: 8,994 to 12,110; its ends are within 1e-3."""
    estimate = answer("mse", dataset("kosovo"), "--interval", "profile")["estimates"][0]
    assert estimate["lower"] == pytest.approx(8994, rel=1e-3)
    assert estimate["upper"] == pytest.approx(12110, rel=1e-3)


def test_without_an_interval_its_fields_are_absent():
    estimate = answer("mse", dataset("kosovo"), "--interval", "none")["estimates"][0]
    assert not {"lower", "upper", "level"} & set(estimate)
    assert estimate["interval"] == "none" and "interval" not in " ".join(estimate["warnings"])


def test_top_limits_the_candidates():
    assert len(answer("mse", dataset("kosovo"), "--top", "3")["models"]) == 3


def test_the_answer_does_not_depend_on_threads_locale_or_time():
    first = good("mse", dataset("kosovo"), "--format", "json", "--threads", "1")
    assert good("mse", dataset("kosovo"), "--format", "json", "--threads", "4") == first
    german = run("mse", dataset("kosovo"), "--format", "json",
                 environment={"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"})
    assert german.stdout.decode() == first


def test_a_search_that_ends_early_is_not_exact():
    """Eight lists over all orders are 5.6e22 models (OEIS A006126)."""
    arguments = ["mse", dataset("new-orleans-186"), "--max-order", "7", "--select", "aic",
                 "--search-fits", "20", "--interval", "profile"]
    search = answer(*arguments)["search"]
    assert search["exact"] is False and search["bound"] <= search["best"]
    assert search["universe"] == "5.6e22"
    assert "not proved: another may be lower by up to" in good(*arguments)


# ---- rates ----

def test_a_population_gives_rates_with_and_without_the_undetected():
    estimate = answer("mse", dataset("uk2013"), "--bootstrap", "40", "--population",
                      "64100000")["estimates"][0]
    rate = estimate["rate_per_100000"]
    assert rate["population"] == 64100000
    for key, count in (("value", "total"), ("lower", "lower"), ("upper", "upper"),
                       ("detected", "observed")):
        assert rate[key] == pytest.approx(estimate[count] * 1e5 / 64100000, rel=1e-14)


def test_a_population_file_is_added_up(tmp_path):
    file = tmp_path / "population.csv"
    file.write_text("sex;population\nF;32500000,5\nM;31599999,5\n")
    given = answer("mse", dataset("uk2013"), "--bootstrap", "40", "--population", "64100000")
    assert answer("mse", dataset("uk2013"), "--bootstrap", "40", "--population", file) == given


# ---- layouts ----

def layouts(directory):
    """The Korean table written in every layout; the arguments that read each."""
    table = rows(dataset("korea").read_text())
    people = [[row[name] for name in "bcd"] for row in table for _ in range(int(row["count"]))]
    sightings = [(i, name) for i, person in enumerate(people)
                 for name, flag in zip("bcd", person) if flag == "1"]
    # records: lists are numbered as they appear
    sightings.sort(key=lambda sighting: sighting[1])
    write = lambda name, *lines: (directory / name).write_text("\n".join(lines) + "\n")
    write("semicolon.csv", "Korea;b;c;d;Count",
          *(f"x;{row['b']};{row['c']};{row['d']};{row['count']}" for row in table))
    write("split.csv", "count,b,c,d",  # each count in two rows, in another order
          *(f"{part},{row['b']},{row['c']},{row['d']}" for row in table
            for part in (1, int(row["count"]) - 1)))
    write("persons.csv", "b,c,d", *(",".join(person) for person in people))
    write("records.csv", "who\tsource",
          *(f"{i}\t{name}" for i, name in sightings + sightings[::7]))
    for name in "bcd":
        write(f"{name}.csv", "person", *(str(i) for i, on in sightings if on == name))
    (directory / "windows.csv").write_bytes(
        b"\xef\xbb\xbf" + dataset("korea").read_bytes().replace(b"\n", b"\r\n"))
    return {
        "histories": ["semicolon.csv", "--lists", "b,c,d"],
        "histories, split rows": ["split.csv", "--layout", "histories"],
        "histories, BOM and CRLF": ["windows.csv"],
        "persons": ["persons.csv"],
        "records": ["records.csv", "--id", "who", "--list", "source"],
        "files": ["b.csv", "c.csv", "d.csv", "--id", "person"],
    }


def test_every_layout_gives_the_same_answer(tmp_path):
    expected = answer("mse", dataset("korea"))
    for name, arguments in layouts(tmp_path).items():
        found = answer("mse", *arguments, cwd=tmp_path)
        assert found["data"].pop("layout") == name.split(",")[0]
        found["data"].pop("files" if name == "files" else "file")
        found["data"].pop("columns")
        for result in (found, expected):  # which rows there were is of the layout
            notes = result["estimates"][0]["notes"]
            notes[:] = [note for note in notes if "the history of another row" not in note]
        for key in ("estimates", "models", "search", "provenance"):
            assert found[key] == expected[key], name
        for key, value in found["data"].items():
            assert value == expected["data"][key], name


def test_the_text_says_what_layout_was_detected(tmp_path):
    for name, arguments in layouts(tmp_path).items():
        text = good("mse", *arguments, cwd=tmp_path)
        layout = name.split(",")[0]
        detected = "--layout" not in arguments
        assert re.search(rf"Read as +{layout}{' .detected' if detected else '$'}", text, re.M)


# ---- dropping and merging lists ----

def test_merging_police_and_nca_gives_the_five_list_table():
    merged = answer("mse", dataset("uk2013"), "--merge", "PFNCA=PF+NCA")
    five = answer("mse", dataset("uk2013-5"))
    for result in (merged, five):
        del result["data"]["file"], result["data"]["columns"]
    assert merged == five


def test_edits_act_in_the_order_given():
    result = answer("check", dataset("uk2013"), "--merge", "POLICE=PF+NCA", "--drop", "GP",
                    "--merge", "STATE=POLICE+GO")
    assert result["data"]["lists"] == ["LA", "NG", "STATE"]


def test_dropping_a_list_drops_the_people_on_it_alone():
    result = answer("check", dataset("kosovo"), "--drop", "HRW")
    table = rows(dataset("kosovo").read_text())
    alone = sum(int(row["count"]) for row in table
                if (row["EXH"], row["ABA"], row["OSCE"]) == ("0", "0", "0"))
    assert alone > 0 and result["data"]["observed"] == 4400 - alone


# ---- data that allow no estimate: exit status 1, the reason in the output ----

NO_OVERLAP = "A,B,C,count\n1,0,0,5\n0,1,0,4\n0,0,1,3\n"


@pytest.fixture
def disjoint(tmp_path):
    file = tmp_path / "disjoint.csv"
    file.write_text(NO_OVERLAP)
    return file


def test_without_overlap_there_is_no_estimate(disjoint):
    estimate = answer("mse", disjoint, "--population", "1000", status=1)["estimates"][0]
    assert estimate["status"] == "no-overlap" and estimate["observed"] == 12
    for key in ("hidden", "total", "se", "lower", "upper", "bic"):
        assert estimate[key] is None
    assert estimate["rate_per_100000"]["value"] is None
    text = good("mse", disjoint, status=1)
    assert text.startswith("No estimate: 12 people were observed") and "nan" not in text
    done = run("mse", disjoint, "--format", "csv", "--quiet")
    assert done.returncode == 1 and rows(done.stdout.decode())[0]["status"] == "no-overlap"


def test_a_model_without_estimate_says_which_kind():
    """Artificial_3: [12] has no maximum likelihood estimate, all pairs are not identifiable
    (Chan, Silverman & Vincent 2021)."""
    for rule, model, status in (
            ("coefficients", "[12,3]", "no-mle"),
            ("coefficients", "[12,13,23]", "not-identifiable"),
            ("total", "[12,3]", "unbounded"), ("total", "[12,13,23]", "not-identifiable")):
        result = answer("mse", dataset("artificial-3"), "--model", model, "--existence", rule,
                        status=1)
        estimate = result["estimates"][0]
        assert (estimate["model"], estimate["status"], estimate["total"]) == (model, status, None)


def test_one_list_with_people_is_too_few(tmp_path):
    file = tmp_path / "one.csv"
    file.write_text("A,B,count\n1,0,5\n0,1,0\n")
    assert answer("mse", file, status=1)["estimates"][0]["status"] == "too-few-lists"


# ---- text ----

def test_the_text_begins_with_the_reading_of_the_result():
    text = good("mse", dataset("uk2013"), "--population", "64100000", "--bootstrap", "50")
    sentence = " ".join(text.split("\n\n")[0].split())
    assert re.fullmatch(
        r"An estimated 12,350 people \(95 % interval [\d,]+ to [\d,]+, with the selection "
        r"repeated in every replicate\), of whom 2,744 were "
        r"detected: about 9,606 were not\.( The replicates lie near one of .*)?( The limits depend .*)?", sentence)
    for part in ("[12,13,25,35,36,45]", "7,785,061", "19.27", "4.28", "none",
                 "Models within 6 BIC units", "Warnings and notes"):
        assert part in text
    assert all(len(line) <= 110 for line in text.splitlines()[:3])


@pytest.mark.parametrize("name", NAMES)
def test_text_of_every_data_set_is_clean(name):
    arguments = ["--select", "stepwise"] if name.startswith("new-orleans-1") else []
    arguments += ["--bootstrap", "40"]
    done = run("mse", dataset(name), *arguments)
    text = done.stdout.decode()
    refused = name == "artificial-3"  # an unbounded model is preferred
    assert done.returncode == refused and done.stderr == b""
    assert not re.search(r"\bnan\b|\binf\b|\(null\)", text)
    assert not any(line != line.rstrip() for line in text.splitlines())


def test_names_cannot_write_escape_sequences(tmp_path):
    file = tmp_path / "d.csv"
    file.write_bytes(b"A\x1b[31m,B,count\n1,0,5\n0,1,4\n1,1,2\n")
    for format in ("text", "json"):
        assert b"\x1b" not in run("mse", file, "--format", format).stdout


# ---- check ----

def test_the_statuses_of_all_models_are_the_published_ones():
    """Chan, Silverman & Vincent 2021 for the artificial table."""
    result = answer("check", dataset("artificial-3"), "--all", "--existence", "coefficients")
    assert {m["model"]: m["status"] for m in result["models"]} == {
        "[1,2,3]": "ok", "[12,3]": "no-mle", "[13,2]": "ok", "[23,1]": "ok",
        "[12,13]": "no-mle", "[12,23]": "no-mle", "[13,23]": "ok",
        "[12,13,23]": "not-identifiable"}
    assert result["status_counts"] == {"ok": 4, "no-mle": 3, "not-identifiable": 1, "both": 0}


# MultipleSystemsEstimation 1.2.0 on every hierarchical model; by the total, an exact linear
# programme for each (tests/python/test_estimability.py).
@pytest.mark.parametrize("name, rule, counts", [
    ("kosovo", "coefficients", [113, 0, 0, 0]),
    ("uk2013-5", "coefficients", [6519, 338, 0, 36]),
    ("kosovo", "total", [113, 0, 0, 0, 0]), ("uk2013-5", "total", [6519, 51, 2, 285, 36])])
def test_counts_of_statuses(name, rule, counts):
    result = answer("check", dataset(name), "--all", "--existence", rule)
    assert list(result["status_counts"].values()) == counts
    assert len(result["models"]) == sum(counts)


def test_many_models_are_counted_but_not_listed():
    result = answer("check", dataset("uk2013"), "--all", "--max-order", "2")
    assert "models" not in result and sum(result["status_counts"].values()) == 32768


def test_more_models_than_can_be_listed_or_walked_are_refused():
    done = run("check", dataset("uk2013"), "--all", "--max-order", "2", "--format", "csv")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == (b"sdg16: check --format csv lists at most 10000 models: use "
                           b"--max-order, or --format json for the counts\n")
    done = run("check", dataset("new-orleans-186"), "--all")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"sdg16: --all needs at most 6 lists, not 8, or ")


def test_check_of_one_model_answers_by_exit_status():
    result = answer("check", dataset("artificial-3"), "--model", "[3,1*2]", status=1)
    assert result["models"] == [{"model": "[12,3]", "status": "unbounded"}]
    assert "estimates" not in result
    text = good("check", dataset("artificial-3"), "--model", "[A*C]")
    assert text.startswith("Model [13,2]: has an estimate (ok).")


def test_check_names_lists_that_tell_nothing(tmp_path):
    file = tmp_path / "d.csv"
    file.write_text("A,B,C,D,count\n1,0,0,0,5\n0,1,0,0,4\n1,1,0,0,2\n0,0,1,0,3\n0,0,0,1,0\n")
    result = answer("check", file)
    assert "models" not in result and "status_counts" not in result
    assert any(warning.startswith("C has no one in common with any other list. ") for warning in result["warnings"])
    assert any(warning.startswith("No one is on D. ") for warning in result["warnings"])
    assert result["pair_overlaps"][0] == [7, 2, 0, 0]


def test_check_without_overlap_ends_with_1(disjoint):
    assert ("No one is on two lists: nothing can be estimated."
            in answer("check", disjoint, status=1)["warnings"])


def test_check_writes_overlaps_and_models_as_csv():
    done = run("check", dataset("korea"), "--format", "csv", "--quiet")
    assert rows(done.stdout.decode())[0] == {"list": "b", "other": "b", "people": "77"}
    done = run("check", dataset("korea"), "--format", "csv", "--quiet", "--all")
    assert len(rows(done.stdout.decode())) == 8


# ---- catalog ----

def test_the_catalog_describes_16_2_2():
    (entry,) = answer("catalog", "16.2.2")["indicators"]
    assert (entry["custodian"], entry["unit"]) == ("UNODC", ["PER_100000_POP", "NUMBER"])
    assert entry["multiplier"] == 100000 and "VC_HTF_DETVR" in entry["series"]
    assert "UNODC" in good("catalog") and "VC_HTF_DETVSXR" in good("catalog", "16.2.2")
    assert rows(good("catalog", "16.2.2", "--format", "csv"))[0]["code"] == "16.2.2"


def on_terminal(*arguments, stream="stderr", **options):
    """What a run writes to a stream that is a terminal, and its status."""
    ours, theirs = pty.openpty()
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: theirs}
    with subprocess.Popen([COMMAND, *map(str, arguments)], stdin=subprocess.DEVNULL, **streams,
                          **options) as process:
        os.close(theirs)
        seen = b""
        try:
            while chunk := os.read(ours, 4096):
                seen += chunk
        except OSError:  # the terminal was closed
            pass
    os.close(ours)
    return seen, process.returncode


def test_the_catalog_is_searched_by_words():
    def codes(*words):
        return [row["code"] for row in answer("catalog", *words)["indicators"]]

    assert codes("bribe") == codes("BRIBE") == ["16.5.1", "16.5.2"]
    assert codes("vc_htf_detvsxr") == ["16.2.2"] and codes("homicide", "sex") == ["16.1.1"]
    assert good("catalog", "homicide", "sex") == good("catalog", "16.1.1")  # alone: described
    assert codes("16.2") == ["16.2.1", "16.2.2", "16.2.3"]
    done = run("catalog", "bribry")
    assert done.returncode == 0 and done.stdout == good("catalog", "bribe").encode()
    assert done.stderr == (b"sdg16: note: no indicator has 'bribry': these have words that are "
                           b"nearly the same\n")
    assert run("catalog", "bribry", "--quiet").stderr == b""


@pytest.mark.parametrize("columns, most", [("60", 60), ("120", 120), (None, 80)])
def test_the_catalog_wraps_to_the_width_of_the_terminal(columns, most):
    for arguments in (["catalog"], ["catalog", "16.3.1"]):
        assert max(map(len, good(*arguments).splitlines())) <= 80  # no terminal
        environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
        if columns:
            environment["COLUMNS"] = columns
        seen, status = on_terminal(*arguments, stream="stdout", env=environment)
        assert status == 0
        lines = seen.decode().replace("\r\n", "\n").splitlines()
        assert most - 20 < max(map(len, lines)) <= most
        assert "".join(seen.decode().split()) == "".join(good(*arguments).split())


def test_the_catalog_has_all_of_goal_16_and_the_definition_of_each():
    codes = [row["code"] for row in rows(good("catalog", "--format", "csv"))]
    goal = [code for code in codes if code.startswith("16.")]
    assert len(goal) == 24 and len(set(codes)) == len(codes) == 32
    (entry,) = answer("catalog", "10.6.1")["indicators"]
    assert entry["same_as"] == "16.8.1" and "IO_UNSC" in str(entry["definition"]["dimensions"])
    (entry,) = answer("catalog", "16.4.2")["indicators"]
    assert entry["definition"]["switches"][0]["values"] == "all; traceable"
    assert {s["when"] for s in entry["definition"]["series"]} == {"denominator=all",
                                                                 "denominator=traceable"}


# ---- help and version ----

@pytest.mark.parametrize("command", [[], ["mse"], ["check"], ["draws"], ["catalog"],
                                     ["indicator"]])
def test_help_shows_usage_and_examples(command):
    text = good(*command, "--help")
    assert text.startswith("Usage: sdg16") and "Examples\n" in text
    assert max(map(len, text.splitlines())) <= 90
    assert good(*command, "--version") == good("--version")


# ---- the example driver ----

def test_the_example_driver_prints_the_estimate_and_the_rate():
    done = subprocess.run([os.environ["SDG16_DRIVER"], dataset("kosovo"), "2000000"],
                          capture_output=True)
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    for part in ("4400 people on 4 lists", "total 10356.5, 95 % interval 6769.8 to 18209.0",
                 "per 100,000: 517.826", "model [123,14,34]", "BIC  203.0296", "warning: "):
        assert part in text
    done = subprocess.run([os.environ["SDG16_DRIVER"], "nothere.csv"], capture_output=True)
    assert done.returncode == 1 and done.stderr.startswith(b"driver: nothere.csv")


# ---- output ----

def test_output_goes_to_the_file_as_a_whole(tmp_path):
    file = tmp_path / "result.json"
    file.write_text("old")
    file.chmod(0o640)
    assert good("mse", dataset("korea"), "--format", "json", "--output", file) == ""
    assert file.read_text() == good("mse", dataset("korea"), "--format", "json")
    assert file.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["result.json"]


def test_a_new_output_file_follows_the_umask(tmp_path):
    file = tmp_path / "result.txt"
    mask = os.umask(0o027)
    try:
        good("mse", dataset("korea"), "--output", file)
    finally:
        os.umask(mask)
    assert file.stat().st_mode & 0o777 == 0o640


def test_output_through_a_symbolic_link_leaves_the_link(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    good("mse", dataset("korea"), "--output", tmp_path / "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert "An estimated" in (tmp_path / "real.txt").read_text()


@pytest.mark.parametrize("option", ["--output", "--draws", "--protect-report"])
def test_a_link_to_no_file_stays_a_link_and_the_file_is_made(tmp_path, option):
    """As for a link to a file that is there; also through a second link in another folder."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder/next")
    (tmp_path / "folder" / "next").symlink_to("file.csv")
    more = {"--protect-report": ["--protect", "5"], "--draws": ["--bootstrap", "60"]}
    good("mse", dataset("korea"), "--output", tmp_path / "out.txt", *more.get(option, []),
         option, tmp_path / "link")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "folder" / "next").is_symlink()
    made = tmp_path / "folder" / "file.csv"
    assert made.is_file() and not made.is_symlink() and made.stat().st_size > 100


def test_links_in_a_circle_and_two_links_to_one_new_file_are_refused(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    done = run("mse", dataset("korea"), "--output", tmp_path / "a")
    assert done.returncode == 4 and b"symbolic links" in done.stderr
    (tmp_path / "c").symlink_to("new.csv")
    done = run("mse", dataset("korea"), "--output", tmp_path / "new.csv", "--draws", tmp_path / "c",
               "--bootstrap", "60")
    assert done.returncode == 2 and b"--draws must be another file than --output" in done.stderr


def test_output_to_a_device_leaves_the_device():
    assert good("mse", dataset("korea"), "--output", "/dev/null") == ""
    assert not os.path.isfile("/dev/null")


def test_no_estimate_is_written_to_the_output_too(tmp_path, disjoint):
    file = tmp_path / "result.txt"
    assert good("mse", disjoint, "--output", file, status=1) == ""
    assert file.read_text().startswith("No estimate")


def test_csv_warns_on_standard_error_unless_quiet():
    done = run("mse", dataset("kosovo"), "--format", "csv")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 0 and lines
    assert all(re.match("sdg16: (warning|note): ", line) for line in lines)


# ---- terminal and interrupts ----

def test_the_progress_bar_is_for_terminals_and_can_be_turned_off():
    seen, _ = on_terminal("mse", dataset("uk2013"), "--bootstrap", "50")
    assert b"%" in seen and seen.endswith(b"\r")
    assert on_terminal("mse", dataset("uk2013"), "--bootstrap", "50", "--quiet")[0] == b""


@pytest.mark.parametrize("where", ["reading", "computing"])
def test_an_interrupt_ends_with_130_and_leaves_nothing(tmp_path, where):
    file = tmp_path / "d.csv"
    arguments = []
    if where == "reading":
        os.mkfifo(file)  # nobody writes: reading waits
    else:
        file.write_bytes(dataset("new-orleans-186").read_bytes())
        arguments = ["--max-order", "7", "--select", "aic"]
    process = subprocess.Popen([COMMAND, "mse", file, "--output", tmp_path / "out", *arguments],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output, errors) == (130, b"", b"sdg16: interrupted\n")
    assert os.listdir(tmp_path) == ["d.csv"]


# ---- the example of groups ----

def test_the_example_of_groups_writes_what_the_command_writes(tmp_path):
    histories = ("1,0,0", "0,1,0", "0,0,1", "1,1,0", "1,0,1", "0,1,1", "1,1,1")
    (tmp_path / "linked.csv").write_text("sex,A,B,C,count\n" + "".join(
        f"{sex},{history},{count}\n" for sex, counts in
        (("F", (90, 70, 60, 30, 22, 18, 9)), ("M", (60, 50, 40, 14, 12, 11, 4)))
        for history, count in zip(histories, counts)))
    (tmp_path / "people.csv").write_text("sex,population\nF,5000\nM,6000\n")
    done = subprocess.run([os.environ["SDG16_GROUPS"], "linked.csv", "people.csv", "5", "sex"],
                          cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    command = run("mse", "linked.csv", "--by", "sex", "--common-model", "--population", "people.csv",
                  "--bootstrap", "1000", "--protect", "5", "--format", "csv", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"") and done.stdout == command.stdout
    done = subprocess.run([os.environ["SDG16_GROUPS"], "nothere.csv", "people.csv", "5", "sex"],
                          cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 1 and done.stderr.startswith(b"groups: nothere.csv")
