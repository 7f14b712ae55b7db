namespace CdpStudio.Core.Governance.Consent;

/// <summary>What mail is about, as people subscribe to it and leave it. Put away, never deleted: what was said of it goes on to count.</summary>
public sealed class Topic
{
    public const int MaxKeyLength = 64;
    public const int MaxNameLength = 100;
    public const int MaxDescriptionLength = 500;

    /// <summary>Of one workspace; a page that offers more helps nobody to choose.</summary>
    public const int Most = 100;

    /// <summary>What rules, consents and messages call it. Never changes.</summary>
    public required string Key { get; init; }

    /// <summary>What readers see whose language has no name of its own.</summary>
    public required string Name { get; set; }

    /// <summary>JSON of <see cref="TopicNamesJson"/>.</summary>
    public required string Names { get; set; }

    /// <summary>Shown to those who choose; may be empty.</summary>
    public required string Description { get; set; }

    /// <summary>Put away: it is offered to nobody, and no new mail may be about it.</summary>
    public required bool IsArchived { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>A user's name or an API key's.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>1 to 64 of <c>a-z 0-9 -</c>.</summary>
    public static bool IsKey(string text) =>
        text.Length is > 0 and <= MaxKeyLength && text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');

    /// <param name="language">BCP 47.</param>
    public string NameIn(string language) => TopicNamesJson.Read(Names).GetValueOrDefault(language, Name);
}
