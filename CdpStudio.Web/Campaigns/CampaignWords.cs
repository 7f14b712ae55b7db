using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Components;
using CdpStudio.Web.Messaging;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

/// <summary>States, reasons and problems in the reader's language.</summary>
public sealed class CampaignWords(IStringLocalizer<CampaignTexts> texts, SegmentRules segments, ReplyWords replies, ConsentWords consents)
{
    public string Of(CampaignState state) => texts[$"CampaignState.{state}"];

    public string Of(SendState state) => texts[$"SendState.{state}"];

    public string Of(SendReason reason) => texts[$"SendReason.{reason}"];

    /// <param name="topic">Key of what the mail was about; empty for none.</param>
    public string Of(SendReason reason, string topic) =>
        reason == SendReason.TopicUnsubscribed ? texts["SendReason.TopicNamed", TopicName(topic)] : Of(reason);

    public string TopicName(string key) => consents.TopicName(key);

    /// <summary>What the mail server said, or what stands in place of it.</summary>
    public string OfReply(string reply) => replies.Of(reply);

    /// <summary>What is wrong with a part of the message, in words that say what to do.</summary>
    public string Of(ContentProblem problem) => texts[$"Content.{problem.Kind}", problem.About ?? ""];

    public string Of(ScheduleObstacle obstacle) => obstacle switch
    {
        ScheduleObstacle.NoSegment => texts["Obstacle.NoSegment"],
        ScheduleObstacle.SegmentMissing missing => texts["Obstacle.SegmentMissing", missing.Key.Value],
        ScheduleObstacle.SegmentBroken broken => texts["Obstacle.SegmentBroken", NameOf(broken.Key)],
        ScheduleObstacle.NobodyGetsIt => texts["Obstacle.NobodyGetsIt"],
        ScheduleObstacle.Content content => Of(content.Problem),
        ScheduleObstacle.NoSender => texts["Obstacle.NoSender"],
        ScheduleObstacle.TimeIsPast => texts["Obstacle.TimeIsPast"],
        _ => throw new System.Diagnostics.UnreachableException(obstacle.GetType().Name),
    };

    /// <summary>Why it rests; null when a person paused it.</summary>
    public string? WhyPaused(CampaignRow row) => row.PauseReason switch
    {
        null => null,
        PauseReasons.Late => texts["Paused.Late"],
        PauseReasons.NotPlanned => texts["Paused.NotPlanned"],
        PauseReasons.NoAudience => texts["Paused.NoAudience"],
        var other => PauseReasons.ServerReply(other) is { } reply ? texts["Paused.ServerAway", OfReply(reply)] : other,
    };

    public string NameOf(SegmentKey key) => segments.NameOf(key.Value) ?? key.Value;

    public static (Meaning Meaning, Glyph Glyph) LookOf(CampaignState state) => state switch
    {
        CampaignState.Draft => (Meaning.Neutral, Glyphs.Edit),
        CampaignState.Scheduled => (Meaning.Info, Glyphs.Clock),
        CampaignState.Planning or CampaignState.Sending => (Meaning.Info, Glyphs.Send),
        CampaignState.Paused => (Meaning.Warning, Glyphs.Pause),
        CampaignState.Finished => (Meaning.Good, Glyphs.Good),
        CampaignState.Cancelled => (Meaning.Neutral, Glyphs.Refused),
        _ => throw new System.Diagnostics.UnreachableException(state.ToString()),
    };
}
