namespace CdpStudio.Benchmarks.Peers;

/// <summary>Begins at the shop's now and goes on: whenever it is measured, windows hold the events that they are meant to hold.</summary>
internal sealed class ShopTime : TimeProvider
{
    private readonly long _started = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(ShopPeople.Now) + System.GetElapsedTime(_started);
}
