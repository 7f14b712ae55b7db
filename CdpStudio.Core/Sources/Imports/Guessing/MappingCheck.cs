using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;

namespace CdpStudio.Core.Sources.Imports.Guessing;

/// <param name="Samples">The first values that differ, at most three.</param>
/// <param name="Filled">Rows that have a value.</param>
/// <param name="Misfits">Of those, the ones that would be rejected for it; 0 for a column that is left out.</param>
/// <param name="Examples">The first misfits that differ, at most three.</param>
public sealed record CheckedColumn(
    string Name, IReadOnlyList<string> Samples, long Filled, long Misfits, IReadOnlyList<MisfitExample> Examples);

/// <param name="Line">As an editor counts.</param>
public sealed record MisfitExample(string Value, long Line);

/// <param name="Rows">Looked at.</param>
/// <param name="IsWhole">Whether that was the whole file.</param>
public sealed record CheckedMapping(IReadOnlyList<CheckedColumn> Columns, long Rows, bool IsWhole);

/// <summary>Tries a mapping on a file's beginning with the very code that will import it.</summary>
public static class MappingCheck
{
    public const int MaxRows = 20_000;

    private const int MaxExamples = 3;

    /// <param name="columns">One for each of the file's columns, in their order.</param>
    /// <param name="timestamp">The column with the rows' times and how they are read; null when there is none.</param>
    public static async Task<CheckedMapping> RunAsync(
        string path, FileReading reading, IReadOnlyList<GuessedColumn> columns, GuessedColumn? timestamp, CancellationToken cancellationToken)
    {
        using var file = await TableFile.OpenAsync(path, reading, cancellationToken, [.. columns.Select(c => c.From)]);
        var counts = columns.Select(c => new Counts(c, timestamp?.From == c.From ? timestamp.Format : null)).ToList();
        var rows = 0L;
        var isWhole = false;
        try
        {
            while (rows < MaxRows && await file.Rows.ReadAsync(cancellationToken))
            {
                rows++;
                if (file.Rows.Fault != RowFault.None) continue;
                for (var i = 0; i < counts.Count; i++) counts[i].Add(file.Rows[i], file.Rows.KindOf(i), file.Rows.Line);
            }

            isWhole = rows < MaxRows || !await file.Rows.ReadAsync(cancellationToken);
        }
        catch (UnreadableFileException) when (rows > 0)
        {
            // It breaks off here; the import says so, and takes these rows.
        }

        return new CheckedMapping([.. counts.Select(c => c.Result())], rows, isWhole);
    }

    private sealed class Counts(GuessedColumn column, CellFormat? timestamp)
    {
        private readonly List<string> _samples = [];
        private readonly List<MisfitExample> _examples = [];
        private long _filled;
        private long _misfits;

        public void Add(ReadOnlySpan<char> cell, CellKind kind, long line)
        {
            if (cell.IsWhiteSpace()) return;

            _filled++;
            if (column.To is null && timestamp is null && _samples.Count == MaxExamples) return;

            var value = cell.ToString();
            var shown = FilePreview.Shown(cell);
            if (_samples.Count < MaxExamples && !_samples.Contains(shown)) _samples.Add(shown);
            if (Fits(value, kind)) return;

            _misfits++;
            if (_examples.Count < MaxExamples && !_examples.Any(e => e.Value == shown)) _examples.Add(new MisfitExample(shown, line));
        }

        public CheckedColumn Result() => new(column.From, _samples, _filled, _misfits, _examples);

        private bool Fits(string value, CellKind kind) =>
            (timestamp is null || (kind != CellKind.Error && timestamp.TryRead(value, kind, out _)))
            && column.To switch
            {
                null => true,
                _ when kind == CellKind.Error => false,
                ColumnTarget.Identifier identifier => kind != CellKind.RoundedNumber && IdentifierForm.Fits(identifier.Namespace, value),
                _ => column.Format.TryRead(value, kind, out _),
            };
    }
}
