using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;

namespace CdpStudio.Core.Campaigns.Running;

/// <summary>
/// Who gets a campaign, as of one moment and of what was known then. Kept as the checkpoint of the job that writes the audience down, so
/// that a process that was killed in between goes on with the same people, whoever joined or left the segment since.
/// </summary>
/// <param name="Position">The newest fact that counts.</param>
/// <param name="Rule">JSON of the rule language.</param>
internal sealed record FrozenAudience(DateTimeOffset At, long Position, string Rule)
{
    /// <param name="position">Of the engine. When nothing came since, what is live answers; else the log is read again, which takes as long as a start.</param>
    public AudienceQuery Query(long position) => new(
        SavedRule.Read(Rule) ?? throw new FormatException("A frozen audience holds a rule that can't be read."),
        At,
        position == Position ? null : new KnownAt.Fact(Position));

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static FrozenAudience? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<FrozenAudience>(json, JsonSerializerOptions.Web);

    public static FrozenAudience Of(CampaignRule.Ready audience, AudienceCount count) => new(count.Now, count.Position, RuleWriter.Write(audience.Rule));
}
