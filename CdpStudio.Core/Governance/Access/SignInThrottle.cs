using System.Collections.Concurrent;

namespace CdpStudio.Core.Governance.Access;

/// <summary>
/// Counts wrong tries of an address and of a name, whether or not there is such an account: after ten within ten minutes the next
/// ones are refused unread. In memory, so one process counts for itself and a restart forgives.
/// </summary>
public sealed class SignInThrottle(TimeProvider clock)
{
    public const int MostTries = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private const int MostKeys = 100_000;

    private readonly ConcurrentDictionary<string, Tries> _tries = new();

    /// <returns>How long until another try is read; zero when it may be now.</returns>
    public TimeSpan Wait(params ReadOnlySpan<string> keys)
    {
        var longest = TimeSpan.Zero;
        foreach (var key in keys)
        {
            if (!_tries.TryGetValue(key, out var tries) || tries.Count < MostTries) continue;

            var left = tries.Since + Window - clock.GetUtcNow();
            if (left > longest) longest = left;
        }

        return longest;
    }

    public void CountWrong(params ReadOnlySpan<string> keys)
    {
        var now = clock.GetUtcNow();
        if (_tries.Count > MostKeys) Forget(now);
        foreach (var key in keys)
        {
            _tries.AddOrUpdate(
                key,
                _ => new Tries(1, now),
                (_, before) => now - before.Since >= Window ? new Tries(1, now) : before with { Count = before.Count + 1 });
        }
    }

    public void Forgive(string key) => _tries.TryRemove(key, out _);

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, tries) in _tries)
        {
            if (now - tries.Since >= Window) _tries.TryRemove(key, out _);
        }
    }

    private sealed record Tries(int Count, DateTimeOffset Since);
}
