namespace CdpStudio.Benchmarks.Peers;

/// <summary>
/// A shop's people and what they did, the same for the same numbers on every machine: splitmix64 per person, so that any part can be
/// made again without the rest. About 20 events a person in sessions over two years (lognormal, at most 4,000), twelve types.
/// </summary>
internal static class ShopPeople
{
    public const int Day = 86_400;

    /// <summary>Seconds since 1970: 2026-11-01.</summary>
    public const int Now = 1_793_491_200;

    public const int MostEvents = 4_000;

    /// <summary>By number; 0 is none.</summary>
    public static readonly string[] EventNames =
    [
        "", "page_view", "product_view", "email_sent", "email_open", "email_click", "search", "add_to_cart", "checkout_started",
        "order_completed", "order_refunded", "app_open", "login",
    ];

    private static readonly double[] s_shares = [0, 44, 18, 12, 5, 1, 5, 4, 1.5, 2.5, 0.2, 4, 2.8];

    private static readonly byte[] s_types = Types();

    public static bool HasAmount(int type) => type is >= 7 and <= 10;

    public static ShopPerson Person(int number, ShopEvent[] events)
    {
        var dice = new SplitMix(((ulong)number * 0xD1342543DE82EF95UL) + 12345);
        dice.Next();
        var person = new ShopPerson
        {
            Number = number,
            Country = 1 + (int)(40 * Math.Pow(dice.Fraction(), 1.8)),
            City = dice.Fraction() < 0.05 ? 0 : 1 + (int)(400 * Math.Pow(dice.Fraction(), 2)),
            BirthDay = dice.Fraction() < 0.2 ? null : (int)((Now / Day) - (365.25 * (16 + (60 * Math.Pow(dice.Fraction(), 1.4))))),
            Signup = Now - (int)(4 * 365.0 * Day * Math.Pow(dice.Fraction(), 1.3)) - 7200,
            Domain = dice.Fraction() < 0.1 ? 0 : 1 + (int)(60 * Math.Pow(dice.Fraction(), 3)),
            Plan = dice.Fraction() switch { < 0.7 => 1, < 0.88 => 2, < 0.98 => 3, _ => 4 },
            Language = 1 + (int)(25 * Math.Pow(dice.Fraction(), 2)),
            TakesMail = dice.Fraction() < 0.62,
            Loyalty = dice.Fraction() < 0.3 ? 0 : (int)Math.Exp(4.5 + (1.4 * dice.Normal())),
            ValueCents = dice.Fraction() < 0.5 ? 0 : (int)(100 * Math.Exp(4 + (1.2 * dice.Normal()))),
            Tier = dice.Fraction() switch { < 0.5 => 0, < 0.8 => 1, < 0.95 => 2, _ => 3 },
        };

        return person with { Events = Happen(person.Signup, ref dice, events) };
    }

    /// <summary>Something that somebody does at that second.</summary>
    public static ShopEvent Event(int ts, ref SplitMix dice)
    {
        var type = s_types[dice.Below(1000)];
        var one = new ShopEvent { Type = type, Ts = ts };
        if (type == 2 || HasAmount(type))
        {
            one.Product = 1 + (int)(20_000 * Math.Pow(dice.Fraction(), 3));
            one.Category = 1 + (one.Product % 50);
        }
        else if (type == 1 && dice.Fraction() < 0.6)
        {
            one.Category = 1 + (int)(50 * dice.Fraction());
        }

        if (HasAmount(type)) one.Cents = (int)(100 * Math.Exp(4 + (0.9 * dice.Normal())));
        return one;
    }

    private static int Happen(int signup, ref SplitMix dice, ShopEvent[] events)
    {
        var count = Math.Min(MostEvents, (int)Math.Exp(2.17 + (1.3 * dice.Normal())));
        var start = Math.Max(signup, Now - (730 * Day));
        var span = Now - (Day / 4) - start;
        if (span < 1000) (start, span) = (Now - (Day / 2), Day / 4);

        for (var i = 0; i < count;)
        {
            var length = 1;
            while (dice.Fraction() < 0.8 && length < 50) length++;
            var ts = start + (int)(span * (1 - Math.Pow(dice.Fraction(), 1.2)));
            for (var inSession = 0; inSession < length && i < count; inSession++)
            {
                ts += 3 + dice.Below(240);
                events[i++] = Event(ts, ref dice);
            }
        }

        events.AsSpan(0, count).Sort((left, right) => left.Ts.CompareTo(right.Ts));
        // No two in the same second: engines would order them differently.
        for (var i = 1; i < count; i++) events[i].Ts = Math.Max(events[i].Ts, events[i - 1].Ts + 1);
        return count;
    }

    private static byte[] Types()
    {
        var types = new byte[1000];
        Array.Fill(types, (byte)1);
        var at = 0;
        for (var type = 1; type < s_shares.Length; type++)
        {
            for (var i = 0; i < (int)Math.Round(s_shares[type] * 10) && at < types.Length; i++) types[at++] = (byte)type;
        }

        return types;
    }
}

/// <param name="BirthDay">Days since 1970; null when unknown, as 0 is elsewhere.</param>
/// <param name="Signup">Seconds since 1970.</param>
/// <param name="Events">How many of the buffer are this person's.</param>
internal readonly record struct ShopPerson(
    int Number, int Country, int City, int? BirthDay, int Signup, int Domain, int Plan, int Language, bool TakesMail, int Loyalty,
    int ValueCents, int Tier, int Events);

internal struct ShopEvent
{
    public int Type { get; set; }

    /// <summary>Seconds since 1970.</summary>
    public int Ts { get; set; }

    /// <summary>0 when the type has none, as the others.</summary>
    public int Cents { get; set; }

    public int Category { get; set; }

    public int Product { get; set; }
}

/// <summary>Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014.</summary>
internal struct SplitMix(ulong state)
{
    private ulong _state = state;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    public double Fraction() => (Next() >> 11) * (1.0 / 9007199254740992.0);

    public int Below(int end) => (int)(((Next() >> 32) * (ulong)end) >> 32);

    public double Normal()
    {
        var (u, v) = (1 - Fraction(), Fraction());
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }
}
