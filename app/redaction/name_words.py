"""Names that are words, places or times too, in one of the large languages.

Standing alone they tell nobody; beside another name, or where only a person can stand, they do.
Found by comparing given names of the world with spelling dictionaries; folded.
"""

from app.redaction.words import words

NAME_WORDS = words(
    """
    ab abbey abril ace adams add adel adelaide admiral adrian age ah aimable aime aine aja al
    ala alba albany albino ale aleta alfa alistar alla allegra alli ally alma almendra almond
    alondra alpha alta alto ama amado amar amara amare amaro ambar amber ami amico amine among
    amor amparo an anca anda ane anemona ange angel angelic angelica angelo anis anon ante april
    ara arch archer arda aria arie arnes art arto as asa ascension asi asia asma aspen assunta
    ast asta astride atlas august augusto aura aurora austin austria author autumn avis avril
    aya azalea azalee azul baba babe baby bailey baker bala bale balz baptist barb barbel barbu
    barney baron bart bas basil bautista beat beau bebe bee bell belle bello belva ben benone
    bent benvenuto berg bergen berlin berra berry beryl beta bett bienvenida bill billy bird
    birdie bishop bitten blanca blanch blas blaze blessing bliss blossom bo bob bobby bode boga
    bogey boje bologna bonny boss boston bot bowman bozo bra brad braga brain branch brande
    brandy brea brett brisa britain brittany brogan brook brooklyn brown brunhild buck bud buddy
    buena bula bunk burl burr bush buster butch butler caddie cadence cairo cal cale calin calla
    cam camden campo can canal candela candida candy cannon canyon cap capa caprice captain cara
    caridad carita caro carol carolina carry carter cas case cash catalina catania celesta cena
    chad champ chance chancy chandler charity charla charleston charlie chase chastity che
    chelsea cher cheri cherish cherry chester cheyenne chi chin china chip chita christ christen
    christian chucho chuck cielo cinnamon cinta clair clay cleave clemencia clement clemente
    clementine cliff coley colleen collie collier colon colonel colt come comfort commodore con
    concepcion constance constant cooper coral cord corda cordero corneille corona corrie cosmo
    council coy creed crete crin cristal cruz crystal cuba curro curt custodia custodio cyprus
    dace dag dahlia dai daisy dakota dale dalla dallas damon dane danish dara darling dawn
    deacon dean deb december deja del delfin delfino dell della delle delphin delta demi denver
    derrick desiderio desire destin destinee destiny devin deviner devon dia diamond dick
    dietrich digna dimple dink dis dita divan doc dock doctor dodo doll dolly dom don dona doner
    doss dot dotty dove drake drew duff duke dulce duna dung dunn durante duro dusty earl early
    earnest ebb ebbe ebbi eber ebony echo ed eddy edel eden edit egypt eider eimer el elder ell
    elle elmo else elver ember emerald emery emir emit emperatriz encarnacion ene engin england
    era erle ermine esa esco esperanza essence esta estela ester estiva estrella eta ether ethyl
    eve ever fairy faith fancy fang fanny fares fate fawn fay february fed fedele felice felicidad
    felicity feline fella fem fern ferny fia fielding finis fisher fleet fleur flint floor flor
    flora flore florence florin ford forest fortunato forum foster fount franc franca frances
    franco frank freeman french friday friend frode fugen fuller gabe gabel gage gal gala gale
    galo gambo gang ganga gara garland garner garnet garret garrison gauge gay gee gema gene
    general genesis geneva genie georgia georgian gergo gia giacinto gil gillie ginger gioia gita
    glen gloria golden goma gorge gote governor grace gracia graham grant gray green greet grieta
    griffin grit grove gully gulper gun gunnel gunner gunny gurney guss gust guy ha habil hale
    hall ham hamburg handy hank harden hardy harm harmony harry harsh hart harto hasel hasta
    haven hazel heath heather heaven heber hector heide hence henna heraldo herb hill hind hoke
    holland holly holm homer hoover hope horn houston hoy hung hunt hunter huy hyacinth hymen
    ibis icy imam immaculate india indiana indie infant innocent ion ione ir ira ireland iris
    isla islam israel italia ivory ivy jack jackson jade jail january jarred jasmine jasper jay
    jean jet jeton jewel jo job joey joke jordan journey joy jude judge juli julienne july jun
    june juni junior jure justice justo kader kaiser kale kana karma kasper kelvin kenn kent
    kenya kick kiefer kiel kike king kip kipp kismet kit kitty konner kristall lacy laddie lady
    lage lam lancaster lance lander lane lark lassie latrina laurel lavada lavar lavender lawyer
    laze le lea leafy lean lee lei lemma lemon len les less leva levar levy lexis li lia liane
    liberty lien lieve liga lila lilie lilla lille lilo lily limar limon lin lincoln linde
    linden line link lino lio lisle liston little lo loa loan lode loma lona london lone long
    loot lope lore loris lorraine lot lourdes love lovey lowe loyal luce lucky ludo luke luna
    lundi lupe luster lute luz lyon lyric mac mace mad madden made madison madonna magen
    magnolia maher mai maire major mal mala male malla malle malta malva maman man manda mani
    manie manila manilla manly manning mante mar march marcial marciano mare maree marge mari
    marin marina marine marino mark marlin marques marquis marquise marry mars marseille marsh
    marshal mart marte marten martial martirio marvel masa mason mat mate math maverick max maxi
    maxim maxima maxime maximo may maya mayo maza meadow media meg melbourne melodie melody
    memphis mentor mercer mercy merle merlin merrily merry messiah meta metro mick mickey miel
    mignon mijo mila milan mile milla mille miller min mina miner minor mio mira miracle miranda
    mirra mist misty mitra modesta modesto monday monja mont montana monte moody morena moreno
    musa musee muslim mutua my myrtle nacer nacho nada nadir nae nail nana nancy nanny napoleon
    narciso narcissus nautica nazi neider nel neo nevada newt newton nice nick nil ninja noble
    noel noi norma normandy north nova novella november nurser octave october oda odd odessa ola
    ole oliva olive olympia om opal ora oral orange orilla orin orlando orris osa osten ottone
    ova ove over owe page paisley pal pala pall palma palmar palmer panama panca panini pansy
    par paris park parley pasa pascal paschal pastor pat pate patience patsy patty paw paye paz
    peace pearl pearly peer pelle pellegrino penny pepita pepper per perla pero persia perth
    phoenix piedad pier pierce pietra pina ping pink pinkie pio piper pleasant pluma pol poppy
    porter precious press price prima primitiva primitivo prince princess prior prosper prudence
    prudencia puck purificacion purity purl queen quint racha raid rama ran rana rand randy
    ransom ras raven ray reason red redden redmond refugio regina rein reinar reine reino remo
    renard reno reto rey rhea ria rica rice rich rico ridge rim rina rio risa ritt river roan
    roar rob robbe robin rock rocky rod roe roll rollo roma romaine roman romana romano romeo
    ron ronda rosa rose rosemary rosette rosy rowan royal roza rube rubi rubin ruby run runa
    rune runny rush russel rusty rut ruta rute saal sable sabra sad safari saga sage sahara sai
    said saint sal salamanca salami salina sally salud salvar sander sandy sanita santa sante
    santiago santo sarai sari saturday savanna savannah savon sawyer scarlet segundo sena senna
    senora september sera serena serenity serge serine server seve sever severo shad shade shay
    shepherd sherry sia sibyl side sien siena sienna sierra signe silla silva silver silvester
    sim sincere sine sing sister skip sky smith snot sofia sol sole solver sommer son sonata
    sonny sos spring squire star starling stein sterling stetson steward stone stonewall storm
    stormy sue summer sunday sunny sunshine sydney sylvan tab tad tal tala tali talon tan tana
    tanner tao tara taro tate tawny tea tecla teddy teja telly temperance tenis terra terry
    theta thursday tia tiara tierra til tilde till timon tine tiny tira tito tod toi toledo toma
    tome tomo tonda tone tono tor tore tours toy trace transito tre treasure trena trenton trey
    tri trilby trinidad trinity troy true tu tucker tuesday turner tutu una unique unknown unnamed
    uno urbain urban urbano us vada val valencia valentine valer valere valiant valid valija valves
    van var vara veda veer vela vello velvet vena venera venus ver verde vernal vernice vero verona
    versa vessie veta vi victor victoria victory vid vide vienna vif vikar viking villa ville
    villi vina vino viola violet violeta vira virginia visa vit vita viva vu wade wadi wage
    walker wally ward warren wash watt weaver wednesday wellington wende wendel west whit will
    wille willow willy windy wing winter wirt wolf wolfram wood woody worth wright yang yaw yen yoga
    young yr zafar zander zed zeta zona
    """
)

EVERYDAY = words(
    """
    agustus ainoa ajan akar akarom aki alene ales ali alin alleen allen aller alun amac amely
    amie amo anant anar anders andra anel ani annak annars annet anni antal arah aral arba armas
    arra arta artan artis ase asla aspetti aspetto asu ata ati atit attila auch aud aude
    augustus aun avi baca badan bagus bambini bana bano bara baris barna barri baska bassi
    batalla battaglia bawa beda behova bele bella belo bence beni berat besin betul beyler bien
    bil bina bir birini blanche blanco blick boas bocca bodo bois bolden bonita bor borde borja
    bos boven brak branco brinda bror bruder buch bucher buna buren cabeza cahaya calısma camara
    cami camino candi capelli cari carrera carro casal casas catala cea ceci celem cem chante
    chao cherie chien chiesa cierra ciji cittadini codi concetto constanta conti criado cui
    cuman daan dadas daire dan dania dann dano dans dar darin dass davon davor dawna dax debera
    deger deinen delil dema deniz denk desean desi dessa destra devi devine deze dieu diez dijon
    dina diretto disini diyor dneska doa dobre domas domenica domingo donat dono dor dorit
    dostal draga dua duda dumneavoastra dunia dunya duze eben eder edin editie effetti effetto
    egli einer ekstra ela elektra eli elige eller elo els emas emin enda engelska ensimmainen
    erem eren eres eron esi esim espana espanol essa essi esteri estes esteve etela etta etter
    evde evi ewan falan famille feest feher feil fekete ferit fica finna fondo foran forza fran
    france francia frans fratelli freitag frere fuente fura gabi gada gagne galler ganda ganska
    garde gaven gerektigini geri germana gero ging girona goda gosta grande grecia groen groot
    gua guclu gulay gunden gusta gute haag hadi hagan hai hajo hak hal halla halle haller hamar
    hamis hande hanno hara hari harita hava hawa hayali hayat hazine hein hely hemma het hoek
    hoofdstad hoog hor hore hou hoyt huda huizen ibon ide iglesia ihminen iklim ila ilan ilgi
    illa illes ima imagini imi immagini indah indre informationen inna inny insa irma isa isar
    ise isin ita jaga jai jais jaka jaki jakis jan januar jaren jari jasen jen jente jerman
    jesus jina joi jokainen joko jolie jon jong jonge jorden jordi jos juri juttu kada kala
    kalan kalbi kali kalla kallas kamar kami kamp kanak kanda kani kar kartu karya kata kay keer
    keinen kelan kello ken kendi kendini kimya kiraly kiri kis klare klas kleinen koda kogo koji
    koko kole komen konig koning kopa kopf kora kort korte kosten kota kuno kuria kurz kyla
    laban lada lahti laika lajos lande landen langa lange lani lar lara las lasa lata latt lazım
    leda lega leider lelah lembah ler lesa leszek leta liban libia lica lies lige lijn liman
    linke liv loja londra londyn loni lott lotta lova lue lura lykke macie maggio mahina maile
    maj majd makan malaki malo malu maly mame manana manca mand mandi manis manniska mans marcu
    martie masina massa masse massimo mata mati matti mattina mee meer mei meinen meister meja
    mel meli mellem mellom melo mena mens merah merita mert meshur metod mets mette mia mie mies
    mihin mik miles millionen minhas minta mir mise missie modena modi moe moli mora mork mostra
    mucha muestra murit musi muur nacio nagle naik nainen naja naki nam nan nas nat natt ned nee
    nek nela nele nell nella nelle nello nena nessa neta neu neus neve nia niks nim nimet nino
    noastra noe nord nostra nota novi nuestra numi nur nya oba obe obed obie oge oget oggetto
    ojo oke olan oleh olen olha oli olin oma oman ona oni oosten oras orka orosz orta ortak oss
    ota oto ott otti otur oude ozel pada pai paiva pak palle pangeran pareja parijs parin
    partida patru pau pekka penz perfetto personen petr pieniadze pire pla ples poder podra
    polska polski pont porta poza pratik preis pria progetti progetto puerta puti putri quartier
    quelli quero rabia rada radi rahat ranka rao rares rasa rau reda regula rei reina reka
    remedios rena resi retta rida rika rin rispetto roba robi roce rojo rok romane rossa rua
    sabah sabar sada sadan sade saida sair saka sala salah salin salvador sama sami samo samy
    sanaa sandi santos satta satu savo schaden schon schonen schrijver schuler schutz schwarz
    schweizer secme sefer seinen sellainen sem senta serao serem seye sie signar sigur sile
    sille sina sini sinistra sisi sita siti siya skoda skuld soha soi sola solange sona soyler
    spela stac staci stan stanca stanie stanu stjarna stolz styr suci suha sukur suomalainen
    svenska svetla tage tai tak takova talan talat talen tama tamam tammi tamu tane tari tarik
    tata tava tempie ter tera tiba tien ties tiho timur tobe tobie toinen toki toon tosi tota
    trae travers trei tulay tule tulin tur turkmen ucan uda uge uit ulke uma umi und unggul uni
    unna uomini ura utama ute uygun uzima vakare valda valilla valon varma vaso veig vella verda
    verim verla vers versie vezi vic victoire vida vidas vihaan viimeinen vill visar vitoria
    vittoria vlaanderen voisin volk vorm vos vostra wanita warta wel werd wijk winny witte yada
    yaman yan yana yani yatan yazan yeni yerini yonetmen yıldır yıldız zaman zarar zena zimmer
    zou zwart αγαπη αθηνα ακριβη ανατολη αυγη δημοσ δημου επιστημη ευτυχια ζωη καλη κυριακη μηνα
    μοσχα νικη νομικη παντου παρασκευη πηγη σεληνη χαρα χαρη августа агент благо бог весна вино
    влада віиська герои голова голову громадян долларов доста есен женщин женщина жива кино лека
    луна любовь людина марта маса методи мир мужчина океан правда рада рис сила слава тихо
    украина украінська хвилин хубав цвета частина четвърта чудо яким
    """
)
"""The most used words of other languages than English that somebody somewhere is called by."""
