using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.DemoData.Shop;

/// <summary>What one person did in the shop in a year, as messages.</summary>
internal sealed class PersonYear(Person person, Season season, DateTimeOffset now, string load)
{
    private const int Today = Season.Days - 1;

    private static readonly string[] s_topics = ["delivery", "return", "product", "payment"];

    private readonly Random _random = person.Random;
    private readonly List<Happening> _happenings = [];
    private int _orders;

    /// <param name="events">Exactly as many.</param>
    public IReadOnlyList<Message> Messages(int events)
    {
        // Most came before the year begins, and were there when it did.
        var isNew = _random.Next(5) < 2;
        var lapsedFor = person.Habit == Habit.Lapsed ? _random.Next(65, 240) : 0;
        var last = Today - lapsedFor;
        var first = isNew ? _random.Next(0, Math.Max(1, last - 20)) : 0;
        var joined = season.Moment(_random, first, person.Place.Offset);
        var anonymous = isNew && _random.Next(4) == 0;
        if (isNew) Add(joined, "Signed Up", Properties(("channel", person.Channel())));
        if (anonymous && first > 0) Visit(_random.Next(Math.Max(0, first - 14), first), _random.Next(1, 4), buys: false, fills: false);

        // Somebody who stayed away looks in again and leaves with a full basket standing there.
        if (lapsedFor > 0 && _random.Next(3) == 0 && events > 20) Visit(_random.Next(Today - 27, Today), _random.Next(2, 4), buys: false, fills: true);
        while (_happenings.Count < events) Visit(season.Day(_random, first, last), _random.Next(1, 6), Buys(), _random.Next(3) == 0);
        if (_happenings.Count > events) _happenings.RemoveRange(events, _happenings.Count - events);

        return Told(isNew ? joined : now.AddDays(-Season.Days - _random.Next(1, 900)).AddMinutes(-_random.Next(24 * 60)), anonymous);
    }

    private bool Buys() => person.Habit switch
    {
        Habit.Once => _orders == 0 && _random.Next(3) == 0,
        Habit.Occasional => _random.Next(5) == 0,
        _ => _random.Next(3) == 0,
    };

    private void Visit(int day, int looks, bool buys, bool fills)
    {
        var at = season.Moment(_random, day, person.Place.Offset);
        var basket = new List<(Product Product, int Quantity)>();
        for (var i = 0; i < looks; i++)
        {
            var product = Goods.All[(int)(Math.Pow(_random.NextDouble(), 1.3) * Goods.All.Count)];
            Add(Later(), "Product Viewed", Of(product));
            if (!buys && !fills) continue;
            if (basket.Count > 0 && _random.Next(2) == 0) continue;

            basket.Add((product, _random.Next(4) == 0 ? 2 : 1));
            Add(Later(), "Product Added", Of(product, basket[^1].Quantity));
        }

        if (_random.Next(60) == 0) Add(Later(), "Support Contacted", Properties(("topic", s_topics[_random.Next(s_topics.Length)]), ("channel", "chat")));
        if (!buys) return;

        var total = basket.Sum(b => b.Product.Price * b.Quantity);
        Add(Later(), "Checkout Started", Properties(("value", total), ("items", basket.Count)));
        Add(Later(), "Order Completed", Order(basket, total));
        _orders++;

        // Nothing happens after now.
        DateTimeOffset Later() => at = Min(at.AddSeconds(_random.Next(20, 240)), now.AddSeconds(-1));
    }

    private string Order(List<(Product Product, int Quantity)> basket, decimal total)
    {
        var main = basket.MaxBy(b => b.Product.Price * b.Quantity).Product;
        var order = FormattableString.Invariant($"D-{person.Number + 1}-{_orders + 1}");
        return _random.Next(6) == 0
            ? Properties(
                ("orderId", order), ("total", Math.Round(total * 0.9m, 2)), ("currency", "EUR"), ("sku", main.Sku), ("category", main.Category), ("items", basket.Count),
                ("coupon", _random.Next(2) == 0 ? "WELCOME10" : "TEATIME10"))
            : Properties(("orderId", order), ("total", total), ("currency", "EUR"), ("sku", main.Sku), ("category", main.Category), ("items", basket.Count));
    }

    /// <summary>Who they were to the shop at each moment: a browser, an account, both at once when they signed in.</summary>
    private List<Message> Told(DateTimeOffset joined, bool anonymous)
    {
        var messages = new List<Message> { Introduction(joined) };
        _happenings.Sort((a, b) => a.At.CompareTo(b.At));
        var (user, browser, phone) = (Id(IdentifierNamespace.UserId, person.UserId), Id(IdentifierNamespace.AnonymousId, person.AnonymousId(0)), Id(IdentifierNamespace.AnonymousId, person.AnonymousId(1)));
        var secondDevice = _random.Next(5) == 0 ? _happenings.Count / 2 : int.MaxValue;
        var knowsPhone = false;
        for (var i = 0; i < _happenings.Count; i++)
        {
            var happening = _happenings[i];
            // Looked around before they signed up; the account is told about the browser when they do.
            IReadOnlyList<Identifier> who =
                anonymous && happening.At < joined ? [browser]
                : happening.Name == "Signed Up" ? [user, browser]
                : i >= secondDevice && !knowsPhone ? [user, phone]
                : i > secondDevice && i % 3 == 0 ? [phone]
                : [user];
            // Signed in on the phone once, the account is known behind what it does alone.
            knowsPhone |= who.Count > 1 && who[1] == phone;
            messages.Add(new Message(
                Key(messages.Count), who, happening.At.ToUnixTimeMilliseconds(), new MessageEvent(happening.Name, happening.Properties), null, null, null, null));
        }

        return messages;
    }

    private Message Introduction(DateTimeOffset joined)
    {
        List<Identifier> identifiers = [Id(IdentifierNamespace.UserId, person.UserId), Id(IdentifierNamespace.Email, person.Email)];
        if (_random.Next(10) < 7) identifiers.Add(Id(IdentifierNamespace.Phone, person.Phone));
        var traits = Properties(
            ("name", person.FullName), ("firstName", person.Given.Written), ("lastName", person.Family.Written), ("email", person.Email),
            ("birthday", person.Birthday()), ("country", person.Place.Country), ("city", person.Place.City), ("language", person.Culture.Language),
            ("newsletter", _random.Next(100) < 55), ("loyaltyTier", person.Habit is Habit.Once ? "bronze" : _orders > 8 ? "gold" : _orders > 3 ? "silver" : "bronze"),
            ("acquisition", person.Channel()), ("createdAt", joined.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        return new Message(Key(0), identifiers, joined.ToUnixTimeMilliseconds(), null, traits, null, null, null);
    }

    private string Key(int message) => FormattableString.Invariant($"{load}-{person.Number}-{message}");

    private void Add(DateTimeOffset at, string name, string properties) => _happenings.Add(new Happening(at, name, properties));

    private static string Of(Product product, int? quantity = null) => quantity is { } some
        ? Properties(("sku", product.Sku), ("name", product.Name), ("category", product.Category), ("price", product.Price), ("quantity", some))
        : Properties(("sku", product.Sku), ("name", product.Name), ("category", product.Category), ("price", product.Price));

    private static string Properties(params ReadOnlySpan<(string Name, object Value)> properties)
    {
        var members = new Dictionary<string, object>();
        foreach (var (name, value) in properties) members[name] = value;
        return JsonSerializer.Serialize(members, JsonForm.Readable);
    }

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static Identifier Id(string space, string value) => new(space, value);

    private sealed record Happening(DateTimeOffset At, string Name, string Properties);
}
