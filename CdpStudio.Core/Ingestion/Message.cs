using System.Text.Json.Serialization;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion;

/// <summary>One message in the form that the processor takes, through whatever door it came: tracking call, file row, pull.</summary>
/// <param name="Key">What makes it this message within its source: the message id as sent or made, or the row's key. At most 100 characters.</param>
/// <param name="Identifiers">At least one, the leading one first; namespaces are known, values are not blank.</param>
/// <param name="Timestamp">Milliseconds since the Unix epoch, UTC; corrected for the client's clock.</param>
/// <param name="Event">Null when the message says nothing happened.</param>
/// <param name="Traits">A JSON object of attribute values as they were sent; null when there are none.</param>
/// <param name="PreviousId">What an <c>alias</c> call joins the leading identifier with: looked for among user ids, then anonymous
/// ids, and an anonymous id when new.</param>
/// <param name="Context">A JSON object; null when there is none.</param>
/// <param name="ContentHash">128 bits over type, identifiers, event, traits, properties and timestamp as sent; null where a
/// repeated key is always a duplicate (file rows).</param>
public sealed record Message(
    string Key,
    IReadOnlyList<Identifier> Identifiers,
    long Timestamp,
    MessageEvent? Event,
    string? Traits,
    string? PreviousId,
    string? Context,
    UInt128? ContentHash)
{
    /// <summary>Nobody said when it was so: <see cref="Timestamp"/> is when it was imported.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsUndated { get; init; }
}

/// <param name="Properties">A JSON object.</param>
public sealed record MessageEvent(string Name, string Properties);
