using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;

namespace CdpStudio.Core.Messaging.Sending;

/// <summary>Opens when mail after mail fails for a reason that is the server's: going on would only wear out every mail's attempts.</summary>
internal sealed class ServerBreaker
{
    public const int MostFailures = 10;

    private readonly Lock _lock = new();
    private readonly HashSet<(SendOwner, long)> _owners = [];
    private int _failures;

    /// <returns>Whose mail failed and the last reply, at the failure that opens it; else null.</returns>
    public (IReadOnlyList<(SendOwner Owner, long Id)> Owners, string Reply)? Record(Send send, EmailOutcome outcome)
    {
        lock (_lock)
        {
            if (ReplyOf(outcome) is not { } reply)
            {
                _failures = 0;
                _owners.Clear();
                return null;
            }

            _owners.Add((send.Owner, send.OwnerId));
            if (++_failures < MostFailures) return null;

            var opened = (_owners.ToList(), reply);
            _failures = 0;
            _owners.Clear();
            return opened;
        }
    }

    // A server that falls silent in every mail is as good as away, and each one costs a person's mail a doubt.
    private static string? ReplyOf(EmailOutcome outcome) => outcome switch
    {
        EmailOutcome.Deferred { ServerAway: true } away => away.Reply,
        EmailOutcome.InDoubt doubt => doubt.Reply,
        _ => null,
    };
}
