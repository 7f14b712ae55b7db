namespace CdpStudio.Core.Sources.Imports.Rows;

/// <summary>Why a row was not taken. Stored as its number, so numbers are added to and never changed.</summary>
public enum RejectReason
{
    /// <summary>Nobody to give it to: all columns with identifiers are empty.</summary>
    NoIdentifier = 1,

    /// <summary>The cell is no e-mail address or phone number, so it would join strangers.</summary>
    BadIdentifier = 2,

    /// <summary>The column with the time is empty.</summary>
    NoTimestamp = 3,

    BadTimestamp = 4,

    /// <summary>The cell does not read as the type that its column has.</summary>
    BadValue = 5,

    /// <summary>All columns of the row's key are empty.</summary>
    NoKey = 6,

    /// <summary>More filled cells than there are columns.</summary>
    TooManyCells = 7,

    /// <summary>Too few cells, as after a line break in a cell without quotes.</summary>
    TooFewCells = 8,

    UnclosedQuote = 9,
    StrayQuote = 10,
    TooLong = 11,

    /// <summary>Bytes that the file's encoding does not have, or a NUL.</summary>
    Undecodable = 12,

    /// <summary>The processor put the row's message into quarantine.</summary>
    Quarantined = 13,

    BrokenJson = 14,

    /// <summary>JSON, but no object.</summary>
    NotAnObject = 15,

    /// <summary>A workbook's cell holds an error such as #N/A, or a formula whose value is not in the file.</summary>
    CellError = 16,

    /// <summary>A workbook's number of more than 15 digits should identify somebody, and Excel has put zeros in the place of the others.</summary>
    RoundedNumber = 17,

    /// <summary>The cell is no telephone number of the column's country, nor one with the code of another.</summary>
    BadPhone = 18,

    /// <summary>The column's values are translated by a list, and the cell's is not in it.</summary>
    NotListed = 19,

    /// <summary>A number outside of the column's bounds.</summary>
    Outlier = 20,

    /// <summary>The row is about somebody who was erased; such rows are counted, and nothing is kept of them.</summary>
    Erased = 21,
}
