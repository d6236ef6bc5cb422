"""What companies call themselves, and what people are at work; folded."""

from app.redaction.canonical import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


SURE = _words(
    """
    hospice clinic clinics hospital hospitals solicitors attorneys brewery breweries bakery
    bakeries winery dairy foundry shipyard orchestra theatre museum cathedral diocese
    academy college university dental dentistry veterinary orthodontics pharmacy pharmacies
    pharma pharmaceuticals biotech biologics biosciences therapeutics diagnostics genomics
    insurance assurance bank bancorp credit-union savings airlines airways aviation aerospace
    freight shipping logistics haulage couriers trucking hauliers spedition motors automotive
    foods beverages bakers butchers catering restaurants hotels hospitality resorts cruises tours
    cosmetics textiles apparel footwear jewellers jewelers opticians florists nurseries
    furniture furnishings interiors carpets flooring roofing plumbing heating scaffolding
    builders homes realty properties estates lettings architects surveyors
    metals steel mining minerals chemicals plastics polymers ceramics glassworks paper timber
    lumber sawmill quarries cement concrete petroleum
    farms orchards vineyards seeds feeds fisheries seafood agro
    charity charities outfitters outdoors manufacturing
    wholesale wholesalers distributors importers traders publishers publishing
    broadcasting cinemas casinos gyms chiropractic physiotherapy
    utilities waterworks council municipality borough
    sacco fencing tyres kennels joinery aquatics condominiums residences coldstore coldchain
    cargo metering plumbers stables electricals stationers jewelry jewellery
    """
)
"""A name that ends with one of these is a company's, if it has a capital inside a sentence."""

LIKELY = SURE | _words(
    """
    studio studios outdoor fitness works labs laboratories laboratory solutions systems services
    technologies technology tech software digital media press books records games toys sports cycles
    bikes energy power solar wind water gas electric electrical electronics lighting instruments
    tools machinery machines engineering industries industrial industry enterprises partners
    partnership associates advisors advisory consulting consultants consultancy group holdings
    holding international global trading trade exports imports supply supplies supermarkets
    markets stores store shop shops retail fashion clothing design designs creative agency
    capital finance financial funds fund investments ventures equity securities brokers
    care health healthcare medical wellness school schools institute institution foundation trust
    society association union federation church ministries travel transport transit rail railways
    marine maritime ports motor garage autos auto parts construction building properties property
    security cleaning recycling waste packaging print printing graphics photo photography
    robotics semiconductors devices optics photonics telecom telecoms communications networks
    network wireless broadband data analytics cloud pet pets vet kitchen kitchens cafe coffee
    tea wine wines spirits brewing distillery organics naturals garden gardens landscapes
    staffing recruitment recruiting learning education training events productions pictures
    entertainment music mills mill farm dairy ranch estate cooperative co-op coop collective
    traders company co corp corporation inn lodge hotel resort spa salon biologics biotech
    logistik handel handels bau maschinenbau werke werk technik verlag versicherung
    versicherungen apotheke baustoffe metallbau elektro haustechnik immobilien druckerei
    hospitaliers viajes seguros transportes alimentos textil editorial construcciones
    trasporti alimentari costruzioni edilizia meble budowa
    """
)
"""So may be one that ends with these, if it has a word that is no ordinary one."""

LEADING = _words(
    """
    stadtwerke klinikum krankenhaus autohaus backerei metzgerei brauerei weingut apotheke sparkasse
    volksbank universitat hochschule gemeinde landkreis gasthof schreinerei tischlerei spedition
    malerwerkstatt werkstatt malermeister fliesenleger elektrotechnik raumausstatter weingut
    optiker juwelier fotostudio friseursalon kosmetikstudio physiotherapiepraxis ferienhof
    druckerei kanzlei hausverwaltung gartnerei molkerei verlag stiftung zahnarztpraxis
    kachelofen ofenbau metallbau holzbau stahlbau dachdeckerei zimmerei malerbetrieb imkerei
    gasthaus landgasthof fahrschule reiseburo konditorei fleischerei tierarztpraxis arztpraxis
    hausarztpraxis pflegedienst baumschule kelterei sagewerk steinmetz schlosserei
    caseificio azienda cantina panificio pastificio frantoio oleificio ristorante trattoria
    banca farmacia studio officina tipografia autofficina salumificio birrificio
    talleres bodegas bodega vinedos panaderia clinica farmacia grupo banco transportes
    editorial ferreteria inmobiliaria construcciones universidad ayuntamiento restaurante
    boulangerie patisserie boucherie clinique pharmacie garage cabinet imprimerie
    etablissements ets domaine chateau mairie fromagerie menuiserie ateliers atelier
    bakkerij slagerij apotheek gemeente ziekenhuis brouwerij garagebedrijf drukkerij
    mleczarnia browar tartak cegielnia huta masarnia cukrownia stolarnia winnica pasieka
    ziegelei buchhandlung glaserei
    laiterie brasserie scierie chocolaterie savonnerie librairie poterie moulin verrerie
    latteria mulino segheria vetreria libreria pasticceria gelateria macelleria falegnameria
    lecheria molino imprenta zapateria floristeria ceramica almazara queseria
    laticinios moinho livraria vidraria serralharia olaria
    melkerij zuivel boekhandel kaasmakerij steenbakkerij mlekarna tiskarna sklarna knihkupectvi
    piekarnia apteka szpital przychodnia hurtownia drukarnia kancelaria
    padaria quinta fazenda grupo prefeitura construtora
    pekarna lekarna pivovar nemocnice
    hotel lagerhaus lagerhof zorgcentrum woonzorgcentrum verpleeghuis zorgboerderij
    tandartspraktijk huisartsenpraktijk fysiotherapie kapsalon bloemist kwekerij boerderij
    camping zimmerei dachdeckerei sanitar fahrschule tierklinik tierarztpraxis
    arztpraxis seniorenheim pflegeheim altenheim kindergarten kita gymnasium grundschule
    konoba pizzeria osteria agriturismo masseria albergo panetteria pasticceria gelateria
    lavanderia autotrasporti impresa cooperativa liceo istituto cartoleria enoteca macelleria
    encomiendas mensajeria laiterie manufaktur wirtshaus gasthaus landgasthof gastwirtschaft
    hostal posada libreria colegio escuela instituto taller almacenes supermercado carniceria
    pescaderia peluqueria cafeteria hacienda finca cooperativa asesoria despacho bufete notaria
    hotelaria pousada mercearia loja escola colegio hospital oficina salao
    boulangerie brasserie auberge camping lycee college ecole residence ehpad hopital
    kahvila ravintola leipomo kauppa apteekki autohuolto hammasklinikka paivakoti
    kjopesenter butikk sykehjem tannlege legesenter barnehage bakeri hytte
    bageri kafe frisor koebmand lagehuset tandklinik plejehjem
    vardcentral tandvard forskola bilverkstad akeri
    kawiarnia restauracja pensjonat gospodarstwo cukiernia kwiaciarnia warsztat przedszkole
    ksiegarnia sklep
    penzion restaurace kavarna vinarna cukrarna zamecnictvi autoservis truhlarstvi
    gostilna kmetija trgovina mesnica ljekarna pekara restoran vinarija udruga vrtic
    pensiunea ferma moara restaurantul cabinetul clinica spitalul farmacia scoala gradinita
    pekseg etterem panzio kft cukraszda gyogyszertar
    kohvik talu apteek hambakliinik lasteaed
    viesnica kafejnica aptieka
    eczane lokanta firin otel klinik
    warung toko klinik apotek koperasi yayasan rumah-sakit
    sacco chama duka shamba barangay sari-sari
    """
)
LEADING_ABROAD = (
    "Gaststätte", "Mensajería", "Envíos", "Crêperie",
    "Bäckerei", "Gärtnerei", "Universität", "Sanitär", "Käserei", "Kjøpesenter", "Kjøpsenter",
    "Frisør", "Købmand", "Lægehuset", "Vårdcentral", "Vårdcentralen", "Förskolan",
    "Tandvård", "Förskola", "Åkeri", "Fryseri",
    "Köpcentrum", "Pâtisserie", "Résidence", "Hôpital", "École", "Lycée", "Collège", "Mairie",
    "Établissements", "Crèche", "Hôtel", "Épicerie", "Panadería", "Ferretería", "Clínica",
    "Librería", "Carnicería", "Peluquería", "Cafetería", "Asesoría", "Notaría", "Construções",
    "Salão", "Confeitaria", "Księgarnia", "Spółdzielnia", "Kavárna", "Vinárna", "Cukrárna",
    "Zámečnictví", "Truhlářství", "Lékárna", "Pekárna", "Dječji", "Vrtić", "Școala", "Grădinița",
    "Пекара", "Пекарня", "Ресторан", "Кафе", "Аптека", "Апотека", "Хотел", "Готель", "Гостиница",
    "Магазин", "Клініка", "Клиника", "Лікарня", "Школа", "Механа", "Фермерське", "Автосервіс",
    "Автосервис", "Салон", "Ателье", "Ательє", "Стоматологія", "Стоматология", "Задруга",
    "Pékség", "Étterem", "Panzió", "Gyógyszertár", "Viesnīca", "Fırın", "Päiväkoti",
)  # fmt: skip
"""Those of them that are not written without their signs."""
"""A name that begins with one of these is a company's."""

GROUPS = _words(
    """
    groupe gruppe gruppo grupo grupa groep gruppen skupina csoport grup grubu concern konzern
    koncern konsern societe compagnie maison entreprise entreprises societa compania compagnia
    companhia sociedad sociedade unternehmen unternehmensgruppe firma firmengruppe holding trust
    bureau association verband verein
    """
)
"""Nor do these tell one company from another."""

FIRMS = (
    "company|firm|business|organi[sz]ation|charity|employer|practice|agency|start-?up|group|"
    "school|clinic|hospital|shop|store|studio|bank|university|restaurant|hotel|club"
)
"""What a company is called in a sentence, for a pattern."""

AT_WORK = _words(
    """
    manager lead leader head director directeur directrice directora direttore direttrice leiter
    leiterin chief officer engineer developer analyst consultant assistant administrator admin
    specialist coordinator supervisor president founder cofounder owner partner partnerin ceo cto
    cfo coo cio ciso vp evp svp department dept team office abteilung leitung referent referentin
    sachbearbeiter sachbearbeiterin geschaftsfuhrer geschaftsfuhrerin prokurist buchhaltung
    einkauf vertrieb verkauf technician architect designer scientist accountant bookkeeper
    secretary treasurer trustee nurse physician doctor teacher professor lecturer student intern
    apprentice operator planner buyer clerk controller representative rep associate advisor
    executive responsable gerente jefe jefa encargado encargada responsabile ufficio medewerker
    directeur hoofd afdeling kierownik dyrektor specjalista ksiegowa reditel vedouci it hr qa
    helpdesk desk support operations sales marketing finance procurement logistics purchasing
    sent tel phone fax mobile mobil mob cell direct email e-mail mail web www telefon handy
    he him his she her hers they them pronouns ps pps attachment attachments enclosed
    confidential confidentiality iphone ipad android outlook get from regards thanks thank cheers
    """
)
"""In a signature: what somebody is or how to reach them, which is no company."""

_FORMS = frozenset({"inc", "corp", "plc", "ag", "ltd", "limited", "gmbh", "llc", "ab", "kg", "bv"})
HOLLOW = _FORMS | (LIKELY - SURE) | {"and", "&", "of"}
"""Behind a product's name these make no company of it: Google Services."""
