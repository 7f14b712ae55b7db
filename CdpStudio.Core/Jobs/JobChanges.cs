using System.Collections.Concurrent;

namespace CdpStudio.Core.Jobs;

/// <summary>Tells open pages of this process that a run changed. Called on the job's thread: do no more than note it down.</summary>
public sealed class JobChanges
{
    private readonly ConcurrentDictionary<Subscription, Action<JobRunId>> _subscriptions = new();

    /// <summary>Disposing what this returns ends it.</summary>
    public IDisposable Subscribe(Action<JobRunId> onChanged)
    {
        var subscription = new Subscription(this);
        _subscriptions[subscription] = onChanged;
        return subscription;
    }

    internal void Publish(JobRunId run)
    {
        foreach (var onChanged in _subscriptions.Values) onChanged(run);
    }

    private sealed class Subscription(JobChanges owner) : IDisposable
    {
        public void Dispose() => owner._subscriptions.TryRemove(this, out _);
    }
}
