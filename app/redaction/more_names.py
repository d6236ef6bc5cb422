"""Names of peoples of whom the stock has few: Turks, Poles, Hungarians, Basques, Bretons,
the North, and Africa south of the Sahara. Folded; none of them is a word of English or a product.
"""

from app.redaction.words import words

MORE_GIVEN = words(
    """
    abdoulaye abebe adeola adesuwa adwaita ainhoa aissatou alper amaka aminata
    ananya angharad arantxa aravind aristeidis aritz asier audrone ayanda aysegul azenor
    babatunde berna betul bhavana bleuenn bogumila boguslaw boguslawa boldizsar boleslaw
    bongani borghild boubacar briac briec bronislaw bronislawa brynjulf bukola bulent burcu
    carys ceren cerys chandrika charalampos cheikh chidinma chinonso chitra cigdem crispulo
    czeslawa dafydd daiva dawit deepika devendra ebru efstathios eilidh eirlys ejnar
    eleftheria emel emrys eneko enora erdem ermenegilda ertugrul fatoumata feride ffion
    fiammetta figen fikret fionn folasade fotini fruzsina funmilayo gamze gayatri genowefa
    ginevra gintaras gniewomir goulven gracjan gruffydd gumersindo gurkan gwendal
    gwenola gwilym hallvard havva hemant hikmet hiwot ibrahima iestyn ieuan igone ikechukwu
    ilker ilknur immacolata ingvild itxaso izaro jayanti jolita joseba kadiatou kadriye
    kagiso kalliopi kalpana karmele katell kavita kazimiera kehinde keshav kgosi kipchoge
    koldo kubra kyriaki kyriakos lalitha lerato leslaw lindiwe lucyna magnhild mahesh
    maialen maiwenn malini manoj mariama meenakshi melchora mhairi mieczyslaw mirari morvan
    mpho muammer mukesh mulugeta myfanwy naciye naledi naresh nerys neslihan nihat nilufer
    nirmala njal nkechi nokuthula nolwenn nomfundo nomsa nunzia nurhan ognjen oier oihane
    okan oktay olufemi olumide oluwaseun oluwatobi oumar ousmane palesa panagiotis pankaj
    paraskevi pasqualina patxi perihan prabhakar pradeep prakash prasad pushpa ragnvald
    rajendra rakesh ramya ranko rashmi ratko refilwe rekha rhodri roald rohini rozenn
    ruaridh rukiye rutendo sadhana salimata sangeeta sanjana saraswati sarolta satish serdar
    serife seweryn seydou shilpa shobha shrinivas sifiso sioned sipho smita snorre soizic
    souleymane spyridon srdan srinivas stanislawa stavroula sterenn stylianos subramaniam
    sujata sukriye sulev sumitra surendra swati swietoslawa taavi tafadzwa taiwo tariro
    tatenda tayfun tebogo temitope tendai thabo themba thirumal tigist tihomir tohotom tolga
    torfinn tormod trygve tshepo tugba tugdual tuncay txomin uday ugochukwu umesh unai urtzi
    usha uxue vandana vasileios vasiliki vazul venkatesh vidya vimala vinod vladan vusi
    waclaw wieslawa wlodzimierz xabier xolani yeliz yesim yogesh yohannes zafer zanele
    zdzislaw zdzislawa zeliha zerrin zivko zodwa zselyke zurine zvonimir zydrunas
    aafke aaltje abundio adeel alfonsas alojzy amets aslam bahram bakyt balbina
    batsheva baukje behrouz bissan branimir brankica bronius bushra cahaya cvetan danie deimante
    denitsa dimka donka douwe dragomir dragomira eelco eitan elmarie ermelinda ermete
    fanie farooq farzana firdaus froukje geertruida genadi gerhardus gorana hadas haim hamdan
    harmke hessa hessel hristina humaid hylke jagoda jannetje jaume javed jorrit joze jurgis
    kaidi kairi kausar khalifa klaasje kobus koos kresimir krum laimis liis liudmila maitha
    marietjie mariyana martxel meirav menno mouza naheed naila nedelcho neus nevena
    olivera orietta pelagia penka petko plamen plamena primoz
    restituto reuven riaan rinske rivka roelof ronit rositsa rubina rumyana saima
    sasho savo servando shabnam shahid shahzad shamma shazia shlomo sietske sladana
    sulo svetla svetoslav sytske taher tahira tanel teet tihana tiho tihomira tjeerd tjitske
    tonka trifon trijntje tzvi ulderico vallo vasilka vaso velko venelin veselin veselina vilija
    virve vreni waqas wiebe wietske xochitl yanko yasen yehonatan yitzhak ynte yoav zenaida
    zhivko zigmas zubair zygmunt
    """
)
MORE_SURNAMES = words(
    """
    aamodt abgrall achterberg adamczyk adebayo aebischer aguirregabiria agyeman akbas
    akintola akinyemi akkaya aktas amoah amstutz ansah arrizabalaga azpilicueta bachmeier
    bankole baranowski bardos basaran bekele bengoetxea bihan blaszczyk bodennec boersma
    boonstra borkowski borowski bozkurt brandvold brinkmeier brockmann burkhalter buthelezi
    cadiou celikbas chikwanda chirwa chmielewski ciftci coskun coulibaly csorgo czarnecki
    czerwinski dabrowski dekkers demirtas dettmer dincer diop dogan domotor ehlers eickhoff
    ekinci engebretsen erdelyi ergun etxeberria fashola feddersen frimpong fuzesi gajewski
    gebremedhin gerdes girma glowacki goikoetxea gokce gombos gorostiaga grabowski gueguen
    guivarch gunay gundogdu gurbuz gyarmati haferkamp hagedorn hinrichs hintermeier
    hirschmuller hofstra hoogland hovland ihde inderbitzin innerhofer iturralde jablonski
    jankowski jasinski jaworski kaczmarczyk kaczmarek kahraman kalinowski kaminski kandemir
    karabulut karaca karadag karakaya karatas kardos kazmierczak keita kerbrat kerjean
    kermarrec kervella keszthelyi kocabas kolodziej konate konieczny korkmaz kowalczyk
    kowalski kozlowski krajewski krawczyk kruse kubiak kucharski kurtulus kwiatkowski
    laskowski lervik lewandowski luhrs maciejewski madec majoros makoni makowski marciniak
    mazur mazurek megyeri meinecke mekonnen michalak michalski mokoena molefe moyo mutasa
    mwale nadasdi ndiaye niederkofler niemann nijhuis nowakowski nowicki nyffenegger
    obermaier odermatt oelschlager ogunbanjo olabarria oladipo olatunji olstad olszewski
    oltmanns onyeka ormos ostrowski ouattara oyelaran ozcan ozdemir ozer ozkan ozturk
    palotas pawlowski phiri pietrzak piotrowski polat pritchett przybylski quandt quaye
    quemener radebe rakosi reinecke rutkowski sadowski sahin salaun sawicki schluter
    schonhuber senturk sikkema sikora sikorski simsek sissoko sobczak sokolowski stepien
    stuhrmann szczepanski szentgyorgyi szentmiklosi szewczyk szulc szymanski tadesse tembo
    terpstra tesfaye tewkesbury tietjen timar tomaszewski toure tschopp tshabalala tunc
    turkmen uhlenbrock ujvari unal urbanski vandermeersch vollmer walczak wasilewski
    wernicke wessels wiechmann wieczorek wiersma wisniewski witkowski wojciechowski wojcik
    wolde wrobel wroblewski wubbena wysocki yavuz ytterdahl zakrzewski zalewski zawadzki
    zentai zielinski zijlstra ziolkowski zondi zsoldos zubizarreta zurbriggen zurbruggen
    zwane zwicknagl
    """
)
