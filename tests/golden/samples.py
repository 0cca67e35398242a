"""What the golden bodies are filled with: invented values in the shapes that NetServer uses.

make.py takes from these tables; SHAPES are bodies that are written out here.
"""

from __future__ import annotations

from typing import Any


class Json(str):
    """A body that is already JSON, for tokens that Python would write in another way."""

    __slots__ = ()


# Written as .NET does: up to seven digits, trailing zeros trimmed, three shapes of zone,
# and the three ways in which servers write "no date".
DATES = [
    "2024-09-04T12:01:28.5878372+02:00",
    "0001-01-01T00:00:00",
    "2019-12-19T11:55:14",
    "2022-03-27T01:59:59.99Z",
    "2031-01-31T23:59:59.999999+01:00",
    "0001-01-01T00:00:00Z",
    "1999-05-13T00:00:00Z",
    "2025-02-28T06:30:00.1",
    "0001-01-01T01:00:00+01:00",
    "2020-02-29T17:45:10.123+05:30",
    "2023-11-05T08:00:00.1234-09:30",
    "2026-07-01T00:00:00.00001Z",
    "9999-12-31T23:59:59.9999999",
]

MASKS = {
    "ETableRight": [
        "Select, Update, Insert, Delete",
        "None",
        "Select, Update, Delete",
        "RI, RestrictedUpdate",
        "Select, Update",
        "URI",
        "Delete",
        "Select",
        "Uninitialized",
    ],
    "EFieldRight": [
        "Update",
        "None",
        "Read",
        "Update, UIHintMandatory",
        "Update, Nullable",
        "Nullable, UIHintReadOnly",
        "Write",
    ],
}

# Older servers and the documents of 2021 wrote these.
OLDER_MASKS = {
    "ETableRight": ["FULL", "Select, Update, Insert"],
    "EFieldRight": ["FULL", "Update, Unused4", "Unused4, UIHintReadOnly"],
}

UNLISTED_ENUM = ("UserName", "Password, IsActive", "")

TEXTS = [
    "Kundeservice Nord",
    "",
    'NO:"Selger";US:"Sales rep";GE:"Verkäufer"',
    "Øvre Årdal & Sønner",
    "[SR_ROLE_TOOLTIP_12]",
    "Ελληνική ομάδα",
    "営業部 第二課",
    "Рабочая группа «Север»",
    "فريق المبيعات",
    "צוות תמיכה",
    "बिक्री दल",
    "ทีมขาย",
    "영업팀",
    "Łódź – Żabia 7",
    "e\u0301quipe 🚀 👩‍💻",
    'He said "fine" \\ left',
]

# By type of schema.json and member; "" for any other member of that type.
VALUES: dict[str, dict[str, list[Any]]] = {
    "bool": {"": [True, False]},
    "date-time": {"": DATES},
    "int32": {
        "": [0, 7, 215, 4711, 1, 90210, 12, 318],
        "Rank": [0, 3, 32767, 158, -1],
        "FieldLength": [0, 4, 16, 219],
        "ColorBlock": [0, 16711680, 2147483647, -1],
        "ExtraFlags": [0, 2147483647, -2147483648],
        "Retired": [0, 1],
        "Deleted": [0, 1],
        "Port": [993, 587, 0],
        "FunctionalRightIds": [1, 17, 215, 0],
    },
    "string": {
        "": TEXTS,
        "FieldType": [
            "System.String",
            "System.Int32",
            "System.Int16",
            "System.DateTime",
            "System.Boolean",
            "SuperOffice.CRM.Services.Associate",
            "SuperOffice.CRM.Services.EntityElement[]",
            "LongText",
            "ListText",
            "RelationTo",
            "",
        ],
        "Reason": ["", "[SR_MANDATORY_FIELD_1281]", "The role does not allow it", "Rollen tillåter det inte"],
        "Name": ["NORD", "KIOSK3", "anv-østfold", "Δέλτα", "北", ""],
        "UserName": ["nord@example.com", "kiosk-3", "vakt.øst@example.org", "STAGE\\svc-import"],
        "NickName": ["Northern light", "", "夜勤"],
        "Firstname": ["Ylva", "Jürgen", "Νίκη", "小百合", "Łucja", ""],
        "Lastname": ["Testdal", "Vorlage", "Δοκιμή", "見本", "Przykład"],
        "MiddleName": ["", "B.", "von der"],
        "Mrmrs": ["", "Dr.", "Ms."],
        "Email": ["ylva.testdal@example.com", ""],
        "EmailName": ["", "Ylva at work"],
        "DirectPhone": ["+47 00 00 00 01", ""],
        "MobilePhone": ["", "+46 70 000 00 02"],
        "Password": ["not-a-real-secret", 'pa\\ss"word', "пароль-образец", ""],
        "OldPassword": ["winter-sample", ""],
        "NewPassword": ["summer-sample", "长密码样本"],
        "SecretValue": ["sample secret", ""],
        "AccessToken": ["8A:sample-access", "eyJzYW1wbGUiOnRydWV9"],
        "RefreshToken": ["sample-refresh", ""],
        "AppToken": ["5f1d0c0ffee0", ""],
        "Claims": ['{"sub":"sample","aud":["a","b"]}', ""],
        "CredentialValue": ["S-1-5-21-0-0-0-1001"],
        "Type": ["password", "ActiveDirectory", "imap", ""],
        "DisplayType": ["Password", "Windows-bruker", 'NO:"Passord";US:"Password"'],
        "CredentialType": ["password", "ActiveDirectory"],
        "Provider": ["google", "exchange"],
        "Value": ["Salg", 'NO:"Kundeservice";US:"Customer service"', "営業部", "", "CRU"],
        "GroupName": ["Domain Users", "STAGE\\Sales"],
        "Title": ["Daglig leder", "", "Geschäftsführerin"],
        "IconHint": ["", "mdo:flag"],
        "StyleHint": ["", "bold"],
        "PrerequisiteModuleName": ["", "sales-premium"],
        "CommandName": ["Sample.ShowLog"],
        "TableName": ["contact", "sale", "y_vehicle"],
        "DataRightValue": ["CRU", "CRUD"],
        "Server": ["mail.example.net"],
        "RedirectUri": ["https://gateway.example.com/openid?tenant=Cust12345&x=1"],
        "ActionData": ["https://crm.example.com/run?id=215#top", ""],
        "PhoneNumbers": ["+47 00 00 00 03", "00 44 20 0000"],
        "Emails": ["first@example.com", "second@example.com"],
        "FunctionalRightNames": ["AllowBulkUpdate", "admin-all", ""],
    },
}

FIELD_PROPERTY_KEYS = dict.fromkeys(
    [
        "Name",
        "Address.Zipcode",
        "CustomFields.SuperOffice:1",
        "CustomFields.x_person_integer",
        "fieldName",
        "",
    ]
)

CUSTOM_FIELDS = {
    "SuperOffice:1": "[I:3]",
    "SuperOffice:1:DisplayText": "Gull",
    "SuperOffice:1:DisplayTooltip": 'NO:"Beste kunde";US:"Best customer"',
    "SuperOffice:1:org": "[I:2]",
    "SuperOffice:2": "[I:1]",
    "SuperOffice:3": "[F:4.43]",
    "SuperOffice:4": "[D:05/05/1999 00:00:00.0000000]",
    "SuperOffice:5": "[D:01/01/0001]",
    "SuperOffice:6": "[DT:11/09/2017 14:53:18]",
    "SuperOffice:7": "[A:3,4,5]",
    "SuperOffice:8": "[F:0]",
    "SuperOffice:9": "long text\r\nin two lines",
    "SuperOffice:10": None,
    "SuperOffice:11": "",
    "x_vehicle_count": "[I:-12]",
    "x_valid_from": "[DT:03/28/2019 00:00:00.0000000]",
    "x_note": "I:3] is no number",
    "x_平仮名": "かな",
}

KEYS: dict[str, dict[str, Any]] = {
    "FieldProperties": FIELD_PROPERTY_KEYS,
    "CustomFields": CUSTOM_FIELDS,
    "ExtraFields": {"x_vehicle_count": "[I:4]", "x_note": None, "x_paid": "[I:0]", "x_ref": "A/1:2.3"},
    "_Links": {
        "Self": "https://crm.example.com/Cust12345/api/v1/User/215",
        "Self.Simple": "https://crm.example.com/Cust12345/api/v1/User/215/Simple",
        "Archive.Sales": "https://crm.example.com/Cust12345/api/v1/User/215/Sales?$top=10&$select=a,b",
    },
}

SELECTED: dict[str, tuple[str, ...]] = {
    "User": ("Name", "Rank"),
    "UserWithLinks": ("AssociateId", "Role", "_Links"),
    "RoleEntity": ("RoleId", "Updated"),
    "Associate": (),
}

PLACES = [
    {"Id": 3, "Value": 'NO:"Selger";US:"Sales rep"', "Tooltip": 'US:"Sells";NO:"Selger ting";'},
    {"Id": 4, "Value": 'tab\there, quote ", backslash \\, slash /', "Tooltip": "line\nfeed\r\nand \b \f"},
    {"Id": 5, "Value": "\u0000\u0001\u001f\u007f\u0085", "Tooltip": "\u2028\u2029\ufeff\ufffd\uffff"},
    {"Id": 6, "Value": "𝒜 🇳🇴 👨‍👩‍👧 \U0010ffff", "Tooltip": "\u202eabc\u202c \u00adsoft"},
    {"Id": 7, "Value": " leading and trailing ", "Tooltip": "  "},
]

CATEGORY: dict[str, Any] = {"Id": 12, "Name": "leaf", "ChildItems": []}
for _level in range(10):
    CATEGORY = {"Id": _level + 1, "Name": f"level {10 - _level}", "ChildItems": [CATEGORY, {}]}

# What strict reading refuses, since it is not in today's canonical spelling.
REFUSED = {"masks_table_older", "masks_field_older", "ids_as_text", "newer_server"}

_ZONES = ("", "Z", "+02:00", "-09:30", "+14:00", "-14:00", "+00:00")
_FRACTIONS = ("", ".5", ".58", ".587", ".5878", ".58783", ".587837", ".5878372")

SHAPES: list[tuple[str, str, str, Any]] = [
    ("integer_lowest", "int32", "the lowest integer", -2147483648),
    ("integer_zero", "int32", "a scalar as the whole body", 0),
    ("boolean", "bool", "a scalar as the whole body", True),
    ("text", "string", "an access token as the whole body", "8A:Cust12345.sample=="),
    ("text_empty", "string", "an empty text as the whole body", ""),
    ("date", "date-time", "a date as the whole body", DATES[0]),
    ("nothing_found", "User?", "agents answer 200 and null where nothing was found", None),
    ("integers", "array<int32>", "ids", [7, 11, 2147483647, -1]),
    ("integers_none", "array<int32>", "an empty array", []),
    ("texts", "array<string>", "null among texts", ["admin-all", None, "", "日本"]),
    (
        "data_rights",
        "dict<string,string>",
        "rights by table",
        {"contact": "CRU", "sale": "", "y_car.x": None},
    ),
    ("dictionary_empty", "dict<string,string>", "an empty dictionary", {}),
    (
        "custom_fields_texts",
        "CustomFields",
        "plain values beside encoded ones",
        {"a": "3", "b": "True", "": ""},
    ),
    ("groups", "array<UserGroup>", "null and an all-absent carrier among the items", [None, {}, {"Id": 3}]),
    ("users_none", "array<User>", "an empty array", []),
    ("user_absent", "User", "a carrier whose members are all absent", {}),
    (
        "user_blank",
        "User",
        "{} where 2021 documents had it",
        {"Role": {}, "TableRight": {}, "OtherGroups": [{}, {}]},
    ),
    (
        "user_empty",
        "User",
        "empty containers",
        {"Credentials": [], "CustomFields": {}, "FieldProperties": {}},
    ),
    ("matrix", "DataRights", "a matrix with gaps", {"Rights": [[{"Value": "CRUD"}, None], [], None, [{}]]}),
    ("texts_that_hurt", "array<Role>", "escapes, scripts, blanks, controls", PLACES),
    ("categories_deep", "MDOListItem", "eleven levels of categories", CATEGORY),
    (
        "dates",
        "array<UntrustedCredentials>",
        "every zone shape with 0 to 7 digits",
        [
            {
                "ValidFrom": f"2024-09-04T12:01:28{fraction}{zone}",
                "ValidTo": f"9999-12-31T23:59:59{fraction}{zone}",
            }
            for zone in _ZONES
            for fraction in _FRACTIONS
        ],
    ),
    (
        "dates_none",
        "array<UntrustedCredentials>",
        "every other date",
        [{"ValidFrom": date} for date in DATES],
    ),
    ("masks_table", "array<TableRight>", "of today", [{"Mask": m} for m in MASKS["ETableRight"]]),
    ("masks_field", "array<FieldRight>", "of today", [{"Mask": m} for m in MASKS["EFieldRight"]]),
    (
        "masks_table_older",
        "array<TableRight>",
        "of older servers",
        [{"Mask": m} for m in OLDER_MASKS["ETableRight"]],
    ),
    (
        "masks_field_older",
        "array<FieldRight>",
        "of older servers",
        [{"Mask": m} for m in OLDER_MASKS["EFieldRight"]],
    ),
    (
        "ids_as_text",
        "User",
        "ids in texts, as clients send them",
        {"AssociateId": "10", "Role": {"Id": "3"}, "UserGroup": {"Id": 2, "Value": "Sales"}},
    ),
    (
        "newer_server",
        "User",
        "members and enum names of a later version",
        Json(
            '{"AssociateId":215,"Name":"NORD","Theme":{"Color":"#00aa88","Scale":1.10},"Type":"HologramAssociate",'
            '"Badges":[1,2.50,-0.0,1e400,123456789012345678901234567890,null,{"":[]}],"TableRight":{"Mask":'
            '"Select, Teleport","Reason":"","Scope":null},"LastSeen":"2026-07-01T00:00:00Z"}'
        ),
    ),
]
