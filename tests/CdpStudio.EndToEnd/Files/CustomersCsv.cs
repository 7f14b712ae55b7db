using System.Globalization;
using System.Text;

namespace CdpStudio.EndToEnd.Files;

/// <summary>
/// A list of customers as a shop would export it: 5,000 rows with semicolons and German numbers and dates, of which 37 are bad in
/// known ways. Every value follows from the row's number, so tests can say what must be in a profile.
/// </summary>
internal static class CustomersCsv
{
    public const int Rows = 5_000;
    public const int Bad = 37;

    /// <summary>Bad rows by what is wrong with them.</summary>
    public const int WithoutIdentifier = 12;
    public const int BadEmail = 9;
    public const int BadBirthday = 8;
    public const int BadAmount = 5;
    public const int TooManyCells = 3;

    public const string Header = "Kundennr;Name;E-Mail;Telefon;Geburtstag;Land;Umsatz;Newsletter;Bemerkung";

    private static readonly string[] s_first = ["Anna", "Jürgen", "Zoë", "Minh Khôi", "Aylin", "怡君", "Oluwaseun", "Łukasz", "Иван", "پریسا"];
    private static readonly string[] s_last = ["Groß", "Müller", "Trần", "Şahin", "陳", "Adeyemi", "Żółć", "Петров", "احمدی", "O'Neill"];
    private static readonly string[] s_countries = ["DE", "AT", "CH", "VN", "TR"];

    public static string Number(int row) => string.Create(CultureInfo.InvariantCulture, $"K{row:00000}");

    public static string Email(int row) => string.Create(CultureInfo.InvariantCulture, $"kunde{row}@example.com");

    public static string Country(int row) => s_countries[row % s_countries.Length];

    public static decimal Amount(int row) => (row * 37 % 250_000) / 100m;

    /// <summary>Every 135th row from the tenth on is bad, and which way follows from how many there were before.</summary>
    public static bool IsBad(int row) => BadIndex(row) >= 0;

    /// <summary>People of a country whose rows are good.</summary>
    public static int GoodIn(string country) => Enumerable.Range(1, Rows).Count(r => !IsBad(r) && Country(r) == country);

    public static byte[] Bytes()
    {
        var text = new StringBuilder(Header).Append("\r\n");
        for (var row = 1; row <= Rows; row++) text.Append(Row(row)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static int BadIndex(int row)
    {
        var (index, rest) = Math.DivRem(row - 10, 135);
        return row >= 10 && rest == 0 && index < Bad ? index : -1;
    }

    private static string Row(int row)
    {
        var cells = Cells(row);
        var bad = BadIndex(row);
        if (bad >= 0) Spoil(cells, bad);
        return string.Join(';', cells);
    }

    private static List<string> Cells(int row)
    {
        var german = CultureInfo.GetCultureInfo("de-DE");
        return
        [
            Number(row),
            $"{s_first[row % 10]} {s_last[row / 10 % 10]}",
            Email(row),
            string.Create(CultureInfo.InvariantCulture, $"+49 30 55{row:00000}"),
            new DateOnly(1950, 1, 1).AddDays(row * 3).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
            Country(row),
            Amount(row).ToString("N2", german),
            row % 3 == 0 ? "nein" : "ja",
            // Now and then what careless readers stumble over: quotes, separators, line breaks.
            (row % 50) switch { 0 => "\"sagt \"\"gut\"\"; gern\"", 1 => "\"zwei\r\nZeilen\"", _ => "" },
        ];
    }

    private static void Spoil(List<string> cells, int bad)
    {
        switch (bad)
        {
            case < WithoutIdentifier:
                cells[0] = cells[2] = cells[3] = "";
                break;
            case < WithoutIdentifier + BadEmail:
                cells[2] = bad % 2 == 0 ? "n/a" : "kunde@";
                break;
            case < WithoutIdentifier + BadEmail + BadBirthday:
                cells[4] = bad % 2 == 0 ? "31.02.1988" : "unbekannt";
                break;
            case < WithoutIdentifier + BadEmail + BadBirthday + BadAmount:
                cells[6] = "viel";
                break;
            default:
                cells.Add("zu viel");
                break;
        }
    }
}
