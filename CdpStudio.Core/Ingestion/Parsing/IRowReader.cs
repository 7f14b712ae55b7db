namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>The rows of a table in a file, one after the other and in constant memory. Blank rows are passed over.</summary>
public interface IRowReader : IDisposable
{
    /// <summary>Number of the current row, from 1, as an editor counts lines and Excel its rows.</summary>
    long Line { get; }

    /// <summary>Such a row has its raw text, or the beginning of it, as its only cell; reading goes on behind it.</summary>
    RowFault Fault { get; }

    /// <summary>The row before was broken off, so this one may be its rest.</summary>
    bool FollowsFault { get; }

    /// <summary>Cells of the current row.</summary>
    int Count { get; }

    /// <summary>What the row takes, in characters.</summary>
    int Size { get; }

    /// <summary>A cell's text; empty past the last one. Valid until the next call of this or of <see cref="ReadAsync"/>.</summary>
    ReadOnlySpan<char> this[int cell] { get; }

    CellKind KindOf(int cell);

    /// <summary>Whether the row's text has one of them.</summary>
    bool ContainsAny(ReadOnlySpan<char> letters);

    /// <summary>Moves to the next row; false at the end.</summary>
    ValueTask<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The next <see cref="ReadAsync"/> returns the current row again.</summary>
    void StepBack();
}

public static class RowReaders
{
    public static string[] ToArray(this IRowReader row)
    {
        var cells = new string[row.Count];
        for (var i = 0; i < cells.Length; i++) cells[i] = row[i].ToString();
        return cells;
    }
}

/// <summary>What a file itself says of a cell. Separated text says nothing: all of it is <see cref="Text"/>.</summary>
public enum CellKind
{
    Text,

    /// <summary>Plain digits, a point, an exponent.</summary>
    Number,

    /// <summary>A number of a workbook that is not shown as a date.</summary>
    SheetNumber,

    /// <summary>A number of a workbook with more than 15 digits: Excel has put zeros in the place of the others.</summary>
    RoundedNumber,

    /// <summary>ISO 8601.</summary>
    Date,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A JSON list without objects or lists in it.</summary>
    List,

    /// <summary>A JSON list with objects or lists in it.</summary>
    Objects,

    /// <summary>An error such as #N/A, or a formula whose value is not in the file.</summary>
    Error,
}

public enum RowFault
{
    None,

    /// <summary>A cell's opening quote is never closed.</summary>
    UnclosedQuote,

    /// <summary>Something other than a separator follows a closing quote.</summary>
    StrayQuote,

    TooLong,

    BrokenJson,

    /// <summary>JSON, but a number, a text or a list where an object should stand.</summary>
    NotAnObject,
}
