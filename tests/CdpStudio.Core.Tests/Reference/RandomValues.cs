using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Values as JSON text, with the trouble that real senders make.</summary>
public sealed class RandomValues(Dice dice, RandomTimes times)
{
    // Pairs that are equal only in normalisation form C, without case, or not at all though they look it.
    private static readonly string[] s_places =
    [
        "Bonn", "bonn", "BONN", "Köln", "KÖLN", "Ko\u0308ln", "İstanbul", "istanbul", "ISTANBUL", "ıstanbul", "Straße", "STRASSE", "Café",
        "Cafe\u0301", "CAFÉ", "Hà Nội", "Ha\u0300 No\u0323\u0302i", "تهران", "北京", "Σάμος", "ΣΆΜΟΣ", "σάμοσ", "Kelvin \u212A", "kelvin k", "\U00010400x", "\U00010428x",
    ];

    private static readonly string[] s_plans = ["free", "Free", "pro", "PRO", "team", "trial"];

    private static readonly string[] s_colours = ["red", "Red", "green", "blue", "b", "5", "12.5", "re"];

    private static readonly string[] s_blanks = ["", " ", "\u00A0\u3000", "\t\n"];

    private static readonly JsonSerializerOptions s_unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON string, escaped as much or as little as senders do.</summary>
    public string Quoted(string text) => dice.Number(0, 8) switch
    {
        < 4 => JsonSerializer.Serialize(text, s_unescaped),
        < 7 => JsonSerializer.Serialize(text),
        _ => $"\"{string.Concat(text.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")))}\"",
    };

    public string Place() => Quoted(dice.Chance(5) ? $" {dice.Pick(s_places)} " : dice.Pick(s_places));

    /// <summary>Latitude and longitude, near each other and on both sides of the date line and the poles; some are none.</summary>
    public string Spot() => dice.Chance(15)
        ? Quoted(dice.Pick("90.0001,0", "0,-180.5", "52.5", "52.5;13.4", "52,5,13,4", "+52.5,13.4", ".5,13.4", "5e1,13.4", "-90,180", "-0,-0"))
        : Quoted($"{Blanks()}{Degrees(dice.Pick(52.52m, 10.77m, -17.7m, 89.9m))}{Blanks()},{Blanks()}{Degrees(dice.Pick(13.405m, 106.69m, 179.95m, -179.95m))}");

    private string Blanks() => dice.Chance(10) ? dice.Pick(" ", "\t", "\u00A0") : "";

    private string Degrees(decimal about) => (about + (dice.Number(-50, 50) / 1_000m)).ToString(CultureInfo.InvariantCulture);

    public string Plan() => Quoted(dice.Pick(s_plans));

    public string Colour() => Quoted(dice.Pick(s_colours));

    public string Whole() => dice.Number(-3, 60).ToString(CultureInfo.InvariantCulture);

    /// <summary>Amounts that drift in binary, halves at the fifth place, other spellings of one number, and numbers at the ends of what is exact.</summary>
    public string Amount() => dice.Number(0, 20) switch
    {
        < 8 => (dice.Number(0, 5_000) / 100m).ToString(CultureInfo.InvariantCulture),
        < 11 => (dice.Number(-20_000, 20_000) / 10_000m).ToString(CultureInfo.InvariantCulture),
        < 13 => dice.Pick("0.1", "0.2", "0.3", "0.30000", "3e-1", "1.10", "1.1", "-0", "0", "1E1", "10", "1e+1", "0.1e2", "-0.0", "1e-7"),
        < 15 => dice.Pick("0.00005", "-0.00005", "2.34565", "2.34564999", "1.00004", "0.99995"),
        < 16 => dice.Pick("9007199254740992", "900000000000000.5", "-9007199254740992", "9007199254740993", "1e20", "900000000000001.5"),
        _ => Whole(),
    };

    public string NumericText() => Quoted(dice.Pick("5", "12.50", "-3", "007", "1e3", " 5", "1,5", "+4", "٣", "9007199254740993", "abc", "true"));

    public string Flag() => dice.Pick("true", "false", "\"TRUE\"", "\"False\"", "\"yes\"", "1");

    public string Blank() => dice.Chance(30) ? dice.Pick("null", "[]", "{}", "[null,\"\"]") : Quoted(dice.Pick(s_blanks));

    /// <summary>A date in one of its forms, seldom an epoch number or something that is no date.</summary>
    public string Date() => dice.Number(0, 20) switch
    {
        0 => dice.Pick("\"2023-02-29\"", "\"2024-02-30T10:00:00Z\"", "\"yesterday\"", "\"2024-1-5\"", "\"2024-01-05T25:00\"", "\" 2024-01-05\"", "true"),
        1 => dice.Pick("\"2024-02-29\"", "\"2000-02-29T12:00:00Z\"", "\"1999-12-31T23:59:59.9999Z\""),
        2 => (times.Draw() / 1_000).ToString(CultureInfo.InvariantCulture),
        3 => times.Draw().ToString(CultureInfo.InvariantCulture),
        _ => Quoted(times.Write(times.Draw())),
    };

    public string Birthday() => dice.Chance(20)
        ? Quoted($"{dice.Number(1950, 2010):0000}-02-{dice.Pick("28", "29")}")
        : Quoted(times.Write(times.NowMilliseconds - dice.Long(0, 60L * 366 * 86_400_000)));

    public string Colours()
    {
        if (dice.Chance(15)) return dice.Chance(50) ? Colour() : Amount();

        var elements = Enumerable.Range(0, dice.Number(1, 4)).Select(_ => dice.Number(0, 10) switch
        {
            < 7 => Colour(),
            < 9 => dice.Pick("5", "12.5", "12.50", "7"),
            _ => dice.Pick("null", "\"\"", "\" \"", "true"),
        });
        return $"[{string.Join(',', elements)}]";
    }

    public string Pets()
    {
        var pets = Enumerable.Range(0, dice.Number(1, 4)).Select(_ => dice.Number(0, 8) switch
        {
            0 => "{}",
            1 => "\"cat\"",
            2 => $$"""{"KIND":{{dice.Pick("null", "\"\"", "\"dog\"")}},"kind":"bird"}""",
            _ => $$"""{"kind":{{dice.Pick("\"dog\"", "\"cat\"", "\"Dog\"", "7", "[\"fish\",\"cat\"]")}},"age":{{Whole()}}}""",
        });
        return $"[{string.Join(',', pets)}]";
    }

    /// <summary>Seldom something that the name does not lead to expect.</summary>
    public string Spoilt(string value) => dice.Number(0, 100) switch
    {
        < 4 => Blank(),
        < 6 => NumericText(),
        < 7 => Flag(),
        < 8 => Colours(),
        < 9 => Amount(),
        _ => value,
    };

    public string Type(DataType type) => type switch
    {
        DataType.Number => Amount(),
        DataType.Boolean => Flag(),
        DataType.DateTime => Date(),
        DataType.List => Colours(),
        _ => Place(),
    };
}
