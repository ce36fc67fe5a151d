"""docs/reference/procedure.*.md: the lawful life of a purchase per method, and of every other object with a life.

Written from machines, methods, rules and rule values alone; read it beside `tenders/machine.py`.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils import translation

from marketplace.accounts.duty import Duty
from marketplace.kernel import era
from marketplace.procedure import registry
from marketplace.procedure.registry import Registration, Words
from marketplace.procedure.steps import Step
from marketplace.web.reference.addresses import OWN
from marketplace.web.reference.markdown import document, table
from marketplace.web.reference.names import KINDS, PAPERS
from marketplace.web.reference.numbers import described, method_rule_ids, rule_ids

PARAMETER = re.compile(r"%\(\w+\)[-+.\d]*[a-z]")
WORDS = {
    "title": ("กระบวนการจัดซื้อจัดจ้าง", "The procedure"),
    "lead": (
        "ทุกขั้นตอนที่ระบบอนุญาต พร้อมผู้มีหน้าที่ ฐานอำนาจ ระยะเวลาขั้นต่ำ เอกสาร และเหตุที่ระบบจะไม่ดำเนินการ "
        "เอกสารนี้สร้างจากโปรแกรมโดยตรง ตัวเลขคือค่าที่มากับรุ่นนี้ ค่าที่ใช้กับการจัดซื้อแต่ละครั้งจะถูกตรึงไว้เมื่ออนุมัติรายงานขอซื้อขอจ้าง",
        "Every step that the system allows, with the duty that takes it, its basis, least times, papers, and the reasons for which it is refused. "
        "Written from the program itself. Numbers are those that came with this release; a purchase keeps the values in force when its request report is approved.",
    ),
    "step": ("ขั้นตอน", "step"),
    "state": ("สถานะ", "state"),
    "who": ("ผู้ดำเนินการ", "who"),
    "basis": ("ฐานอำนาจ", "basis"),
    "numbers": ("ระยะเวลาและเกณฑ์", "least times and limits"),
    "paper": ("เอกสาร", "paper"),
    "refused": ("ไม่ดำเนินการเมื่อ", "refused when"),
    "same": ("คงสถานะเดิม", "stays"),
    "house": ("กติกาของระบบ ไม่ใช่ข้อกฎหมาย", "rule of the platform, not of the law"),
    "method_basis": ("ฐานอำนาจของวิธี", "Basis of the method"),
    "version": ("รุ่นของวิธี", "Version of the method"),
    "method_numbers": ("ค่าที่วิธีนี้ใช้", "Values of this method"),
    "others": ("สิ่งอื่นที่มีลำดับขั้นตอนของตนเอง", "Other objects with a life of their own"),
    "secret": ("ตรวจเป็นลำดับสุดท้าย เพราะเกี่ยวกับซองที่ยังปิดผนึก", "judged last, because it concerns sealed bids"),
    "recorded": ("บันทึกว่า", "recorded as"),
}


class Page:
    """The page in one language, which is active while it is written."""

    def __init__(self, language: str) -> None:
        self.language = language

    def of(self, pair: tuple[str, str]) -> str:
        return pair[0 if self.language == "th" else 1]

    def word(self, key: str) -> str:
        return self.of(WORDS[key])

    def basis(self, basis: Any) -> str:
        return str(basis.name) if basis.is_law else f"{basis.name} ({self.word('house')})"

    def sentence(self, text: Any) -> str:
        """A refusal's sentence with its parameters shown as gaps."""
        return PARAMETER.sub("…", str(text)).replace("….", "…").replace("%%", "%")

    def refusals(self, step: Step) -> str:
        lines = []
        for rule in (*step.when, *step.given):
            secret = f" [{self.word('secret')}]" if rule.secret else ""
            lines.append(f"{self.sentence(rule.sentence)} · {self.basis(rule.basis)}{secret}")
        return "<br>".join(lines)

    def numbers(self, step: Step, method: Any) -> str:
        ids = dict.fromkeys(found for rule in (*step.when, *step.given) for found in rule_ids(rule, method))
        return "<br>".join(described(rule_id) for rule_id in ids)

    def states(self, known: Registration, step: Step) -> str:
        names = {state: str(label) for state, label in known.states.items()}
        source = ", ".join(names.get(state, state) for state in step.sources)
        return f"{source} → {names.get(step.target, step.target) if step.target else self.word('same')}"

    def row(self, known: Registration, step: Step, method: Any) -> tuple[str, ...]:
        words = known.words.get(step.name, Words(step.name))
        return (
            f"**{words.label}** (`{step.name}`)<br>{self.word('recorded')}: {step.event.sentence}",
            self.states(known, step),
            ", ".join(str(Duty(duty).label) for duty in step.by),
            "<br>".join(self.basis(basis) for basis in step.bases),
            self.numbers(step, method),
            self.of(PAPERS.get((known.kind, step.name), ("", ""))),
            self.refusals(step),
        )

    def steps(self, known: Registration, method: Any = None) -> str:
        head = [self.word(key) for key in ("step", "state", "who", "basis", "numbers", "paper", "refused")]
        chosen = [step for step in known.machine.steps.values() if method is None or step.name in method.steps]
        return table(head, [self.row(known, step, method) for step in chosen])

    def method(self, known: Registration, method: Any) -> list[str]:
        version = era.to_thai_digits(str(method.version)) if self.language == "th" else str(method.version)
        return [
            f"## {method.name}",
            f"{self.word('method_basis')}: {self.basis(method.clause)}. {self.word('version')}: {version}.",
            "\n".join([f"{self.word('method_numbers')}:", "", *(f"- {described(rule_id)}" for rule_id in method_rule_ids(method))]),
            self.steps(known, method),
        ]

    def machine(self, known: Registration) -> list[str]:
        return [f"### {self.of(KINDS[known.kind])}", self.steps(known)]

    def text(self) -> str:
        parts = [f"# {self.word('title')}", self.word("lead")]
        everything = [known for known in registry.everything() if known.model.__module__.startswith(OWN)]
        with_methods = [known for known in everything if known.methods]
        for known in with_methods:
            assert known.methods is not None
            for method in known.methods().values():
                parts += self.method(known, method)
        others = [known for known in everything if not known.methods]
        if others:
            parts.append(f"## {self.word('others')}")
        for known in others:
            parts += self.machine(known)
        return document(*parts)


def page(language: str) -> str:
    """The page in Thai (`th`) or English (`en`)."""
    with translation.override(language):
        return Page(language).text()
