namespace CdpStudio.Core.Audience;

/// <summary>
/// Has the collector take away what merges leave behind: a block's arrays are replaced as a whole, and as large objects wait for a full
/// collection, which the runtime begins only when several times as much was allocated as is kept. One collection beside the program is
/// cheap here, since few objects hold nearly all bytes and refer to nothing.
/// </summary>
internal sealed class MergeGarbage
{
    private const long MostBytes = 48 << 20;

    private long _allocated;
    private int _collections;

    /// <param name="merge">Runs on the thread that calls.</param>
    public void Of(Action merge)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        merge();
        Add(GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>After something that left more behind than it allocated.</summary>
    public void LeftBy(Action release)
    {
        release();
        Collect();
    }

    private void Add(long bytes)
    {
        if (GC.CollectionCount(GC.MaxGeneration) is var collections && collections != _collections) (_collections, _allocated) = (collections, 0);
        _allocated += bytes;
        if (_allocated < MostBytes) return;

        Collect();
    }

    private void Collect()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false, compacting: false);
        (_collections, _allocated) = (GC.CollectionCount(GC.MaxGeneration), 0);
    }
}
