namespace CdpStudio.Core.Governance;

/// <summary>What a new database starts with, so that nobody has to click. Applied once; later changes of it do nothing.</summary>
public sealed class BootstrapOptions
{
    /// <summary>Together with <see cref="AdminPassword"/> makes the first administrator.</summary>
    public string? AdminEmail { get; set; }

    public string? AdminPassword { get; set; }

    /// <summary>The text of an API key with every scope.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The workspace's zone, an IANA name. UTC when empty.</summary>
    public string? TimeZone { get; set; }
}
