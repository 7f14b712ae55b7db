using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Mapping.Steps;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;

namespace CdpStudio.Core.Sources.Imports.Guessing;

/// <param name="Samples">The first values that differ, at most three.</param>
/// <param name="Filled">Rows that have a value.</param>
/// <param name="Misfits">Of those, the ones that would be rejected for it; 0 for a column that is left out.</param>
/// <param name="Examples">The first misfits that differ, at most three.</param>
public sealed record CheckedColumn(
    string Name, IReadOnlyList<string> Samples, long Filled, long Misfits, IReadOnlyList<MisfitExample> Examples)
{
    /// <summary>What the column's steps make of the first values that they change, at most three.</summary>
    public IReadOnlyList<SteppedSample> Changes { get; init; } = [];

    /// <summary>Rows whose number is outside of the bounds.</summary>
    public long Outliers { get; init; }

    /// <summary>What only somebody who knows the file can say; null: nothing.</summary>
    public FormatDoubt? Doubt { get; init; }
}

/// <param name="Line">As an editor counts lines and Excel its rows.</param>
public sealed record MisfitExample(string Value, long Line)
{
    /// <summary>Whether another value in its place would be read: not for errors of a sheet and what Excel has rounded, nor where the value comes from elsewhere.</summary>
    public bool MayCorrect { get; init; } = true;
}

/// <param name="Before">As the file has it.</param>
public sealed record SteppedSample(string Before, string After);

/// <param name="Rows">Looked at.</param>
/// <param name="IsWhole">Whether that was the whole file.</param>
public sealed record CheckedMapping(IReadOnlyList<CheckedColumn> Columns, long Rows, bool IsWhole)
{
    /// <summary>Rows that Excel hides, whether they are imported or not.</summary>
    public long HiddenRows { get; init; }

    /// <summary>Known only of a whole file.</summary>
    public int MergedRanges { get; init; }
}

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
        // Hidden rows are counted, also where they are left out.
        using var file = await TableFile.OpenAsync(path, reading with { HiddenRows = true }, cancellationToken, [.. columns.Select(c => c.From)]);
        var names = columns.Select(c => c.From).ToList();
        var counts = columns.Select((c, i) => new Counts(new ColumnCells(names, i, c.Steps, c.Format), c, timestamp?.From == c.From ? timestamp.Format : null)).ToList();
        var (rows, hidden) = (0L, 0L);
        var isWhole = false;
        try
        {
            while (rows < MaxRows && await file.Rows.ReadAsync(cancellationToken))
            {
                rows++;
                if (file.IsHidden) hidden++;
                if (file.IsHidden && !reading.HiddenRows) continue;
                if (file.Rows.Fault != RowFault.None) continue;
                foreach (var count in counts) count.Add(file.Rows);
            }

            isWhole = rows < MaxRows || !await file.Rows.ReadAsync(cancellationToken);
        }
        catch (UnreadableFileException) when (rows > 0)
        {
            // It breaks off here; the import says so, and takes these rows.
        }

        return new CheckedMapping([.. counts.Select(c => c.Result())], reading.HiddenRows ? rows : rows - hidden, isWhole)
        {
            HiddenRows = hidden,
            MergedRanges = isWhole ? file.CountMerged() : 0,
        };
    }

    private sealed class Counts(ColumnCells cells, GuessedColumn column, CellFormat? timestamp)
    {
        private readonly OtherReadings _others = new(timestamp ?? (column.To is null or ColumnTarget.Identifier ? new CellFormat.Text() : column.Format));
        private readonly List<SteppedSample> _changes = [];
        private readonly List<string> _samples = [];
        private readonly List<MisfitExample> _examples = [];
        private long _filled;
        private long _misfits;
        private long _outliers;

        public void Add(IRowReader row)
        {
            var raw = row[cells.Column];
            var isRead = column.To is not null || timestamp is not null;
            // Most columns of a wide file are left out: of those nothing is made but the first samples.
            if (!isRead && (raw.IsWhiteSpace() || _samples.Count == MaxExamples))
            {
                if (!raw.IsWhiteSpace()) _filled++;
                return;
            }

            var cell = cells.Of(row);
            if (raw.IsWhiteSpace() && cell.IsBlank && cell.Fault is null) return;

            _filled++;
            var shown = FilePreview.Shown(raw);
            if (_samples.Count < MaxExamples && shown.Length > 0 && !_samples.Contains(shown)) _samples.Add(shown);
            if (cell.IsOutlier) _outliers++;
            if (!Fits(row, cell))
            {
                AddMisfit(new MisfitExample(shown, row.Line)
                {
                    MayCorrect = !raw.IsWhiteSpace() && raw.Length == shown.Length && row.KindOf(cells.Column) is not (CellKind.Error or CellKind.RoundedNumber),
                });
                return;
            }

            AddChange(shown, cell.Text);
            // A row's time is read as the file has it.
            if (timestamp is null) _others.Add(cell.Text, cell.Kind, shown);
            else _others.Add(raw.ToString(), row.KindOf(cells.Column), shown);
        }

        public CheckedColumn Result() => new(column.From, _samples, _filled, _misfits, _examples) { Changes = _changes, Outliers = _outliers, Doubt = _others.Doubt };

        private void AddChange(string before, string text)
        {
            if (_changes.Count == MaxExamples || text == before) return;

            var change = new SteppedSample(before, FilePreview.Shown(text));
            if (change.Before != change.After && !_changes.Contains(change)) _changes.Add(change);
        }

        private void AddMisfit(MisfitExample example)
        {
            _misfits++;
            if (_examples.Count < MaxExamples && !_examples.Any(e => e.Value == example.Value)) _examples.Add(example);
        }

        private bool Fits(IRowReader row, SteppedCell cell) =>
            (timestamp is null || row[cells.Column].IsWhiteSpace() || (row.KindOf(cells.Column) != CellKind.Error && timestamp.TryRead(row[cells.Column].ToString(), row.KindOf(cells.Column), out _)))
            && column.To switch
            {
                null => true,
                _ when cell.Kind == CellKind.Error || cell.Fault is not null => false,
                _ when cell.IsBlank => true,
                ColumnTarget.Identifier identifier => cell.Kind != CellKind.RoundedNumber && IdentifierForm.Fits(identifier.Namespace, cell.Text),
                _ => column.Format.TryRead(cell.Text, cell.Kind, out _),
            };
    }
}
