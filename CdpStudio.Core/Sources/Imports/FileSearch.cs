using System.Text;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Reading.Json;
using CdpStudio.Core.Sources.Imports.Reading.Packing;
using CdpStudio.Core.Sources.Imports.Rows;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>How the columns of a file are read, as far as somebody said so.</summary>
/// <param name="Identifiers">Names of the columns in which even a short text stands for somebody.</param>
/// <param name="Mapping">Null while it is not whole.</param>
internal sealed record KnownColumns(FileReading Reading, IReadOnlySet<string> Identifiers, ImportMapping? Mapping)
{
    private const string Identifier = "identifier:";

    public static KnownColumns Of(ImportMapping mapping) => new(
        mapping.Reading, mapping.Columns.Where(c => c.To is ColumnTarget.Identifier).Select(c => c.From).ToHashSet(StringComparer.Ordinal), mapping);

    public static KnownColumns Of(DraftChoices choices) => new(
        choices.Reading,
        choices.Columns.Where(c => c.To?.StartsWith(Identifier, StringComparison.Ordinal) ?? false).Select(c => c.From).ToHashSet(StringComparer.Ordinal),
        (choices.ToMapping() as MappingReading.Read)?.Mapping);
}

/// <summary>
/// Whether an uploaded file names somebody, wherever in it: also in rows that Excel hides, in columns, sheets and files of an archive that
/// nobody imported. What can't be read to its end may name anybody.
/// </summary>
internal static class FileSearch
{
    /// <param name="columns">Null when nobody said anything of the file yet.</param>
    public static async Task<bool> NamesAsync(string path, KnownColumns? columns, CarriedIdentifiers carried, CancellationToken cancellationToken)
    {
        try
        {
            if (columns is not null && await AsColumnsAsync(path, columns, carried, cancellationToken)) return true;

            var entries = FileContent.EntriesOf(path);
            foreach (var entry in entries.Count == 0 ? [null] : entries.Cast<string?>())
            {
                if (await AsTextsAsync(path, entry, columns?.Reading, carried, cancellationToken)) return true;
            }

            return false;
        }
        catch (UnreadableFileException e)
        {
            return e.Problem is not (FileProblem.Empty or FileProblem.NoDataFile);
        }
        catch (FileNotFoundException)
        {
            // Somebody threw it away meanwhile.
            return false;
        }
    }

    /// <summary>By what the columns mean: short texts where identifiers are, and what a mapping makes of its cells.</summary>
    private static async Task<bool> AsColumnsAsync(string path, KnownColumns known, CarriedIdentifiers carried, CancellationToken cancellationToken)
    {
        var wanted = known.Mapping?.NamedColumns().Select(c => c.Name).ToList() ?? [];
        using var file = await TableFile.OpenAsync(path, known.Reading with { HiddenRows = true }, cancellationToken, wanted);
        var expected = file.Columns.Index().Where(c => known.Identifiers.Contains(c.Item)).Select(c => c.Index).ToList();
        var mapper = known.Mapping is { } mapping && wanted.TrueForAll(name => HeaderNames.Position(file.Columns, name) >= 0)
            ? new RowMapper(mapping, file.Columns, importedAt: 0)
            : null;
        while (await file.Rows.ReadAsync(cancellationToken))
        {
            var isWhole = file.Rows.Fault == RowFault.None;
            if (isWhole && expected.Exists(cell => carried.Is(file.Rows[cell].ToString(), expected: true))) return true;
            if (isWhole && mapper?.Map(file.Rows) is MappedRow.Taken { Message.Identifiers: var found } && found.Any(i => carried.Is(i.Value, expected: true))) return true;
        }

        return false;
    }

    /// <summary>Everything in it, whatever it means.</summary>
    private static async Task<bool> AsTextsAsync(string path, string? entry, FileReading? known, CarriedIdentifiers carried, CancellationToken cancellationToken)
    {
        var contents = FileContents.Of(path, entry);
        foreach (var sheet in contents.Sheets.Count == 0 ? [null] : contents.Sheets.Select(s => (string?)s.Name))
        {
            var given = new GivenReading(HasHeader: false, Sheet: sheet, Entry: entry);
            // What was chosen for a text may be what no detection finds.
            if (sheet is null && known is { Format: not TableFormat.Xlsx } && (known.Entry ?? entry) == entry) given = given with { Encoding = known.Encoding };
            var reading = (await ReadingDetection.DetectAsync(path, given, cancellationToken)).Reading;
            if (reading.Format == TableFormat.Json ? await AnyItemAsync(path, reading, carried, cancellationToken) : await AnyCellAsync(path, reading, carried, cancellationToken))
                return true;
        }

        return false;
    }

    private static async Task<bool> AnyCellAsync(string path, FileReading reading, CarriedIdentifiers carried, CancellationToken cancellationToken)
    {
        using var file = await TableFile.OpenAsync(path, reading, cancellationToken);
        while (await file.Rows.ReadAsync(cancellationToken))
        {
            // Only its beginning is known.
            if (file.Rows.Fault == RowFault.TooLong) return true;

            for (var cell = 0; cell < file.Rows.Count; cell++)
            {
                if (file.Rows[cell].IsWhiteSpace()) continue;

                var text = file.Rows[cell].ToString();
                if (carried.Is(text, expected: false) || carried.AreWithin(text)) return true;
            }
        }

        return false;
    }

    // Not by columns: members that come late are none.
    private static async Task<bool> AnyItemAsync(string path, FileReading reading, CarriedIdentifiers carried, CancellationToken cancellationToken)
    {
        using var content = FileContent.Open(path, reading.Entry);
        using var items = new JsonItems(new StreamReader(content.OpenText(), reading.Encoding.Create()));
        while (await items.ReadAsync(cancellationToken))
        {
            if (items.Fault == RowFault.TooLong) return true;

            var text = items.Text.ToString();
            if (carried.AreIn(Encoding.UTF8.GetBytes(text)) || carried.AreWithin(text)) return true;
        }

        return false;
    }
}
