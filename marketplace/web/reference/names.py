"""What the procedure page calls each kind of object, and which paper a step makes. Thai first. A test keeps both complete."""

from __future__ import annotations

#: Kind in the log → its name.
KINDS: dict[str, tuple[str, str]] = {
    "abandonment": ("ข้อเสนอให้เป็นผู้ทิ้งงาน", "Proposal to name a work abandoner"),
    "abandoner": ("ผู้ทิ้งงาน", "Work abandoner"),
    "appeal": ("อุทธรณ์", "Appeal"),
    "assessment": ("การประเมินความจำเป็น", "Needs assessment"),
    "bid": ("ข้อเสนอ", "Bid"),
    "change": ("คำขอแก้ไขข้อมูลที่ผ่านการตรวจสอบ", "Request to change verified facts"),
    "company": ("การลงทะเบียนผู้ขาย", "Registration of a company"),
    "contract": ("สัญญาหรือใบสั่ง", "Contract or order"),
    "delivery": ("การส่งมอบ", "Delivery"),
    "flag": ("สัญญาณเตือน", "Red flag"),
    "listing": ("รายการในบัญชีบริการ", "Listing"),
    "lot": ("รายการที่พิจารณาผู้ชนะ", "Lot"),
    "payment": ("การจ่ายเงิน", "Payment"),
    "plan_line": ("รายการในแผนการจัดซื้อจัดจ้าง", "Line of the annual plan"),
    "question": ("คำถามเกี่ยวกับเอกสารประกวดราคา", "Question about the bidding documents"),
    "rule_change": ("การเปลี่ยนค่าตามกฎหมาย", "Change of a rule value"),
    "seat": ("กรรมการ", "Seat in a committee"),
    "shortlist": ("บัญชีรายการที่คัดไว้", "Shortlist"),
    "tender": ("การจัดซื้อจัดจ้าง", "Purchase"),
    "terms": ("ข้อตกลงผู้ขาย", "Supplier's terms"),
}

#: (kind, step) → the paper that the step makes or publishes.
PAPERS: dict[tuple[str, str], tuple[str, str]] = {
    ("tender", "submit_request"): ("รายงานขอซื้อขอจ้าง", "request report"),
    ("tender", "publish_draft"): ("ร่างประกาศและร่างขอบเขตของงาน", "draft invitation and terms of reference"),
    ("tender", "republish_draft"): ("ร่างประกาศและร่างขอบเขตของงาน", "draft invitation and terms of reference"),
    ("tender", "publish_invitation"): ("ประกาศเชิญชวนและขอบเขตของงาน", "invitation and terms of reference"),
    ("tender", "submit_result"): ("รายงานผลการพิจารณา", "result report"),
    ("tender", "announce_award"): (
        "ประกาศผู้ชนะการเสนอราคาพร้อมเหตุผล และหนังสือแจ้งผลทางอีเมลถึงผู้ยื่นข้อเสนอทุกราย",
        "award notice with reasons, and a letter by e-mail to every bidder",
    ),
    ("tender", "cancel"): (
        "ประกาศยกเลิก และหนังสือแจ้งทางอีเมลถึงผู้ยื่นข้อเสนอทุกราย",
        "notice of cancellation, and a letter by e-mail to every bidder",
    ),
    ("bid", "seal"): ("ใบรับซองลงลายมือชื่อ", "signed receipt"),
    ("plan_line", "publish"): ("แผนการจัดซื้อจัดจ้างประจำปี", "annual procurement plan"),
    ("contract", "offer"): ("หนังสือแจ้งให้มาลงนาม", "letter that calls the winner to sign"),
    ("contract", "sign"): ("ใบสั่งซื้อ ใบสั่งจ้าง หรือสัญญา", "purchase order, work order or contract"),
    ("contract", "notify_penalty"): ("หนังสือแจ้งการปรับ", "letter that the penalty runs"),
    ("contract", "terminate"): ("หนังสือบอกเลิกสัญญา", "letter of termination"),
    ("delivery", "accept"): ("ใบตรวจรับพัสดุ", "acceptance note"),
    ("delivery", "accept_by_decision"): ("ใบตรวจรับพัสดุ", "acceptance note"),
    ("delivery", "find_defective"): ("หนังสือแจ้งความชำรุดบกพร่อง", "letter about defects"),
    ("delivery", "return_by_decision"): ("หนังสือแจ้งความชำรุดบกพร่อง", "letter about defects"),
}
