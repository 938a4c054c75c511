"""pip install, without a network: the wheel has the library beside the package, which finds it.

The library is the one that is tested: SDG16_BUILD names its build folder. With SDG16_SLOW_TESTS
pip builds it from the sources, which takes a minute or more."""

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ["SDG16_LIBRARY"]).parents[1]
SOURCES = ("meson.build", "meson_options.txt", "include", "lib", "cli", "examples")
NEEDED = ("pip", "setuptools", "wheel", "venv", "ensurepip")


def plain():
    """No variable that says where a library or a package is."""
    dropped = ("LD_LIBRARY_PATH", "PYTHONPATH", "SDG16_LIBRARY", "PYTHONDONTWRITEBYTECODE")
    return {**{k: v for k, v in os.environ.items() if k not in dropped},
            "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_CONFIG_FILE": os.devnull,
            "SDG16_BUILD": "" if os.environ.get("SDG16_SLOW_TESTS") else str(BUILD)}


def run(*command, **options):
    done = subprocess.run(command, env=plain(), capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of the package between the C sources: pip writes beside what it builds."""
    absent = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    absent += [name for name in ("meson", "ninja", "cc") if shutil.which(name) is None]
    if absent:
        pytest.skip("pip install is not tested without " + ", ".join(absent))
    folder = tmp_path_factory.mktemp("clone")
    for name in SOURCES:
        os.symlink(ROOT / name, folder / name)
    shutil.copytree(ROOT / "python", folder / "python",
                    ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__"))
    return folder


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    folder = tmp_path_factory.mktemp("venv") / "env"
    run(sys.executable, "-m", "venv", "--system-site-packages", folder)
    return folder / "bin" / "python"


def test_pip_install_brings_the_library(clone, python, tmp_path):
    run(python, "-m", "pip", "install", "--no-index", "--no-build-isolation", ".",
        cwd=clone / "python")
    code = ("import sdg16; print(sdg16.library_version(), sdg16._abi.lib._name); "
            "print(sdg16.mse({'A': [1, 0, 1], 'B': [0, 1, 1], 'count': [40, 30, 10]}, "
            "model='[]', interval='none').total)")
    found, total = run(python, "-c", code, cwd=tmp_path).splitlines()
    version, library = found.split(" ")
    assert version == "0.1.0"
    assert Path(library).name == "libsdg16.so.0" and python.parents[1] in Path(library).parents
    assert float(total) == pytest.approx(80 + 40 * 30 / 10)  # Lincoln and Petersen
    # the library of the package comes before the chosen one
    done = subprocess.run([python, "-c", "import sdg16; print(sdg16._abi.lib._name)"],
                          env=dict(plain(), SDG16_LIBRARY="/no/such/libsdg16.so"), cwd=tmp_path,
                          capture_output=True, text=True)
    assert done.stdout.strip() == library


def test_the_wheel_is_for_every_python_3_on_this_machine(clone, python, tmp_path):
    run(python, "-m", "pip", "wheel", "--no-index", "--no-build-isolation", "--no-deps", "-w",
        tmp_path, ".", cwd=clone / "python")
    wheel, = tmp_path.glob("*.whl")
    assert wheel.name.startswith("sdg16-0.1.0-py3-none-linux_")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {"sdg16/libsdg16.so.0", "sdg16/py.typed", "sdg16/__init__.py"} <= set(names)
    assert not [name for name in names if not name.startswith("sdg16")]


def test_without_the_c_sources_it_says_so(clone, python, tmp_path):
    shutil.copytree(clone / "python", tmp_path / "python",
                    ignore=shutil.ignore_patterns("build"))
    done = subprocess.run([python, "-m", "pip", "install", "--no-index", "--no-build-isolation",
                           "."], env=dict(plain(), SDG16_BUILD=""), cwd=tmp_path / "python", capture_output=True,
                          text=True)
    assert done.returncode != 0
    assert "the C sources of libsdg16 must be in" in done.stdout + done.stderr
