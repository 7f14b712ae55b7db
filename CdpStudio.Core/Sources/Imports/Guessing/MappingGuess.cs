using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Mapping.Steps;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;

namespace CdpStudio.Core.Sources.Imports.Guessing;

/// <param name="To">Null leaves the column out.</param>
public sealed record GuessedColumn(string From, ColumnTarget? To, CellFormat Format)
{
    public IReadOnlyList<CellStep> Steps { get; init; } = [];
}

/// <param name="Timestamp">With <see cref="ImportKind.Events"/> only, where a column has times.</param>
public sealed record GuessedMapping(ImportKind Kind, IReadOnlyList<GuessedColumn> Columns, MappedTimestamp? Timestamp);

/// <summary>Proposes what a file's columns mean, from their names first and their values second. Somebody confirms it.</summary>
public static class MappingGuess
{
    private const int Rows = 1_000;
    private const double Mostly = 0.6;

    // Of all cells: a small file may be packed from rows of a million letters.
    private const int MaxChars = 4 * 1024 * 1024;
    private const int MaxCellLength = 1_000;

    public static async Task<GuessedMapping> OfAsync(string path, FileReading reading, CancellationToken cancellationToken)
    {
        using var file = await TableFile.OpenAsync(path, reading, cancellationToken);
        var values = file.Columns.Select(_ => new List<string>()).ToList();
        var lists = new bool[values.Count];
        var chars = 0;
        try
        {
            for (var row = 0; row < Rows && chars < MaxChars && await file.Rows.ReadAsync(cancellationToken); row++)
            {
                if (file.Rows.Fault != RowFault.None) continue;
                for (var column = 0; column < values.Count; column++)
                {
                    var cell = file.Rows[column];
                    if (cell.IsWhiteSpace() || file.Rows.KindOf(column) == CellKind.Error) continue;
                    lists[column] |= file.Rows.KindOf(column) == CellKind.List;
                    values[column].Add(cell[..Math.Min(cell.Length, MaxCellLength)].ToString());
                    chars += values[column][^1].Length;
                }
            }
        }
        catch (UnreadableFileException) when (chars > 0)
        {
            // It breaks off here; the import says so, and takes the rows before.
        }

        var guess = Of(file.Columns, values);
        return guess with { Columns = [.. guess.Columns.Select((c, i) => lists[i] && c.To is not ColumnTarget.Identifier ? c with { Format = new CellFormat.List() } : c)] };
    }

    internal static GuessedMapping Of(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<string>> values)
    {
        var time = names.ToList().FindIndex(ColumnNames.IsTime);
        if (time >= 0 && FormatGuess.Date(values[time]) is null) time = -1;
        var kind = time >= 0 && names.Any(ColumnNames.IsOfHappening) ? ImportKind.Events : ImportKind.Profiles;
        var timestamp = kind == ImportKind.Events ? new MappedTimestamp(names[time], FormatGuess.Date(values[time])!) : null;

        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<GuessedColumn>();
        for (var i = 0; i < names.Count; i++)
            columns.Add((i == time && timestamp is not null) || RejectColumns.Has(names[i]) ? new GuessedColumn(names[i], null, new CellFormat.Text()) : Column(names[i], values[i], kind, taken));
        return new GuessedMapping(kind, columns, timestamp);
    }

    private static GuessedColumn Column(string name, IReadOnlyList<string> values, ImportKind kind, HashSet<string> taken)
    {
        var named = ColumnNames.Target(name);
        if (Identifier(named, values) is { } identifier && taken.Add("identifier:" + identifier.Namespace))
            return new GuessedColumn(name, identifier, new CellFormat.Text());

        var format = FormatGuess.Of(values);
        if (kind == ImportKind.Events) return new GuessedColumn(name, new ColumnTarget.Property(name), format);

        var attribute = named is ColumnTarget.Attribute usual && taken.Add(usual.Name) ? usual.Name : name;
        return new GuessedColumn(name, new ColumnTarget.Attribute(attribute), format);
    }

    /// <summary>A name alone is not enough: a column called phone may hold models of phones.</summary>
    private static ColumnTarget.Identifier? Identifier(ColumnTarget? named, IReadOnlyList<string> values)
    {
        if (named is ColumnTarget.Identifier identifier && (values.Count == 0 || Share(identifier.Namespace, values) >= Mostly)) return identifier;
        return Share(IdentifierNamespace.Email, values) >= 0.9 ? new ColumnTarget.Identifier(IdentifierNamespace.Email) : null;
    }

    private static double Share(string name, IReadOnlyList<string> values) =>
        values.Count == 0 ? 0 : (double)values.Count(v => IdentifierForm.Fits(name, v)) / values.Count;
}
