"""JUnit's XML, for CI servers that read nothing else: an error is a failed test, a warning a skipped one, no finding a test that passed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..diagnostic import Diagnostic, Severity
from ._machine import sentence

NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def report(diagnostics: list[Diagnostic], lines: Mapping[str, list[str]]) -> str:
    failures = sum(1 for found in diagnostics if found.severity == Severity.ERROR)
    counts = {"tests": str(len(diagnostics) or 1), "failures": str(failures), "skipped": str(len(diagnostics) - failures), "errors": "0"}
    suites = Element("testsuites", counts)
    suite = SubElement(suites, "testsuite", {"name": "onrecord", **counts})
    for found in diagnostics:
        _case(suite, found)
    if not diagnostics:
        SubElement(suite, "testcase", {"classname": "onrecord", "name": "check"})
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _case(suite: Element, found: Diagnostic) -> None:
    where = found.where
    name = {"classname": found.rule, "name": str(where), "file": where.file, "line": str(where.line)}
    case = SubElement(suite, "testcase", {key: NOT_XML.sub("�", value) for key, value in name.items()})
    message = NOT_XML.sub("�", sentence(found))
    if found.severity == Severity.ERROR:
        SubElement(case, "failure", {"message": message, "type": found.rule}).text = f"{where}: {message}"
    else:
        SubElement(case, "skipped", {"message": message})
