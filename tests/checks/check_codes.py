"""Every code of a message about estimates from lists is explained in a public header."""
import pathlib
import re
import sys

from report import Report

SAID = re.compile(r"sdg16i_say\(\s*[^,]+,\s*\"([a-z0-9-]+)\"")


def main(root):
    root, report = pathlib.Path(root), Report()
    headers = "".join(path.read_text(encoding="utf-8")
                      for path in sorted((root / "include" / "sdg16").glob("*.h")))
    for path in sorted((root / "lib" / "mse").rglob("*.c")):
        for code in SAID.findall(path.read_text(encoding="utf-8")):
            report.look(re.search(rf"(?<![a-z-]){re.escape(code)}(?![a-z-])", headers),
                        f"{path.relative_to(root)}: the code '{code}' must be explained in a header")
    report.end("codes")


main(sys.argv[1])
