using CdpStudio.Core.Sources.Imports.Rows;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>Reasons in English, for programs; pages have their own texts.</summary>
public static class RejectWords
{
    private const int MaxValueLength = 60;

    public static string Of(RejectedRow row) => row.Reason switch
    {
        RejectReason.NoIdentifier => "The row has no identifier, so it belongs to nobody.",
        RejectReason.BadIdentifier => $"{Named(row)} can't identify anybody.",
        RejectReason.NoTimestamp => $"The column '{row.Column}' has no time.",
        RejectReason.BadTimestamp => $"{Named(row)} is no time of the form that the mapping says.",
        RejectReason.BadValue => $"{Named(row)} is not of the type that the mapping says.",
        RejectReason.NoKey => "All columns of the row's key are empty.",
        RejectReason.TooManyCells => "The row has more cells than there are columns.",
        RejectReason.TooFewCells => "The row has too few cells; perhaps a line break in a cell without quotes.",
        RejectReason.UnclosedQuote => "A quote is opened in this line and never closed.",
        RejectReason.StrayQuote => "Something follows a closing quote; quotes inside a quoted cell are doubled.",
        RejectReason.TooLong => "The row is too long.",
        RejectReason.Undecodable => "The row holds bytes that the file's encoding does not have.",
        RejectReason.BrokenJson => "This is not well-formed JSON.",
        RejectReason.NotAnObject => "This is JSON, but not an object.",
        RejectReason.CellError => $"{Named(row)} is an Excel error, or a formula whose value is not in the file.",
        RejectReason.RoundedNumber => $"{Named(row)} is a number of which Excel keeps only 15 digits; an identifier that long has to be text.",
        RejectReason.BadPhone => $"{Named(row)} is no telephone number of the country that the mapping says.",
        RejectReason.NotListed => $"{Named(row)} is not in the list of values.",
        RejectReason.Outlier => $"{Named(row)} is outside of the bounds.",
        RejectReason.Quarantined => row.Detail ?? "The message is in quarantine.",
        RejectReason.Erased => "The row is about somebody who was erased.",
        _ => throw new System.Diagnostics.UnreachableException(row.Reason.ToString()),
    };

    private static string Named(RejectedRow row) =>
        $"'{(row.Value is { Length: > MaxValueLength } value ? value[..MaxValueLength] + "…" : row.Value)}' in the column '{row.Column}'";
}
