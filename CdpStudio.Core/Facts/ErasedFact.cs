using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Facts;

/// <summary>
/// What stands in a fact in place of what was personal in it. The row stays, because numbers have no gaps, and whoever reads it finds the
/// form of a fact. Stored, so these never change.
/// </summary>
internal static class ErasedFact
{
    /// <summary>Of an event or an attribute.</summary>
    public const string Name = "Erased";

    /// <summary>Of an identifier.</summary>
    public const string Value = "erased";

    public const string Properties = "{}";

    /// <summary>Nobody sends it: messages without an id get one.</summary>
    public const string MessageId = "";

    /// <summary>One, since an event always has a leading identifier.</summary>
    public static string Identifiers { get; } = IdentifierText.Write([new Identifier(IdentifierNamespace.UserId, Value)]);
}
