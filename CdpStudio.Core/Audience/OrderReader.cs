using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Audience.Engine.Search;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>
/// Reads a person's orders from the events that shops send, by their usual names
/// (https://segment.com/docs/connections/spec/ecommerce/v2/), from memory.
/// </summary>
internal static class OrderReader
{
    // A basket of last month is no longer one.
    private static readonly long s_basketStays = (long)TimeSpan.FromDays(30).TotalMilliseconds;

    private static readonly string[] s_placed = Keys("Order Completed", "Order Placed");
    private static readonly string[] s_arrived = Keys("Order Fulfilled", "Order Delivered", "Order Returned");
    private static readonly string[] s_cancelled = Keys("Order Cancelled", "Order Canceled");
    private static readonly string[] s_refunded = Keys("Order Refunded");
    private static readonly string[] s_baskets = Keys("Product Added", "Cart Updated");
    private static readonly string[] s_checkouts = Keys("Checkout Started", "Checkout Step Viewed", "Checkout Step Completed");
    private static readonly string[] s_totals = Keys("total", "revenue", "value", "amount");
    private static readonly string[] s_currency = Keys("currency");

    /// <param name="reader">It stands at the person.</param>
    public static OrderSummary Read(RowReader reader, long now)
    {
        var cancelled = NumbersOf(reader, s_cancelled, now);
        var placed = Placed(reader, now).Where(o => o.Number is null || !cancelled.Contains(o.Number)).ToList();
        var last = placed.MaxBy(o => o.At);
        var currencies = placed.Select(o => o.Currency).Distinct().ToList();
        return new OrderSummary(
            placed.Count, Total(reader, placed, now), currencies is [var one] ? one : null, last, Open(reader, placed, now), Basket(reader, last?.At ?? 0, now));
    }

    /// <summary>Each order once: an event may come again with other words.</summary>
    private static IEnumerable<PlacedOrder> Placed(RowReader reader, long now) =>
        Entries(reader, s_placed, now)
            .Select(e => new PlacedOrder(NumberOf(e), e.At, Number(e, s_totals), Text(e, s_currency)))
            .GroupBy(o => o.Number ?? $"at {o.At}", StringComparer.OrdinalIgnoreCase)
            .Select(same => same.MaxBy(o => o.At)!); // a group has one

    /// <summary>A refund that says no amount is of the whole order.</summary>
    private static decimal Total(RowReader reader, List<PlacedOrder> placed, long now)
    {
        var refunds = Entries(reader, s_refunded, now).Select(e => (Number: NumberOf(e), Amount: Number(e, s_totals))).ToLookup(r => r.Number ?? "", r => r.Amount, StringComparer.OrdinalIgnoreCase);
        return placed.Sum(order => order is { Total: { } total, Number: { } number }
            ? total - Math.Min(total, refunds[number].Sum(amount => amount ?? total))
            : order.Total ?? 0);
    }

    private static PlacedOrder? Open(RowReader reader, List<PlacedOrder> placed, long now)
    {
        if (!s_arrived.Any(key => reader.Snapshot.Events.Find(key) is not null)) return null;

        var closed = NumbersOf(reader, [.. s_arrived, .. s_refunded], now);
        return placed.Where(o => o.Number is not null && !closed.Contains(o.Number)).MaxBy(o => o.At);
    }

    private static OpenBasket? Basket(RowReader reader, long ordered, long now)
    {
        var since = Math.Max(ordered, now - s_basketStays);
        var (basket, checkout) = (Newest(reader, s_baskets, now), Newest(reader, s_checkouts, now));
        return Math.Max(basket, checkout) > since ? new OpenBasket(Math.Max(basket, checkout), checkout > since) : null;
    }

    private static long Newest(RowReader reader, string[] keys, long now) => SeriesOf(reader, keys).Max(series =>
    {
        var slice = reader.Read(series);
        return slice.FirstFrom(now + 1) is > 0 and var count ? series.TsOf(slice[count - 1]) : (long?)null;
    }) ?? 0;

    private static HashSet<string> NumbersOf(RowReader reader, string[] keys, long now) =>
        Entries(reader, keys, now).Select(NumberOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<Told> Entries(RowReader reader, string[] keys, long now)
    {
        foreach (var series in SeriesOf(reader, keys))
        {
            var slice = reader.Read(series);
            var count = slice.FirstFrom(now + 1);
            for (var i = 0; i < count; i++) yield return new Told(series, slice[i]);
        }
    }

    private static IEnumerable<SeriesView> SeriesOf(RowReader reader, string[] keys) => keys.Select(reader.Snapshot.Events.Find).OfType<SeriesView>();

    private static string? NumberOf(Told told) =>
        OrderSearch.NumberColumns(told.Series).Select(column => Text(column, told.Entry)).FirstOrDefault(text => text is not null);

    private static decimal? Number(Told told, string[] keys) =>
        Text(told, keys) is { } text && StudioNumber.TryConvert(text, out var number) ? number : null;

    private static string? Text(Told told, string[] keys) =>
        keys.Select(key => told.Series.Column(key) is { } column ? Text(column, told.Entry) : null).FirstOrDefault(text => text is not null);

    private static string? Text(ColumnView column, Entry entry) => column[entry] is not Cell.Missing and var cell ? OrderSearch.TextOf(column, cell) : null;

    private static string[] Keys(params string[] names) => [.. names.Select(StudioText.Key)];

    private readonly record struct Told(SeriesView Series, Entry Entry)
    {
        public long At => Series.TsOf(Entry);
    }
}
