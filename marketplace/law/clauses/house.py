"""Rules that the platform adds on its own account. They are shown as such and are never law."""

from marketplace.law.clauses.registry import house

# fmt: off
HOUSE_REQUESTER_NOT_APPROVER = house("REQUESTER_NOT_APPROVER", "ผู้ขอต้องไม่เป็นผู้อนุมัติ", "Who requests does not approve",
    "ผู้จัดทำรายงานขอซื้อขอจ้างอนุมัติรายงานของตนเองไม่ได้", "Nobody approves a report that he or she has made.")
HOUSE_EVALUATOR_INDEPENDENT = house("EVALUATOR_INDEPENDENT", "ผู้พิจารณาผลต้องเป็นอิสระ", "Evaluators are independent",
    "ผู้พิจารณาข้อเสนอต้องไม่เป็นผู้อนุมัติผลหรือผู้มีความเกี่ยวข้องกับผู้ยื่นข้อเสนอ", "Who evaluates neither approves the result nor has a tie to a bidder.")
HOUSE_KEY_SHARES = house("KEY_SHARES", "เปิดซองต้องใช้กุญแจ 2 ใน 3", "Opening needs two of three keys",
    "เปิดซองได้เมื่อผู้ถือกุญแจอย่างน้อย 2 ใน 3 คนใส่กุญแจของตน", "Bids open only when at least two of the three key holders give their shares.")
HOUSE_KEY_COMPTROLLER = house("KEY_COMPTROLLER", "ต้องมีกุญแจของกรมบัญชีกลาง", "The comptroller's key is needed",
    "เมื่อค่ากำหนดระบุไว้ กุญแจหนึ่งดอกต้องเป็นของเจ้าหน้าที่กรมบัญชีกลาง", "Where the rule value says so, one of the keys is the comptroller's officer's.")
HOUSE_SEALED_UNTIL_OPENING = house("SEALED_UNTIL_OPENING", "ซองปิดผนึกจนถึงเวลาเปิด", "Bids stay sealed until opening",
    "ก่อนเปิดซอง ไม่มีผู้ใดอ่านข้อเสนอหรือรู้จำนวนผู้ยื่นได้ รวมถึงผู้ดูแลระบบ", "Before opening nobody, not even who runs the platform, can read bids or count them.")
HOUSE_OPENING_WAITS = house("OPENING_WAITS", "เว้นช่วงก่อนเปิดซอง", "Opening waits a moment after the deadline",
    "เปิดซองได้หลังหมดเวลาและระบบบันทึกซองที่ส่งทันเวลาครบแล้ว", "Bids open after the deadline and after every bid made in time has been recorded.")
HOUSE_PRICE_TYPED_LAST = house("PRICE_TYPED_LAST", "กรอกราคาเป็นขั้นสุดท้าย", "The price is typed last",
    "ราคาจะถูกปิดผนึกทันทีที่ส่งและไม่เก็บไว้ในแบบร่าง", "The price is sealed in the very request and never kept in a draft.")
HOUSE_OWN_KEY = house("OWN_KEY", "กุญแจของตนเองเท่านั้น", "Only one's own key", "ผู้ถือกุญแจใช้ได้เฉพาะส่วนของตนและใช้ได้ครั้งเดียว", "A key holder gives only the share sealed to him or her, and once.")
HOUSE_CONFLICT_DECLARATION = house("CONFLICT_DECLARATION", "แสดงความบริสุทธิ์ใจก่อนเข้าถึง", "Declare before first access",
    "กรรมการแต่ละคนต้องแสดงว่าไม่มีส่วนได้เสียก่อนเห็นข้อมูลครั้งแรก", "Each member declares to have no conflict of interest before the first look.")
HOUSE_NO_OWN_BUSINESS = house("NO_OWN_BUSINESS", "ไม่ทำงานทั้งสองฝ่าย", "Nobody acts on both sides",
    "ผู้มีบทบาทในบริษัทผู้ยื่นข้อเสนอ ทำหน้าที่ของหน่วยงานในเรื่องเดียวกันไม่ได้", "Who belongs to a bidding company cannot act for the agency in the same purchase.")
HOUSE_STALE_PAGE = house("STALE_PAGE", "หน้าที่เห็นต้องเป็นปัจจุบัน", "Act on what is current",
    "เมื่อมีผู้อื่นดำเนินการไปก่อน ให้ดูหน้าล่าสุดแล้วตัดสินใจใหม่", "When somebody else has acted meanwhile, look again before you decide.")
HOUSE_ONE_CURRENCY = house("ONE_CURRENCY", "ใช้เงินบาทเท่านั้น", "Baht only", "ราคาและวงเงินทั้งหมดเป็นเงินบาท ทศนิยมไม่เกินสองตำแหน่ง", "All prices and budgets are in baht, with at most two decimals.")
HOUSE_PROCEDURE = house("PROCEDURE", "ทำตามขั้นตอน สถานะ และหน้าที่", "Procedure of the platform",
    "ทำได้เฉพาะขั้นตอนที่วิธีนั้นกำหนด เมื่อเรื่องอยู่ในสถานะที่ถูกต้อง และโดยผู้มีหน้าที่",
    "A step is taken only where the method lists it, from the state it starts in, by the person who has the duty.")
HOUSE_REASON = house("REASON", "ต้องมีเหตุผล", "Give a reason", "การส่งคืน ปฏิเสธ หรือเปลี่ยนแปลงต้องบันทึกเหตุผล", "Sending back, refusing and changing need a written reason.")
HOUSE_EVIDENCE = house("EVIDENCE", "ต้องมีหลักฐาน", "Attach evidence", "ข้อความที่ต้องพิสูจน์ต้องมีเอกสารประกอบหรือบันทึกการตรวจ", "A claim that must be proved carries a document or a record of the check.")
HOUSE_COMPLETE = house("COMPLETE", "ข้อมูลต้องครบ", "Complete before it goes on", "ต้องกรอกทุกรายการที่จำเป็นก่อนดำเนินการต่อ", "Everything that is needed must be there before it goes on.")
HOUSE_SAFE_FILE = house("SAFE_FILE", "ไฟล์ต้องปลอดภัย", "Files are safe", "รับเฉพาะชนิดและขนาดที่กำหนด และต้องผ่านการตรวจไวรัส", "Files have an accepted type and size and pass the scan.")
HOUSE_VERIFIED_SUPPLIER = house("VERIFIED_SUPPLIER", "ผู้ขายต้องผ่านการตรวจสอบ", "Suppliers are verified first",
    "ลงขายหรือยื่นข้อเสนอได้เมื่อนายทะเบียนตรวจสอบบริษัทแล้ว", "A company lists and bids after a registrar has verified it.")
HOUSE_FOREIGN_SUPPLIER = house("FOREIGN_SUPPLIER", "ผู้ขายต่างประเทศ", "Suppliers of other countries",
    "ผู้ขายที่จดทะเบียนในต่างประเทศใช้เลขทะเบียนของประเทศนั้น แนบหนังสือรับรองที่ผ่านการรับรองนิติกรณ์พร้อมคำแปล และตั้งผู้แทนในประเทศไทย",
    "A supplier registered abroad gives the number of its country, legalised papers with a translation, and names a representative in Thailand.")
HOUSE_REGISTRAR_OUTSIDE = house("REGISTRAR_OUTSIDE", "นายทะเบียนต้องไม่อยู่ในบริษัท", "The registrar is an outsider",
    "ผู้ตรวจสอบบริษัทต้องไม่เป็นสมาชิกของบริษัทนั้น", "Who verifies a company is not a member of it.")
HOUSE_REGISTRAR_NOT_AUDITOR = house("REGISTRAR_NOT_AUDITOR", "นายทะเบียนต้องไม่เป็นผู้ตรวจสอบ", "Registrar and auditor are two people",
    "ผู้รับรองข้อมูลกับผู้ตรวจสอบย้อนหลังต้องเป็นคนละคน", "Who lets data in and who audits later are different people.")
HOUSE_ONE_COMPANY_ONCE = house("ONE_COMPANY_ONCE", "หนึ่งเลขทะเบียนหนึ่งบริษัท", "One number, one company", "เลขประจำตัว 13 หลักหนึ่งเลขลงทะเบียนได้ครั้งเดียว", "A 13-digit number is registered once.")
HOUSE_TWO_PERSON_RULES = house("TWO_PERSON_RULES", "แก้ค่ากำหนดต้องใช้สองคน", "A rule value needs two people",
    "ผู้เสนอแก้ค่ากำหนดกับผู้อนุมัติต้องเป็นคนละคน", "Who proposes a rule value and who approves it are different people.")
HOUSE_FROZEN_RULES = house("FROZEN_RULES", "ใช้ค่ากำหนดในวันเห็นชอบรายงาน", "The rules of the day of approval apply",
    "แต่ละเรื่องใช้ค่ากำหนดที่มีผลในวันที่รายงานขอซื้อขอจ้างได้รับความเห็นชอบ", "A purchase keeps the rule values of the day on which its request report was approved.")
HOUSE_NEVER_SHORTEN = house("NEVER_SHORTEN", "ไม่ย่นเวลาที่ประกาศแล้ว", "A published period is never shortened",
    "เวลาที่ประกาศแล้วอาจขยายได้แต่ลดไม่ได้", "A period once published may grow but not shrink.")
HOUSE_DAY_ZERO = house("DAY_ZERO", "ไม่นับวันประกาศ", "The day of publication is not counted",
    "การนับวันทำการเริ่มวันถัดจากวันประกาศ ซึ่งเป็นการนับที่ยาวกว่าและปลอดภัยกว่า", "Working days are counted from the day after publication, the longer and safer reading.")
HOUSE_QUESTIONS_ANSWERED = house("QUESTIONS_ANSWERED", "ตอบทุกคำถามก่อนเปิดซอง", "Every question is answered",
    "ต้องตอบหรือบันทึกเหตุที่ไม่ตอบทุกคำถามก่อนเปิดซอง", "Every question is answered, or refused with a reason, before opening.")
HOUSE_OWN_MARKS = house("OWN_MARKS", "ให้คะแนนโดยอิสระ", "Own marks first", "กรรมการเห็นคะแนนของผู้อื่นเมื่อทุกคนส่งคะแนนแล้ว", "Members see each other's marks when all are in.")
HOUSE_FOLLOW_UP = house("FOLLOW_UP", "ประกาศใหม่เป็นเรื่องใหม่", "A new announcement is a new purchase",
    "การประกาศใหม่หลังล้มเลิกเป็นเรื่องใหม่ที่อ้างอิงเรื่องเดิม และทำได้ครั้งเดียวต่อเรื่อง", "Announcing again opens a new purchase that refers to the old one, once per purchase.")
HOUSE_SPEND_SHOWN = house("SPEND_SHOWN", "แสดงยอดซื้อ 12 เดือน", "Twelve months of spending are shown",
    "ก่อนเลือกวิธีต้องเห็นยอดซื้อจากผู้ขายและหมวดเดียวกันใน 12 เดือน", "Before a method is chosen, twelve months of spending with the same supplier and category are shown.")
HOUSE_PRICE_EVIDENCE = house("PRICE_EVIDENCE", "ราคาเปรียบเทียบต้องพอและเป็นกลาง", "Comparable prices are enough and independent",
    "ราคาเปรียบเทียบต้องมีจำนวนและผู้ขายถึงขั้นต่ำ ไม่นับราคาของผู้ขายที่กำลังพิจารณา และตัดราคาใดออกต้องมีเหตุผล",
    "There are enough prices of enough suppliers, the price of the supplier that is judged never counts, and leaving one out needs a reason.")
HOUSE_METHOD_NOT_READY = house("METHOD_NOT_READY", "วิธีนี้ยังไม่เปิดใช้", "This method is not switched on",
    "วิธีที่ฐานกฎหมายยังไม่ยืนยันจะยังไม่เปิดใช้", "A method whose legal basis is not confirmed stays switched off.")
HOUSE_AGENCY_ONLY = house("AGENCY_ONLY", "เฉพาะหน่วยงานเจ้าของเรื่อง", "Only the agency of the case", "ดำเนินการได้เฉพาะคนของหน่วยงานเจ้าของเรื่อง", "Only people of the agency of the case act in it.")
HOUSE_NOTHING_DELETED = house("NOTHING_DELETED", "ไม่ลบประวัติ", "History is kept", "สิ่งที่ประกาศแล้วแก้ได้โดยเพิ่มฉบับใหม่เท่านั้น", "What was published changes only by a new version.")
HOUSE_FLAG_REASON = house("FLAG_REASON", "สัญญาณเตือนไม่ใช่ข้อกล่าวหา", "A flag is a lead, not a finding",
    "สัญญาณเตือนแสดงหลักฐาน และปิดได้เมื่อบันทึกเหตุผล", "A flag shows its evidence and is closed with a reason.")
HOUSE_PAYMENT_EVIDENCED = house("PAYMENT_EVIDENCED", "การจ่ายเงินต้องมีหลักฐาน", "Payments are evidenced",
    "การจ่ายเงินนอกระบบต้องแนบหลักฐานและตรงกับยอดสุทธิ", "A payment made outside carries its evidence and equals the net amount.")
HOUSE_LAWFUL_ORDERER = house("LAWFUL_ORDERER", "ผู้สั่งซื้อต้องมีอำนาจตามวงเงิน", "The orderer's limit covers the amount",
    "คำสั่งมอบอำนาจต้องมีผลในวันนั้นและครอบคลุมวิธีและวงเงิน", "A delegation is in force on the day and covers the method and the amount.")
HOUSE_CLOCK_FORWARD = house("CLOCK_FORWARD", "นาฬิกาสาธิตเดินหน้าเท่านั้น", "The demo clock only goes forward",
    "นาฬิกาของระบบสาธิตเลื่อนไปข้างหน้าได้แต่ถอยหลังไม่ได้", "The clock of a demo moves forward, never back.")
HOUSE_FROZEN_LIST = house("FROZEN_LIST", "ซื้อตามบัญชีรายการที่ยืนยันแล้ว", "Buy from the confirmed list",
    "การซื้อจากบัญชีบริการโดยวิธีเฉพาะเจาะจงสั่งได้เฉพาะรายการและฉบับที่อยู่ในบัญชีรายการที่ยืนยันแล้ว ในราคาไม่เกินที่บันทึกไว้ รายการที่ไม่เลือกต้องมีเหตุผล",
    "A direct purchase from the catalogue orders only listings, in the very version, of a confirmed list, at most at the price recorded there. Whatever was not chosen has its reason.")
HOUSE_NEEDS_FIRST = house("NEEDS_FIRST", "ประเมินความจำเป็นก่อน", "Needs first",
    "ผลประเมินความจำเป็นคำนวณจากคำตอบเท่านั้น แสดงที่มาทุกคะแนน และไม่เปลี่ยนหลังเสร็จสิ้นการประเมิน หน่วยงานเป็นผู้เลือกว่าจะนำสิ่งใดเข้าแผน",
    "The needs of an agency are worked out from its answers alone, show where every point comes from and stay as they are once finished. The agency chooses what of it goes into its plan.")
HOUSE_JOINT_PURCHASE = house("JOINT_PURCHASE", "รายการที่น่าซื้อร่วมกัน", "Candidates for a joint purchase",
    "เมื่อหลายหน่วยงานต้องการหรือวางแผนซื้อหมวดเดียวกันในปีเดียวกัน ระบบชี้ให้เห็นว่าน่าพิจารณาซื้อร่วมกัน เป็นข้อสังเกต ไม่ใช่คำสั่ง",
    "Where several agencies plan the same category in the same year, they are pointed out as candidates for a joint purchase. It is an observation, not an order.")
HOUSE_ABANDONER_HEARD = house("ABANDONER_HEARD", "ฟังคำชี้แจงก่อนส่งเรื่องผู้ทิ้งงาน", "A supplier is heard before its case goes on",
    "ผู้ถูกเสนอให้เป็นผู้ทิ้งงานมีเวลาชี้แจงตามค่ากำหนดก่อนส่งเรื่องถึงปลัดกระทรวงการคลัง",
    "Whoever is proposed as a work abandoner has the days of the rule value to explain itself before the case goes to the Permanent Secretary.")
HOUSE_SUPPLIER_TERMS = house("SUPPLIER_TERMS", "ผู้ขายต้องยอมรับข้อตกลงฉบับที่มีผล", "Suppliers accept the terms in force",
    "ส่งรายการให้ตรวจหรือยื่นข้อเสนอได้เมื่อเจ้าของบัญชีของบริษัทยอมรับข้อตกลงผู้ขายฉบับที่มีผลแล้ว สัญญา การจ่ายเงิน และอุทธรณ์ที่มีอยู่ดำเนินต่อไปตามกฎหมาย",
    "A company sends listings for review and bids once the owner of its account has accepted the supplier's terms in force. Standing contracts, payments and appeals go on as the law says.")
HOUSE_RATING = house("RATING", "ผู้ซื้อเท่านั้นที่ให้คะแนนบริการ", "Only buyers rate a service",
    "หน่วยงานที่ซื้อรายการจากบัญชีบริการให้คะแนนได้หนึ่งครั้งต่อสัญญา เมื่อรับมอบครบหรือสัญญาสิ้นสุดก่อนกำหนด คะแนนต่ำต้องมีคำอธิบาย ผู้ขายชี้แจงได้หนึ่งครั้ง ทั้งสองเปิดเผยต่อสาธารณะ",
    "An agency that bought a listing rates it once for each contract, when everything is accepted or the contract was ended early. Few stars need words. The supplier may answer once. Both are public.")
# fmt: on
