"""Countries and areas by their M49 codes."""

from __future__ import annotations

from typing import Optional, Union

from . import _abi
from ._errors import ArgumentError


def area_code(area: Union[str, int]) -> int:
    """The M49 code of a country or area: by its ISO 3166-1 code, its English name or its M49
    code. Case, accents and punctuation of names do not matter.

    >>> sdg16.area_code("GBR"), sdg16.area_code("Cote d'Ivoire"), sdg16.area_code("004")
    (826, 384, 4)
    """
    text = _abi.encoded(str(area), "area")
    code = _abi.lib.sdg16_area_code(text)
    if code >= 0:
        return code
    near = _abi.lib.sdg16_area_nearest(text)
    hint = f"; did you mean {near}, {area_name(near)}?" if near >= 0 else ""
    raise ArgumentError(f"there is no area {str(area)!r} in M49{hint}", where="area")


def area_name(code: int) -> Optional[str]:
    """The English name of an M49 code; None if the list has no such code.

    >>> sdg16.area_name(384)
    "Côte d'Ivoire"
    """
    index = _abi.lib.sdg16_area_find(_abi.integer(code, 0, 999, "code"))
    return _abi.text(_abi.lib.sdg16_area_name(index)) if index >= 0 else None
