namespace CdpStudio.Core.Governance.Consent;

/// <summary>What a word on a channel is about, or what a mail is about.</summary>
/// <param name="Topic">A topic's key; empty for the channel as a whole, or for a mail without a topic.</param>
/// <param name="Purpose">One of <see cref="ConsentPurpose"/>; empty for all of them, which a mail never is.</param>
public readonly record struct ConsentPlace(string Topic, string Purpose)
{
    /// <summary>The channel as a whole.</summary>
    public static readonly ConsentPlace Everything = new("", "");

    /// <summary>All marketing. Also what a mail is about of which nobody said anything else.</summary>
    public static readonly ConsentPlace Marketing = new("", ConsentPurpose.Marketing);

    /// <summary>Where a no keeps a mail about this one back, the widest first.</summary>
    public IEnumerable<ConsentPlace> Above() => new[] { Everything, new("", Purpose), new(Topic, ""), this }.Distinct();
}
