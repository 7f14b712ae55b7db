namespace CdpStudio.Core.Governance.Consent;

/// <summary>What somebody is written to for. Stored with consent, messages and sends, so names are added to and never changed.</summary>
public static class ConsentPurpose
{
    /// <summary>News and offers.</summary>
    public const string Marketing = "marketing";

    /// <summary>What people need to know of their own orders and accounts: goes also to those who want no marketing, never to those who closed the channel.</summary>
    public const string Service = "service";

    public static IReadOnlyList<string> All { get; } = [Marketing, Service];
}
