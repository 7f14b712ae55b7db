namespace CdpStudio.Core.Audience.Engine;

/// <summary>Kinds of values as they were sent.</summary>
internal enum ValueKind : byte
{
    Missing,
    Text,
    Number,
    Boolean,
    List,
    Structure,

    /// <summary>A number with more digits than columns take: read as a text of its plain digits.</summary>
    LongNumber,
}
