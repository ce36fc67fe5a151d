"""What the database itself refuses about the registry."""

from __future__ import annotations

from marketplace.kernel.guards import DELETE, UPDATE, Guard, guard

TERMS, ACCEPTANCES = "suppliers_termsversion", "suppliers_termsacceptance"


def watch() -> None:
    """Register the guards. Called once, when the product starts."""
    guard(
        Guard(
            name="published_terms_stay",
            table=TERMS,
            on=(UPDATE,),
            refuses="""OLD.state = 'published' AND (NEW.state <> OLD.state OR NEW.number <> OLD.number OR NEW.sha256 <> OLD.sha256
                OR NEW.text_th <> OLD.text_th OR NEW.text_en <> OLD.text_en OR NEW.effective_from <> OLD.effective_from)""",
            sentence="a published version of the terms never changes",
        )
    )
    guard(
        Guard(
            name="accepted_terms_stay",
            table=ACCEPTANCES,
            on=(UPDATE, DELETE),
            refuses="1 = 1",
            sentence="an acceptance of the terms stays as it is",
        )
    )
