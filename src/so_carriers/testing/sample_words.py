"""The words of `samples`: invented people, groups, roles and fields, in several scripts."""

from __future__ import annotations

from typing import NamedTuple


class Name(NamedTuple):
    """A first and a last name as they are written, and the same in letters of ASCII."""

    first: str
    last: str
    login: str


NAMES = (
    Name("Ylva", "Testdal", "ylva.testdal"),
    Name("Åse", "Prøvesen", "ase.provesen"),
    Name("Jürgen", "Müßig", "juergen.muessig"),
    Name("Łucja", "Przykładna", "lucja.przykladna"),
    Name("Zoë", "d'Exemple", "zoe.dexemple"),
    Name("Şebnem", "Örnekçi", "sebnem.ornekci"),
    Name("Νίκη", "Δοκιμίδου", "niki.dokimidou"),
    Name("Ирина", "Образцова", "irina.obraztsova"),
    Name("小百合", "見本", "sayuri.mihon"),
    Name("示范", "李", "shifan.li"),
    Name("보기", "김", "bogi.kim"),
    Name("ليلى", "المثال", "layla.almithal"),
    Name("נועה", "דוגמאי", "noa.dugmai"),
    Name("आशा", "उदाहरण", "asha.udaharan"),
    Name("ทดลอง", "ตัวอย่าง", "thotlong.tuayang"),
    Name("Bre\u0301nda", 'O\'Sample "Bee"', "brenda.osample"),
)
"""The last one has an accent that is a character of its own, an apostrophe and quotation marks."""

COMPANIES = (
    "Prøvebruket AS",
    "Beispielwerke GmbH & Co. KG",
    "Exemplo Lda <Lisboa>",
    "サンプル商事株式会社",
    "Книги «Пример»",
    "شركة المثال",
)

TITLES = (
    "",
    'NO:"Daglig leder";US:"General manager"',
    'NO:"Selger";US:"Sales rep";GE:"Verkäufer"',
    "Geschäftsführerin",
    "営業部長",
)

ROLES = (
    'NO:"Bruker nivå 0";US:"User level 0"',
    'NO:"Administrator";US:"Administrator"',
    'NO:"Kundeservice";US:"Customer service"',
    "[SR_ROLE_SYSTEM]",
)

GROUPS = (
    'NO:"Salg";US:"Sales"',
    'NO:"Kundeservice nord";US:"Customer service north"',
    "Πωλήσεις",
    "営業部 第二課",
    "Склад «Север»",
    "Back office",
)

CATEGORIES = (
    'NO:"Faktura";US:"Invoice"',
    "Retur / Rücksendung",
    "お問い合わせ",
    "Bug \U0001f41e",
)

MODULES = (
    ("sales-premium", "Sales Premium", ""),
    ("service-standard", "Service Standard", ""),
    ("marketing-mailings", "Marketing mailings", "sales-premium"),
    ("mobile-crm", "Mobile CRM", "sales-premium"),
    ("web-tools", "Web tools", ""),
)
"""Name, what it is called, and the module that it needs."""

FIELDS = (
    ("AssociateId", "System.Int32", 0),
    ("Tooltip", "System.String", 254),
    ("Rank", "System.Int16", 0),
    ("Lastlogin", "System.DateTime", 0),
    ("Person.Email", "System.String", 99),
    ("Address.Zipcode", "System.String", 12),
    ("CustomFields.SuperOffice:1", "LongText", 2000),
    ("CustomFields.x_fleet_number", "RelationTo", 0),
)
"""Names as servers write them, with dots and colons, type and length."""
