"""What people are called for short, in the languages whose names we meet most."""

_CALLED = """
    robert: rob bob bobby robbie bert
    william: will bill billy liam willy
    richard: rick dick rich ricky
    michael: mike mick mikey micha michi
    james: jim jimmy jamie
    john: jack johnny jon
    joseph: joe joey sepp
    thomas: tom tommy
    charles: charlie chuck chas
    edward: ed eddie ted ned
    henry: harry hank
    david: dave davey
    daniel: dan danny
    matthew: matt
    andrew: andy drew
    anthony: tony
    christopher: chris kit topher
    nicholas: nick nicky
    alexander: alex sascha sasha xander lex
    benjamin: ben benny
    samuel: sam sammy
    steven: steve
    stephen: steve
    patrick: pat paddy
    peter: pete
    philip: phil
    phillip: phil
    gregory: greg
    jonathan: jon johnny
    joshua: josh
    kenneth: ken kenny
    lawrence: larry
    leonard: len lenny leo
    ronald: ron ronnie
    donald: don donnie
    timothy: tim
    raymond: ray
    jeffrey: jeff
    geoffrey: geoff
    frederick: fred freddy
    francis: frank
    theodore: ted theo
    vincent: vince
    zachary: zach zack
    gerald: gerry jerry
    elizabeth: liz lizzie beth betty eliza lisa
    katherine: kate kathy katie kat
    catherine: cathy kate katie cat
    margaret: maggie meg peggy
    jennifer: jen jenny
    rebecca: becky becca
    susan: sue susie
    deborah: deb debbie
    patricia: pat patty
    barbara: barb babs basia
    christine: chris tina
    christina: chris tina
    victoria: vicky tori
    alexandra: alex sandra sasha
    samantha: sam
    kimberly: kim
    pamela: pam
    sandra: sandy
    theresa: terry tess
    abigail: abby
    madeleine: maddie
    josephine: jo josie
    isabella: bella izzy
    francisco: paco pancho
    jose: pepe
    ignacio: nacho
    maria: mia
    johannes: hannes hans
    matthias: matze
    sebastian: basti seb
    maximilian: max
    katharina: kathi kati
    wojciech: wojtek
    malgorzata: gosia
    katarzyna: kasia
    agnieszka: aga
    krzysztof: krzysiek
    tomasz: tomek
    aleksandra: ola
    joanna: asia
    barbora: bara
    dmitry: dima
    aleksandr: sasha
    mikhail: misha
    ekaterina: katya
    evgenia: zhenya
    giuseppe: beppe peppe
    zbigniew: zbyszek zbych
    grzegorz: grzesiek grzes
    andrzej: jedrek
    stanislaw: staszek stas
    kazimierz: kazik
    tadeusz: tadek
    wladyslaw: wladek
    zdzislaw: zdzisiek
    jaroslaw: jarek
    miroslaw: mirek
    slawomir: slawek
    przemyslaw: przemek
    bartlomiej: bartek
    ryszard: rysiek
    henryk: heniek
    jerzy: jurek
    michal: misiek
    magdalena: magda lena leni
    danuta: danka
    jadwiga: jadzia
    justyna: justysia
    jozef: jozek
    teresa: tereska
    zofia: zosia
    zuzanna: zuza
    jiri: jirka
    frantisek: franta
    vaclav: vasek
    josef: pepa sepp
    jaroslav: jarda
    miroslav: mirek
    zdenek: zdenda
    stepan: stepa
    tomas: tomek
    katerina: katka
    zuzana: zuzka
    alzbeta: betka
    wolfgang: wolle
    friedrich: fritz
    heinrich: heiner heinz
    ulrich: uli
    manfred: manni
    andreas: andi
    michaela: michi
    stefanie: steffi
    ulrike: uli
    susanne: susi
    gabriele: gabi
    brigitte: gitte
    elisabeth: lisa lisbeth sissi
    anneliese: liese lisl
    rosemarie: rosi
    guadalupe: lupe
    dolores: lola
    concepcion: concha conchita
    mercedes: merche
    rosario: charo
    consuelo: chelo
    pilar: pili
    enrique: quique kike
    rafael: rafa
    manuel: manolo manu
    luis: lucho
    santiago: santi
    fernando: nando
    antonio: toni tonio
    antonia: toni
    guillermo: guille
    jesus: chus chuy
    javier: javi
    gregorio: goyo
    vicente: chente
    luigi: gigi
    domenico: mimmo
    alessandro: sandro
    alessandra: sandra
    lorenzo: renzo
    vincenzo: enzo
    francesca: franca
    dominique: domi
    veronique: vero
    veronika: vero
    oksana: ksyusha ксюша
    оксана: ксюша ksyusha
    александр: саша sasha
    александра: саша sasha
    алексеи: леша alyosha
    анастасия: настя nastya
    анна: аня anya
    владимир: вова володя vova
    дмитрии: дима dima
    евгении: женя zhenya
    евгения: женя zhenya
    екатерина: катя katya
    елена: лена lena
    иван: ваня vanya
    мария: маша masha
    михаил: миша misha
    наталья: наташа natasha
    николаи: коля kolya
    ольга: оля olya
    сергеи: сережа seryozha
    татьяна: таня tanya
    юрии: юра
    юлия: юля
    laszlo: laci
    istvan: pista
    jozsef: joska
    janos: jani
    ferenc: feri
    erzsebet: erzsi
    katalin: kati
    borbala: bori
    nikolaos: nikos
    konstantinos: kostas
    georgios: giorgos
    dimitrios: dimitris mitsos
    ioannis: giannis yannis
    venkatesh: venkat venky
    venkatesan: venkat
    rajesh: raj
    rajendra: raj
    abdullah: abdul
    ebrahim: ebi
    johan: joop
    hendrik: henk
    cornelis: kees
    willem: wim
    gerardus: gerard
    theodorus: theo
    kristina: stina kicki
"""
NICKNAMES = dict(line.strip().split(": ") for line in _CALLED.strip().splitlines())
"""What people of these names are called, folded."""
