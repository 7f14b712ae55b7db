using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Drafts;

public sealed partial record RuleDraft
{
    /// <summary>Reads any JSON; what no editor knows becomes lines of code.</summary>
    /// <param name="typeOfAttribute">Null for an attribute that is not known.</param>
    public static RuleDraft Read(JsonElement rule, Func<string, DataType?> typeOfAttribute) => DraftReader.Read(rule, typeOfAttribute);

    public DraftText Write() => DraftWriter.Write(this);

    /// <summary>One line by itself; null while it is unfinished.</summary>
    public static string? Write(DraftLine line) => DraftWriter.WriteLine(line);

    /// <summary>As <see cref="Write(DraftLine)"/>, but of a group what is finished in it; null where nothing is.</summary>
    public static string? WriteFinished(DraftLine line) => DraftWriter.WriteFinished(line);

    /// <summary>Everything, the unfinished lines too, for keeping.</summary>
    public string Pack() => JsonSerializer.Serialize(this, DraftJson.Packing);

    /// <summary>Null for what a later version of the product packed, and for what none did.</summary>
    public static RuleDraft? Unpack(string packed)
    {
        try
        {
            var draft = JsonSerializer.Deserialize<RuleDraft>(packed, DraftJson.Packing);
            return draft is not null && draft.Lines.All(IsWhole) ? draft : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether every field that the line's editor draws has a place; it may be blank.</summary>
    private static bool IsWhole(DraftLine line) => line switch
    {
        DraftLine.Attribute attribute => attribute.Test.IsWhole,
        DraftLine.Did did => did.Test.IsWhole && did.Where.All(f => f is DraftFilter.Property { Test.IsWhole: true } || (f is DraftFilter.AsCode code && JsonForm.IsJson(code.Json))),
        DraftLine.AsCode code => JsonForm.IsJson(code.Json),
        _ => true,
    };
}
