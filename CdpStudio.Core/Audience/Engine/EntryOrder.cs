namespace CdpStudio.Core.Audience.Engine;

/// <summary>The order of a profile's entries: by time, then by arrival.</summary>
internal static class EntryOrder
{
    public static int Compare(BlockView view, int left, int right)
    {
        var byTime = view.TsOf(left).CompareTo(view.TsOf(right));
        return byTime != 0 ? byTime : view.NumberOf(left).CompareTo(view.NumberOf(right));
    }

    public static int Compare(SeriesView view, Entry left, Entry right)
    {
        var byTime = view.TsOf(left).CompareTo(view.TsOf(right));
        return byTime != 0 ? byTime : view.NumberOf(left).CompareTo(view.NumberOf(right));
    }

    /// <summary>Sorts entries that mostly are in order already.</summary>
    public static void Sort(BlockView view, Span<int> entries)
    {
        var sorted = 1;
        while (sorted < entries.Length && Compare(view, entries[sorted - 1], entries[sorted]) <= 0) sorted++;
        if (sorted < entries.Length) entries.Sort((left, right) => Compare(view, left, right));
    }

    /// <inheritdoc cref="Sort(BlockView, Span{int})"/>
    public static void Sort(SeriesView view, Span<Entry> entries)
    {
        var sorted = 1;
        while (sorted < entries.Length && Compare(view, entries[sorted - 1], entries[sorted]) <= 0) sorted++;
        if (sorted < entries.Length) entries.Sort((left, right) => Compare(view, left, right));
    }
}
