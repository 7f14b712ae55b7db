using System.Globalization;
using CdpStudio.Core.Messaging.Sending;

namespace CdpStudio.Core.Campaigns;

/// <summary>Why the product itself paused a campaign, as it is stored and as programs read it. Pages say the same in the reader's language.</summary>
public static class PauseReasons
{
    /// <summary>Nothing ran here when it was due.</summary>
    public const string Late = "It was due while nothing could be sent here. It waits for somebody to decide.";

    /// <summary>The audience was not frozen to its end: somebody stopped the job, or a bug did.</summary>
    public const string NotPlanned = "Its audience was not written down to the end. Resuming goes on where it stopped.";

    /// <summary>The segment, or one that is left out, is gone or can't be read.</summary>
    public const string NoAudience = "A segment of its audience is gone or can't be read. Nothing was sent.";

    private static readonly string s_serverAway =
        string.Create(CultureInfo.InvariantCulture, $"The mail server failed {ServerBreaker.MostFailures} times in a row. It said last: ");

    /// <summary>Mail after mail failed for a reason that is the server's.</summary>
    /// <param name="reply">The server's words, which no language of ours has.</param>
    public static string ServerAway(string reply) => s_serverAway + reply;

    /// <summary>What the server said last; null when the reason is another.</summary>
    public static string? ServerReply(string reason) => reason.StartsWith(s_serverAway, StringComparison.Ordinal) ? reason[s_serverAway.Length..] : null;
}
