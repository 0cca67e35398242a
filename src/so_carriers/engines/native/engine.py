"""What the native engine offers: each function returns what the reference engine would, or a `Declined`.

    decode_json(body, declared, limits, strict)      the value of a JSON text as that type
    encode_json(value, declared, limits)             the compact JSON text of a value
    decode_xml(body, declared, limits, strict)       the value of an XML document in UTF-8
    encode_xml(value, declared, limits, extensions)  the XML of a value, not indented

`declared` is None for carriers that state their type, and lists of them, in JSON. The
functions are those of the extension itself, since one of Python in between would take a
tenth of the time.
"""

from __future__ import annotations

from so_carriers.engines.native import _native, plans

plans.introduce()

Declined = _native.Declined
counts = _native.counts
decode_json = _native.decode_json
encode_json = _native.encode_json
decode_xml = _native.decode_xml
encode_xml = _native.encode_xml
