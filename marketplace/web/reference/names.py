"""What the procedure page calls each kind of object, and which paper a step makes. Thai first. A test keeps both complete."""

from __future__ import annotations

#: Kind in the log → its name.
KINDS: dict[str, tuple[str, str]] = {
    "abandoner": ("ผู้ทิ้งงาน", "Work abandoner"),
    "appeal": ("อุทธรณ์", "Appeal"),
    "bid": ("ข้อเสนอ", "Bid"),
    "company": ("การลงทะเบียนผู้ขาย", "Registration of a company"),
    "contract": ("สัญญาหรือใบสั่ง", "Contract or order"),
    "delivery": ("การส่งมอบ", "Delivery"),
    "flag": ("ธงเตือน", "Red flag"),
    "listing": ("รายการในบัญชีบริการ", "Listing"),
    "lot": ("รายการที่พิจารณาผู้ชนะ", "Lot"),
    "payment": ("การจ่ายเงิน", "Payment"),
    "plan_line": ("รายการในแผนการจัดซื้อจัดจ้าง", "Line of the annual plan"),
    "question": ("คำถามเกี่ยวกับเอกสารประกวดราคา", "Question about the bidding documents"),
    "rule_change": ("การเปลี่ยนค่าตามกฎหมาย", "Change of a rule value"),
    "seat": ("กรรมการ", "Seat in a committee"),
    "tender": ("การจัดซื้อจัดจ้าง", "Purchase"),
}

#: (kind, step) → the paper that the step makes or publishes.
PAPERS: dict[tuple[str, str], tuple[str, str]] = {
    ("tender", "submit_request"): ("รายงานขอซื้อขอจ้าง", "request report"),
    ("tender", "publish_draft"): ("ร่างประกาศและร่างเอกสาร", "draft announcement and documents"),
    ("tender", "republish_draft"): ("ร่างประกาศและร่างเอกสาร", "draft announcement and documents"),
    ("tender", "publish_invitation"): ("ประกาศเชิญชวนและเอกสารประกวดราคา", "invitation and bidding documents"),
    ("tender", "submit_result"): ("รายงานผลการพิจารณา", "result report"),
    ("tender", "announce_award"): ("ประกาศผลผู้ชนะพร้อมเหตุผล", "award notice with reasons"),
    ("bid", "seal"): ("ใบรับซอง", "signed receipt"),
    ("plan_line", "publish"): ("แผนการจัดซื้อจัดจ้าง", "annual plan"),
}
