using System.Text.Json.Serialization;

namespace CdpStudio.Core.Privacy;

/// <summary>How far an export got: the checkpoint of its job.</summary>
/// <param name="UpTo">The newest fact that is told.</param>
/// <param name="Parts">Whole on disk, in their order.</param>
internal sealed record WrittenParts(long UpTo, IReadOnlyList<WrittenPart> Parts)
{
    [JsonIgnore]
    public OrderedDictionary<string, long> Counts => new(Parts.Select(p => KeyValuePair.Create(p.Part, p.Count)));
}

/// <param name="File">Name of its two files, without what they end with.</param>
internal sealed record WrittenPart(string Part, long Count, string File)
{
    [JsonIgnore]
    public string JsonFile => File + PartWriter.Json;

    [JsonIgnore]
    public string HtmlFile => File + PartWriter.Html;
}
