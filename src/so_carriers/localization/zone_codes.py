"""The codes and ids of NetServer's time zones, as IANA's time zone database names the zones.

NetServer names a zone by its country (ISO 3166-1) and, where a country has several, by the region in it
(ISO 3166-2): `NO`, `US-NY`. The codes with an id are those that its documentation shows ("SOTimezone");
the others follow its rule. Of a country with several zones and one that most of its people live in, the
code is that one (`ES`, `NZ`), and so for regions (`US-TX`); of others there is none (`US`, `BR`, `RU`).
`UK` and `SW` are other names of `GB` and `SE`.
"""

from __future__ import annotations

_BY_AREA = {
    "Africa": (
        "AO Luanda, BF Ouagadougou, BI Bujumbura, BJ Porto-Novo, BW Gaborone, CF Bangui, CG Brazzaville, "
        "CI Abidjan, CM Douala, DJ Djibouti, DZ Algiers, EG Cairo, EH El_Aaiun, ER Asmara, ET Addis_Ababa, "
        "GA Libreville, GH Accra, GM Banjul, GN Conakry, GQ Malabo, GW Bissau, KE Nairobi, LR Monrovia, "
        "LS Maseru, LY Tripoli, MA Casablanca, ML Bamako, MR Nouakchott, MW Blantyre, MZ Maputo, "
        "NA Windhoek, NE Niamey, NG Lagos, RW Kigali, SD Khartoum, SL Freetown, SN Dakar, SO Mogadishu, "
        "SS Juba, ST Sao_Tome, SZ Mbabane, TD Ndjamena, TG Lome, TN Tunis, TZ Dar_es_Salaam, UG Kampala, "
        "ZA Johannesburg, ZM Lusaka, ZW Harare"
    ),
    "America": (
        "AG Antigua, AI Anguilla, AR Argentina/Buenos_Aires, AW Aruba, BB Barbados, BL St_Barthelemy, "
        "BO La_Paz, BQ Kralendijk, BS Nassau, BZ Belize, CL Santiago, CO Bogota, CR Costa_Rica, CU Havana, "
        "CW Curacao, DM Dominica, DO Santo_Domingo, EC Guayaquil, GD Grenada, GF Cayenne, GL Nuuk, "
        "GP Guadeloupe, GT Guatemala, GY Guyana, HN Tegucigalpa, HT Port-au-Prince, JM Jamaica, "
        "KN St_Kitts, KY Cayman, LC St_Lucia, MF Marigot, MQ Martinique, MS Montserrat, NI Managua, "
        "PA Panama, PE Lima, PM Miquelon, PR Puerto_Rico, PY Asuncion, SR Paramaribo, SV El_Salvador, "
        "SX Lower_Princes, TC Grand_Turk, TT Port_of_Spain, UY Montevideo, VC St_Vincent, VE Caracas, "
        "VG Tortola, VI St_Thomas, "
        "CA-AB Edmonton, CA-BC Vancouver, CA-MB Winnipeg, CA-NB Moncton, CA-NL St_Johns, CA-NS Halifax, "
        "CA-NT Edmonton, CA-ON Toronto, CA-PE Halifax, CA-QC Toronto, CA-SK Regina, CA-YT Whitehorse, "
        "US-AK Anchorage, US-AL Chicago, US-AR Chicago, US-AZ Phoenix, US-CA Los_Angeles, US-CO Denver, "
        "US-CT New_York, US-DC New_York, US-DE New_York, US-FL New_York, US-GA New_York, US-IA Chicago, "
        "US-ID Boise, US-IL Chicago, US-IN Indiana/Indianapolis, US-KS Chicago, US-KY New_York, "
        "US-LA Chicago, US-MA New_York, US-MD New_York, US-ME New_York, US-MI Detroit, US-MN Chicago, "
        "US-MO Chicago, US-MS Chicago, US-MT Denver, US-NC New_York, US-ND Chicago, US-NE Chicago, "
        "US-NH New_York, US-NJ New_York, US-NM Denver, US-NV Los_Angeles, US-NY New_York, US-OH New_York, "
        "US-OK Chicago, US-OR Los_Angeles, US-PA New_York, US-RI New_York, US-SC New_York, US-SD Chicago, "
        "US-TN Chicago, US-TX Chicago, US-UT Denver, US-VA New_York, US-VT New_York, US-WA Los_Angeles, "
        "US-WI Chicago, US-WV New_York, US-WY Denver"
    ),
    "Arctic": "SJ Longyearbyen",
    "Asia": (
        "AE Dubai, AF Kabul, AM Yerevan, AZ Baku, BD Dhaka, BH Bahrain, BN Brunei, BT Thimphu, CN Shanghai, "
        "CY Nicosia, GE Tbilisi, HK Hong_Kong, IL Jerusalem, IN Kolkata, IQ Baghdad, IR Tehran, JO Amman, "
        "JP Tokyo, KG Bishkek, KH Phnom_Penh, KP Pyongyang, KR Seoul, KW Kuwait, LA Vientiane, LB Beirut, "
        "LK Colombo, MM Yangon, MO Macau, MY Kuala_Lumpur, NP Kathmandu, OM Muscat, PH Manila, PK Karachi, "
        "QA Qatar, SA Riyadh, SG Singapore, SY Damascus, TH Bangkok, TJ Dushanbe, TL Dili, TM Ashgabat, "
        "TW Taipei, UZ Tashkent, VN Ho_Chi_Minh, YE Aden"
    ),
    "Atlantic": "BM Bermuda, CV Cape_Verde, FK Stanley, FO Faroe, IS Reykjavik, SH St_Helena",
    "Australia": (
        "AU-ACT Sydney, AU-NSW Sydney, AU-NT Darwin, AU-QLD Brisbane, AU-SA Adelaide, AU-TAS Hobart, "
        "AU-VIC Melbourne, AU-WA Perth"
    ),
    "Europe": (
        "AD Andorra, AL Tirane, AT Vienna, AX Mariehamn, BA Sarajevo, BE Brussels, BG Sofia, BY Minsk, "
        "CH Zurich, CZ Prague, DE Berlin, DK Copenhagen, EE Tallinn, ES Madrid, FI Helsinki, FR Paris, "
        "GB London, GG Guernsey, GI Gibraltar, GR Athens, HR Zagreb, HU Budapest, IE Dublin, "
        "IM Isle_of_Man, IT Rome, JE Jersey, LI Vaduz, LT Vilnius, LU Luxembourg, LV Riga, MC Monaco, "
        "MD Chisinau, ME Podgorica, MK Skopje, MT Malta, NL Amsterdam, NO Oslo, PL Warsaw, PT Lisbon, "
        "RO Bucharest, RS Belgrade, SE Stockholm, SI Ljubljana, SK Bratislava, SM San_Marino, "
        "SW Stockholm, TR Istanbul, UA Kyiv, UK London, VA Vatican"
    ),
    "Indian": "KM Comoro, MG Antananarivo, MU Mauritius, MV Maldives, RE Reunion, SC Mahe, YT Mayotte",
    "Pacific": (
        "AS Pago_Pago, CK Rarotonga, FJ Fiji, GU Guam, MP Saipan, NC Noumea, NR Nauru, NU Niue, "
        "NZ Auckland, PG Port_Moresby, PN Pitcairn, PW Palau, SB Guadalcanal, TK Fakaofo, TO Tongatapu, "
        "TV Funafuti, US-HI Honolulu, VU Efate, WF Wallis, WS Apia"
    ),
}

CODE_OF_ID = {
    "1": "UTC",
    "36": "AU-ACT",
    "50": "BD",
    "114": "CA-QC",
    "140": "DK",
    "156": "FR",
    "261": "NO",
    "425": "US-CA",
    "433": "US-HI",
    "460": "US-NY",
}
"""The ids that the documentation shows; an installation lists all of its own at `/api/v1/timezone`."""


def _zone_names() -> dict[str, str]:
    names = {"UTC": "UTC"}
    for area, zones in _BY_AREA.items():
        for zone in zones.split(", "):
            code, _, city = zone.partition(" ")
            names[code] = f"{area}/{city}"
    return names


ZONE_OF_CODE = _zone_names()
"""The IANA name of each zone by NetServer's code, in upper case."""
