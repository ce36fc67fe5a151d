"""The demo's invented world, made by taking real steps as real actors on one timeline. Never used outside demo mode."""

#: The one password of everybody in the demo, and the passphrase of every key holder. Demo people exist in demo mode only.
PASSWORD = "ตลาด-สาธิต-2570"  # noqa: S105
PASSPHRASE = "ม้าสีน้ำตาล วิ่งข้าม ทุ่งกว้าง ยามเช้า"  # noqa: S105
