"""Builds libsdg16 from the sources beside this folder, and puts it into the package. The
environment variable SDG16_BUILD names a build folder of meson in which it is built already.

Everything else about the package is in pyproject.toml."""

import os
import shutil
import subprocess
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py
from setuptools.errors import SetupError

try:
    from setuptools.command.bdist_wheel import bdist_wheel  # setuptools 70 and newer
except ImportError:
    from wheel.bdist_wheel import bdist_wheel

ROOT = Path(__file__).resolve().parent.parent
SONAME = "libsdg16.so.0"
OPTIONS = ("--buildtype=release", "-Dtests=false", "-Dbench=false", "-Dreadstat=disabled")
NEEDS = ("a C compiler, meson, ninja and pkg-config, and the headers of GSL, libcsv, Random123, "
         "nettle and zlib; on Debian: apt install gcc libc6-dev meson ninja-build pkg-config "
         "libgsl-dev libcsv-dev librandom123-dev nettle-dev zlib1g-dev")


def run(*command):
    try:
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise SetupError(f"libsdg16 cannot be built ({problem}). This needs {NEEDS}") from None


def library(build):
    """The shared library, built in the folder ``build``, unless there is one to take."""
    built = os.environ.get("SDG16_BUILD")
    if built:
        return (Path(built) / "lib" / SONAME).resolve(strict=True)
    if not (ROOT / "meson.build").exists():
        raise SetupError(f"the C sources of libsdg16 must be in {ROOT}: install from a clone of "
                         "the repository, for example with pip install ./python")
    if not (build / "build.ninja").exists():
        run("meson", "setup", str(build), str(ROOT), *OPTIONS)
    run("meson", "compile", "-C", str(build), "sdg16:shared_library")
    return (build / "lib" / SONAME).resolve(strict=True)


class BuildPy(build_py):
    """An editable installation has no library of its own: it uses SDG16_LIBRARY or the system."""

    def run(self):
        super().run()
        if not getattr(self, "editable_mode", False):
            build = Path(self.get_finalized_command("build").build_temp).resolve() / "libsdg16"
            shutil.copyfile(library(build), Path(self.build_lib) / "sdg16" / SONAME)


class BdistWheel(bdist_wheel):
    """For every Python 3, which loads the library with ctypes, on this kind of machine."""

    def get_tag(self):
        return "py3", "none", super().get_tag()[2]


class WithLibrary(Distribution):
    def has_ext_modules(self):
        return True


setup(distclass=WithLibrary, cmdclass={"build_py": BuildPy, "bdist_wheel": BdistWheel})
