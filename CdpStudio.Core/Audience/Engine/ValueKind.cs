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
}
