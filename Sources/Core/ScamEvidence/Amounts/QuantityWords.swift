/// The words around numbers, a row for each language: units of time, currencies, multipliers and numbers.
///
/// In lower case, with marks; the same without marks counts too where it is longer than three letters. What is an everyday word of English is
/// left out ("time" is an hour in Danish). A number is written `word=value`; one is left out, since in most languages
/// it is also "a", and so is what a spoken number of the language is joined from. A language is added by a row.
struct QuantityWords: Sendable {
    let language: String
    var hours = ""
    var days = ""
    var weeks = ""
    /// `USD=dollar dollars EUR=euro`.
    var money = ""
    /// `thousand=3`: zeros to add to figures before it.
    var multipliers = ""
    var numbers = ""
    /// What may stand between the words of one number.
    var joiners = ""

    static let all: [QuantityWords] = [
        QuantityWords(
            language: "en", hours: "hour hours hr hrs h", days: "day days", weeks: "week weeks",
            money: "USD=dollar dollars buck bucks EUR=euro euros CNY=yuan INR=rupee rupees JPY=yen",
            multipliers: "k=3 m=6 mio=6 mln=6 hundred=2 thousand=3 million=6 grand=3"),
        QuantityWords(
            language: "nl", hours: "uur uren", days: "dag dagen", weeks: "week weken", money: "USD=dollar EUR=euro",
            multipliers: "duizend=3 miljoen=6",
            numbers: "twee=2 drie=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 negen=9 tien=10 twaalf=12 vierentwintig=24 zesendertig=36 achtenveertig=48 vijftig=50 "
                + "tweeënzeventig=72 honderd=100 tweehonderd=200 driehonderd=300 vijfhonderd=500 duizend=1000 vijftienhonderd=1500 tweeduizend=2000"),
        QuantityWords(
            language: "fr", hours: "heure heures", days: "jour jours journée journées", weeks: "semaine semaines", money: "USD=dollar dollars EUR=euro euros",
            multipliers: "mille=3 milliers=3 millions=6",
            numbers: "deux=2 trois=3 quatre=4 cinq=5 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 quinze=15 vingt=20 trente=30 quarante=40 cinquante=50 "
                + "soixante=60 cent=100 cents=100 mille=1000",
            joiners: "et"),
        QuantityWords(
            language: "de", hours: "stunde stunden std", days: "tag tage tagen", weeks: "woche wochen", money: "USD=dollar EUR=euro CHF=franken sfr",
            multipliers: "tausend=3 tsd=3 millionen=6",
            numbers: "zwei=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwölf=12 zwanzig=20 vierundzwanzig=24 dreißig=30 dreissig=30 "
                + "sechsunddreißig=36 vierzig=40 achtundvierzig=48 fünfzig=50 sechzig=60 zweiundsiebzig=72 hundert=100 einhundert=100 zweihundert=200 dreihundert=300 "
                + "vierhundert=400 fünfhundert=500 sechshundert=600 siebenhundert=700 achthundert=800 neunhundert=900 tausend=1000 eintausend=1000 zweitausend=2000"
        ),
        QuantityWords(
            language: "es", hours: "hora horas", days: "día días", weeks: "semana semanas", money: "USD=dólar dólares EUR=euro euros MXN=pesos",
            multipliers: "mil=3 millones=6",
            numbers: "dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 doce=12 quince=15 veinte=20 veinticuatro=24 treinta=30 cuarenta=40 "
                + "cincuenta=50 sesenta=60 setenta=70 cien=100 doscientos=200 trescientos=300 quinientos=500 mil=1000",
            joiners: "y"),
        QuantityWords(
            language: "it", hours: "ora ore", days: "giorno giorni", weeks: "settimana settimane", money: "USD=dollaro dollari EUR=euro",
            multipliers: "mila=3 mille=3 milioni=6",
            numbers: "due=2 tre=3 quattro=4 cinque=5 sei=6 sette=7 otto=8 nove=9 dieci=10 dodici=12 ventiquattro=24 trentasei=36 quarantotto=48 cinquanta=50 "
                + "settantadue=72 cento=100 duecento=200 trecento=300 cinquecento=500 mille=1000 duemila=2000"),
        QuantityWords(
            language: "pt", hours: "hora horas", days: "dia dias", weeks: "semana semanas", money: "USD=dólar dólares EUR=euro euros BRL=reais",
            multipliers: "mil=3 milhões=6",
            numbers: "dois=2 duas=2 três=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 doze=12 quinze=15 vinte=20 trinta=30 quarenta=40 cinquenta=50 "
                + "sessenta=60 setenta=70 cem=100 duzentos=200 trezentos=300 quinhentos=500 mil=1000",
            joiners: "e"),
        QuantityWords(
            language: "pl", hours: "godzina godziny godzin godz godzinę", days: "dzień dni", weeks: "tydzień tygodnie tygodni",
            money: "USD=dolar dolary dolarów EUR=euro PLN=zł złoty złote złotych BTC=bitcoiny bitcoinów",
            multipliers: "tys=3 tysiąc=3 tysiące=3 tysięcy=3 miliony=6 milionów=6",
            numbers:
                "dwa=2 dwie=2 trzy=3 cztery=4 pięć=5 sześć=6 siedem=7 osiem=8 dziewięć=9 dziesięć=10 dwanaście=12 dwadzieścia=20 trzydzieści=30 czterdzieści=40 "
                + "pięćdziesiąt=50 sześćdziesiąt=60 siedemdziesiąt=70 sto=100 dwieście=200 trzysta=300 pięćset=500 tysiąc=1000 tysiące=1000 tysięcy=1000"),
        QuantityWords(
            language: "cs", hours: "hodina hodiny hodin", days: "den dny dní", weeks: "týden týdny týdnů",
            money: "USD=dolar dolary dolarů EUR=euro eura eur CZK=kč koruna koruny korun BTC=bitcoiny bitcoinů",
            multipliers: "tis=3 tisíc=3 tisíce=3 milionů=6",
            numbers: "dva=2 dvě=2 tři=3 čtyři=4 pět=5 šest=6 sedm=7 osm=8 devět=9 deset=10 dvanáct=12 dvacet=20 třicet=30 čtyřicet=40 padesát=50 šedesát=60 "
                + "sedmdesát=70 sto=100 sta=100 set=100 tisíc=1000 tisíce=1000"),
        QuantityWords(
            language: "sv", hours: "timme timmar", days: "dag dagar dygn", weeks: "vecka veckor", money: "USD=dollar EUR=euro SEK=kronor",
            multipliers: "tusen=3 miljoner=6",
            numbers:
                "två=2 tre=3 fyra=4 fem=5 sex=6 sju=7 åtta=8 nio=9 tio=10 tolv=12 tjugofyra=24 trettiosex=36 fyrtioåtta=48 femtio=50 sjuttiotvå=72 hundra=100 "
                + "tvåhundra=200 femhundra=500 tusen=1000"),
        QuantityWords(
            language: "da", hours: "timer", days: "dag dage døgn", weeks: "uge uger", money: "USD=dollar EUR=euro DKK=kroner",
            multipliers: "tusind=3 millioner=6",
            numbers:
                "to=2 tre=3 fire=4 fem=5 seks=6 syv=7 otte=8 ni=9 ti=10 tolv=12 fireogtyve=24 seksogtredive=36 otteogfyrre=48 halvtreds=50 tooghalvfjerds=72 "
                + "hundrede=100 tusind=1000"),
        QuantityWords(
            language: "ru", hours: "час часа часов", days: "день дня дней сутки суток", weeks: "неделя недели недель неделю",
            money: "USD=доллар доллара долларов долл EUR=евро RUB=рубль рубля рублей руб BTC=биткоин биткоина биткоинов биткойн биткойна биткойнов битков",
            multipliers: "тыс=3 тысяча=3 тысячи=3 тысяч=3 млн=6 миллионов=6",
            numbers: "два=2 две=2 двух=2 три=3 трёх=3 трех=3 четыре=4 пять=5 шесть=6 семь=7 восемь=8 девять=9 десять=10 двенадцать=12 двадцать=20 тридцать=30 "
                + "сорок=40 пятьдесят=50 шестьдесят=60 семьдесят=70 сто=100 двести=200 триста=300 пятьсот=500 тысяча=1000 тысячу=1000 тысячи=1000 тысяч=1000"),
        QuantityWords(
            language: "uk", hours: "година години годин", days: "день дні днів доба доби діб", weeks: "тиждень тижні тижнів",
            money: "USD=долар долари доларів EUR=євро UAH=грн гривня гривні гривень гривен BTC=біткоїн біткоїна біткоїнів",
            multipliers: "тис=3 тисяча=3 тисячі=3 тисяч=3 мільйонів=6",
            numbers: "дві=2 двох=2 чотири=4 шість=6 сім=7 вісім=8 десять=10 дванадцять=12 двадцять=20 тридцять=30 сто=100 двісті=200 триста=300 тисяча=1000 "
                + "тисячу=1000 тисячі=1000 тисяч=1000"),
        QuantityWords(
            language: "tr", hours: "saat saati saatiniz saatin", days: "gün günü gününüz günün", weeks: "hafta",
            money: "USD=dolar doları EUR=avro euro TRY=lira tl",
            multipliers: "bin=3 milyon=6",
            numbers: "iki=2 üç=3 dört=4 beş=5 altı=6 yedi=7 sekiz=8 dokuz=9 on=10 yirmi=20 otuz=30 kırk=40 elli=50 altmış=60 yetmiş=70 yüz=100 bin=1000"),
        QuantityWords(
            language: "hu", hours: "óra órán órát órája órád", days: "nap napon napod napot napja", weeks: "hét héten hetet",
            money: "USD=dollár dollárt EUR=euró eurót HUF=forint forintot ft",
            multipliers: "ezer=3 millió=6",
            numbers:
                "két=2 kettő=2 három=3 négy=4 öt=5 hat=6 nyolc=8 kilenc=9 tíz=10 tizenkét=12 huszonnégy=24 harminchat=36 negyvennyolc=48 ötven=50 hetvenkét=72 "
                + "száz=100 kétszáz=200 ötszáz=500 ezer=1000 ezret=1000"),
        QuantityWords(
            language: "ar", hours: "ساعة ساعات ساعه", days: "يوم أيام ايام يوما يومًا", weeks: "أسبوع أسابيع",
            money: "USD=دولار دولارا دولارًا دولارات EUR=يورو BTC=بيتكوين", multipliers: "ألف=3 الف=3 آلاف=3 مليون=6",
            numbers: "ثلاثة=3 ثلاث=3 أربع=4 أربعة=4 خمسة=5 عشرة=10 مائة=100 مئة=100 خمسمائة=500 ألف=1000"),
        // Other languages that such mail comes in.
        QuantityWords(
            language: "ro", hours: "oră ore", days: "zi zile", weeks: "săptămână săptămâni", money: "USD=dolari EUR=euro",
            numbers: "două=2 trei=3 patru=4 cinci=5"),
        QuantityWords(language: "fi", hours: "tunti tuntia", days: "päivä päivää", weeks: "viikko viikkoa", money: "USD=dollaria EUR=euroa euron"),
        QuantityWords(language: "sl", money: "USD=dolarjev EUR=eurov evrov"),
        QuantityWords(language: "el", money: "USD=δολάρια EUR=ευρώ"),
    ]

    /// All words of one kind; with marks, and without where they are Latin. Rows later in the list give way to earlier ones.
    static func entries(_ words: (QuantityWords) -> String) -> [(word: String, value: String)] {
        all.reversed().flatMap { row in
            var value = ""
            return words(row).split(separator: " ").flatMap { entry -> [(word: String, value: String)] in
                let parts = entry.split(separator: "=").map(String.init)
                // `USD=dollar dollars`: the name counts for the words behind it. `two=2`: the value stands last.
                if parts.count == 2, let number = Int(parts[1]) { return spellings(parts[0]).map { ($0, String(number)) } }
                if parts.count == 2 { value = parts[0] }
                return spellings(parts[parts.count - 1]).map { ($0, value) }
            }
        }
    }

    /// A word with marks, and without.
    private static func spellings(_ word: String) -> [String] {
        let scalars = word.unicodeScalars
        guard scalars.count > 3, scalars.contains(where: { 0x80..<0x180 ~= $0.value }) else { return [word] }
        let bare = scalars.map { scalar in marked.firstIndex(of: scalar).map { Character(bareLetters[$0]) } ?? Character(scalar) }
        return [word, String(bare)]
    }

    // Those of the words above; `MarkedLatinLetters` has all, and takes longer to make than all tables of words.
    private static let marked = Array("áàâäãåąćčçďéèêëęěíìîïıłñńňóòôöõőøřśšşťúùûüűůýźžżğ".unicodeScalars)
    private static let bareLetters = Array("aaaaaaacccdeeeeeeiiiiilnnnooooooorssstuuuuuuyzzzg".unicodeScalars)
}
