"""Words about passwords and keys: what they are called, and what is said of them."""

from app.redaction.words import phrases, words

NOT_A_SECRET = words(
    """
    a able about accepted after again all alone already also always an and another any anymore
    anyone anything app applied are as asked at auth authentication back bad because been before
    being between blank blocked both broken but button by cached can can't cannot case change
    changed changes changing char character characters chars check checked checking compliant
    confirmation correct correctly could created creation currently customer data date days
    default deleted did different disabled do does doesn't doing don't done down during each
    either email empty enabled encrypted enforced enough enter entered entry error errors even
    every exactly exist exists expire expired expires expiring expiry factory fail failed fails
    failure false field fields file fine first for forgotten form format found from function
    generated generation generator get given gone good had has hasn't hash hashed hashing have
    help here hidden hint how however i i'm if ignored in incorrect incorrectly input instead into
    invalid is isn't issue it it's its itself just keep kept key keys known last leaked least
    length less let like limit limited link locked login logged long longer lost mail managed
    management manager mandatory many masked matched matches max maximum may maybe me message
    might min minimum mismatch missing mode more must my name needed needs never new no nobody
    none nor not nothing now null of off ok okay old on once one only or other our out over own
    page part plain please policies policy possible present private problem process prompt
    prompted prompts protected provided public question random reading ready recovery refused
    rejected reminder removed request requested required requirement requirements resent reset
    resets resetting rotated rotation rule rules safe same saved saying screen second secret
    secure secured security see seems sent server set sets setting settings several shared
    shared-with should show shown shows since single so some somehow something sometimes somewhere
    spelled still stored strength string strong stronger such supported switched symbol symbols
    synced taken temp temporarily temporary text than that that's the their them then there these
    they this those three through time times to today together token tokens tomorrow too true try
    two type typed unable unchanged unclear under undefined unfortunately unique unknown unless
    unset until update updated updates upon used user username users using usually valid validated
    validation value variable verified very via viewed visible wait was wasn't we weak well were
    what what's when where whether which while who why will wiped with within without won't word
    working works would wrong yes yesterday yet you you'll your yours passwordless password
    passwords credential credentials abgelaufen aber ab als am anders auch auf aus bei bekannt
    bereits bitte da damit dann das dass dem den der des die doch dort ein eine einem einen einer
    es falsch fehlt für gar geändert gesetzt gesperrt gespeichert gleich gültig hat hier ich im
    immer ist ja jetzt kann kein keine korrekt kurz lang leer mehr mein mit muss nach nicht nichts
    noch nötig nur ob oder ohne pflicht richtig schon schwach sehr sein seit sicher sie sind soll
    stark stimmt und ungültig unbekannt uns unter unverändert verboten verfallen vergessen vom von
    vor war weg wegen weil wenn wer werden wie wieder wir wird wurde zu zum zur zurück
    zurückgesetzt zwischen ai à accepté au aussi aux avant avec bien bloqué bon car ce cela changé
    dans de depuis déjà du elle en encore erroné est et être expiré faible faux il indisponible
    inconnu invalide jamais la le les leur lors lui mais masqué mauvais même modifié mon ne n'est
    nous nouveau obligatoire ou oublié où par pas perdu plus pour pourquoi pris qu'il que qui
    refusé rejeté requis réinitialisé sa sans se ses son sur temporaire tout toujours très trop un
    une valide vide vos votre vous al caducada caducado cambiada como con correcta cuando débil
    del desde el ella entre era errónea esa ese esta está este expirada expirado fue ha hay
    incorrecta inválida las los más mi muy nueva nuevo o obligatoria obligatorio olvidada olvidado
    para pero perdida por porque rechazada requerida según segura si sin sobre su también temporal
    tiene una válida vacía y ya agora ainda alterada ao até bloqueada com correta depois dos e ele
    em esquecida esqueceu expirou foi fraca igual incorreta já mas minha muito na nas não nem nos
    obrigatória os pela pelo porém quando redefinida rejeitada são sem senha ser sua também tem
    temporária um uma vazia anche ancora bloccata che chi ci come corretta così dal debole della
    di dimenticata dopo è errata essere fino gli ma mia molto nel nella non nuova obbligatoria per
    perché più questa richiesta rifiutata scaduta sempre sono stata troppo tutto valida vuota aan
    alleen alles bij dan dat deze dit door echt een er fout geblokkeerd geen geldig gereset
    geweigerd goed heeft het hij ik je kan klopt kort leeg maar meer met mijn naar niet nieuw
    nodig nog nu om onbekend onder ongeldig onjuist ons ook op te tot uit vaak van veilig vereist
    vergeten verkeerd verlopen verplicht voor wachtwoord wat wel wordt zeer zijn zo zonder zwak
    ale bez błędne co czy dla działa hasło jak jest już krótkie lub może musi nie niepoprawne
    nieprawidłowe nieważne niż nowe od oraz po poprawne przez przy puste się są słabe ten tylko
    tym wygasło wymagane z za zapomniane ze zmienione został zostało że alltid alltså att av bara
    blev det efter ej eller ett fel felaktigt från för giltigt glömt gått har ingen inte jag krävs
    man med men mig mycket mitt något när och ogiltigt på redan rätt sedan sig som svagt så till
    tomt tomma ut utan vad var vi vid är över ikke og riktig forkert glemt ama bir bu çok değil
    değişti doğru geçersiz gerekli hatalı için ile kabul kısa olan olarak sıfırlandı şu unuttum ve
    veya yanlış yok zayıf zorunlu без был была было быть в введён введен верный во все для до же
    за забыт и из или истёк истек к как ли мы на не неверный неверен недействителен но нет о
    обязателен он от по при пустой с сброшен слабый так только устарел это я necesaria necesario
    imprescindible demasiado corta distinta diferente misma mismo nécessaire identique trop courte
    necessaria necessario troppo corta lunga necessária curta diferente nodig noodzakelijk hetzelfde
    anders potrzebne konieczne takie samo
    """
)
"""What a sentence says of a password where it does not tell it, in the languages of the cues."""

FUNCTION_WORDS = words(
    """
    a about after again an and any are as at be because been before but by can cannot contains do
    does for from had has have here how i if in is isn it its my must needs no not of on or our
    please shall should since so than that the then there these they this to too until was we were
    what when where which who why will with without would you your
    """
)

MESSAGE = words(
    """
    password passwords pass wrong incorrect invalid must should required expired error characters
    character symbol digits letters match matches mismatch failed empty please enter try again
    reset change changed forgot forgotten cannot can't weak strong short long minimum least least.
    contain contains don't doesn't not allowed blocked denied field missing unknown your
    """
)
"""What a page says to whom it asks for a password; a sentence that is a password seldom does."""

GO_ON = words(
    """
    and but for on in with so then if please or to at when while because as which who it i we you
    they the this that from after und aber für auf mit bitte dann wenn der die das et mais pour
    avec y pero para con e ma per en maar voor och men ale dla
    """
)
"""What goes on with the sentence behind a password."""

PASSWORDS = phrases(
    """password, pasword, passwrod, passowrd, paswort, passwor, passwort, passwd, contrasenia,
    contraceña, contracena, mot de pase, paswoord, wachtword,
    passphrase, passcode, pass phrase, secret word, secret phrase, memorable word,
    security word, safe word, mot secret, palabra secreta, parola segreta, geheimwort,
    pwd, pw, kennwort,
    zugangscode, contraseña, contrasena, clave de acceso,
    clave, community string, hasło to, haslo to, palavra passe, mot de passe, mdp, wachtwoord,
    senha,
    palavra-passe, parola d'ordine, parola, hasło, haslo, lösenord, lösenordet, losenord, passord,
    passordet, adgangskode, adgangskoden, kodeord, salasana, salasanani, heslo, hesla, heslem,
    hasła, hasłem, jelszó, jelszavam, jelszava, jelszavunk, jelszavát, jelszót, slaptažodis,
    parool, geslo, kata sandi, şifre, şifresi, şifrem, sifre, parolası,
    lozinka, wifi key, wi-fi key, wlan-schlüssel, wlan key, network key, wpa key,
    wpa2 key, wpa3 key, wpa2-schlüssel, netzwerkschlüssel, wi-fi code, wifi code, clé wifi,
    clé wi-fi, clé du wifi, clave wifi, clave del wifi, chiave wifi, chiave wi-fi, chave wifi,
    wifi-sleutel, klucz wifi, psk, pre-shared key, preshared key, shared secret, vpn secret,
    ipsec secret, radius secret, pass code, secret answer, security answer"""
)
