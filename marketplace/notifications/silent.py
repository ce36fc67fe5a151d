"""The events of purchases and contracts of which nobody is told, each with why. Knows no person and sends nothing.

A new event must get a route or a line here (a test asks); what is sealed stands here for good.
"""

SILENT = {
    "tenders.plan_line_published": "the head of agency did it; the plan is public",
    "tenders.plan_line_closed": "bookkeeping inside the agency",
    "tenders.purchase_started": "the officer's own",
    "tenders.purchase_details_changed": "the officer's own",
    "tenders.items_chosen": "the officer's own; suppliers are told when they are approached",
    "tenders.market_research_recorded": "the officer's own",
    "tenders.conflict_declared": "seen on the page; nobody has to act",
    "tenders.reference_price_recorded": "seen on the page; the request report follows",
    "tenders.draft_published": "public; the comment period is told when it ends",
    "tenders.bid_sealed": "what is sealed is told to nobody",
    "tenders.bid_opened": "part of the opening of all",
    "tenders.bid_left_unopened": "part of the cancellation, which is told",
    "tenders.check_recorded": "the committee's own desk",
    "tenders.bid_found_compliant": "told with the award, s. 66",
    "tenders.bid_rejected": "told with the award, s. 66",
    "tenders.bid_reconsidered": "the committee's own desk",
    "tenders.winner_proposed": "told with the award, s. 66",
    "tenders.lot_reopened": "part of steps that are told",
    "tenders.lot_awarded": "part of the approval, which is told",
    "tenders.lot_contracted": "part of the signature, which is told",
    "tenders.lot_closed_without_winner": "part of steps that are told",
    "tenders.purchase_followed": "the officer's own",
    "tenders.standing_checked": "part of steps that are told",
    "tenders.key_holder_enrolled": "the holder's own",
    "contracts.contract_drafted": "the officer's own",
    "contracts.terms_set": "the officer's own",
    "contracts.copies_sent": "the officer's own",
}
