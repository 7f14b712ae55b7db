namespace CdpStudio.Core.Linkage.Preparing;

/// <summary>What headers call a kind, in lower-case letters without accents and separators. English first, then our neighbours' languages.</summary>
internal static class KindNames
{
    private static readonly (FieldKind Kind, string[] Names)[] s_names =
    [
        (FieldKind.GivenName,
            ["givenname", "firstname", "forename", "christianname", "fname", "given", "first", "vorname", "prenom", "nombre", "nome", "voornaam", "fornavn",
             "fornamn", "etunimi", "imie", "jmeno", "keresztnev", "ad", "isim"]),
        (FieldKind.FamilyName,
            ["familyname", "surname", "lastname", "secondname", "lname", "sname", "family", "last", "nachname", "familienname", "nomdefamille", "apellido",
             "apellidos", "cognome", "sobrenome", "apelido", "achternaam", "etternavn", "efternavn", "efternamn", "sukunimi", "nazwisko", "prijmeni",
             "vezeteknev", "soyad", "soyadi"]),
        (FieldKind.FullName,
            ["fullname", "name", "customername", "contactname", "personname", "displayname", "firstandsurname", "completename", "nomcomplet",
             "nombrecompleto", "nomecompleto", "volledigenaam"]),
        (FieldKind.BirthDate,
            ["dateofbirth", "birthdate", "dob", "birthday", "born", "birthdt", "geburtsdatum", "geboren", "geburtstag", "datedenaissance", "naissance",
             "fechadenacimiento", "fechanacimiento", "nacimiento", "datadinascita", "datanascita", "datadenascimento", "datanascimento", "geboortedatum",
             "fodselsdato", "fodelsedatum", "syntymaaika", "dataurodzenia", "dogumtarihi"]),
        (FieldKind.StreetNumber,
            ["streetnumber", "housenumber", "houseno", "streetno", "buildingnumber", "hausnummer", "hausnr", "numerocivico", "numerorue", "huisnummer", "husnummer"]),
        (FieldKind.Street,
            ["street", "streetname", "streetaddress", "address", "address1", "address2", "address3", "addressline1", "addressline2", "addr", "addr1", "addr2",
             "strasse", "str", "anschrift", "adresse", "rue", "calle", "direccion", "via", "indirizzo", "rua", "endereco", "straat", "adres", "gata", "ulica"]),
        (FieldKind.Locality,
            ["city", "town", "suburb", "locality", "place", "municipality", "village", "birthplace", "placeofbirth", "ort", "stadt", "wohnort", "gemeinde",
             "ville", "commune", "ciudad", "localidad", "citta", "comune", "cidade", "plaats", "stad", "woonplaats", "by", "kaupunki", "miasto", "sehir"]),
        (FieldKind.Postcode,
            ["postcode", "postalcode", "zip", "zipcode", "plz", "postleitzahl", "codepostal", "codigopostal", "cap", "cep", "postnummer",
             "postinumero", "kodpocztowy", "psc", "postakodu"]),
        (FieldKind.Region,
            ["state", "region", "county", "province", "district", "country", "countrycode", "stateprovince", "bundesland", "land", "kanton", "departement",
             "provincia", "regione", "estado", "pais", "paese", "provincie", "lan", "wojewodztwo"]),
        (FieldKind.Phone,
            ["phone", "phonenumber", "telephone", "tel", "mobile", "mobilenumber", "mobilephone", "cell", "cellphone", "homephone", "workphone", "telefon",
             "telefonnummer", "handy", "mobil", "telefono", "movil", "cellulare", "telefone", "celular", "telefoon", "puhelin"]),
        (FieldKind.Email,
            ["email", "emailaddress", "mail", "mailaddress", "epost", "courriel", "correo", "correoelectronico", "emailadresse", "eposta"]),
        (FieldKind.Identifier,
            ["socsecid", "ssn", "socialsecuritynumber", "nationalid", "nino", "nhsnumber", "passport", "passportnumber", "taxid", "vatid", "personalnumber",
             "personnummer", "svnummer", "steuernummer", "dni", "nif", "cpf", "codicefiscale", "bsn", "pesel", "loyaltycard", "cardnumber", "licensenumber"]),
    ];

    private static readonly Dictionary<string, FieldKind> s_kinds =
        s_names.SelectMany(row => row.Names, (row, name) => (row.Kind, name)).ToDictionary(x => x.name, x => x.Kind, StringComparer.Ordinal);

    // "by" is a town in Danish and the end of "created by"; "place" is in "replaced".
    private const int ShortestWord = 3;
    private const int TellingLength = 5;

    private static readonly (string Name, FieldKind Kind)[] s_endings =
        [.. s_kinds.Where(x => x.Key.Length >= TellingLength).OrderByDescending(x => x.Key.Length).Select(x => (x.Key, x.Value))];

    /// <summary>
    /// The kind that a header names, or that its last or first words do ("customer first name", "phone_home"); null if it names none.
    /// </summary>
    public static FieldKind? Find(string header)
    {
        string[] words = [.. Words(header)];
        var name = string.Concat(words);
        if (s_kinds.TryGetValue(name, out var kind)) return kind;

        var bare = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (s_kinds.TryGetValue(bare, out kind)) return kind;

        for (var start = 1; start < words.Length; start++)
        {
            if (Find(words[start..], ShortestWord) is { } last) return last;
        }

        for (var end = words.Length - 1; end > 0; end--)
        {
            if (Find(words[..end], TellingLength) is { } first) return first;
        }

        return s_endings.Where(x => bare.EndsWith(x.Name, StringComparison.Ordinal)).Select(x => (FieldKind?)x.Kind).FirstOrDefault();
    }

    // A name among other words is as often a company's, a product's or a file's.
    private static FieldKind? Find(string[] words, int shortest) =>
        string.Concat(words) is var name && name.Length >= shortest && s_kinds.TryGetValue(name, out var kind) && kind != FieldKind.FullName ? kind : null;

    /// <summary>Parted where a letter or digit is missing, and before a capital after a small letter.</summary>
    private static IEnumerable<string> Words(string header)
    {
        var word = "";
        for (var i = 0; i < header.Length; i++)
        {
            var isBegin = i > 0 && char.IsUpper(header[i]) && char.IsLower(header[i - 1]);
            if (word.Length > 0 && (isBegin || !char.IsLetterOrDigit(header[i])))
            {
                yield return Fold(word);
                word = "";
            }

            if (char.IsLetterOrDigit(header[i])) word += header[i];
        }

        if (word.Length > 0) yield return Fold(word);
    }

    private static string Fold(string word) => string.Concat(NormalForm.Fold(word).Where(char.IsAsciiLetterOrDigit));
}
