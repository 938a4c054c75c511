"""What is made of the option tables: help, man page, completion of shells. Each is compared
with --help, and the words that a shell offers are given to the command."""
import re
import shlex
import shutil
import subprocess

import pytest

from command import COMMAND, good, run


def subcommands():
    listed = good("--help").split("\nSubcommands\n")[1].split("\n\n")[0]
    return [line.split()[0] for line in listed.splitlines()]


SUBCOMMANDS = subcommands()
OPTION = re.compile(r"^  --([a-z-]+)(?: (\S.*?))?(?:  .*)?$", re.M)


def options_of(subcommand):
    """{name: argument or ""} of the help."""
    text = good(subcommand, "--help").split("\nExamples\n")[0]
    return {name: argument for name, argument in OPTION.findall(text)}


@pytest.fixture(scope="module")
def bash(tmp_path_factory):
    """Completes a line by the generated script: what bash is offered."""
    script = tmp_path_factory.mktemp("bash") / "sdg16"
    script.write_text(good("generate", "bash"))

    def complete(*words):
        line = " ".join(shlex.quote(word) for word in words)
        done = subprocess.run(
            ["bash", "-c", f"source {script}; COMP_WORDS=({line}); "
             f"COMP_CWORD={len(words) - 1}; _sdg16; printf '%s\\n' \"${{COMPREPLY[@]}}\""],
            cwd=script.parent, capture_output=True, text=True, check=True)
        assert done.stderr == ""
        return [word for word in done.stdout.splitlines() if word]
    return complete


def needs(program):
    return pytest.mark.skipif(not shutil.which(program), reason=f"{program} is not installed")


# ---- help ----

def test_every_subcommand_has_options_usage_and_examples():
    assert len(SUBCOMMANDS) == 8
    for subcommand in SUBCOMMANDS:
        text = good(subcommand, "--help")
        assert text.startswith(f"Usage: sdg16 {subcommand} ")
        assert "\nExamples\n" in text and "{}" not in text
        assert max(map(len, text.splitlines())) <= 90
        assert {"quiet", "help", "version"} <= set(options_of(subcommand))
        names = [name for name, _ in OPTION.findall(text)]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("subcommand", SUBCOMMANDS)
def test_every_option_of_the_help_exists_and_takes_a_value_if_it_says_so(subcommand, tmp_path):
    for name, argument in options_of(subcommand).items():
        if name in ("help", "version"):
            continue
        done = run(subcommand, "nothing", f"--{name}", cwd=tmp_path)
        assert b"unknown option" not in done.stderr
        assert (done.stderr == f"sdg16: --{name} needs a value\n".encode()) == (argument != ""), name


@pytest.mark.parametrize("subcommand", SUBCOMMANDS)
def test_an_unknown_option_is_answered_with_the_help_and_the_nearest(subcommand):
    done = run(subcommand, "--zzzzzzzzzz")
    assert done.stderr.decode() == (f"sdg16: unknown option '--zzzzzzzzzz' (see sdg16 {subcommand} "
                                    "--help)\n")
    done = run(subcommand, "--quite")
    assert done.stderr.decode() == (f"sdg16: unknown option '--quite' (see sdg16 {subcommand} "
                                    "--help; did you mean '--quiet'?)\n")
    assert done.returncode == 2


VALUES = {"A:B": "0:5", "K": "2", "YEARS": "2", "SHARE": "0.5", "L,U": "0.5,2", "N": "2",
          "COLUMN=TOTAL": "a=1", "P": "0.5", "RULE": "sums", "category": "category",
          "MIN[,...]": "5", "POLICY": "first", "HOW": "keep", "survey rule": "math",
          "survey labels": "codes",
          "mse bands": "age=18"}


def written(subcommand, options, name):
    """The option with a value that is read."""
    argument = options[name]
    value = VALUES.get(f"{subcommand} {name}", VALUES.get(argument, "x"))
    return [f"--{name}", value] if argument else [f"--{name}"]


def test_what_the_help_says_of_other_options_holds():
    """"needs --a or --b" and "not with --a, --b" at the end of an option's text."""
    needing = excluding = 0
    for subcommand in SUBCOMMANDS:
        options = options_of(subcommand)
        text = good(subcommand, "--help").split("\nExamples\n")[0]
        for entry in re.split(r"^  --", re.sub(r"\n {23}", " ", text), flags=re.M)[1:]:
            name = re.match("[a-z-]+", entry)[0]
            for needed in re.findall(r"; needs (--[a-z-]+(?: or --[a-z-]+)*)", entry):
                done = run(subcommand, "x.csv", *written(subcommand, options, name))
                assert done.stderr.decode() == f"sdg16: --{name} needs {needed}\n"
                assert done.returncode == 2
                needing += 1
            for others in re.findall(r"; not with ((?:--[a-z-]+(?:, )?)+)", entry):
                for other in others.strip(", ").split(", "):
                    done = run(subcommand, "x.csv", *written(subcommand, options, other[2:]),
                               *written(subcommand, options, name))
                    assert done.stderr.decode() == f"sdg16: --{name} cannot be used with {other}\n"
                    assert done.returncode == 2
                    excluding += 1
    assert needing >= 15 and excluding >= 8


def test_several_conditions_are_one_sentence():
    """Of a heading with no brackets in brackets; of an option at its end."""
    text = re.sub(r"\s+", " ", good("mse", "--help"))
    assert (" Bootstrap Applies only to an estimate (not with --format sdmx-csv) and only to "
            "intervals that resample (--interval bca, percentile or basic). --bootstrap B" in text)
    assert " Estimating Applies to an estimate, not with --format sdmx-csv. --estimator" in text
    text = re.sub(r"\s+", " ", good("indicator", "--help"))
    assert (" --action ACTION the column ACTION: I, A, R or D; applies only to results (not with "
            "--audit and --coding) and only to SDMX-CSV 2.0 (--sdmx-version 2.0) --dataflow" in text)


# ---- bash ----

def test_bash_offers_the_subcommands(bash):
    assert bash("sdg16", "") == [*SUBCOMMANDS, "--help", "--version"]
    assert bash("sdg16", "c") == ["check", "catalog", "convert"]
    assert bash("sdg16", "nothing", "") == []


@pytest.mark.parametrize("subcommand", SUBCOMMANDS)
def test_bash_offers_the_options_of_the_help(bash, subcommand):
    assert sorted(bash("sdg16", subcommand, "--")) == sorted(
        f"--{name}" for name in options_of(subcommand))
    assert bash("sdg16", subcommand, "x", "--qui") == ["--quiet"]


def words_of_values():
    """[(subcommand, option, words)] of the script."""
    blocks = re.split(r"^    ([a-z]+)\)$", good("generate", "bash"), flags=re.M)[1:]
    return [(subcommand, name, words.split())
            for subcommand, block in zip(blocks[::2], blocks[1::2])
            for name, words in re.findall(r"--([a-z-]+)\) takes=words words='(.*)' ;;", block)]


def test_the_command_takes_every_word_that_a_shell_offers(tmp_path):
    """None is refused as a value: other options may be missing, and the file is."""
    words = words_of_values()
    assert len(words) > 50 and {subcommand for subcommand, *_ in words} == set(SUBCOMMANDS)
    for subcommand, name, values in words:
        for value in values:
            value += {"kind": "x", "threshold": "1"}.get(name, "")
            done = run(subcommand, "none.csv", f"--{name}", value, cwd=tmp_path)
            assert f"--{name} must be".encode() not in done.stderr, (value, done.stderr)


def test_bash_completes_values_files_and_operands(bash):
    assert bash("sdg16", "mse", "--select", "") == ["bic", "aic", "aicc", "stepwise", "downhill",
                                                    "none"]
    assert bash("sdg16", "mse", "x.csv", "--format", "=", "j") == ["json"]
    assert bash("sdg16", "survey", "--interval", "w") == ["wald", "wilson"]
    assert bash("sdg16", "draws", "--interval", "p") == ["percentile"]
    assert bash("sdg16", "mse", "--count", "") == []
    assert bash("sdg16", "mse", "--draws", "s") == ["sdg16"]  # the file of the script
    assert bash("sdg16", "mse", "s") == ["sdg16"]
    assert bash(COMMAND, "catalog", "16.2.") == ["16.2.1", "16.2.2", "16.2.3"]
    assert bash(COMMAND, "catalog", "--format", "csv", "16.2.2") == ["16.2.2"]
    assert bash(COMMAND, "indicator", "16.3.2") == ["16.3.2"]
    assert bash(COMMAND, "indicator", "16.3.2", "s") == ["sdg16"]
    methods = bash(COMMAND, "iff", "")
    assert methods[:2] == ["methods", "total"] and "price-filter" in methods


# ---- zsh ----

def zsh_specs():
    """{subcommand: {option: action or None}}, read as the shell reads its words."""
    blocks = re.split(r"^    ([a-z]+)\)$", good("generate", "zsh"), flags=re.M)[1:]
    found = {}
    for subcommand, block in zip(blocks[::2], blocks[1::2]):
        words = shlex.split(block.split(" ;;\n")[0].replace("\\\n", " "))
        assert words[0] == "_arguments"
        found[subcommand] = {}
        for word in words[1:]:
            spec = re.fullmatch(r"\*?--([a-z-]+)(=?)\[((?:[^][\\]|\\.)*)\](?::(.*):(.*))?", word)
            if spec:
                assert (spec[2] == "=") == (spec[4] is not None), word
                found[subcommand][spec[1]] = spec[5]
            else:
                assert re.match(r"1:operand: |\*:file:", word), word
    return found


def test_zsh_has_every_option_with_its_value():
    specs = zsh_specs()
    assert list(specs) == SUBCOMMANDS
    for subcommand in SUBCOMMANDS:
        options = options_of(subcommand)
        assert list(specs[subcommand]) == list(options)
        for name, argument in options.items():
            assert (specs[subcommand][name] is not None) == (argument != "")
    assert specs["mse"]["bootstrap-kind"] == "(nonparametric parametric)"
    assert specs["mse"]["draws"] == specs["iff"]["prices"] == "_files"


@needs("zsh")
def test_zsh_reads_it(tmp_path):
    (tmp_path / "_sdg16").write_text(good("generate", "zsh"))
    subprocess.run(["zsh", "-n", tmp_path / "_sdg16"], check=True)
    functions = (f"compdef() {{ }}; source {tmp_path}/_sdg16; _arguments() {{ print -l -- $@ }}; "
            "words=(sdg16 mse --); CURRENT=3; _sdg16")
    done = subprocess.run(["zsh", "-f", "-c", functions], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    for name in options_of("mse"):
        assert re.search(rf"^\*?--{name}[=\[]", done.stdout, re.M), name


# ---- fish ----

def fish_lines():
    for line in good("generate", "fish").splitlines():
        if not line.startswith("#"):
            # '...' of fish: only \' and \\ are escapes; as a shell writes them
            yield shlex.split(line.replace("\\'", "'\"'\"'"))


def test_fish_has_every_option_with_its_value():
    found = {subcommand: {} for subcommand in SUBCOMMANDS}
    offered = []
    for words in fish_lines():
        assert words[:3] == ["complete", "-c", "sdg16"], words
        condition = words[words.index("-n") + 1] if "-n" in words else ""
        if condition == "__fish_use_subcommand" and "-a" in words:
            offered.append(words[words.index("-a") + 1])
        elif "-l" in words and condition != "__fish_use_subcommand":
            found[condition.split()[1]][words[words.index("-l") + 1]] = words
            assert len(words[words.index("-d") + 1]) > 2
    assert offered == SUBCOMMANDS
    for subcommand in SUBCOMMANDS:
        options = options_of(subcommand)
        assert list(found[subcommand]) == list(options)
        for name, argument in options.items():
            words = found[subcommand][name]
            assert ("-x" in words or "-r" in words) == (argument != ""), name
    assert "bic aic aicc stepwise downhill none" in found["mse"]["select"]
    assert "-F" in found["mse"]["draws"] and "-F" not in found["mse"]["select"]


@needs("fish")
def test_fish_reads_it(tmp_path):
    (tmp_path / "sdg16.fish").write_text(good("generate", "fish"))
    subprocess.run(["fish", "-n", tmp_path / "sdg16.fish"], check=True)
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source {tmp_path}/sdg16.fish; complete -C 'sdg16 mse --'"],
        capture_output=True, text=True, check=True)
    assert {line.split("\t")[0] for line in done.stdout.splitlines()} == {
        f"--{name}" for name in options_of("mse")}


# ---- man page ----

def manual_sections():
    """{subcommand: text of its section, without the escapes of roff}"""
    parts = re.split(r'^\.SH "?(.*?)"?$', good("generate", "man"), flags=re.M)
    sections = dict(zip(parts[1::2], (text.replace("\\-", "-") for text in parts[2::2])))
    assert list(sections)[:3] == ["NAME", "SYNOPSIS", "DESCRIPTION"]
    return {name.removeprefix("SDG16 "): text for name, text in sections.items()}


def test_the_man_page_has_every_option_of_every_subcommand():
    sections = manual_sections()
    for subcommand in SUBCOMMANDS:
        named = re.findall(r"^\\fB--([a-z-]+)\\fR(?: \\fI(.*)\\fR)?$", sections[subcommand], re.M)
        assert [name for name, _ in named] == list(options_of(subcommand))
        assert f"\\fBsdg16 {subcommand}\\fR" in sections["SYNOPSIS"]
    assert "Interactions" not in sections["MODELS"] and "[12,23,4]" in sections["MODELS"]
    assert [int(n) for n in re.findall(r"^\.B (\d+)$", sections["EXIT STATUS"], re.M)] == [
        0, 1, 2, 3, 4, 130]


@needs("groff")
def test_groff_reads_the_man_page_without_a_warning(tmp_path):
    (tmp_path / "sdg16.1").write_text(good("generate", "man"))
    done = subprocess.run(["groff", "-man", "-ww", "-Tascii", "-rLL=100n", tmp_path / "sdg16.1"],
                          capture_output=True, text=True, check=True)
    assert done.stderr == ""
    text = re.sub(r".\x08|\x1b\[[0-9;]*m", "", done.stdout)
    assert "--bootstrap-kind KIND" in text and "'[12,23,4]'" in text


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["markdown"], ["markdown", "nothing"],
                                       ["bash", "mse"]])
def test_generate_says_what_it_makes(arguments):
    done = run("generate", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == ("sdg16: generate needs man, bash, zsh, fish or markdown "
                                    "SUBCOMMAND\n")
