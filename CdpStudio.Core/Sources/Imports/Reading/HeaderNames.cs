using System.Globalization;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>Names of a file's columns: different from each other, and bounded in number and length whatever the file holds.</summary>
internal static class HeaderNames
{
    public const int MaxColumns = 2_000;

    /// <summary>Characters. Questions of a survey are long; what comes behind is cut off.</summary>
    public const int MaxLength = 200;

    /// <summary>Trimmed; a name that comes again is numbered, an empty one is Column N.</summary>
    /// <exception cref="UnreadableFileException">There are too many, empty ones at the end not counted.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string?> header)
    {
        var count = Bounded(header.Count, i => string.IsNullOrWhiteSpace(header[i]));
        var names = new List<string>(count);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var last = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < count; i++)
        {
            var name = header[i] is { } given && Cut(given) is { Length: > 0 } some ? some : string.Create(CultureInfo.InvariantCulture, $"Column {i + 1}");
            var unique = name;
            // Goes on where the name's last number ended: thousands of equal names must not be tried against each other.
            var n = last.GetValueOrDefault(name, 1);
            while (!taken.Add(unique)) unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({++n})");
            last[name] = n;
            names.Add(unique);
        }

        return names;
    }

    /// <summary>For a row that is no header.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<string> Numbered(IRowReader row) => Of(new string?[Bounded(row.Count, i => row[i].IsWhiteSpace())]);

    /// <summary>A name as it is kept.</summary>
    public static string Cut(string name)
    {
        var trimmed = name.AsSpan().Trim();
        return (trimmed.Length > MaxLength ? trimmed[..MaxLength].TrimEnd() : trimmed).ToString();
    }

    /// <summary>Where a mapping's column lies, by its name without regard to case; -1 when the file lacks it.</summary>
    public static int Position(IReadOnlyList<string> columns, string name)
    {
        var kept = Cut(name);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Equals(kept, StringComparison.Ordinal)) return i;
        }

        var key = StudioText.Key(kept);
        for (var i = 0; i < columns.Count; i++)
        {
            if (StudioText.Key(columns[i]) == key) return i;
        }

        return -1;
    }

    private static int Bounded(int count, Func<int, bool> isBlank)
    {
        while (count > MaxColumns && isBlank(count - 1)) count--;
        return count <= MaxColumns ? count : throw new UnreadableFileException(FileProblem.TooManyColumns, FormattableString.Invariant($"{MaxColumns}"));
    }

    /// <summary>A first row is a header when its cells are names: filled, different, and neither numbers nor addresses.</summary>
    public static bool AreNames(IReadOnlyList<string> cells) =>
        !cells.Any(c => c.Contains('@', StringComparison.Ordinal) || (c.Any(char.IsDigit) && !c.Any(char.IsLetter)))
        && cells.Where(c => c.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count() * 2 > cells.Count;
}
