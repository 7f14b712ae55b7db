namespace CdpStudio.Core.Governance.Consent;

/// <summary>Ways to reach somebody. Stored with every change of consent, so names are added to and never changed.</summary>
public static class Channel
{
    public const string Email = "email";

    public static IReadOnlyList<string> All { get; } = [Email];
}
