using System.Globalization;

namespace CdpStudio.Core.Sources.Imports.Reading.Workbooks;

internal enum DateStyle : byte
{
    /// <summary>A number is shown as a number.</summary>
    None,
    Day,
    DayAndTime,
    Time,

    /// <summary>Hours that may exceed a day.</summary>
    Duration,
}

/// <summary>Which cell styles show numbers as dates: nothing else in a workbook tells a date from a number.</summary>
internal sealed class DateStyles
{
    // Excel allows some 65,000.
    private const int MaxStyles = 100_000;
    private const int MaxFormats = 10_000;

    private readonly List<DateStyle> _styles = [];

    public DateStyle this[int style] => style >= 0 && style < _styles.Count ? _styles[style] : DateStyle.None;

    public static DateStyles Read(XmlPart xml)
    {
        using (xml)
        {
            var styles = new DateStyles();
            var formats = new Dictionary<int, DateStyle>();
            var isInCells = false;
            while (xml.Read())
            {
                if (xml.Name == "cellXfs") isInCells = xml.IsElement && !xml.IsEmpty;
                else if (xml.IsAt("numFmt") && Number(xml, "numFmtId") is { } id && formats.Count < MaxFormats) formats[id] = Of(xml.Attribute("formatCode") ?? "");
                else if (isInCells && xml.IsAt("xf")) styles.Add(xml, Number(xml, "numFmtId") is { } format ? formats.TryGetValue(format, out var own) ? own : BuiltIn(format) : DateStyle.None);
            }

            return styles;
        }
    }

    /// <summary>Of a format code such as <c>[$-407]dd.mm.yyyy hh:mm;@</c>.</summary>
    internal static DateStyle Of(string code)
    {
        bool day = false, time = false, month = false;
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (char.ToLowerInvariant(code[i]))
            {
                case '"':
                    i = End(code, i, '"');
                    break;
                case '[':
                    var end = End(code, i, ']');
                    if (code[(i + 1)..end].Trim() is { Length: > 0 } bracket && bracket.All(c => char.ToLowerInvariant(c) is 'h' or 'm' or 's')) return DateStyle.Duration;
                    i = end;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                // General, and the exponent of a number.
                case 'g' when code.AsSpan(i).StartsWith("general", StringComparison.OrdinalIgnoreCase):
                    i += "general".Length - 1;
                    break;
                case 'e' when i + 1 < code.Length && code[i + 1] is '+' or '-':
                    break;
                case 'y' or 'd' or 'e' or 'b' or '年' or '月' or '日':
                    day = true;
                    break;
                case 'h' or 's':
                    time = true;
                    break;
                case 'm':
                    month = true;
                    break;
            }
        }

        // An m alone is a month, beside hours or seconds minutes.
        if (day || (month && !time)) return time ? DateStyle.DayAndTime : DateStyle.Day;
        return time ? DateStyle.Time : DateStyle.None;
    }

    private static DateStyle BuiltIn(int format) => format switch
    {
        >= 14 and <= 17 => DateStyle.Day,
        >= 18 and <= 21 or 45 or 47 => DateStyle.Time,
        22 => DateStyle.DayAndTime,
        46 => DateStyle.Duration,
        // Day formats and some times of East Asia, which have no code in the file.
        >= 27 and <= 31 or 36 or >= 50 and <= 54 or 57 or 58 => DateStyle.Day,
        >= 32 and <= 35 or 55 or 56 => DateStyle.Time,
        _ => DateStyle.None,
    };

    private static int End(string code, int at, char closing)
    {
        var end = code.IndexOf(closing, at + 1);
        return end < 0 ? code.Length : end;
    }

    private static int? Number(XmlPart xml, string attribute) =>
        int.TryParse(xml.Attribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private void Add(XmlPart xml, DateStyle style)
    {
        if (_styles.Count == MaxStyles) throw xml.Broken("there are too many cell styles");
        _styles.Add(style);
    }
}
