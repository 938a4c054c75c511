"""Names that a reader needs: a static helper says what it works on, not only what it does
(fill_block, not fill), and a variable that holds a status of the library is called status.
And sorting has one door: qsort of no items at NULL is undefined behaviour."""
import pathlib
import re
import sys

from report import Report

# Words that are no name of a helper alone.
VERBS = set("""
    accept add adopt advance append apply arrange assign begin build calibrate change check
    choose claim clear climb compare complain complete compress compute conclude condense
    consider convert create decide deliver derive descend describe differ draw estimate
    evaluate expect explain extend fail fetch fill find finish fit fix fold gather get grow
    has holds improve init insert inspect interrupt invert judge keep leave lengthen
    linearise load locate look make mark maximise merge mix move narrow negate parse pool
    predict prepare produce project publish push put read rebuild reconcile reduce refine
    refit refuse rehash relate relax remove replace report resample reserve run save say
    scatter search settle shrink skip solve sort split spread standardise start store
    summarise take tell terminate transform trim turn update visit warn widen work write
""".split())
HELPER = re.compile(r"^(?:\w+ )*?static\b[^;={}()#]*?\b(\w+)\(", re.M)
# A variable that takes SDG16_OK, SDG16_ERR_ or the result of a function with an error object.
STATUS = re.compile(r"(?<![\w.>])(\w+) = (?:[^;=]*\? )?(?:SDG16_(?:OK|ERR_\w+)\b|[^;=]*\berror\);)")
OTHERS = {"code", "err", "errcode", "outcome", "rc", "res", "result", "ret", "retval"}
COMMENT = re.compile(r"/\*.*?\*/", re.S)


def without_comments(text):
    """The code, each comment replaced by its line ends: lines keep their numbers."""
    return COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)


def check_names(path, text, report):
    for match in HELPER.finditer(text):
        report.look(match[1] not in VERBS,
                    f"{path}:{line_of(text, match.start(1))}: a static helper must have a noun "
                    f"in its name, not {match[1]} alone")


def check_statuses(path, text, report):
    for match in STATUS.finditer(text):
        report.look(match[1] not in OTHERS,
                    f"{path}:{line_of(text, match.start(1))}: a status is called status, not "
                    f"{match[1]}")


def check_sorting(path, text, report):
    for match in re.finditer(r"\bqsort\(", text):
        report.look(path.name == "sort.h",
                    f"{path}:{line_of(text, match.start())}: sdg16i_sort sorts, not qsort")


def line_of(text, place):
    return text.count("\n", 0, place) + 1


def main(root):
    root = pathlib.Path(root)
    report = Report()
    for path in sorted(path for folder in ("lib", "cli") for path in (root / folder).rglob("*.[ch]")):
        text = without_comments(path.read_text(encoding="utf-8"))
        check_names(path.relative_to(root), text, report)
        check_statuses(path.relative_to(root), text, report)
        check_sorting(path.relative_to(root), text, report)
    report.end("helpers and statuses")


main(sys.argv[1])
