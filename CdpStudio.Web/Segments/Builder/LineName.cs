using CdpStudio.Core.Segments.Drafts;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>What a line is called where it is spoken of, such as in the name of its handle.</summary>
internal static class LineName
{
    public static string Of(DraftLine line, IStringLocalizer texts) => line switch
    {
        DraftLine.Attribute { Name.Length: > 0 } attribute => attribute.Name,
        DraftLine.Did { Event.Length: > 0 } did => did.Event,
        DraftLine.InSegment { Key.Length: > 0 } segment => segment.Key,
        DraftLine.Everyone => texts["Everyone"],
        DraftLine.AsCode => texts["CodeLine"],
        DraftLine.Group group => texts[$"Group_{group.Kind}"],
        _ => texts["NewLine"],
    };

    /// <summary>Whether the line does not yet say what it is about.</summary>
    public static bool IsBlank(DraftLine line) => line is DraftLine.Attribute { Name: "" } or DraftLine.Did { Event: "" } or DraftLine.InSegment { Key: "" };
}
