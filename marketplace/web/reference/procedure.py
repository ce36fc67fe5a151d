"""docs/reference/procedure.*.md: the lawful life of a purchase per method, and of every other object with a life.

Written from machines, methods, rules and rule values alone; read it beside `tenders/machine.py`. First the road at a
glance, then every step with the time it takes and every reason for which it is refused.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils import translation

from marketplace.accounts.duty import Duty
from marketplace.procedure import registry
from marketplace.procedure.registry import Registration, Words
from marketplace.procedure.steps import Step
from marketplace.web.reference.addresses import OWN
from marketplace.web.reference.markdown import document, table
from marketplace.web.reference.names import KINDS, PAPERS
from marketplace.web.reference.numbers import described, method_rule_ids, step_rule_ids

PARAMETER = re.compile(r"%\(\w+\)[-+.\d]*[a-z]")
WORDS = {
    "title": ("ขั้นตอนการจัดซื้อจัดจ้างในระบบ", "The procedure"),
    "lead": (
        "หน้านี้รวมทุกขั้นตอนที่ระบบอนุญาต ผู้มีหน้าที่ ฐานอำนาจ ระยะเวลาและวงเงิน เอกสาร และเหตุที่ระบบจะไม่ดำเนินการ "
        "สร้างจากโปรแกรมโดยตรง จึงอ่านเทียบกับ `tenders/machine.py` ได้ทีละบรรทัด",
        "Every step that the system allows: who takes it, on which basis, with which times and amounts, which paper it makes, and every "
        "reason for which it is refused. The page is written from the program itself; it can be read beside `tenders/machine.py`, line by line.",
    ),
    "notes": (
        "- ตัวเลขคือค่ากำหนดที่มากับรุ่นนี้ การจัดซื้อจัดจ้างแต่ละเรื่องใช้ค่าที่มีผลในวันที่รายงานขอซื้อขอจ้างได้รับความเห็นชอบ\n"
        "- ข้อที่ระบุว่าเป็นกติกาของระบบ ระบบเพิ่มขึ้นเอง ไม่ใช่ข้อกฎหมาย\n"
        "- … ในเหตุที่ไม่ดำเนินการ คือจำนวนเงิน วันที่ หรือชื่อของเรื่องนั้น",
        "- Numbers are the values that come with this release; a purchase keeps those in force on the day its request report is approved.\n"
        "- What is called a rule of the platform was added by the platform and is not law.\n"
        "- … in a reason stands for the amount, day or name of the case.",
    ),
    "glance": ("ลำดับโดยสังเขป", "At a glance"),
    "usual": ("เส้นทางปกติ", "The usual way"),
    "each": ("แต่ละขั้นตอน", "Step by step"),
    "step": ("ขั้นตอน", "step"),
    "state": ("สถานะ", "state"),
    "who": ("ผู้ดำเนินการ", "who"),
    "basis": ("ฐานอำนาจ", "basis"),
    "numbers": ("ระยะเวลาและวงเงิน", "Times and amounts"),
    "paper": ("เอกสาร", "Paper"),
    "effect": ("ผล", "Effect"),
    "recorded": ("บันทึกว่า", "Recorded as"),
    "refused": ("ไม่ดำเนินการเมื่อ", "Refused when"),
    "never_refused": ("ไม่มีเงื่อนไขอื่นนอกจากสถานะและผู้ดำเนินการ", "No condition but the state and the duty."),
    "do": ("ให้", "to do"),
    "same": ("คงสถานะเดิม", "stays"),
    "house": ("กติกาของระบบ ไม่ใช่ข้อกฎหมาย", "rule of the platform, not of the law"),
    "method_basis": ("ฐานอำนาจของวิธี", "Basis of the method"),
    "version": ("รุ่นของวิธี", "Version of the method"),
    "method_numbers": ("ค่ากำหนดของวิธีนี้", "Values of this method"),
    "standstill": (
        "มีระยะเวลาอุทธรณ์ก่อนลงนามสัญญา (มาตรา 66)",
        "The contract waits for the appeal period (section 66).",
    ),
    "no_standstill": (
        "ไม่มีระยะเวลาอุทธรณ์ก่อนสั่งซื้อสั่งจ้าง (มาตรา 66)",
        "There is no appeal period before the order (section 66).",
    ),
    "others": ("เรื่องอื่นที่มีลำดับขั้นตอนของตนเอง", "Other objects with a life of their own"),
    "secret": ("ตรวจเป็นลำดับสุดท้าย เพราะเกี่ยวกับซองที่ยังปิดผนึก", "judged last, because it concerns sealed bids"),
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

    def refusals(self, step: Step, method: Any) -> list[str]:
        """One line per reason: the sentence, its basis, and what to do."""
        lines = []
        for rule in (*step.when, *step.given):
            if not rule.concerns(method):
                continue
            secret = f" [{self.word('secret')}]" if rule.secret else ""
            remedy = f" → {self.sentence(rule.remedy)}" if rule.remedy else ""
            lines.append(f"{self.sentence(rule.sentence)} — {self.basis(rule.basis_in(method))}{secret}{remedy}")
        return lines

    def states(self, known: Registration, step: Step, method: Any) -> str:
        """From what to what; states that the method never reaches are left out."""
        names = {state: str(label) for state, label in known.states.items()}
        met = known.machine.reachable(str(known.initial), method.steps) if method is not None else set(step.sources)
        source = ", ".join(names.get(state, state) for state in step.sources if state in met)
        return f"{source} → {names.get(step.target, step.target) if step.target else self.word('same')}"

    def who(self, step: Step) -> str:
        return ", ".join(str(Duty(duty).label) for duty in step.by)

    def bases(self, step: Step) -> str:
        return ", ".join(self.basis(basis) for basis in step.bases)

    def label(self, known: Registration, step: Step) -> str:
        return str(known.words.get(step.name, Words(step.name)).label)

    def glance(self, known: Registration, steps: list[Step], method: Any = None) -> str:
        """Every step in one line: from what to what, by whom, on which basis."""
        head = [self.word(key) for key in ("step", "state", "who", "basis")]
        return table(
            head, [(self.label(known, step), self.states(known, step, method), self.who(step), self.bases(step)) for step in steps]
        )

    def one(self, known: Registration, step: Step, method: Any) -> str:
        """One step: what it does, its times, its paper, and every reason against it."""
        words = known.words.get(step.name, Words(step.name))
        facts = [
            (self.word("state"), self.states(known, step, method)),
            (self.word("who"), self.who(step)),
            (self.word("basis"), self.bases(step)),
            (self.word("effect"), str(words.lead)),
            (self.word("numbers"), "; ".join(described(rule_id) for rule_id in step_rule_ids(known.kind, step, method))),
            (self.word("paper"), self.of(PAPERS.get((known.kind, step.name), ("", "")))),
            (self.word("recorded"), str(step.event.sentence)),
        ]
        lines = [f"- {name}: {text}" for name, text in facts if text]
        against = self.refusals(step, method)
        if against:
            lines += [f"- {self.word('refused')}:", *(f"  {number}. {line}" for number, line in enumerate(against, start=1))]
        else:
            lines.append(f"- {self.word('refused')}: {self.word('never_refused')}")
        return "\n".join([f"#### {self.label(known, step)} (`{step.name}`)", "", *lines])

    def steps(self, known: Registration, method: Any = None) -> list[str]:
        chosen = [step for step in known.machine.steps.values() if method is None or step.name in method.steps]
        return [self.glance(known, chosen, method), *(self.one(known, step, method) for step in chosen)]

    def usual(self, known: Registration, method: Any) -> str:
        """The shortest way from the beginning to the end with a contract, by the names of its steps."""
        ways: dict[str, list[Step]] = {str(known.initial): []}
        todo = [str(known.initial)]
        while todo:
            here = todo.pop(0)
            for step in known.machine.steps.values():
                if step.name in method.steps and here in step.sources and step.target and step.target not in ways:
                    ways[step.target] = [*ways[here], step]
                    todo.append(step.target)
        return " → ".join(self.label(known, step) for step in ways.get("concluded", []))

    def method(self, known: Registration, method: Any) -> list[str]:
        chosen = [step for step in known.machine.steps.values() if step.name in method.steps]
        return [
            f"## {method.name}",
            f"{self.word('method_basis')}: {self.basis(method.clause)}. {self.word('version')}: {method.version}. "
            f"{self.word('standstill' if method.has_standstill else 'no_standstill')}",
            "\n".join([f"{self.word('method_numbers')}:", "", *(f"- {described(rule_id)}" for rule_id in method_rule_ids(method))]),
            f"{self.word('usual')}: {self.usual(known, method)}",
            f"### {self.word('glance')}",
            self.glance(known, chosen, method),
            f"### {self.word('each')}",
            *(self.one(known, step, method) for step in chosen),
        ]

    def machine(self, known: Registration) -> list[str]:
        return [f"### {self.of(KINDS[known.kind])}", *self.steps(known)]

    def text(self) -> str:
        parts = [f"# {self.word('title')}", self.word("lead"), self.word("notes")]
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
