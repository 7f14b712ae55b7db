namespace CdpStudio.Core.Linkage;

/// <summary>What strangers may have in common all at once, so that it tells less than its parts together.</summary>
public enum Circle
{
    /// <summary>Place, postcode and region.</summary>
    Town,

    /// <summary>And the street.</summary>
    Street,

    /// <summary>And the number and telephone.</summary>
    House,

    /// <summary>And the family name.</summary>
    Family,

    /// <summary>And the mailbox.</summary>
    Mailbox,

    /// <summary>Whatever a table says beside who and where somebody is: language, currency, plan.</summary>
    Alike,
}
