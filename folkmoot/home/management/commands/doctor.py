"""folkmoot doctor"""

import sys

from django.core.management import BaseCommand

from folkmoot.home import doctor

MARKS = {doctor.FINE: "  fine ", doctor.WATCH: "  watch", doctor.ILL: "  ILL  "}


class Command(BaseCommand):
    help = "Look whether everything is well. Ends with status 1 if something is ill."
    requires_system_checks = []

    def handle(self, **options):
        findings = list(doctor.examine())
        width = max(len(finding.name) for finding in findings)
        for finding in findings:
            self.stdout.write(f"{MARKS[finding.state]}  {finding.name:<{width}}  {finding.words}")
        if any(finding.state == doctor.ILL for finding in findings):
            sys.exit(1)
