"""Runs the built command; its path comes from the environment (meson sets it)."""
import json
import os
import pathlib
import subprocess

COMMAND = os.environ["SDG16_COMMAND"]
SOURCES = pathlib.Path(__file__).parent.parent.parent
DATASETS = pathlib.Path(os.environ["SDG16_DATASETS"])


def run(*arguments, cwd=None, environment=None, output=subprocess.PIPE):
    """Standard output and error as bytes; standard input is closed."""
    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        timeout=300,
    )


def good(*arguments, status=0, cwd=None):
    """The standard output, as text, of a run that ends with `status` and without a word
    on standard error."""
    done = run(*arguments, cwd=cwd)
    assert (done.returncode, done.stderr) == (status, b""), done
    return done.stdout.decode()


def answer(*arguments, status=0, cwd=None):
    """The JSON of a run."""
    return json.loads(good(*arguments, "--format", "json", status=status, cwd=cwd))


def dataset(name):
    return DATASETS / name / "data.csv"
