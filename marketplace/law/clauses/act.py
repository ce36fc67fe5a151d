"""Sections of the Public Procurement and Supplies Administration Act B.E. 2560 that steps, rules and values rest on."""

from marketplace.law.clauses.registry import act

# fmt: off
ACT_4 = act("4", "นิยาม รวมถึงราคากลาง ซึ่งมีที่มา 6 แหล่งตามลำดับ",
            "Definitions, among them the reference price with its six sources in order.", "S3")
ACT_7 = act("7", "กรณีที่พระราชบัญญัตินี้ไม่ใช้บังคับ", "Cases to which the Act does not apply.", "OWN-H")
ACT_8 = act("8", "หลักการ 4 ข้อ คือ คุ้มค่า โปร่งใส มีประสิทธิภาพและประสิทธิผล ตรวจสอบได้",
            "Four principles: value for money, transparency, efficiency and effectiveness, accountability.", "S34")
ACT_9 = act("9", "ห้ามกำหนดคุณลักษณะเฉพาะให้ใกล้เคียงกับยี่ห้อใดหรือผู้ขายรายใดโดยเฉพาะ เว้นแต่มียี่ห้อเดียวหรือเป็นอะไหล่",
            "A specification must not be drawn close to one brand or seller, unless only one brand exists or it is a spare part.", "S26")
ACT_10 = act("10", "ห้ามเปิดเผยข้อเสนอของผู้ยื่นข้อเสนอต่อผู้ไม่เกี่ยวข้องก่อนประกาศผล",
             "What a tenderer offered is not shown to outsiders before the result is announced.", "OWN-H")
ACT_11 = act("11", "หน่วยงานของรัฐจัดทำแผนการจัดซื้อจัดจ้างประจำปีและเผยแพร่ เว้นแต่กรณีที่กฎหมายยกเว้น",
             "A State agency makes and publishes its annual procurement plan, except in the cases that the section names.", "S36")
ACT_12 = act("12", "บันทึกผลการพิจารณาและเก็บเอกสารการจัดซื้อจัดจ้างไว้ให้ตรวจสอบได้",
             "The consideration is recorded and the procurement file is kept for inspection.", "OWN-H")
ACT_13 = act("13", "ผู้มีหน้าที่ดำเนินการต้องไม่มีส่วนได้เสียกับผู้ยื่นข้อเสนอหรือคู่สัญญา",
             "People who act in a procurement must have no interest in a tenderer or contract party.", "OWN-H")
ACT_14 = act("14", "การไม่ปฏิบัติตามในส่วนที่ไม่ใช่สาระสำคัญและไม่กระทบผล ไม่ทำให้การจัดซื้อจัดจ้างเสียไป",
             "A departure that is not material and does not touch the result does not void the procurement.", "OWN-H")
ACT_16 = act("16", "การมีส่วนร่วมของภาคประชาชนและผู้ประกอบการในการป้องกันการทุจริต",
             "The public and operators take part in preventing corruption.", "OWN-H")
ACT_17 = act("17", "ข้อตกลงคุณธรรมระหว่างหน่วยงานของรัฐกับผู้ประกอบการ", "The Integrity Pact between agency and operators.", "OWN-H")
ACT_18 = act("18", "ผู้สังเกตการณ์ตามข้อตกลงคุณธรรม", "Observers under the Integrity Pact.", "OWN-H")
ACT_19 = act("19", "ผู้ประกอบการที่เข้าร่วมโครงการขนาดใหญ่ต้องมีนโยบายป้องกันการทุจริต",
             "Operators in large procurements must have an anti-corruption policy.", "OWN-H")
ACT_20_45 = act("20-45", "คณะกรรมการ 5 คณะตามพระราชบัญญัตินี้", "The five bodies that the Act sets up.", "OWN-H")
ACT_27_31 = act("27-31", "คณะกรรมการวินิจฉัยปัญหาการจัดซื้อจัดจ้าง (กวจ.) ตีความและวินิจฉัยปัญหา",
                "The Ruling Committee interprets the Act and rules on questions about it.", "OWN-H")
ACT_32_36 = act("32-36", "คณะกรรมการราคากลางและขึ้นทะเบียนผู้ประกอบการ", "The Price Reference and Registration Committee.", "OWN-H")
ACT_37_40 = act("37-40", "คณะกรรมการความร่วมมือป้องกันการทุจริต (ค.ป.ท.)", "The Anti-Corruption Cooperation Committee.", "OWN-H")
ACT_41_45 = act("41-45", "คณะกรรมการพิจารณาอุทธรณ์และข้อร้องเรียน", "The Appeals Committee decides appeals and complaints.", "S1", "p. 71")
ACT_46_50 = act("46-50", "กรมบัญชีกลางดูแลระบบจัดซื้อจัดจ้างภาครัฐ ฐานข้อมูลราคาอ้างอิง ผลการปฏิบัติงาน และการฝึกอบรม",
                "The Comptroller General's Department runs the system, the price database, performance data and training.", "OWN-H")
ACT_51_53 = act("51-53", "การขึ้นทะเบียนผู้ประกอบการ (ปัจจุบันเป็นงานก่อสร้าง)", "Registration of operators, today for construction.", "OWN-H")
ACT_54 = act("54", "วิธีการจัดซื้อจัดจ้างพัสดุ", "The ways of procuring supplies.", "S1", "p. 77")
ACT_55 = act("55", "การจัดซื้อจัดจ้างมี 3 วิธี คือ วิธีประกาศเชิญชวนทั่วไป วิธีคัดเลือก และวิธีเฉพาะเจาะจง",
             "There are three methods: general solicitation, selection and the specific method.", "S3")
ACT_56 = act("56", "ต้องใช้วิธีประกาศเชิญชวนทั่วไปก่อน เว้นแต่เข้ากรณีตาม (1) หรือ (2)",
             "General solicitation comes first, unless a case of (1) or (2) is met.", "S1", "p. 77")
ACT_56_1_A = act("56.1.A", "ใช้วิธีประกาศเชิญชวนทั่วไปแล้วไม่มีผู้ยื่นข้อเสนอ หรือข้อเสนอไม่ได้รับการคัดเลือก",
                 "General solicitation was used and nobody bid, or no bid was selected.", "S1", "p. 77")
ACT_56_1_B = act("56.1.B", "พัสดุมีคุณลักษณะพิเศษหรือซับซ้อน หรือมีผู้ประกอบการที่มีฝีมือเฉพาะจำนวนจำกัด",
                 "The supplies are exceptional or complex, or few operators have the special skill.", "S1", "p. 77")
ACT_56_1_C = act("56.1.C", "มีความจำเป็นเร่งด่วนที่ไม่อาจคาดหมายได้ และวิธีประกาศเชิญชวนทั่วไปจะไม่ทันการ",
                 "An urgent need that could not be foreseen, for which general solicitation is too slow.", "S1", "p. 77")
ACT_56_1_D = act("56.1.D", "ลักษณะการใช้งานหรือข้อจำกัดทางเทคนิคจำเป็นต้องระบุยี่ห้อ",
                 "The use or a technical limit makes it necessary to name a brand.", "S1", "p. 77")
ACT_56_1_E = act("56.1.E", "จำเป็นต้องซื้อโดยตรงจากต่างประเทศหรือผ่านองค์การระหว่างประเทศ",
                 "The purchase must be made directly abroad or through an international organisation.", "S1", "p. 77")
ACT_56_1_F = act("56.1.F", "ใช้ในราชการลับหรือเกี่ยวกับความมั่นคงของประเทศ", "Secret work or national security.", "S1", "p. 77")
ACT_56_1_G = act("56.1.G", "งานซ่อมที่ต้องถอดตรวจก่อนจึงจะประมาณค่าซ่อมได้",
                 "A repair whose price is known only after dismantling.", "S1", "p. 77")
ACT_56_1_H = act("56.1.H", "กรณีอื่นตามที่กำหนดในกฎกระทรวง เช่น พัสดุที่รัฐต้องการส่งเสริม",
                 "Another case set by ministerial regulation, such as promoted supplies.", "S1", "p. 77")
ACT_56_2_A = act("56.2.A", "ใช้วิธีประกาศเชิญชวนทั่วไปและวิธีคัดเลือก หรือใช้วิธีคัดเลือกแล้วไม่ได้ผล",
                 "General solicitation and selection, or selection, were used without result.", "S3")
ACT_56_2_B = act("56.2.B", "สินค้าหรือบริการทั่วไปที่วงเงินในครั้งหนึ่งไม่เกินที่กำหนดในกฎกระทรวง",
                 "Ordinary goods or services whose one-time value is not over the limit of the ministerial regulation.", "S3")
ACT_56_2_C = act("56.2.C", "มีผู้ประกอบการที่มีคุณสมบัติรายเดียว หรือเป็นตัวแทนโดยชอบรายเดียว และไม่มีสิ่งอื่นทดแทน",
                 "Only one qualified operator or sole lawful agent exists, and there is no substitute.", "S3")
ACT_56_2_D = act("56.2.D", "เหตุฉุกเฉินจากอุบัติภัย ภัยธรรมชาติ หรือโรคติดต่ออันตราย",
                 "An emergency: accident, disaster or dangerous contagious disease.", "S3")
ACT_56_2_E = act("56.2.E", "เป็นการซื้อหรือจ้างต่อเนื่องจากพัสดุเดิม และมูลค่าที่เพิ่มไม่สูงกว่าของเดิม",
                 "It follows on earlier supplies, and the addition is not worth more than the earlier one.", "S3")
ACT_56_2_F = act("56.2.F", "พัสดุที่ขายทอดตลาดโดยหน่วยงานของรัฐ องค์การระหว่างประเทศ หรือหน่วยงานต่างประเทศ",
                 "Supplies auctioned by a State, international or foreign agency.", "S3")
ACT_56_2_G = act("56.2.G", "ที่ดินหรือสิ่งปลูกสร้างซึ่งจำเป็นต้องซื้อเฉพาะแห่ง", "A particular piece of land or building.", "S3")
ACT_56_2_H = act("56.2.H", "กรณีอื่นตามที่กำหนดในกฎกระทรวง เช่น บัญชีนวัตกรรมไทย",
                 "Another case set by ministerial regulation, such as the Thai innovation list.", "S3")
ACT_61 = act("61", "แต่งตั้งคณะกรรมการหรือเจ้าหน้าที่รับผิดชอบการจัดซื้อจัดจ้างแต่ละครั้ง",
             "A committee or an officer is appointed for each procurement.", "OWN-H")
ACT_63 = act("63", "ประกาศราคากลางและการคำนวณราคากลางในระบบของกรมบัญชีกลางและของหน่วยงาน",
             "The reference price and how it was computed are published on the comptroller's and the agency's sites.", "OWN-H")
ACT_64 = act("64", "คุณสมบัติและลักษณะต้องห้ามของผู้ยื่นข้อเสนอ", "Qualifications and prohibited characteristics of tenderers.", "OWN-H")
ACT_65 = act("65", "เกณฑ์การคัดเลือก ต้องพิจารณาราคาเสมอ และหากใช้เกณฑ์เดียวต้องเป็นราคา",
             "Award criteria: price is always weighed, and a single criterion must be price.", "OWN-H")
ACT_66 = act("66", "ประกาศผู้ชนะพร้อมเหตุผล และลงนามสัญญาได้เมื่อพ้นระยะเวลาอุทธรณ์โดยไม่มีผู้อุทธรณ์ หรือเมื่อคณะกรรมการพิจารณาอุทธรณ์ให้ดำเนินการต่อ",
             "The winner is announced with reasons; the contract is signed only after the appeal period without appeal, or when the Appeals Committee allows.",
             "S1", "p. 83")
ACT_67 = act("67", "ยกเลิกการจัดซื้อจัดจ้างได้ก่อนลงนามสัญญา ในกรณีที่กฎหมายกำหนด",
             "A procurement may be cancelled before signing, in the cases that the section names.", "S1", "p. 83")
ACT_67_1 = act("67.1", "ไม่ได้รับจัดสรรงบประมาณ หรืองบประมาณไม่เพียงพอ", "There is no budget, or not enough.", "S1", "p. 83")
ACT_67_2 = act("67.2", "ผู้ยื่นข้อเสนอมีผลประโยชน์ร่วมกัน สมยอมกัน หรือขัดขวางการแข่งขันอย่างเป็นธรรม",
               "Tenderers have a mutual interest, collude, or obstruct fair competition.", "S1", "p. 83")
ACT_67_3 = act("67.3", "การดำเนินการต่อไปอาจก่อให้เกิดความเสียหายแก่หน่วยงานของรัฐหรือประโยชน์สาธารณะ",
               "Going on could harm the agency or the public interest.", "OWN-H")
ACT_67_4 = act("67.4", "กรณีอื่นในทำนองเดียวกันตามที่กำหนด", "Another case of the same kind, as set.", "OWN-H")
ACT_69_78 = act("69-78", "การจ้างที่ปรึกษา ใช้ 3 วิธีทำนองเดียวกัน", "Consultancy work, by the same three methods.", "S1", "p. 84")
ACT_70_3_B = act("70.3.B", "จ้างที่ปรึกษาโดยวิธีเฉพาะเจาะจงเมื่อวงเงินไม่เกินที่กำหนดในกฎกระทรวง",
                 "Consultants by the specific method up to the limit of the ministerial regulation.", "OWN-H")
ACT_79_92 = act("79-92", "งานจ้างออกแบบหรือควบคุมงานก่อสร้าง", "Design and supervision of construction.", "OWN-H")
ACT_93 = act("93", "สัญญาเป็นไปตามแบบของคณะกรรมการนโยบาย หากต่างจากแบบจนรัฐเสียเปรียบต้องส่งสำนักงานอัยการสูงสุด สัญญาภาษาอังกฤษต้องมีสรุปภาษาไทย",
             "Contracts follow the Policy Commission's form; a change against the State's interest goes to the Attorney-General; an English contract has a Thai summary.",
             "S1", "p. 92")
ACT_95 = act("95", "ห้ามจ้างช่วงโดยไม่ได้รับอนุญาต ฝ่าฝืนต้องปรับไม่น้อยกว่าร้อยละ 10 ของมูลค่างานที่จ้างช่วง",
             "No sub-contracting without leave; the penalty is at least 10 % of the sub-contracted value.", "S1", "p. 93")
ACT_96 = act("96", "กรณีที่ทำข้อตกลงเป็นหนังสือแทนสัญญาได้", "Cases in which a written agreement may replace the contract form.", "S1", "p. 93")
ACT_96_3 = act("96.3", "ส่งมอบครบถ้วนได้ภายใน 5 วันทำการหลังทำข้อตกลง", "Complete delivery within five working days after the agreement.", "S1", "p. 93")
ACT_96_P2 = act("96.P2", "วงเงินเล็กน้อยตามกฎกระทรวง ไม่ต้องทำข้อตกลงเป็นหนังสือ แต่ต้องมีหลักฐาน",
                "For small values set by ministerial regulation no written agreement is needed, only evidence.", "S1", "p. 93")
ACT_97 = act("97", "แก้ไขสัญญาได้เฉพาะกรณีที่กำหนด และหากวงเงินเพิ่มต้องให้ผู้มีอำนาจตามวงเงินรวมอนุมัติ",
             "A contract is amended only in the named cases; more money needs the authority for the new total.", "S1", "p. 94")
ACT_98 = act("98", "ประกาศสาระสำคัญของสัญญารวมถึงการแก้ไข", "The essentials of the contract and its amendments are published.", "OWN-H")
ACT_100 = act("100", "แต่งตั้งคณะกรรมการตรวจรับพัสดุ ซึ่งบริหารสัญญาด้วย วงเงินเล็กน้อยใช้ผู้ตรวจรับคนเดียวได้",
              "An acceptance committee is appointed and administers the contract; small values may have one inspector.", "S1", "p. 95")
ACT_101 = act("101", "ผู้ควบคุมงานก่อสร้าง", "The supervisor of construction work.", "S1", "p. 95")
ACT_102 = act("102", "งดหรือลดค่าปรับ หรือขยายเวลา ทำได้เฉพาะเหตุที่กำหนด",
              "Penalties are waived or reduced, or time extended, only for the named causes.", "OWN-H")
ACT_102_1 = act("102.1", "เหตุเกิดจากความผิดหรือความบกพร่องของหน่วยงานของรัฐ", "The agency is at fault.", "OWN-H")
ACT_102_2 = act("102.2", "เหตุสุดวิสัย", "Force majeure.", "OWN-H")
ACT_102_3 = act("102.3", "เหตุที่คู่สัญญาไม่ต้องรับผิดตามกฎหมาย", "A cause for which the party is not liable in law.", "OWN-H")
ACT_102_4 = act("102.4", "เหตุอื่นตามที่กำหนดในกฎกระทรวง", "Another cause set by ministerial regulation.", "OWN-H")
ACT_103 = act("103", "บอกเลิกสัญญาหรือข้อตกลงได้เฉพาะกรณีที่กำหนด", "A contract is terminated only in the named cases.", "OWN-H")
ACT_103_1 = act("103.1", "มีเหตุตามที่กฎหมายกำหนด", "A cause set by law.", "OWN-H")
ACT_103_2 = act("103.2", "มีเหตุอันเชื่อได้ว่าจะทำงานไม่เสร็จภายในเวลา", "The work will not be finished in time.", "OWN-H")
ACT_103_3 = act("103.3", "เหตุอื่นตามที่กำหนดในสัญญา", "A cause set in the contract.", "OWN-H")
ACT_103_4 = act("103.4", "เหตุอื่นตามที่กำหนด", "Another cause, as set.", "OWN-H")
ACT_106_108 = act("106-108", "การประเมินผลการปฏิบัติงานของผู้ประกอบการ ผู้มีผลต่ำกว่าเกณฑ์ยื่นข้อเสนอไม่ได้จนกว่าจะปรับปรุง",
                  "Operators' performance is assessed; who falls below the mark cannot bid until improved.", "OWN-H")
ACT_109 = act("109", "ผู้ทิ้งงาน 6 กรณี", "Work abandoners: six cases.", "S13")
ACT_109_1 = act("109.1", "ผู้ชนะไม่มาทำสัญญาภายในเวลาโดยไม่มีเหตุผลอันสมควร", "The winner does not sign in time without good reason.", "OWN-H")
ACT_109_2 = act("109.2", "คู่สัญญาหรือผู้รับจ้างช่วงที่ได้รับอนุญาตไม่ปฏิบัติตามสัญญา", "The party or a permitted sub-contractor does not perform.", "OWN-H")
ACT_109_3 = act("109.3", "ขัดขวางการแข่งขันอย่างเป็นธรรมหรือกระทำการไม่สุจริต", "Obstructing fair competition, or dishonesty.", "OWN-H")
ACT_109_4 = act("109.4", "ผลงานของที่ปรึกษาผิดพลาดร้ายแรง", "The consultant's result is seriously wrong.", "OWN-H")
ACT_109_5 = act("109.5", "งานออกแบบหรือควบคุมงานผิดพลาดร้ายแรง", "Design or supervision is seriously wrong.", "OWN-H")
ACT_109_6 = act("109.6", "กรณีอื่นตามที่กำหนดในกฎกระทรวง", "Another case set by ministerial regulation.", "OWN-H")
ACT_110 = act("110", "เพิกถอนการเป็นผู้ทิ้งงานเมื่อฐานะการเงินมั่นคง ชำระภาษีแล้ว และพ้นระยะเวลาแจ้งเวียน",
              "Removal from the list: secure finances, taxes paid, the period of circulation over.", "S1", "p. 100")
ACT_111 = act("111", "ห้ามจัดซื้อจัดจ้างกับผู้ทิ้งงาน และนิติบุคคลที่หุ้นส่วนผู้จัดการ กรรมการผู้จัดการ ผู้บริหาร หรือผู้มีอำนาจเป็นผู้ทิ้งงาน",
              "No procurement with an abandoner, nor with a juristic person whose managing partner, managing director, executive or authorised person is one.",
              "S1", "p. 100")
ACT_114 = act("114", "ผู้ยื่นข้อเสนอที่เห็นว่าไม่ได้รับการคัดเลือกเพราะหน่วยงานไม่ปฏิบัติตามกฎหมาย มีสิทธิอุทธรณ์",
              "A tenderer who thinks that a breach of the rules cost it the award may appeal.", "OWN-H")
ACT_115 = act("115", "เรื่องที่อุทธรณ์ไม่ได้ เช่น การเลือกวิธีหรือเกณฑ์ และการยกเลิกตามมาตรา 67",
              "What cannot be appealed, such as the choice of method or criteria and a cancellation under s. 67.", "OWN-H")
ACT_116 = act("116", "คำอุทธรณ์ทำเป็นหนังสือลงลายมือชื่อ ใช้ถ้อยคำสุภาพ ระบุข้อเท็จจริงและเหตุผลชัดเจน พร้อมเอกสาร",
              "An appeal is written, signed and polite, with clear facts, reasons and documents.", "OWN-H")
ACT_117 = act("117", "อุทธรณ์ต่อหน่วยงานภายใน 7 วันทำการนับแต่วันประกาศผล",
              "The appeal reaches the agency within seven working days from the announcement.", "S4,S26")
ACT_118 = act("118", "หน่วยงานพิจารณาอุทธรณ์ภายใน 7 วันทำการ หากไม่เห็นด้วยส่งคณะกรรมการพิจารณาอุทธรณ์ภายใน 3 วันทำการ",
              "The agency decides within seven working days; where it disagrees it reports to the Appeals Committee within three.", "OWN-H")
ACT_119 = act("119", "คณะกรรมการพิจารณาอุทธรณ์พิจารณาภายใน 30 วัน ขยายได้ หากพ้นกำหนดให้ยุติเรื่องและหน่วยงานดำเนินการต่อ",
              "The Appeals Committee has 30 days, extendable; if time runs out the matter ends and the agency goes on.", "S1", "p. 103")
ACT_120 = act("120", "โทษของเจ้าหน้าที่ผู้ปฏิบัติหน้าที่โดยมิชอบหรือโดยทุจริต", "Punishment of officials who act unlawfully or dishonestly.", "S1", "p. 103")
ACT_121 = act("121", "ความผิดฐานขัดคำสั่งคณะกรรมการวินิจฉัยหรือคณะกรรมการพิจารณาอุทธรณ์",
              "The offence of disobeying the Ruling or Appeals Committee.", "OWN-U")
# fmt: on
