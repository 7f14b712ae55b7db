using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// Sources that mean the same at every now, kept for who asks one rule about many moments: making filters ready takes longer than
/// asking about one row.
/// </summary>
internal sealed class EventSources
{
    private readonly Dictionary<(EventMatch Match, string? Of), EventSource[]> _kept = new(ByReference.Instance);

    public EventSource[] Of(EventMatch match, string? of, Func<EventSource[]> make)
    {
        if (match.Where.Any(f => f.Properties().Any(p => p.Test.IsRelative()))) return make();
        if (!_kept.TryGetValue((match, of), out var sources)) _kept[(match, of)] = sources = make();
        return sources;
    }

    private sealed class ByReference : IEqualityComparer<(EventMatch Match, string? Of)>
    {
        public static ByReference Instance { get; } = new();

        public bool Equals((EventMatch Match, string? Of) x, (EventMatch Match, string? Of) y) => ReferenceEquals(x.Match, y.Match) && x.Of == y.Of;

        public int GetHashCode((EventMatch Match, string? Of) asked) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(asked.Match), asked.Of);
    }
}
