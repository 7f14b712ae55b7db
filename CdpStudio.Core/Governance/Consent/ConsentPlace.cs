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

    /// <summary>What people need to know of their own orders and accounts.</summary>
    public static readonly ConsentPlace Service = new("", ConsentPurpose.Service);

    /// <summary>The purposes of a place that is about all of them, which hold mail back on their own. Topics are others' matter.</summary>
    public IEnumerable<ConsentPlace> Below()
    {
        var topic = Topic;
        return Purpose.Length > 0 ? [] : ConsentPurpose.All.Select(purpose => new ConsentPlace(topic, purpose));
    }

    /// <summary>Where a no keeps a mail about this one back, the widest first.</summary>
    public IEnumerable<ConsentPlace> Above() => new[] { Everything, new("", Purpose), new(Topic, ""), this }.Distinct();
}
