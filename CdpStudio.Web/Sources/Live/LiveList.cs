using CdpStudio.Core.Ingestion.Live;

namespace CdpStudio.Web.Sources.Live;

/// <summary>The newest messages that somebody asked for: what the filter does not take when it comes takes nobody's place.</summary>
internal sealed class LiveList
{
    public const int MaxRows = 200;
    public const int MaxBytes = 2 * 1024 * 1024;

    private readonly LinkedList<LiveRow> _rows = new();
    private long _number;
    private int _bytes;

    /// <summary>Messages that came too fast to be looked at.</summary>
    public long Missed { get; private set; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<LiveRow> Shown(LiveFilter filter) => [.. _rows.Where(filter.Takes)];

    /// <summary>Null when it came before those that are held, or never did.</summary>
    public LiveRow? Find(long number) => _rows.FirstOrDefault(r => r.Number == number);

    public void Add(LiveTaken taken, LiveFilter filter)
    {
        Missed += taken.Missed;
        foreach (var message in taken.Messages)
        {
            var row = LiveRow.Of(++_number, message);
            if (!filter.Takes(row)) continue;

            _rows.AddFirst(row);
            _bytes += message.Raw.Length;
            while (_rows.Count > MaxRows || _bytes > MaxBytes)
            {
                _bytes -= _rows.Last!.Value.Message.Raw.Length;
                _rows.RemoveLast();
            }
        }
    }

    public void Clear()
    {
        _rows.Clear();
        (_bytes, Missed) = (0, 0);
    }
}
