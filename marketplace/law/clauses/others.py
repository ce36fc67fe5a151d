"""Ministerial regulations, circulars, notifications and the other laws that carry numbers or duties.

A circular whose number is not confirmed is named by what it does, and says so; no number is made up.
"""

from marketplace.law.clauses.registry import Layer, other

# fmt: off
MR_SPECIFIC = other("MR.SPECIFIC", Layer.MR,
    "กฎกระทรวงกำหนดวงเงินวิธีเฉพาะเจาะจง วงเงินที่ไม่ทำข้อตกลงเป็นหนังสือ และวงเงินในการแต่งตั้งผู้ตรวจรับพัสดุ พ.ศ. 2560",
    "Ministerial Regulation on limits of the specific method, of purchases without agreement and of single inspectors, B.E. 2560",
    "วิธีเฉพาะเจาะจงไม่เกิน 5 แสนบาท ไม่ต้องทำข้อตกลงเป็นหนังสือและใช้ผู้ตรวจรับคนเดียวได้เมื่อไม่เกิน 1 แสนบาท",
    "The specific method reaches 500,000 baht; up to 100,000 baht no written agreement is needed and one inspector suffices.", "S3,S36,S39")
MR_PROMOTED = other("MR.PROMOTED", Layer.MR,
    "กฎกระทรวงกำหนดพัสดุและวิธีการจัดซื้อจัดจ้างพัสดุที่รัฐต้องการส่งเสริมหรือสนับสนุน พ.ศ. 2563 และที่แก้ไขเพิ่มเติม",
    "Ministerial Regulation on promoted supplies, B.E. 2563, as amended",
    "กำหนดการส่งเสริม SME สินค้าที่ผลิตในประเทศ บัญชีนวัตกรรมไทย และพัสดุอื่น",
    "Promotes SMEs, goods made in Thailand, the Thai innovation list and other supplies.", "S6,S9,S36")
MR_PROMOTED_2 = other("MR.PROMOTED-2", Layer.MR,
    "กฎกระทรวงพัสดุที่รัฐต้องการส่งเสริม (ฉบับที่ 2) พ.ศ. 2563", "Ministerial Regulation on promoted supplies (No. 2), B.E. 2563",
    "กำหนดสัดส่วนการซื้อหรือจ้างจาก SME", "Sets the share to be bought from SMEs.", "S6")
MR_SME = other("MR.SME", Layer.MR,
    "กฎกระทรวงกำหนดลักษณะของวิสาหกิจขนาดกลางและขนาดย่อม พ.ศ. 2562", "Ministerial Regulation on the sizes of small and medium enterprises, B.E. 2562",
    "กำหนดขนาดของวิสาหกิจตามจำนวนการจ้างงานและรายได้", "Sets the sizes of enterprises by staff and revenue.", "OWN-H")
MR_APPEAL = other("MR.APPEAL", Layer.MR,
    "กฎกระทรวงกำหนดเรื่องการจัดซื้อจัดจ้างกับหน่วยงานของรัฐที่ใช้สิทธิอุทธรณ์ไม่ได้ พ.ศ. 2560 และที่แก้ไขเพิ่มเติม",
    "Ministerial Regulation on matters that cannot be appealed, B.E. 2560, as amended",
    "กำหนดเรื่องที่อุทธรณ์ไม่ได้ เดิม 2 กรณี และเพิ่มอีก 6 กรณีที่มีผลใช้บังคับใน พ.ศ. 2568",
    "Lists what cannot be appealed: two cases, and six added in force from 2025.", "S5")
MR_CONTRACTOR = other("MR.CONTRACTOR", Layer.MR,
    "กฎกระทรวงเกี่ยวกับการขึ้นทะเบียนผู้ประกอบการงานก่อสร้าง (สมุดพกผู้รับเหมา) พ.ศ. 2569",
    "Ministerial Regulation on registered construction contractors (rating book), B.E. 2569",
    "ตัดคะแนน ลดชั้น และพักการยื่นข้อเสนอของผู้รับเหมางานก่อสร้าง ใช้กับสัญญาใหม่",
    "Points, downgrading and suspension of construction contractors, for new contracts.", "S13")
CIRC_W119 = other("CIRC.W119", Layer.CIRC,
    "หนังสือเวียน กวจ. ด่วนที่สุด ที่ กค (กวจ) 0405.2/ว 119 ลงวันที่ 7 มีนาคม 2561",
    "Circular of the Ruling Committee 0405.2/W 119 of 7 March 2018",
    "ค่าใช้จ่ายในการบริหารงานตามตาราง 1 ให้ดำเนินการไปก่อนแล้วรายงานขอความเห็นชอบได้",
    "Routine expenses of its table 1 may be spent first and reported for approval afterwards.", "S39")
CIRC_W62 = other("CIRC.W62", Layer.CIRC, "หนังสือเวียน ว 62/2561", "Circular W 62/2561",
    "ประกาศผลผู้ชนะวิธีเฉพาะเจาะจงและสาระสำคัญของสัญญาเป็นรายไตรมาส ภายใน 30 วันหลังสิ้นไตรมาส",
    "Winners of the specific method and contract essentials are published quarterly, within 30 days after the quarter.", "OWN-H")
CIRC_W124 = other("CIRC.W124", Layer.CIRC, "หนังสือเวียน ว 124 ลงวันที่ 1 มีนาคม 2566", "Circular W 124 of 1 March 2023",
    "กำหนดมูลค่าสุทธิของกิจการและทุนจดทะเบียนขั้นต่ำของผู้ยื่นข้อเสนอ", "Sets the net worth and paid-up capital that tenderers need.", "S29")
CIRC_REFPRICE = other("CIRC.REFPRICE", Layer.CIRC, "แนวทางการประกาศราคากลาง (ยังไม่ยืนยันเลขหนังสือเวียน)",
    "Guideline on publishing reference prices (number of the circular not confirmed)",
    "ประกาศราคากลางเมื่อวงเงินเกิน 5 แสนบาท", "The reference price is published when the value is over 500,000 baht.", "S30")
CIRC_PREFERENCE = other("CIRC.PREFERENCE", Layer.CIRC, "แนวทางการให้แต้มต่อ SME และ MiT (ยังไม่ยืนยันเลขหนังสือเวียน)",
    "Guideline on price preferences for SMEs and Made in Thailand (number of the circular not confirmed)",
    "กำหนดแต้มต่อด้านราคาของ SME สินค้า MiT และผู้ประกอบการไทย", "Sets the price preferences of SMEs, of goods made in Thailand and of Thai bidders.", "S6,S8,S9")
CIRC_SMEFIRST = other("CIRC.SMEFIRST", Layer.CIRC, "แนวทางซื้อจาก SME ในพื้นที่ก่อน (ยังไม่ยืนยันเลขหนังสือเวียน)",
    "Guideline on buying from local SMEs first (number of the circular not confirmed)",
    "วงเงินไม่เกิน 5 แสนบาท ให้ซื้อหรือจ้างจาก SME ในจังหวัดก่อน", "Up to 500,000 baht, SMEs of the province come first.", "S7,S9")
CIRC_BIDWINDOW = other("CIRC.BIDWINDOW", Layer.CIRC, "เวลาเสนอราคาทางอิเล็กทรอนิกส์ของกรมบัญชีกลาง (ประมาณ พ.ศ. 2566)",
    "The comptroller's hours for electronic bids (about 2023)",
    "เสนอราคาได้เวลา 09.00–12.00 น. ของวันเสนอราคา", "Bids are made from 09:00 to 12:00 on bid day.", "S17")
CIRC_PLAN = other("CIRC.PLAN", Layer.CIRC, "แนวทางการเผยแพร่แผนการจัดซื้อจัดจ้างประจำปี (ยังไม่ยืนยันเลขหนังสือเวียน)",
    "Guideline on publishing the annual plan (number of the circular not confirmed)",
    "เผยแพร่แผนภายใน 30 วันทำการหลังได้รับความเห็นชอบวงเงินงบประมาณ", "The plan is published within 30 working days of the budget's consent.", "OWN-U")
CIRC_DOMESTIC = other("CIRC.DOMESTIC", Layer.CIRC, "แนวทางการใช้พัสดุที่ผลิตภายในประเทศ (ยังไม่ยืนยันเลขหนังสือเวียน)",
    "Guideline on domestic content (number of the circular not confirmed)",
    "งานก่อสร้างใช้พัสดุไทยไม่น้อยกว่าร้อยละ 60 และเหล็กไม่น้อยกว่าร้อยละ 90", "Construction uses at least 60 % Thai materials and 90 % Thai steel.", "S10")
CIRC_INTEGRITY = other("CIRC.INTEGRITY", Layer.CIRC, "หลักเกณฑ์ของ ค.ป.ท. เรื่องข้อตกลงคุณธรรม",
    "Criteria of the Anti-Corruption Cooperation Committee on the Integrity Pact",
    "โครงการตั้งแต่ 1,000 ล้านบาทต้องมีข้อตกลงคุณธรรมและผู้สังเกตการณ์ตั้งแต่ต้น",
    "Projects of 1,000 million baht or more have an Integrity Pact, with observers from the start.", "S12")
MDES_PRICES = other("MDES.PRICES", Layer.CIRC, "เกณฑ์ราคากลางและคุณลักษณะพื้นฐานครุภัณฑ์คอมพิวเตอร์ของกระทรวงดิจิทัลฯ",
    "The Digital Economy Ministry's standard prices of computer equipment",
    "ราคามาตรฐานประจำปี ใช้เป็นแหล่งราคากลางลำดับที่ 3", "Yearly standard prices; a reference price of the third source.", "S30")
DISBURSE_2562 = other("DISBURSE.2562", Layer.REG, "ระเบียบกระทรวงการคลังว่าด้วยการเบิกเงินจากคลัง พ.ศ. 2562",
    "Ministry of Finance regulation on disbursement, B.E. 2562",
    "วางฎีกาเบิกเงินภายใน 5 วันทำการหลังตรวจรับถูกต้อง", "Payment is claimed within five working days after correct acceptance.", "OWN-H")
INFO_9_8 = other("INFO.9.8", Layer.ACT, "พ.ร.บ. ข้อมูลข่าวสารของราชการ 2540 มาตรา 9 (8)", "Official Information Act 2540 s. 9(8)",
    "เปิดเผยสรุปผลการจัดซื้อจัดจ้างรายเดือน (แบบ สขร.1)", "A monthly summary of purchases is opened to the public.", "S41")
REVENUE_VAT = other("REVENUE.VAT", Layer.ACT, "ประมวลรัษฎากร ภาษีมูลค่าเพิ่ม", "Revenue Code, value added tax",
    "ภาษีมูลค่าเพิ่มร้อยละ 7 ตามพระราชกฤษฎีกาลดอัตราที่ต่ออายุเป็นคราว ๆ", "VAT is 7 % under a royal decree that is renewed from time to time.", "OWN-H")
REVENUE_69BIS = other("REVENUE.69BIS", Layer.ACT, "ประมวลรัษฎากร มาตรา 69 ทวิ และ 50 (4)", "Revenue Code s. 69 bis and 50(4)",
    "หน่วยงานของรัฐหักภาษี ณ ที่จ่ายร้อยละ 1 ของราคาก่อนภาษีมูลค่าเพิ่ม", "A government payer withholds 1 % of the price before VAT.", "OWN-H")
REVENUE_STAMP = other("REVENUE.STAMP", Layer.ACT, "ประมวลรัษฎากร อากรแสตมป์ลักษณะจ้างทำของ", "Revenue Code, stamp duty on hire of work",
    "สัญญาจ้างเสียอากร 1 บาทต่อทุก 1,000 บาทหรือเศษของ 1,000 บาท", "Hire of work: one baht for every 1,000 baht or part of it.", "OWN-H")
BIDRIGGING_2542 = other("BIDRIGGING.2542", Layer.ACT, "พ.ร.บ. ว่าด้วยความผิดเกี่ยวกับการเสนอราคาต่อหน่วยงานของรัฐ 2542",
    "Act on Offences relating to Bid Submission to State Agencies B.E. 2542", "ความผิดเกี่ยวกับการฮั้ว", "Offences of bid rigging.", "OWN-H")
PDPA_2562 = other("PDPA.2562", Layer.ACT, "พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล 2562", "Personal Data Protection Act B.E. 2562",
    "การเก็บ ใช้ และเปิดเผยข้อมูลส่วนบุคคล", "Collection, use and disclosure of personal data.", "OWN-H")
ETRANSACTIONS_2544 = other("ETRANSACTIONS.2544", Layer.ACT, "พ.ร.บ. ว่าด้วยธุรกรรมทางอิเล็กทรอนิกส์ 2544", "Electronic Transactions Act B.E. 2544",
    "ผลทางกฎหมายของข้อมูลและลายมือชื่ออิเล็กทรอนิกส์", "Legal effect of electronic records and signatures.", "OWN-H")
EGOV_2565 = other("EGOV.2565", Layer.ACT, "พ.ร.บ. การปฏิบัติราชการทางอิเล็กทรอนิกส์ 2565", "Electronic Performance of Government Act B.E. 2565",
    "หน่วยงานรับเรื่องและปฏิบัติราชการทางอิเล็กทรอนิกส์ได้", "Agencies receive and act by electronic means.", "OWN-H")
FOREIGN_2542 = other("FOREIGN.2542", Layer.ACT, "พ.ร.บ. การประกอบธุรกิจของคนต่างด้าว 2542", "Foreign Business Act B.E. 2542",
    "เงื่อนไขการประกอบธุรกิจของคนต่างด้าวในประเทศไทย", "Conditions of business by foreigners in Thailand.", "OWN-H")
SAO_2561 = other("SAO.2561", Layer.ACT, "พ.ร.ป. ว่าด้วยการตรวจเงินแผ่นดิน 2561", "Organic Act on State Audit B.E. 2561",
    "อำนาจตรวจสอบของสำนักงานการตรวจเงินแผ่นดิน", "The audit powers of the State Audit Office.", "OWN-H")
CABINET_HOLIDAYS = other("CABINET.HOLIDAYS", Layer.CIRC, "มติคณะรัฐมนตรีเรื่องวันหยุดราชการประจำปี", "Cabinet resolutions on government holidays",
    "กำหนดวันหยุดราชการและวันหยุดชดเชย", "Sets government holidays and their substitutes.", "OWN-H")
CABINET_CLOUD = other("CABINET.CLOUD", Layer.CIRC, "มติคณะรัฐมนตรีเรื่อง Cloud First", "Cabinet resolution on Cloud First",
    "ตั้งแต่ 1 ตุลาคม 2568 หน่วยงานของรัฐจัดหาคลาวด์ผ่านบริการกลางและผู้ให้บริการที่ได้มาตรฐาน",
    "From 1 October 2025 State units get cloud through the central service and providers that meet the standards.", "OWN-H")
# fmt: on
