namespace CdpStudio.Core.Tests.Audience;

/// <summary>One thing learnt about the language: a story, a rule and who belongs.</summary>
/// <param name="Rule">JSON.</param>
/// <param name="Members">Names in alphabetical order, with spaces between.</param>
public sealed record AudienceCase(string Name, string Rule, string Members, Story Story)
{
    /// <summary>The moment asked about; null for the story's now.</summary>
    public string? AsOf { get; init; }

    /// <summary>Only facts up to this number count; null for all.</summary>
    public long? KnownAt { get; init; }

    public override string ToString() => Name;
}
