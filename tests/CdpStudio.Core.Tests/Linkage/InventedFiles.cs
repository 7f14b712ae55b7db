using System.Globalization;

namespace CdpStudio.Core.Tests.Linkage;

/// <summary>Files that differ in what linkage must not rely on, each from a seed and a number of records.</summary>
internal static class InventedFiles
{
    public static IReadOnlyDictionary<string, Func<int, int, InventedFile>> All { get; } = new Dictionary<string, Func<int, int, InventedFile>>(StringComparer.Ordinal)
    {
        ["as ever"] = (seed, records) => File(seed, records),
        ["nobody twice"] = (seed, records) => File(seed, records, 0),
        ["few duplicates"] = (seed, records) => File(seed, records, 1, 0.02),
        ["many duplicates"] = (seed, records) => File(seed, records, 8, 1),
        ["two of everybody"] = (seed, records) => File(seed, records, 1, 1),
        ["exact copies"] = (seed, records) => File(seed, records, 2, errors: 0),
        ["much damage"] = (seed, records) => File(seed, records, errors: 5),
        ["twenty records"] = (seed, _) => InventedFile.Make(seed, 20, 2),
        ["sixty records"] = (seed, _) => InventedFile.Make(seed, 60, 1, 0.15),
        ["a column nobody fills"] = (seed, records) => File(seed, records).With("mobile", _ => null).With("fax", _ => " "),
        ["columns with one value"] = (seed, records) => File(seed, records).With("country", _ => "AT").With("currency", _ => "EUR"),
        ["columns of chance"] = (seed, records) => Chance(File(seed, records), seed),
        ["names changed places"] = (seed, records) => File(seed, records).Swapped("first_name", "last_name", 0.4),
        ["short names"] = (seed, records) => File(seed, records).Changed("first_name", 0.5, (v, _) => v[..Math.Min(3, v.Length)]),
        ["nicknames"] = (seed, records) => File(seed, records).Changed("first_name", 0.4, Nickname),
        ["days and months changed places"] = (seed, records) => File(seed, records).Changed("birth_date", 0.4, (v, _) => v.Length == 10 ? $"{v[..4]}-{v[8..]}-{v[5..7]}" : v),
        ["letters changed places"] = (seed, records) => File(seed, records, errors: 0).Changed("first_name", 0.5, Transposed).Changed("last_name", 0.5, Transposed).Changed("email", 0.5, Transposed).Changed("city", 0.5, Transposed),
        ["half of all missing"] = (seed, records) => File(seed, records).WithGaps(0.4),
        ["moved"] = (seed, records) => File(seed, records).FromOthers(0.4, "street_number", "street", "city", "postcode", "phone"),
        ["married"] = (seed, records) => File(seed, records).FromOthers(0.3, "last_name"),
        ["other mailboxes"] = (seed, records) => File(seed, records).FromOthers(0.5, "email"),
        ["one village"] = (seed, records) => File(seed, records).Changed("city", 1, (_, _) => "Lech", copiesOnly: false).Changed("postcode", 1, (_, _) => "6764", copiesOnly: false),
        ["names and birth"] = (seed, records) => File(seed, records, errors: 2).Only("first_name", "last_name", "birth_date"),
        ["names, birth and town"] = (seed, records) => File(seed, records).Only("first_name", "last_name", "birth_date", "city"),
        ["names and address"] = (seed, records) => File(seed, records).Only("first_name", "last_name", "street_number", "street", "city", "postcode"),
        ["names and contact"] = (seed, records) => File(seed, records).Only("first_name", "last_name", "phone", "email"),
        ["mailbox and name"] = (seed, records) => File(seed, records).Only("first_name", "last_name", "email", "city", "birth_date"),
        ["names in one column"] = (seed, records) => File(seed, records).InOneColumn("name", "first_name", "last_name"),
        ["columns that say nothing"] = (seed, records) => File(seed, records).Called(
            ("first_name", "a"), ("last_name", "b"), ("birth_date", "c"), ("street_number", "d"), ("street", "e"), ("city", "f"), ("postcode", "g"), ("phone", "h"), ("email", "i")),
        ["columns in German"] = (seed, records) => File(seed, records).Called(
            ("first_name", "Vorname"), ("last_name", "Nachname"), ("birth_date", "Geburtsdatum"), ("street_number", "Hausnummer"), ("street", "Strasse"), ("city", "Ort"), ("postcode", "PLZ"),
            ("phone", "Telefon"), ("email", "E-Mail")),
    };

    private static InventedFile File(int seed, int records, int mostCopies = 2, double copied = 1 / 3.0, double errors = 2.5) =>
        InventedFile.Make(seed, records, mostCopies, copied, errors);

    private static InventedFile Chance(InventedFile file, int seed)
    {
        var random = new Random(seed);
        string[] plans = ["free", "basic", "pro"];
        return file
            .With("plan", _ => plans[random.Next(3)])
            .With("created", _ => new DateOnly(2020, 1, 1).AddDays(random.Next(900)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .With("language", _ => random.Next(4) == 0 ? "de" : "en")
            .With("points", _ => random.Next(500).ToString(CultureInfo.InvariantCulture));
    }

    private static string Nickname(string name, Random random) => random.Next(2) == 0 ? $"{name[..1]}{name[^1]}ey" : $"zo{name[..1]}ki";

    private static string Transposed(string value, Random random)
    {
        if (value.Length < 2) return value;

        var at = random.Next(value.Length - 1);
        return $"{value[..at]}{value[at + 1]}{value[at]}{value[(at + 2)..]}";
    }
}
