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

    /// <summary>Null for what a later version of the product packed.</summary>
    public static RuleDraft? Unpack(string packed)
    {
        try
        {
            return JsonSerializer.Deserialize<RuleDraft>(packed, DraftJson.Packing);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
