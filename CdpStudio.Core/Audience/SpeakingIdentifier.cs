using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>Which of a person's identifiers says most to people.</summary>
public static class SpeakingIdentifier
{
    private static readonly string[] s_order = [IdentifierNamespace.Email, IdentifierNamespace.UserId, IdentifierNamespace.Phone];

    /// <param name="identifiers">At least one.</param>
    public static Identifier Of(IReadOnlyList<Identifier> identifiers) =>
        s_order.Select(n => identifiers.FirstOrDefault(i => i.Namespace == n)).FirstOrDefault(i => i is not null) ?? identifiers[0];
}
