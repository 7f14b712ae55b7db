using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Sources.Imports.Mapping;

/// <summary>How a cell's text is read. What does not fit is not taken: the row is rejected and says so.</summary>
public abstract record CellFormat
{
    private CellFormat()
    {
    }

    /// <summary>The value as JSON text; null where the cell says nothing (an empty list).</summary>
    /// <param name="cell">Not blank.</param>
    public abstract bool TryRead(string cell, out string? json);

    /// <summary>
    /// As <see cref="TryRead(string, out string?)"/>, but where the file itself says what a cell is, that is how it is read: how people
    /// write numbers and dates matters only in texts. A number of a workbook that is not shown as a date is none, unless it counts seconds.
    /// </summary>
    public bool TryRead(string cell, CellKind kind, out string? json)
    {
        json = null;
        if (this is DateTime && !MayBeTime(cell, kind)) return false;
        // A JSON number is one, however large: what becomes of it is the same as for messages.
        if (this is Own && kind == CellKind.Number)
        {
            json = cell;
            return true;
        }

        if (this is not (List or Own) || kind is not (CellKind.List or CellKind.Objects)) return AsTyped(kind).TryRead(cell, out json);

        json = cell == "[]" ? null : cell;
        return true;
    }

    protected virtual CellFormat AsTyped(CellKind kind) => this;

    // Ninth digit: in 1973.
    private static bool MayBeTime(string cell, CellKind kind) => kind is not (CellKind.SheetNumber or CellKind.RoundedNumber) || cell.Length >= 9;

    /// <summary>As it stands: leading zeros stay, nothing is trimmed.</summary>
    public sealed record Text : CellFormat
    {
        public override bool TryRead(string cell, out string? json)
        {
            json = CellJson.Quote(cell);
            return true;
        }
    }

    /// <summary>What the file itself says that it is, as JSON and workbooks do: a number, a boolean, a list, else text.</summary>
    public sealed record Own : CellFormat
    {
        private static readonly Text s_text = new();

        public override bool TryRead(string cell, out string? json) => s_text.TryRead(cell, out json);

        // What Excel has rounded is the name of something.
        protected override CellFormat AsTyped(CellKind kind) => kind switch
        {
            CellKind.SheetNumber => new Number(),
            CellKind.Boolean => new Boolean(),
            _ => s_text,
        };
    }

    /// <param name="Culture">Such as <c>de-DE</c> for <c>1.234,56</c>; null reads plain digits with a point and no groups.</param>
    public sealed record Number(CultureInfo? Culture = null) : CellFormat
    {
        private static readonly Number s_plain = new();

        protected override CellFormat AsTyped(CellKind kind) => kind == CellKind.Text ? this : s_plain;

        public override bool TryRead(string cell, out string? json)
        {
            json = WrittenNumber.TryRead(cell, Culture);
            return json is not null;
        }
    }

    public sealed record Boolean : CellFormat
    {
        public override bool TryRead(string cell, out string? json)
        {
            json = WrittenBoolean.Read(cell) switch { true => "true", false => "false", null => null };
            return json is not null;
        }
    }

    /// <param name="Pattern">Null reads ISO 8601 and Unix times.</param>
    /// <param name="Zone">Of times without an offset; null leaves them local times of the workspace, but UTC in a row's timestamp.</param>
    public sealed record DateTime(DatePattern? Pattern = null, WorkspaceZone? Zone = null) : CellFormat
    {
        public override bool TryRead(string cell, out string? json)
        {
            json = null;
            if (!TryReadDate(cell, out var date)) return false;

            if (Zone is not null) date = new WrittenDate.Moment(Zone.Moment(date));
            json = CellJson.Quote(date.ToString());
            return true;
        }

        /// <returns>Milliseconds since the Unix epoch, UTC.</returns>
        public bool TryReadMoment(string cell, CellKind kind, out long moment)
        {
            moment = 0;
            if (!MayBeTime(cell, kind) || !((DateTime)AsTyped(kind)).TryReadDate(cell, out var date)) return false;

            moment = EpochTime.Within((Zone ?? WorkspaceZone.Utc).Moment(date));
            return true;
        }

        protected override CellFormat AsTyped(CellKind kind) => kind == CellKind.Text || Pattern is null ? this : this with { Pattern = null };

        private bool TryReadDate(string cell, [NotNullWhen(true)] out WrittenDate? date)
        {
            var text = cell.Trim();
            if (Pattern is not null) return Pattern.TryRead(text, out date);
            if (WrittenDate.TryParse(text, out date)) return true;

            date = StudioNumber.TryConvert(text, out var number) && EpochTime.TryFromNumber(number, out var moment)
                ? new WrittenDate.Moment(moment)
                : null;
            return date is not null;
        }
    }

    /// <summary>Stands for a format that is still being typed.</summary>
    internal sealed record Nothing : CellFormat
    {
        public override bool TryRead(string cell, out string? json)
        {
            json = null;
            return false;
        }
    }

    /// <param name="Separator">Between the elements; blank elements are dropped, white space around the others too.</param>
    public sealed record List(string Separator = ";") : CellFormat
    {
        public override bool TryRead(string cell, out string? json)
        {
            var elements = cell.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            json = elements.Length == 0 ? null : $"[{string.Join(',', elements.Select(CellJson.Quote))}]";
            return true;
        }
    }
}

internal static class CellJson
{
    public static string Quote(string text) => JsonSerializer.Serialize(text, JsonSerializerOptions.Web);
}
