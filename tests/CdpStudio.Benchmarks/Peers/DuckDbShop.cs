using System.Globalization;
using System.Text;

namespace CdpStudio.Benchmarks.Peers;

/// <summary>The shop in DuckDB: numbers instead of texts and whole cents, which favours it, in two sort orders of which the better one counts.</summary>
internal static class DuckDbShop
{
    public static readonly string[] Orders = ["events_p", "events_t"];

    public static void Load(DuckDb duck, int people, string folder)
    {
        var (profiles, events) = (Path.Combine(folder, "profiles.csv"), Path.Combine(folder, "events.csv"));
        Write(people, profiles, events);
        duck.Run("CREATE TABLE profiles(id INTEGER, country UTINYINT, birth_day INTEGER, signup_ts INTEGER, email_domain UTINYINT, plan UTINYINT, consent_email UTINYINT, loyalty INTEGER, ltv INTEGER, tier UTINYINT)");
        duck.Run($"COPY profiles FROM '{profiles}' (HEADER false)");
        duck.Run("CREATE TABLE raw(profile_id INTEGER, event UTINYINT, ts INTEGER, amount INTEGER, category UTINYINT, product_id INTEGER)");
        duck.Run($"COPY raw FROM '{events}' (HEADER false)");
        duck.Run("CREATE TABLE events_p AS SELECT * FROM raw ORDER BY event, profile_id, ts");
        duck.Run("CREATE TABLE events_t AS SELECT * FROM raw ORDER BY event, ts");
        duck.Run("DROP TABLE raw");
        duck.Run("CHECKPOINT");
        File.Delete(profiles);
        File.Delete(events);
    }

    private static void Write(int people, string profiles, string events)
    {
        using var persons = new StreamWriter(profiles, false, Encoding.ASCII, 1 << 20);
        using var happened = new StreamWriter(events, false, Encoding.ASCII, 1 << 20);
        var buffer = new ShopEvent[ShopPeople.MostEvents];
        for (var i = 0; i < people; i++)
        {
            var p = ShopPeople.Person(i, buffer);
            var id = i + 1;
            persons.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{id},{p.Country},{p.BirthDay},{p.Signup},{Known(p.Domain)},{p.Plan},{(p.TakesMail ? 1 : 0)},{p.Loyalty},{p.ValueCents},{Known(p.Tier)}"));
            for (var e = 0; e < p.Events; e++)
            {
                var one = buffer[e];
                happened.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{id},{one.Type},{one.Ts},{(ShopPeople.HasAmount(one.Type) ? one.Cents : null)},{Known(one.Category)},{Known(one.Product)}"));
            }
        }
    }

    private static int? Known(int code) => code == 0 ? null : code;
}
