using System.Diagnostics;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;

namespace CdpStudio.Core.Messaging.Sending;

/// <summary>What a row of the ledger becomes. Rows that become the same are written together.</summary>
/// <param name="From">The state it is in now; a row in another one is left alone.</param>
/// <param name="DueAt">Milliseconds since the Unix epoch; null leaves it.</param>
internal sealed record SendResult(SendState From, SendState To, SendReason? Reason, int? Code, string? Reply, long? DueAt)
{
    private const int MaxReplyLength = 400;

    public static SendResult NotRendered(SendReason reason) => new(SendState.Claimed, SendState.Skipped, reason, null, null, null);

    /// <param name="attempts">Made so far, this one included.</param>
    /// <param name="dice">From 0 to below 1; see <see cref="Backoff"/>.</param>
    public static SendResult Of(EmailOutcome outcome, int attempts, DateTimeOffset now, double dice) => outcome switch
    {
        EmailOutcome.Accepted accepted => HandedOff(SendState.Sent, null, accepted.Code, accepted.Reply),
        EmailOutcome.Refused refused => HandedOff(SendState.Failed, SendReason.Refused, refused.Code, refused.Reply),
        EmailOutcome.InDoubt doubt => HandedOff(SendState.InDoubt, SendReason.Interrupted, null, doubt.Reply),
        EmailOutcome.Deferred deferred => Backoff.After(attempts, dice) is { } wait
            ? HandedOff(SendState.Deferred, ReasonOf(deferred), deferred.Code, deferred.Reply) with { DueAt = (now + wait).ToUnixTimeMilliseconds() }
            : HandedOff(SendState.Failed, SendReason.TriedTooOften, deferred.Code, deferred.Reply),
        _ => throw new UnreachableException(outcome.GetType().Name),
    };

    private static SendReason ReasonOf(EmailOutcome.Deferred deferred) => deferred.ServerAway ? SendReason.Unreachable : SendReason.Refused;

    private static SendResult HandedOff(SendState to, SendReason? reason, int? code, string? reply) =>
        new(SendState.HandingOff, to, reason, code, reply is null ? null : Short(reply), null);

    private static string Short(string reply)
    {
        var line = string.Concat(reply.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length <= MaxReplyLength ? line : line[..(char.IsHighSurrogate(line[MaxReplyLength - 1]) ? MaxReplyLength - 1 : MaxReplyLength)];
    }
}
