"""Words that postal addresses are made of, by language, and what they tell of the country."""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.any_case import listed
from app.redaction.generalise import COUNTRIES
from app.redaction.words import words

STREETS = listed(
    """street, road, avenue, lane, boulevard, crescent, terrace, cottages, parkway, highway,
    motorway, turnpike, expressway, mews, esplanade, promenade, causeway, embankment, st, rd,
    ave, blvd, ln, hwy, pkwy, cres, tce, pde, cct, bvd, marg, nagar, colony"""
)
"""Behind a number and a name, hardly anything else."""

PERHAPS_STREETS = listed(
    """drive, court, place, square, way, close, gardens, grove, row, walk, hill, park, circle,
    trail, loop, view, green, rise, quay, wharf, dr, ct, pl, sq, cir, cross, bypass, plaza, alley,
    gate, heights, ridge, common, croft, fields, meadow, meadows, orchard, path, run, vale, yard,
    steps, wynd, brae, parade, arcade, vennel, fold"""
)
"""Words of software and speech too: they need a town, a code or a word that says where."""

FRENCH = listed(
    """rue, avenue, boulevard, bd, place, chemin, allée, impasse, quai, route, cours, passage,
    faubourg, chaussée, sentier, esplanade, ruelle, boul., boul, av., bd., ch., rang, montée,
    allées, venelle, square, sráid, bóthar, ascaill, céide, lána, plás, cearnóg, corrán, heol,
    stryd, ffordd, triq"""
)
"""Behind the number and in front of the name; Irish, Welsh and Maltese put it there too."""

NAMED_FIRST = listed(
    """calle, avenida, avda., avda, av., plaza, pza., paseo, carrer, carretera, ctra., ronda,
    camino, travesía, glorieta, carrera, cra., calzada, jirón, pasaje, viale, v.le, piazza, p.za,
    piazzale, corso, c.so, vicolo, lungomare, rua, travessa, praça, alameda, rodovia, bulevardul,
    calea, aleea, șoseaua, bv., bvd., bvar., blvd., pje., psje., rambla, passeig, av.da, b.go,
    borgo, ul., al., os., pl., aleja, aleje, ulica, jl., jalan, jln., jln, ул.,
    улица, пр., пр-т, проспект, просп., пер., переулок, бул., бульвар, шоссе, наб., набережная,
    вул.,
    вулиця, οδός, λεωφόρος, λεωφ., πλατεία, רחוב, רח', שדרות, شارع, طريق, đường, ถนน, rue, avenue,
    chaussée, boulevard, strada, estrada, ulice, trg, cesta"""
)
PERHAPS_NAMED_FIRST = listed(
    "privada, priv., cerrada, cda., callejón, prolongación, prol., circuito, andador, retorno, "
    "via, c/, r., largo, str., strada, lorong, street, villa, soi, jr., kol., os., kolonia, osiedle"
)
SUFFIXES = listed(
    """straße, strasse, str., straat, gracht, gatan, vägen, gränd, gade, stræde, vænget, veien,
    vegen, katu, kuja, polku, allee, gasse, laan, plein, singel, chaussee, torget, stigen, kade,
    straße, platz, weg, damm, ufer, gürtel, steeg, dijk, vej, boulevarden, alléen, esplanaden,
    torvet, hafen, tinget"""
)
"""Ends of one word; a number behind it makes an address in German, Dutch, the North and Finnish."""

PERHAPS_SUFFIXES = listed(
    """ring, hof, graben, markt, kai, steig, tie, ranta, tori, kaari, gata, gate, vei, torv,
    dreef, baan, lei, backen, bakken, lunden, promenade, brücke, berg, feld, park, plads, plass"""
)
BEHIND = listed(
    """utca, útja, út, tér, körút, köz, sétány, fasor, caddesi, cad., sokak, sokağı, sok., sk.,
    bulvarı, mahallesi, mah., iela, gatvė, mnt, puiestee, tn, pst,
    prospektas, alėja, nám., náměstí, námestie, třída,
    tř., boulevarden, boulevard, allé, nábř., nábřeží, nábrežie, rinktinė, trg"""
)
ZONES = listed(
    """za, zi, zac, zae, z.a., z.i., z.a.c., zone industrielle, zone artisanale, zone commerciale,
    zone d'activité, zone d'activités, parc d'activité, parc d'activités, lieu-dit, lieudit,
    polígono industrial, pol. ind., pol. industrial, zona industriale, zona artigianale,
    zona industrial, parque industrial, industrieterrein, bedrijventerrein, gewerbegebiet,
    gewerbepark, industriegebiet, industriepark, erhvervspark, strefa przemysłowa"""
)
"""Where works and workshops stand, in front of the place's name; a code or a town follows."""

BOXES = listed(
    """p.o. box, po box, p o box, p. o. box, post office box, postfach, boîte postale,
    apartado de correos, apartado postal, apartado, casella postale, postbus, postboks, box postale,
    skrytka pocztowa, caixa postal, private bag, gpo box, locked bag, postilokero, casilla, postbox,
    poštovní přihrádka, абонентский ящик, а/я, ταχ. θυρίδα, p.f."""
)
STATES = tuple(
    sorted(
        words(
            """
            AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH
            NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR
            """
        )
    )
)
LABELS = listed(
    """address, addr, shipping address, billing address, home address, postal address,
    delivery address, mailing address, street address, ship to, deliver to, send to, anschrift,
    adresse, lieferadresse, lieferanschrift, rechnungsadresse, rechnungsanschrift, wohnort,
    postanschrift, dirección, domicilio, dirección de entrega, indirizzo, endereço, morada, adres,
    bezorgadres, afleveradres, postadres, adress, postadress, leveransadress, osoite,
    toimitusosoite,
    postiosoite, adresa, adresu, cím, lakcím, szállítási cím, адрес, адреса, адрес доставки,
    διεύθυνση, adresi, teslimat adresi, ev adresi, alamat, địa chỉ, ที่อยู่, عنوان, العنوان,
    כתובת, 住所, 送付先, 地址, 收货地址, 주소, 배송지, पता, आवासीय पता, डाक पता, نشانی, آدرس,
    نشانی منزل, محل سکونت, العنوان الوطني, ที่อยู่จัดส่ง,
    naslov, lakhely, heimilisfang, aadress, adrese, adresas,
    seoladh"""
)
CODE_LABELS = listed(
    """zip, zip code, zipcode, zip_code, postal code, postal_code, postalcode, postcode, post code,
    post_code, postal, plz, postleitzahl, code postal, c.p., cep, pin code, pincode, kod pocztowy,
    postnummer, postinumero, irányítószám, psč, почтовый индекс, индекс, τ.κ., 郵便番号, 邮编,
    邮政编码, 郵遞區號, 우편번호, מיקוד, code postal / ville, cp / ville, code postal ville,
    plz / ort,
    plz/ort, plz ort, postcode / town,
    postcode / plaats, cap / città, cp / población,
    código postal, codice postale, posta kodu,
    eircode, postnr,
    cod poștal"""
)
_NATIVE = {
    "Deutschland": "Germany", "Österreich": "Austria", "Schweiz": "Switzerland",
    "Suisse": "Switzerland", "Svizzera": "Switzerland", "Belgique": "Belgium", "België": "Belgium",
    "Nederland": "Netherlands", "The Netherlands": "Netherlands", "Holland": "Netherlands",
    "España": "Spain", "Italia": "Italy", "Brasil": "Brazil", "Polska": "Poland",
    "Česko": "Czechia", "Czech Republic": "Czechia", "Slovensko": "Slovakia",
    "Magyarország": "Hungary", "Sverige": "Sweden", "Norge": "Norway", "Danmark": "Denmark",
    "Suomi": "Finland", "Türkiye": "Turkey", "Україна": "Ukraine",
    "England": "United Kingdom", "Scotland": "United Kingdom", "Wales": "United Kingdom",
    "Northern Ireland": "United Kingdom", "UK": "United Kingdom", "U.K.": "United Kingdom",
    "Great Britain": "United Kingdom", "USA": "United States", "U.S.A.": "United States",
    "US": "United States", "UAE": "United Arab Emirates", "México": "Mexico", "Perú": "Peru",
    "Ελλάδα": "Greece", "Hellas": "Greece", "România": "Romania", "Hrvatska": "Croatia",
    "Éire": "Ireland", "日本": "Japan", "中国": "China", "한국": "South Korea",
    "ישראל": "Israel", "България": "Bulgaria", "Србија": "Serbia", "Eesti": "Estonia",
    "Latvija": "Latvia", "Lietuva": "Lithuania", "Ísland": "Iceland", "臺灣": "Taiwan",
}  # fmt: skip
COUNTRY_NAMES = {fold(name): name for name in COUNTRIES} | {
    fold(native): name for native, name in _NATIVE.items()
}
_CITIES = {
    "United Kingdom": """London, Manchester, Birmingham, Leeds, Glasgow, Edinburgh, Bristol,
        Cardiff, Belfast, Liverpool, Sheffield, Newcastle, Nottingham, Oxford, Cambridge, Bath,
        York""",
    "United States": """New York, Los Angeles, Chicago, Houston, Boston, Seattle,
        San Francisco, Austin, Denver, Miami, Atlanta, Dallas, Philadelphia,
        Portland, Brooklyn, San Diego""",
    "Germany": """Berlin, Hamburg, München, Munich, Köln, Cologne, Frankfurt, Stuttgart, Düsseldorf,
        Leipzig, Dresden, Hannover, Nürnberg, Bremen, Bonn, Essen, Dortmund, Freiburg""",
    "Austria": "Wien, Vienna, Graz, Linz, Salzburg, Innsbruck",
    "Switzerland": "Zürich, Zurich, Genève, Geneva, Basel, Bern, Lausanne, Luzern, Winterthur",
    "France": """Paris, Lyon, Marseille, Toulouse, Nice, Nantes, Bordeaux, Lille, Strasbourg,
        Rennes, Montpellier, Grenoble""",
    "Spain": "Madrid, Barcelona, Valencia, Sevilla, Zaragoza, Málaga, Bilbao, Granada",
    "Italy": "Milano, Roma, Torino, Napoli, Firenze, Bologna, Venezia, Genova, Verona, Palermo",
    "Portugal": "Lisboa, Lisbon, Porto, Braga, Coimbra",
    "Netherlands": "Amsterdam, Rotterdam, Utrecht, Den Haag, Eindhoven, Groningen",
    "Belgium": "Brussel, Bruxelles, Brussels, Antwerpen, Gent, Gentbrugge, Liège, Leuven, Brugge",
    "Sweden": "Stockholm, Göteborg, Malmö, Uppsala, Umeå", "Norway": "Oslo, Bergen, Trondheim",
    "Denmark": "København, Copenhagen, Aarhus, Odense, Aalborg",
    "Finland": "Helsinki, Espoo, Tampere, Turku, Oulu", "Ireland": "Dublin, Cork, Galway, Limerick",
    "Poland": "Warszawa, Kraków, Poznań, Wrocław, Gdańsk, Łódź", "Czechia": "Praha, Brno, Ostrava",
    "Slovakia": "Bratislava, Košice", "Hungary": "Budapest, Debrecen, Szeged",
    "Romania": "București, Cluj-Napoca, Timișoara, Iași, Constanța, Brașov, Craiova, Oradea",
    "Bulgaria": "София, Пловдив, Варна, Sofia",
    "Greece": "Αθήνα, Θεσσαλονίκη, Athens", "Turkey": "İstanbul, Istanbul, Ankara, İzmir",
    "Ukraine": "Київ, Львів, Одеса, Харків, Kyiv", "Israel": "Tel Aviv, Jerusalem, Haifa",
    "Brazil": "São Paulo, Rio de Janeiro, Curitiba, Belo Horizonte, Brasília",
    "Mexico": "CDMX, Ciudad de México, Guadalajara, Monterrey",
    "Argentina": "Buenos Aires, Rosario",
    "Chile": "Santiago", "Colombia": "Bogotá, Medellín, Cali", "Peru": "Lima",
    "Canada": "Toronto, Montréal, Montreal, Vancouver, Ottawa, Calgary, Edmonton, Québec",
    "Australia": "Sydney, Melbourne, Brisbane, Perth, Adelaide, Canberra",
    "New Zealand": "Auckland, Wellington, Christchurch",
    "South Africa": "Johannesburg, Cape Town",
    "India": "Bengaluru, Bangalore, Mumbai, Delhi, New Delhi, Chennai, Hyderabad, Pune, Kolkata",
    "Singapore": "Singapore", "Malaysia": "Kuala Lumpur",
    "Indonesia": "Jakarta, Surabaya, Bandung",
    "Thailand": "Bangkok", "Vietnam": "Hà Nội, Hanoi",
    "Philippines": """Manila, Makati, Quezon City, Antipolo, Cebu City, Davao City, Pasig,
        Taguig, Mandaluyong, Parañaque, Caloocan, Iloilo City, Baguio, Bacoor""",
    "United Arab Emirates": "Dubai, Abu Dhabi, Sharjah", "Saudi Arabia": "Riyadh, Jeddah",
    "Egypt": "Cairo, Alexandria", "Nigeria": "Lagos, Abuja",
    "Kenya": "Nairobi, Mombasa, Kisumu, Nakuru, Eldoret",
    "Japan": "Tokyo, Osaka, Kyoto, Yokohama", "South Korea": "Seoul, Busan",
    "China": "Beijing, Shanghai",
    "Hong Kong": "Kowloon, Tsim Sha Tsui, Mong Kok, Kwun Tong, Sha Tin, Tsuen Wan, Tuen Mun",
    "Taiwan": "Taipei",
}  # fmt: skip
CITIES = {fold(city): country for country, cities in _CITIES.items() for city in listed(cities)}
_SHAPES = (
    ("United Kingdom", r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    ("Canada", r"\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"),
    ("United States", rf"\b(?:{'|'.join(STATES)}),? \d{{5}}(?:-\d{{4}})?\b"),
    ("Ireland", r"\bCo\. [A-Z]|\b[A-Z]\d[\dW] [A-Z\d]{4}\b"),
    ("Australia", r"\b(?:NSW|VIC|QLD|TAS|ACT) \d{4}\b"),
    ("Netherlands", r"\b\d{4} ?(?!NW|NE|SW|SE)[A-Z]{2}\b"),
    ("Poland", r"\b(?:ul|al|os)\. |\b\d{2}-\d{3} [A-ZŁŚŻ]"),
    ("Brazil", r"(?i)\bCEP\b|\b\d{5}-\d{3}\b"),
    ("Portugal", r"\b\d{4}-\d{3}\b"),
    ("Sweden", r"(?:gatan|vägen|gränd|torget|stigen)\b"),
    ("Finland", r"(?:katu|kuja|polku)\b"),
    ("Denmark", r"(?:gade|stræde|vænget)\b"),
    ("Norway", r"(?:veien|vegen)\b"),
    ("Hungary", r"\b(?:utca|körút|sétány)\b"),
    ("Turkey", r"\b(?:Caddesi|Cad\.|Sokak|Sokağı|Mahallesi|Mah\.|Bulvarı)"),
    ("Italy", r"\b(?:Via|Viale|Piazza|Piazzale|Corso|Vicolo)\b"),
    ("Greece", r"[Α-Ωα-ω]{4}"),
    ("Israel", r"[א-ת]{3}"),
    ("Japan", r"〒|[ぁ-んァ-ン]|丁目|番地|[都府県]"),
    ("South Korea", r"[가-힣]{2}"),
    ("China", r"[路街巷弄]\d+号|[省]"),
    ("Thailand", r"[ก-ฮ]{3}"),
    ("Germany", r"(?:straße|strasse|str\.|platz|allee|weg|gasse|damm|ufer)[^\n]*\b\d{5} [A-ZÄÖÜ]"),
    ("France", r"(?i)\b(?:rue|avenue|boulevard|chemin|allée|impasse|quai)\b.*\b\d{5} [A-Z]"),
    ("Spain", r"(?i)\b(?:calle|c/|avda\.?|avenida|plaza|paseo|carrer)\b.*\b\d{5} [A-Z]"),
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_][^\W\d_.'-]*")
_BY_SHAPE = tuple((country, re.compile(shape)) for country, shape in _SHAPES)


def country_of(address: str) -> str:
    """The country that an address names, or shows by its town or its form; empty when unsure."""
    folded = fold(address)
    named = _named(folded, COUNTRY_NAMES) or _named(folded, CITIES)
    if named:
        return named
    return next((country for country, shape in _BY_SHAPE if shape.search(address)), "")


_LONGEST = 240
"""Of what is no address for its length the end is read."""


def _named(folded: str, names: dict[str, str]) -> str:
    """The last name counts: countries stand at the end."""
    words = _WORD.findall(folded[-_LONGEST:])
    for index in range(len(words) - 1, -1, -1):
        for length in (3, 2, 1):
            name = names.get(" ".join(words[max(0, index - length + 1) : index + 1]))
            if name:
                return name
    return ""
