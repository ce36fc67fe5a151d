"""Clauses of the Ministry of Finance Regulation on Public Procurement and Supplies Administration B.E. 2560."""

from marketplace.law.clauses.registry import reg

# fmt: off
REG_7 = reg("7", "หัวหน้าหน่วยงานมอบอำนาจได้ และต้องส่งสำเนาคำสั่งมอบอำนาจให้ สตง. ทุกครั้ง",
            "Power may be delegated; a copy of every delegation order goes to the State Audit Office.", "S2", "p. 192")
REG_8 = reg("8", "หน่วยงานหนึ่งจัดซื้อจัดจ้างแทนอีกหน่วยงานได้ โดยส่งสำเนาให้ สตง.",
            "One agency may buy for another, with a copy to the State Audit Office.", "S2", "p. 192")
REG_9_10 = reg("9-10", "ดำเนินการผ่านระบบอิเล็กทรอนิกส์ของกรมบัญชีกลาง", "The comptroller's electronic system is used.", "S2", "p. 192")
REG_11 = reg("11", "แผนการจัดซื้อจัดจ้างประจำปีระบุชื่อโครงการ วงเงินโดยประมาณ และระยะเวลาที่คาดว่าจะจัดซื้อจัดจ้าง",
             "The annual plan names project, estimated amount and expected time.", "OWN-H")
REG_12 = reg("12", "จัดซื้อจัดจ้างตามแผนที่ประกาศแล้ว", "A procurement follows the published plan.", "OWN-H")
REG_13 = reg("13", "เปลี่ยนแปลงแผนต้องรายงานพร้อมเหตุผล", "A change of the plan needs a report with reasons.", "OWN-H")
REG_16 = reg("16", "เอกสารที่ต้องเก็บไว้ในแฟ้มการจัดซื้อจัดจ้างแต่ละครั้ง", "What the file of each procurement contains.", "OWN-H")
REG_20 = reg("20", "ห้ามแบ่งซื้อแบ่งจ้างเพื่อให้วิธีหรืออำนาจสั่งซื้อสั่งจ้างเปลี่ยนไป",
             "No splitting of a purchase to change the method or the ordering power.", "OWN-H")
REG_21 = reg("21", "หัวหน้าหน่วยงานแต่งตั้งคณะกรรมการหรือเจ้าหน้าที่จัดทำขอบเขตของงานหรือคุณลักษณะเฉพาะ",
             "The head of agency appoints a committee or an officer to write the terms of reference or the specification.", "S26,S27")
REG_22 = reg("22", "รายงานขอซื้อขอจ้างต้องมีเหตุผล ขอบเขตของงาน ราคากลาง วงเงิน กำหนดเวลา วิธีพร้อมเหตุผล เกณฑ์การพิจารณา และข้อเสนออื่น",
             "The request report states reason, terms of reference, reference price, budget, time, method with reason, criteria and other proposals.", "OWN-H")
REG_24 = reg("24", "เมื่อรายงานได้รับความเห็นชอบแล้ว เจ้าหน้าที่ดำเนินการต่อ", "After approval of the report the officer proceeds.", "S2", "p. 197")
REG_25 = reg("25", "แต่งตั้งคณะกรรมการพร้อมกำหนดระยะเวลา และคณะกรรมการรายงานผลภายในเวลานั้น",
             "Committees are appointed with a time limit and report within it.", "S2", "p. 197")
REG_25_1 = reg("25.1", "คณะกรรมการพิจารณาผลการประกวดราคาอิเล็กทรอนิกส์", "The e-bidding result committee.", "S2", "p. 197")
REG_25_2 = reg("25.2", "คณะกรรมการพิจารณาผลการสอบราคา", "The price-inquiry result committee.", "S2", "p. 197")
REG_25_3 = reg("25.3", "คณะกรรมการซื้อหรือจ้างโดยวิธีคัดเลือก", "The selection committee.", "S2", "p. 197")
REG_25_4 = reg("25.4", "คณะกรรมการซื้อหรือจ้างโดยวิธีเฉพาะเจาะจง", "The specific-method committee.", "S2", "p. 197")
REG_25_5 = reg("25.5", "คณะกรรมการตรวจรับพัสดุ", "The acceptance committee.", "S2", "p. 197")
REG_26 = reg("26", "คณะกรรมการมีประธานและกรรมการอย่างน้อย 2 คน และผู้พิจารณาผลต้องไม่เป็นกรรมการตรวจรับในครั้งเดียวกัน",
             "A committee has a chair and at least two members; who evaluates does not sit on the acceptance committee of the same procurement.", "OWN-H")
REG_27 = reg("27", "องค์ประชุมไม่น้อยกว่ากึ่งหนึ่งรวมประธาน ถือเสียงข้างมาก การตรวจรับต้องเป็นเอกฉันท์ ต้องไม่มีส่วนได้เสีย และบันทึกความเห็นแย้ง",
             "Quorum is half with the chair; the majority decides; acceptance must be unanimous; no interest with bidders; dissent is recorded.", "OWN-H")
REG_28 = reg("28", "วิธีประกาศเชิญชวนทั่วไปในการซื้อหรือจ้าง", "General solicitation for buying and hiring.", "S3")
REG_29 = reg("29", "วิธีประกาศเชิญชวนทั่วไปมีตลาดอิเล็กทรอนิกส์ ประกวดราคาอิเล็กทรอนิกส์ และสอบราคา",
             "General solicitation is e-market, e-bidding or price inquiry.", "S3")
REG_30 = reg("30", "ตลาดอิเล็กทรอนิกส์ใช้กับสินค้ามาตรฐานที่อยู่ใน e-catalog", "E-market is for standard items of the e-catalogue.", "S2", "p. 199")
REG_30_1 = reg("30.1", "เสนอราคาโดยใบเสนอราคา วงเงินเกิน 5 แสนบาทแต่ไม่เกิน 5 ล้านบาท",
               "By quotation, over 500,000 and up to 5,000,000 baht.", "S2", "p. 199")
REG_30_2 = reg("30.2", "เสนอราคาโดยการประมูลอิเล็กทรอนิกส์ วงเงินเกิน 5 ล้านบาท", "By electronic auction, over 5,000,000 baht.", "S2", "p. 199")
REG_31 = reg("31", "ประกวดราคาอิเล็กทรอนิกส์ใช้เมื่อวงเงินเกิน 5 แสนบาทและไม่มีรายการใน e-catalog",
             "E-bidding is for values over 500,000 baht where the item is not in the e-catalogue.", "S2", "p. 199")
REG_32 = reg("32", "สอบราคาใช้เมื่อพื้นที่มีข้อจำกัดด้านอินเทอร์เน็ต วงเงินเกิน 5 แสนบาทแต่ไม่เกิน 5 ล้านบาท โดยระบุเหตุผลในรายงานขอซื้อขอจ้าง",
             "Price inquiry is for over 500,000 and up to 5,000,000 baht where internet is limited; the request report gives the reason.", "S2", "p. 199")
REG_33 = reg("33", "รัฐวิสาหกิจใช้วงเงินอื่นได้เมื่อคณะกรรมการวินิจฉัยอนุมัติและแจ้ง สตง.",
             "A State enterprise may use other amounts with the Ruling Committee's approval and notice to the State Audit Office.", "S2")
REG_34_36 = reg("34-36", "การประกาศเชิญชวนในตลาดอิเล็กทรอนิกส์", "The invitation in the e-market.", "OWN-H")
REG_34_42 = reg("34-42", "ขั้นตอนของตลาดอิเล็กทรอนิกส์", "The procedure of the e-market.", "S2", "p. 199, 202")
REG_42 = reg("42", "ประกาศผู้ชนะและแจ้งผู้เสนอราคาทุกรายทางอีเมล", "The winner is announced and every bidder told by e-mail.", "S2", "p. 202")
REG_43 = reg("43", "จัดทำเอกสารประกวดราคา วันเสนอราคาคือวันทำการถัดจากวันสุดท้ายของการประกาศ ใช้เวลาของระบบ",
             "The bidding documents; bid day is the working day after the last day of publication, by the system's clock.", "S2", "p. 202")
REG_44 = reg("44", "เงื่อนไขพิเศษ เช่น ตัวอย่างหรือการนำเสนอ ต้องกำหนดไว้ในเอกสาร",
             "Special conditions such as samples or a presentation must stand in the documents.", "S2", "p. 202")
REG_45 = reg("45", "ร่างประกาศและร่างเอกสาร: วงเงินเกิน 5 แสนถึง 5 ล้านบาทจะเผยแพร่หรือไม่ก็ได้ เกิน 5 ล้านบาทต้องเผยแพร่รับฟังความเห็น",
             "Draft invitation and documents: over 500,000 up to 5,000,000 baht at the agency's discretion; above that they must be published for comment.", "S2", "p. 203")
REG_46 = reg("46", "เผยแพร่ร่างไม่น้อยกว่า 3 วันทำการ", "The draft is published for at least three working days.", "S26")
REG_47 = reg("47", "เมื่อมีความเห็น ให้ปรับปรุงแล้วเผยแพร่ใหม่ หรือรายงานหัวหน้าหน่วยงานว่าไม่ปรับปรุง และตอบผู้ให้ความเห็นทุกรายเป็นหนังสือ",
             "Comments lead to a new draft or to a report of no change, and every commenter is answered in writing.", "S2", "p. 204")
REG_48 = reg("48", "เผยแพร่ประกาศและเอกสารเชิญชวน", "The invitation and its documents are published.", "S2", "p. 204")
REG_49 = reg("49", "ให้หรือขายเอกสารตั้งแต่วันแรกถึงวันสุดท้ายของการประกาศ และให้เปล่าเมื่อประกาศใหม่หลังยกเลิก",
             "Documents are available from the first to the last day of publication, free again after a cancellation.", "S2", "p. 204")
REG_51 = reg("51", "ระยะเวลาประกาศเชิญชวนขั้นต่ำตามช่วงวงเงิน รัฐวิสาหกิจอาจกำหนดต่างได้ตามที่ได้รับอนุมัติ",
             "The least days of publication by band of budget; a State enterprise may have its own with approval.", "S26")
REG_52 = reg("52", "ตอบข้อซักถามและเผยแพร่คำชี้แจงก่อนวันเสนอราคาไม่น้อยกว่า 3 วันทำการ",
             "Clarifications are published at least three working days before bid day.", "S2", "p. 205")
REG_53 = reg("53", "หากขอบเขตของงานผิดพลาดหรือไม่ครบในสาระสำคัญ ต้องยกเลิกแล้วเริ่มใหม่",
             "Where the terms of reference are materially wrong or incomplete, cancel and start again.", "S2", "p. 205")
REG_54 = reg("54", "เสนอราคาได้ครั้งเดียว และห้ามเลื่อนหรือย่นวันเสนอราคา เว้นแต่ระบบขัดข้องตามที่กรมบัญชีกลางแจ้ง",
             "Each bidder bids once; bid day is neither moved nor shortened, except where the comptroller's system failed.", "S2", "p. 205")
REG_55 = reg("55", "เริ่มพิจารณาในวันทำการถัดไป ตรวจผลประโยชน์ร่วมกัน เอกสาร คุณสมบัติ และเกณฑ์",
             "Evaluation starts on the next working day: mutual interest, documents, qualification, criteria.", "S26")
REG_56 = reg("56", "มีผู้ยื่นข้อเสนอหรือผ่านเงื่อนไขรายเดียว โดยปกติเสนอยกเลิก แต่ดำเนินการต่อได้หากมีเหตุผล",
             "With a single bid or a single compliant one the committee normally proposes to cancel, but may go on with reasons.", "OWN-H")
REG_57 = reg("57", "ผู้ชนะเสนอราคาสูงกว่าวงเงิน ให้ต่อรอง", "Where the winner's price is above the budget, it is negotiated.", "S2", "p. 208")
REG_58 = reg("58", "ต่อรองแล้วสูงกว่าวงเงินไม่เกินร้อยละ 10 และยังเหมาะสม หัวหน้าหน่วยงานรับได้ มิฉะนั้นให้เสนอราคาใหม่ เพิ่มวงเงิน ลดรายการ หรือยกเลิก",
             "After negotiation up to 10 % above the budget may be accepted if still appropriate; otherwise new prices, more budget, a smaller scope, or cancellation.", "S2", "p. 208")
REG_59 = reg("59", "คณะกรรมการรายงานผลพร้อมเอกสารผ่านหัวหน้าเจ้าหน้าที่ต่อหัวหน้าหน่วยงาน",
             "The committee's result report goes through the head officer to the head of agency.", "OWN-H")
REG_60 = reg("60", "ประกวดราคานานาชาติ", "International e-bidding.", "S2", "p. 211")
REG_73 = reg("73", "สอบราคานานาชาติ", "International price inquiry.", "S2", "p. 211")
REG_74 = reg("74", "วิธีคัดเลือกเชิญอย่างน้อย 3 ราย เว้นแต่มีน้อยกว่า และเฉพาะผู้ได้รับเชิญยื่นข้อเสนอได้",
             "Selection invites at least three, unless fewer exist; only the invited may bid.", "S2", "p. 211")
REG_78 = reg("78", "วิธีเฉพาะเจาะจง คณะกรรมการหรือเจ้าหน้าที่เชิญและเจรจาตามกรณี",
             "Specific method: the committee or the officer invites and negotiates, by ground.", "OWN-H")
REG_79 = reg("79", "กรณีมาตรา 56 (2) (ข) เจ้าหน้าที่เจรจากับผู้ประกอบการโดยตรง และหัวหน้าเจ้าหน้าที่ซื้อหรือจ้างได้ภายในวงเงินที่เห็นชอบ",
             "For s. 56(2)(b) the officer negotiates directly and the head officer buys within the approved amount.", "OWN-H")
REG_79_P2 = reg("79.P2", "จำเป็นเร่งด่วนที่ไม่คาดหมาย ให้ดำเนินการไปก่อนแล้วรีบรายงานขอความเห็นชอบ และใช้รายงานเป็นหลักฐานการตรวจรับ",
                "In an urgent case not foreseen, act first and report soon; the report counts as evidence of acceptance.", "S39")
REG_81 = reg("81", "ประกาศผลวิธีเฉพาะเจาะจงทำนองเดียวกับข้อ 42", "The result of the specific method is published as in cl. 42.", "OWN-H")
REG_83 = reg("83", "เกณฑ์ราคาประกอบเกณฑ์อื่น", "Price-performance criteria.", "OWN-H")
REG_84 = reg("84", "อำนาจสั่งซื้อสั่งจ้างโดยวิธีประกาศเชิญชวนทั่วไป", "Ordering power: general solicitation.", "OWN-H")
REG_85 = reg("85", "อำนาจสั่งซื้อสั่งจ้างโดยวิธีคัดเลือก", "Ordering power: selection.", "OWN-H")
REG_86 = reg("86", "อำนาจสั่งซื้อสั่งจ้างโดยวิธีเฉพาะเจาะจง", "Ordering power: specific method.", "OWN-H")
REG_89 = reg("89", "การจ่ายเงินล่วงหน้า", "Advance payment.", "S2", "p. 216")
REG_89_3 = reg("89.3", "การจ่ายล่วงหน้าตามที่เรียกเก็บจริง เช่น ค่าสมาชิกหรือฐานข้อมูลออนไลน์",
               "Advance as actually charged, such as subscriptions and online databases.", "OWN-U")
REG_89_4 = reg("89.4", "การซื้อหรือจ้างทั่วไป จ่ายล่วงหน้าได้ไม่เกินร้อยละ 15 ของราคาโดยมีหลักประกัน",
               "Ordinary purchases: an advance of at most 15 % of the price, secured.", "OWN-H")
REG_91 = reg("91", "หลักประกันเงินล่วงหน้า: พันธบัตรรัฐบาลไทย หนังสือค้ำประกันของธนาคาร หรือหนังสือค้ำประกันอิเล็กทรอนิกส์",
             "Security for the advance: Thai government bond, bank guarantee or electronic bank guarantee.", "S2", "p. 216")
REG_92 = reg("92", "การเช่า จ่ายค่าเช่าล่วงหน้าได้เมื่อสัญญาไม่เกิน 3 ปี", "Rental: rent in advance only where the term is at most three years.", "S2", "p. 216")
REG_161 = reg("161", "การลงนามในสัญญา", "Signing of the contract.", "OWN-H")
REG_162 = reg("162", "อัตราค่าปรับรายวันตามประเภทของสัญญา", "Daily late penalty by kind of contract.", "OWN-H")
REG_164 = reg("164", "สัญญาตั้งแต่ 1 ล้านบาทส่งสำเนาให้ สตง. และกรมสรรพากรภายใน 30 วัน",
              "A copy of a contract of 1,000,000 baht or more goes to the State Audit Office and the Revenue Department within 30 days.", "OWN-H")
REG_165 = reg("165", "ขั้นตอนการแก้ไขสัญญา", "The procedure of amending a contract.", "OWN-H")
REG_166 = reg("166", "หลักประกันการเสนอราคาสำหรับการประกวดราคาที่วงเงินเกิน 5 ล้านบาท", "Bid guarantee in bidding over 5,000,000 baht.", "OWN-H")
REG_167 = reg("167", "หลักประกันสัญญาและชนิดของหลักประกัน", "The contract guarantee and the forms it may take.", "OWN-H")
REG_168 = reg("168", "หลักประกันร้อยละ 5 กรณีสำคัญเกินร้อยละ 5 แต่ไม่เกินร้อยละ 10",
              "Guarantees are 5 %, in important cases more, up to 10 %.", "OWN-H")
REG_169 = reg("169", "หน่วยงานของรัฐที่เป็นผู้ยื่นข้อเสนอหรือคู่สัญญาไม่ต้องวางหลักประกัน",
              "A State agency as bidder or party gives no guarantee.", "OWN-U")
REG_170 = reg("170", "คืนหลักประกันภายใน 15 วันตามเงื่อนไข", "Guarantees are returned within 15 days, as set.", "OWN-H")
REG_175 = reg("175", "การตรวจรับพัสดุ ตรวจในวันส่งมอบและให้แล้วเสร็จโดยเร็ว หากไม่ถูกต้องแจ้งภายใน 3 วันทำการ",
              "Acceptance: inspect on the day of delivery and finish soon; defects are told within three working days.", "S39,S48")
REG_176 = reg("176", "การตรวจรับงานก่อสร้าง", "Acceptance of construction work.", "S28")
REG_181 = reg("181", "ครบกำหนดแล้วมีค่าปรับ ให้แจ้งคู่สัญญาภายใน 7 วันทำการ และสงวนสิทธิเมื่อรับมอบล่าช้า",
              "When the term is over and penalty runs, tell the party within seven working days, and reserve the right on late delivery.", "S28")
REG_182 = reg("182", "คู่สัญญาต้องแจ้งเหตุงดหรือลดค่าปรับภายใน 15 วันนับแต่เหตุสิ้นสุด เว้นแต่เป็นความผิดของหน่วยงาน",
              "The party must claim relief within 15 days of the end of the cause, unless the agency is at fault.", "S2", "p. 247")
REG_183 = reg("183", "ค่าปรับเกินร้อยละ 10 ของราคาตามสัญญา ให้พิจารณาบอกเลิก เว้นแต่คู่สัญญายินยอมเสียค่าปรับโดยไม่มีเงื่อนไข",
              "Penalty over 10 % of the price: consider termination, unless the party accepts the penalty unconditionally.", "S2", "p. 247")
REG_184 = reg("184", "ระหว่างประกันความชำรุดบกพร่อง หน่วยผู้ใช้ดูแลและแจ้งให้แก้ไข", "During the warranty the owning unit watches and asks for repair.", "S2", "p. 247")
REG_185 = reg("185", "ก่อนคืนหลักประกัน ตรวจความชำรุดบกพร่องล่วงหน้า 15 หรือ 30 วัน",
              "Before a guarantee is returned, inspect 15 or 30 days before the warranty ends.", "OWN-H")
REG_187_191 = reg("187-191", "การประเมินผลการปฏิบัติงานของผู้ประกอบการ", "Assessment of operators' performance.", "OWN-U")
REG_192_198 = reg("192-198", "ขั้นตอนการสั่งให้เป็นผู้ทิ้งงาน", "The procedure of naming a work abandoner.", "S2", "p. 250")
REG_193 = reg("193", "หน่วยงานคู่สัญญาเป็นผู้เสนอ และปลัดกระทรวงการคลังเป็นผู้สั่งให้เป็นผู้ทิ้งงาน",
              "The contracting agency proposes and the Permanent Secretary for Finance orders.", "S2,S13", "p. 250")
REG_194 = reg("194", "แจ้งเวียนรายชื่อผู้ทิ้งงานและแจ้งผู้นั้นทางไปรษณีย์ลงทะเบียน",
              "The list is circulated and the abandoner told by registered mail.", "S2", "p. 250")
# fmt: on
