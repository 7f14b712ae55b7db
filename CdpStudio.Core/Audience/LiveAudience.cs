using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.IdentityResolution;

namespace CdpStudio.Core.Audience;

/// <summary>
/// The index that answers come from, behind one reference: facts that were cancelled can't be taken out of an index, so another one is
/// built beside it and takes its place. One writer; readers keep the state that they took.
/// </summary>
internal sealed class LiveAudience(AudienceIndex index)
{
    private AudienceIndex _index = index;
    private TaskCompletionSource _published = NewSignal();

    public LiveAudience()
        : this(new AudienceIndex())
    {
    }

    public Snapshot Current => Volatile.Read(ref _index).Current;

    /// <summary>By which identifiers are one person in answers.</summary>
    public IdentityRules Rules => Volatile.Read(ref _index).Rules;

    /// <summary>For the one writer; readers take <see cref="Current"/>.</summary>
    public AudienceIndex Index => _index;

    /// <summary>Lets readers see what was applied.</summary>
    public void Publish()
    {
        _index.Publish();
        Signal();
    }

    /// <summary>Lets readers see another index, of which everything has been published.</summary>
    public void Become(AudienceIndex other)
    {
        Volatile.Write(ref _index, other);
        Signal();
    }

    /// <summary>Completes when answers include the fact of that number.</summary>
    public async Task WaitAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The signal first: what is published after that look wakes it.
            var next = Volatile.Read(ref _published).Task;
            if (Current.Position >= position) return;
            await next.WaitAsync(cancellationToken);
        }
    }

    private void Signal() => Interlocked.Exchange(ref _published, NewSignal()).SetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
