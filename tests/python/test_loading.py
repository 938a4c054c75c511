"""How the package finds its library, and what it says when it does not."""

import os
import shutil
import subprocess
import sys


def load(**environment):
    env = {k: v for k, v in os.environ.items() if k != "SDG16_LIBRARY"}
    env.update(environment)
    return subprocess.run([sys.executable, "-c", "import sdg16; print(sdg16.library_version())"],
                          env=env, capture_output=True, text=True)


def test_the_environment_variable_names_the_library():
    done = load(SDG16_LIBRARY=os.environ["SDG16_LIBRARY"])
    assert (done.returncode, done.stdout, done.stderr) == (0, "0.1.0\n", "")


def test_an_explicit_library_that_is_missing_is_not_replaced_by_another():
    done = load(SDG16_LIBRARY="/no/such/libsdg16.so")
    assert done.returncode == 1
    assert "ImportError: libsdg16 was not found" in done.stderr
    assert "/no/such/libsdg16.so" in done.stderr


def test_a_library_beside_the_package_is_found(tmp_path):
    package = os.path.join(os.environ["PYTHONPATH"].split(os.pathsep)[0], "sdg16")
    shutil.copytree(package, tmp_path / "sdg16")
    os.symlink(os.environ["SDG16_LIBRARY"], tmp_path / "sdg16" / "libsdg16.so.0")
    done = load(PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "0.1.0\n", "")


def test_another_library_is_refused():
    done = load(SDG16_LIBRARY="libm.so.6")
    assert done.returncode == 1
    assert "the library must be libsdg16, not libm.so.6" in done.stderr


def compiled(tmp_path, text):
    source = tmp_path / "other.c"
    source.write_text(text)
    library = tmp_path / "other.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
    return str(library)


def test_another_abi_is_refused(tmp_path):
    done = load(SDG16_LIBRARY=compiled(tmp_path, "int sdg16_abi(void) { return 7; }"))
    assert done.returncode == 1
    assert "has ABI 7, this package needs ABI 0" in done.stderr


def test_an_older_library_is_refused_by_the_function_it_lacks(tmp_path):
    done = load(SDG16_LIBRARY=compiled(tmp_path, "int sdg16_abi(void) { return 0; }"))
    assert done.returncode == 1
    assert "lacks sdg16_status_name: it is older than this package" in done.stderr
