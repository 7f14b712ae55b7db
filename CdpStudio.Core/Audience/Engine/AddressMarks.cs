namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// The marks of identifiers that are addresses, by node. A mark is a keyed hash, which for millions at each evaluation would take seconds.
/// </summary>
/// <remarks>Any thread may fill a place: all write the same value, 64 bits at once. 0 is a place nobody asked about yet.</remarks>
internal sealed class AddressMarks(Func<string, ulong> markOf)
{
    private const int PageBits = 14;
    private const ulong NoAddress = ulong.MaxValue;

    private readonly Lock _growing = new();
    private volatile ulong[][] _pages = [];

    /// <summary>0 when the identifier is no valid address.</summary>
    public ulong Of(int node, DictionaryView values, int code)
    {
        var pages = _pages;
        if (node >> PageBits >= pages.Length) pages = Grow(node >> PageBits);

        ref var place = ref pages[node >> PageBits][node & ((1 << PageBits) - 1)];
        if (place == 0) place = markOf(values.TextOf(code)) is not 0 and var mark ? mark : NoAddress;
        return place == NoAddress ? 0 : place;
    }

    private ulong[][] Grow(int page)
    {
        lock (_growing)
        {
            var pages = _pages;
            if (page < pages.Length) return pages;

            // Pages stay where they are: a reader of the shorter table fills the same ones.
            return _pages = [.. pages, .. Enumerable.Range(pages.Length, page + 1 - pages.Length).Select(_ => new ulong[1 << PageBits])];
        }
    }
}
