using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
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

    /// <summary>As it stands: leading zeros stay, nothing is trimmed.</summary>
    public sealed record Text : CellFormat
    {
        public override bool TryRead(string cell, out string? json)
        {
            json = CellJson.Quote(cell);
            return true;
        }
    }

    /// <param name="Culture">Such as <c>de-DE</c> for <c>1.234,56</c>; null reads plain digits with a point and no groups.</param>
    public sealed record Number(CultureInfo? Culture = null) : CellFormat
    {
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
        public bool TryReadMoment(string cell, out long moment)
        {
            moment = TryReadDate(cell, out var date) ? (Zone ?? WorkspaceZone.Utc).Moment(date) : 0;
            return date is not null;
        }

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
