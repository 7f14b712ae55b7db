namespace CdpStudio.Core.Sources.Imports;

/// <summary>
/// The columns that a file of rejected rows has behind the original ones, by the names that people are shown. Repaired and imported again
/// they are left out, and what was chosen for the original columns holds.
/// </summary>
public static class RejectColumns
{
    private static readonly HashSet<string> s_names = new(
        [
            "Line in the file", "Why it was not imported",
            "文件中的行", "未导入的原因",
            "檔案中的行", "未匯入的原因",
            "Dòng trong tệp", "Lý do không được nhập",
            "سطر در فایل", "دلیل درون‌ریزی نشدن",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a column has one of these names, with a number behind it where the file that was rejected had it already.</summary>
    public static bool Has(string column) => s_names.Contains(WithoutNumber(column.Trim()));

    /// <summary>The name, with a number behind it when the file has such a column.</summary>
    internal static string Unused(string name, IReadOnlyList<string> columns)
    {
        var unused = name;
        for (var n = 2; columns.Contains(unused, StringComparer.OrdinalIgnoreCase); n++) unused = FormattableString.Invariant($"{name} ({n})");
        return unused;
    }

    private static string WithoutNumber(string column)
    {
        var open = column.LastIndexOf(" (", StringComparison.Ordinal);
        return open > 0 && column.EndsWith(')') && column[(open + 2)..^1].All(char.IsAsciiDigit) ? column[..open] : column;
    }
}
