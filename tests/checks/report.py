"""What every check prints: one line a finding, and a count at the end."""
import sys


class Report:
    def __init__(self):
        self.looked = 0
        self.findings = []

    def look(self, holds, finding):
        self.looked += 1
        if not holds:
            self.findings.append(finding)

    def end(self, what):
        for finding in self.findings:
            print(finding, file=sys.stderr)
        print(f"{self.looked} {what} looked at, {len(self.findings)} findings")
        if not self.looked:
            sys.exit("nothing was looked at")
        sys.exit(1 if self.findings else 0)
