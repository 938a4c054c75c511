"""meson install: the command finds its library, wherever both are put together."""
import os
import pathlib
import shutil
import subprocess

import pytest

BUILD = pathlib.Path(os.environ["SDG16_COMMAND"]).resolve().parents[1]


@pytest.mark.skipif(not shutil.which("meson"), reason="needs meson")
def test_an_installed_command_finds_its_library(tmp_path):
    subprocess.run(["meson", "install", "-C", str(BUILD), "--no-rebuild", "--quiet", "--destdir",
                    str(tmp_path / "first")], check=True, capture_output=True)
    (tmp_path / "first").rename(tmp_path / "second")
    (command,) = (path for path in (tmp_path / "second").rglob("bin/sdg16") if path.is_file())
    done = subprocess.run([str(command), "--version"], env={}, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith("sdg16 ")
