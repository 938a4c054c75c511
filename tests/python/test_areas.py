"""Areas by ISO code and name. Source of the codes: M49 of the UN Statistics Division."""
import pytest
import sdg16


@pytest.mark.parametrize("text, code", (("GBR", 826), ("GB", 826), ("United Kingdom", 826), ("004", 4),
                                        (4, 4), ("Cote d'Ivoire", 384), ("Russia", 643)))
def test_codes(text, code):
    assert sdg16.area_code(text) == code


def test_names():
    assert sdg16.area_name(384) == "Côte d'Ivoire"
    assert sdg16.area_name(827) is None


@pytest.mark.parametrize("text, message", (
    ("Untied Kingdom", "'Untied Kingdom' in M49; did you mean 826, United Kingdom"),
    ("Micronesia", "there is no area 'Micronesia' in M49"), (827, "there is no area '827' in M49"),
))
def test_what_is_no_area(text, message):
    with pytest.raises(sdg16.ArgumentError, match=message):
        sdg16.area_code(text)
