namespace CdpStudio.Web.Ingestion;

/// <summary>
/// Bytes of request bodies that may lie in memory at once, however many clients send and however slowly. Whoever finds no room is told
/// to come again.
/// </summary>
internal sealed class BodyBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>For one request; gives all it took back at its end.</summary>
    public BodyShare Share() => new(this);

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0) return true;

        Return(bytes);
        return false;
    }

    public void Return(int bytes) => Interlocked.Add(ref _left, bytes);
}

internal sealed class BodyShare(BodyBudget budget) : IDisposable
{
    private int _taken;

    /// <returns>False when there is no room now.</returns>
    public bool TryGrow(int bytes)
    {
        if (!budget.TryTake(bytes)) return false;

        _taken += bytes;
        return true;
    }

    public void Shrink(int bytes)
    {
        _taken -= bytes;
        budget.Return(bytes);
    }

    public void Dispose() => budget.Return(_taken);
}

/// <summary>
/// Two rooms: bodies of senders who named a source, and of those whose key, if any, is in the body itself. Strangers fill the second
/// one alone.
/// </summary>
internal sealed class BodyBudgets(long known, long unknown)
{
    private const long KnownBytes = 96 * 1024 * 1024;
    private const long UnknownBytes = 32 * 1024 * 1024;

    private readonly BodyBudget _known = new(known);
    private readonly BodyBudget _unknown = new(unknown);

    public BodyBudgets()
        : this(KnownBytes, UnknownBytes)
    {
    }

    public BodyShare Share(bool isKnown) => (isKnown ? _known : _unknown).Share();
}
