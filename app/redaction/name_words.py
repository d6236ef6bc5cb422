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
    eve ever fairy faith fancy fang fanny fate fawn fay february fed fedele felice felicidad
    felicity feline fella fem fern ferny fia fielding finis fisher fleet fleur flint floor flor
    flora flore florence florin ford forest fortunato forum foster fount franc franca frances
    franco frank freeman french friday friend frode fugen fuller gabe gabel gage gal gala gale
    galo gambo gang ganga gara garland garner garnet garret garrison gauge gay gee gema gene
    general genesis geneva genie georgia gergo gia giacinto gil gillie ginger gioia gita glen
    gloria golden goma gorge gote governor grace gracia graham grant gray green greet grieta
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
    tri trilby trinidad trinity troy true tu tucker tuesday turner tutu una unique unknown uno
    urbain urban urbano us vada val valencia valentine valer valere valiant valid valija van var
    vara veda veer vela vello velvet vena venera venus ver verde vernal vernice vero verona
    versa vessie veta vi victor victoria victory vid vide vienna vif vikar viking villa ville
    villi vina vino viola violet violeta vira virginia visa vit vita viva vu wade wadi wage
    walker wally ward warren wash watt weaver wednesday wellington wende wendel west whit will
    wille willow willy windy wing winter wirt wolf wolfram wood woody worth wright yang yaw yoga
    young yr zafar zander zed zeta zona
    """
)

EVERYDAY = words(
    """
    agustus ainoa ajan akar akarom aki alene ales ali alleen allen aller amely amo anar anders
    andra ani annak annars annet anni antal arah armas arra arta asla aspetti aspetto ata ati
    attila auch augustus aun baca badan bagus bambini bana bano bara barna barri baska batalla
    battaglia bawa beda behova bele bella belo bence beni berat bien bil bir birini blanche
    blanco blick boas bocca bois bonita bor borde borja bos boven brak branco bruder buch bucher
    buna cabeza calısma camara cami camino capelli cari carrera carro casal casas catala cea
    ceci celem chien chiesa cittadini concetto conti criado cui dan dann dano dans dar darin
    dass davon deger deinen dema deniz denk desi dessa destra devi devine deze dieu diez dina
    diretto disini diyor dneska dobre domenica domingo donat dor dostal dua duda dumneavoastra
    dunia dunya duze eben eder edin editie effetti effetto egli einer ekstra ela eli eller elo
    els emas emin enda engelska ensimmainen eren eres esim espana espanol essa essi estes esteve
    etela etta etter evde evi falan famille feest feher feil fekete fica fondo foran forza fran
    france francia frans fratelli freitag frere fuente gagne galler ganska garde gerektigini
    geri ging girona goda gosta grande groen groot guclu gusta gute haag hadi hagan hai hak hal
    halla halle haller hande hanno hara hari hava hayat hein hely hemma het hoek hoofdstad hoog
    hor hore hou hoyt huizen ide iglesia ihminen ilan illa illes imagini imi immagini indah
    informationen insa isa ise ita jai jaka jaki jakis jan januar jaren jen jente jesus jokainen
    joko jon jong jonge jorden jordi juttu kalan kalla kallas kamar kami kamp kartu karya kata
    kay keer keinen kello ken kendi kendini kiraly kis klare kleinen kogo koko komen konig
    koning kopa kopf kora kort korte kosten kota kurz lahti lajos lande landen langa lange lar
    lara las lasa lata latt lazım lega leider ler leszek lige lijn linke liv loja londra lue
    lykke maggio maj majd makan malo maly mame manana manca mand mandi manis manniska mans
    martie masina massa masse massimo mata mati matti mattina mee meer mei meinen meister mel
    meli mellem mellom melo mena mens merah mert mets mette mia mie mies mihin miles millionen
    minhas minta mir mise modi mostra mucha muestra murit musi muur nagle naik nainen naja nam
    nan nas nat natt ned nee nek nella nelle nello nessa neu neve nia niks nim nino noastra noe
    nord nostra nota nuestra nur nya oba oggetto ojo oke olan olen oli olin oma oman ona oni
    oosten oras orosz orta ortak oss ota oto ott otti oude ozel pada pai paiva pak pareja parijs
    partida patru pau pekka penz perfetto personen petr pieniadze pire pla poder podra polska
    polski pont porta poza preis pria progetti progetto puerta putri quartier quelli quero rada
    radi rahat rao rasa rau reda rei reina rika rispetto roba robi roce rojo rok romane rua
    sabah sadan saida sair sala salah salvador sama sami samo santos satta satu schaden schon
    schonen schrijver schuler schutz schwarz schweizer seinen sellainen sem serao serem sie
    sigur sille sina sini sinistra sisi sita siti skoda soi sola solange sona spela stac staci
    stan stanie stanu stolz suomalainen svenska tage tai tak takova talan tama tamam tane tari
    tata ter tera tiba tien tobie toinen toki tosi tota travers trei tule tur uge uit ulke uma
    und unna uomini utama uygun valilla varma vers versie vezi vic victoire vida vidas viimeinen
    vill visar vitoria vittoria vlaanderen voisin volk vorm vos vostra wanita wel werd wijk
    witte yada yana yani yeni yerini yıldır yıldız zaman zarar zena zimmer zou zwart αγαπη αθηνα
    δημου ζωη καλη κυριακη μηνα νικη παντου παρασκευη χαρα χαρη августа влада віиська голова
    голову громадян долларов женщин женщина кино любовь людина марта мир мужчина правда рада
    слава украина украінська хвилин частина яким
    """
)
"""The most used words of other languages than English that somebody somewhere is called by."""
