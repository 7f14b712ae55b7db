using System.Threading.Channels;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>Wakes the journeys' followers before their time: somebody came in, or a journey was published.</summary>
public sealed class JourneySignal
{
    // One place each: ten calls in a row are one reason to look.
    private readonly Channel<bool> _entries = NewPlace();
    private readonly Channel<bool> _due = NewPlace();

    /// <summary>Journeys were published, opened or closed.</summary>
    public void JourneysChanged()
    {
        _entries.Writer.TryWrite(true);
        _due.Writer.TryWrite(true);
    }

    internal void SomebodyIsDue() => _due.Writer.TryWrite(true);

    internal Task UntilJourneysChangeAsync(CancellationToken cancellationToken) => _entries.Reader.ReadAsync(cancellationToken).AsTask();

    internal Task UntilSomebodyIsDueAsync(CancellationToken cancellationToken) => _due.Reader.ReadAsync(cancellationToken).AsTask();

    private static Channel<bool> NewPlace() =>
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
