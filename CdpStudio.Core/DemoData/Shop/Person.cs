using System.Globalization;
using CdpStudio.Core.Messaging.Email;

namespace CdpStudio.Core.DemoData.Shop;

/// <summary>How somebody shops.</summary>
internal enum Habit
{
    Once,
    Occasional,
    Regular,

    /// <summary>Was a regular, and stays away.</summary>
    Lapsed,
}

/// <summary>Somebody who does not exist. The same for the same number and seed.</summary>
internal sealed class Person
{
    private static readonly string[] s_hosts = ["mail", "post", "inbox", "letters"];
    private static readonly string[] s_channels = ["search", "search", "social", "social", "friend", "newsletter", "shop"];

    public Person(int number, int seed)
    {
        Number = number;
        Random = new Random(unchecked((seed * 486_187_739) + number));
        Culture = CultureOf(Random.Next(100));
        Place = Culture.Places[(int)(Math.Pow(Random.NextDouble(), 1.4) * Culture.Places.Count)];
        (Given, Family) = Culture.Draw(Random);
        Habit = Random.Next(100) switch { < 33 => Habit.Once, < 62 => Habit.Occasional, < 84 => Habit.Regular, _ => Habit.Lapsed };
        Weight = Habit switch
        {
            Habit.Once => 6 + (Random.NextDouble() * 8),
            Habit.Occasional => 16 + (Random.NextDouble() * 20),
            _ => 40 + (Random.NextDouble() * 60),
        };
    }

    /// <summary>From 0.</summary>
    public int Number { get; }

    /// <summary>Whatever is drawn about this person is drawn from here, in one order.</summary>
    public Random Random { get; }

    public Culture Culture { get; }

    public Place Place { get; }

    public Name Given { get; }

    public Name Family { get; }

    public Habit Habit { get; }

    /// <summary>This person's part of all events, before they are made to fit.</summary>
    public double Weight { get; }

    public string UserId => FormattableString.Invariant($"demo-{Number + 1:00000}");

    public string FullName => Culture.Whole(Given.Written, Family.Written);

    /// <summary>Nothing that is sent to it ever leaves.</summary>
    public string Email => FormattableString.Invariant($"{Given.Latin}.{Family.Latin}{Number + 1}@{s_hosts[Number % s_hosts.Length]}.{InventedMailboxes.Domain}");

    /// <summary>No subscriber's number begins with a zero behind the country's code, so it can't be called.</summary>
    public string Phone => FormattableString.Invariant($"{Place.DialCode}0{Number + 1:00000000}");

    public string Birthday()
    {
        // More people of thirty than of seventy.
        var age = 18 + (int)(Math.Pow(Random.NextDouble(), 1.7) * 62);
        return new DateOnly(2008, 1, 1).AddYears(-age).AddDays(Random.Next(365)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public string Channel() => s_channels[Random.Next(s_channels.Length)];

    /// <param name="kind">Which device of theirs.</param>
    public string AnonymousId(int kind) => FormattableString.Invariant($"demo-{Number + 1:00000}-{(kind == 0 ? "browser" : "phone")}");

    private static Culture CultureOf(int percent)
    {
        foreach (var culture in Culture.All)
        {
            if (percent < culture.Share) return culture;
            percent -= culture.Share;
        }

        return Culture.All[^1];
    }
}
