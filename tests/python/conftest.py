"""Data sets and helpers of all tests."""

import os
from pathlib import Path

import pytest

import sdg16

DATASETS = Path(os.environ["SDG16_DATASETS"])


def dataset(name):
    return DATASETS / name / "data.csv"


@pytest.fixture
def path_of():
    return dataset


@pytest.fixture
def uk():
    with sdg16.read_capture(dataset("uk2013-5")) as capture:
        yield capture


@pytest.fixture
def kosovo():
    with sdg16.read_capture(dataset("kosovo")) as capture:
        yield capture


@pytest.fixture
def write(tmp_path):
    """Writes a file and gives its path."""
    def make(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path
    return make
