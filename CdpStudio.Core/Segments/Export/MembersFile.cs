using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments.Export;

/// <summary>A line of the cover sheet.</summary>
public sealed record CoverLine(string Label, ExcelCell Value);

/// <summary>What the file says in the reader's language.</summary>
/// <param name="CoverName">Name of the first sheet.</param>
/// <param name="PeopleName">Name of the sheet of people; further ones get a number.</param>
/// <param name="Header">One for each column.</param>
public sealed record FileWords(string CoverName, IReadOnlyList<CoverLine> Cover, string PeopleName, IReadOnlyList<string> Header);

/// <summary>A segment's members as they are at one moment, ready to be written as a workbook.</summary>
public sealed class MembersFile
{
    private const int CoverLabelWidth = 24;
    private const int CoverValueWidth = 100;
    private const int RowsToMeasure = 200;

    private readonly MemberCells _cells;
    private readonly IEnumerable<AudienceMember> _members;
    private readonly int _maxRows;

    internal MembersFile(SegmentRow segment, Rule rule, AudienceMembers members, MemberCells cells, int maxRows)
    {
        (Segment, Rule, Count, _members, _cells, _maxRows) = (segment, rule, members.Count, members.Members, cells, maxRows);
    }

    public SegmentRow Segment { get; }

    public Rule Rule { get; }

    public AudienceCount Count { get; }

    /// <summary>Writes front to back, in memory that does not grow with the people.</summary>
    /// <param name="file">Is written to asynchronously only and stays open.</param>
    public async Task WriteAsync(Stream file, FileWords words, CancellationToken cancellationToken)
    {
        using var book = new ExcelBook(file);
        await book.WriteAsync(
            new ExcelSheet(words.CoverName, [CoverLabelWidth, CoverValueWidth], Header: null),
            words.Cover.Select(line => (IReadOnlyList<ExcelCell>)[new ExcelCell.Header(line.Label), line.Value]),
            _maxRows,
            cancellationToken);

        using var rows = _members.Select(_cells.Of).GetEnumerator();
        var first = Next(rows, RowsToMeasure).ToList();
        await book.WriteAsync(
            new ExcelSheet(words.PeopleName, ColumnWidths.Of(words.Header, first), words.Header),
            first.Concat(Next(rows, int.MaxValue)),
            _maxRows,
            cancellationToken);
        await book.CompleteAsync(cancellationToken);
    }

    private static IEnumerable<T> Next<T>(IEnumerator<T> source, int count)
    {
        for (var i = 0; i < count && source.MoveNext(); i++) yield return source.Current;
    }
}
