"""Words of the demo's suppliers and services. Invented; varied by the seed."""

from __future__ import annotations

#: Thai and English halves of company names.
FIRST = (
    ("นาวา", "Nava"), ("ล้านนา", "Lanna"), ("สมุดหลวง", "Samut Luang"), ("ลานข้อมูล", "Lan Khomun"), ("สยามคลาวด์", "Siam Cloud"), ("ช่อฟ้า", "Chofa"), ("ปัญญาวิถี", "Panya Withi"), ("ดิจิทัลสยาม", "Digital Siam"),
    ("เมฆขาว", "Mek Khao"), ("ภูฟ้า", "Phu Fa"), ("แสงอรุณ", "Saeng Arun"), ("ทะเลไทย", "Thale Thai"), ("รวงข้าว", "Ruang Khao"), ("บัวหลวง", "Bua Luang"), ("ศิลาทอง", "Sila Thong"), ("วังน้ำเย็น", "Wang Nam Yen"),
    ("ธาราเน็ต", "Thara Net"), ("อุ่นใจ", "Unjai"), ("พลังสมอง", "Palang Samong"), ("สายน้ำ", "Sai Nam"),
)  # fmt: skip
SECOND = (
    ("ดิจิทัล", "Digital"),
    ("เทคโนโลยี", "Technology"),
    ("ซอฟต์แวร์", "Software"),
    ("โซลูชัน", "Solutions"),
    ("ซิสเต็มส์", "Systems"),
    ("ดาต้า", "Data"),
)
PROVINCES = ("กรุงเทพมหานคร", "เชียงใหม่", "ขอนแก่น", "ชลบุรี", "สงขลา", "นครราชสีมา", "ลำพูน", "นครปฐม", "อุดรธานี", "ระยอง", "ลำปาง", "เลย")
DISTRICTS = {"กรุงเทพมหานคร": "บางเขน"}

#: Per category: products (Thai, English), lowest and highest price of one unit in baht.
PRODUCTS: dict[str, tuple[tuple[tuple[str, str], ...], int, int]] = {
    "e-document": ((("ระบบสารบรรณอิเล็กทรอนิกส์", "Electronic document system"), ("ระบบรับส่งหนังสือราชการ", "Official letters exchange"), ("ชุดสำนักงานไร้กระดาษ", "Paperless office suite"), ("ระบบลงนามหนังสือดิจิทัล", "Digital letter signing")), 90, 420),
    "construction-permit": ((("ระบบขออนุญาตก่อสร้างออนไลน์", "Online construction permit system"), ("ระบบยื่นแบบอาคารและตรวจแบบ", "Building plan submission and review"), ("ระบบใบอนุญาตอาคารครบวงจร", "Complete building permit service")), 120_000, 480_000),
    "restaurant-licence": ((("ระบบใบอนุญาตร้านอาหาร", "Restaurant licence system"), ("ระบบแจ้งจัดตั้งสถานที่จำหน่ายอาหาร", "Food premises notification"), ("ระบบตรวจสุขาภิบาลอาหารเคลื่อนที่", "Mobile food hygiene inspection")), 60_000, 260_000),
    "garbage-fee": ((("ระบบชำระค่าขยะออนไลน์", "Online garbage fee payment"), ("ทะเบียนครัวเรือนและค่าขยะ", "Household register and waste fees"), ("ระบบใบแจ้งหนี้ค่าขยะด้วย QR", "Waste bills with QR payment")), 18, 75),
    "other-fees": ((("ระบบรับชำระค่าน้ำและค่าเช่าแผง", "Water and market rent payment"), ("ระบบภาษีป้ายและภาษีที่ดิน", "Signboard and land tax payment"), ("ศูนย์รับชำระค่าธรรมเนียมท้องถิ่น", "Local fee payment hub")), 4, 22),
    "cloud-hosting": ((("คลาวด์ภาครัฐในประเทศ", "Government cloud in Thailand"), ("เครื่องแม่ข่ายเสมือนพร้อมสำรองข้อมูล", "Virtual servers with backup"), ("คลาวด์สำหรับข้อมูลชั้นลับ", "Cloud for classified data")), 1, 4),
    "cybersecurity": ((("บริการเฝ้าระวังภัยไซเบอร์", "Cyber watch service"), ("ระบบป้องกันเครื่องปลายทาง", "Endpoint protection"), ("บริการทดสอบเจาะระบบและปิดช่องโหว่", "Penetration test and hardening")), 450, 2_400),
    "data-open-data": ((("แพลตฟอร์มข้อมูลเปิดท้องถิ่น", "Local open data platform"), ("บริการทำบัญชีข้อมูลภาครัฐ", "Government data catalogue service"), ("แดชบอร์ดบริหารเมือง", "City dashboard")), 4_000, 90_000),
    "identity": ((("ระบบยืนยันตัวตนเชื่อม ThaID", "Identity service with ThaID"), ("ระบบลงชื่อเข้าใช้ครั้งเดียว", "Single sign-on"), ("บริการลายเซ็นดิจิทัล", "Digital signature service")), 30, 900),
    "software-development": ((("ทีมพัฒนาระบบงานบริการ", "Service development team"), ("พัฒนาเว็บไซต์และแอปพลิเคชันท้องถิ่น", "Municipal website and app development"), ("ทีมวิเคราะห์และออกแบบระบบ", "Analysis and design team")), 4_500, 14_000),
    "maintenance": ((("บำรุงรักษาระบบสารสนเทศ", "Information system maintenance"), ("ดูแลเครือข่ายและเครื่องแม่ข่าย", "Network and server care"), ("ศูนย์ช่วยเหลือผู้ใช้", "User help desk")), 6_000, 48_000),
    "training": ((("อบรมความมั่นคงปลอดภัยไซเบอร์", "Cybersecurity training"), ("อบรมธรรมาภิบาลข้อมูล", "Data governance training"), ("อบรมการใช้ระบบงานดิจิทัล", "Digital work skills training")), 600, 3_200),
}  # fmt: skip
SUFFIX = (
    ("สำหรับเทศบาล", "for municipalities"), ("สำหรับ อบต.", "for SAOs"), ("รุ่นมาตรฐาน", "standard edition"), ("รุ่นครบชุด", "complete edition"), ("พร้อมย้ายข้อมูลเดิม", "with data migration"),
    ("แบบเริ่มต้นเร็ว", "quick start"), ("พร้อมอบรม", "with training"), ("สำหรับหน่วยงานขนาดใหญ่", "for large agencies"), ("ใช้งานบนมือถือ", "mobile first"), ("เชื่อมระบบกลาง", "linked to central systems"),
)  # fmt: skip
OPENING = (
    ("ช่วยให้เจ้าหน้าที่ทำงานเสร็จในหน้าจอเดียว", "Lets staff finish the work on one screen"),
    ("ลดขั้นตอนเดินเอกสารและค้นเรื่องย้อนหลังได้", "Cuts paper rounds and finds past cases"),
    ("ประชาชนยื่นเรื่องและติดตามผลได้เองตลอดเวลา", "Citizens apply and follow their case at any time"),
    ("ออกแบบจากงานจริงของท้องถิ่นขนาดเล็กและกลาง", "Designed from the real work of small and middle-sized local bodies"),
    ("ติดตั้งได้ภายในสองสัปดาห์และมีผู้ดูแลประจำ", "Installed within two weeks with a named caretaker"),
    ("รายงานสรุปให้ผู้บริหารดูได้ทุกเช้า", "Gives executives a summary every morning"),
)
MIDDLE = (
    ("ข้อมูลเก็บในประเทศไทยและสำรองสองแห่ง", "Data stays in Thailand with two backups"),
    ("มีคู่มือภาษาไทยและวิดีโอสอนใช้งาน", "Comes with Thai manuals and videos"),
    ("เชื่อมต่อผ่าน API แบบเปิดและส่งออกข้อมูลได้ครบ", "Connects by open API and exports all data"),
    ("รองรับลายมือชื่ออิเล็กทรอนิกส์ตามกฎหมาย", "Supports electronic signatures under the law"),
    ("บันทึกการใช้งานทุกครั้งเพื่อการตรวจสอบ", "Keeps a record of every use for audit"),
    ("ให้ความช่วยเหลือทางโทรศัพท์ในเวลาราชการ", "Telephone help during office hours"),
)
CLOSING = (
    ("ราคานี้รวมค่าปรับปรุงตามกฎหมายที่เปลี่ยน", "The price includes changes required by law"),
    ("ยกเลิกได้เมื่อสิ้นรอบสัญญาโดยไม่มีค่าใช้จ่าย", "Can be ended at the end of a term without cost"),
    ("มีหน่วยงานใช้งานจริงและให้ติดต่อสอบถามได้", "In real use; references can be asked"),
    ("ทดลองใช้กับข้อมูลตัวอย่างก่อนตัดสินใจได้", "Can be tried with sample data first"),
)
EXCLUDED = (
    "ค่าเดินทางนอกจังหวัดและอุปกรณ์ของหน่วยงาน",
    "การย้ายข้อมูลเดิมเกิน 10,000 รายการ",
    "ค่าบริการข้อความสั้น",
    "รวมทั้งหมดแล้ว",
    "ค่าธรรมเนียมธนาคารที่เรียกเก็บจากผู้ชำระ",
)
#: Agencies that sellers name as a reference, and what certificates cover.
REFERENCES = ("เทศบาลเมืองบ้านใหม่", "องค์การบริหารส่วนตำบลหนองแสง", "เทศบาลตำบลท่าข้าม", "องค์การบริหารส่วนจังหวัดแห่งหนึ่งในภาคเหนือ")
SCOPES = ("การพัฒนาและให้บริการซอฟต์แวร์แก่หน่วยงานของรัฐ", "การให้บริการระบบผ่านศูนย์ข้อมูลในประเทศ", "ทุกบริการของบริษัท")
#: Lines of answers that are lists, by the question's name (Thai, English); every other list takes lines of the summary.
LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "technologies": tuple(
        (name, name)
        for name in ("Python", "Django", "PostgreSQL", "React", "Vue", "Java", "Spring Boot", "Node.js", ".NET", "Docker", "Redis")
    ),
}
NEEDS = (
    "ลดเวลาที่ประชาชนต้องมาติดต่อที่สำนักงาน",
    "แทนระบบเดิมที่หมดอายุการสนับสนุน",
    "ให้ตรวจสอบงานย้อนหลังได้ครบถ้วน",
    "รองรับจำนวนคำขอที่เพิ่มขึ้น",
    "ทำตามแผนพัฒนาดิจิทัลของหน่วยงาน",
)
SOURCES = ("เทศบัญญัติงบประมาณรายจ่ายประจำปี", "ข้อบัญญัติงบประมาณรายจ่ายประจำปี", "เงินสะสม", "เงินอุดหนุนเฉพาะกิจ", "เงินรายได้ของหน่วยงาน")
