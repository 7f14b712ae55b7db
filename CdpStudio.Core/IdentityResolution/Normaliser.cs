namespace CdpStudio.Core.IdentityResolution;

/// <summary>What of a value is compared. Stored by name.</summary>
public enum Normaliser
{
    /// <summary>Text without regard to case.</summary>
    Text,

    /// <summary>Text as it is.</summary>
    Exact,

    /// <summary>An address: text without regard to case and to spaces around it.</summary>
    Email,

    /// <summary>A phone number: its digits, and with a country all ways of writing it.</summary>
    Phone,
}
